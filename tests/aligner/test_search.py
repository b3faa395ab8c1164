import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligner import evidence, search

KINDS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))


def _lattice(rows, columns, seed):
    random = np.random.default_rng(seed)
    return {(n, m): random.normal(size=(max(rows - n + 1, 0), max(columns - m + 1, 0))) for n, m in KINDS}


def _paths(scores, shape, i=0, j=0):
    """Every path from a cell to the end with its score: the slow, obvious way."""
    if (i, j) == shape:
        yield [], 0.0
        return
    for n, m in KINDS:
        if i + n <= shape[0] and j + m <= shape[1]:
            for path, score in _paths(scores, shape, i + n, j + m):
                yield [((i, i + n), (j, j + m)), *path], score + scores[n, m][i, j]


@settings(deadline=None)
@given(rows=st.integers(0, 4), columns=st.integers(0, 4), seed=st.integers(0, 1000))
def test_search_equals_trying_every_path(rows, columns, seed):
    shape = (rows, columns)
    scores = _lattice(rows, columns, seed)
    every = list(_paths(scores, shape))
    assert search.best(scores, shape) == max(every, key=lambda each: each[1])[0]
    total = np.logaddexp.reduce([score for _, score in every])
    assert np.isclose(search.forward(scores, shape)[-1, -1], total)
    probable = search.posteriors(scores, shape)
    for (n, m), matrix in probable.items():
        for i, j in np.ndindex(matrix.shape):
            with_it = [score for path, score in every if ((i, i + n), (j, j + m)) in path]
            wanted = np.exp(np.logaddexp.reduce(with_it) - total) if with_it else 0.0
            assert np.isclose(matrix[i, j], wanted, atol=1e-9)


def test_windows_are_sums_of_neighbours():
    rows = np.arange(8.0).reshape(4, 2)
    assert evidence._windows(rows, 2).tolist() == [[2, 4], [6, 8], [10, 12]]
    assert evidence._windows(rows, 4).tolist() == [[12, 16]]
    assert evidence._windows(rows, 5).shape == (0, 2)


def test_a_region_too_large_for_one_lattice_is_cut_and_covered(monkeypatch, documents):
    import toolkit
    from toolkit import aligner

    text = toolkit.segment(documents["en"])
    whole = aligner.align(text, text, settings=aligner.AlignSettings(anchored=False))
    monkeypatch.setattr(aligner.lattice, "LARGEST", 200)
    parts = aligner.align(text, text, settings=aligner.AlignSettings(anchored=False))
    assert [(b.source, b.target) for b in parts.beads] == [(b.source, b.target) for b in whole.beads]
