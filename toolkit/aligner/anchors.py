"""Where two texts must correspond: provisions of the same number and meaning, places a user names, signature lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from toolkit.errors import InputError
from toolkit.model import Bead, SegmentedDocument

Range = tuple[int, int]
Division = tuple[str, Range]
Vectors = npt.NDArray[np.float32]
_APART = ("agency", "jump", "sign")
_SAME = 1.0  # what the same name counts beside meaning, in deviations of the likeness of provisions
_NEAR = 3  # provisions, the likest, by which it is known how like others one is
_FLAT = 1e-3  # a deviation of the likeness below which it says nothing
_MOVED = 1.0  # deviations by which two provisions must be liker than others for one to be the other, moved


@dataclass(frozen=True, slots=True)
class Region:
    """Ranges of segments on both sides that correspond as wholes; ``division`` names them (``art.7``)."""

    division: str
    source: Range
    target: Range


def regions(
    source: SegmentedDocument, target: SegmentedDocument, vectors: tuple[Vectors, Vectors] | None = None
) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """Return the regions that no link may cross, in order, and remarks on provisions that do not correspond by number.

    Divisions of one kind are matched in the order of both texts, by name and, where the ``vectors`` of the segments are
    given, by meaning: a number that stands twice, or is another one from some article on, does not mislead. What only
    one text has joins the region before it, so that a lost heading costs nothing around it.
    """
    ours, theirs = _divisions(source), _divisions(target)
    like = _likeness(source, target, ours, theirs, vectors)
    pairs = _matched([name for name, _ in ours], [name for name, _ in theirs], like)
    found: list[Region] = []
    for at, (i, j) in enumerate(pairs):
        i_next, j_next = pairs[at + 1] if at + 1 < len(pairs) else (len(ours), len(theirs))
        first = (0, 0) if at == 0 else (ours[i][1][0], theirs[j][1][0])
        stop = (_stop(ours, i, i_next), _stop(theirs, j, j_next))
        found.append(Region(ours[i][0], (first[0], stop[0]), (first[1], stop[1])))
        end = (ours[i_next - 1][1][1], theirs[j_next - 1][1][1])
        if end != stop:
            found.append(Region("", (stop[0], end[0]), (stop[1], end[1])))
    if not pairs:
        found = [Region("", (0, len(source.segments)), (0, len(target.segments)))]
    return tuple(found), tuple(_remarks((source, target), (ours, theirs), pairs, like))


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
    good = [point for point in sorted(set(points)) if _is_free(point, found, fixed)]
    kept = _rising(good)
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


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest part of sorted pairs that rises on both sides (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [at]
        before[at] = ends[place - 1] if place else -1
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    rising: list[tuple[int, int]] = []
    for pair in reversed(chain):
        if not rising or pair[0] > rising[-1][0]:
            rising.append(pair)
    return rising


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


def _stop(divisions: list[Division], at: int, following: int) -> int:
    """Return where the region of division ``at`` ends, before division ``following``.

    What only this text has goes with it; but a signature block stays alone, and what is no part of the document
    (agency line, page jump) joins nothing.
    """
    alone = divisions[at][0] == "sign"
    last = at
    while last + 1 < following and not alone and divisions[last + 1][0] not in _APART:
        last += 1
    return divisions[last][1][1]


def _divisions(document: SegmentedDocument) -> list[Division]:
    """Return the divisions in text order with the ranges of their segments."""
    found: list[Division] = []
    for at, segment in enumerate(document.segments):
        name = segment.block.division
        if found and found[-1][0] == name:
            found[-1] = (name, (found[-1][1][0], at + 1))
        else:
            found.append((name, (at, at + 1)))
    return found


def _kind(name: str) -> str:
    """Return the kind of a division: ``art`` of ``ch.2.art.1``."""
    return str(re.findall("[a-z]+", name)[-1])


def _likeness(
    source: SegmentedDocument,
    target: SegmentedDocument,
    ours: Sequence[Division],
    theirs: Sequence[Division],
    vectors: tuple[Vectors, Vectors] | None,
) -> npt.NDArray[np.float64]:
    """Return how much liker each two divisions are than others like them, in deviations; 0 where nothing is known."""
    if vectors is None:
        return np.zeros((len(ours), len(theirs)))
    sides = []
    for text, divisions, rows in ((source, ours, vectors[0]), (target, theirs, vectors[1])):
        weights = np.log1p([len(segment.text) for segment in text.segments])
        means = []
        for _, span in divisions:
            said = [at for at in range(*span) if text.segments[at].block.kind != "heading"] or list(range(*span))
            mean = weights[said] @ rows[said]
            means.append(mean / max(float(np.linalg.norm(mean)), 1e-9))
        sides.append(np.array(means))
    like = sides[0] @ sides[1].T
    near = [np.sort(each, axis=1)[:, -_NEAR:].mean(axis=1) for each in (like, like.T)]
    margin: npt.NDArray[np.float64] = like - (near[0][:, None] + near[1][None, :]) / 2
    spread = float(margin.std())
    return margin / spread if spread > _FLAT else np.zeros(like.shape)


def _matched(ours: Sequence[str], theirs: Sequence[str], like: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the index pairs, rising on both sides, whose names and meanings together agree best."""
    worth = np.full((len(ours), len(theirs)), -np.inf)
    for i, name in enumerate(ours):
        for j, other in enumerate(theirs):
            if name == other:
                # never against a name that meaning does not contradict by more than others do
                worth[i, j] = max(_SAME + like[i, j], 0.1)
            elif _kind(name) == _kind(other) and any(char.isdigit() for char in name + other):
                worth[i, j] = like[i, j]
    best = np.zeros((len(ours) + 1, len(theirs) + 1))
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], worth[i, j] + best[i + 1, j + 1])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if worth[i, j] > 0 and best[i, j] == worth[i, j] + best[i + 1, j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def _remarks(
    texts: tuple[SegmentedDocument, SegmentedDocument],
    sides: tuple[Sequence[Division], Sequence[Division]],
    pairs: Sequence[tuple[int, int]],
    like: npt.NDArray[np.float64],
) -> list[str]:
    """Return what a reader should know: provisions under other numbers, moved ones, and those of one text only."""
    (one, other), (ours, theirs) = texts, sides
    out = []
    renamed = [(i, j) for i, j in pairs if ours[i][0] != theirs[j][0]]
    for _, run in groupby(enumerate(renamed), key=lambda each: (each[1][0] - each[0], each[1][1] - each[0])):
        places = [pair for _, pair in run]
        names = [_from_to([divisions[p[side]][0] for p in places]) for side, divisions in enumerate(sides)]
        out.append(f"the numbers differ: {names[0]} of the {one.language} text is {names[1]} of the {other.language}")
    left = [sorted(set(range(len(each))) - {p[side] for p in pairs}) for side, each in enumerate(sides)]
    moved: list[tuple[int, int]] = []
    for i in left[0]:
        fitting = [j for j in left[1] if _kind(ours[i][0]) == _kind(theirs[j][0]) and like[i, j] >= _MOVED]
        if fitting:
            moved.append((i, max(fitting, key=lambda j: like[i, j])))
    for i, j in moved:
        out.append(
            f"{ours[i][0]} of the {one.language} text stands elsewhere in the {other.language} text, "
            f"as {theirs[j][0]}: its links must be made by hand"
        )
    for side, (text, divisions) in enumerate(zip(texts, sides, strict=True)):
        elsewhere = {pair[side] for pair in moved}
        out += _only_in(text, divisions, [at for at in left[side] if at not in elsewhere])
    return out


def _from_to(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _only_in(document: SegmentedDocument, divisions: Sequence[Division], alone: Sequence[int]) -> list[str]:
    return [
        f"{divisions[at][0]} stands only in the {document.language} text: "
        f"{document.segments[divisions[at][1][0]].text[:40]}"
        for at in alone
        if divisions[at][0] not in ("body", "jump", "agency")
    ]


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
