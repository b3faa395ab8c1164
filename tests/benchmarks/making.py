"""More development material, by rule and seed: long texts with whole documents missing, the project's own documents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import toolkit
from tests.benchmarks.sets import Links, Pair
from toolkit import data


def corpus() -> list[Pair]:
    """Return every pair of the project's documents as bare sentences, without their structure, with the links read."""
    found = []
    for name in data.corpus_ids():
        texts = {language: toolkit.segment(document) for language, document in data.documents(name).items()}
        for one, other in combinations(texts, 2):
            sides = texts[one], texts[other]
            places = [{segment.id: at for at, segment in enumerate(side.segments)} for side in sides]
            links = [
                (tuple(places[0][k] for k in left), tuple(places[1][k] for k in right))
                for left, right in data.gold(name, f"{one}-{other}")
            ]
            found.append(Pair(f"{name}-{one}-{other}", list(sides[0].texts), list(sides[1].texts), links))
    return found


def gaps(pairs: Sequence[Pair], seed: int, missing: int = 10) -> Pair:
    """Return the documents of a set as one text, with some left out on one side and as many on the other."""
    chosen = random.Random(seed).sample(range(len(pairs)), 2 * missing)
    return _joined(f"gaps{seed}", pairs, (set(chosen[:missing]), set(chosen[missing:])))


def lacking(pairs: Sequence[Pair], seed: int, side: int) -> Pair:
    """Return the documents of a set as one text, with half of them left out on one side."""
    chosen = set(random.Random(seed).sample(range(len(pairs)), len(pairs) // 2))
    return _joined(f"lacking{seed}", pairs, (set(), chosen) if side else (chosen, set()))


def _joined(name: str, pairs: Sequence[Pair], without: tuple[set[int], set[int]]) -> Pair:
    """Return documents as one text without some on either side."""
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
    return Pair(name, source, target, links)


def long(lines: Sequence[tuple[str, str]], size: int, seed: int) -> Pair:
    """Return a text of about so many target sentences, a third more of source ones, each made of two lines at random.

    Some sentences are split on one side, some missing there, and twice a stretch of a fiftieth of the text is.
    """
    random_ = random.Random(seed)
    short = sorted(lines, key=lambda line: len(line[0]))[: len(lines) // 2]
    source: list[str] = []
    target: list[str] = []
    links: Links = []
    missing = {size // 4 + k for k in range(size // 50)}, {size // 2 + k for k in range(size // 50)}
    for at in range(size):
        first, second = random_.choice(short), random_.choice(short)
        draw = random_.random()
        ours = [] if at in missing[0] else [first[0], second[0]] if draw < 0.35 else [f"{first[0]} {second[0]}"]
        theirs = [] if at in missing[1] or draw > 0.97 else [f"{first[1]} {second[1]}"]
        if 0.35 < draw < 0.4:
            theirs = [first[1], second[1]] if theirs else []
        i, j = len(source), len(target)
        source += ours
        target += theirs
        left, right = tuple(range(i, len(source))), tuple(range(j, len(target)))
        links += [(left, right)] if left and right else [((k,), ()) for k in left] + [((), (k,)) for k in right]
    return Pair(f"long{size}", source, target, links)
