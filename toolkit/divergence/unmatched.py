"""Words of one authentic text that nothing in the other answers, by the vectors of the aligner's sentence encoder.

A run of words is compared, a few words at a time, with every run of the other text in the same row. What the values and
terms of both texts have in common is answered, whatever the vectors say. Left are clauses, conditions and items of a
list that stand on one side only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from toolkit.checker import wording
from toolkit.checker.model import Finding, Row
from toolkit.checker.running import Told
from toolkit.divergence.meanings import BESIDE, answered, carries, is_part, likeness, parts, places, runs, texts
from toolkit.formats.findings import places as spans

RULE = "completeness.unmatched"
TITLE = "words with no counterpart, by vectors of meaning"
_SIZES = {True: (2, 4), False: (1, 6)}  # words in a run: of the text that is asked, of the one that answers
_LEAST = 0.5  # likeness under which words count as not met
_WORDS = 2  # that carry meaning, in a run that is told; one will do if it is an item by itself


def unmatched(rows: Iterable[Row], codes: Sequence[str]) -> Iterator[Told]:
    """Yield the words of each row that have no counterpart."""
    for row in rows:
        there = [code for code in codes if row.texts.get(code)]
        for one, other in permutations(there, 2) if row.kind not in BESIDE else ():
            for start, stop in _without(row, one, other):
                quoted = row.span(one, start, stop)
                message = f"«{quoted.text}» seems to have no counterpart in {wording.among([other])}"
                yield Told(row, Finding(RULE, message, (quoted, row.whole(other))), "warning")


def same(one: Mapping[str, Any], other: Mapping[str, Any], codes: Sequence[str]) -> bool:
    """Whether of two rows of a FINDINGS table the second quotes words of the first, and not a whole text."""
    return one["unit"] == other["unit"] and any(
        a < d and c < b
        for code in codes
        for a, b in spans(one, code)
        for c, d in spans(other, code)
        if b - a < len(one[code]) and d - c < len(other[code])
    )


def _without(row: Row, one: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the places of words in one text that nothing in another answers."""
    text = row.texts[one]
    words, theirs = places(text, one), places(row.texts[other], other)
    asked, answers = runs(text, words, *_SIZES[True]), runs(row.texts[other], theirs, *_SIZES[False], whole=True)
    if not asked or not answers:
        return
    like = likeness(texts(text, words, asked), texts(row.texts[other], theirs, answers)).max(axis=1)
    best = np.zeros(len(words))
    for (first, last), met in zip(asked, like, strict=True):
        best[first:last] = np.maximum(best[first:last], met)
    answered(row, one, other, words, best)
    for first, last in _left(best, parts(text, words)):
        alone = (first, last) in asked and is_part(first, last, parts(text, words))
        meaning = sum(carries(word, one) for word in words[first:last])
        if meaning >= _WORDS or (alone and meaning):
            yield words[first][0], words[last - 1][1]


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
