"""Reading XLSX: a workbook of ours, also one that a spreadsheet program saved again.

Columns may stand in any order, numbers as numbers, texts in the cells themselves; rows that a filter hides are rows.
All sheets whose tables are like the first are read as one table. Left out are rows and columns with nothing in them,
and, named, other sheets, comments, and columns that are no part of such a table. A formula is read as
the value it last had. Dates, times and per cents are read as they are shown, and told; so are formulas without a value.

This reads the parts itself: a reader that unpacks them on its own would see other bytes than those that were checked,
lay out a table as large as its farthest cell, and copy a shared string for each cell that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from toolkit import safe_zip
from toolkit.errors import InputError
from toolkit.formats import Losses, Reading, Stream, whole
from toolkit.formats.about import facts_of
from toolkit.formats.cells import shown
from toolkit.formats.header import NAMELESS, Header, header, is_header
from toolkit.formats.table import Cells, stream
from toolkit.formats.xlsx_cells import SAVE, Rows, Strings
from toolkit.formats.xlsx_numbers import styles

_ABOUT = "about"  # the sheet that says what is true of the whole table
_Filled = list[tuple[int, dict[int, str]]]  # the rows that hold something: their numbers, and texts by column
_KIND = safe_zip.Kind(
    name="XLSX",
    content="table as XLSX",
    save=SAVE,
    old="an old Excel file",
    plain="name it .csv if it is comma-separated text",
    others={
        "word/document.xml": "a Word file (DOCX)",
        "xl/workbook.bin": "a binary workbook (XLSB)",
        "ppt/presentation.xml": "a presentation (PPTX)",
        "content.xml": "an OpenDocument file such as ODS",
    },
)


class _Sheet(NamedTuple):
    """A sheet that holds something: its rows as they were taken, and which of those that are filled is the header."""

    name: str
    taken: Rows
    filled: _Filled
    head: int | None
    comments: int

    @property
    def names(self) -> list[str]:
        """The cells of the header; of the first row if there is none."""
        cells = self.filled[self.head or 0][1]
        return [cells.get(column, "") for column in range(max(cells) + 1)]

    @property
    def rows(self) -> _Filled:
        """The rows under the header."""
        return self.filled[(self.head or 0) + 1 :]

    def tell(self, losses: Losses, where: str) -> Header:
        """Return what the header says, and note what of the sheet is not in the table."""
        known = header(self.names, losses)
        self.taken.tell(known, losses, where)
        named = {at for at, name in enumerate(self.names) if name.strip()}
        losses.drop(
            NAMELESS, sum(bool(text.strip()) for _, row in self.rows for at, text in row.items() if at not in named)
        )
        losses.drop("rows over the header", self.head or 0)
        losses.drop("comments", self.comments)
        return known


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the table in a workbook, in whatever order its columns stand: of all sheets that are like the first.

    Raises:
        InputError: this is no XLSX file, holds no such table or sheet, or passes a limit of size or depth.
    """
    package = safe_zip.Package(whole(file, how), _KIND)
    parts, strings = _sheets(package), _shared(package)
    if how.sheet and how.sheet not in parts:
        raise InputError(f"there is no sheet {shown(how.sheet)!r}; there are {', '.join(map(shown, parts))}")
    wanted = {name: part for name, part in parts.items() if how.sheet in ("", name)}
    sheets = _alike(list(_filled(package, wanted, strings)), how.losses)
    found = [(each, each.tell(how.losses, f" of {each.name}" if sheets[1:] else "")) for each in sheets]
    known, facts = found[0][1], _facts(package, parts, strings)
    languages = sorted(known.languages, key=[*facts["titles"], *known.languages].index)
    return stream(_cells(found), known._replace(languages=languages), facts, how.losses)


def _alike(sheets: Sequence[_Sheet], losses: Losses) -> list[_Sheet]:
    """Return the sheets whose tables are one with the first; others are named.

    Raises:
        InputError: there is none.
    """
    fault: InputError | None = None
    found: list[tuple[_Sheet, Header]] = []
    left: list[_Sheet] = []
    for each in sheets:
        try:
            known = header(each.names) if each.head is not None or len(sheets) == 1 else None
        except InputError as error:
            known, fault = None, fault or error
        if known and (not found or known.like(found[0][1])):
            found.append((each, known))
        else:
            left.append(each)
    if not found:
        if fault is None:
            header(sheets[0].names if sheets else [])  # says what is missing
        raise fault or InputError("the workbook holds no table")
    gone = [shown(each.name) for each in left if not (found[0][1].own and each.name == _ABOUT)]
    if gone:
        losses.say(f"sheets left out: {', '.join(gone)}; read one by its name (--sheet)")
    return [each for each, _ in found]


def _cells(found: Sequence[tuple[_Sheet, Header]]) -> Iterator[Cells]:
    """Yield the cells of rows by column; of several sheets the name stands for the document if none is named."""
    for sheet, known in found:
        several = len(found) > 1
        beside = {"document": sheet.name} if several and known.kind == "units" and not known.own else {}
        for number, row in sheet.rows:
            cells = {name: row.get(at, "") for name, at in known.at.items()}
            if any(cells.values()):
                yield f"{sheet.name}, row {number}" if several else f"row {number}", {**beside, **cells}


def cells(data: bytes, losses: Losses | None = None) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something of the first sheet that does, each with its number; others are noted.

    Raises:
        InputError: this is no XLSX file, is empty, or passes a limit of size or depth.
    """
    package = safe_zip.Package(data, _KIND)
    sheets = list(_filled(package, _sheets(package), _shared(package)))
    if not sheets:
        raise InputError("the workbook is empty")
    gone = [shown(each.name) for each in sheets[1:] if each.name != _ABOUT]
    if gone and losses is not None:
        losses.say(f"sheets left out: {', '.join(gone)}")
    wide = max(max(row) for _, row in sheets[0].filled) + 1
    return [(number, [row.get(at, "") for at in range(wide)]) for number, row in sheets[0].filled]


def _shared(package: safe_zip.Package) -> list[str]:
    """Return the strings that the cells of a workbook share."""
    shared = Strings()
    package.parse(package.related(_workbook(package), "sharedStrings", "sharedStrings.xml"), shared)
    return shared.strings


def _filled(package: safe_zip.Package, parts: dict[str, str], strings: list[str]) -> Iterator[_Sheet]:
    """Yield the sheets that hold something, of some by their names."""
    looks, size = styles(package, _workbook(package)), 0
    for name, part in parts.items():
        taken = Rows(strings, looks, size)
        package.parse(part, taken)
        size = taken.size
        filled = [(number, row) for number, row in taken.rows if any(row.values())]
        rows = ([row.get(column, "") for column in range(max(row) + 1)] for _, row in filled)
        head = next((at for at, names in enumerate(rows) if is_header(names)), None)
        trees = (package.tree(at) for kind, at in package.relations(part).values() if kind == "comments")
        comments = sum(sum(1 for _ in tree.iter("comment")) for tree in trees if tree is not None)
        if filled:
            yield _Sheet(name, taken, filled, head, comments)


def _workbook(package: safe_zip.Package) -> str:
    return package.related("", "officeDocument", "xl/workbook.xml")


def _sheets(package: safe_zip.Package) -> dict[str, str]:
    """Return the parts of the worksheets by name, in the order of their tabs."""
    main = _workbook(package)
    root = package.tree(main)
    if root is None or root.tag != "workbook":
        raise InputError(f"the file holds no workbook; {SAVE} again")
    parts = package.relations(main)
    found = {}
    for sheet in root.iter("sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        kind, part = parts.get(key, ("", ""))
        if kind == "worksheet":
            found[sheet.get("name", "")] = part
    return found


def _facts(package: safe_zip.Package, sheets: dict[str, str], strings: list[str]) -> dict[str, Any]:
    """Return what the sheet ``about`` says of the whole table."""
    about = Rows(strings)
    if "about" in sheets:
        package.parse(sheets["about"], about)
    return facts_of((row.get(0, ""), row.get(1, "")) for _, row in about.rows)
