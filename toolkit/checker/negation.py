"""Negation: what one text denies, the others deny too, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row

_KINDS = ("apart", "denies", "opposes", "equals", "answers", "breach", "breaks", "keeps")
_FOLLOWING = {"zh": 3}  # characters after a negation that show whether it is said again: 不得超过…，不得超过…
_LONGER = 10  # of words in letters


class Said(NamedTuple):
    """The negations of a text: words that deny, oppose, and count as much; whether anything may answer a negation.

    ``different`` is how many words deny, each counted once with what follows it; ``breaks``, how many deny a breach,
    ``keeps``, whether that is said without a negation, and ``breach``, whether a breach is spoken of.
    """

    denies: list[re.Match[str]]
    opposes: list[re.Match[str]]
    equals: list[re.Match[str]]
    answers: bool
    different: int
    breaks: int
    keeps: bool
    breach: bool


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    data = wording.data_file("negation.toml")
    return {code: {kind: re.compile(wording.either(data[code][kind])) for kind in _KINDS} for code in wording.LANGUAGES}


@lru_cache(maxsize=64)  # the rows that checks look at one after another
def said(text: str, language: str) -> Said:
    """Return the negations of a text, without words that only look like one (不断, не только, no later than)."""
    rules = _patterns()[language]
    plain = rules["apart"].sub(lambda match: "·" * len(match[0]), wording.lowered(text))
    denies, opposes = list(rules["denies"].finditer(plain)), list(rules["opposes"].finditer(plain))
    taken = {match.start() for match in (*denies, *opposes)}
    equals = [match for match in rules["equals"].finditer(plain) if match.start() not in taken]
    after = _FOLLOWING.get(language, _LONGER)
    different = len({plain[match.start() : match.end() + after] for match in denies})
    answers = bool(denies or opposes or equals or rules["answers"].search(plain))
    breaks = sum(bool(rules["breaks"].match(plain, match.start())) for match in denies)
    return Said(
        denies,
        opposes,
        equals,
        answers,
        different,
        breaks,
        *(bool(rules[kind].search(plain)) for kind in ("keeps", "breach")),
    )


def _one_sided(row: Row) -> Iterator[Finding]:
    found = {code: said(row.texts[code], code) for code in wording.texts(row)}
    asking = [code for code, each in found.items() if each.denies or each.opposes]
    breaches = all(len(found[code].denies) == found[code].breaks and not found[code].opposes for code in asking)
    spoken = any(found[code].breach for code in asking)
    without = [
        code
        for code, each in found.items()
        if not each.answers and not (breaches and each.keeps) and (spoken or not each.breach)
    ]
    if asking and without:
        quoted = [
            part for code in asking for part in wording.spans(row, code, found[code].denies + found[code].opposes)
        ]
        message = f"a negation («{quoted[0].text}») in {wording.among(asking)}, none in {wording.among(without)}"
        yield Finding("negation.missing", message, (*quoted, *(row.whole(code) for code in without)))


def _fewer(row: Row) -> Iterator[Finding]:
    """Yield where one text denies more often than another has words that deny or oppose.

    Of three texts, one may have a word that could answer, and no such word where both others have one.
    """
    found = {code: said(row.texts[code], code) for code in wording.texts(row)}
    if len(found) < 2:
        return
    strong = {code: each.denies + each.opposes for code, each in found.items()}
    most = max(found, key=lambda code: found[code].different)
    counted = {code: len(strong[code]) + len(found[code].equals) for code in found}
    fewer = [code for code in found if counted[code] < found[most].different and found[code].answers]
    bare = [code for code in found if not counted[code] and found[code].answers]
    if len(found) == len(wording.LANGUAGES) and len(bare) == 1 and sum(map(bool, strong.values())) == len(found) - 1:
        fewer, most = bare, max(strong, key=lambda code: len(strong[code]))
    if fewer:
        quoted = [*wording.spans(row, most, strong[most])]
        for code in fewer:
            quoted += wording.spans(row, code, strong[code]) or (row.whole(code),)
        many = len(strong[most])
        message = f"{many} negation{'s' * (many > 1)} in {wording.among([most])}, fewer in {wording.among(fewer)}"
        yield Finding("negation.count", message, tuple(quoted))


CHECKS = (
    Check(
        "negation.missing",
        "a negation on one side only",
        "One text denies, prohibits or opposes, and in another nothing does: no particle, no verb such as "
        "воздерживаться or refrain, no word such as невмешательство or without. Words that only look like negations "
        "are left out.",
        "error",
        pairs=wording.PAIRS,
        row=_one_sided,
    ),
    Check(
        "negation.count",
        "fewer negations on one side",
        "Several things are denied in one text, and fewer in another. Languages differ here (ни … не, neither … "
        "nor), and what one denies another may say with a word of its own; but a negation may have been lost.",
        "warning",
        pairs=wording.PAIRS,
        row=_fewer,
    ),
)
