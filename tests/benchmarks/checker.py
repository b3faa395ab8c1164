"""Checks, measured: ``python -m tests.benchmarks.checker [--seed N] [--count N] [--show]``.

Rows of the corpus with one fault each, made with a seed (``faults.py``), and the same rows without. Printed: by kind of
fault, how many are found, that is how many rows have a finding that they had not before, beside pofilter's
(translate-toolkit, which sees the rows as PO files, Chinese to Russian and to English) and a plain comparison of the
numbers in digits; the findings per 100 clean rows, of the whole corpus; and both for every check. ``--show`` prints the
faults that are not found, and what is found in clean rows.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import toolkit
from tests.benchmarks.faults import Fault, corpus, made
from toolkit.checker import running
from toolkit.checker.rows import TableRow
from toolkit.checker.settings import CheckSettings

SEED = 1
Said = tuple[str, str]  # the rule, and all that it says
Seen = dict[str, set[Said]]  # by tool


class Measured(NamedTuple):
    """What each tool says of each fault that it did not say of the clean row, and of each clean row of the corpus."""

    faults: list[tuple[Fault, Seen]]
    clean: list[tuple[TableRow, Seen]]


def measure(faults: Sequence[Fault]) -> Measured:
    """Return what is said of faults and of clean rows, by the toolkit and by its peers."""
    documents = {name: _ours(every) for name, every in corpus().items()}
    plain = [row for every in corpus().values() for row in every]
    peers = _pofilter([*plain, *(f.clean for f in faults), *(f.faulty for f in faults)])
    clean = [
        (row, {"duizhao": documents[row.document][row.unit], "pofilter": peers[at], "numbers": _numbers(row)})
        for at, row in enumerate(plain)
    ]
    out = []
    for at, fault in enumerate(faults, start=len(plain)):
        ours = _ours(_document(fault, fault.faulty))[fault.faulty.unit]
        ours -= _ours(_document(fault, fault.clean))[fault.clean.unit]
        theirs = peers[at + len(faults)] - peers[at]
        out.append(
            (fault, {"duizhao": ours, "pofilter": theirs, "numbers": _numbers(fault.faulty) - _numbers(fault.clean)})
        )
    return Measured(out, clean)


def _document(fault: Fault, row: TableRow) -> list[TableRow]:
    """Return the document of a fault with a row for its own."""
    every = [row if each.unit == row.unit else each for each in corpus()[row.document]]
    return [*every, row] if fault.more else every


def _ours(every: Sequence[TableRow]) -> defaultdict[str, set[Said]]:
    """Return what the toolkit finds in the rows of a document."""
    codes = ("zh", "ru", "en")
    to_do = running.plan(codes, CheckSettings())
    found: defaultdict[str, set[Said]] = defaultdict(set)
    rowwise = replace(to_do, checks=tuple(check for check in to_do.checks if check.row))
    others = replace(to_do, checks=tuple(check for check in to_do.checks if check.watch))
    for row in every:
        found[row.unit] |= _row(row, rowwise)
    for each in running.run(every, others):
        found[each.row.unit].add(_said(each))
    return found


_KNOWN: dict[int, tuple[TableRow, set[Said]]] = {}  # the rows of a document are the same ones for every fault


def _row(row: TableRow, to_do: running.Plan) -> set[Said]:
    if id(row) not in _KNOWN:
        _KNOWN[id(row)] = row, {_said(each) for each in running.run([row], to_do)}
    return _KNOWN[id(row)][1]


def _said(told: running.Told) -> Said:
    return told.finding.rule, " ".join([told.finding.message, *(span.text for span in told.finding.spans)])


def _numbers(row: TableRow) -> set[Said]:
    """Return what a comparison of the numbers in digits says: which a text has and another one has not."""
    found = {code: Counter(re.findall(r"\d+", text)) for code, text in row.texts.items()}
    return {
        ("numbers", f"{one} {other} {sorted((found[one] - found[other]).items())}")
        for one in found
        for other in found
        if found[one] - found[other]
    }


def _pofilter(every: Sequence[TableRow]) -> list[set[Said]]:
    """Return what pofilter says of each row, as a translation of the Chinese."""
    out: list[set[Said]] = [set() for _ in every]
    for code in ("ru", "en"):
        with tempfile.TemporaryDirectory() as folder:
            source, told = Path(folder, "in.po"), Path(folder, "out.po")
            head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
            source.write_text(head + "".join(_entry(at, row, code) for at, row in enumerate(every)), "utf-8")
            program = Path(sys.executable).with_name("pofilter")
            subprocess.run(
                [program, "--progress=none", f"--language={code}", source, told], check=True, capture_output=True
            )
            for entry in told.read_text("utf-8").split("\n\n") if told.exists() else ():
                place = re.search(r'^msgctxt "(\d+)"', entry, re.MULTILINE)
                tests = re.findall(r"\(pofilter\) (\w+):", entry)
                if place:
                    out[int(place[1])] |= {(name, code) for name in tests}
    return out


def _entry(at: int, row: TableRow, code: str) -> str:
    texts = [row.texts.get(each, "").replace("\\", "\\\\").replace('"', '\\"') for each in ("zh", code)]
    return f'\nmsgctxt "{at}"\nmsgid "{texts[0]}"\nmsgstr "{texts[1]}"\n' if texts[0] else ""


TOOLS = ("duizhao", "pofilter", "numbers")


def report(found: Measured) -> Iterable[str]:
    """Yield the lines of the tables."""
    kinds: defaultdict[str, list[Seen]] = defaultdict(list)
    for fault, seen in found.faults:
        kinds[fault.kind].append(seen)
    yield "| kind of fault | made | duizhao | pofilter | numbers in digits |\n|---|---|---|---|---|"
    for kind, several in kinds.items():
        yield f"| {kind} | {len(several)} | {' | '.join(str(sum(bool(s[t]) for s in several)) for t in TOOLS)} |"
    whole = [seen for _, seen in found.faults]
    shares = (f"{sum(bool(s[tool]) for s in whole)} ({_share(whole, tool):.1%})" for tool in TOOLS)
    yield f"| **all** | {len(whole)} | {' | '.join(shares)} |"
    rates = (f"{alarms(found, tool):.1f}" for tool in TOOLS)
    yield f"| **findings per 100 clean rows** | {len(found.clean)} rows | {' | '.join(rates)} |"
    yield "\n| check | faults that it found | findings in clean rows |\n|---|---|---|"
    hits = Counter(rule for _, seen in found.faults for rule in {rule for rule, _ in seen["duizhao"]})
    false = Counter(rule for _, seen in found.clean for rule, _ in seen["duizhao"])
    for rule in sorted({*hits, *false}):
        yield f"| {rule} | {hits[rule]} | {false[rule]} |"


def _share(whole: Sequence[Seen], tool: str) -> float:
    return sum(bool(seen[tool]) for seen in whole) / max(1, len(whole))


def recall(found: Measured, tool: str = "duizhao") -> float:
    """Return the share of the faults that a tool has found."""
    return _share([seen for _, seen in found.faults], tool)


def alarms(found: Measured, tool: str = "duizhao") -> float:
    """Return how many findings a tool has in 100 clean rows."""
    return 100 * sum(len(seen[tool]) for _, seen in found.clean) / max(1, len(found.clean))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print what is not found, and what is found in clean rows")
    chosen = parser.parse_args()
    found = measure(made(chosen.seed, chosen.count))
    if chosen.show:
        for fault, seen in found.faults:
            if not seen["duizhao"]:
                print(f"{fault.kind}, {fault.clean.unit}, {fault.language}: {fault.faulty.texts}\n")
        for row, seen in found.clean:
            for rule, said in sorted(seen["duizhao"]):
                print(f"clean {row.unit}: {rule}: {said}\n")
    print("\n".join(report(found)))
    print(
        f"\nduizhao {toolkit.__version__}, all checks, default settings; translate-toolkit "
        f"{version('translate-toolkit')}, all filters; seed {chosen.seed}; corpus of {len(found.clean)} rows"
    )


if __name__ == "__main__":
    main()
