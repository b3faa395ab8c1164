"""More development material, made from the sets by rule and seed: long texts with whole documents missing on one side."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.benchmarks.sets import Links, Pair


def gaps(pairs: Sequence[Pair], seed: int, missing: int = 10) -> Pair:
    """Return the documents of a set as one text, with some left out on one side and as many on the other."""
    chosen = random.Random(seed).sample(range(len(pairs)), 2 * missing)
    without = set(chosen[:missing]), set(chosen[missing:])
    source: list[str] = []
    target: list[str] = []
    links: Links = []
    for at, pair in enumerate(pairs):
        i, j = len(source), len(target)
        ours = [] if at in without[0] else pair.source
        theirs = [] if at in without[1] else pair.target
        if ours and theirs:
            links += [(tuple(i + k for k in left), tuple(j + k for k in right)) for left, right in pair.gold]
        else:
            links += [((i + k,), ()) for k in range(len(ours))] + [((), (j + k,)) for k in range(len(theirs))]
        source += ours
        target += theirs
    return Pair(f"gaps{seed}", source, target, links)
