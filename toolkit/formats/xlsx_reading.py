"""Reading XLSX: a workbook of ours, also one that a spreadsheet program saved again.

Columns may stand in any order, numbers as numbers, texts in the cells themselves; rows that a filter hides are rows.
Left out are rows and columns with nothing in them, and columns that are no part of a UNITS table. A formula is read as
the value it last had. Dates, times and per cents are read as they are shown, and told; so are formulas without a value.

This reads the parts itself: a reader that unpacks them on its own would see other bytes than those that were checked,
lay out a table as large as its farthest cell, and copy a shared string for each cell that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from toolkit import safe_zip
from toolkit.errors import InputError
from toolkit.formats import Losses, Reading, Stream, whole
from toolkit.formats.about import facts_of
from toolkit.formats.cells import share, shown
from toolkit.formats.header import NAMELESS, Header, header, is_header
from toolkit.formats.table import Cells, stream
from toolkit.formats.xlsx_numbers import Styles, styles
from toolkit.safe_zip import plain

ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")  # a character, or text that would be read as one
_COLUMNS = 16384  # of a sheet
_SAVE = "open it in Excel or LibreOffice and save it as XLSX"
_NAMED = 8  # rows in a report
_ABOUT = "about"  # the sheet that says what is true of the whole table
_Filled = list[tuple[int, dict[int, str]]]  # the rows that hold something: their numbers, and texts by column
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


class _Sheet(NamedTuple):
    """A sheet that holds something: its rows as they were taken, and which of those that are filled is the header."""

    name: str
    taken: _Rows
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
    shared = _Strings()
    package.parse(package.related(_workbook(package), "sharedStrings", "sharedStrings.xml"), shared)
    return shared.strings


def _filled(package: safe_zip.Package, parts: dict[str, str], strings: list[str]) -> Iterator[_Sheet]:
    """Yield the sheets that hold something, of some by their names."""
    looks, size = styles(package, _workbook(package)), 0
    for name, part in parts.items():
        taken = _Rows(strings, looks, size)
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

    def __init__(self, shared: list[str], styles: Styles = Styles(), size: int = 0) -> None:
        super().__init__()
        self._styles, self._style, self._formula = styles, 0, False
        self._turned: list[_Place] = []  # cells whose number was shown as something else
        self._blank: list[_Place] = []  # formulas without a value
        self.rows: list[tuple[int, dict[int, str]]] = []
        self._shared = shared
        self._column, self._type = -1, ""
        self.size = size  # characters of the cells of this and the sheets before it

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
            self.size += len(text)
            if self.size > safe_zip.TOTAL:
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

    def tell(self, known: Header, losses: Losses, where: str = "") -> None:
        """Say which cells of a table, of a sheet that is named in ``where``, were no texts."""
        wanted = {at for name, at in known.at.items() if name != "confidence"}
        for places, what in (
            (self._turned, "{} cells{} are dates, times or per cents to the spreadsheet; look at them: row {}"),
            (self._blank, "{} formulas{} have no value and are read as empty; open the file and save it again: row {}"),
        ):
            rows = [str(row) for row, column in places if column in wanted]
            if rows:
                more = " …" if len(rows) > _NAMED else ""
                losses.say(what.format(len(rows), where, ", ".join(dict.fromkeys(rows[:_NAMED]))) + more)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
