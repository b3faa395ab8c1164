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
from toolkit.formats.stream import Losses

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
    assert (again.report, again.rows) == ([], 918)


def test_sources_and_sureness_of_preferred_terms_survive():
    rows = list(joined.rows(data.glossary(), Losses()))
    for each, row in zip(data.glossary(), rows, strict=True):
        back = joined.concept(row)
        for code in ("zh", "ru", "en"):
            for one, other in zip(each.of(code, "preferred"), back.of(code, "preferred"), strict=True):
                assert "; ".join(one.sources) == "; ".join(other.sources)
                assert one.confidence == other.confidence


@settings(max_examples=60, deadline=None)
@given(found=glossaries)
def test_what_a_row_loses_is_told(found):
    losses = Losses()
    rows = list(joined.rows(found, losses))
    back = [joined.concept(row) for row in rows]
    plain = [_sorted(each) for each in found] == [_sorted(each) for each in back]
    assert plain or losses.lines()


def _sorted(each):
    return replace(each, terms=tuple(sorted(each.terms, key=repr)))


def test_the_files_of_a_build_are_read(built, tmp_path):
    for suffix in (".csv", ".xlsx"):
        made = convert(built[0] / "glossary" / f"glossary{suffix}", tmp_path / "g.tbx")
        assert made.rows == 918


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
    assert (run.exit_code, run.stderr) == (0, "918 concepts\n")


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
