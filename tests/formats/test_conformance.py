"""What every registered format of aligned texts must do, whichever it is."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from importlib import import_module
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from pandas.testing import assert_frame_equal

import toolkit
from tests.formats.test_load import held, in_tmx, unit_tables
from toolkit import ConvertSettings, formats
from toolkit.cli import cli
from toolkit.errors import InputError
from toolkit.formats import Format, Losses, Writing, selection
from toolkit.formats import table as tables_of
from toolkit.languages import zh

READ = [each for each in formats.known() if "units" in each.gives]
DIRECTED = (".xlf", ".xliff")


def name(each: Format) -> str:
    return each.suffixes[0].lstrip(".")


def directed(each: Format) -> bool:
    return bool(set(DIRECTED) & set(each.suffixes))


def back(table: pd.DataFrame, each: Format) -> pd.DataFrame:
    """Write a table in a format and read it."""
    source = table.attrs["languages"][0] if directed(each) else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x{each.suffixes[0]}")
        formats.write(path, tables_of.stream_of(table), Writing(source=source))
        with formats.reading(path) as stream:
            return tables_of.frame(stream)


def same(found: pd.DataFrame, table: pd.DataFrame) -> None:
    assert_frame_equal(found, table.astype({"confidence": float}), check_exact=True)
    for key in ("languages", "titles", "labels", "remarks", "not one to one", "signature"):
        assert found.attrs[key] == table.attrs[key], key


def pair(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its first two languages."""
    stream = selection.only(tables_of.stream_of(table), table.attrs["languages"][:2], Losses())
    return tables_of.frame(stream)


def as_held(table: pd.DataFrame) -> pd.DataFrame:
    """The table as XLSX holds it."""
    out = table.map(held)
    out.attrs = {
        name: {c: held(x) for c, x in fact.items()} if isinstance(fact, dict) else held(fact)
        for name, fact in table.attrs.items()
    } | {"remarks": [held(x) for x in table.attrs["remarks"]]}
    return out


@pytest.mark.parametrize("each", READ, ids=name)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=unit_tables())
def test_any_table_comes_back(each, table):
    table = pair(table) if directed(each) else table
    table = as_held(table) if name(each) == "xlsx" else table
    table = in_tmx(table) if name(each) == "tmx" else table
    if len(table):
        same(back(table, each), table)


@pytest.mark.parametrize("each", READ, ids=name)
def test_the_corpus_comes_back(built, each):
    for document in ("treaty", "declaration", "outcomes"):
        table = toolkit.load(built[0] / document / f"{document}.csv")
        table = pair(table) if directed(each) else table
        same(back(table, each), table)


@pytest.fixture
def treaty_pair(tmp_path):
    """A small table of two languages in a CSV file."""
    path = tmp_path / "x.csv"
    path.write_text("id,zh,Русский,note\n1,缔约双方同意,Стороны согласились,ru: так\n2,第一条,Статья 1,\n", "utf-8")
    return path


@pytest.mark.parametrize(("one", "other"), list(permutations(READ, 2)), ids=lambda each: name(each))
def test_each_converts_into_each(treaty_pair, tmp_path, one, other):
    first, second = tmp_path / f"a{one.suffixes[0]}", tmp_path / f"b{other.suffixes[0]}"
    how = ConvertSettings(source="ru")
    if first.suffix != ".csv":
        toolkit.convert(treaty_pair, first, how)
    else:
        first = treaty_pair
    made = toolkit.convert(first, second, how)
    assert (made.kind, made.rows) == ("units", 2)
    table = toolkit.load(second)
    assert list(table["zh"]) == ["缔约双方同意", "第一条"]
    assert list(table["ru"]) == ["Стороны согласились", "Статья 1"]
    assert list(table["unit"]) == ["1", "2"]
    assert list(table["note"]) == ["ru: так", ""]


@pytest.mark.parametrize("each", READ, ids=name)
def test_every_suffix_leads_to_its_format(each):
    for suffix in each.suffixes:
        assert formats.named(Path(f"Договор.2025{suffix.upper()}"), "units") is each
        assert formats.reader(Path(f"x{suffix}")) is each


def test_html_and_all_others_can_be_written(treaty_pair, tmp_path):
    for suffix in formats.suffixes("units"):
        made = toolkit.convert(treaty_pair, tmp_path / f"y{suffix}", ConvertSettings(source="zh"))
        assert made.path.stat().st_size > 300


@pytest.mark.parametrize("each", [each for each in READ if each.streams and name(each) != "parquet"], ids=name)
def test_streams_want_neither_pandas_nor_more_memory_for_more_rows(tmp_path, each):
    """The rows of a stream are made as they are asked for, in a process that has no pandas."""
    code = f"""
import sys, tracemalloc
from pathlib import Path
from toolkit import formats, tables
codes = ["zh", "ru"]
blank = dict.fromkeys(tables.columns(tables.UNITS, codes), "") | {{"confidence": None}}
texts = {{"zh": "缔约双方同意" * 8, "ru": "Стороны " * 12}}
tracemalloc.start()
rows = ({{**blank, **texts, "unit": f"u{{n}}"}} for n in range(int(sys.argv[1])))
path = Path({str(tmp_path)!r}, sys.argv[1] + {each.suffixes[0]!r})
stream = formats.Stream("units", rows, {{"languages": codes}}, tuple(tables.columns(tables.UNITS, codes)))
formats.write(path, stream, formats.Writing(source="ru"))
with formats.reading(path) as found:
    assert sum(1 for _ in found.rows) == int(sys.argv[1])
assert "pandas" not in sys.modules and "numpy" not in sys.modules
print(tracemalloc.get_traced_memory()[1] >> 10)
"""
    few, many = (
        int(subprocess.run([sys.executable, "-c", code, str(n)], check=True, capture_output=True).stdout)
        for n in (1_500, 4_000)
    )
    assert many < few + 1500, "KiB; 2,500 rows are some 5 MiB"
    assert many < 40 << 10


# ---- tables of other programs


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("zh-CN;ru-RU", ["zh", "ru"]),
        ("Chinese;Russian;English", ["zh", "ru", "en"]),
        ("русский;中文;Комментарий", ["ru", "zh"]),
        ("ZH_cn;rus;eng", ["zh", "ru", "en"]),
        ("cmn-Hans;RU", ["zh", "ru"]),
        ("Term (ZH-CN);Term (RU-RU);Note (EN)", ["zh", "ru"]),
        ("术语（zh）;Русский (ru);Chinese (ru)", ["zh", "ru"]),
    ],
)
def test_columns_called_by_languages(tmp_path, header, languages):
    wide = header.count(";") + 1
    path = tmp_path / "x.csv"
    path.write_text(f"{header}\n{';'.join('a' * wide)}\n", "utf-8")
    table = toolkit.load(path)
    assert table.attrs["languages"] == languages
    assert list(table["unit"]) == ["1"]


def test_columns_that_are_left_out_are_told(tmp_path):
    (tmp_path / "x.csv").write_text("zh,ru,client,price\n中,да,x,1\n", "utf-8")
    made = toolkit.convert(tmp_path / "x.csv", tmp_path / "x.tsv")
    assert made.report == ["columns left out: client, price"]


def test_two_columns_of_one_language(tmp_path):
    (tmp_path / "x.csv").write_text("zh-CN,zh-TW,ru\n中,中,да\n", "utf-8")
    with pytest.raises(InputError, match="columns 'zh-CN' and 'zh-TW' are both zh"):
        toolkit.load(tmp_path / "x.csv")


# ---- one script


@pytest.mark.parametrize("tag", ["zh-CN", "zh-Hans", "中文", "zh"])
def test_a_column_of_mixed_scripts_is_refused_or_converted(tmp_path, tag):
    path = tmp_path / "x.csv"
    path.write_text(f"{tag},ru\n缔约双方发展两国关系,1\n締約雙方發展兩國關係,2\n乾隆,3\n协议,4\n", "utf-8")
    with pytest.raises(InputError, match=r"unit '2': the zh text is in traditional .*--script zh-Hans"):
        toolkit.convert(path, tmp_path / "x.tmx")
    assert not (tmp_path / "x.tmx").exists()
    made = toolkit.convert(path, tmp_path / "x.tmx", ConvertSettings(script="zh-Hans"))
    assert list(toolkit.load(made.path)["zh"]) == ["缔约双方发展两国关系"] * 2 + ["乾隆", "协议"]
    assert made.report == ["1 Chinese texts were converted to zh-Hans"]
    made = toolkit.convert(path, tmp_path / "t.tmx", ConvertSettings(script="zh-Hant"))
    assert b'"zh-Hant"' in made.path.read_bytes()
    table = toolkit.load(made.path)
    assert table["zh"][0] == "締約雙方發展兩國關係"
    assert table.attrs["tags"] == {"zh": "zh-Hant"}


MIXED = ["各方應當遵守本条约的规定", "根據條约的规定", "條約與國際法原則"]


@pytest.mark.parametrize("text", MIXED)
@pytest.mark.parametrize("each", READ, ids=name)
def test_what_a_reviewer_puts_into_a_table_of_ours_is_in_its_script(treaty_pair, tmp_path, each, text):
    table = toolkit.load(treaty_pair)
    table.loc[1, "zh"] = text
    edited = tmp_path / f"edited{each.suffixes[0]}"
    formats.write(edited, tables_of.stream_of(table), formats.Writing(source="zh"))
    with pytest.raises(InputError, match=r"the zh text is in traditional characters \(.+\), .*--script zh-Hans"):
        toolkit.convert(edited, tmp_path / "y.csv")
    assert not (tmp_path / "y.csv").exists()
    made = toolkit.convert(edited, tmp_path / "y.csv", ConvertSettings(script="zh-Hans"))
    assert toolkit.load(made.path)["zh"][1] == zh.simplified(text)


@pytest.mark.parametrize("each", READ, ids=name)
def test_a_table_of_ours_in_traditional_characters_comes_back_so(treaty_pair, tmp_path, each):
    how = ConvertSettings(script="zh-Hant", source="zh")
    made = toolkit.convert(treaty_pair, tmp_path / f"other{each.suffixes[0]}", how)
    table = toolkit.load(made.path)
    assert table.attrs["tags"] == {"zh": "zh-Hant"}
    table.loc[1, "zh"] = "缔约双方条约"
    formats.write(tmp_path / "mixed.csv", tables_of.stream_of(table))
    with pytest.raises(InputError, match=r"is in simplified characters .* the table is in zh-Hant"):
        toolkit.convert(tmp_path / "mixed.csv", tmp_path / "y.csv")


@pytest.mark.parametrize("text", MIXED[:2])
def test_scripts_mixed_in_a_row_of_another_program(tmp_path, text):
    (tmp_path / "x.csv").write_text(f"zh,ru\n缔约双方发展两国关系,1\n{text},2\n", "utf-8")
    with pytest.raises(InputError, match="unit '2': the zh text is in traditional"):
        toolkit.convert(tmp_path / "x.csv", tmp_path / "y.csv")


def test_rare_characters_of_simplified_texts_are_not_taken_for_traditional(tmp_path):
    """They are not in GB 2312, or a converter changes them; all are right."""
    (tmp_path / "x.csv").write_text("zh,ru\n两国关系,1\n朱镕基、毕昇、陈喆勠力同心,2\n乾隆瞭望,3\n", "utf-8")
    assert toolkit.convert(tmp_path / "x.csv", tmp_path / "y.csv").rows == 3


# ---- what a client wants, and what nobody may have


def test_tags_that_a_client_wants(treaty_pair, tmp_path):
    for suffix in (".tmx", ".xlf", ".xliff"):
        how = ConvertSettings(source="zh", tags={"zh": "zh-CN", "ru": "ru-RU"})
        made = toolkit.convert(treaty_pair, tmp_path / f"x{suffix}", how)
        text = made.path.read_text("utf-8")
        assert re.findall('"(zh[^"]*)"', text)
        assert set(re.findall('"(zh[^"]*|ru[^"]*)"', text)) == {"zh-CN", "ru-RU"}
        assert toolkit.load(made.path).attrs["languages"] == ["zh", "ru"]


@pytest.mark.parametrize("suffix", DIRECTED)
def test_a_direction_is_chosen_by_the_user_and_called_technical(treaty_pair, tmp_path, suffix):
    with pytest.raises(InputError, match="XLIFF wants a source: name zh or ru"):
        toolkit.convert(treaty_pair, tmp_path / f"x{suffix}")
    made = toolkit.convert(treaty_pair, tmp_path / f"x{suffix}", ConvertSettings(source="ru"))
    assert "the direction from ru to zh is technical" in made.path.read_text("utf-8")


@pytest.mark.parametrize("each", formats.known(), ids=name)
def test_no_door_lets_an_english_text_out_as_authentic(built, tmp_path, each):
    """The treaty is authentic in the languages that its closing clause names; English is not among them."""
    if "units" not in each.holds:
        return
    table = toolkit.load(built[0] / "treaty" / "treaty.csv")
    table["en_status"] = "authentic text"
    table.attrs["labels"] = {**table.attrs["labels"], "en": "authentic text"}
    path = tmp_path / "x.csv"
    formats.write(path, tables_of.stream_of(table))
    target = tmp_path / f"y{each.suffixes[-1]}"
    how = ConvertSettings(source="ru", languages=("ru", "en"))
    with pytest.raises(InputError, match="the en text can't be called authentic"):
        toolkit.convert(path, target, how)
    with pytest.raises(InputError, match="the en text can't be called authentic"):
        toolkit.export(table, target, source="ru")
    assert not target.exists()


@pytest.mark.parametrize("suffix", [".xlsx", ".tmx"])
def test_no_door_lets_a_column_out_that_says_otherwise_than_the_closing_clause(built, tmp_path, suffix):
    table = toolkit.load(built[0] / "treaty" / "treaty.csv")
    table["authentic"] = "zh ru en"
    path = tmp_path / "x.csv"
    formats.write(path, tables_of.stream_of(table))
    with pytest.raises(InputError, match="its closing clause names zh and ru only"):
        toolkit.convert(path, tmp_path / f"y{suffix}")
    assert not (tmp_path / f"y{suffix}").exists()


@pytest.mark.parametrize("tags", [{"zh": "en"}, {"zh": "zh_CN"}, {"zh": 'a"b'}, {"ru": "de-DE"}, {"zh": "zh-TW"}])
def test_tags_that_would_mislabel_a_text_are_refused(treaty_pair, tmp_path, tags):
    with pytest.raises(InputError, match=r"no language tag of|is in zh-Hans"):
        toolkit.convert(treaty_pair, tmp_path / "x.tmx", ConvertSettings(tags=tags))
    made = toolkit.convert(treaty_pair, tmp_path / "y.tmx", ConvertSettings(tags={"zh": "zh-TW"}, script="zh-Hant"))
    assert 'xml:lang="zh-TW"' in made.path.read_text("utf-8")


def test_reports_of_reading(tmp_path):
    text = (
        '<tmx version="1.4"><header srclang="zh-CN" segtype="sentence"/><body>'
        '<tu tuid="1" changedate="20250101T000000Z"><prop type="client">x</prop>'
        '<tuv xml:lang="ZH-CN"><seg>中<bpt i="1">&lt;b></bpt>国<ept i="1"/><hi>人</hi></seg></tuv>'
        '<tuv xml:lang="ru_RU"><seg>да</seg></tuv><tuv xml:lang="ru-KZ"><seg>ага</seg></tuv></tu>'
        '<tu tuid="1"><tuv lang="chi"><seg>一</seg></tuv><tuv lang="rus"><seg>один</seg></tuv></tu>'
        '<tu><tuv xml:lang="cmn-Hans"><seg>二</seg></tuv></tu></body></tmx>'
    )
    (tmp_path / "x.tmx").write_text(text, "utf-8")
    made = toolkit.convert(tmp_path / "x.tmx", tmp_path / "x.csv")
    table = toolkit.load(made.path)
    assert list(table["unit"]) == ["1", "1-2", "n1"]
    assert list(table["zh"]) == ["中国人", "一", "二"]
    assert list(table["ru"]) == ["да", "один", ""]
    report = "\n".join(made.report)
    for part in ("inline bpt (1)", "property client (1)", "attribute changedate (1)", "text in ru-KZ beside one in"):
        assert part in report
    assert "1 units had the id of another" in report
    assert "zh-CN as its source" in report


def test_a_foreign_xliff(tmp_path):
    text = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="../../etc/passwd" source-language="zh-CN" target-language="ru-RU" datatype="plaintext">
<header><skl><external-file href="file:///etc/passwd"/></skl></header>
<body><group><trans-unit id="a" approved="yes"><source>中<g id="1">国</g></source>
<seg-source><mrk mtype="seg">中国</mrk></seg-source><target>Китай</target>
<alt-trans><target>нет</target></alt-trans><note>так</note></trans-unit></group>
<trans-unit id="b"><source>一</source></trans-unit></body></file></xliff>"""
    (tmp_path / "x.xlf").write_text(text, "utf-8")
    table = toolkit.load(tmp_path / "x.xlf")
    assert table[["unit", "zh", "ru", "note", "origin", "document"]].to_numpy().tolist() == [
        ["a", "中国", "Китай", "так", "reviewed", "../../etc/passwd"],
        ["b", "一", "", "", "", "../../etc/passwd"],
    ]


TRADOS = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="urn:x">
<file original="x.docx" source-language="zh-CN" target-language="ru-RU" datatype="x-sdlfilterframework2"><body>
<trans-unit id="a1" approved="yes"><source>条约生效。<g id="1">双方同意。</g></source>
<seg-source><mrk mtype="seg" mid="1">条约生效。</mrk><g id="1"><mrk mtype="seg" mid="2">双方<mrk
mtype="x-sdl-comment">同意</mrk>。</mrk></g></seg-source>
{}<sdl:seg-defs><sdl:seg id="1" conf="Translated"/></sdl:seg-defs><note>так</note></trans-unit></body></file></xliff>"""
WHOLE = [["a1", "条约生效。双方同意。"]]
PARTED = [["a1/1", "条约生效。"], ["a1/2", "双方同意。"]]


@pytest.mark.parametrize(
    ("target", "sources", "targets"),
    [
        ('<mrk mtype="seg" mid="1">Договор вступает в силу.</mrk> <g id="1"><mrk mtype="seg" mid="2">Да.</mrk></g>',
         PARTED, ["Договор вступает в силу.", "Да."]),
        ('<mrk mtype="seg" mid="2">Да.</mrk> <mrk mtype="seg" mid="1"/>', PARTED, ["", "Да."]),
        ("", PARTED, ["", ""]),
        ('<mrk mtype="seg" mid="1">Договор. Да.</mrk>', WHOLE, ["Договор. Да."]),
        ('<mrk mtype="seg" mid="1">Договор.</mrk> и <mrk mtype="seg" mid="2">Да.</mrk>', WHOLE, ["Договор. и Да."]),
        ('<mrk mtype="seg" mid="1">Договор.</mrk> <mrk mtype="seg" mid="1">Да.</mrk>', WHOLE, ["Договор. Да."]),
        ("Договор. Да.", WHOLE, ["Договор. Да."]),
    ],
)  # fmt: skip
def test_segments_that_are_marked_in_a_unit_of_xliff_1_are_rows_if_they_pair(tmp_path, target, sources, targets):
    (tmp_path / "x.xlf").write_text(TRADOS.format(f"<target>{target}</target>"), "utf-8")
    made = toolkit.convert(tmp_path / "x.xlf", tmp_path / "x.csv")
    table = toolkit.load(made.path)
    assert table[["unit", "zh"]].to_numpy().tolist() == sources
    assert list(table["ru"]) == targets
    assert set(table["note"]) == {"так"}
    assert (made.report[0].count("segments that do not pair") == 1) == (sources == WHOLE)


def test_what_a_mark_says_is_deleted_is_no_text_and_comments_are_told(tmp_path):
    target = (
        'Да<mrk mtype="x-sdl-deleted">, нет</mrk><mrk mtype="x-sdl-added">!</mrk> <mrk mtype="seg" mid="1">Он.</mrk>'
    )
    (tmp_path / "x.xlf").write_text(TRADOS.format(f"<target>{target}</target>"), "utf-8")
    made = toolkit.convert(tmp_path / "x.xlf", tmp_path / "x.csv")
    assert list(toolkit.load(made.path)["ru"]) == ["Да! Он."]
    assert "mark x-sdl-deleted (1), mark x-sdl-added (1)" in made.report[0]
    text = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh" trgLang="ru"><file id="f">
<unit id="1"><segment><source><mrk id="m" type="comment" value="?">文</mrk></source><target>т</target></segment></unit>
</file></xliff>"""
    (tmp_path / "y.xliff").write_text(text, "utf-8")
    assert toolkit.convert(tmp_path / "y.xliff", tmp_path / "y.csv").report == ["left out: mark comment (1)"]


def test_segments_of_a_unit_whose_source_says_otherwise_are_not_taken(tmp_path):
    text = TRADOS.format('<target><mrk mtype="seg" mid="1">Да.</mrk><mrk mtype="seg" mid="2">Нет.</mrk></target>')
    (tmp_path / "x.xlf").write_text(text.replace("<source>条约", "<source>本条约"), "utf-8")
    assert list(toolkit.load(tmp_path / "x.xlf")["zh"]) == ["本条约生效。双方同意。"]


@pytest.mark.parametrize(("suffix", "state"), [(".xlf", "<target>два"), (".xliff", '<segment state="initial">')])
def test_a_text_without_source_is_no_translation_to_review(tmp_path, suffix, state):
    (tmp_path / "x.csv").write_text("zh,ru\n,два\n", "utf-8")
    made = toolkit.convert(tmp_path / "x.csv", tmp_path / f"x{suffix}", ConvertSettings(source="zh"))
    assert state in made.path.read_text("utf-8")


def test_a_pair_for_a_cat_tool_has_no_unit_without_target(tmp_path):
    (tmp_path / "x.csv").write_text("zh,ru,en\n一,,one\n二,два,two\n", "utf-8")
    made = toolkit.convert(tmp_path / "x.csv", tmp_path / "x.tmx", ConvertSettings(languages=("zh", "ru")))
    assert list(toolkit.load(made.path)["zh"]) == ["二"]
    assert made.report == ["left out: rows without text in one of the languages (1)"]


# ---- what single formats promise


def test_units_of_one_id_have_ids_of_their_own_in_tmx_and_xliff(tmp_path):
    (tmp_path / "x.csv").write_text("id,zh,ru\na,一,раз\na,二,два\na-2,三,три\n,四,четыре\n", "utf-8")
    for suffix in (".tmx", ".xlf", ".xliff"):
        made = toolkit.convert(tmp_path / "x.csv", tmp_path / f"x{suffix}", ConvertSettings(source="zh"))
        assert list(toolkit.load(made.path)["unit"]) == ["a", "a-2", "a-2-2", "n4"]
        assert made.report == ["2 units had the id of another; they have new ones"]


@pytest.mark.parametrize(
    ("suffix", "approved", "open"),
    [(".xlf", 'approved="yes"', 'approved="no"'), (".xliff", 'state="final"', 'state="translated"')],
)
def test_the_state_of_xliff_is_the_review_state(treaty_pair, tmp_path, suffix, approved, open):
    table = toolkit.load(treaty_pair)
    table["origin"] = ["reviewed", "machine"]
    path = toolkit.export(table, tmp_path / f"x{suffix}", source="zh")
    text = path.read_text("utf-8")
    assert (text.count(approved), text.count(open)) == (1, 1)
    assert list(toolkit.load(path)["origin"]) == ["reviewed", "machine"]
    turned = text.replace(approved, "@").replace(open, approved).replace("@", open)
    path.write_text(turned, "utf-8")
    assert list(toolkit.load(path)["origin"]) == ["machine", "reviewed"]


def test_segments_proposals_and_codes_of_xliff_2(tmp_path):
    text = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-CN" trgLang="ru">
<file id="f" original="file:///etc/passwd"><unit id="u"><mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">
<mtc:match ref="#s1"><source>x</source><target>y</target></mtc:match></mtc:matches>
<originalData><data id="d">&lt;b></data></originalData>
<segment id="s1" state="final"><source>中<pc id="1" dataRefStart="d">国</pc></source><target>Китай</target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2"><source>人<ph id="2"/></source></segment></unit></file></xliff>"""
    (tmp_path / "x.xliff").write_text(text, "utf-8")
    found = toolkit.load(tmp_path / "x.xliff")[["unit", "zh", "ru", "origin"]]
    assert found.to_numpy().tolist() == [["u/1", "中国", "Китай", "reviewed"], ["u/2", "人", "", ""]]


TRACKED = (
    '<w:r><w:t>да</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>, конечно</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="a"><w:r><w:delText>нет</w:delText></w:r></w:del>'
    '<w:r><w:commentReference w:id="0"/></w:r>'
)


def test_tracked_changes_and_comments_of_a_reviewer(treaty_pair, tmp_path):
    made = toolkit.convert(treaty_pair, tmp_path / "x.docx")
    with zipfile.ZipFile(made.path) as old, zipfile.ZipFile(tmp_path / "y.docx", "w") as new:
        for part in old.namelist():
            data = old.read(part).decode("utf-8", "surrogateescape")
            run = re.search(r"<w:r>(?:(?!</w:r>).)*Статья 1.*?</w:r>", data, re.S) if "document.xml" in part else None
            changed = data.replace(run[0], TRACKED) if run else data
            new.writestr(part, changed.encode("utf-8", "surrogateescape"))
    back = toolkit.convert(tmp_path / "y.docx", tmp_path / "y.csv")
    assert list(toolkit.load(back.path)["ru"]) == ["Стороны согласились", "да, конечно"]
    assert back.report == ["left out: comments (1)"]


def test_a_cell_that_a_reviewer_split_is_told(treaty_pair, tmp_path):
    docx = import_module("docx")
    made = toolkit.convert(treaty_pair, tmp_path / "x.docx")
    document = docx.Document(str(made.path))
    cells = document.tables[0].rows[1]._tr.tc_lst
    cells[1].getparent().remove(cells[1])
    document.save(str(made.path))
    with pytest.raises(InputError, match="row 2 of the table has 3 cells under a header of 4"):
        toolkit.load(made.path)


# ---- the command


def test_the_command_prints_the_file_and_tells_the_rest(treaty_pair, tmp_path):
    target = tmp_path / "new" / "x.tmx"
    result = CliRunner().invoke(cli, ["convert", str(treaty_pair), "-o", str(target), "--tags", "zh=zh-CN"])
    assert (result.exit_code, result.stdout) == (0, f"{target}\n")
    assert result.stderr == "2 rows\n"
    assert 'xml:lang="zh-CN"' in target.read_text("utf-8")
    named = CliRunner().invoke(cli, ["convert", str(target), "-o", str(tmp_path / "x.txt"), "--to", "tsv"])
    assert named.exit_code == 0
    again = ["convert", str(tmp_path / "x.txt"), "--from", ".tsv", "-o", str(tmp_path / "y.v2.xlf"), "--source", "ru"]
    assert CliRunner().invoke(cli, again).exit_code == 0
    assert list(toolkit.load(tmp_path / "y.v2.xlf")["zh"]) == ["缔约双方同意", "第一条"]


@pytest.mark.parametrize("command", ["align", "add"])
def test_the_help_names_every_format(command):
    told = CliRunner().invoke(cli, [command, "--help"]).stdout
    assert set(formats.suffixes()) <= set(re.findall(r"\.[a-z0-9.]*[a-z0-9]", told))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x.csv", "-o", "x.csv"], "is the file to read"),
        (["x.csv", "-o", "y.doc"], "no format is called so; use one of ."),
        (["x.doc", "-o", "y.csv"], "no table can be read from .doc; use one of ."),
        (["x.csv", "-o", "y.csv", "--from", "doc"], "*.doc: no table can be read from .doc"),
        (["no.csv", "-o", "y.tmx"], "there is no such file"),
        (["x.csv", "-o", "y.tmx", "--languages", "zh,de"], "the table has no language 'de'; it has zh, ru"),
        (["x.csv", "-o", "y.tmx", "--source", "en"], "the table has no language 'en'"),
        (["x.csv", "-o", "y.xlf"], "XLIFF wants a source"),
        (["x.csv", "-o", "y.tmx", "--tags", "zh-CN"], "write the language and its tag"),
    ],
)
def test_what_the_command_refuses(treaty_pair, monkeypatch, words, said):
    monkeypatch.chdir(treaty_pair.parent)
    result = CliRunner().invoke(cli, ["convert", *words])
    assert result.exit_code == 2
    assert said in result.stderr
    assert [path.name for path in treaty_pair.parent.iterdir()] == ["x.csv"]
