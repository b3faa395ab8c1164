"""No road leads to a translation that is called authentic; ordinary tables pass."""

import shutil

import pandas as pd
import pytest

import toolkit
from toolkit import data
from toolkit.errors import DataError, InputError

from .conftest import ROOT

CLAUSE = "the en text can't be called authentic: the document is authentic in zh and ru only"
HELD = "the en text can't be called authentic: it is the working translation of treaty in the corpus, word for word"


def changed(table: pd.DataFrame, **columns: object) -> pd.DataFrame:
    out = table.assign(**columns)
    out.attrs = {**table.attrs, "labels": dict(table.attrs["labels"])}
    return out


@pytest.mark.parametrize(
    "label",
    [
        "official text (the authentic English text)",
        "official text (authentic)",
        "official text (English is not authentic)",
        "authoritative text",
        "deposited original, equally valid",
        "official text; equally authentic",
        "AUTHENTIC TEXT",
        "作准文本",
        "оригинал",
    ],
)
def test_a_status_is_one_of_a_closed_list(treaty, tmp_path, label):
    with pytest.raises(InputError, match=r"the en status .+ is none; write authentic text, official text,"):
        toolkit.export(changed(treaty, en_status=label), tmp_path / "x.csv")
    by_label = changed(treaty)
    by_label.attrs["labels"]["en"] = label
    with pytest.raises(InputError, match="is none; write"):
        toolkit.export(by_label, tmp_path / "x.csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "label",
    [
        "working",
        "machine translation",
        "status unknown; incomplete",
        "",
        "working translation (English is not authentic)",
    ],
)
def test_statuses_that_are_in_the_list(treaty, tmp_path, label):
    assert toolkit.export(changed(treaty, en_status=label), tmp_path / "x.csv").exists()


@pytest.mark.parametrize("label", ["official", "official text"])
def test_our_translation_is_no_official_text_either(treaty, tmp_path, label):
    whole, by_label, one_row = changed(treaty, en_status=label), changed(treaty, en_status=""), changed(treaty)
    by_label.attrs["labels"]["en"] = label
    one_row.loc[7, "en_status"] = label
    for table in (whole, by_label, one_row):
        with pytest.raises(InputError, match=f"{HELD.replace('authentic', 'official')}; call it working$"):
            toolkit.export(table, tmp_path / "x.tmx")
    plain = toolkit.export(treaty, tmp_path / "x.csv")
    plain.write_text(plain.read_text("utf-8-sig").replace("working translation (English is not authentic)", label))
    with pytest.raises(InputError, match="the en text can't be called official"):
        toolkit.convert(plain, tmp_path / "x.tmx")
    assert not (tmp_path / "x.tmx").exists()
    other = changed(treaty, en_status=label)
    other["en"] = other["en"].str.replace(" and ", " as well as ")
    assert toolkit.export(pd.concat([other, toolkit.corpus_units("declaration")]), tmp_path / "x.tmx").exists()


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


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".tmx", ".html"])
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("zh ru en", "its closing clause names zh and ru only"),
        ("zh en", "its closing clause names zh and ru only"),
        ("zh ru English", "its closing clause names zh and ru only"),
        ("zh", "it is treaty of the corpus, which is authentic in zh and ru"),
    ],
)
def test_the_column_authentic_says_what_the_clause_says(treaty, tmp_path, suffix, value, why):
    path = tmp_path / f"x{suffix}"
    one_cell = changed(treaty)
    one_cell.loc[7, "authentic"] = value
    for table in (changed(treaty, authentic=value), one_cell):
        with pytest.raises(InputError, match=f"^the column authentic says '{value}', but {why}$"):
            toolkit.export(table, path)
        part = changed(table[table["kind"] != "testimonium"], document="mine")  # ours, but its clause is left out
        with pytest.raises(InputError, match="but it is treaty of the corpus, which is authentic in zh and"):
            toolkit.export(part, path)
    assert not path.exists()


def test_the_column_authentic_of_other_documents(treaty, tmp_path):
    path = tmp_path / "x.csv"
    declaration = toolkit.corpus_units("declaration")
    with pytest.raises(InputError, match="it is declaration of the corpus, which is authentic in no language"):
        toolkit.export(changed(declaration, authentic="zh ru"), path)
    foreign = changed(treaty[treaty["kind"] != "testimonium"], ru="Иное.", en="Another.", document="mine")
    with pytest.raises(InputError, match="the column authentic says 'zh English'; write which of zh, ru, en"):
        toolkit.export(changed(foreign, authentic="zh English"), path)
    assert not path.exists()
    for table in (
        changed(foreign, authentic="zh en"),
        changed(treaty, authentic=""),
        changed(treaty, authentic="ru zh"),
        pd.concat([declaration[:5], treaty]),
    ):
        assert toolkit.export(table, path).exists()


CLOSINGS = {
    "zh": "本协定于二〇二四年七月五日在杜尚别签订，一式两份，每份均用中文和俄文写成，两种文本同等作准。",
    "ru": "Совершено в городе Душанбе 5 июля 2024 года в двух экземплярах, каждый на китайском и русском языках.",
    "en": "Done at Dushanbe on 5 July 2024 in duplicate, each in the Chinese and Russian languages.",
}


@pytest.mark.parametrize("kind", ["paragraph", ""])
@pytest.mark.parametrize(
    ("before", "closings"),
    [
        ("", CLOSINGS),
        ("Article 9. ", CLOSINGS),
        ("", CLOSINGS | {"zh": "完。", "ru": "Конец.", "en": "The Chinese and Russian texts are equally authentic."}),
        ("", CLOSINGS | {"zh": "完。", "ru": "Оба текста, китайский и русский, имеют одинаковую силу.", "en": "End."}),
    ],
)
def test_the_closing_clause_counts_in_a_row_of_any_kind(treaty, tmp_path, kind, before, closings):
    """A table of somebody else, in which the clause is not marked as one."""
    cells = {"zh": ["双方同意。", closings["zh"]], "ru": ["Стороны согласны.", closings["ru"]]}
    cells["en"] = ["The Parties agree.", before + closings["en"]]
    table = changed(treaty[5:7], **cells, kind=["paragraph", kind], document="mine", zh_status="", ru_status="")
    for column in ("", "zh en"):
        forged = changed(table, authentic=column, en_status="authentic text")
        with pytest.raises(InputError, match=r"the en text can.t be called authentic: the document is authentic in zh"):
            toolkit.export(forged, tmp_path / "x.csv")
    fair = changed(table, authentic="zh ru", zh_status="authentic text")
    assert toolkit.export(fair, tmp_path / "x.csv").exists()


def test_what_names_languages_is_no_closing_clause(treaty, tmp_path):
    cells = {
        "zh": ["中文和俄文教学。"],
        "ru": ["Преподавание китайского языка."],
        "en": ["Russian is taught at Dushanbe."],
    }
    table = changed(treaty[5:6], **cells, document="mine", authentic="zh en", ru_status="", en_status="authentic text")
    assert toolkit.export(table, tmp_path / "x.csv").exists()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".tmx"])
def test_a_file_that_was_edited_is_read_but_not_written_on(treaty, tmp_path, suffix, monkeypatch):
    forged = changed(treaty, en_status="authentic text")
    with monkeypatch.context() as patch:
        patch.setattr("toolkit.authentic.check", lambda table, corpus: None)
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
    near = changed(treaty, ru_status="authentic text")
    near.loc[3, "ru"] = f"{near.loc[3, 'ru'][:-1]} и впредь."
    with pytest.raises(InputError, match=r"the working translation of treaty in the corpus, 9.% of it word for word"):
        toolkit.export(near, tmp_path / "x.csv")
    deposited = changed(treaty, ru_status="authentic text")
    deposited["ru"] = deposited["ru"].str.replace(" и ", ", а также ").str.replace("Стороны", "Участники")
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
    with pytest.raises(toolkit.ToolkitError, match="its closing clause names zh and ru only"):
        toolkit.build(tmp_path / "out", corpus=home / "corpus")
    assert not (tmp_path / "out").exists()


def test_neither_deposit_nor_add_makes_a_translation_authentic(home, tmp_path):
    before = {path: path.read_bytes() for path in (home / "corpus").rglob("*") if path.is_file()}
    ours = {code: ROOT / "corpus" / "treaty" / f"{code}.txt" for code in ("ru", "en")}
    for status, claim in (("authentic", "authentic"), ("official", "official"), (None, "official")):
        with pytest.raises(InputError, match=f"{HELD.replace('authentic', claim)}; call it working$"):
            toolkit.deposit("treaty", "en", ours["en"], status=status)
    with pytest.raises(InputError, match="it is the working translation of treaty in the corpus, word for word"):
        toolkit.deposit("treaty", "ru", ours["ru"])
    for statuses in ({"en": "authentic"}, {"ru": "authentic"}):
        with pytest.raises(toolkit.ToolkitError, match="word for word; call it working"):
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
    changed_text = changed_text.replace(" и ", ", а также ")
    (tmp_path / "x.txt").write_text(changed_text, "utf-8")
    made = toolkit.deposit("declaration", "ru", tmp_path / "x.txt")
    assert made.document.identity.status == "official"
    assert made.title_before == "Астанинская декларация второго саммита «Китай — Центральная Азия»"
    assert data.meta("declaration")["title"]["ru"] == made.document.title != made.title_before


def test_parts_of_the_treaty_are_not_authentic_without_their_clause(tmp_path):
    """Title to article 5 alone, in words that are not ours: no clause names a language."""
    paths = {}
    ends = {"zh": "第六条", "ru": "Статья 6", "en": "Article 6"}
    for code, document in data.documents("treaty").items():
        paths[code] = tmp_path / f"{code}.txt"
        text = document.text.partition(ends[code])[0].replace(" and ", " as well as ").replace(" и ", ", а также ")
        paths[code].write_text(text, "utf-8")
    why = "no closing clause in it names languages in which it is authentic; call it official or working"
    for one, other in (("zh", "en"), ("ru", "en")):
        with pytest.raises(DataError, match=why):
            toolkit.add(
                "ext", paths[one], paths[other], statuses={one: "authentic", other: "authentic"}, folder=tmp_path
            )
    assert toolkit.add(
        "ext", paths["zh"], paths["en"], statuses={"zh": "official"}, folder=tmp_path / "new"
    ).folder.exists()
    meta = tmp_path / "new" / "ext" / "meta.toml"
    said = (
        meta.read_text("utf-8")
        .replace('"unknown"', '"authentic"')
        .replace("kind =", 'authentic = ["zh", "en"]\nkind =')
    )
    meta.write_text(said, "utf-8")
    with pytest.raises(DataError, match=why):
        toolkit.build(tmp_path / "out", corpus=tmp_path / "new")


def test_our_russian_less_a_paragraph_or_under_another_clause_is_ours(home, tmp_path):
    text = (ROOT / "corpus/treaty/ru.txt").read_text("utf-8")
    ours = tmp_path / "x.txt"
    ours.write_text(
        text.replace("Депозитарий информирует Стороны о дате вступления настоящего Договора в силу.\n", ""), "utf-8"
    )
    much = "it is the working translation of treaty in the corpus, word for word"
    with pytest.raises(InputError, match=much):
        toolkit.deposit("treaty", "ru", ours)
    toolkit.deposit("treaty", "ru", ours, status="working")  # and what was kept of ours is still known
    with pytest.raises(InputError, match=much):
        toolkit.deposit("treaty", "ru", ours)
    english = tmp_path / "en.txt"
    ours.write_text(text.replace("китайском и русском языках", "русском и английском языках"), "utf-8")
    words = (ROOT / "corpus/treaty/en.txt").read_text("utf-8")
    english.write_text(words.replace("Chinese and Russian languages", "Russian and English languages"), "utf-8")
    with pytest.raises(
        InputError, match=r"it is the working translation of treaty in the corpus, 9.% of it word for word"
    ):
        toolkit.add("mine", ours, english, statuses={"en": "authentic"}, folder=tmp_path / "new")


def test_our_russian_is_ours_after_another_text_that_holds_half_of_it(home, tmp_path):
    """What the two share says nothing, nor does a sentence that only stands inside another."""
    ours, other = ROOT / "corpus/treaty/ru.txt", tmp_path / "x.txt"
    text = ours.read_text("utf-8").replace(" Стороны", " Договаривающиеся Стороны")
    text = text.replace("\nСтороны", "\nДоговаривающиеся Стороны")
    other.write_text(text.replace(" и ", ", а также ", 25), "utf-8")
    assert toolkit.deposit("treaty", "ru", other).document.identity.status == "authentic"
    for status in ("authentic", "official", None):
        with pytest.raises(InputError, match="it is the working translation of treaty in the corpus, word for word"):
            toolkit.deposit("treaty", "ru", ours, status=status)
    assert toolkit.deposit("treaty", "ru", other).document.identity.status == "authentic"
    table = toolkit.corpus_units("treaty")
    assert toolkit.export(table, tmp_path / "x.csv").exists()
    assert toolkit.export(table[8:11], tmp_path / "x.tmx").exists()
    assert toolkit.deposit("treaty", "ru", ours, status="working").document.identity.status == "working"
