"""CPU seconds of commands that must feel instant, beside bare Python: ``python -m tests.benchmarks.startup``."""

from __future__ import annotations

import resource
import subprocess
import sys

COMMANDS = {
    "bare Python": ["-c", "pass"],
    "duizhao --help": ["-m", "toolkit.cli", "--help"],
    "duizhao lookup": ["-m", "toolkit.cli", "lookup", "депозитария"],
    "duizhao read": ["-m", "toolkit.cli", "read", "corpus/treaty/ru.txt"],
}


def seconds(words: list[str], runs: int = 5) -> float:
    """Return the least CPU seconds of a few runs."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main() -> None:
    """Print a table."""
    base = seconds(COMMANDS["bare Python"])
    print("| command | CPU s | ÷ bare Python |\n|---|---|---|")
    for name, words in COMMANDS.items():
        found = seconds(words)
        print(f"| {name} | {found:.2f} | {found / base:.0f} |")


if __name__ == "__main__":
    main()
