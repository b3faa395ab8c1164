"""Train the aligner's weights: ``python -m tests.benchmarks.train FOLDER … [-o weights.toml]`` (needs scipy).

The log-likelihood of the gold paths of all sets, each set counting the same, is maximised for each kind of evidence in
turn. Printed, per set: gold links that no path in the lattice can follow (the path is free there, nothing else of the
document is lost), then strict and lax F1 and the calibration error on parts that the weights were not trained on.
Weights that no set can teach (terms, paragraphs, provisions, headings) keep their hand-set values.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tests.benchmarks import gold, making, sets
from toolkit.aligner import encoders, evidence, lattice, meaning, search
from toolkit.aligner.evaluation import score
from toolkit.aligner.numbers import numbers
from toolkit.aligner.sides import side

WEIGHTS = Path("toolkit/aligner/weights.toml")
PRIOR = Path(__file__).with_name("prior.toml")
KEPT = {"paragraphs": -2.0, "divisions": -20.0, "heading": -4.0, "terms against": 1.0, "numbers against": 0.5}
FOLDS, LINKS = 6, 24  # gold links of a stretch; short lattices train as well and much faster
STRENGTH = 3.0  # of the pull of each weight, times its feature's deviation, towards the prior's
Weights = Mapping[str, float]


@dataclass
class Example:
    """A document of a set: its evidence, its gold, its stretches and which fold each of these is held out in."""

    group: str
    pair: sets.Pair
    whole: evidence.Evidence
    found: lattice.Search
    truth: gold.Gold
    bands: list[search.Band]
    folds: list[int]

    def fold(self, link: search.Link) -> int:
        """Return the fold in which a link is held out."""
        (a, b), (c, _) = link
        side = [band.first for band in self.bands] if b > a else [int(band.low[0]) for band in self.bands]
        return self.folds[max(int(np.searchsorted(side, a if b > a else c, side="right")) - 1, 0)]


def examples(group: str, pairs: Sequence[sets.Pair], name: str) -> list[Example]:
    """Return the examples of a set for one kind of evidence."""
    out, encoder = [], encoders.default()
    for at, pair in enumerate(pairs):
        sides = [
            side(texts, encoder, numbers=[numbers(text) for text in texts]) for texts in (pair.source, pair.target)
        ]
        whole = evidence.Evidence(*sides)
        size = len(pair.source), len(pair.target)
        found = lattice.first(whole, [((0, size[0]), (0, size[1]))])
        if name != "first":
            found = lattice.second(whole, found, name)
        truth = gold.gold(pair, found.bands)
        bands = gold.stretches(truth, found.bands, size, LINKS)
        folds = [at % FOLDS if len(pairs) >= FOLDS else k * FOLDS // len(bands) for k in range(len(bands))]
        out.append(Example(group, pair, whole, found, truth, bands, folds))
    lost = sum(each.truth.lost for each in out)
    count = sum(len(each.bands) for each in out)
    print(f"{group}: {len(out)} documents, {count} stretches; {lost} gold links off any path")
    return out


class Training:
    """The stretches of all examples in one lattice, with the features of their links."""

    def __init__(self, all_: Sequence[Example]) -> None:
        self.lattice = search.Lattice([band for each in all_ for band in each.bands])
        owner = np.repeat(np.arange(len(all_)), [len(each.bands) for each in all_])
        self.fold = np.array([fold for each in all_ for fold in each.folds])
        groups = [each.group for each in all_]
        mass = {group: sum(len(e.truth.links) for e in all_ if e.group == group) for group in groups}
        self.share = np.array([1000 / mass[groups[each]] for each in owner])
        nodes, kinds, i, j = gold.edges(self.lattice)
        held, allowed = np.ones(len(nodes), dtype=bool), np.zeros(len(nodes), dtype=bool)
        columns: dict[str, np.ndarray] = {}
        owned = owner[self.lattice.region[nodes]]
        for at, example in enumerate(all_):
            for kind, name in enumerate(self.lattice.kinds):
                part = np.flatnonzero((owned == at) & (kinds == kind))
                if example.found.holds:
                    fits = example.found.holds(name, i[part], j[part])
                    held[part[~fits]] = False
                    part = part[fits]
                for feature, values in example.found.features(name, i[part], j[part]):
                    columns.setdefault(feature, np.zeros(len(nodes), dtype=np.float32))[part] = values
            part = np.flatnonzero(owned == at)
            allowed[part] = example.truth.allowed(kinds[part], i[part], j[part])
        self.names = sorted(columns)
        self.place = nodes[held], kinds[held]
        self.allowed = allowed[held]
        self.table = np.stack([columns[name][held] for name in self.names], axis=1)

    def fit(self, start: Weights, without: int | None = None) -> dict[str, float]:
        """Return the weights of greatest likelihood, trained without one fold."""
        share = self.share * (self.fold != without)
        free = [at for at, name in enumerate(self.names) if name not in KEPT]
        begin = np.array([KEPT.get(name, start.get(name, 0.0)) for name in self.names])
        spread = self.table.std(axis=0) + 1e-3
        edge_share = share[self.lattice.region[self.place[0]]]

        def sums(flat: np.ndarray) -> tuple[float, np.ndarray]:
            scores = np.full(self.lattice.before.shape, -1e6)
            scores[self.place] = flat
            probable, totals = search.expected(self.lattice, scores)
            return float(share @ totals), probable[self.place]

        def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
            weights = begin.copy()
            weights[free] = x
            flat = self.table @ weights
            every, probable = sums(flat)
            true, wanted = sums(np.where(self.allowed, flat, flat - 1e4))
            slope = (edge_share * (probable - wanted)) @ self.table
            pull = spread[free] ** 2 * (x - begin[free])
            return every - true + STRENGTH * float(pull @ (x - begin[free])), slope[free] + 2 * STRENGTH * pull

        found = minimize(loss, begin[free], jac=True, method="L-BFGS-B", options={"maxiter": 100})
        weights = begin.copy()
        weights[free] = found.x
        return {name: round(float(value), 3) for name, value in zip(self.names, weights, strict=True)}


def validate(all_: Sequence[Example], folds: Mapping[int, Weights]) -> dict[str, tuple[float, float, float, float]]:
    """Return per set strict and lax F1 and calibration error of held-out links, and the error of the bare posterior."""
    links: dict[str, tuple[list, list, list, list]] = {}
    for example in all_:
        found, truth, sure, bare = links.setdefault(example.group, ([], [], [], []))
        name = example.pair.name
        mark = lambda left, right, d=name: (tuple(f"{d}s{i}" for i in left), tuple(f"{d}t{j}" for j in right))  # noqa: E731
        for fold in set(example.folds):
            beads = [
                bead
                for bead in lattice.decoded(example.found, folds[fold])[0]
                if example.fold((bead.source, bead.target)) == fold
            ]
            chances = meaning.probabilities(example.whole, beads)
            for bead, chance in zip(beads, chances, strict=True):
                link = mark(range(*bead.source), range(*bead.target))
                found.append(link)
                sure.append(bead.score * float(chance))
                bare.append(bead.score)
        truth += [mark(*link) for link in example.pair.gold]
    out = {}
    for group, (found, truth, sure, bare) in links.items():
        result = score(found, truth, confidence=sure)
        out[group] = result.f1, result.lax_f1, result.calibration, score(found, truth, confidence=bare).calibration
    return out


def groups(folders: Sequence[Path]) -> dict[str, list[sets.Pair]]:
    """Return the sets in folders that have links, and those with gaps made from the sets of many documents."""
    names = sorted(path for each in folders for path in (each, *each.glob("*")) if any(path.glob("*.gold")))
    found = {path.name: sets.load(path) for path in names}
    for name, pairs in list(found.items()):
        if len(pairs) > 30:
            found[f"{name}, gaps"] = [making.gaps(pairs, seed) for seed in (1,)]
    return {**found, "corpus": making.corpus()}


def report(all_: Sequence[Example], training: Training, start: Weights) -> None:
    """Print the cross-validated figures of each set and their means."""
    folds = {fold: training.fit(start, fold) for fold in range(FOLDS)}
    table = validate(all_, folds)
    print("| set | strict F1 | lax F1 | calibration error | of the posterior |\n|---|---|---|---|---|")
    for name, values in [*table.items(), ("mean", np.mean(list(table.values()), axis=0))]:
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values) + " |", flush=True)


def main() -> None:
    """Train on every set that has links."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="sets, or folders of sets")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    parser.add_argument("--kinds", nargs="*", default=["first", "fast", "full"])
    chosen = parser.parse_args()
    found = groups(chosen.folders)
    trained, prior = (tomllib.loads(file.read_text("utf-8")) for file in (WEIGHTS, PRIOR))
    for name in chosen.kinds:
        print(f"\n{name} evidence\n")
        all_ = [each for group, pairs in found.items() for each in examples(group, pairs, name)]
        training = Training(all_)
        report(all_, training, prior[name])
        trained[name] = training.fit(prior[name])
        chosen.output.write_text(
            "# written by tests/benchmarks/train.py\n" + "".join(map(table, trained.items())), "utf-8"
        )


def table(named: tuple[str, Weights]) -> str:
    """Return one kind of evidence's weights as TOML."""
    name, weights = named
    return f"\n[{name}]\n" + "".join(f'"{each}" = {weights[each]}\n' for each in sorted(weights))


if __name__ == "__main__":
    main()
