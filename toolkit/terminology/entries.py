"""A concept as a termbase holds it: its rows as in a glossary file, and what they are found by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from toolkit import data
from toolkit.errors import InputError
from toolkit.model import Concept
from toolkit.terminology import keys

CELLS = data.TERM_COLUMNS[1:]  # of a row, without the id
COLUMNS = (
    "number", "concept", "language", "term", "status", "part_of_speech", "gender", "grammatical_number", "documents",
    "usage", "note", "source", "confidence", "domain", "related", "pinyin", "sought", "reading", "plain", "initials",
)  # fmt: skip
_BROKEN = re.compile("[\0\ud800-\udfff]")  # half characters and the like, which no file can hold
LONGEST = 500  # characters of a term
_EMPTY = ("",) * len(CELLS)
_AT = {name: place for place, name in enumerate(CELLS)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with its rows, each the cells of ``CELLS``; ``version`` counts its changes, 0 for one not yet kept."""

    id: str
    category: str
    rows: tuple[tuple[str, ...], ...]
    version: int = 0

    def same(self, other: Entry | None) -> bool:
        """Whether two entries say the same, whatever their versions."""
        return other is not None and (self.id, self.category, self.rows) == (other.id, other.category, other.rows)

    def dumped(self) -> str:
        """Return the entry as text, for the history."""
        return json.dumps([self.category, self.rows], ensure_ascii=False, separators=(",", ":"))

    def cells(self) -> list[dict[str, str]]:
        """Return the rows as dictionaries by column."""
        return [dict(zip(CELLS, row, strict=True)) for row in self.rows]

    def concept(self, titles: Mapping[str, str]) -> Concept:
        """Return the concept; ``titles`` are those of its sources, by key."""
        return data.concept(self.category, self.id, self.cells(), titles)

    def sources(self) -> set[str]:
        """Return the keys of the sources that are named."""
        named = (each for row in self.rows for each in data.listed(row[_AT["source"]]))
        return {each.partition(":")[0].strip() for each in named}


class Wanted(NamedTuple):
    """A change that is asked for: the entry to be (None to delete it), and the version it was made from.

    Version None says that whatever is there may be replaced; 0 that nothing must be there.
    """

    id: str
    entry: Entry | None
    version: int | None = None


def loaded(id: str, text: str, version: int = 0) -> Entry | None:
    """Return the entry that ``dumped`` wrote; None for no text."""
    if not text:
        return None
    category, rows = json.loads(text)
    return Entry(id, category, tuple(tuple(row) for row in rows), version)


def made(id: str, category: str, cells: Iterable[Mapping[str, str]], version: int = 0) -> Entry:
    """Return an entry of rows given as dictionaries; what they do not name is empty."""
    return Entry(id, category, tuple(tuple(map(row.get, CELLS, _EMPTY)) for row in cells), version)


def check(entry: Entry) -> None:
    """Raise InputError if an entry can't be kept."""
    name = entry.id or "a concept without id"
    if not entry.id.strip() or any(keys.printable(each) != each for each in (entry.id, entry.category)):
        raise InputError(f"{name!r} can't be the id of a concept")
    if not 0 < len(entry.rows) <= keys.PLACES:
        raise InputError(f"{name} has {len(entry.rows)} terms; a concept has one to {keys.PLACES}")
    for language, term, status, *_ in entry.rows:
        if language not in data.LANGUAGES:
            raise InputError(f"{name}: no language {language!r}; there are {', '.join(data.LANGUAGES)}")
        if status not in keys.STATUSES:
            raise InputError(f"{name}: no status {status!r}; there are {', '.join(keys.STATUSES)}")
        if not term.strip() or len(term) > LONGEST:
            raise InputError(f"{name}: a term has 1 to {LONGEST} characters, and this one {len(term.strip())}")
    if _BROKEN.search("\n".join(cell for row in entry.rows for cell in row)):
        raise InputError(f"{name} holds characters that are none")


class Stored(NamedTuple):
    """The rows of tables that hold an entry."""

    terms: list[tuple[str | int, ...]]
    forms: list[tuple[str, int]]


def stored(entry: Entry, concept: int) -> Stored:
    """Return an entry as rows of the tables ``term`` (``COLUMNS``) and ``form``."""
    terms: list[tuple[str | int, ...]] = []
    forms: list[tuple[str, int]] = []
    for place, row in enumerate(entry.rows):
        language, term, status = row[:3]
        folded = keys.bare(term, language)
        number = keys.number(concept, place, status, folded)
        reading = keys.reading(term, row[_AT["pinyin"]]) if language == "zh" else ""
        plain, first = keys.toneless(reading), keys.initials(reading)
        marked = tuple(
            f"{keys.OPEN}{each}{keys.CLOSE}" if each else "" for each in (f" {plain} " if plain else "", first)
        )
        terms.append((number, concept, *row, keys.edged(folded, language), reading, *marked))
        if language != "zh":
            forms += [(value, number) for value in keys.forms(folded, language)]
    return Stored(terms, forms)
