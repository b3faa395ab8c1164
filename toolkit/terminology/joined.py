"""Cells of `export glossary` that say something of several terms of a concept, parted among these again.

``source`` and ``confidence`` are those of the preferred terms (``zh: … | ru: …``), ``reasons`` and ``usage`` speak of
terms by name (``form: … | form: …``). What the export joins with a semicolon, usage and note of a term, comes back as
one. Not in that table are part of speech, gender, number and pinyin, and source and confidence of the other terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from toolkit import data
from toolkit.formats.joined import by_form, by_language

SAID = ("documents", "usage", "reasons")  # columns that only such a table has
_TOLD = ("source", "confidence", *SAID)
_WRONG = ("deprecated", "forbidden")


def shared_out(terms: Sequence[dict[str, str]], cells: Mapping[str, str]) -> None:
    """Put what the joined cells of a concept say in the cells of its terms, the preferred ones first."""
    if not terms or not any(map(cells.get, _TOLD)):
        return
    heads = {term["language"]: term for term in reversed(terms)}
    for name in ("source", "confidence"):
        told = by_language(cells.get(name, ""))
        for term in terms if told else ():
            own = told.get(term["language"], "") if term is heads[term["language"]] else ""
            term[name] = keyed(own) if name == "source" else own
    first = terms[0]
    first["documents"] = first.get("documents") or ";".join(data.listed(cells.get("documents", "")))
    wrong = [term for term in terms if term["status"] in _WRONG]
    named = [term for term in terms if term not in wrong]
    for column, name, group in (("reasons", "note", wrong), ("usage", "usage", named)):
        left = list(group)
        for form, words in by_form(cells.get(column, ""), [term["term"] for term in group]):
            for term in [each for each in left if each["term"] == form][:1]:  # the first of one form in two languages
                left.remove(term)
                term[name] = "; ".join(filter(None, (term.get(name, ""), words)))


def keyed(cell: str) -> str:
    """Return sources that are given by title as keys, if all of them are sources of the bundled glossary."""
    found, at = [], 0
    titles = _titles()
    while match := _pattern().match(cell, at):
        found.append(f"{titles[match[1]]}: {match[2]}" if match[2] else titles[match[1]])
        at = match.end()
    return " | ".join(found) if found and at == len(cell) else cell


def known_sources(cells: Iterable[str]) -> list[dict[str, str]]:
    """Return the sources of the bundled glossary that joined cells name, with all that is known of them."""
    named = {each.partition(":")[0] for cell in cells for own in by_language(cell).values() for each in _keys(own)}
    return [row for row in _bundled() if row["key"] in named]


def _keys(own: str) -> tuple[str, ...]:
    return data.listed(keyed(own))


@cache
def _bundled() -> list[dict[str, str]]:
    file = data.home() / "glossary" / "sources.csv"
    return [row.cells for row in data.rows(file, data.SOURCE_COLUMNS)] if file.is_file() else []


@cache
def _titles() -> dict[str, str]:
    return {data.source_line(row): row["key"] for row in _bundled()}


@cache
def _pattern() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, sorted(_titles(), key=len, reverse=True))) or "(?!)"
    return re.compile(rf"({titles})(?: \((.*?)\))?(?:; (?={titles})|$)")
