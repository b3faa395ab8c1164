"""Another text of a document, such as the deposited one, in place of the one that is there."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import authentic, data, formats, pipeline, readers
from toolkit.aligner import verdict
from toolkit.errors import InputError, MismatchError
from toolkit.intake import STATUSES, editable
from toolkit.model import Document, authentic_in
from toolkit.reading import read

if TYPE_CHECKING:
    import pandas as pd

_READ = ("gold.csv", "review.csv", "notes.csv")  # what was read against the texts


class Deposited(NamedTuple):
    """A text put in place: the document as read, the units of the new table to read again, the title it had before."""

    document: Document
    read_again: tuple[str, ...]
    title_before: str = ""


def deposit(
    name: str,
    language: str,
    path: str | Path,
    status: str | None = None,
    source: str = "",
    folder: Path | None = None,
    force: bool = False,
    encoding: str | None = None,
) -> Deposited:
    """Put a text in place of a document's version in a language; return it as read, and what must be read again.

    The text is copied byte for byte (of a Word file, which itself is kept beside it, or of one whose encoding is named,
    the text in UTF-8). What it replaces is kept
    beside it, with the old text's digest in the names: the text, ``meta.toml``, ``gold.csv``, ``review.csv`` and
    ``notes.csv``; copied back, they undo it. Notes on the replaced text leave ``notes.csv``, and the title in
    ``meta.toml`` becomes that of the new text. Party order and wording stay as they are in the deposited text.

    Args:
        name: the corpus document, such as ``treaty``.
        language: ``zh``, ``ru`` or ``en``.
        path: the file with the text.
        status: what it is: authentic, official or working. By default authentic, if the document says that
            it is in this language, else official.
        source: where it comes from, in words.
        folder: the corpus folder; the bundled one by default.
        force: take even a text that seems to be another document.
        encoding: of the file; found out if not given.

    Raises:
        InputError: the file can't be used, holds several documents, or seems to be another document; the status may
            not be given; or the corpus is part of an installed package.
        OutputError: the corpus folder can't be written to.
    """
    folder = folder or editable()
    document = _acceptable(name, language, path, status, folder, force, encoding)
    formats.check_writable(folder / name)
    place = folder / name
    before = data.documents(name, folder).get(language)
    title = str(data.meta(name, folder).get("title", {}).get(language, ""))
    changed = _described(place / "meta.toml", source or f"put in place from {Path(path).name}", document, force)
    mark = data.digest(data.text_file(name, language, folder))[:12] if before else ""
    _put(place, Path(path), language, mark, changed, encoding)
    now = data.documents(name, folder)[language]
    return Deposited(now, to_read_again(name, folder, before, now), title)


def _put(place: Path, path: Path, language: str, mark: str, meta: bytes, encoding: str | None) -> None:
    """Put the text and what goes with it in place, and what they replace beside them, all or nothing."""
    target, suffix = f"{language}.txt", path.suffix.lower()
    originals = [p.name for p in place.glob(f"{language}.*") if p.stem == language and p.suffix != ".txt"]
    with formats.staged(place) as new:
        for name in (target, "meta.toml", *_READ, *originals) if mark else ():
            old = place / name
            if old.exists():
                formats.save(new / f"{old.stem}.{mark}{old.suffix}", old.read_bytes())
        plain = suffix in readers.reader(".txt").suffixes
        page = readers.reader(path.suffix).read(path.read_bytes(), encoding)
        formats.save(new / target, path.read_bytes() if plain and not encoding else page.text.encode("utf-8"))
        if not plain:
            formats.save(new / f"{language}{suffix}", path.read_bytes())
        formats.save(new / "meta.toml", meta)
        if (place / "notes.csv").exists():
            formats.save(new / "notes.csv", _notes_without(place / "notes.csv", language))
    for name in originals:
        if name != f"{language}{suffix}":
            (place / name).unlink()


def _notes_without(file: Path, language: str) -> bytes:
    """Return ``notes.csv`` without the notes on a language, whose text is another one now."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(data.NOTE_COLUMNS)
    kept = (row.cells for row in data.rows(file, data.NOTE_COLUMNS) if row.cells["language"] != language)
    writer.writerows([cells[name] for name in data.NOTE_COLUMNS] for cells in kept)
    return out.getvalue().encode("utf-8")


def to_read_again(name: str, folder: Path, before: Document | None, now: Document) -> tuple[str, ...]:
    """Return the units whose texts did not stand together with the old version: words are new there, or gone.

    Without an old version they are all that the new one has text in.
    """
    table = pipeline.corpus_units(name, folder=folder)
    if before is None:
        return tuple(table["unit"][table[now.language] != ""])
    codes = table.attrs["languages"]
    old = Counter(_cells(pipeline.corpus_units(name, folder=folder, instead=before), codes))
    new = zip(table["unit"], _cells(table, codes), strict=True)
    return tuple(unit for unit, texts in new if not _taken(old, texts))


def _cells(table: pd.DataFrame, codes: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the texts of each row."""
    return list(table[codes].itertuples(index=False, name=None))


def _taken(left: Counter[tuple[str, ...]], texts: tuple[str, ...]) -> bool:
    left[texts] -= 1
    return left[texts] >= 0


def _acceptable(
    name: str, language: str, path: str | Path, status: str | None, folder: Path, force: bool, encoding: str | None
) -> Document:
    """Return the document in the file, if it may take the place."""
    facts, others = data.meta(name, folder), data.documents(name, folder)
    said = authentic_in(others.values())
    status = status or ("authentic" if language in said else "official")
    found = read(path, language, encoding)
    if len(found) != 1:
        raise InputError(f"{path} holds {len(found)} documents; put the one to deposit in a file of its own")
    if status not in STATUSES:
        raise InputError(f"status {status!r} is none of {', '.join(STATUSES)}")
    document = replace(found[0], id=name, identity=replace(found[0].identity, status=status))  # type: ignore[arg-type]
    authentic.check_wording(document)
    data.documents(name, folder, document)  # which says if it can't be authentic
    if not force:
        if document.kind != facts["kind"]:
            raise InputError(
                f"{path} reads as a {document.kind}, but {name} is a {facts['kind']}; --force takes it still"
            )
        try:
            for code, other in others.items():
                made = pipeline.align_documents([other, document]) if code != language else []
                part = [said for each in made for said in each.remarks if said.startswith(verdict.is_part(language))]
                if part:
                    raise MismatchError(part[0])
        except MismatchError as error:
            raise MismatchError(f"{path} is not taken: {error}; --force takes it still") from None
    return document


def _described(meta: Path, source: str, document: Document, force: bool) -> bytes:
    """Return ``meta.toml`` with the text described anew, all else as it was."""
    import tomlkit

    content = tomlkit.parse(meta.read_text("utf-8"))
    table = tomlkit.table()
    complete = document.identity.complete is not False
    table.update(
        {"file": f"{document.language}.txt", "status": document.identity.status, "complete": complete, "source": source}
    )
    texts = content["texts"]
    texts[document.language] = table
    if document.title:
        content.setdefault("title", tomlkit.table())[document.language] = document.title
    if force:
        content["forced"] = True
    return tomlkit.dumps(content).encode("utf-8")
