"""Words that exclude one another: a text says the one (in accordance with, import), another text the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from toolkit.checker import negation, wording
from toolkit.checker.model import Check, Finding, Row

_GROUP = re.compile(r"\([^()]*\)")  # of a Chinese word, what must or must not stand beside it


class Member(NamedTuple):
    """What one word of a set says: by language, what must be meant by it, and what may be."""

    asks: Mapping[str, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]


class Gate(NamedTuple):
    """A pattern that finds, at each place of a Chinese text, a word that asks, and the sets that have that word."""

    pattern: re.Pattern[str]
    sets: Mapping[str, tuple[int, ...]]


@cache
def _sets() -> tuple[Mapping[str, Member], ...]:
    """Return the sets, each by what its members say."""
    return tuple(
        {
            said: Member(
                {code: _pattern(words[code].partition("/")[0], code) for code in wording.LANGUAGES},
                {code: _pattern(words[code].replace("/", ""), code) for code in wording.LANGUAGES},
            )
            for said, words in each.items()
        }
        for each in wording.data_file("opposites.toml")["set"]
    )


def _pattern(words: str, code: str) -> re.Pattern[str]:
    several = [word.replace("_", " ").replace("*", r"\w*") for word in words.split()]
    return re.compile("|".join(several if code == "zh" else (rf"\b{word}\b" for word in several)) or "(?!)")


@cache
def _gate() -> Gate:
    found: dict[str, tuple[int, ...]] = {}
    for at, each in enumerate(wording.data_file("opposites.toml")["set"]):
        for word in " ".join(words["zh"].partition("/")[0] for words in each.values()).split():
            plain = _GROUP.sub("", word)
            found[plain] = (*found.get(plain, ()), at)
    several = sorted(found, key=len, reverse=True)
    return Gate(re.compile(f"(?=({'|'.join(map(re.escape, several))}))"), found)


def _looked_for(text: str, code: str) -> list[int]:
    """Return the sets that a text may have a word of; of a text that is not Chinese, all."""
    if code != "zh":
        return list(range(len(_sets())))
    return sorted({at for match in _gate().pattern.finditer(text) for at in _gate().sets[match[1]]})


def _opposed(row: Row) -> Iterator[Finding]:
    codes = list(wording.texts(row))
    if len(codes) < 2:
        return
    texts = {code: wording.lowered(row.texts[code]) for code in codes}
    for at in _looked_for(texts[codes[0]], codes[0]):
        ours = _only(texts[codes[0]], codes[0], at)
        theirs = {code: _only(texts[code], code, at) for code in codes[1:] if ours}
        differing = [code for code, said in theirs.items() if said and said != ours]
        differing = [code for code in differing if _denies(row, codes[0]) == _denies(row, code)]
        if differing:
            one, other = (_sets()[at][said] for said in (ours, theirs[differing[0]]))
            here = wording.spans(row, codes[0], one.asks[codes[0]].finditer(texts[codes[0]]))
            there = [
                part for code in differing for part in wording.spans(row, code, other.asks[code].finditer(texts[code]))
            ]
            message = (
                f"«{here[0].text}» ({ours}) in {wording.among(codes[:1])}, «{there[0].text}» "
                f"({theirs[differing[0]]}) in {wording.among(differing)}"
            )
            yield Finding("scope.opposite", message, (*here, *there))


def _only(text: str, code: str, at: int) -> str:
    """Return the one member of a set that a text says, and for sure; nothing if it may say several."""
    said = [name for name, member in _sets()[at].items() if member.answers[code].search(text)]
    return said[0] if len(said) == 1 and _sets()[at][said[0]].asks[code].search(text) else ""


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
