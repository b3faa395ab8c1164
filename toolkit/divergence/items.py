"""One of several things that a provision names together, for which another authentic text has no word.

Of a list the items are compared word by word. A word counts as left out if what is most like it in the other text is
more like another word of its own, and the list there is the shorter one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations, product
from typing import Any

import numpy as np

from toolkit.checker import wording
from toolkit.checker.model import Finding, Row
from toolkit.checker.running import Told
from toolkit.divergence import meanings
from toolkit.divergence.meanings import Place

RULE = "completeness.item"
TITLE = "items of a list with no counterpart, by vectors of meaning"
_LEAST = {"zh": 0.55}  # likeness under which a word may have been left out
_LEAST_ELSEWHERE = 0.45  # where joints are parts of clauses, too
_TOGETHER = 0.6  # the same of a word with its neighbours
_RIVAL = 0.1  # by so much another word of the text must be more like what is most like it
_LONGEST = 3  # words that may answer one
_LONGER = 0.03  # likeness that each further word must bring
_NEAR = 3  # words between the comma of a list and its next joint
_JOINTS: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"(?<![一二三四五六七八九十\d）])、|和|与|以?及|或者?|并且?"),
    "ru": re.compile(r"\b(?:и|или|либо)\b"),
    "en": re.compile(r"\b(?:and|or)\b"),
}
_COMMA = re.compile(rf",(?=(?:\s+[^\s,;:.]+){{1,{_NEAR}}}?(?:,|\s+(?:и|или|либо|and|or)\s))")


def items(rows: Iterable[Row], codes: Sequence[str]) -> Iterator[Told]:
    """Yield the items of each row that have no counterpart."""
    for row in rows:
        there = [code for code in codes if row.texts.get(code) and code in _JOINTS]
        for one, other in permutations(there, 2) if row.kind not in meanings.BESIDE else ():
            if len(_joints(row.texts[one], one)) > len(_joints(row.texts[other], other)):
                for start, stop in _left_out(row, one, other):
                    quoted = row.span(one, start, stop)
                    message = f"«{quoted.text}» stands among several, and seems to have no counterpart in "
                    yield Told(
                        row, Finding(RULE, message + wording.among([other]), (quoted, row.whole(other))), "warning"
                    )


def _joints(text: str, code: str) -> list[Place]:
    """Return the places of what joins the items of lists."""
    found = [each.span() for each in _JOINTS[code].finditer(text)]
    return found if code == "zh" else found + [each.span() for each in _COMMA.finditer(text)]


def _left_out(row: Row, one: str, other: str) -> Iterator[Place]:
    """Yield the items of a text that nothing in another answers."""
    words, theirs = meanings.places(row.texts[one], one), meanings.places(row.texts[other], other)
    asked = _items(row.texts[one], words, one)
    if not asked or not theirs or len(words) < 2:
        return
    met = np.zeros(len(words))
    meanings.answered(row, one, other, words, met)
    alone, together = _likeness(row, one, other, words, theirs)
    for at in (each for each in sorted(asked) if not met[each]):
        nearest = int(alone[at].argmax())
        rival = np.delete(alone[:, nearest], at).max()
        if (
            alone[at, nearest] < min(_LEAST.get(one, _LEAST_ELSEWHERE), rival - _RIVAL)
            and together[at].max() < _TOGETHER
        ):
            yield words[at]


def _items(text: str, words: Sequence[Place], code: str) -> set[int]:
    """Return the words, of those that carry meaning, beside what joins items; of commas only Chinese ones are clear."""
    joints = [each.span() for each in _JOINTS[code].finditer(text)]
    found = set()
    for start, stop in joints:
        found |= {at for at, (_, last) in enumerate(words) if text[last:start].strip() == "" and last <= start}
        found |= {at for at, (first, _) in enumerate(words) if text[stop:first].strip() == "" and first >= stop}
    return {at for at in found if meanings.carries(words[at], code)}


def _likeness(row: Row, one: str, other: str, words: Sequence[Place], theirs: Sequence[Place]) -> tuple[Any, Any]:
    """Return how like each word is to each of the other text, alone and with its neighbours."""
    ours, others = (meanings.runs(row.texts[c], w, 1, _LONGEST) for c, w in ((one, words), (other, theirs)))
    like = meanings.likeness(
        meanings.texts(row.texts[one], words, ours), meanings.texts(row.texts[other], theirs, others)
    )
    alone = np.full((len(words), len(theirs)), -1.0)
    together = alone.copy()
    for (our, (a, b)), (their, (c, d)) in product(enumerate(ours), enumerate(others)):
        if b - a == 1:
            alone[a, c:d] = np.maximum(alone[a, c:d], like[our, their] - _LONGER * (d - c - 1))
        together[a:b, c:d] = np.maximum(together[a:b, c:d], like[our, their] - _LONGER * (b - a + d - c - 2))
    return alone, together
