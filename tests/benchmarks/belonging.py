"""How far apart true pairs of texts and others lie: the share of the texts that is linked, weighted by confidence.

    python -m tests.benchmarks.belonging ../shared/alignment-dev

Prints for 40 documents each of zh–ru and zh–en the least, the twentieth part and the most of true pairs, and of each
document with another one's translation; ``AlignSettings.belonging`` stands between.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from tests.benchmarks.sets import load
from toolkit import aligner, recognition
from toolkit.aligner import verdict
from toolkit.model import Block, Document, SegmentedDocument
from toolkit.segmenter import segment

_SETS = {"ntrex-ru-dev": ("zh", "ru"), "ntrex-en-dev": ("zh", "en")}
_DOCUMENTS, _AWAY = 40, 7


def text(lines: list[str], language: str) -> SegmentedDocument:
    """Return sentences as a document with one paragraph each."""
    blocks, at = [], 0
    for number, line in enumerate(lines, start=1):
        blocks.append(Block("paragraph", f"body/p{number}", at, at + len(line)))
        at += len(line) + 1
    return segment(Document("text", language, "\n".join(lines), tuple(blocks)))  # type: ignore[arg-type]


def share(one: SegmentedDocument, other: SegmentedDocument) -> float:
    """Return how much of two texts is linked."""
    made = aligner.align(one, other, terms=recognition.index().concepts, settings=aligner.AlignSettings(belonging=-1.0))
    return verdict.belonging(verdict.confidence(one, other, made.beads))


def main(folder: Path) -> None:
    """Print the figures."""
    found: dict[str, list[float]] = {"true pairs": [], "others": []}
    for name, (left, right) in _SETS.items():
        pairs = load(folder / name)
        for at, pair in enumerate(pairs[:_DOCUMENTS]):
            source = text(pair.source, left)
            found["true pairs"].append(share(source, text(pair.target, right)))
            found["others"].append(share(source, text(pairs[(at + _AWAY) % len(pairs)].target, right)))
    for name, values in found.items():
        least, low, high, most = np.quantile(values, [0, 0.05, 0.95, 1])
        print(f"{name:10} {len(values):4}  least {least:.3f}  5% {low:.3f}  95% {high:.3f}  most {most:.3f}")
    print(f"threshold {aligner.AlignSettings().belonging}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/alignment-dev"))
