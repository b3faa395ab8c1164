"""DOCX of a concordance report: the authentic texts side by side, what seems to differ marked, room for the reviser.

What a reviser writes into disposition, correction and comment is read back; the columns that are not shown travel in a
part of the file (``customXml``) by the id of the candidate. Where a program drops that part, what is shown must do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from toolkit.errors import InputError
from toolkit.formats import Format, Reading, Stream, Writing
from toolkit.formats.findings import marks
from toolkit.formats.tags import OURS
from toolkit.formats.word import WIDE, Cell, Column, Word, damaged, save, sound, spoken
from toolkit.tables import PURPOSE

_SPACE = "urn:duizhao:concordance"
_WIDTHS = {
    "candidate": 1150,
    "place": 1250,
    "difference": 2000,
    "disposition": 1500,
    "correction": 1500,
    "comment": 1300,
}
_WRITTEN = ("disposition", "correction", "comment")  # what is read from the table, and not from the part
_PLAIN = '<w:sz w:val="16"/>'


def write(found: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a report."""
    languages = found.languages
    tags = {code: code for code in languages} | OURS | dict(how.tags)
    share = (WIDE - sum(_WIDTHS.values())) // max(len(languages), 1)
    texts = [Column(code, share, spoken(tags[code], 17)) for code in languages]
    first, *rest = (Column(name, wide, _PLAIN) for name, wide in _WIDTHS.items())
    columns = [Column(*first[:2]), rest[0], *texts, *rest[1:]]
    kept: list[dict[str, Any]] = []

    def rows() -> Iterator[list[Cell]]:
        for row in found.rows:
            kept.append({name: row[name] for name in found.columns if name not in _WRITTEN})
            yield [_cell(row, column.name, languages) for column in columns]

    def hidden() -> tuple[str, object]:
        return _SPACE, {"rows": kept}

    save(file, f"Concordance: {found.facts['document']}", _lines(found.facts), columns, rows(), hidden)


def _cell(row: Mapping[str, Any], name: str, languages: Sequence[str]) -> Cell:
    if name in languages:
        return Cell(row[name], _apart(marks(row, name, languages)))
    if name == "place":
        return Cell("\n".join(filter(None, (row["place"], row["state"]))))
    if name == "difference":
        suggested = f"could stand there: {row['suggestion']}" if row["suggestion"] else ""
        return Cell("\n".join(filter(None, (f"{row['kind']}, {row['weight']}", row["difference"], suggested))))
    return Cell(row[name])


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places without those that begin in another."""
    out: list[tuple[int, int]] = []
    for start, stop in spans:
        if not out or start >= out[-1][1]:
            out.append((start, stop))
    return out


def _lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands over the table."""
    yield PURPOSE
    for code, title in facts["titles"].items():
        yield f"{code}: {'. '.join(filter(None, (title, facts['labels'].get(code, ''))))}"
    yield from facts["remarks"]
    if facts["signature"]:
        yield str(facts["signature"])


def sheet(file: BinaryIO, how: Reading) -> Iterator[Sequence[str]]:
    """Yield the header and the rows of the report in a file, as the reviser left it.

    Raises:
        InputError: the file can't be used, or holds no report.
    """
    word = Word(file, how)
    kept = _kept(word)
    for rows in word.tables():
        if rows and "candidate" in rows[0]:
            names = rows[0]
            there = [*kept.values(), _shown({})]
            more = list(dict.fromkeys(name for row in there for name in row if name not in names))
            yield [*names, *more]
            for _, row in sound(rows):
                cells = dict(zip(names, row, strict=True))
                known = kept.get(cells["candidate"].strip()) or _shown(cells)
                yield [{**cells, **known}.get(name, "") for name in (*names, *more)]
            return
    raise InputError("the document holds no concordance report: a table with a column candidate is wanted")


def _shown(cells: Mapping[str, str]) -> dict[str, str]:
    """Return what the cells of a row say of columns that are not shown, where another program has left the part out."""
    place, _, state = cells.get("place", "").partition("\n")
    head, _, difference = cells.get("difference", "").partition("\n")
    kind, _, weight = head.rpartition(", ")
    said = difference.partition("\ncould stand there: ")[0]
    return {"place": place, "state": state, "kind": kind, "weight": weight, "difference": said}


def _kept(word: Word) -> dict[str, dict[str, str]]:
    """Return what is not shown by the id of the candidate."""
    found = word.hidden(_SPACE)
    if found is None:
        return {}
    try:
        rows = [{str(name): str(cell) for name, cell in row.items()} for row in found["rows"]]
        return {row["candidate"]: row for row in rows}
    except (TypeError, KeyError, AttributeError):
        raise damaged() from None


FORMAT = Format((".docx",), ("concordance",), write, title="DOCX")
