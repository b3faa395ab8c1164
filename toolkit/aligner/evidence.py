"""What speaks for and against a link: meaning, length, numbers, terms, place in the skeleton.

A link joins n source with m target segments. For each link type (n, m) there is one score matrix whose cell [i, j]
is the log-linear score of joining ``source[i:i+n]`` with ``target[j:j+m]``.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.aligner.encoders import Encoder

Matrix = npt.NDArray[Any]
LinkType = tuple[int, int]

LINK_TYPES: tuple[LinkType, ...] = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 0), (0, 1),
)  # fmt: skip
_NEIGHBOURS = 5  # a sentence's best matches, whose mean says how much it resembles anything (hubness)
_FLOOR = 8  # characters added to both lengths, so that very short segments are not judged by them


@dataclass(frozen=True)
class Side:
    """One text of a pair, with what is known of each segment.

    ``vectors`` has a unit row a segment; ``numbers`` and ``concepts`` are the values and concept ids found in it;
    ``blocks`` is the index of its paragraph; ``headings`` whether it is one.
    """

    vectors: npt.NDArray[np.float32]
    lengths: Matrix
    numbers: tuple[frozenset[int], ...]
    concepts: tuple[frozenset[str], ...]
    blocks: tuple[int, ...]
    headings: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.blocks)

    def part(self, start: int, stop: int) -> Side:
        """Return the side of ``segments[start:stop]``."""
        cut = slice(start, stop)
        return Side(
            self.vectors[cut],
            self.lengths[cut],
            self.numbers[cut],
            self.concepts[cut],
            self.blocks[cut],
            self.headings[cut],
        )


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
        vectors=encoder.encode(texts),
        lengths=np.array([float(len(text)) for text in texts]),
        numbers=tuple(numbers or [frozenset()] * count),
        concepts=tuple(concepts or [frozenset()] * count),
        blocks=tuple(blocks or [0] * count),
        headings=tuple(headings or [False] * count),
    )


@cache
def default_weights() -> Mapping[str, float]:
    """Return the weights that ship with the package."""
    raw = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    return {name: float(value) for name, value in raw["weights"].items()}


class Evidence:
    """The evidence of a pair of texts: hubness and the length ratio are taken over the whole of both."""

    def __init__(self, source: Side, target: Side) -> None:
        self.source = source
        self.target = target
        self.ratio = float(target.lengths.sum() / max(source.lengths.sum(), 1.0)) or 1.0
        self._rarity = _rarity([*source.concepts, *target.concepts])

    def region(self, rows: tuple[int, int], columns: tuple[int, int]) -> _Region:
        """Return the evidence for links inside ``source[rows] × target[columns]``."""
        return _Region(self, rows, columns)

    @property
    def rarity(self) -> Mapping[str, float]:
        """How telling each concept is: rarer ones more."""
        return self._rarity


class _Region:
    def __init__(self, whole: Evidence, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        self._whole = whole
        self._sides = (whole.source.part(*rows), whole.target.part(*columns))
        self._others = (whole.target.vectors, whole.source.vectors)
        self._blocks: dict[tuple[int, int], _Blocks] = {}

    @property
    def shape(self) -> tuple[int, int]:
        return len(self._sides[0]), len(self._sides[1])

    def features(self, kind: LinkType) -> Iterator[tuple[str, Matrix]]:
        """Yield ``(name, matrix)`` of each feature of links of this type."""
        n, m = kind
        rows, columns = self.shape
        if not n or not m:
            yield from self._skips(0 if n else 1, (rows - n + 1, columns - m + 1))
            return
        a, b = self._runs(0, n), self._runs(1, m)
        size = (n + m) / 2
        cosine = a.vectors @ b.vectors.T
        yield "cosine", size * cosine
        yield "margin", size * (cosine - (a.hubness[:, None] + b.hubness[None, :]) / 2)
        yield "size", np.full(cosine.shape, size)
        stretch = np.log((self._whole.ratio * a.lengths[:, None] + _FLOOR) / (b.lengths[None, :] + _FLOOR))
        yield "length", np.abs(stretch)
        yield "length2", np.minimum(stretch**2, 4)
        if kind != (1, 1):
            yield f"{min(n, m)}-{max(n, m)}", np.ones(cosine.shape)
        both = a.numbers @ b.numbers.T
        yield "numbers shared", np.minimum(both, 3)
        missing = a.numbers.sum(axis=1)[:, None] + b.numbers.sum(axis=1)[None, :] - 2 * both
        yield "numbers missing", np.minimum(missing, 3)
        yield "terms", size * _ratio(a.concepts @ b.concepts.T, a.concepts, b.concepts)
        yield "paragraphs", a.breaks[:, None] + b.breaks[None, :]
        yield "heading", np.abs(a.headings[:, None] - b.headings[None, :])

    def _skips(self, which: int, shape: tuple[int, int]) -> Iterator[tuple[str, Matrix]]:
        """Yield the features of leaving one segment of a side without a partner."""
        one = self._sides[which]
        likeness = (one.vectors @ self._others[which].T).max(axis=1, initial=-1.0)
        median = float(np.median(one.lengths)) if len(one) else 1.0
        for name, column in (
            ("skip", np.ones(len(one))),
            ("skip likeness", likeness),
            ("skip length", np.log((one.lengths + _FLOOR) / (median + _FLOOR))),
        ):
            yield name, np.broadcast_to(column[None, :] if which else column[:, None], shape)

    def scores(self, kind: LinkType, weights: Mapping[str, float]) -> Matrix:
        """Return the score matrix of links of this type."""
        n, m = kind
        rows, columns = self.shape
        total = np.zeros((max(rows - n + 1, 0), max(columns - m + 1, 0)))
        if total.size:
            for name, matrix in self.features(kind):
                total += weights.get(name, 0.0) * matrix
        return total

    def _runs(self, which: int, size: int) -> _Blocks:
        key = (which, size)
        if key not in self._blocks:
            self._blocks[key] = _Blocks(self._sides[which], self._others[which], size, self._whole)
        return self._blocks[key]


class _Blocks:
    """The runs of ``size`` neighbouring segments of one side."""

    def __init__(self, one: Side, other: npt.NDArray[np.float32], size: int, whole: Evidence) -> None:
        weight = np.log1p(one.lengths)[:, None]
        summed = _windows(one.vectors * weight, size)
        norm = np.linalg.norm(summed, axis=1, keepdims=True)
        self.vectors = summed / np.maximum(norm, 1e-9)
        self.lengths = _windows(one.lengths[:, None], size)[:, 0]
        near = min(_NEIGHBOURS, len(other))
        likeness = self.vectors @ other.T
        self.hubness = np.partition(likeness, -near, axis=1)[:, -near:].mean(axis=1) if near else likeness.sum(axis=1)
        values = sorted({n for each in (*whole.source.numbers, *whole.target.numbers) for n in each})
        self.numbers = np.minimum(_windows(_indicators(one.numbers, values), size), 1)
        names = sorted(whole.rarity)
        idf = np.array([whole.rarity[name] for name in names])
        self.concepts = np.minimum(_windows(_indicators(one.concepts, names), size), 1) * np.sqrt(idf)
        changes = np.array([float(x != y) for x, y in zip(one.blocks, one.blocks[1:], strict=False)] + [0.0])
        self.breaks = _windows(changes[:, None], size)[:, 0] - changes[size - 1 :]
        self.headings = _windows(np.array(one.headings, dtype=float)[:, None], size)[:, 0] / size


def _windows(rows: Matrix, size: int) -> Matrix:
    """Return the sums of ``size`` neighbouring rows."""
    total = np.cumsum(np.concatenate([np.zeros((1, rows.shape[1])), rows]), axis=0)
    windows: Matrix = total[size:] - total[:-size]
    return windows


def _indicators(found: Sequence[frozenset[int]] | Sequence[frozenset[str]], names: Sequence[object]) -> Matrix:
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(found), max(len(names), 0)))
    for row, values in enumerate(found):
        for value in values:
            matrix[row, column[value]] = 1
    return matrix


def _ratio(both: Matrix, a: Matrix, b: Matrix) -> Matrix:
    """Return the cosine of concept vectors, zero where a side has none."""
    scale = np.sqrt((a**2).sum(axis=1)[:, None] * (b**2).sum(axis=1)[None, :])
    ratio: Matrix = np.divide(both, scale, out=np.zeros_like(both), where=scale > 0)
    return ratio


def _rarity(found: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(name for each in found for name in each)
    return {name: float(np.log(1 + len(found) / count)) for name, count in counts.items()}
