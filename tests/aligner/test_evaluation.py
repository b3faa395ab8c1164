import pytest

from toolkit.aligner.evaluation import score

GOLD = [(("a",), ("1",)), (("b",), ("2", "3")), (("c",), ()), (("d",), ("4",))]


def test_the_same_links_score_one():
    found = score(list(GOLD), GOLD)
    assert (found.precision, found.recall, found.f1, found.lax_f1) == (1, 1, 1, 1)


def test_strict_and_lax_differ_by_links_that_overlap():
    found = score([(("a",), ("1",)), (("b",), ("2",)), ((), ("3",)), (("c",), ()), (("d",), ("4",))], GOLD)
    assert found.precision == pytest.approx(3 / 5)  # a-1, c-, d-4
    assert found.recall == pytest.approx(2 / 3)  # of the three links with both sides
    assert found.lax_precision == pytest.approx(4 / 5)
    assert found.lax_recall == 1


def test_nothing_found_scores_zero():
    assert score([], GOLD).f1 == 0
