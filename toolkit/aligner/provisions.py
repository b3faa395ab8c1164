"""The provisions of two texts: which correspond, by number and by meaning, and what to say of the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from toolkit.model import Bead, Block, SegmentedDocument

Range = tuple[int, int]
Division = tuple[str, Range]
Vectors = npt.NDArray[np.float32]
Likeness = npt.NDArray[np.float64]
Pairs = list[tuple[int, int]]
_SAME = 1.0  # what the same name counts beside meaning, in deviations of the likeness of provisions
_LEAST = 0.1  # what it counts where meaning speaks against it
_NEAR = 3  # provisions, the likest, by which it is known how like others one is
_FLAT = 1e-3  # a deviation of the likeness below which it says nothing
_MOVED = 1.0  # deviations by which two provisions must be liker than others for one to be the other, moved
# what one text calls so by its layout may stand in the other under another name, and be linked
_LOOSE = ("body", "pre", "end", "head", "foot", "jump", "agency", "below")
_POINTS = ("sec", "item")
_LINKED = 0.5  # confidence of a link that shows where a provision of one text stands in the other
_ELSEWHERE = 0.5  # deviations by which a provision must be liker other places to have no counterpart where it stands


def divisions(document: SegmentedDocument) -> list[Division]:
    """Return the divisions in text order with the ranges of their segments.

    What stands below the last signature and is none, such as a list whose heading is lost, is a division of its own:
    ``below``. Only signatures may be linked crosswise.
    """
    found: list[Division] = []
    signed = [at for at, segment in enumerate(document.segments) if segment.block.kind == "signature"]
    for at, segment in enumerate(document.segments):
        name = segment.block.division
        name = "below" if name == "sign" and signed and at > signed[-1] else name
        if found and found[-1][0] == name:
            found[-1] = (name, (found[-1][1][0], at + 1))
        else:
            found.append((name, (at, at + 1)))
    return found


def _kind(name: str) -> str:
    """Return the kind of a division: ``art`` of ``ch.2.art.1``."""
    return str(re.findall("[a-z]+", name)[-1])


def _class(name: str) -> str:
    """Return the kind of a division, or one name for points and sections: without headings points are sections."""
    kind = _kind(name)
    return _POINTS[0] if kind in _POINTS else kind


def _renamed(name: str, other: str) -> bool:
    """Whether one is a point and the other a section of the same number."""
    kinds = {_kind(name), _kind(other)}
    return kinds == set(_POINTS) and name.rpartition(".")[2] == other.rpartition(".")[2]


def likeness(
    source: SegmentedDocument,
    target: SegmentedDocument,
    ours: Sequence[Division],
    theirs: Sequence[Division],
    vectors: tuple[Vectors, Vectors] | None,
) -> Likeness:
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
    margin: Likeness = like - (near[0][:, None] + near[1][None, :]) / 2
    spread = float(margin.std())
    return margin / spread if spread > _FLAT else np.zeros(like.shape)


def matched(ours: Sequence[str], theirs: Sequence[str], like: Likeness) -> Pairs:
    """Return the index pairs, rising on both sides, whose names and meanings together agree best."""
    worth = np.full((len(ours), len(theirs)), -np.inf)
    for i, name in enumerate(ours):
        for j, other in enumerate(theirs):
            if name == other or _renamed(name, other):
                worth[i, j] = max(_SAME + like[i, j], _LEAST)
            elif _class(name) == _class(other) and any(char.isdigit() for char in name + other):
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


def begun(
    texts: tuple[SegmentedDocument, SegmentedDocument],
    sides: tuple[Sequence[Division], Sequence[Division]],
    pairs: Pairs,
    vectors: tuple[Vectors, Vectors] | None,
) -> Pairs:
    """Return the pairs, each with the first provision of a text that the other's one begins with.

    Where a heading is lost, its contents may make the provision before it liker the next one than its own counterpart.
    """
    if vectors is None:
        return pairs
    like = vectors[0] @ vectors[1].T
    found = [list(pair) for pair in pairs]
    for side, table in ((0, like), (1, like.T)):
        mutual = {j: i for i, j in enumerate(table.argmax(axis=1)) if table[:, j].argmax() == i}
        for at, pair in enumerate(found):
            held = range(*sides[side][pair[side]][1])
            least = found[at - 1][1 - side] + 1 if at else 0
            while pair[1 - side] > least:
                before, span = sides[1 - side][pair[1 - side] - 1]
                said = [j for j in range(*span) if texts[1 - side].segments[j].block.kind != "heading"]
                inside = sum(mutual.get(j) in held for j in said)
                if _kind(before) != _kind(sides[side][pair[side]][0]) or 2 * inside < max(len(said), 1):
                    break
                pair[1 - side] -= 1
    return [(i, j) for i, j in found]


@dataclass(frozen=True, slots=True)
class Matched:
    """The divisions of two texts, which of them correspond, and how like any two are."""

    sides: tuple[Sequence[Division], Sequence[Division]]
    pairs: Pairs
    like: Likeness


def remarks(texts: tuple[SegmentedDocument, SegmentedDocument], found: Matched, beads: Sequence[Bead]) -> list[str]:
    """Return what a reader should know: provisions under other numbers, moved ones, and those of one text only.

    Where a heading is lost the divisions after it are called otherwise, so that the ``beads`` say which one it is.
    """
    (one, other), (ours, theirs) = texts, found.sides
    out = []
    pairs = sorted({*found.pairs, *_linked_first(found, beads)})
    renamed = [(i, j) for i, j in pairs if not _same(ours[i][0], theirs[j][0])]
    for _, run in groupby(enumerate(renamed), key=lambda each: (each[1][0] - each[0], each[1][1] - each[0])):
        places = [pair for _, pair in run]
        names = [_from_to([divisions[p[side]][0] for p in places]) for side, divisions in enumerate(found.sides)]
        out.append(
            f"the numbers differ: {names[0]} of the {one.language} text is {names[1]} of the {other.language} text"
        )
    left = [sorted(set(range(len(each))) - {p[side] for p in found.pairs}) for side, each in enumerate(found.sides)]
    moved: list[tuple[int, int]] = []
    for i in left[0]:
        fitting = [j for j in left[1] if _kind(ours[i][0]) == _kind(theirs[j][0]) and found.like[i, j] >= _MOVED]
        if fitting:
            moved.append((i, max(fitting, key=lambda j: found.like[i, j])))
    met = _met(texts, beads)
    moved = [(i, j) for i, j in moved if ours[i][1][0] not in met[0] or theirs[j][1][0] not in met[1]]
    for i, j in moved:
        out.append(
            f"{ours[i][0]} of the {one.language} text stands elsewhere in the {other.language} text, "
            f"as {theirs[j][0]}: its links must be made by hand"
        )
    for side in (0, 1):
        elsewhere = {pair[side] for pair in moved}
        linked = _linked(texts[side], beads, side)
        unmet = [
            at
            for at in left[side]
            for span in [found.sides[side][at][1]]
            if span[0] not in met[side] and at not in elsewhere and not linked.issuperset(range(*span))
        ]
        only = sorted([*unmet, *_unmet(texts, found, met, side)])
        out += _only_in(texts[side], texts[1 - side], found.sides[side], only)
    return out


def _linked_first(found: Matched, beads: Sequence[Bead]) -> Pairs:
    """Return the provisions of one kind without a counterpart whose first segments are linked with one another."""
    taken = [{pair[side] for pair in found.pairs} for side in (0, 1)]
    first = [
        {span[0]: at for at, (_, span) in enumerate(each) if at not in taken[s]} for s, each in enumerate(found.sides)
    ]
    linked = [(first[0].get(b.source[0]), first[1].get(b.target[0])) for b in beads if "0" not in b.kind.split("-")]
    both = [(i, j) for i, j in linked if i is not None and j is not None]
    return [(i, j) for i, j in both if _kind(found.sides[0][i][0]) == _kind(found.sides[1][j][0])]


def _met(texts: tuple[SegmentedDocument, SegmentedDocument], beads: Sequence[Bead]) -> tuple[set[int], set[int]]:
    """Return, by side, the segments that are linked with a heading or with one of the same number or, as they, none."""
    found: tuple[set[int], set[int]] = (set(), set())
    for bead in beads:
        blocks = [[each.block for each in t.segments[slice(*s)]] for t, s in zip(texts, _spans(bead), strict=True)]
        for side in (0, 1):
            start = _spans(bead)[side][0]
            found[side].update(
                start + at for at, b in enumerate(blocks[side]) if any(_like(b, o) for o in blocks[1 - side])
            )
    return found


def _linked(text: SegmentedDocument, beads: Sequence[Bead], side: int) -> set[int]:
    """Return the segments of one side, but for headings, that the other has, whatever it calls them there."""
    sure = [_spans(bead) for bead in beads if bead.score >= _LINKED and "0" not in bead.kind.split("-")]
    return {at for spans in sure for at in range(*spans[side]) if text.segments[at].block.kind != "heading"}


def _spans(bead: Bead) -> tuple[Range, Range]:
    return bead.source, bead.target


def _like(block: Block, other: Block) -> bool:
    unnamed = block.kind == "heading" and block.number is None
    return other.kind == "heading" or (block.number == other.number and not unnamed)


def _unmet(
    texts: tuple[SegmentedDocument, SegmentedDocument], found: Matched, met: tuple[set[int], set[int]], side: int
) -> list[int]:
    """Return the divisions with a counterpart whose heading alone is not linked: that of the counterpart is."""
    out = []
    for pair in found.pairs:
        starts = [found.sides[at][pair[at]][1][0] for at in (0, 1)]
        headings = all(text.segments[at].block.kind == "heading" for text, at in zip(texts, starts, strict=True))
        if headings and starts[side] not in met[side] and starts[1 - side] in met[1 - side]:
            out.append(pair[side])
    return out


def _same(name: str, other: str) -> bool:
    """Whether two names say the same number; only where it stands twice does ``ch.2`` go before ``sec.1``."""
    return name == other or name.endswith(f".{other}") or other.endswith(f".{name}") or _renamed(name, other)


def _from_to(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _only_in(
    document: SegmentedDocument, other: SegmentedDocument, divisions: Sequence[Division], alone: Sequence[int]
) -> list[str]:
    # both languages are named, since of three texts a third may have it
    return [
        f"{divisions[at][0]} stands in the {document.language} text and not in the {other.language} text: "
        f"{document.segments[divisions[at][1][0]].text[:40]}"
        for at in alone
        if _kind(divisions[at][0]) not in _LOOSE
    ]


def alone(
    sides: tuple[Sequence[Division], Sequence[Division]], pairs: Pairs, vectors: tuple[Vectors, Vectors] | None
) -> tuple[set[int], set[int]]:
    """Return, by side, the provisions that have no counterpart where they stand: they are liker other places there.

    One whose heading alone is lost in the other text is likest just there.
    """
    found: tuple[set[int], set[int]] = (set(), set())
    for side in (0, 1) if vectors is not None and pairs else ():
        ours, theirs = sides[side], sides[1 - side]
        rows, others = vectors[side], vectors[1 - side]  # type: ignore[index]
        done = {pair[side]: pair[1 - side] for pair in pairs}
        for at in set(range(len(ours))) - set(done):
            before = max((i for i in done if i < at), default=None)
            after = min((i for i in done if i > at), default=None)
            start = theirs[done[before]][1][0] if before is not None else 0
            stop = theirs[done[after]][1][0] if after is not None else len(others)
            like = rows[slice(*ours[at][1])] @ others.T
            outside = np.delete(like, np.s_[start:stop], axis=1)
            if stop > start and outside.size:
                apart = outside.max(axis=1).mean() - like[:, start:stop].max(axis=1).mean()
                if apart > _ELSEWHERE * float(like.std()):
                    found[side].add(at)
    return found
