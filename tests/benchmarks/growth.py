"""How the aligner's time and memory grow with the text: ``python -m tests.benchmarks.growth [SETS_FOLDER]``.

Texts are made by rule and seed from parallel lines (``making.long``). Each run is a process of its own, on all cores.
Its clock stands while sentences are encoded: a sentence's vector is the sum of those of its lines, since this benchmark
does not measure encoding. The phrases of the full method are the encoder's, made while the clock runs.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks import making
from tests.benchmarks.align import DEFAULT, machine
from toolkit import pipeline
from toolkit.aligner import AlignSettings, encoders
from toolkit.aligner.evaluation import score
from toolkit.aligner.tokens import TokenRows

SIZES = {"full": (5000, 10000, 20000), "fast": (10000, 20000, 40000, 76000)}
LANGUAGES = ("zh", "ru")


class Summed:
    """The default encoder for texts made of lines: vectors are sums of those of the lines, phrases are its own."""

    name = "sums of lines"

    def __init__(self, lines: Sequence[str]) -> None:
        self._encoder: Any = encoders.default()
        self._known = dict(zip(lines, self._encoder.encode(lines), strict=True))
        self.wall = self.cpu = 0.0  # seconds spent in it

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one unit vector a text."""
        wall, cpu = time.perf_counter(), time.process_time()
        found = np.stack([self._vector(text) for text in texts])
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        self.wall, self.cpu = self.wall + time.perf_counter() - wall, self.cpu + time.process_time() - cpu
        return found

    def _vector(self, text: str) -> np.ndarray:
        if text in self._known:
            return self._known[text]
        cuts = (at for at, char in enumerate(text) if char == " ")
        cut = next(at for at in cuts if text[:at] in self._known and text[at + 1 :] in self._known)
        return self._known[text[:cut]] + self._known[text[cut + 1 :]]

    def load(self, how: str) -> None:
        """Have the encoder read its weights, as it has after encoding."""
        (self._encoder.tokens if how == "full" else self._encoder.encode)([f"{how} {time.time_ns()}"])

    def tokens(self, texts: Sequence[str]) -> TokenRows:
        """Return the phrases of texts."""
        found: TokenRows = self._encoder.tokens(texts)
        return found


def lines(folder: Path) -> list[tuple[str, str]]:
    """Return the parallel lines of a set."""
    found = [
        [line for path in sorted(folder.glob(f"*.{code}")) for line in path.read_text("utf-8").splitlines()]
        for code in LANGUAGES
    ]
    if not found[0]:
        raise SystemExit(f"there are no parallel lines in {folder}; name a folder with files NAME.zh and NAME.ru")
    return list(zip(*found, strict=True))


def measure(folder: Path, how: str, size: int) -> dict[str, Any]:
    """Return sizes, seconds, memory and strict F1 of one run."""
    every = lines(folder)
    pair = making.long(every, size, seed=1)
    encoder = Summed([line for both in every for line in both])
    encoder.load(how)
    wall, cpu = time.perf_counter(), time.process_time()
    (made,) = pipeline.align_sentences(
        (pair.source, pair.target), LANGUAGES, AlignSettings(fast=how == "fast"), encoder=encoder
    )
    wall, cpu = time.perf_counter() - wall - encoder.wall, time.process_time() - cpu - encoder.cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = [(range(*bead.source), range(*bead.target)) for bead in made.beads]
    named = [
        [(tuple(f"s{i}" for i in left), tuple(f"t{j}" for j in right)) for left, right in links]
        for links in (found, pair.gold)
    ]
    sizes = len(pair.source), len(pair.target)
    return {"sizes": sizes, "wall": wall, "cpu": cpu, "MB": peak, "f1": score(*named).f1}


def rows(folder: Path, how: str, sizes: Sequence[int]) -> Iterator[str]:
    """Yield a row of the table a size."""
    for size in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.growth", str(folder), "--one", how, str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        one, other = found["sizes"]
        each = 1000 * found["cpu"] / (one + other)
        values = f"{found['wall']:.1f} | {found['cpu']:.1f} | {each:.2f} | {found['MB']:,.0f} | {found['f1']:.3f}"
        yield f"| {how} | {one:,} × {other:,} | {values} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT / "ntrex-lines-dev")
    for how, sizes in SIZES.items():
        parser.add_argument(f"--{how}", type=int, nargs="*", default=sizes, help="sentences of the target side")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.folder, chosen.one[0], int(chosen.one[1]))))
        return
    lines(chosen.folder)
    print(machine())
    print(
        "\n| method | sentences | wall s | CPU s | CPU ms a sentence | MB | strict F1 |\n|---|---|---|---|---|---|---|"
    )
    for how in SIZES:
        for row in rows(chosen.folder, how, getattr(chosen, how)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
