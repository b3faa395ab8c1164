"""What speaks for and against a link, as numbers: features that are weighed and summed to the link's score.

Two sets of features: ``Outline`` knows sentence vectors only and serves the first pass over the lattice; ``Detail``
adds what the parts of the segments find in windows along the first path.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from toolkit.aligner.coverage import Coverage
from toolkit.aligner.search import Indices, Link, LinkType, Matrix
from toolkit.aligner.sides import Likeness, Runs, Side, changes, hubness, nearest, totals

Features = Iterator[tuple[str, Matrix]]
_FLOOR = 8  # characters added to both lengths, so that very short segments are not judged by them


@cache
def default_weights(name: str) -> Mapping[str, float]:
    """Return the weights that ship with the package: of ``first`` pass, ``fast`` or ``full`` evidence."""
    raw = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    return {name: float(value) for name, value in raw[name].items()}


class Evidence:
    """The evidence of a pair of texts; hubness, lengths and rarity are taken over the whole of both."""

    def __init__(self, source: Side, target: Side) -> None:
        self.source = source
        self.target = target
        self._sides = (source, target)
        self.ratio = self.ratio_along(())
        self.rarity = _rarity([*source.concepts, *target.concepts])
        self._hubness = tuple(hubness(a.vectors, b.vectors) for a, b in ((source, target), (target, source)))
        self._weights = tuple(np.log1p(each.lengths) for each in self._sides)
        self._runs: dict[tuple[int, int], Runs] = {}
        self._medians = tuple(float(np.median(each.lengths)) if len(each) else 1.0 for each in self._sides)
        self._breaks = tuple(changes(each.blocks) for each in self._sides)
        self._divisions = tuple(changes(each.divisions) for each in self._sides)
        self._headings = tuple(totals(each.headings) for each in self._sides)

    def ratio_along(self, path: Sequence[Link]) -> float:
        """Return how many characters the target has for one of the source, but for what a path leaves in gaps.

        Where chapters of one text are missing in the other, the ratio of the wholes would make every link look wrong.
        """
        ours, theirs = (float(side.lengths.sum()) for side in self._sides)
        for (a, b), (c, d) in path:
            if c == d and b - a > 1:
                ours -= float(self.source.lengths[a:b].sum())
            elif a == b and d - c > 1:
                theirs -= float(self.target.lengths[c:d].sum())
        return theirs / ours if ours > 0 and theirs > 0 else 1.0

    def outline(self, likeness: Likeness, kind: LinkType, i: Indices, j: Indices) -> Features:
        """Yield the features of the first pass for the links of one kind that begin at rows i and columns j."""
        n, m = kind
        if not n or not m:
            which, at = (0, i) if n else (1, j)
            yield from self.skips(which, at, n + m, {"hubness": self._hubness[which].astype(float)})
            return
        yield from self.cosines(likeness, kind, i, j)
        yield from self.shape(kind, i, j, self.ratio)

    def cosines(self, likeness: Likeness, kind: LinkType, i: Indices, j: Indices) -> Features:
        """Yield how like the blocks of two-sided links are as wholes, and how far above their near neighbours."""
        n, m = kind
        a, b = self._run(0, n), self._run(1, m)
        size = (n + m) / 2
        cosine = self._cosine(likeness, kind, i, j) / (a.norm[i] * b.norm[j])
        yield "cosine", size * cosine
        yield "margin", size * (cosine - (a.hubness[i] + b.hubness[j]) / 2)

    def _cosine(self, likeness: Likeness, kind: LinkType, i: Indices, j: Indices) -> Matrix:
        """Return the products of blocks whose segments weigh more the longer they are, before these are normed."""
        n, m = kind
        x, y = self._weights
        total = np.zeros(len(i))
        for k in range(n):
            for o in range(m):
                total += x[i + k] * y[j + o] * likeness.at(i + k, j + o)
        return total

    def shape(self, kind: LinkType, i: Indices, j: Indices, ratio: float) -> Features:
        """Yield what type, lengths (in the ratio of the texts), paragraphs and provisions tell of two-sided links."""
        n, m = kind
        yield f"{min(kind)}-{max(kind)}", np.ones(len(i))
        ours, theirs = self._run(0, n).lengths[i], self._run(1, m).lengths[j]
        grown = max(ratio, 1.0), max(1 / ratio, 1.0)  # the terser text's, so that either may be the source
        stretch = np.log((grown[0] * ours + _FLOOR) / (grown[1] * theirs + _FLOOR))
        yield "length", np.abs(stretch)
        yield "length2", np.minimum(stretch**2, 4)
        for name, (x, y) in (("paragraphs", self._breaks), ("divisions", self._divisions)):
            yield name, x[i + n - 1] - x[i] + y[j + m - 1] - y[j]
        p, q = self._headings
        yield "heading", np.abs((p[i + n] - p[i]) / n - (q[j + m] - q[j]) / m)

    def skips(self, which: int, at: Indices, size: int, found: Mapping[str, Matrix]) -> Features:
        """Yield the features of leaving segments without a partner, alone or in a gap: what they find, their length."""
        name = "skip" if size == 1 else "gap"
        yield name, np.ones(len(at))
        side = self._sides[which]
        length = np.log((side.lengths + _FLOOR) / (self._medians[which] + _FLOOR))
        for feature, values in {**found, "length": length}.items():
            summed = totals(values)
            yield f"{name} {feature}", (summed[at + size] - summed[at]) / size

    def _run(self, which: int, size: int) -> Runs:
        if (which, size) not in self._runs:
            self._runs[which, size] = Runs(self._sides[which], self._hubness[which], size)
        return self._runs[which, size]


class Detail:
    """The features of the second pass: what units of several sorts find, by name of the sort, for both directions."""

    def __init__(
        self,
        whole: Evidence,
        coverages: Mapping[str, tuple[Coverage, Coverage]],
        path: Sequence[Link],
        likeness: Likeness | None = None,
    ) -> None:
        """Take the coverages by sort, the first path, and the cosines if blocks are to be compared as wholes too."""
        self._whole = whole
        self._ratio = whole.ratio_along(path)
        self._likeness = likeness
        self._coverages = coverages
        self._nearest = tuple(
            nearest(one, other, pair.windows)
            for one, other, pair in zip(
                (whole.source, whole.target), (whole.target, whole.source), coverages["meaning"], strict=True
            )
        )

    def features(self, kind: LinkType, i: Indices, j: Indices) -> Features:
        """Yield the features of links of one kind that begin at rows i and columns j."""
        n, m = kind
        meaning = self._coverages["meaning"]
        if not n or not m:
            which, at = (0, i) if n else (1, j)
            match = 5.0 * (meaning[which].best.astype(float) - meaning[which].middle)
            yield from self._whole.skips(which, at, n + m, {"likeness": self._nearest[which], "match": match})
            return
        yield from self._whole.shape(kind, i, j, self._ratio)
        if self._likeness:
            yield from self._whole.cosines(self._likeness, kind, i, j)
        for name, pair in self._coverages.items():
            if name == "meaning":
                yield "against", _summed("against", pair, kind, i, j)
                yield "gain", _summed("gain", pair, kind, i, j)
                whole, weakest = _matched(pair, kind, i, j)
                yield "match", 5 * ((n + m) / 2) ** 0.631 * whole
                yield "weakest", 5 * weakest
            else:
                yield f"{name} against", _summed("against", pair, kind, i, j)

    def holds(self, kind: LinkType, i: Indices, j: Indices) -> npt.NDArray[np.bool_]:
        """Return which links lie in the windows of all their segments."""
        n, m = kind
        held = np.ones(len(i), dtype=bool)
        if n and m:
            ours, theirs = self._coverages["meaning"]
            for k in range(n):
                held &= ours.holds(i + k, j, m)
            for k in range(m):
                held &= theirs.holds(j + k, i, n)
        return held


def _summed(what: str, pair: tuple[Coverage, Coverage], kind: LinkType, i: Indices, j: Indices) -> Matrix:
    """Return a quantity of the units of both sides, summed."""
    n, m = kind
    out = np.zeros(len(i))
    for side, own, other, count, size in ((pair[0], i, j, n, m), (pair[1], j, i, m, n)):
        values = getattr(side, what)[size - 1]
        for k in range(count):
            out += values[side.cells(own + k, other)]
    return out


def _matched(pair: tuple[Coverage, Coverage], kind: LinkType, i: Indices, j: Indices) -> tuple[Matrix, Matrix]:
    """Return how well both sides are met inside the block, above the middle, and how well the weakest segment is."""
    n, m = kind
    whole, weakest = np.zeros(len(i)), np.full(len(i), np.inf)
    for side, own, other, count, size in ((pair[0], i, j, n, m), (pair[1], j, i, m, n)):
        total, mass = np.zeros(len(i)), np.zeros(len(i))
        for k in range(count):
            met, weight = side.within[size - 1][side.cells(own + k, other)], side.mass[own + k]
            total += met * weight
            mass += weight
            weakest = np.minimum(weakest, met - side.middle)
        whole += total / np.maximum(mass, 1e-9) - side.middle
    return whole, weakest


def _rarity(found: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(name for each in found for name in each)
    return {name: float(np.log(1 + len(found) / count)) for name, count in counts.items()}
