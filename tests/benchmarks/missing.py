"""Texts of which one lacks half: ``python -m tests.benchmarks.missing [SETS_FOLDER …]``.

The documents of a set as one text, half of them left out on one side and then on the other (seed 1): strict and lax F1
and calibration error of both methods.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks import making, peers, sets
from tests.benchmarks.align import DEFAULT, scored

LITERARY = Path(__file__).parent / "literary"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", default=[DEFAULT, LITERARY])
    found = sorted(path.parent for each in parser.parse_args().folders for path in each.glob("*/manifest.json"))
    print("| set | lacking | method | strict F1 | lax F1 | calibration error |\n|---|---|---|---|---|---|")
    for folder in found:
        documents = sets.load(folder) if any(folder.glob("*.gold")) else []
        if len(documents) < 2:
            continue
        for side, lacking in enumerate(sets.languages(folder)):
            pair = making.lacking(documents, 1, side)
            for method in ("duizhao", "duizhao --fast"):
                result = scored([peers.PEERS[method](sets.languages(folder))(pair)], [pair])
                values = f"{result.f1:.3f} | {result.lax_f1:.3f} | {result.calibration:.3f}"
                print(f"| {folder.name} | {lacking} | {method} | {values} |", flush=True)


if __name__ == "__main__":
    main()
