"""Concepts as rows, one a concept: preferred terms by language, other forms and what is said of terms in joined cells.

Such a row is for reading, in Excel above all. It has no place for part of speech, gender, number and pinyin, and says
source and confidence of preferred terms only; several sources, or usage and note, are read back as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit import tables
from toolkit.errors import InputError
from toolkit.formats import facts
from toolkit.formats.facts import GOOD, LANGUAGES, OF_CONCEPT, OF_TERM, own_note
from toolkit.formats.stream import Losses
from toolkit.model import Concept, Term

COLUMNS = tuple(tables.columns(tables.TERMS, LANGUAGES))
_BETWEEN = re.compile(r"\s*\|\s*")
_OTHERS = (("variants", "admitted"), ("deprecated", "deprecated"), ("forbidden", "forbidden"))
FORMS = tuple(f"{code}_{column}" for code in LANGUAGES for column, _ in _OTHERS)  # columns that only such a table has
_Key = tuple[str, str, str]  # language, text and status of a term


def rows(concepts: Iterable[Concept], losses: Losses) -> Iterator[dict[str, str]]:
    """Yield the row of each concept; what reading it does not give back, or as something else, is noted."""
    for each in concepts:
        row = tables.concept_row(each)
        back = concept(row, Losses())
        for name in _missing(each, back):
            losses.drop(name)
        _note_moved(each, back, losses)
        yield row


def _note_moved(each: Concept, back: Concept, losses: Losses) -> None:
    """Note what comes back as another fact of the term: usage as note of a wrong form, note as usage of another."""
    held = {_key(term): term for term in back.terms}
    for term in each.terms:
        kept = held.get(_key(term), term)
        if own_note(each, term) and own_note(each, term) != own_note(back, kept):
            losses.change("notes of terms, now usage")
        if term.usage and not kept.usage:
            losses.change("usage of terms, now a note")


def _missing(each: Concept, back: Concept) -> Iterator[str]:
    """Yield what a concept has lost on its way to a row and back, a name for each value."""
    yield from (f"{name} of concepts" for name in ("id", *OF_CONCEPT) if getattr(each, name) != getattr(back, name))
    held = {_key(term): term for term in back.terms}
    for term in each.terms:
        kept = held.get(_key(term))
        if kept is None:
            yield f"{term.status} terms"
            continue
        ours, theirs = _told(each, term), _told(back, kept)
        yield from (f"{name.replace('_', ' ')} of terms" for name in ours if ours[name] not in ("", theirs[name]))


def _key(term: Term) -> _Key:
    return term.language, term.text, term.status


def _told(each: Concept, term: Term) -> dict[str, str]:
    """Return what is known of a term, with usage and note as one, and its sources."""
    said = {name: getattr(term, name) for name in OF_TERM} | {"note": own_note(each, term)}
    said["usage"] = "; ".join(filter(None, (said["usage"], said.pop("note"))))
    return {name: value if isinstance(value, str) else "; ".join(value) for name, value in said.items()}


def concepts(found: Iterable[tuple[str, Mapping[str, str]]], losses: Losses) -> Iterator[Concept]:
    """Yield the concepts of such rows, each given with its place in words; what has no place in one is noted.

    Raises:
        InputError: an id stands in two places, or a row has no term.
    """
    seen: set[str] = set()
    for place, row in found:
        made = concept(row, losses)
        if made.id and made.id in seen:
            raise InputError(f"{place}: the id {made.id!r} stands in two places")
        if not made.terms:
            raise InputError(f"{place}: the row has no term")
        seen.add(made.id)
        yield made


def concept(row: Mapping[str, str], losses: Losses) -> Concept:
    """Return the concept of a row."""
    forms = [(code, text, status) for code in LANGUAGES for text, status in _forms(row, code, losses)]
    good = [each for each in forms if each[2] in GOOD]
    wrong = [each for each in forms if each[2] not in GOOD]
    usage, reasons = _shared_out(row.get("usage", ""), good), _shared_out(row.get("reasons", ""), wrong)
    sources, sure = by_language(row.get("source", "")), by_language(row.get("confidence", ""))
    first = next((each for each in forms if each[0] == "zh"), None)
    terms = []
    for each in forms:
        code, head = each[0], each[2] == "preferred"
        documents = _parted(row.get("documents", "")) if each == first else ()
        source = (sources[code],) if head and sources.get(code) else ()
        known = {"usage": usage.get(each, ""), "confidence": sure.get(code, "") if head else ""}
        # of a wrong form the row says why it is wrong
        terms.append(Term(*each, documents=documents, note=reasons.get(each, ""), sources=source, **known))  # type: ignore[arg-type]
    said = {name: row.get(name, "").strip() for name in ("id", "category", "domain", "note")}
    for name, held in (("reasons", wrong), ("usage", good)):
        if row.get(name, "").strip() and not held:
            losses.drop(f"{name} of no term")
    for name, told in (("source", sources), ("confidence", sure)):
        if row.get(name, "").strip() and not told:
            losses.drop(f"{name} that names no language (zh: …)")
    return facts.concept(said | {"related": _parted(row.get("related", ""))}, terms, losses)


def _forms(row: Mapping[str, str], code: str, losses: Losses) -> Iterator[tuple[str, str]]:
    """Yield the terms of a language with their statuses, each term once; the forbidden name the deprecated, too."""
    seen: dict[str, str] = {}
    columns = ((code, "preferred"), *((f"{code}_{name}", status) for name, status in _OTHERS))
    for column, status in columns:
        for text in _parted(row.get(column, "")):
            if text not in seen:
                yield text, status
            elif (seen[text], status) != ("deprecated", "forbidden"):
                losses.drop(f"{status} terms that are {seen[text]}, too")
            seen.setdefault(text, status)


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, _BETWEEN.split(cell.strip())))


def _shared_out(cell: str, forms: Sequence[_Key]) -> dict[_Key, str]:
    """Return what a cell says of terms; of one form in two languages it speaks of the first first."""
    left, out = list(forms), dict[_Key, str]()
    for form, words in by_form(cell, [text for _, text, _ in forms]):
        for each in [each for each in left if each[1] == form][:1]:
            left.remove(each)
            out[each] = words
    return out


def by_language(cell: str) -> dict[str, str]:
    """Return what a cell (``zh: … | ru: …``) says of each language; nothing if it does not name them."""
    return dict(_named(cell, LANGUAGES))


def by_form(cell: str, forms: Sequence[str]) -> list[tuple[str, str]]:
    """Return forms and what a cell (``form: … | form: …``) says of each; of the first of them if it names none."""
    if not cell or not forms:
        return []
    return _named(cell, forms) or [(forms[0], cell)]


def _named(cell: str, names: Iterable[str]) -> list[tuple[str, str]]:
    if not cell:
        return []
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    before, *parts = re.split(rf"(?:^| \| )({longest_first}): ", cell)
    return [] if before else list(zip(parts[::2], parts[1::2], strict=True))
