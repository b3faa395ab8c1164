"""Where two texts must correspond: provisions, places that a user names, and links that a reviser has confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toolkit.aligner import provisions, search
from toolkit.aligner.provisions import Division, Range, Vectors
from toolkit.errors import InputError
from toolkit.model import Bead, SegmentedDocument

Alone = tuple[frozenset[int], frozenset[int]]  # by side, the segments that stand alone
_APART = ("agency", "jump", "sign")


@dataclass(frozen=True, slots=True)
class Region:
    """Ranges of segments on both sides that correspond as wholes; ``division`` names them (``art.7``)."""

    division: str
    source: Range
    target: Range


def regions(
    source: SegmentedDocument, target: SegmentedDocument, vectors: tuple[Vectors, Vectors] | None = None
) -> tuple[tuple[Region, ...], provisions.Matched]:
    """Return the regions that no link may cross, in order, and which provisions correspond.

    Divisions of one kind are matched in the order of both texts, by name and, where the ``vectors`` of the segments are
    given, by meaning: a number that stands twice, or is another one from some article on, does not mislead. What only
    one text has joins the region before it, so that a lost heading costs nothing around it, unless its contents are
    not there either.
    """
    ours, theirs = provisions.divisions(source), provisions.divisions(target)
    like = provisions.likeness(source, target, ours, theirs, vectors)
    pairs = provisions.matched([name for name, _ in ours], [name for name, _ in theirs], like)
    pairs = provisions.begun((source, target), (ours, theirs), pairs, vectors)
    alone = provisions.alone((ours, theirs), pairs, vectors)
    found: list[Region] = []
    for at, (i, j) in enumerate(pairs):
        i_next, j_next = pairs[at + 1] if at + 1 < len(pairs) else (len(ours), len(theirs))
        first = (0, 0) if at == 0 else (ours[i][1][0], theirs[j][1][0])
        last = (_last(ours, i, i_next, alone[0]), _last(theirs, j, j_next, alone[1]))
        stop = (ours[last[0]][1][1], theirs[last[1]][1][1])
        found.append(Region(ours[i][0], (first[0], stop[0]), (first[1], stop[1])))
        end = (ours[i_next - 1][1][1], theirs[j_next - 1][1][1])
        rest = set(range(last[0] + 1, i_next)) - alone[0], set(range(last[1] + 1, j_next)) - alone[1]
        if not any(rest):
            found += [Region(ours[k][0], ours[k][1], (stop[1],) * 2) for k in range(last[0] + 1, i_next)]
            found += [Region(theirs[k][0], (end[0],) * 2, theirs[k][1]) for k in range(last[1] + 1, j_next)]
        elif end != stop:
            found.append(Region("", (stop[0], end[0]), (stop[1], end[1])))
    if not pairs:
        found = [Region("", (0, len(source.segments)), (0, len(target.segments)))]
    return tuple(found), provisions.Matched((ours, theirs), pairs, like)


def settled(fixed: Sequence[Bead]) -> tuple[list[Bead], Alone]:
    """Return the links among beads that a reviser has confirmed, and the segments that the others say stand alone."""
    linked = [bead for bead in fixed if not lone(bead)]
    rest = [bead for bead in fixed if lone(bead)]
    source = frozenset(at for bead in rest for at in range(*bead.source))
    return linked, (source, frozenset(at for bead in rest for at in range(*bead.target)))


def lone(bead: Bead) -> bool:
    """Whether a bead says that its segments stand alone."""
    return bead.source[0] == bead.source[1] or bead.target[0] == bead.target[1]


def confirmed(bead: Bead, alone: Alone) -> Bead:
    """Return the bead, marked as a reviser's if its segments are among those that stand alone."""
    sides = zip((bead.source, bead.target), alone, strict=True)
    if lone(bead) and all(known.issuperset(range(*span)) for span, known in sides):
        return replace(bead, score=1.0, origin="reviewed")
    return bead


def parted(found: Sequence[Region], fixed: Sequence[Bead]) -> list[Region | Bead]:
    """Return the regions cut at beads that stay as they are, with these in their places; a signature block stays whole.

    Regions that such a bead links with one another become one.

    Raises:
        InputError: two of the beads cross.
    """
    joined = list(found)
    for bead in fixed:
        held = [at for at, region in enumerate(joined) if holds(region, bead)]
        if len(held) > 1:
            first, last = joined[held[0]], joined[held[-1]]
            whole = Region("", (first.source[0], last.source[1]), (first.target[0], last.target[1]))
            joined[held[0] : held[-1] + 1] = [whole]
    out: list[Region | Bead] = []
    for region in joined:
        out += [region] if region.division == "sign" else _cut(region, [each for each in fixed if holds(region, each)])
    return out


def cut_at(
    found: Sequence[Region], points: Sequence[tuple[int, int]], fixed: Sequence[Bead]
) -> tuple[list[Region], list[tuple[int, int]]]:
    """Return the regions cut before pairs of segments that a user says correspond, and the pairs left out.

    Pairs that cross others, a confirmed link or a signature block are left out, as few as can be; regions that a pair
    links with one another become one.
    """
    good = [point for point in set(points) if _is_free(point, found, fixed)]
    kept = search.rising(good)
    joined = list(found)
    for i, j in kept:
        held = [at for at, r in enumerate(joined) if r.source[0] <= i < r.source[1] or r.target[0] <= j < r.target[1]]
        if len(held) > 1:
            first, last = joined[held[0]], joined[held[-1]]
            whole = Region("", (first.source[0], last.source[1]), (first.target[0], last.target[1]))
            joined[held[0] : held[-1] + 1] = [whole]
    out: list[Region] = []
    for region in joined:
        (i, stop_i), (j, stop_j) = region.source, region.target
        for a, b in kept:
            if i <= a < stop_i and j <= b < stop_j and (a, b) != (i, j):
                out.append(replace(region, source=(i, a), target=(j, b)))
                i, j = a, b
        out.append(replace(region, source=(i, stop_i), target=(j, stop_j)))
    return out, [point for point in points if point not in kept]


def _is_free(point: tuple[int, int], found: Sequence[Region], fixed: Sequence[Bead]) -> bool:
    """Whether confirmed links and signature blocks lie before a pair of segments or after it, as wholes."""
    whole = [(bead.source, bead.target) for bead in fixed]
    whole += [(region.source, region.target) for region in found if region.division == "sign"]
    i, j = point
    return all((i <= s[0] and j <= t[0]) or (i >= s[1] and j >= t[1]) for s, t in whole)


def _cut(region: Region, inside: Sequence[Bead]) -> list[Region | Bead]:
    out: list[Region | Bead] = []
    i, j = region.source[0], region.target[0]
    for bead in sorted(inside, key=lambda each: each.source):
        if bead.source[0] < i or bead.target[0] < j:
            raise InputError(f"confirmed links cross or overlap: segments {bead.source} and {bead.target}")
        if bead.source[0] > i or bead.target[0] > j:
            out.append(replace(region, source=(i, bead.source[0]), target=(j, bead.target[0])))
        out.append(bead)
        i, j = bead.source[1], bead.target[1]
    if i < region.source[1] or j < region.target[1]:
        out.append(replace(region, source=(i, region.source[1]), target=(j, region.target[1])))
    return out


def holds(region: Region, bead: Bead) -> bool:
    """Whether a bead has segments of the region, on either side."""
    sides = ((region.source, bead.source), (region.target, bead.target))
    return any(inner[0] < outer[1] and outer[0] < inner[1] for outer, inner in sides)


def _last(divisions: Sequence[Division], at: int, following: int, alone: set[int]) -> int:
    """Return the last division of the region of division ``at``, before division ``following``.

    What only this text has goes with it; but a signature block stays alone, and what is no part of the document
    (agency line, page jump) or has no counterpart joins nothing.
    """
    last = at
    if divisions[at][0] != "sign":
        while last + 1 < following and divisions[last + 1][0] not in _APART and last + 1 not in alone:
            last += 1
    return last


def assign(likeness: np.ndarray) -> list[tuple[int, int]]:
    """Return row and column pairs that match one to one, the likeliest first; each cell is the likeness of a pair.

    Greedy: right whenever each row's best column is its own, as with States.
    """
    pairs: list[tuple[int, int]] = []
    left = likeness.astype(float).copy()
    while left.size and np.isfinite(left).any() and len(pairs) < min(left.shape):
        i, j = (int(each) for each in np.unravel_index(np.argmax(left), left.shape))
        pairs.append((i, j))
        left[i, :] = left[:, j] = -np.inf
    return pairs
