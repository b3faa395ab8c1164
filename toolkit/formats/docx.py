"""DOCX: a table for reviewers, a column a language, landscape, its header repeated on each page; and what they changed.

Left of the texts stands the id of the row, right of them the note. All other cells, and what is true of the whole
table, travel in a part of the file that is not shown (``customXml``), by the id of the row, of which each has its own:
where a program drops it, ids, texts and notes are left. Read are texts as they stand with tracked changes accepted;
rows may be changed, deleted and added, the table split. Comments and what else stands beside it are counted and left
out. Tables of another program are read if their headers name languages, all that have those of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from toolkit.errors import InputError
from toolkit.formats import Format, Losses, Reading, Stream, Writing
from toolkit.formats.about import checked_facts
from toolkit.formats.cells import shown
from toolkit.formats.header import Header, header, is_header, told_nameless
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


class _Table(NamedTuple):
    """A table of the document: which one it is, what its header says, its rows, and the number of the first of them.

    Before the rows stands the header; of a table that was split off it is that of the one before.
    """

    number: int
    known: Header
    rows: list[list[str]]
    first: int = 2


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the tables of aligned texts in a document as one: the first, and all that have its languages.

    Raises:
        InputError: this is no DOCX file, holds no such table, or passes a limit of size or depth.
    """
    word = Word(file, how)
    facts, kept = _attached(word)
    found = list(_alike(word, kept, how.losses))
    known = found[0].known
    for each in found:
        header(each.rows[0], how.losses)
    ours = {" ".join(line.split()) for line in _lines(facts)} if facts else set()
    how.losses.drop("paragraphs outside the tables", sum(" ".join(p.split()) not in ours for p in word.outside()))
    for name, count in word.beside():
        how.losses.drop(name, count)
    if facts:
        known = known._replace(own=True, languages=sorted(known.languages, key=_order(facts, known.languages)))
    return stream(_cells(found, kept, how.losses), known, facts, how.losses)


def _alike(word: Word, kept: Mapping[str, Any], losses: Losses) -> Iterator[_Table]:
    """Yield the tables that are one, also those that were split off and have no header; others are named.

    Raises:
        InputError: there is none.
    """
    last: _Table | None = None
    fault: InputError | None = None
    for number, rows in enumerate(word.tables(is_header), start=1):
        here: _Table | None = None
        try:
            here = _Table(number, header(rows[0]), rows)
        except InputError as error:
            fault = fault or error
            if last and _continues(rows, last, kept):
                here = _Table(number, last.known, [last.rows[0], *rows], first=1)
        if here and (last is None or here.known.like(last.known)):
            last = here
            yield here
        else:
            begins = " ".join(" ".join(rows[0]).split())
            losses.say(f"table {number} of the document is left out, of {len(rows)} rows: {shown(begins)}")
    if last is None:
        raise fault or InputError("the document holds no table")


def _continues(rows: list[list[str]], last: _Table, kept: Mapping[str, Any]) -> bool:
    """Return whether rows without header are some of a table that we wrote, by their ids."""
    at = last.known.at.get("unit")
    return at is not None and any(len(row) > at and row[at] in kept for row in rows)


def _order(facts: Mapping[str, Any], languages: list[str]) -> Any:
    return [*(code for code in facts.get("languages", ()) if code in languages), *languages].index


def _rows(found: Sequence[_Table], losses: Losses) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the cells of each row that are shown, by column, with the place of the row."""
    for table in found:
        for number, row in told_nameless(sound(table.rows, table.number, table.first), table.rows[0], losses):
            where = f"row {number}" if len(found) == 1 else f"table {table.number}, row {number}"
            yield where, {name: row[place] for name, place in table.known.at.items()}


def _cells(found: Sequence[_Table], kept: Mapping[str, Mapping[str, str]], losses: Losses) -> Iterator[Cells]:
    """Yield the cells of rows, with those that are not shown; of a row that was made from another only its place."""
    seen: set[str] = set()
    for where, cells in _rows(found, losses):
        name = cells.get("unit", "")
        unseen = kept.get(name, {})
        if name in seen and unseen:
            losses.drop("what was known of the link, in rows with the id of another")
            unseen = {column: cell for column, cell in unseen.items() if column not in _OF_LINK}
        seen.add(name)
        yield where, {**unseen, **cells}


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


FORMAT = Format((".docx",), ("units",), write, ("units",), read, title="DOCX", texts=True, takes=("tags",))
