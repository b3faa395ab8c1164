"""Rows of three languages, from all pairs together and over one: ``python -m tests.benchmarks.rows [LINES_FOLDER]``.

The set is made, with a seed, from parallel lines in three languages: in each language by itself, lines are split into
their sentences, merged with the next one, or left out. Its rows are then known. Printed: strict F1 of the rows (a row
is right if it holds just these sentences of each language).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit import languages, pipeline
from toolkit.model import Alignment

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "alignment-dev" / "ntrex-lines-dev"
CODES = ("zh", "ru", "en")
SPLIT, MERGED, LOST = 0.7, 0.12, 0.03
Node = tuple[str, int]
Row = frozenset[Node]


@dataclass(frozen=True)
class Trio:
    """A document in three languages: the sentences of each, and the rows they make."""

    name: str
    texts: dict[str, list[str]]
    rows: frozenset[Row]


def made(folder: Path, seed: int) -> list[Trio]:
    """Return the documents of a folder with sentences split, merged and left out."""
    chance = random.Random(seed)
    names = sorted({path.stem for path in folder.glob("*.zh")})
    return [
        _trio(name, {c: (folder / f"{name}.{c}").read_text("utf-8").splitlines() for c in CODES}, chance)
        for name in names
    ]


def _trio(name: str, lines: dict[str, list[str]], chance: random.Random) -> Trio:
    texts: dict[str, list[str]] = {}
    held: dict[Node, set[int]] = {}
    for code, every in lines.items():
        pieces: list[tuple[str, set[int]]] = []
        for at, line in enumerate(every):
            if chance.random() < LOST:
                continue
            found = [line[a:b] for a, b in languages.get(code).sentences(line, False)]
            parts = found if chance.random() < SPLIT else [line]
            if pieces and chance.random() < MERGED:
                before, numbers = pieces.pop()
                parts[0] = before + ("" if code == "zh" else " ") + parts[0]
                pieces.append((parts[0], numbers | {at}))
                parts = parts[1:]
            pieces += [(part, {at}) for part in parts]
        texts[code] = [text for text, _ in pieces]
        held |= {(code, at): numbers for at, (_, numbers) in enumerate(pieces)}
    byline: dict[int, list[Node]] = {}
    for node, numbers in held.items():
        for number in numbers:
            byline.setdefault(number, []).append(node)
    return Trio(name, texts, _components(held, byline.values()))


def _components(nodes: Iterable[Node], groups: Iterable[Sequence[Node]]) -> frozenset[Row]:
    """Return the nodes that groups connect."""
    parent = {node: node for node in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for group in groups:
        for node in group[1:]:
            parent[root(node)] = root(group[0])
    rows: dict[Node, set[Node]] = {}
    for node in parent:
        rows.setdefault(root(node), set()).add(node)
    return frozenset(frozenset(row) for row in rows.values())


def joined(alignments: Sequence[Alignment]) -> frozenset[Row]:
    """Return the rows of the table that all pairs make together."""
    import toolkit

    table = toolkit.units(*alignments)
    place = {
        (text.language, segment.id): (text.language, at)
        for each in alignments
        for text in (each.source, each.target)
        for at, segment in enumerate(text.segments)
    }
    return frozenset(
        frozenset(place[code, name] for code in CODES for name in row[f"{code}_segments"].split())
        for row in table.to_dict("records")
    )


def over(pivot: str, alignments: Sequence[Alignment]) -> frozenset[Row]:
    """Return the rows that the two pairs with one language make."""
    texts = {text.language: text for each in alignments for text in (each.source, each.target)}
    nodes = [(str(code), at) for code, text in texts.items() for at in range(len(text.segments))]
    groups: list[list[Node]] = []
    for each in alignments:
        one, other = str(each.source.language), str(each.target.language)
        if pivot in (one, other):
            groups += [
                [(one, i) for i in range(*b.source)] + [(other, j) for j in range(*b.target)] for b in each.beads
            ]
    return _components(nodes, groups)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--seeds", type=int, default=3)
    chosen = parser.parse_args()
    if not any(chosen.folder.glob("*.zh")):
        raise SystemExit(
            f"there are no lines in {chosen.folder}; name a folder with files NAME.zh, NAME.ru and NAME.en"
        )
    ways = {"all pairs together": joined} | {f"over {code}": partial(over, code) for code in CODES}
    print(f"| rows of zh, ru, en | {' | '.join(f'seed {seed}' for seed in range(1, chosen.seeds + 1))} |")
    print(f"|---|{'---|' * chosen.seeds}")
    counts: dict[str, list[list[int]]] = {name: [] for name in ways}
    for seed in range(1, chosen.seeds + 1):
        for each in counts.values():
            each.append([0, 0])
        for trio in made(chosen.folder, seed):
            alignments = pipeline.align_sentences([trio.texts[code] for code in CODES], CODES)
            for name, way in ways.items():
                rows = way(alignments)
                counts[name][-1][0] += 2 * len(rows & trio.rows)
                counts[name][-1][1] += len(rows) + len(trio.rows)
    for name, found in counts.items():
        print(f"| {name} | {' | '.join(f'{right / every:.3f}' for right, every in found)} |")


if __name__ == "__main__":
    main()
