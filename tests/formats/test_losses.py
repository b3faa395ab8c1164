"""Nothing is lost untold: in every format, in and out, what does not go on is named."""

from __future__ import annotations

import re
import zipfile
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from toolkit import formats, tables
from toolkit.cli import cli
from toolkit.conversion import ConvertSettings, convert, export_concepts
from toolkit.errors import InputError
from toolkit.formats import Losses, Writing, facts
from toolkit.formats.facts import LANGUAGES, OF_CONCEPT, OF_TERM, STATUSES
from toolkit.formats.stream import Stream
from toolkit.model import Concept, Term

CODES = ["zh", "ru"]
COLUMNS = tables.columns(tables.UNITS, CODES)
WORDS = {"confidence": 0.625, "agreement": "no", "origin": "reviewed", "zh_complete": "yes", "ru_complete": "no",
         "zh_status": "official text", "ru_status": "working translation", "authentic": "ru"}  # fmt: skip


def name(each):
    return each.suffixes[0].lstrip(".")


def content(path: Path) -> str:
    """All the text in a file, whatever holds it."""
    data = path.read_bytes()
    if path.suffix == ".parquet":
        table = pd.read_parquet(path)
        return table.to_csv() + repr(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as packed:
            return "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())
    return data.decode("utf-16" if path.suffix == ".dsl" else "utf-8")


def token(*words: str) -> str:
    """A word that nothing else holds."""
    return "tok" + "".join(words).replace("_", "") + "kot"


def units(**cells: str) -> Stream:
    """A row with a word of its own in every cell, and in every fact of the whole table."""
    row = {column: WORDS.get(column, token(column)) for column in COLUMNS} | cells
    facts = {
        "languages": CODES,
        "document": token("whole"),
        "titles": {code: token("title", code) for code in CODES},
        "labels": {code: WORDS[f"{code}_status"] for code in CODES},
        "remarks": [token("remark")],
        "signature": token("signature"),
        "not one to one": {"zh-ru": 0.0625},
    }
    return Stream("units", iter([row]), facts, tuple(COLUMNS))


@pytest.mark.parametrize("each", [each for each in formats.known() if "units" in each.holds], ids=name)
def test_every_cell_of_a_row_is_in_the_file_or_in_the_report(each, tmp_path):
    how = Writing(source="zh")
    path = tmp_path / f"x{each.suffixes[0]}"
    formats.write(path, units(), how, each)
    text, report = content(path), "\n".join(how.losses.lines())
    for column in COLUMNS:
        shown = each.read or column in ("confidence", "zh_status", "ru_status")
        kept = token(column) in text if column not in WORDS else shown
        assert kept or f"{column} (1)" in report, column
    for fact in ("titlezh", "titleru", "remark", "signature"):
        assert token(fact) in text
    assert "0.0625" in text or "6.25" in text or "shares of links that are not one to one (1)" in report
    assert (report == "") == bool(each.read)


def concept() -> Concept:
    """A concept with a word of its own in every fact of terms of each language and status."""
    terms = [
        Term(code, token("term", code, status), status, **{  # type: ignore[arg-type]
            each: ((token(each, code, status),) if each in ("documents", "sources") else token(each, code, status))
            for each in OF_TERM
        })
        for code in LANGUAGES for status in STATUSES
    ]  # fmt: skip
    note = token("note", "zh", "preferred")
    return Concept("tokidkot", token("category"), tuple(terms), token("domain"), (token("related"),), note)


CONCEPTS = [each for each in formats.known() if "concepts" in each.holds]
TABLES = [each for each in CONCEPTS if "terms" in each.holds and name(each) != "tmx"]


@pytest.mark.parametrize(
    ("each", "by"),
    [*((each, "") for each in CONCEPTS), *((each, "concept") for each in TABLES)],
    ids=lambda each: each if isinstance(each, str) else name(each),
)
def test_every_fact_of_a_concept_is_in_the_file_or_in_the_report(each, by, tmp_path):
    made = export_concepts([concept()], tmp_path / f"x{each.suffixes[0]}", ConvertSettings(by=by))
    text, report = content(made.path), "\n".join(made.report)
    missing = [
        (term, fact)
        for term in concept().terms
        for fact in ("term", *OF_TERM)
        if token(fact, term.language, term.status) not in text
    ]
    gone = {(term.language, term.status) for term, fact in missing if fact == "term"}
    for code, status in gone:
        assert f"{status} terms (" in report or f"terms in {code} (" in report
    for term, fact in missing:
        if (term.language, term.status) not in gone:
            what = fact.replace("_", " ")
            assert f"{what} of terms (" in report or f"{what} of source terms (" in report, (term.text, fact)
    for fact in ("id", *OF_CONCEPT[:3]):
        assert token(fact) in text or f"{fact} of concepts (1)" in report, fact
    if each.read and by == "":
        _read_again(made.path, tmp_path, report)


def _read_again(path: Path, folder: Path, report: str) -> None:
    """What the file holds comes out of it again, or is named."""
    before, again = content(path), convert(path, folder / "again.jsonl")
    after, told = content(again.path), "\n".join([report, *again.report])
    for word in set(re.findall("tok[a-z]+kot", before)) - set(re.findall("tok[a-z]+kot", after)):
        assert not word, told


def test_the_facts_of_a_term_are_all_looked_at():
    assert {each.name for each in fields(Term)} == {"language", "text", "status", *OF_TERM}


# ---- files of others: what is in them and not taken is named

XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:o="urn:other">
<file original="a" source-language="zh" target-language="ru" datatype="plaintext"><body>
<trans-unit id="1" resname="x"><source>条约</source><target state="translated">договор</target>
<alt-trans><target>трактат</target></alt-trans><o:mark>x</o:mark></trans-unit></body></file></xliff>"""
TBX = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c"><langSec xml:lang="zh"><termSec><term>条约</term></termSec></langSec>
<langSec xml:lang="ru"><termSec><term>договор</term>{p}</termSec><termSec><term>трактат</term>{p}</termSec></langSec>
</conceptEntry></body><back><refObjectSec type="bibl"><refObject id="r"><item>x</item></refObject></refObjectSec></back>
</text></tbx>""".replace("{p}", '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>')
MULTITERM = """<mtf><conceptGrp><concept>1</concept><transacGrp><transac type="origination">x</transac></transacGrp>
<languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>条约</term></termGrp></languageGrp>
<languageGrp><language type="Russian" lang="RU"/><termGrp><term>договор</term><descripGrp>
<descrip type="Status">obsolete</descrip><descripGrp><descrip type="Source">x</descrip></descripGrp></descripGrp>
</termGrp></languageGrp></conceptGrp></mtf>"""
SECOND = "changed: second preferred terms of a language, now admitted (1)"
FOREIGN = {
    "own.csv": ("zh,ru,Цена,\n条约,договор,1,тоже\n", "columns left out: Цена", "cells in columns without a name (1)"),
    "own.tsv": ("zh\tru\tЦена\t\n条约\tдоговор\t1\tда\n", "columns left out: Цена", "columns without a name (1)"),
    "late.jsonl": (
        '{"zh":"条约","ru":"договор"}\n' * 150 + '{"zh":"国","ru":"страна","note":"да","цена":"1","en":"x"}\n',
        "columns left out: цена, en",
    ),
    "x.xlf": (XLIFF, "element alt-trans (1)", "element mark (1)", "state translated (1)", "attribute resname (1)"),
    "x.tbx": (TBX, "refObject after the terms (1)", SECOND),
    "x.mtf.xml": (MULTITERM, "transacGrp (1)", "descripGrp (1)", "the status 'obsolete' is taken as deprecated"),
    "x.utx": (
        "#UTX 1.11; zh/ru\n#src\ttgt\tterm status\tx-foo\ttgt:gender\tsrc:pos\n# слово\n"
        "条约\tдоговор\tapproved\tfoo\tm\tparticle\n国家\tстрана\trejected\t\t\t\t?\n人\tчеловек\tbogus\n",
        "column x-foo (1)", "column tgt:gender (1)", "part of speech particle (1)", "comment lines (1)",
        "cells in columns without a name (1)", "the status 'rejected' is taken as forbidden",
        "the status 'bogus' is not known and taken as admitted",
    ),
    "x.utf8": (
        "# zh-CN\tru\n条约\tдоговор\tда\tещё\n# 国\tстрана\n条约\tдоговор\tнет\n",
        "cells after the comment (1)", "comment lines (1)",
    ),
    "terms.csv": (
        "id,language,term,status,domain,Срок\na,zh,条约,Approved,law,\na,ru,договор,首选,trade,1\na,ru,пакт,首选,,\n"
        "a,ru,трактат,не рекомендуется,,\na,ru,акт,так себе,,\n",
        "columns left out: Срок", "domain of concepts, beside another (1)", SECOND,
        "the status 'Approved' is taken as preferred", "the status 'не рекомендуется' is taken as forbidden",
        "the status 'так себе' is not known and taken as admitted",
    ),
    "rows.csv": (
        "id,zh,zh_variants,ru,ru_forbidden,reasons,source\na,条约,条约,договор,,потому,Словарь\n",
        "admitted terms that are preferred, too (1)", "reasons of no term (1)", "source that names no language",
    ),
}  # fmt: skip


@pytest.mark.parametrize("file", FOREIGN)
def test_what_is_not_taken_from_a_file_is_named(file, tmp_path):
    text, *wanted = FOREIGN[file]
    (tmp_path / file).write_text(text, "utf-8")
    report = "\n".join(convert(tmp_path / file, tmp_path / "x.jsonl").report)
    for words in wanted:
        assert words in report


def test_what_comes_late_in_json_lines_is_taken_where_it_can(tmp_path):
    (tmp_path / "late.jsonl").write_text(FOREIGN["late.jsonl"][0], "utf-8")
    made = convert(tmp_path / "late.jsonl", tmp_path / "x.csv")
    assert content(made.path).count("да") == 1


def test_a_comment_of_each_line_of_an_omegat_glossary_is_kept(tmp_path):
    (tmp_path / "x.utf8").write_text(FOREIGN["x.utf8"][0], "utf-8")
    assert "да; нет" in content(convert(tmp_path / "x.utf8", tmp_path / "x.jsonl").path)


OURS = [each for each in formats.known() if "units" in each.gives and name(each) in ("csv", "tsv", "jsonl", "xlsx")]
REPORT = "columns left out: Комментарий"


@pytest.mark.parametrize("each", [*OURS, *TABLES[:0]], ids=name)
@pytest.mark.parametrize("kind", ["units", "terms", "concepts"])
def test_a_column_of_the_reviewer_in_a_table_of_ours_is_named(each, kind, tmp_path):
    path = tmp_path / f"x{each.suffixes[0]}"
    if kind == "units":
        formats.write(path, units(authentic=""), chosen=each)
    else:
        export_concepts([concept()], path, ConvertSettings(by="concept" if kind == "concepts" else ""))
    assert not [line for line in convert(path, tmp_path / "y.jsonl").report if "columns" in line]
    _with_column(path, "Комментарий", "Проверить!")
    assert REPORT in convert(path, tmp_path / "y.jsonl").report


def _with_column(path: Path, head: str, word: str) -> None:
    """Put a column beside a table."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        at = sheet.max_column + 1
        sheet.cell(1, at, head), sheet.cell(2, at, word)
        book.save(path)
    elif path.suffix == ".jsonl":
        path.write_text(path.read_text("utf-8").replace("{", f'{{"{head}":"{word}",', 1), "utf-8")
    else:
        separator = "\t" if path.suffix == ".tsv" else ","
        first, second, *rest = path.read_text("utf-8-sig").splitlines()
        lines = [f"{first}{separator}{head}", f"{second}{separator}{word}", *(f"{each}{separator}" for each in rest)]
        path.write_text("\n".join(lines), "utf-8")


# ---- statuses


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl"])
def test_of_a_table_without_statuses_the_first_term_of_a_language_is_preferred(suffix, tmp_path):
    (tmp_path / "x.csv").write_text(
        "id,language,term\na,ru,договор\na,ru,соглашение\na,zh,条约\na,zh,协定\na,en,treaty\n", "utf-8"
    )
    made = convert(tmp_path / "x.csv", tmp_path / f"y{suffix}")
    assert made.report == []
    with formats.reading(made.path) as stream:
        (found,) = stream.rows
    assert [(t.text, t.status) for t in found.terms] == [
        ("договор", "preferred"), ("соглашение", "admitted"), ("条约", "preferred"), ("协定", "admitted"),
        ("treaty", "preferred"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "status"),
    [("рек.", "preferred"), ("доп.", "admitted"), ("Устар.", "deprecated"), ("не рек.", "forbidden")],
)
def test_abbreviated_statuses_are_understood_and_told(word, status):
    losses = Losses()
    assert facts.status(word, losses) == status
    assert losses.lines() == [f"the status {word!r} is taken as {status}"]


PREFERRED = {
    "x.tbx": TBX,
    "x.csv": "id,language,term,status\na,zh,条约,preferred\na,ru,договор,preferred\na,ru,трактат,preferred\n",
    "r.csv": "id,zh,zh_variants,ru\na,条约,,договор | трактат\n",
    "x.utx": "#UTX 1.11; zh/ru\n#src\ttgt\tterm status\n条约\tдоговор\tapproved\n条约\tтрактат\tapproved\n",
}


@pytest.mark.parametrize("file", PREFERRED)
def test_of_two_preferred_terms_of_a_language_the_second_is_admitted_and_told(file, tmp_path):
    (tmp_path / file).write_text(PREFERRED[file], "utf-8")
    made = convert(tmp_path / file, tmp_path / "y.jsonl")
    assert SECOND in made.report
    with formats.reading(made.path) as stream:
        (found,) = stream.rows
    assert [(t.text, t.status) for t in found.of("ru")] == [("договор", "preferred"), ("трактат", "admitted")]


def test_statuses_of_utx(tmp_path):
    (tmp_path / "x.utx").write_text(FOREIGN["x.utx"][0], "utf-8")
    made = convert(tmp_path / "x.utx", tmp_path / "y.jsonl")
    with formats.reading(made.path, chosen=formats.reader(made.path, "concepts")) as stream:
        found = {term.text: term.status for each in stream.rows for term in each.of("ru")}
    assert found == {"договор": "preferred", "страна": "forbidden", "человек": "admitted"}


@pytest.mark.parametrize("suffix", [".utx", ".utf8"])
def test_a_line_that_would_be_a_comment_is_not_written_and_told(suffix, tmp_path):
    first = Concept("a", "", (Term("zh", "#条约", "preferred"), Term("ru", "договор", "preferred")))
    other = Concept(
        "b", "", (Term("zh", "国家", "preferred"), Term("zh", "#国", "admitted"), Term("ru", "#страна", "preferred"))
    )
    made = export_concepts([first, other], tmp_path / f"x{suffix}", ConvertSettings(languages=("zh", "ru")))
    assert "terms that begin with # (2)" in made.report[0]
    assert "concepts without a good term in zh and ru (1)" in made.report[0]
    with formats.reading(made.path, chosen=formats.reader(made.path, "concepts")) as stream:
        assert [[term.text for term in each.terms] for each in stream.rows] == [["国家", "#страна"]]


# ---- XLSX


def _book(path: Path, *sheets: tuple[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


TREATY, ANNEX = ("Договор", [["№", "zh", "ru"], [1, "条约", "договор"]]), ("Приложение", [["ru", "zh"], ["да", "是"]])
NOTES, ENGLISH = ("Заметки", [["что-то"], ["другое"]]), ("English", [["zh", "en"], ["国", "State"]])


def test_all_sheets_of_aligned_texts_are_read_and_others_named(tmp_path):
    path = _book(tmp_path / "x.xlsx", TREATY, NOTES, ANNEX, ENGLISH, ("empty", []))
    made = convert(path, tmp_path / "x.csv")
    assert made.report == ["sheets left out: Заметки, English; read one by its name (--sheet)"]
    with formats.units(made.path) as stream:
        found = [(row["unit"], row["document"], row["zh"], row["ru"]) for row in stream.rows]
    assert found == [("1", "Договор", "条约", "договор"), ("n2", "Приложение", "是", "да")]
    made = convert(path, tmp_path / "x.csv", ConvertSettings(sheet="English"))
    assert (made.rows, made.report) == (1, [])
    with pytest.raises(
        InputError, match="there is no sheet 'x'; there are Договор, Заметки, Приложение, English, empty"
    ):
        convert(path, tmp_path / "x.csv", ConvertSettings(sheet="x"))
    with pytest.raises(InputError, match="no table of aligned texts"):
        convert(path, tmp_path / "x.csv", ConvertSettings(sheet="Заметки"))


def test_sheets_of_a_glossary_are_one_table(tmp_path):
    law = [["id", "language", "term"], ["a", "zh", "条约"], ["a", "ru", "договор"]]
    trade = [["language", "term", "id"], ["zh", "价格", "b"], ["ru", "цена", "b"]]
    made = convert(_book(tmp_path / "x.xlsx", ("law", law), ("trade", trade), NOTES), tmp_path / "x.tbx")
    assert (made.rows, made.report) == (2, ["sheets left out: Заметки; read one by its name (--sheet)"])


def test_dates_are_told_by_sheet(tmp_path):
    path = _book(tmp_path / "x.xlsx", TREATY, ANNEX)
    book = openpyxl.load_workbook(path)
    book["Приложение"]["A2"] = 0.5
    book["Приложение"]["A2"].number_format = "0%"
    book.save(path)
    (told,) = convert(path, tmp_path / "x.csv").report
    assert told == "1 cells of Приложение are dates, times or per cents to the spreadsheet; look at them: row 2"


def test_what_a_reviewer_put_beside_the_table_of_a_sheet_is_told(tmp_path):
    path = tmp_path / "x.xlsx"
    formats.write(path, units(authentic=""))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(1)
    sheet["A1"] = "Проверено"
    sheet.cell(3, sheet.max_column + 2, "ещё раз")
    sheet["A3"].comment = Comment("нет", "рецензент")
    book.create_sheet("Вопросы")["A1"] = "Кто?"
    book.save(path)
    report = "\n".join(convert(path, tmp_path / "x.csv").report)
    for words in ("cells in columns without a name (1)", "rows over the header (1)", "comments (1)",
                  "sheets left out: Вопросы;"):  # fmt: skip
        assert words in report


@pytest.mark.parametrize("kind", ["units", "concepts"])
def test_a_text_that_a_cell_cannot_hold_is_told_with_its_row(kind, tmp_path):
    if kind == "units":
        (tmp_path / "x.csv").write_text(f"id,zh,ru\na,条,да\nb,{'条' * 40_000},нет\n", "utf-8")
    else:
        (tmp_path / "x.csv").write_text(f"id,language,term,note\na,zh,条,\nb,zh,约,{'да' * 20_000}\n", "utf-8")
    made = convert(tmp_path / "x.csv", tmp_path / "x.xlsx")
    place = "b (zh)" if kind == "units" else "b (note)"
    assert made.report == [f"1 texts are cut at 32,767 characters, all that a cell holds: {place}"]


# ---- DOCX


def _split(path: Path, headed: bool) -> None:
    """Split the table of a document before its last row, as Word does; with its header in both if need be."""
    docx = import_module("docx")
    copy = import_module("copy")
    document = docx.Document(str(path))
    table = document.tables[0]._tbl
    other = copy.deepcopy(table)
    for row in list(other.tr_lst)[1 - headed : -1] if not headed else list(other.tr_lst)[1:-1]:
        other.remove(row)
    if not headed:
        other.remove(other.tr_lst[0]) if len(other.tr_lst) > 1 else None
    table.remove(table.tr_lst[-1])
    table.addnext(other)
    table.addnext(docx.oxml.OxmlElement("w:p"))
    document.save(str(path))


@pytest.mark.parametrize("headed", [True, False])
def test_a_review_table_that_was_split_comes_back_whole(headed, tmp_path):
    (tmp_path / "x.csv").write_text("id,zh,ru,note\n1,一,один,\n2,二,два,ru: да\n3,三,три,\n", "utf-8")
    path = convert(tmp_path / "x.csv", tmp_path / "x.docx").path
    _split(path, headed)
    assert len(import_module("docx").Document(str(path)).tables) == 2
    made = convert(path, tmp_path / "y.csv")
    assert (made.rows, made.report) == (3, [])
    assert content(made.path) == content(
        convert(convert(tmp_path / "x.csv", tmp_path / "z.docx").path, tmp_path / "z.csv").path
    )


def test_all_tables_of_a_foreign_document_are_read_or_named(tmp_path):
    document = import_module("docx").Document()
    for rows in (
        [["中文", "Русский"], ["条约", "договор"]],
        [["Дата", "17.06.2025"]],
        [["Русский", "中文", "Цена"], ["да", "是", "1"]],
        [["zh", "en"], ["国", "State"], ["人", "man"]],
    ):
        document.add_paragraph("между")
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(tmp_path / "x.docx"))
    made = convert(tmp_path / "x.docx", tmp_path / "x.csv")
    assert made.report == [
        "left out: paragraphs outside the tables (4)",
        "table 2 of the document is left out, of 1 rows: Дата 17.06.2025",
        "table 4 of the document is left out, of 3 rows: zh en",
        "columns left out: Цена",
    ]
    with formats.units(made.path) as stream:
        assert [(row["unit"], row["zh"], row["ru"]) for row in stream.rows] == [
            ("1", "条约", "договор"), ("2", "是", "да"),
        ]  # fmt: skip


def test_a_table_for_layout_is_looked_into(tmp_path):
    document = import_module("docx").Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "Проект"
    inner = outer.cell(0, 1).add_table(2, 2)
    for at, text in enumerate(("zh", "ru", "条约", "договор")):
        inner.cell(at // 2, at % 2).text = text
    document.save(str(tmp_path / "x.docx"))
    made = convert(tmp_path / "x.docx", tmp_path / "x.csv")
    assert (made.rows, made.report) == (1, ["table 1 of the document is left out, of 1 rows: Проект"])


# ---- HTML shows what it can, and names the rest


def test_html_shows_notes_on_no_language_and_names_what_it_leaves_out(tmp_path):
    (tmp_path / "x.csv").write_text("id,zh,ru,note\n1,一,один,сверить | ru: да | en: no\n", "utf-8")
    made = convert(tmp_path / "x.csv", tmp_path / "x.html")
    text = content(made.path)
    for note in ("сверить", "да", "en: no"):
        assert f">{note}</small>" in text


# ---- options without sense


@pytest.mark.parametrize(
    ("source", "target", "words", "code", "said"),
    [
        ("x.csv", "y.tmx", ["--dialect", "min"], 2, "--dialect is for glossaries as TBX, not for aligned texts as TMX"),
        ("g.csv", "y.jsonl", ["--dialect", "min"], 2, "--dialect is for glossaries as TBX, not for glossaries as JSON"),
        ("x.csv", "y.tsv", ["--highlights"], 2, "--highlights is for aligned texts as TMX, not for aligned texts as"),
        ("g.csv", "y.tmx", ["--highlights"], 2, "--highlights is for aligned texts as TMX, not for glossaries as TMX"),
        ("x.csv", "y.tmx", ["--variants"], 2, "--variants is for glossaries as TMX, not for aligned texts as TMX"),
        ("g.csv", "y.tbx", ["--variants"], 2, "--variants is for glossaries as TMX, not for glossaries as TBX 3 Basic"),
        ("x.csv", "y.tmx", ["--sheet", "1"], 2, "--sheet is for workbooks (XLSX), not for CSV"),
        ("x.csv", "y.tsv", ["--source", "zh"], 0, "--source makes no difference: TSV has no direction"),
        ("x.csv", "y.tsv", ["--tags", "zh=zh-CN"], 0, "--tags makes no difference: TSV has no language tags"),
        ("x.xlsx", "y.tsv", ["--encoding", "cp1251"], 0, "--encoding makes no difference: XLSX has its own"),
        ("e.csv", "y.tsv", ["--script", "zh-Hans"], 0, "--script makes no difference: there is no Chinese"),
    ],
)
def test_an_option_without_sense_is_refused_or_told(source, target, words, code, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.csv").write_text("zh,ru\n条约,договор\n", "utf-8")
    Path("e.csv").write_text("en,ru\ntreaty,договор\n", "utf-8")
    Path("g.csv").write_text("id,language,term\na,zh,条约\na,ru,договор\n", "utf-8")
    convert("x.csv", "x.xlsx")
    run = CliRunner().invoke(cli, ["convert", source, "-o", target, *words])
    assert run.exit_code == code
    assert said in run.stderr
    assert Path(target).exists() == (code == 0)
