"""One small interface to the databases a termbase can be in, and the SQL they share, which is in files.

SQL marks its parameters with ``?``. What differs between databases is how to search, to copy many rows in, and to name
a failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Literal, NamedTuple, Protocol

from toolkit.errors import TermbaseError

Column = Literal["sought", "plain", "initials"]
Range = tuple[int, int]
ALL: Range = (0, 2**62)
LAST = "\U0010ffff"  # comes after every character
_CHUNK = 500


class Hit(NamedTuple):
    """A term that a search has found: its number, language, stored text, and reading if it is Chinese."""

    number: int
    language: str
    sought: str
    reading: str

    @property
    def concept(self) -> int:
        """The number of its concept."""
        return self.number >> 8 & (1 << 36) - 1

    @property
    def place(self) -> int:
        """Its place among the terms of its concept, from 0."""
        return self.number & 255

    @property
    def rank(self) -> int:
        """The place of its status among ``keys.STATUSES``."""
        return self.number >> 56


class Database(Protocol):
    """An open database; every failure is a ``TermbaseError`` in one line."""

    name: str  # to be shown; without a password
    kind: str  # names the migrations that are its own
    types: dict[str, str]  # what the placeholders of the migrations stand for

    def is_ours(self) -> bool | None:
        """Whether this is a termbase; None if it is an empty database."""

    def claim(self) -> None:
        """Make an empty database a termbase without any migration, in the transaction that is open."""

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Return what a statement gives."""

    def changed(self, sql: str, *values: Any) -> int:
        """Return how many rows a statement changed."""

    def many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put many rows in a table."""

    def script(self, sql: str) -> None:
        """Run the statements of a migration in the transaction that is open."""

    def transaction(self) -> AbstractContextManager[None]:
        """Give a transaction that alone may write; an error undoes all of it."""

    def loading(self) -> AbstractContextManager[None]:
        """Give a time in which many rows come into a base without terms: most indexes are made at its end, at once."""

    def starting(self, beginning: str, limit: int) -> list[Hit]:
        """Return terms whose stored text begins so, in no order."""

    def find(self, column: Column, pieces: Sequence[str], within: Range, limit: int, any_of: bool) -> list[Hit]:
        """Return the terms in whose column all pieces stand (or any of them), in the order of their numbers."""

    def index(self, concepts: Sequence[int]) -> None:
        """Make the terms of the concepts to be found."""

    def unindex(self, concepts: Sequence[int]) -> None:
        """Make the terms of the concepts, which are about to go, not to be found."""

    def close(self) -> None:
        """Close it."""


@cache
def queries() -> dict[str, str]:
    """Return the statements of ``sql/queries.sql`` by name."""
    text = files(__package__).joinpath("sql/queries.sql").read_text("utf-8")
    parts = re.split(r"^-- name: (.+)\n", text, flags=re.M)[1:]
    return {name: " ".join(sql.split()) for name, sql in zip(parts[::2], parts[1::2], strict=True)}


def ask(base: Database, name: str, *values: Any) -> list[Any]:
    """Return what a named statement gives."""
    return base.rows(queries()[name], *values)


def do(base: Database, name: str, *values: Any) -> None:
    """Run a named statement that gives nothing back."""
    base.changed(queries()[name], *values)


def ask_in(base: Database, name: str, values: Iterable[Any]) -> Iterator[Any]:
    """Yield what a named statement gives for a list of values, a chunk of them at a time."""
    listed = list(values)
    for at in range(0, len(listed), _CHUNK):
        chunk = listed[at : at + _CHUNK]
        yield from base.rows(queries()[name].replace("$marks", ",".join("?" * len(chunk))), *chunk)


def now() -> str:
    """Return the time, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def migrations(base: Database) -> dict[str, str]:
    """Return the migrations for a database in order, as SQL by name."""
    found = {}
    for file in sorted(files(__package__).joinpath("migrations").iterdir(), key=lambda each: each.name):
        name, *kind = file.name.removesuffix(".sql").split(".")
        if not kind or kind == [base.kind]:
            found[name] = Template(file.read_text("utf-8")).safe_substitute(base.types)
    return found


def migrate(base: Database) -> list[str]:
    """Bring the schema up to date in the transaction that is open; return the names of what was applied.

    Raises:
        TermbaseError: the schema is newer than this program.
    """
    done = {name for (name,) in ask(base, "schema")}
    known = migrations(base)
    check_schema(done, known)
    missing = [name for name in known if name not in done]
    for name in missing:
        base.script(known[name])
        do(base, "applied", name, now())
    return missing


def check_schema(done: Iterable[str], known: Iterable[str]) -> None:
    """Raise TermbaseError if a migration was applied that this program does not know."""
    newer = sorted(set(done) - set(known))
    if newer:
        raise TermbaseError(
            f"the termbase was made by a newer version of duizhao (it has {newer[0]}, which is not known here): "
            "update duizhao; nothing was changed"
        )
