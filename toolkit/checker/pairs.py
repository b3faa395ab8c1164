"""Brackets and quotation marks that have lost their partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.checker.model import ANY, Check, Finding, Row
from toolkit.checker.punctuation import around
from toolkit.languages.quotes import MARKS, curled, pairs

_CLOSING = set(MARKS.values()) - set(MARKS)
_MARK = re.compile(f'[{re.escape("".join({*MARKS, *MARKS.values()}))}"]')
_ITEM = re.compile(r"(?:^|[\s;:,.，；：。、])[^\W_]{1,4}$")  # before the bracket of an item: 1), a), 二）


class _Lone(NamedTuple):
    """A mark without partner."""

    at: int
    mark: str
    closes: bool


def _lone(text: str) -> list[_Lone]:
    """Return the marks of a text without partner; of straight quotation marks, the last if they are odd in number."""
    if not _MARK.search(text):
        return []
    plain = curled(text)
    held = {at for pair in pairs(plain, MARKS) for at in pair}
    found = []
    for match in _MARK.finditer(plain):
        at, mark = match.start(), match.group()
        if at in held or (mark in ")）" and _ITEM.search(plain[:at])):
            continue
        if mark != '"':
            found.append(_Lone(at, mark, mark in _CLOSING))
        elif '"' not in plain[at + 1 :] and not plain[at - 1 : at].isdigit():
            found.append(_Lone(at, mark, plain[at + 1 : at + 2].strip() == ""))
    return found


def _unpaired(row: Row) -> Iterator[Finding]:
    lone = {code: _lone(text) for code, text in row.texts.items()}
    for code, found in lone.items():
        # quoted speech of several rows opens in one and closes in another, in other languages too
        others = [{mark.closes for mark in marks} for other, marks in lone.items() if other != code]
        own = [each for each in found if not any(each.closes in there for there in others)]
        if own:
            said = ", ".join(f"{each.mark} {'closes' if each.closes else 'opens'}" for each in own)
            spans = tuple(around(row, code, each.at, each.at + 1) for each in own)
            yield Finding("punctuation.unpaired", f"without its partner: {said}", spans)


CHECKS = (
    Check(
        "punctuation.unpaired",
        "brackets and quotation marks without partner",
        "One of a pair was lost, or is of another kind than its partner. Quoted speech that goes on in the next row in "
        "several languages is no fault.",
        "warning",
        languages=(ANY,),
        row=_unpaired,
    ),
)
