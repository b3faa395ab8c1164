"""What speaks for and against a link, as numbers: features that are weighed and summed to the link's score.

Two sets of features: ``Outline`` knows sentence vectors only and serves the first pass over the lattice; ``Detail``
adds what the parts of the segments find in windows along the first path.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from toolkit.aligner.coverage import Coverage, Windows
from toolkit.aligner.encoders import Encoder
from toolkit.aligner.search import Indices, LinkType, Matrix
from toolkit.aligner.tokens import TokenRows

Features = Iterator[tuple[str, Matrix]]
_NEIGHBOURS = 5  # a sentence's best matches, whose mean says how much it resembles anything (hubness)
_SAMPLE = 2048  # segments at most that stand for a whole text where everything is compared with everything
_ROWS = 32  # segments whose windows are worked out in one product
_FLOOR = 8  # characters added to both lengths, so that very short segments are not judged by them


@dataclass(frozen=True)
class Side:
    """One text of a pair, with what is known of each segment.

    ``vectors`` has a unit row a segment; ``numbers`` and ``concepts`` are the values and concept ids found in it;
    ``blocks`` is the index of its paragraph; ``headings`` whether it is one; ``tokens`` makes its phrases, if the
    encoder has any.
    """

    texts: tuple[str, ...]
    vectors: npt.NDArray[np.float32]
    lengths: Matrix
    numbers: tuple[frozenset[int], ...]
    concepts: tuple[frozenset[str], ...]
    blocks: tuple[int, ...]
    headings: tuple[bool, ...]
    tokens: Callable[[Sequence[str]], TokenRows] | None

    def __len__(self) -> int:
        return len(self.texts)


def side(
    texts: Sequence[str],
    encoder: Encoder,
    numbers: Sequence[frozenset[int]] | None = None,
    concepts: Sequence[frozenset[str]] | None = None,
    blocks: Sequence[int] | None = None,
    headings: Sequence[bool] | None = None,
) -> Side:
    """Return the evidence of a text's segments; what is not given is taken as absent."""
    count = len(texts)
    return Side(
        texts=tuple(texts),
        vectors=encoder.encode(texts),
        lengths=np.array([float(len(text)) for text in texts]),
        numbers=tuple(numbers or [frozenset()] * count),
        concepts=tuple(concepts or [frozenset()] * count),
        blocks=tuple(blocks or [0] * count),
        headings=tuple(headings or [False] * count),
        tokens=getattr(encoder, "tokens", None),
    )


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
        self.ratio = float(target.lengths.sum() / max(source.lengths.sum(), 1.0)) or 1.0
        self.rarity = _rarity([*source.concepts, *target.concepts])
        self._sides = (source, target)
        self._hubness = tuple(_hubness(a.vectors, b.vectors) for a, b in ((source, target), (target, source)))
        self._weights = tuple(np.log1p(each.lengths) for each in self._sides)
        self._runs: dict[tuple[int, int], _Runs] = {}
        self._medians = tuple(float(np.median(each.lengths)) if len(each) else 1.0 for each in self._sides)
        self._breaks = tuple(
            _totals([x != y for x, y in zip(s.blocks, s.blocks[1:], strict=False)]) for s in self._sides
        )
        self._headings = tuple(_totals(each.headings) for each in self._sides)

    def outline(self, likeness: Likeness, kind: LinkType, i: Indices, j: Indices) -> Features:
        """Yield the features of the first pass for the links of one kind that begin at rows i and columns j."""
        n, m = kind
        if not n or not m:
            which, at = (0, i) if n else (1, j)
            yield from self.skips(which, at, n + m, {"hubness": self._hubness[which].astype(float)})
            return
        yield from self.cosines(likeness, kind, i, j)
        yield from self.shape(kind, i, j)

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

    def shape(self, kind: LinkType, i: Indices, j: Indices) -> Features:
        """Yield what is told by type, lengths, paragraphs and headings of two-sided links."""
        n, m = kind
        yield f"{min(kind)}-{max(kind)}", np.ones(len(i))
        ours, theirs = self._run(0, n).lengths[i], self._run(1, m).lengths[j]
        stretch = np.log((self.ratio * ours + _FLOOR) / (theirs + _FLOOR))
        yield "length", np.abs(stretch)
        yield "length2", np.minimum(stretch**2, 4)
        x, y = self._breaks
        yield "paragraphs", x[i + n - 1] - x[i] + y[j + m - 1] - y[j]
        p, q = self._headings
        yield "heading", np.abs((p[i + n] - p[i]) / n - (q[j + m] - q[j]) / m)

    def skips(self, which: int, at: Indices, size: int, found: Mapping[str, Matrix]) -> Features:
        """Yield the features of leaving segments without a partner, alone or in a gap: what they find, their length."""
        name = "skip" if size == 1 else "gap"
        yield name, np.ones(len(at))
        side = self._sides[which]
        length = np.log((side.lengths + _FLOOR) / (self._medians[which] + _FLOOR))
        for feature, values in {**found, "length": length}.items():
            totals = _totals(values)
            yield f"{name} {feature}", (totals[at + size] - totals[at]) / size

    def _run(self, which: int, size: int) -> _Runs:
        if (which, size) not in self._runs:
            self._runs[which, size] = _Runs(self._sides[which], self._hubness[which], size)
        return self._runs[which, size]


class Detail:
    """The features of the second pass: what units of several sorts find, by name of the sort, for both directions."""

    def __init__(
        self,
        whole: Evidence,
        coverages: Mapping[str, tuple[Coverage, Coverage]],
        likeness: Likeness | None = None,
    ) -> None:
        """Take the coverages by sort, and the cosines of segments if blocks are to be compared as wholes too."""
        self._whole = whole
        self._likeness = likeness
        self._coverages = coverages
        self._nearest = tuple(
            _nearest(one, other, pair.windows)
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
        yield from self._whole.shape(kind, i, j)
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


class Likeness:
    """The cosines of segments of two texts in windows."""

    def __init__(self, source: Side, target: Side, windows: Windows) -> None:
        self._offset, self._low = windows.offset, windows.low
        self._values = np.empty(int(self._offset[-1]), dtype=np.float32)
        for start in range(0, len(source), _ROWS):
            rows = range(start, min(start + _ROWS, len(source)))
            filled = [row for row in rows if windows.high[row] > windows.low[row]]
            if filled:
                first, last = int(windows.low[filled].min()), int(windows.high[filled].max())
                products = source.vectors[rows.start : rows.stop] @ target.vectors[first:last].T
                for row in filled:
                    cells = slice(self._offset[row], self._offset[row + 1])
                    self._values[cells] = products[row - start, windows.low[row] - first : windows.high[row] - first]

    def at(self, i: Indices, j: Indices) -> npt.NDArray[np.float32]:
        """Return the cosine of each pair; of one outside the windows, anything."""
        found: npt.NDArray[np.float32] = self._values[
            np.clip(self._offset[i] + j - self._low[i], 0, len(self._values) - 1)
        ]
        return found


class _Runs:
    """The runs of ``size`` neighbouring segments of one side: norm of the weighted sum, hubness, length."""

    def __init__(self, one: Side, hubness: npt.NDArray[np.float32], size: int) -> None:
        weight = np.log1p(one.lengths).astype(np.float32)
        count = max(len(one) - size + 1, 0)
        weighted = one.vectors * weight[:, None]
        squares = np.zeros(count)
        for k in range(size):
            for o in range(k, size):
                dots = np.einsum("ij,ij->i", weighted[k : count + k], weighted[o : count + o])
                squares += dots if k == o else 2 * dots
        self.norm = np.sqrt(np.maximum(squares, 1e-12))
        self.hubness = sum(hubness[k : count + k] * weight[k : count + k] for k in range(size)) / self.norm
        totals = _totals(one.lengths)
        self.lengths = totals[size:] - totals[:-size]


def _hubness(ours: npt.NDArray[np.float32], theirs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the mean of each row's best cosines to the other side, or to an even sample of it if that is long."""
    sample = theirs[:: -(-len(theirs) // _SAMPLE)] if len(theirs) else theirs
    near = min(_NEIGHBOURS, len(sample))
    out = np.zeros(len(ours), dtype=np.float32)
    for start in range(0, len(ours) if near else 0, 512):
        likeness = ours[start : start + 512] @ sample.T
        out[start : start + 512] = np.partition(likeness, -near, axis=1)[:, -near:].mean(axis=1)
    return out


def _nearest(one: Side, other: Side, windows: Windows) -> Matrix:
    """Return the best cosine of each segment in its window."""
    ranges = zip(windows.low, windows.high, strict=True)
    return np.array(
        [float((other.vectors[a:b] @ one.vectors[at]).max()) if b > a else 0.0 for at, (a, b) in enumerate(ranges)]
    )


def _totals(values: Sequence[bool] | Matrix) -> Matrix:
    return np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=float))])


def _rarity(found: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(name for each in found for name in each)
    return {name: float(np.log(1 + len(found) / count)) for name, count in counts.items()}
