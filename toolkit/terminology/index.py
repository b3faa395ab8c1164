"""Recognition of terms in running text, with exact offsets into the original.

Left out are single Russian and English verbs and single Chinese characters, whose every form would be marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from toolkit import languages
from toolkit.model import Concept, Occurrence, Term
from toolkit.terminology import store
from toolkit.terminology.hits import Entry, Hit, chosen
from toolkit.terminology.words import WORD, Words

__all__ = ["WORD", "Found", "TermIndex", "Token", "tokens_of"]

_SOFT = re.compile(r"[\s\-‑–—'’‘\"«»“”„]*")
_GOOD = ("preferred", "admitted")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a text: its span, the dictionary forms it can have, and whether hard punctuation stands before it."""

    start: int
    stop: int
    text: str
    forms: frozenset[str]
    hard: bool


class Found(NamedTuple):
    """The terms in a text, and those that stand there only for the eye, each with how the words are read instead."""

    terms: list[Occurrence]
    vetoed: list[tuple[Occurrence, str]]


class TermIndex:
    """The terms of a glossary, ready to be found in texts."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts_by_id = {concept.id: concept for concept in concepts}
        self._finders: dict[str, store.Finder] = {}

    def find(self, text: str, language: str) -> Found:
        """Return the terms in a text, and those that the word segmenter objects to; see ``recognise``."""
        code = languages.get(language).code
        if code not in self._finders:
            self._finders[code] = store.finder(list(self._entries(code)), code)
        hits: list[Hit] = []
        against: list[Hit] = []
        for hit in self._finders[code](text):
            (against if hit.against else hits).append(hit)
        found = [each for hit in chosen(hits) for each in _occurrences(text, hit, code)]
        return Found(
            _without_mistaken(_nested(found)),
            [(each, hit.against) for hit in against for each in _occurrences(text, hit, code)],
        )

    def recognise(self, text: str, language: str) -> list[Occurrence]:
        """Return the terms that stand in a text, in text order, the longest first where one lies inside another.

        Terms that only partly overlap a longer one are left out, and forms to avoid where the same words can be read as
        a good term («высоком» of «высокий уровень») or stand in one ("Republic of China" in the People's Republic's).
        """
        return self.find(text, language).terms

    def concepts(self, text: str, language: str) -> frozenset[str]:
        """Return the ids of the concepts whose terms stand in a text."""
        return frozenset(each.concept for each in self.recognise(text, language))

    def _entries(self, code: str) -> Iterator[Entry]:
        for concept in self.concepts_by_id.values():
            for term in concept.terms:
                if term.language == code and not _too_common(term):
                    yield concept, term


def _too_common(term: Term) -> bool:
    """Whether a term would be found where it is not meant: a single verb («направить», "meet"), or one character."""
    if term.language == "zh":
        return len(term.text) < 2
    return term.part_of_speech == "verb" and len(WORD.findall(term.text)) < 2


def _occurrences(text: str, hit: Hit, code: str) -> list[Occurrence]:
    entries = sorted(hit.entries, key=lambda each: (each[1].status != "preferred", each[0].id))
    return [
        Occurrence(
            concept.id, code, hit.start, hit.stop, text[hit.start : hit.stop], term.text, term.status,
            inserted=hit.inserted,
        )
        for concept, term in entries
    ]  # fmt: skip


def _nested(found: list[Occurrence]) -> list[Occurrence]:
    """Return occurrences in text order, each concept once at a place; those inside longer ones say so."""
    once = {(each.start, -each.stop, each.concept): each for each in reversed(found)}
    out: list[Occurrence] = []
    outer: Occurrence | None = None
    for key in sorted(once):
        each = once[key]
        if outer is None or each.stop > outer.stop:
            outer = each
        inside = each.stop <= outer.stop and each.stop - each.start < outer.stop - outer.start
        out.append(replace(each, inside=True) if inside else each)
    return out


def _without_mistaken(found: list[Occurrence]) -> list[Occurrence]:
    """Return occurrences without the forms to avoid whose words can be read as a good term, or are a part of one."""
    stops: list[int] = []  # up to each occurrence, where the good ones that begin no later reach
    reach = -1
    for _, group in groupby(found, key=lambda each: each.start):
        members = list(group)
        reach = max([reach, *(each.stop for each in members if each.status in _GOOD)])
        stops += [reach] * len(members)
    return [
        each for each, stop in zip(found, stops, strict=True) if each.status in _GOOD or stop < each.stop
    ]


def tokens_of(text: str, code: str) -> list[Token]:
    """Return the words of a text with the dictionary forms that each can have."""
    lemmas = languages.get(code).lemmas
    tokens: list[Token] = []
    end = 0
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        forms = lemmas(match.group()) if lemmas else frozenset({match.group().lower()})
        tokens.append(
            Token(match.start(), match.end(), match.group(), forms, bool(tokens) and not _SOFT.fullmatch(gap))
        )
        end = match.end()
    return tokens
