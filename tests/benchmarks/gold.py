"""Gold links as paths through a lattice, for training: what is allowed where, and what no path can express."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tests.benchmarks.sets import Pair
from toolkit.aligner.search import KINDS, Band, Lattice, Link

_MANY = 1_000_000


@dataclass(frozen=True)
class Between:
    """The rectangle between two links: ``free`` if the gold links in it can't stand on a path, else all is skipped."""

    link: Link
    free: bool


@dataclass(frozen=True)
class Gold:
    """The gold of a document as far as a path can follow it, and the number of links that none can."""

    links: list[Link]
    between: list[Between]
    lost: int

    def allowed(self, kinds: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Return which links of the lattice some path that agrees with the gold may use."""
        n, m = np.array(KINDS)[kinds].T
        key = (i * _MANY + j) * 64 + n * 8 + m
        wanted = [(a * _MANY + c) * 64 + (b - a) * 8 + (d - c) for (a, b), (c, d) in self.links]
        found = np.isin(key, wanted)
        for each in self.between:
            (a, b), (c, d) = each.link
            inside = (i >= a) & (i + n <= b) & (j >= c) & (j + m <= d)
            found |= inside if each.free else inside & (n * m == 0)
        return found


def gold(pair: Pair, bands: list[Band]) -> Gold:
    """Return the gold of a document in the nodes of its bands; links outside them are lost."""
    known: dict[int, tuple[int, int]] = {}
    for band in bands:
        known |= {band.first + k: (int(a), int(b)) for k, (a, b) in enumerate(zip(band.low, band.high, strict=True))}
    fits: list[Link] = []
    two_sided = sorted(link for link in pair.gold if link[0] and link[1])
    for left, right in two_sided:
        link = ((left[0], left[-1] + 1), (right[0], right[-1] + 1))
        whole = len(left) == left[-1] + 1 - left[0] and len(right) == right[-1] + 1 - right[0]
        inside = all(known[i][0] <= j <= known[i][1] for i, j in zip(link[0], link[1], strict=True))
        if whole and inside and (len(left), len(right)) in KINDS:
            fits.append(link)
    chain = _chain(fits)
    linked = [{k for (a, b), _ in chain for k in range(a, b)}, {k for _, (c, d) in chain for k in range(c, d)}]
    free = [{k for link in two_sided for k in link[side]} - linked[side] for side in (0, 1)]
    between, i, j = [], 0, 0
    for (a, b), (c, d) in [*chain, ((len(pair.source),) * 2, (len(pair.target),) * 2)]:
        if a > i or c > j:
            between.append(
                Between(((i, a), (j, c)), any(i <= k < a for k in free[0]) or any(j <= k < c for k in free[1]))
            )
        i, j = b, d
    return Gold(chain, between, len(two_sided) - len(chain))


def _chain(links: list[Link]) -> list[Link]:
    """Return as many of the links as can stand on one path (each begins where the one before has ended or later)."""
    ends: list[int] = []  # least end in the target of a chain of this length + 1
    last: list[int] = []
    previous: list[int] = []
    kept: list[Link] = []
    for link in links:
        (a, _), (c, d) = link
        at = bisect_left(ends, c + 1)
        at = min(at, len(ends))
        while at and kept[last[at - 1]][0][1] > a:
            at -= 1
        kept.append(link)
        previous.append(last[at - 1] if at else -1)
        if at == len(ends) or d < ends[at]:
            ends[at : at + 1] = [d]
            last[at : at + 1] = [len(kept) - 1]
    out, at = [], last[-1] if last else -1
    while at >= 0:
        out.append(kept[at])
        at = previous[at]
    return out[::-1]


def stretches(gold_: Gold, bands: list[Band], size: tuple[int, int], links: int) -> list[Band]:
    """Return the bands cut after every so many links at places through which the gold path leads."""
    cuts = [(0, 0)]
    for at, ((_, b), (_, d)) in enumerate(gold_.links, start=1):
        if at % links == 0 and at + links // 2 < len(gold_.links):
            cuts.append((b, d))
    cuts.append(size)
    (band,) = bands
    out = []
    for (a, c), (b, d) in pairwise(cuts):
        low, high = (np.clip(each[a : b + 1], c, d) for each in (band.low, band.high))
        low[0], high[-1] = c, d
        out.append(Band(a, low, high))
    return out


def edges(lattice: Lattice) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return node, kind, first row and first column of each link of a lattice."""
    parts = []
    for kind in range(len(lattice.kinds)):
        nodes, i, j = lattice.links(kind)
        parts.append((nodes, np.full(len(nodes), kind), i, j))
    nodes, kinds, i, j = (np.concatenate(each) for each in zip(*parts, strict=True))
    return nodes, kinds, i, j
