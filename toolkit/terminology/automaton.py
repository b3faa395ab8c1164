"""The tree of terms as an automaton over the words of a text, whose states are made when they are first met.

A state is what the words since one that begins terms have led to. What a word leads to is remembered in it, so that
words met again in one order cost a look each. Words are the same here if the tree knows the same of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from toolkit.terminology.tree import Tree

_INSERTED = 2  # words that may stand inside a term
Keys = tuple[tuple[int, int], ...]  # of a word, with the bits of each
Fits = Callable[[int, tuple[int, ...], tuple[bool, ...]], bool]


class Ending(NamedTuple):
    """Terms, by number, that end with a word.

    If others stand between their words, ``places`` and ``bits`` are those of the words, counted from the first; also if
    the terms are ``sharing``: their noun is in the plural, which adjectives that are joined may share.
    """

    numbers: tuple[int, ...]
    places: tuple[int, ...] = ()
    bits: tuple[int, ...] = ()
    sharing: bool = False


# Words that lead to a node: what comes after it, their places from the first on, their bits, whether each is parted
# from the last, and the nodes that a word between has led to, since the nearest counts. A plain tuple is quicker made.
_Path = tuple[dict[int, int], tuple[int, ...], tuple[int, ...], tuple[bool, ...], frozenset[int]]
_NONE: frozenset[int] = frozenset()


class State:
    """The paths that go on at a place, so many words after the first; ``moves`` says what each word leads to."""

    __slots__ = ("moves", "paths", "place")

    def __init__(self, paths: list[_Path], place: int) -> None:
        self.paths = paths
        self.place = place
        self.moves: dict[int, Move] = {}


Move = tuple[tuple[Ending, ...], State | None]
_STOP: Move = ((), None)
_OTHER = -1  # stands for all words that no path goes on with


class Automaton:
    """The states of a tree; ``fits`` says whether words in such forms, so parted, make a term.

    ``share`` is asked of words that do not: whether they would if their noun were shared with another adjective.
    """

    def __init__(self, tree: Tree, fits: Fits, share: Fits) -> None:
        self._node, self._fits, self._share = tree.node, fits, share
        self.begun = cache(self._begun)
        self._symbols: dict[Keys, int] = {(): 0}
        self._keys: list[Keys] = [()]
        self.size = 0  # moves that are remembered

    def symbol(self, keys: Keys) -> int:
        """Return the number of what the tree knows of a word; it is even, and one more if the word is parted."""
        number = self._symbols.setdefault(keys, len(self._keys))
        if number == len(self._keys):
            self._keys.append(keys)
        return 2 * number

    def move(self, state: State, symbol: int) -> Move:
        """Return the terms that end with a word after a state, and the state after it; remembered in the state."""
        keys, parted = self._keys[symbol >> 1], symbol & 1
        names = [key for key, _ in keys]
        if all(path[0].keys().isdisjoint(names) for path in state.paths):
            found = _STOP if parted else state.moves.get(_OTHER) or self._passed(state)
        else:
            found = self._moved(state, keys, bool(parted))
        state.moves[symbol] = found
        self.size += 1
        return found

    def _begun(self, keys: Keys) -> State | None:
        """Return the state after a word that begins terms; nothing if none goes on after it."""
        first = self._node(0)[0]
        begun = ((self._node(first[key])[0], bits) for key, bits in keys if key in first)
        paths: list[_Path] = [(after, (0,), (bits,), (False,), _NONE) for after, bits in begun if after]
        return State(paths, 1) if paths else None

    def _passed(self, state: State) -> Move:
        """Return the move with a word that no path goes on with."""
        paths = [path for path in state.paths if state.place < len(path[1]) + _INSERTED]
        found = state.moves[_OTHER] = ((), State(paths, state.place + 1)) if paths else _STOP
        return found

    def _moved(self, state: State, keys: Keys, parted: bool) -> Move:
        """Return the move with a word that paths go on with."""
        place = state.place
        endings: list[Ending] = []
        paths: list[_Path] = []
        for path in state.paths:
            after, places, bits, gaps, passed = path
            if parted and place > places[-1] + 1:
                continue
            waits = not parted and place < len(places) + _INSERTED
            for key, have in keys:
                node = after.get(key)
                if node is None or node in passed:
                    continue
                further, ending = self._node(node)
                longer = (further, (*places, place), (*bits, have), (*gaps, parted), _NONE)
                if ending:
                    endings += self._ended(ending, longer)
                if further:
                    paths.append(longer)
                if waits:
                    path = (after, places, bits, gaps, path[4] | {node})
            if waits:
                paths.append(path)
        return tuple(endings), State(paths, place + 1) if paths else None

    def _ended(self, ending: tuple[int, ...], path: _Path) -> Iterator[Ending]:
        """Yield the terms of a node in which the words of a path are in fitting forms."""
        _, places, bits, parted, _ = path
        numbers = tuple([each for each in ending if self._fits(each, bits, parted)])
        if numbers:
            yield Ending(numbers) if places[-1] < len(places) else Ending(numbers, places, bits)
        sharing = tuple([each for each in ending if each not in numbers and self._share(each, bits, parted)])
        if sharing:
            yield Ending(sharing, places, bits, True)
