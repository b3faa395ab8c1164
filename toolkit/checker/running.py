"""Checks run over the rows of a table: those of single rows in several processes where there are many."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, groupby, islice
from typing import NamedTuple

from toolkit import languages
from toolkit.checker import ANY, Check, Finding, Row, checks
from toolkit.checker.rows import TableRow
from toolkit.checker.settings import CheckSettings

_CHUNK = 200  # rows that a process gets at a time
_MANY = 5  # chunks for which further processes are worth their start
_KEPT = 5_000  # findings of a document that are put into the order of its rows
_LOADED = "toolkit.checker.samples.loaded"  # by name, since to import it is to load all
_Looked = list[list[Finding]]


class Told(NamedTuple):
    """A finding with the row it belongs to and how grave it is."""

    row: Row
    finding: Finding
    severity: str


@dataclass(frozen=True)
class Plan:
    """The checks to run on a table in some languages, and in words which were left out for want of rules."""

    checks: tuple[Check, ...]
    left_out: tuple[str, ...]
    options: Mapping[str, Mapping[str, object]]


def plan(codes: Sequence[str], settings: CheckSettings = CheckSettings()) -> Plan:
    """Return what is to be run on a table in these languages."""
    chosen = settings.chosen()
    fitting = [check for check in chosen if _fits(check, codes)]
    missing: dict[str, list[str]] = {}
    for check in chosen:
        for what in _without_rules(check, codes):
            missing.setdefault(what, []).append(check.name)
    said = [f"no rules for {what}, left out there: {', '.join(names)}" for what, names in missing.items()]
    return Plan(tuple(fitting), tuple(said), settings.options)


def _fits(check: Check, codes: Iterable[str]) -> bool:
    """Whether a check has rules for one of these languages, or for a pair of them."""
    there = {*codes, ANY}
    return not there.isdisjoint(check.languages) or any(there.issuperset(pair) for pair in check.pairs)


def _without_rules(check: Check, codes: Sequence[str]) -> Iterator[str]:
    """Yield the languages and pairs for which a check has no rules and should have some."""
    if _is_free(check):
        return
    if check.languages:
        yield from (code for code in codes if code not in languages.codes())
    pairs = {frozenset(pair) for pair in check.pairs}
    for pair in combinations(codes, 2) if pairs else ():
        # of a check that looks at Chinese and something, a Russian and an English text beside it miss nothing
        if frozenset(pair) not in pairs and not (_fits(check, codes) and set(pair) <= set(languages.codes())):
            yield "–".join(pair)


def run(rows: Iterable[TableRow], to_do: Plan, processes: int = 1) -> Iterator[Told]:
    """Yield what the checks find, in the order of the rows (of a document with very many findings, in parts)."""
    severities = {check.name: check.severity for check in to_do.checks}
    names = tuple(check.name for check in to_do.checks if check.row)
    looked_at = _looked_at(_chunks(rows), names, processes)
    for _, document in groupby(looked_at, key=lambda each: each[0].document):
        kept: list[tuple[Row, Finding]] = []
        for each in _in_document(document, to_do):
            kept.append(each)
            if len(kept) == _KEPT:
                yield from _told(kept, severities)
                kept = []
        yield from _told(kept, severities)


def _told(kept: list[tuple[Row, Finding]], severities: Mapping[str, str]) -> Iterator[Told]:
    for row, finding in sorted(kept, key=lambda each: each[0].number):
        yield Told(row, finding, severities[finding.rule])


def _in_document(document: Iterable[tuple[TableRow, list[Finding]]], to_do: Plan) -> Iterator[tuple[Row, Finding]]:
    """Yield what is found in the rows of one document, each with its row."""
    watchers = [
        check.watch({**check.options, **to_do.options.get(check.name, {})}) for check in to_do.checks if check.watch
    ]
    for row, findings in document:
        yield from ((row, finding) for finding in findings)
        for watcher in watchers:
            yield from watcher.see(row)
    for watcher in watchers:
        yield from watcher.end()


def _chunks(rows: Iterable[TableRow]) -> Iterator[list[TableRow]]:
    rows = iter(rows)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _looked_at(
    chunks: Iterator[list[TableRow]], names: tuple[str, ...], processes: int
) -> Iterator[tuple[TableRow, list[Finding]]]:
    """Yield each row with what the checks of these names find in it."""
    first = list(islice(chunks, _MANY))
    every = chain(first, chunks)
    if processes < 2 or len(first) < _MANY:
        for chunk in every:
            yield from zip(chunk, _look(names, chunk), strict=True)
        return
    with _pool(processes) as pool:
        waiting: deque[tuple[list[TableRow], Future[_Looked]]] = deque()
        try:
            for chunk in every:
                waiting.append((chunk, pool.submit(_look, names, chunk)))
                if len(waiting) > 3 * processes:
                    yield from _next(waiting)
            while waiting:
                yield from _next(waiting)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _next(waiting: deque[tuple[list[TableRow], Future[_Looked]]]) -> Iterator[tuple[TableRow, list[Finding]]]:
    chunk, done = waiting.popleft()
    return zip(chunk, done.result(), strict=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    """Return a pool whose processes are begun anew: a copy of one with threads, as rich and numpy have, may hang.

    On Linux they are copies of one that has loaded what all of them need, and share its memory.
    """
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if sys.platform == "linux":  # elsewhere libraries may not be copied while they are in use
        context.set_forkserver_preload([_LOADED])
    return ProcessPoolExecutor(processes, context)


def _look(names: Iterable[str], rows: Iterable[TableRow]) -> _Looked:
    """Return what the checks of these names find in each row."""
    chosen = tuple(names)
    return [[finding for look in _looks(chosen, tuple(row.texts)) for finding in look(row)] for row in rows]


@cache
def _looks(names: tuple[str, ...], codes: tuple[str, ...]) -> list[Callable[[Row], Iterable[Finding]]]:
    """Return what looks at a row with texts in these languages: of the checks of these names, those with rules."""
    chosen = (checks()[name] for name in names)
    return [check.row for check in chosen if check.row and (_is_free(check) or _fits(check, codes))]


def _is_free(check: Check) -> bool:
    """Whether a check looks at any language."""
    return ANY in check.languages or (ANY, ANY) in check.pairs
