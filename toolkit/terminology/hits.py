"""What a finder hands over: hits of entries in a text, and the choice among those that overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from operator import itemgetter
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


# quicker than Hit(…), which calls a function of its own: there may be one for each second word
made: Callable[[tuple[int, int, tuple[int, ...], str, str]], Hit] = partial(tuple.__new__, Hit)


def chosen(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in text order without those that cross a longer one, or that are split where another is whole.

    Hits inside others stay, each after the one it is in.
    """
    kept: list[Hit] = []
    group: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=itemgetter(0)):
        stop = hit[1]
        if hit[0] >= reach:
            kept += group if len(group) < 2 else _uncrossed(group)
            group = [hit]
            reach = stop
        else:
            group.append(hit)
            if stop > reach:
                reach = stop
    return kept + (group if len(group) < 2 else _uncrossed(group))


def _in_text(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _uncrossed(group: list[Hit]) -> list[Hit]:
    group = sorted(group, key=_in_text)
    if _is_nested(group):
        return group
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


def _is_nested(group: list[Hit]) -> bool:
    """Whether hits in text order are all whole, and none crosses another."""
    stops: list[int] = []
    for start, stop, _, inserted, _ in group:
        while stops and stops[-1] <= start:
            stops.pop()
        if inserted or (stops and stop > stops[-1]):
            return False
        stops.append(stop)
    return True


def merged(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits in text order with those at one place, and as whole, made one."""
    out: list[Hit] = []
    last = None
    for hit in hits:
        if last and last[0] == hit[0] and last[1] == hit[1] and last[3] == hit[3]:
            out[-1] = last = last._replace(terms=(*last.terms, *hit.terms))
        else:
            out.append(hit)
            last = hit
    return out
