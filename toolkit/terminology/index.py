"""Recognition of terms in running text, with exact offsets into the original.

Left out are single Russian and English verbs and single Chinese characters, whose every form would be marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from toolkit import languages
from toolkit.model import Concept, Occurrence, Term
from toolkit.terminology import lookalikes, store
from toolkit.terminology.context import condition
from toolkit.terminology.former import Times
from toolkit.terminology.grammars import WORD, spellings
from toolkit.terminology.hits import Entry, Hit, chosen, merged
from toolkit.terminology.initials import Person, surname
from toolkit.terminology.resolutions import Resolutions

__all__ = ["WORD", "Found", "TermIndex", "Token", "tokens_of"]

_SOFT = re.compile(r"[\s\-‑–—'’‘\"«»“”„]*")
_GOOD = ("preferred", "admitted")
_ORDER = (*_GOOD, "deprecated", "forbidden")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a text: its span, the dictionary forms it can have, and whether hard punctuation stands before it."""

    start: int
    stop: int
    text: str
    forms: frozenset[str]
    hard: bool


_OTHER = Concept("", "senses", ())


# quicker than Occurrence(…), which calls a function of its own
_made: Callable[[tuple[object, ...]], Occurrence] = partial(tuple.__new__, Occurrence)


class Found(NamedTuple):
    """The terms in a text, and those that stand there only for the eye, each with how the words are read instead."""

    terms: list[Occurrence]
    vetoed: list[tuple[Occurrence, str]]


class TermIndex:
    """The terms of a glossary, ready to be found in texts.

    Forms that are wrong for their concept only and right for something else («порт» is a port, but no 口岸) are not
    among them, since a text alone does not tell which is meant; ``elsewhere`` makes the index of these alone.
    """

    def __init__(self, concepts: Iterable[Concept], elsewhere: bool = False) -> None:
        self.concepts_by_id = {concept.id: concept for concept in concepts}
        self._elsewhere = elsewhere
        self._searches: dict[str, _Search] = {}

    def find(self, text: str, language: str, written: int = 0) -> Found:
        """Return the terms in a text, and those that the word segmenter objects to; see ``recognise``.

        ``written`` is the year of the text, if known: former names are no faults in texts of their time.
        """
        search = self._search(language)
        found = [*search.finder(text)]
        terms: list[Occurrence] = []
        outer = before = 0
        for hit, entries in search.chosen(text, [hit for hit in found if not hit[4]], written):
            start, stop = hit[:2]
            inside = stop < outer or (stop == outer and before < start)
            if stop > outer:
                outer = stop
            before = start
            terms += _occurrences(text, hit, entries, inside)
        against = [hit for hit in found if hit[4]]
        return Found(
            terms,
            [
                (each, hit.against)
                for hit in against
                for each in _occurrences(text, hit, search.ranked(hit.terms)[0], False)
            ],
        )

    def has(self, language: str) -> frozenset[str]:
        """Return the ids of the concepts of which a term can be found in a language."""
        return self._search(language).concepts

    def recognise(self, text: str, language: str) -> list[Occurrence]:
        """Return the terms that stand in a text, in text order, the longest first where one lies inside another.

        Terms that only partly overlap a longer one are left out, and forms to avoid where the same words can be read as
        a good term («высоком» of «высокий уровень») or stand in one ("Republic of China" in the People's Republic's).
        """
        return self.find(text, language).terms

    def concepts(self, text: str, language: str) -> frozenset[str]:
        """Return the ids of the concepts whose terms stand in a text."""
        search = self._search(language)
        hits = [hit for hit in search.finder(text) if not hit.against]
        return frozenset(concept.id for _, entries in search.chosen(text, hits) for concept, _ in entries)

    def outermost(self, text: str, language: str) -> list[tuple[int, int, str]]:
        """Return where terms stand that are in no longer one, each with the id of its concept, or of one of them."""
        search, found, stop = self._search(language), [], 0
        hits = [hit for hit in search.finder(text) if not hit.against]
        for hit, entries in search.chosen(text, hits):
            if hit.start >= stop:
                stop = hit.stop
                found.append((hit.start, stop, entries[0][0].id))
        return found

    def _search(self, language: str) -> _Search:
        code = languages.get(language).code
        if code not in self._searches:
            terms = ((each, term) for each in self.concepts_by_id.values() for term in each.of(code))
            wanted = [each for each in terms if each[1].elsewhere == self._elsewhere and not _too_common(each[1])]
            self._searches[code] = _Search(wanted, code)
        return self._searches[code]


class _Search:
    """The terms of one language, what finds them, and which of the hits count."""

    def __init__(self, entries: list[Entry], code: str) -> None:
        self.concepts = frozenset(concept.id for concept, _ in entries)
        own = {term.text for _, term in entries}
        # a form to avoid may be one for its hyphen
        good = [entry for entry in entries if not entry[1].wrong]
        spelled = [(entry, text) for entry in good for text in spellings(entry[1].text, code) if text not in own]
        persons = [entry for entry in entries if entry[0].category == "persons"]
        named = [(entry, name) for entry in persons if (name := surname(entry[1])) not in ("", *own)]
        first = len(entries) + len(spelled)
        self._surnames = range(first, first + len(named))  # which are no terms but with initials
        spelled += named
        self.entries = [*entries, *(entry for entry, _ in spelled)]
        senses = [each for each in languages.senses(code) if each[0] in own]
        self._senses = {len(self.entries) + at: word for at, (word, _) in enumerate(senses)}
        others = [(_OTHER, Term(code, phrase, "preferred", "phrase")) for _, phrase in senses]  # type: ignore[arg-type]
        variants = [(concept, replace(term, text=text)) for (concept, term), text in spelled]
        self._words = store.finder([*entries, *variants, *others], code)
        self._resolutions = Resolutions(entries, code)
        self.ranked = lru_cache(maxsize=1 << 16)(self._ranked)
        names = {concept.id: Person(concept) for concept, _ in persons}
        self._persons = {n: names[each.id] for n, (each, _) in enumerate(self.entries) if each.id in names}
        alike = lookalikes.conditions({concept.id: concept for concept, _ in entries}.values(), code)
        held = ((condition(concept, term), alike.get((concept.id, term.text))) for concept, term in self.entries)
        self._conditions = {n: holds for n, each in enumerate(held) if (holds := tuple(filter(None, each)))}
        self._doubtful = self._persons.keys() | self._conditions.keys()

    def finder(self, text: str) -> Iterable[Hit]:
        """Return all places where terms may stand."""
        return chain(self._words(text), self._resolutions(text)) if "/" in text else self._words(text)

    def chosen(self, text: str, hits: list[Hit], written: int = 0) -> Iterator[tuple[Hit, tuple[Entry, ...]]]:
        """Yield the hits that are terms, in text order, with the entries that can be meant, one a concept."""
        hits = self._undoubted(text, hits, written)
        reach = -1  # of the good terms so far
        for hit in self._meant(merged(chosen(hits))):
            every, good = self.ranked(hit[2])
            stop = hit[1]
            if good and stop > reach:
                reach = stop
            entries = good if reach >= stop else every
            if entries:
                yield hit, entries

    def _ranked(self, terms: tuple[int, ...]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Return the entries of terms, one a concept, the best one; and again of the terms that are good."""
        found: dict[str, Entry] = {}
        for concept, term in sorted((self.entries[each] for each in terms), key=_rank):
            found.setdefault(concept.id, (concept, term))
        every = tuple(found[name] for name in sorted(found))
        return every, tuple(each for each in every if each[1].status in _GOOD)

    def _meant(self, hits: list[Hit]) -> list[Hit]:
        """Return hits without words in expressions where they mean another thing, and without these expressions."""
        senses = self._senses.keys()
        if senses.isdisjoint(_numbers(hits)):
            return hits
        out: list[Hit] = []
        other: list[tuple[int, str]] = []  # where an expression ends, and the word in it
        for hit in hits:
            if not other and senses.isdisjoint(hit[2]):
                out.append(hit)
                continue
            own = [(hit.stop, self._senses[each]) for each in hit.terms if each in self._senses]
            other = [each for each in other if each[0] > hit.start] + own
            words = {word for stop, word in other if stop >= hit.stop}
            terms = tuple(n for n in hit.terms if n not in self._senses and self.entries[n][1].text not in words)
            if terms:
                out.append(hit._replace(terms=terms))
        return out

    def _undoubted(self, text: str, hits: list[Hit], written: int) -> list[Hit]:
        """Return hits without terms that what stands around them excludes; persons' names with their initials."""
        out: list[Hit] = []
        times = Times(text, written)
        doubtful = self._doubtful
        for hit in hits:
            if doubtful.isdisjoint(hit[2]):
                out.append(hit)
            else:
                out += self._held(text, hit, times)
        return out

    def _held(self, text: str, hit: Hit, times: Times) -> Iterator[Hit]:
        """Yield a hit with the terms that hold, so not 商务部 of China in 美国商务部, nor a name of somebody else."""
        start, stop, terms = hit[:3]
        whole = start, stop
        meant: list[int] = []
        for number in terms:
            person = self._persons.get(number)
            place = person.around(text, start, stop) if person else whole
            if place is None or (place == whole and number in self._surnames):
                continue
            if not all(holds(text, *place, times) for holds in self._conditions.get(number, ())):
                continue
            if place != whole:
                yield hit._replace(start=place[0], stop=place[1], terms=(number,))
            else:
                meant.append(number)
        if meant:
            yield hit if len(meant) == len(terms) else hit._replace(terms=tuple(meant))


def _numbers(hits: Iterable[Hit]) -> Iterator[int]:
    return chain.from_iterable(map(itemgetter(2), hits))


def _rank(entry: Entry) -> tuple[int, str]:
    status = entry[1].status
    return _ORDER.index(status) if status in _ORDER else len(_ORDER), entry[1].text


def _too_common(term: Term) -> bool:
    """Whether a term would be found where it is not meant: a single verb («направить», "meet"), or one character."""
    if term.language == "zh":
        return len(term.text) < 2
    return term.part_of_speech == "verb" and len(WORD.findall(term.text)) < 2


def _occurrences(text: str, hit: Hit, entries: Sequence[Entry], inside: bool) -> list[Occurrence]:
    start, stop, _, inserted, _ = hit
    surface = text[start:stop]
    return [
        _made((concept.id, term.language, start, stop, surface, term.text, term.status, inserted, inside))
        for concept, term in entries
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
