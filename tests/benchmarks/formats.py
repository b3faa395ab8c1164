"""Big files: how fast aligned segments are written and read as a stream, and in how much memory.

``python -m tests.benchmarks.formats [UNITS]`` makes TMX, CSV, TSV and JSON Lines of so many units in three languages
(a million by default; some 700 MB of disk each, in a temporary folder), each step in a process of its own, and reads
the TMX beside translate-toolkit and lokit. Rates are megabytes of file a CPU second.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SUFFIXES = ("tmx", "csv", "tsv", "jsonl")
PEERS = {
    "translate-toolkit": "from translate.storage.tmx import tmxfile\n"
    "found = sum(1 for _ in tmxfile.parsefile(path).units)",
    "lokit": "from lokit import stream\nfound = sum(1 for _ in stream.tmx(path, 'zh-Hans', 'ru').items)",
}


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield rows with the sentences of the treaty, each with a number so that none is like another."""
    from toolkit import data, tables
    from toolkit.segmenter import segment

    texts = {code: segment(each).texts for code, each in data.documents("treaty").items()}
    blank: dict[str, Any] = dict.fromkeys(tables.columns(tables.UNITS, list(texts)), "") | {"confidence": None}
    for at in range(count):
        said = {code: f"{each[at % len(each)]} {at}" for code, each in texts.items()}
        yield {**blank, **said, "unit": f"u{at}"}


def write(path: Path, count: int) -> int:
    """Write the rows to a file."""
    from toolkit import formats, tables

    codes = ["zh", "ru", "en"]
    stream = formats.Stream("units", rows(count), {"languages": codes}, tuple(tables.columns(tables.UNITS, codes)))
    formats.write(path, stream)
    return count


def made(count: int) -> int:
    """Make the rows and no file: what this takes is no part of writing."""
    return sum(1 for _ in rows(count))


def read(path: Path) -> int:
    """Read the rows of a file."""
    from toolkit import formats

    with formats.reading(path) as stream:
        return sum(1 for _ in stream.rows)


def convert(path: Path) -> int:
    """Convert a file to CSV, or a CSV to TMX."""
    from toolkit import conversion

    suffix = ".tmx" if path.suffix == ".csv" else ".csv"
    return conversion.convert(path, path.with_name(f"converted{suffix}")).rows


def step(code: str) -> tuple[float, int]:
    """Return the CPU seconds and the megabytes of memory that a piece of Python takes in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), int(memory)


def measured(call: str) -> tuple[float, int]:
    """Return what a call of a function here takes, without starting."""
    return step(
        f"import time\nfrom pathlib import Path\nfrom tests.benchmarks import formats as it\n"
        f"start = time.process_time()\nit.{call}\nit.report(start)"
    )


def report(start: float) -> None:
    """Print the CPU seconds since, and the most memory that was taken so far, in megabytes."""
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main(count: int) -> None:
    """Print a line a step."""
    with tempfile.TemporaryDirectory() as folder:
        making, _ = measured(f"made({count})")
        for suffix in SUFFIXES:
            path = Path(folder, f"x.{suffix}")
            seconds, memory = measured(f"write(Path({str(path)!r}), {count})")
            size = path.stat().st_size / 1e6
            print(f"{suffix} {size:.0f} MB: out {size / (seconds - making):.0f} MB/s, {memory} MB", flush=True)
            for what in ("read", "convert"):
                seconds, memory = measured(f"{what}(Path({str(path)!r}))")
                print(f"{suffix}: {what} {size / seconds:.0f} MB/s, {memory} MB", flush=True)
            if suffix == "tmx":
                peers(path, size)
            path.unlink()


def peers(path: Path, size: float) -> None:
    """Print what other programs take to read the TMX."""
    for name, code in PEERS.items():
        timed = f"import time, resource\nstart = time.process_time()\npath = {str(path)!r}\n{code}\n"
        told = "print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
        try:
            seconds, memory = step(timed + told)
            print(f"  {name}: in {size / seconds:.0f} MB/s, {memory} MB", flush=True)
        except RuntimeError as error:
            print(f"  {name}: {error}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
