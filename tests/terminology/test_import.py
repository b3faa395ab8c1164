import csv

import pytest
import xlsxwriter
from click.testing import CliRunner

from toolkit import conversion, data
from toolkit.cli import cli
from toolkit.errors import ConflictError, InputError, ToolkitError
from toolkit.formats import Losses
from toolkit.terminology import incoming, outgoing
from toolkit.terminology.entries import Wanted, made
from toolkit.terminology.lookup import lookup
from toolkit.terminology.merging import merge
from toolkit.terminology.termbase import connect, create

OWN = [
    {"language": "zh", "term": "条约", "status": "preferred"},
    {"language": "ru", "term": "договор", "status": "preferred"},
]


@pytest.fixture
def base(place):
    with create(place) as opened:
        opened.write([Wanted("treaty", made("treaty", "law", OWN), 0)], "Anna", "new")
        yield opened


def put(base, path, mapping=None, rule="add", **more):
    return merge(base, incoming.read(path, mapping or {}, more.pop("encoding", None)), "Boris", "import", rule, **more)


def write(path, rows, encoding="utf-8", separator=","):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def said(report):
    return {kind: count for kind, count in report.counts.items() if count}


def test_columns_are_known_by_name_or_by_mapping(base, tmp_path):
    rows = [["Китайский", "Термин", "Синонимы", "Примечание"], ["公约", "пакт", "конвенция | соглашение", "Общий."]]
    path = write(tmp_path / "a.csv", rows)
    report = put(base, path, {"ru": "Термин", "ru.admitted": "Синонимы", "note": "Примечание"})
    assert said(report) == {"new": 1}
    (found,) = lookup("пакта", base=base)
    assert [(term.text, term.status) for term in found.concept.of("ru")] == [
        ("пакт", "preferred"), ("конвенция", "admitted"), ("соглашение", "admitted"),
    ]  # fmt: skip
    assert (found.concept.preferred("zh"), found.concept.note) == ("公约", "Общий.")


def test_columns_that_nothing_is_taken_of_are_named(base, tmp_path):
    path = write(tmp_path / "a.csv", [["中文", "Термин", "Автор", ""], ["公约", "пакт", "", "?"], ["协定", "", "", ""]])
    losses = Losses()
    assert said(merge(base, incoming.read(path, {}, losses=losses), "Boris", "import")) == {"new": 2}
    assert losses.lines() == ["left out: column Термин (1), column 4 (1)"]


def test_an_id_is_made_of_letters_without_their_marks(base, tmp_path):
    put(base, write(tmp_path / "a.csv", [["zh", "en"], ["乌鲁木齐", "Ürümqi"], ["土耳其", "Türkiye–China"]]))
    assert base.entries(["urumqi", "turkiye-china"]).keys() == {"urumqi", "turkiye-china"}


def test_a_file_without_categories_changes_none(base, tmp_path):
    rows = [["zh", "ru", "en"], ["条约", "договор", ""], ["公约", "конвенция", "convention"]]
    path = write(tmp_path / "mine.csv", rows)
    report = put(base, path, rule="replace")
    assert said(report) == {"same": 1, "new": 1}
    assert [match.concept.category for match in lookup("конвенция", base=base)] == ["mine"]


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1251", ";")])
def test_csv_of_other_programs(base, tmp_path, encoding, separator):
    path = write(tmp_path / "a.csv", [["id", "Русский", "en"], ["pact", "пакт", "pact"]], encoding, separator)
    if encoding == "cp1251":
        with pytest.raises(InputError, match=r"seems to be cp1251: name it .--encoding cp1251"):
            put(base, path)
    assert said(put(base, path, encoding="cp1251" if encoding == "cp1251" else None)) == {"new": 1}
    assert lookup("пакт", base=base)[0].concept.preferred("en") == "pact"


def test_a_workbook(base, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate(
        [["中文", "Russian", "note"], ["公约", "пакт", ""], ["", "", ""], ["协定", "соглашение", "x"]]
    ):
        sheet.write_row(at, 0, row)
    book.close()
    assert said(put(base, tmp_path / "a.xlsx")) == {"new": 2}
    assert lookup("協定", base=base)[0].concept.preferred("ru") == "соглашение"


@pytest.mark.parametrize(
    ("above", "header", "mapping"),
    [
        ([["Глоссарий бюро"], ["версия", "2"]], ["Term (ZH-CN)", "Term (RU-RU)", "note"], {}),
        ([["中文", "словарь"]], ["zh-CN", "ru", "note"], {}),
        ([["Глоссарий бюро"]], ["Оригинал", "Перевод", "note"], {"zh": "Оригинал", "ru": "Перевод"}),
    ],
)
def test_a_title_may_stand_over_the_header_of_a_workbook(base, tmp_path, above, header, mapping):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate([*above, [], header, ["协定", "соглашение", "x"]]):
        sheet.write_row(at, 0, row)
    book.close()
    losses = Losses()
    found = incoming.read(tmp_path / "a.xlsx", mapping, losses=losses)
    assert said(merge(base, found, "Аня", "import")) == {"new": 1}
    assert lookup("соглашение", base=base)[0].concept.preferred("zh") == "协定"
    assert losses.lines() == [f"left out: rows over the header ({len(above)})"]


def test_a_concept_without_id_that_stands_twice_and_says_the_same_is_no_conflict(base, tmp_path):
    rows = [["zh", "ru", "note"], ["高质量共建“一带一路”", "«Один пояс»", ""], ["高质量共建一带一路", "Один пояс", ""]]
    assert said(put(base, write(tmp_path / "a.csv", rows))) == {"new": 1, "same": 1}
    with pytest.raises(ConflictError, match="the same terms stand in the file before"):
        put(base, write(tmp_path / "b.csv", [["zh", "ru", "note"], ["国", "страна", ""], ["国", "страна", "x"]]))


def test_a_dry_run_shows_everything_and_writes_nothing(base, tmp_path):
    rows = [
        ["id", "zh", "ru", "en"],
        ["treaty", "条约", "договор", "treaty"],
        ["pact", "公约", "пакт", "pact"],
        ["treaty", "条约", "договор", ""],
    ]
    before = list(base.all()), base.acts()
    report = put(base, write(tmp_path / "a.csv", rows), dry_run=True, skip_conflicts=True)
    assert said(report) == {"new": 1, "changed": 1, "conflict": 1}
    assert [(plan.kind, plan.id, plan.reason.split(",")[0]) for plan in report.plans] == [
        ("changed", "treaty", "+ en treaty"),
        ("new", "pact", "公约 | пакт | pact"),
        ("conflict", "treaty", "treaty stands in the file before"),
    ]
    assert report.plans[2].place.endswith("a.csv, line 4")
    assert report.act is None
    assert (list(base.all()), base.acts()) == before


def test_conflicts_keep_everything_out_unless_they_are_skipped(base, tmp_path):
    rows = [["id", "ru"], ["pact", "пакт"], ["treaty", "соглашение"]]
    path = write(tmp_path / "a.csv", rows)
    with pytest.raises(ConflictError, match="treaty has договор as its ru term, the file соглашение; nothing"):
        put(base, path)
    assert base.counts()[0] == 1
    assert said(put(base, path, skip_conflicts=True)) == {"new": 1, "conflict": 1}
    assert base.counts()[0] == 2


@pytest.mark.parametrize(
    ("rule", "counts", "terms", "note"),
    [
        ("add", {"changed": 1}, ["договор", "соглашение"], "Old."),
        ("replace", {"changed": 1}, ["договор", "соглашение"], "New."),
        ("skip", {"skipped": 1}, ["договор"], "Old."),
    ],
)
def test_merge_rules(place, tmp_path, rule, counts, terms, note):
    with create(place) as base:
        own = [{**OWN[0], "note": "Old."}, OWN[1]]
        base.write([Wanted("treaty", made("treaty", "law", own), 0)], "Anna", "new")
        rows = [
            ["id", "category", "zh", "ru", "ru_variants", "note"],
            ["treaty", "law", "条约", "договор", "соглашение", "New."],
        ]
        assert said(put(base, write(tmp_path / "a.csv", rows), rule=rule)) == counts
        (concept,) = base.concepts(base.all())
        assert [term.text for term in concept.of("ru")] == terms
        assert concept.note == note
        again = put(base, tmp_path / "a.csv", rule=rule)
        assert said(again) == ({"skipped": 1} if rule == "skip" else {"same": 1})


def test_concepts_without_ids_are_known_by_their_terms(base, tmp_path):
    rows = [["zh", "ru", "en"], ["条约", "Договор", "Treaty"], ["公约", "пакт", "pact"], ["协定", "пакт", "pact"]]
    report = put(base, write(tmp_path / "a.csv", rows))
    assert said(report) == {"new": 2, "changed": 1}
    assert {entry.id for entry in base.all()} == {"treaty", "pact", "pact-2"}
    assert said(put(base, tmp_path / "a.csv", dry_run=True)) == {"same": 3}
    rows = [["ru"], ["пакт"]]
    report = put(base, write(tmp_path / "b.csv", rows), dry_run=True, skip_conflicts=True)
    assert report.plans[0].reason == "its terms are those of pact and pact-2"


def test_what_was_exported_comes_back_edited_and_tells_if_others_were_there(base, tmp_path):
    path = tmp_path / "out.csv"
    outgoing.export(base, path)
    path.write_text(path.read_text("utf-8").replace("договор", "соглашение"), "utf-8")
    assert said(put(base, path)) == {"changed": 1}
    path.write_text(path.read_text("utf-8").replace("соглашение", "пакт"), "utf-8")
    with pytest.raises(ConflictError, match=r"treaty was changed since the file was written \(version 1, now 2\)"):
        put(base, path)
    base.write([Wanted("treaty", None, 2)], "Anna", "delete")
    with pytest.raises(ConflictError, match="was deleted since"):
        put(base, path)


def test_a_glossary_folder_goes_in_with_its_sources(tmp_path):
    with create(tmp_path / "x.termbase") as base:
        folder = data.home() / "glossary"
        report = merge(base, incoming.read(folder, {}), "Anna", "import", sources=incoming.sources(folder))
        assert said(report) == {"new": len(data.glossary())}
        assert sorted(base.concepts(base.all()), key=lambda each: each.id) == sorted(
            data.glossary(), key=lambda e: e.id
        )
        assert said(merge(base, incoming.read(folder, {}), "Anna", "again")) == {"same": len(data.glossary())}


@pytest.mark.parametrize(
    ("rows", "mapping", "why"),
    [
        ([["a", "b"], ["1", "2"]], {}, r"no column holds terms; .*it has a, b"),
        ([["ru"], ["право"]], {"ru": "нет"}, "has no column 'нет'; it has ru"),
        ([["ru"], ["право"]], {"de": "ru"}, "no field 'de'"),
        ([["ru"], ["право", "x"]], {}, "line 2: 2 cells under a header of 1"),
        ([["ru"], ["а" * 501]], {}, "line 2: .*500 characters"),
        ([["ru", "version"], ["право", "x"]], {}, "line 2: the version is a number"),
        ([["id", "language", "term", "status"], ["x", "ru", "право", "good"]], {}, "line 2: .*no status 'good'"),
        ([["id", "language", "term", "status"], ["x", "ru", "право"]], {}, "line 2: .*no status ''"),
        ([], {}, "empty"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(base, tmp_path, rows, mapping, why):
    path = write(tmp_path / "a.csv", rows)
    with pytest.raises(InputError, match=why):
        put(base, path, mapping)
    assert base.counts()[0] == 1


def test_files_that_are_no_tables(base, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"ru\n\xff\xfe\x00")
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    (tmp_path / "a.doc").write_bytes(b"")
    (tmp_path / "b.csv").write_text('ru\n"open', "utf-8")
    for name in ("a.csv", "a.xlsx", "a.doc", "b.csv", "none.csv"):
        with pytest.raises(ToolkitError, match=name):
            put(base, tmp_path / name)
    with pytest.raises(InputError, match="no encoding is called 'x'"):
        put(base, tmp_path / "b.csv", encoding="x")


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_an_exported_glossary_comes_back_with_all_that_it_holds(tmp_path, name):
    from toolkit import pipeline, tables

    whole = tables.terms(data.glossary())
    path = pipeline.export(whole, tmp_path / name)
    with create(tmp_path / "x.termbase") as base:
        assert put(base, path, sources=incoming.sources(path)).counts["new"] == len(whole)
        again = tables.terms(base.concepts(base.all()))
        named = {row["key"] for row in base.sources()}
    for column in whole.columns:
        assert list(again[column]) == list(whole[column]), column
    assert len(named) > 50


def test_cells_that_name_no_term_go_to_the_first(tmp_path):
    path = tmp_path / "a.csv"
    header = ["zh", "ru", "ru_forbidden", "usage", "reasons", "source"]
    write(path, [header, ["条约", "договор", "дагавор", "a: b", "c", "d"]])
    ((entry, *_),) = incoming.read(path, {})
    cells = {row["term"]: row for row in entry.cells()}
    assert (cells["条约"]["usage"], cells["дагавор"]["note"], cells["договор"]["source"]) == ("a: b", "c", "d")


def test_terms_of_an_interchange_format_come_in_with_all_that_is_known_of_them(base, tmp_path):
    concepts = data.glossary()[:20]
    for suffix in (".tbx", ".min.tbx", ".mtf.xml", ".jsonl"):
        conversion.export_concepts(concepts, tmp_path / f"x{suffix}")
        put(base, tmp_path / f"x{suffix}", rule="replace")
        held = base.entries([each.id for each in concepts])
        titles = data.sources()
        assert [held[each.id].concept(titles) for each in concepts] == list(concepts)
    cited = {name for each in held.values() for name in each.sources()}
    assert {"astana-outcomes-2025", "established-usage"} <= cited
    assert {each["key"] for each in incoming.sources(tmp_path / "x.tbx")} == cited


def test_terms_in_traditional_characters_are_refused_with_advice(base, tmp_path):
    how = conversion.ConvertSettings(script="zh-Hant")
    path = conversion.export_concepts(data.glossary()[:20], tmp_path / "x.tbx", how).path
    with pytest.raises(InputError, match=r"x\.tbx, \d+: .* is in traditional characters.*--script zh-Hans"):
        put(base, path)
    for rows in (
        (["zh", "ru"], ["條約", "пакт"]),
        (["id", "language", "term", "status"], ["x", "zh", "條約", "preferred"]),
    ):
        with pytest.raises(InputError, match=r"x\.csv, line 2: 條約 is in traditional characters"):
            put(base, write(tmp_path / "x.csv", rows))
    assert base.counts()[0] == 1


def run(*words, code=0):
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, (result.output, result.exception)
    return result


def test_commands_of_a_termbase(place, tmp_path):
    run("termbase", "create", place, "--glossary", "--by", "Anna")
    shown = run("termbase", "info", "--base", place).stdout
    assert f"concepts\t{len(data.glossary())}" in shown
    assert "the glossary, by Anna" in shown
    words = ["treaty-x", "--base", place, "--by", "Boris", "--add", "ru", "preferred", "договор-икс"]
    run("termbase", "edit", *words, "--new")
    assert "version 1" in run("termbase", "show", "treaty-x", "--base", place).stdout
    words = ["--set", "ru", "договор-икс", "note", "Проба.", "--add", "zh", "preferred", "条约甲", "--version", "1"]
    assert "version 2" in run("termbase", "edit", "treaty-x", "--base", place, "--by", "Boris", *words).stdout
    assert "was changed by Boris" in run("termbase", "edit", "treaty-x", "--base", place, *words[5:], code=2).stderr
    story = run("termbase", "history", "treaty-x", "--base", place).stdout
    assert "+ zh 条约甲; ~ ru договор-икс: note" in story
    assert '"who": "Boris"' in run("termbase", "history", "treaty-x", "--base", place, "--format", "json").stdout
    assert "договор-икс" in run("lookup", "договора-икс", "--base", place).stdout
    undone = run("termbase", "undo", "--base", place).stderr
    assert "act 3 is undone (as act 4): edit treaty-x by Boris, 1 concept\n" in undone
    assert "条约甲" not in run("termbase", "show", "treaty-x", "--base", place).stdout
    run("termbase", "edit", "treaty-x", "--base", place, "--delete")
    assert "no concept" in run("termbase", "show", "treaty-x", "--base", place, code=2).stderr
    for name in ("out.csv", "out.xlsx", "out.tmx", "out"):
        assert run("termbase", "export", "--base", place, "-o", tmp_path / name).stdout
    assert (tmp_path / "out" / "law.csv").read_bytes() == (data.home() / "glossary" / "law.csv").read_bytes()
    again = run("termbase", "import", tmp_path / "out.csv", "--base", place, "--dry-run")
    assert f"{len(data.glossary())} same" in again.stderr
    assert "nothing was written" in again.stderr
    assert run("termbase", "history", "--base", place).stdout.count("\n") == 5


def test_sentences_are_put_in_and_shown(tmp_path, treaty):
    place, table = tmp_path / "x.termbase", tmp_path / "treaty.csv"
    run("termbase", "create", place, "--glossary")
    from toolkit import pipeline

    pipeline.export(treaty, table)
    assert "57 rows" in run("termbase", "sentences", table, "--base", place).stderr
    shown = run("lookup", "депозитарий", "--base", place, "--sentences", 1, "--case", "dative", "-n", 1).stdout
    assert "dative: депозитарию" in shown
    assert "[保存机关]" in shown
    assert "working translation" in shown


def test_mistakes_in_commands_are_one_line(place, tmp_path):
    (tmp_path / "a.csv").write_text("ru\nправо", "utf-8")
    assert "termbase create" in run("lookup", "x", "--base", tmp_path / "none", code=2).stderr
    run("termbase", "create", place)
    for words in (
        ["create", place],
        ["import", tmp_path / "a.csv", "--base", place, "--map", "ru"],
        ["import", tmp_path / "none.csv", "--base", place],
        ["undo", "--base", place],
        ["export", "--base", place, "-o", tmp_path / "out"],
        ["edit", "x", "--base", place, "--delete"],
        ["edit", "x", "--base", place, "--remove", "ru", "нет"],
        ["edit", "x", "--base", place, "--add", "ru", "admitted", "слово"],
        ["edit", "x", "--base", place, "--new", "--delete"],
        ["history", "x", "--base", place],
    ):
        result = run("termbase", *words, code=2)
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1, words
    with connect(place) as base:
        assert base.counts() == (0, 0, 0)


def test_many_concepts_are_written_with_helpers_as_without(tmp_path):
    path = tmp_path / "many.csv"
    rows = [["id", "ru", "zh", "en"], *([f"c{n}", f"слово {n}", f"词{n}语", f"word {n}"] for n in range(11_000))]
    write(path, rows)
    found, stages = [], []
    for workers in (1, 2):
        with create(tmp_path / f"{workers}.termbase") as base:
            report = put(base, path, workers=workers, progress=lambda *each: stages.append(each))
            assert said(report) == {"new": 11_000}
            assert stages[-1] == ("indexing", 1, 1)
            found.append(base.base.rows("SELECT * FROM term ORDER BY number"))
            assert lookup("словом 10999", base=base)[0].concept.id == "c10999"
    assert found[0] == found[1]
