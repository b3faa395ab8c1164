"""How the entries of one act are written: compared with what is there, stored, made searchable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Self

from toolkit.errors import InputError
from toolkit.terminology import entries
from toolkit.terminology.database import ask, ask_in
from toolkit.terminology.entries import Entry, Stored, Wanted

if TYPE_CHECKING:
    from toolkit.terminology.termbase import Termbase

Progress = Callable[[str, int, int], None]
_Part = tuple[list[tuple[Entry, int]], Future[list[Stored]] | None]
_CHUNK = 5000  # entries written at a time
_PART = 500  # entries given to a helper at a time
_MOST = 4  # helpers; more would wait for the database


class Writer:
    """Writes the entries of one act, in a transaction that is open; with helpers if there are many."""

    def __init__(self, termbase: Termbase, act: int, workers: int) -> None:
        self._termbase, self._base, self._act = termbase, termbase.base, act
        self._workers = min(workers, _MOST)
        self._pool: ProcessPoolExecutor | None = None
        (self._last,) = ask(self._base, "last concept")[0]
        self._new: list[int] = []
        self._seen: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def write(self, wanted: Iterator[Wanted], progress: Progress | None, whole: int) -> None:
        """Write in chunks; what is new is made searchable at the end, in one go."""
        chunk = list(islice(wanted, _CHUNK))
        many_into_none = len(chunk) == _CHUNK and not self._last
        done, waiting = 0, list[_Part]()
        with self._base.loading() if many_into_none else nullcontext():
            while chunk:
                kept = self._put(chunk)
                self._store(waiting)  # while helpers work on this chunk, the one before is stored
                waiting = self._derived(kept, len(chunk) == _CHUNK)
                self._new += [number for _, number in kept]
                done += len(chunk)
                if progress and whole:
                    progress("writing", done, whole)
                chunk = list(islice(wanted, _CHUNK))
            self._store(waiting)
        if progress:
            progress("indexing", 0, 1)
        self._base.index(self._new)
        if progress:
            progress("indexing", 1, 1)

    def _put(self, chunk: Sequence[Wanted]) -> list[tuple[Entry, int]]:
        """Take out what is there and write what changes; return the entries to store, with their numbers."""
        self._check(chunk)
        ids = [each.id for each in chunk]
        present = {id: number for number, id, *_ in ask_in(self._base, "concepts named", ids)}
        old = {entry.id: entry for entry in self._termbase.by_number(present.values()).values()}
        newest = dict(ask_in(self._base, "newest versions", ids))
        changes, concepts, kept = [], [], []
        for each in chunk:
            before, version = old.get(each.id), newest.get(each.id, 0)
            if each.version is not None and each.version != (version if before or each.version else 0):
                raise self._termbase.conflict(each.id)
            changes.append((self._act, each.id, version + 1, before.dumped() if before else ""))
            if each.entry:
                self._last += each.id not in present
                number = present.get(each.id, self._last)
                concepts.append((number, each.id, each.entry.category, version + 1))
                kept.append((each.entry, number))
        self._remove(list(present.values()))
        self._base.many("change", ("act", "concept", "version", "before"), changes)
        self._base.many("concept", ("number", "id", "category", "version"), concepts)
        return kept

    def _check(self, chunk: Sequence[Wanted]) -> None:
        for each in chunk:
            if each.entry:
                entries.check(each.entry)
            if each.id in self._seen:
                raise InputError(f"{each.id} is changed twice")
            self._seen.add(each.id)

    def _remove(self, numbers: list[int]) -> None:
        if numbers:
            self._base.unindex(numbers)
            for name in ("drop forms", "drop terms", "drop concepts"):
                list(ask_in(self._base, name, numbers))

    def _derived(self, kept: list[tuple[Entry, int]], many: bool) -> list[_Part]:
        """Return entries with the promise of what helpers make of them, if there are helpers."""
        if self._workers < 2 or not (many or self._pool):
            return [(kept, None)]
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"), _leave_with_parent)
        parts = [kept[at : at + _PART] for at in range(0, len(kept), _PART)]
        try:
            return [(part, self._pool.submit(_stored, part)) for part in parts]
        except (BrokenExecutor, RuntimeError):  # helpers that died, or cannot be started here
            self._workers = 1
            return [(kept, None)]

    def _store(self, waiting: list[_Part]) -> None:
        for part, promise in waiting:
            try:
                rows = promise.result() if promise else _stored(part)
            except BrokenExecutor:
                rows, self._workers = _stored(part), 1
            self._base.many("term", entries.COLUMNS, (term for each in rows for term in each.terms))
            self._base.many("form", ("value", "term"), dict.fromkeys(form for each in rows for form in each.forms))


def _stored(kept: list[tuple[Entry, int]]) -> list[Stored]:
    return [entries.stored(entry, number) for entry, number in kept]


def _leave_with_parent() -> None:
    """End a helper when the process that it helps ends, however that ended."""

    def watch() -> None:
        parent = parent_process()
        if parent:
            parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
