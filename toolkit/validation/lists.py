"""Faults in the two lists beside the category files: ``sources.csv`` and ``general-words.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from toolkit import data
from toolkit.languages import zh
from toolkit.validation.rows import ID, at, is_wrong
from toolkit.validation.style import Fault, prose

_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_DATE = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?")
_NO_SINGLE_TEXT = "established-usage"  # nobody issued it
_GENERAL = "glossary/general-words.txt"


def sources(rows: list[data.Row], used: set[str]) -> Iterator[Fault]:
    """Yield the faults of the rows of ``sources.csv``; ``used`` are the keys that terms name, empty if not known."""
    lines: dict[str, int] = {}
    for row in rows:
        key = row.cells["key"]
        if not ID.fullmatch(key):
            yield at(row, "key", "sources.key", f"{key!r}: small letters, digits and hyphens only")
        if key in lines:
            yield at(row, "key", "sources.key", f"{key} stands in line {lines[key]} too")
        elif used and key not in used:
            yield at(row, "key", "sources.unused", f"no term names {key}")
        lines.setdefault(key, row.line)
        yield from _source(row)
    for before, row in pairwise(rows):
        if row.cells["key"] < before.cells["key"]:
            yield at(row, "key", "sources.order", f"{row.cells['key']} stands after {before.cells['key']}: sort by key")


def _source(row: data.Row) -> Iterator[Fault]:
    """Yield the faults in the cells of a source."""
    cells, key = row.cells, row.cells["key"]
    for column in ("title", "issuer"):
        if not cells[column] and (column, key) != ("issuer", _NO_SINGLE_TEXT):
            yield at(row, column, "sources.empty", f"{key} has no {column}")
        for rule, message in prose(cells[column]):
            yield at(row, column, rule, message)
    if cells["date"] and not _is_date(cells["date"]):
        message = f"{cells['date']!r} is no date up to today such as 2025, 2025-06 or 2025-06-17"
        yield at(row, "date", "sources.date", message)
    if cells["url"] and not _URL.fullmatch(cells["url"]):
        yield at(row, "url", "sources.url", f"{cells['url']!r} is no address such as https://host/page")


def _is_date(text: str) -> bool:
    parts = _DATE.fullmatch(text)
    if not parts:
        return False
    try:
        given = date.fromisoformat(f"{parts[1]}{parts[2] or '-01'}{parts[3] or '-01'}")
    except ValueError:
        return False
    return given <= date.today()


def general_words(file: Path, rows: list[data.Row]) -> Iterator[Fault]:
    """Yield general words that are terms as well, or stand there twice; the column is the character in the line."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        yield Fault(_GENERAL, 1, "", "glossary.file", f"the file can't be read: {error}")
        return
    terms = {zh.fold(row.cells["term"]): row for row in rows if row.cells["language"] == "zh" and not is_wrong(row)}
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        for match in re.finditer(r"\S+", line.partition("#")[0]):
            word, place = zh.fold(match.group()), str(match.start() + 1)
            if row := terms.get(word):
                message = f"{match.group()} is a term: glossary/{row.file.name}:{row.line}"
                yield Fault(_GENERAL, number, place, "glossary.general", message)
            if word in seen:
                message = f"{match.group()} stands in line {seen[word]} too"
                yield Fault(_GENERAL, number, place, "glossary.general", message)
            seen.setdefault(word, number)


def empty_lines(file: Path) -> Iterator[Fault]:
    """Yield the lines of a table in which nothing stands."""
    lines = file.read_bytes().replace(b"\r\n", b"\n").split(b"\n")[:-1] if file.exists() else []
    for number, line in enumerate(lines, start=1):
        if not line.strip(b" \t,"):
            yield Fault(f"glossary/{file.name}", number, "", "glossary.file", "an empty line: take it away")
