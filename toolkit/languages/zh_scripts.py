"""Which characters of a Chinese text are of the other script than the text is to be in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

SCRIPTS = ("zh-Hans", "zh-Hant")
_STANDARDS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
_HAN = re.compile("[\u3400-\u9fff]+")


def strangers(text: str, tag: str) -> str:
    """Return the characters of a text that are not written so in a script (``zh-Hans`` or ``zh-Hant``), each once.

    One is enough if it has another form there: 條. What is used in both, such as 后, and what is a rare spelling rather
    than of the other script (昇, a name), counts only where there is more of it than of the script's own.
    """
    if fits(text, tag):
        return ""
    letters = _letters(tag)
    if letters.theirs.isdisjoint(text):
        return ""
    pairs = zip(text, converted(text, tag), strict=False)
    changed = [old for old, new in pairs if old != new and old in letters.theirs]
    sure = [char for char in changed if char in letters.sure]
    if not sure and len(changed) <= sum(char in letters.own for char in text):
        return ""
    return "".join(dict.fromkeys(sure or changed))


def fits(text: str, tag: str) -> bool:
    """Return whether all characters of a text are in the national standard of a script, so that none is the other's."""
    try:
        "".join(_HAN.findall(text)).encode(_STANDARDS[tag])
    except UnicodeEncodeError:
        return False
    return True


def converted(text: str, tag: str) -> str:
    """Return a text in a script."""
    from toolkit.languages import zh

    return zh.simplified(text) if tag == SCRIPTS[0] else zh.traditional(text)


class _Letters(NamedTuple):
    """Of a script: the characters that are of the other one, those of them that are surely, and those of its own."""

    theirs: frozenset[str]
    sure: frozenset[str]
    own: frozenset[str]


@cache
def _letters(tag: str) -> _Letters:
    from toolkit.languages import zh

    traditional, simplified = zh.letters_of_scripts()
    both = (traditional, simplified) if tag == SCRIPTS[0] else (simplified, traditional)
    other = next(each for each in SCRIPTS if each != tag)
    theirs = frozenset(char for char in both[0] if not fits(char, tag))
    forms = {char: converted(char, tag) for char in theirs}
    sure = frozenset(char for char, form in forms.items() if form not in (char, converted(form, other)))
    return _Letters(theirs, sure, frozenset(char for char in both[1] if not fits(char, other)))
