"""Initials at a surname: К.К.Токаев, К.-Ж. Токаев, Токаев К.К.; those of somebody else make it another person."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.model import Concept

_ONE = r"[A-ZА-ЯЁ]\.[\s\u00a0]?[-‑]?"
_BEFORE = re.compile(rf"(?<![^\W\d_])(?:{_ONE}){{1,3}}$")
_AFTER = re.compile(rf"[\s\u00a0](?:{_ONE}){{0,2}}[A-ZА-ЯЁ]\.(?!\w)")
_REACH = 14  # characters that initials can take
_WORD = re.compile(r"[^\W\d_]+")


def around(text: str, start: int, stop: int, concept: Concept) -> tuple[int, int] | None:
    """Return the place of a person's name with the initials around it; None if they are another person's."""
    given = _given(concept)
    before = _BEFORE.search(text, max(start - _REACH, 0), start)
    if before:
        return (before.start(), stop) if text[before.start()] in given else None
    after = _AFTER.match(text, stop, stop + _REACH)
    if after and after[0].strip()[0] in given:
        return start, after.end()
    return start, stop


@lru_cache(maxsize=1024)
def _given(concept: Concept) -> frozenset[str]:
    """Return the letters with which initials of a person can begin: those of the given name and its parts."""
    names = (term.text.split() for term in concept.terms if term.language != "zh")
    return frozenset(word[0] for name in names if len(name) > 1 for word in _WORD.findall(name[0]))
