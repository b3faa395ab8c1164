"""What stands on a page without being its text: page numbers, a table of contents, footnotes.

It is taken out before the lines are joined, so that paragraphs go on where it interrupts them, and put back in its
place: nothing is lost, and nothing of it is read as an article or recital.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from toolkit.structure.lines import Line
from toolkit.structure.pages import pages
from toolkit.structure.patterns import Patterns

_FEWEST = 2  # entries of a table of contents with a heading
_ROW = 3  # entries of one without
_LONGEST = 200  # columns of an entry
_SHORTEST = 3  # characters of a line that the text has again


@dataclass(frozen=True, slots=True)
class _Marks:
    """Compiled patterns; their meaning stands in levels.toml."""

    contents: re.Pattern[str]
    column: re.Pattern[str]
    leader: re.Pattern[str]
    entry: re.Pattern[str]
    rule: re.Pattern[str]
    ruled: re.Pattern[str]
    note: re.Pattern[str]


@cache
def _marks() -> _Marks:
    raw = tomllib.loads(files(__package__).joinpath("levels.toml").read_text("utf-8"))
    found = {"contents": raw["contents"]["heading"], **raw["contents"], **raw["notes"]}
    return _Marks(**{name: re.compile(found[name]) for name in _Marks.__dataclass_fields__})


def without_apart(lines: Sequence[Line], patterns: Patterns) -> tuple[list[Line], dict[int, list[list[Line]]]]:
    """Return the lines of the text, and what stands apart from it by the index of the text line before it.

    A blank line after which the text goes on over a page is none of a paragraph, unless blank lines are everywhere.
    """
    kinds: dict[int, str] = dict.fromkeys(pages(lines), "page")
    kinds = dict.fromkeys(_notes(lines, patterns, kinds), "note") | kinds
    kinds = dict.fromkeys(_contents(lines), "contents") | kinds
    kept: list[Line] = []
    apart: dict[int, list[list[Line]]] = {}
    everywhere = sum(line.after_gap for at, line in enumerate(lines) if at not in kinds) > 0.6 * len(lines)
    for at, line in enumerate(lines):
        kind = kinds.get(at)
        if kind:
            units = apart.setdefault(len(kept) - 1, [])
            moved = replace(line, apart=kind, spaced=False)
            if kind == "note" and kinds.get(at - 1) == kind and units and not _opens_note(lines, at):
                units[-1].append(moved)
            else:
                units.append([moved])
        elif kinds.get(at - 1) == "page" and kept:
            kept.append(replace(line, after_gap=everywhere))
        else:
            kept.append(line)
    return (kept, apart) if kept else (list(lines), {})


def _opens_note(lines: Sequence[Line], at: int) -> bool:
    ruled = any(_marks().rule.fullmatch(lines[each].text) for each in (at, at - 1))
    return ruled or bool(_marks().ruled.match(lines[at].text)) or lines[at].after_gap


def _contents(lines: Sequence[Line]) -> set[int]:
    """Return the lines of a table of contents: below its heading, or several in a row with dots before a number."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if at not in found and _marks().contents.fullmatch(line.text):
            entries = _below(lines, at)
            found.update([at, *entries] if len(entries) >= _FEWEST else ())
        elif at not in found and _marks().leader.search(line.text):
            row = [at]
            while row[-1] + 1 < len(lines) and _marks().leader.search(lines[row[-1] + 1].text):
                row.append(row[-1] + 1)
            found.update(row if len(row) >= _ROW and row[-1] + 1 < len(lines) else ())  # a list may end so
    return found


def _below(lines: Sequence[Line], heading: int) -> list[int]:
    """Return the entries below the heading: they end in a page number, or the text has them again."""
    plain = [_plain(line.text) for line in lines]
    entries: list[int] = []
    for at in range(heading + 1, len(lines)):
        text = lines[at].text
        entry = lines[at].width < _LONGEST and bool(_marks().entry.match(text) or _marks().column.search(text))
        goes_on = at + 1 < len(lines) and _marks().leader.search(lines[at + 1].text)  # cut in two lines
        if not (entry or _repeated(plain, at) or (goes_on and not lines[at + 1].after_gap)):
            break
        entries.append(at)
    return entries


def _repeated(plain: Sequence[str], at: int) -> bool:
    """Whether the text has a line again, in one line or in two (Статья 1 | Термины)."""
    after = plain[at + 1 :]
    pairs = (one + two for one, two in pairwise(after))
    return len(plain[at]) >= _SHORTEST and (plain[at] in after or plain[at] in pairs)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _notes(lines: Sequence[Line], patterns: Patterns, kinds: Mapping[int, str]) -> set[int]:
    """Return the lines of footnotes: below a rule, or with a mark that stands at a word before."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) and at + 1 not in kinds else None
        ruled = following and _marks().ruled.match(following.text) and not patterns.dateline.fullmatch(following.text)
        if _marks().rule.fullmatch(line.text) and ruled:
            found.update([at, *_block(lines, at + 1, kinds)])
        elif at not in found and at not in kinds and _referred(lines, at):
            found.update([at, *_goes_on(lines, at + 1)])
    return found


def _block(lines: Sequence[Line], start: int, kinds: Mapping[int, str]) -> list[int]:
    """Return the lines of the notes below a rule: up to the page's number, or a blank line with no further note."""
    block = [start]
    for at in range(start + 1, len(lines)):
        if at in kinds or (lines[at].after_gap and not _marks().ruled.match(lines[at].text)):
            break
        block.append(at)
    return block


def _referred(lines: Sequence[Line], at: int) -> bool:
    """Whether a line begins with the mark of a note to which the text before it refers."""
    match = _marks().note.match(lines[at].text)
    if match is None:
        return False
    mark = re.escape(match["mark"])
    # ① counts the parts of a sentence, too: 包括：①…；②…
    inside = rf"(?<=[^\s：；:;、*]){mark}(?=[\s，。；：、）,.;:)]|$)|(?<=[。！？”」》.!?»]){mark}(?!\*)"
    return any(re.search(inside, line.text) for line in lines[:at])


def _goes_on(lines: Sequence[Line], start: int) -> list[int]:
    """Return the further lines of a note that is cut in lines."""
    more: list[int] = []
    for at in range(start, len(lines)):
        if lines[at].after_gap or not lines[at].text[0].islower():
            break
        more.append(at)
    return more
