"""Small words on which much hangs: or, any, only, first and last, before and after, where and in what form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations
from typing import Any, NamedTuple

from toolkit.checker import wording
from toolkit.checker.family import Family
from toolkit.checker.model import Check, Finding, Row

_Asked = Mapping[str, Sequence[re.Match[str]]]  # where a word stands, by language


class Word(NamedTuple):
    """What may be said by several words of each language: those that ask for an answer, and those that answer.

    ``opposite`` is what another word, before it in the file, says.
    """

    rule: str
    said: str
    asks: Mapping[str, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]
    opposite: str


def words_of(family: str, data: Mapping[str, Any]) -> tuple[Word, ...]:
    """Return the words in a data file, whose tables are the rules of a family."""
    return tuple(
        Word(
            f"{family}.{rule}",
            each["said"],
            {code: re.compile(each["asks"][code]) for code in wording.LANGUAGES if each["asks"].get(code)},
            {
                code: re.compile("|".join(filter(None, (each["asks"].get(code, ""), each["answers"].get(code, "")))))
                for code in wording.LANGUAGES
            },
            each.get("opposite", ""),
        )
        for rule, several in data.items()
        for each in several
    )


@cache
def words() -> tuple[Word, ...]:
    """Return what is looked for."""
    return words_of("scope", wording.data_file("scope.toml"))


@cache
def _any(rule: str, code: str) -> re.Pattern[str]:
    """Return what matches all that asks for an answer by a rule, or by any if none is named."""
    asks = [word.asks[code].pattern for word in words() if rule in ("", word.rule) and code in word.asks]
    return re.compile("|".join(asks) or "(?!)")


def _findings(row: Row) -> Iterator[Finding]:
    texts = {code: wording.lowered(row.texts[code]) for code in wording.texts(row)}
    if not any(_any("", code).search(text) for code, text in texts.items()):
        return
    for rule in _rules():
        if any(_any(rule, code).search(text) for code, text in texts.items()):
            yield from one_sided(row, texts, (each for each in words() if each.rule == rule))


@cache
def _rules() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.rule for word in words()))


def one_sided(row: Row, texts: Mapping[str, str], looked_for: Iterable[Word]) -> Iterator[Finding]:
    """Yield which words one text of a row asks for and another does not answer; ``texts`` are in small letters."""
    asked: dict[str, _Asked] = {}
    told: set[str] = set()
    for word in looked_for:
        asking = {c: each for c in texts if c in word.asks and (each := list(word.asks[c].finditer(texts[c])))}
        asked[word.said] = asking
        without = [c for c in texts if asking and not word.answers[c].search(texts[c])]
        if without and _counts(asking, len(texts)):
            told.add(word.said)
            quoted = [part for code, each in asking.items() for part in wording.spans(row, code, each)]
            message = f"«{quoted[0].text}» ({word.said}) in {wording.among(asking)}, no such word in "
            spans = (*quoted, *(row.whole(code) for code in without))
            yield Finding(word.rule, message + wording.among(without), spans)
        elif word.opposite and word.opposite not in told:
            yield from _opposed(row, word, asking, asked[word.opposite])


def _opposed(row: Row, word: Word, asking: _Asked, other: _Asked) -> Iterator[Finding]:
    """Yield a word that another text answers with its opposite: before the expiry, after the expiry; one of several."""
    said, against = ({code: len(each.get(code, ())) for code in (*asking, *other)} for each in (asking, other))
    pairs = [(a, b) for a, b in permutations(said, 2) if said[a] > said[b] and against[b] > against[a]]
    if pairs:
        one, two = (sorted({pair[at] for pair in pairs}) for at in (0, 1))
        here = [part for code in one for part in wording.spans(row, code, asking[code])]
        there = [part for code in two for part in wording.spans(row, code, other[code])]
        message = f"«{here[0].text}» ({word.said}) in {wording.among(one)}, «{there[0].text}» ({word.opposite}) in "
        yield Finding(word.rule, message + wording.among(two), (*here, *there))


def _counts(asking: Mapping[str, object], texts: int) -> bool:
    """Whether it tells something that texts lack a word: of three texts the Chinese must have it, or two of them."""
    return texts < len(wording.LANGUAGES) or "zh" in asking or len(asking) > 1


_FAMILY = Family(_findings)


def _check(name: str, title: str, why: str) -> Check:
    rule = f"scope.{name}"
    return Check(rule, title, _WHY + why, "warning", pairs=wording.PAIRS, row=_FAMILY.rule(rule))


_WHY = "What may answer it in each language stands in scope.toml, and that is counted generously. "
CHECKS = tuple(
    _check(*each)
    for each in (
        (
            "or",
            "or on one side only",
            "或, или and or leave a choice, 和, и and and take all; after a negation «и» may stand for 或.",
        ),
        (
            "extent",
            "any, only, all, at least, except: on one side only",
            "任何 is любой, whatever; 仅 только; 至少 не менее; 除…外 кроме. Without it the provision reaches further, "
            "or less far.",
        ),
        (
            "time",
            "first, last, before, after, at once: on one side only",
            "最后一份 is the last notification, not the first; 签署后 after signature, not before.",
        ),
        (
            "place",
            "inside or outside a territory: on one side only",
            "境内 is on the territory, 境外 outside it.",
        ),
        (
            "manner",
            "in writing, voluntarily, provisionally: on one side only",
            "A form that one text asks for (书面, письменно) binds, and another does not have it.",
        ),
    )
)
