"""Glossaries as tables: a row a concept read back, what it can't hold told, and rows of other programs."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from tests.strategies import glossaries
from toolkit import data, formats
from toolkit.cli import cli
from toolkit.conversion import ConvertSettings, convert, export_concepts
from toolkit.errors import InputError
from toolkit.formats import joined
from toolkit.formats.concepts import named
from toolkit.formats.stream import Losses
from toolkit.model import Concept

BY_CONCEPT = ConvertSettings(by="concept")
TABLES = [".csv", ".tsv", ".xlsx", ".jsonl"]


def concepts(path):
    with formats.reading(path, chosen=formats.reader(path, "concepts")) as stream:
        return list(stream.rows)


def known(found):
    """What a row of a concept is to keep: ids, statuses, notes of the concept, forms to avoid and why."""
    return [
        (each.id, each.category, each.domain, each.note, each.related, sorted(map(told, each.terms))) for each in found
    ]


def told(term):
    said = "; ".join(filter(None, (term.usage, term.note))) if term.wrong else ""
    return term.language, term.text, term.status, said


@pytest.mark.parametrize("suffix", TABLES)
def test_the_glossary_by_concept_is_read_again(suffix, tmp_path):
    made = export_concepts(data.glossary(), tmp_path / f"g{suffix}", BY_CONCEPT)
    assert known(concepts(made.path)) == known(data.glossary())
    assert "part of speech of terms" in made.report[0]
    again = convert(made.path, tmp_path / f"again{suffix}", BY_CONCEPT)
    assert again.path.read_bytes() == made.path.read_bytes() or suffix == ".xlsx"
    assert (again.report, again.rows) == ([], len(data.glossary()))


def test_sources_and_sureness_of_preferred_terms_survive():
    rows = list(joined.rows(data.glossary(), Losses()))
    for each, row in zip(data.glossary(), rows, strict=True):
        back = joined.concept(row, Losses())
        for code in ("zh", "ru", "en"):
            for one, other in zip(each.of(code, "preferred"), back.of(code, "preferred"), strict=True):
                assert "; ".join(one.sources) == "; ".join(other.sources)
                assert one.confidence == other.confidence


@settings(max_examples=60, deadline=None)
@given(found=glossaries)
def test_what_a_row_loses_is_told(found):
    losses = Losses()
    rows = list(joined.rows(found, losses))
    back = [joined.concept(row, Losses()) for row in rows]
    plain = [_sorted(each) for each in found] == [_sorted(each) for each in back]
    assert plain or losses.lines()


def _sorted(each):
    return replace(each, terms=tuple(sorted(each.terms, key=repr)))


def test_the_files_of_a_build_are_read(built, tmp_path):
    for suffix in (".csv", ".xlsx"):
        made = convert(built[0] / "glossary" / f"glossary{suffix}", tmp_path / "g.tbx")
        assert made.rows == len(data.glossary())


def test_by_is_for_tables_of_terms(tmp_path):
    with pytest.raises(InputError, match="a row a concept is for glossaries in"):
        export_concepts(data.glossary(), tmp_path / "g.tbx", BY_CONCEPT)
    (tmp_path / "a.csv").write_text("zh,ru\n条约,договор\n")
    with pytest.raises(InputError, match="a row a concept is for glossaries"):
        convert(tmp_path / "a.csv", tmp_path / "b.csv", BY_CONCEPT)
    assert not (tmp_path / "b.csv").exists()


def test_the_export_tells_what_a_row_of_a_concept_loses(tmp_path):
    run = CliRunner().invoke(cli, ["export", "glossary", "-o", str(tmp_path / "g.csv")])
    assert run.exit_code == 0
    assert run.stdout.strip() == str(tmp_path / "g.csv")
    assert "left out: part of speech of terms" in run.stderr
    run = CliRunner().invoke(
        cli, ["convert", str(tmp_path / "g.csv"), "-o", str(tmp_path / "h.xlsx"), "--by", "concept"]
    )
    assert (run.exit_code, run.stderr) == (0, f"{len(data.glossary())} concepts\n")


def test_concepts_in_rows_that_are_wrong(tmp_path):
    path = tmp_path / "g.csv"
    for text, match in (
        ("id,zh,zh_variants,ru\na,条约,,договор\na,协定,,соглашение\n", "line 3: the id 'a' stands in two places"),
        ("id,zh,zh_variants,ru\na,,,\n", "line 2: the row has no term"),
    ):
        path.write_text(text)
        with pytest.raises(InputError, match=match):
            convert(path, tmp_path / "g.tbx")
    path.write_text("id,zh,zh_variants,ru,ru_forbidden\na,条约 | 条款,条文,договор,догавор\n")
    assert [(t.text, t.status) for t in concepts(path)[0].terms] == [
        ("条约", "preferred"), ("条款", "admitted"), ("条文", "admitted"), ("договор", "preferred"),
        ("догавор", "forbidden"),
    ]  # fmt: skip


TRADITIONAL = {
    "t.csv": "id,language,term,status\na,zh,國家,preferred\na,ru,государство,preferred\n",
    "t.jsonl": '{"id":"a","language":"zh","term":"國家"}\n',
    "r.csv": "id,zh,zh_variants,ru\na,國家,,государство\n",
    "t.utf8": "國家\tгосударство\n",
    "t.utx": "#UTX 1.11; zh/ru\n#src\ttgt\n國家\tгосударство\n",
}


@pytest.mark.parametrize("name", TRADITIONAL)
def test_traditional_terms_are_refused_or_converted(name, tmp_path):
    (tmp_path / name).write_text(TRADITIONAL[name])
    with pytest.raises(InputError, match="國家 is in traditional characters"):
        convert(tmp_path / name, tmp_path / "x.tbx")
    made = convert(tmp_path / name, tmp_path / "x.tbx", ConvertSettings(script="zh-Hans"))
    assert "国家" in made.path.read_text("utf-8")


def test_languages_of_other_programs_in_rows(tmp_path):
    (tmp_path / "t.csv").write_text("id,language,term\na,zh-CN,国家\na,RU,государство\na,de,Staat\n")
    made = convert(tmp_path / "t.csv", tmp_path / "x.tbx")
    assert made.report == ["left out: terms in de (1)"]
    assert [(t.language, t.text) for t in concepts(made.path)[0].terms] == [("zh", "国家"), ("ru", "государство")]


def test_bidi_and_control_characters_in_terms_are_told(tmp_path):
    (tmp_path / "t.csv").write_text("id,language,term\na,ru,дого\u202eвор\na,en,treaty\n")
    made = convert(tmp_path / "t.csv", tmp_path / "x.tbx")
    assert made.report == ["1 texts hold characters that turn the direction of writing (bidi); they are kept"]
    again = convert(made.path, tmp_path / "y.mtf.xml")
    assert again.report == made.report


NO_IDS = "# zh-CN\tru\n国家\tгосударство\tA note\n国家\tстрана\n条约\tдоговор\n"


@pytest.mark.parametrize("suffix", [*TABLES, ".parquet"])
def test_concepts_without_ids_have_one_in_a_table_of_terms(suffix, tmp_path):
    (tmp_path / "g.utf8").write_text(NO_IDS, "utf-8")
    made = convert(tmp_path / "g.utf8", tmp_path / f"g{suffix}")
    found = concepts(made.path)
    assert [each.id for each in found] == ["n1", "n2"]
    assert [[term.text for term in each.terms] for each in found] == [
        ["国家", "государство", "страна"],
        ["条约", "договор"],
    ]


def test_a_number_is_not_the_id_of_another():
    term = data.glossary()[0].terms[:1]
    found = [Concept(id, "", term) for id in ("n1", "", "n3", "", "")]
    assert [each.id for each in named(found)] == ["n1", "n2", "n3", "n4", "n5"]


def test_a_row_of_a_concept_says_nothing_of_sources_that_are_none(tmp_path):
    (tmp_path / "g.utf8").write_text(NO_IDS, "utf-8")
    made = convert(tmp_path / "g.utf8", tmp_path / "g.csv", BY_CONCEPT)
    assert "zh:" not in made.path.read_text("utf-8-sig")
    assert {term.sources for each in concepts(made.path) for term in each.terms} == {()}


@pytest.mark.parametrize("suffix", [".utf8", ".utx"])
def test_control_characters_in_lines_of_terms_are_refused(suffix, tmp_path):
    made = export_concepts(data.glossary()[:3], tmp_path / f"g{suffix}")
    lines = made.path.read_text("utf-8").split("\n")
    made.path.write_text("\n".join([*lines[:3], lines[3].replace("\t", "\0\t", 1), *lines[4:]]), "utf-8")
    with pytest.raises(InputError, match=r"line 4: a cell holds the control character U\+0000"):
        convert(made.path, tmp_path / "out.tbx")
    assert not (tmp_path / "out.tbx").exists()


def test_a_tmx_of_terms_is_known_in_utf_16(tmp_path):
    made = export_concepts(data.glossary()[:5], tmp_path / "g.tmx")
    wide = tmp_path / "wide.tmx"
    wide.write_text(made.path.read_text("utf-8").replace("UTF-8", "UTF-16", 1), "utf-16")
    assert concepts(wide) == concepts(made.path)
