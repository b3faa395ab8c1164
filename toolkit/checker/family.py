"""Checks that are about one thing: a row is looked at once for all of them, and each gives what it is named for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from toolkit.checker.model import Finding, Row


class Family:
    """What finds the differences in a row that several checks tell, one after another."""

    def __init__(self, find: Callable[[Row], Iterable[Finding]]) -> None:
        self._find = find
        self._row: Row | None = None  # the last one that was looked at
        self._found: dict[str, list[Finding]] = {}

    def rule(self, name: str) -> Callable[[Row], Sequence[Finding]]:
        """Return what gives the findings of one check in a row."""
        return lambda row: self._of(row).get(name, ())

    def _of(self, row: Row) -> dict[str, list[Finding]]:
        """Return what is found in a row, by the names of the checks."""
        if row is not self._row:
            found: dict[str, list[Finding]] = {}
            for each in self._find(row):
                found.setdefault(each.rule, []).append(each)
            self._row, self._found = row, found
        return self._found
