"""Findings as rows of a FINDINGS table, plain values that any format can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from toolkit import tables
from toolkit.checker import Check, Finding, checks
from toolkit.checker.running import Told
from toolkit.formats import Stream

BETWEEN = " | "
_BREAKS = re.compile(r"[\t\r\n]+")


def quoted(finding: Finding) -> str:
    """Return the words that a finding speaks of, as ``zh: 第七条 | ru: статья 8``, in one line.

    With the rule and the unit this is what a finding is known by when the texts are checked again.
    """
    said = (f"{span.language}: {_BREAKS.sub(' ', span.text).strip() or '∅'}" for span in finding.spans)
    return BETWEEN.join(dict.fromkeys(said))


def record(told: Told, codes: Sequence[str], why: str = "", file: str = "") -> dict[str, Any]:
    """Return a finding as a row of a FINDINGS table of these languages.

    ``why`` is for what is found by no check, ``file`` the file it is in.
    """
    row, finding, severity = told
    cells: dict[str, Any] = {
        "file": file,
        "document": row.document,
        "unit": row.unit,
        "provision": row.provision,
        "rule": finding.rule,
        "severity": severity,
        "message": finding.message,
        "quoted": quoted(finding),
        "suggestion": finding.suggestion,
        "reason": why or checks()[finding.rule].why,
    }
    for code in codes:
        cells[code] = row.texts.get(code, "")
        cells[f"{code}_at"] = " ".join(f"{s.start}-{s.stop}" for s in finding.spans if s.language == code)
    return cells


def stream(
    records: Iterable[dict[str, Any]], codes: Sequence[str], run: Iterable[Check], files: Sequence[str] = ()
) -> Stream:
    """Return rows of findings as a table on its way into a format; its facts say which checks were run, and on what."""
    rules = [{"name": c.name, "title": c.title, "why": c.why, "severity": c.severity} for c in run]
    facts = {"languages": list(codes), "rules": rules, "files": list(files)}
    return Stream("findings", records, facts, tuple(tables.columns(tables.FINDINGS, codes)))


def records(found: Iterable[Told], codes: Sequence[str], file: str = "") -> Iterator[dict[str, Any]]:
    """Yield findings in a file as rows of a FINDINGS table."""
    return (record(each, codes, file=file) for each in found)
