"""Words that exclude one another: a text says the one (in accordance with, import), another text the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from toolkit.checker import negation, vocabulary, wording
from toolkit.checker.model import Check, Finding, Row

_Said = dict[str, list[re.Match[str]]]  # where words stand, by what they say


def _opposed(row: Row) -> Iterator[Finding]:
    lead, *others = wording.texts(row) or [""]
    texts = {code: wording.lowered(row.texts[code]) for code in (lead, *others) if others}
    for each in vocabulary.looked_for("opposites.toml", texts[lead], lead) if others else ():
        asked = {lead: each.asked(texts[lead], lead)}
        for one, other in chain(((lead, code) for code in others), ((code, lead) for code in others)):
            found = (
                _exchanged(each, texts, asked, one, other) if _may_be(each, texts, asked[lead], one, other) else None
            )
            if found and _denies(row, one) == _denies(row, other):
                said, instead = found
                here = wording.spans(row, one, asked[one][said])
                there = wording.spans(row, other, asked[other][instead])
                message = (
                    f"«{here[0].text}» ({said}) in {wording.among([one])}, «{there[0].text}» ({instead}) in "
                    f"{wording.among([other])}"
                )
                yield Finding("scope.opposite", message, (*here, *there))
                break


def _may_be(words: vocabulary.Set, texts: Mapping[str, str], lead: _Said, one: str, other: str) -> bool:
    """Whether a text may lack what another says; that costs less to see than what it says instead.

    The first text lacks something only if it says another thing twice.
    """
    if other != next(iter(texts)):
        return any(not words.members[said].answers[other].search(texts[other]) for said in lead)
    return any(len(places) > 1 for places in lead.values())


def _exchanged(
    words: vocabulary.Set, texts: Mapping[str, str], asked: dict[str, _Said], one: str, other: str
) -> tuple[str, str] | None:
    """Return what one text says and another does not, and what the other says more often, if there is such a pair."""
    for code in (one, other):
        if code not in asked:
            asked[code] = words.asked(texts[code], code)
    for said in asked[one] if asked[other] else ():
        if not words.members[said].answers[other].search(texts[other]):
            for instead, found in asked[other].items():
                if instead != said and len(found) > len(words.members[instead].answers[one].findall(texts[one])):
                    return said, instead
    return None


def _denies(row: Row, code: str) -> bool:
    """Whether a text denies anything: what denies one word of a set may say the other."""
    found = negation.Said(row.texts[code], code)
    return bool(found.denies or found.opposes)


CHECKS = (
    Check(
        "scope.opposite",
        "one word in one text, its opposite in another",
        "In accordance with and contrary to, import and export, the consignor and the consignee: the words of "
        "opposites.toml exclude one another. Not told where one text has both, or one of them denies what it says.",
        "warning",
        pairs=wording.PAIRS,
        row=_opposed,
    ),
)
