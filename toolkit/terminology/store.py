"""Finders of terms, and a store for what takes long to make: the automaton of Chinese, the trees of the others."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit import caching
from toolkit.terminology import chinese, tree, words
from toolkit.terminology.hits import Entry, Hit

Finder = Callable[[str], Iterable[Hit]]
_WORTH = 300  # terms from which a file is read sooner than made
_KEPT = 12  # files
_MADE_WITH = ("daachorse", "opencc", "pymorphy3", "pymorphy3-dicts-ru", "simplemma")


def finder(entries: Sequence[Entry], code: str) -> Finder:
    """Return what finds terms in texts of a language; it is made once and kept for the next time."""
    made = _saved(entries, code) if len(entries) >= _WORTH else _compiled(entries, code)
    return chinese.Chinese(entries, made) if code == "zh" else words.Words(entries, made, code)


def _compiled(entries: Sequence[Entry], code: str) -> dict[str, Any]:
    return chinese.compiled([term.text for _, term in entries]) if code == "zh" else tree.compiled(entries, code)


def _saved(entries: Sequence[Entry], code: str) -> dict[str, Any]:
    """Return the arrays of a finder from their file, which is written if there is none or it can't be read."""
    import numpy as np

    place = caching.folder()
    if place is None:
        return _compiled(entries, code)
    path = place / f"terms-{code}-{_name(entries)}.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            return dict(saved)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass
    made = _compiled(entries, code)
    _write(path, made)
    return made


def _write(path: Path, made: dict[str, Any]) -> None:
    """Write arrays whole or not at all; the oldest files make room."""
    import numpy as np

    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".terms-", suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **made)
        os.replace(temporary, path)
        old = sorted(path.parent.glob("terms-*.npz"), key=lambda each: each.stat().st_mtime, reverse=True)[_KEPT:]
        for each in old:
            each.unlink(missing_ok=True)
    except OSError:
        return  # it can be made again


def _name(entries: Sequence[Entry]) -> str:
    """Return a name for what is made of these terms with this program."""
    digest = hashlib.sha256(_program())
    for concept, term in entries:
        digest.update(f"{term.text}\0{term.part_of_speech}\0{concept.category}\n".encode())
    return digest.hexdigest()[:24]


@cache
def _program() -> bytes:
    """Return a digest of all that has a part in the making."""
    digest = hashlib.sha256()
    for name in _MADE_WITH:
        try:
            digest.update(version(name).encode())
        except PackageNotFoundError:
            digest.update(name.encode())
    for package in ("toolkit.terminology", "toolkit.languages"):
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.digest()
