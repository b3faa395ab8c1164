"""Findings that somebody has accepted: a CSV file of who, why and when, which people read and edit.

An entry fits every finding of its rule in its unit that quotes the same words, so it no longer does once they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from toolkit.checker import checks
from toolkit.errors import InputError
from toolkit.formats import Reading, Stream, Writing, opened, replacing
from toolkit.formats.csv import cells, write

Key = tuple[str, str, str]
_LANGUAGE = re.compile(r"(?:^| \| )([a-z]{2,3}): ")  # of quoted words


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that was accepted: what it is known by, and who accepted it, why and when (``2026-11-23``)."""

    rule: str
    unit: str
    quoted: str
    document: str
    who: str
    why: str
    date: str

    @property
    def key(self) -> Key:
        """What it fits by."""
        return self.rule, self.unit, self.quoted


COLUMNS = tuple(each.name for each in fields(Entry))


class Baseline:
    """The entries of a file, and which of them have fitted something in a run."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self._known = {each.key for each in self.entries}
        self._fitted: set[Key] = set()

    def fits(self, found: Mapping[str, Any]) -> bool:
        """Whether a finding (a row of a FINDINGS table) is accepted."""
        key = (found["rule"], found["unit"], found["quoted"])
        if key in self._known:
            self._fitted.add(key)
        return key in self._known

    def stale(self, rules: Iterable[str], documents: Iterable[str], languages: Iterable[str]) -> list[Entry]:
        """Return the entries that fitted nothing, of rules, documents and languages that were looked at.

        One of a rule that no check has is stale in any case.
        """
        run, seen, codes = set(rules), set(documents), set(languages)
        return [
            each
            for each in self.entries
            if each.key not in self._fitted
            and (each.rule not in checks() or (each.rule in run and codes.issuperset(_LANGUAGE.findall(each.quoted))))
            and each.document in seen
        ]


def load(path: Path) -> Baseline:
    """Return the baseline in a file.

    Raises:
        InputError: it can't be read, a column is missing, or an entry says not who accepted it and why.
    """
    try:
        with opened(path) as file:
            lines = cells(file, Reading())
            names = [name.strip() for name in next(lines, (0, []))[1]]
            missing = [name for name in COLUMNS if name not in names]
            if missing:
                raise InputError(f"this is no list of accepted findings: column {missing[0]!r} is missing")
            return Baseline(_entry(line, row, names) for line, row in lines if any(row))
    except InputError as error:
        raise type(error)(f"{path}: {error}") from None


def _entry(line: int, row: Sequence[str], names: Sequence[str]) -> Entry:
    found = dict(zip(names, row, strict=False))
    entry = Entry(*(found.get(name, "").strip() for name in COLUMNS))
    empty = next((name for name in ("rule", "unit", "who", "why") if not found.get(name, "").strip()), None)
    if empty:
        raise InputError(f"line {line}: {empty} is empty; an accepted finding says its rule, its unit, who and why")
    return entry


def accepted(found: Iterable[Mapping[str, Any]], who: str, why: str, date: str) -> list[Entry]:
    """Return entries for findings (rows of a FINDINGS table), one for those that are known by the same."""
    entries: dict[Key, Entry] = {}
    for each in found:
        entry = Entry(each["rule"], each["unit"], each["quoted"], each["document"], who, why, date)
        entries.setdefault(entry.key, entry)
    return list(entries.values())


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Write entries to a file, whole or not at all.

    Raises:
        OutputError: it can't be written.
    """
    rows = (dict(zip(COLUMNS, astuple(each), strict=True)) for each in entries)
    with replacing(path) as file:
        write(Stream("baseline", rows, {"languages": []}, COLUMNS), file, Writing())
