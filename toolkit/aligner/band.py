"""Which part of the lattice is searched: wide where the texts leave doubt, narrow where they don't."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from toolkit.aligner import search
from toolkit.aligner.coverage import Windows
from toolkit.aligner.evidence import Evidence
from toolkit.aligner.search import Band, Indices, Lattice, Link, Matrix

Range = tuple[int, int]
_SMALL = 10_000  # nodes of a region that is searched exhaustively
_RADIUS = 12  # segments on either side of a rough path that are searched
_WINDOW = 5  # segments on either side of the first path whose parts are compared
_PROBABLE = 1e-5  # nodes less probable than this, under scores that are halved, are left out


def first(whole: Evidence, rows: Range, columns: Range) -> Band:
    """Return the nodes of a region that the first pass works on: all of a small one, else those near a rough path."""
    if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) <= _SMALL:
        return search.whole(rows, columns)
    ours, theirs = whole.source.vectors[slice(*rows)], whole.target.vectors[slice(*columns)]
    points = [(0, 0), *_rising(_mutual(ours, theirs)), (len(ours), len(theirs))]
    low, high = np.full(len(ours) + 1, len(theirs)), np.zeros(len(ours) + 1, dtype=np.int64)
    for (a, b), (c, d) in zip(points, points[1:], strict=False):
        cut = slice(max(a - _RADIUS, 0), c + _RADIUS + 1)
        low[cut] = np.minimum(low[cut], max(b - _RADIUS, 0))
        high[cut] = np.maximum(high[cut], min(d + _RADIUS, len(theirs)))
    return Band(rows[0], columns[0] + low, columns[0] + high)


def narrowed(lattice: Lattice, scores: Matrix, bands: Sequence[Band]) -> list[Band]:
    """Return the bands with only the nodes that some probable path passes."""
    halved = scores / 2
    ahead, behind = search.forward(lattice, halved), search.backward(lattice, halved)
    passed = ahead[:-1] + behind[:-1] - ahead[lattice.last][lattice.region] >= np.log(_PROBABLE)
    out = []
    region, rows, columns = lattice.region[passed], lattice.rows[passed], lattice.columns[passed]
    order = np.argsort(region, kind="stable")
    ends = np.searchsorted(region[order], np.arange(len(bands) + 1))
    for at, band in enumerate(bands):
        part = order[ends[at] : ends[at + 1]]
        low, high = np.full(len(band.low), band.high[-1]), np.full(len(band.low), band.low[0])
        np.minimum.at(low, rows[part] - band.first, columns[part])
        np.maximum.at(high, rows[part] - band.first, columns[part])
        low = np.minimum.accumulate(low[::-1])[::-1]
        out.append(Band(band.first, low, np.maximum.accumulate(high)))
    return out


def windows(bands: Sequence[Band], path: Sequence[Link], sizes: tuple[int, int]) -> tuple[Windows, Windows]:
    """Return with which segments of the other text each is compared: those near its place on the path or in its band."""
    low, high = [np.full(size, 10**9) for size in sizes], [np.full(size, -1) for size in sizes]
    for (a, b), (c, d) in path:
        low[0][a:b], high[0][a:b] = c - _WINDOW, d + _WINDOW
        low[1][c:d], high[1][c:d] = a - _WINDOW, b + _WINDOW
    for band in bands:
        rows = slice(band.first, band.first + len(band.low) - 1)
        low[0][rows] = np.minimum(low[0][rows], band.low[:-1])
        high[0][rows] = np.maximum(high[0][rows], band.high[1:])
        columns = np.arange(band.low[0], band.high[-1])
        top = band.first + np.searchsorted(band.high, columns)  # the first row that has the column
        end = band.first + np.searchsorted(band.low, columns + 1, side="right") - 1  # the last that has the next one
        low[1][columns] = np.minimum(low[1][columns], top)
        high[1][columns] = np.maximum(high[1][columns], end)
    out = []
    for at, other in ((0, sizes[1]), (1, sizes[0])):
        a, b = np.clip(low[at], 0, other), np.clip(high[at], 0, other)
        out.append(Windows(np.minimum(a, b), b))
    return out[0], out[1]


def _mutual(ours: np.ndarray, theirs: np.ndarray) -> list[tuple[int, int]]:
    """Return the pairs of segments that are each other's best match."""
    forth, back = np.empty(len(ours), dtype=np.int64), np.full(len(theirs), -1)
    top = np.full(len(theirs), -2.0)
    for start in range(0, len(ours), 1024):
        likeness = ours[start : start + 1024] @ theirs.T
        forth[start : start + 1024] = likeness.argmax(axis=1)
        high = likeness.max(axis=0)
        better = high > top
        back[better] = likeness.argmax(axis=0)[better] + start
        top[better] = high[better]
    return [(i, int(j)) for i, j in enumerate(forth) if back[j] == i]


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
