"""What the tests of the checks of wording share: rows, corpus rows with a fault in one, what is found in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from toolkit import corpus_ids, corpus_units
from toolkit.checker import Finding, checks
from toolkit.checker.rows import TableRow, rows

FAMILIES = ("terms", "names", "parties", "negation", "modality", "definitions")
CODES = ("zh", "ru", "en")
_FAULTS = Path(__file__).with_name("faults.tsv")


def row(kind: str = "", **texts: str) -> TableRow:
    """Return a row of its own."""
    return TableRow(1, "1", "document", texts, tuple(texts), "", kind)


def found(document: Iterable[TableRow], *families: str) -> list[tuple[TableRow, Finding]]:
    """Return what the checks of families find in the rows of a document."""
    chosen = [check for check in checks().values() if check.name.split(".")[0] in families]
    watchers = [check.watch({}) for check in chosen if check.watch]
    told: list[tuple[TableRow, Finding]] = []
    for each in document:
        told += [(each, finding) for check in chosen if check.row for finding in check.row(each)]
        told += [one for watcher in watchers for one in watcher.see(each)]  # type: ignore[misc]
    return told + [one for watcher in watchers for one in watcher.end()]  # type: ignore[misc]


def rules(document: Iterable[TableRow], *families: str) -> set[str]:
    """Return the names of the checks that find something."""
    return {finding.rule for _, finding in found(document, *families)}


@cache
def corpus(name: str) -> tuple[TableRow, ...]:
    """Return the rows of a corpus document, aligned by reading."""
    table = corpus_units(name)
    return tuple(rows(table.to_dict("records"), table.attrs["languages"]))


@cache
def with_codes(name: str, codes: Sequence[str]) -> tuple[TableRow, ...]:
    """Return the rows of a corpus document with the texts of some languages only."""
    pairs = ((each, {code: each.texts[code] for code in codes if code in each.texts}) for each in corpus(name))
    return tuple(_with(each, texts) for each, texts in pairs)


def _with(old: TableRow, texts: dict[str, str]) -> TableRow:
    return TableRow(old.number, old.unit, old.document, texts, tuple(texts), old.provision, old.kind)


def faults(family: str) -> list[dict[str, str]]:
    """Return the faults of a family made by hand in corpus rows."""
    with _FAULTS.open(encoding="utf-8", newline="") as lines:
        every = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [each for each in every if each["family"] == family]


def changed(fault: dict[str, str], codes: tuple[str, ...] = CODES) -> list[tuple[TableRow, Finding]]:
    """Return what all families find in the document of a fault that is in it."""
    name = next(each for each in corpus_ids() if fault["unit"].startswith(each))
    document = list(with_codes(name, codes))
    at = next(at for at, each in enumerate(document) if each.unit == fault["unit"])
    texts = dict(document[at].texts)
    assert fault["stands"] in texts[fault["language"]], fault
    texts[fault["language"]] = texts[fault["language"]].replace(fault["stands"], fault["instead"], 1)
    document[at] = _with(document[at], texts)
    return found(document, *FAMILIES)
