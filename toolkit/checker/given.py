"""Given names: a known surname after the given name of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row
from toolkit.model import Occurrence

_BEFORE = {  # what stands right before a surname, if it may be a given name
    "zh": re.compile(r"[\u4e00-\u9fff]{1,6}(?=[·•・]$)"),
    "ru": re.compile(r"\b[А-ЯЁ](?:[а-яё]+(?:-[А-ЯЁ][а-яё]+)*|\.(?:\s?[А-ЯЁ]\.)?)(?=\s+$)"),
    "en": re.compile(r"\b[A-Z](?:[a-z’'-]+(?:-[A-Z][a-z]+)*|\.(?:\s?[A-Z]\.)?)(?=\s+$)"),
}
_SHORT = 3  # letters of a name whose last one does not change with its case
_PARTS = re.compile(r"[\s·•・]+")


def _given(row: Row) -> Iterator[Finding]:
    codes = list(wording.texts(row))
    named = {code: [e for e in row.terms(code) if wording.kind_of_name(e.concept) == "person"] for code in codes}
    for code in codes:
        for each in named[code]:
            before = _stranger(row, code, each)
            there = {c: [e for e in named[c] if e.concept == each.concept and _is_full(e)] for c in codes if c != code}
            full = {other: found for other, found in there.items() if found}
            if before and full:
                lead, (first, *_) = next(iter(full.items()))
                quoted = [part for other, found in full.items() for part in wording.spans(row, other, found[:1])]
                theirs = row.span(code, before.start(), each.stop)
                message = f"«{first.surface}» in {wording.among([lead])}, «{theirs.text}» in {wording.among([code])}"
                wanted = wording.concepts()[each.concept].preferred(code)
                yield Finding("names.given", message, (*quoted, theirs), wanted)


def _is_full(found: Occurrence) -> bool:
    return len(_PARTS.split(found.surface)) > 1 or (found.language == "zh" and len(found.surface) > 1)


def _stranger(row: Row, code: str, found: Occurrence) -> re.Match[str] | None:
    """Return what stands before a surname alone and is no name of its bearer, no title and no other term."""
    if len(_PARTS.split(found.surface)) > 1:
        return None
    before = _BEFORE[code].search(row.texts[code][: found.start])
    if before is None or any(e.start < before.end() and before.start() < e.stop for e in row.terms(code)):
        return None
    terms = (term.text for term in wording.concepts()[found.concept].of(code) if not term.wrong)
    own = {part for text in terms for part in _PARTS.split(text)}
    word = before[0].rstrip(".")
    initial = before[0].endswith(".") and any(part.startswith(word[:1]) for part in own)
    inflected = any(len(part) > _SHORT and word.startswith(part[:-1]) for part in own)
    return None if initial or inflected or _is_title(word, code) else before


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
