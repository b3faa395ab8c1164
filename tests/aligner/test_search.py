import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligner import search

KINDS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))


def _paths(lattice, scores, node, last):
    """Every path from a node to the last with its score: the slow, obvious way."""
    if node == last:
        yield (), 0.0
    for kind in range(len(lattice.kinds)):
        after = lattice.after[node, kind]
        if after < len(lattice):
            for path, score in _paths(lattice, scores, after, last):
                yield ((after, kind), *path), score + scores[after, kind]


def _band(draw, first, column):
    """A band of a few rows whose bounds never fall."""
    rows, width = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    low = sorted(draw(st.lists(st.integers(0, width), min_size=rows + 1, max_size=rows + 1)))
    high = sorted(draw(st.lists(st.integers(0, width), min_size=rows + 1, max_size=rows + 1)))
    low[0], high[-1] = 0, width
    high = [max(pair) for pair in zip(high, [*low[1:], width], strict=True)]  # rows that follow overlap: a path exists
    return search.Band(first, column + np.array(low), column + np.array(high))


@st.composite
def bands(draw):
    return [_band(draw, 10, 0), _band(draw, 20, 30)]


@settings(deadline=None)
@given(bands=bands(), seed=st.integers(0, 1000))
def test_search_equals_trying_every_path(bands, seed):
    lattice = search.Lattice(bands, KINDS)
    scores = np.random.default_rng(seed).normal(size=lattice.before.shape)
    best = search.best(lattice, scores)
    probable, totals = search.expected(lattice, scores)
    for region, (first, last) in enumerate(zip(lattice.first, lattice.last, strict=True)):
        every = list(_paths(lattice, scores, first, last))
        assert tuple(best[region]) == max(every, key=lambda each: each[1])[0]
        total = np.logaddexp.reduce([score for _, score in every])
        assert np.isclose(totals[region], total)
        for node in np.flatnonzero(lattice.region == region):
            for kind in range(len(KINDS)):
                with_it = [score for path, score in every if (node, kind) in path]
                wanted = np.exp(np.logaddexp.reduce(with_it) - total) if with_it else 0.0
                if lattice.before[node, kind] < len(lattice):
                    assert np.isclose(probable[node, kind], wanted, atol=1e-9)


def test_a_lattice_has_all_links_of_its_nodes():
    lattice = search.Lattice([search.whole((2, 5), (7, 9))])
    assert len(lattice) == 4 * 3
    for kind, (n, m) in enumerate(search.KINDS):
        nodes, i, j = lattice.links(kind)
        assert len(nodes) == max(3 - n + 1, 0) * max(2 - m + 1, 0)
        assert [lattice.link(node, kind) for node in nodes] == [
            ((a, a + n), (b, b + m)) for a, b in zip(i.tolist(), j.tolist(), strict=True)
        ]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=10))
def test_a_rising_chain_is_a_longest_one(points):
    chain = search.rising(points)
    assert set(chain) <= set(points)
    assert all(i < k and j < n for (i, j), (k, n) in itertools.pairwise(chain))
    longest: dict[tuple[int, int], int] = {}
    for i, j in sorted(set(points)):
        longest[i, j] = 1 + max((length for (k, n), length in longest.items() if k < i and n < j), default=0)
    assert len(chain) == max(longest.values(), default=0)
