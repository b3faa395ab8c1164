"""The links of regions of two texts, with their confidence: a first pass over sentence vectors, then a closer look."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np

from toolkit.aligner import band, evidence, matching, search, sides
from toolkit.aligner.anchors import Alone
from toolkit.aligner.coverage import LARGEST, Coverage, Windows
from toolkit.aligner.search import Band, Indices, Lattice, Link, LinkType, Matrix
from toolkit.model import Bead

SURE = 0.999  # the highest confidence that is ever claimed
_CALM = 0.9  # what log-odds are multiplied by: human gold is less sure than the path; measured on the development sets
_STRETCH = 128  # segments of the source whose parts are compared before the next are made
Range = tuple[int, int]
Region = tuple[Range, Range]
_NONE: Alone = (frozenset(), frozenset())


@dataclass(frozen=True)
class Search:
    """A lattice, the features of its links, and which links are not to be used."""

    bands: list[Band]
    lattice: Lattice
    features: Callable[[LinkType, Indices, Indices], evidence.Features]
    holds: Callable[[LinkType, Indices, Indices], np.ndarray] | None = None
    likeness: sides.Likeness | None = None
    alone: Alone = _NONE

    def scores(self, weights: Mapping[str, float]) -> Matrix:
        """Return the score of each link; one that doesn't hold is never chosen."""
        scores = np.zeros(self.lattice.before.shape)
        for kind, name in enumerate(self.lattice.kinds):
            nodes, i, j = self.lattice.links(kind)
            if self.holds:
                held = self.holds(name, i, j)
                scores[nodes[~held], kind] = search.NEVER
                nodes, i, j = nodes[held], i[held], j[held]
            total = np.zeros(len(nodes))
            for feature, values in self.features(name, i, j):
                total += weights.get(feature, 0.0) * values
            total[self._barred(name, i, j)] = search.NEVER
            scores[nodes, kind] = total
        return scores

    def _barred(self, kind: LinkType, i: Indices, j: Indices) -> np.ndarray:
        """Return which links hold a segment that must stand alone, and do not leave it alone."""
        barred = np.zeros(len(i), dtype=bool)
        for size, at, known, skip in zip(kind, (i, j), self.alone, ((1, 0), (0, 1)), strict=True):
            if known and size and kind != skip:
                barred |= np.isin(at[:, None] + np.arange(size), list(known)).any(axis=1)
        return barred


def beads(whole: evidence.Evidence, fast: bool = False) -> list[Bead]:
    """Return the beads of the whole of both texts."""
    return within(whole, [((0, len(whole.source)), (0, len(whole.target)))], fast)[0]


def within(
    whole: evidence.Evidence, regions: Sequence[Region], fast: bool = False, alone: Alone = _NONE
) -> list[list[Bead]]:
    """Return the beads of each region, a range of rows and one of columns.

    ``fast`` asks sentence vectors only; ``alone`` holds the segments of either side that must stand alone.
    """
    held = [any(stop > start for start, stop in region) for region in regions]
    full = [region for region, any_ in zip(regions, held, strict=True) if any_]
    if not full:
        return [[] for _ in regions]
    name = kind_of_evidence(whole, fast)
    looked = second(whole, first(whole, full, alone), name)
    filled = iter(decoded(looked, evidence.default_weights(name)))
    return [next(filled) if any_ else [] for any_ in held]


def decoded(looked: Search, weights: Mapping[str, float]) -> list[list[Bead]]:
    """Return the beads of each band, each with the posterior probability of its link."""
    scores = looked.scores(weights)
    sure = confidence(looked.lattice, search.posteriors(looked.lattice, scores))
    return [_beads(looked, path, sure) for path in search.best(looked.lattice, scores)]


def kind_of_evidence(whole: evidence.Evidence, fast: bool) -> str:
    """Return the name of the evidence that can be had: ``full`` where the encoder gives phrases, else ``fast``."""
    return "fast" if fast or whole.source.tokens is None or whole.target.tokens is None else "full"


def first(whole: evidence.Evidence, regions: Sequence[Region], alone: Alone = _NONE) -> Search:
    """Return the first pass over regions that are not empty, by sentence vectors."""
    bands = [band.first(whole, *region) for region in regions]
    windows = band.reached(bands, len(whole.source), LARGEST)
    likeness = sides.Likeness(whole.source, whole.target, windows)
    outline = partial(whole.outline, likeness)
    return Search(bands, Lattice(bands), outline, likeness=likeness, alone=alone)


def second(whole: evidence.Evidence, rough: Search, name: str) -> Search:
    """Return the second pass: the nodes that the first finds probable, and the evidence of the kind named."""
    scores = rough.scores(evidence.default_weights("first"))
    path = [rough.lattice.link(*step) for step in chain.from_iterable(search.best(rough.lattice, scores))]
    scores /= 2
    bands = band.narrowed(rough.lattice, scores, rough.bands)
    del scores
    near = band.windows(bands, path, (len(whole.source), len(whole.target)))
    regions = [((b.first, b.first + len(b.low) - 1), (int(b.low[0]), int(b.high[-1]))) for b in bands]
    found = coverages(whole, near, band.inside(near, regions), path, name)
    detail = evidence.Detail(whole, found, path, rough.likeness if name == "fast" else None)
    return Search(bands, Lattice(bands), detail.features, detail.holds, alone=rough.alone)


def coverages(
    whole: evidence.Evidence,
    near: tuple[Windows, Windows],
    windows: tuple[Windows, Windows],
    path: Sequence[Link],
    name: str,
) -> dict[str, tuple[Coverage, Coverage]]:
    """Return what the units of both texts find in their windows, by sort of unit; hubness is that of all ``near``."""
    source, target = whole.source, whole.target
    values: dict[str, matching.Matches] = {
        "numbers": matching.ByValue((source.numbers, target.numbers), windows),
        "terms": matching.ByValue((source.concepts, target.concepts), windows, whole.rarity),
    }
    stretches = _stretches(path)
    if name != "full" or not (source.tokens and target.tokens):
        whole_ones = matching.BySentence((source.vectors, target.vectors), near, windows)
        return _filled({"meaning": whole_ones, **values}, windows, stretches)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ours = matching.Phrases(source.texts, source.tokens, pool)
        theirs = matching.Phrases(target.texts, target.tokens, pool)
        by_phrase = matching.ByPhrase((ours, theirs), near, windows)
        return _filled({"meaning": by_phrase, **values}, windows, stretches, (ours, theirs))


def _filled(
    sorts: Mapping[str, matching.Matches],
    windows: tuple[Windows, Windows],
    stretches: Sequence[Region],
    phrases: Sequence[matching.Phrases] = (),
) -> dict[str, tuple[Coverage, Coverage]]:
    """Return coverages by sort, filled stretch by stretch while the phrases of the next stretch are made."""
    found = {sort: (Coverage(windows[0]), Coverage(windows[1])) for sort in sorts}
    for part, following in zip(stretches, [*stretches[1:], ((0, 0), (0, 0))], strict=True):
        for each, spans in zip(phrases, zip(part, following, strict=True), strict=False):
            for span in spans:
                each.ahead(*span)
        for sort, matches in sorts.items():
            for side in (0, 1):
                found[sort][side].fill(*part[side], partial(matches.of, side))
    return {
        sort: (ours.finished(sort != "numbers"), theirs.finished(sort != "numbers"))
        for sort, (ours, theirs) in found.items()
    }


def _stretches(path: Sequence[Link]) -> list[Region]:
    """Return the path in stretches of a bounded number of segments."""
    out: list[Region] = []
    i = j = 0
    for at, ((_, b), (_, d)) in enumerate(path):
        if b - i >= _STRETCH or d - j >= _STRETCH or at == len(path) - 1:
            out.append(((i, b), (j, d)))
            i, j = b, d
    return out


def confidence(lattice: Lattice, probable: Matrix) -> Matrix:
    """Return the probability of each link; a skipped segment's is summed over all ways in which the path may skip it.

    That of a gap is the mean of its segments'.
    """
    sure = probable.copy()
    for kinds, place in (([(1, 0), (5, 0)], 1), ([(0, 1), (0, 5)], 2)):
        found = [(lattice.kinds.index(kind), max(kind)) for kind in kinds]
        ends = int((lattice.rows if place == 1 else lattice.columns).max()) + 1
        total = np.zeros(ends)
        for at, size in found:
            nodes, segments = lattice.links(at)[0], lattice.links(at)[place]
            for k in range(size):
                total += np.bincount(segments + k, weights=probable[nodes, at], minlength=ends)
        for at, size in found:
            nodes, segments = lattice.links(at)[0], lattice.links(at)[place]
            sure[nodes, at] = sum(total[segments + k] for k in range(size)) / size
    return sure


def _beads(looked: Search, path: Sequence[search.Step], sure: Matrix) -> list[Bead]:
    """Return the beads of a path, a gap as single segments."""
    out = []
    for step in path:
        (a, b), (c, d) = looked.lattice.link(*step)
        odds = sure[step] / max(1 - sure[step], 1e-9)
        score = float(min(odds**_CALM / (1 + odds**_CALM), SURE))
        if a < b and c < d:
            out.append(Bead((a, b), (c, d), score))
        else:
            out += [Bead((k, k + 1), (c, c), score) for k in range(a, b)]
            out += [Bead((a, a), (k, k + 1), score) for k in range(c, d)]
    return out
