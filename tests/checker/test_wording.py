"""The checks of wording on the corpus, clean and with faults made by hand: all families together."""

import pytest

from tests.checker import linguistic
from toolkit import corpus_ids

MISSED = {"terms": 3}  # of the faults in faults.tsv: what a check of words can't tell; the other families find all
PAIRS = [("zh", "ru", "en"), ("zh", "ru"), ("zh", "en")]


@pytest.mark.parametrize("codes", PAIRS, ids="-".join)
@pytest.mark.parametrize("name", corpus_ids())
def test_nothing_is_told_of_the_corpus(name, codes):
    document = linguistic.with_codes(name, codes)
    assert [(row.unit, finding) for row, finding in linguistic.found(document, *linguistic.FAMILIES)] == []


@pytest.mark.parametrize("family", linguistic.FAMILIES)
def test_faults_made_by_hand_are_found_where_they_are(family):
    faults = linguistic.faults(family)
    missed = []
    for fault in faults:
        told = linguistic.changed(fault)
        assert {row.unit for row, _ in told} <= {fault["unit"]}
        for row, finding in told:
            assert finding.spans
            assert all(row.texts[each.language][each.start : each.stop] == each.text for each in finding.spans)
        missed += [] if told else [fault]
    assert len(faults) >= 12
    assert len(missed) <= MISSED.get(family, 0), missed
