"""Vectors kept on disk, so that no sentence is encoded twice.

They lie in the user's cache folder under a digest of encoder and text: the texts themselves are not kept. The oldest go
when the file grows too large. A cache that can't be used is done without.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np

from toolkit import caching
from toolkit.aligner.encoders import Encoder, Vectors

LIMIT = 512 << 20  # bytes on disk: some 250,000 sentences
_IN_MEMORY = 50_000  # vectors
_AT_ONCE = 1024  # texts encoded between two writes
_ASKED = 500  # keys in one question; SQLite takes no more than 999 everywhere
_WAIT = 10.0  # seconds for another process that is writing
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)"


class Cached:
    """An encoder that does not encode a text again, in this process or, if ``on_disk``, in a later one."""

    def __init__(self, encoder: Encoder, on_disk: bool = True) -> None:
        self._encoder = encoder
        self._on_disk = on_disk
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the encoder."""
        return self._encoder.name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or "_encoder" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self._encoder, name)  # what else it can do, such as tokens

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        if not texts:
            return self._encoder.encode(texts)
        # near lengths together, which the encoder does quickest
        new = sorted({text for text in texts if text not in self._known}, key=len)
        store = Store(place / "vectors.sqlite") if new and self._on_disk and (place := caching.folder()) else None
        for start in range(0, len(new), _AT_ONCE):
            self._learn(new[start : start + _AT_ONCE], store)
        vectors = np.stack([self._known[text] for text in texts])
        if len(self._known) > _IN_MEMORY:
            self._known.clear()
        return vectors

    def _learn(self, texts: list[str], store: Store | None) -> None:
        keys = {text: _key(self.name, text) for text in texts}
        kept = store.get(list(keys.values())) if store else {}
        self._known.update({text: kept[key] for text, key in keys.items() if key in kept})
        rest = [text for text in texts if keys[text] not in kept]
        if rest:
            found = self._encoder.encode(rest)
            self._known.update(zip(rest, found, strict=True))
            if store:
                store.put({keys[text]: vector for text, vector in zip(rest, found, strict=True)})


def _key(encoder: str, text: str) -> bytes:
    return hashlib.sha256(f"{encoder}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


class Store:
    """Vectors by key in an SQLite file, which several processes may use at once; what fails is as if not kept."""

    def __init__(self, file: Path, limit: int = LIMIT) -> None:
        self._file = file
        self._limit = limit

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        """Return the vectors that are kept of those asked for."""
        found: dict[bytes, Vectors] = {}

        def work(base: sqlite3.Connection) -> None:
            for start in range(0, len(keys), _ASKED):
                part = keys[start : start + _ASKED]
                marks = ",".join("?" * len(part))
                rows = base.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)
                found.update((key, np.frombuffer(vector, dtype=np.float32)) for key, vector in rows)

        if self._file.is_file():
            self._try(work)
        return found

    def put(self, vectors: Mapping[bytes, Vectors]) -> None:
        """Keep vectors, all or none; the oldest fifth goes if the file is full."""

        def work(base: sqlite3.Connection) -> None:
            base.execute(_TABLE)
            rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
            base.executemany("INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", rows)
            pages, free, size = (
                base.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "freelist_count", "page_size")
            )
            if (pages - free) * size > self._limit:
                first, last = base.execute("SELECT min(id), max(id) FROM vectors").fetchone()
                base.execute("DELETE FROM vectors WHERE id <= ?", (first + (last - first) // 5,))

        self._try(work)

    def _try(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do work in one transaction; what fails changes nothing."""
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=_WAIT)) as base, base:
                work(base)
        except (sqlite3.OperationalError, OSError):
            pass  # no table yet, no right to write, or another process took too long
        except sqlite3.DatabaseError:
            with suppress(OSError):  # a broken file: begin anew
                self._file.unlink(missing_ok=True)
