"""How a page sets its paragraphs: four layouts, told apart by where lines are cut in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from toolkit.structure.lines import Line, in_columns, width
from toolkit.structure.patterns import Patterns

_PARAGRAPH = 160  # columns: where lines are wider than this, each is a paragraph
_OUTLIER = 1.1  # of the width that one line in ten exceeds: a wider line was not cut like the others
_SHORT = 0.85  # of the full width: a shorter Chinese line ends early
_CUT = 0.7  # of the full width: what a line cut in mid-sentence has at least; long words leave room
_CUT_CHINESE = 0.85
_ALIKE = 0.2  # of the lines: fewer wide ones may be long titles in a list, not cut lines,
_MOSTLY = 0.6  # unless so many of them
_ROOM = 4  # columns at most from the widest: two characters, as closing marks may not begin a line


class Layout(Enum):
    """How a page sets its paragraphs."""

    LINES = "one paragraph a line"
    GROUPS = "lines of a paragraph together, blank lines between paragraphs"
    NEWSPAPER = "cut lines with a blank line after nearly each"
    WRAPPED = "cut lines without blank lines"


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of a page: its layout, its full line in columns and in characters, whether it has indents."""

    layout: Layout
    full: float
    characters: int
    indents: bool
    patterns: Patterns

    def short(self, before: Line, line: Line) -> bool:
        """Whether ``before`` ends early: the first word of ``line`` would have had room in it."""
        if self.patterns.language == "zh":
            # a margin may have been set by eye, or by counting characters, where digits count as much as others
            return before.width < _SHORT * self.full and len(before.text) < _SHORT * self.characters
        word = re.split(r"[ \t]", line.text, maxsplit=1)[0]
        return before.width + 1 + width(word, self.patterns.language) <= self.full

    def indented(self, line: Line) -> bool:
        """Whether the line's indent opens a paragraph."""
        return self.indents and line.indented and not line.text[0].islower()


def page_of(lines: Sequence[Line], patterns: Patterns) -> Page:
    """Return the measures of the page on which the lines stand."""
    plain = [line.width for line in lines if not in_columns(line.text)]  # columns heed no margin
    widths = sorted(plain if len(plain) > len(lines) / 2 else [line.width for line in lines])
    wide = widths[int(len(widths) * 0.9)]
    if patterns.language == "zh":
        halves = [each for each in widths if each > widths[-1] / 2]
        full = halves[len(halves) * 3 // 4]
    else:
        full = widths[-1] if widths[-1] <= _OUTLIER * wide else wide
    counts = sorted(len(line.text) for line in lines)
    characters = next((each for each in counts[len(counts) * 3 // 4 :] if each > counts[-1] / 2), counts[-1])
    share = sum(line.indented for line in lines) / len(lines)
    layout = Layout.LINES if len(lines) < 4 or wide > _PARAGRAPH else _layout(lines, patterns, wide)
    return Page(layout, full, characters, 0.02 < share < 0.8, patterns)


def _layout(lines: Sequence[Line], patterns: Patterns, wide: int) -> Layout:
    """Return the layout, judged by the lines that end in mid-sentence.

    Where wide lines are cut, what follows goes on in lower case; Chinese, which has none, must show it by many lines
    being alike in width.
    """
    chinese = patterns.language == "zh"
    least = (_CUT_CHINESE if chinese else _CUT) * wide
    if chinese and not _alike([line.width for line in lines if line.width >= least], len(lines)):
        return Layout.LINES
    cut: dict[bool, list[bool]] = {True: [], False: []}
    for before, line in pairwise(lines):
        if before.width >= least and not _ended(before, patterns) and not patterns.opens(line.text):
            cut[line.after_gap].append(chinese or line.text[0].islower())
    apart, close = (sum(each) >= max(2, len(each) / 2) for each in (cut[True], cut[False]))
    if apart:
        return Layout.NEWSPAPER
    if close:
        return Layout.GROUPS if any(line.after_gap for line in lines[1:]) else Layout.WRAPPED
    return Layout.LINES


def _alike(wide: Sequence[int], count: int) -> bool:
    """Whether wide lines are so many of ``count``, or so much alike, that a margin must have cut them."""
    close = sum(each >= max(wide) - _ROOM for each in wide)
    return len(wide) >= _ALIKE * count or close >= max(3, _MOSTLY * len(wide))


def _ended(line: Line, patterns: Patterns) -> bool:
    return bool(
        patterns.terminal.search(line.text)
        or patterns.joining.search(line.text)
        or patterns.article.match(line.text)
        or patterns.chapter.match(line.text)
        or in_columns(line.text)
    )
