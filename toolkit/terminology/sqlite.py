"""A termbase in an SQLite file or in memory; standard library only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from toolkit.errors import TermbaseError
from toolkit.terminology.database import LAST, Column, Hit, Range

OURS = 0x447A5442  # DzTB: the application id of our files
_FEW = 5  # threes of characters that tell a long piece well enough
WAIT = 5.0  # seconds for another program to finish
_COLUMNS = "number, sought, plain, initials"
_REASONS = {
    "locked": "another program is using it; try again when that has finished",
    "readonly": "it is read-only; copy it to a place where you may write",
    "not a database": "it is no termbase (not an SQLite file)",
    "disk is full": "the disk is full; nothing was changed",
    "malformed": "it is damaged; go back to a copy",
    "unable to open": "it can't be opened; may you read this file and write in its folder?",
}
P = ParamSpec("P")
T = TypeVar("T")


def _told(act: Callable[Concatenate[SQLite, P], T]) -> Callable[Concatenate[SQLite, P], T]:
    """Tell the failures of SQLite in one line."""

    @wraps(act)
    def wrapped(self: SQLite, /, *args: P.args, **named: P.kwargs) -> T:
        try:
            return act(self, *args, **named)
        except sqlite3.Error as error:
            raise self.told(error) from None

    return wrapped


class SQLite:
    """An open SQLite database."""

    kind = "sqlite"
    types = {"integer": "INTEGER", "keyed": "WITHOUT ROWID"}  # noqa: RUF012

    def __init__(self, path: Path | None, create: bool = False, hasty: bool = False) -> None:
        self.name = str(path or "the termbase in memory")
        self._aside: dict[str, str] = {}  # tables whose rows are put elsewhere while many come in
        try:
            # never makes a file by itself; one that may not be written is opened for reading
            where = f"file:{quote(str(path.absolute()))}?mode={'rwc' if create else 'rw'}" if path else ":memory:"
            self._base = sqlite3.connect(where, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
            if hasty:  # a file that counts only when it is whole
                self._base.execute("PRAGMA journal_mode = OFF")
                self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute("PRAGMA cache_size = -65536")
        except sqlite3.Error as error:
            raise self.told(error) from None

    def told(self, error: sqlite3.Error) -> TermbaseError:
        """Return the error in words."""
        text = str(error)
        reason = next((reason for sign, reason in _REASONS.items() if sign in text), text)
        return TermbaseError(f"{self.name}: {reason}")

    @_told
    def is_ours(self) -> bool | None:
        """Whether this is a termbase; None if it is an empty database."""
        if self._base.execute("PRAGMA application_id").fetchone()[0] == OURS:
            return True
        return False if self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] else None

    def claim(self) -> None:
        """Make an empty database a termbase without any migration, in the transaction that is open."""
        self.rows(f"PRAGMA application_id = {OURS}")
        self.rows("CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID")

    @_told
    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Return what a statement gives."""
        return self._base.execute(sql, values).fetchall()

    @_told
    def changed(self, sql: str, *values: Any) -> int:
        """Return how many rows a statement changed."""
        return self._base.execute(sql, values).rowcount

    @_told
    def many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put many rows in a table."""
        marks = ",".join("?" * len(columns))
        self._base.executemany(
            f"INSERT INTO {self._aside.get(table, table)} ({','.join(columns)}) VALUES ({marks})", rows
        )

    @_told
    def script(self, sql: str) -> None:
        """Run the statements of a migration in the transaction that is open, which ``executescript`` would end."""
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self._base.execute(statement)
                statement = ""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Give a transaction that alone may write; an error undoes all of it."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Give a time in which many rows come into a base without terms: most indexes are made at its end, at once."""
        indexes = self.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            "AND tbl_name IN ('term', 'form', 'change') AND name <> 'term_concept'"
        )
        for name, _ in indexes:
            self.rows(f"DROP INDEX {name}")
        self.rows("CREATE TEMP TABLE loaded (value TEXT, term INTEGER)")
        self._aside = {"form": "loaded"}
        try:
            yield
        finally:
            self._aside = {}
        self.rows("INSERT INTO form SELECT value, term FROM loaded ORDER BY value, term")
        self.rows("DROP TABLE loaded")
        for _, sql in indexes:
            self.rows(sql)

    @_told
    def starting(self, beginning: str, limit: int) -> list[Hit]:
        """Return terms whose stored text begins so, in no order."""
        rows = self._base.execute(
            "SELECT number, language, sought, reading FROM term WHERE sought >= ? AND sought < ? LIMIT ?",
            (beginning, beginning + LAST, limit),
        )
        return [Hit(*row) for row in rows]

    @_told
    def find(self, column: Column, pieces: Sequence[str], within: Range, limit: int, any_of: bool) -> list[Hit]:
        """Return the terms in whose column all pieces stand (or any of them), in the order of their numbers.

        Of a long piece some threes of characters are asked for, and the whole of it only where these stand.
        """
        few = _FEW if any_of else -(-_FEW // len(pieces))
        joined = (" OR " if any_of else " AND ").join(f"({_asked(piece, few)})" for piece in pieces)
        whole = (" OR " if any_of else " AND ").join([f"instr(t.{column}, ?)"] * len(pieces))
        rows = self._base.execute(
            "SELECT number, language, t.sought, reading FROM search CROSS JOIN term t ON number = search.rowid "
            f"WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND ({whole}) ORDER BY search.rowid LIMIT ?",
            (f"{column} : ({joined})", *within, *pieces, limit),
        )
        return [Hit(*row) for row in rows]

    def index(self, concepts: Sequence[int]) -> None:
        """Make the terms of the concepts to be found; in the order of their numbers, which is many times quicker."""
        self._touch(concepts)
        self.rows(
            "INSERT INTO search (rowid, sought, plain, initials) "
            f"SELECT {_COLUMNS} FROM term WHERE concept IN (SELECT number FROM touched) ORDER BY number"
        )

    def unindex(self, concepts: Sequence[int]) -> None:
        """Make the terms of the concepts, which are about to go, not to be found."""
        self._touch(concepts)
        self.rows(
            "INSERT INTO search (search, rowid, sought, plain, initials) "
            f"SELECT 'delete', {_COLUMNS} FROM term WHERE concept IN (SELECT number FROM touched) ORDER BY number"
        )

    def _touch(self, concepts: Sequence[int]) -> None:
        self.rows("CREATE TEMP TABLE IF NOT EXISTS touched (number INTEGER PRIMARY KEY)")
        self.rows("DELETE FROM touched")
        self.many("touched", ["number"], [(each,) for each in concepts])

    def close(self) -> None:
        """Close it."""
        self._base.close()


def _asked(piece: str, few: int) -> str:
    """Return what to ask the index for a piece: all of it if it is short, or some threes of its characters."""
    steps = len(piece) - 3
    threes = [piece] if steps < few else [piece[at : at + 3] for at in range(0, steps + 1, -(-steps // few))]
    return " AND ".join('"' + three.replace('"', '""') + '"' for three in threes)


def made(path: Path | None, hasty: bool = False) -> SQLite:
    """Return a new, empty database."""
    return SQLite(path, create=True, hasty=hasty)
