"""The glossary and corpus in use as termbases: compiled once into the user's cache folder, or else into memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit import caching, data, languages, transcription
from toolkit.errors import TermbaseError
from toolkit.terminology import database, entries
from toolkit.terminology.entries import Wanted
from toolkit.terminology.sqlite import SQLite
from toolkit.terminology.termbase import Termbase

_KEPT = 4  # files of a kind: of several glossaries and versions in use
Fill = Callable[[Termbase], object]


def glossary() -> Termbase:
    """Return the glossary in use, ready for look-up.

    Raises:
        DataError: it can't be read.
    """
    return _glossary(data.home() / "glossary")


@cache
def _glossary(folder: Path) -> Termbase:
    made_by = [*_folder(__package__), *_folder(languages.__name__), *_folder(transcription.__name__)]
    digest = _digest([*sorted(folder.glob("*.csv")), *made_by])
    return _cached("glossary", digest, lambda base: fill(base, folder))


def corpus_sentences(fill: Fill) -> Termbase:
    """Return the sentences of the corpus in use; ``fill`` puts them in if they are not in the cache."""
    home = data.home()
    texts = [file for file in sorted((home / "corpus").rglob("*")) if file.is_file()]
    code = sorted(each for each in Path(__file__).parent.parent.rglob("*") if each.suffix in (".py", ".toml", ".sql"))
    return _cached("sentences", _digest([*texts, *sorted((home / "glossary").glob("*.csv")), *code]), fill)


def _cached(kind: str, digest: str, fill: Fill) -> Termbase:
    """Return a termbase from the cache, made if it is not there; in memory if there can be no cache."""
    place = caching.folder()
    if place is None:
        return _filled(SQLite(None, create=True), fill)
    path = place / f"{kind}-{digest}.sqlite"
    try:
        with suppress(TermbaseError):  # not there, or damaged
            return _sound(path)
        _compile(path, fill)
        return _sound(path)
    except (OSError, TermbaseError):
        return _filled(SQLite(None, create=True), fill)


def _sound(path: Path) -> Termbase:
    base = Termbase(SQLite(path))
    base.counts()
    return base


def _compile(path: Path, fill: Fill) -> None:
    """Write the cache file, whole or not at all."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        _filled(SQLite(temporary, create=True, hasty=True), fill).close()
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    kind = path.name.partition("-")[0]
    for old in sorted(path.parent.glob(f"{kind}-*.sqlite"), key=lambda each: -each.stat().st_mtime)[_KEPT:]:
        with suppress(OSError):
            old.unlink()


def _filled(base: SQLite, fill: Fill) -> Termbase:
    with base.transaction():
        base.claim()
        database.migrate(base)
    termbase = Termbase(base)
    fill(termbase)
    return termbase


def fill(base: Termbase, folder: Path, who: str = "duizhao") -> int:
    """Put a glossary folder into a termbase that has none of its concepts; return the number of the act.

    Raises:
        DataError: it can't be read.
    """
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for file in data.glossary_files(folder):
        for row in data.rows(file, data.TERM_COLUMNS):
            found.setdefault((file.stem, row.cells["id"]), []).append(row.cells)
    made = (entries.made(id, category, rows) for (category, id), rows in found.items())
    sources = folder / "sources.csv"
    cited = [row.cells for row in data.rows(sources, data.SOURCE_COLUMNS)] if sources.exists() else []
    return base.write((Wanted(each.id, each, 0) for each in made), who, "the glossary", cited)


def _folder(package: str) -> list[Path]:
    """Return the files of a package that make the keys of terms."""
    return sorted(each for each in Path(str(files(package))).rglob("*") if each.is_file() and each.suffix != ".pyc")


def _digest(found: Iterable[Path]) -> str:
    """Return a digest of names and contents of files."""
    made = hashlib.sha256()
    for file in found:
        made.update(file.name.encode())
        made.update(file.read_bytes())
    return made.hexdigest()[:20]
