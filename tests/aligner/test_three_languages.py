"""A third language beside a reviewed pair, and rows that all pairs make together."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

import toolkit
from toolkit import data, pipeline, review
from toolkit.aligner import align
from toolkit.model import Bead


def _odd_links(alignment):
    """Links as no machine would make them: a sentence takes its neighbour's counterpart too, leaving that one alone."""
    found = []
    for one, two in pairwise(alignment.beads):
        ours = alignment.source.segments[one.source[0] : two.source[1]]
        theirs = alignment.target.segments[one.target[0] : two.target[1]]
        alike = one.kind == two.kind == "1-1" and len({s.block for s in ours}) == len({s.block for s in theirs}) == 1
        if alike and not (found and found[-1].target[1] > one.target[0]):
            found.append(Bead(one.source, (one.target[0], two.target[1]), 1.0, "reviewed"))
    return found


def _reviewed(alignment, file):
    """Write odd links as confirmed, and return them."""
    odd = _odd_links(alignment)
    decisions = [
        review.Decision(
            {
                str(alignment.source.language): tuple(s.id for s in alignment.source.segments[slice(*bead.source)]),
                str(alignment.target.language): tuple(s.id for s in alignment.target.segments[slice(*bead.target)]),
            },
            frozenset({review.pair(alignment)}),
            "a reviser",
            "2026-01-01",
        )
        for bead in odd
    ]
    apart = {(text.language, s.id): s.id for text in (alignment.source, alignment.target) for s in text.segments}
    file.write_bytes(review.table([alignment], decisions, [], frozenset({review.pair(alignment)}), apart))
    return odd


@pytest.mark.parametrize("name", data.corpus_ids())
@pytest.mark.parametrize("third", ["zh", "ru", "en"])
def test_a_third_language_changes_no_link_of_a_reviewed_pair(name, third, tmp_path):
    documents = list(toolkit.documents(name).values())
    pair = [each for each in documents if each.language != third]
    (machine,) = pipeline.align_documents(pair)
    odd = _reviewed(machine, tmp_path / "review.csv")
    assert odd
    (before,) = pipeline.align_documents(pair, reviewed=tmp_path / "review.csv")
    every = pipeline.align_documents(documents, reviewed=tmp_path / "review.csv")
    after = next(each for each in every if third not in (each.source.language, each.target.language))
    assert set(odd) <= set(after.beads)
    assert after.beads == before.beads


@pytest.mark.parametrize("confirmed", [0.5, 0.75, 0.9])
def test_links_confirmed_from_the_top_change_none_below(confirmed, documents):
    """What is usual in the texts is measured on all of them, not on what a reviser has left to do."""
    texts = [toolkit.segment(each) for each in documents.values()]
    for one, other in combinations(texts, 2):
        before = align(one, other, terms=pipeline.index().concepts).beads
        fixed = [replace(bead, score=1.0, origin="reviewed") for bead in before[: int(confirmed * len(before))]]
        after = align(one, other, terms=pipeline.index().concepts, fixed=fixed).beads
        assert [(bead.source, bead.target) for bead in after] == [(bead.source, bead.target) for bead in before]
        assert all(abs(old.score - new.score) < 0.1 for old, new in zip(before, after, strict=True) if new not in fixed)


def test_rows_need_all_pairs():
    """One pair misses a link that the two others know: the row is whole, and marked."""
    texts = {
        "zh": ["昨天下了大雨。", "河水上涨。", "人们离开了村庄。"],
        "ru": ["Вчера шел сильный дождь.", "Река разлилась.", "Люди покинули деревню."],
        "en": ["It rained heavily yesterday.", "The river rose.", "People left the village."],
    }
    made = pipeline.align_sentences(list(texts.values()), list(texts))
    table = toolkit.units(*made)
    assert table[["zh", "ru", "en"]].values.tolist() == [list(row) for row in zip(*texts.values(), strict=True)]
    assert set(table["agreement"]) == {"yes"}
