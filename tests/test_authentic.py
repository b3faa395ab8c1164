"""No road leads to a translation that is called authentic; ordinary tables pass."""

import shutil

import pandas as pd
import pytest

import toolkit
from toolkit import data
from toolkit.authentic import claims
from toolkit.errors import InputError

from .conftest import ROOT

CLAUSE = "the en text can't be called authentic: the document is authentic in zh and ru only"
HELD = "the en text can't be called authentic: it is the working translation of treaty in the corpus, word for word"


def changed(table: pd.DataFrame, **columns: str) -> pd.DataFrame:
    out = table.assign(**columns)
    out.attrs = {**table.attrs, "labels": dict(table.attrs["labels"])}
    return out


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("authentic text", True),
        ("authentic", True),
        ("AUTHENTIC TEXT", True),
        ("official text; equally authentic", True),
        ("official text (authentic)", True),
        ("аутентичный текст", True),
        ("作准文本", True),
        ("authentic text (as printed in a newspaper; the authentic original is the deposited one)", True),
        ("working translation (the authentic Russian text is the deposited one)", False),
        ("working translation (English is not authentic)", False),
        ("not authentic", False),
        ("non-authentic text", False),
        ("неаутентичный текст", False),
        ("非作准文本", False),
        ("official text", False),
        ("", False),
    ],
)
def test_what_is_a_claim(label, wanted):
    assert claims(label) is wanted


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".tmx", ".html"])
def test_a_changed_status_is_not_exported(treaty, tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    by_label = changed(treaty)
    by_label.attrs["labels"]["en"] = "authentic text"
    one_cell = changed(treaty)
    one_cell.loc[7, "en_status"] = "authentic"
    for table in (changed(treaty, en_status="authentic text"), by_label, one_cell):
        with pytest.raises(InputError, match=CLAUSE):
            toolkit.export(table, path)
    everywhere = changed(treaty, en_status="authentic text", authentic="zh ru en")
    with pytest.raises(InputError, match=CLAUSE):  # the closing clause is in the table
        toolkit.export(everywhere, path)
    without = everywhere[everywhere["kind"] != "testimonium"].assign(document="mine")
    with pytest.raises(InputError, match=HELD):
        toolkit.export(without, path)
    assert not path.exists()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".tmx"])
def test_a_file_that_was_edited_is_read_but_not_written_on(treaty, tmp_path, suffix, monkeypatch):
    forged = changed(treaty, en_status="authentic text")
    with monkeypatch.context() as patch:
        patch.setattr("toolkit.authentic.check", lambda table: None)
        path = toolkit.export(forged, tmp_path / f"forged{suffix}")
    with pytest.raises(InputError, match=CLAUSE):
        toolkit.export(toolkit.load(path), tmp_path / "x.tmx")


def test_a_table_that_lost_its_facts_is_looked_at_all_the_same(treaty, tmp_path):
    part = pd.concat([changed(treaty, en_status="authentic text")[5:9]])
    part.attrs = {}
    with pytest.raises(InputError, match=CLAUSE):
        toolkit.export(part, tmp_path / "x.csv")
    plain = pd.concat([treaty[5:9], treaty[20:30]])
    plain.attrs = {}
    assert toolkit.load(toolkit.export(plain, tmp_path / "x.csv")).attrs["labels"] == treaty.attrs["labels"]
    old = changed(treaty).drop(columns="authentic")  # as written before there was this column
    assert len(toolkit.load(toolkit.export(old, tmp_path / "old.csv"))) == len(treaty)


def test_our_russian_is_no_authentic_text_either(treaty, tmp_path):
    with pytest.raises(InputError, match="the ru text can't be called authentic: it is the working translation"):
        toolkit.export(changed(treaty, ru_status="authentic text"), tmp_path / "x.csv")
    deposited = changed(treaty, ru_status="authentic text")
    deposited.loc[3, "ru"] = f"{deposited.loc[3, 'ru'][:-1]} и впредь."
    assert toolkit.export(deposited, tmp_path / "x.csv").exists()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A copy of the data that the toolkit takes for the bundled one."""
    for name in ("glossary", "corpus"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("stated", ['authentic = ["zh", "ru", "en"]\n', ""])
def test_a_changed_meta_is_refused(home, tmp_path, stated):
    meta = home / "corpus" / "treaty" / "meta.toml"
    text = meta.read_text("utf-8").replace('authentic = ["zh", "ru"]\n', stated)
    meta.write_text(text.replace('"en.txt"\nstatus = "working"', '"en.txt"\nstatus = "authentic"'), "utf-8")
    with pytest.raises(toolkit.ToolkitError, match="authentic in zh and ru only, so en can't be"):
        toolkit.build(tmp_path / "out", corpus=home / "corpus")
    assert not (tmp_path / "out").exists()


def test_neither_deposit_nor_add_makes_a_translation_authentic(home, tmp_path):
    before = {path: path.read_bytes() for path in (home / "corpus").rglob("*") if path.is_file()}
    ours = {code: ROOT / "corpus" / "treaty" / f"{code}.txt" for code in ("ru", "en")}
    for status in ("authentic", None):
        with pytest.raises(InputError, match="a text in en can be official or working"):
            toolkit.deposit("treaty", "en", ours["en"], status=status)
    with pytest.raises(InputError, match="it is the working translation of treaty in the corpus, word for word"):
        toolkit.deposit("treaty", "ru", ours["ru"])
    for statuses in ({"en": "authentic"}, {"ru": "authentic"}):
        with pytest.raises(toolkit.ToolkitError, match=r"so en can't be|word for word"):
            toolkit.add("mine", *ours.values(), statuses=statuses, folder=tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert {path: path.read_bytes() for path in (home / "corpus").rglob("*") if path.is_file()} == before


def test_a_clause_that_one_version_forges_does_not_count(home):
    text = home / "corpus" / "treaty" / "en.txt"
    words = text.read_text("utf-8")
    assert "Chinese and Russian languages" in words
    text.write_text(words.replace("Chinese and Russian languages", "Chinese, Russian and English languages"), "utf-8")
    assert {each.identity.authentic for each in data.documents("treaty").values()} == {("zh", "ru")}


def test_a_text_put_in_a_document_that_names_no_language_is_official(home, tmp_path):
    changed_text = (ROOT / "corpus/declaration/ru.txt").read_text("utf-8").replace("второго", "Второго", 1)
    (tmp_path / "x.txt").write_text(changed_text, "utf-8")
    made = toolkit.deposit("declaration", "ru", tmp_path / "x.txt")
    assert made.document.identity.status == "official"
    assert made.title_before == "Астанинская декларация второго саммита «Китай — Центральная Азия»"
    assert data.meta("declaration")["title"]["ru"] == made.document.title != made.title_before
