"""Matches of the units of two texts: phrases by meaning, sentences by meaning, numbers and terms by value.

Cosines are corrected for hubness: some units resemble everything, so each cosine is doubled and lessened by what the
unit found reaches on average among its own best (as in cross-domain similarity local scaling, Lample et al. 2018).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from typing import Any, Protocol

import numpy as np

from toolkit.aligner.coverage import Rows, Units, Windows
from toolkit.aligner.search import Indices
from toolkit.aligner.sides import hubness_in
from toolkit.aligner.tokens import TokenRows

_NEAR = 10  # best cosines whose mean is a unit's hubness
_BLOCK, _KEPT = 64, 24  # segments whose phrases are made at once, and how many such blocks are kept
_HELD = 16_000_000  # cosines that wait until both sides have asked for them


class Matches(Protocol):
    """What the units of both texts find in windows of the other."""

    def of(self, side: int, at: int) -> Units:
        """Return weights and matches of the units of one segment of a side."""
        ...


class Phrases:
    """The phrase vectors of one text, made block by block in other threads; only the latest are kept."""

    def __init__(self, texts: Sequence[str], tokens: Callable[[Sequence[str]], TokenRows], pool: Executor) -> None:
        self._texts, self._tokens, self._pool = texts, tokens, pool
        self._blocks: OrderedDict[int, Future[tuple[TokenRows, Indices]]] = OrderedDict()

    def ahead(self, start: int, stop: int) -> None:
        """Have the phrases of ``segments[start:stop]`` made while other work is done."""
        for at in range(start // _BLOCK, -(-min(stop, len(self._texts)) // _BLOCK)):
            self._asked(at)

    def range(self, start: int, stop: int) -> tuple[Rows, Rows, Indices]:
        """Return the phrases of ``segments[start:stop]``, their weights, and how many each segment has."""
        parts = []
        for at in range(start // _BLOCK, (stop - 1) // _BLOCK + 1):
            rows, ends = self._asked(at).result()
            a, b = max(start - at * _BLOCK, 0), min(stop - at * _BLOCK, len(rows.counts))
            cut = slice(ends[a], ends[b])
            parts.append((rows.vectors[cut], rows.weights[cut], rows.counts[a:b]))
        if len(parts) == 1:
            return parts[0]
        vectors, weights, counts = (np.concatenate(each) for each in zip(*parts, strict=True))
        return vectors, weights, counts

    def _asked(self, at: int) -> Future[tuple[TokenRows, Indices]]:
        if at not in self._blocks:
            self._blocks[at] = self._pool.submit(self._made, at)
            if len(self._blocks) > _KEPT:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(at)
        return self._blocks[at]

    def _made(self, at: int) -> tuple[TokenRows, Indices]:
        rows = self._tokens(self._texts[at * _BLOCK : (at + 1) * _BLOCK])
        return rows, np.concatenate([[0], np.cumsum(rows.counts)])


class ByPhrase:
    """Matches of the phrases of two texts in windows; what is ``near`` each tells its hubness."""

    def __init__(
        self, sides: tuple[Phrases, Phrases], near: tuple[Windows, Windows], windows: tuple[Windows, Windows]
    ) -> None:
        self._sides, self._near, self._windows = sides, near, windows
        self._hubness: tuple[dict[int, Rows], dict[int, Rows]] = ({}, {})
        self._cosines: OrderedDict[tuple[int, int], Rows] = OrderedDict()
        self._held = 0

    def of(self, side: int, at: int) -> Units:
        """Return weights and matches of one segment's phrases."""
        low, high = _bounds(self._windows[side], at)
        if low >= high:
            return _EMPTY
        first, last = _bounds(self._near[side], at)
        _, weights, _ = self._sides[side].range(at, at + 1)
        _, _, counts = self._sides[1 - side].range(first, last)
        ends = np.concatenate([[0], np.cumsum(counts)])[low - first : high - first + 1]
        hubness = np.concatenate([self._hub(1 - side, other) for other in range(low, high)])
        matches = self._taken(side, at)[:, ends[0] : ends[-1]]
        return weights, np.maximum.reduceat(2 * matches - hubness, ends[:-1] - ends[0], axis=1)

    def _hub(self, side: int, at: int) -> Rows:
        """Return the hubness of one segment's phrases."""
        known = self._hubness[side]
        if at not in known:
            cosines = self._met(side, at)
            known[at] = nearness(cosines) if cosines.size else np.zeros(len(cosines), dtype=np.float32)
            self._cosines[side, at] = cosines  # its matches will be asked for too
            self._held += cosines.size
            while self._held > _HELD:
                self._held -= self._cosines.popitem(last=False)[1].size
        return known[at]

    def _taken(self, side: int, at: int) -> Rows:
        """Return the cosines of one segment's phrases with all near it, which are then held no longer."""
        self._hub(side, at)
        if (side, at) not in self._cosines:
            return self._met(side, at)
        cosines = self._cosines.pop((side, at))
        self._held -= cosines.size
        return cosines

    def _met(self, side: int, at: int) -> Rows:
        ours, _, _ = self._sides[side].range(at, at + 1)
        low, high = _bounds(self._near[side], at)
        return ours @ self._sides[1 - side].range(low, high)[0].T if low < high else ours[:, :0]


def _bounds(window: Windows, at: int) -> tuple[int, int]:
    return int(window.low[at]), int(window.high[at])


class BySentence:
    """Matches of whole segments in windows: each is its own only unit; what is ``near`` it tells its hubness."""

    def __init__(
        self, sides: tuple[Rows, Rows], near: tuple[Windows, Windows], windows: tuple[Windows, Windows]
    ) -> None:
        self._sides, self._windows = sides, windows
        self._hubness = tuple(
            hubness_in(ours, theirs, window, _NEAR)
            for ours, theirs, window in zip(sides, reversed(sides), near, strict=True)
        )

    def of(self, side: int, at: int) -> Units:
        """Return weight and matches of one segment."""
        low, high = _bounds(self._windows[side], at)
        if low >= high:
            return _EMPTY
        likeness = self._sides[side][at : at + 1] @ self._sides[1 - side][low:high].T
        return np.ones(1, dtype=np.float32), 2 * likeness - self._hubness[1 - side][low:high]


class ByValue:
    """Matches of values, such as numbers or concepts: 1 where the other segment has the value, 0 elsewhere."""

    def __init__(
        self,
        sides: tuple[Sequence[frozenset[Any]], Sequence[frozenset[Any]]],
        windows: tuple[Windows, Windows],
        weights: Mapping[Any, float] | None = None,
    ) -> None:
        self._sides, self._windows, self._weights = sides, windows, weights

    def of(self, side: int, at: int) -> Units:
        """Return weights and matches of one segment's values."""
        values = sorted(self._sides[side][at])
        low, high = _bounds(self._windows[side], at)
        if not values or low >= high:
            return _EMPTY
        weights = np.array([self._weights[each] if self._weights else 1.0 for each in values], dtype=np.float32)
        others = self._sides[1 - side][low:high]
        return weights, np.array([[each in other for other in others] for each in values], dtype=np.float32)


_EMPTY: Units = (np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32))


def nearness(likeness: Rows) -> Rows:
    """Return the mean of the best cosines of each row."""
    near = min(_NEAR, likeness.shape[1])
    mean: Rows = np.partition(likeness, -near, axis=1)[:, -near:].mean(axis=1)
    return mean
