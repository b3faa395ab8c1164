"""Concepts as plain rows, one a term, as in a glossary file; nothing is lost either way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, groupby

from toolkit.errors import InputError
from toolkit.formats.facts import languages, ranked, status
from toolkit.formats.stream import Losses
from toolkit.model import Concept, Term

COLUMNS = (
    "id", "category", "language", "term", "status", "part_of_speech", "gender", "number", "documents", "usage", "note",
    "source", "confidence", "domain", "related", "pinyin",
)  # fmt: skip
_BETWEEN = " | "
_PLAIN = ("status", "part_of_speech", "gender", "number", "usage", "note", "confidence", "pinyin")
_COMMON = ("category", "domain", "related")  # of a concept, in whichever of its rows they stand


def rows(concepts: Iterable[Concept]) -> Iterator[dict[str, str]]:
    """Yield one row a term; what belongs to the concept stands in the row of its preferred Chinese term, or its first.

    The note of that term is the concept's.
    """
    for concept in concepts:
        at = _head([(term.language, term.status) for term in concept.terms])
        for place, term in enumerate(concept.terms):
            head = place == at
            yield {
                "id": concept.id,
                "category": concept.category,
                "language": term.language,
                "term": term.text,
                **{name: getattr(term, name) for name in _PLAIN},
                "documents": ";".join(term.documents),
                "note": (concept.note or term.note) if head else term.note,
                "source": _BETWEEN.join(term.sources),
                "domain": concept.domain if head else "",
                "related": _BETWEEN.join(concept.related) if head else "",
            }


def named(found: Iterable[Concept]) -> Iterator[Concept]:
    """Yield concepts; one without an id gets a number, as the rows of one concept are known by its id."""
    taken, numbers = set[str](), count(1)
    for each in found:
        if not each.id:
            new = next(name for name in (f"n{number}" for number in numbers) if name not in taken)
            each = replace(each, id=new)
        taken.add(each.id)
        yield each


def concepts(found: Iterable[tuple[str, Mapping[str, str]]], losses: Losses) -> Iterator[Concept]:
    """Yield the concepts of such rows, each given with its place in words; those of one id adjoin.

    Of a table without statuses the first term of a language is preferred, the others are admitted.

    Raises:
        InputError: an id stands in two places, or a row has no term.
    """
    seen: set[str] = set()
    for name, group in groupby(found, key=lambda each: each[1].get("id", "")):
        listed = list(group)
        if not name or name in seen:
            raise InputError(f"{listed[0][0]}: {f'the id {name!r} stands in two places' if name else 'no id'}")
        seen.add(name)
        cells = [row for place, row in listed if _sound(place, row)]
        tags = [row["language"] for row in cells]
        codes = [code or tag for code, tag in zip(languages(tags), tags, strict=True)]
        terms = ranked([_term(row, code, losses) for row, code in zip(cells, codes, strict=True)], losses)
        head = cells[_head([(term.language, term.status) for term in terms])]
        category, domain, related = (_common(each, [head, *cells], losses) for each in _COMMON)
        yield Concept(name, category, terms, domain, _listed(related), head.get("note", ""))


def _common(name: str, cells: Iterable[Mapping[str, str]], losses: Losses) -> str:
    """Return what the first row that says something says of a concept; what others say besides is noted."""
    said = list(dict.fromkeys(filter(None, (row.get(name, "").strip() for row in cells))))
    if said[1:]:
        losses.drop(f"{name} of concepts, beside another", len(said) - 1)
    return said[0] if said else ""


def _head(found: list[tuple[str, str]]) -> int:
    return found.index(("zh", "preferred")) if ("zh", "preferred") in found else 0


def _sound(place: str, row: Mapping[str, str]) -> bool:
    if not row.get("term") or not row.get("language"):
        raise InputError(f"{place}: a term and its language are wanted")
    return True


def _term(row: Mapping[str, str], code: str, losses: Losses) -> Term:
    plain = {name: row.get(name, "") for name in _PLAIN}
    return Term(
        language=code,  # type: ignore[arg-type]
        text=row["term"],
        documents=tuple(each for each in row.get("documents", "").split(";") if each),
        sources=_listed(row.get("source", "")),
        **{**plain, "status": status(plain["status"], losses)},  # type: ignore[arg-type]
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in cell.split("|") if each.strip())
