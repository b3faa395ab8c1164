"""How well the parts of a segment are met inside a block of the other text, against what lies around that block.

A segment has units: its phrases, its clauses, its numbers, its terms, or itself as a whole. Each unit has a match with
every segment of a window of the other text. For a block of that window, ``within`` is a unit's best match inside it and
``without`` its best one in the rest of the window. Words that fit better outside a block are the best evidence there is
against a link. All sums are over the units of one segment, so that blocks of several segments just add up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.aligner.search import Indices

Rows = npt.NDArray[np.float32]
LARGEST = 5  # segments in a block
_NONE = -9.0  # a match worse than any
_CELLS = 2_000_000  # units times window that are worked on at once


@dataclass(frozen=True)
class Windows:
    """For each segment of one text the segments ``low`` up to ``high`` (left out) of the other it is compared with."""

    low: Indices
    high: Indices

    @property
    def offset(self) -> Indices:
        """Where each segment's cells begin in a flat array, and where the last ones end."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)])


Units = tuple[Rows, Rows]  # the weight of each unit of a segment; its matches, a column a segment of the window
Matches = Callable[[int], Units]


class Coverage:
    """What the units of one text find in windows of the other; ``against``, ``gain`` and ``within`` by block size.

    ``against`` is the sum of weight × min(0, within - without), ``gain`` of weight × (within - without), ``within`` the
    mean over the units; ``best`` the mean best match of each segment in its window, ``middle`` its median. ``mass`` is
    the weight of all units of a segment. Filled piece by piece, then ``finished``.
    """

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self.offset = windows.offset
        self._begin = self.offset[:-1] - windows.low
        count, cells = len(windows.low), int(self.offset[-1])
        self.against, self.gain, self.within = (np.zeros((LARGEST, cells), dtype=np.float32) for _ in range(3))
        self.best, self.mass = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
        self.middle = 0.0

    def fill(self, start: int, stop: int, matches: Matches) -> None:
        """Take the matches of ``segments[start:stop]``."""
        part: list[tuple[int, Units]] = []
        size = widest = 0
        for at in range(start, stop):
            weights, found = matches(at)
            if found.size:
                part.append((at, (weights, found)))
                size, widest = size + len(weights), max(widest, found.shape[1])
                if size * widest > _CELLS:
                    self._fill(part)
                    part, size, widest = [], 0, 0
        if part:
            self._fill(part)

    def finished(self, scaled: bool = True) -> Coverage:
        """Return the coverage, with weights in units of the mean weight of a segment if ``scaled``."""
        scale = float(self.mass.mean()) if scaled and self.mass.any() else 1.0
        self.against /= scale
        self.gain /= scale
        self.mass /= scale
        filled = self.best[self.mass > 0]
        self.middle = float(np.median(filled)) if len(filled) else 0.0
        return self

    def _fill(self, part: list[tuple[int, Units]]) -> None:
        """Work out the cells of some segments."""
        segments = np.array([at for at, _ in part])
        counts = np.array([len(weights) for _, (weights, _) in part])
        width = self.windows.high[segments] - self.windows.low[segments]
        room = int(width.max())
        padded = np.full((int(counts.sum()), room + 1), _NONE, dtype=np.float32)
        starts = np.cumsum(counts) - counts
        for row, (_, (_, found)) in zip(starts, part, strict=True):
            padded[row : row + len(found), : found.shape[1]] = found
        weight = np.concatenate([weights for _, (weights, _) in part])[:, None]
        mass = self.mass[segments] = np.add.reduceat(weight[:, 0], starts)
        mask = np.arange(room) < width[:, None]
        place = (self.offset[segments][:, None] + np.arange(room))[mask]
        ahead = np.maximum.accumulate(padded, axis=1)
        behind = np.maximum.accumulate(padded[:, ::-1], axis=1)[:, ::-1]
        self.best[segments] = np.add.reduceat(weight[:, 0] * ahead[:, -1], starts) / mass
        within = padded[:, :room].copy()
        for size in range(min(LARGEST, room)):
            if size:
                np.maximum(within[:, :-size], padded[:, size:room], out=within[:, :-size])
            without = np.full_like(within, _NONE)
            without[:, 1:] = ahead[:, : room - 1]
            np.maximum(without[:, : room - size], behind[:, size + 1 :], out=without[:, : room - size])
            gain = np.where(without > _NONE, within - without, 0) * weight
            self.gain[size, place] = np.add.reduceat(gain, starts, axis=0)[mask]
            self.against[size, place] = np.add.reduceat(np.minimum(gain, 0), starts, axis=0)[mask]
            self.within[size, place] = (np.add.reduceat(within * weight, starts, axis=0) / mass[:, None])[mask]

    def cells(self, segments: Indices, starts: Indices) -> Indices:
        """Return the places of the blocks that begin at ``starts`` in the windows of ``segments``."""
        return self._begin.take(segments) + starts

    def holds(self, segments: Indices, starts: Indices, size: int) -> npt.NDArray[np.bool_]:
        """Return whether blocks of a size that begin at ``starts`` lie in the windows of ``segments``."""
        inside: npt.NDArray[np.bool_] = (starts >= self.windows.low[segments]) & (
            starts + size <= self.windows.high[segments]
        )
        return inside
