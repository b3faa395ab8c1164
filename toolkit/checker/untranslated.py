"""What was left in another language: a whole text that is its source again, or words of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from toolkit.checker.model import ANY, Check, Finding, Row
from toolkit.languages.quotes import MARKS, depths, pairs

_LETTERS = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_NAMES = 4  # words with capitals: so many may be a name, which stays as it is
_FOREIGN = {
    "ru": re.compile(r"[\u3400-\u9fff]+|(?:\b[a-z]+[ ,]+){4,}[a-z]+\b"),
    "en": re.compile(r"[\u3400-\u9fff]+|[\u0400-\u04ff]{2,}(?:[ -][\u0400-\u04ff]+)*"),
    "zh": re.compile(r"[\u0400-\u04ff]{2,}(?:[ -][\u0400-\u04ff]+)*|(?:\b[a-z]+[ ,]+){4,}[a-z]+\b"),
}
_NEEDED = {  # letters of these: soon seen, and most texts have none
    "ru": re.compile(r"[a-z\u3400-\u9fff]"),
    "en": re.compile(r"[\u0400-\u04ff\u3400-\u9fff]"),
    "zh": re.compile(r"[a-z\u0400-\u04ff]"),
}


def _alike(one: str, other: str) -> bool:
    """Whether two texts have the same letters, and have some; the first ones show that most have not."""
    first, second = _LETTER.search(one), _LETTER.search(other)
    if not first or not second or first[0].casefold()[:1] != second[0].casefold()[:1]:
        return False
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def _is_name(text: str) -> bool:
    words = _LETTERS.findall(text)
    return len(words) <= _NAMES and all(not word.islower() and word.isascii() for word in words)


def _same(row: Row) -> Iterator[Finding]:
    for one, other in combinations(row.texts, 2):
        if _alike(row.texts[one], row.texts[other]) and not _is_name(row.texts[one]):
            message = f"the same text in {one} and {other}"
            yield Finding("untranslated.same", message, (row.whole(one), row.whole(other)))


def _leftover(row: Row) -> Iterator[Finding]:
    for code, text in row.texts.items():
        matches = list(_FOREIGN[code].finditer(text)) if code in _FOREIGN and _NEEDED[code].search(text) else []
        if not matches or any(_alike(text, other) for name, other in row.texts.items() if name != code):
            continue
        inside = depths(len(text), pairs(text, MARKS))
        spans = [match.span() for match in matches if not inside[match.start()]]
        if spans:
            quoted = tuple(row.span(code, *span) for span in spans)
            yield Finding("untranslated.leftover", f"words of another language in the {code} text", quoted)


CHECKS = (
    Check(
        "untranslated.same",
        "a text that is not translated",
        "The text of one language stands in the other again. A name, a number or an address may.",
        "error",
        pairs=((ANY, ANY),),
        row=_same,
    ),
    Check(
        "untranslated.leftover",
        "words left in another language",
        "Chinese characters in a Russian or English text, Russian words in an English or Chinese one, an English "
        "phrase in either. In brackets or quotation marks they are taken for a citation.",
        "error",
        languages=("zh", "ru", "en"),
        row=_leftover,
    ),
)
