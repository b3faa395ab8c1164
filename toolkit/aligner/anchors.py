"""Where two texts must correspond: provisions of the same number, and signature lines of the same State."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toolkit.errors import InputError
from toolkit.model import Bead, SegmentedDocument

Range = tuple[int, int]
Alone = tuple[frozenset[int], frozenset[int]]  # by side, the segments that stand alone
_APART = ("agency", "jump", "sign")


@dataclass(frozen=True, slots=True)
class Region:
    """Ranges of segments on both sides that correspond as wholes; ``division`` names them (``art.7``)."""

    division: str
    source: Range
    target: Range


def regions(source: SegmentedDocument, target: SegmentedDocument) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """Return the regions that no link may cross, in order, and remarks on provisions that only one text has.

    Divisions are matched by name, keeping the order of both texts (longest common subsequence). What only one text
    has joins the region before it, so that a lost heading costs nothing around it.
    """
    ours, theirs = _divisions(source), _divisions(target)
    pairs = _common([name for name, _ in ours], [name for name, _ in theirs])
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
    remarks = _only_in(source, ours, {i for i, _ in pairs}) + _only_in(target, theirs, {j for _, j in pairs})
    return tuple(found), tuple(remarks)


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


def _stop(divisions: list[tuple[str, Range]], at: int, following: int) -> int:
    """Return where the region of division ``at`` ends, before division ``following``.

    What only this text has goes with it; but a signature block stays alone, and what is no part of the document
    (agency line, page jump) joins nothing.
    """
    alone = divisions[at][0] == "sign"
    last = at
    while last + 1 < following and not alone and divisions[last + 1][0] not in _APART:
        last += 1
    return divisions[last][1][1]


def _divisions(document: SegmentedDocument) -> list[tuple[str, Range]]:
    """Return the divisions in text order with the ranges of their segments."""
    found: list[tuple[str, Range]] = []
    for at, segment in enumerate(document.segments):
        name = segment.block.division
        if found and found[-1][0] == name:
            found[-1] = (name, (found[-1][1][0], at + 1))
        else:
            found.append((name, (at, at + 1)))
    return found


def _common(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Return the index pairs of a longest common subsequence."""
    length = np.zeros((len(ours) + 1, len(theirs) + 1), dtype=np.int32)
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            same = ours[i] == theirs[j]
            length[i, j] = length[i + 1, j + 1] + 1 if same else max(length[i + 1, j], length[i, j + 1])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif length[i + 1, j] >= length[i, j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _only_in(document: SegmentedDocument, divisions: Sequence[tuple[str, Range]], matched: set[int]) -> list[str]:
    out = []
    for at, (name, (start, _)) in enumerate(divisions):
        if at not in matched and name not in ("body", "jump", "agency"):
            text = document.segments[start].text
            out.append(f"{name} stands only in the {document.language} text: {text[:40]}")
    return out


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
