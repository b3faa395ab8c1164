"""The curated data: where `glossary/` and `corpus/` are, and their contents as values.

In a checkout they are read in place; an installed package carries them inside itself.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from toolkit import described
from toolkit.errors import DataError, TableError
from toolkit.model import Concept, Document, Identity, Term, authentic_in
from toolkit.reading import read

LANGUAGES = ("zh", "ru", "en")
TERM_COLUMNS = (
    "id", "language", "term", "status", "part_of_speech", "gender", "number", "documents", "usage", "note", "source",
    "confidence", "domain", "related", "pinyin",
)  # fmt: skip
SOURCE_COLUMNS = ("key", "title", "issuer", "date", "url")
NOTE_COLUMNS = ("segment", "language", "note")
NAME_COLUMNS = ("segment", "text", "kind")
STATUS_LABELS = {
    "authentic": "authentic text",
    "official": "official text",
    "working": "working translation",
    "machine": "machine translation",
    "unknown": "status unknown",
}
INCOMPLETE = "; incomplete"  # after a status


def home() -> Path:
    """Return the folder that holds `glossary/` and `corpus/`; the environment's ``DUIZHAO_DATA`` goes before."""
    return _home(os.environ.get("DUIZHAO_DATA"))


@cache
def _home(named: str | None) -> Path:
    """Return the folder that a name stands for; without one, that of the installed package or of the checkout."""
    if named:
        if not Path(named, "corpus").is_dir():
            raise DataError(f"DUIZHAO_DATA names {named}, but there is no corpus/ in it")
        return Path(named)
    inside = Path(__file__).parent / "_data"
    return inside if inside.is_dir() else Path(__file__).parent.parent


def is_installed() -> bool:
    """Whether the data in use is part of an installed package, which an update would overwrite."""
    return home() == Path(__file__).parent / "_data"


class Named(NamedTuple):
    """A name or nominal term that a reader found in a Chinese segment: an entry of ``names.csv``."""

    segment: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a glossary file, with the line it begins on (from 1)."""

    file: Path
    line: int
    cells: dict[str, str]


def rows(file: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a glossary file.

    Raises:
        TableError: the file is not UTF-8, its header is another, or a row is broken.
    """
    for each in table(file, columns):
        if isinstance(each, TableError):
            raise each
        yield each


def table(file: Path, columns: tuple[str, ...]) -> Iterator[Row | TableError]:
    """Yield the rows of a glossary file and, in their places, the errors that ``rows`` would raise."""
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        yield TableError(file, 1, "", f"the file can't be read: {error.strerror or error}")
        return
    except UnicodeDecodeError as error:
        line, before = raw.count(b"\n", 0, error.start) + 1, raw.rfind(b"\n", 0, error.start)
        yield TableError(file, line, f"byte {error.start - before}", "this is not UTF-8; save the file as UTF-8")
        return
    # only real line breaks end a row: a cell may hold other characters at which Python would part lines
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), strict=True)
    try:
        odd = [TableError(file, 1, *each) for each in _header(tuple(next(reader, ())), columns)]
    except csv.Error as error:
        odd = [TableError(file, 1, "", f"the header can't be read: {error}")]
    yield from odd
    while not odd:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield TableError(file, line, "", f"the row that begins here can't be read (quotation marks?): {error}")
            continue
        if cells is None:
            return
        if len(cells) == len(columns):
            yield Row(file, line, dict(zip(columns, cells, strict=True)))
        elif cells:
            column = columns[min(len(cells), len(columns) - 1)]
            yield TableError(file, line, column, f"{len(cells)} cells instead of {len(columns)}")


def _header(found: tuple[str, ...], columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each column with which a header is wrong, and what is wrong with it."""
    if not set(found) & set(columns):
        yield "", f"the header must be {','.join(columns)}"
        return
    for name in columns:
        if name not in found:
            yield name, f"the header has no column {name}"
    for at, name in enumerate(found):
        if name not in columns or name in found[:at]:
            yield name, f"the header has a column {name!r} too many"
    if sorted(found) == sorted(columns):
        for name in [name for name, wanted in zip(found, columns, strict=True) if name != wanted][:1]:
            yield name, f"the header has {name} out of its place; the columns are {','.join(columns)}"


def listed(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that ` | ` separates."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def glossary_files(folder: Path | None = None) -> list[Path]:
    """Return the glossary's category files, in order."""
    folder = folder or home() / "glossary"
    return sorted(path for path in folder.glob("*.csv") if path.name != "sources.csv")


def glossary(folder: Path | None = None) -> tuple[Concept, ...]:
    """Return the concepts of the glossary, by category and id; each term has its sources in full.

    Raises:
        DataError: a file can't be read as a glossary.
    """
    return _glossary(folder or home() / "glossary")


@cache
def _glossary(folder: Path) -> tuple[Concept, ...]:
    titles = sources(folder)
    concepts = []
    for file in glossary_files(folder):
        grouped: dict[str, list[Row]] = {}
        for row in rows(file, TERM_COLUMNS):
            grouped.setdefault(row.cells["id"], []).append(row)
        concepts += [concept(file.stem, name, [row.cells for row in found], titles) for name, found in grouped.items()]
    return tuple(concepts)


def sources(folder: Path | None = None) -> dict[str, str]:
    """Return the sources of the glossary by key, each in one line: title, issuer, date, address."""
    file = (folder or home() / "glossary") / "sources.csv"
    found = rows(file, SOURCE_COLUMNS) if file.exists() else ()
    return {row.cells["key"]: source_line(row.cells) for row in found}


def source_line(cells: Mapping[str, str]) -> str:
    """Return a source in one line: title, issuer, date, address."""
    return ", ".join(cells[name] for name in SOURCE_COLUMNS[1:] if cells[name])


def concept(category: str, name: str, found: Sequence[Mapping[str, str]], titles: Mapping[str, str]) -> Concept:
    """Return the concept that rows of cells make; ``titles`` are those of its sources, by key."""
    head = next((cells for cells in found if (cells["language"], cells["status"]) == ("zh", "preferred")), {})
    return Concept(
        id=name,
        category=category,
        terms=tuple(_term(cells, titles) for cells in found),
        domain=head.get("domain", ""),
        related=listed(head.get("related", "")),
        note=head.get("note", ""),
    )


def _term(cells: Mapping[str, str], titles: Mapping[str, str]) -> Term:
    return Term(
        language=cells["language"],  # type: ignore[arg-type]
        text=cells["term"],
        status=cells["status"],  # type: ignore[arg-type]
        part_of_speech=cells["part_of_speech"],
        gender=cells["gender"],
        number=cells["number"],
        documents=tuple(part for part in cells["documents"].split(";") if part),
        usage=cells["usage"],
        note=cells["note"],
        sources=tuple(_source(each, titles) for each in listed(cells["source"])),
        confidence=cells["confidence"],
        pinyin=cells["pinyin"],
    )


def _source(text: str, titles: Mapping[str, str]) -> str:
    key, _, place = text.partition(":")
    title = titles.get(key.strip())
    if title is None:
        return text  # no key: the words of another glossary
    return f"{title} ({place.strip()})" if place.strip() else title


def cited(source: str, keys: Mapping[str, str]) -> str:
    """Return a source as a cell of the glossary names it, ``key: place``; as it is if it is none of ``keys``.

    ``keys`` gives the key of a source by its line, as the other way round ``sources`` does.
    """
    if source in keys:
        return keys[source]
    at = source.find(" (")
    while at >= 0 and source.endswith(")"):
        if source[:at] in keys:
            return f"{keys[source[:at]]}: {source[at + 2 : -1]}"
        at = source.find(" (", at + 1)
    return source


def corpus_ids(folder: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the documents in the corpus, in the order of the raw page."""
    folder = folder or home() / "corpus"
    return tuple(
        sorted(
            (path.parent.name for path in folder.glob("[!.]*/meta.toml")),  # not one whose making was interrupted
            key=lambda each: (meta(each, folder)["order"], each),
        )
    )


def meta(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return what ``meta.toml`` says of a document.

    Raises:
        DataError: there is no such document, or the file is broken.
    """
    file = (folder or home() / "corpus") / name / "meta.toml"
    try:
        return _toml(file)
    except FileNotFoundError:
        raise DataError(f"there is no document {name!r} in {file.parent.parent}") from None


def metas(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the ``meta.toml`` of each document of a corpus folder, and those kept when texts were put in place.

    Raises:
        DataError: one is broken.
    """
    for file in sorted(folder.glob("[!.]*/meta*.toml")):
        yield file, _toml(file)


def _toml(file: Path) -> dict[str, Any]:
    try:
        facts = tomllib.loads(file.read_text("utf-8"))
    except UnicodeDecodeError:
        raise DataError(f"{file}: this is not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{file}: {error}") from None
    wrong = next(described.faults(facts, LANGUAGES), None)
    if wrong:
        raise DataError(f"{file}: {wrong}")
    return facts


def documents(name: str, folder: Path | None = None, instead: Document | None = None) -> dict[str, Document]:
    """Return the language versions of a corpus document that exist, by language code.

    ``instead`` is another text to take for the version in its language.

    Raises:
        DataError: there is no such document; InputError: one of its files can't be read.
    """
    folder = folder or home() / "corpus"
    facts = meta(name, folder)
    found: dict[str, Document] = {} if instead is None else {instead.language: replace(instead, id=name)}
    there = [code for code in LANGUAGES if code in facts["texts"] or code in found]
    found = {code: found.get(code) or _document(name, code, facts, folder) for code in there}
    said = authentic_in(found.values())
    try:
        if "authentic" in facts:
            said = tuple(code for code in said if code in facts["authentic"])
        known = {code: replace(each, identity=replace(each.identity, authentic=said)) for code, each in found.items()}
        check_authentic(known.values())
    except DataError as error:
        raise DataError(str(error) if instead else f"{folder / name / 'meta.toml'}: {error}") from None
    return known


def check_authentic(versions: Iterable[Document]) -> None:
    """Raise DataError if a version is called authentic in a language that the document's closing clause does not name.

    A document that has no such clause in any version is authentic in none.
    """
    versions = list(versions)
    named = authentic_in(versions)
    for each in versions:
        if each.identity.status == "authentic" and each.language not in named:
            why = f"of {', '.join(LANGUAGES)} its closing clause names {' and '.join(named)} only"
            why = why if named else "no closing clause in it names languages in which it is authentic"
            raise DataError(f"the {each.language} text can't be called authentic: {why}; call it official or working")


def text_file(name: str, code: str, folder: Path | None = None) -> Path:
    """Return the file that holds a language version of a document."""
    folder = folder or home() / "corpus"
    return Path(folder / name / meta(name, folder)["texts"][code]["file"]).resolve()


def _read(file: Path, code: str) -> tuple[Document, ...]:
    """Return the documents in a file; a page that several documents stand on is read once."""
    if not file.is_file():
        return read(file, language=code)  # says what is wrong
    known = file.stat()
    return _unchanged(file.resolve(), code, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=16)
def _unchanged(file: Path, code: str, changed: int, size: int) -> tuple[Document, ...]:
    return read(file, language=code)


def _document(name: str, code: str, facts: dict[str, Any], folder: Path) -> Document:
    text: dict[str, Any] = facts["texts"][code]
    found = _read(folder / name / text["file"], code)
    part = text.get("part", 1)
    if part > len(found):
        raise DataError(f"{folder / name / text['file']} has {len(found)} documents, but meta.toml names number {part}")
    document: Document = found[part - 1]
    if text["status"] not in STATUS_LABELS:
        raise DataError(f"{folder / name / 'meta.toml'}: {text['status']!r} is none of {', '.join(STATUS_LABELS)}")
    complete = text.get("complete", document.identity.complete)
    return replace(
        document,
        id=name,
        identity=Identity(
            status=text["status"],
            complete=complete,
            issuer=text.get("issuer", ""),
            date=str(facts.get("date", "")),
            source=text.get("source", ""),
            sha256=document.identity.sha256,
            remark=text.get("remark", ""),
            authentic=document.identity.authentic,
        ),
    )


def stale_gold(name: str, documents: Mapping[str, Document], folder: Path | None = None) -> list[str]:
    """Return the languages whose text is not the one that the gold alignment of a document was read against."""
    digests = meta(name, folder).get("gold", {})
    return sorted(code for code, each in documents.items() if digests.get(code) != each.identity.sha256)


def gold_rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a gold alignment: ``pair, left, right, note``."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def gold(name: str, pair: str, folder: Path | None = None) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the links made by reading for a pair such as ``zh-ru`` of a document, as pairs of segment ids.

    Raises:
        DataError: the document has no gold.
    """
    file = (folder or home() / "corpus") / name / "gold.csv"
    if not file.exists():
        raise DataError(f"{file} is missing: there is no gold alignment of {name!r}")
    return [(tuple(r["left"].split()), tuple(r["right"].split())) for r in gold_rows(file) if r["pair"] == pair]


def notes(name: str, folder: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return the translator's notes on a document, by segment id of its Chinese text, each as ``language: note``.

    Raises:
        TableError: ``notes.csv`` is broken.
    """
    file = (folder or home() / "corpus") / name / "notes.csv"
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(file, NOTE_COLUMNS) if file.exists() else ():
        said = f"{row.cells['language']}: {row.cells['note']}"
        found[row.cells["segment"]] = (*found.get(row.cells["segment"], ()), said)
    return found


def names(name: str, folder: Path | None = None) -> tuple[Named, ...]:
    """Return the names and nominal terms that were found in a document's Chinese text by reading; none if not read.

    Raises:
        TableError: ``names.csv`` is broken.
    """
    file = (folder or home() / "corpus") / name / "names.csv"
    return tuple(Named(**row.cells) for row in rows(file, NAME_COLUMNS)) if file.exists() else ()


def label(document: Document) -> str:
    """Return in words what a language version is, such as ``working translation (English is not authentic)``."""
    identity = document.identity
    return status_in_words(identity.status, identity.remark) + (INCOMPLETE if identity.complete is False else "")


def status_in_words(status: str, remark: str = "") -> str:
    """Return a status in words, with what is remarked on the text that has it."""
    words = STATUS_LABELS[status]
    return f"{words} ({remark})" if remark else words


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
