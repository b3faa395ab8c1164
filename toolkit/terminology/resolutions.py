"""Resolutions of the General Assembly, which are found by their number, in whatever order the words around it stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from toolkit.terminology.hits import Entry, Hit

_NUMBER = r"(?P<number>\d{1,2}/\d{1,3}(?!\d)(?:\s?[A-Z](?![A-Za-z]))?)"
_IN_A_TERM = re.compile(rf"(?<![\d/]){_NUMBER}")
_ACT = re.compile("决议|(?i:резолюци|resolution)")
_SLASH = re.compile(r"/(?<=\d/)(?=\d)")
_REACH = 300  # characters that the words on either side of a number can take
_GOOD = ("preferred", "admitted")


class Resolutions:
    """Finds the resolutions of a glossary of which a good term, in any language, says the number."""

    def __init__(self, entries: Sequence[Entry], code: str) -> None:
        self._good: dict[str, int] = {}
        self._wrong: dict[str, int] = {}
        self._code = code
        for at, (concept, term) in sorted(enumerate(entries), key=lambda each: _rank(each[1])):
            for number in {found for each in concept.terms if each.status in _GOOD for found in _numbers(each.text)}:
                if term.status in _GOOD:
                    self._good.setdefault(number, at)
                elif number in _numbers(term.text):
                    self._wrong.setdefault(number, at)

    def __call__(self, text: str) -> Iterator[Hit]:
        """Yield where resolutions stand in a text, with what the glossary calls them."""
        if not self._good:
            return
        for known, patterns in zip((self._good, self._wrong), _patterns(self._code), strict=True):
            for match in (each for pattern in patterns for each in _found(pattern, text)):
                term = known.get(_bare(match["number"]))
                if term is not None:
                    yield Hit(match.start(), match.end(), (term,))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield where a resolution is named, which is looked for only around what can be a number: few places of a text."""
    for slash in _SLASH.finditer(text):
        at = slash.start()
        for match in pattern.finditer(text, max(at - _REACH, 0), at + _REACH):
            if match.start("number") < at < match.end("number"):
                yield match


def _rank(entry: Entry) -> tuple[bool, bool]:
    """Return the order of the terms of a concept: those with the number first, of these the preferred one."""
    return not _numbers(entry[1].text), entry[1].status != "preferred"


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers of resolutions in a term."""
    return frozenset(_bare(each["number"]) for each in _IN_A_TERM.finditer(text)) if _ACT.search(text) else frozenset()


def _bare(number: str) -> str:
    return "".join(number.split())


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Return the ways to name a resolution in a language that are right, and those that are not."""
    raw = tomllib.loads(files(__package__).joinpath("resolutions.toml").read_text("utf-8"))[code]
    return tuple(tuple(re.compile(each.replace("<number>", _NUMBER)) for each in raw[kind]) for kind in raw)
