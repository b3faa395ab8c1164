"""Words that exclude one another: a text says the one (in accordance with, import), another text the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from toolkit.checker import negation, vocabulary, wording
from toolkit.checker.model import Check, Finding, Row


def _opposed(row: Row) -> Iterator[Finding]:
    codes = list(wording.texts(row))
    if len(codes) < 2:
        return
    texts = {code: wording.lowered(row.texts[code]) for code in codes}
    for each in vocabulary.looked_for("opposites.toml", texts[codes[0]], codes[0]):
        for one, other in chain(((codes[0], code) for code in codes[1:]), ((code, codes[0]) for code in codes[1:])):
            found = _exchanged(each, texts, one, other)
            if found and _denies(row, one) == _denies(row, other):
                said, instead = found
                here = wording.spans(row, one, each[said].asks[one].finditer(texts[one]))
                there = wording.spans(row, other, each[instead].asks[other].finditer(texts[other]))
                message = (
                    f"«{here[0].text}» ({said}) in {wording.among([one])}, «{there[0].text}» ({instead}) in "
                    f"{wording.among([other])}"
                )
                yield Finding("scope.opposite", message, (*here, *there))
                break


def _exchanged(words: vocabulary.Set, texts: Mapping[str, str], one: str, other: str) -> tuple[str, str] | None:
    """Return what one text says and another does not, and what the other says more often, if there is such a pair."""
    for said, member in words.items():
        if member.asks[one].search(texts[one]) and not member.answers[other].search(texts[other]):
            for instead, rival in words.items():
                often = len(rival.asks[other].findall(texts[other])) if instead != said else 0
                if often and often > len(rival.answers[one].findall(texts[one])):
                    return said, instead
    return None


def _denies(row: Row, code: str) -> bool:
    """Whether a text denies anything: what denies one word of a set may say the other."""
    found = negation.said(row.texts[code], code)
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
