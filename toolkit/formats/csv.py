"""CSV (RFC 4180; UTF-8 with a byte-order mark, so that spreadsheet programs open it rightly).

A cell that a spreadsheet program could take for a formula stands behind an apostrophe, which reading takes away.
Reading knows comma, semicolon and tab as separator. The file holds every cell. What is true of the whole table stands
beside it in two columns more, a name and a value a row, as on the sheet ``about`` of an XLSX; where it is missing the
cells say what they can. Rows and columns with nothing in them are left out, and so are columns that are no part of a
UNITS table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from toolkit import charset
from toolkit.errors import EncodingError, InputError
from toolkit.formats import LIMIT, Format, Job
from toolkit.formats.table import facts, facts_of, places, restored, share_of_header

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile("'*[=+\\-@\t\r]")  # with apostrophes before it, so that taking one away gives back the cell
_ABOUT = ("about", "about_value")
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile("sep=(.)\r?\n")  # a first line that Excel understands
_MAGIC = {b"PK\x03\x04": "an XLSX or other ZIP file", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel file"}


def inert(value: object) -> object:
    """Return a cell that no spreadsheet program takes for a formula: one that could be is put behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _bare(cell: str) -> str:
    """Return what ``inert`` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write(job: Job) -> bytes:
    """Return the table as CSV."""
    table = job.table if job.table.attrs.get("table") != "units" else _with_facts(job.table)
    text: str = table.map(inert).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _with_facts(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with what is true of the whole of it in two columns more, and in as many rows as that wants."""
    found = facts(table.attrs)
    rows = range(max(len(table), len(found)))
    filled = found + [("", "")] * (len(rows) - len(found))
    sides = {column: [each[at] for each in filled] for at, column in enumerate(_ABOUT)}
    whole = table.astype(object).reset_index(drop=True).reindex(rows)
    return whole.where(whole.notna(), "").assign(**sides)


def read(data: bytes, encoding: str | None = None) -> pd.DataFrame:
    """Return the UNITS table in a CSV file.

    Raises:
        EncodingError: it is not UTF-8, nor marked as UTF-16, and no encoding is named.
        InputError: it holds no such table.
    """
    lines = _lines(_text(data, encoding))
    header = next((cells for _, cells in lines if any(cells)), None)
    if header is None:
        raise InputError("the file is empty")
    languages, at = places(header)
    about = [header.index(name) for name in _ABOUT] if set(_ABOUT) <= set(header) else []
    rows, beside = [], []
    for line, cells in lines:
        if any(cells[len(header) :]):
            raise InputError(
                f"line {line}: {len(cells)} cells under a header of {len(header)}; "
                "is there a text with the separator in it and no quotation marks around it?"
            )
        if cells:
            whole = [*cells, *[""] * (len(header) - len(cells))]  # Excel leaves out empty cells at the end of a row
            rows.append((f"line {line}", {name: _bare(whole[column]) for name, column in at.items()}))
            beside += [(_bare(whole[about[0]]), _bare(whole[about[1]]))] if about else []
    return restored(rows, languages, facts_of(beside))


def _text(data: bytes, encoding: str | None) -> str:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {what}, not a CSV file")
    text = charset.decoded(data, encoding or _encoding(data)).removeprefix("\ufeff")
    if not text.strip("\0\r\n\t "):
        raise InputError("the file is empty")
    return text


def _encoding(data: bytes) -> str:
    """Return the encoding if it is certain.

    Raises:
        EncodingError: it is not; the message says which one it seems to be.
    """
    marked = charset.marked(data)
    if marked:
        return marked
    try:
        if "\0" not in data.decode("utf-8").partition("\n")[0]:  # as UTF-16 would have in the header
            return "utf-8"
    except UnicodeDecodeError:
        pass
    seems = charset.guess(data)[0]
    raise EncodingError(f"this CSV is not UTF-8; it seems to be {seems}: name the encoding, or save it as UTF-8")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with the number of its last line."""
    said = _SEPARATOR_LINE.match(text)
    first = text[said.end() if said else 0 :].lstrip("\r\n").partition("\n")[0]
    separator = (
        said[1] if said else max(_SEPARATORS, key=lambda each: share_of_header(first.replace('"', "").split(each)))
    )
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))  # the file is no larger
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if not (said and reader.line_num == 1):
                yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(f"line {reader.line_num} is no sound CSV: {error}") from None


FORMAT = Format(suffixes=(".csv",), holds=("units", "terms", "faults", "occurrences"), write=write, read=read)
