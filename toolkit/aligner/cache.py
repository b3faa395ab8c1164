"""Vectors kept on disk, so that no sentence is encoded twice.

They lie in the user's cache folder under a digest of encoder and text: the texts themselves are not kept. The oldest go
when the file grows too large. A cache that can't be used is done without.

Phrases, some twenty times as much as sentences, are kept in a file of their own with half the digits. They are rounded
in any case, so that a text is aligned in the same way the first time and the second. A text could be made out from the
phrases of all its words, so these are enciphered by the text itself: only who has it can read them.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from toolkit import caching
from toolkit.aligner.encoders import Encoder, Vectors
from toolkit.aligner.tokens import TokenRows

LIMIT = 512 << 20  # bytes on disk: some 250,000 sentences
LIMIT_OF_PHRASES = 256 << 20  # some 7,000 sentences
_MOST_PHRASES = 200_000  # that one process keeps, some 200 MB: a longer text would only drive the others out
_IN_MEMORY = 50_000  # vectors
_AT_ONCE = 1024  # texts encoded between two writes
_ASKED = 500  # keys in one question; SQLite takes no more than 999 everywhere
_PHRASES = "phrases 1"  # with another number what is kept of an earlier method is not read
_BYTES = 1028  # of a phrase
_WAIT = 10.0  # seconds for another process that is writing
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)"


class Cached:
    """An encoder that does not encode a text again, in this process or, if ``on_disk``, in a later one."""

    def __init__(self, encoder: Encoder, on_disk: bool = True) -> None:
        self._encoder = encoder
        self._on_disk = on_disk
        self._known: dict[str, Vectors] = {}
        self._phrases = 0  # kept by this process

    @property
    def name(self) -> str:
        """The name of the encoder."""
        return self._encoder.name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or "_encoder" not in self.__dict__:
            raise AttributeError(name)
        found = getattr(self._encoder, name)  # what else it can do
        return partial(self._tokens, found) if name == "tokens" else found

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        if not texts:
            return self._encoder.encode(texts)
        # near lengths together, which the encoder does quickest
        new = sorted({text for text in texts if text not in self._known}, key=len)
        store = self._store("vectors", LIMIT) if new else None
        for start in range(0, len(new), _AT_ONCE):
            self._learn(new[start : start + _AT_ONCE], store)
        vectors = np.stack([self._known[text] for text in texts])
        if len(self._known) > _IN_MEMORY:
            self._known.clear()
        return vectors

    def _learn(self, texts: list[str], store: Store | None) -> None:
        keys = {text: _key(self.name, text) for text in texts}
        kept = store.get(list(keys.values())) if store else {}
        read = {text: np.frombuffer(kept[key], dtype=np.float32) for text, key in keys.items() if key in kept}
        self._known.update(read)
        rest = [text for text in texts if keys[text] not in kept]
        if rest:
            found = self._encoder.encode(rest)
            self._known.update(zip(rest, found, strict=True))
            if store:
                rows = zip(rest, found, strict=True)
                store.put({keys[text]: vector.astype(np.float32).tobytes() for text, vector in rows})

    def _tokens(self, made: Callable[[Sequence[str]], TokenRows], texts: Sequence[str]) -> TokenRows:
        """Return the phrases of texts; those that are not kept are made."""
        if not texts:
            return made(texts)
        store = self._store("phrases", LIMIT_OF_PHRASES)
        keys = {text: _key(f"{self.name} {_PHRASES}", text) for text in texts}
        kept = store.get(list(keys.values())) if store else {}
        read = {text: _ciphered(kept[key], text) for text, key in keys.items() if key in kept}
        rest = [text for text in keys if text not in read]
        if rest:
            new = dict(zip(rest, _packed(made(rest)), strict=True))
            read.update(new)
            if store and self._phrases < _MOST_PHRASES:
                store.put({keys[text]: _ciphered(each, text) for text, each in new.items()})
                self._phrases += sum(map(len, new.values())) // _BYTES
        return _unpacked([read[text] for text in texts])

    def _store(self, name: str, limit: int) -> Store | None:
        place = caching.folder() if self._on_disk else None
        return Store(place / f"{name}.sqlite", limit) if place else None


def _packed(rows: TokenRows) -> list[bytes]:
    """Return the phrases of each text: how many, how telling each is, their vectors with half the digits."""
    ends = np.cumsum(rows.counts)
    parts = zip(np.split(rows.weights, ends[:-1]), np.split(rows.vectors, ends[:-1]), strict=True)
    return [
        np.uint32(len(weights)).tobytes() + weights.astype(np.float32).tobytes() + vectors.astype(np.float16).tobytes()
        for weights, vectors in parts
    ]


def _ciphered(data: bytes, text: str) -> bytes:
    """Return bytes enciphered by a text, or deciphered if they are."""
    stream = hashlib.shake_128(f"{_PHRASES}\0{text}".encode("utf-8", "surrogatepass")).digest(len(data))
    return (np.frombuffer(data, np.uint8) ^ np.frombuffer(stream, np.uint8)).tobytes()


def _unpacked(kept: Sequence[bytes]) -> TokenRows:
    counts = [int(np.frombuffer(each, np.uint32, 1)[0]) for each in kept]
    weights = [np.frombuffer(each, np.float32, count, 4) for each, count in zip(kept, counts, strict=True)]
    vectors = [
        np.frombuffer(each, np.float16, offset=4 + 4 * count).reshape(count, -1)
        for each, count in zip(kept, counts, strict=True)
    ]
    return TokenRows(
        np.concatenate(vectors, dtype=np.float32), np.concatenate(weights), np.array(counts, dtype=np.int64)
    )


def _key(encoder: str, text: str) -> bytes:
    return hashlib.sha256(f"{encoder}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


class Store:
    """Bytes by key in an SQLite file, which several processes may use at once; what fails is as if not kept."""

    def __init__(self, file: Path, limit: int) -> None:
        self._file = file
        self._limit = limit

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is kept of what is asked for."""
        found: dict[bytes, bytes] = {}

        def work(base: sqlite3.Connection) -> None:
            for start in range(0, len(keys), _ASKED):
                part = keys[start : start + _ASKED]
                marks = ",".join("?" * len(part))
                rows = base.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)
                found.update(rows)

        if self._file.is_file():
            self._try(work)
        return found

    def put(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keep bytes, all or none; the oldest fifth goes if the file is full."""

        def work(base: sqlite3.Connection) -> None:
            base.execute(_TABLE)
            base.executemany("INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", vectors.items())
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
