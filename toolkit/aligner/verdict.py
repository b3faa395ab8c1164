"""Whether two texts belong together, as far as their alignment tells, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from toolkit.aligner import states
from toolkit.aligner.numbers import numbers
from toolkit.model import Bead, SegmentedDocument

_DOUBT = 0.5
_WEAK = 0.3
_PART, _FEWEST = 0.75, 3  # share of a part of the other text that must be linked, in so many links at least
_LONG = 8.0  # segments without a counterpart, in sum, that are worth a remark
# what any two such texts share, so that it says nothing of whether they belong together
_STRUCTURAL = frozenset(
    {"heading", "title", "opening", "formula", "testimonium", "signature", "address", "jump", "agency"}
)
Scores = dict[str, list[tuple[float, int]]]


def confidence(source: SegmentedDocument, target: SegmentedDocument, beads: Sequence[Bead]) -> Scores:
    """Return the confidence of each provision's links with their sizes in segments, 0 where one side has nothing.

    What any two treaties share is left out, unless one of the texts is nothing else, and so is what a reviser has
    confirmed to stand alone.
    """
    found: Scores = {}
    for bead, division in zip(beads, divisions(source, target, beads), strict=True):
        sizes = bead.source[1] - bead.source[0], bead.target[1] - bead.target[0]
        settled = bead.origin == "reviewed" and not all(sizes)
        if division and not settled:
            found.setdefault(division, []).append((bead.score if all(sizes) else 0.0, sum(sizes)))
    return found


def divisions(source: SegmentedDocument, target: SegmentedDocument, beads: Sequence[Bead]) -> Iterator[str]:
    """Yield the provision of each link, or nothing for one of what any two such texts share."""
    kinds = [{segment.block.kind for segment in text.segments} for text in (source, target)]
    skipped = _STRUCTURAL if all(each - _STRUCTURAL for each in kinds) else frozenset[str]()
    for bead in beads:
        text, span = (source, bead.source) if bead.source[0] < bead.source[1] else (target, bead.target)
        blocks = [segment.block for segment in text.segments[slice(*span)]]
        yield blocks[0].division if any(block.kind not in skipped for block in blocks) else ""


def belonging(places: Mapping[str, Sequence[tuple[float, int]]]) -> float:
    """Return the share of two texts, by segments, that is linked, weighted by confidence."""
    scores = [each for found in places.values() for each in found]
    return float(np.average([s for s, _ in scores], weights=[size for _, size in scores])) if scores else 1.0


def mismatch(
    source: SegmentedDocument, target: SegmentedDocument, places: Scores, least: float, beads: Sequence[Bead]
) -> str:
    """Return why two texts do not seem to belong together, or the empty string.

    Too little of them is linked with confidence, and not because one is a part of the other; or they are about other
    States, or their closing clauses, or the dates of letters, name other years.
    """
    if least <= 0:
        return ""
    wrong = apart(source, target)
    done = [_years(text) for text in (source, target)]
    if done[0] and done[1] and not done[0] & done[1]:
        named = " and ".join(", ".join(str(year) for year in sorted(years)) for years in done)
        letters = any(segment.block.kind == "address" for segment in source.segments)
        return f"{wrong}: their {'dates' if letters else 'closing clauses'} name other years: {named}"
    other = _other_states(source, target)
    if other:
        return f"{wrong}: {other}"
    share = belonging(places)
    if share >= least or part(source, target, places, least, beads):
        return ""
    worst = sorted(places, key=lambda name: belonging({name: places[name]}))[:4]
    where = worst
    if len(places) == 1:
        where = stretches(source, target, beads)[:4] or [named_lines(source, target, beads)]
    shown = int(1000 * share) / 1000  # rounded down, so that it does not look as if it were enough
    return f"{wrong}: confidence is too low, {shown:.1%} where {least:.0%} is wanted; lowest at {', '.join(where)}"


def part(
    source: SegmentedDocument, target: SegmentedDocument, places: Scores, least: float, beads: Sequence[Bead]
) -> str:
    """Return a remark that one text is a part of the other, if it is linked as a whole, or the empty string.

    What the other text has before and after counts for nothing then; of 220 pairs that do not belong together none has
    more than half of what is left linked in three links or more, of beginnings of true versions all have nine tenths.
    """
    if belonging(places) >= least:
        return ""
    counted = [bead for bead, said in zip(beads, divisions(source, target, beads), strict=True) if said]
    for text, whole, spans in (
        (source, target, [bead.source for bead in counted]),
        (target, source, [bead.target for bead in counted]),
    ):
        held = [at for at, span in enumerate(spans) if span[0] < span[1]]
        inner = confidence(source, target, counted[held[0] : held[-1] + 1]) if held else {}
        if sum(map(len, inner.values())) >= _FEWEST and belonging(inner) >= max(least, _PART):
            return f"{is_part(text.language)} the {whole.language} text"
    return ""


def is_part(language: str) -> str:
    """Return the words that say of a text that it is a part of another one."""
    return f"the {language} text is only a part of"


def _other_states(source: SegmentedDocument, target: SegmentedDocument) -> str:
    """Return what says that two texts are about other States, or the empty string."""
    codes = source.language, target.language
    whole, fronts, titles = (
        [choose(text) for text in (source, target)] for choose in (_texts, states.front, states.title)
    )
    parties = states.other_parties(titles[0], titles[1], codes)
    if parties:
        return "; ".join(f"the {code} title names {named}" for code, named in zip(codes, parties, strict=True))
    about = states.others(whole[0], whole[1], codes) or states.others_in_front(fronts, whole, codes)
    said = "the {} text is about {} and never names {}".format
    return f"{said(codes[0], *about)}, {said(codes[1], *reversed(about))}" if about else ""


def _texts(text: SegmentedDocument) -> list[str]:
    return [segment.text for segment in text.segments]


def doubtful(
    source: SegmentedDocument, target: SegmentedDocument, places: Scores, beads: Sequence[Bead]
) -> tuple[str, ...]:
    """Return remarks on the provisions, or in a text without them the stretches, where the texts may not correspond."""
    if len(places) == 1:
        where = stretches(source, target, beads)
    else:
        where = [
            name
            for name, scores in places.items()
            if belonging({name: scores}) < _DOUBT and any(score for score, _ in scores)
        ]
    return tuple(f"low confidence at {name}: do the texts correspond there?" for name in where)


def anchored(
    source: SegmentedDocument, target: SegmentedDocument, points: Sequence[tuple[int, int]], beads: Sequence[Bead]
) -> list[str]:
    """Return remarks on places that a user says correspond, though their links do not look so."""
    weak = {(bead.source[0], bead.target[0]) for bead in beads if bead.score < _WEAK or "0" in bead.kind.split("-")}
    return [
        f"the texts do not seem to correspond at the anchor {source.segments[i].id} = {target.segments[j].id}"
        for i, j in points
        if (i, j) in weak
    ]


def stretches(source: SegmentedDocument, target: SegmentedDocument, beads: Sequence[Bead]) -> list[str]:
    """Return the longest stretches in which little is linked, the worst first, as lines of both texts.

    A link counts for its size times how far its confidence lies below one half, and against as far as it lies above; a
    stretch is a run of links whose sum is greatest (Kadane's algorithm, again on what is left on both sides).
    """
    sizes = [sum(b - a for a, b in (bead.source, bead.target)) for bead in beads]
    linked = [bead.score if "0" not in bead.kind.split("-") else 0.0 for bead in beads]
    places = divisions(source, target, beads)
    lost = [2 * (_DOUBT - score) * size * bool(d) for score, size, d in zip(linked, sizes, places, strict=True)]
    found: list[tuple[float, int, int]] = []
    todo = [(0, len(beads))]
    while todo:
        start, stop = todo.pop()
        total, first, last = _heaviest(lost, start, stop)
        if total >= _LONG:
            found.append((total, first, last))
            todo += [(start, first), (last, stop)]
    return [named_lines(source, target, beads[first:last]) for _, first, last in sorted(found, reverse=True)]


def _heaviest(values: Sequence[float], start: int, stop: int) -> tuple[float, int, int]:
    """Return the greatest sum of a run of values between two places, and the half-open range of the run."""
    best, running, begin = (0.0, start, start), 0.0, start
    for at in range(start, stop):
        if running <= 0:
            running, begin = 0.0, at
        running += values[at]
        best = max(best, (running, begin, at + 1), key=lambda each: each[0])
    return best


def apart(source: SegmentedDocument, target: SegmentedDocument) -> str:
    """Return the words that say of two texts that they are no versions of one."""
    return f"the {source.language} and {target.language} texts do not seem to belong together"


def named_lines(source: SegmentedDocument, target: SegmentedDocument, beads: Sequence[Bead]) -> str:
    """Return the raw lines of both texts between which the links lie."""
    named = []
    for text, spans in ((source, [b.source for b in beads]), (target, [b.target for b in beads])):
        held = [at for span in spans for at in range(*span)]
        if held:
            first, last = (text.segments[at] for at in (min(held), max(held)))
            lines = text.document.raw_lines(first.start, max(last.stop, first.start + 1))
            ends = dict.fromkeys([str(lines[0]), str(lines[-1])] if lines else [first.id, last.id])
            word = "" if not lines else "line " if len(ends) == 1 else "lines "
            named.append(f"{text.language} {word}{'–'.join(ends)}")
    return " / ".join(named)


def _years(text: SegmentedDocument) -> frozenset[int]:
    """Return the years in the closing clause of a treaty, or above and below a letter."""
    clauses = (segment.text for segment in text.segments if segment.block.kind in ("testimonium", "address"))
    return frozenset(number for clause in clauses for number in numbers(clause) if 1500 <= number <= 2200)
