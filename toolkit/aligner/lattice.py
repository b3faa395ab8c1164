"""The links of a region of two texts, with their confidence; a region too large for one lattice is cut first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from toolkit.aligner import evidence, search
from toolkit.aligner.anchors import Alone
from toolkit.model import Bead

SURE = 0.999  # the highest confidence that is ever claimed
_NEVER = -1e9  # score of a link that may not be
LARGEST = 4_000_000  # cells of one lattice; a larger region is first cut at places that are beyond doubt
Range = tuple[int, int]
_NONE: Alone = (frozenset(), frozenset())


def beads(
    whole: evidence.Evidence, rows: Range | None = None, columns: Range | None = None, alone: Alone = _NONE
) -> list[Bead]:
    """Return the beads of ``source[rows] × target[columns]``, by default of the whole of both.

    ``alone`` holds the segments of either side that must stand alone.
    """
    rows = rows or (0, len(whole.source))
    columns = columns or (0, len(whole.target))
    weights = evidence.default_weights()
    found: list[Bead] = []
    for part_rows, part_columns in _parts(whole, rows, columns):
        lattice = whole.region(part_rows, part_columns)
        scores = {kind: lattice.scores(kind, weights) for kind in evidence.LINK_TYPES}
        _bar(scores, [at - part_rows[0] for at in alone[0]], [at - part_columns[0] for at in alone[1]])
        probable = search.posteriors(scores, lattice.shape)
        for (a, b), (c, d) in search.best(scores, lattice.shape):
            score = min(float(probable[b - a, d - c][a, c]), SURE)
            source = (part_rows[0] + a, part_rows[0] + b)
            found.append(Bead(source, (part_columns[0] + c, part_columns[0] + d), score))
    return found


def _bar(scores: dict[evidence.LinkType, np.ndarray], rows: Sequence[int], columns: Sequence[int]) -> None:
    """Make every link impossible that links one of these rows or columns with anything."""
    for (n, m), matrix in scores.items():
        if n and (n, m) != (1, 0):
            for row in rows:
                matrix[max(row - n + 1, 0) : max(row + 1, 0)] = _NEVER
        if m and (n, m) != (0, 1):
            for column in columns:
                matrix[:, max(column - m + 1, 0) : max(column + 1, 0)] = _NEVER


def _parts(whole: evidence.Evidence, rows: Range, columns: Range) -> list[tuple[Range, Range]]:
    """Return the region in parts that fit a lattice, cut between two neighbouring pairs of mutual best matches."""
    if (rows[1] - rows[0]) * (columns[1] - columns[0]) <= LARGEST:
        return [(rows, columns)]
    cuts = _cuts(whole.source.vectors[slice(*rows)], whole.target.vectors[slice(*columns)])
    step = max(len(cuts) * LARGEST // ((rows[1] - rows[0]) * (columns[1] - columns[0])) // 2, 1)
    edges = [(0, 0), *cuts[step::step], (rows[1] - rows[0], columns[1] - columns[0])]
    return [
        ((rows[0] + a, rows[0] + c), (columns[0] + b, columns[0] + d))
        for (a, b), (c, d) in pairwise(edges)
        if c > a or d > b
    ]


def _cuts(ours: np.ndarray, theirs: np.ndarray) -> list[tuple[int, int]]:
    """Return rising points (i, j) such that i-1, j-1 and i, j are both mutual best matches."""
    forth, back = np.empty(len(ours), dtype=int), np.full(len(theirs), -1)
    top = np.full(len(theirs), -2.0)
    for start in range(0, len(ours), 1024):
        likeness = ours[start : start + 1024] @ theirs.T
        forth[start : start + 1024] = likeness.argmax(axis=1)
        high = likeness.max(axis=0)
        better = high > top
        back[better] = likeness.argmax(axis=0)[better] + start
        top[better] = high[better]
    mutual = [(i, int(j)) for i, j in enumerate(forth) if back[j] == i]
    chain = _rising(mutual)
    return [second for first, second in pairwise(chain) if second == (first[0] + 1, first[1] + 1)]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest subsequence whose second members rise (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    previous = [-1] * len(pairs)
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [at]
        previous[at] = ends[place - 1] if place else -1
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]
