"""Accuracy of the aligner beside peers: ``python -m tests.benchmarks.align [SETS_FOLDER]`` (needs the extra ``bench``).

Sets are in Vecalign's notation. All aligners see the same sentences; the vector peers get the same vectors. Printed:
strict and lax F1, the calibration error of the confidence, CPU seconds, and a signature.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.benchmarks import sets
from toolkit import __version__
from toolkit.aligner import encoders, evidence, lattice, meaning
from toolkit.aligner.evaluation import score
from toolkit.aligner.numbers import numbers

Aligner = Callable[[sets.Pair], list[tuple[tuple[int, ...], tuple[int, ...], float]]]
DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "alignment-dev"


def ours(pair: sets.Pair) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """The project's aligner, on bare sentences: no structure, no glossary."""
    encoder = encoders.default()
    sides = [evidence.side(t, encoder, numbers=[numbers(x) for x in t]) for t in (pair.source, pair.target)]
    whole = evidence.Evidence(*sides)
    beads = lattice.beads(whole)
    sure = meaning.probabilities(whole, beads)
    return [
        (tuple(range(*b.source)), tuple(range(*b.target)), b.score * float(p)) for b, p in zip(beads, sure, strict=True)
    ]


def plain_path(pair: sets.Pair) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """A plain dynamic programme: 1-1 links by cosine of the same vectors, gaps for nothing."""
    encoder = encoders.default()
    likeness = encoder.encode(pair.source) @ encoder.encode(pair.target).T
    rows, columns = likeness.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        for j in range(columns):
            best[i + 1, j + 1] = max(best[i, j] + likeness[i, j], best[i, j + 1], best[i + 1, j])
    found, i, j = [], rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j - 1] + likeness[i - 1, j - 1]:
            found.append(((i - 1,), (j - 1,), 1.0))
            i, j = i - 1, j - 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def gale_church(bytes_: bool) -> Aligner:
    """Gale and Church's aligner from the package galechurch, with character or byte lengths."""
    import galechurch

    def run(pair: sets.Pair) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
        texts = [[x.encode().decode("latin-1") if bytes_ else x for x in t] for t in (pair.source, pair.target)]
        found = galechurch.align(*texts).beads
        return [
            (tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end)), 1.0) for b in found
        ]

    return run


def measure(name: str, aligner: Aligner, pairs: list[sets.Pair]) -> str:
    """Return a row of the table."""
    found, gold, sure = [], [], []
    start = time.process_time()
    results = [aligner(pair) for pair in pairs]
    seconds = time.process_time() - start
    for pair, links in zip(pairs, results, strict=True):
        marked = lambda link, d=pair.name: (tuple(f"{d}s{i}" for i in link[0]), tuple(f"{d}t{j}" for j in link[1]))  # noqa: E731
        truth = {marked(link) for link in pair.gold}
        found += [marked(link) for link in links]
        gold += [marked(link) for link in pair.gold]
        sure += [(link[2], marked(link) in truth) for link in links]
    result = score(found, gold)
    error = f"{calibration_error(sure):.3f}" if name == "duizhao" else "–"
    return f"| {name} | {result.f1:.3f} | {result.lax_f1:.3f} | {error} | {seconds:.1f} |"


def calibration_error(sure: list[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error: how far confidence and share of right links lie apart, 0 to 1."""
    values = np.array(sure, dtype=float)
    place = np.minimum((values[:, 0] * bins).astype(int), bins - 1)
    gaps = [abs(values[place == b, 0].mean() - values[place == b, 1].mean()) * (place == b).sum() for b in set(place)]
    return float(sum(gaps) / len(values))


def main() -> None:
    """Print a table a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    folder = parser.parse_args().folder
    found = sorted(path.parent for path in folder.glob("*/manifest.json") if any(path.parent.glob("*.gold")))
    if not found:
        raise SystemExit(f"there are no sets in {folder}; name a folder with sets in Vecalign's notation")
    encoder = encoders.default()
    print(f"duizhao {__version__}, {encoder.name}, Python {platform.python_version()}, {platform.machine()}\n")
    peers: dict[str, Aligner] = {
        "duizhao": ours,
        "plain path, same vectors": plain_path,
        "Gale–Church, characters": gale_church(bytes_=False),
        "Gale–Church, bytes": gale_church(bytes_=True),
    }
    for path in found:
        pairs = sets.load(path)
        encoder.encode([text for pair in pairs for text in (*pair.source, *pair.target)])
        print(f"### {path.name} ({len(pairs)} documents, {sum(len(p.source) for p in pairs)} sentences)\n")
        print("| aligner | strict F1 | lax F1 | calibration error | CPU s without encoding |\n|---|---|---|---|---|")
        for name, aligner in peers.items():
            print(measure(name, aligner, pairs), flush=True)
        print()


if __name__ == "__main__":
    main()
