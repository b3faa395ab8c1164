"""XLSX and DOCX as people and spreadsheets leave them: typed dates, formulas, rows with one id, rows copied."""

import datetime
import json
import re
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

import toolkit
from toolkit import conversion, formats
from toolkit.formats import Losses, Reading, xlsx

DAY = datetime.date(2025, 6, 17)
MOMENT = datetime.datetime(2025, 6, 7, 9, 5, 30)


def book(tmp_path, *cells):
    """Write a workbook with a cell a row, each a value and its number format, and return the file."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["№", "zh", "ru"])
    for at, (value, code) in enumerate(cells, 2):
        sheet.append([at, "条", value])
        if code:
            sheet.cell(at, 3).number_format = code
    made.save(tmp_path / "x.xlsx")
    return tmp_path / "x.xlsx"


def taken(path):
    losses = Losses()
    with formats.units(path, Reading(losses=losses)) as stream:
        return [row["ru"] for row in stream.rows], losses.lines()


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (DAY, "dd.mm.yyyy", "17.06.2025"),
        (DAY, "d.m.yy", "17.6.25"),
        (DAY, "[$-419]dd.mm.yyyy;@", "17.06.2025"),
        (DAY, 'yyyy"年"m"月"d"日"', "2025年6月17日"),
        (DAY, "mm-dd-yy", "2025-06-17"),  # 14, which every computer shows in its own way
        (DAY, "[$-419]d mmmm yyyy", "2025-06-17"),
        (MOMENT, "dd.mm.yyyy hh:mm", "07.06.2025 09:05"),
        (MOMENT, "d/m/yyyy h:mm:ss", "7/6/2025 9:05:30"),
        (MOMENT, "h:mm AM/PM", "09:05:30"),
        (datetime.time(10, 30), "h:mm", "10:30"),
        (datetime.time(10, 30, 5), "mm:ss", "30:05"),
        (0.05, "0%", "5%"),
        (0.1234, "0.0%", "12.34%"),
    ],
)
def test_what_a_spreadsheet_took_for_a_date_or_per_cent_is_read_as_shown_and_told(tmp_path, value, code, shown):
    texts, report = taken(book(tmp_path, ("договор", ""), (value, code)))
    assert texts == ["договор", shown]
    assert report == ["1 cells are dates, times or per cents to the spreadsheet; look at them: row 3"]


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [(45825, "", "45825"), (2.5, "0.00", "2.5"), (7, '#,##0.00\\ "руб."', "7"), (7, "[$$-409]#,##0", "7")],
)
def test_a_number_stays_a_number(tmp_path, value, code, read):
    assert taken(book(tmp_path, (value, code))) == ([read], [])


@pytest.mark.parametrize(
    ("style", "number"),
    [
        ("hh." * 80 + "x", "1"), ("[" * 255, "1"), ("dd.mm.yyyy", "1e300"), ("dd.mm.yyyy", "-5"), ("0%", "1e999"),
        ("0%", "x"), ("dd.mm.yyyy", "nan"), ("\\", "1"), ("_", "1"), ("hhhhhhhhhh", "2"),
    ],
)  # fmt: skip
def test_odd_styles_and_numbers_do_no_harm(tmp_path, style, number):
    path = book(tmp_path, (1, "dd.mm.yyyy"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "y.xlsx", "w") as new:
        for part in old.namelist():
            data = old.read(part).decode()
            data = data.replace("dd.mm.yyyy", style.replace("&", "&amp;"))
            data = (
                data.replace('numFmtId="', 'numFmtId="' + "9" * 5000, 1) if "styles" in part and "x" in number else data
            )
            new.writestr(part, re.sub(r'(<c r="C2"[^>]*><v>)1<', rf"\g<1>{number}<", data))
    texts, _ = taken(tmp_path / "y.xlsx")
    assert len(texts) == 1


def test_days_from_1904(tmp_path):
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (["zh", "ru"], ["条", DAY]):
        made.active.append(row)
    made.active.cell(2, 2).number_format = "dd.mm.yyyy"
    made.save(tmp_path / "x.xlsx")
    assert taken(tmp_path / "x.xlsx")[0] == ["17.06.2025"]


def test_digits_above_the_line_of_a_cell_are_such(tmp_path):
    rich = CellRichText("статья 10", TextBlock(InlineFont(vertAlign="superscript"), "1"), ", пункт 2")
    assert taken(book(tmp_path, (rich, ""))) == (["статья 10¹, пункт 2"], [])


def test_formulas_without_a_value_are_told(tmp_path):
    texts, report = taken(book(tmp_path, ("договор", ""), ('=CONCATENATE("а","б")', ""), ("=1+1", "")))
    assert texts == ["договор", "", ""]
    assert report == ["2 formulas have no value and are read as empty; open the file and save it again: row 3, 4"]


def test_in_a_very_long_table_terms_are_highlighted_in_the_first_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "_MARKED", 2)
    (tmp_path / "x.csv").write_text("zh,ru\n" + "本条约有效,Договор действует\n" * 3, "utf-8")
    made = conversion.convert(tmp_path / "x.csv", tmp_path / "x.xlsx")
    assert made.report == ["terms are highlighted in the first 2 rows"]
    rich = openpyxl.load_workbook(made.path, rich_text=True).worksheets[0]
    column = [cell.value for cell in rich[1]].index("zh") + 1
    assert [type(rich.cell(row, column).value).__name__ for row in (2, 4)] == ["CellRichText", "str"]


def test_a_confidence_shown_as_per_cent_keeps_its_digits(treaty, tmp_path):
    path = toolkit.export(treaty, tmp_path / "x.xlsx")
    made = openpyxl.load_workbook(path)
    column = [cell.value for cell in made.worksheets[0][1]].index("confidence") + 1
    for row in range(2, made.worksheets[0].max_row + 1):
        made.worksheets[0].cell(row, column).number_format = "0%"
    made.save(path)
    assert toolkit.load(path)["confidence"].tolist() == pytest.approx(treaty["confidence"].tolist())


MEMOQ = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="zh" target-language="ru" datatype="plaintext"><body>
<trans-unit id="1" approved="yes"><source>条约</source><target state="final">договор</target></trans-unit>
</body></file><file original="b.docx" source-language="zh" target-language="ru" datatype="plaintext"><body>
<trans-unit id="1"><source>国家</source></trans-unit></body></file></xliff>"""


def test_rows_with_one_id_stay_apart_in_docx(tmp_path):
    (tmp_path / "m.xlf").write_text(MEMOQ, "utf-8")
    made = conversion.convert(tmp_path / "m.xlf", tmp_path / "m.docx")
    assert "1 units had the id of another; they have new ones" in made.report
    back = toolkit.load(made.path)
    assert back[["unit", "document", "origin"]].to_numpy().tolist() == [
        ["1", "a.docx", "reviewed"], ["1-2", "b.docx", ""],
    ]  # fmt: skip


def test_a_row_that_a_reviewer_copied_is_not_taken_as_reviewed(tmp_path):
    (tmp_path / "m.xlf").write_text(MEMOQ, "utf-8")
    made = conversion.convert(tmp_path / "m.xlf", tmp_path / "m.docx").path
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(tmp_path / "c.docx", "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                row = re.search(rb"<w:tr>(?:(?!</w:tr>).)*\xe6\x9d\xa1.*?</w:tr>", data, re.DOTALL)
                data = data.replace(row[0], row[0] * 2)
            new.writestr(part, data)
    back = conversion.convert(tmp_path / "c.docx", tmp_path / "c.csv")
    assert back.report == ["left out: what was known of the link, in rows with the id of another (1)"]
    table = toolkit.load(back.path)
    assert table[["document", "zh", "origin"]].to_numpy().tolist() == [
        ["a.docx", "条约", "reviewed"], ["a.docx", "条约", ""], ["b.docx", "国家", ""],
    ]  # fmt: skip


def test_ends_of_lines_of_other_systems_do_no_harm_to_the_table_and_come_back(tmp_path):
    texts = ["a\r\nb", "a\rb", "a\nb", "a\tb", "a\r\n\r\nb", "\u00ada\u2011"]
    rows = [{"zh": f"文{each}", "ru": each, "note": each} for each in texts]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    made = toolkit.convert(tmp_path / "x.jsonl", tmp_path / "x.docx").path
    found = toolkit.load(made)
    assert list(found["ru"]) == list(found["note"]) == texts
    with zipfile.ZipFile(made) as packed:
        shown = packed.read("word/document.xml").decode()
    assert "\r" not in shown
    assert "&#13;" not in shown  # with which LibreOffice takes the table for paragraphs
