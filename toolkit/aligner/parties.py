"""Signature blocks: the lines of each party, paired by State whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from toolkit.aligner import anchors, evidence, lattice, provisions, sides
from toolkit.model import Bead, SegmentedDocument

Concepts = Callable[[str, str], frozenset[str]]
_DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class _Party:
    """A party's lines in a signature block: the range of its segments, its State as written, its mean vector."""

    span: provisions.Range
    state: str
    vector: provisions.Vectors


def beads(
    source: SegmentedDocument,
    target: SegmentedDocument,
    whole: evidence.Evidence,
    region: anchors.Region,
    terms: Concepts | None,
    fixed: Sequence[Bead],
    alone: anchors.Alone,
) -> list[Bead]:
    """Return the beads of a signature block, paired by State: by concept where terms know it, else by meaning."""
    found = [bead for bead in fixed if anchors.holds(region, bead)]
    ends = (region.source[1],) * 2, (region.target[1],) * 2
    found += [Bead((at, at + 1), ends[1], 1.0, "reviewed") for at in range(*region.source) if at in alone[0]]
    found += [Bead(ends[0], (at, at + 1), 1.0, "reviewed") for at in range(*region.target) if at in alone[1]]
    ours = _parties(source, whole.source, region.source, [bead.source for bead in found])
    theirs = _parties(target, whole.target, region.target, [bead.target for bead in found])
    if not ours or not theirs:
        return (
            found
            + [Bead(each.span, (region.target[1],) * 2, _DOUBT) for each in ours]
            + [Bead((region.source[1],) * 2, each.span, _DOUBT) for each in theirs]
        )
    likeness = np.array([[float(one.vector @ other.vector) for other in theirs] for one in ours])
    same = np.zeros(likeness.shape)
    if terms:  # signature blocks are found only in languages with rules
        left = [terms(each.state, source.language) for each in ours]
        right = [terms(each.state, target.language) for each in theirs]
        same = np.array([[float(bool(a & b)) for b in right] for a in left])
    pairs = dict(anchors.assign(likeness + 2 * same))
    for i, party in enumerate(ours):
        if i in pairs:
            j = pairs[i]
            score = lattice.SURE if same[i, j] else float(np.exp(8 * likeness[i, j]) / np.exp(8 * likeness[i]).sum())
            found.append(Bead(party.span, theirs[j].span, min(score, lattice.SURE)))
        else:
            found.append(Bead(party.span, (region.target[1],) * 2, _DOUBT))
    left_over = sorted(set(range(len(theirs))) - set(pairs.values()))
    found += [Bead((region.source[1],) * 2, theirs[j].span, _DOUBT) for j in left_over]
    return sorted(found, key=lambda bead: bead.source)


def _parties(
    document: SegmentedDocument, side: sides.Side, span: provisions.Range, done: Sequence[provisions.Range]
) -> list[_Party]:
    """Return the parties of a signature block, but for the lines that are confirmed; those of one stand together."""
    states = {signature.block: signature.state for signature in document.document.signatures}
    found: list[_Party] = []
    names = ["/".join(segment.block.path.split("/")[:2]) for segment in document.segments]
    settled = {at for start, stop in done for at in range(start, stop)}
    for (name, known), group in groupby(range(*span), key=lambda at: (names[at], at in settled)):
        at = list(group)
        if known:
            continue
        vector = side.vectors[at].mean(axis=0)
        state = states.get(name) or document.segments[at[0]].text
        found.append(_Party((at[0], at[-1] + 1), state, vector / max(float(np.linalg.norm(vector)), 1e-9)))
    return found
