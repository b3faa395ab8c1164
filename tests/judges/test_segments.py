"""Aligned segments, as other programs read them."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

import toolkit
from toolkit import ConvertSettings

SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("judged")


@pytest.fixture(scope="module")
def table(built, folder):
    """The treaty with texts that try a program, in Chinese and Russian."""
    found = toolkit.load(built[0] / "treaty" / "treaty.csv")
    attrs = found.attrs
    found.loc[3, "ru"], found.loc[4, "ru"], found.loc[5, "ru"] = "=1+1", "<b>&amp;</b>", '"а", \nб'
    found.loc[6, "ru"], found.loc[7, "ru"], found.loc[8, "origin"] = "007", "NA", "reviewed"
    found.attrs = attrs
    return found


@pytest.fixture(scope="module")
def written(table, folder):
    """A function that returns the file in a format."""

    def write(suffix: str) -> Path:
        path, start = folder / f"treaty{suffix}", folder / "start.jsonl"
        if not start.exists():
            toolkit.export(table, start)
        if not path.exists():
            toolkit.convert(start, path, ConvertSettings(languages=("zh", "ru"), source="zh"))
        return path

    return write


def texts(table, code):
    return list(table[code])


# ---- TMX


def test_tmx_against_its_dtd_and_what_that_does_not_say(written):
    etree = import_module("lxml.etree")
    tree = etree.parse(str(written(".tmx")), etree.XMLParser(load_dtd=False, no_network=True))
    dtd = etree.DTD(str(Path(__file__).parents[1] / "formats" / "tmx14.dtd"))
    assert dtd.validate(tree), dtd.error_log
    ids = [unit.get("tuid") for unit in tree.iter("tu")]
    assert len(ids) == len(set(ids)) > 50
    for unit in tree.iter("tu"):
        tags = [each.get(XML_LANG) for each in unit.iter("tuv")]
        assert len(tags) == len(set(tags))
    for inline in ("bpt", "ept", "it", "ph", "ut", "hi"):
        assert not list(tree.iter(inline))
    dates = [value for each in tree.iter() for name, value in each.items() if name.endswith("date")]
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", date) for date in dates)


def test_highlights_of_tmx_are_sound_when_asked_for(written, folder):
    etree = import_module("lxml.etree")
    made = toolkit.convert(written(".tmx"), folder / "hi.tmx", ConvertSettings(highlights=True))
    tree = etree.parse(str(made.path), etree.XMLParser(load_dtd=False, no_network=True))
    dtd = etree.DTD(str(Path(__file__).parents[1] / "formats" / "tmx14.dtd"))
    assert dtd.validate(tree), dtd.error_log
    assert len(list(tree.iter("hi"))) > 50
    plain, marked = toolkit.load(written(".tmx")), toolkit.load(made.path)
    assert texts(plain, "ru") == texts(marked, "ru")


def test_tmx_in_translate_toolkit(written, table):
    tmx = import_module("translate.storage.tmx")
    units = tmx.tmxfile.parsefile(str(written(".tmx"))).units
    assert [each.source for each in units] == texts(table, "zh")
    assert [each.target for each in units] == texts(table, "ru")


def lokit_items(written, suffix, reader, *more):
    stream = import_module("lokit.stream")
    found = getattr(stream, reader)(str(written(suffix)), *more)
    return [each for _, each in found.items]


def test_tmx_in_lokit(written, table):
    units = lokit_items(written, ".tmx", "tmx", "zh-Hans", "ru")
    assert [each.source for each in units] == texts(table, "zh")
    assert [each.target for each in units] == texts(table, "ru")


# ---- XLIFF


def schema(name: str):
    """A schema of the OASIS standards, as the Debian package of Symfony's translator ships it."""
    etree = import_module("lxml.etree")
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip("XLIFF schemas (Debian's php-symfony-translation) is not installed")
    tree = etree.parse(str(path))
    for each in tree.iter(f"{XS}import"):
        each.set("schemaLocation", str(path.with_name("xml.xsd")))
    return etree.XMLSchema(tree)


@pytest.mark.parametrize(("suffix", "name"), [(".xlf", "xliff-core-1.2-strict.xsd"), (".xliff", "xliff-core-2.0.xsd")])
def test_xliff_against_its_schema(written, suffix, name):
    etree = import_module("lxml.etree")
    judge = schema(name)
    assert judge.validate(etree.parse(str(written(suffix)))), judge.error_log


def test_xliff_in_translate_toolkit(written, table):
    one = import_module("translate.storage.xliff").xlifffile.parsefile(str(written(".xlf")))
    two = import_module("translate.storage.xliff2").Xliff2File.parsefile(str(written(".xliff")))
    for judged in (one, two):
        assert [each.source for each in judged.units] == texts(table, "zh")
        assert [each.target for each in judged.units] == texts(table, "ru")
    assert [each.isapproved() for each in one.units].count(True) == 1
    assert one.units[8].isapproved()


@pytest.mark.parametrize("suffix", [".xlf", ".xliff"])
def test_xliff_in_lokit(written, table, suffix):
    units = lokit_items(written, suffix, "xliff")
    assert [each.source for each in units] == texts(table, "zh")
    assert [each.targets["ru"].text for each in units] == texts(table, "ru")


# ---- tables


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_tables_in_frictionless(written, suffix):
    frictionless = import_module("frictionless")
    path = written(suffix)
    report = frictionless.Resource(path=path.name, basepath=str(path.parent)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_json_lines_in_pandas(written, table):
    pandas = import_module("pandas")
    found = pandas.read_json(written(".jsonl"), lines=True, dtype=False)
    assert texts(found, "ru") == texts(table, "ru")


def test_parquet_in_pandas(written, table):
    found = import_module("pandas").read_parquet(written(".parquet"))
    assert texts(found, "ru") == texts(table, "ru")
    assert found["confidence"].dtype == float


def test_xlsx_in_openpyxl_and_calamine(written, table):
    rows = list(import_module("openpyxl").load_workbook(written(".xlsx")).worksheets[0].iter_rows(values_only=True))
    assert [row[rows[0].index("ru")] for row in rows[1:]] == texts(table, "ru")
    cells = import_module("python_calamine").CalamineWorkbook.from_path(str(written(".xlsx")))
    rows = cells.get_sheet_by_index(0).to_python()
    assert [row[rows[0].index("ru")] for row in rows[1:]] == texts(table, "ru")


# ---- DOCX


def test_docx_in_python_docx(written, table):
    docx = import_module("docx")
    document = docx.Document(str(written(".docx")))
    (found,) = document.tables
    assert [cell.text for cell in found.rows[0].cells] == ["unit", "zh", "ru", "note"]
    assert "w:tblHeader" in found.rows[0]._tr.xml
    assert [row.cells[2].text for row in found.rows][1:] == texts(table, "ru")
    assert document.sections[0].page_width > document.sections[0].page_height


def test_what_a_reviewer_changed_in_a_docx_comes_back(written, table, folder):
    docx = import_module("docx")
    document = docx.Document(str(written(".docx")))
    rows = document.tables[0].rows
    rows[2].cells[2].paragraphs[0].runs[0].text = "иначе"
    rows[3].cells[3].text = "ru: спорно"
    rows[4]._tr.getparent().remove(rows[4]._tr)
    document.save(folder / "edited.docx")
    found = toolkit.load(folder / "edited.docx")
    assert (found["ru"][1], found["note"][2], len(found)) == ("иначе", "ru: спорно", len(table) - 1)
    assert list(found["confidence"]) == list(table["confidence"].drop(3))
    assert list(found["zh_segments"]) == list(table["zh_segments"].drop(3))
    assert found.attrs["labels"]["ru"] == table.attrs["labels"]["ru"]


@pytest.mark.client("soffice")
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_what_libreoffice_saved_again_comes_back(client, written, folder, suffix):
    path = written(suffix)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    client("soffice", profile, "--headless", "--convert-to", suffix[1:], "--outdir", folder / "again", path)
    found, before = toolkit.load(folder / "again" / path.name), toolkit.load(path)
    for code in ("zh", "ru"):
        assert texts(found, code) == texts(before, code)
    assert list(found["unit"]) == list(before["unit"])
    if suffix == ".docx":
        written_again = (folder / "again" / path.name).read_bytes()
        xml = zipfile.ZipFile(io.BytesIO(written_again)).read("word/document.xml").decode()
        assert "w:tblHeader" in xml
        assert 'w:orient="landscape"' in xml
