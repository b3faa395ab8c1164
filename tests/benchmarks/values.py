"""Values, measured: ``python -m tests.benchmarks.values [LINES_FOLDER] [--half 1|2] [--show]``.

Printed, for every pair of languages: of rows that are translations of one another, the share in which a difference of
values is told (false alarms, and true ones where a translator left a number out or changed it: read them with
``--show``); and the share of found faults, of those made, with a seed, by changing one digit of one text. The rows are
those of the corpus and, where the folder is there, unseen parallel lines (files NAME.zh, NAME.ru, NAME.en); ``--half``
takes the first half of its documents, for tuning, or the second. The hand-made pairs of tests/values are the last row.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import toolkit
from tests.benchmarks.rows import CODES, DEFAULT
from toolkit.values import Difference, differences, values

PAIRS = Path(__file__).resolve().parents[1] / "values" / "pairs.tsv"
SEED = 1
Row = Mapping[str, str]


@dataclass
class Count:
    """What was asked and what was told: pairs of clean texts, and pairs with one fault."""

    clean: int = 0
    told: int = 0
    faults: int = 0
    found: int = 0

    def cells(self) -> str:
        """Return the cells of a row of the table."""
        clean = f"{self.clean} | {self.told} ({_share(self.told, self.clean)})"
        return f"{clean} | {self.found} of {self.faults} ({_share(self.found, self.faults)})"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"


def corpus() -> Iterator[Row]:
    """Yield the aligned rows of the corpus."""
    for name in toolkit.corpus_ids():
        yield from toolkit.corpus_units(name)[list(CODES)].to_dict("records")


def lines(folder: Path, half: int | None) -> Iterator[Row]:
    """Yield the parallel lines of a folder, of all documents or of one half of them."""
    names = sorted(path.stem for path in folder.glob("*.zh"))
    middle = (len(names) + 1) // 2
    for name in names[:middle] if half == 1 else names[middle:] if half == 2 else names:
        texts = [(folder / f"{name}.{code}").read_text("utf-8").splitlines() for code in CODES]
        yield from (dict(zip(CODES, row, strict=True)) for row in zip(*texts, strict=True))


def told(row: Row, one: str, other: str) -> list[Difference]:
    """Return what is told of a pair of texts, dates that are only given less fully left out."""
    found = differences(values(row[one], one), values(row[other], other))
    return [each for each in found if each.sort == "value"]


def measure(rows: Iterable[Row], chance: random.Random, show: bool) -> Count:
    """Return the counts of rows that should say the same, and of the same rows with a fault."""
    count = Count()
    for row in rows:
        for one, other in combinations(CODES, 2):
            if not row[one] or not row[other]:
                continue
            count.clean += 1
            alarms = told(row, one, other)
            count.told += bool(alarms)
            if alarms:
                if show:
                    print(f"{one}: {row[one]}\n{other}: {row[other]}\n   {[_words(each) for each in alarms]}\n")
                continue
            for faulty in _faults(row[other], chance):
                count.faults += 1
                count.found += bool(told({**row, other: faulty}, one, other))
    return count


def _words(difference: Difference) -> tuple[str, ...]:
    return (difference.kind, *(v.surface if v else "–" for v in (difference.ours, difference.theirs)))


def _faults(text: str, chance: random.Random) -> Iterator[str]:
    """Yield a text with one digit changed, for every number in digits."""
    for match in re.finditer(r"\d+", text):
        at = chance.randrange(*match.span())
        yield text[:at] + chance.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


def by_hand() -> Count:
    """Return the counts of the pairs written by hand."""
    count = Count()
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for one, text, other, otherwise, verdict in list(csv.reader(file, dialect="excel-tab"))[1:]:
            said = bool(told({one: text, other: otherwise}, one, other))
            if verdict == "same":
                count.clean, count.told = count.clean + 1, count.told + said
            else:
                count.faults, count.found = count.faults + 1, count.found + said
    return count


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--show", action="store_true", help="print what is told of clean rows")
    chosen = parser.parse_args()
    sets = {"corpus": list(corpus())}
    if any(chosen.folder.glob("*.zh")):
        half = {None: "", 1: ", first half", 2: ", second half"}[chosen.half]
        sets[f"{chosen.folder.name}{half}"] = list(lines(chosen.folder, chosen.half))
    counts = {name: measure(rows, random.Random(SEED), chosen.show) for name, rows in sets.items()}
    counts["written by hand"] = by_hand()
    print("| rows | pairs of texts | of them told | faults found |")
    print("|---|---|---|---|")
    for name, count in counts.items():
        print(f"| {name} | {count.cells()} |")
    values.cache_clear()
    begin = time.process_time()
    for row in sets["corpus"]:
        for code in CODES:
            values(row[code], code)
    spent = (time.process_time() - begin) / len(sets["corpus"])
    print(f"\nduizhao {toolkit.__version__}; seed {SEED}; a row of the corpus, three texts: {spent * 1000:.2f} ms CPU")


if __name__ == "__main__":
    main()
