"""What a finder hands over: hits of entries in a text, and the choice among those that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from toolkit.model import Concept, Term

Entry = tuple[Concept, Term]


class Hit(NamedTuple):
    """Terms, by number, found at ``start`` to ``stop``; ``inserted`` are words that stand between those of the term.

    ``against`` says what speaks against the hit: how a word segmenter reads the place. Such hits are no occurrences.
    """

    start: int
    stop: int
    terms: tuple[int, ...]
    inserted: str = ""
    against: str = ""


def chosen(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in text order without those that cross a longer one, or that are split where another is whole.

    Hits inside others stay, each after the one it is in.
    """
    kept: list[Hit] = []
    group: list[Hit] = []
    stop = -1
    for hit in sorted(hits, key=_in_text):
        if hit.start >= stop:
            kept += group if len(group) < 2 else _uncrossed(group)
            group = []
        group.append(hit)
        stop = max(stop, hit.stop)
    return kept + (group if len(group) < 2 else _uncrossed(group))


def _in_text(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.stop


def _uncrossed(group: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    whole = [hit for hit in group if not hit.inserted]
    for hit in sorted(whole, key=lambda hit: (hit.start - hit.stop, hit.start)):
        if not any(_cross(hit, other) for other in kept):
            kept.append(hit)
    # words may be put into a term, but not such as are terms with one of its own: международное гуманитарное право
    split = sorted((hit for hit in group if hit.inserted), key=lambda hit: (len(hit.inserted), hit.start - hit.stop))
    for hit in split:
        if not any(_cross(hit, other) or (other.start <= hit.start and hit.stop <= other.stop) for other in kept):
            kept.append(hit)
    return sorted(kept, key=_in_text)


def _cross(one: Hit, other: Hit) -> bool:
    return one.start < other.start < one.stop < other.stop or other.start < one.start < other.stop < one.stop


def merged(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits in text order with those at one place, and as whole, made one."""
    out: list[Hit] = []
    for hit in hits:
        last = out[-1] if out else None
        if last and (last.start, last.stop, last.inserted) == (hit.start, hit.stop, hit.inserted):
            out[-1] = last._replace(terms=(*last.terms, *hit.terms))
        else:
            out.append(hit)
    return out
