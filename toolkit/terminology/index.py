"""Recognition of terms in running text, with exact offsets into the original.

Left out are single Russian and English verbs and single Chinese characters, whose every form would be marked.

Chinese is matched on characters (daachorse) after folding script, width, spaces, dashes and middle dots; a verb of two
characters must be words of their own for jieba too (有权, but not in 所有权). Russian and
English on words, each by the dictionary forms it can have, so that any case or number of a term is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit import languages
from toolkit.languages import zh
from toolkit.model import Concept, Occurrence, Term

WORD = re.compile(r"[^\W\d_]+|\d+")
_SOFT = re.compile(r"[\s\-‑–—'’‘\"«»“”„]*")
_DASHES = dict.fromkeys("—–‑-―－", "—") | dict.fromkeys("•‧∙⋅・", "·")
_GOOD = ("preferred", "admitted")
Entry = tuple[Concept, Term]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word in a text: its span, the dictionary forms it can have, and whether hard punctuation stands before it."""

    start: int
    stop: int
    text: str
    forms: frozenset[str]
    hard: bool


class TermIndex:
    """The terms of a glossary, ready to be found in texts."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts_by_id = {concept.id: concept for concept in concepts}
        entries = [
            (concept, term)
            for concept in self.concepts_by_id.values()
            for term in concept.terms
            if not _too_common(term)
        ]
        self._finders: dict[str, Callable[[str], list[tuple[int, int, Entry]]]] = {
            "zh": _Chinese([each for each in entries if each[1].language == "zh"])
        }
        for code in ("ru", "en"):
            self._finders[code] = _Words([each for each in entries if each[1].language == code], code)

    def recognise(self, text: str, language: str) -> list[Occurrence]:
        """Return the terms that stand in a text, in text order, the longest first where one lies inside another.

        Terms that only partly overlap a longer one are left out, and forms to avoid where the same words can be read as
        a good term («высоком» of «высокий уровень») or stand in one ("Republic of China" in the People's Republic's).
        """
        code = languages.get(language).code
        found = [
            Occurrence(concept.id, term.language, start, stop, text[start:stop], term.text, term.status)
            for start, stop, (concept, term) in self._finders[code](text)
        ]
        found.sort(key=lambda each: (each.start - each.stop, each.start, each.status != "preferred", each.concept))
        kept: list[Occurrence] = []
        for each in found:
            if not any(_crosses(each, other) for other in kept):
                kept.append(each)
        good = [each for each in kept if each.status in _GOOD]
        kept = good + [each for each in kept if each.status not in _GOOD and not any(_covers(g, each) for g in good)]
        return sorted(dict.fromkeys(kept), key=lambda each: (each.start, -each.stop, each.concept))

    def concepts(self, text: str, language: str) -> frozenset[str]:
        """Return the ids of the concepts whose terms stand in a text."""
        return frozenset(each.concept for each in self.recognise(text, language))


def _covers(one: Occurrence, other: Occurrence) -> bool:
    return one.start <= other.start and other.stop <= one.stop


def _too_common(term: Term) -> bool:
    """Whether a term would be found where it is not meant: a single verb («направить», "meet"), or one character."""
    if term.language == "zh":
        return len(term.text) < 2
    return term.part_of_speech == "verb" and len(WORD.findall(term.text)) < 2


def _crosses(one: Occurrence, other: Occurrence) -> bool:
    return one.start < other.start < one.stop < other.stop or other.start < one.start < other.stop < one.stop


@cache
def _folded_char(char: str) -> str:
    if char.isspace():
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return "".join(_DASHES.get(each, each) for each in zh.simplified(plain)).lower()


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the offset in the original."""
    out, offsets = [], []
    for at, char in enumerate(text):
        for each in _folded_char(char):
            out.append(each)
            offsets.append(at)
    return "".join(out), offsets


class _Chinese:
    """Finds Chinese terms. The automaton takes neither empty nor equal patterns, so those are sorted out here."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            surface = _folded(entry[1].text)[0]
            if surface:
                self._entries[surface].append(entry)
        self._surfaces = list(self._entries)
        self._automaton: Any = None

    def __call__(self, text: str) -> list[tuple[int, int, Entry]]:
        if not self._surfaces:
            return []
        if self._automaton is None:
            import daachorse

            self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._surfaces)
        plain, offsets = _folded(text)
        edges: set[int] | None = None
        found = []
        for start, stop, which in self._automaton.find_overlapping(plain):
            for entry in self._entries[self._surfaces[which]]:
                if stop - start == 2 and entry[1].part_of_speech == "verb":
                    edges = {edge for span in zh.words(plain) for edge in span} if edges is None else edges
                    if start not in edges or stop not in edges:
                        continue
                found.append((offsets[start], offsets[stop - 1] + 1, entry))
        return found


class _Words:
    """Finds terms of a language written in words, by the dictionary forms of each word."""

    def __init__(self, entries: Sequence[Entry], code: str) -> None:
        self._code = code
        self._entries = entries
        self._starts: dict[str, list[tuple[list[_Token], Entry]]] | None = None

    def __call__(self, text: str) -> list[tuple[int, int, Entry]]:
        if self._starts is None:
            self._starts = self._built()
        tokens = tokens_of(text, self._code)
        found = []
        for at, token in enumerate(tokens):
            for form in token.forms:
                for pattern, entry in self._starts.get(form, ()):
                    part = tokens[at : at + len(pattern)]
                    if len(part) == len(pattern) and all(
                        _same(a, b, i) for i, (a, b) in enumerate(zip(pattern, part, strict=True))
                    ):
                        found.append((token.start, part[-1].stop, entry))
        return found

    def _built(self) -> dict[str, list[tuple[list[_Token], Entry]]]:
        starts: dict[str, list[tuple[list[_Token], Entry]]] = defaultdict(list)
        for entry in self._entries:
            pattern = tokens_of(entry[1].text, self._code)
            if self._code == "en" and len(pattern) > 1 and pattern[0].text.lower() == "the":
                pattern = pattern[1:]
            if pattern:
                for form in pattern[0].forms:
                    starts[form].append((pattern, entry))
        return starts


def tokens_of(text: str, code: str) -> list[_Token]:
    """Return the words of a text with the dictionary forms that each can have."""
    lemmas = languages.get(code).lemmas
    tokens: list[_Token] = []
    end = 0
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        forms = lemmas(match.group()) if lemmas else frozenset({match.group().lower()})
        tokens.append(
            _Token(match.start(), match.end(), match.group(), forms, bool(tokens) and not _SOFT.fullmatch(gap))
        )
        end = match.end()
    return tokens


def _same(pattern: _Token, token: _Token, place: int) -> bool:
    """Whether a word of a text can stand for a word of a term; an abbreviation in capitals wants capitals."""
    if place and pattern.hard != token.hard:
        return False
    if len(pattern.text) > 1 and pattern.text.isupper():
        return token.text == pattern.text
    return bool(pattern.forms & token.forms)
