"""Russian: sentences, words, lemmas (pymorphy3)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from toolkit.languages import LanguageRules, Span, alphabetic


def sentences(text: str, semicolons: bool = False) -> list[Span]:
    """Return the spans of the sentences; «г. Астана», «К.К.Токаев», «т. д.» do not end one."""
    return alphabetic.sentences(text, semicolons, "ru")


@cache
def _morphology() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms the word can be a form of, in lower case with е for ё."""
    parses = _morphology().parse(word.lower())
    return frozenset(each.normal_form.replace("ё", "е") for each in parses) | {alphabetic.fold(word)}


LANGUAGE = LanguageRules(
    code="ru",
    tag="ru",
    name="Russian",
    letters=re.compile(r"[\u0400-\u04ff]"),
    sentences=sentences,
    words=alphabetic.words,
    fold=alphabetic.fold,
    lemmas=lemmas,
)
