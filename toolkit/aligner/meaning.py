"""How probable it is that two linked blocks mean the same, judged against everything else in both texts.

The path's posterior compares a link with the other paths through its region; in a short region that structure has
anchored there are hardly any, and two articles whose contents were exchanged would look certain. So each link is also
asked whether its sides fit better somewhere else, and whether they are alike at all: a short text has not much of a
somewhere else. The logistic weights were fitted on the gold links of the development sets against random ones and
against the links found between documents that don't belong together, whose likeness is 0.11 on average and 0.3 in one
of twenty, where of true links one in twenty is under 0.36.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.aligner.coverage import Rows
from toolkit.aligner.evidence import Evidence
from toolkit.aligner.search import Matrix
from toolkit.aligner.sides import Side
from toolkit.model import Bead

_LIKENESS, _ADVANTAGE, _BIAS = 1.72, 20.42, 2.13
_STEEP, _LEAST = 30.0, 0.2  # of the likeness that blocks which mean the same have at least
_PRIOR = float(np.log(5))  # odds that a link which the path chose is right, before meaning is asked
_CHUNK = 1024
_SAMPLE = 2048  # segments at most that stand for a whole text


def probabilities(whole: Evidence, beads: Sequence[Bead]) -> Matrix:
    """Return for each bead the probability (0 to 1) that its sides belong together; 1 where a side is empty."""
    out = np.ones(len(beads))
    linked = [
        at for at, bead in enumerate(beads) if bead.source[0] < bead.source[1] and bead.target[0] < bead.target[1]
    ]
    chance = _chance(whole)
    for start in range(0, len(linked), _CHUNK):
        part = linked[start : start + _CHUNK]
        ours = _blocks(whole.source, [beads[at].source for at in part])
        theirs = _blocks(whole.target, [beads[at].target for at in part])
        own = (ours * theirs).sum(axis=1)
        elsewhere = np.maximum(
            _best_elsewhere(ours, whole.target, [beads[at].target for at in part]),
            _best_elsewhere(theirs, whole.source, [beads[at].source for at in part]),
        )
        score = _LIKENESS * (own - chance) + _ADVANTAGE * (own - elsewhere) + _BIAS + _PRIOR
        out[part] = 1 / (1 + np.exp(-score)) / (1 + np.exp(-_STEEP * (own - _LEAST)))
    return out


def cosines(source: Side, target: Side, beads: Sequence[Bead]) -> Matrix:
    """Return how like the two sides of each link are; none of them is empty."""
    ours, theirs = _blocks(source, [bead.source for bead in beads]), _blocks(target, [bead.target for bead in beads])
    return np.asarray((ours * theirs).sum(axis=1), dtype=float)


def _chance(whole: Evidence) -> float:
    """Return how alike any two segments of the texts are on average."""
    return float(whole.source.vectors.mean(axis=0) @ whole.target.vectors.mean(axis=0))


def _blocks(side: Side, spans: Sequence[tuple[int, int]]) -> Rows:
    """Return the unit vector of each span of segments, longer segments weighing more."""
    first, stop = np.array(spans).T
    summed = np.zeros((len(spans), side.vectors.shape[1]), dtype=np.float32)
    for step in range(int((stop - first).max())):
        held = np.flatnonzero(first + step < stop)
        at = first[held] + step
        summed[held] += np.log1p(side.lengths[at]).astype(np.float32)[:, None] * side.vectors[at]
    summed /= np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
    return summed


def _best_elsewhere(blocks: Rows, side: Side, spans: Sequence[tuple[int, int]]) -> Rows:
    """Return each block's likeness to the segment outside its own span that fits it best; -1 if there is none.

    A long text is represented by segments at even distances.
    """
    step = -(-len(side) // _SAMPLE)
    likeness = blocks @ side.vectors[::step].T
    for row, (a, b) in enumerate(spans):
        likeness[row, -(-a // step) : -(-b // step)] = -1
    best: Rows = likeness.max(axis=1)
    return best
