"""Wrong forms that read as a good term: the same words (Xi An for Xi’an), or a form of them (World Nomads Games).

Where one stands, the good term is found, too. What is written word for word as the wrong form is that form; where both
have the same words, the marks around and between them decide: «независимость Тайваня» in quotation marks is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from toolkit.model import Concept, Term
from toolkit.terminology.context import Condition
from toolkit.terminology.former import Times
from toolkit.terminology.grammars import WORD

_PIECE = re.compile(rf"{WORD.pattern}|№")
_QUOTES = "\"“”„‟«»'‘’‚‛"
_KINDS = {"-": re.compile("[-‑–—]"), "'": re.compile("['‘’ʼ]"), '"': re.compile('["“”„«»]'), " ": re.compile(r"\s")}
_LONGER = 4  # letters

Words = tuple[str, ...]
Marks = tuple[str, ...]


def conditions(concepts: Iterable[Concept], language: str) -> dict[tuple[str, str], Condition]:
    """Return under which conditions terms hold that look like others of their concept, by concept and term."""
    return {
        (concept.id, term.text): holds
        for concept in concepts
        for term, holds in _conditions(concept.of(language), concept.category == "persons")
    }


def _conditions(terms: Sequence[Term], person: bool) -> Iterator[tuple[Term, Condition]]:
    """Yield the terms that others look like, each with its condition; terms come in the order of their status.

    What is right for something else may be a form of the good term all the same, but not what is somebody else's name.
    """
    if not any(term.wrong for term in terms):
        return
    alike: dict[Words, list[Term]] = {}
    for term in terms:
        alike.setdefault(_words(term.text), []).append(term)
    wrong = [words for words, each in alike.items() if each[0].wrong and (person or not each[0].elsewhere)]
    for words, group in alike.items():
        forms = frozenset(other for other in wrong if other != words and _alike(words, other))
        if len(group) > 1 and any(term.wrong for term in group):
            yield from _marked(group)
        elif forms:
            yield from ((term, partial(_is_not, forms)) for term in group)


def _marked(group: Sequence[Term]) -> Iterator[tuple[Term, Condition]]:
    """Yield terms of the same words; the first is meant where the marks are none's."""
    marks = [_marks(term.text, 0, len(term.text)) for term in group]
    for at, term in enumerate(group):
        yield term, partial(_is_written, marks[at], frozenset(marks) - {marks[at]}, at == 0)


def _alike(words: Words, others: Words) -> bool:
    """Whether two terms may have forms in common: they begin in the same way and are about as long."""
    one, other = "".join(words), "".join(others)
    same = min(len(one), len(other)) // 4
    return abs(len(one) - len(other)) <= _LONGER and one[:same] == other[:same]


def _is_not(forms: frozenset[Words], text: str, start: int, stop: int, times: Times) -> bool:
    return _words(text[start:stop]) not in forms


def _is_written(
    own: Marks, others: frozenset[Marks], first: bool, text: str, start: int, stop: int, times: Times
) -> bool:
    marks = _marks(text, start, stop)
    return marks == own or (first and marks not in others)


def _words(text: str) -> Words:
    return tuple(_PIECE.findall(text.lower()))


def _marks(text: str, start: int, stop: int) -> Marks:
    """Return whether quotation marks stand around the words of a text, and what stands between any two of them."""
    while start < stop and text[start] in _QUOTES:
        start += 1
    while start < stop and text[stop - 1] in _QUOTES:
        stop -= 1
    around = text[max(start - 1, 0) : start] + text[stop : stop + 1]
    gaps = WORD.split(text[start:stop])[1:-1]
    kinds = (next((kind for kind, found in _KINDS.items() if found.search(gap)), "") for gap in gaps)
    return ('"' if any(char in _QUOTES for char in around) else "", *kinds)
