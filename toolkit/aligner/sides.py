"""The two sides of a pair: what is known of their segments, and how like these are as wholes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from toolkit.aligner.coverage import Windows
from toolkit.aligner.encoders import Encoder
from toolkit.aligner.search import Indices, Matrix
from toolkit.aligner.tokens import TokenRows

_NEIGHBOURS = 5  # a sentence's best matches, whose mean says how much it resembles anything (hubness)
_SAMPLE = 2048  # segments at most that stand for a whole text where everything is compared with everything
_ROWS = 32  # segments whose windows are worked out in one product
_OUTSIDE = -9.0  # less than any cosine


@dataclass(frozen=True)
class Side:
    """One text of a pair, with what is known of each segment.

    ``vectors`` has a unit row a segment; ``numbers`` and ``concepts`` are the values and concept ids found in it;
    ``blocks`` is the index of its paragraph; ``divisions`` the name of its provision, if that has a heading;
    ``headings`` whether it is one; ``tokens`` makes its phrases, if the encoder has any.
    """

    texts: tuple[str, ...]
    vectors: npt.NDArray[np.float32]
    lengths: Matrix
    numbers: tuple[frozenset[int], ...]
    concepts: tuple[frozenset[str], ...]
    blocks: tuple[int, ...]
    divisions: tuple[str, ...]
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
    divisions: Sequence[str] | None = None,
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
        divisions=tuple(divisions or [""] * count),
        headings=tuple(headings or [False] * count),
        tokens=getattr(encoder, "tokens", None),
    )


class Likeness:
    """The cosines of segments of two texts in windows."""

    def __init__(self, source: Side, target: Side, windows: Windows) -> None:
        offset = windows.offset
        self._begin = offset[:-1] - windows.low  # less the column: where a row's cosines lie
        self._values = np.empty(int(offset[-1]), dtype=np.float32)
        for part, products, inside in _strips(source.vectors, target.vectors, windows):
            self._values[offset[part.start] : offset[part.stop]] = products[inside]

    def at(self, i: Indices, j: Indices) -> npt.NDArray[np.float32]:
        """Return the cosine of each pair; of one outside the windows, anything."""
        return self._values.take(self._begin.take(i) + j, mode="clip")


class Runs:
    """The runs of ``size`` neighbouring segments of one side: norm of the weighted sum, hubness, length."""

    def __init__(self, one: Side, hubs: npt.NDArray[np.float32], size: int) -> None:
        weight = np.log1p(one.lengths).astype(np.float32)
        count = max(len(one) - size + 1, 0)
        weighted = one.vectors * weight[:, None]
        squares = np.zeros(count)
        for k in range(size):
            for o in range(k, size):
                dots = np.einsum("ij,ij->i", weighted[k : count + k], weighted[o : count + o])
                squares += dots if k == o else 2 * dots
        self.norm = np.sqrt(np.maximum(squares, 1e-12))
        self.hubness = sum(hubs[k : count + k] * weight[k : count + k] for k in range(size)) / self.norm
        summed = totals(one.lengths)
        self.lengths = summed[size:] - summed[:-size]


def hubness(ours: npt.NDArray[np.float32], theirs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the mean of each row's best cosines to the other side, or to an even sample of it if that is long."""
    sample = theirs[:: -(-len(theirs) // _SAMPLE)] if len(theirs) else theirs
    near = min(_NEIGHBOURS, len(sample))
    out = np.zeros(len(ours), dtype=np.float32)
    for start in range(0, len(ours) if near else 0, 512):
        likeness = ours[start : start + 512] @ sample.T
        out[start : start + 512] = np.partition(likeness, -near, axis=1)[:, -near:].mean(axis=1)
    return out


def nearest(one: Side, other: Side, windows: Windows) -> Matrix:
    """Return the best cosine of each segment in its window."""
    out = np.zeros(len(one))
    for part, products, inside in _strips(one.vectors, other.vectors, windows):
        out[part] = np.where(inside.any(axis=1), np.where(inside, products, _OUTSIDE).max(axis=1), 0.0)
    return out


def hubness_in(
    ours: npt.NDArray[np.float32], theirs: npt.NDArray[np.float32], windows: Windows, near: int
) -> npt.NDArray[np.float32]:
    """Return the mean of each row's ``near`` best cosines in its window, 0 for an empty one."""
    out = np.zeros(len(ours), dtype=np.float32)
    for part, products, inside in _strips(ours, theirs, windows):
        best = np.where(inside, products, _OUTSIDE)
        if best.shape[1] > near:
            best = np.partition(best, -near, axis=1)[:, -near:]
        met = best > _OUTSIDE
        out[part] = np.where(met, best, 0).sum(axis=1) / np.maximum(met.sum(axis=1), 1)
    return out


def _strips(
    ours: npt.NDArray[np.float32], theirs: npt.NDArray[np.float32], windows: Windows
) -> Iterator[tuple[slice, npt.NDArray[np.float32], npt.NDArray[np.bool_]]]:
    """Yield some rows at a time, their cosines to what is in a window of any, and which of these are in each's own."""
    for start in range(0, len(ours), _ROWS):
        part = slice(start, min(start + _ROWS, len(ours)))
        low, high = windows.low[part], windows.high[part]
        filled = high > low
        if filled.any():
            place = np.arange(low[filled].min(), high[filled].max())
            inside = (low[:, None] <= place) & (place < high[:, None])
            yield part, ours[part] @ theirs[place[0] : place[-1] + 1].T, inside


def changes(values: Sequence[object]) -> Matrix:
    """Return how often neighbouring values differ before each place, but the last."""
    return totals([one != other for one, other in pairwise(values)])


def totals(values: Sequence[bool] | Matrix) -> Matrix:
    """Return the sum of the values before each place, and of all of them last."""
    return np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=float))])
