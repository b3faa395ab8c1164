"""The aligners that are compared: each takes the languages of a set, and returns links for a pair of its texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tests.benchmarks import sets
from toolkit import pipeline
from toolkit.aligner import AlignSettings, encoders

Links = list[tuple[list[int], list[int], float]]
Aligner = Callable[[sets.Pair], Links]
BLOCKS = "sentweave (Vecalign's method), same encoder"
_MOST = 2000  # sentences; longer texts get made-up vectors, since their blocks take too long to encode


def ours(settings: AlignSettings = AlignSettings(), encoder: str = "use") -> Callable[[Sequence[str]], Aligner]:
    """The project's aligner, as ``duizhao align --sentences`` runs it."""

    def prepared(languages: Sequence[str]) -> Aligner:
        chosen = encoders.default() if encoder == "use" else encoders.named(encoder)

        def run(pair: sets.Pair) -> Links:
            (made,) = pipeline.align_sentences((pair.source, pair.target), languages, settings, encoder=chosen)
            return [(list(range(*b.source)), list(range(*b.target)), b.score) for b in made.beads]

        return run

    return prepared


def sentweave(languages: Sequence[str]) -> Aligner:
    """Vecalign's method with the same encoder, which it asks for the vectors of blocks of sentences too."""
    from sentweave import align

    encoder = encoders.default()

    def run(pair: sets.Pair) -> Links:
        encode: Any = encoder.encode if len(pair.source) <= _MOST else _made_up
        found = align(pair.source, pair.target, lambda texts: encode(list(texts)))
        return [(list(each.src_indices), list(each.tgt_indices), 1.0) for each in found.alignments]

    return run


def _made_up(texts: Sequence[str]) -> np.ndarray:
    """Return vectors that are the same for the same text and mean nothing."""
    random = np.random.default_rng(0)
    vectors = random.standard_normal((4096, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors[[hash(text) % 4096 for text in texts]]


def plain_path(languages: Sequence[str]) -> Aligner:
    """A plain dynamic programme: 1-1 links by cosine of the same vectors, gaps for nothing."""
    encoder = encoders.default()

    def run(pair: sets.Pair) -> Links:
        likeness = encoder.encode(pair.source) @ encoder.encode(pair.target).T
        rows, columns = likeness.shape
        best = np.zeros((rows + 1, columns + 1), dtype=np.float32)
        for i in range(rows):
            best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, :-1] + likeness[i], best[i, 1:]))
        found: Links = []
        i, j = rows, columns
        while i and j:
            if best[i, j] == best[i - 1, j]:
                i -= 1
            elif best[i, j] == best[i, j - 1]:
                j -= 1
            else:
                i, j = i - 1, j - 1
                found.append(([i], [j], 1.0))
        return found[::-1]

    return run


def gale_church(in_bytes: bool) -> Callable[[Sequence[str]], Aligner]:
    """Gale and Church's aligner from the package galechurch, with character or byte lengths."""

    def prepared(languages: Sequence[str]) -> Aligner:
        import galechurch

        def run(pair: sets.Pair) -> Links:
            texts = [[x.encode().decode("latin-1") if in_bytes else x for x in t] for t in (pair.source, pair.target)]
            cells = (len(pair.source) + 1) * (len(pair.target) + 1)
            found = galechurch.align(*texts, max_block_size=max(50_000_000, cells)).beads
            return [
                (list(range(b.source_start, b.source_end)), list(range(b.target_start, b.target_end)), 1.0)
                for b in found
            ]

        return run

    return prepared


PEERS: dict[str, Callable[[Sequence[str]], Aligner]] = {
    "duizhao": ours(),
    "duizhao --fast": ours(AlignSettings(fast=True)),
    "duizhao --encoder lexical": ours(encoder="lexical"),
    BLOCKS: sentweave,
    "plain path, same vectors": plain_path,
    "Gale–Church, characters": gale_church(in_bytes=False),
    "Gale–Church, bytes": gale_church(in_bytes=True),
}
