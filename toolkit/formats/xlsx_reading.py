"""Reading XLSX: a workbook of ours, also one that a spreadsheet program saved again.

Columns may stand in any order, numbers as numbers, texts in the cells themselves; rows that a filter hides are rows.
Left out are rows and columns with nothing in them, and columns that are no part of a UNITS table. A formula is read as
the value it last had. Dates, times and per cents are read as they are shown, and told; so are formulas without a value.

This reads the parts itself: a reader that unpacks them on its own would see other bytes than those that were checked,
lay out a table as large as its farthest cell, and copy a shared string for each cell that shows it.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from toolkit import safe_zip
from toolkit.errors import InputError
from toolkit.formats import Losses, Reading, Stream, whole
from toolkit.formats.about import facts_of
from toolkit.formats.cells import share
from toolkit.formats.header import Header, header, is_header
from toolkit.formats.table import stream
from toolkit.formats.xlsx_numbers import Styles, styles
from toolkit.safe_zip import plain

ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")  # a character, or text that would be read as one
_COLUMNS = 16384  # of a sheet
_SAVE = "open it in Excel or LibreOffice and save it as XLSX"
_NAMED = 8  # rows in a report
_Place = tuple[int, int]  # the number of a row, and a column
_KIND = safe_zip.Kind(
    name="XLSX",
    content="table as XLSX",
    save=_SAVE,
    old="an old Excel file",
    plain="name it .csv if it is comma-separated text",
    others={
        "word/document.xml": "a Word file (DOCX)",
        "xl/workbook.bin": "a binary workbook (XLSB)",
        "ppt/presentation.xml": "a presentation (PPTX)",
        "content.xml": "an OpenDocument file such as ODS",
    },
)


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the table in a workbook: on the first sheet that has one, in whatever order its columns stand.

    Raises:
        InputError: this is no XLSX file, holds no such table, or passes a limit of size or depth.
    """
    package = safe_zip.Package(whole(file, how), _KIND)
    sheets = _sheets(package)
    shared = _Strings()
    package.parse(package.related(_workbook(package), "sharedStrings", "sharedStrings.xml"), shared)
    shown = styles(package, _workbook(package))
    first: tuple[list[str], list[tuple[int, dict[int, str]]]] | None = None
    for part in sheets.values():
        sheet = _Rows(shared.strings, shown)
        package.parse(part, sheet)
        filled = [(number, row) for number, row in sheet.rows if any(row.values())]
        for at, (_, cells) in enumerate(filled):
            names = [cells.get(column, "") for column in range(max(cells) + 1)]
            first = first or (names, filled[1:])
            if is_header(names):
                known = header(names, how.losses)
                sheet.tell(known, how.losses)
                return _restored(known, filled[at + 1 :], _facts(package, sheets, shared.strings))
    names, rows = first or ([], [])
    return _restored(header(names, how.losses), rows, _facts(package, sheets, shared.strings))


def cells(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something of the first sheet that does, each with its number.

    Raises:
        InputError: this is no XLSX file, is empty, or passes a limit of size or depth.
    """
    package = safe_zip.Package(data, _KIND)
    shared = _Strings()
    package.parse(package.related(_workbook(package), "sharedStrings", "sharedStrings.xml"), shared)
    shown = styles(package, _workbook(package))
    for part in _sheets(package).values():
        sheet = _Rows(shared.strings, shown)
        package.parse(part, sheet)
        filled = [(number, row) for number, row in sheet.rows if any(row.values())]
        if filled:
            wide = max(max(row) for _, row in filled) + 1
            return [(number, [row.get(at, "") for at in range(wide)]) for number, row in filled]
    raise InputError("the workbook is empty")


def _restored(known: Header, rows: list[tuple[int, dict[int, str]]], facts: dict[str, Any]) -> Stream:
    languages = sorted(known.languages, key=[*facts["titles"], *known.languages].index)
    found = ((f"row {row}", {name: cells.get(at, "") for name, at in known.at.items()}) for row, cells in rows)
    return stream(found, known._replace(languages=languages), facts)


def _workbook(package: safe_zip.Package) -> str:
    return package.related("", "officeDocument", "xl/workbook.xml")


def _sheets(package: safe_zip.Package) -> dict[str, str]:
    """Return the parts of the worksheets by name, in the order of their tabs."""
    main = _workbook(package)
    root = package.tree(main)
    if root is None or root.tag != "workbook":
        raise InputError(f"the file holds no workbook; {_SAVE} again")
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
    about = _Rows(strings)
    if "about" in sheets:
        package.parse(sheets["about"], about)
    return facts_of((row.get(0, ""), row.get(1, "")) for _, row in about.rows)


def _unescaped(text: str) -> str:
    """Return a text of a cell with the characters that stand in it as ``_xHHHH_``."""
    return ESCAPE.sub(lambda found: _character(found[0]), text) if "_x" in text else text


def _character(escape: str) -> str:
    code = int(escape[2:6], 16)
    return escape if 0xD800 <= code < 0xE000 else chr(code)  # half a character is none


class _Strings:
    """Takes the strings that the cells of a workbook share."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._open = self._phonetic = False

    def start(self, tag: str, _: dict[str, str], /) -> None:
        name = plain(tag)
        if name in ("si", "c"):
            self._parts = []
        elif name == "rPh":  # how a word is read, over it
            self._phonetic = True
        elif name in ("t", "v"):
            self._open = not self._phonetic

    def end(self, tag: str, /) -> None:
        name = plain(tag)
        if name == "si":
            self.strings.append(self._taken())
        elif name == "rPh":
            self._phonetic = False
        elif name in ("t", "v"):
            self._open = False
            self._parts.append("\0")  # runs are unescaped one by one

    def data(self, text: str, /) -> None:
        if self._open:
            self._parts.append(text)

    def _taken(self) -> str:
        return "".join(_unescaped(run) for run in "".join(self._parts).split("\0"))


class _Rows(_Strings):
    """Takes the rows of a worksheet, each with its number: texts by column, from 0."""

    def __init__(self, shared: list[str], styles: Styles = Styles()) -> None:
        super().__init__()
        self._styles, self._style, self._formula = styles, 0, False
        self._turned: list[_Place] = []  # cells whose number was shown as something else
        self._blank: list[_Place] = []  # formulas without a value
        self.rows: list[tuple[int, dict[int, str]]] = []
        self._shared = shared
        self._column, self._type, self._size = -1, "", 0

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        super().start(tag, attrs)
        name = plain(tag)
        if name == "row":
            number = attrs.get("r", "")
            before = self.rows[-1][0] if self.rows else 0
            self.rows.append((int(number) if re.fullmatch("[0-9]{1,7}", number) else before + 1, {}))
            self._column = -1
        elif name == "c":
            letters = re.match("[A-Z]{1,3}(?=[0-9])", attrs.get("r", ""))
            self._column = _number(letters[0]) if letters else self._column + 1
            self._type = attrs.get("t", "n")
            self._style = int(attrs["s"]) if re.fullmatch("[0-9]{1,6}", attrs.get("s", "")) else 0
            self._formula = False
        elif name == "f":
            self._formula = True

    def end(self, tag: str, /) -> None:
        super().end(tag)
        if plain(tag) == "c" and self.rows and self._column < _COLUMNS:
            text = self._value()
            self._size += len(text)
            if self._size > safe_zip.TOTAL:
                raise InputError("the XLSX file would unpack to far more than a text needs; save its text alone")
            if text:
                self.rows[-1][1][self._column] = text
            elif self._formula and self._type == "n":  # the value of a text may be empty
                self._blank.append((self.rows[-1][0], self._column))

    def _value(self) -> str:
        text = self._taken()
        if self._type == "s":
            if not re.fullmatch("[0-9]{1,9}", text) or int(text) >= len(self._shared):
                raise InputError(f"the XLSX file is damaged: there is no shared string {text[:12]!r}; {_SAVE} again")
            return self._shared[int(text)]
        if self._type == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if self._type != "n":
            return text
        number = share(text)
        shown = self._styles.shown(self._style, number)
        if shown:
            self._turned.append((self.rows[-1][0], self._column))
            return shown
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else text

    def tell(self, known: Header, losses: Losses) -> None:
        """Say which cells of a table were no texts."""
        wanted = {at for name, at in known.at.items() if name != "confidence"}
        for places, what in (
            (self._turned, "{} cells are dates, times or per cents to the spreadsheet; look at them: row {}"),
            (self._blank, "{} formulas have no value and are read as empty; open the file and save it again: row {}"),
        ):
            rows = [str(row) for row, column in places if column in wanted]
            if rows:
                more = " …" if len(rows) > _NAMED else ""
                losses.say(what.format(len(rows), ", ".join(dict.fromkeys(rows[:_NAMED]))) + more)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
