"""Look-up at scale: ``python -m tests.benchmarks.lookup [CONCEPTS …] [--base URL]``.

Concepts are made up with a seed from the characters and words of the glossary, one term in each language, and loaded as
an import does. Then the time of each kind of query is measured warm, and the share of slips of the hand that lead back.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit import data
from toolkit.terminology import entries
from toolkit.terminology.entries import Wanted
from toolkit.terminology.lookup import lookup
from toolkit.terminology.termbase import Termbase, create

QUERIES = 200


def concepts(count: int, seed: int = 1) -> Iterator[Wanted]:
    """Yield new concepts, the same for the same seed."""
    chance = random.Random(seed)
    terms = {code: [each.text for c in data.glossary() for each in c.of(code, "preferred")] for code in data.LANGUAGES}
    pairs = sorted({text[at : at + 2] for text in terms["zh"] for at in range(len(text) - 1)})
    words = {code: sorted({word for text in terms[code] for word in text.split()}) for code in ("ru", "en")}
    for at in range(count):
        size = chance.choice((1, 2, 2, 2, 3, 3, 4))
        made = {code: " ".join(chance.choices(words[code], k=size)) for code in words}
        made["zh"] = "".join(chance.choices(pairs, k=size))
        rows = [
            {"language": code, "term": made[code], "status": "preferred", "source": "made-up", "confidence": "working"}
            for code in data.LANGUAGES
        ]
        yield Wanted(f"c{at}", entries.made(f"c{at}", "test", rows), 0)


def load(base: Termbase, count: int) -> tuple[float, float]:
    """Load concepts; return wall and CPU seconds."""
    wall, cpu = time.perf_counter(), _cpu()
    base.write(concepts(count), "bench", "import", whole=count, workers=os.cpu_count() or 1)
    return time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def queries(count: int) -> dict[str, list[str]]:
    """Return queries of each kind, made from concepts that are there."""
    chance = random.Random(2)
    every = [each.entry.rows for each in concepts(min(count, 20_000)) if each.entry]
    some = chance.sample(every, QUERIES)
    zh, ru, en = ([rows[at][1] for rows in some] for at in range(3))
    long = [text for rows in every if len(text := rows[1][1]) >= 8][:QUERIES]
    return {
        "exact zh": zh,
        "exact ru": ru,
        "exact en": en,
        "prefix ru": [text[: chance.randint(2, 8)].strip() for text in ru],
        "inside ru": [_part(text, chance) for text in long],
        "two characters zh": [text[-2:] for text in zh],
        "one character zh": [text[:1] for text in zh],
        "three characters zh": [text[1:4] for text in zh if len(text) >= 4],
        "fuzzy ru": [_slip(text, chance) for text in long],
    }


def _part(text: str, chance: random.Random) -> str:
    at = chance.randint(1, len(text) - 6)
    return text[at : at + 5].strip()


def _slip(text: str, chance: random.Random) -> str:
    at = chance.randint(1, len(text) - 2)
    kind = chance.choice("drit")
    middle = {"d": "", "r": "щ", "i": "щ" + text[at], "t": text[at + 1] + text[at]}[kind]
    return text[:at] + middle + text[at + (2 if kind == "t" else 1) :]


def timed(base: Termbase, asked: list[str], ask: Callable[..., object] = lookup) -> tuple[float, float, float, float]:
    """Return p50 and p95 in milliseconds of wall time, then of CPU time."""
    for query in asked[:50]:
        ask(query, 10, base)
    walls, cpus = [], []
    for query in asked:
        wall, cpu = time.perf_counter(), time.process_time()
        ask(query, 10, base)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    ends = [statistics.quantiles(each, n=20)[-1] for each in (walls, cpus)]
    return statistics.median(walls), ends[0], statistics.median(cpus), ends[1]


def recall(base: Termbase, count: int) -> float:
    """Return the share of slips after which the term meant is among the first ten answers."""
    chance, hits, tried = random.Random(3), 0, 0
    for each in concepts(min(count, 2000)):
        text = each.entry.rows[1][1] if each.entry else ""
        if 6 <= len(text) <= 80 and tried < 400:
            tried += 1
            found = lookup(_slip(text, chance), 10, base)
            hits += any(term.text == text for match in found for term in match.concept.of("ru"))
    return hits / tried


def report(base: Termbase, count: int, where: Path | None) -> None:
    """Load a termbase and print what was measured."""
    wall, cpu = load(base, count)
    size = f", {where.stat().st_size >> 20} MiB" if where else ""
    print(f"\n{count:,} concepts: loaded in {wall:.0f} s ({cpu:.0f} s CPU){size}\n")
    print("| query | p50 ms | p95 ms | p50 CPU ms | p95 CPU ms |\n|---|---|---|---|---|")
    for name, asked in queries(count).items():
        print(
            "| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |".format(
                name, *timed(base, [each for each in asked if each.strip()])
            )
        )
    print(f"\nslips forgiven: {recall(base, count):.1%}", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("concepts", nargs="*", type=int, default=[1_000, 100_000])
    parser.add_argument("--base", help="an empty PostgreSQL database to load instead of an SQLite file")
    asked = parser.parse_args()
    for count in asked.concepts:
        with tempfile.TemporaryDirectory() as folder:
            path = None if asked.base else Path(folder) / "bench.termbase"
            with create(asked.base or str(path)) as base:
                report(base, count, path)


if __name__ == "__main__":
    main()
