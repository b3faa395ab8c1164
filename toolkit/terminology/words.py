"""Russian and English terms in a text: word by word, each by the dictionary forms it can have.

What a word can be is worked out once for each that is met.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from toolkit.model import Term
from toolkit.terminology.grammars import WORD, grammar, hard
from toolkit.terminology.hits import Entry, Hit
from toolkit.terminology.tree import Tree

_UNSEEN = re.compile("[\u00ad\u0301\u200b-\u200d\u2060\ufeff]")
_HYPHENS = "-‑"
_OPENED = re.compile('[«“„("]')
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("(", ")"))
_INSERTED = 2  # words that may stand inside a term
_REMEMBERED = 1 << 18  # words


def _closers(surface: str) -> tuple[str, ...]:
    """Return the marks that close what the words of a term have opened."""
    if not _OPENED.search(surface):
        return ()
    pairs = (*_PAIRS, *(('"', '"'),) * (surface.count('"') % 2))
    return tuple(close for open_, close in pairs if open_ == close or surface.count(open_) > surface.count(close))


class _Known(NamedTuple):
    """What is known of a word: the terms that it is by itself, the nodes after it, its keys, with their bits."""

    alone: tuple[int, ...]
    starts: tuple[tuple[dict[int, int], int], ...]
    keys: tuple[tuple[int, int], ...]


class _Path(NamedTuple):
    """Words of a text that lead into the tree: which they are, their bits, and whether each is parted from the last."""

    places: tuple[int, ...]
    bits: tuple[int, ...]
    hard: tuple[bool, ...]

    @property
    def is_split(self) -> bool:
        """Whether other words stand between them."""
        return self.places[-1] - self.places[0] >= len(self.places)


class _Page(NamedTuple):
    """A text with its words."""

    text: str
    spans: list[tuple[int, int]]
    words: list[_Known]

    def hard(self, at: int) -> bool:
        """Whether punctuation that parts terms stands before a word."""
        start, stop = self.spans[at - 1][1], self.spans[at][0]
        return self.text[start:stop] != " " and hard(self.text, start, stop)

    def word(self, at: int) -> str:
        """Return a word as it stands."""
        return self.text[slice(*self.spans[at])]


class Words:
    """Finds the terms of a glossary in a language that is written in words."""

    def __init__(self, entries: Sequence[Entry], saved: dict[str, Any], code: str) -> None:
        self._entries = entries
        self._grammar = grammar(code)
        self._tree = Tree(saved)
        self._fits = lru_cache(maxsize=_REMEMBERED)(self._fitting)
        self._met: dict[str, _Known] = {}

    def __call__(self, text: str) -> list[Hit]:
        """Return the hits in a text, also those that cross others; soft hyphens and stress marks make no difference."""
        if not _UNSEEN.search(text):
            return self._hits(text)
        places = [at for at, char in enumerate(text) if not _UNSEEN.match(char)]
        hits = self._hits("".join(text[at] for at in places))
        return [hit._replace(start=places[hit.start], stop=places[hit.stop - 1] + 1) for hit in hits]

    def _hits(self, text: str) -> list[Hit]:
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
                for children, bits in known.starts:
                    self._walk(page, children, _Path((at,), (bits,), (False,)), hits)
        return hits

    def _learn(self, word: str) -> _Known:
        """Work out what a word can be."""
        bits: dict[int, int] = {}
        for each in self._grammar.readings(word):
            key = self._tree.keys.get(each.key)
            if key is not None:
                bits[key] = bits.get(key, 0) | each.bits
        first = self._tree.node(0)[0]
        nodes = [(first[key], have) for key, have in bits.items() if key in first]
        ends = ((number, have) for node, have in nodes for number in self._tree.node(node)[1])
        alone = dict.fromkeys(number for number, have in ends if self._is(number, word, have))
        after = ((self._tree.node(node)[0], have) for node, have in nodes)
        starts = tuple((children, have) for children, have in after if children)
        known = self._met[word] = _Known(tuple(alone), starts, tuple(bits.items()))
        return known

    def _is(self, number: int, word: str, bits: int) -> bool:
        """Whether a word is a term; a name begins with a capital."""
        term = self._entries[number][1].text
        return self._fits(number, (bits,)) and (word[0].isupper() or not term[:1].isupper())

    def _walk(self, page: _Page, children: dict[int, int], path: _Path, hits: list[Hit]) -> None:
        """Add the hits that go on after the words of a path, which leads to the nodes ``children``."""
        places, bits, parted = path
        after = places[-1] + 1
        stop = places[0] + len(places) + _INSERTED + 1
        reached: tuple[int, ...] = ()
        for at, word in enumerate(page.words[after:stop], after):
            for key, have in word[2]:
                if key not in children or children[key] in reached:
                    continue
                hard = page.hard(at)
                if at > after and (hard or any(page.hard(each) for each in range(after, at))):
                    return
                reached += (children[key],)
                further, ending = self._tree.node(children[key])
                longer = _Path((*places, at), (*bits, have), (*parted, hard))
                if ending:
                    self._end(page, ending, longer, hits)
                if further:
                    self._walk(page, further, longer, hits)

    def _end(self, page: _Page, numbers: tuple[int, ...], path: _Path, hits: list[Hit]) -> None:
        """Add the hits of the terms that end with a path, if the words found are in fitting forms."""
        places = path.places
        for number in numbers:
            if not self._fits(number, path.bits, path.hard):
                continue
            inserted = [at for at in range(places[0], places[-1]) if at not in places] if path.is_split else ()
            if inserted and not self._may_be_split(page, path, self._entries[number][1]):
                continue
            start, stop = page.spans[places[0]][0], page.spans[places[-1]][1]
            stop += page.text[stop : stop + 1] in _closers(page.text[start:stop])
            hits.append(Hit(start, stop, (number,), " ".join(map(page.word, inserted))))

    def _fitting(self, number: int, bits: tuple[int, ...], hard: tuple[bool, ...] = (False,)) -> bool:
        """Whether words in these forms agree as a term wants them to, and punctuation stands where it has it."""
        needs, parted = self._tree.wants(number)
        return hard == parted and self._grammar.agree(needs, bits)

    def _in_compound(self, page: _Page, at: int) -> bool:
        """Whether a word goes on a compound: техническое in научно-техническое."""
        return at > 0 and page.spans[at - 1][1] == page.spans[at][0] - 1 and self._grammar.compound(page.word(at - 1))

    def _may_be_split(self, page: _Page, path: _Path, term: Term) -> bool:
        """Whether the words that stand between those of a term may stand there."""
        for (one, other), have in zip(pairwise(path.places), path.bits[1:], strict=True):
            words = tuple(page.word(at) for at in range(one + 1, other))
            if words and not self._grammar.between(words, have, term.part_of_speech):
                return False
        return True
