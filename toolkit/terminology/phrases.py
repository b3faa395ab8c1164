"""How a Russian term is put together: which of its words change with its case, and which stay as they are.

The noun that heads a term changes, with the adjectives before it and the nouns joined to it (обмены и сотрудничество);
what depends on it stays (план действий), and so does all after a preposition. A verb is found in either aspect, in the
passive (принимаются меры, приняты меры) and after its object.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.languages import ru
from toolkit.terminology.aspects import partners
from toolkit.terminology.compounds import first_stays
from toolkit.terminology.needs import CASED, FIXED, FREE, LOOSE, NUMBERED, OWNED, UNCASED, VERB, Need, Reading, Step
from toolkit.terminology.russian import (
    ACCUSATIVE,
    EVERY_CASE,
    GENITIVE,
    NOMINATIVE,
    ORDINAL,
    PLURAL,
    begins_adjective,
    cases,
    readings,
)

NAME = "person"
_ADJECTIVES = ("ADJF", "PRTF", "NUMR")
_LINKS = ("и", "или", "не")
_DASH = re.compile(r"\s*[-‑–—]\s*")
_HYPHENS = ("-", "‑")
_QUOTED = re.compile('[«„“"].*?[»“”"]')
_REFLEXIVE = ("ся", "сь")
_MOST_INVERTED = 4  # words


class _Word(NamedTuple):
    text: str
    readings: tuple[Reading, ...]
    gap: str  # before it
    quoted: bool
    first: bool = False  # whether it is joined to the next word and stays as it is: бизнес-форум

    def of(self, *kinds: str) -> int:
        """Return the bits of all readings as one of these parts of speech."""
        bits = 0
        for each in self.readings:
            if each.kind in kinds:
                bits |= each.bits & (CASED | UNCASED)
        return bits

    @property
    def noun(self) -> int:
        """Return the bits as a noun; a word that the dictionary does not know may be one."""
        if not self.text.isalpha():
            return 0
        if self.text.isupper() and len(self.text) > 1:
            return CASED
        nouns = self.of("NOUN") & CASED
        if ru.known(self.text) or self.of("ADJF", "PRTF") & NOMINATIVE or (nouns and not self.text[0].isupper()):
            return nouns
        return nouns | CASED & ~GENITIVE

    @property
    def passes(self) -> bool:
        """Whether it may stand among the adjectives before a noun: научно-, и, особо, a number."""
        adverb = bool(self.of("ADVB")) and not self.noun
        return adverb or self.compound or self.text in _LINKS or not self.text.isalpha()

    @property
    def compound(self) -> bool:
        """Whether it is a first part as in научно-технический or бизнес-форум."""
        return self.first or begins_adjective(self.text)


def steps(text: str, spans: Sequence[tuple[int, int]], part_of_speech: str) -> list[Step]:
    """Return the words of a term, which stand in ``text`` at ``spans``, with what it wants of each."""
    quotes = [match.span() for match in _QUOTED.finditer(text) if match.start()]
    words, end = [], 0
    for start, stop in spans:
        inside = any(a < start and stop < b for a, b in quotes)
        words.append(_Word(text[start:stop], readings(text[start:stop]), text[end:start], inside))
        end = stop
    if part_of_speech == NAME:
        return [*(_named(word) for word in words[:-1]), _free(words[-1], 1, "NOUN")]
    if part_of_speech == "verb" or (part_of_speech == "phrase" and _verb_of(words) is not None):
        return [_verbal(word) for word in words]
    ends = _ordinals(words)
    plain = [word._replace(text="0") if end else word for end, word in zip(ends, words, strict=True)]  # as a number is
    firsts = [after.gap in _HYPHENS and first_stays(word.text) for word, after in pairwise(words)]
    plain = [word._replace(first=first) for word, first in zip(plain, [*firsts, False], strict=True)]
    found = _Nominal(plain, part_of_speech == "adjective").steps()
    return [Step((ORDINAL,), Need(FIXED)) if end else step for end, step in zip(ends, found, strict=True)]


def _ordinals(words: Sequence[_Word]) -> list[bool]:
    """Return which words are the ending after a number in figures, of which any will do: 29-я, на 29-й."""
    before = ("", *(word.text for word in words[:-1]))
    return [
        number.isdigit() and word.gap in _HYPHENS and any(each.key == ORDINAL for each in word.readings)
        for number, word in zip(before, words, strict=True)
    ]


def _named(word: _Word) -> Step:
    """Return a given name, which may be declined with the surname or not."""
    step = _free(word, 0, "NOUN")
    return Step((*step.keys, f"x:{word.readings[-1].key[2:]}"), Need(LOOSE, NOMINATIVE))


def _verbal(word: _Word) -> Step:
    """Return a word of a verbal phrase: the verb in any form of either aspect, also the passive.

    Its object may be in the genitive of a negation, or in the nominative beside a passive.
    """
    if word.of("INFN"):
        verbs = [each.key[2:] for each in word.readings if each.kind == "INFN"]
        verbs += [other for verb in verbs for other in partners().get(verb, ())]
        passive = [f"{verb}ся" for verb in verbs if not verb.endswith(_REFLEXIVE)]
        return Step(tuple(f"v:{verb}" for verb in dict.fromkeys([*verbs, *passive])), Need(VERB))
    step = _fixed(word)
    object_ = step.need.bits & ACCUSATIVE
    return Step(step.keys, Need(FIXED, step.need.bits | object_ >> 8 | object_ >> 12))


def inverted(text: str) -> set[str]:
    """Return a verbal phrase with its verb at the other end (меры принимать); nothing for other phrases."""
    words = text.split()
    if not 1 < len(words) <= _MOST_INVERTED or any(not word.isalpha() for word in words):
        return set()
    at = _verb_of([_Word(word, readings(word), "", False) for word in words])
    if at not in (0, len(words) - 1):
        return set()
    return {" ".join([*words[1:], words[0]] if at == 0 else [words[-1], *words[:-1]])}


def _verb_of(words: Sequence[_Word]) -> int | None:
    """Return the place of the infinitive that heads a phrase, at its beginning or end; None if there is none."""
    places = [at for at, word in enumerate(words) if word.readings[0].kind == "INFN"]
    return next((at for at in places if at in (0, len(words) - 1)), None)


def _fixed(word: _Word, kind: int = FIXED) -> Step:
    """Return a word that stays as it is."""
    if word.text.isupper() and len(word.text) > 1:
        return Step((f"={word.text}",), Need(FIXED))
    cased = [each for each in word.readings[:-1] if each.bits & CASED and each.key[0] not in "=x"][:2]
    if not cased or word.readings[0].bits & UNCASED:
        return Step((f"w:{word.readings[-1].key[2:]}",), Need(FIXED))
    keys = [each.key for each in cased]
    if not ru.known(word.text):
        keys.append(f"x:{word.readings[-1].key[2:]}")
    bits = 0
    for each in cased:
        bits |= each.bits & CASED
    return Step(tuple(dict.fromkeys(keys)), Need(kind, bits))


def _free(word: _Word, group: int, *kinds: str) -> Step:
    """Return a word that changes with its group."""
    if word.text.isupper() and len(word.text) > 1:
        return Step((f"={word.text}",), Need(FIXED))
    keys = [each.key for each in word.readings if each.kind in kinds and each.bits & NOMINATIVE][:3]
    if "NOUN" in kinds and word.text[:1].isupper():
        keys.append(f"x:{word.readings[-1].key[2:]}")
    return Step(tuple(dict.fromkeys(keys)), Need(FREE, group=group))


class _Nominal:
    """Goes through the words of a term from left to right."""

    def __init__(self, words: Sequence[_Word], described: bool) -> None:
        self._words = words
        self._described = described  # whether they are adjectives only
        self._steps: list[Step] = []
        self._group = 0
        self._head = 0  # the bits of the noun that heads the group
        self._before = 0  # the cases of the dependent noun before, 0 after a word that changes
        self._apart = False  # whether a preposition stands before

    def steps(self) -> list[Step]:
        """Return the steps of a noun with what depends on it, of adjectives, or of a phrase that stays as it is."""
        words = self._words
        if not self._described and not self._take_group() and not words[0].of("PREP"):
            self._take_manner()
        if not self._steps:
            adjectives = [bool(word.of("ADJF", "PRTF") & NOMINATIVE) and not word.compound for word in words]
            prepositional = words[0].of("PREP") or not any(adjectives)
            return [
                _free(word, 0, "ADJF", "PRTF") if free and not prepositional else _fixed(word)
                for word, free in zip(words, adjectives, strict=True)
            ]
        while len(self._steps) < len(words):
            self._take_next()
        return self._steps

    def _take_manner(self) -> None:
        """Take words before the noun that stay as they are: должным образом заверенная копия."""
        for at, word in enumerate(self._words[:-1]):
            if word.of("ADJF", "NOUN") & NOMINATIVE & ~PLURAL or word.of("VERB", "INFN", "PREP"):
                break
            self._steps.append(_fixed(word))
            if self._words[at + 1].of("PRTF") & NOMINATIVE and self._take_group():
                return
        self._steps.clear()

    def _take_next(self) -> None:
        at = len(self._steps)
        word, last = self._words[at], self._words[at - 1]
        if word.text in _LINKS:
            self._steps.append(_fixed(word))
            return
        if word.quoted:
            self._steps.append(_fixed(word, LOOSE))
            return
        joined = last.text in _LINKS or "," in word.gap or bool(_DASH.fullmatch(word.gap))
        if "," in word.gap and word.of("PRTF") & self._head & NOMINATIVE:  # a clause: лицо, ищущее убежище
            self._steps.append(_free(word, self._group, "ADJF", "PRTF"))
            return
        if joined and self._take_group(after=self._before):
            return
        agrees = word.of("ADJF", "PRTF") & NOMINATIVE
        if joined and agrees and not self._before and not word.compound:
            self._steps.append(_free(word, self._group, "ADJF", "PRTF"))
            return
        named = word.noun & NOMINATIVE and not word.of("NOUN") & GENITIVE and not word.of("ADJF")
        owned = not word.of("PREP") and word.of("NOUN", "ADJF") & GENITIVE & ~PLURAL and not self._apart
        step = _fixed(word, LOOSE if named and not self._before and not joined else OWNED if owned else FIXED)
        self._steps.append(step)
        self._apart = self._apart or bool(word.of("PREP"))
        if step.need.kind != LOOSE:
            self._before = cases(step.need.bits & CASED) or self._before or EVERY_CASE

    def _take_group(self, after: int = 0) -> bool:
        """Take adjectives and the noun they describe, if these can be in the nominative; else take nothing.

        After a dependent noun in one of the cases ``after``, a noun that can be in the same is joined to that.
        """
        start, found = len(self._steps), None
        bits = CASED
        for at in range(start, len(self._words)):
            word = self._words[at]
            noun = word.noun & bits
            if noun & NOMINATIVE and not word.compound and not cases(noun & ~NOMINATIVE) & after:
                found = at if found is None or word.of("NOUN") else found
            described = word.of(*_ADJECTIVES) & CASED
            if described & bits & NOMINATIVE:
                bits &= described
            elif not word.passes:
                break
            if word.of("NUMR") & NOMINATIVE and at + 1 < len(self._words) and not noun & NOMINATIVE:
                return self._take_number(start, at)
        if found is None:
            return False
        self._group += 1
        for at in range(start, found + 1):
            word = self._words[at]
            if at == found:
                self._steps.append(_free(word, self._group, "NOUN"))
                self._head = word.noun
            elif word.compound or word.text in _LINKS or not word.of("ADJF", "PRTF") & NOMINATIVE:
                self._steps.append(_fixed(word))
            else:
                self._steps.append(_free(word, self._group, "ADJF", "PRTF"))
        self._before = 0
        return True

    def _take_number(self, start: int, at: int) -> bool:
        """Take a numeral, and the adjectives and noun it counts."""
        self._group += 1
        for word in self._words[start : at + 1]:
            self._steps.append(_free(word, self._group, "NUMR"))
        for word in self._words[at + 1 :]:
            step = _fixed(word, NUMBERED)
            self._steps.append(step)
            if word.of("NOUN") & GENITIVE:
                break
        self._before = 0
        return True
