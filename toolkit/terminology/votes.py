"""How a word segmenter reads the place where a short Chinese term was found: 中亚 is none in 集中|亚洲.

Terms are found on characters; the segmenter is asked only where an edge cuts through a word of its dictionary.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from toolkit.languages import zh

LONGEST = 3  # characters of a term in doubt
_AROUND = 8  # characters on either side that are read with it


def against(plain: str, start: int, stop: int, verb: bool = False) -> str:
    """Return the words that the segmenter reads where a term would cut through them, joined by ``|``; else nothing.

    A word that only begins or ends with the term is no objection (中国人), unless the term is a verb of two
    characters (有权 in 所有权).
    """
    if stop - start > (2 if verb else LONGEST):
        return ""
    strict = verb and stop - start == 2
    if not strict and not (_cut(plain, start) or _cut(plain, stop)):
        return ""
    first = max(start - _AROUND, 0)
    return _reading(plain[first : stop + _AROUND], start - first, stop - first, strict)


def _cut(plain: str, at: int) -> bool:
    return 0 < at < len(plain) and bool(_engine().has_word(plain[at - 1 : at + 1]))


@cache
def _engine() -> Any:
    return zh.quick()


@lru_cache(maxsize=1 << 15)
def _reading(window: str, start: int, stop: int, strict: bool) -> str:
    at, touched = 0, []
    for word in _engine().cut(window):
        end = at + len(word)
        if at < stop and end > start:
            touched.append((at, end, word))
        at = end
    left, right = touched[0][0] < start, touched[-1][1] > stop
    objection = left or right if strict or len(touched) > 1 else left and right
    return "|".join(word for _, _, word in touched) if objection else ""
