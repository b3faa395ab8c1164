"""The same word twice, which nobody sees when reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from toolkit.checker.model import ANY, Check, Finding, Row
from toolkit.languages import zh

_WORD = re.compile(r"(?<![\w-])([^\W\d_]+)\s+\1(?![\w’'-])", re.IGNORECASE)
_HAN = re.compile(r"([\u3400-\u9fff]+)\1")


@cache
def _meant() -> frozenset[str]:
    """Return the words that stand twice on purpose."""
    return frozenset(files(__package__).joinpath("repeated.txt").read_text("utf-8").split())


def _repeated(row: Row) -> Iterator[Finding]:
    found = {code: list(_chinese(text) if code == "zh" else _spaced(text)) for code, text in row.texts.items()}
    if sum(map(bool, found.values())) > 1:  # as a name is: Roa Roa, Роа Роа
        return
    for code, places in found.items():
        for start, stop in places:
            word = row.texts[code][start:stop]
            half = word[: len(word) // 2] if code == "zh" else word.split()[0]
            yield Finding("words.repeated", f"twice the same word: {word}", (row.span(code, start, stop),), half)


def _spaced(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        if match[1].lower() not in _meant() and not _is_number(match[1]):
            yield match.span()


def _is_number(word: str) -> bool:
    """Whether a word is a Roman number or a letter that names something."""
    return (len(word) == 1 and word.isupper()) or set(word) <= set("IVXLC")


def _chinese(text: str) -> Iterator[tuple[int, int]]:
    """Yield two equal words in a row; 目的的 is two words, and 天天 is one."""
    if not _HAN.search(text):
        return
    for (start, middle), (after, stop) in pairwise(zh.words(text, "rjieba")):
        if middle == after and text[start:middle] == text[after:stop] and text[start].isalpha():
            yield start, stop


CHECKS = (
    Check(
        "words.repeated",
        "the same word twice",
        "A word that ends a line and begins the next, or was left standing when the sentence was changed.",
        "warning",
        languages=(ANY,),
        row=_repeated,
    ),
)
