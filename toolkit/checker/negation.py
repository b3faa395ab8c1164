"""Negation: what one text denies, the others deny too, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from toolkit.checker import wording
from toolkit.checker.family import Family
from toolkit.checker.model import Check, Finding, Row

_KINDS = ("apart", "denies", "opposes", "equals", "answers", "breach", "breaks", "keeps")
_FOLLOWING = {"zh": 3}  # characters after a negation that show whether it is said again: 不得超过…，不得超过…
_LONGER = 10  # of words in letters


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    data = wording.data_file("negation.toml")
    return {code: {kind: re.compile(wording.either(data[code][kind])) for kind in _KINDS} for code in wording.LANGUAGES}


class Said:
    """The negations of a text, without words that only look like one (不断, не только, no later than)."""

    def __init__(self, text: str, language: str) -> None:
        self._rules = _patterns()[language]
        self._after = _FOLLOWING.get(language, _LONGER)
        self._plain = self._rules["apart"].sub(lambda match: "·" * len(match[0]), wording.lowered(text))
        self.denies, self.opposes = self._all("denies"), self._all("opposes")

    def _all(self, kind: str) -> list[re.Match[str]]:
        return list(self._rules[kind].finditer(self._plain))

    @cached_property
    def equals(self) -> list[re.Match[str]]:
        """The words that count as much as those that deny or oppose."""
        taken = {match.start() for match in (*self.denies, *self.opposes)}
        return [match for match in self._all("equals") if match.start() not in taken]

    @cached_property
    def answers(self) -> bool:
        """Whether anything may answer a negation."""
        return bool(self.denies or self.opposes or self.equals or self._rules["answers"].search(self._plain))

    @cached_property
    def different(self) -> int:
        """How many words deny, each counted once with what follows it."""
        return len({self._plain[match.start() : match.end() + self._after] for match in self.denies})

    @cached_property
    def breaks(self) -> int:
        """How many words deny a breach."""
        return sum(bool(self._rules["breaks"].match(self._plain, match.start())) for match in self.denies)

    @cached_property
    def keeps(self) -> bool:
        """Whether that nothing is breached is said without a negation."""
        return bool(self._rules["keeps"].search(self._plain))

    @cached_property
    def breach(self) -> bool:
        """Whether a breach is spoken of."""
        return bool(self._rules["breach"].search(self._plain))


def _findings(row: Row) -> Iterator[Finding]:
    found = {code: Said(row.texts[code], code) for code in wording.texts(row)}
    if any(each.denies or each.opposes for each in found.values()):
        yield from _one_sided(row, found)
        yield from _fewer(row, found)


def _one_sided(row: Row, found: Mapping[str, Said]) -> Iterator[Finding]:
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


def _fewer(row: Row, found: Mapping[str, Said]) -> Iterator[Finding]:
    """Yield where one text denies more often than another has words that deny or oppose.

    Of three texts, one may have a word that could answer, and no such word where both others have one.
    """
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


_FAMILY = Family(_findings)
CHECKS = (
    Check(
        "negation.missing",
        "a negation on one side only",
        "One text denies, prohibits or opposes, and in another nothing does: no particle, no verb such as "
        "воздерживаться or refrain, no word such as невмешательство or without. Words that only look like negations "
        "are left out.",
        "error",
        pairs=wording.PAIRS,
        row=_FAMILY.rule("negation.missing"),
    ),
    Check(
        "negation.count",
        "fewer negations on one side",
        "Several things are denied in one text, and fewer in another. Languages differ here (ни … не, neither … "
        "nor), and what one denies another may say with a word of its own; but a negation may have been lost.",
        "warning",
        pairs=wording.PAIRS,
        row=_FAMILY.rule("negation.count"),
    ),
)
