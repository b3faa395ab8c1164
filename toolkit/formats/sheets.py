"""Rows of a table in a file by the names in its header, whatever it is of: CSV, TSV, XLSX, DOCX or JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import FormatError, InputError
from toolkit.formats import Reading, concordance_docx, csv, files, jsonl, whole, xlsx_reading

_Rows = Iterator[Sequence[str]]


def sheet(path: Path, wanted: Sequence[str] = (), how: Reading = Reading()) -> list[dict[str, str]]:
    """Return the rows of the table in a file, each as its cells by column.

    Args:
        path: the file; its suffix names the format.
        wanted: columns that it must have.
        how: encoding and size limit.

    Raises:
        FormatError: files of this suffix hold no such table; InputError: the file can't be used, or lacks a column.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise FormatError(f"{path}: no table can be read from it; use one of {', '.join(_READERS)}")
    try:
        with files.opened(path) as file:
            return _named(_READERS[suffix](file, how), wanted)
    except InputError as error:
        raise type(error)(f"{path}: {error}") from None


def _named(rows: _Rows, wanted: Sequence[str]) -> list[dict[str, str]]:
    names = [name.strip() for name in next(rows, ())]
    missing = next((name for name in wanted if name not in names), None)
    if missing:
        there = ", ".join(filter(None, names[:6])) or "none"
        raise InputError(f"this is no such table: column {missing!r} is missing (found: {there})")
    return [dict(zip(names, row, strict=False)) for row in rows if any(row)]


def _csv(file: BinaryIO, how: Reading) -> _Rows:
    return (row for _, row in csv.cells(file, how))


def _xlsx(file: BinaryIO, how: Reading) -> _Rows:
    return (row for _, row in xlsx_reading.cells(whole(file, how)))


def _jsonl(file: BinaryIO, how: Reading) -> _Rows:
    rows = [row for _, row in jsonl.objects(file, how.encoding or "utf-8")]
    names = list(dict.fromkeys(name for row in rows for name in row))
    yield names
    for row in rows:
        yield [str(row.get(name) or "") for name in names]


_READERS: Mapping[str, Callable[[BinaryIO, Reading], _Rows]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".docx": concordance_docx.sheet,
    ".jsonl": _jsonl,
}
