"""Word files (DOCX): the body's text as printed, one paragraph a line, automatic numbers written out.

Tracked changes count as accepted. Hidden text, headers, footers, notes and comments are left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from xml.etree.ElementTree import Element

from toolkit.errors import InputError
from toolkit.readers import Page, Reader
from toolkit.readers.docx_package import SAVE, Package
from toolkit.wordml import Numbering, Styles, children, raised, switch, symbol, value

_CELL = 120  # characters: a longer line stands in no signature table
_COLUMNS = range(2, 7)  # of a signature table
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_LEFT_OUT = frozenset(("del", "moveFrom", "pPr", "rPr", "rt", "sdtPr"))
_LEAVES = {"t": "", "sym": "", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@cache
def _party() -> re.Pattern[str]:
    text = files(__package__).joinpath("docx.toml").read_text("utf-8")
    return re.compile(tomllib.loads(text)["party"])


def _flat(node: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements with these tags, opening what holds them: content controls, insertions and so on."""
    for child in children(node):
        if child.tag in tags:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _flat(child, *tags)


def _leaf(node: Element) -> str:
    """Return what an element of a run shows."""
    if node.tag == "sym":
        return symbol(node)
    if node.tag != "t":
        return _LEAVES[node.tag]
    text = re.sub(r"[\t\r\n]", " ", (node.text or "").replace("\u00ad", ""))
    return text if node.get(_PRESERVE) == "preserve" else text.strip(" ")


def _joined(text: str) -> list[str]:
    """Return a paragraph without the white space around its lines, or nothing if there is no more in it."""
    lines = [line for each in text.split("\n") if (line := each.strip())]
    return ["\n".join(lines)] if lines else []


@dataclass
class _Paragraph:
    """What is gathered of a paragraph: its pieces, and the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Body:
    """Walks a document's body in order."""

    def __init__(self, styles: Styles, numbering: Numbering, fields: bool) -> None:
        self.styles = styles
        self.numbering = numbering
        self.fields = fields
        self._open: list[bool] = []  # fields: whether their result is reached
        self._instructions = 0  # how many of them it is not

    def blocks(self, parent: Element) -> list[str]:
        """Return the paragraphs in a body, cell or text box; a line feed in one is a line break."""
        found: list[str] = []
        label = text = ""  # of paragraphs whose mark is gone: they go on in the next one
        for node in _flat(parent, "p", "tbl"):
            if node.tag == "tbl":
                found += [*_joined(label + text), *self._table(node)]
                label = text = ""
                continue
            properties = node.find("pPr")
            paragraph = self._paragraph(node, properties)
            more = "".join(paragraph.pieces)
            gone, hidden = self._mark(properties)
            if not gone or (hidden and more.strip()):
                label = label or self.numbering.label(properties)
            text += more
            if not gone:
                found += _joined(label + text)
                label = text = ""
            for box in paragraph.boxes:
                found += self._box(box)
        return found + _joined(label + text)

    def _mark(self, properties: Element | None) -> tuple[bool, bool]:
        """Return whether a paragraph's mark is gone, so that the next paragraph goes on in it, and whether hidden."""
        hidden = switch(properties, "rPr/vanish")
        if hidden is None:
            hidden = self.styles.hidden(self._style(properties))
        deleted = properties is not None and any(
            properties.find(f"rPr/{each}") is not None for each in ("del", "moveFrom")
        )
        return hidden or deleted, hidden

    def _style(self, properties: Element | None) -> str:
        return value(properties, "pStyle") or self.styles.default

    def _paragraph(self, node: Element, properties: Element | None) -> _Paragraph:
        paragraph = _Paragraph()
        self._gather(node, paragraph, True, self.styles.hidden(self._style(properties)))
        return paragraph

    def _gather(self, node: Element, into: _Paragraph, shown: bool, hidden: bool) -> None:
        """Gather the text in an element; ``hidden``: runs that say nothing else are hidden by the paragraph's style."""
        for child in children(node):
            if child.tag == "fldChar":
                self._field(child.get("fldCharType", ""))
            elif child.tag in _LEAVES:
                if shown and not self._instructions:
                    into.pieces.append(_leaf(child))
            elif child.tag == "txbxContent":
                into.boxes += [child] if shown else []
            elif child.tag == "r":
                start = len(into.pieces)
                self._gather(child, into, not self._hidden(child, hidden), hidden)
                into.pieces[start:] = [raised(child, piece) for piece in into.pieces[start:]]
            elif child.tag not in _LEFT_OUT:
                self._gather(child, into, shown, hidden)

    def _hidden(self, run: Element, default: bool) -> bool:
        own, style = switch(run, "rPr/vanish"), value(run, "rPr/rStyle")
        return own if own is not None else self.styles.hidden(style) or default

    def _field(self, kind: str) -> None:
        """Keep count of the fields: what stands before a field's result is its instruction."""
        if not self.fields:
            return
        if kind == "begin":
            self._open.append(False)
            self._instructions += 1
        elif self._open and (kind == "end" or (kind == "separate" and not self._open[-1])):
            self._instructions -= not self._open.pop()
            if kind == "separate":
                self._open.append(True)

    def _box(self, box: Element) -> list[str]:
        kept = self._open, self._instructions
        self._open, self._instructions = [], 0
        found = self.blocks(box)
        self._open, self._instructions = kept
        return found

    def _table(self, table: Element) -> list[str]:
        """Return a table cell by cell, one paragraph a line; a signature table row by row, tabs between its columns."""
        nested = table.find(".//tc//tbl") is not None
        rows = [
            [self.blocks(cell) for cell in _flat(row, "tc") if cell.find("tcPr/cellDel") is None]
            for row in _flat(table, "tr")
            if row.find("trPr/del") is None
        ]
        lines = [[[line for each in cell for line in each.split("\n")] for cell in row] for row in rows]
        if not nested and _signed(lines):
            return _side_by_side(lines)
        return [paragraph for row in rows for cell in row for paragraph in cell]


def _signed(rows: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether a table is a signature block: short cells, and in each column one that names a party."""
    columns = [column for column in zip_longest(*rows, fillvalue=()) if any(column)]
    return len(columns) in _COLUMNS and all(
        any(_party().search(" ".join(" ".join(cell).split())) for cell in column)
        and all(len(line) <= _CELL for cell in column for line in cell)
        for column in columns
    )


def _side_by_side(rows: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Return the lines of a signature table.

    Cells with as many lines are read line by line; where one row holds everything and its cells differ, each party is
    read for itself; else the lines of a cell belong together.
    """
    filled = [[[" ".join(line.split("\t")) for line in cell] for cell in row if cell] for row in rows if any(row)]
    found: list[str] = []
    for row in filled:
        if len({len(cell) for cell in row}) == 1:
            found += ["\t".join(lines) for lines in zip(*row, strict=True)]
        elif len(filled) == 1:
            found += [line for cell in row for line in cell]
        else:
            found.append("\t".join(" ".join(cell) for cell in row))
    return found


def read(data: bytes, encoding: str | None = None) -> Page:
    """Return the text of a Word file, with blank lines between paragraphs; ``encoding`` is the file's own.

    Raises:
        InputError: the file is no DOCX, is damaged, or holds no text.
    """
    package = Package(data)
    main = package.related("", "officeDocument", "word/document.xml")
    root = package.tree(main)
    body = None if root is None else root.find("body")
    if root is None or body is None:
        raise InputError(f"the file holds no Word document; {SAVE} again")
    styles = Styles(package.tree(package.related(main, "styles", "styles.xml")))
    numbering = Numbering(package.tree(package.related(main, "numbering", "numbering.xml")), styles)
    kinds = [each.get("fldCharType") for each in body.iter("fldChar")]
    found = _Body(styles, numbering, kinds.count("begin") == kinds.count("end")).blocks(body)
    if not found:
        raise InputError("the Word file holds no text; if its pages are pictures, have them recognised (OCR) first")
    return Page("\n\n".join(found), "utf-8", 1.0)


READER = Reader(suffixes=(".docx", ".docm", ".dotx"), read=read)
