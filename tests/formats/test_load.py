"""Tables that come back from files: ours unchanged, ours after work in another program, foreign and hostile ones."""

from __future__ import annotations

import io
import re
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import toolkit
from toolkit import formats, pipeline, rows, safe_zip, tables
from toolkit.conversion import convert
from toolkit.errors import EncodingError, FormatError, InputError
from toolkit.formats import csv as csv_format
from toolkit.formats import xlsx
from toolkit.formats.cells import controls
from toolkit.languages.zh_scripts import strangers

FACTS = ("table", "document", "languages", "titles", "labels", "remarks", "signature", "not one to one")
CELLS_SAY = FACTS[:5]  # where what is true of the whole table is lost
SUFFIXES = [".csv", ".xlsx", ".tmx"]


@pytest.fixture(scope="module")
def corpus():
    """The table of each document of the corpus, and the one of each pair of its languages."""
    return {
        f"{name}-{n}": table
        for name in ("treaty", "declaration", "outcomes")
        for n, table in enumerate(pipeline._corpus_tables(name, None, pipeline._silent))
    }


def same(found: pd.DataFrame, table: pd.DataFrame, whole: bool = True) -> None:
    assert_frame_equal(found, table, check_exact=True)
    assert list(found.dtypes) == list(table.dtypes)
    assert set(found.attrs) == set(FACTS)
    for key in FACTS if whole else CELLS_SAY:
        assert found.attrs[key] == table.attrs[key], key
    assert list(found.attrs["titles"]) == table.attrs["languages"]


def in_tmx(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that a TMX holds: those with text."""
    kept = table[(table[table.attrs["languages"]] != "").any(axis=1)].reset_index(drop=True)
    kept.attrs = table.attrs
    return kept


def refused(path: Path, match: str, **more: str) -> None:
    with pytest.raises(InputError, match=match) as error:
        toolkit.load(path, **more)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


# ---- what was written comes back


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_corpus_comes_back(corpus, tmp_path, suffix):
    for name, table in corpus.items():
        path = toolkit.export(table, tmp_path / f"{name}{suffix}")
        same(toolkit.load(path), in_tmx(table) if suffix == ".tmx" else table)


def test_the_files_of_a_build_come_back(built):
    for name in ("treaty", "declaration", "outcomes"):
        table = toolkit.corpus_units(name)
        for suffix in SUFFIXES:
            same(toolkit.load(built[0] / name / f"{name}{suffix}"), in_tmx(table) if suffix == ".tmx" else table)


def test_a_text_in_one_language_comes_back(documents, tmp_path):
    table = rows.monolingual(toolkit.segment(documents["ru"]), "working translation")
    for suffix in (".csv", ".xlsx"):
        same(toolkit.load(toolkit.export(table, tmp_path / f"x{suffix}")), table)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert not book.worksheets[0].data_validations.dataValidation


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_without_rows_comes_back(treaty, tmp_path, suffix):
    table = pd.DataFrame([], columns=treaty.columns)
    table.attrs = {**treaty.attrs, "document": "", "titles": dict.fromkeys(treaty.attrs["languages"], "")}
    table.attrs["labels"] = table.attrs["titles"]
    same(toolkit.load(toolkit.export(table, tmp_path / f"x{suffix}")), table)


def test_a_direction_changes_nothing(treaty, tmp_path):
    same(toolkit.load(toolkit.export(treaty, tmp_path / "x.tmx", source="ru")), treaty)


NASTY = [
    '=1+1', "'=x", "''=x", "'", "'a", '-', '+7', '@a', '\t=1', '\r=1', '\n=1', '007', '1e5', 'NA', 'null', 'nan',
    'TRUE', '"q"', '""', 'a,b;c\td', 'a\nb', 'a\r\nb', 'a\rb', ' lead', 'trail ', ' \u3000\xa0', '😀', '|', ' | ',
    '\u202bab\u202c', '𠀀', '_x000D_', '_x005F_x000D_', '_x0041_x0042_', '<r>a</r>', '<r>&</r>', '<r><t>x</t></r>',
    '&amp;<&>]]>', '#N/A', '{=A1}', 'http://a.b', 'sep=;', '\ufeffa', 'a\x85b\u2028c', '_xD800_',
    '<r>_x0041_x0042_</r>', '０', 'e\u0301',
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=12
    ),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=3).map("".join),
).filter(lambda text: not strangers(text, "zh-Hans"))  # a table with these is refused, by design
CONTROLS = st.text(st.sampled_from("\x00\x01\x0b\x1f\ufffe\uffff_x0041_\r\n a'=<r>/"), max_size=12)
STATUS = st.sampled_from(["", "official text", "working translation (English is not authentic)", "unknown; incomplete"])
ORIGIN = st.sampled_from(["", "machine", "reviewed", "reviewed zh-ru", " Reviewed  ru-en, zh-en"])
YES_NO = st.sampled_from(["", "yes", "no"])
AUTHENTIC = st.sampled_from(["", "zh", "ru zh", "zh ru"])


@st.composite
def unit_tables(draw, text=TEXT):
    codes = draw(st.sampled_from([["zh", "ru", "en"], ["ru", "zh"], ["zh", "en"], ["en", "ru"]]))
    names = tables.columns(tables.UNITS, codes)
    rows = [
        {name: draw(STATUS if name.endswith("_status") else text) for name in names}
        | {"authentic": draw(AUTHENTIC), "origin": draw(ORIGIN), "agreement": draw(YES_NO)}
        | {f"{code}_complete": draw(YES_NO) for code in codes}
        | {"unit": f"u{n}", "confidence": draw(st.one_of(st.none(), st.floats(0, 1).map(lambda x: round(x, 3))))}
        for n in range(draw(st.integers(1, 3)))
    ]
    table = pd.DataFrame(rows, columns=names).astype({"confidence": float})
    table.attrs = {
        "table": "units",
        "document": draw(text),
        "languages": codes,
        "titles": {code: draw(text) for code in codes},
        "labels": {code: draw(STATUS) for code in codes},
        "remarks": draw(st.lists(text, max_size=2)),
        "signature": draw(text),
        "not one to one": {f"{codes[0]}-{codes[1]}": round(draw(st.floats(0, 1)), 4)},
    }
    return table


def held(cell: object) -> object:
    """What XLSX holds of a cell: control characters next to what xlsxwriter takes for markup or escapes are lost."""
    if isinstance(cell, str) and (re.fullmatch("<r>.*</r>", cell, re.S) or xlsx._TANGLED.search(cell)):
        return xlsx._CONTROL.sub("\ufffd", cell)
    return cell


def cells_come_back(table: pd.DataFrame, suffix: str, changed: str = "") -> None:
    """Write and read a table; ``changed`` are characters that the format does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        found = toolkit.load(toolkit.export(table, Path(folder) / f"x{suffix}"))
    if suffix == ".tmx":
        table = in_tmx(table)
    if changed:
        table, attrs = table.map(lambda x: re.sub(changed, "\ufffd", x) if isinstance(x, str) else x), table.attrs
        table.attrs = attrs
    if not len(table):
        assert not len(found)
        return
    assert_frame_equal(found, table.astype({"confidence": float}), check_exact=True)
    if not changed:
        for key in ("languages", "titles", "labels", "remarks", "not one to one"):
            assert found.attrs[key] == table.attrs[key], key
        assert found.attrs["document"] == (table.attrs["document"] or table["document"][0])
        assert found.attrs["signature"] == table.attrs["signature"]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(table=unit_tables())
def test_any_table_comes_back(suffix, table):
    if suffix == ".xlsx":
        facts = table.attrs
        table = table.map(held)
        table.attrs = {
            name: {c: held(x) for c, x in fact.items()} if isinstance(fact, dict) else held(fact)
            for name, fact in facts.items()
        } | {"remarks": [held(x) for x in facts["remarks"]]}
    cells_come_back(table, suffix)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=unit_tables(CONTROLS))
def test_control_characters_are_refused_in_csv_and_come_back_as_replacement_from_tmx(table):
    if table.map(lambda cell: isinstance(cell, str) and controls(cell)).any(axis=None):
        with pytest.raises(InputError, match="holds the control character U"):
            cells_come_back(table, ".csv")
    else:
        cells_come_back(table, ".csv")
    cells_come_back(table, ".tmx", "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]")


@given(st.text(st.sampled_from("'=+-@\t\ra"), max_size=6))
@example("''''=")
def test_the_apostrophe_against_formulas_is_taken_away_exactly(text):
    assert csv_format._bare(csv_format.inert(text)) == text
    assert not re.match("[=+\\-@\t\r]", csv_format.inert(text))


@pytest.mark.parametrize(
    "text", [*NASTY, "a\x01b\x00", "\ufffe", "_x0041\x01", "Устав ООН\r", "<r>\x01</r>", "我" * 32767]
)
def test_xlsx_holds_any_text_as_sound_xml(treaty, tmp_path, text):
    table = treaty.head(2).copy()
    table.attrs = treaty.attrs
    table.loc[0, "ru"] = text
    path = toolkit.export(table, tmp_path / "x.xlsx")
    assert toolkit.load(path)["ru"][0] == held(text)
    for name in zipfile.ZipFile(path).namelist():
        if name.endswith(".xml"):
            safe_zip.safe_xml.tree(zipfile.ZipFile(path).read(name), name)


def test_longer_than_a_cell_is_cut_off(treaty, tmp_path):
    table = treaty.head(1).copy()
    table.attrs = treaty.attrs
    table.loc[0, "ru"], table.loc[0, "zh"] = "я" * 40_000, "😀" * 20_000
    found = toolkit.load(toolkit.export(table, tmp_path / "x.xlsx"))
    assert (len(found["ru"][0]), len(found["zh"][0])) == (32767, 16383)
    long = toolkit.export(table, tmp_path / "x.csv")
    assert toolkit.load(long)["ru"][0] == table["ru"][0]


@pytest.mark.parametrize("document", ["a/b:c[d]*?\\", "about", "History", "'x'", "长" * 40, "\x01", ""])
def test_any_document_name(treaty, tmp_path, document):
    table = treaty.head(1).copy()
    table["document"], table.attrs = document, {**treaty.attrs, "document": document}
    assert toolkit.load(toolkit.export(table, tmp_path / "x.xlsx")).attrs["document"] == document


# ---- the suffix


def test_suffixes(treaty, tmp_path):
    for name in ("x.html", "x.odt", "x"):
        with pytest.raises(FormatError, match=r"use one of \.csv, .*\.tmx, .*\.xlsx"):
            toolkit.load(tmp_path / name)
    path = toolkit.export(treaty, tmp_path / "X.CSV")
    same(toolkit.load(str(path)), treaty)
    refused(tmp_path / "no.csv", "there is no such file")
    (tmp_path / "d.csv").mkdir()
    refused(tmp_path / "d.csv", "a folder")


def test_no_file_is_read_without_bound(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(bytes(2 << 20))
    with (
        pytest.raises(InputError, match="more than 1 MiB"),
        formats.reading(tmp_path / "x.xlsx", formats.Reading(limit=1 << 20)),
    ):
        pass


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, suffix, data):
    (tmp_path / f"x{suffix}").write_bytes(data)
    refused(tmp_path / f"x{suffix}", "is empty|no XLSX file")


# ---- CSV after work in another program


@pytest.fixture
def pair(corpus):
    """A table of Russian and English, which an 8-bit encoding can hold."""
    table = corpus["treaty-3"].copy()
    assert table.attrs["languages"] == ["ru", "en"]
    table.loc[2, "ru"], table.loc[3, "en"] = "a;b,c\td", "=1+1"
    return table


def saved(table: pd.DataFrame, path: Path, encoding: str, separator: str) -> Path:
    text = table.map(csv_format.inert).to_csv(index=False, sep=separator, lineterminator="\r\n")
    path.write_bytes(text.encode(encoding, "replace"))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_separators_and_marked_encodings(pair, tmp_path, encoding, separator):
    same(toolkit.load(saved(pair, tmp_path / "x.csv", encoding, separator)), pair, whole=False)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_told_and_read_if_named(pair, tmp_path, encoding, separator):
    table = pair.map(lambda x: x.encode(encoding, "replace").decode(encoding) if isinstance(x, str) else x)
    table.attrs = pair.attrs
    path = saved(table, tmp_path / "x.csv", encoding, separator)
    with pytest.raises(EncodingError, match=f"seems to be {encoding}"):
        toolkit.load(path)
    found = toolkit.load(path, encoding=encoding)
    assert_frame_equal(found, table)
    with pytest.raises(EncodingError):
        toolkit.load(path, "utf-8" if encoding == "cp1251" else "klingon")


def test_a_csv_as_spreadsheet_programs_save_it(treaty, tmp_path):
    path = saved(treaty, tmp_path / "x.csv", "utf-8", ";")
    rows = path.read_text("utf-8").splitlines()
    header, *body = rows
    assert all(row.count('"') % 2 == 0 for row in rows)
    # decimal commas, a column without name, empty rows, cells left out at the end, Excel's line on separators
    body = [re.sub(r";([01])\.(\d+);", r";\1,\2;", row) + ";" for row in body]
    body[4] = body[4].rstrip(";")
    empty = ";" * header.count(";")
    path.write_text("\n".join(["sep=;", header + ";", empty, *body, empty, empty + ";"]), "utf-8")
    same(toolkit.load(path), treaty, whole=False)


def test_every_cell_in_quotation_marks_and_old_line_ends(treaty, tmp_path):
    text = treaty.to_csv(index=False, quoting=1, lineterminator="\r")
    (tmp_path / "x.csv").write_text(text, "utf-8", newline="")
    same(toolkit.load(tmp_path / "x.csv"), treaty, whole=False)


def test_rows_and_cells_that_were_changed_are_taken_as_they_are(treaty, tmp_path):
    table = treaty.drop([1, 5]).reset_index(drop=True)
    table.loc[0, "origin"], table.loc[2, "ru"] = "reviewed", "иначе"
    shuffled = table[[*reversed(table.columns)]].copy()
    shuffled.insert(3, "my remarks", "x")
    for path in (tmp_path / "x.csv", tmp_path / "x.xlsx"):
        shuffled.to_csv(path, index=False) if path.suffix == ".csv" else shuffled.to_excel(path, index=False)
        found = toolkit.load(path)
        assert found.attrs["languages"] == ["en", "ru", "zh"]
        assert_frame_equal(found[table.columns], table)


def test_csv_that_is_no_table_of_ours(treaty, tmp_path, built):
    path = tmp_path / "x.csv"
    for text, match in (
        ("a,b\n1,2\n", "two columns called by languages are wanted, such as zh and ru .found: a, b"),
        (treaty.drop(columns="links").to_csv(), "column 'links' is missing"),
        (treaty.drop(columns=["ru", "ru_segments"]).to_csv(), "column 'ru' and 1 more is missing"),
        (treaty.rename(columns={"links": "zh"}).to_csv(), "column 'links' is missing"),
        (treaty.assign(x="").rename(columns={"x": "zh"}).to_csv(), "'zh' stands twice"),
        (treaty.to_csv(index=False) + "," * 25 + "x,y\n", "27 cells under a header of 26"),
        (treaty.to_csv(index=False) + '"', "no sound CSV"),
        (treaty.assign(confidence="high").to_csv(), "line 2: confidence 'high' is no number from 0 to 1"),
        (treaty.assign(confidence="inf").to_csv(), "is no number from 0 to 1"),
        ("PK\x03\x04", "an XLSX or other ZIP file"),
    ):
        path.write_text(text, "utf-8")
        refused(path, match)
    for suffix in SUFFIXES:
        refused(built[0] / "glossary" / f"glossary{suffix}", "of terms, not of aligned texts")
    path.write_bytes(b"\x00\x01\x80\xff" * 99)
    refused(path, "binary|encoding")


# ---- XLSX after work in another program


def test_a_workbook_saved_again(treaty, tmp_path):
    path = toolkit.export(treaty, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.row_dimensions[7].hidden = True
    sheet.insert_rows(1, 2)
    sheet.insert_cols(1)
    sheet.cell(200, 60).value = " "
    sheet.move_range("B3:B80", cols=40)
    book.save(path)
    found = toolkit.load(path)
    assert_frame_equal(found[treaty.columns], treaty)
    assert found.attrs == treaty.attrs
    del book["about"]
    book.create_sheet("mine", 0).append(["my", "own", "sheet"])
    book.save(path)
    found = toolkit.load(path)
    for key in CELLS_SAY:
        assert found.attrs[key] == treaty.attrs[key]


def test_numbers_booleans_errors_and_formulas(treaty, tmp_path):
    path = toolkit.export(treaty, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, names = book.worksheets[0], list(treaty.columns)
    for name, value in (("zh_lines", 669.0), ("confidence", "0,5"), ("zh", True), ("note", 1.5), ("en", "#N/A")):
        sheet.cell(2, names.index(name) + 1).value = value
    book.save(path)
    row = toolkit.load(path).iloc[0]
    assert (row["zh_lines"], row["confidence"], row["zh"], row["note"]) == ("669", 0.5, "TRUE", "1.5")
    assert row["en"] == "#N/A"


def packed(parts: dict[str, str | bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return memory.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(rows: str, shared: str = "", **more: str | bytes) -> bytes:
    """A workbook with a header of inline strings, then the rows."""
    names = tables.columns(tables.UNITS, ["zh", "ru"])
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in names)
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="x" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="a" '
            f'Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row>{header}</row>{rows}</sheetData>'
            "</worksheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
            **more,
        }
    )


def put(tmp_path: Path, data: bytes, suffix: str = ".xlsx") -> Path:
    path = tmp_path / f"h{suffix}"
    path.write_bytes(data)
    return path


def test_inline_strings_runs_and_readings(tmp_path):
    shared = "<si><r><t>我</t></r><r><t xml:space='preserve'> x_x0041_</t></r><rPh sb='0' eb='1'><t>wǒ</t></rPh></si>"
    unit, confidence = '<c r="A9" t="inlineStr"><is><t>u1</t></is></c>', '<c r="I9"><v>9.5E-1</v></c>'
    rows = f'<row>{unit}<c r="F9" t="s"><v>0</v></c>{confidence}</row>'
    row = toolkit.load(put(tmp_path, workbook(rows, shared))).iloc[0]
    assert (row["unit"], row["zh"], row["confidence"], row["ru"]) == ("u1", "我 xA", 0.95, "")


def test_far_cells_and_shared_strings_cost_no_memory(tmp_path):
    unit = '<row><c t="inlineStr"><is><t>u1</t></is></c></row>'
    far = workbook(unit + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    cells = '<c t="s"><v>0</v></c>' * 5  # texts; together more than is ever read
    long = workbook(f"<row>{cells}</row>" * 200, f"<si><t>{'7' * (1 << 19)}</t></si>")
    tracemalloc.start()
    try:
        assert list(toolkit.load(put(tmp_path, far))["unit"]) == ["u1"]
        refused(put(tmp_path, long), "unpack to far more than a text needs")
        assert tracemalloc.get_traced_memory()[1] < 50 << 20
    finally:
        tracemalloc.stop()


BILLION = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml"]
)
@pytest.mark.parametrize("head", [BILLION, "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_of_a_workbook_may_have_a_doctype(tmp_path, part, head, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}<x>&b;</x>'.encode(encoding)
    refused(put(tmp_path, workbook("", **{part: text})), "declares a DOCTYPE or entities")


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"unit,document\n", r"this is no XLSX file; name it \.csv"),
        (b"%PDF-1", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old Excel file or one protected by a password"),
        (b"PK\x03\x04", "damaged or cut short"),
        (packed({"word/document.xml": "<a/>"}), r"a Word file \(DOCX\), not an XLSX file"),
        (packed({"content.xml": "<a/>"}), "OpenDocument"),
        (packed({"a.xml": "<a/>"}), "holds no workbook"),
        (packed({"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'}), "two columns called by languages are wanted"),
        (packed({"xl/media/x": bytes(40 << 20)}), "unpack to far more than a text needs"),
        (workbook('<row><c t="s"><v>99999</v></c></row>'), "there is no shared string '99999'"),
        (workbook('<row><c t="s"><v>-1</v></c></row>'), "there is no shared string '-1'"),
        (workbook("<row>"), "no sound XML"),
        (workbook("<row>&#1;</row>"), "no sound XML"),
        (workbook("<x>" * 20_000 + "</x>" * 20_000), "too deeply nested"),
    ],
)
def test_what_is_no_workbook(tmp_path, data, match):
    refused(put(tmp_path, data), match)


def test_a_workbook_of_something_else(tmp_path):
    pd.DataFrame({"name": ["x"], "price": [1]}).to_excel(tmp_path / "x.xlsx", index=False)
    refused(tmp_path / "x.xlsx", r"two columns called by languages .* \(found: name, price")


def test_a_reviser_picks_the_origin_from_a_list(built):
    sheet = openpyxl.load_workbook(built[0] / "treaty" / "treaty.xlsx").worksheets[0]
    column = openpyxl.utils.get_column_letter([cell.value for cell in sheet[1]].index("origin") + 1)
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", f'"{",".join(xlsx._origins(["zh", "ru", "en"]))}"')
    assert rule.formula1.startswith('"machine,reviewed,reviewed zh-ru,')
    assert len(rule.formula1) <= 257  # the most that Excel opens
    assert str(rule.sqref) == f"{column}2:{column}{sheet.max_row}"


# ---- TMX


@pytest.fixture
def tmx(built):
    return (built[0] / "treaty" / "treaty.zh-ru.tmx").read_text("utf-8")


def test_tmx_names_a_dtd_that_is_not_opened(tmx, tmp_path):
    (tmp_path / "tmx14.dtd").write_text('<!ENTITY x "y"')
    for name in ('SYSTEM "tmx14.dtd"', 'SYSTEM "http://127.0.0.1:9/x"', 'PUBLIC "-//LISA//TMX" "file:///etc/passwd"'):
        changed = tmx.replace('SYSTEM "tmx14.dtd"', name)
        assert len(toolkit.load(put(tmp_path, changed.encode(), ".tmx"))) == tmx.count("<tu ")
        changed = changed.replace("<seg>", "<seg>&x;", 1)
        refused(put(tmp_path, changed.encode(), ".tmx"), "uses an entity")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_tmx_in_other_encodings(tmx, tmp_path, encoding):
    text = tmx.replace("UTF-8", encoding.removesuffix("-sig"))
    assert toolkit.load(put(tmp_path, text.encode(encoding), ".tmx"))["ru"][0]
    text = tmx.replace("UTF-8", "gb18030").encode("gb18030")
    assert toolkit.load(put(tmp_path, text, ".tmx"), encoding="gb18030")["zh"][0].startswith("中华")


def test_tmx_that_is_refused(tmx, tmp_path):
    external, deep = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "<hi>" * 20_000 + "x" + "</hi>" * 20_000
    for text, match in (
        (tmx.replace(external, BILLION.replace(" x ", " tmx ")), "declares a DOCTYPE or entities"),
        (
            tmx.replace(external, '<!DOCTYPE tmx SYSTEM "t" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'),
            "entities",
        ),
        (tmx.replace(external, "").replace("<seg>", "<seg>&nbsp;", 1), "no sound XML .line"),
        (tmx.replace("<seg>", "<seg>&#1;", 1), "no sound XML"),
        (tmx.replace("<seg>", "<seg>\x01", 1), "no sound XML"),
        (tmx.replace("<seg>", f"<seg>{deep}", 1), "too deeply nested"),
        (tmx[:4000], "no sound XML"),
        (re.sub("<header.*</header>", "", tmx, flags=re.S), "no header"),
        ("<html/>", "no TMX file: its root element is 'html'"),
        ("unit,zh\n", "no sound XML"),
        (tmx.replace('xml:lang="ru"', 'xml:lang="zh"', 1), "two texts in 'zh'"),
        (tmx.replace('xml:lang="ru"', 'xml:lang="confidence"', 1), "or one without language"),
        (re.sub('"x-confidence">[^<]*', '"x-confidence">7', tmx), "unit .*: confidence '7' is no number"),
    ):
        refused(put(tmp_path, text.encode(), ".tmx"), match)


def test_the_pair_file_is_the_table_of_the_pair(built, corpus):
    for n, pair in enumerate(("zh-ru", "zh-en", "ru-en"), start=1):
        table = toolkit.load(built[0] / "treaty" / f"treaty.{pair}.tmx")
        same(table, in_tmx(corpus[f"treaty-{n}"]))


# ---- damage


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.data())
def test_damaged_bytes_are_read_or_told(built, suffix, data):
    whole = bytearray((built[0] / "treaty" / f"treaty{suffix}").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(0, len(whole) - 1)) :]
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = toolkit.load(put(Path(folder), bytes(whole), suffix))
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017
        else:
            assert set(tables.columns(tables.UNITS, table.attrs["languages"])) == set(table.columns)


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("origin", "human", "write reviewed, machine, or reviewed and the pairs, such as reviewed zh-ru"),
        ("en_complete", "maybe", "write yes or no"),
        ("agreement", "1", "write yes or no"),
    ],
)
def test_values_that_say_nothing_are_refused_everywhere(treaty, tmp_path, column, value, why):
    path = toolkit.export(treaty, tmp_path / "x.csv")
    table = treaty.copy()
    table.attrs = treaty.attrs
    table.loc[2, column] = value
    saved(table, path, "utf-8", ",")
    wrong = f"row {table['unit'][2]}: {column} is '{value}'; {why}$"
    for refusing in (
        lambda: toolkit.load(path),
        lambda: toolkit.convert(path, tmp_path / "x.tmx"),
        lambda: toolkit.export(table, tmp_path / "x.tmx"),
    ):
        with pytest.raises(InputError, match=wrong):
            refusing()
    assert not (tmp_path / "x.tmx").exists()


# ---- tables of other programs


@pytest.mark.parametrize("header", ["id,zh,ru,confidence", "zh,ru,origin", "unit,zh,ru,links", "zh,ru,id,agreement"])
def test_a_foreign_table_may_have_columns_called_as_ours(tmp_path, header):
    path = tmp_path / "x.csv"
    cells = {"zh": "条约", "ru": "договор"}
    path.write_text(f"{header}\n{','.join(cells.get(name, '1') for name in header.split(','))}\n")
    table = toolkit.load(path)
    assert table[["unit", "zh", "ru"]].to_numpy().tolist() == [["1", "条约", "договор"]]


@pytest.mark.parametrize("header", ["Source,Target", "Исходный,Перевод", "zh,комментарий"])
def test_a_table_without_languages_is_told_what_it_wants(tmp_path, header):
    path = tmp_path / "x.csv"
    path.write_text(f"{header}\na,b\n")
    refused(path, "two columns called by languages are wanted, such as zh and ru .found: ")


def test_a_row_without_id_has_not_that_of_another(tmp_path):
    (tmp_path / "x.csv").write_text("№,zh,ru\n1,一,один\n3,三,три\n,二,два\n", "utf-8")
    assert list(toolkit.load(tmp_path / "x.csv")["unit"]) == ["1", "3", "n3"]


@pytest.mark.parametrize(
    "head",
    [
        "ID;Chinese (PRC);Russian (Russia);English (United Kingdom)",
        "ID;Chinese (Simplified, PRC);Russian;English_United_States",
        "№;Китайский текст;Русский текст;Английский текст",
        "№;Кит.;Рус.;Англ.",
        "序号;中文（简体）;俄文文本;英文文本",
    ],
)
def test_columns_called_as_cat_tools_and_translators_call_them(tmp_path, head):
    (tmp_path / "x.csv").write_text(f"{head}\n1;一;один;one\n", "utf-8")
    assert toolkit.load(tmp_path / "x.csv").attrs["languages"] == ["zh", "ru", "en"]


def test_a_title_over_the_header_of_a_sheet(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Глоссарий"], [], ["№", "Китайский", "Русский"], ["7", "条约", "договор"]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert toolkit.load(tmp_path / "x.xlsx")[["unit", "zh", "ru"]].to_numpy().tolist() == [["7", "条约", "договор"]]


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x0b", "\x1f", "\uffff"])
def test_control_characters_are_refused(tmp_path, sign):
    code = f"U.{ord(sign):04X}"
    csv, jsonl = tmp_path / "x.csv", tmp_path / "x.jsonl"
    csv.write_text(f"unit,zh,ru\n1,条{sign},a\n")
    refused(csv, f"line 2: a cell holds the control character {code}; delete it")
    csv.write_text(f"id,language,term\n1,zh,条{sign}\n")
    with pytest.raises(InputError, match=code):
        convert(csv, tmp_path / "x.tbx")
    jsonl.write_text(f'{{"zh":"条","ru":"\\u{ord(sign):04x}"}}\n')
    refused(jsonl, f"line 1: a cell holds the control character {code}; delete it")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv", "x.jsonl"]
