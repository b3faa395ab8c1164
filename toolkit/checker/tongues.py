"""Languages that a text names: of its versions, of the one that prevails, of meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row

_Found = Mapping[str, list[re.Match[str]]]  # the places of a language, by the language of the text


class _Tongue(NamedTuple):
    """A language as texts name it."""

    name: str
    words: Mapping[str, re.Pattern[str]]


@cache
def _tongues() -> tuple[_Tongue, ...]:
    return tuple(
        _Tongue(name, {code: re.compile(words[code]) for code in wording.LANGUAGES})
        for name, words in wording.data_file("tongues.toml")["tongues"].items()
    )


@cache
def _about() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(each) for code, each in wording.data_file("tongues.toml")["about"].items()}


def _named(row: Row) -> Iterator[Finding]:
    """Yield the languages that stand in one text and not, or less often and another one more often, in another."""
    codes = wording.texts(row)
    if not all(_about()[code].search(row.texts[code]) for code in codes):
        return
    found = {
        each.name: {code: list(each.words[code].finditer(row.texts[code])) for code in codes} for each in _tongues()
    }
    for name, places in found.items():
        asking = [code for code in codes if places[code]]
        without = [code for code in codes if not places[code]]
        if asking and without:
            quoted = [part for code in asking for part in wording.spans(row, code, places[code][:1])]
            message = f"the {name} language is not named in {wording.among(without)}"
            yield Finding("names.language", message, (*quoted, *(row.whole(code) for code in without)))
        elif asking:
            yield from _exchanged(row, name, found)


def _exchanged(row: Row, name: str, found: Mapping[str, _Found]) -> Iterator[Finding]:
    lead, *others = found[name]
    for code in others:
        more = [other for other, each in found.items() if len(each[code]) > len(each[lead])]
        if more and len(found[name][code]) < len(found[name][lead]):
            quoted = wording.spans(row, lead, found[name][lead]) + wording.spans(row, code, found[more[0]][code])
            message = f"the {name} language is named less often in {wording.among([code])}, and {more[0]} more often"
            yield Finding("names.language", message, quoted)


CHECKS = (
    Check(
        "names.language",
        "another language, or one not named",
        "Which language versions a text has, which prevails, and in what languages work is done: each language stands "
        "in all texts, and as often where another takes its place.",
        "error",
        pairs=wording.PAIRS,
        row=_named,
    ),
)
