"""Findings for the eye: a table on a terminal, a line each in a pipe; what a check looks for, with samples."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from toolkit.formats.findings import where

if TYPE_CHECKING:
    from toolkit.checker import Check
    from toolkit.checker.samples import Sample, Samples
    from toolkit.formats import Stream

_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}


def show(found: Stream, explain: bool) -> None:
    """Print findings: as a table if this is a terminal, otherwise a line each."""
    if sys.stdout.isatty():
        _table(list(found.rows), found.facts, explain)
    else:
        for line in lines(found, explain):
            click.echo(line)


def lines(found: Stream, explain: bool) -> Iterator[str]:
    """Yield findings, a line each, with tabs between unit, severity, check, what differs, quoted words, suggestion."""
    names = ("severity", "rule", "message", "quoted", "suggestion", *(("reason",) if explain else ()))
    for row in found.rows:
        cells = [where(row, found.facts), *(row[name] for name in names)]
        yield "\t".join(_BREAKS.sub(" ", cell) for cell in cells).rstrip("\t")


def _table(rows: list[Mapping[str, Any]], facts: Mapping[str, Any], explain: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    table = Table(show_lines=True)
    for head in ("row", "finding", "quoted"):
        table.add_column(head, overflow="fold")  # Chinese has no spaces to break a line at
    for row in rows:
        said = Text.assemble((row["rule"], f"bold {_COLOURS[row['severity']]}"), f"\n{row['message']}")
        if row["suggestion"]:
            said.append(f"\nsuggested: {row['suggestion']}")
        if explain:
            said.append(f"\n{row['reason']}", "dim")
        table.add_row(Text(where(row, facts)), said, Text(row["quoted"].replace(" | ", "\n")))
    Console().print(table)


def said(check: Check, shown: Samples) -> str:
    """Return what a check looks for, why, and a sample of either kind."""
    out = [f"{check.name}: {check.title} ({check.severity})", f"  {check.why}"]
    out += [f"  option {name}: {value!r} by default" for name, value in check.options.items()]
    for what, several in (("found in", shown.fails), ("not in", shown.passes)):
        out += [f"  {what}: {_texts(each)}" for each in several[:1]]
    return "\n".join(out)


def _texts(sample: Sample) -> str:
    return " / ".join(f"{code}: {text}" for row in sample.rows for code, text in row.texts.items())
