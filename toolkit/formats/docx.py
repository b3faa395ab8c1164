"""DOCX: a table for reviewers, a column a language, landscape, its header repeated on each page; and what they changed.

Left of the texts stands the id of the row, right of them the note. All other cells, and what is true of the whole
table, travel in a part of the file that is not shown (``customXml``), by the id of the row, of which each has its own:
where a program drops it, ids, texts and notes are left. Read are texts as they stand with tracked changes accepted;
rows may be changed, deleted and added. Comments are counted and left out. A table of another program is read if its
header names languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from toolkit.errors import InputError
from toolkit.formats import Format, Losses, Reading, Stream, Writing
from toolkit.formats.about import checked_facts
from toolkit.formats.header import header
from toolkit.formats.ids import distinct
from toolkit.formats.table import Cells, stream, told
from toolkit.formats.tags import OURS
from toolkit.formats.word import WIDE, Cell, Column, Word, damaged, save, sound, spoken

_SPACE = "urn:duizhao:units"
_ID, _NOTE = 1500, 2000
_OF_LINK = ("confidence", "agreement", "links", "origin")


def write(found: Stream, file: BinaryIO, how: Writing) -> None:
    """Write units as a table."""
    found = told(found)
    languages = found.languages
    tags = {code: code for code in languages} | OURS | found.facts.get("tags", {}) | dict(how.tags)
    share = (WIDE - _ID - _NOTE) // max(len(languages), 1)
    texts = [Column(code, share, spoken(tags[code])) for code in languages]
    columns = [Column("unit", _ID), *texts, Column("note", _NOTE)]
    names = [column.name for column in columns]
    kept: list[dict[str, Any]] = []

    def rows() -> Iterator[list[Cell]]:
        for row in distinct(found, how.losses):
            rest = {name: row[name] for name in found.columns if name not in names and row[name] not in ("", None)}
            kept.append({**rest, "unit": row["unit"]})
            yield [Cell(row[name]) for name in names]

    def hidden() -> tuple[str, object]:
        facts = {name: fact for name, fact in found.facts.items() if name != "table"}
        return _SPACE, {"facts": facts, "rows": kept}

    save(file, str(found.facts["document"]), _lines(found.facts), columns, rows(), hidden)


def _lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands over the table."""
    for code, title in facts["titles"].items():
        said = ". ".join(filter(None, (title, facts["labels"].get(code, ""))))
        if said:
            yield f"{code}: {said}"
    yield from facts["remarks"]
    if facts["signature"]:
        yield str(facts["signature"])


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the first table of a document whose header is one of aligned texts.

    Raises:
        InputError: this is no DOCX file, holds no such table, or passes a limit of size or depth.
    """
    word = Word(file, how)
    facts, kept = _attached(word)
    fault: InputError | None = None
    for rows in word.tables():
        try:
            known = header(rows[0] if rows else [], how.losses)
        except InputError as error:
            fault = fault or error
            continue
        if word.comments:
            how.losses.drop("comments", word.comments)
        if facts:
            known = known._replace(own=True, languages=sorted(known.languages, key=_order(facts, known.languages)))
        return stream(_cells(rows, known.at, kept, how.losses), known, facts)
    raise fault or InputError("the document holds no table")


def _order(facts: Mapping[str, Any], languages: list[str]) -> Any:
    return [*(code for code in facts.get("languages", ()) if code in languages), *languages].index


def _cells(
    rows: Sequence[Sequence[str]], at: Mapping[str, int], kept: Mapping[str, Mapping[str, str]], losses: Losses
) -> Iterator[Cells]:
    """Yield the cells of rows, with those that are not shown; of a row that was made from another only its place."""
    seen: set[str] = set()
    for number, row in sound(rows):
        cells = {name: row[place] for name, place in at.items()}
        name = cells.get("unit", "")
        unseen = kept.get(name, {})
        if name in seen and unseen:
            losses.drop("what was known of the link, in rows with the id of another")
            unseen = {column: cell for column, cell in unseen.items() if column not in _OF_LINK}
        seen.add(name)
        yield f"row {number}", {**unseen, **cells}


def _attached(word: Word) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Return what is true of the whole table, and the cells that are not shown by the id of the row."""
    found = word.hidden(_SPACE)
    if found is None:
        return {}, {}
    try:
        rows = [{str(name): str(cell) for name, cell in row.items()} for row in found["rows"]]
        return checked_facts(found["facts"]), {row["unit"]: row for row in reversed(rows)}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise damaged() from None


FORMAT = Format((".docx",), ("units",), write, ("units",), read, title="DOCX", texts=True)
