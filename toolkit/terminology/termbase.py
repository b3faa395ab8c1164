"""A termbase: concepts in a database, in which every change has who, when, what was before and what after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

from toolkit import data
from toolkit.errors import ConflictError, InputError, TermbaseError
from toolkit.model import Concept
from toolkit.terminology import database, entries
from toolkit.terminology.database import Database, ask, ask_in, do, now
from toolkit.terminology.entries import Entry, Wanted
from toolkit.terminology.writing import Progress, Writer

_CHUNK = 5000  # concepts read at a time


class Act(NamedTuple):
    """One edit, import or undoing: who did what when, and how many concepts it changed; ``undoes`` names an act."""

    number: int
    who: str
    at: str
    what: str
    undoes: int
    concepts: int


class Change(NamedTuple):
    """What an act did to a concept: the entry before and after, None where there was none."""

    act: int
    who: str
    at: str
    what: str
    before: Entry | None
    after: Entry | None


class Termbase:
    """An open termbase; close it, or use it in a ``with``."""

    def __init__(self, base: Database) -> None:
        self.base = base

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self.base.close()

    def counts(self) -> tuple[int, int, int]:
        """Return how many concepts, terms and sentences there are."""
        ((concepts, terms, sentences),) = ask(self.base, "count")
        return concepts, terms, sentences

    def ids(self) -> list[str]:
        """Return the ids of all concepts."""
        return [id for (id,) in ask(self.base, "ids")]

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return those of the concepts named that there are, by id."""
        numbers = {number for number, *_ in ask_in(self.base, "concepts named", dict.fromkeys(ids))}
        return {each.id: each for each in self.by_number(numbers).values()}

    def by_number(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """Return the entries of concepts by their numbers in the database."""
        return dict(_entries(ask_in(self.base, "terms of", numbers)))

    def all(self) -> Iterator[Entry]:
        """Yield every entry, in the order in which the concepts came in."""
        (last,) = ask(self.base, "last concept")[0]
        for at in range(0, last, _CHUNK):
            for _, entry in _entries(ask(self.base, "all terms", at, at + _CHUNK)):
                yield entry

    def concepts(self, found: Iterable[Entry]) -> list[Concept]:
        """Return entries as concepts, their sources in full."""
        listed = list(found)
        named = ask_in(self.base, "sources named", {key for each in listed for key in each.sources()})
        titles = {key: data.source_line(dict(zip(data.SOURCE_COLUMNS[1:], rest, strict=True))) for key, *rest in named}
        return [each.concept(titles) for each in listed]

    def sources(self) -> list[dict[str, str]]:
        """Return the sources, by key."""
        return [dict(zip(data.SOURCE_COLUMNS, row, strict=True)) for row in ask(self.base, "sources")]

    def write(
        self,
        wanted: Iterable[Wanted],
        who: str,
        what: str,
        sources: Sequence[dict[str, str]] = (),
        undoes: int = 0,
        progress: Progress | None = None,
        whole: int = 0,
        workers: int = 1,
    ) -> int:
        """Make the changes, all or none, and return the number of the act.

        With more than one of ``workers``, processes help with many new terms.

        Raises:
            ConflictError: somebody else has changed one of the concepts since the version that a change was made from.
            InputError: an entry can't be kept; TermbaseError: the database can't be written to.
        """
        if not who.strip():
            raise InputError("say who makes the change (--by NAME)")
        with self.base.transaction():
            (last,) = ask(self.base, "last act")[0]
            act = int(last) + 1
            do(self.base, "new act", act, who.strip(), now(), what, undoes)
            for cells in sources:
                do(self.base, "drop source", cells["key"])
            self.base.many("source", data.SOURCE_COLUMNS, (tuple(cells.values()) for cells in sources))
            with Writer(self, act, workers) as writer:
                writer.write(iter(wanted), progress, whole)
        return act

    def conflict(self, id: str) -> ConflictError:
        """Return the error that tells who has changed a concept meanwhile."""
        who, at = next(iter(ask(self.base, "last change", id)), ("nobody", "never"))
        return ConflictError(
            f"{id} was changed by {who} at {at}, after the version that this change was made from; nothing was "
            f"written: look at it with `duizhao termbase show {id}` and repeat the change"
        )

    def acts(self, limit: int = 20) -> list[Act]:
        """Return the newest acts, newest first."""
        return [Act(*row) for row in ask(self.base, "acts", limit)]

    def story(self, id: str) -> list[Change]:
        """Return all changes of a concept, oldest first.

        Raises:
            InputError: there never was such a concept.
        """
        found = ask(self.base, "story", id)
        if not found:
            raise InputError(f"there is no concept {id!r} in the termbase")
        states = [entries.loaded(id, before, version - 1) for *_, version, before in found]
        states.append(self.entries([id]).get(id))
        return [
            Change(act, who, at, what, states[place], states[place + 1])
            for place, (act, who, at, what, *_) in enumerate(found)
        ]

    def undo(self, who: str, act: int | None = None) -> tuple[int, int]:
        """Undo an act, by default the last that was not undone; return its number and that of the undoing.

        Raises:
            ConflictError: a concept was changed again since.
            InputError: there is no such act, or it was undone already.
        """
        chosen = self._to_undo(act)
        changes = ask(self.base, "changes of", chosen)
        ids = [id for id, _, _ in changes]
        now_is, newest = self.entries(ids), dict(ask_in(self.base, "newest versions", ids))
        wanted = [
            Wanted(id, entries.loaded(id, before), self._unchanged(id, version, now_is.get(id), newest[id]))
            for id, version, before in changes
        ]
        return chosen, self.write(wanted, who, f"undo {chosen}", undoes=chosen)

    def _unchanged(self, id: str, version: int, entry: Entry | None, newest: int) -> int:
        """Return the newest version of a concept if it is as it was in ``version``, and that if not."""
        if version == newest:
            return version
        ((after,),) = ask(self.base, "before", id, version + 1)
        return newest if after == (entry.dumped() if entry else "") else version

    def _to_undo(self, act: int | None) -> int:
        undone: set[int] = set()
        for number, undoes in reversed(ask(self.base, "undoings")):
            if number not in undone:
                undone.add(undoes)
        if act is None:
            every = self.acts(2**31)
            act = next((each.number for each in every if not each.undoes and each.number not in undone), None)
            if act is None:
                raise InputError("there is nothing to undo")
        elif act in undone:
            raise InputError(f"act {act} was undone already")
        elif not ask(self.base, "changes of", act):
            raise InputError(f"there is no act {act}; `duizhao termbase history` lists them")
        return act

    def add_sentences(
        self,
        document: str,
        labels: Sequence[str],
        rows: Iterable[Sequence[str]],
        found: Iterable[tuple[str, str, str, int, int]],
    ) -> int:
        """Put the sentences of a document in, in place of those it had, and return how many.

        ``labels`` say what its texts in zh, ru, en are; ``rows`` are unit, place and the texts; ``found`` concept,
        unit, language, start and stop.
        """
        with self.base.transaction():
            for name in ("drop occurrences", "drop sentences", "drop document"):
                do(self.base, name, document)
            do(self.base, "new document", document, *labels)
            (last,) = ask(self.base, "last sentence")[0]
            numbered = [(int(last) + at, document, *row) for at, row in enumerate(rows, 1)]
            columns = ("number", "document", "unit", "place", *data.LANGUAGES)
            self.base.many("sentence", columns, numbered)
            at = {row[2]: row[0] for row in numbered}
            links = dict.fromkeys((id, at[unit], language, start, stop) for id, unit, language, start, stop in found)
            self.base.many("occurrence", ("concept", "sentence", "language", "start", "stop"), links)
        return len(numbered)


def _entries(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[int, Entry]]:
    """Yield number and entry of concepts whose terms come one after another."""
    grouped: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for row in rows:
        grouped.setdefault(row[:4], []).append(row[4:])
    for (number, id, category, version), found in grouped.items():
        yield number, Entry(id, category, tuple(found), version)  # type: ignore[misc, arg-type]


def is_url(where: str | Path) -> bool:
    """Whether this names a database on a server."""
    return str(where).startswith(("postgresql://", "postgres://"))


def _database(where: str | Path, create: bool) -> Database:
    if is_url(where):
        from toolkit.terminology.postgresql import PostgreSQL

        server: Database = PostgreSQL(str(where))
        return server
    if "://" in str(where):
        raise InputError(f"{str(where).partition(':')[0]}: name a file, or a database as postgresql://user@host/name")
    from toolkit.terminology.sqlite import SQLite

    path = Path(where)
    if path.is_dir():
        raise TermbaseError(f"{path} is a folder; name a file")
    if not create and not path.exists():
        raise TermbaseError(f"there is no termbase {path}; make one with `duizhao termbase create {path}`")
    if create and not path.parent.is_dir():
        raise TermbaseError(f"there is no folder {path.parent}")
    return SQLite(path, create)


def create(where: str | Path) -> Termbase:
    """Return a new, empty termbase in a file, or in a PostgreSQL database that a URL names.

    Raises:
        TermbaseError: there is one already, or none can be made there.
    """
    base = _database(where, create=True)
    try:
        with base.transaction():
            if base.is_ours() is not None:
                what = "a termbase already" if base.is_ours() else "something of another program"
                raise TermbaseError(f"{base.name} holds {what}; nothing was changed")
            base.claim()
            database.migrate(base)
    except BaseException:
        base.close()
        raise
    return Termbase(base)


def connect(where: str | Path) -> Termbase:
    """Return the termbase in a file or PostgreSQL database; one of an older version is brought up to date.

    Raises:
        TermbaseError: there is none, it is of another program or a newer version, or it can't be used now.
    """
    base = _database(where, create=False)
    try:
        if not base.is_ours():
            raise TermbaseError(f"{base.name} is no termbase of duizhao; nothing was changed")
        done, known = [name for (name,) in ask(base, "schema")], database.migrations(base)
        database.check_schema(done, known)
        if len(done) < len(known):
            with base.transaction():
                database.migrate(base)
    except BaseException:
        with suppress(TermbaseError):
            base.close()
        raise
    return Termbase(base)
