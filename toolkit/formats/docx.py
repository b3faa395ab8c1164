"""DOCX: a table for reviewers, a column a language, landscape, its header repeated on each page; and what they changed.

Left of the texts stands the id of the row, right of them the note. All other cells, and what is true of the whole
table, travel in a part of the file that is not shown (``customXml``), by the id of the row, of which each has its own:
where a program drops it, ids, texts and notes are left. Read are texts as they stand with tracked changes accepted;
rows may be changed, deleted and added. Comments are counted and left out. A table of another program is read if its
header names languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from toolkit import safe_zip
from toolkit.errors import InputError, MissingExtraError
from toolkit.formats import Format, Losses, Reading, Stream, Writing, whole
from toolkit.formats.about import checked_facts
from toolkit.formats.header import header
from toolkit.formats.ids import distinct
from toolkit.formats.markup import attribute, carried, text
from toolkit.formats.table import Cells, stream, told
from toolkit.formats.tags import OURS

_PART = "customXml/duizhao.xml"
_SPACE = "urn:duizhao:units"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WIDE = 15000  # twentieths of a point: the width of the table on a landscape page
_ID, _NOTE = 1500, 2000
_OF_LINK = ("confidence", "agreement", "links", "origin")
_CUT = re.compile("([\t\n])")
_CLOSE = '<w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>'
_SHOWN = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_KIND = safe_zip.Kind(
    name="DOCX",
    content="table as DOCX",
    save="open it in Word or LibreOffice and save it as DOCX",
    old="an old Word file",
    plain="name it .csv if it is comma-separated text",
    others={"xl/workbook.xml": "a workbook (XLSX)", "content.xml": "an OpenDocument file such as ODT"},
)


def write(found: Stream, file: BinaryIO, how: Writing) -> None:
    """Write units as a table."""
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.oxml import parse_xml
    except ModuleNotFoundError:
        raise MissingExtraError("DOCX wants the package python-docx: pip install 'duizhao[docx]'") from None
    found = told(found)
    document = Document()
    section = document.sections[0]
    section.orientation, (section.page_width, section.page_height) = (
        WD_ORIENT.LANDSCAPE,
        (section.page_height, section.page_width),
    )
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, 500_000)
    document.core_properties.created = datetime(2025, 6, 17, tzinfo=UTC)
    document.core_properties.title = carried(str(found.facts["document"]))[:255]
    for line in _lines(found.facts):
        document.add_paragraph(carried(line))
    kept: list[dict[str, Any]] = []
    document.element.body.insert(-1, parse_xml(_table(found, how, kept)))
    _attach(document, found, kept)
    document.save(file)


def _lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands over the table."""
    for code, title in facts["titles"].items():
        said = ". ".join(filter(None, (title, facts["labels"].get(code, ""))))
        if said:
            yield f"{code}: {said}"
    yield from facts["remarks"]
    if facts["signature"]:
        yield str(facts["signature"])


def _table(found: Stream, how: Writing, kept: list[dict[str, Any]]) -> str:
    """Return the table as XML; to ``kept`` come the cells that it does not show."""
    languages = found.languages
    tags = {code: code for code in languages} | OURS | found.facts.get("tags", {}) | dict(how.tags)
    share = (_WIDE - _ID - _NOTE) // max(len(languages), 1)
    wide = [_ID, *(share for _ in languages), _NOTE]
    names = ["unit", *languages, "note"]
    said = [_lang(""), *(_lang(tags[code]) for code in languages), _lang("")]
    rows = [_row(names, wide, ["<w:b/>"] * len(names), "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")]
    for row in distinct(found, how.losses):
        rows.append(_row([row[name] for name in names], wide, said, "<w:trPr><w:cantSplit/></w:trPr>"))
        kept.append({name: row[name] for name in found.columns if name not in names and row[name] not in ("", None)})
        kept[-1]["unit"] = row["unit"]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="999999"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in wide)
    return (
        f'<w:tbl xmlns:w="{_WORD}"><w:tblPr><w:tblW w:w="{_WIDE}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _lang(tag: str) -> str:
    """Return how the text of a column is written: its language, for spelling, or small and grey."""
    if not tag:
        return '<w:color w:val="666666"/><w:sz w:val="14"/>'
    return f'<w:sz w:val="19"/><w:lang w:val={attribute(tag)} w:eastAsia={attribute(tag)}/>'


def _row(cells: list[str], wide: list[int], how: list[str], more: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_CLOSE}{_run(cell, said)}</w:p></w:tc>'
        for cell, width, said in zip(cells, wide, how, strict=True)
    )
    return f"<w:tr>{more}{made}</w:tr>"


def _run(cell: str, how: str) -> str:
    parts = (_SHOWN.get(part) or f'<w:t xml:space="preserve">{text(part)}</w:t>' for part in _CUT.split(cell) if part)
    return f"<w:r><w:rPr>{how}</w:rPr>{''.join(parts)}</w:r>" if cell else ""


def _attach(document: Any, found: Stream, kept: list[dict[str, Any]]) -> None:
    """Put what is not shown into a part of the document."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    facts = {name: fact for name, fact in found.facts.items() if name != "table"}
    said = json.dumps({"facts": facts, "rows": kept}, ensure_ascii=False)
    blob = f'<?xml version="1.0" encoding="UTF-8"?>\n<units xmlns="{_SPACE}">{text(said)}</units>'.encode()
    part = Part(PackURI(f"/{_PART}"), "application/xml", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the first table of a document whose header is one of aligned texts.

    Raises:
        InputError: this is no DOCX file, holds no such table, or passes a limit of size or depth.
    """
    package = safe_zip.Package(whole(file, how), _KIND)
    main = package.related("", "officeDocument", "word/document.xml")
    root = package.tree(main)
    if root is None:
        raise InputError(f"the file holds no document; {_KIND.save} again")
    facts, kept = _attached(package, main)
    fault: InputError | None = None
    for table in root.iter("tbl"):
        rows = [[_text(cell) for cell in row.findall("tc")] for row in table.iter("tr")]
        try:
            known = header(rows[0] if rows else [], how.losses)
        except InputError as error:
            fault = fault or error
            continue
        comments = sum(1 for _ in root.iter("commentReference"))
        if comments:
            how.losses.drop("comments", comments)
        if facts:
            known = known._replace(own=True, languages=sorted(known.languages, key=_order(facts, known.languages)))
        return stream(_cells(rows, known.at, kept, how.losses), known, facts)
    raise fault or InputError("the document holds no table")


def _order(facts: Mapping[str, Any], languages: list[str]) -> Any:
    return [*(code for code in facts.get("languages", ()) if code in languages), *languages].index


def _cells(
    rows: list[list[str]], at: Mapping[str, int], kept: Mapping[str, Mapping[str, str]], losses: Losses
) -> Iterator[Cells]:
    """Yield the cells of rows, with those that are not shown; of a row that was made from another only its place."""
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise InputError(
                f"row {number} of the table has {len(row)} cells under a header of {len(rows[0])}; "
                "was a cell split or joined?"
            )
        cells = {name: row[place] for name, place in at.items()}
        name = cells.get("unit", "")
        unseen = kept.get(name, {})
        if name in seen and unseen:
            losses.drop("what was known of the link, in rows with the id of another")
            unseen = {column: cell for column, cell in unseen.items() if column not in _OF_LINK}
        seen.add(name)
        yield f"row {number}", {**unseen, **cells}


def _attached(package: safe_zip.Package, main: str) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Return what is true of the whole table, and the cells that are not shown by the id of the row."""
    for kind, part in package.relations(main).values():
        root = package.tree(part) if kind == "customXml" else None
        if root is None or root.tag != f"{{{_SPACE}}}units":
            continue
        try:
            found = json.loads("".join(root.itertext()))
            rows = [{str(name): str(cell) for name, cell in row.items()} for row in found["rows"]]
            return checked_facts(found["facts"]), {row["unit"]: row for row in reversed(rows)}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise InputError(f"{part} in the DOCX file is damaged; {_KIND.save} again") from None
    return {}, {}


def _text(cell: Element) -> str:
    """Return the text of a cell, a line a paragraph, tracked changes accepted."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iter("p"))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in ("del", "moveFrom", "instrText", "rPr", "pPr"):
            continue
        if child.tag == "t":
            yield child.text or ""
        elif child.tag in ("tab", "ptab"):
            yield "\t"
        elif child.tag in ("br", "cr"):
            yield "\n"
        elif child.tag == "noBreakHyphen":
            yield "\u2011"
        else:
            yield from _pieces(child)


FORMAT = Format((".docx",), ("units",), write, ("units",), read, title="DOCX", texts=True)
