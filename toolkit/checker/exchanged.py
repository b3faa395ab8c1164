"""A State that stands in another one's place, though all texts name both somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from toolkit.checker import names, wording
from toolkit.checker.model import Check, Finding, Row
from toolkit.model import Occurrence


@cache
def _sides() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Return how the side of each State is named, by the State and language."""
    states = wording.data_file("names.toml")["states"]
    return {key: {code: re.compile(each["side"][code]) for code in wording.LANGUAGES} for key, each in states.items()}


def _look(row: Row) -> Iterator[Finding]:
    yield from _side(row)
    yield from _full(row)


def _side(row: Row) -> Iterator[Finding]:
    """Yield the sides of States that another text does not name at all."""
    codes = wording.texts(row)
    sides = wording.data_file("names.toml")["sides"]
    if not any(sides[code] in wording.lowered(row.texts[code]) for code in codes):
        return
    by_key = {each.key: each for each in names.states().values()}
    for key, patterns in _sides().items():
        found = {code: match for code in codes if (match := patterns[code].search(row.texts[code]))}
        without = [code for code in codes if found and not by_key[key].words[code].search(row.texts[code])]
        if without:
            quoted = [part for code, match in found.items() for part in wording.spans(row, code, [match])]
            message = f"«{quoted[0].text}» is a side in {wording.among(found)}, and its State is not named in "
            spans = (*quoted, *(row.whole(code) for code in without))
            yield Finding("names.exchanged", message + wording.among(without), spans)


def _full(row: Row) -> Iterator[Finding]:
    """Yield the full names that stand less often than in the first text, where another one stands more often."""
    codes = wording.texts(row)
    counted = {code: _counted(row, code) for code in codes}
    for code in codes[1:]:
        first, here = counted[codes[0]], counted[code]
        few = [key for key in first if len(here.get(key, ())) < len(first[key])]
        many = [key for key in here if len(here[key]) > len(first.get(key, ()))]
        if few and many:
            quoted = wording.spans(row, codes[0], first[few[0]]) + wording.spans(row, code, here[many[0]])
            message = f"«{quoted[0].text}» stands less often in {wording.among([code])}, «{quoted[-1].text}» more often"
            yield Finding("names.exchanged", message, quoted)


def _counted(row: Row, code: str) -> dict[str, list[Occurrence]]:
    """Return where the full names of States stand in a text."""
    found: dict[str, list[Occurrence]] = {}
    states = names.states()
    for each in row.terms(code):
        state = states.get(each.concept)
        if state and each.concept == state.full != state.short:
            found.setdefault(state.key, []).append(each)
    return found


CHECKS = (
    Check(
        "names.exchanged",
        "a State in another one's place",
        "The full name of one State stands less often than in the first text and that of another more often, or a "
        "text speaks of the side of a State (乌方, Узбекская Сторона) that another text does not name.",
        "error",
        pairs=wording.PAIRS,
        row=_look,
    ),
)
