"""A termbase as files: a folder of glossary files, or one table; nothing is lost on the way."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import IO

from toolkit import data, formats
from toolkit.errors import InputError
from toolkit.terminology.database import ask
from toolkit.terminology.entries import CELLS, Entry
from toolkit.terminology.termbase import Termbase

_CHUNK = 500


def ordered(base: Termbase) -> Iterator[Entry]:
    """Yield every entry by category and id."""
    numbers = [number for (number,) in ask(base.base, "concept order")]
    for at in range(0, len(numbers), _CHUNK):
        chunk = numbers[at : at + _CHUNK]
        found = base.by_number(chunk)
        yield from (found[number] for number in chunk)


def export(base: Termbase, path: Path) -> list[Path]:
    """Write a termbase and return the files: a glossary folder, or for a name in .csv one table with all rows.

    The table has two more columns than a glossary file, ``category`` and ``version``; when it is imported again, the
    version tells whether somebody else has changed a concept meanwhile.

    Raises:
        InputError: there is nothing in it, or a category can't be the name of a file; OutputError: the files can't be
            written, and then none is.
    """
    if not base.counts()[0]:
        raise InputError("the termbase is empty")
    if path.suffix.lower() == ".csv":
        with formats.staged(path.parent) as place:
            _write(place / path.name, (*data.TERM_COLUMNS, "category", "version"), map(_whole, ordered(base)))
        return [path]
    made = []
    with formats.staged(path) as place:
        for category, found in groupby(ordered(base), key=lambda each: each.category):
            if not category or Path(category).name != category or category == "sources":
                raise InputError(f"{category!r} can't be the name of a file; write one table with a name in .csv")
            made.append(f"{category}.csv")
            _write(place / made[-1], data.TERM_COLUMNS, map(_rows, found))
        made.append("sources.csv")
        _write(place / made[-1], data.SOURCE_COLUMNS, [base.sources()])
    return [path / name for name in made]


def _rows(entry: Entry) -> Iterator[Mapping[str, object]]:
    return ({"id": entry.id, **dict(zip(CELLS, row, strict=True))} for row in entry.rows)


def _whole(entry: Entry) -> Iterator[Mapping[str, object]]:
    return ({**row, "category": entry.category, "version": entry.version} for row in _rows(entry))


def _write(path: Path, columns: Iterable[str], found: Iterable[Iterable[Mapping[str, object]]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        _table(file, list(columns), found)


def _table(file: IO[str], columns: list[str], found: Iterable[Iterable[Mapping[str, object]]]) -> None:
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    for rows in found:
        writer.writerows(rows)
