"""Put another text of a corpus document in place, such as the deposited Russian text of a treaty."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from toolkit import data, formats, pipeline
from toolkit.errors import InputError, MismatchError, OutputError
from toolkit.model import Document
from toolkit.reading import read

STATUSES = ("authentic", "official", "working")


def deposit(
    name: str,
    language: str,
    path: str | Path,
    status: str = "authentic",
    source: str = "",
    folder: Path | None = None,
    force: bool = False,
) -> Document:
    """Put a text in place of a document's version in a language, and return it as read.

    The text is copied byte for byte. The one it replaces and the ``meta.toml`` that described it are kept beside it,
    with the old text's digest in their names; copied back, they undo it. Party order and wording stay as they are in
    the deposited text.

    Args:
        name: the corpus document, such as ``treaty``.
        language: ``zh``, ``ru`` or ``en``.
        path: the file with the text.
        status: what it is: authentic, official or working.
        source: where it comes from, in words.
        folder: the corpus folder; the bundled one by default.
        force: take even a text that seems to be another document.

    Raises:
        InputError: the file can't be used, holds several documents, or seems to be another document; the status may
            not be given; or the corpus is part of an installed package.
        OutputError: the corpus folder can't be written to.
    """
    folder = folder or _editable()
    document = _acceptable(name, language, path, status, folder, force)
    target = folder / name / f"{language}.txt"
    meta = folder / name / "meta.toml"
    changed = _described(
        meta, language, target.name, status, source or f"put in place from {Path(path).name}", document
    )
    text = Path(path).read_bytes()
    if target.exists():
        mark = data.digest(target)[:12]
        formats.save(target.with_name(f"{language}.{mark}.txt"), target.read_bytes())
        formats.save(meta.with_name(f"meta.{mark}.toml"), meta.read_bytes())
    formats.save(target, text)
    formats.save(meta, changed)
    return data.documents(name, folder)[language]


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


def _editable() -> Path:
    if data.is_installed():
        raise InputError(
            "the bundled corpus is part of the installed package; copy it with `duizhao data FOLDER`, "
            "then call `duizhao --data FOLDER deposit …`"
        )
    return data.home() / "corpus"


def _acceptable(name: str, language: str, path: str | Path, status: str, folder: Path, force: bool) -> Document:
    """Return the document in the file, if it may take the place."""
    facts = data.meta(name, folder)
    found = read(path, language)
    if len(found) != 1:
        raise InputError(f"{path} holds {len(found)} documents; put the one to deposit in a file of its own")
    if status not in STATUSES:
        raise InputError(f"status {status!r} is none of {', '.join(STATUSES)}")
    if status == "authentic" and language not in facts.get("authentic", data.LANGUAGES):
        raise InputError(
            f"{name} is authentic in {' and '.join(facts['authentic'])} only; "
            f"a text in {language} can be official or working"
        )
    document = replace(found[0], id=name)
    if not force:
        if document.kind != facts["kind"]:
            raise InputError(
                f"{path} reads as a {document.kind}, but {name} is a {facts['kind']}; --force takes it still"
            )
        try:
            for code, other in data.documents(name, folder).items():
                if code != language:
                    pipeline.align_documents([other, document])
        except MismatchError as error:
            raise MismatchError(f"{path} is not taken: {error}; --force takes it still") from None
    return document


def _described(meta: Path, language: str, file: str, status: str, source: str, document: Document) -> bytes:
    """Return ``meta.toml`` with the text described anew, all else as it was."""
    import tomlkit

    content = tomlkit.parse(meta.read_text("utf-8"))
    table = tomlkit.table()
    table.update(
        {"file": file, "status": status, "complete": document.identity.complete is not False, "source": source}
    )
    texts = content["texts"]
    texts[language] = table
    return tomlkit.dumps(content).encode("utf-8")
