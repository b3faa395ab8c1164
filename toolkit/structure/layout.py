"""How a page sets its paragraphs: four layouts, told apart by where lines are cut in mid-sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise, takewhile

from toolkit.structure.lines import INDENT, Line, in_columns, width
from toolkit.structure.lost_indents import LostIndents, lost_indents
from toolkit.structure.patterns import Patterns

_PARAGRAPH = 160  # columns: where lines are wider than this, each is a paragraph
_OUTLIER = 1.1  # of the width that one line in ten exceeds: a wider line was not cut like the others
_SHORT = 0.85  # of the full width: a shorter Chinese line ends early
_CUT = 0.7  # of the full width: what a line cut in mid-sentence has at least; long words leave room
_CUT_CHINESE = 0.85
_ALIKE = 0.2  # of the lines: fewer wide ones may be long titles in a list, not cut lines,
_MOSTLY = 0.6  # unless so many of them
_NARROW = 40  # columns: a narrower line alone shows no margin
_FEW = 4  # lines: so short a text shows its layout by one paragraph
_ROOM = 4  # columns at most from the widest: two characters, as closing marks may not begin a line
_MIDWAY = re.compile(r"[^\W_]$|[、（《“]$")  # no Chinese sentence or part of one ends so
_WHOLE = re.compile(r"。|：$")
# after this more follows
GOES_ON = re.compile(
    r"(?i)\b(?:и|или|с|в|на|о|об|по|для|от|к|and|or|between|with|by|of|in|to|under|the|for|on|at|from)$"
)


class Layout(Enum):
    """How a page sets its paragraphs."""

    LINES = "one paragraph a line"
    GROUPS = "lines of a paragraph together, blank lines between paragraphs"
    NEWSPAPER = "cut lines with a blank line after nearly each"
    WRAPPED = "cut lines without blank lines"


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of a page: its layout, its full line in columns and in characters, whether it has indents.

    ``indent`` is that of a paragraph's first line, 0 if none is known. ``parted``: blank lines part the recitals;
    ``run_on``: they are one paragraph; ``close``: paragraphs end without blank lines or indents. ``lost``: what
    a Chinese page shows of indents that are gone.
    """

    layout: Layout
    full: float
    characters: int
    indents: bool
    patterns: Patterns
    indent: int = 0
    parted: bool = False
    run_on: bool = False
    close: bool = False
    lost: LostIndents | None = None

    def short(self, before: Line, line: Line) -> bool:
        """Whether ``before`` ends early: the first word of ``line`` would have had room in it."""
        if self.patterns.language == "zh":
            # a margin may have been set by eye, or by counting characters, where digits count as much as others
            return before.width < _SHORT * self.full and len(before.text) < _SHORT * self.characters
        return before.width + 1 + width(first_word(line.text), self.patterns.language) <= self.full

    def has_room(self, line: Line) -> bool:
        """Whether a Chinese line has room for more than a mark that may not begin the next one."""
        return line.width + _ROOM < self.full

    def indented(self, line: Line) -> bool:
        """Whether the line's indent opens a paragraph."""
        return self.indents and line.indented and not line.text[0].islower()

    def recites(self, before: Line, line: Line) -> bool:
        """Whether a recital begins at ``line`` in small letters, after a full line with a comma or semicolon."""
        if not (line.text[0].islower() and before.text.endswith((",", ";"))):
            return False
        if self.indent:
            return line.indent == self.indent
        return not self.parted and not self.run_on and bool(self.patterns.recital_verb.match(line.text))


def first_word(text: str) -> str:
    """Return what stands before the first space: what a typesetter carries over to the next line."""
    return re.split(r"[ \t]", text, maxsplit=1)[0]


def page_of(lines: Sequence[Line], patterns: Patterns) -> Page:
    """Return the measures of the page on which the lines stand."""
    plain = [line.width for line in lines if not in_columns(line.text)]  # columns heed no margin
    widths = sorted(plain if len(plain) > len(lines) / 2 else [line.width for line in lines])
    wide = widths[int(len(widths) * 0.9)]
    widest = widths[-1] if widths[-1] <= _OUTLIER * wide else wide
    full = _usual(widths) if patterns.language == "zh" else widest
    characters = _usual(sorted(len(line.text) for line in lines))
    share = sum(line.indented for line in lines) / len(lines)
    layout = Layout.LINES if wide > _PARAGRAPH else _layout(lines, patterns, wide)
    indents = 0.02 < share < 0.8
    indent = _indent(lines) if indents and layout is not Layout.LINES else 0
    parted, run_on = _recitals(lines, patterns)
    parted = parted and layout is Layout.GROUPS  # in a newspaper blank lines are everywhere
    page = Page(layout, full, characters, indents, patterns, indent, parted, run_on)
    if patterns.language == "zh" and not indents and layout in (Layout.NEWSPAPER, Layout.WRAPPED):
        return replace(page, lost=lost_indents(lines, patterns, page.short))
    return replace(page, close=not indent and patterns.language != "zh" and _are_close(lines, page))


def _usual(sizes: Sequence[int]) -> int:
    """Return the size that most lines of a column have, the short ones left out; ``sizes`` are sorted."""
    halves = [each for each in sizes if each > sizes[-1] / 2]
    return halves[len(halves) * 3 // 4]


def _indent(lines: Sequence[Line]) -> int:
    """Return the indent of first lines, 0 if there is none: what is centred stands further in, or before no text."""
    opening = (line for line, after in pairwise(lines) if not (after.indent or after.after_gap))
    counts = Counter(line.indent for line in opening if 0 < line.indent <= INDENT)
    return counts.most_common(1)[0][0] if counts else 0


def _are_close(lines: Sequence[Line], page: Page) -> bool:
    """Whether paragraphs end without a blank line after them, as a short line before a capital shows."""
    if page.layout is not Layout.GROUPS:
        return page.layout is Layout.WRAPPED
    pairs = (pair for pair in pairwise(lines) if not pair[1].after_gap and not page.patterns.opens(pair[1].text))
    return any(
        page.patterns.terminal.search(before.text) and page.short(before, line) and line.text[0].isupper()
        for before, line in pairs
        if before.width > _CUT * page.full / 2
    )


def _recitals(lines: Sequence[Line], patterns: Patterns) -> tuple[bool, bool]:
    """Return whether blank lines part the recitals, and whether verbs in the midst of lines say that they run on."""
    front = list(takewhile(lambda line: not patterns.article.match(line.text), lines))
    listed = [pair for pair in pairwise(front) if pair[0].text.endswith((",", ";"))]
    begun = [line for _, line in listed if patterns.recital_verb.match(line.text)]
    inside = [place for line in front for place in re.finditer(r"[,;] (?=\w)", line.text)]
    run_on = sum(bool(patterns.recital_verb.match(each.string[each.end() :])) for each in inside)
    return any(line.after_gap for _, line in listed), run_on >= max(len(begun), 1)


def _layout(lines: Sequence[Line], patterns: Patterns, wide: int) -> Layout:
    """Return the layout, judged by the lines that end in mid-sentence.

    Where wide lines are cut, what follows goes on in lower case, or is a word for which there was no room; Chinese,
    which has no lower case, must show it by many lines being alike in width.
    """
    chinese = patterns.language == "zh"
    if len(lines) < _FEW:
        return Layout.GROUPS if not chinese and _one_is_wrapped(lines, patterns) else Layout.LINES
    least = (_CUT_CHINESE if chinese else _CUT) * wide
    cuts = [
        (before, line)
        for before, line in pairwise(lines)
        if before.width >= least and not _ended(before, patterns) and not patterns.opens(line.text)
    ]
    if chinese and not _alike([line.width for line in lines if line.width >= least], len(lines)):
        cuts = []
    apart, close = (
        _are_cut([each for each in cuts if each[1].after_gap is gap], wide, chinese) for gap in (True, False)
    )
    if chinese and not apart and not close:
        apart, close = _one_is_cut(lines, patterns)
    elif not apart and not close:
        close = _one_is_wrapped(lines, patterns)
    if apart:
        return Layout.NEWSPAPER
    if close:
        return Layout.GROUPS if any(line.after_gap for line in lines[1:]) else Layout.WRAPPED
    return Layout.LINES


def _are_cut(cuts: Sequence[tuple[Line, Line]], wide: int, chinese: bool) -> bool:
    """Whether lines that end in mid-sentence were cut at a margin ``wide`` columns away, not ended on purpose."""
    small = sum(chinese or line.text[0].islower() for _, line in cuts)
    full = sum(_had_no_room(before, line, wide) for before, line in cuts)
    return small > 1 and max(small, full) >= len(cuts) / 2


def _one_is_cut(lines: Sequence[Line], patterns: Patterns) -> tuple[bool, bool]:
    """Whether just one line of a short Chinese text is cut, with a blank line after it or without.

    It is the widest, stands below the title and is no heading, and in what follows its sentence ends, or fills
    the width again.
    """
    widest = max(0 if in_columns(line.text) else line.width for line in lines)
    margin = max(widest - _ROOM, _NARROW)
    for before, line in pairwise(lines[1:]):
        cut = before.width >= margin and _MIDWAY.search(before.text) and not patterns.opens(line.text)
        if cut and (_WHOLE.search(line.text) or line.width >= margin) and not _is_heading(before, patterns):
            return line.after_gap, not line.after_gap
    return False, False


def _is_heading(line: Line, patterns: Patterns) -> bool:
    """Whether a line is marked as a heading; one with a comma that fills the width is a numbered sentence."""
    if patterns.article.match(line.text) or patterns.chapter.match(line.text):
        return True
    marked = patterns.section.match(line.text) or patterns.item.match(line.text)
    return marked is not None and "，" not in line.text


def _one_is_wrapped(lines: Sequence[Line], patterns: Patterns) -> bool:
    """Whether just one paragraph of a short text is cut, between blank lines.

    Below the title it goes on in mid-sentence and ends with a full stop, and no line of it had room for the next word.
    """
    starts = [at for at, line in enumerate(lines) if line.after_gap]
    for start, stop in pairwise([*starts[1:], len(lines)]):
        group = lines[start:stop]
        margin = max(line.width for line in group)
        whole = patterns.terminal.search(group[-1].text)
        small = any(_goes_on(before, line, patterns) for before, line in pairwise(group))
        if margin >= _NARROW and whole and small and all(_had_no_room(*pair, margin) for pair in pairwise(group)):
            return True
    return False


def _goes_on(before: Line, line: Line, patterns: Patterns) -> bool:
    """Whether a sentence goes on in the next line, which is no part of a preamble set in lines."""
    new = patterns.recital.match(line.text) or patterns.formula.match(line.text) or patterns.opens(line.text)
    small = line.text[0].islower() and (before.text.endswith(",") or not _ended(before, patterns))
    return not new and bool(small or GOES_ON.search(before.text))


def _had_no_room(before: Line, line: Line, margin: int) -> bool:
    return before.width + 1 + width(first_word(line.text), "") > margin


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
