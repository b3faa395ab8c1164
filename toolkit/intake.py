"""How texts come into a corpus: a new document, and a copy of the data to edit."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import authentic, data, formats, pipeline, readers, rows
from toolkit.aligner import AlignSettings
from toolkit.errors import InputError, OutputError
from toolkit.model import authentic_in

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
STATUSES = ("authentic", "official", "working")
_RECEIVED = "raw"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Added(NamedTuple):
    """A new document: its folder, its UNITS table, and the units to look at first, each with the reason."""

    folder: Path
    table: pd.DataFrame
    look_at: dict[str, str]


def add(
    name: str,
    *paths: str | Path,
    languages: Sequence[str] = (),
    encodings: Sequence[str] = (),
    statuses: Mapping[str, str] | None = None,
    incomplete: Sequence[str] = (),
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
        incomplete: languages whose text is only a part; else one that does not itself say that it goes on is whole.
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
    if name == _RECEIVED:
        raise InputError(f"a document can't be called {name!r}: that is the folder of pages as they were received")
    if (folder / name).exists():
        raise InputError(
            f"there is a {name!r} in {folder} already; take another name, or put a text of it in place with "
            f"`duizhao deposit {name} LANGUAGE FILE --corpus {folder}`"
        )
    found = pipeline.versions(*paths, languages=languages, encodings=encodings, name=document)
    said = dict(statuses or {})
    _check_said(said, incomplete, [each.document.language for each in found])
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
        order = len(data.corpus_ids(folder)) + 1
        _write(Path(new), found, paths, said, source, order=order, force=force, incomplete=incomplete)
        try:
            Path(new).chmod(0o755)
            Path(new).rename(folder / name)
        except OSError as error:
            raise OutputError(f"{folder / name} can't be written: {error.strerror or error}") from None
    table = pipeline.corpus_units(name, folder=folder)
    return Added(folder / name, table, rows.doubtful(table))


def _check_said(statuses: Mapping[str, str], incomplete: Sequence[str], languages: Sequence[str]) -> None:
    for code in incomplete:
        if code not in languages:
            raise InputError(f"there is no text in {code!r} to be incomplete; the texts are in {', '.join(languages)}")
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
    incomplete: Sequence[str],
) -> None:
    """Write the files of a new document folder."""
    import tomlkit

    meta = tomlkit.document()
    meta.add(tomlkit.comment("What this document is. One table a language version."))
    meta.update({"order": order, "kind": found[0].document.kind})
    if force:
        meta["forced"] = True
    if "authentic" in statuses.values():
        meta["authentic"] = list(authentic_in(each.document for each in found))
    meta["title"] = {each.document.language: each.document.title for each in found}
    texts = tomlkit.table(is_super_table=True)
    names = [Path(path).name.casefold() for path in paths]
    for each, path in zip(found, map(Path, paths), strict=True):
        code = each.document.language
        facts: dict[str, object] = {"file": f"{code}.txt", "status": statuses.get(code, "unknown")}
        facts |= {"part": each.part} if each.part > 1 else {}
        facts |= {"complete": each.document.identity.complete is not False and code not in incomplete}
        facts |= {"source": source or path.name}
        texts[code] = facts
        page = readers.reader(path.suffix).read(path.read_bytes(), each.document.encoding)
        formats.save(place / f"{code}.txt", page.text.encode("utf-8"))
        one = names.count(path.name.casefold()) == 1
        formats.save(place / "original" / (path.name if one else f"{code}.{path.name}"), path.read_bytes())
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
