"""CSV and TSV (RFC 4180; UTF-8 with a byte-order mark, so that spreadsheet programs open it rightly).

A cell that a spreadsheet program could take for a formula stands behind an apostrophe, which reading takes away.
Reading knows comma, semicolon and tab as separator, in either. The file holds every cell. What is true of the whole
table stands beside it in two columns more, a name and a value a row, as on the sheet ``about`` of an XLSX; where it is
missing the cells say what they can. Rows and columns with nothing in them are left out, and so are columns that are no
part of a UNITS table. Of concepts there is one row a term.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import TextIOWrapper
from itertools import chain
from typing import Any, BinaryIO

from toolkit import charset
from toolkit.errors import EncodingError, InputError
from toolkit.formats import Format, Reading, Stream, Writing, encodings
from toolkit.formats.about import BESIDE, facts, facts_of
from toolkit.formats.cells import checked
from toolkit.formats.header import Header, header, share_of_header, told_nameless
from toolkit.formats.table import Cells, flat, stream
from toolkit.formats.tags import column as holds

_FORMULA = re.compile("'*[=+\\-@\t\r]")  # with apostrophes before it, so that taking one away gives back the cell
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile("sep=(.)\r?\n")  # a first line that Excel understands
_MAGIC = {b"PK\x03\x04": "an XLSX or other ZIP file", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel file"}
_LARGEST_CELL = 16 << 20  # characters
_CHUNK = 1 << 20  # bytes
_MOST_FACTS = 10_000  # rows that may say what is true of the whole table
_Line = tuple[int, Sequence[str]]


def inert(value: object) -> object:
    """Return a cell that no spreadsheet program takes for a formula: one that could be is put behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _bare(cell: str) -> str:
    """Return what ``inert`` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write(found: Stream, file: BinaryIO, _: Writing, separator: str = ",") -> None:
    """Write a table."""
    text = TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    columns, rows = flat(found)
    beside = BESIDE if found.kind == "units" else ()
    known = facts(found.facts) if beside else []
    writer.writerow((*columns, *beside))
    writer.writerows(_cells(rows, columns, known, len(beside)))
    text.detach()


def _cells(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], known: Iterable[tuple[str, Any]], wide: int
) -> Iterator[list[object]]:
    """Yield the cells of rows with what is true of the whole table beside them, in as many rows as that wants."""
    left = iter(known)
    for row in rows:
        yield [*[inert(row[name]) for name in columns], *map(inert, next(left, ("",) * wide))]
    for fact in left:
        yield [*[""] * len(columns), *map(inert, fact)]


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the table in a CSV or TSV file.

    Raises:
        EncodingError: it is not UTF-8, nor marked as UTF-16, and no encoding is named.
        InputError: it holds no such table.
    """
    lines = _lines(file, _encoding(file, how))
    names = next((cells for _, cells in lines if any(cells)), None)
    if names is None:
        raise InputError("the file is empty")
    known = header(names, how.losses)
    about = (names.index(BESIDE[0]), names.index(BESIDE[1])) if set(BESIDE) <= set(names) else None
    rows = told_nameless(_rows(lines, len(names)), names, how.losses)
    first: list[_Line] = []
    beside: list[tuple[str, str]] = []
    while about and len(first) < _MOST_FACTS and (row := next(rows, None)):
        first.append(row)
        if not row[1][about[0]]:
            break
        beside.append((_bare(row[1][about[0]]), _bare(row[1][about[1]])))
    return stream(_bare_cells(chain(first, rows), known), known, facts_of(beside), how.losses)


def cells(file: BinaryIO, how: Reading) -> Iterator[_Line]:
    """Yield the cells of each row of any table, with the number of its line; errors as of ``read``."""
    lines = _lines(file, _encoding(file, how))
    first = next((each for each in lines if any(each[1])), None)
    if first:
        yield from ((line, list(map(_bare, row))) for line, row in _rows(chain([first], lines), len(first[1])))


def _bare_cells(rows: Iterable[_Line], known: Header) -> Iterator[Cells]:
    for line, row in rows:
        where = f"line {line}"
        yield where, {name: checked(where, _bare(row[column])) for name, column in known.at.items()}


def _rows(lines: Iterable[_Line], wide: int) -> Iterator[_Line]:
    """Yield rows with as many cells as the header has; Excel leaves out empty ones at the end of a row."""
    for line, cells in lines:
        if len(cells) > wide and any(cells[wide:]):
            raise InputError(
                f"line {line}: {len(cells)} cells under a header of {wide}; "
                "is there a text with the separator in it and no quotation marks around it?"
            )
        if cells:
            yield line, cells if len(cells) >= wide else [*cells, *[""] * (wide - len(cells))]


def _encoding(file: BinaryIO, how: Reading) -> str:
    """Return the encoding if it is certain.

    Raises:
        EncodingError: it is not; the message says which one it seems to be.
        InputError: the file is empty or something else.
    """
    found = encodings.asked_for(file, how)
    start = file.read(charset_sample := 65536)
    for magic, what in _MAGIC.items():
        if start.startswith(magic):
            raise InputError(f"this is {what}, not a CSV file")
    if len(start) < charset_sample and not start.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InputError("the file is empty")
    found = found or _checked(file, start)
    return "utf-8-sig" if found.lower() in ("utf-8", "utf8") else found


def _checked(file: BinaryIO, start: bytes) -> str:
    """Return ``utf-8`` if the whole file is that."""
    decoder, chunk = codecs.getincrementaldecoder("utf-8")(), start
    try:
        if "\0" in decoder.decode(start).partition("\n")[0]:  # as UTF-16 would have in the header
            raise UnicodeDecodeError("utf-8", start, 0, 1, "NUL")
        while chunk:
            chunk = file.read(_CHUNK)
            decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        seems = charset.guess(start if chunk is start else chunk or start)[0]
        raise EncodingError(
            f"this CSV is not UTF-8; it seems to be {seems}: name it (--encoding {seems}), or save the file as UTF-8"
        ) from None
    return "utf-8"


def _lines(file: BinaryIO, encoding: str) -> Iterator[_Line]:
    """Yield the cells of each row with the number of its last line."""
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    reader = None
    try:
        start = text.read(65536).removeprefix("\ufeff")
        said = _SEPARATOR_LINE.match(start)
        separator = said[1] if said else _separator(start)
        text.seek(0)
        csv.field_size_limit(_LARGEST_CELL)
        reader = csv.reader(text, delimiter=separator, strict=True)
        for cells in reader:
            if reader.line_num == 1 and cells:
                if said:
                    continue
                cells[0] = cells[0].removeprefix("\ufeff")
            yield reader.line_num, cells
    except csv.Error as error:
        line = reader.line_num if reader else 1
        raise InputError(f"line {line} is no sound CSV: {error}") from None
    except UnicodeError:
        place = f"after line {reader.line_num} " if reader and reader.line_num else ""
        name = encoding.removesuffix("-sig").upper()
        raise EncodingError(f"{place}the file is not {name}; name another with --encoding") from None
    finally:
        if not text.closed:  # the file is closed by who opened it, also if not all rows are taken
            text.detach()


def _separator(start: str) -> str:
    first = start.lstrip("\r\n").partition("\n")[0].replace('"', "").strip("\r")

    def known(separator: str) -> tuple[int, int, int]:
        names = first.split(separator)
        return share_of_header(names), sum(bool(holds(name)) for name in names), len(names)

    return max(_SEPARATORS, key=known)


_HOLDS = ("units", "concepts", "terms", "faults", "occurrences", "findings", "concordance")
_GIVES, _TAKES = ("units", "concepts"), ("encoding",)
FORMATS = (
    Format((".csv",), _HOLDS, write, _GIVES, read, streams=True, title="CSV", takes=_TAKES),
    Format((".tsv",), _HOLDS, partial(write, separator="\t"), _GIVES, read, streams=True, title="TSV", takes=_TAKES),
)
