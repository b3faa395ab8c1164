"""How texts come into a corpus: a new document, or another text of one."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import authentic, data, formats, pipeline, readers, rows
from toolkit.aligner import AlignSettings
from toolkit.errors import InputError, MismatchError, OutputError
from toolkit.model import Document, authentic_in
from toolkit.reading import read
from toolkit.segmenter import segment

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
STATUSES = ("authentic", "official", "working")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Deposited(NamedTuple):
    """A text put in place: the document as read, the units of the new table to read again, the title it had before."""

    document: Document
    read_again: tuple[str, ...]
    title_before: str = ""


class Added(NamedTuple):
    """A new document: its folder, its UNITS table, and the units to look at first, each with the reason."""

    folder: Path
    table: pd.DataFrame
    look_at: dict[str, str]


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

    The text is copied byte for byte (of a Word file its text, the file itself beside it). What it replaces is kept
    beside it, with the old text's digest in the names: the text, ``meta.toml``, ``gold.csv``, ``review.csv`` and
    ``notes.csv``; copied back, they undo it. Notes on the replaced text leave ``notes.csv``, and the title in
    ``meta.toml`` becomes that of the new text. Party order and wording stay as they are in the deposited text.

    Args:
        name: the corpus document, such as ``treaty``.
        language: ``zh``, ``ru`` or ``en``.
        path: the file with the text.
        status: what it is: authentic, official or working. By default authentic, where the document says in which
            languages it is authentic, else official.
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
    target, meta = place / f"{language}.txt", place / "meta.toml"
    changed = _described(meta, target.name, source or f"put in place from {Path(path).name}", document, force)
    if target.exists():
        mark = data.digest(target)[:12]
        for old in (target, meta, place / "gold.csv", place / "review.csv", place / "notes.csv"):
            if old.exists():
                formats.save(old.with_name(f"{old.stem}.{mark}{old.suffix}"), old.read_bytes())
        for original in (p for p in place.glob(f"{language}.*") if p.suffix not in (".txt",) and p.stem == language):
            original.rename(original.with_name(f"{language}.{mark}{original.suffix}"))
    if Path(path).suffix.lower() in readers.reader(".txt").suffixes:
        formats.save(target, Path(path).read_bytes())
    else:
        formats.save(target, _text(Path(path), encoding).encode("utf-8"))
        formats.save(place / f"{language}{Path(path).suffix.lower()}", Path(path).read_bytes())
    formats.save(meta, changed)
    if (place / "notes.csv").exists():
        formats.save(place / "notes.csv", _notes_without(place / "notes.csv", language))
    now = data.documents(name, folder)[language]
    return Deposited(now, to_read_again(name, folder, before, now), title)


def _text(path: Path, encoding: str | None) -> str:
    return readers.reader(path.suffix).read(path.read_bytes(), encoding).text


def _notes_without(file: Path, language: str) -> bytes:
    """Return ``notes.csv`` without the notes on a language, whose text is another one now."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(data.NOTE_COLUMNS)
    kept = (row.cells for row in data.rows(file, data.NOTE_COLUMNS) if row.cells["language"] != language)
    writer.writerows([cells[name] for name in data.NOTE_COLUMNS] for cells in kept)
    return out.getvalue().encode("utf-8")


def to_read_again(name: str, folder: Path, before: Document | None, now: Document) -> tuple[str, ...]:
    """Return the units whose text in the new version's language did not stand in the old one."""
    old = Counter(each.text for each in segment(before).segments) if before else Counter()
    new = {each.id for each in segment(now).segments if not _taken(old, each.text)}
    table = pipeline.corpus_units(name, folder=folder)
    cells = zip(table["unit"], table[f"{now.language}_segments"], strict=True)
    return tuple(unit for unit, ids in cells if new & set(ids.split()))


def _taken(left: Counter[str], text: str) -> bool:
    left[text] -= 1
    return left[text] >= 0


def add(
    name: str,
    *paths: str | Path,
    languages: Sequence[str] = (),
    encodings: Sequence[str] = (),
    statuses: Mapping[str, str] | None = None,
    source: str = "",
    document: str = "",
    folder: Path | None = None,
    force: bool = False,
    progress: Progress = lambda stage, done, whole: None,
) -> Added:
    """Make a document folder from a user's files in two or three languages, align them, and return what was made.

    The folder has the shape of those of the bundled corpus: ``meta.toml`` and a text in UTF-8 a language; the files
    themselves stand in its ``original/``. `build` with this corpus folder makes the tables and exports.

    Args:
        name: the new document's name: small Latin letters, digits and hyphens.
        paths: the files, plain text or DOCX.
        languages: their languages in the same order; found out if not given.
        encodings: their encodings in the same order; found out if not given.
        statuses: by language what each text is: authentic, official or working; unknown if not said.
        source: where the texts come from, in words.
        document: the id of the document to take from a file that holds several.
        folder: the corpus folder to make it in; that of the data in use by default.
        force: take even texts that do not seem to belong together.
        progress: called with a stage, the work done and the whole.

    Raises:
        InputError: the name can't be used, or a file; MismatchError: the texts do not belong together.
        OutputError: the folder can't be written to.
    """
    folder = folder or editable()
    if not _NAME.fullmatch(name):
        raise InputError(f"a document can't be called {name!r}; take small Latin letters, digits and hyphens")
    if (folder / name).exists():
        raise InputError(
            f"there is a {name!r} in {folder} already; take another name, or `duizhao deposit` a text of it"
        )
    found = pipeline.versions(*paths, languages=languages, encodings=encodings, name=document)
    said = dict(statuses or {})
    _check_statuses(said, [each.document.language for each in found])
    settings = AlignSettings(belonging=pipeline.FORCED) if force else AlignSettings()
    documents = [
        replace(each.document, id=name, identity=replace(each.document.identity, status=said.get(code, "unknown")))  # type: ignore[arg-type]
        for each in found
        for code in (str(each.document.language),)
    ]
    authentic.check_documents(documents)
    pipeline.align_documents(documents, settings, progress=progress)  # before anything is written
    formats.check_writable(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{name}.", ignore_cleanup_errors=True) as new:
        _write(Path(new), found, paths, said, source, order=len(data.corpus_ids(folder)) + 1, force=force)
        try:
            Path(new).chmod(0o755)
            Path(new).rename(folder / name)
        except OSError as error:
            raise OutputError(f"{folder / name} can't be written: {error.strerror or error}") from None
    table = pipeline.corpus_units(name, folder=folder)
    return Added(folder / name, table, rows.doubtful(table))


def _check_statuses(statuses: Mapping[str, str], languages: Sequence[str]) -> None:
    for code, status in statuses.items():
        if code not in languages:
            raise InputError(f"there is no text in {code!r} to be {status}; the texts are in {', '.join(languages)}")
        if status not in STATUSES:
            raise InputError(f"status {status!r} is none of {', '.join(STATUSES)}")


def _write(
    place: Path,
    found: Sequence[pipeline.Version],
    paths: Sequence[str | Path],
    statuses: Mapping[str, str],
    source: str,
    order: int,
    force: bool,
) -> None:
    """Write the files of a new document folder."""
    import tomlkit

    meta = tomlkit.document()
    meta.add(tomlkit.comment("What this document is. One table a language version."))
    meta.update({"order": order, "kind": found[0].document.kind})
    if force:
        meta["forced"] = True
    if "authentic" in statuses.values():
        said = authentic_in(each.document for each in found)
        meta["authentic"] = list(said or (code for code, status in statuses.items() if status == "authentic"))
    meta["title"] = {each.document.language: each.document.title for each in found}
    texts = tomlkit.table(is_super_table=True)
    for each, path in zip(found, map(Path, paths), strict=True):
        code = each.document.language
        facts: dict[str, object] = {"file": f"{code}.txt", "status": statuses.get(code, "unknown")}
        facts |= {"part": each.part} if each.part > 1 else {}
        facts |= {"complete": False} if each.document.identity.complete is False else {}
        facts |= {"source": source or path.name}
        texts[code] = facts
        page = readers.reader(path.suffix).read(path.read_bytes(), each.document.encoding)
        formats.save(place / f"{code}.txt", page.text.encode("utf-8"))
        formats.save(place / "original" / path.name, path.read_bytes())
    meta["texts"] = texts
    formats.save(place / "meta.toml", tomlkit.dumps(meta).encode("utf-8"))


def copy_data(folder: str | Path) -> Path:
    """Copy the glossary and corpus to a new folder, to be edited there, and return it.

    Raises:
        OutputError: the folder holds something already, or can't be written.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} is not empty; name a new folder")
    try:
        for each in ("glossary", "corpus"):
            shutil.copytree(data.home() / each, folder / each)
    except OSError as error:
        raise OutputError(f"{folder} can't be written to: {error.strerror or error}") from None
    return folder


def editable() -> Path:
    """Return the corpus folder of the data in use.

    Raises:
        InputError: it is part of an installed package, which an update would overwrite.
    """
    if data.is_installed():
        raise InputError(
            "the bundled corpus is part of the installed package; copy it with `duizhao data FOLDER`, "
            "then call `duizhao --data FOLDER deposit …`"
        )
    return data.home() / "corpus"


def _acceptable(
    name: str, language: str, path: str | Path, status: str | None, folder: Path, force: bool, encoding: str | None
) -> Document:
    """Return the document in the file, if it may take the place."""
    facts, others = data.meta(name, folder), data.documents(name, folder)
    said = authentic_in(others.values())
    status = status or ("authentic" if said else "official")
    found = read(path, language, encoding)
    if len(found) != 1:
        raise InputError(f"{path} holds {len(found)} documents; put the one to deposit in a file of its own")
    if status not in STATUSES:
        raise InputError(f"status {status!r} is none of {', '.join(STATUSES)}")
    if status == "authentic" and said and language not in said:
        raise InputError(
            f"{name} is authentic in {' and '.join(said)} only; a text in {language} can be official or working"
        )
    document = replace(found[0], id=name, identity=replace(found[0].identity, status=status))  # type: ignore[arg-type]
    authentic.check_documents([each for code, each in others.items() if code != language] + [document])
    if not force:
        if document.kind != facts["kind"]:
            raise InputError(
                f"{path} reads as a {document.kind}, but {name} is a {facts['kind']}; --force takes it still"
            )
        try:
            for code, other in others.items():
                if code != language:
                    pipeline.align_documents([other, document])
        except MismatchError as error:
            raise MismatchError(f"{path} is not taken: {error}; --force takes it still") from None
    return document


def _described(meta: Path, file: str, source: str, document: Document, force: bool) -> bytes:
    """Return ``meta.toml`` with the text described anew, all else as it was."""
    import tomlkit

    content = tomlkit.parse(meta.read_text("utf-8"))
    table = tomlkit.table()
    complete = document.identity.complete is not False
    table.update({"file": file, "status": document.identity.status, "complete": complete, "source": source})
    texts = content["texts"]
    texts[document.language] = table
    if document.title:
        content.setdefault("title", tomlkit.table())[document.language] = document.title
    if force:
        content["forced"] = True
    return tomlkit.dumps(content).encode("utf-8")
