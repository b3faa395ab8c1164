"""How deep numbered paragraphs lie, whatever their numerals: 一、 over （一） is what I. over 1. is.

A level is a style of numbering, and the outermost comes first. Texts in several languages number alike in depth, not in
style, so that provisions are named by depth.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns, number

TITLE = 60  # characters: a longer line after a number is text, not a heading
SKIPPED = 5  # a number further on is none of the row
_STRONG = ("roman", "chinese", "capital", "bracketed", "paragraph", "arabic", "bare")  # these number whole paragraphs
_WEAK = ("bracketed", "parenthesis", "letter", "roman_letter", "circle")  # these also the parts of a sentence
_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"  # one sign each
_LISTING = (";", "；", ",", "，", "、")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number that opens a paragraph: its style, its value, and the text after it."""

    style: str
    value: int
    rest: str


@cache
def _styles() -> dict[str, re.Pattern[str]]:
    raw = tomllib.loads(files(__package__).joinpath("levels.toml").read_text("utf-8"))
    return {name: re.compile(pattern) for name, pattern in raw["marks"].items()}


@cache
def _any_style() -> re.Pattern[str]:
    patterns = "|".join(each.pattern for each in _styles().values())
    return re.compile(re.sub(r"\(\?P<\w+>", "(?:", patterns))


def mark_of(text: str) -> Mark | None:
    """Return the number that opens a paragraph, or None; ㈠ is （一）."""
    if text[:1] and text[0] in _BRACKETED:
        text = unicodedata.normalize("NFKC", text[0]) + text[1:]
    if not _any_style().match(text):  # most paragraphs open with a word
        return None
    for style, pattern in _styles().items():
        match = pattern.match(text)
        if match:
            value = _value(match["n"], style)
            return None if value is None else Mark(style, value, match["rest"])
    return None


def _value(text: str, style: str) -> int | None:
    """Return the value of a mark: the last number of 2.1.3, the place of a letter in its alphabet."""
    if style in ("letter", "capital"):
        lower = text.lower()
        return ord(lower) - ord("a" if lower < "а" else "а") + 1
    return number(unicodedata.normalize("NFKC", text).rpartition(".")[2])


def is_title(text: str, rules: Patterns, longest: int = TITLE) -> bool:
    """Whether a text may be a heading: short, without a mark at its end."""
    ends = rules.terminal.search(text) or rules.joining.search(text) or "。" in text
    return 0 < len(text) < longest and not ends


def container(paragraph: Paragraph, rules: Patterns) -> str:
    """Return the word by which a paragraph opens a chapter, part or section (глава, 章), or nothing."""
    match = rules.chapter.match(paragraph.first)
    if match is None or number(match["n"]) is None:
        return ""
    before = match.string[: match.start("n")].strip(" 第").lower()
    return before or match.string[match.end("n") :].strip()[:1]


def levels(found: Sequence[Paragraph], rules: Patterns, articles: bool, listing: bool) -> tuple[str, ...]:
    """Return the styles of numbering in a text, outermost first: words for chapters, then styles of marks.

    In a text with ``articles`` these are the levels above the articles; in a ``listing`` any style counts.
    """
    words = tuple(dict.fromkeys(word for each in found if (word := container(each, rules))))
    marked = [(at, mark) for at, each in enumerate(found) if (mark := mark_of(each.text))]
    rows: dict[str, list[tuple[int, Mark]]] = {}
    for at, mark in marked:
        rows.setdefault(mark.style, []).append((at, mark))
    if articles:
        return words + tuple(style for style, row in rows.items() if _above_articles(row, found, rules))
    strong = [style for style in rows if style in _STRONG and _plausible(style, rows, rules)]
    weak = [style for style in rows if style in _WEAK and style not in strong]
    if not (strong or words or listing):
        weak = [style for style in weak if _paragraphs(rows[style])] and weak
    return (*words, *strong, *weak)


def runs_on(found: Sequence[Paragraph], outer: str, inner: str, rules: Patterns) -> bool:
    """Whether the inner numbers run on through the outer ones (I. 1. 2. II. 3. 4.) and never start again."""
    last, opened, goes_on = 0, False, False
    for paragraph in found:
        mark = mark_of(paragraph.text)
        if container(paragraph, rules) == outer or (mark and mark.style == outer):
            opened = last > 0
        elif mark and mark.style == inner:
            if mark.value <= last:
                return False
            goes_on = goes_on or opened
            last = mark.value
    return goes_on


def _above_articles(row: Sequence[tuple[int, Mark]], found: Sequence[Paragraph], rules: Patterns) -> bool:
    """Whether the numbers of a style are headings above articles: the first one is, though later ones may be inside."""
    at, mark = row[0]
    return is_title(mark.rest, rules) and rules.article.match(found[min(at + 1, len(found) - 1)].first) is not None


def _plausible(style: str, rows: dict[str, list[tuple[int, Mark]]], rules: Patterns) -> bool:
    """Whether a strong style is a level: its numbers begin a row; a lone Roman one opens above the others."""
    row = rows[style]
    first, mark = row[0]
    if mark.value >= SKIPPED:
        return False
    if style in ("bare", "capital"):
        # 1 General, A. Politics: a row of titles, each above more; names with initials stand otherwise
        counted = [each.value for _, each in row] == list(range(1, len(row) + 1)) and len(row) > 1
        apart = all(other[0] - one[0] > 1 for one, other in pairwise(row))
        return counted and apart and all(is_title(each.rest, rules) for _, each in row)
    if style == "bracketed":
        return all(is_title(each.rest, rules) for _, each in row)
    if style == "roman" and len(row) == 1:
        return is_title(mark.rest, rules) and all(first <= other[0][0] for other in rows.values())
    return True


def _paragraphs(row: Sequence[tuple[int, Mark]]) -> bool:
    """Whether numbers in brackets count the paragraphs of a text, and not the parts of its sentences."""
    values = [mark.value for _, mark in row]
    listing = any(mark.rest.endswith(_LISTING) for _, mark in row)
    return values == list(range(1, len(values) + 1)) and len(values) > 2 and not listing
