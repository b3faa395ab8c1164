"""The benchmark of checks: faults are made with a seed, of all kinds, and what is found is counted by row."""

import pytest

from tests.benchmarks import checker, faults


@pytest.fixture(scope="module")
def made():
    return faults.made(1)


def test_a_fault_changes_one_text_of_its_row(made):
    assert len(made) == 200
    for each in made:
        codes = {*each.clean.texts, *each.faulty.texts}
        assert [code for code in codes if each.clean.texts.get(code) != each.faulty.texts.get(code)] == [each.language]


def test_all_kinds_are_made_and_again_by_the_same_seed(made):
    kinds = [*faults._table()["exchanged"], *faults._table()["added"]]
    assert {each.kind for each in made} >= {*kinds, "clause omitted", "sentence added", "untranslated"}
    assert faults.made(1) == made
    assert faults.made(2) != made


def test_faults_and_clean_rows_are_counted(made, monkeypatch):
    row = faults.corpus()["treaty"][0]
    monkeypatch.setattr(checker, "corpus", lambda: {"treaty": [row]})
    date = next(each for each in made if each.kind == "item number")
    lines = [
        *checker.report(
            checker.Measured(
                [(date, {"duizhao": {("a", "b")}, "pofilter": set(), "numbers": set()})],
                [(row, {"duizhao": set(), "pofilter": {("x", "y")}, "numbers": set()})],
            )
        )
    ]
    assert "| item number | 1 | 1 | 0 | 0 |" in lines
    assert "| **all** | 1 | 1 (100.0%) | 0 (0.0%) | 0 (0.0%) |" in lines
    assert "| **findings per 100 clean rows** | 1 rows | 0.0 | 100.0 | 0.0 |" in lines
    assert "| a | 1 | 0 |" in lines


def test_the_tools_see_a_fault_that_the_clean_row_has_not():
    row = faults.corpus()["treaty"][-5]
    faulty = faults._with(row, "ru", row.texts["ru"] + "  7")
    fault = faults.Fault("made up", row, faulty)
    ours = checker._ours([faulty])[row.unit] - checker._ours([row])[row.unit]
    assert "spaces.double" in {rule for rule, _ in ours}
    assert checker._numbers(fault.faulty) - checker._numbers(fault.clean)
    clean, wrong = checker._pofilter([row, faulty])
    assert {name for name, _ in wrong - clean} == {"doublespacing"}
