"""The best path through a lattice of links, and how probable each of its links is.

A path starts at (0, 0), ends at (rows, columns) and steps over links; its score is the sum of theirs, and scores are
read as those of a semi-Markov conditional random field (Sarawagi and Cohen 2004), so that forward and backward sums
give each link's posterior probability. Cells are worked through by anti-diagonals, each in one array operation a type.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from toolkit.aligner.evidence import LinkType, Matrix

Scores = Mapping[LinkType, Matrix]
Link = tuple[tuple[int, int], tuple[int, int]]
_NEVER = -1e18


def _steps(
    scores: Scores, shape: tuple[int, int], diagonal: int
) -> tuple[Matrix, Matrix, list[tuple[LinkType, Matrix, Matrix]]]:
    """Return the cells of an anti-diagonal, and per link type which of them it reaches and with what score."""
    rows, columns = shape
    i = np.arange(max(0, diagonal - columns), min(rows, diagonal) + 1)
    j = diagonal - i
    out = []
    for (n, m), matrix in scores.items():
        if matrix.size:
            reach = (i >= n) & (j >= m)
            if reach.any():
                out.append(((n, m), reach, matrix[i[reach] - n, j[reach] - m]))
    return i, j, out


def best(scores: Scores, shape: tuple[int, int]) -> list[Link]:
    """Return the links of the best path, in order; ties go to the link type named first."""
    rows, columns = shape
    value = np.full((rows + 1, columns + 1), _NEVER)
    value[0, 0] = 0.0
    choice = np.zeros((rows + 1, columns + 1), dtype=np.int16)
    kinds = list(scores)
    for diagonal in range(1, rows + columns + 1):
        i, j, steps = _steps(scores, shape, diagonal)
        top = np.full(len(i), _NEVER)
        pick = np.zeros(len(i), dtype=np.int16)
        for (n, m), reach, step in steps:
            reached = np.full(len(i), _NEVER)
            reached[reach] = value[i[reach] - n, j[reach] - m] + step
            better = reached > top
            top[better], pick[better] = reached[better], kinds.index((n, m))
        value[i, j], choice[i, j] = top, pick
    links: list[Link] = []
    a, b = rows, columns
    while a or b:
        n, m = kinds[choice[a, b]]
        links.append(((a - n, a), (b - m, b)))
        a, b = a - n, b - m
    return links[::-1]


def forward(scores: Scores, shape: tuple[int, int]) -> Matrix:
    """Return the log-sum of the scores of all paths from (0, 0) to each cell."""
    rows, columns = shape
    value = np.full((rows + 1, columns + 1), _NEVER)
    value[0, 0] = 0.0
    for diagonal in range(1, rows + columns + 1):
        i, j, steps = _steps(scores, shape, diagonal)
        total = np.full(len(i), _NEVER)
        for (n, m), reach, step in steps:
            total[reach] = np.logaddexp(total[reach], value[i[reach] - n, j[reach] - m] + step)
        value[i, j] = total
    return value


def backward(scores: Scores, shape: tuple[int, int]) -> Matrix:
    """Return the log-sum of the scores of all paths from each cell to the end."""
    flipped = {kind: matrix[::-1, ::-1] for kind, matrix in scores.items()}
    return forward(flipped, shape)[::-1, ::-1]


def posteriors(scores: Scores, shape: tuple[int, int]) -> dict[LinkType, Matrix]:
    """Return, per link type, the probability (0 to 1) of each link."""
    ahead, behind = forward(scores, shape), backward(scores, shape)
    total = ahead[-1, -1]
    out = {}
    for (n, m), matrix in scores.items():
        if matrix.size:
            before = ahead[: shape[0] + 1 - n, : shape[1] + 1 - m]
            after = behind[n:, m:]
            out[n, m] = np.exp(np.minimum(before + matrix + after - total, 0.0))
    return out
