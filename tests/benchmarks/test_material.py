"""The benchmarks' own tools: material made by rule and seed, and gold links as paths."""

import random
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks import gold, making, sets
from tests.benchmarks.sets import Pair
from toolkit.aligner import search

LINES = [(f"zh{k} {'x' * k}", f"ru{k} {'y' * k}") for k in range(40)]


def _pair(links, source, target):
    return Pair("pair", [f"s{k}" for k in range(source)], [f"t{k}" for k in range(target)], links)


def _covers_both_sides_in_order(pair):
    for side, texts in ((0, pair.source), (1, pair.target)):
        assert [k for link in pair.gold for k in link[side]] == list(range(len(texts)))


class TestLong:
    @settings(deadline=None, max_examples=20)
    @given(size=st.integers(50, 300), seed=st.integers(0, 99))
    def test_every_sentence_is_linked_once_and_with_its_own_words(self, size, seed):
        pair = making.long(LINES, size, seed)
        _covers_both_sides_in_order(pair)
        for left, right in pair.gold:
            if left and right:
                ours = " ".join(pair.source[k] for k in left)
                theirs = " ".join(pair.target[k] for k in right)
                assert ours.replace("zh", "ru").replace("x", "y") == theirs

    def test_the_same_seed_makes_the_same_text_and_another_one_does_not(self):
        assert making.long(LINES, 100, 1) == making.long(LINES, 100, 1)
        assert making.long(LINES, 100, 1) != making.long(LINES, 100, 2)

    def test_stretches_are_missing_on_either_side(self):
        pair = making.long(LINES, 1000, 1)
        runs = [[list(run) for _, run in groupby(pair.gold, key=lambda link, s=side: bool(link[s]))] for side in (0, 1)]
        longest = [max(len(run) for run in found if not run[0][side]) for side, found in enumerate(runs)]
        assert min(longest) >= 1000 // 50


class TestGaps:
    def test_documents_are_missing_on_both_sides(self):
        pairs = [_pair([((0,), (0,)), ((1,), (1, 2))], 2, 3) for _ in range(8)]
        made = making.gaps(pairs, seed=1, missing=2)
        _covers_both_sides_in_order(made)
        assert (len(made.source), len(made.target)) == (6 * 2, 6 * 3)
        assert sum(bool(left and right) for left, right in made.gold) == 4 * 2

    @pytest.mark.parametrize("side", [0, 1])
    def test_half_of_the_documents_are_missing_on_one_side(self, side):
        made = making.lacking([_pair([((0,), (0,)), ((1,), (1, 2))], 2, 3) for _ in range(9)], 1, side)
        _covers_both_sides_in_order(made)
        assert (len(made.source), len(made.target)) == ((5 * 2, 9 * 3), (9 * 2, 5 * 3))[side]


def test_the_corpus_is_read_with_all_its_links():
    pairs = making.corpus()
    assert len(pairs) == 9
    for pair in pairs:
        _covers_both_sides_in_order(pair)


class TestGold:
    BANDS = (search.whole((0, 4), (0, 4)),)

    def test_links_that_fit_are_the_path_and_the_rest_is_skipped(self):
        pair = _pair([((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,)), ((), (3,))], 4, 4)
        found = gold.gold(pair, list(self.BANDS))
        assert found.links == [((0, 1), (0, 1)), ((1, 3), (1, 2))]
        assert found.lost == 0
        assert found.between == [gold.Between(((3, 4), (2, 4)), free=False)]

    @pytest.mark.parametrize(
        "odd",
        [
            [((0,), (1,)), ((1,), (0,))],  # they cross
            [((0, 2), (0,)), ((1,), (1,))],  # one is not a run
        ],
    )
    def test_links_that_no_path_can_follow_leave_it_free_there(self, odd):
        pair = _pair([*odd, ((3,), (3,))], 4, 4)
        found = gold.gold(pair, list(self.BANDS))
        assert found.lost == 1
        assert ((3, 4), (3, 4)) in found.links
        assert any(each.free for each in found.between)

    def test_links_outside_the_band_are_lost(self):
        narrow = search.Band(0, np.array([0, 0, 1, 2, 4]), np.array([1, 2, 3, 4, 4]))
        found = gold.gold(_pair([((0,), (3,)), ((2,), (2,))], 4, 4), [narrow])
        assert found.links == [((2, 3), (2, 3))]
        assert found.lost == 1

    @settings(deadline=None, max_examples=40)
    @given(seed=st.integers(0, 10_000))
    def test_only_paths_of_gold_are_allowed(self, seed):
        pair = making.long(LINES, 12, seed)
        size = len(pair.source), len(pair.target)
        bands = [search.whole((0, size[0]), (0, size[1]))]
        truth = gold.gold(pair, bands)
        lattice = search.Lattice(bands)
        nodes, kinds, i, j = gold.edges(lattice)
        scores = np.full(lattice.before.shape, search.NEVER)
        allowed = truth.allowed(kinds, i, j)
        scores[nodes[allowed], kinds[allowed]] = random.Random(seed).random()
        (path,) = search.best(lattice, scores)
        steps = [lattice.link(*step) for step in path]
        wanted = {((a[0], a[-1] + 1), (b[0], b[-1] + 1)) for a, b in pair.gold if a and b}
        assert {link for link in steps if link[0][0] < link[0][1] and link[1][0] < link[1][1]} == wanted

    def test_stretches_meet_on_the_path(self):
        pair = _pair([((k,), (k,)) for k in range(40)], 40, 40)
        (band,) = bands = [search.whole((0, 40), (0, 40))]
        parts = gold.stretches(gold.gold(pair, bands), bands, (40, 40), 10)
        assert [(int(each.first), int(each.low[0]), int(each.high[-1])) for each in parts] == [
            (0, 0, 10),
            (10, 10, 20),
            (20, 20, 30),
            (30, 30, 40),
        ]
        assert sum(len(each.low) - 1 for each in parts) == len(band.low) - 1


@pytest.mark.parametrize("folder", sorted(Path(__file__).parent.glob("literary/*/")), ids=lambda each: each.name)
def test_gold_of_the_literary_chapters_holds_each_sentence_once(folder):
    pairs = sets.load(folder)
    assert pairs
    for pair in pairs:
        _covers_both_sides_in_order(pair)
        assert all(text.strip() for text in (*pair.source, *pair.target))
        assert len(set(pair.gold)) == len(pair.gold)
