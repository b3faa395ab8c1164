"""Initials at a surname: К.К.Токаев, К.-Ж. Токаев, Токаев К.К.; those of somebody else make it another person.

So does a given name: Саида Мирзиёева, Озода Рахмон, Kemel Tokayev, 库尔班古力·别尔德穆哈梅多夫.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.languages import en, ru, zh
from toolkit.model import Concept, Term
from toolkit.terminology.folding import DOTS

_ONE = r"[A-ZА-ЯЁ]\.[\s\u00a0]?[-‑]?"
_BEFORE = re.compile(rf"(?<![^\W\d_])(?:{_ONE}){{1,3}}$")
_AFTER = re.compile(rf"[\s\u00a0](?:{_ONE}){{0,2}}[A-ZА-ЯЁ]\.(?!\w)")
_REACH = 14  # characters that initials can take
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[A-ZА-ЯЁ][^\W\d_]+(?:[-‑][^\W\d_]+)*")
_RUSSIAN = re.compile("[А-ЯЁ]")
_SURNAME = re.compile(r"[\s\u00a0]?[A-ZА-ЯЁ][a-zа-яё]")
_DOT = re.compile(f"[{DOTS}.]")
_CHINESE = re.compile(rf"([\u3400-\u9fff-]{{1,12}})(?:{_DOT.pattern}[\u3400-\u9fff-]{{1,12}})*{_DOT.pattern}$")
FATHER = re.compile("[А-ЯЁ][а-яё]+(?:[ое]вич(?:[аеу]|ем)?|[ое]вн(?:[аыеу]|ой))")
_GIVEN = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)[ \u00a0](?:{FATHER.pattern}[ \u00a0])?$")
_GIVEN_AFTER = re.compile(rf"[ \u00a0]([^\W\d_]+)[ \u00a0]{FATHER.pattern}(?!\w)")
_NAME_AFTER = re.compile(r"[ \u00a0]([А-ЯЁ][а-яё]+)(?![^\W\d_])")
_PLACED = re.compile(r"(?<!\w)(?:во?|на|из|под|близ|через|in|at|near|outside)\s+(?:[^\W\d_]+[-‑])*$", re.IGNORECASE)
_LONGEST = 48  # characters of a given name and that of the father
_KEPT = 1 << 12  # words that are remembered as given names or none


class Person:
    """The names of a person, which tell from others who have the same surname."""

    def __init__(self, concept: Concept) -> None:
        own = [term for term in concept.terms if not term.elsewhere]
        names = [term.text.split() for term in own if term.language != "zh"]
        parts = {word for name in names if len(name) > 1 for word in _WORD.findall(name[0])}
        self._letters = {word[0] for word in parts}  # with which initials can begin
        self._begins = {word[:2] for word in parts}
        self._characters = {term.text[0] for term in own if term.language == "zh" and _DOT.search(term.text)}
        others = {term.text.split()[0] for term in concept.terms if term.elsewhere}
        self._others = others - {term.text.split()[0] for term in own}
        self._is_given = lru_cache(maxsize=_KEPT)(self._is_given_to_another)

    def around(self, text: str, start: int, stop: int) -> tuple[int, int] | None:
        """Return the place of the person's name with the initials around it; None if the name is another person's."""
        if self._is_of_another(text, start, stop):
            return None
        before = _BEFORE.search(text, max(start - _REACH, 0), start)
        if before:
            return (before.start(), stop) if text[before.start()] in self._letters else None
        after = _AFTER.match(text, stop, stop + _REACH)
        if after and after[0].strip()[0] in self._letters:
            return start, after.end()
        if after and _RUSSIAN.match(after[0].strip()) and not _SURNAME.match(text, after.end()):
            return None
        return start, stop

    def _is_of_another(self, text: str, start: int, stop: int) -> bool:
        """Whether a given name that is not this person's stands beside a surname."""
        if len(text[start:stop].split()) > 1:
            return False  # it has the given name
        before = text[max(start - _LONGEST, 0) : start]
        chinese = _CHINESE.search(before)
        if chinese:
            return self._characters.isdisjoint(zh.simplified(chinese[1]))
        given = _GIVEN.search(before)
        if given and given[1][0].isupper() and self._is_given(given[1]):
            return given[1] in self._others or not _PLACED.search(before, 0, given.start(1))
        after = _GIVEN_AFTER.match(text, stop)
        if after:
            return after[1][0].isupper() and after[1][:2] not in self._begins
        name = _NAME_AFTER.match(text, stop)
        return name is not None and self._is_after(text[start:stop], name[1])

    def _is_after(self, surname: str, word: str) -> bool:
        """Whether a word after a surname is another's given name in the same case, as in lists (Рахмон Рустам)."""
        if word in self._others:
            return True
        if word[:2] in self._begins:
            return False
        own, given = (ru.parses(each.lower()) for each in (surname, word))
        may_be = "Name" in given[0].tag or not ru.known(word)
        return may_be and given[0].tag.case in {each.tag.case for each in own}

    def _is_given_to_another(self, word: str) -> bool:
        """Whether a word can be a given name, but not this person's: a known one, or a word that no dictionary has."""
        if word in self._others:
            return True
        if word[:2] in self._begins or word.isupper():
            return False
        if not _RUSSIAN.match(word):
            return not en.known(word)
        return not ru.known(word) or "Name" in ru.parses(word.lower())[0].tag


def surname(term: Term) -> str:
    """Return the last word of a good name of two words, which is also written with initials alone; else nothing."""
    words = term.text.split()
    named = len(words) == 2 and all(_NAME.fullmatch(word) for word in words)
    return words[1] if named and term.language != "zh" and not term.wrong else ""
