"""Tables of terms from other programs: rows of CSV or XLSX read as concepts, by a mapping of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import NamedTuple

from toolkit import data, formats
from toolkit.errors import InputError, ToolkitError
from toolkit.formats import Losses, Reading, csv
from toolkit.formats.concepts import rows as rows_of
from toolkit.languages.zh_scripts import strangers
from toolkit.terminology import columns, entries, joined, keys
from toolkit.terminology.entries import Entry
from toolkit.terminology.writing import Progress

_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_BAR = re.compile(r"\s*\|\s*")
_AHEAD = 20  # rows of which one may be the header
_GOOD = ("preferred", "admitted")


class Incoming(NamedTuple):
    """A concept of a file, where it stands there, and the version it was taken out with if the file says so.

    ``filed`` says whether the file has its category; if not, it is that of the file's name.
    """

    entry: Entry
    place: str
    version: int | None
    filed: bool = True


def read(
    path: Path,
    mapping: Mapping[str, str],
    encoding: str | None = None,
    progress: Progress | None = None,
    losses: Losses | None = None,
) -> Iterator[Incoming]:
    """Yield the concepts of a file or glossary folder, in order.

    A file whose columns are those of a glossary file has one term in a row; of any other file each row is a concept,
    several terms in a cell separated by `` | ``.

    Args:
        path: a CSV or XLSX file, or a folder of glossary files.
        mapping: column names by what they hold (``columns.fields``); what is not named there is known by its own name.
        encoding: of a CSV that is not UTF-8.
        progress: called with a stage, the bytes of a CSV that are read and all of them.
        losses: where it is noted what of a file is left out.

    Raises:
        InputError: the file can't be used, or a good Chinese term in it is in traditional characters; the message says
            where and why.
    """
    losses = losses or Losses()
    for file in data.glossary_files(path) if path.is_dir() else [path]:
        if file.suffix.lower() in _TABLES:
            found = _of_table(file, mapping, encoding, progress, losses)
        else:
            found = _formatted(file, Reading(encoding, losses=losses))
        for each in found:
            _check_script(each)
            yield each


def _of_table(
    path: Path, mapping: Mapping[str, str], encoding: str | None, progress: Progress | None, losses: Losses
) -> Iterator[Incoming]:
    """Yield the concepts of a CSV or XLSX file."""
    header, rows = _headed(_rows(path, encoding, progress, losses), mapping, losses)
    if {"id", "language", "term"} <= set(header) and not mapping:
        rest = [at for at, name in enumerate(header) if name not in ("id", "category", "version", *entries.CELLS)]
        yield from _by_term(_all_but(rest, rows, header, losses), header, path.stem)
    else:
        at = columns.placed(header, mapping, path)
        rest = sorted({*range(len(header))}.difference(*at.values()))
        yield from _by_concept(_all_but(rest, rows, header, losses), header, at, path.stem)


def _headed(
    rows: Iterator[tuple[str, list[str]]], mapping: Mapping[str, str], losses: Losses
) -> tuple[list[str], Iterator[tuple[str, list[str]]]]:
    """Return the header of a table, over which a title may stand, and the rows under it."""
    ahead = list(islice(rows, _AHEAD))
    at = next((at for at, (_, names) in enumerate(ahead) if columns.is_header(names, mapping)), 0)
    losses.drop("rows over the header", at)
    return ahead[at][1] if ahead else [], chain(ahead[at + 1 :], rows)


def _all_but(
    rest: Sequence[int], rows: Iterable[tuple[str, list[str]]], header: Sequence[str], losses: Losses
) -> Iterator[tuple[str, list[str]]]:
    """Yield rows, noting what stands in columns of which nothing is taken."""
    for place, row in rows:
        for at in rest:
            if row[at : at + 1] and row[at].strip():
                losses.drop(f"column {header[at] or at + 1}")
        yield place, row


def _formatted(path: Path, how: Reading) -> Iterator[Incoming]:
    """Yield the concepts of a file in a format of glossaries, such as TBX.

    Raises:
        InputError: it is no such file.
    """
    with formats.reading(path, how, formats.reader(path, "concepts")) as stream:
        lines = _lines()
        for number, concept in enumerate(stream.rows, 1):
            cells = list(rows_of([concept]))
            for row in cells:
                row["source"] = " | ".join(data.cited(each, lines) for each in data.listed(row["source"]))
            entry = entries.made(concept.id, concept.category or path.stem, cells)
            yield Incoming(entry, f"{path}, {number}", None, bool(concept.category))


def _check_script(each: Incoming) -> None:
    for cells in each.entry.cells():
        good = cells["language"] == "zh" and cells["status"] in _GOOD
        if good and strangers(cells["term"], "zh-Hans"):
            raise InputError(
                f"{each.place}: {cells['term']} is in traditional characters, and the termbase is in zh-Hans; convert "
                "the file first (duizhao convert IN -o OUT --script zh-Hans)"
            )


def sources(path: Path, encoding: str | None = None) -> list[dict[str, str]]:
    """Return the sources that a glossary folder lists, an exported glossary names, or another file cites."""
    if path.is_dir():
        return _listed(path / "sources.csv")
    if path.suffix.lower() in _TABLES:
        return _titled(path, encoding)
    lines = _lines()
    with formats.reading(path, Reading(encoding), formats.reader(path, "concepts")) as stream:
        named = {source for concept in stream.rows for term in concept.terms for source in term.sources}
    cited = {data.cited(each, lines).partition(":")[0] for each in named}
    return [cells for cells in _listed(data.home() / "glossary" / "sources.csv") if cells["key"] in cited]


def _titled(path: Path, encoding: str | None) -> list[dict[str, str]]:
    """Return the sources that an exported glossary names by title; of other tables none."""
    rows = _rows(path, encoding, None)
    header = next(rows, ("", []))[1]
    if not {"source", "reasons"} <= set(header):
        return []
    at = header.index("source")
    return joined.known_sources(row[at] for _, row in rows if len(row) > at)


def _listed(file: Path) -> list[dict[str, str]]:
    return [row.cells for row in data.rows(file, data.SOURCE_COLUMNS)] if file.is_file() else []


def _lines() -> dict[str, str]:
    """Return the keys of the bundled glossary's sources by their lines."""
    return {line: key for key, line in data.sources().items()}


def _rows(
    path: Path, encoding: str | None, progress: Progress | None, losses: Losses | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows that hold something, each with its place in words."""
    if path.suffix.lower() == ".xlsx":
        from toolkit.formats import xlsx_reading

        try:
            found = xlsx_reading.cells(path.read_bytes(), losses)
        except ToolkitError as error:
            raise InputError(f"{path}: {error}") from None
        except OSError as error:
            raise InputError(f"{path} can't be read: {error.strerror}") from None
        yield from ((f"{path}, row {number}", row) for number, row in found)
        return
    yield from _csv(path, encoding, progress)


def _csv(path: Path, encoding: str | None, progress: Progress | None) -> Iterator[tuple[str, list[str]]]:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            for line, cells in csv.cells(file, Reading(encoding)):
                if progress and line % 5000 == 0:
                    progress(f"reading {path.name}", file.tell(), size)
                if any(cells):
                    yield f"{path}, line {line}", list(cells)
    except ToolkitError as error:
        raise InputError(f"{path}: {error}") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None


def _by_term(rows: Iterable[tuple[str, list[str]]], header: Sequence[str], stem: str) -> Iterator[Incoming]:
    """Yield concepts whose terms stand in rows of their own, one after another."""

    def cells() -> Iterator[tuple[str, dict[str, str]]]:
        for place, row in rows:
            if len(row) != len(header):
                raise InputError(f"{place}: {len(row)} cells under a header of {len(header)}")
            yield place, dict(zip(header, row, strict=True))

    for (id, category), found in groupby(cells(), key=lambda each: (each[1]["id"], each[1].get("category", stem))):
        listed = list(found)
        place, head = listed[0]
        entry = entries.made(id, category, [row for _, row in listed])
        yield Incoming(entry, place, _version(head.get("version", ""), place))


def _version(cell: str, place: str) -> int | None:
    if cell and not cell.isdecimal():
        raise InputError(f"{place}: the version is a number, not {cell!r}; leave the column as it was exported")
    return int(cell) if cell else None


def _by_concept(
    rows: Iterable[tuple[str, list[str]]], header: Sequence[str], at: Mapping[str, Sequence[int]], stem: str
) -> Iterator[Incoming]:
    """Yield concepts that stand in one row each."""
    for place, row in rows:
        if any(row[len(header) :]):
            raise InputError(f"{place}: {len(row)} cells under a header of {len(header)}")
        full = [*row, *[""] * (len(header) - len(row))]
        cells = {name: " | ".join(filter(None, (full[each].strip() for each in where))) for name, where in at.items()}
        terms = list(_terms(cells))
        if terms:
            head = next((term for term in terms if (term["language"], term["status"]) == ("zh", "preferred")), terms[0])
            for name in ("domain", "related", "note"):
                head[name] = head.get(name) or cells.get(name, "")
            joined.shared_out(terms, cells)
            entry = entries.made(cells.get("id", ""), cells.get("category") or stem, terms)
            yield Incoming(entry, place, _version(cells.get("version", ""), place), bool(cells.get("category")))


def _terms(cells: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for code in data.LANGUAGES:
        seen: set[str] = set()
        for status in keys.STATUSES:
            cell = cells.get(f"{code}.{status}", "")
            for text in _BAR.split(cell) if cell else ():
                if text and text not in seen:
                    said = {name: cells[name] for name in ("source", "confidence") if name in cells}
                    if not seen:
                        said |= {name: own for name in columns.OF_TERM if (own := cells.get(f"{code}.{name}"))}
                    seen.add(text)
                    # of several preferred terms the first is, the others are admitted
                    first = status != "preferred" or len(seen) == 1
                    yield {"language": code, "term": text, "status": status if first else "admitted", **said}
