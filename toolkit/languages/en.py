"""English: sentences, words, lemmas (simplemma)."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.languages import LanguageRules, Span, alphabetic

_KEPT = 1 << 14  # words that are remembered


def sentences(text: str, semicolons: bool = False) -> list[Span]:
    """Return the spans of the sentences; “Dr. Li”, “e.g.”, “Art. 5” do not end one."""
    return alphabetic.sentences(text, semicolons, "en")


@lru_cache(maxsize=_KEPT)
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary form of the word beside itself, in lower case, without a possessive ending."""
    import simplemma

    plain = re.sub(r"['’]s?$", "", word.lower())
    return frozenset({plain, simplemma.lemmatize(plain, lang="en").lower()})


def known(word: str) -> bool:
    """Whether the dictionary has the word."""
    import simplemma

    return bool(simplemma.is_known(word.lower(), lang="en"))


LANGUAGE = LanguageRules(
    code="en",
    tag="en",
    name="English",
    letters=re.compile(r"[A-Za-z\u00c0-\u024f]"),
    sentences=sentences,
    words=alphabetic.words,
    fold=alphabetic.fold,
    lemmas=lemmas,
    known=known,
)
