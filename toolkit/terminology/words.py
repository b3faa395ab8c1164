"""Russian and English terms in a text: word by word, each by the dictionary forms it can have.

The terms are a tree of keys (``needs``), kept as two sorted arrays, so that a saved one is loaded at once. What a word
can be is worked out once for each that is met.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Any, NamedTuple

from toolkit.model import Term
from toolkit.terminology.hits import Entry, Hit
from toolkit.terminology.needs import Need, Reading, Step

WORD = re.compile(r"[^\W\d_]+|\d+")
_SOFT = re.compile(r"(?!\s*\n\s*\n)[\s\-‑–—'’‘\"«»“”„]*")
_HYPHENS = "-‑"
_WIDTH = 24  # bits of a key in an edge
_PATHS = 12  # of one term, whose words may be forms of several
_INSERTED = 2  # words that may stand inside a term
_REMEMBERED = 1 << 18  # words
Bits = tuple[tuple[int, int], ...]  # keys or nodes, and the bits of a word
Places = tuple[int, ...]


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


class _Known(NamedTuple):
    """What is known of a word: the terms that it is by itself, how others go on after it, its keys with their bits."""

    alone: tuple[int, ...]
    starts: Bits
    keys: Bits


class _Page(NamedTuple):
    """A text with its words."""

    text: str
    spans: list[tuple[int, int]]
    words: list[_Known]

    def hard(self, at: int) -> bool:
        """Whether punctuation that parts terms stands before a word."""
        return _hard(self.text, self.spans[at - 1][1], self.spans[at][0])

    def word(self, at: int) -> str:
        """Return a word as it stands."""
        return self.text[slice(*self.spans[at])]


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
        self._wants = lru_cache(maxsize=_REMEMBERED)(self._unpacked)
        self._fits = lru_cache(maxsize=_REMEMBERED)(self._fitting)
        self._next = lru_cache(maxsize=_REMEMBERED)(self._following)
        self._met: dict[str, _Known] = {}

    def __call__(self, text: str) -> list[Hit]:
        """Return the hits in a text, also those that cross others."""
        met = self._met
        if len(met) > _REMEMBERED:
            met.clear()
        spans: list[tuple[int, int]] = []
        words: list[_Known] = []
        begins: list[int] = []
        for match in WORD.finditer(text):
            word = match.group()
            known = met.get(word) or self._learn(word)
            if known.alone or known.starts:
                begins.append(len(words))
            words.append(known)
            spans.append(match.span())
        page, hits = _Page(text, spans, words), []
        for at in begins:
            start, stop = spans[at]
            if start and text[start - 1] in _HYPHENS and self._in_compound(page, at):
                continue
            known = words[at]
            if known.alone:
                hits.append(Hit(start, stop, known.alone))
            if at + 1 < len(words):
                for node, bits in known.starts:
                    self._walk(page, node, (at,), (bits,), hits)
        return hits

    def _learn(self, word: str) -> _Known:
        """Work out what a word can be."""
        bits: dict[int, int] = {}
        for each in self._grammar.readings(word):
            key = self._keys.get(each.key)
            if key is not None:
                bits[key] = bits.get(key, 0) | each.bits
        keys = tuple(bits.items())
        nodes = [(node, have) for key, have in keys for node in [self._next(0).get(key, 0)] if node]
        alone = dict.fromkeys(number for node, have in nodes for number in self._ending(node) if self._is(number, word, have))
        known = _Known(tuple(alone), tuple(each for each in nodes if self._next(each[0])), keys)
        self._met[word] = known
        return known

    def _is(self, number: int, word: str, bits: int) -> bool:
        """Whether a word is a term; a name begins with a capital."""
        term = self._entries[number][1].text
        return self._fits(number, (bits,)) and (word[0].isupper() or not term[:1].isupper())

    def _following(self, node: int) -> dict[int, int]:
        """Return the nodes that come after a node, by key."""
        at = bisect_left(self._edges, node << _WIDTH)
        stop = bisect_left(self._edges, (node + 1) << _WIDTH, at)
        mask = (1 << _WIDTH) - 1
        return {self._edges[each] & mask: self._nodes[each] for each in range(at, stop)}

    def _ending(self, node: int) -> Sequence[int]:
        """Return the numbers of the terms that end at a node."""
        at = bisect_left(self._ends, node)
        if at < len(self._ends) and self._ends[at] == node:
            return self._terms[self._ended[at] : self._ended[at + 1]]
        return ()

    def _walk(self, page: _Page, node: int, places: Places, bits: Places, hits: list[Hit]) -> None:
        """Add the hits that go on after the words at some places, which lead to a node."""
        children, last = self._next(node), places[-1]
        left = _INSERTED - (last - places[0] + 1 - len(places))
        for at in range(last + 1, min(last + 2 + left, len(page.words))):
            if at > last + 1 and (page.hard(at - 1) or page.hard(at)):
                return
            on = [(children[key], have) for key, have in page.words[at].keys if key in children]
            for to, have in on:
                found = (*places, at), (*bits, have)
                self._end(page, to, *found, hits)
                if self._next(to):
                    self._walk(page, to, *found, hits)
            if on and at == last + 1:
                return

    def _end(self, page: _Page, node: int, places: Places, bits: Places, hits: list[Hit]) -> None:
        """Add the hits of the terms that end at a node, if the words found are in fitting forms."""
        for number in self._ending(node):
            hard = self._wants(number)[1]
            if not self._fits(number, bits) or any(
                page.hard(at) != far for at, far in zip(places[1:], hard[1:], strict=True)
            ):
                continue
            concept, term = self._entries[number]
            start, stop = page.spans[places[0]][0], page.spans[places[-1]][1]
            whole = len(places) == places[-1] - places[0] + 1
            if whole or self._may_be_split(page, places, bits, term):
                inserted = "" if whole else " ".join(page.word(at) for at in range(*places[:: len(places) - 1]) if at not in places)
                hits.append(Hit(start, stop, (number,), inserted))

    def _unpacked(self, number: int) -> tuple[tuple[Need, ...], tuple[bool, ...]]:
        """Return what a term wants of its words, and before which of them hard punctuation stands."""
        rows = self._needs[self._first[number] : self._first[number + 1]].tolist()
        return tuple(Need(kind & 7, bits, group) for kind, bits, group in rows), tuple(row[0] > 7 for row in rows)

    def _fitting(self, number: int, bits: Places) -> bool:
        """Whether words in these forms agree as a term wants them to."""
        return self._grammar.agree(self._wants(number)[0], bits)

    def _in_compound(self, page: _Page, at: int) -> bool:
        """Whether a word goes on a compound: техническое in научно-техническое."""
        return at > 0 and page.spans[at - 1][1] == page.spans[at][0] - 1 and self._grammar.compound(page.word(at - 1))

    def _may_be_split(self, page: _Page, places: Places, bits: Places, term: Term) -> bool:
        """Whether the words that stand between those of a term may stand there."""
        for (one, other), have in zip(pairwise(places), bits[1:], strict=True):
            words = tuple(page.word(at) for at in range(one + 1, other))
            if words and not self._grammar.between(words, have, term.part_of_speech):
                return False
        return True
