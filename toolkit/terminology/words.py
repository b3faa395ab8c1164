"""Russian and English terms in a text: word by word, each by the dictionary forms it can have.

What a word can be is worked out once for each that is met.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import accumulate, compress, pairwise
from operator import add, itemgetter
from typing import Any, NamedTuple

from toolkit.terminology.automaton import Automaton, Ending, State
from toolkit.terminology.grammars import WORD, grammar, hard
from toolkit.terminology.hits import Entry, Hit, made
from toolkit.terminology.tree import Tree

_PARTS = re.compile(f"({WORD.pattern})")
_UNSEEN = re.compile("[\u00ad\u0301\u200b-\u200d\u2060\ufeff]")
_HYPHENS = frozenset("-‑")
_OPENED = re.compile('[«“„("]')
_CLOSING = frozenset('»“”")')
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("(", ")"))
_END = 1  # stands for the end of a text: a word that is in no term, and parted
_POSSESSIVE = "s"  # after an apostrophe
_REMEMBERED = 1 << 14  # words
_MOVES = 1 << 16  # of the automaton


def _closes(text: str, start: int, stop: int) -> bool:
    """Whether the mark after a term closes what its words have opened."""
    if not _OPENED.search(text, start, stop):
        return False
    surface = text[start:stop]
    pairs = (*_PAIRS, *(('"', '"'),) * (surface.count('"') % 2))
    return any(
        close == text[stop] and (open_ == close or surface.count(open_) > surface.count(close))
        for open_, close in pairs
    )


class _Known(NamedTuple):
    """What is known of a word: whether it begins terms, those that it is by itself, what comes after it, its symbol."""

    begins: bool
    alone: tuple[int, ...]
    state: State | None
    symbol: int


_begins, _symbol = itemgetter(0), itemgetter(3)  # quicker than attributes


class Words:
    """Finds the terms of a glossary in a language that is written in words."""

    def __init__(self, entries: Sequence[Entry], saved: dict[str, Any], code: str) -> None:
        self._entries = entries
        self._grammar = grammar(code)
        self._tree = Tree(saved)
        self._fits = lru_cache(maxsize=_MOVES)(self._fitting)
        self._gap = lru_cache(maxsize=_MOVES)(self._stands_between)
        self._begin()

    def _begin(self) -> None:
        """Begin with nothing remembered of words and what they lead to."""
        automaton = Automaton(self._tree, self._fits, self._sharing)
        self._remembered = automaton, lru_cache(maxsize=_REMEMBERED)(partial(self._learn, automaton))

    def __call__(self, text: str) -> list[Hit]:
        """Return the hits in a text, also those that cross others; soft hyphens and stress marks make no difference."""
        if not _UNSEEN.search(text):
            return self._hits(text)
        places = [at for at, char in enumerate(text) if not _UNSEEN.match(char)]
        hits = self._hits("".join(text[at] for at in places))
        return [hit._replace(start=places[hit.start], stop=places[hit.stop - 1] + 1) for hit in hits]

    def _hits(self, text: str) -> list[Hit]:
        if self._remembered[0].size > _MOVES:
            self._begin()
        automaton, known = self._remembered
        move = automaton.move
        parts = _PARTS.split(text)  # a gap, a word, a gap and so on: made in C, much quicker than match by match
        ends = [*accumulate(map(len, parts))]
        gaps, texts = parts[::2], parts[1::2]
        words = [*map(known, texts)]
        symbols = [*map(add, map(_symbol, words), map(hard, gaps)), _END]
        hits: list[Hit] = []
        for first in compress(range(len(words)), map(_begins, words)):
            if first and gaps[first] in _HYPHENS and self._grammar.compound(texts[first - 1]):
                continue  # техническое in научно-техническое
            _, alone, state, _ = words[first]
            start, last = ends[2 * first], first
            if alone:
                hits.append(made((start, ends[2 * first + 1], alone, "", "")))
            while state:
                last += 1
                symbol = symbols[last]
                endings, state = state.moves.get(symbol) or move(state, symbol)
                for ending in endings:
                    numbers, inserted = self._split(texts, first, ending) if ending[1] else (ending[0], "")
                    if numbers:
                        stop = ends[2 * last + 1]
                        closed = gaps[last + 1][:1] in _CLOSING and _closes(text, start, stop)
                        hits.append(made((start, stop + closed, numbers, inserted, "")))
        return hits

    def _learn(self, automaton: Automaton, word: str) -> _Known:
        """Work out what a word can be."""
        bits: dict[int, int] = {}
        for each in self._grammar.readings(word):
            key = self._tree.keys.get(each.key)
            if key is not None:
                bits[key] = bits.get(key, 0) | each.bits
        first = self._tree.node(0)[0]
        nodes = ((self._tree.node(first[key]), have) for key, have in bits.items() if key in first)
        ends = ((number, have) for (_, ending), have in nodes for number in ending)
        alone = dict.fromkeys(number for number, have in ends if self._is(number, word, have))
        keys = (*bits.items(),)
        state = automaton.begun(keys)
        return _Known(bool(alone or state), tuple(alone), state, automaton.symbol(keys))

    def _is(self, number: int, word: str, bits: int) -> bool:
        """Whether a word is a term; a name begins with a capital."""
        term = self._entries[number][1].text
        return self._fitting(number, (bits,), (False,)) and (word[0].isupper() or not term[:1].isupper())

    def _fitting(self, number: int, bits: tuple[int, ...], parted: tuple[bool, ...]) -> bool:
        """Whether words in these forms agree as a term wants them to, and punctuation stands where it has it."""
        needs, wanted = self._tree.wants(number)
        return parted == wanted and self._grammar.agree(needs, bits)

    def _sharing(self, number: int, bits: tuple[int, ...], parted: tuple[bool, ...]) -> bool:
        """Whether words would agree as a term wants them to if another adjective shared their noun."""
        needs, wanted = self._tree.wants(number)
        return parted == wanted and self._grammar.share(needs, bits)

    def _split(self, texts: list[str], first: int, ending: Ending) -> tuple[tuple[int, ...], str]:
        """Return which terms that end so after a first word may have other words between theirs, and these words."""
        numbers, places, bits, sharing = ending
        if sharing:
            between = texts[first + 1 : first + places[1]]
            shared = self._grammar.joined(between, texts[max(first - 2, 0) : first], bits)
            return numbers if shared and places[-1] - places[1] == len(places) - 2 else (), " ".join(between)
        inserted: list[str] = []
        for at, ((one, other), have) in enumerate(zip(pairwise(places), bits[1:], strict=True), 1 - len(places)):
            if other == one + 1:
                continue
            between = texts[first + one + 1 : first + other]
            words = tuple(each for each in between if each != _POSSESSIVE)
            inserted += words
            if words:
                kinds = ((each, self._entries[each][1].part_of_speech) for each in numbers if not self._tied(each, at))
                numbers = tuple(each for each, kind in kinds if self._grammar.between(words, have, kind))
            else:  # General Assembly's resolutions; what a term has in quotation marks stands there to the letter
                terms = ((each, self._entries[each][1]) for each in numbers)
                good = (each for each, term in terms if not term.wrong and term.text[0].isalnum())
                numbers = tuple(each for each in good if self._gap(each, at) == " ")
        return numbers, " ".join(inserted)

    def _tied(self, number: int, at: int) -> bool:
        """Whether a hyphen joins the words of a term at a gap, so that nothing stands between them: Пояс-путь."""
        return self._gap(number, at) in _HYPHENS

    def _stands_between(self, number: int, at: int) -> str:
        """Return what stands between two words of a term; the gaps are counted from the end."""
        return _PARTS.split(self._entries[number][1].text)[2 * at - 1]
