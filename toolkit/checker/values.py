"""Checks of values: numbers, dates, sums and the like that one language version says otherwise than another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from toolkit.checker.family import Family
from toolkit.checker.model import Check, Finding, Row, Severity, Span
from toolkit.values import Difference, Value, arrangement, differences, values
from toolkit.values.writing import write

_CLAUSE = re.compile("[，；。、：,;]|以?及|[和与]")  # what parts what is counted in Chinese
_LANGUAGES = ("zh", "ru", "en")
_PAIRS = (("zh", "ru"), ("zh", "en"), ("ru", "en"))
_RULES = {"detail": "date-detail", "order": "order", "count": "repeated"}  # where it is not the kind of the value
_NOUNS = {"date-detail": "date", "percent": "percentage", "money": "sum", "resolution": "document"}
_MESSAGES = {
    "detail": "one date is given more fully in one text: {}",
    "order": "the texts say the same, but in another order: {}",
    "count": "one text says the same more often: {}",
}


class _Place(NamedTuple):
    """A value in one of the texts of a row."""

    language: str
    value: Value


def _findings(row: Row) -> Iterator[Finding]:
    """Yield what differs in the texts of a row: one finding for all languages that it is about."""
    texts = {code: text for code, text in row.texts.items() if code in _LANGUAGES}
    found = {code: values(text, code) for code, text in texts.items()}
    groups: list[_Group] = []
    for one, other in combinations(found, 2):
        for each in (*differences(found[one], found[other]), *_arranged(found, one, other, texts)):
            sides = [_Place(code, v) for code, v in ((one, each.ours), (other, each.theirs)) if v]
            silent = {code for code, v in ((one, each.ours), (other, each.theirs)) if not v}
            _add(groups, _Group(sides, silent, each.sort))
    return (_finding(group, texts) for group in groups)


def _arranged(
    found: Mapping[str, Sequence[Value]], one: str, other: str, texts: Mapping[str, str]
) -> Iterator[Difference]:
    """Yield what is arranged otherwise, but for the order within a Chinese clause, which is that of its grammar."""
    arranged = arrangement(found[one], found[other])
    places = [each.ours if one == "zh" else each.theirs for each in arranged if each.sort == "order"]
    at = [place.start for place in places if place]
    clauses = "zh" not in (one, other) or not at or _CLAUSE.search(texts["zh"], min(at), max(at))
    yield from (each for each in arranged if each.sort != "order" or clauses)


class _Group(NamedTuple):
    """Values that seem to stand for one another, the languages that say nothing of the kind, and what differs."""

    places: list[_Place]
    silent: set[str]
    sort: str


def _add(groups: list[_Group], new: _Group) -> None:
    """Add what differs between two texts to the group that is about the same values, or as one more group."""
    for group in groups:
        if group.sort == new.sort and any(_alike(a, b) for a in group.places for b in new.places):
            group.places.extend(place for place in new.places if place not in group.places)
            group.silent.update(new.silent)
            return
    groups.append(new)


def _alike(one: _Place, other: _Place) -> bool:
    if one.language == other.language:
        return one.value == other.value
    return one.value.kind == other.value.kind and one.value.key == other.value.key


def _finding(group: _Group, texts: Mapping[str, str]) -> Finding:
    places = sorted(group.places, key=lambda place: (list(texts).index(place.language), place.value.start))
    kind = next((p.value.kind for p in places if p.value.firm), places[0].value.kind)
    rule = _RULES.get(group.sort, kind)
    silent = [code for code in texts if code in group.silent and all(p.language != code for p in places)]
    spans = [Span(p.language, p.value.start, p.value.stop, p.value.surface) for p in places]
    spans += [Span(code, 0, len(texts[code]), texts[code]) for code in silent]
    said = ", ".join(f"“{p.value.surface}” ({p.language})" for p in places)
    if silent:
        message = f"{said}: no such {_NOUNS.get(rule, rule)} in the text in {' and '.join(silent)}"
    elif group.sort in _MESSAGES:
        message = _MESSAGES[group.sort].format(said)
    else:
        message = f"the texts do not say the same {_NOUNS.get(rule, rule)}: {said}"
    suggestion = "" if group.sort in ("order", "count") else _suggestion(places, silent)
    return Finding(f"values.{rule}", message, tuple(spans), suggestion)


def _suggestion(places: list[_Place], silent: list[str]) -> str:
    """Return the value as the text that stands alone against the others would write it; of two texts, the second."""
    if silent:
        return write(places[0].value, silent[0]) if len(silent) == 1 else ""
    keys = [(p.value.kind, p.value.key) for p in places]
    odd = [p for p in places if keys.count((p.value.kind, p.value.key)) == 1]
    alone = odd[0] if len(odd) == 1 else places[-1]
    other = next((p for p in places if p.language != alone.language), None)
    return write(other.value, alone.language) if other else ""


_FAMILY = Family(_findings)


def _made(name: str, title: str, why: str, severity: Severity = "error") -> Check:
    return Check(name, title, why, severity, pairs=_PAIRS, row=_FAMILY.rule(name))


CHECKS = tuple(
    _made(*each)
    for each in (
        (
            "values.number",
            "numbers agree",
            "A number that stands in one text stands in the other, in digits or in words. One in words may be left out "
            "on purpose (五国, the Central Asian countries): then accept it.",
        ),
        (
            "values.ordinal",
            "ordinals and anniversaries agree",
            "The second summit is the second in all languages (第二届, второй, II, 2nd), the thirtieth anniversary the "
            "thirtieth (30周年, тридцатилетие, 30-летие).",
        ),
        (
            "values.date",
            "dates and years agree",
            "Day, month and year are the same, whatever the writing: 二〇二五年六月十七日, 17.06.2025, June 17, 2025.",
        ),
        (
            "values.date-detail",
            "dates are given as fully",
            "One text names the same date with less of it: 17 June against 17 June 2025. Often the style of the "
            "language, sometimes an omission.",
            "note",
        ),
        (
            "values.order",
            "the same values stand in the same order",
            "15 ports and 12 counties, not 12 ports and 15 counties: values of one sort that all texts have may have "
            "been exchanged. Often only the order of words: Chinese names the whole before its part (12场中的8场).",
            "note",
        ),
        (
            "values.repeated",
            "values stand as often",
            "Each Party pays 15 million, and a total of 15 million is paid: a value that stands twice in one text "
            "and once in another was left out there, or said with other words. Small numbers are not counted.",
            "note",
        ),
        (
            "values.period",
            "periods of years, decades and centuries agree",
            "A period begins and ends with the same years: 2026—2030年, 2026–2030 годы.",
        ),
        (
            "values.percent",
            "percentages agree",
            "百分之二十, 20 процентов and 20 per cent are the same share; a percentage point is not a per cent.",
        ),
        (
            "values.money",
            "sums of money agree",
            "Both the sum and the currency: 15亿元 is 1,5 млрд юаней and RMB 1.5 billion. 亿 is a hundred million: a "
            "zero too many or too few is the usual slip.",
        ),
        (
            "values.quantity",
            "quantities and terms of time agree",
            "Both the number and the unit: 15日内 is 15 days, not 15 months; 1200万吨 is 12 million tonnes.",
        ),
        (
            "values.provision",
            "references to articles and paragraphs agree",
            "第三条第二款, пункт 2 статьи 3 and paragraph 2 of Article 3 name one provision; the word for a level "
            "below the article may differ between the languages, the number may not.",
        ),
        (
            "values.resolution",
            "numbers of resolutions and documents agree",
            "第78/266号决议, резолюция 78/266 and A/RES/78/266 are one document.",
        ),
    )
)
