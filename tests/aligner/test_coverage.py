import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligner.coverage import LARGEST, Coverage, Windows


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), segments=st.integers(1, 5))
def test_coverage_equals_its_definition(seed, segments):
    random = np.random.default_rng(seed)
    low = np.sort(random.integers(0, 6, segments))
    windows = Windows(low, low + random.integers(0, 8, segments))
    units = [random.integers(0, 4) for _ in range(segments)]
    weights = [random.uniform(0.5, 2, k).astype(np.float32) for k in units]
    shapes = [(k, b - a) for k, a, b in zip(units, windows.low, windows.high, strict=True)]
    matches = [random.normal(size=shape).astype(np.float32) for shape in shapes]
    coverage = Coverage(windows)
    half = segments // 2
    coverage.fill(0, half, lambda at: (weights[at], matches[at]))
    coverage.fill(half, segments, lambda at: (weights[at], matches[at]))
    coverage.finished(scaled=False)
    for at in range(segments):
        width = windows.high[at] - windows.low[at]
        for size in range(1, min(LARGEST, width) + 1):
            for start in range(width - size + 1):
                cell = coverage.cells(np.array([at]), windows.low[[at]] + start)[0]
                assert coverage.holds(np.array([at]), windows.low[[at]] + start, size)[0]
                if not units[at]:
                    assert coverage.gain[size - 1, cell] == 0
                    continue
                inside = matches[at][:, start : start + size].max(axis=1)
                rest = np.delete(matches[at], np.s_[start : start + size], axis=1)
                gain = weights[at] * (inside - rest.max(axis=1)) if rest.shape[1] else np.zeros(units[at])
                assert coverage.gain[size - 1, cell] == pytest.approx(gain.sum(), abs=1e-4)
                assert coverage.against[size - 1, cell] == pytest.approx(np.minimum(gain, 0).sum(), abs=1e-4)
                assert coverage.within[size - 1, cell] == pytest.approx(
                    np.average(inside, weights=weights[at]), abs=1e-4
                )


def test_a_block_that_leaves_the_window_is_not_held():
    coverage = Coverage(Windows(np.array([3]), np.array([6])))
    assert coverage.holds(np.array([0] * 4), np.array([2, 3, 4, 5]), 2).tolist() == [False, True, True, False]
