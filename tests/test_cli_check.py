"""`duizhao check`: every format, texts and tables, what is accepted, what cannot be used."""

import csv
import io
import json
import os
import shutil
from xml.etree import ElementTree as ET

import pytest

import toolkit
from toolkit import formats
from toolkit.checker import checks

from .conftest import ROOT
from .test_cli import fails, run

HEAD = ("unit", "zh", "ru", "en")
GOOD = ("1", "双方同意。", "Стороны согласны.", "The Parties agree.")
BAD = ("=2", "双方签署友好条約。", "Стороны <b>подписали</b> дoговор  сегодня.", "The Parties signed the treaty.")


@pytest.fixture(autouse=True)
def _own_data(monkeypatch):
    monkeypatch.setenv("DUIZHAO_DATA", str(ROOT))


@pytest.fixture
def write(tmp_path):
    def made(*rows, name="in.csv", encoding="utf-8", head=HEAD):
        file = tmp_path / name
        with file.open("w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows([head, *rows])
        return file

    return made


ONLY = ("--only", "script,spaces")


def test_clean_is_0_and_findings_are_1_a_line_each(write):
    clean = run("check", write(GOOD), *ONLY)
    assert clean.stdout == ""
    assert clean.stderr.splitlines() == ["0 findings in 1 row"]
    found = run("check", write(GOOD, BAD), *ONLY, code=1)
    assert [line.split("\t")[:3] for line in found.stdout.splitlines()] == [
        ["=2", "error", "script.alphabets"],
        ["=2", "error", "script.traditional"],
        ["=2", "note", "spaces.double"],
    ]
    assert found.stderr.splitlines() == ["3 findings in 2 rows (2 errors, 1 note)"]


def test_json_says_where_the_words_stand(write):
    found = json.loads(run("check", write(BAD), *ONLY, "--format", "json", code=1).stdout)
    assert {each["name"] for each in found["checks"]} == {n for n in checks() if n.startswith(("script.", "spaces."))}
    first = found["findings"][0]
    assert first["spans"] == [{"language": "ru", "start": 25, "stop": 32, "text": "дoговор"}]
    assert first["texts"]["ru"][25:32] == "дoговор"
    assert first["suggestion"] == "договор"


def test_csv_and_xlsx_hold_no_formulas(write, tmp_path):
    found = list(csv.DictReader(io.StringIO(run("check", write(BAD), *ONLY, "--format", "csv", code=1).stdout[1:])))
    assert {row["unit"] for row in found} == {"'=2"}
    assert found[0]["ru_at"] == "25-32"
    assert found[0]["ru"] == BAD[2]
    import openpyxl

    run("check", write(BAD), *ONLY, "-o", tmp_path / "out.xlsx", code=1)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s"}
    assert [sheet.cell(row, 3).value for row in (2, 3, 4)] == ["=2"] * 3


def test_html_escapes_and_marks_the_words(write, tmp_path):
    run("check", write(BAD), *ONLY, "-o", tmp_path / "out.html", code=1)
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "<b>" not in page
    assert '&lt;b&gt;подписали&lt;/b&gt; <mark class="found">дoговор</mark>' in page
    assert checks()["script.alphabets"].title in page


def test_sarif_has_what_code_hosts_want(write):
    log = json.loads(run("check", write(BAD), *ONLY, "--format", "sarif", code=1).stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (made,) = log["runs"]
    rules = made["tool"]["driver"]["rules"]
    assert len(made["results"]) == 3
    assert all(rule["help"]["text"] for rule in rules)
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("/in.csv")
        assert place["logicalLocations"][0]["name"] == "=2"
    assert len({tuple(result["partialFingerprints"].values()) for result in made["results"]}) == 3


def test_junit_has_a_failed_case_a_finding_and_a_passed_one_for_none(write, tmp_path):
    run("check", write(BAD), *ONLY, "--format", "junit", "-o", tmp_path / "out.txt", code=1)
    root = ET.parse(tmp_path / "out.txt").getroot()
    cases = root.findall("testsuite/testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert (int(root.get("tests")), int(root.get("failures"))) == (len(cases), len(failed))
    assert {case.get("classname") for case in failed} == {"script.alphabets", "script.traditional", "spaces.double"}
    assert {suite.get("name") for suite in root} == {n for n in checks() if n.startswith(("script.", "spaces."))}


@pytest.mark.parametrize("suffix", [".tmx", ".xlsx", ".csv", ".tsv", ".jsonl", ".xlf", ".docx", ".parquet"])
def test_every_format_that_is_read_is_checked(treaty, tmp_path, suffix):
    broken = treaty.head(12).copy()
    broken.attrs = {**treaty.attrs}
    broken.loc[5, "ru"] = broken.loc[5, "ru"].replace("о", "o", 1)
    file = tmp_path / f"in{suffix}"
    if suffix == ".xlf":
        toolkit.export(broken, tmp_path / "in.csv")
        toolkit.convert(tmp_path / "in.csv", file, toolkit.ConvertSettings(languages=("zh", "ru"), source="zh"))
    elif suffix == ".docx" or suffix in formats.suffixes("units"):
        toolkit.export(broken, file)
    found = run("check", file, "--only", "script", code=1)
    assert [line.split("\t")[::2][:2] for line in found.stdout.splitlines()] == [
        [treaty.loc[5, "unit"], "script.alphabets"]
    ]


def test_texts_are_aligned_first(tmp_path):
    for code in ("ru", "en"):
        text = (ROOT / f"corpus/treaty/{code}.txt").read_text("utf-8")
        (tmp_path / f"{code}.txt").write_text(text.replace("Статья", "Cтатья", 1), "utf-8")
    found = run("check", tmp_path / "ru.txt", tmp_path / "en.txt", "--only", "script", code=1)
    assert [line.split("\t")[4] for line in found.stdout.splitlines()] == ["ru: Cтатья"]


def test_accepted_findings_are_left_out_and_stale_ones_named(write, tmp_path):
    kept = tmp_path / "kept.csv"
    accept = ("--baseline", kept, "--accept", "so in the original", "--by", "Иванова")
    file = write(GOOD, BAD)
    assert run("check", file, "--only", "spaces", *accept).stderr.splitlines() == ["1 finding accepted"]
    again = run("check", file, *ONLY, "--baseline", kept, code=1)
    assert [line.split("\t")[2] for line in again.stdout.splitlines()] == ["script.alphabets", "script.traditional"]
    assert again.stderr.startswith("2 findings in 2 rows (2 errors); 1 accepted")
    run("check", file, *ONLY, *accept)
    assert run("check", file, *ONLY, "--baseline", kept).stderr.splitlines() == ["0 findings in 2 rows; 3 accepted"]
    changed = run("check", write(GOOD, (*BAD[:2], "Стороны подписали договор.", BAD[3])), *ONLY, "--baseline", kept)
    assert [line.partition(":")[0] for line in changed.stderr.splitlines()[1:]] == [
        "accepted by Иванова, but no more there"
    ] * 2
    assert fails("check", file, "--accept", "x", "--by", "y").endswith("name it with --baseline")
    assert "--by" in fails("check", file, "--baseline", kept, "--accept", "x")
    before = kept.read_bytes()
    assert "there is no such file" in fails("check", file, "--baseline", tmp_path / "none.csv")
    assert kept.read_bytes() == before


def test_what_was_not_looked_at_is_not_stale_and_what_no_check_is_called_is(write, tmp_path):
    kept = tmp_path / "kept.csv"
    file = write(BAD, ("3", "好", "Да  да.", "Yes  yes."))
    run("check", file, *ONLY, "--baseline", kept, "--accept", "so", "--by", "Иванова")
    one = run("check", file, *ONLY, "--baseline", kept, "--unit", "3")
    assert one.stderr.splitlines() == ["0 findings in 2 rows; 2 accepted"]
    two = run("check", file, *ONLY, "--baseline", kept, "--languages", "zh,ru")
    assert two.stderr.splitlines() == ["0 findings in 2 rows; 4 accepted"]
    kept.write_text(kept.read_text("utf-8-sig").replace("script.traditional", "script.tradition"), "utf-8")
    assert "no more there: script.tradition in" in run("check", file, *ONLY, "--baseline", kept, code=1).stderr


def test_findings_in_several_files_name_theirs(write, tmp_path):
    files = write(BAD, name="a.csv"), write(BAD, name="b.csv")
    found = run("check", *files, *ONLY, code=1)
    places = {line.split("\t")[0] for line in found.stdout.splitlines()}
    assert places == {f"{file.as_posix()}: =2" for file in files}
    run("check", *files, *ONLY, "-o", tmp_path / "out.xml", code=1)
    cases = ET.parse(tmp_path / "out.xml").getroot().findall("testsuite[@failures='2']/testcase")
    assert {case.get("name") for case in cases} == places


def test_words_are_quoted_as_they_stand(write):
    found = run("check", write(BAD), "--only", "spaces", code=1)
    assert "  сегодня." in found.stdout.split("\t")[4]


def test_texts_that_are_not_aligned_are_told(treaty, tmp_path):
    rows = [("unit", "zh", "ru"), *zip(treaty["unit"], treaty["zh"], ["", "", *treaty["ru"]], strict=False)]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    found = run("check", tmp_path / "in.csv", "--only", "values,names,terms,completeness", code=1)
    assert "do not seem to be aligned row by row" in found.stderr


def test_settings_and_units_narrow_what_is_told(write, tmp_path):
    (tmp_path / "s.toml").write_text('[severity]\nscript = "off"\nspaces = "error"\n', "utf-8")
    found = run("check", write(GOOD, BAD), *ONLY, "--settings", tmp_path / "s.toml", code=1)
    assert [line.split("\t")[1:3] for line in found.stdout.splitlines()] == [["error", "spaces.double"]]
    run("check", write(GOOD, BAD), *ONLY, "--unit", "1")
    run("check", write(GOOD, BAD), *ONLY, "--skip", "script,spaces.double")
    assert len(run("check", write(GOOD, BAD), *ONLY, "--languages", "zh,en", code=1).stdout.splitlines()) == 1


def test_explain(write):
    said = run("check", "--explain", "script.alphabets").stdout
    assert checks()["script.alphabets"].why in said
    assert "дoговор" in said
    assert set(checks()) == {line.partition(":")[0] for line in run("check", "--explain").stdout.splitlines()}
    for words in ((write(BAD), "--explain"), ("--explain", write(BAD))):
        found = run("check", *words, *ONLY, code=1)
        assert checks()["script.alphabets"].why in found.stdout
    assert "did you mean script.alphabets" in fails("check", "--explain", "script.alphabet")


def test_a_csv_of_a_russian_windows_is_told_and_read(write):
    file = write(("1", "好", "Стороны согласны."), head=("unit", "en", "ru"), encoding="utf-8")
    file.write_bytes("unit;en;ru\n1;The Parties agree.;Стороны  согласны.\n".encode("cp1251"))
    assert "cp1251" in fails("check", file)
    assert "spaces.double" in run("check", file, "--encoding", "cp1251", *ONLY, code=1).stdout


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (("unit", "ru"), ("1", "Да."), "in.csv"),
        (("unit", "provision", "kind", "zh", "ru"), ("1", "", "", "好", "Да."), "is missing"),
        (("a", "b"), ("1", "2"), "are wanted"),
    ],
)
def test_tables_that_are_none_are_told(write, head, row, said):
    assert said in fails("check", write(row, head=head))


def test_what_cannot_be_used_is_told_in_one_line_and_nothing_is_written(write, tmp_path):
    file, out = write(BAD), tmp_path / "out.json"
    assert "is a text" in fails("check", file, ROOT / "corpus/treaty/ru.txt")
    assert "two or three texts" in fails("check", ROOT / "corpus/treaty/ru.txt")
    assert "no table can be read from .pdf" in fails("check", tmp_path / "x.pdf")
    assert "there is no such file" in fails("check", tmp_path / "none.tmx")
    assert "findings can't be written as .tmx" in fails("check", file, "-o", tmp_path / "out.tmx")
    assert "has no language 'de'" in fails("check", file, "--languages", "zh,de")
    assert "in zh only" in fails("check", file, "--languages", "zh", "-o", out)
    assert "did you mean spaces" in fails("check", file, "--only", "space", "-o", out)
    assert "one of the files to check" in fails("check", file, "-o", file)
    assert "name the file to write" in fails("check", file, "--format", "xlsx")
    assert "there is a folder" in fails("check", file, "-o", tmp_path)
    assert "this is a folder; name files" in fails("check", tmp_path)
    assert "no check is left" in fails("check", file, "--only", "spaces", "--skip", "spaces")
    assert "and no report" in fails(
        "check", file, "--accept", "x", "--by", "y", "--baseline", tmp_path / "b", "-o", out
    )
    assert "say why with --accept" in fails("check", file, "--by", "y")
    assert sorted(os.listdir(tmp_path)) == ["in.csv"]


def test_a_fault_in_the_middle_of_a_file_leaves_no_report(write, tmp_path):
    file = write(BAD)
    file.write_bytes(file.read_bytes() + b"3,\xff,x,y\r\n")
    out = tmp_path / "out.csv"
    out.write_text("older", "utf-8")
    assert "is not utf-8" in fails("check", file, "-o", out)
    assert out.read_text("utf-8") == "older"


def test_a_language_without_rules_is_told(write):
    found = run("check", write(("1", "Zwei  Worte", "Два слова"), head=("unit", "de", "ru")), code=1)
    assert "spaces.double" in found.stdout
    assert "no rules for de–ru, left out there: " in found.stderr
    assert "values.date" in found.stderr


def test_the_corpus_is_clean_but_for_what_its_editors_have_accepted_with_a_reason():
    found = run("check", "--processes", "1")
    assert found.stdout == ""
    entries = list(csv.DictReader(io.StringIO((ROOT / "corpus/accepted.csv").read_text("utf-8-sig"))))
    assert found.stderr.splitlines() == [f"0 findings in 193 rows; {len(entries)} accepted"]
    assert all(entry["why"] for entry in entries)
    assert len(toolkit.check()) == 0


def test_what_is_accepted_in_the_corpus_and_no_more_there_is_named(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copytree(ROOT / "glossary", tmp_path / "glossary")
    file = tmp_path / "corpus/accepted.csv"
    file.write_bytes(
        file.read_bytes() + b"spaces.double,treaty/title/p1/s1,ru: a  b,treaty,the editors,so,2026-01-01\r\n"
    )
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    found = run("check", "--only", "spaces", "--processes", "1")
    assert "no more there: spaces.double in treaty/title/p1/s1: ru: a  b" in found.stderr
