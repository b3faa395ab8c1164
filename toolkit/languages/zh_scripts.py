"""Which characters of a Chinese text are of the other script than the text is to be in."""

from __future__ import annotations

import re
from functools import cache

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
    changed = [old for old, new in zip(text, converted(text, tag), strict=False) if old != new and not fits(old, tag)]
    theirs, own = _letters(tag)
    sure = [char for char in changed if char in theirs]
    if not sure and len(changed) <= sum(char in own for char in text):
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


@cache
def _letters(tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that have another form in a script, and those that have another one in the other script."""
    from toolkit.languages import zh

    traditional, simplified = zh.letters_of_scripts()
    theirs, ours = (traditional, simplified) if tag == SCRIPTS[0] else (simplified, traditional)
    other = next(each for each in SCRIPTS if each != tag)
    back = zh.traditional if tag == SCRIPTS[0] else zh.simplified
    sure = {char for char in theirs if not fits(char, tag) and (form := converted(char, tag)) not in (char, back(form))}
    return frozenset(sure), frozenset(char for char in ours if not fits(char, other))
