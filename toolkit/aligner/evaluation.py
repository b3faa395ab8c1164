"""Scores of an alignment against links made by reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.model import Alignment

Link = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1, counted strictly and laxly, with what they were measured on.

    Strict: the very same link is in the gold. Lax: the link shares a pair of segments, one of each side, with a gold
    link. Precision is over all links found, those of one side included; recall over gold links with both sides
    (as Thompson and Koehn 2019 count).
    """

    precision: float
    recall: float
    f1: float
    lax_precision: float
    lax_recall: float
    lax_f1: float
    links: int
    gold: int
    signature: str


def links(alignment: Alignment) -> list[Link]:
    """Return the alignment's links as pairs of segment ids."""
    ours, theirs = alignment.source.segments, alignment.target.segments
    return [
        (tuple(s.id for s in ours[slice(*bead.source)]), tuple(s.id for s in theirs[slice(*bead.target)]))
        for bead in alignment.beads
    ]


def evaluate(alignment: Alignment, gold: Iterable[Link]) -> Score:
    """Return how well an alignment agrees with gold links, given as pairs of segment ids."""
    return score(links(alignment), list(gold), alignment.signature)


def score(found: list[Link], gold: list[Link], signature: str = "") -> Score:
    """Return the score of links against gold links."""
    sure = set(gold)
    two_sided = [link for link in gold if link[0] and link[1]]
    strict = [link for link in found if link in sure]
    precision = len(strict) / max(len(found), 1)
    recall = sum(bool(link[0] and link[1]) for link in strict) / max(len(two_sided), 1)
    pairs = {(a, b) for left, right in two_sided for a in left for b in right}
    ours = {(a, b) for left, right in found for a in left for b in right}
    lax = sum(link in sure or any((a, b) in pairs for a in link[0] for b in link[1]) for link in found)
    lax_precision = lax / max(len(found), 1)
    lax_recall = sum(any((a, b) in ours for a in left for b in right) for left, right in two_sided) / max(
        len(two_sided), 1
    )
    return Score(
        precision, recall, _f1(precision, recall), lax_precision, lax_recall, _f1(lax_precision, lax_recall),
        len(found), len(gold), signature,
    )  # fmt: skip


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
