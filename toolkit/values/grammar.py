"""From tokens to values: the rules of a language say what is written, the makers what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from toolkit.values import alphabetic, amounts, chinese, dates, references
from toolkit.values.found import Found
from toolkit.values.lexicon import lexicon
from toolkit.values.model import Value

_MAKERS: dict[str, Callable[[Found], list[Value]]] = {
    "date": dates.date,
    "months": dates.months,
    "period": dates.period,
    "decade": dates.decade,
    "century": dates.century,
    "anniversary": dates.anniversary,
    "clock": dates.clock,
    "hours": dates.hours,
    "percent": amounts.percent,
    "fraction": amounts.fraction,
    "money": amounts.money,
    "quantity": amounts.quantity,
    "sole": amounts.sole,
    "compound": amounts.compound,
    "number": amounts.number,
    "grown": amounts.grown,
    "resolution": references.resolution,
    "provision": references.provision,
    "inserted": references.inserted,
    "ordinal": references.ordinal,
    "item": references.item,
}
_CHUNK = re.compile(r"[^_]*[nwoORtcqDAZNBmbEhPuC][^_]*_?")  # tokens of which some may say a value, and what stops them
_REMEMBERED = 1 << 14  # rows of letters


class _Held(NamedTuple):
    """A rule that holds at a place of a row of letters: what it makes, where it stops, and the places of its groups."""

    make: Callable[[Found], list[Value]]
    stop: int
    groups: tuple[tuple[str, int], ...]


def read(text: str, code: str) -> Iterator[Value]:
    """Yield the values in a text in order."""
    tokens = chinese.scan(text) if code == "zh" else alphabetic.scan(text, code)
    for chunk in _CHUNK.finditer("".join([token.letter for token in tokens])):
        here = tokens[slice(*chunk.span())]
        held = _held(chunk[0], code)
        at = 0
        while at < len(held):
            for make, stop, groups in held[at]:
                made = make(Found(text, code, here[at:stop], {name: here[place] for name, place in groups}))
                if made:
                    yield from made
                    at = stop
                    break
            else:
                at += 1


@lru_cache(maxsize=_REMEMBERED)  # texts differ in their numbers more than in what stands around these
def _held(row: str, code: str) -> tuple[tuple[_Held, ...], ...]:
    """Return for each place of a row of letters the rules that hold there, in their order."""
    rules = lexicon(code).rules
    return tuple(
        tuple(
            _Held(_MAKERS[rule.make], match.end(), tuple(_places(match)))
            for rule in rules
            if (match := rule.pattern.match(row, at)) and match.end() > at
        )
        for at in range(len(row))
    )


def _places(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the groups that are there, each with its place."""
    return ((name, place) for name in match.groupdict() if (place := match.start(name)) >= 0)
