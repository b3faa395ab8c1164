"""A table whose rows come one by one as plain values, and what goes with it into a format and out of it.

No pandas is needed for any of this, and no more memory than a few rows want.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LIMIT = 64 << 20  # bytes of a file that is read as a whole
Spans = Sequence[tuple[int, int, str]]  # where terms stand in a text, and their concepts


@dataclass
class Stream:
    """A table on its way from one format to another; its rows can be taken once.

    ``kind`` says what the rows are:

    * ``units``: dictionaries by the columns of UNITS, texts as they stand and empty where there is none, ``confidence``
      a number or None;
    * ``concepts``: values of ``model.Concept``, each concept once, with all its terms;
    * ``terms``, ``faults``, ``occurrences``: dictionaries by ``columns``. They are written, and not read.

    ``facts`` is what is true of the whole table, as ``DataFrame.attrs`` has it: ``languages`` always; of units also
    ``document``, ``titles``, ``labels``, ``remarks``, ``signature``, ``not one to one`` and, of a text that is not in
    its language's usual script, ``tags``. ``own`` says that the table is one of ours, not of another program,
    ``distinct`` that no two rows have the same id; ``done`` tells how many bytes of how many have been read.
    """

    kind: str
    rows: Iterable[Any]
    facts: dict[str, Any]
    columns: tuple[str, ...] = ()
    own: bool = True
    distinct: bool = False
    done: Callable[[], tuple[int, int]] = lambda: (0, 0)

    @property
    def languages(self) -> list[str]:
        """The codes of the languages, in order."""
        return list(self.facts["languages"])


@dataclass
class Losses:
    """What a format could not hold or did not understand, counted by what it was, and what is to be known besides."""

    fields: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    def drop(self, name: str, count: int = 1) -> None:
        """Note that a field was left out, in so many rows or terms."""
        self.fields[name] += count

    def change(self, name: str, count: int = 1) -> None:
        """Note that something goes on otherwise than it stands, in so many rows or terms."""
        self.changed[name] += count

    def say(self, remark: str) -> None:
        """Note something to be told once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def lines(self) -> list[str]:
        """Return the report: what was left out and what was changed, most frequent first, then the remarks."""
        told = []
        for what, counted in (("left out", self.fields), ("changed", self.changed)):
            named = [f"{name} ({count})" for name, count in counted.most_common() if count]
            told += [f"{what}: {', '.join(named)}"] if named else []
        return [*told, *self.remarks]

    def beyond(self, rows: Iterable[dict[str, Any]], kept: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield rows as they are, noting each cell that holds something and is not in a column that is ``kept``."""
        whole = frozenset(kept)
        for row in rows:
            for name, cell in row.items():
                if name not in whole and cell not in ("", None):
                    self.fields[name] += 1
            yield row


def _no_keys(_: object) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Writing:
    """How to write.

    ``terms`` finds the terms to highlight in a text of a language as ``(start, stop, concept id)``, not overlapping;
    ``source`` is the language that a format which forces a direction takes as source, None for no direction;
    ``variants`` whether admitted terms go out with the preferred ones where a format leaves the choice; ``highlights``
    whether terms become inline elements in a format for other programs; ``tags`` the tags of languages that a client
    wants instead of ours (``zh-CN``); ``dialect`` which one of a format that has several, such as TBX Min; ``keys``
    what a concept is found by in a dictionary program besides its terms.
    """

    terms: Callable[[str, str], Spans] = lambda text, language: ()
    source: str | None = None
    variants: bool = False
    highlights: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    dialect: str = ""
    keys: Callable[[Any], Iterable[str]] = _no_keys
    losses: Losses = field(default_factory=Losses)


@dataclass(frozen=True)
class Reading:
    """How to read.

    ``encoding`` is that of a text that names none, ``limit`` the most bytes of a file that is read as a whole,
    ``sheet`` the one to read of a workbook, all that hold such tables by default.
    """

    encoding: str | None = None
    limit: int = LIMIT
    losses: Losses = field(default_factory=Losses)
    sheet: str = ""
