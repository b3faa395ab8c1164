"""The runner: order, processes, languages without rules, settings, what is accepted."""

import pandas as pd
import pytest

import toolkit
from toolkit.checker import baseline, checks, running
from toolkit.checker.rows import rows
from toolkit.checker.settings import CheckSettings, load
from toolkit.errors import InputError, ToolkitError

ONLY = CheckSettings(only=("script", "spaces", "completeness.missing"))


def table(*texts, codes=("zh", "ru"), **more):
    blank = dict.fromkeys(("unit", "document", "provision", "kind", "agreement"), "") | {"confidence": None}
    return list(rows([{**blank, **more, **dict(zip(codes, each, strict=True))} for each in texts], codes, "file.csv"))


def told(found):
    return [(each.row.unit, each.finding.rule, each.severity) for each in found]


def test_findings_come_in_the_order_of_the_rows_whoever_finds_them():
    made = table(("好。", ""), ("条約", "два  слова"), ("好。", "Дa."), ("好。", "Да."))
    found = told(running.run(made, running.plan(("zh", "ru"), ONLY)))
    assert found == [
        ("1", "completeness.missing", "error"),
        ("2", "script.traditional", "error"),
        ("2", "spaces.double", "note"),
        ("3", "script.alphabets", "error"),
    ]


def test_several_processes_find_the_same_in_the_same_order():
    made = table(*[("好。", f"Дa  {number}." if number % 7 == 0 else f"Да {number}.") for number in range(1, 1500)])
    plan = running.plan(("zh", "ru"), ONLY)
    alone = [(each.row.unit, each.finding) for each in running.run(iter(made), plan)]
    assert len(alone) == 2 * (1499 // 7)
    assert [(each.row.unit, each.finding) for each in running.run(iter(made), plan, processes=2)] == alone


def test_documents_are_looked_at_one_by_one():
    texts = (
        ("双方同意加强合作。", "Стороны согласны укреплять сотрудничество."),
        ("双方同意加强合作。", "Стороны договорились об ином."),
    )
    plan = running.plan(("zh", "ru"), CheckSettings(only=("consistency.translation",)))
    assert told(running.run(table(*texts, document="a"), plan)) == [("2", "consistency.translation", "note")]
    made = [*table(texts[0], document="a"), *table(texts[1], document="b")]
    assert told(running.run(made, plan)) == []


def test_a_language_without_rules_is_told_and_the_others_are_looked_at():
    plan = running.plan(("de", "ru"), CheckSettings(only=("values", "spaces", "script.traditional")))
    assert [check.name for check in plan.checks] == ["spaces.double", "spaces.unseen"]
    (pair, alone) = sorted(plan.left_out)
    assert pair.startswith("no rules for de, left out there: script.traditional")
    assert alone.startswith("no rules for de–ru, left out there: values.date, ")
    found = told(running.run(table(("Ein  Wort", "Два слова"), codes=("de", "ru")), plan))
    assert found == [("1", "spaces.double", "note")]


def test_terms_and_values_of_a_row_are_found_once_and_not_where_there_are_no_rules():
    (row,) = table(("2025年互联互通", "Konnektivität 2025"), codes=("zh", "de"))
    assert [each.surface for each in row.terms("zh")] == ["互联互通"]
    assert row.terms("zh") is row.terms("zh")
    assert row.terms("de") == row.values("de") == row.terms("ru") == ()
    assert [each.kind for each in row.values("zh")] == ["date"]


def test_severity_is_that_of_the_longest_name(tmp_path):
    file = tmp_path / "s.toml"
    file.write_text('[severity]\nspaces = "error"\n"spaces.unseen" = "off"\nscript.alphabets = "note"\n', "utf-8")
    found = {check.name: check.severity for check in load(file).chosen()}
    assert found["spaces.double"] == "error"
    assert "spaces.unseen" not in found
    assert found["script.alphabets"] == "note"
    assert found["script.traditional"] == "error"


def test_options_reach_the_check(tmp_path):
    file = tmp_path / "s.toml"
    text = 'only = ["consistency.translation"]\n[options."consistency.translation"]\ncharacters = 4\n'
    file.write_text(text, "utf-8-sig")
    made = table(("第一条", "Статья 1"), ("第一条", "Статья первая"))
    settings = load(file)
    assert told(running.run(made, running.plan(("zh", "ru"), settings))) == [("2", "consistency.translation", "note")]
    assert not list(running.run(made, running.plan(("zh", "ru"), CheckSettings(only=settings.only))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[severity]\n"scripts.mixed" = "off"', "no check called 'scripts.mixed'"),
        ('[severity]\n"spaces.doubl" = "off"', "did you mean spaces.double"),
        ('[severity]\nspaces = "loud"', "no severity"),
        ("[severity]\nspaces = 1", "severity of spaces is no text"),
        ('severity = "off"', "write [severity]"),
        ('onyl = ["spaces"]', "did you mean only"),
        ('only = "spaces"', "no list of texts"),
        ('[options."spaces.double"]\nmany = 1', "spaces.double has no options"),
        ('[options."consistency.source"]\nletters = 1', "no option of consistency.source called 'letters'"),
        ('[options."consistency.source"]\ncharacters = "many"', "wants a whole number"),
        ("only = [", "no sound TOML"),
    ],
)
def test_settings_that_cannot_be_used_are_told_in_one_line(tmp_path, text, said):
    file = tmp_path / "s.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        load(file)
    assert said in str(error.value)
    assert str(error.value).startswith(f"{file}: ")


def test_python_gives_a_table_and_takes_one(treaty):
    assert list(toolkit.check(treaty, settings=CheckSettings(only=("script",)))["rule"]) == []
    broken = treaty.copy()
    broken.attrs = treaty.attrs
    broken.loc[3, "ru"] = broken.loc[3, "ru"].replace("о", "o", 1)
    found = toolkit.check(broken, settings=CheckSettings(only=("script",)))
    assert list(found["unit"]) == [treaty.loc[3, "unit"]]
    row = found.iloc[0]
    start, stop = map(int, row["ru_at"].split("-"))
    assert row["quoted"] == f"ru: {row['ru'][start:stop]}"
    assert found.attrs["table"] == "findings"
    assert isinstance(found, pd.DataFrame)


def test_the_corpus_is_checked_if_nothing_is_named():
    found = toolkit.check(settings=CheckSettings(only=("spaces", "script", "untranslated", "words", "structure")))
    assert list(found["message"]) == []


def test_a_table_of_one_language_cannot_be_checked():
    one = toolkit.rows.monolingual(toolkit.segment(toolkit.documents("treaty")["ru"]))
    with pytest.raises(ToolkitError, match="in ru only"):
        toolkit.check(one)


def test_an_accepted_finding_is_left_out_until_its_words_change(tmp_path):
    file = tmp_path / "accepted.csv"
    found = {"rule": "spaces.double", "unit": "7", "quoted": "ru: =два  слова", "document": "a"}
    entry = baseline.accepted([found, found], "Иванова", "so in the original", "2026-11-23")
    baseline.save(file, entry)
    kept = baseline.load(file)
    assert kept.entries == tuple(entry)
    assert kept.fits(found)
    assert not kept.fits({**found, "quoted": "ru: три  слова"})
    assert not kept.fits({**found, "unit": "8"})
    assert kept.stale(["spaces.double"], ["a"], ["zh", "ru", "en"]) == []
    again = baseline.load(file)
    assert again.stale(["spaces.double"], ["a"], ["zh", "ru", "en"]) == entry
    assert (
        again.stale(["spaces.double"], ["b"], ["zh", "ru", "en"])
        == again.stale(["script.alphabets"], ["a"], ["zh", "ru", "en"])
        == []
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule,unit\nspaces.double,7", "column 'quoted' is missing"),
        ("rule;unit;quoted;document;who;why;date\nspaces.double;7;ru: x;a;;weil;2026", "line 2: who is empty"),
        ("rule,unit,quoted,document,who,why,date\nspaces.double,7,ru: x,a,я", "line 2: why is empty"),
        ("", "empty"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_told(tmp_path, text, said):
    file = tmp_path / "accepted.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        baseline.load(file)


def test_every_check_can_be_left_out_by_its_family():
    families = {name.partition(".")[0] for name in checks()}
    assert CheckSettings(skip=tuple(families)).chosen() == []
    assert len(CheckSettings(only=tuple(families)).chosen()) == len(checks())
