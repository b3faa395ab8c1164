"""Page numbers and running heads: lines that belong to the paper, not to the text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from toolkit.structure.lines import Line, in_columns

_APART = 6  # lines: numbers that stand closer are a column of a table
_HEAD = 100  # columns: no running head is wider
_TWICE = 2


@cache
def _number() -> re.Pattern[str]:
    raw = tomllib.loads(files(__package__).joinpath("levels.toml").read_text("utf-8"))
    return re.compile(raw["pages"]["number"])


def without_pages(lines: Sequence[Line]) -> tuple[list[Line], dict[int, list[Line]]]:
    """Return the lines of the text, and page numbers with running heads by the index of the text line before them.

    A blank line after which the text goes on over a page is none of a paragraph, unless blank lines are everywhere.
    """
    pages = _pages(lines)
    if not pages:
        return list(lines), {}
    kept: list[Line] = []
    apart: dict[int, list[Line]] = {}
    everywhere = sum(line.after_gap for at, line in enumerate(lines) if at not in pages) > 0.6 * len(lines)
    for at, line in enumerate(lines):
        if at in pages:
            apart.setdefault(len(kept) - 1, []).append(replace(line, page=True, spaced=False))
        elif at - 1 in pages and kept:
            kept.append(replace(line, after_gap=everywhere))
        else:
            kept.append(line)
    return (kept, apart) if kept else (list(lines), {})


def _pages(lines: Sequence[Line]) -> frozenset[int]:
    numbers = _row(lines)
    around = [each for at in numbers for each in _around(lines, at, numbers)]
    repeated = Counter(lines[at].text for at in around)
    return frozenset(numbers) | {at for at in around if repeated[lines[at].text] >= _TWICE}


def _around(lines: Sequence[Line], at: int, numbers: Sequence[int]) -> Iterator[int]:
    """Yield the lines right before and after a page number."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(lines) and other not in numbers and lines[other].width < _HEAD:
            yield other


def _row(lines: Sequence[Line]) -> list[int]:
    """Return the lines that count the pages: numbers alone in their lines, far apart, each one more than the last."""
    found: list[tuple[int, int]] = []
    bare = False
    for at, line in enumerate(lines):
        match = None if in_columns(line.text) else _number().match(line.text)
        if match is None:
            continue
        value = int(match["n"])
        if found and (value != found[-1][1] + 1 or at - found[-1][0] < _APART):
            if len(found) >= _TWICE:
                continue
            found = []
        found.append((at, value))
        bare = bare or not (match["mark"] or match["total"])
    return [at for at, _ in found] if len(found) >= _TWICE or (found and not bare) else []
