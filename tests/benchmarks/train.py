"""Train the aligner's weights: ``python -m tests.benchmarks.train SETS_FOLDER [-o weights.toml]``.

Each set in the folder counts the same. Weights that no set can teach (terms, paragraphs, headings) keep their hand-set
values. Chunks whose gold path lies outside the search space are counted and named, not dropped in silence.
Needs scipy.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tests.benchmarks import sets
from toolkit.aligner import encoders, evidence, search
from toolkit.aligner.numbers import numbers

KEPT = {"terms": 1.0, "paragraphs": -2.0, "heading": -4.0}
CHUNK = 30  # gold links; shorter lattices train as well and much faster


def chunks(pair: sets.Pair) -> Iterator[tuple[tuple[int, int], tuple[int, int], list[search.Link]] | None]:
    """Yield the row and column ranges and the gold path of stretches of a document; None for one without a path."""
    path = _path(pair)
    for start in range(0, len(path), CHUNK):
        part = path[start : start + CHUNK]
        (a, _), (b, _) = part[0]
        (_, c), (_, d) = part[-1]
        local = [((x0 - a, x1 - a), (y0 - b, y1 - b)) for (x0, x1), (y0, y1) in part]
        fits = all((x1 - x0, y1 - y0) in evidence.LINK_TYPES for (x0, x1), (y0, y1) in local)
        yield ((a, c), (b, d), local) if fits else None


def _path(pair: sets.Pair) -> list[search.Link]:
    """Return the gold as steps that cover both sides in order; sentences without a link are skips."""
    path: list[search.Link] = []
    i = j = 0
    for left, right in sorted((g for g in pair.gold if g[0] and g[1]), key=lambda g: (g[0], g[1])):
        if left[0] < i or right[0] < j:
            continue
        path += [((k, k + 1), (j, j)) for k in range(i, left[0])]
        path += [((left[0], left[0]), (k, k + 1)) for k in range(j, right[0])]
        i, j = left[-1] + 1, right[-1] + 1
        path.append(((left[0], i), (right[0], j)))
    path += [((k, k + 1), (j, j)) for k in range(i, len(pair.source))]
    return path + [((len(pair.source),) * 2, (k, k + 1)) for k in range(j, len(pair.target))]


def lattices(folder: Path) -> list[tuple[dict[evidence.LinkType, np.ndarray], list[search.Link], tuple[int, int]]]:
    """Return, per chunk, the feature arrays by link type, the gold path and the shape."""
    out, lost, encoder = [], 0, encoders.default()
    for pair in sets.load(folder):
        one, other = (
            evidence.side(texts, encoder, numbers=[numbers(text) for text in texts])
            for texts in (pair.source, pair.target)
        )
        whole = evidence.Evidence(one, other)
        for chunk in chunks(pair):
            if chunk is None:
                lost += 1
                continue
            rows, columns, path = chunk
            region = whole.region(rows, columns)
            arrays = {}
            for kind in evidence.LINK_TYPES:
                if region.shape[0] >= kind[0] and region.shape[1] >= kind[1]:
                    found = dict(region.features(kind))
                    arrays[kind] = (list(found), np.stack(list(found.values())).astype(np.float64))
            out.append((arrays, path, region.shape))
    print(f"{folder.name}: {len(out)} chunks; {lost} without a gold path in the search space")
    return out


def train(folders: list[Path], strength: float = 0.3) -> dict[str, float]:
    """Return the weights with the highest likelihood of the gold paths."""
    groups = [lattices(folder) for folder in folders]
    names = sorted({name for group in groups for arrays, _, _ in group for have, _ in arrays.values() for name in have})
    free = [name for name in names if name not in KEPT]
    start = {**dict.fromkeys(names, 0.0), **evidence.default_weights(), **KEPT}

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        weights = {**start, **dict(zip(free, x, strict=True))}
        value, slope = 0.0, dict.fromkeys(names, 0.0)
        for group in groups:
            share = 1000 / sum(len(path) for _, path, _ in group)
            for arrays, path, shape in group:
                scores = {
                    kind: np.tensordot(np.array([weights[name] for name in have]), array, 1)
                    for kind, (have, array) in arrays.items()
                }
                probable = search.posteriors(scores, shape)
                value += share * search.forward(scores, shape)[-1, -1]
                for kind, (have, array) in arrays.items():
                    expected = np.tensordot(array, probable[kind], 2)
                    for name, each in zip(have, expected, strict=True):
                        slope[name] += share * each
                for (a, b), (c, d) in path:
                    have, array = arrays[b - a, d - c]
                    value -= share * scores[b - a, d - c][a, c]
                    for name, each in zip(have, array[:, a, c], strict=True):
                        slope[name] -= share * each
        value += strength * float(x @ x)
        print(f"{value:10.2f}", flush=True)
        return value, np.array([slope[name] for name in free]) + 2 * strength * x

    found = minimize(
        loss, np.array([start[name] for name in free]), jac=True, method="L-BFGS-B", options={"maxiter": 60}
    )
    return {**KEPT, **{name: round(float(each), 3) for name, each in zip(free, found.x, strict=True)}}


def main() -> None:
    """Train on every set in a folder that has links."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("toolkit/aligner/weights.toml"))
    chosen = parser.parse_args()
    folders = sorted(path.parent for path in chosen.folder.glob("*/manifest.json") if any(path.parent.glob("*.gold")))
    weights = train(folders)
    rows = "\n".join(f'"{name}" = {weights[name]}' for name in sorted(weights))
    chosen.output.write_text(f"# written by tests/benchmarks/train.py\n[weights]\n{rows}\n", "utf-8")


if __name__ == "__main__":
    main()
