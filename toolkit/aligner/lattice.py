"""The links of regions of two texts, with their confidence: a first pass over sentence vectors, then a closer look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from toolkit.aligner import band, evidence, matching, search
from toolkit.aligner.coverage import Coverage, Windows
from toolkit.aligner.search import Band, Indices, Lattice, Link, LinkType, Matrix
from toolkit.model import Bead

SURE = 0.999  # the highest confidence that is ever claimed
_STRETCH = 256  # segments of the source whose parts are compared before the next are made
Range = tuple[int, int]
Region = tuple[Range, Range]


@dataclass(frozen=True)
class Search:
    """A lattice, the features of its links, and which links are not to be used."""

    bands: list[Band]
    lattice: Lattice
    features: Callable[[LinkType, Indices, Indices], evidence.Features]
    holds: Callable[[LinkType, Indices, Indices], np.ndarray] | None = None

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
            scores[nodes, kind] = total
        return scores


def beads(whole: evidence.Evidence, regions: Sequence[Region] | None = None, fast: bool = False) -> list[list[Bead]]:
    """Return the beads of each region, a range of rows and one of columns; by default of the whole of both texts."""
    if regions is None:
        regions = [((0, len(whole.source)), (0, len(whole.target)))]
    full = [region for region in regions if any(stop > start for start, stop in region)]
    if not full:
        return [[] for _ in regions]
    name = kind_of_evidence(whole, fast)
    looked = second(whole, first(whole, full), name)
    scores = looked.scores(evidence.default_weights(name))
    sure = confidence(looked.lattice, search.posteriors(looked.lattice, scores))
    paths = iter(search.best(looked.lattice, scores))
    return [
        [Bead(*looked.lattice.link(*step), float(min(sure[step], SURE))) for step in next(paths)]
        if any(stop > start for start, stop in region)
        else []
        for region in regions
    ]


def kind_of_evidence(whole: evidence.Evidence, fast: bool) -> str:
    """Return the name of the evidence that can be had: ``full`` where the encoder gives phrases, else ``fast``."""
    return "fast" if fast or whole.source.tokens is None or whole.target.tokens is None else "full"


def first(whole: evidence.Evidence, regions: Sequence[Region]) -> Search:
    """Return the first pass over regions that are not empty, by sentence vectors."""
    bands = [band.first(whole, *region) for region in regions]
    return Search(bands, Lattice(bands), whole.outline)


def second(whole: evidence.Evidence, rough: Search, name: str) -> Search:
    """Return the second pass: the nodes that the first finds probable, and the evidence of the kind named."""
    scores = rough.scores(evidence.default_weights("first"))
    bands = band.narrowed(rough.lattice, scores, rough.bands)
    path = [rough.lattice.link(*step) for step in chain.from_iterable(search.best(rough.lattice, scores))]
    windows = band.windows(bands, path, (len(whole.source), len(whole.target)))
    detail = evidence.Detail(whole, coverages(whole, windows, path, name))
    return Search(bands, Lattice(bands), detail.features, detail.holds)


def coverages(
    whole: evidence.Evidence, windows: tuple[Windows, Windows], path: Sequence[Link], name: str
) -> dict[str, tuple[Coverage, Coverage]]:
    """Return what the units of both texts find in their windows, by sort of unit."""
    source, target = whole.source, whole.target
    meaning: matching.ByPhrase | matching.BySentence
    if name == "full" and source.tokens and target.tokens:
        phrases = (matching.Phrases(source.texts, source.tokens), matching.Phrases(target.texts, target.tokens))
        meaning = matching.ByPhrase(phrases, windows)
    else:
        meaning = matching.BySentence((source.vectors, target.vectors), windows)
    sorts = {
        "meaning": meaning,
        "numbers": matching.ByValue((source.numbers, target.numbers), windows),
        "terms": matching.ByValue((source.concepts, target.concepts), windows, whole.rarity),
    }
    found = {sort: (Coverage(windows[0]), Coverage(windows[1])) for sort in sorts}
    for part in _stretches(path):
        for sort, matches in sorts.items():
            for side in (0, 1):
                found[sort][side].fill(*part[side], lambda at, m=matches, s=side: m.of(s, at))  # type: ignore[misc]
    return {
        sort: (ours.finished(sort == "meaning"), theirs.finished(sort == "meaning"))
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
    """Return the probability of each link; a skipped segment's is summed over the places where the path may skip it."""
    sure = probable.copy()
    for kind, place in (((1, 0), 1), ((0, 1), 2)):
        at = lattice.kinds.index(kind)
        found = lattice.links(at)
        nodes, segments = found[0], found[place]
        sure[nodes, at] = np.bincount(segments, weights=probable[nodes, at])[segments]
    return sure
