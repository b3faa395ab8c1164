"""Headings and titles: what links them with other things is parted, and what is left alone on both sides is linked."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.aligner import anchors, lattice
from toolkit.model import Bead, SegmentedDocument

_ODD = 0.2  # confidence under which a heading is not linked with what is none
_NUMBERED = 0.9  # confidence of headings linked for their number only; in the samples and the corpus all are right
Texts = tuple[SegmentedDocument, SegmentedDocument]


def parted(texts: Texts, beads: Sequence[Bead]) -> list[Bead]:
    """Return the beads with what links headings to no headings parted, where that is hardly probable.

    Where one text has lost its headings, those of the other have no counterpart, whatever sentence is most like them.
    """
    out: list[Bead] = []
    for bead in beads:
        if bead.score >= _ODD or anchors.lone(bead) or not _odd(texts, bead):
            out.append(bead)
            continue
        (i, stop), (j, last), score = bead.source, bead.target, min(1.0 - bead.score, lattice.SURE)
        out += [Bead((at, at + 1), (j, j), score) for at in range(i, stop)]
        out += [Bead((stop, stop), (at, at + 1), score) for at in range(j, last)]
    return out


def _odd(texts: Texts, bead: Bead) -> bool:
    """Whether a link has headings only on one side and none on the other."""
    spans = zip(texts, (bead.source, bead.target), strict=True)
    ours, theirs = (
        {segment.block.kind == "heading" for segment in text.segments[slice(*span)]} for text, span in spans
    )
    return ours != theirs and len(ours) == len(theirs) == 1


def paired(texts: Texts, region: anchors.Region, beads: list[Bead], alone: anchors.Alone) -> list[Bead]:
    """Return the beads of a region with its two lone titles linked, or two lone headings of the same number.

    A text has one title, whatever it says; the heading of an annex may say in one text alone what it is annexed to.
    What a reviser has confirmed to stand alone does.
    """
    one, other = (text.segments[slice(*span)] for text, span in zip(texts, (region.source, region.target), strict=True))
    ours, theirs = ([at for at, segment in enumerate(side) if segment.block.kind == "title"] for side in (one, other))
    opening = [(side[0].block.kind, side[0].block.division) for side in (one, other) if side]
    headed = len(opening) == 2 and opening[0] == opening[1] and opening[0][0] == "heading"
    if headed:
        ours, theirs = [0], [0]
    if not len(ours) == len(theirs) == 1:
        return beads
    i, j = region.source[0] + ours[0], region.target[0] + theirs[0]
    lone = [bead for bead in beads if anchors.lone(bead) and (bead.source == (i, i + 1) or bead.target == (j, j + 1))]
    if len(lone) < 2 or i in alone[0] or j in alone[1]:
        return beads
    link = Bead((i, i + 1), (j, j + 1), _NUMBERED if headed else 1.0 - max(bead.score for bead in lone))
    return [link if bead is lone[0] else bead for bead in beads if bead is not lone[1]]
