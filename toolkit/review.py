"""What a reviser has confirmed, kept beside the texts and found again as long as the segments are the same.

``review.csv`` has one decision a row: ``pair, left, right, check, by, date``; ``left`` and ``right`` are segment ids as
in ``gold.csv``. An empty side says that the segments of the other one stand alone in this pair. ``check`` is drawn from
the texts of the segments (of segments that stand alone, from what the other text has in their provision too), so that
a decision whose wording has changed is known to want reading again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from toolkit import data
from toolkit.errors import DataError
from toolkit.model import Alignment, Bead, Segment, SegmentedDocument

COLUMNS = ("pair", "left", "right", "check", "by", "date")


class Confirmed(NamedTuple):
    """What a reviser has confirmed of a pair of texts.

    ``beads``: what still holds; one with an empty side says that its segments stand alone. ``stale``: by their ids on
    either side, the links whose texts have changed since, so that they must be read again.
    """

    beads: tuple[Bead, ...]
    stale: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


class Decision(NamedTuple):
    """A row that a reviser has confirmed: its segment ids by language, the pairs it speaks of, who, and when."""

    members: dict[str, tuple[str, ...]]
    pairs: frozenset[str]
    by: str
    date: str


NOTHING = Confirmed((), ())


def pair(alignment: Alignment) -> str:
    """Return the name of a pair, such as ``zh-ru``."""
    return f"{alignment.source.language}-{alignment.target.language}"


def confirmed(file: Path, one: SegmentedDocument, other: SegmentedDocument) -> Confirmed:
    """Return what ``review.csv`` says of a pair of texts; nothing if there is no such file.

    Segments that have other ids now are found by their words, where these stand once in the provision.

    Raises:
        TableError: the file is broken; DataError: two of its rows contradict each other.
    """
    beads: list[Bead] = []
    left: list[tuple[tuple[tuple[str, ...], tuple[str, ...]], str]] = []
    places = [{segment.id: at for at, segment in enumerate(text.segments)} for text in (one, other)]
    for row in data.rows(file, COLUMNS) if file.exists() else ():
        if row.cells["pair"] != f"{one.language}-{other.language}":
            continue
        ids = tuple(row.cells["left"].split()), tuple(row.cells["right"].split())
        spans = [_span([place.get(each, -1) for each in side]) for place, side in zip(places, ids, strict=True)]
        found = all(bool(each) == bool(span) for each, span in zip(ids, spans, strict=True))
        bead = Bead(spans[0] or (0, 0), spans[1] or (0, 0), 1.0, "reviewed")
        if found and row.cells["check"] == _check(one, other, bead):
            beads.append(bead)
        else:
            left.append((ids, row.cells["check"]))
    _check_order(file, beads, one, other)
    stale = []
    for ids, check in left:
        moved = _moved(one, other, ids, check)
        if moved and _fits(file, [*beads, moved], one, other):
            beads.append(moved)
        else:
            stale.append(ids)
    return Confirmed(tuple(beads), tuple(stale))


def _fits(file: Path, beads: Sequence[Bead], one: SegmentedDocument, other: SegmentedDocument) -> bool:
    """Whether no two of these links contradict each other."""
    try:
        _check_order(file, beads, one, other)
    except DataError:
        return False
    return True


def _moved(
    one: SegmentedDocument, other: SegmentedDocument, ids: tuple[tuple[str, ...], tuple[str, ...]], check: str
) -> Bead | None:
    """Return the link in the same provisions that was confirmed with just these words, if there is but one."""
    spans = [_runs(text, side) for text, side in zip((one, other), ids, strict=True)]
    beads = (Bead(left, right, 1.0, "reviewed") for left, right in product(*spans))
    found = [bead for bead in beads if _check(one, other, bead) == check]
    return found[0] if len(found) == 1 else None


def _runs(text: SegmentedDocument, ids: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the runs of as many segments that stand in the provisions of these ids."""
    if not ids:
        return [(0, 0)]
    provisions = {each.split("/")[1] for each in ids if "/" in each}
    there = [segment.block.division in provisions for segment in text.segments]
    return [
        (at, at + len(ids))
        for at in range(len(there))
        if all(there[at : at + len(ids)]) and at + len(ids) <= len(there)
    ]


def _check_order(file: Path, beads: Sequence[Bead], one: SegmentedDocument, other: SegmentedDocument) -> None:
    """Raise DataError if two beads share a segment, or links cross elsewhere than among the signatures."""

    def refuse(*wrong: Bead) -> None:
        names = [
            " = ".join(
                text.segments[span[0]].id if span[0] < span[1] else "nothing"
                for text, span in ((one, bead.source), (other, bead.target))
            )
            for bead in wrong
        ]
        raise DataError(f"{file}: two {one.language}-{other.language} links contradict each other: {'; '.join(names)}")

    for side in ("source", "target"):
        taken: dict[int, Bead] = {}
        for bead in beads:
            for at in range(*getattr(bead, side)):
                if taken.setdefault(at, bead) is not bead:
                    refuse(taken[at], bead)
    last: dict[bool, Bead] = {}  # the links that reach furthest so far: any, and among the signatures
    for bead in sorted((each for each in beads if _linked(each)), key=lambda each: each.source):
        signed = one.segments[bead.source[0]].block.division == "sign"
        for before in (last[kind] for kind in last if not (kind and signed)):
            if bead.target[0] < before.target[0]:
                refuse(before, bead)
        if signed not in last or last[signed].target < bead.target:
            last[signed] = bead


def _linked(bead: Bead) -> bool:
    return bead.source[0] < bead.source[1] and bead.target[0] < bead.target[1]


def _span(places: list[int]) -> tuple[int, int] | None:
    """Return the half-open range that segment indexes make up, or None if one is missing or they do not adjoin."""
    if not places or min(places) < 0 or sorted(places) != list(range(min(places), max(places) + 1)):
        return None
    return min(places), max(places) + 1


def _check(one: SegmentedDocument, other: SegmentedDocument, bead: Bead) -> str:
    """Return the digest of the texts that a decision was made on."""
    left, right = one.segments[slice(*bead.source)], other.segments[slice(*bead.target)]
    if not right:
        right = _provision(other, left)
    elif not left:
        left = _provision(one, right)
    words = "\n\n".join("\n".join(" ".join(segment.text.split()) for segment in side) for side in (left, right))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _provision(text: SegmentedDocument, like: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the segments of a text in the provisions of these segments of the other one."""
    names = {segment.block.division for segment in like}
    return tuple(segment for segment in text.segments if segment.block.division in names)


def table(
    alignments: Sequence[Alignment],
    decisions: Sequence[Decision],
    before: Sequence[dict[str, str]],
    said: frozenset[str],
    rows: Mapping[tuple[str, str], str],
) -> bytes:
    """Return ``review.csv`` for rows that a reviser has confirmed.

    Where the segments of a row stood in one row before, and the links made between them are all theirs, these finer
    links are confirmed; else all its segments are one link: so what a reviser joins stays joined.

    Args:
        alignments: of the document's pairs.
        decisions: the rows.
        before: the rows of the file so far. Where all was known before, who and when stay.
        said: the pairs that the reviser's table speaks of; what was confirmed of others is kept.
        rows: the row in which a segment (language and id) stands as the table is built now.
    """
    known = {(row["pair"], row["check"]): (row["by"], row["date"]) for row in before}
    lines: list[tuple[str, ...]] = [tuple(row.values()) for row in before if row["pair"] not in said]
    for alignment in alignments:
        found: dict[Bead, tuple[str, ...]] = {}
        made = _Made(alignment)
        for each in decisions:
            for bead in made.beads(each.members, rows) if pair(alignment) in each.pairs else ():
                left, right = made.ids(bead)
                check = _check(alignment.source, alignment.target, bead)
                said_by = known.get((pair(alignment), check), (each.by, each.date))
                found[bead] = (pair(alignment), left, right, check, *said_by)
        lines += [line for _, line in sorted(found.items(), key=lambda item: (item[0].source, item[0].target))]
    lines.sort(key=lambda line: line[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(lines)
    return out.getvalue().encode("utf-8")


class _Made:
    """The links of an alignment by segment."""

    def __init__(self, alignment: Alignment) -> None:
        self._texts = alignment.source, alignment.target
        self._places = [{segment.id: at for at, segment in enumerate(text.segments)} for text in self._texts]
        self._at: list[dict[int, Bead]] = [{}, {}]
        for bead in alignment.beads:
            for at, span in zip(self._at, (bead.source, bead.target), strict=True):
                at.update(dict.fromkeys(range(*span), bead))

    def beads(self, members: Mapping[str, Sequence[str]], rows: Mapping[tuple[str, str], str]) -> list[Bead]:
        """Return what a confirmed row says of the pair."""
        wanted = [
            sorted(places[each] for each in members.get(text.language, ()))
            for text, places in zip(self._texts, self._places, strict=True)
        ]
        touching = dict.fromkeys(at[each] for at, side in zip(self._at, wanted, strict=True) for each in side)
        made = [[i for x in touching for i in range(*x.source)], [j for x in touching for j in range(*x.target)]]
        before = {rows[text.language, each] for text in self._texts for each in members.get(text.language, ())}
        if len(before) < 2 and wanted == [sorted(side) for side in made]:
            return list(touching)
        spans = [_span(each) or (0, 0) for each in wanted]
        return [Bead(spans[0], spans[1], 1.0)]

    def ids(self, bead: Bead) -> tuple[str, str]:
        """Return the ids of a bead's segments on either side."""
        left, right = (
            " ".join(segment.id for segment in text.segments[slice(*span)])
            for text, span in zip(self._texts, (bead.source, bead.target), strict=True)
        )
        return left, right
