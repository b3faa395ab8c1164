"""Faults that rows show together: preferred terms, links between concepts, the same surface twice, order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from toolkit import data
from toolkit.languages import alphabetic, zh
from toolkit.validation.rows import at, is_head, is_wrong
from toolkit.validation.style import CYRILLIC, LATIN, Fault, data_file

Heads = dict[str, data.Row]
_DASH = re.compile(r"\s*-\s*")


def faults(rows: list[data.Row], complete: bool) -> Iterator[Fault]:
    """Yield the faults between rows; links into files that could not be read are not judged (``complete``)."""
    concepts: dict[str, list[data.Row]] = defaultdict(list)
    for row in rows:
        concepts[row.cells["id"]].append(row)
    heads = {row.cells["id"]: row for row in reversed(rows) if is_head(row)}
    for before, row in pairwise(rows):
        if row.file == before.file and _place(row) < _place(before):
            message = "rows are sorted by id, language (zh, ru, en), status and term"
            yield at(row, "id", "glossary.order", message)
    for name, found in concepts.items():
        yield from _concept(name, found)
    for row in rows:
        yield from _links(row, set(concepts), heads, complete)
    yield from _duplicates(rows, heads, concepts)


def _place(row: data.Row) -> tuple[str, int, int, str]:
    """Return the sort key of a row in its file."""
    values, cells = data_file("glossary.toml")["values"], row.cells
    language, status = ((*values[name], cells[name]).index(cells[name]) for name in ("language", "status"))
    return cells["id"], language, status, cells["term"]


def _where(row: data.Row) -> str:
    return f"glossary/{row.file.name}:{row.line}"


def _concept(name: str, found: list[data.Row]) -> Iterator[Fault]:
    for row in found:
        if row.file != found[0].file:
            yield at(row, "id", "glossary.id", f"{name} stands in two files; the other is {_where(found[0])}")
            break
    for code in data.LANGUAGES:
        preferred = [row for row in found if (row.cells["language"], row.cells["status"]) == (code, "preferred")]
        if not preferred:
            yield at(found[0], "status", "glossary.preferred", f"{name} has no preferred {code} term")
        for row in preferred[1:]:
            message = f"{name} has two preferred {code} terms; the other is {_where(preferred[0])}"
            yield at(row, "status", "glossary.preferred", message)
    english = {row.cells["term"] for row in found if row.cells["language"] == "en"}
    for row in (row for row in found if row.cells["language"] == "ru" and LATIN.search(row.cells["term"])):
        if CYRILLIC.search(row.cells["term"]):
            continue
        if row.cells["term"] not in english:
            message = f"{row.cells['term']} is in Latin letters, but no English term"
            yield at(row, "term", "glossary.alphabet", message)
        elif row.cells["status"] == "preferred" and not row.cells["usage"] and not row.cells["note"]:
            message = f"{row.cells['term']} is in Latin letters: say in usage or note that Russian texts write it so"
            yield at(row, "term", "glossary.alphabet", message)


def _links(row: data.Row, ids: set[str], heads: Heads, complete: bool) -> Iterator[Fault]:
    name = row.cells["id"]
    for each in data.listed(row.cells["related"]):
        if each == name:
            yield at(row, "related", "glossary.related", f"{name} is related to itself")
        elif each not in ids:
            if complete:
                yield at(row, "related", "glossary.related", f"there is no concept {each!r}")
        elif is_head(row) and each in heads and name not in data.listed(heads[each].cells["related"]):
            yield at(row, "related", "glossary.related", f"{each} does not point back: {_where(heads[each])}")


def _duplicates(rows: list[data.Row], heads: Heads, concepts: dict[str, list[data.Row]]) -> Iterator[Fault]:
    """Yield terms that an earlier row has too but for case, dashes, quotes or ё, and that nothing tells apart."""
    seen: dict[tuple[str, str], list[data.Row]] = defaultdict(list)
    for row in (row for row in rows if row.cells["term"].strip()):
        code, term = row.cells["language"], row.cells["term"]
        earlier = seen[code, zh.fold(term) if code == "zh" else _DASH.sub("-", alphabetic.fold(term))]
        for other in earlier:
            name = other.cells["id"]
            if name == row.cells["id"]:
                yield at(row, "term", "glossary.duplicate", f"{term} stands twice in {name}: {_where(other)}")
                break
            if is_wrong(row) and is_wrong(other):
                continue
            if not _told_apart(row, other, heads, concepts):
                does = "is right in" if is_wrong(row) else "is wrong in" if is_wrong(other) else "also names"
                message = f"{term} {does} {name} ({_where(other)}): link the two and tell them apart in a note"
                yield at(row, "term", "glossary.duplicate", message)
                break
        earlier.append(row)


def _told_apart(one: data.Row, other: data.Row, heads: Heads, concepts: dict[str, list[data.Row]]) -> bool:
    """Whether two concepts of one name are linked, and one of the rows says what it is or a head names the other."""
    both = (one.cells["id"], other.cells["id"])
    if not all(name in heads for name in both):
        return True  # the missing preferred term is the fault
    if not any(b in data.listed(heads[a].cells["related"]) for a, b in (both, both[::-1])):
        return False
    if any(row.cells[column] for row in (one, other) for column in ("usage", "note")):
        return True
    return any(
        word in heads[a].cells["note"]
        for a, b in (both, both[::-1])
        for word in (b, *(row.cells["term"] for row in concepts[b] if row.cells["term"]))
    )
