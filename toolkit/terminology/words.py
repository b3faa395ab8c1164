"""Russian and English terms in a text: word by word, each by the dictionary forms it can have.

The terms are a tree of keys (``needs``), kept as two sorted arrays, so that a saved one is loaded at once. What a word
can be is worked out once for each that is met.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Any, NamedTuple

from toolkit.model import Term
from toolkit.terminology import initials
from toolkit.terminology.hits import Entry, Hit
from toolkit.terminology.needs import Need, Reading, Step

WORD = re.compile(r"[^\W\d_]+|\d+")
_SOFT = re.compile(r"(?!\s*\n\s*\n)[\s\-‑–—'’‘\"«»“”„]*")
_HYPHENS = "-‑"
_WIDTH = 24  # bits of a key in an edge
_PATHS = 12  # of one term, whose words may be forms of several
_INSERTED = 2  # words that may stand inside a term
_REMEMBERED = 1 << 18  # words
Known = tuple[tuple[int, int], ...]  # keys and bits of a word


class Grammar(NamedTuple):
    """What the finder must know of a language."""

    readings: Callable[[str], tuple[Reading, ...]]
    steps: Callable[[str, Sequence[tuple[int, int]], str], list[Step]]
    agree: Callable[[Sequence[Need], Sequence[int]], bool]
    between: Callable[[Sequence[str], int, str], bool]
    compound: Callable[[str], bool]


@cache
def grammar(code: str) -> Grammar:
    """Return the grammar of a language."""
    from toolkit.terminology import english, phrases, russian

    if code == "ru":
        return Grammar(russian.readings, phrases.steps, russian.agree, russian.may_stand_between, russian.is_compound)
    return Grammar(english.readings, english.steps, english.agree, english.may_stand_between, english.is_compound)


def compiled(entries: Sequence[Entry], code: str) -> dict[str, Any]:
    """Return the tree of terms in arrays: its keys, edges, and by node the terms that end there with their needs."""
    import numpy as np

    keys: dict[str, int] = {}
    edges: dict[int, int] = {}
    ends: dict[int, list[int]] = {}
    needs: list[tuple[int, int, int]] = []
    first = [0]
    for number, (_, term) in enumerate(entries):
        steps, hard = _pattern(term.text, term.part_of_speech, code)
        for keyed in _paths(steps):
            node = 0
            for key in keyed:
                edge = node << _WIDTH | keys.setdefault(key, len(keys))
                node = edges.setdefault(edge, len(edges) + 1)
            if node and number not in ends.setdefault(node, []):
                ends[node].append(number)
        needs += [(step.need.kind | far << 3, step.need.bits, step.need.group) for step, far in zip(steps, hard)]
        first.append(len(needs))
    order = sorted(edges)
    nodes = sorted(ends)
    return {
        "keys": np.frombuffer("\n".join(keys).encode(), np.uint8),
        "edges": np.array(order, np.int64),
        "nodes": np.array([edges[edge] for edge in order], np.int64),
        "ends": np.array(nodes, np.int64),
        "ended": np.cumsum([0, *(len(ends[node]) for node in nodes)], dtype=np.int64),
        "terms": np.array([number for node in nodes for number in ends[node]], np.int64),
        "needs": np.array(needs, np.int64).reshape(-1, 3),
        "first": np.array(first, np.int64),
    }


def _pattern(text: str, part_of_speech: str, code: str) -> tuple[list[Step], list[bool]]:
    """Return the steps of a term, and whether hard punctuation stands before each."""
    spans = [match.span() for match in WORD.finditer(text)]
    if code == "en" and len(spans) > 1 and text[slice(*spans[0])].lower() == "the":
        del spans[0]
    if not spans:
        return [], []
    hard = [False, *(_hard(text, a[1], b[0]) for a, b in zip(spans, spans[1:]))]
    return grammar(code).steps(text, spans, part_of_speech), hard


def _hard(text: str, start: int, stop: int) -> bool:
    return text[start:stop] != " " and not _SOFT.fullmatch(text, start, stop)


def _paths(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    found = []
    for path in product(*(step.keys for step in steps)):
        found.append(path)
        if len(found) == _PATHS:
            break
    return [path for path in found if path]


class Words:
    """Finds the terms of a glossary in a language that is written in words."""

    def __init__(self, entries: Sequence[Entry], saved: dict[str, Any], code: str) -> None:
        self._entries = entries
        self._grammar = grammar(code)
        keys = saved["keys"].tobytes().decode()
        self._keys = {key: at for at, key in enumerate(keys.split("\n"))} if keys else {}
        self._edges, self._nodes, self._ends, self._ended, self._terms, self._first = (
            array("q", saved[name].tobytes()) for name in ("edges", "nodes", "ends", "ended", "terms", "first")
        )
        self._needs = saved["needs"]
        self._wanted = lru_cache(maxsize=1 << 16)(self._wants)
        self._met: dict[str, tuple[Known, Known]] = {}

    def __call__(self, text: str) -> Iterator[Hit]:
        """Yield the hits in a text, also those that cross others."""
        met, learn = self._met, self._learn
        if len(met) > _REMEMBERED:
            met.clear()
        spans: list[tuple[int, int]] = []
        words: list[Known] = []
        begins: list[tuple[int, Known]] = []
        for match in WORD.finditer(text):
            word = match.group()
            starts, known = met.get(word) or learn(word)
            if starts:
                begins.append((len(spans), starts))
            spans.append(match.span())
            words.append(known)
        page = _Page(text, spans, words)
        for at, starts in begins:
            for node, bits in starts:
                yield from self._walk(page, node, (at,), (bits,))

    def _learn(self, word: str) -> tuple[Known, Known]:
        """Work out what a word can be: the nodes it leads to from the root, and its keys, each with its bits."""
        bits: dict[int, int] = {}
        for each in self._grammar.readings(word):
            key = self._keys.get(each.key)
            if key is not None:
                bits[key] = bits.get(key, 0) | each.bits
        known = tuple(bits.items())
        starts = tuple((node, each) for key, each in known for node in [self._next(0, key)] if node)
        self._met[word] = starts, known
        return starts, known

    def _next(self, node: int, key: int) -> int:
        edge = node << _WIDTH | key
        at = bisect_left(self._edges, edge)
        return self._nodes[at] if at < len(self._edges) and self._edges[at] == edge else 0

    def _goes_on(self, node: int) -> bool:
        at = bisect_left(self._edges, node << _WIDTH)
        return at < len(self._edges) and self._edges[at] >> _WIDTH == node

    def _walk(self, page: _Page, node: int, places: tuple[int, ...], bits: tuple[int, ...]) -> Iterator[Hit]:
        """Yield the hits that begin with the words at some places, which lead to a node."""
        at = bisect_left(self._ends, node)
        if at < len(self._ends) and self._ends[at] == node:
            yield from self._ending(page, at, places, bits)
        last = places[-1]
        if last + 1 >= len(page.words) or not self._goes_on(node):
            return
        left = _INSERTED - (last - places[0] + 1 - len(places))
        for following in range(last + 1, min(last + 2 + left, len(page.words))):
            if following > last + 1 and (page.hard(following - 1) or page.hard(following)):
                return
            on = [(to, have) for key, have in page.words[following] for to in [self._next(node, key)] if to]
            for to, have in on:
                yield from self._walk(page, to, (*places, following), (*bits, have))
            if on and following == last + 1:
                return

    def _ending(self, page: _Page, at: int, places: tuple[int, ...], bits: tuple[int, ...]) -> Iterator[Hit]:
        """Yield the hits of the terms that end at a node, if the words found are in fitting forms."""
        start, stop = page.spans[places[0]][0], page.spans[places[-1]][1]
        inserted = [each for each in range(places[0], places[-1]) if each not in places]
        if self._in_compound(page, places[0]):
            return
        for number in self._terms[self._ended[at] : self._ended[at + 1]]:
            needs, hard = self._wanted(number)
            concept, term = self._entries[number]
            if any(page.hard(place) != far for place, far in zip(places[1:], hard[1:], strict=True)):
                continue
            if not self._grammar.agree(needs, bits) or not self._may_be_split(page, places, bits, term):
                continue
            if len(places) == 1 and term.text[:1].isupper() and not page.text[start].isupper():
                continue
            whole = initials.around(page.text, start, stop, concept) if concept.category == "persons" else (start, stop)
            if whole:
                words = " ".join(page.text[slice(*page.spans[each])] for each in inserted)
                yield Hit(*whole, ((concept, term),), words)

    def _wants(self, number: int) -> tuple[tuple[Need, ...], tuple[bool, ...]]:
        rows = self._needs[self._first[number] : self._first[number + 1]].tolist()
        return tuple(Need(kind & 7, bits, group) for kind, bits, group in rows), tuple(row[0] > 7 for row in rows)

    def _in_compound(self, page: _Page, place: int) -> bool:
        """Whether a word goes on a compound: техническое in научно-техническое."""
        start = page.spans[place][0]
        if place == 0 or page.text[start - 1] not in _HYPHENS or page.spans[place - 1][1] != start - 1:
            return False
        return self._grammar.compound(page.text[slice(*page.spans[place - 1])])

    def _may_be_split(self, page: _Page, places: tuple[int, ...], bits: tuple[int, ...], term: Term) -> bool:
        """Whether the words that stand between those of a term may stand there."""
        for (one, other), have in zip(pairwise(places), bits[1:], strict=True):
            words = [page.text[slice(*span)] for span in page.spans[one + 1 : other]]
            if words and not self._grammar.between(words, have, term.part_of_speech):
                return False
        return True


class _Page:
    """A text with its words."""

    def __init__(self, text: str, spans: list[tuple[int, int]], words: list[Known]) -> None:
        self.text, self.spans, self.words = text, spans, words

    def hard(self, at: int) -> bool:
        """Whether punctuation that parts terms stands before a word."""
        return _hard(self.text, self.spans[at - 1][1], self.spans[at][0])
