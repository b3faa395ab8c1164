"""Rows of cells as rows of a ``Stream``, and a ``Stream`` as a DataFrame and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from toolkit import tables
from toolkit.errors import InputError
from toolkit.formats import concepts, joined
from toolkit.formats.cells import confidence, shown
from toolkit.formats.header import Header, header
from toolkit.formats.stream import Losses, Stream
from toolkit.formats.tags import OURS
from toolkit.tables import UNITS

if TYPE_CHECKING:
    import pandas as pd

_ORIGIN = re.compile(r"(?:machine|reviewed(?:[\s,;]+[a-z]{2,3}[-–—][a-z]{2,3})*)?")
_AHEAD = 1000  # rows that are looked at to say what is true of a whole table that does not say it itself
Cells = tuple[str, Mapping[str, str]]  # a word on where a row stands, and its cells by column


def records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, with empty texts where there is no value and None where there is no number."""
    names = [str(name) for name in table.columns]
    for row in table.itertuples(index=False, name=None):
        yield {
            name: (None if name == "confidence" else "") if value is None or value != value else value
            for name, value in zip(names, row, strict=True)
        }


def check_values(row: Mapping[str, Any], languages: Sequence[str]) -> None:
    """Raise InputError if a row says of its links or its texts what is none of the words for it."""
    if not _ORIGIN.fullmatch(_plain(row.get("origin"))):
        why = "write reviewed, machine, or reviewed and the pairs, such as reviewed zh-ru"
        raise InputError(f"row {shown(str(row['unit']))}: origin is {shown(str(row['origin']))!r}; {why}")
    for name in ("agreement", *(f"{code}_complete" for code in languages)):
        if _plain(row.get(name)) not in ("", "yes", "no"):
            raise InputError(f"row {shown(str(row['unit']))}: {name} is {shown(str(row[name]))!r}; write yes or no")


def _plain(cell: object) -> str:
    return str(cell or "").strip().lower()


def stream_of(table: pd.DataFrame) -> Stream:
    """Return a table as a stream; its ``attrs`` say what it is."""
    columns = tuple(str(name) for name in table.columns)
    facts = {"languages": [], **{str(name): fact for name, fact in table.attrs.items()}}
    return Stream(str(table.attrs.get("table", "table")), records(table), facts, columns)


def frame(stream: Stream) -> pd.DataFrame:
    """Return a stream of units as a UNITS table.

    Raises:
        InputError: it holds something else, a row says what none of the words for it is, or as its rows come.
    """
    import pandas as pd

    if stream.kind != "units":
        raise InputError("this is a table of terms, not of aligned texts")
    rows = list(stream.rows)
    for row in rows if stream.own else ():
        check_values(row, stream.languages)
    names = tables.columns(UNITS, stream.languages)
    table = pd.DataFrame(rows, columns=names)
    if len(stream.languages) > 1 and rows:
        table["confidence"] = table["confidence"].astype(float)
    table.attrs = _attrs(rows, stream.languages, stream.facts)
    return table


def completed(table: pd.DataFrame) -> pd.DataFrame:
    """Return a UNITS table whose ``attrs`` were lost on the way (as `pandas.concat` does) with what its cells say.

    Raises:
        InputError: it is no such table.
    """
    if "languages" in table.attrs:
        return table
    found = header([str(name) for name in table.columns])
    out = table.copy()
    out.attrs = _attrs(list(records(table)), found.languages, {})
    return out


def told(stream: Stream) -> Stream:
    """Return a stream of units whose facts are whole: what it does not say itself is what its first rows say."""
    rows = iter(stream.rows)
    first = list(islice(rows, _AHEAD))
    facts = {**stream.facts, **_attrs(first, stream.languages, stream.facts)}
    return replace(stream, rows=chain(first, rows), facts=facts)


def flat(stream: Stream) -> tuple[tuple[str, ...], Iterable[Mapping[str, Any]]]:
    """Return the columns and rows that a table has as cells; of concepts there is one row a term."""
    if stream.kind == "concepts":
        return concepts.COLUMNS, concepts.rows(concepts.named(stream.rows))
    return stream.columns, stream.rows


def stream(found: Iterable[Cells], known: Header, facts: Mapping[str, Any], losses: Losses) -> Stream:
    """Return the table of rows, each with a word on where it stands in the file; empty ones are left out.

    ``facts`` is what the file says of the whole table; what is taken otherwise than it stands is noted in ``losses``.

    Raises:
        InputError: as the rows come, if a confidence is no number from 0 to 1.
    """
    filled = (each for each in found if any(each[1].values()))
    if known.kind == "concepts":
        made = (concepts if "term" in known.at else joined).concepts(filled, losses)
        return Stream("concepts", made, {"languages": list(OURS)}, own=known.own)
    names = tables.columns(UNITS, known.languages)
    rows = _units(filled, names)
    if not known.own:
        rows = _numbered(rows, "n" if "unit" in known.at else "")
    tags = {"tags": {"zh": known.script}} if known.script else {}
    return Stream("units", rows, {**facts, "languages": list(known.languages), **tags}, tuple(names), known.own)


def _units(found: Iterable[Cells], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for where, row in found:
        yield {**{name: row.get(name, "") for name in names}, "confidence": confidence(where, row)}


def _numbered(rows: Iterable[dict[str, Any]], before: str) -> Iterator[dict[str, Any]]:
    """Yield rows, those without id with their number as id, after a letter where numbers may be ids of others."""
    for number, row in enumerate(rows, start=1):
        yield row if row["unit"] else {**row, "unit": f"{before}{number}"}


def _attrs(rows: Sequence[Mapping[str, Any]], languages: Sequence[str], facts: Mapping[str, Any]) -> dict[Any, Any]:
    """Return what is true of a whole table: what a file says of it, else what its rows say."""
    titles = {code: " ".join(c[code] for c in rows if c["kind"] == "title" and c[code]) for code in languages}
    labels = {code: next((c[f"{code}_status"] for c in rows if c[f"{code}_status"]), "") for code in languages}
    return {
        "table": "units",
        "document": facts.get("document") or next((c["document"] for c in rows), ""),
        "languages": list(languages),
        # a title that stands in a row is what it says there, which somebody may have changed
        "titles": {code: titles[code] or facts.get("titles", {}).get(code, "") for code in languages},
        "labels": {code: facts.get("labels", {}).get(code, labels[code]) for code in languages},
        "remarks": list(facts.get("remarks", ())),
        "signature": facts.get("signature", ""),
        "not one to one": dict(facts.get("not one to one", {})),
        **({"tags": dict(facts["tags"])} if facts.get("tags") else {}),
    }
