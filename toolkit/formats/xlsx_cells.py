"""The cells of a worksheet as texts, row by row, and the strings that they share."""

from __future__ import annotations

import re

from toolkit import safe_zip
from toolkit.errors import InputError
from toolkit.formats.cells import share
from toolkit.formats.header import Header
from toolkit.formats.stream import Losses
from toolkit.formats.xlsx_numbers import Styles
from toolkit.safe_zip import plain
from toolkit.wordml import RAISED

ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")  # a character, or text that would be read as one
SAVE = "open it in Excel or LibreOffice and save it as XLSX"
_COLUMNS = 16384  # of a sheet
_NAMED = 8  # rows in a report
_Place = tuple[int, int]  # the number of a row, and a column


def _unescaped(text: str) -> str:
    """Return a text of a cell with the characters that stand in it as ``_xHHHH_``."""
    return ESCAPE.sub(lambda found: _character(found[0]), text) if "_x" in text else text


def _character(escape: str) -> str:
    code = int(escape[2:6], 16)
    return escape if 0xD800 <= code < 0xE000 else chr(code)  # half a character is none


class Strings:
    """Takes the strings that the cells of a workbook share."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._open = self._phonetic = self._raised = False

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        """An element begins."""
        name = plain(tag)
        if name in ("si", "c"):
            self._parts = []
        elif name == "rPh":  # how a word is read, over it
            self._phonetic = True
        elif name == "vertAlign":
            self._raised = attrs.get("val") == "superscript"
        elif name in ("t", "v"):
            self._open = not self._phonetic

    def end(self, tag: str, /) -> None:
        """An element ends."""
        name = plain(tag)
        if name == "si":
            self.strings.append(self._taken())
        elif name == "rPh":
            self._phonetic = False
        elif name == "r":
            self._raised = False
        elif name in ("t", "v"):
            self._open = False
            self._parts.append("\0")  # runs are unescaped one by one

    def data(self, text: str, /) -> None:
        """Text, whole or in pieces."""
        if self._open:
            self._parts.append(text.translate(RAISED) if self._raised else text)

    def _taken(self) -> str:
        return "".join(_unescaped(run) for run in "".join(self._parts).split("\0"))


class Rows(Strings):
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
        """An element begins."""
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
        """An element ends."""
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
                raise InputError(f"the XLSX file is damaged: there is no shared string {text[:12]!r}; {SAVE} again")
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
