"""What the tests of the checks of wording share: rows, corpus rows with one place changed, and what is found in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from toolkit import corpus_ids, corpus_units
from toolkit.checker import Finding, checks
from toolkit.checker.rows import TableRow, rows
from toolkit.checker.samples import of

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


def with_codes(document: Sequence[TableRow], codes: Sequence[str]) -> list[TableRow]:
    """Return rows with the texts of some languages only."""
    return [_with(each, {code: each.texts[code] for code in codes if code in each.texts}) for each in document]


def _with(old: TableRow, texts: dict[str, str]) -> TableRow:
    return TableRow(old.number, old.unit, old.document, texts, tuple(texts), old.provision, old.kind)


def faults(family: str) -> list[dict[str, str]]:
    """Return the faults of a family made by hand in corpus rows."""
    with _FAULTS.open(encoding="utf-8", newline="") as lines:
        every = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [each for each in every if each["family"] == family]


def seen(fault: dict[str, str], codes: Sequence[str] = CODES) -> bool:
    """Whether the checks find something in the row that has the fault, and nothing in the others."""
    name = next(each for each in corpus_ids() if fault["unit"].startswith(each))
    document = []
    for each in with_codes(corpus(name), codes):
        texts = dict(each.texts)
        if each.unit == fault["unit"]:
            assert texts[fault["language"]].count(fault["stands"]) >= 1
            texts[fault["language"]] = texts[fault["language"]].replace(fault["stands"], fault["instead"], 1)
        document.append(_with(each, texts))
    told = found(document, *FAMILIES)
    assert all(each.unit == fault["unit"] for each, _ in told)
    return bool(told)


def samples_hold(family: str) -> Iterator[str]:
    """Yield what is wrong with the samples of a family's checks: each must fail as said, or pass."""
    for name in (each for each in checks() if each.split(".")[0] == family):
        samples = of(name)
        if not (samples.fails and samples.passes):
            yield f"{name} has no samples"
        for sample in samples.fails:
            told = [finding for _, finding in found(sample.rows, family) if finding.rule == name]
            quoted = [f"{span.language}: {span.text}" for finding in told for span in finding.spans]
            if sample.quoted not in quoted:
                yield f"{name} finds no {sample.quoted!r}: {quoted}"
        for sample in samples.passes:
            told = [finding for _, finding in found(sample.rows, family)]
            yield from (f"{name}: {finding.message}" for finding in told if finding.rule == name)
