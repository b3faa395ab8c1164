"""Words of two texts held against one another by the vectors of the aligner's sentence encoder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from toolkit import languages
from toolkit.aligner import encoders
from toolkit.checker.model import Row

Place = tuple[int, int]
BESIDE = (
    "heading",
    "signature",
    "agency",
    "jump",
    "page",
    "title",
    "opening",
    "address",
)  # rows that are no provisions
_LETTERS = {"zh": 2}
_MEANING = 4  # letters of a word that carries meaning, where no other number is said
_STOP = re.compile(r"[,;:.()，；：。、（）—–]")


def carries(word: Place, code: str) -> bool:
    """Whether a word is long enough to carry meaning."""
    return word[1] - word[0] >= _LETTERS.get(code, _MEANING)


def able() -> bool:
    """Whether there are vectors of meaning: the lexical encoder, which stands in, has none."""
    return not getattr(encoders.default(), "remark", "")


def answered(row: Row, one: str, other: str, words: Sequence[Place], best: Any) -> None:
    """Mark as met the words of terms that both texts have, and of values, which have checks of their own."""
    there = {each.concept for each in row.terms(other)}
    spans = [(each.start, each.stop) for each in row.terms(one) if each.concept in there]
    spans += [(each.start, each.stop) for each in row.values(one)]
    for at, (start, stop) in enumerate(words):
        if any(a < stop and start < b for a, b in spans):
            best[at] = 1.0


def places(text: str, code: str) -> list[Place]:
    """Return where the words of a text stand."""
    found = [tuple(each) for each in languages.get(code).words(text)]
    return [(start, stop) for start, stop in found if text[start:stop].strip() and text[start].isalnum()]


def parts(text: str, words: Sequence[Place]) -> list[int]:
    """Return of each word the number of the part of the sentence it is in, as punctuation parts it."""
    out = [0] if words else []
    for (_, before), (after, _) in pairwise(words):
        out.append(out[-1] + bool(_STOP.search(text[before:after])))
    return out


def is_part(first: int, last: int, numbers: Sequence[int]) -> bool:
    """Whether words are all there is of a part."""
    opens = first == 0 or numbers[first - 1] != numbers[first]
    return opens and (last == len(numbers) or numbers[last] != numbers[last - 1])


def runs(text: str, words: Sequence[Place], least: int, most: int, whole: bool = False) -> list[Place]:
    """Return runs of so many words, as their first and last (left out), within parts; shorter ones of short parts."""
    numbers = [0] * len(words) if whole else parts(text, words)
    return [
        (first, last)
        for first in range(len(words))
        for last in range(first + 1, min(first + most, len(words)) + 1)
        if numbers[first] == numbers[last - 1] and (last - first >= least or is_part(first, last, numbers))
    ]


def texts(text: str, words: Sequence[Place], some: Sequence[Place]) -> list[str]:
    """Return what runs say."""
    return [text[words[first][0] : words[last - 1][1]] for first, last in some]


def likeness(ours: list[str], theirs: list[str]) -> Any:
    """Return how like each of our texts is to each of theirs."""
    encoder = encoders.default()
    return encoder.encode(ours) @ encoder.encode(theirs).T
