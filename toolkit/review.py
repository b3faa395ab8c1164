"""Links that a reviser has confirmed: kept beside the texts, found again as long as the segments are the same.

``review.csv`` has one confirmed link a row: ``pair, left, right, check, by, date``; ``left`` and ``right`` are segment
ids as in ``gold.csv``. ``check`` is drawn from the texts of the segments, so that a link whose wording has changed is
known to want reading again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from toolkit import data
from toolkit.errors import DataError
from toolkit.model import Alignment, Bead, Segment, SegmentedDocument

COLUMNS = ("pair", "left", "right", "check", "by", "date")


class Confirmed(NamedTuple):
    """What a reviser has confirmed of a pair of texts.

    ``beads``: links that still hold. ``alone``: segments, by side, that the other text leaves out. ``stale``: ids of
    the segments whose texts have changed since, so that their links must be read again.
    """

    beads: tuple[Bead, ...]
    alone: frozenset[tuple[int, int]]
    stale: tuple[str, ...]


NOTHING = Confirmed((), frozenset(), ())


def confirmed(file: Path, one: SegmentedDocument, other: SegmentedDocument) -> Confirmed:
    """Return what ``review.csv`` says of a pair of texts; nothing if there is no such file.

    Raises:
        TableError: the file is broken; DataError: two of its links contradict each other.
    """
    beads: list[Bead] = []
    alone: set[tuple[int, int]] = set()
    stale: list[str] = []
    places = [{segment.id: at for at, segment in enumerate(text.segments)} for text in (one, other)]
    for row in data.rows(file, COLUMNS) if file.exists() else ():
        if row.cells["pair"] != f"{one.language}-{other.language}":
            continue
        ids = row.cells["left"].split(), row.cells["right"].split()
        spans = [_span([place.get(each, -1) for each in side]) for place, side in zip(places, ids, strict=True)]
        texts = [text.segments[slice(*span)] if span else () for text, span in zip((one, other), spans, strict=True)]
        if any(bool(each) != bool(span) for each, span in zip(ids, spans, strict=True)) or row.cells["check"] != _check(
            *texts
        ):
            stale += ids[0] or ids[1]
        elif spans[0] and spans[1]:
            beads.append(Bead(spans[0], spans[1], 1.0, "reviewed"))
        else:
            alone |= {(side, at) for side, span in enumerate(spans) if span for at in range(*span)}
    _check_order(file, beads, one, other)
    return Confirmed(tuple(beads), frozenset(alone), tuple(stale))


def _check_order(file: Path, beads: Sequence[Bead], one: SegmentedDocument, other: SegmentedDocument) -> None:
    """Raise DataError if two links share a segment, or cross elsewhere than among the signatures."""
    ordered = sorted(beads, key=lambda bead: bead.source)
    for before, after in combinations(ordered, 2):
        shared = before.source[1] > after.source[0] or (
            before.target[0] < after.target[1] and after.target[0] < before.target[1]
        )
        signed = all(one.segments[bead.source[0]].block.division == "sign" for bead in (before, after))
        if shared or (after.target[0] < before.target[0] and not signed):
            names = [
                f"{one.segments[bead.source[0]].id} = {other.segments[bead.target[0]].id}" for bead in (before, after)
            ]
            raise DataError(
                f"{file}: two {one.language}-{other.language} links contradict each other: {'; '.join(names)}"
            )


def marked(alignment: Alignment, known: Confirmed) -> Alignment:
    """Return the alignment with the segments that a reviser has confirmed to stand alone marked so."""
    beads = []
    for bead in alignment.beads:
        alone = [(0, i) for i in range(*bead.source)] + [(1, j) for j in range(*bead.target)]
        lone = "0" in bead.kind.split("-") and known.alone.issuperset(alone)
        beads.append(replace(bead, origin="reviewed") if lone else bead)
    return replace(alignment, beads=tuple(beads))


def _span(places: list[int]) -> tuple[int, int] | None:
    """Return the half-open range that segment indexes make up, or None if one is missing or they do not adjoin."""
    if not places or min(places) < 0 or sorted(places) != list(range(min(places), max(places) + 1)):
        return None
    return min(places), max(places) + 1


def _check(left: Iterable[Segment], right: Iterable[Segment]) -> str:
    words = "\n\n".join("\n".join(" ".join(segment.text.split()) for segment in side) for side in (left, right))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def table(alignments: Sequence[Alignment], rows: Iterable[tuple[dict[str, tuple[str, ...]], str, str]]) -> bytes:
    """Return ``review.csv`` for rows that a reviser has confirmed, each as segment ids by language, who, and when.

    Where a row is as the aligner made it, its own finer links are confirmed; else all its segments are one link.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    lines = []
    for members, by, date in rows:
        for alignment in alignments:
            one, other = alignment.source, alignment.target
            for bead in _beads(alignment, members.get(one.language, ()), members.get(other.language, ())):
                left, right = one.segments[slice(*bead.source)], other.segments[slice(*bead.target)]
                ids = [" ".join(segment.id for segment in side) for side in (left, right)]
                order = (f"{one.language}-{other.language}", bead.source, bead.target)
                lines.append((order, (order[0], *ids, _check(left, right), by, date)))
    writer.writerows(line for _, line in sorted(lines))
    return out.getvalue().encode("utf-8")


def _beads(alignment: Alignment, left: Sequence[str], right: Sequence[str]) -> list[Bead]:
    """Return the links of a confirmed row between two of its languages."""
    sides = ((alignment.source, left), (alignment.target, right))
    wanted = [{at for at, segment in enumerate(text.segments) if segment.id in set(ids)} for text, ids in sides]
    touching = [x for x in alignment.beads if wanted[0] & set(range(*x.source)) or wanted[1] & set(range(*x.target))]
    made = [{i for x in touching for i in range(*x.source)}, {j for x in touching for j in range(*x.target)}]
    if made == wanted:
        return touching
    spans = [_span(sorted(each)) or (0, 0) for each in wanted]
    return [Bead(spans[0], spans[1], 1.0)]
