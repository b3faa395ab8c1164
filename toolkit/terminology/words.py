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
_CLOSING = frozenset('»“”")')
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
    """What is known of a word: the terms that it is by itself, the nodes after it, its keys, with their bits.

    ``begins`` says whether there are such terms or nodes, ``after`` are the keys with which a term that it begins can
    go on, and ``names`` its keys alone.
    """

    begins: bool
    alone: tuple[int, ...]
    starts: tuple[tuple[dict[int, int], int], ...]
    after: frozenset[int]
    keys: tuple[tuple[int, int], ...]
    names: tuple[int, ...]


# Words of a text that lead into the tree: which they are, their bits, and whether each is parted from the last.
# A plain tuple: a named one takes thrice as long to make.
_Path = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


class _Page(NamedTuple):
    """A text with its words: where they start and stop, and what is known of them."""

    text: str
    starts: list[int]
    stops: list[int]
    words: list[_Known]

    def hard(self, at: int) -> bool:
        """Whether punctuation that parts terms stands before a word."""
        return hard(self.text[self.stops[at - 1] : self.starts[at]])

    def word(self, at: int) -> str:
        """Return a word as it stands."""
        return self.text[self.starts[at] : self.stops[at]]


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
        page = _Page(text, [], [], [])
        _, starts, stops, words = page
        begins: list[int] = []
        for match in WORD.finditer(text):
            word = match.group()
            known = met.get(word) or self._learn(word)
            if known[0]:
                begins.append(len(words))
            words.append(known)
            start, stop = match.span()
            starts.append(start)
            stops.append(stop)
        hits: list[Hit] = []
        for at in begins:
            start = starts[at]
            if start and text[start - 1] in _HYPHENS and self._in_compound(page, at):
                continue
            _, alone, nodes, after, *_ = words[at]
            if alone:
                hits.append(Hit(start, stops[at], alone))
            for following in words[at + 1 : at + _INSERTED + 2] if after else ():
                if after.isdisjoint(following.names):
                    continue
                for children, bits in nodes:
                    self._walk(page, children, ((at,), (bits,), (False,)), hits)
                break
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
        further = frozenset(key for children, _ in starts for key in children)
        known = self._met[word] = _Known(
            bool(alone or starts), tuple(alone), starts, further, (*bits.items(),), (*bits,)
        )
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
        for at, word in enumerate(page[3][after:stop], after):
            for key, have in word[4]:
                node = children.get(key)
                if node is None or node in reached:
                    continue
                hard = page.hard(at)
                if at > after and (hard or any(page.hard(each) for each in range(after, at))):
                    return
                reached += (node,)
                further, ending = self._tree.node(node)
                longer = ((*places, at), (*bits, have), (*parted, hard))
                if ending:
                    self._end(page, ending, longer, hits)
                if further:
                    self._walk(page, further, longer, hits)

    def _end(self, page: _Page, numbers: tuple[int, ...], path: _Path, hits: list[Hit]) -> None:
        """Add the hits of the terms that end with a path, if the words found are in fitting forms."""
        places, bits, parted = path
        first, last = places[0], places[-1]
        is_split = last - first >= len(places)
        for number in numbers:
            if not self._fits(number, bits, parted):
                continue
            if is_split and not self._may_be_split(page, path, self._entries[number][1]):
                continue
            start, stop = page.starts[first], page.stops[last]
            if page.text[stop : stop + 1] in _CLOSING and page.text[stop] in _closers(page.text[start:stop]):
                stop += 1
            inserted = " ".join(page.word(at) for at in range(first, last) if at not in places) if is_split else ""
            hits.append(Hit(start, stop, numbers if len(numbers) == 1 else (number,), inserted))

    def _fitting(self, number: int, bits: tuple[int, ...], hard: tuple[bool, ...] = (False,)) -> bool:
        """Whether words in these forms agree as a term wants them to, and punctuation stands where it has it."""
        needs, parted = self._tree.wants(number)
        return hard == parted and self._grammar.agree(needs, bits)

    def _in_compound(self, page: _Page, at: int) -> bool:
        """Whether a word goes on a compound: техническое in научно-техническое."""
        return at > 0 and page.stops[at - 1] == page.starts[at] - 1 and self._grammar.compound(page.word(at - 1))

    def _may_be_split(self, page: _Page, path: _Path, term: Term) -> bool:
        """Whether the words that stand between those of a term may stand there."""
        for (one, other), have in zip(pairwise(path[0]), path[1][1:], strict=True):
            words = tuple(page.word(at) for at in range(one + 1, other))
            if words and not self._grammar.between(words, have, term.part_of_speech):
                return False
        return True
