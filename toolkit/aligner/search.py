"""The best paths through lattices of links, and how probable each link is.

A region of two texts has a lattice: nodes (row, column) between segments, edges over links. A path leads from the
first node to the last; its score is the sum of its links' scores, and scores are read as those of a semi-Markov
conditional random field (Sarawagi and Cohen 2004), so that forward and backward sums give each link's posterior
probability. The lattices of all regions are worked through side by side, by anti-diagonals: all steps of equal distance
from their region's first node in one array operation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
LinkType = tuple[int, int]
Link = tuple[tuple[int, int], tuple[int, int]]
Step = tuple[int, int]  # the node that a link leads to, and the kind of the link
NEVER = -1e18
_STEPS = 256  # anti-diagonals whose scores are put in another order at once

KINDS: tuple[LinkType, ...] = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 3), (2, 4), (4, 2), (1, 5),
    (5, 1), (1, 0), (0, 1), (5, 0), (0, 5),
)  # fmt: skip
# Skipped segments stand alone or, in a gap, by fives: a missing page is likelier than each of its sentences by itself.


@dataclass(frozen=True)
class Band:
    """The nodes of a region: row ``first + k`` has the columns ``low[k]`` to ``high[k]``, both included.

    Neither bound falls from one row to the next. The first node is at ``low[0]``, the last one at ``high[-1]``.
    """

    first: int
    low: Indices
    high: Indices


def whole(rows: tuple[int, int], columns: tuple[int, int]) -> Band:
    """Return the band of all nodes of ``source[rows] × target[columns]``."""
    size = rows[1] - rows[0] + 1
    return Band(rows[0], np.full(size, columns[0]), np.full(size, columns[1]))


class Lattice:
    """The lattices of some regions.

    Nodes are numbered by their distance from the first node of their region; ``rows`` and ``columns`` are their
    places in the texts. ``before[node, kind]`` is the node from which a link of that kind leads here, ``after`` the
    one to which it leads from here; ``len(rows)`` stands for none.
    """

    def __init__(self, bands: Sequence[Band], kinds: Sequence[LinkType] = KINDS) -> None:
        self.kinds = tuple(kinds)
        low, high = (np.concatenate([getattr(band, side) for band in bands]) for side in ("low", "high"))
        sizes = np.array([len(band.low) for band in bands])
        region = np.repeat(np.arange(len(bands)), sizes)
        starts = np.cumsum(sizes) - sizes
        line = np.arange(len(low)) - starts[region]  # row within the region
        offset = np.concatenate([[0], np.cumsum(high - low + 1)])
        owner = np.repeat(np.arange(len(low)), high - low + 1)
        column = np.arange(offset[-1]) - offset[owner] + low[owner]
        distance = line[owner] + column - low[starts][region[owner]]
        order = np.argsort(distance, kind="stable")
        number = np.empty(len(order) + 1, dtype=np.int64)
        number[order] = np.arange(len(order))
        number[-1] = len(order)
        self.region = region[owner][order]
        self.rows = np.array([band.first for band in bands])[self.region] + line[owner][order]
        self.columns = column[order]
        self.steps = np.concatenate([[0], np.cumsum(np.bincount(distance))])
        self.first = number[offset[starts]]
        self.last = number[offset[starts + sizes] - 1]
        here, there = owner[order], column[order]
        self.before = np.full((len(order), len(kinds)), len(order), dtype=np.int32)
        self.after = np.full((len(order), len(kinds)), len(order), dtype=np.int32)
        for kind, (n, m) in enumerate(kinds):
            back = np.maximum(here - n, 0)
            reach = (line[here] >= n) & (there - m >= low[back]) & (there - m <= high[back])
            origin = number[offset[back[reach]] + there[reach] - m - low[back[reach]]]
            self.before[reach, kind] = origin
            self.after[origin, kind] = np.flatnonzero(reach)

    def __len__(self) -> int:
        return len(self.rows)

    def links(self, kind: int) -> tuple[Indices, Indices, Indices]:
        """Return the nodes at which links of a kind end, and the rows and columns at which these begin."""
        n, m = self.kinds[kind]
        nodes = np.flatnonzero(self.before[:, kind] < len(self))
        return nodes, self.rows[nodes] - n, self.columns[nodes] - m

    def link(self, node: int, kind: int) -> Link:
        """Return the ranges of rows and columns that the link of a kind to a node joins."""
        (n, m), i, j = self.kinds[kind], int(self.rows[node]), int(self.columns[node])
        return (i - n, i), (j - m, j)


def best(lattice: Lattice, scores: Matrix) -> list[list[Step]]:
    """Return the steps of the best path of each region, in order; ties go to the kind named first.

    ``scores[node, kind]`` is the score of the link of that kind that ends at the node.
    """
    value = np.full(len(lattice) + 1, NEVER)
    value[lattice.first] = 0.0
    choice = np.zeros(len(lattice), dtype=np.int16)
    for start, stop in zip(lattice.steps[1:-1], lattice.steps[2:], strict=True):
        reached = value.take(lattice.before[start:stop]) + scores[start:stop]
        choice[start:stop] = pick = reached.argmax(axis=1)
        value[start:stop] = reached[np.arange(stop - start), pick]
    found = []
    for first, node in zip(lattice.first.tolist(), lattice.last.tolist(), strict=True):
        steps: list[Step] = []
        while node != first:
            kind = int(choice[node])
            steps.append((node, kind))
            node = int(lattice.before[node, kind])
        found.append(steps[::-1])
    return found


def forward(lattice: Lattice, scores: Matrix) -> Matrix:
    """Return for each node the log-sum of the scores of all paths to it from its region's first node."""
    value = np.full(len(lattice) + 1, NEVER)
    value[lattice.first] = 0.0
    for start, stop in zip(lattice.steps[1:-1], lattice.steps[2:], strict=True):
        value[start:stop] = _log_sum(value.take(lattice.before[start:stop]) + scores[start:stop])
    return value


def backward(lattice: Lattice, scores: Matrix) -> Matrix:
    """Return for each node the log-sum of the scores of all paths from it to its region's last node."""
    value = np.full(len(lattice) + 1, NEVER)
    value[lattice.last] = 0.0
    kinds, final = np.arange(scores.shape[1]), len(lattice) - 1  # where no link leads on, the value says never
    for end in range(len(lattice.steps) - 1, 0, -_STEPS):
        steps = lattice.steps[max(end - _STEPS, 0) : end + 1]
        after = lattice.after[steps[0] : steps[-1]]
        onward = scores[np.minimum(after, final), kinds]
        for start, stop in zip(steps[-2::-1], steps[:0:-1], strict=True):
            part = slice(start - steps[0], stop - steps[0])
            reached = _log_sum(value.take(after[part]) + onward[part])
            value[start:stop] = np.maximum(reached, value[start:stop])  # the last node keeps its zero
    return value


def posteriors(lattice: Lattice, scores: Matrix) -> Matrix:
    """Return the probability (0 to 1) of each link, shaped as the scores."""
    return expected(lattice, scores)[0]


def expected(lattice: Lattice, scores: Matrix) -> tuple[Matrix, Matrix]:
    """Return the probability of each link, and for each region the log-sum of the scores of all its paths."""
    ahead, behind = forward(lattice, scores), backward(lattice, scores)
    totals = ahead[lattice.last]
    surplus = ahead[lattice.before] + scores + (behind[:-1] - totals[lattice.region])[:, None]
    return np.exp(np.minimum(surplus, 0.0)), totals


def _log_sum(values: Matrix) -> Matrix:
    """Return the log-sum of each row; the values are used up."""
    top: Matrix = np.maximum.reduce(values, axis=1)
    values -= top[:, None]
    np.exp(values, out=values)
    top += np.log(np.add.reduce(values, axis=1))
    return top


def rising(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest chain of points of which each lies after the one before on both sides (patience sorting)."""
    # of points in one row the last column comes first, so that no chain holds two of them
    ordered = sorted(points, key=lambda point: (point[0], -point[1]))
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, column) in enumerate(ordered):
        place = bisect_left(tails, column)
        tails[place : place + 1] = [column]
        ends[place : place + 1] = [at]
        before.append(ends[place - 1] if place else -1)
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]
