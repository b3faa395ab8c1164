"""Letters of two alphabets in one word, and words in the letters of the wrong one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import permutations

# a word with letters of two alphabets (Greek ones look like both), side by side
_PARTS = (r"[A-Za-z\u00c0-\u024f]", r"[\u0400-\u04ff]", r"[\u0370-\u03ff]")
ALPHABETS = tuple(re.compile(part) for part in _PARTS)
BESIDE = re.compile("|".join(a + b for a, b in permutations(_PARTS, 2)))
MIXED = re.compile(rf"[^\W\d_]*(?:{BESIDE.pattern})[^\W\d_]*")
CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")


@cache
def _letters() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("alphabets.toml").read_text("utf-8"))


@cache
def lookalike() -> re.Pattern[str]:
    """Return what matches a word of Latin letters that could be Russian by its looks: «договор o мире», «CCCP»."""
    return re.compile(rf"(?<!\w)[{_letters()['russian']}]+(?!\w)")


@cache
def _tables() -> tuple[dict[int, int], dict[int, int]]:
    latin, cyrillic = _letters()["latin"], _letters()["cyrillic"]
    return str.maketrans(latin, cyrillic), str.maketrans(cyrillic, latin)


def cyrillic(word: str) -> str:
    """Return a word with Cyrillic letters for the Latin ones that look like them."""
    return word.translate(_tables()[0])


def latin(word: str) -> str:
    """Return a word with Latin letters for the Cyrillic ones that look like them."""
    return word.translate(_tables()[1])


def mended(word: str) -> str:
    """Return a word of two alphabets in the one that most of its letters are of, or nothing if that can't be done."""
    more = sum(map(len, CYRILLIC.findall(word))) >= sum(map(len, LATIN.findall(word)))
    found = cyrillic(word) if more else latin(word)
    return "" if MIXED.search(found) or (LATIN if more else CYRILLIC).search(found) else found
