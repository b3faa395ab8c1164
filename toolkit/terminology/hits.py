"""What a finder hands over: hits of entries in a text, and the choice among those that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit.model import Concept, Term

Entry = tuple[Concept, Term]


class Hit(NamedTuple):
    """Entries found at ``start`` to ``stop``; ``inserted`` are words that stand between those of the term.

    ``against`` says what speaks against the hit: how a word segmenter reads the place. Such hits are no occurrences.
    """

    start: int
    stop: int
    entries: tuple[Entry, ...]
    inserted: str = ""
    against: str = ""


def chosen(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in text order without those that cross a longer one, or that are split where another is whole.

    Hits inside others stay, each after the one it is in.
    """
    kept: list[Hit] = []
    for group in _overlapping(sorted(hits, key=lambda hit: (hit.start, -hit.stop))):
        kept += group if len(group) == 1 else _uncrossed(group)
    return kept


def _overlapping(hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """Yield runs of hits that overlap, from hits sorted by start."""
    group: list[Hit] = []
    stop = 0
    for hit in hits:
        if group and hit.start >= stop:
            yield group
            group = []
        group.append(hit)
        stop = max(stop, hit.stop)
    if group:
        yield group


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
    return sorted(kept, key=lambda hit: (hit.start, -hit.stop))


def _cross(one: Hit, other: Hit) -> bool:
    return one.start < other.start < one.stop < other.stop or other.start < one.start < other.stop < one.stop
