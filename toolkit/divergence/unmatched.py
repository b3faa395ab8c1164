"""Words of one authentic text that nothing in the other answers, by the vectors of the aligner's sentence encoder.

A run of words is compared, a few words at a time, with every run of the other text in the same row. What the values and
terms of both texts have in common is answered, whatever the vectors say. Left are clauses, conditions and items of a
list that stand on one side only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from toolkit import languages
from toolkit.aligner import encoders
from toolkit.checker import wording
from toolkit.checker.model import Finding, Row
from toolkit.checker.running import Told
from toolkit.formats.findings import places

RULE = "completeness.unmatched"
TITLE = "words with no counterpart, by vectors of meaning"
_SIZES = {True: (2, 4), False: (1, 6)}  # words in a run: of the text that is asked, of the one that answers
_LEAST = 0.5  # likeness under which words count as not met
_WORDS = 2  # that carry meaning, in a run that is told; one will do if it is an item by itself
_LETTERS = {"zh": 2}
_MEANING = 4  # letters of a word that carries meaning, where no other number is said
_STOP = re.compile(r"[,;:.()，；：。、（）—–]")
_BESIDE = ("heading", "signature", "agency", "jump", "page", "title", "opening", "address")


def able() -> bool:
    """Whether there are vectors of meaning: the lexical encoder, which stands in, has none."""
    return not getattr(encoders.default(), "remark", "")


def unmatched(rows: Iterable[Row], codes: Sequence[str]) -> Iterator[Told]:
    """Yield the words of each row that have no counterpart."""
    for row in rows:
        there = [code for code in codes if row.texts.get(code)]
        for one, other in permutations(there, 2) if row.kind not in _BESIDE else ():
            for start, stop in _without(row, one, other):
                quoted = row.span(one, start, stop)
                message = f"«{quoted.text}» seems to have no counterpart in {wording.among([other])}"
                yield Told(row, Finding(RULE, message, (quoted, row.whole(other))), "warning")


def same(one: Mapping[str, Any], other: Mapping[str, Any], codes: Sequence[str]) -> bool:
    """Whether of two rows of a FINDINGS table the second quotes words of the first, and not a whole text."""
    return one["unit"] == other["unit"] and any(
        a < d and c < b
        for code in codes
        for a, b in places(one, code)
        for c, d in places(other, code)
        if b - a < len(one[code]) and d - c < len(other[code])
    )


def _without(row: Row, one: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the places of words in one text that nothing in another answers."""
    text = row.texts[one]
    words, theirs = _words(text, one), _words(row.texts[other], other)
    asked, answers = _runs(text, words, *_SIZES[True]), _runs(row.texts[other], theirs, *_SIZES[False], whole=True)
    if not asked or not answers:
        return
    likeness = _likeness(_texts(text, words, asked), _texts(row.texts[other], theirs, answers))
    best = np.zeros(len(words))
    for (first, last), met in zip(asked, likeness, strict=True):
        best[first:last] = np.maximum(best[first:last], met)
    _answered(row, one, other, words, best)
    for first, last in _left(best, _parts(text, words)):
        alone = (first, last) in asked and _is_part(first, last, _parts(text, words))
        meaning = sum(stop - start >= _LETTERS.get(one, _MEANING) for start, stop in words[first:last])
        if meaning >= _WORDS or (alone and meaning):
            yield words[first][0], words[last - 1][1]


def _answered(row: Row, one: str, other: str, words: Sequence[tuple[int, int]], best: Any) -> None:
    """Mark as met the words of terms that both texts have, and of values, which have checks of their own."""
    there = {each.concept for each in row.terms(other)}
    spans = [(each.start, each.stop) for each in row.terms(one) if each.concept in there]
    spans += [(each.start, each.stop) for each in row.values(one)]
    for at, (start, stop) in enumerate(words):
        if any(a < stop and start < b for a, b in spans):
            best[at] = 1.0


def _words(text: str, code: str) -> list[tuple[int, int]]:
    found = [tuple(each) for each in languages.get(code).words(text)]
    return [(start, stop) for start, stop in found if text[start:stop].strip() and text[start].isalnum()]


def _parts(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """Return of each word the number of the part of the sentence it is in, as punctuation parts it."""
    out = [0] if words else []
    for (_, before), (after, _) in pairwise(words):
        out.append(out[-1] + bool(_STOP.search(text[before:after])))
    return out


def _is_part(first: int, last: int, parts: Sequence[int]) -> bool:
    """Whether words are all there is of a part."""
    opens = first == 0 or parts[first - 1] != parts[first]
    return opens and (last == len(parts) or parts[last] != parts[last - 1])


def _runs(
    text: str, words: Sequence[tuple[int, int]], least: int, most: int, whole: bool = False
) -> list[tuple[int, int]]:
    """Return runs of so many words, as their first and last (left out), within parts; shorter ones of short parts."""
    parts = [0] * len(words) if whole else _parts(text, words)
    return [
        (first, last)
        for first in range(len(words))
        for last in range(first + 1, min(first + most, len(words)) + 1)
        if parts[first] == parts[last - 1] and (last - first >= least or _is_part(first, last, parts))
    ]


def _texts(text: str, words: Sequence[tuple[int, int]], runs: Sequence[tuple[int, int]]) -> list[str]:
    return [text[words[first][0] : words[last - 1][1]] for first, last in runs]


def _likeness(ours: list[str], theirs: list[str]) -> Any:
    """Return how like each of our texts is to the one that is most like it of theirs."""
    encoder = encoders.default()
    return (encoder.encode(ours) @ encoder.encode(theirs).T).max(axis=1)


def _left(best: Any, parts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that are not met, within a part."""
    first = 0
    while first < len(best):
        last = first
        while last < len(best) and best[last] < _LEAST and parts[last] == parts[first]:
            last += 1
        if last > first:
            yield first, last
        first = max(last, first + 1)
