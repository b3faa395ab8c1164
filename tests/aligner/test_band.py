from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligner import band, evidence, lattice
from toolkit.aligner.sides import side


class Numbered:
    """An encoder for texts that are numbers: the same number has nearly the same vector on both sides."""

    name = "numbered"

    def encode(self, texts):
        rows = []
        for text in texts:
            number, _, noise = text.partition(".")
            vector = np.random.default_rng(int(number)).normal(size=64)
            rows.append(vector + 0.3 * np.random.default_rng(int(noise or 0) + 10**6).normal(size=64))
        made = np.array(rows, dtype=np.float32).reshape(-1, 64)
        return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)


def _pair(left, right):
    texts = [[f"{number}.{which}{number}" for number in numbers] for which, numbers in (("1", left), ("2", right))]
    return evidence.Evidence(*(side(each, Numbered()) for each in texts))


def _links(whole, **options):
    return [(bead.source, bead.target) for bead in lattice.beads(whole, **options)]


def _one_to_one(whole):
    return [(a, c) for (a, b), (c, d) in _links(whole) if (b - a, d - c) == (1, 1)]


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_a_band_gives_what_the_whole_lattice_gives(data):
    numbers = data.draw(st.lists(st.integers(0, 10_000), min_size=30, max_size=60, unique=True))
    left = [each for each in numbers if data.draw(st.integers(0, 9))]
    right = [each for each in numbers if data.draw(st.integers(0, 9))]
    with pytest.MonkeyPatch.context() as patch:
        exhaustive = _links(_pair(left, right))
        patch.setattr(band, "_SMALL", 100)
        assert _links(_pair(left, right)) == exhaustive
        patch.setattr(band, "_PROBES", 12)
        assert _links(_pair(left, right)) == exhaustive
        patch.setattr(band, "_FINER", 2)
        assert _links(_pair(left, right)) == exhaustive


def test_the_work_of_a_rough_path_grows_in_a_straight_line(monkeypatch):
    monkeypatch.setattr(band, "_PROBES", 50)
    mutual, compared = band._mutual, []

    def counted(ours, theirs, low, high, step):
        compared.append(int((high - low)[step // 2 :: step].sum()))
        return mutual(ours, theirs, low, high, step)

    monkeypatch.setattr(band, "_mutual", counted)
    each = []
    for size in (4_000, 32_000):
        random = np.random.default_rng(size)
        vectors = random.normal(size=(size, 32)).astype(np.float32)
        noisy = vectors + 0.1 * random.normal(size=vectors.shape).astype(np.float32)
        texts = [SimpleNamespace(vectors=rows / np.linalg.norm(rows, axis=1)[:, None]) for rows in (vectors, noisy)]
        found = band.first(SimpleNamespace(source=texts[0], target=texts[1]), (0, size), (0, size))
        assert ((found.low <= np.arange(size + 1)) & (np.arange(size + 1) <= found.high)).all()
        each.append(sum(compared) / size)
        compared.clear()
    assert each[1] < 2 * each[0]


@pytest.mark.parametrize("gap", ["source", "target", "both"])
def test_whole_chapters_may_be_missing(gap):
    chapter = list(range(5000, 5400))
    other = list(range(7000, 7300))
    head, tail = list(range(1500)), list(range(2000, 3300))
    left = head + (chapter if gap != "source" else []) + tail
    right = head + (other if gap == "both" else chapter if gap == "source" else []) + tail
    pairs = _one_to_one(_pair(left, right))
    wanted = {(left.index(each), right.index(each)) for each in [*head, *tail]}
    assert len(wanted & set(pairs)) >= 0.995 * len(wanted)


def test_windows_hold_the_band_and_what_is_near_the_path():
    path = [((k, k + 1), (k, k + 1)) for k in range(20)]
    bands = [lattice.search.whole((0, 20), (0, 20))]
    source, target = band.windows(bands, path, (20, 20))
    assert source.low.tolist() == target.low.tolist() == [0] * 20
    assert source.high.tolist() == target.high.tolist() == [20] * 20
    narrow = [lattice.search.Band(0, np.arange(21), np.arange(21))]
    source, target = band.windows(narrow, path, (20, 20))
    assert (source.low[10], source.high[10]) == (target.low[10], target.high[10]) == (5, 16)
    inner, _ = band.inside((source, target), [((0, 12), (0, 12)), ((12, 20), (12, 20))])
    assert (inner.low[10], inner.high[10]) == (5, 12)
