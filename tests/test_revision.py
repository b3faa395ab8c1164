"""A reviser parts, joins and moves segments in a table of the treaty; what she confirms is a fixed point."""

import shutil

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

import toolkit
from toolkit import pipeline, review, revision, rows, validation
from toolkit.cli import cli
from toolkit.errors import InputError
from toolkit.model import Alignment, Bead

from .conftest import ROOT

UNIT = "treaty/art.7/p1/s1"


@pytest.fixture
def corpus(tmp_path):
    """A corpus folder to revise, the glossary beside it."""
    for name in ("glossary", "corpus"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path / "corpus"


def parted(table: pd.DataFrame, unit: str, code: str) -> pd.DataFrame:
    """The table with the segments of a row in one language put in a row of their own, as in a spreadsheet."""
    at = table.index[table["unit"] == unit][0]
    new = dict.fromkeys(table.columns, "") | {"confidence": None, "origin": "reviewed"}
    for column in (code, f"{code}_segments"):
        new[column] = table.loc[at, column]
    out = pd.concat([table.loc[:at], pd.DataFrame([new]), table.loc[at + 1 :]], ignore_index=True).astype(table.dtypes)
    out.loc[at, [code, f"{code}_segments"]] = ""
    out.loc[at, "origin"] = "reviewed"
    out.attrs = table.attrs
    return out


def cells(table: pd.DataFrame, code: str, segment: str) -> pd.Series:
    """The row that a segment stands in."""
    return table[table[f"{code}_segments"].str.split().map(lambda ids: segment in ids)].iloc[0]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".tmx"])
def test_what_is_parted_stays_parted(corpus, treaty, tmp_path, suffix):
    before = treaty.set_index("unit").loc[UNIT]
    assert all(before[code] for code in ("zh", "ru", "en"))
    path = toolkit.export(parted(treaty, UNIT, "ru"), tmp_path / f"t{suffix}")
    toolkit.confirm("treaty", path, "A. Reviser", corpus)
    table = toolkit.corpus_units("treaty", folder=corpus)
    row, lone = cells(table, "zh", UNIT), cells(table, "ru", before["ru_segments"].split()[0])
    assert (row["zh"], row["ru"], row["en"]) == (before["zh"], "", before["en"])
    assert (lone["zh"], lone["ru"], lone["en"]) == ("", before["ru"], "")
    assert (row["origin"], lone["origin"], lone["confidence"]) == ("reviewed", "reviewed", 1.0)
    assert len(table) == len(treaty) + 1
    others = table[~table["unit"].isin([row["unit"], lone["unit"]])]
    assert others["ru"].tolist() == treaty[treaty["unit"] != UNIT]["ru"].tolist()


def test_review_of_a_review_changes_nothing(corpus, treaty, tmp_path):
    toolkit.confirm("treaty", toolkit.export(parted(treaty, UNIT, "ru"), tmp_path / "t.csv"), "A", corpus)
    file = corpus / "treaty" / "review.csv"
    first = file.read_bytes()
    for suffix in (".xlsx", ".csv", ".tmx"):
        path = toolkit.export(toolkit.corpus_units("treaty", folder=corpus), tmp_path / f"again{suffix}")
        assert toolkit.confirm("treaty", path, "Somebody else", corpus).withdrawn == 0
        assert file.read_bytes() == first  # who confirmed it first stays named


def test_review_aligns_once_before_and_once_after(corpus, treaty, tmp_path, monkeypatch):
    calls, align = [], pipeline.align_documents
    monkeypatch.setattr(pipeline, "align_documents", lambda *given, **named: calls.append(1) or align(*given, **named))
    path = toolkit.export(parted(treaty, UNIT, "ru"), tmp_path / "t.csv")
    call = CliRunner().invoke(cli, ["review", "treaty", str(path), "--corpus", str(corpus)])
    assert call.exit_code == 0, call.output
    assert len(calls) == 2
    made = toolkit.confirm("treaty", path, "", corpus)
    table = toolkit.corpus_units("treaty", folder=corpus)
    pd.testing.assert_frame_equal(made.units, table)
    assert made.units.attrs == table.attrs


def test_words_may_be_moved_without_their_ids(corpus, treaty, tmp_path):
    path = toolkit.export(treaty, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    at = next(row for row in range(2, sheet.max_row) if sheet.cell(row, 1).value == UNIT)
    sheet.insert_rows(at + 1)
    words = sheet.cell(at, column["en"]).value
    sheet.cell(at + 1, column["en"]).value, sheet.cell(at, column["en"]).value = words, None
    sheet.cell(at, column["origin"]).value = "Reviewed "
    book.save(path)
    with pytest.raises(InputError, match=f"row {UNIT}: the en words of {UNIT} are gone; set the row that has them"):
        toolkit.confirm("treaty", path, folder=corpus)
    assert not (corpus / "treaty" / "review.csv").exists()
    sheet.cell(at + 1, column["origin"]).value = "reviewed"
    book.save(path)
    toolkit.confirm("treaty", path, folder=corpus)
    table = toolkit.corpus_units("treaty", folder=corpus)
    assert cells(table, "zh", UNIT)["en"] == ""
    assert cells(table, "en", UNIT)[["zh", "ru"]].tolist() == ["", ""]


@pytest.mark.parametrize("suffix", [".csv", ".tmx"])
def test_a_pair_says_nothing_of_another_language(corpus, treaty, tmp_path, suffix):
    pair = rows.units(pipeline.align_documents(list(toolkit.documents("treaty").values())[:2])[0])
    pair["origin"] = "reviewed"
    toolkit.confirm("treaty", toolkit.export(pair, tmp_path / f"pair{suffix}"), "A", corpus)
    file = corpus / "treaty" / "review.csv"
    assert {line.partition(",")[0] for line in file.read_text("utf-8").splitlines()[1:]} == {"zh-ru"}
    table = toolkit.corpus_units("treaty", folder=corpus)
    assert set(table["origin"]) == {"reviewed zh-ru"}
    before = file.read_bytes()
    other = treaty.drop(columns=[name for name in treaty.columns if name == "ru" or name.startswith("ru_")])
    other.attrs = {**treaty.attrs, "languages": ["zh", "en"]}
    other["origin"] = ["reviewed", *["machine"] * (len(other) - 1)]
    other_pair = toolkit.confirm("treaty", toolkit.export(other, tmp_path / "other.csv"), "B", corpus)
    assert other_pair[:3] == (57 + 1, 0, ())
    assert before.removeprefix(b"pair,left,right,check,by,date\n") in file.read_bytes()
    # and the table of all three brings back what is confirmed in one pair, no more
    whole = toolkit.corpus_units("treaty", folder=corpus)
    assert whole["origin"].value_counts().to_dict() == {"reviewed zh-ru": 56, "reviewed zh-ru zh-en": 1}
    now = file.read_bytes()
    toolkit.confirm("treaty", toolkit.export(whole, tmp_path / "whole.xlsx"), "C", corpus)
    assert file.read_bytes() == now


def test_what_is_withdrawn_is_told(corpus, treaty, tmp_path):
    table = treaty.copy()
    table.attrs = treaty.attrs
    table["origin"] = "reviewed"
    links, *_ = toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    table.loc[0, "origin"] = "machine"
    assert toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)[:3] == (links - 3, 3, ())


def test_a_segment_alone_is_read_again_when_its_provision_changes(corpus, treaty, tmp_path):
    toolkit.confirm("treaty", toolkit.export(parted(treaty, UNIT, "ru"), tmp_path / "t.csv"), folder=corpus)
    text = corpus / "treaty" / "ru.txt"
    before = text.read_text("utf-8")
    text.write_text(before.replace("Статья 20\n", "Статья 20\n\nСтороны дружат.\n"), "utf-8")
    assert not review_stale(corpus)
    assert cells(toolkit.corpus_units("treaty", folder=corpus), "zh", UNIT)["ru"] == ""
    words = treaty.set_index("unit").loc[UNIT, "ru"]
    text.write_text(before.replace(words[:40], words[:40].replace("Стороны", "Государства"), 1), "utf-8")
    assert UNIT in review_stale(corpus)
    assert cells(toolkit.corpus_units("treaty", folder=corpus), "zh", UNIT)["ru"] != ""
    stale = [fault for fault in validation.validate(corpus.parent).itertuples() if fault.rule == "corpus.review"]
    lines = (corpus / "treaty" / "review.csv").read_text("utf-8").splitlines()
    assert stale
    for fault in stale:
        pair, ids = fault.message.split(" was confirmed")[0].split(": ")
        assert lines[fault.line - 1].startswith(f"{pair},")
        assert ids in lines[fault.line - 1]


def review_stale(corpus):
    return revision.stale("treaty", corpus)


def test_a_signature_may_stand_alone(corpus, treaty, tmp_path):
    toolkit.confirm(
        "treaty", toolkit.export(parted(treaty, "treaty/sign/3/s1", "en"), tmp_path / "t.csv"), folder=corpus
    )
    table = toolkit.corpus_units("treaty", folder=corpus)
    assert cells(table, "zh", "treaty/sign/3/s1")["en"] == ""
    assert cells(table, "en", "treaty/sign/3/s1")["zh"] == ""
    assert sorted(" ".join(table["en_segments"]).split()) == sorted(" ".join(treaty["en_segments"]).split())


def test_a_neighbour_is_not_drawn_to_what_was_left(corpus, treaty, tmp_path):
    """All of article 7 is parted in Russian: no link of the new build touches a segment that stands alone."""
    table = treaty
    units = treaty[treaty["provision"].str.startswith("art.7/") & (treaty["ru"] != "")]["unit"]
    for unit in units:
        table = parted(table, unit, "ru")
    toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    found = toolkit.corpus_units("treaty", folder=corpus)
    article = found[found["provision"].str.startswith("art.7/")]
    assert ((article["zh"] == "") != (article["ru"] == "")).all()
    assert set(article["origin"]) == {"reviewed"}
    assert (article["confidence"] == 1).all()


def test_rows_shuffled_dropped_and_without_facts(corpus, treaty, tmp_path):
    """Whatever a spreadsheet program does to rows and other columns, links are those of the segments."""
    table = treaty.sample(frac=1, random_state=7).iloc[:40].reset_index(drop=True)
    table = table.assign(origin="REVIEWED", unit="", place="", links="", zh_lines="8-Oct")
    table.attrs = treaty.attrs
    links, *_ = toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.xlsx"), folder=corpus)
    found = toolkit.corpus_units("treaty", folder=corpus)
    assert (found["origin"] == "reviewed").sum() == 40
    assert links >= 120


def test_a_segment_in_two_places_is_refused(corpus, treaty, tmp_path):
    table = pd.concat([treaty, treaty.iloc[[3]]], ignore_index=True).assign(origin="reviewed")
    table.attrs = treaty.attrs
    with pytest.raises(InputError, match="the zh segment treaty/pre/r2/s1 stands in two places set to reviewed"):
        toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)


def test_words_that_several_segments_have_want_an_id(tmp_path):
    texts = tmp_path / "zh.txt", tmp_path / "ru.txt"
    texts[0].write_text("双方同意。\n\n双方反对。\n\n双方同意。\n", "utf-8")
    texts[1].write_text("Стороны согласны.\n\nСтороны против.\n\nСтороны согласны.\n", "utf-8")
    made = toolkit.add("x", *texts, folder=tmp_path / "corpus", force=True)
    table = made.table.assign(origin="reviewed", ru_segments="")
    table.attrs = made.table.attrs
    with pytest.raises(InputError, match="the ru words are those of several segments; name them in ru_segments"):
        toolkit.confirm("x", toolkit.export(table, tmp_path / "t.csv"), folder=tmp_path / "corpus")


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [(["zh"], "a table in zh alone has no links to confirm"), (["zh", "ru", "kk"], "there is no text in kk in treaty")],
)
def test_tables_in_other_languages(corpus, treaty, tmp_path, columns, wanted):
    table = treaty.assign(origin="reviewed", kk="", kk_segments="", kk_lines="", kk_status="", kk_complete="")
    other = {"zh", "ru", "en", "kk"} - set(columns)
    table = table.drop(columns=[name for name in table.columns if name.partition("_")[0] in other])
    table.to_csv(tmp_path / "t.csv", index=False)
    with pytest.raises(InputError, match=wanted):
        toolkit.confirm("treaty", tmp_path / "t.csv", folder=corpus)


@pytest.mark.parametrize("origin", ["reviewed zh-de", "reviewed by me", "machine zh-ru", "yes", "2025-06-17"])
def test_an_origin_that_says_something_else(corpus, treaty, tmp_path, origin):
    table = treaty.copy()
    table.loc[2, "origin"] = origin
    table.attrs = treaty.attrs
    with pytest.raises(InputError, match="write reviewed, machine, or reviewed and the pairs"):
        toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)


# ---- rows of three languages follow what is parted in one pair


@pytest.fixture
def trio():
    """Three texts of two sentences each."""
    texts = {
        "zh": "甲方同意。\n乙方反对。",
        "ru": "Сторона А согласна.\nСторона Б против.",
        "en": "A agrees.\nB objects.",
    }
    return {code: toolkit.segment(toolkit.parse(text, code)[0]) for code, text in texts.items()}


def pair_of(trio, one, other, *beads):
    return Alignment(trio[one], trio[other], tuple(Bead(*bead) for bead in beads), "test")


def test_a_third_language_does_not_bring_together_what_is_parted(trio):
    straight = [((0, 1), (0, 1), 0.9), ((1, 2), (1, 2), 0.8)]
    lone = [((0, 1), (0, 0), 1.0, "reviewed"), ((1, 1), (0, 1), 1.0, "reviewed"), straight[1]]
    weaker = [((0, 1), (0, 1), 0.7), straight[1]]
    table = toolkit.units(
        pair_of(trio, "zh", "ru", *lone), pair_of(trio, "zh", "en", *straight), pair_of(trio, "ru", "en", *weaker)
    )
    assert table[["zh", "ru", "en"]].values.tolist() == [
        ["甲方同意。", "", "A agrees."],
        ["", "Сторона А согласна.", ""],
        ["乙方反对。", "Сторона Б против.", "B objects."],
    ]
    assert table["agreement"].tolist() == ["no", "no", "yes"]
    assert table["origin"].tolist() == ["reviewed zh-ru", "reviewed zh-ru", "machine"]


def test_a_sentence_that_has_both_keeps_them_in_one_row(trio):
    """Russian leaves out what the first Chinese sentence says; English has both in one."""
    lone = [((0, 1), (0, 0), 1.0, "reviewed"), ((1, 2), (0, 2), 0.9)]
    both = [((0, 2), (0, 2), 0.9)]
    table = toolkit.units(
        pair_of(trio, "zh", "ru", *lone), pair_of(trio, "zh", "en", *both), pair_of(trio, "ru", "en", *both)
    )
    assert len(table) == 1


def test_links_that_cross_or_share_are_found_without_comparing_all(trio, tmp_path):
    """Signatures may cross, other links not; a segment is not both linked and alone."""
    one, other = trio["zh"], trio["ru"]
    for beads, fine in (
        ([((0, 1), (0, 1)), ((1, 2), (1, 2))], True),
        ([((0, 1), (1, 2)), ((1, 2), (0, 1))], False),
        ([((0, 1), (0, 1)), ((1, 2), (0, 1))], False),
        ([((0, 1), (0, 1)), ((0, 1), (0, 0))], False),
        ([((0, 1), (0, 0)), ((1, 2), (0, 1)), ((0, 0), (1, 2))], True),
    ):
        made = [Bead(*bead, 1.0) for bead in beads]
        if fine:
            review._check_order(tmp_path, made, one, other)
        else:
            with pytest.raises(toolkit.errors.DataError, match="contradict each other"):
                review._check_order(tmp_path, made, one, other)


# ---- what a reviser joins, what moves, and what is said


def joined(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """The table with the texts and ids of a row put in another, as a reviser does, and the emptied row deleted."""
    out = table.set_index("unit", drop=False)
    for code in table.attrs["languages"]:
        for column in (code, f"{code}_segments"):
            out.loc[one, column] = f"{out.loc[one, column]} {out.loc[other, column]}".strip()
    out.loc[one, "origin"] = "reviewed"
    out = out.drop(index=other).reset_index(drop=True)
    out.attrs = table.attrs
    return out


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".tmx"])
@pytest.mark.parametrize("codes", [("zh", "ru", "en"), ("zh", "ru")])
def test_what_is_joined_stays_joined(tmp_path, suffix, codes):
    texts = {
        "zh": "双方同意合作。双方反对战争。",
        "ru": "Стороны согласны сотрудничать. Стороны против войны.",
        "en": "The Parties agree to cooperate. The Parties oppose war.",
    }
    for code, text in texts.items():
        (tmp_path / f"{code}.txt").write_text(f"{text}\n", "utf-8")
    made = toolkit.add("x", *(tmp_path / f"{code}.txt" for code in codes), folder=tmp_path / "corpus", force=True)
    assert len(made.table) == 2
    path = toolkit.export(joined(made.table, *made.table["unit"]), tmp_path / f"t{suffix}")
    for _ in range(2):  # and the same again changes nothing
        toolkit.confirm("x", path, folder=tmp_path / "corpus")
        table = toolkit.corpus_units("x", folder=tmp_path / "corpus")
        assert (len(table), table["origin"].tolist(), table["confidence"].tolist()) == (1, ["reviewed"], [1.0])
        assert {each.partition(" ")[2] for each in table["links"][0].split("; ")} == {"2-2"}
        path = toolkit.export(table, tmp_path / f"again{suffix}")


def test_rows_of_the_corpus_that_are_joined_stay_joined(corpus, treaty, tmp_path):
    units = [each for each in treaty["unit"] if each.startswith("treaty/art.15/p4/")]
    assert len(units) == 2
    toolkit.confirm("treaty", toolkit.export(joined(treaty, *units), tmp_path / "t.xlsx"), "A", corpus)
    found = toolkit.corpus_units("treaty", folder=corpus).set_index("unit")
    assert set(found.index) == set(treaty["unit"]) - {units[1]}
    assert found.loc[units[0], "links"] == "zh-ru 2-2; zh-en 2-2; ru-en 2-2"


def test_a_row_as_it_was_built_keeps_its_finer_links(corpus, treaty, tmp_path):
    row = treaty[treaty["links"].str.contains("[+]")].iloc[0]
    table = treaty.copy()
    table.loc[table["unit"] == row["unit"], "origin"] = "reviewed"
    table.attrs = treaty.attrs
    toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    assert toolkit.corpus_units("treaty", folder=corpus).set_index("unit").loc[row["unit"], "links"] == row["links"]


def test_words_that_moved_within_their_provision_stay_confirmed(corpus, treaty, tmp_path):
    """A paragraph of article 15 is left out: those after it move up by one, their words unchanged."""
    table = treaty.assign(origin="reviewed")
    table.attrs = treaty.attrs
    toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), "A", corpus)
    text = corpus / "treaty" / "ru.txt"
    gone = "Депозитарий информирует Стороны о дате вступления настоящего Договора в силу.\n\n"
    assert gone in text.read_text("utf-8")
    text.write_text(text.read_text("utf-8").replace(gone, ""), "utf-8")
    found = toolkit.corpus_units("treaty", folder=corpus).set_index("unit")
    assert found.loc["treaty/art.15/p3/s1", "ru_segments"] == "treaty/art.15/p2/s1"
    assert found.index[found["origin"] != "reviewed"].tolist() == ["treaty/art.15/p2/s1"]
    assert revision.stale("treaty", corpus) == ("treaty/art.15/p2/s1",)
    again = toolkit.confirm("treaty", toolkit.export(found.reset_index(), tmp_path / "t2.csv"), "B", corpus)
    assert again.withdrawn == 2  # zh-ru and ru-en of the paragraph that is gone
    assert ",B," not in (corpus / "treaty" / "review.csv").read_text("utf-8")


def test_what_must_be_read_again_is_named_by_rows_of_the_table(corpus, treaty, tmp_path):
    table = treaty.assign(origin="reviewed")
    table.attrs = treaty.attrs
    toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    for code, old, new in (("ru", "Стороны", "Участники"), ("en", "The Parties", "They")):
        text = corpus / "treaty" / f"{code}.txt"
        text.write_text(text.read_text("utf-8").replace(old, new), "utf-8")
    found = revision.stale("treaty", corpus)
    now = toolkit.corpus_units("treaty", folder=corpus)
    assert 10 < len(found) < len(now)
    assert set(found) <= set(now["unit"])
    assert set(now["unit"][now["origin"] != "reviewed"]) == set(found)


def test_ids_and_words_that_disagree_are_told(corpus, treaty, tmp_path):
    table = treaty.copy()
    table.attrs = treaty.attrs
    at = table.index[table["unit"] == UNIT][0]
    own, table.loc[at, "ru_segments"] = table.loc[at, "ru_segments"], table.loc[at + 1, "ru_segments"]
    table.loc[at, "origin"] = "reviewed"
    made = toolkit.confirm("treaty", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    assert own != table.loc[at, "ru_segments"]
    assert made.remarks == (
        f"row {UNIT}: ru_segments names {table.loc[at, 'ru_segments']}, but its ru words are those of {own}; the words "
        "are taken",
    )
