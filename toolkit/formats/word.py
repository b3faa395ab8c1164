"""Word files that hold a table: a landscape page with its header repeated, and a part of the file that is not shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from toolkit import safe_zip
from toolkit.errors import InputError, MissingExtraError
from toolkit.formats import Reading, whole
from toolkit.formats.markup import attribute, carried, text
from toolkit.formats.word_reading import Tables, beside
from toolkit.wordml import Numbering, Styles

WIDE = 15000  # twentieths of a point: the width of the table on a landscape page
_PART = "customXml/duizhao.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CUT = re.compile("(\r\n|[\t\r\n])")
_CLOSE = '<w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>'
# ends of lines are all shown alike, by what says no more than is so without; a carriage return as it stands would make
# LibreOffice take the table for none
_SHOWN = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r\n": '<w:br w:clear="none"/>', "\r": '<w:br w:type="textWrapping"/>'}
_MARKED = '<w:shd w:val="clear" w:color="auto" w:fill="FFE599"/>'
QUIET = '<w:color w:val="666666"/><w:sz w:val="14"/>'
KIND = safe_zip.Kind(
    name="DOCX",
    content="table as DOCX",
    save="open it in Word or LibreOffice and save it as DOCX",
    old="an old Word file",
    plain="name it .csv if it is comma-separated text",
    others={"xl/workbook.xml": "a workbook (XLSX)", "content.xml": "an OpenDocument file such as ODT"},
)


class Column(NamedTuple):
    """A column of a table: its name, width in twentieths of a point, and how its text is written."""

    name: str
    wide: int
    how: str = QUIET


class Cell(NamedTuple):
    """A text and the places in it that are marked, from the first, not overlapping."""

    text: str
    marks: Sequence[tuple[int, int]] = ()


def spoken(tag: str, size: int = 19) -> str:
    """Return how text in a language is written, in half points; the tag is for spelling."""
    return f'<w:sz w:val="{size}"/><w:lang w:val={attribute(tag)} w:eastAsia={attribute(tag)}/>'


def save(
    file: BinaryIO,
    title: str,
    lines: Iterable[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    hidden: Callable[[], tuple[str, object]],
) -> None:
    """Write a file with lines of text, a table, and what is not shown.

    ``hidden`` is called after the rows were taken; it returns the name space of the part and what it holds, as values
    of JSON.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.oxml import parse_xml
        from docx.shared import Mm
    except ModuleNotFoundError:
        raise MissingExtraError("DOCX wants the package python-docx: pip install 'duizhao[docx]'") from None
    document = Document()
    section = document.sections[0]
    section.orientation, (section.page_width, section.page_height) = WD_ORIENT.LANDSCAPE, (Mm(297), Mm(210))
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, 500_000)
    document.core_properties.created = datetime(2025, 6, 17, tzinfo=UTC)
    document.core_properties.title = carried(title)[:255]
    for line in lines:
        document.add_paragraph(carried(line))
    document.element.body.insert(-1, parse_xml(_table(columns, rows)))
    _attach(document, *hidden())
    document.save(file)


def _table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as XML."""
    wide = [column.wide for column in columns]
    heads = [Cell(column.name) for column in columns]
    made = [
        _row(heads, wide, ['<w:b/><w:sz w:val="17"/>'] * len(columns), "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    ]
    how = [column.how for column in columns]
    made += (_row(row, wide, how, "<w:trPr><w:cantSplit/></w:trPr>") for row in rows)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="999999"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in wide)
    return (
        f'<w:tbl xmlns:w="{_WORD}"><w:tblPr><w:tblW w:w="{WIDE}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}</w:tbl>'
    )


def _row(cells: Sequence[Cell], wide: Sequence[int], how: Sequence[str], more: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_CLOSE}{_runs(cell, said)}</w:p></w:tc>'
        for cell, width, said in zip(cells, wide, how, strict=True)
    )
    return f"<w:tr>{more}{made}</w:tr>"


def _runs(cell: Cell, how: str) -> str:
    edges = sorted({0, len(cell.text), *(edge for mark in cell.marks for edge in mark)})
    return "".join(
        _run(cell.text[a:b], how + (_MARKED if any(x <= a and b <= y for x, y in cell.marks) else ""))
        for a, b in pairwise(edges)
    )


def _run(words: str, how: str) -> str:
    parts = (_SHOWN.get(part) or f'<w:t xml:space="preserve">{text(part)}</w:t>' for part in _CUT.split(words) if part)
    return f"<w:r><w:rPr>{how}</w:rPr>{''.join(parts)}</w:r>" if words else ""


def _attach(document: Any, space: str, held: object) -> None:
    """Put what is not shown into a part of the document."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    said = json.dumps(held, ensure_ascii=False)
    blob = f'<?xml version="1.0" encoding="UTF-8"?>\n<units xmlns="{space}">{text(said)}</units>'.encode()
    part = Part(PackURI(f"/{_PART}"), "application/xml", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


class Word:
    """A Word file that was opened: its tables, as rows of texts with tracked changes accepted.

    Raises:
        InputError: this is no DOCX file, holds no document, or passes a limit of size or depth.
    """

    def __init__(self, file: BinaryIO, how: Reading) -> None:
        self._package = safe_zip.Package(whole(file, how), KIND)
        self._main = self._package.related("", "officeDocument", "word/document.xml")
        root = self._package.tree(self._main)
        if root is None:
            raise InputError(f"the file holds no document; {KIND.save} again")
        self._root: Element = root
        styles, numbering = (
            self._package.tree(self._package.related(self._main, name, f"{name}.xml"))
            for name in ("styles", "numbering")
        )
        self._tables = Tables(root, Numbering(numbering, Styles(styles)))

    def tables(self, wanted: Callable[[Sequence[str]], bool] = lambda header: True) -> Iterator[list[list[str]]]:
        """Yield each table that holds something as its rows.

        A table in a cell of another is text of that cell; but if the header of the other is none that is ``wanted``,
        it is for layout, and the one in it a table by itself.
        """
        return (rows for rows in self._tables.rows(wanted) if any(map(any, rows)))

    def beside(self) -> Iterator[tuple[str, int]]:
        """Yield what the tables do not hold, and how much of it there is: comments, footnotes, pictures and so on."""
        return beside(self._root)

    def outside(self) -> list[str]:
        """Return the texts of the paragraphs outside the tables."""
        return [each for each in self._tables.outside() if each.strip()]

    def hidden(self, space: str) -> Any:
        """Return the values in the part that is not shown, or None if there is none of this name space.

        Raises:
            InputError: they are damaged.
        """
        for kind, part in self._package.relations(self._main).values():
            root = self._package.tree(part) if kind == "customXml" else None
            if root is not None and root.tag == f"{{{space}}}units":
                try:
                    return json.loads("".join(root.itertext()))
                except (ValueError, RecursionError):
                    raise damaged() from None
        return None


def damaged() -> InputError:
    """Return the error for a part that is not shown and does not hold what was written."""
    return InputError(f"{_PART} in the DOCX file is damaged; {KIND.save} again")


def sound(rows: Sequence[Sequence[str]], table: int = 1, first: int = 2) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a table under its header, with their numbers.

    ``table`` is which one of the document it is, ``first`` the number of the row after ``rows[0]``.

    Raises:
        InputError: one has not as many cells as the header.
    """
    which = "the table" if table == 1 else f"table {table}"
    for number, row in enumerate(rows[1:], start=first):
        if len(row) != len(rows[0]):
            raise InputError(
                f"row {number} of {which} has {len(row)} cells under a header of {len(rows[0])}; "
                "was a cell split or joined?"
            )
        yield number, row
