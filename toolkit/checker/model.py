"""What checks take and give: a row with what is found in it, findings, and checks themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from toolkit.model import Occurrence
from toolkit.values import Value

Severity = Literal["error", "warning", "note"]
ANY = "*"  # any language, among the languages or pairs of a check


@dataclass(frozen=True, slots=True)
class Span:
    """A quoted place: ``row.texts[language][start:stop] == text``. An empty span marks where something is missing."""

    language: str
    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say of a row.

    ``rule`` is the name of the check; ``message`` says in one sentence what differs; ``spans`` are the places on all
    sides that it speaks of; ``suggestion`` is what could stand there instead, if that can be said.
    """

    rule: str
    message: str
    spans: tuple[Span, ...]
    suggestion: str = ""


class Row(Protocol):
    """A row of aligned texts, with what is found in them (found once, when first asked for)."""

    @property
    def number(self) -> int:
        """Its place in the table, from 1."""

    @property
    def unit(self) -> str:
        """Its id."""

    @property
    def document(self) -> str:
        """The document it is of."""

    @property
    def provision(self) -> str:
        """Its place in the document, such as ``art.7/p1``; empty where the file does not say it."""

    @property
    def kind(self) -> str:
        """What it is, such as ``title`` or ``signature``; empty where the file does not say it."""

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts by language, of the languages that have text."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the whole table."""

    @property
    def confidence(self) -> float | None:
        """The probability, from 0 to 1, that its links are right; None if it is not known."""

    @property
    def agreement(self) -> str:
        """``no`` if the pairs of languages link different segments, ``yes`` if the same; empty if it is not known."""

    @property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """Of a signature, where each text stands in its own document; nothing where that is not known."""

    def terms(self, language: str) -> Sequence[Occurrence]:
        """Return the terms of the glossary in use in one text, forms that are wrong in this row among them."""

    def values(self, language: str) -> Sequence[Value]:
        """Return the numbers, dates and quantities in one text."""

    def whole(self, language: str) -> Span:
        """Return the whole text of a language as a span; an empty one where it has none."""

    def span(self, language: str, start: int, stop: int) -> Span:
        """Return a part of a text as a span."""


class Watcher(Protocol):
    """Sees the rows of one document in order, where a check needs more than one row."""

    def see(self, row: Row) -> Iterable[tuple[Row, Finding]]:
        """Take a row; give what can be said now, each with the row it belongs to."""

    def end(self) -> Iterable[tuple[Row, Finding]]:
        """Give what can be said at the end of the document."""


@dataclass(frozen=True)
class Check:
    """One check, named with dotted words (``values.date``).

    ``title`` says in a few words what it looks for, ``why`` what a reviser must know to judge it (``--explain``).
    ``pairs`` are the pairs of languages it has rules for (either order), ``languages`` those of a check of one text
    alone; a check has one of the two, and ``ANY`` in it stands for any language. ``row`` looks at rows one by one, and
    only at those that have a pair or language it has rules for (at all if that is ``ANY``); ``watch`` makes what looks
    at a whole document. ``options`` are what a settings file may set for ``watch``, with what holds by default.
    """

    name: str
    title: str
    why: str
    severity: Severity
    pairs: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    row: Callable[[Row], Iterable[Finding]] | None = None
    watch: Callable[[Mapping[str, object]], Watcher] | None = field(default=None)
    options: Mapping[str, object] = field(default_factory=dict)
