"""Sentence alignment: anchors by structure, a monotone dynamic programme inside them, a confidence per link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from toolkit import __version__
from toolkit import languages as rules
from toolkit.aligner import (
    anchors,
    encoders,
    evidence,
    headings,
    lattice,
    likeness,
    lines,
    meaning,
    parties,
    provisions,
    sides,
    verdict,
)
from toolkit.aligner.numbers import numbers
from toolkit.errors import InputError, MismatchError
from toolkit.model import Alignment, Bead, SegmentedDocument

Progress = Callable[[str, int, int], None]
Concepts = Callable[[str, str], frozenset[str]]
Text = SegmentedDocument | Sequence[str]
Place = int | str


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """How texts are aligned.

    ``anchored`` uses the structure; ``belonging`` is the share of the texts, weighted by confidence, that must be
    linked for them to be taken as versions of one text: of 80 true pairs of news texts the least has 0.62, of 80 others
    the most 0.49 and one in twenty over 0.19 (``tests/benchmarks/belonging.py``; 0 accepts all). ``fast`` compares
    sentences as wholes only.
    """

    anchored: bool = True
    belonging: float = 0.55
    fast: bool = False


def align(
    source: Text,
    target: Text,
    terms: Concepts | None = None,
    encoder: encoders.Encoder | None = None,
    settings: AlignSettings = AlignSettings(),
    progress: Progress | None = None,
    fixed: Sequence[Bead] = (),
    languages: Sequence[str] = (),
    anchors: Sequence[tuple[Place, Place]] = (),
) -> Alignment:
    """Return the alignment of two texts, or of two lists of sentences.

    Beads cover both, in order and without crossing, but for signature lines, which are paired by State. A bead's
    score is the probability of just this link: its posterior on the path, times the probability that its sides fit
    nowhere else in the texts better. Blank sentences are linked with nothing. Lists are not refused: that they do not
    seem to belong together is the first of the remarks.

    Args:
        source: one side.
        target: the other; neither is the original of the other.
        terms: returns the concept ids that stand in a text of a language, such as ``TermIndex.concepts``.
        encoder: the sentence encoder; the one that installs with the package by default.
        settings: see ``AlignSettings``.
        progress: called with a stage, the work done and the whole.
        fixed: beads that a reviser has confirmed; they stay as they are, and links are found between them. One with an
            empty side says that its segments stand alone.
        languages: of lists, their languages; found out by the script if not given. Any will do.
        anchors: pairs of segments, by id or by index from 0, that begin places which correspond.

    Raises:
        InputError: a document has no segments, the fixed beads cross, or one of them or an anchor is not in the texts.
        MismatchError: the documents do not belong together; the message says how sure that is and where.
    """
    one, other = _texts(source, target, languages)
    for side in (one, other):
        if not side.segments and side.document.kind != lines.KIND:
            raise InputError(f"{side.document.id}: there is nothing to align in the {side.language} text")
    _inside(one, other, fixed)
    chosen = encoder or encoders.default()
    points = [(_place(one, a), _place(other, b)) for a, b in anchors]
    (left, ours), (right, theirs) = lines.without_blank(one), lines.without_blank(other)
    found, remarks, unlike = _beads(
        (left, right),
        terms,
        chosen,
        settings,
        progress or (lambda stage, done, whole: None),
        _without(fixed, ours, theirs),
        [(bisect_left(ours, i), bisect_left(theirs, j)) for i, j in points],
    )
    beads = lines.with_blank(found, (ours, theirs), (len(one.segments), len(other.segments)))
    places = verdict.confidence(left, right, found)
    wrong = verdict.mismatch(left, right, places, settings.belonging, found) or unlike
    if wrong and not one.document.kind == other.document.kind == lines.KIND:
        raise MismatchError(wrong)
    said = [
        getattr(chosen, "remark", ""),
        wrong,
        *remarks,
        *verdict.anchored(one, other, points, beads),
        "" if wrong else verdict.part(left, right, places, settings.belonging, found),
        *(() if wrong else verdict.doubtful(left, right, places, found)),
    ]
    return Alignment(one, other, tuple(beads), signature(chosen, settings), tuple(filter(None, said)))


def _texts(source: Text, target: Text, codes: Sequence[str]) -> tuple[SegmentedDocument, SegmentedDocument]:
    """Return both sides as texts; lists of sentences in the languages named, or that they seem to be in."""
    if codes and len(codes) != 2:
        raise InputError(f"two texts want two languages, not {len(codes)}")
    one, other = (
        side if isinstance(side, SegmentedDocument) else lines.document(side, code)
        for side, code in zip((source, target), codes or ("", ""), strict=True)
    )
    return one, other


def _place(text: SegmentedDocument, named: Place) -> int:
    """Return the index of a segment that is named by its id or index."""
    found = next((at for at, segment in enumerate(text.segments) if named in (segment.id, at)), None)
    if found is None or isinstance(named, bool):
        raise InputError(f"an anchor names {named!r}, which is no segment of the {text.language} text")
    return found


def _inside(one: SegmentedDocument, other: SegmentedDocument, fixed: Sequence[Bead]) -> None:
    """Raise an InputError if a bead that a reviser has confirmed has segments that are not in the texts."""
    for bead in fixed:
        for side, (first, stop) in ((one, bead.source), (other, bead.target)):
            if not 0 <= first <= stop <= len(side.segments):
                raise InputError(
                    f"a confirmed link names segments {first} to {stop}; the {side.language} text has "
                    f"{len(side.segments)}"
                )


def _without(fixed: Sequence[Bead], ours: Sequence[int], theirs: Sequence[int]) -> list[Bead]:
    """Return beads as beads on texts without blank segments, by the places of the segments that are left."""
    return [
        replace(
            bead,
            source=(bisect_left(ours, bead.source[0]), bisect_left(ours, bead.source[1])),
            target=(bisect_left(theirs, bead.target[0]), bisect_left(theirs, bead.target[1])),
        )
        for bead in fixed
    ]


def _beads(
    texts: tuple[SegmentedDocument, SegmentedDocument],
    terms: Concepts | None,
    encoder: encoders.Encoder,
    settings: AlignSettings,
    progress: Progress,
    fixed: Sequence[Bead],
    points: Sequence[tuple[int, int]],
) -> tuple[list[Bead], list[str], str]:
    """Return the beads of two texts without blank segments, remarks on where the structure misleads, and if unlike."""
    source, target = texts
    if not source.segments or not target.segments:
        empty = [f"the {each.language} text is empty" for each in texts if not each.segments]
        return _unlinked(source, target), empty, ""
    progress("encoding", 0, 2)
    one = _side(source, encoder, terms)
    progress("encoding", 1, 2)
    other = _side(target, encoder, terms)
    progress("encoding", 2, 2)
    with threadpool_limits(1, "blas"):  # threads of small products wait for one another most of the time
        beads, remarks = _linked(texts, (one, other), terms, settings, progress, fixed, points)
        asked = settings.belonging > 0
        unlike = likeness.unlike(texts, (one, other), beads, encoder, terms is not None) if asked else ""
    return beads, remarks, unlike


def _linked(
    texts: tuple[SegmentedDocument, SegmentedDocument],
    encoded: tuple[sides.Side, sides.Side],
    terms: Concepts | None,
    settings: AlignSettings,
    progress: Progress,
    fixed: Sequence[Bead],
    points: Sequence[tuple[int, int]],
) -> tuple[list[Bead], list[str]]:
    """Return the beads of two texts whose segments are encoded, and remarks on where the structure misleads."""
    (source, target), (one, other) = texts, encoded
    whole = evidence.Evidence(one, other)
    found: Sequence[anchors.Region] = (anchors.Region("", (0, len(one)), (0, len(other))),)
    matched: provisions.Matched | None = None
    if settings.anchored:
        found, matched = anchors.regions(source, target, (one.vectors, other.vectors))
    linked, alone = anchors.settled(fixed)
    found, crossing = anchors.cut_at(found, points, linked)
    parts = anchors.parted(found, linked)
    progress("aligning", 0, len(parts))
    # confirmed links are looked at like the rest, as what is usual in these texts is measured on all of them
    spans = [(part.source, part.target) for part in parts if isinstance(part, Bead) or part.division != "sign"]
    paths = iter(lattice.within(whole, spans, settings.fast, alone))
    beads: list[Bead] = []
    for region in parts:
        if isinstance(region, Bead):
            next(paths)
            beads.append(region)
        elif region.division == "sign":
            beads += parties.beads(source, target, whole, region, terms, linked, alone)
        else:
            judged = headings.paired(texts, region, headings.parted(texts, _judged(whole, next(paths))), alone)
            beads += [anchors.confirmed(bead, alone) for bead in judged]
    progress("aligning", len(parts), len(parts))
    left_out = [
        f"the anchor {source.segments[i].id} = {target.segments[j].id} crosses others and is left out"
        for i, j in crossing
    ]
    return beads, [*left_out, *(provisions.remarks(texts, matched, beads) if matched else ())]


def _unlinked(source: SegmentedDocument, target: SegmentedDocument) -> list[Bead]:
    """Return beads that link nothing, for texts of which one is empty."""
    ours = [Bead((i, i + 1), (0, 0), lattice.SURE) for i in range(len(source.segments))]
    return ours + [Bead((0, 0), (j, j + 1), lattice.SURE) for j in range(len(target.segments))]


def _judged(whole: evidence.Evidence, beads: Sequence[Bead]) -> list[Bead]:
    """Return the beads with their confidence lowered where the sides fit better elsewhere in the texts."""
    chances = meaning.probabilities(whole, beads)
    judged = zip(beads, chances.tolist(), strict=True)
    return [Bead(bead.source, bead.target, bead.score * chance, bead.origin) for bead, chance in judged]


def signature(encoder: encoders.Encoder, settings: AlignSettings) -> str:
    """Return the line that names version, method and settings behind an alignment."""
    closer = "by sentences" if settings.fast or not hasattr(encoder, "tokens") else "by phrases"
    how = f"{'anchored' if settings.anchored else 'free'}, {closer}"
    return f"duizhao {__version__}; semi-Markov path, {how}; {encoder.name}"


def _side(document: SegmentedDocument, encoder: encoders.Encoder, terms: Concepts | None) -> sides.Side:
    segments = document.segments
    order = {block.path: at for at, block in enumerate(document.document.blocks)}
    headed = {segment.block.division for segment in segments if segment.block.kind == "heading"}
    known = terms if document.language in rules.codes() else None
    found = [numbers(segment.text) for segment in segments]
    for at, segment in enumerate(segments):
        if segment.block.number is not None and segment.id.endswith("/s1"):
            found[at] |= {segment.block.number}
    return sides.side(
        [rules.ordinary(text, document.language) for text in document.texts],  # capitals mean little to an encoder
        encoder,
        numbers=found,
        concepts=[known(segment.text, document.language) if known else frozenset() for segment in segments],
        blocks=[order[segment.block.path] for segment in segments],
        divisions=[division if (division := segment.block.division) in headed else "" for segment in segments],
        headings=[segment.block.kind == "heading" for segment in segments],
    )
