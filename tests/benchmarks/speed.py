"""Checks of many rows: how quick, and in how much memory.

``python -m tests.benchmarks.speed [--lines FOLDER] [--sizes N …] [--suffixes tmx …] [--processes N]`` makes files of so
many rows (``many.py``), checks each with ``duizhao check``, all checks, and prints a line for it. CPU seconds are those
of the main process and of the others together, start included; memory is the most that the main process held, that one
of the others held, and that all took together, where what they share counts once. Linux only: it looks at ``/proc`` all
the while.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import toolkit
from tests.benchmarks import many
from tests.benchmarks.rows import CODES, DEFAULT
from toolkit import checking, formats, tables

_EVERY = 0.5  # seconds between two looks
_TICKS = os.sysconf("SC_CLK_TCK")
_KB = 1024


@dataclass
class Process:
    """What was seen of a process: CPU seconds, and the most memory in MB."""

    cpu: float = 0.0
    memory: float = 0.0

    def look(self, pid: int) -> float:
        """See how far it is now; return its memory in MB, of what is shared its part."""
        try:
            times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            facts = dict(line.split(":") for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
        except (OSError, ValueError):
            return 0.0  # it has ended
        sizes = {name: int(size.split()[0]) / _KB for name, size in facts.items()}
        self.cpu = (int(times[11]) + int(times[12])) / _TICKS
        self.memory = max(self.memory, sizes["Rss"])
        return sizes["Pss"]


def write(path: Path, count: int, lines: Path) -> None:
    """Write a file of so many rows."""
    columns = tuple(tables.columns(tables.UNITS, CODES))
    formats.write(path, formats.Stream("units", many.made(count, lines), {"languages": list(CODES)}, columns))


def measured(path: Path, count: int, processes: int) -> str:
    """Return the line of a check of a file of so many rows."""
    found = path.with_name("found.csv")
    command = ["check", str(path), "--processes", str(processes), "-o", str(found)]
    start = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "toolkit.cli", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    seen: dict[int, Process] = {}
    together = 0.0
    while running.poll() is None:
        together = max(together, sum(seen.setdefault(pid, Process()).look(pid) for pid in _family(running.pid)))
        time.sleep(_EVERY)
    wall = time.perf_counter() - start
    said = running.stderr.read() if running.stderr else ""
    if running.returncode not in (0, 1):
        raise SystemExit(said)
    main = seen.pop(running.pid)
    cpu = sum(each.cpu for each in seen.values())
    memory = max((each.memory for each in seen.values()), default=0.0)
    numbers = f"{wall:.0f} | {count / wall:.0f} | {main.cpu:.0f} | {cpu:.0f} | {(main.cpu + cpu) / count * 1000:.2f}"
    return f"| {path.suffix[1:]} | {count:,} | {numbers} | {main.memory:.0f} | {memory:.0f} | {together:.0f} |"


def _family(pid: int) -> Iterator[int]:
    """Yield the id of a process and of those that it or they have begun."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, default=DEFAULT, help="folder with files NAME.zh, NAME.ru and NAME.en")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 100_000])
    parser.add_argument("--suffixes", nargs="+", default=["csv"], help="formats to make the files in")
    parser.add_argument("--processes", type=int, default=checking.cores())
    chosen = parser.parse_args()
    head = "file | rows | wall s | rows/s | CPU s, main | others | CPU ms a row | MB, main | another | all together"
    print(f"| {head} |\n|{'---|' * len(head.split('|'))}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in chosen.suffixes:
            for count in chosen.sizes:
                path = Path(folder, f"rows.{suffix}")
                write(path, count, chosen.lines)
                print(measured(path, count, chosen.processes), flush=True)
    lines = "with" if any(chosen.lines.glob("*.zh")) else "without"
    print(
        f"\nduizhao {toolkit.__version__}, all checks, {chosen.processes} processes, {lines} news, seed {many.SEED}; "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}"
    )


if __name__ == "__main__":
    main()
