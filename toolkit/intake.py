"""Put another text of a corpus document in place, such as the deposited Russian text of a treaty."""

from __future__ import annotations

from pathlib import Path

from toolkit import data, formats
from toolkit.errors import DataError, InputError
from toolkit.model import Document
from toolkit.reading import read

STATUSES = ("authentic", "official", "working")


def deposit(
    name: str, language: str, path: str | Path, status: str = "authentic", source: str = "", folder: Path | None = None
) -> Document:
    """Put a text in place of a document's version in a language, and return it as read.

    The text is copied byte for byte; the one it replaces is kept beside it, with its digest in the name. ``meta.toml``
    then says what the new one is. Party order and wording stay as they are in the deposited text.

    Args:
        name: the corpus document, such as ``treaty``.
        language: ``zh``, ``ru`` or ``en``.
        path: the file with the text.
        status: what it is: authentic, official or working.
        source: where it comes from, in words.
        folder: the corpus folder; the bundled one by default.

    Raises:
        InputError: the file can't be used, or holds several documents, or the status may not be given.
        OutputError: the corpus folder can't be written to.
    """
    import tomlkit

    folder = folder or data.home() / "corpus"
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
    file = folder / name / "meta.toml"
    content = tomlkit.parse(file.read_text("utf-8"))
    texts = content["texts"]
    target = folder / name / f"{language}.txt"
    if target.exists():
        kept = target.with_name(f"{language}.{data.digest(target)[:12]}.txt")
        formats.save(kept, target.read_bytes())
    table = tomlkit.table()
    table.update({"file": target.name, "status": status, "complete": found[0].identity.complete is not False})
    table.update({"source": source or f"put in place from {Path(path).name}"})
    texts[language] = table
    formats.save(target, Path(path).read_bytes())
    formats.save(file, tomlkit.dumps(content).encode("utf-8"))
    if language not in data.meta(name, folder)["texts"]:
        raise DataError(f"{file} was not updated")
    return data.documents(name, folder)[language]
