"""Raw lines of a page, freed from layout spaces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toolkit.structure.patterns import Patterns

INDENT = 8  # columns: what stands further in is centred
_SPACED_CHINESE = re.compile(r"^(?:\S{1,2}[ \u3000]){4,}\S{1,2}$")  # 2: a letter with its punctuation mark
_SPACED_WORD = re.compile(r"^(?:[^\W\d_]\s+){3,}[^\W\d_]$")
# a word or bracket beside a gap; what is one character between two gaps is spaced out
_WORD_END = re.compile(r"(?:\S\w|[）)》」』”】])$")
_WORD_START = re.compile(r"\w\S|[（(《「『“【]")
_GAP = re.compile(r"\s{3,}|\t\s*|\u3000{2}")
_JUSTIFIED = re.compile(r"(?<=[^\W\d])  (?=\w)")
_IN_COLUMNS = re.compile(r"\S(?:\s{3,}|\t\s*|\u3000{2})\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A raw line without the spaces at its ends; its ``width`` is that on the page, with the indent of a paragraph.

    ``after_gap``: a blank line or the start of the page is before it. ``spaced``: a headline with spaced-out letters.
    ``apart``: ``page`` of a page number or running head, ``contents`` of a table of contents, ``note`` of a footnote.
    ``indent``: how many columns it is moved in.
    """

    number: int
    text: str
    width: int
    after_gap: bool
    indented: bool
    spaced: bool
    apart: str = ""
    indent: int = 0


def width(text: str, language: str) -> int:
    """Return the width on the page, a Chinese character counting two, and so in Chinese text a quote or dash."""
    wide = "WFA" if language == "zh" else "WF"
    return sum(2 if unicodedata.east_asian_width(char) in wide and char != "·" else 1 for char in text)


def in_columns(text: str) -> bool:
    """Whether a line has a gap as between columns."""
    return bool(_IN_COLUMNS.search(text))


def cells(text: str) -> int:
    """Return in how many columns a line of a table is laid out, 1 if it is none; gaps of two spaces justify a line."""
    return 1 if _JUSTIFIED.search(text) else len(_GAP.split(text))


def close_up(text: str, language: str) -> str:
    """Return the line without layout spaces.

    In Chinese a single space stays only between two Latin or Cyrillic words or numbers, a wider gap between any words
    (第一条　定义) but not between single characters (公　报); elsewhere runs become one space and a word of spaced-out
    letters is joined.
    """
    text = text.strip()
    if language == "zh":
        return re.sub(r"\s+", lambda gap: _gap(text, gap), text)
    if _SPACED_WORD.match(text):
        return " ".join(re.sub(r"\s", "", word) for word in re.split(r"\s{2,}", text))
    return re.sub(r"\s+", " ", text)


def _gap(text: str, gap: re.Match[str]) -> str:
    """Return what stays of a gap in a Chinese line."""
    before, after = text[: gap.start()], text[gap.end() :]
    wide = len(gap.group()) > 1 or gap.group() in "\t\u3000"
    if wide and (_WORD_END.search(before) and _WORD_START.match(after)):
        return " "
    return glue(before, after, "zh")


def glue(before: str, after: str, language: str) -> str:
    """Return what stands between two pieces of a paragraph: a space, or nothing between Chinese characters."""
    if language == "zh":
        return " " if _alphabetic(before[-1:]) and _alphabetic(after[:1]) else ""
    return "" if before[-1:] == "-" and before[-2:-1].isalnum() else " "  # a word cut at its own hyphen


def _alphabetic(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x2E80


def read_lines(text: str, patterns: Patterns) -> list[Line]:
    """Return the lines that are not blank; a page jump inside a line becomes a line of its own."""
    lines: list[Line] = []
    gap = True
    margin = min((_indent(raw, patterns.language) for raw in text.split("\n") if raw.strip()), default=0)
    for number, raw in enumerate(text.split("\n"), start=1):
        pieces, at = [], 0
        for jump in patterns.jump.finditer(raw):
            pieces += [raw[at : jump.start()], jump.group()]
            at = jump.end()
        for piece in [*pieces, raw[at:]]:
            if piece.strip():
                lines.append(_line(number, piece, gap, patterns.language, margin))
                gap = False
        gap = gap or not raw.strip()
    return lines


def _indent(raw: str, language: str) -> int:
    return width(raw[: len(raw) - len(raw.lstrip())].replace("\t", "    "), language)


def _line(number: int, raw: str, gap: bool, language: str, margin: int) -> Line:
    text = raw.strip()
    indent = max(_indent(raw, language) - margin, 0)
    pattern = _SPACED_CHINESE if language == "zh" else _SPACED_WORD
    spaced = bool(pattern.match(text)) and len(re.findall(r"\w", text)) > 3
    return Line(
        number,
        text,
        width(text, language) + (indent if indent <= INDENT else 0),
        gap,
        indent > 0,
        spaced,
        indent=indent,
    )
