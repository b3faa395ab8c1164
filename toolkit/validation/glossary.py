"""Faults in the glossary's files."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from toolkit import data
from toolkit.errors import DataError, ToolkitError
from toolkit.languages import zh
from toolkit.validation.style import CYRILLIC, LOOKALIKE, MIXED, Fault, rules

CATEGORIES = (
    "agriculture",
    "culture",
    "documents",
    "economy",
    "energy",
    "environment",
    "events",
    "law",
    "offices",
    "organizations",
    "persons",
    "places",
    "politics",
    "projects",
    "science",
    "security",
    "states",
    "transport",
)
DOMAINS = (
    "agriculture",
    "culture",
    "diplomacy",
    "economy",
    "energy",
    "environment",
    "geography",
    "health",
    "law",
    "politics",
    "science",
    "security",
    "trade",
    "transport",
    "treaty-law",
)
STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
CONFIDENCES = ("confirmed", "established", "working")
PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb", "phrase", "proper-noun", "abbreviation")
_ALLOWED = {
    "language": data.LANGUAGES,
    "status": STATUSES,
    "confidence": CONFIDENCES,
    "part_of_speech": ("", *PARTS_OF_SPEECH),
    "domain": ("", *DOMAINS),
    "gender": ("", "m", "f", "n"),
    "number": ("", "pl"),
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def faults(home: Path) -> Iterator[Fault]:
    """Yield every fault of the glossary under a folder that holds `glossary/` and `corpus/`."""
    folder = home / "glossary"
    rows: list[data.Row] = []
    for file in data.glossary_files(folder):
        try:
            found = list(data.rows(file, data.TERM_COLUMNS))
        except DataError as error:
            yield Fault(file.name, 1, "", "glossary.file", str(error))
            continue
        if file.stem not in CATEGORIES:
            message = f"unknown category {file.stem!r}; there are {', '.join(CATEGORIES)}"
            yield Fault(f"glossary/{file.name}", 1, "", "glossary.category", message)
        yield from _order(file, found)
        rows += found
    try:
        keys = set(data.sources(folder))
    except DataError as error:
        yield Fault("sources.csv", 1, "", "glossary.file", str(error))
        keys = set()
    ids = {row.cells["id"] for row in rows}
    texts = _corpus_texts(home / "corpus")
    for row in rows:
        yield from _cells(row, keys, ids)
        yield from _style(row)
        yield from _attested(row, texts)
        yield from _pinyin(row)
    yield from _concepts(rows)
    yield from _duplicates(rows)


def _at(row: data.Row, column: str, rule: str, message: str) -> Fault:
    return Fault(f"glossary/{row.file.name}", row.line, column, rule, message)


def _order(file: Path, rows: list[data.Row]) -> Iterator[Fault]:
    def key(row: data.Row) -> tuple[str, int, int, str]:
        cells = row.cells
        language = data.LANGUAGES.index(cells["language"]) if cells["language"] in data.LANGUAGES else 9
        status = STATUSES.index(cells["status"]) if cells["status"] in STATUSES else 9
        return cells["id"], language, status, cells["term"]

    for before, row in pairwise(rows):
        if key(row) < key(before):
            yield _at(row, "id", "glossary.order", "rows are sorted by id, language (zh, ru, en), status and term")


def _cells(row: data.Row, keys: set[str], ids: set[str]) -> Iterator[Fault]:
    cells = row.cells
    for column, values in _ALLOWED.items():
        if cells[column] not in values:
            yield _at(row, column, "glossary.value", f"{cells[column]!r} is none of {', '.join(filter(None, values))}")
    if not _ID.fullmatch(cells["id"]):
        yield _at(row, "id", "glossary.id", f"{cells['id']!r}: small letters, digits and hyphens only")
    if not cells["term"].strip():
        yield _at(row, "term", "glossary.empty", "the term is empty")
    for column, value in cells.items():
        if value != value.strip() or value != unicodedata.normalize("NFC", value):
            yield _at(row, column, "glossary.spaces", "spaces at the edges, or not in Unicode NFC")
    yield from _references(row, keys, ids)


def _references(row: data.Row, keys: set[str], ids: set[str]) -> Iterator[Fault]:
    cells = row.cells
    if not cells["source"]:
        yield _at(row, "source", "glossary.source", "the source is missing")
    for each in data.listed(cells["source"]):
        if each.partition(":")[0].strip() not in keys:
            yield _at(row, "source", "glossary.source", f"{each.partition(':')[0]!r} is not in sources.csv")
    for each in data.listed(cells["related"]):
        if each not in ids:
            yield _at(row, "related", "glossary.related", f"there is no concept {each!r}")


def _style(row: data.Row) -> Iterator[Fault]:
    cells, code = row.cells, row.cells["language"]
    if code == "zh" and cells["status"] in ("preferred", "admitted") and zh.simplified(cells["term"]) != cells["term"]:
        yield _at(
            row, "term", "glossary.script", f"traditional characters; simplified is {zh.simplified(cells['term'])}"
        )
    for match in MIXED.finditer(cells["term"]):
        yield _at(row, "term", "glossary.alphabet", f"Latin and Cyrillic letters in one word: {match.group()}")
    foreign = {"ru": LOOKALIKE, "en": CYRILLIC}.get(code)
    for match in foreign.finditer(cells["term"]) if foreign else ():
        yield _at(row, "term", "glossary.alphabet", f"letters of another alphabet: {match.group()}")
    if cells["status"] == "preferred" and code in ("ru", "en"):
        for pattern, message in rules(code):
            breach = pattern.search(cells["term"])
            if breach and not ("ё" in breach.group() and row.file.stem == "persons"):
                yield _at(row, "term", "style", f"{breach.group()!r}: {message}")


def _corpus_texts(corpus: Path) -> dict[str, str]:
    out = {}
    for name in data.corpus_ids(corpus):
        try:
            out[name] = data.documents(name, corpus)["zh"].text
        except (ToolkitError, KeyError):
            continue  # the corpus check names the fault
    return out


def _attested(row: data.Row, texts: dict[str, str]) -> Iterator[Fault]:
    for name in filter(None, row.cells["documents"].split(";")):
        if name not in texts:
            yield _at(row, "documents", "glossary.documents", f"there is no document {name!r} with a Chinese text")
        elif row.cells["term"].replace(" ", "") not in texts[name].replace("\n", "").replace(" ", ""):
            yield _at(row, "documents", "glossary.documents", f"{row.cells['term']} does not stand in {name}")


def _pinyin(row: data.Row) -> Iterator[Fault]:
    written = row.cells["pinyin"]
    if written:
        computed = " ".join(zh.pinyin([row.cells["term"]]))
        if _plain(written) == _plain(computed):
            yield _at(row, "pinyin", "glossary.pinyin", "the same as pypinyin's reading; leave the cell empty")
        elif not row.cells["note"]:
            yield _at(row, "pinyin", "glossary.pinyin", f"pypinyin reads {computed}; say in the note why not")


def _plain(pinyin: str) -> str:
    return re.sub(r"[\s'’]", "", pinyin).lower()


def _concepts(rows: list[data.Row]) -> Iterator[Fault]:
    grouped: dict[str, list[data.Row]] = defaultdict(list)
    for row in rows:
        grouped[row.cells["id"]].append(row)
    for name, found in grouped.items():
        if len({row.file for row in found}) > 1:
            yield _at(found[-1], "id", "glossary.id", f"{name} stands in two files")
        for code in data.LANGUAGES:
            preferred = [row for row in found if (row.cells["language"], row.cells["status"]) == (code, "preferred")]
            if not preferred:
                yield _at(found[0], "status", "glossary.preferred", f"{name} has no preferred {code} term")
            for row in preferred[1:]:
                yield _at(row, "status", "glossary.preferred", f"{name} has two preferred {code} terms")
        for row in found:
            if row.cells["related"] or row.cells["domain"]:
                head = (row.cells["language"], row.cells["status"]) == ("zh", "preferred")
                if not head:
                    yield _at(
                        row, "related", "glossary.head", "domain and related stand in the preferred Chinese row only"
                    )


def _duplicates(rows: list[data.Row]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], list[data.Row]] = defaultdict(list)
    for row in rows:
        seen[row.cells["language"], row.cells["term"]].append(row)
    for found in seen.values():
        if len(found) > 1:
            told = {row.cells["id"] for row in found if row.cells["note"] or row.cells["usage"]}
            related = {
                each
                for row in rows
                if row.cells["id"] in {r.cells["id"] for r in found}
                for each in data.listed(row.cells["related"])
            }
            ids = {row.cells["id"] for row in found}
            if len(ids) == 1:
                yield _at(
                    found[1],
                    "term",
                    "glossary.duplicate",
                    f"{found[1].cells['term']} stands twice in {found[1].cells['id']}",
                )
            elif not told and not ids & related:
                others = ", ".join(sorted(ids - {found[1].cells["id"]}))
                yield _at(
                    found[1],
                    "term",
                    "glossary.duplicate",
                    f"{found[1].cells['term']} also names {others}; a note must tell them apart",
                )
