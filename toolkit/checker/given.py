"""Given names: a known surname after the given name of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row
from toolkit.model import Occurrence

_BEFORE = {  # what stands right before a surname, if it may be a given name
    "zh": re.compile(r"[\u4e00-\u9fff]{1,6}(?=[·•・．]$)"),
    "ru": re.compile(r"\b[А-ЯЁ](?:[а-яё]+(?:-[А-ЯЁ][а-яё]+)*|\.(?:\s?[А-ЯЁ]\.)?)(?=\s+$)"),
    "en": re.compile(r"\b[A-Z](?:[a-z’'-]+(?:-[A-Z][a-z]+)*|\.(?:\s?[A-Z]\.)?)(?=\s+$)"),
}
_SHORT = 3  # letters of a name whose last one does not change with its case
_GOOD = ("preferred", "admitted")
_PARTS = re.compile(r"[\s·•・．]+")
_HALVES = re.compile(r"[\s·•・．-]+")


def _given(row: Row) -> Iterator[Finding]:
    codes = wording.texts(row)
    full = {code: {e.concept: e for e in reversed(row.terms(code)) if _is_full(e)} for code in codes}
    for code in codes:
        for name in dict.fromkeys(name for other in codes if other != code for name in full[other]):
            there = {other: full[other][name] for other in codes if other != code and name in full[other]}
            for before, stop in _strangers(row, code, name):
                lead, first = next(iter(there.items()))
                quoted = [part for other, found in there.items() for part in wording.spans(row, other, [found])]
                theirs = row.span(code, before.start(), stop)
                message = f"«{first.surface}» in {wording.among([lead])}, «{theirs.text}» in {wording.among([code])}"
                wanted = wording.concepts()[name].preferred(code)
                yield Finding("names.given", message, (*quoted, theirs), wanted)


def _is_full(found: Occurrence) -> bool:
    """Whether it is the name of a person with the given name."""
    if found.status not in _GOOD or wording.kind_of_name(found.concept) != "person":
        return False
    return len(_PARTS.split(found.surface)) > 1 or (found.language == "zh" and len(found.surface) > 1)


def _strangers(row: Row, code: str, name: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield what stands before a person's surname and is no name of its bearer, no title and no other term.

    With each comes where the surname ends.
    """
    text = row.texts[code]
    terms = [term.text for term in wording.concepts()[name].of(code) if not term.wrong]
    own = {part for each in terms for ways in (_PARTS, _HALVES) for part in ways.split(each)}
    others = [e for e in row.terms(code) if not (e.concept == name and e.status not in _GOOD)]
    for found in _surname(tuple(each for each in terms if len(_PARTS.split(each)) == 1)).finditer(text):
        before = _BEFORE[code].search(text[: found.start()])
        if before is None or any(e.start < before.end() and before.start() < e.stop for e in others):
            continue
        word = before[0].rstrip(".")
        initial = before[0].endswith(".") and any(part.startswith(word[:1]) for part in own)
        inflected = any(len(part) > _SHORT and word.startswith(part[:-1]) for part in own)
        if not (initial or inflected or _is_title(word, code)):
            yield before, found.end()


@cache
def _surname(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds surnames, in any case if they are written in letters."""
    ways = (re.escape(each) if each > "\u2e80" else rf"\b{re.escape(each)}(?:[а-яё]{{1,3}}|’s)?\b" for each in terms)
    return re.compile("|".join(ways) or "(?!)")


def _is_title(word: str, code: str) -> bool:
    """Whether a word is of a title of office or an address, or can begin a sentence."""
    titles = wording.data_file("names.toml")
    known = [each[key] for each in titles["titles"] for key in (code, f"also_{code}")]
    return bool(re.search("|".join([*known, titles["before"][code]]), word))


CHECKS = (
    Check(
        "names.given",
        "a known surname with another given name",
        "One text names a person of the glossary in full, and in another the surname stands after a given name that "
        "is not theirs: somebody else of that family, or a slip.",
        "error",
        pairs=wording.PAIRS,
        row=_given,
    ),
)
