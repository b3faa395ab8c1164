"""A termbase in a PostgreSQL database, in a schema of its own (``duizhao``); psycopg 3."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from itertools import pairwise
from typing import Any, Concatenate, ParamSpec, TypeVar

from toolkit.errors import MissingExtraError, TermbaseError
from toolkit.terminology.database import LAST, Column, Hit, Range
from toolkit.terminology.keys import BAR

try:
    import psycopg
except ImportError as error:
    raise MissingExtraError(
        f"PostgreSQL wants the package psycopg, which can't be used here ({error}): pip install 'duizhao[server]'"
    ) from None

_LOCK = 0x447A5442  # DzTB: who holds this alone may write
_WAIT = 5  # seconds for another user to finish, and for the server to answer
_MANY = 500  # concepts
_REASONS = {
    "55P03": "another user is writing to it; try again when that has finished",
    "25006": "it is read-only",
    "42501": "you may not do this there; ask who keeps the database",
    "53100": "the server's disk is full; nothing was changed",
}
P = ParamSpec("P")
T = TypeVar("T")


def _told(act: Callable[Concatenate[PostgreSQL, P], T]) -> Callable[Concatenate[PostgreSQL, P], T]:
    """Tell the failures of the server in one line."""

    @wraps(act)
    def wrapped(self: PostgreSQL, /, *args: P.args, **named: P.kwargs) -> T:
        try:
            return act(self, *args, **named)
        except psycopg.Error as error:
            raise self.told(error) from None

    return wrapped


class PostgreSQL:
    """An open connection to a PostgreSQL database."""

    kind = "postgresql"
    types = {"integer": "BIGINT", "keyed": ""}  # noqa: RUF012

    def __init__(self, url: str) -> None:
        self.name = "the PostgreSQL database"  # the URL may hold a password
        try:
            # never prepared: a plan for any piece there may be is a bad one for most
            self._base = psycopg.connect(url, autocommit=True, connect_timeout=_WAIT, prepare_threshold=None)
            self.name = f"the PostgreSQL database {self._base.info.dbname}"
            self._base.execute("SET search_path TO duizhao, public")
            self._base.execute(f"SET lock_timeout TO '{_WAIT}s'")
        except psycopg.Error as error:
            raise self.told(error) from None

    def told(self, error: psycopg.Error) -> TermbaseError:
        """Return the error in words."""
        known = _REASONS.get(error.sqlstate or "")
        if known:
            return TermbaseError(f"{self.name}: {known}")
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if isinstance(error, psycopg.OperationalError):
            return TermbaseError(f"{self.name} does not answer ({first}); what was not finished was not written")
        return TermbaseError(f"{self.name}: {first}")

    @_told
    def is_ours(self) -> bool | None:
        """Whether this is a termbase; None if there is none in the database."""
        row = self._base.execute("SELECT to_regclass('duizhao.migration'), to_regnamespace('duizhao')").fetchone()
        return True if row and row[0] else (False if row and row[1] else None)

    def claim(self) -> None:
        """Make a termbase without any migration, in the transaction that is open."""
        self.rows("CREATE SCHEMA duizhao")
        self.rows("CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")

    @_told
    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Return what a statement gives."""
        done = self._base.execute(sql.replace("?", "%s"), values)
        return done.fetchall() if done.description else []

    @_told
    def changed(self, sql: str, *values: Any) -> int:
        """Return how many rows a statement changed."""
        return self._base.execute(sql.replace("?", "%s"), values).rowcount

    @_told
    def many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put many rows in a table."""
        with self._base.cursor() as cursor, cursor.copy(f"COPY {table} ({','.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    @_told
    def script(self, sql: str) -> None:
        """Run the statements of a migration in the transaction that is open."""
        self._base.execute(sql.encode())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Give a transaction that alone may write; an error undoes all of it."""
        self.rows("BEGIN")
        try:
            self.rows("SELECT pg_advisory_xact_lock(?)", _LOCK)
            yield
            self.rows("COMMIT")
        except BaseException:
            with suppress(psycopg.Error):  # a server that is gone has undone it itself
                self._base.execute("ROLLBACK")
            raise

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Give a time in which many rows come into a base without terms: most indexes are made at its end, at once."""
        indexes = self.rows(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'duizhao' "
            "AND tablename IN ('term', 'form', 'change') AND indexname <> 'term_concept' AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint)"
        )
        for name, _ in indexes:
            self.rows(f"DROP INDEX {name}")
        yield
        for _, sql in indexes:
            self.rows(sql)

    @_told
    def starting(self, beginning: str, limit: int) -> list[Hit]:
        """Return terms whose stored text begins so, in no order."""
        rows = self._base.execute(
            "SELECT number, language, sought, reading FROM term "
            'WHERE sought COLLATE "C" >= %s AND sought COLLATE "C" < %s LIMIT %s',
            (beginning, beginning + LAST, limit),
        )
        return [Hit(*row) for row in rows]

    @_told
    def find(self, column: Column, pieces: Sequence[str], within: Range, limit: int, any_of: bool) -> list[Hit]:
        """Return the terms in whose column all pieces stand (or any of them), in the order of their numbers."""
        found: list[str] = []
        values: list[Any] = []
        for piece in pieces:
            like = piece.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            pairs = _pairs(piece) if column == "sought" and BAR in piece else []
            found.append(
                f"({column} LIKE %s" + (" AND language = 'zh' AND pairs(sought) @> %s::text[])" if pairs else ")")
            )
            values += [f"%{like}%", pairs] if pairs else [f"%{like}%"]
        where = (" OR " if any_of else " AND ").join(found)
        rows = self._base.execute(
            "SELECT number, language, sought, reading FROM term "
            # + 0: or else the server walks all terms in their order, the short Chinese ones first
            f"WHERE ({where}) AND number BETWEEN %s AND %s ORDER BY number + 0 LIMIT %s",
            (*values, *within, limit),
        )
        return [Hit(*row) for row in rows]

    def index(self, concepts: Sequence[int]) -> None:
        """Let the server take note of many new terms; until it has, its searches take a hundred times as long."""
        if len(concepts) >= _MANY:
            self.rows("ANALYZE term, form, concept")
            self.rows("SELECT gin_clean_pending_list('term_trigrams'), gin_clean_pending_list('term_pairs')")

    def unindex(self, concepts: Sequence[int]) -> None:
        """Do nothing: the server does it by itself."""

    def close(self) -> None:
        """Close the connection."""
        self._base.close()


def _pairs(piece: str) -> list[str]:
    """Return the pairs of characters in a piece of a stored Chinese text, or its only one; see ``pairs`` in SQL."""
    parts = [part for part in piece.split(BAR) if part]
    return [a + b for a, b in pairwise(parts)] or parts
