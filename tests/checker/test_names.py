import pytest

from tests.checker import linguistic
from toolkit import corpus_ids

FAMILY = "names"


def test_samples() -> None:
    assert list(linguistic.samples_hold(FAMILY)) == []


@pytest.mark.parametrize("codes", [("zh", "ru", "en"), ("zh", "ru"), ("zh", "en")], ids="-".join)
@pytest.mark.parametrize("name", corpus_ids())
def test_the_corpus_is_clean(name: str, codes: tuple[str, ...]) -> None:
    document = linguistic.with_codes(linguistic.corpus(name), codes)
    assert [(row.unit, finding) for row, finding in linguistic.found(document, FAMILY)] == []


def test_faults_made_by_hand_are_found() -> None:
    faults = linguistic.faults(FAMILY)
    missed = [fault for fault in faults if not linguistic.seen(fault)]
    assert len(faults) >= 10
    assert len(missed) <= MISSED, missed


def test_every_finding_quotes_what_stands_there() -> None:
    for fault in linguistic.faults(FAMILY)[:8]:
        row = next(each for each in linguistic.corpus(fault["unit"].split("/")[0]) if each.unit == fault["unit"])
        text = row.texts[fault["language"]].replace(fault["stands"], fault["instead"], 1)
        changed = linguistic.row(row.kind, **{**row.texts, fault["language"]: text})
        for each, finding in linguistic.found([changed], *linguistic.FAMILIES):
            assert finding.spans
            assert all(each.texts[span.language][span.start : span.stop] == span.text for span in finding.spans)
            assert {span.language for span in finding.spans} > {fault["language"]} or len(finding.spans) > 1
