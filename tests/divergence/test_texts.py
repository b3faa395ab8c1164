"""What enters a concordance report: authentic texts, and nothing else; and what it calls them."""

import re

import pytest
from click.testing import CliRunner

import toolkit
from tests.conftest import ROOT
from tests.divergence.conftest import STANDIN
from toolkit import data, divergence
from toolkit.cli import cli
from toolkit.errors import FormatError, InputError

ZH, OURS = ROOT / "tests/samples/zh-treaty.txt", ROOT / "corpus/treaty/ru.txt"
FORMATS = (".csv", ".tsv", ".jsonl", ".html", ".xlsx", ".docx")


def run(*words):
    return CliRunner().invoke(cli, ["concordance", *map(str, words)])


def chinese(folder):
    """Return the Chinese text of the Treaty as a file."""
    text = data.documents("treaty")["zh"].text
    path = folder / "zh.txt"
    path.write_text(text.partition("（新华社")[0], "utf-8")
    return path


def test_a_working_translation_is_refused_and_the_way_out_told(tmp_path):
    out = run("treaty", "-o", tmp_path / "x.xlsx")
    assert out.exit_code == 2
    assert "only zh is (ru: working translation" in out.stderr
    assert "put the authentic text in place with duizhao deposit" in out.stderr
    assert not list(tmp_path.iterdir())


def test_a_document_authentic_in_no_language_is_refused():
    with pytest.raises(InputError, match="compares authentic texts, and none is"):
        toolkit.concordance("declaration")


def test_a_forged_status_is_refused(treaty, tmp_path):
    forged = treaty.assign(ru_status="authentic text")
    forged.attrs = {**treaty.attrs, "labels": {**treaty.attrs["labels"], "ru": "authentic text"}}
    with pytest.raises(InputError, match="the ru text can't be called authentic: it is the working translation"):
        toolkit.concordance(forged)
    english = treaty.assign(en_status="authentic text")
    english.attrs = dict(treaty.attrs)
    with pytest.raises(InputError, match="the en text can't be called authentic"):
        toolkit.concordance(english)
    path = toolkit.export(treaty, tmp_path / "x.csv")
    told = path.read_text("utf-8-sig").replace("working translation (the authentic Russian", "authentic text (the")
    path.write_text(told, "utf-8-sig")
    assert run(path, "-o", tmp_path / "y.xlsx").exit_code == 2
    assert not (tmp_path / "y.xlsx").exists()


def test_the_english_of_the_treaty_is_left_out_and_that_is_said(seeded):
    assert seeded.attrs["remarks"] == [
        "left out, no authentic text: en: working translation (English is not authentic)"
    ]
    assert not [name for name in seeded.columns if name.startswith("en")]
    assert set(seeded.attrs["labels"]) == {"zh", "ru"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_text_is_called_source_and_the_articles_are_named(seeded, tmp_path, suffix):
    path = divergence.save(seeded, tmp_path / f"x{suffix}")
    words = _words(path)
    assert not re.findall(
        r"\b(?:source|target|translat\w+|mistake\w*|error\w*)\b", words.replace("working translation", "")
    )
    if suffix in (".html", ".xlsx", ".docx"):
        assert "art. 33" in words
        assert "art. 79" in words
        assert "Candidates of divergence" in words
        assert "English is not authentic" in words


def _words(path):
    if path.suffix == ".docx":
        from docx import Document

        document = Document(path)
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        return "\n".join(str(c) for sheet in load_workbook(path) for row in sheet.values for c in row if c is not None)
    return re.sub(r"<style>.*?</style>", "", path.read_text("utf-8-sig"), flags=re.S)


def test_plain_texts_must_be_said_to_be_authentic(tmp_path):
    zh = chinese(tmp_path)
    with pytest.raises(InputError, match="nothing says that these texts are authentic"):
        toolkit.concordance(zh, STANDIN)
    with pytest.raises(InputError, match="the ru text can't be called authentic: it is the working translation"):
        toolkit.concordance(zh, OURS, claimed=True)
    with pytest.raises(InputError, match="the en text can't be called authentic"):
        toolkit.concordance(zh, ROOT / "corpus/treaty/en.txt", claimed=True)


def test_plain_texts_that_are_authentic_are_compared(tmp_path, clean):
    out = run(chinese(tmp_path), STANDIN, "--authentic", "-o", tmp_path / "x.csv")
    assert out.exit_code == 1, out.output
    assert f"{len(clean)} candidates (1 medium, 4 low)" in out.stderr
    assert f"{len(clean)} to be decided" in out.stderr
    assert len((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()) == len(clean) + 1


def test_a_document_added_to_a_folder_of_ones_own_is_compared(tmp_path, clean):
    mine = tmp_path / "mine"
    toolkit.add("pact", chinese(tmp_path), STANDIN, folder=mine, statuses={"zh": "authentic", "ru": "authentic"})
    out = run("pact", "--corpus", mine, "-o", tmp_path / "x.csv")
    assert out.exit_code == 1, out.output
    assert f"{len(clean)} candidates" in out.stderr
    assert "did you mean pact" in run("pakt", "--corpus", mine, "-o", tmp_path / "y.csv").stderr
    assert "there is no folder" in run("pact", "--corpus", tmp_path / "no", "-o", tmp_path / "y.csv").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing", "-o", "x.xlsx"], "there is no document of the corpus called 'nothing'"),
        (["-o", "x.xlsx"], "name a document of the corpus"),
        ([str(STANDIN), "-o", "x.xlsx"], "treaty-standin.ru.txt"),
        (["treaty", "-o", "x.pdf"], ".xlsx"),
        (["treaty", "-o", "/proc/nowhere/x.xlsx"], "/proc/nowhere"),
        (["treaty", "-o", "x.xlsx", "--previous", "none.xlsx"], "none.xlsx"),
        (["treaty", "-o", "x.xlsx", "--previous", str(STANDIN)], "no table can be read from it"),
        (
            ["treaty", "-o", "x.xlsx", "--previous", str(ROOT / "corpus/treaty/gold.csv")],
            "column 'candidate' is missing",
        ),
    ],
)
def test_bad_input_is_one_line(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    out = run(*words)
    assert out.exit_code == 2
    assert said in out.stderr
    assert len(out.stderr.strip().splitlines()) == 1, out.stderr
    assert not list(tmp_path.iterdir())


def test_a_report_does_not_take_the_place_of_a_text(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("zh,ru\n", "utf-8")
    out = run(path, "-o", path)
    assert out.exit_code == 2
    assert "is one of the texts" in out.stderr
    assert path.read_text("utf-8") == "zh,ru\n"


def test_an_unknown_ending_is_told_from_python(clean, tmp_path):
    with pytest.raises(FormatError):
        divergence.save(clean, tmp_path / "x.pdf")
