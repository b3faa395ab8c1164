"""From tokens to values: the rules of a language say what is written, the makers what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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
_CHUNK = re.compile(r"[^_]*[nwoORtcqDAZNBmbEhPuC][^_]*")  # tokens of which some may say a value


def read(text: str, code: str) -> Iterator[Value]:
    """Yield the values in a text in order."""
    tokens = chinese.scan(text) if code == "zh" else alphabetic.scan(text, code)
    row = "".join([token.letter for token in tokens])
    rules = lexicon(code).rules
    for chunk in _CHUNK.finditer(row):
        at, stop = chunk.span()
        while at < stop:
            for rule in rules:
                match = rule.pattern.match(row, at)
                if match and match.end() > at:
                    groups = {name: tokens[span[0]] for name in match.groupdict() if (span := match.span(name))[0] >= 0}
                    made = _MAKERS[rule.make](Found(text, code, tokens[at : match.end()], groups))
                    if made:
                        yield from made
                        at = match.end()
                        break
            else:
                at += 1
