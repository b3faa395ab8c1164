"""From raw lines to paragraphs: cut newspaper lines rejoined, spaced headlines closed up, page jumps set apart.

Four layouts are told apart by what the lines look like (see ``Layout``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from statistics import median

from toolkit.structure.patterns import Patterns

_SHORT = 0.85  # of the full width: a shorter line ends a paragraph if its punctuation allows
_PARAGRAPH = 160  # a line wider than this is a paragraph, not a cut line
_SIGNATURE = 100  # no line of a signature block is wider
_SPACED = re.compile(r"^(?:\S{1,2}[ \u3000]){4,}\S{1,2}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A raw line without the spaces at its ends, and whether a blank line or the start of the page is before it."""

    number: int
    text: str
    after_gap: bool

    @property
    def width(self) -> int:
        """The width on the page, a Chinese character counting two."""
        return sum(2 if unicodedata.east_asian_width(c) in "WFA" and c not in "·" else 1 for c in self.text)

    @property
    def spaced(self) -> bool:
        """Whether the line is a headline with spaced-out letters."""
        return bool(_SPACED.match(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, ``(offset, raw line)`` pairs, and its first and last raw lines as they stood."""

    text: str
    lines: tuple[tuple[int, int], ...]
    raw: str
    headline: bool = False


def close_up(text: str, language: str) -> str:
    """Return the line without layout spaces.

    In Chinese only spaces between two Latin or Cyrillic words or numbers stay; elsewhere runs become one space and
    a word of spaced-out letters is joined.
    """
    if language == "zh":
        return re.sub(r"\s+", lambda m: " " if _keeps_space(text, m.start(), m.end()) else "", text)
    if re.match(r"^(?:\S\s+){3,}\S$", text):
        return " ".join(re.sub(r"\s", "", word) for word in re.split(r"\s{2,}", text))
    return re.sub(r"\s+", " ", text)


def _keeps_space(text: str, start: int, stop: int) -> bool:
    return _alphabetic(text[start - 1 : start]) and _alphabetic(text[stop : stop + 1])


def _alphabetic(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x2E80


def read_lines(text: str, patterns: Patterns) -> list[Line]:
    """Return the lines that are not blank; a page jump inside a line becomes a line of its own."""
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), start=1):
        pieces, at = [], 0
        for jump in patterns.jump.finditer(raw):
            pieces += [raw[at : jump.start()], jump.group()]
            at = jump.end()
        for piece in [*pieces, raw[at:]]:
            if piece.strip():
                lines.append(Line(number, piece.strip(), gap))
                gap = False
        gap = gap or not raw.strip()
    return lines


class Layout(Enum):
    """How a page sets its paragraphs."""

    LINES = "one paragraph a line"
    GROUPS = "lines of a paragraph together, blank lines between paragraphs"
    NEWSPAPER = "cut lines with a blank line after nearly each"
    WRAPPED = "cut lines without blank lines"


def layout_of(lines: list[Line], patterns: Patterns) -> Layout:
    """Return the layout that the lines show."""
    widths = sorted(line.width for line in lines)
    wide = widths[int(len(widths) * 0.9)]
    unfinished = [line for line in lines if line.width > 0.7 * wide and not patterns.terminal.search(line.text)]
    if len(lines) < 4 or wide > _PARAGRAPH or len(unfinished) < 0.3 * len(lines):
        return Layout.LINES
    gaps = sum(line.after_gap for line in lines[1:]) / (len(lines) - 1)
    if gaps > 0.6:
        return Layout.NEWSPAPER
    return Layout.GROUPS if gaps else Layout.WRAPPED


def paragraphs(text: str, patterns: Patterns) -> list[Paragraph]:
    """Return the paragraphs of a page's text, whatever its layout."""
    lines = read_lines(text, patterns)
    if not lines:
        return []
    layout = layout_of(lines, patterns)
    widest = max(line.width for line in lines)
    full = median(line.width for line in lines if line.width > widest / 2)
    groups = [[lines[0]]]
    preamble = True
    for line in lines[1:]:
        before = groups[-1][-1]
        preamble = _in_preamble(preamble, before, patterns)
        if _breaks(layout, groups[-1], line, patterns, _SHORT * full, preamble):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_joined(group, patterns) for group in groups]


def _in_preamble(now: bool, line: Line, patterns: Patterns) -> bool:
    """Whether the text after ``line`` may be recitals, which end in commas."""
    text = close_up(line.text, patterns.language)
    if patterns.jump.fullmatch(text) or patterns.kind_of(text) == "treaty":
        return True
    return now and not (patterns.opens(line.text) or patterns.formula.search(text))


def _breaks(
    layout: Layout, group: list[Line], line: Line, patterns: Patterns, short: float, preamble: bool
) -> bool:
    """Whether a new paragraph begins at ``line``, after the lines of ``group``."""
    before = group[-1]
    if any(pattern.fullmatch(each.text) for pattern in (patterns.jump, patterns.agency) for each in (before, line)):
        return True
    last, text = (close_up(each.text, patterns.language) for each in (before, line))
    if line.spaced:
        return not (before.spaced or patterns.joining.search(last))
    if layout is Layout.LINES or before.spaced:
        return True
    if any(p.match(each.text) for p in (patterns.article, patterns.chapter) for each in (before, line)):
        return True
    if layout is Layout.GROUPS:
        return line.after_gap or bool(patterns.signatory.match(line.text))
    if layout is Layout.NEWSPAPER and not line.after_gap:  # a headline, or a line of the signature block
        return not patterns.signatory.match(group[0].text) or bool(patterns.signatory.match(line.text))
    is_short = before.width < short
    if patterns.terminal.search(last):
        return is_short or patterns.language == "zh" or patterns.opens(text)
    if patterns.opens(text) and (is_short or not last.endswith(("，", "、", ","))):
        return True
    if patterns.joining.search(last):
        return is_short or (preamble and last.endswith(("，", "；", ",")) and bool(patterns.recital.match(text)))
    return bool(patterns.formula.search(last))


def _piece(line: Line, patterns: Patterns) -> str:
    """Return the line closed up, but for the gap between State and name in a signature block."""
    signed = patterns.signatory.match(line.text) if line.width < _SIGNATURE else None
    if signed and signed["name"]:
        at = signed.start("name")
        return f"{close_up(line.text[:at].rstrip(), patterns.language)} {close_up(line.text[at:], patterns.language)}"
    return close_up(line.text, patterns.language)


def _joined(group: list[Line], patterns: Patterns) -> Paragraph:
    text = ""
    starts: list[tuple[int, int]] = []
    for line in group:
        piece = _piece(line, patterns)
        if text and not text.endswith("-"):
            glue = _alphabetic(text[-1]) and _alphabetic(piece[0]) if patterns.language == "zh" else True
            text += " " if glue else ""
        starts.append((len(text), line.number))
        text += piece
    return Paragraph(
        text=text,
        lines=tuple(starts),
        raw="\n".join(line.text for line in group),
        headline=group[-1].spaced,
    )
