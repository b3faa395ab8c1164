"""Chinese text in one shape for matching, and for each of its characters the place in the original.

Every character is replaced by one: its plain width, simplified form, lower case, and one dash, middle dot and quotation
mark for all. White space goes, and a second dash of two, but not a blank line or tab: no term goes across these.
Equal lengths let one table do it: a text is looked up in it as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.languages import zh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DASHES = "-‐‑‒–—―−－﹣─━～〜~"
DOTS = "·•‧∙⋅・･﹒●．"
_QUOTES = "\"“”„‟＂「」『』﹁﹂﹃﹄‘’‚‛'＇〝〞〟«»"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BETWEEN = re.compile(rf"(?<=[\u3400-\u9fff）])[{_DASHES}]+(?=[\u3400-\u9fff（])")
_NAMES = 4  # characters: two names may stand side by side by chance (在中国中亚研究)
_FULL_STOP = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")  # in a name, typed for the dot
_DASH = 0x2014
_BREAK = 0x0A
_TAB = 0x09


class Folded(NamedTuple):
    """A text for matching; ``offsets`` are the places of its characters in the original, None if they are the same."""

    text: str
    offsets: NDArray[np.int64] | None


def fold(text: str) -> Folded:
    """Return a Chinese text as it is matched."""
    import numpy as np

    if "." in text:
        text = _FULL_STOP.sub("·", text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    plain = _table()[codes]
    keep = plain != 0
    dashes = plain == _DASH
    keep[1:] &= ~(dashes[1:] & dashes[:-1])
    if keep.all():
        return Folded(_text(plain), None)
    breaks = np.flatnonzero((codes == _BREAK) | (codes == _TAB))
    if len(breaks):
        seen = np.cumsum(keep)[breaks]
        blank = np.zeros(len(breaks), bool)
        blank[1:] = seen[1:] == seen[:-1]  # nothing but white space since the line break before
        stops = breaks[blank | (codes[breaks] == _TAB)]
        keep[stops], plain[stops] = True, _BREAK
    return Folded(_text(plain[keep]), np.flatnonzero(keep))


def undashed(text: str) -> set[str]:
    """Return a term without dashes between characters (中国中亚峰会); nothing without any or of names alone."""
    joined = _BETWEEN.sub("", text)
    return {joined} - {text} if len(joined) > _NAMES else set()


def _text(codes: Any) -> str:
    return str(codes.tobytes().decode("utf-32-le", "surrogatepass"))


@cache
def _table() -> NDArray[np.uint32]:
    """Return for each code point the one it is matched as, 0 for those that go."""
    import numpy as np

    table = np.arange(0x110000, dtype="<u4")
    for code in [*range(0x80, 0x3400), *range(0xF900, 0x10000)]:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(plain) == 1:
            table[code] = ord(plain)
    table[ord("A") : ord("Z") + 1] += 32
    for code, form in zh.characters().items():
        table[code] = ord(form)
    for code in range(0xF900, 0xFB00):  # compatibility ideographs may be traditional
        table[code] = table[table[code]]
    for kind, code in ((_DASHES, _DASH), (DOTS, 0xB7), (_QUOTES, 0x22), (_UNSEEN, 0)):
        table[[ord(each) for each in kind]] = code
    table[0xD800:0xE000] = 0xFFFD  # half a character, which the automaton would refuse
    table[[code for code in range(0x3001) if chr(code).isspace()]] = 0
    return table
