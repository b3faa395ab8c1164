"""Some languages of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from toolkit import tables
from toolkit.errors import InputError
from toolkit.formats.stream import Losses, Stream
from toolkit.formats.tags import OURS
from toolkit.model import Concept
from toolkit.tables import UNITS


def only(stream: Stream, languages: Sequence[str], losses: Losses) -> Stream:
    """Return a stream with some of its languages, in the given order; rows without text in them are left out.

    Raises:
        InputError: it has no such language, or one is named twice.
    """
    missing = next((code for code in languages if code not in stream.languages), None)
    if missing or len(set(languages)) < len(languages):
        what = f"the table has no language {missing!r}" if missing else "a language is named twice"
        raise InputError(f"{what}; it has {', '.join(stream.languages)}")
    facts = {**stream.facts, "languages": list(languages)}
    if stream.kind == "concepts":
        return replace(stream, rows=_concepts_in(stream.rows, languages), facts=facts)
    if stream.kind != "units":
        return replace(stream, facts=facts)
    for name in ("titles", "labels", "tags"):
        if name in facts:
            facts[name] = {code: facts[name][code] for code in languages if code in facts[name]}
    pairs = facts.get("not one to one", {}).items()
    facts["not one to one"] = {pair: each for pair, each in pairs if set(pair.split("-")) <= set(languages)}
    names = tables.columns(UNITS, languages)
    return replace(stream, rows=_of(stream.rows, names, languages, losses), facts=facts, columns=tuple(names))


def _concepts_in(rows: Iterable[Concept], languages: Sequence[str]) -> Iterator[Concept]:
    """Yield concepts with their terms in some languages; those without any are left out."""
    for each in rows:
        terms = tuple(term for term in each.terms if term.language in languages)
        if terms:
            yield replace(each, terms=terms)


def _of(
    rows: Iterable[dict[str, Any]], names: Sequence[str], languages: Sequence[str], losses: Losses
) -> Iterator[dict[str, Any]]:
    """Yield the columns of rows that have text in some language, and of their notes those on no other language."""
    for row in rows:
        if any(row[code] for code in languages):
            said = [each for each in row["note"].split(" | ") if not _on_other(each, languages)]
            yield {**{name: row[name] for name in names}, "note": " | ".join(said)}
        else:
            losses.drop("rows without text in these languages")


def _on_other(note: str, languages: Sequence[str]) -> bool:
    code, found, _ = note.partition(": ")
    return bool(found) and code in OURS and code not in languages
