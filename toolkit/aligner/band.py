"""Which part of the lattice is searched: wide where the texts leave doubt, narrow where they don't.

A small region is searched as a whole. In a larger one, sentences at even distances are compared with all of the other
text; the longest rising chain of mutual best matches among them is a rough path. Near it, sentences closer together are
compared with those around, and so on until every one is, which gives a chain close enough to search beside it. A look
costs as much a sentence however long the texts are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from toolkit.aligner import search
from toolkit.aligner.coverage import Windows
from toolkit.aligner.evidence import Evidence
from toolkit.aligner.search import Band, Indices, Lattice, Link, Matrix

Range = tuple[int, int]
Point = tuple[int, int]
Vectors = npt.NDArray[np.float32]
_SMALL = 10_000  # nodes of a region that is searched exhaustively
_PROBES = 1000  # segments that are compared with the whole other text
_FINER = 24  # how much closer together they lie in each further look
_RADIUS = 8  # segments on either side of a rough path that are searched
_VAST = 1_000_000  # nodes between two points of a path, beyond which a gap on both sides is taken for granted
_WINDOW = 5  # segments on either side of the first path whose parts are compared
_PROBABLE = 1e-5  # nodes less probable than this, under scores that are halved, are left out


def first(whole: Evidence, rows: Range, columns: Range) -> Band:
    """Return the nodes of a region that the first pass works on: all of a small one, else those near a rough path."""
    size = rows[1] - rows[0], columns[1] - columns[0]
    if (size[0] + 1) * (size[1] + 1) <= _SMALL:
        return search.whole(rows, columns)
    ours, theirs = whole.source.vectors[slice(*rows)], whole.target.vectors[slice(*columns)]
    step = -(-max(size) // _PROBES)
    low, high = np.zeros(size[0] + 1, dtype=np.int64), np.full(size[0] + 1, size[1])
    while step > 1:
        low, high = _beside(search.rising(_mutual(ours, theirs, low, high, step)), size, 2 * step)
        step = -(-step // _FINER) if step > _FINER else 1
    low, high = _beside(search.rising(_mutual(ours, theirs, low, high, 1)), size, _RADIUS)
    return Band(rows[0], columns[0] + low, columns[0] + high)


def _beside(points: Sequence[Point], size: Point, radius: int) -> tuple[Indices, Indices]:
    """Return the least and the greatest column of each row that lie between neighbouring points or close to these."""
    low, high = np.full(size[0] + 1, size[1]), np.zeros(size[0] + 1, dtype=np.int64)
    ends = [(0, 0), *points, size]
    for (a, b), (c, d) in pairwise(ends):
        corner = [(a, b), (c, b), (c, d)] if (c - a) * (d - b) > _VAST else [(a, b), (c, d)]
        for (p, q), (r, t) in pairwise(corner):
            cut = slice(max(p - radius, 0), r + radius + 1)
            low[cut] = np.minimum(low[cut], max(q - radius, 0))
            high[cut] = np.maximum(high[cut], min(t + radius, size[1]))
    return low, high


def narrowed(lattice: Lattice, scores: Matrix, bands: Sequence[Band]) -> list[Band]:
    """Return the bands with only the nodes that some probable path passes.

    The scores are halved ones, under which the paths are less sure than they are.
    """
    ahead, behind = search.forward(lattice, scores), search.backward(lattice, scores)
    passing = ahead[:-1] + behind[:-1] - ahead[lattice.last][lattice.region]
    order = np.argsort(lattice.region, kind="stable")
    order = order[passing[order] >= np.log(_PROBABLE)]
    ends = np.searchsorted(lattice.region[order], np.arange(len(bands) + 1))
    out = []
    for at, band in enumerate(bands):
        part = order[ends[at] : ends[at + 1]]
        low, high = np.full(len(band.low), band.high[-1]), np.full(len(band.low), band.low[0])
        np.minimum.at(low, lattice.rows[part] - band.first, lattice.columns[part])
        np.maximum.at(high, lattice.rows[part] - band.first, lattice.columns[part])
        low = np.minimum.accumulate(low[::-1])[::-1]
        out.append(Band(band.first, low, np.maximum.accumulate(high)))
    return out


def windows(bands: Sequence[Band], path: Sequence[Link], sizes: tuple[int, int]) -> tuple[Windows, Windows]:
    """Return with which segments of the other text each is compared: those near it on the path or in its band."""
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


def inside(near: tuple[Windows, Windows], regions: Sequence[tuple[Range, Range]]) -> tuple[Windows, Windows]:
    """Return the windows without what lies in other regions, with which no link is possible."""
    out = []
    for side, window in enumerate(near):
        low, high = window.low.copy(), window.high.copy()
        for region in regions:
            (a, b), (c, d) = region[side], region[1 - side]
            low[a:b], high[a:b] = np.clip(low[a:b], c, d), np.clip(high[a:b], c, d)
        out.append(Windows(low, high))
    return out[0], out[1]


def reached(bands: Sequence[Band], size: int, largest: int) -> Windows:
    """Return for each of ``size`` segments of the source the segments of the target with which it can share a link."""
    low, high = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for band in bands:
        rows = np.arange(len(band.low) - 1)
        low[band.first + rows] = band.low[np.maximum(rows - largest + 1, 0)]
        high[band.first + rows] = band.high[np.minimum(rows + largest, len(band.low) - 1)]
    return Windows(low, high)


def _mutual(ours: Vectors, theirs: Vectors, low: Indices, high: Indices, step: int) -> list[Point]:
    """Return the segments, every ``step``-th of ours, and theirs that are each other's best match in the band."""
    rows = np.arange(step // 2, len(ours), step)
    forth = np.full(len(rows), -1)
    back, top = np.full(len(theirs), -1), np.full(len(theirs), -2.0, dtype=np.float32)
    for start in range(0, len(rows), 256):
        part = rows[start : start + 256]
        a, b = int(low[part[0]]), int(high[part[-1] + 1])
        if b > a:
            likeness = ours[part] @ theirs[a:b].T
            forth[start : start + 256] = likeness.argmax(axis=1) + a
            best = likeness.argmax(axis=0)
            value = likeness[best, np.arange(b - a)]
            better = np.flatnonzero(value > top[a:b])
            back[a + better], top[a + better] = start + best[better], value[better]
    return [(int(rows[at]), int(j)) for at, j in enumerate(forth) if j >= 0 and back[j] == at]
