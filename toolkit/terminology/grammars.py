"""What the finder of words must know of a language, and what a word and a gap between words are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from types import ModuleType
from typing import NamedTuple

from toolkit.terminology.needs import Need, Reading, Step

WORD = re.compile(r"[^\W\d_]+|\d+")
_SHORTENED = re.compile(r"(.+?)\s*[(（]([A-ZА-ЯЁ]{2,8})[)）]")
_SOFT = re.compile(r"(?!\s*\n\s*\n)[\s\-‑–—'’‘\"«»“”„]*")


@lru_cache(maxsize=1 << 12)
def hard(gap: str) -> bool:
    """Whether what stands between two words parts terms: punctuation but dashes and quotation marks, a blank line."""
    return not _SOFT.fullmatch(gap)


class Grammar(NamedTuple):
    """What the finder must know of a language."""

    readings: Callable[[str], tuple[Reading, ...]]
    steps: Callable[[str, Sequence[tuple[int, int]], str], list[Step]]
    agree: Callable[[Sequence[Need], Sequence[int]], bool]
    between: Callable[[tuple[str, ...], int, str], bool]
    compound: Callable[[str], bool]
    share: Callable[[Sequence[Need], Sequence[int]], bool]
    joined: Callable[[Sequence[str], Sequence[str], Sequence[int]], bool]


def spellings(text: str, code: str) -> set[str]:
    """Return the other ways to write a term that are no forms of its words.

    A term with its abbreviation in brackets, as many glossaries have it, stands for both: экономическая зона (ЭЗ).
    """
    from toolkit.terminology import english, folding, phrases

    shortened = _SHORTENED.fullmatch(text)
    own = {"en": english.spellings, "ru": phrases.inverted, "zh": folding.undashed}[code]
    return own(text) | (set(shortened.groups()) if shortened else set())


@cache
def grammar(code: str) -> Grammar:
    """Return the grammar of a language."""
    from toolkit.terminology import english, phrases, russian

    own: ModuleType = russian if code == "ru" else english
    steps = phrases.steps if code == "ru" else english.steps
    return Grammar(own.readings, steps, own.agree, own.may_stand_between, own.is_compound, own.share, own.joined)
