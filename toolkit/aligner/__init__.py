"""Sentence alignment: anchors by structure, a monotone dynamic programme inside them, a confidence per link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from toolkit import __version__
from toolkit.aligner import anchors, encoders, evidence, lattice, meaning
from toolkit.aligner.numbers import numbers
from toolkit.errors import InputError, MismatchError
from toolkit.model import Alignment, Bead, SegmentedDocument

Progress = Callable[[str, int, int], None]
Concepts = Callable[[str, str], frozenset[str]]
_DOUBT = 0.5
# what any two such texts share, so that it says nothing of whether they belong together
_STRUCTURAL = frozenset({"heading", "title", "opening", "formula", "testimonium", "signature", "jump", "agency"})


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """How texts are aligned.

    ``anchored`` uses the structure; ``belonging`` is the share of the texts, weighted by confidence, that must be
    linked for them to be taken as versions of one text: of 80 true pairs of news texts the least has 0.43 (one in
    twenty under 0.80), of 80 others the most 0.39 (``tests/benchmarks/belonging.py``; 0 accepts all).
    """

    anchored: bool = True
    belonging: float = 0.41


def align(
    source: SegmentedDocument,
    target: SegmentedDocument,
    terms: Concepts | None = None,
    encoder: encoders.Encoder | None = None,
    settings: AlignSettings = AlignSettings(),
    progress: Progress | None = None,
    fixed: Sequence[Bead] = (),
) -> Alignment:
    """Return the alignment of two texts.

    Beads cover both, in order and without crossing, but for signature lines, which are paired by State. A bead's
    score is the probability of just this link: its posterior on the path, times the probability that its sides fit
    nowhere else in the texts better.

    Args:
        source: one side.
        target: the other; neither is the original of the other.
        terms: returns the concept ids that stand in a text of a language, such as ``TermIndex.concepts``.
        encoder: the sentence encoder; the one that installs with the package by default.
        settings: see ``AlignSettings``.
        progress: called with a stage, the work done and the whole.
        fixed: beads that a reviser has confirmed; they stay as they are, and links are found between them. One with an
            empty side says that its segments stand alone.

    Raises:
        InputError: a side has no segments, or the fixed beads cross.
        MismatchError: the texts do not belong together; the message says how sure that is and where.
    """
    for side in (source, target):
        if not side.segments:
            raise InputError(f"{side.document.id}: there is nothing to align in the {side.language} text")
    encoder = encoder or encoders.default()
    progress = progress or (lambda stage, done, whole: None)
    progress("encoding", 0, 2)
    one = _side(source, encoder, terms)
    progress("encoding", 1, 2)
    other = _side(target, encoder, terms)
    progress("encoding", 2, 2)
    whole = evidence.Evidence(one, other)
    found, remarks = (
        anchors.regions(source, target)
        if settings.anchored
        else ((anchors.Region("", (0, len(one)), (0, len(other))),), ())
    )
    beads: list[Bead] = []
    linked, alone = anchors.settled(fixed)
    for at, region in enumerate(parts := anchors.parted(found, linked)):
        progress("aligning", at, len(parts))
        if isinstance(region, Bead):
            beads.append(region)
        elif region.division == "sign":
            beads += _signatures(source, target, whole, region, terms, linked, alone)
        else:
            made = _judged(whole, lattice.beads(whole, region.source, region.target, alone))
            beads += [anchors.confirmed(bead, alone) for bead in made]
    progress("aligning", len(parts), len(parts))
    places = confidence(source, target, beads)
    _check_belonging(source, target, places, settings.belonging)
    doubtful = [
        f"low confidence at {name}: do the texts correspond there?"
        for name, scores in places.items()
        if belonging({name: scores}) < _DOUBT and any(score for score, _ in scores)
    ]
    return Alignment(source, target, tuple(beads), signature(encoder, settings), (*remarks, *doubtful))


def _judged(whole: evidence.Evidence, beads: Sequence[Bead]) -> list[Bead]:
    """Return the beads with their confidence lowered where the sides fit better elsewhere in the texts."""
    chances = meaning.probabilities(whole, beads)
    return [replace(bead, score=bead.score * float(chance)) for bead, chance in zip(beads, chances, strict=True)]


def signature(encoder: encoders.Encoder, settings: AlignSettings) -> str:
    """Return the line that names version, method and settings behind an alignment."""
    anchored = "anchored" if settings.anchored else "free"
    return f"duizhao {__version__}; semi-Markov path, {anchored}; {encoder.name}"


def _side(document: SegmentedDocument, encoder: encoders.Encoder, terms: Concepts | None) -> evidence.Side:
    segments = document.segments
    order = {block.path: at for at, block in enumerate(document.document.blocks)}
    found = [numbers(segment.text) for segment in segments]
    for at, segment in enumerate(segments):
        if segment.block.number is not None and segment.id.endswith("/s1"):
            found[at] |= {segment.block.number}
    return evidence.side(
        document.texts,
        encoder,
        numbers=found,
        concepts=[terms(segment.text, document.language) if terms else frozenset() for segment in segments],
        blocks=[order[segment.block.path] for segment in segments],
        headings=[segment.block.kind == "heading" for segment in segments],
    )


@dataclass(frozen=True, slots=True)
class _Party:
    """A party's lines in a signature block: the range of its segments, its State as written, its mean vector."""

    span: anchors.Range
    state: str
    vector: evidence.Matrix


def _signatures(
    source: SegmentedDocument,
    target: SegmentedDocument,
    whole: evidence.Evidence,
    region: anchors.Region,
    terms: Concepts | None,
    fixed: Sequence[Bead],
    alone: anchors.Alone,
) -> list[Bead]:
    """Return the beads of a signature block, paired by State: by concept where terms know it, else by meaning."""
    beads = [bead for bead in fixed if anchors.holds(region, bead)]
    ends = (region.source[1],) * 2, (region.target[1],) * 2
    beads += [Bead((at, at + 1), ends[1], 1.0, "reviewed") for at in range(*region.source) if at in alone[0]]
    beads += [Bead(ends[0], (at, at + 1), 1.0, "reviewed") for at in range(*region.target) if at in alone[1]]
    ours = _parties(source, whole.source, region.source, [bead.source for bead in beads])
    theirs = _parties(target, whole.target, region.target, [bead.target for bead in beads])
    if not ours or not theirs:
        return (
            beads
            + [Bead(each.span, (region.target[1],) * 2, _DOUBT) for each in ours]
            + [Bead((region.source[1],) * 2, each.span, _DOUBT) for each in theirs]
        )
    likeness = np.array([[float(one.vector @ other.vector) for other in theirs] for one in ours])
    same = np.zeros(likeness.shape)
    if terms:
        left = [terms(each.state, source.language) for each in ours]
        right = [terms(each.state, target.language) for each in theirs]
        same = np.array([[float(bool(a & b)) for b in right] for a in left])
    pairs = dict(anchors.assign(likeness + 2 * same))
    for i, party in enumerate(ours):
        if i in pairs:
            j = pairs[i]
            score = lattice.SURE if same[i, j] else float(np.exp(8 * likeness[i, j]) / np.exp(8 * likeness[i]).sum())
            beads.append(Bead(party.span, theirs[j].span, min(score, lattice.SURE)))
        else:
            beads.append(Bead(party.span, (region.target[1],) * 2, _DOUBT))
    left_over = sorted(set(range(len(theirs))) - set(pairs.values()))
    beads += [Bead((region.source[1],) * 2, theirs[j].span, _DOUBT) for j in left_over]
    return sorted(beads, key=lambda bead: bead.source)


def _parties(
    document: SegmentedDocument, side: evidence.Side, span: anchors.Range, done: Sequence[anchors.Range]
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


Scores = dict[str, list[tuple[float, int]]]


def confidence(source: SegmentedDocument, target: SegmentedDocument, beads: Sequence[Bead]) -> Scores:
    """Return the confidence of each provision's links with their sizes in segments, 0 where one side has nothing.

    What any two treaties share is left out, unless one of the texts is nothing else, and so is what a reviser has
    confirmed to stand alone.
    """
    kinds = [{segment.block.kind for segment in text.segments} for text in (source, target)]
    skipped = _STRUCTURAL if all(each - _STRUCTURAL for each in kinds) else frozenset[str]()
    found: Scores = {}
    for bead in beads:
        text, span = (source, bead.source) if bead.source[0] < bead.source[1] else (target, bead.target)
        blocks = [segment.block for segment in text.segments[slice(*span)]]
        sizes = bead.source[1] - bead.source[0], bead.target[1] - bead.target[0]
        settled = bead.origin == "reviewed" and not all(sizes)
        if not settled and any(block.kind not in skipped for block in blocks):
            found.setdefault(blocks[0].division, []).append((bead.score if all(sizes) else 0.0, sum(sizes)))
    return found


def belonging(places: Scores) -> float:
    """Return the share of two texts, by segments, that is linked, weighted by confidence."""
    scores = [each for found in places.values() for each in found]
    return float(np.average([s for s, _ in scores], weights=[size for _, size in scores])) if scores else 1.0


def _check_belonging(source: SegmentedDocument, target: SegmentedDocument, places: Scores, least: float) -> None:
    """Raise MismatchError if too little of the texts is linked with confidence, or they were done in other years."""
    if least > 0:
        done = [_years(text) for text in (source, target)]
        if done[0] and done[1] and not done[0] & done[1]:
            named = " and ".join(", ".join(str(year) for year in sorted(years)) for years in done)
            raise MismatchError(
                f"the {source.language} and {target.language} texts do not seem to belong together: "
                f"their closing clauses name other years: {named}"
            )
    share = belonging(places)
    if share < least:
        worst = sorted(places, key=lambda name: belonging({name: places[name]}))[:4]
        raise MismatchError(
            f"the {source.language} and {target.language} texts do not seem to belong together: confidence is too low, "
            f"{share:.1%} where {least:.0%} is wanted; lowest at {', '.join(worst)}"
        )


def _years(text: SegmentedDocument) -> frozenset[int]:
    """Return the years in the closing clause of a treaty."""
    clauses = (segment.text for segment in text.segments if segment.block.kind == "testimonium")
    return frozenset(number for clause in clauses for number in numbers(clause) if 1500 <= number <= 2200)
