"""The glossary in use as a termbase: compiled once into the user's cache folder, or else into memory."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit import data, languages, transcription
from toolkit.errors import TermbaseError
from toolkit.terminology import database, entries
from toolkit.terminology.sqlite import SQLite
from toolkit.terminology.termbase import Termbase, Wanted

_KEPT = 4  # cache files: of several glossaries and versions in use


def glossary() -> Termbase:
    """Return the glossary in use, ready for look-up.

    Raises:
        DataError: it can't be read.
    """
    return _opened(data.home() / "glossary")


@cache
def _opened(folder: Path) -> Termbase:
    name = f"glossary-{_digest(folder)}.sqlite"
    try:
        place = cache_folder()
        if not (place / name).exists():
            _compile(folder, place / name)
        return Termbase(_checked(SQLite(place / name)))
    except (OSError, TermbaseError):  # a folder that can't be written to, or a damaged file in it
        return _filled(SQLite(None, create=True), folder)


def cache_folder() -> Path:
    """Return the user's cache folder of this program, made if it is missing."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = (Path(base) if base else Path.home() / ".cache") / "duizhao"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _checked(base: SQLite) -> SQLite:
    database.ask(base, "count")
    return base


def _compile(folder: Path, path: Path) -> None:
    """Write the cache file, whole or not at all."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        _filled(SQLite(temporary, create=True, hasty=True), folder).close()
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    for old in sorted(path.parent.glob("glossary-*.sqlite"), key=lambda each: -each.stat().st_mtime)[_KEPT:]:
        with suppress(OSError):
            old.unlink()


def _filled(base: SQLite, folder: Path) -> Termbase:
    with base.transaction():
        base.claim()
        database.migrate(base)
    termbase = Termbase(base)
    termbase.write(read(folder), "duizhao", "the glossary", sources(folder))
    return termbase


def read(folder: Path) -> list[Wanted]:
    """Return the concepts of a glossary folder as new entries."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for file in data.glossary_files(folder):
        for row in data.rows(file, data.TERM_COLUMNS):
            found.setdefault((file.stem, row.cells["id"]), []).append(row.cells)
    made = (entries.made(id, category, rows) for (category, id), rows in found.items())
    return [Wanted(each.id, each, 0) for each in made]


def sources(folder: Path) -> list[dict[str, str]]:
    """Return the sources of a glossary folder."""
    file = folder / "sources.csv"
    return [row.cells for row in data.rows(file, data.SOURCE_COLUMNS)] if file.exists() else []


def _digest(folder: Path) -> str:
    """Return a digest of the glossary and of the code and tables that make the keys of its terms."""
    found = hashlib.sha256()
    rooms = (__package__, languages.__name__, transcription.__name__)
    made_by = [file for room in rooms for file in files(room).iterdir() if file.is_file()]
    made_by += files(f"{__package__}").joinpath("migrations").iterdir()
    for file in [*sorted(folder.glob("*.csv")), *sorted(made_by, key=lambda each: str(each))]:
        found.update(file.name.encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:20]
