"""Page numbers and running heads: lines that belong to the paper, not to the text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from toolkit.structure.lines import Line, in_columns

_APART = 6  # lines: numbers that stand closer are a column of a table
_HEAD = 100  # columns: no running head is wider
_TWICE = 2
_GAP = re.compile(r"\s{2,}|\t\s*")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    raw = tomllib.loads(files(__package__).joinpath("levels.toml").read_text("utf-8"))
    return re.compile(raw["pages"][name])


def pages(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that hold nothing but a page number or a running head."""
    numbers = sorted({*_row(lines), *_beside(lines)})
    around = [each for at in numbers for each in _around(lines, at, numbers)]
    repeated = Counter(lines[at].text for at in around)
    heads = {at for at in around if repeated[lines[at].text] >= _TWICE}
    if lines and lines[0].text in {lines[at].text for at in heads}:  # of the first page, which bears no number
        heads.add(0)
    heads.update(at for at, line in enumerate(lines) if _pattern("masthead").match(line.text))
    return frozenset(numbers) | heads


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
        match = None if in_columns(line.text) else _pattern("number").match(line.text)
        if match is None:
            continue
        value = int(match["n"])
        if found and (value != found[-1][1] + 1 or at - found[-1][0] < _APART):
            if len(found) >= _TWICE:
                continue
            found = []
        found.append((at, value))
        bare = bare or not (match["mark"] or match["total"])
    one = bare and len(found) == 1 and _of_two_pages(lines, *found[0])
    return [at for at, _ in found] if len(found) >= _TWICE or one or (found and not bare) else []


def _of_two_pages(lines: Sequence[Line], at: int, value: int) -> bool:
    """Whether the only bare number of a text is that of its first or second page, apart from the text around it."""
    inside = _APART <= at < len(lines) - _APART
    return value <= _TWICE and inside and lines[at].after_gap and lines[at + 1].after_gap


def _beside(lines: Sequence[Line]) -> list[int]:
    """Return the lines that count the pages beside a document number or a running head, the same on every page."""
    rows: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        cells = _GAP.split(line.text)
        numbers = [cell for cell in cells if re.fullmatch(r"\d{1,4}", cell)]
        if len(cells) == _TWICE and len(numbers) == 1:
            head = cells[0] if cells[1] == numbers[0] else cells[1]
            row = rows.setdefault(head, [])
            if not row or (int(numbers[0]) == row[-1][1] + 1 and at - row[-1][0] >= _APART):
                row.append((at, int(numbers[0])))
    return [at for row in rows.values() if len(row) >= _TWICE for at, _ in row]
