"""Indents that a Chinese page has lost: the first line of each paragraph is two characters narrower than the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from toolkit.structure.lines import Line, width
from toolkit.structure.patterns import Patterns

_LEAST = 5  # lines of either kind: fewer show nothing
_INDENT = 3  # columns at least between the two kinds; four, but for what punctuation takes up
_OPENING = 2  # characters with which paragraphs of a text often begin: 各方, 双方
_NARROW = re.compile(r"[，。、；：！？“”‘’（）《》〈〉—…·]")  # a typesetter may set it at half its width
Short = Callable[[Line, Line], bool]


@dataclass(frozen=True, slots=True)
class LostIndents:
    """What the lines show that surely begin a paragraph, and those that surely do not.

    ``between`` their usual widths, the ``widest`` first line, the ``openings`` of paragraphs.
    """

    between: float
    widest: int
    openings: frozenset[str]

    def begins(self, line: Line, short: bool) -> bool:
        """Return whether a line begins a paragraph, as far as its width tells, if it is not ``short``, or its words."""
        return (not short and _set_width(line) <= self.between) or line.text[:_OPENING] in self.openings

    def goes_on(self, line: Line) -> bool:
        """Return whether a line is wider than any that begins a paragraph."""
        return _set_width(line) > self.widest


def lost_indents(lines: Sequence[Line], patterns: Patterns, short: Short) -> LostIndents | None:
    """Return what the lines of a page show of indents that are gone, or None if it had none; ``short`` ends early."""
    after = dict(pairwise(lines))
    pairs = [pair for pair in pairwise(lines) if not (pair[0].spaced or pair[1].spaced)]
    opening = [line for before, line in pairs if patterns.terminal.search(before.text) and short(before, line)]
    first = [_set_width(line) for line in opening if line in after and not short(line, after[line])]
    further = [
        _set_width(line)
        for before, line in pairs
        if before.text[-1].isalnum() and not short(before, line) and line in after and not short(line, after[line])
    ]
    if min(len(first), len(further)) < _LEAST or median(further) - median(first) < _INDENT:
        return None
    openings = frozenset(line.text[:_OPENING] for line in opening if line.text[:_OPENING].isalpha())
    return LostIndents((median(first) + median(further)) / 2, max(first), openings)


def _set_width(line: Line) -> int:
    """Return the least width at which a line was set: without the spaces around figures, its marks at half theirs."""
    text = re.sub(r"\s", "", line.text)
    return width(text, "zh") - len(_NARROW.findall(text))
