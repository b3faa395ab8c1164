"""The OmegaT kit: what is in the folder and in the ZIP. That OmegaT opens it is shown in tests/judges."""

import zipfile

import pytest

from toolkit import convert, data, kits
from toolkit.errors import InputError
from toolkit.kits import project

MEMORY = """zh,ru,en
中亚各国一致同意。,Государства согласны.,The countries agree.
只有英文。,,English only.
只有中文。,,
"""


@pytest.fixture
def inputs(tmp_path):
    (tmp_path / "memory.csv").write_text(MEMORY, "utf-8")
    (tmp_path / "text.txt").write_text("中亚各国一致同意。只有英文。\n", "utf-8")
    return tmp_path / "text.txt", tmp_path / "memory.csv"


def test_a_project_of_a_file(inputs, tmp_path):
    text, memory = inputs
    made = kits.omegat(text, tmp_path / "kit", memories=[memory])
    assert (made.path, made.segments, made.units) == (tmp_path / "kit", 2, 1)
    assert "forbidden terms" in made.report[-1]
    assert sorted(path.name for path in (tmp_path / "kit").iterdir()) == [
        "dictionary", "glossary", "omegat", "omegat.project", "source", "target", "tm",
    ]  # fmt: skip
    settings = (tmp_path / "kit/omegat.project").read_text("utf-8")
    assert "<source_lang>ZH-CN</source_lang>" in settings
    assert "<target_lang>RU</target_lang>" in settings
    assert (tmp_path / "kit/source/text.txt").read_text("utf-8") == "中亚各国一致同意。\n\n只有英文。\n"
    tmx = (tmp_path / "kit/tm/duizhao/memory.tmx").read_text("utf-8")
    assert 'xml:lang="zh-CN"' in tmx
    assert "English only" not in tmx
    assert "只有" not in tmx


def test_translations_in_a_project_stay_when_it_is_made_again(inputs, tmp_path):
    text, memory = inputs
    kits.omegat(text, tmp_path / "kit", memories=[memory])
    (tmp_path / "kit/omegat/project_save.tmx").write_text("mine")
    kits.omegat(text, tmp_path / "kit", memories=[memory])
    assert (tmp_path / "kit/omegat/project_save.tmx").read_text() == "mine"


def test_a_zip_for_other_programs(inputs, tmp_path):
    text, memory = inputs
    made = kits.omegat(text, tmp_path / "kit.zip", target="en", memories=[memory])
    assert made.units == 2
    with zipfile.ZipFile(made.path) as packed:
        assert packed.namelist() == [
            "glossary/glossary.tbx", "glossary/glossary.utf8", "glossary/glossary.v2.tbx", "source/text.txt",
            "tm/memory.tmx",
        ]  # fmt: skip
        assert packed.read("glossary/glossary.utf8").startswith(b"# zh-CN\ten\n")


@pytest.mark.parametrize(
    "text",
    [
        "根据 2025 年 6 月 17 日的协议，使用 Microsoft Office 软件。",
        "第 3 条 双方 同意。",  # two segments of ours
        "中国 / 俄罗斯 - test",
        "第一条　定义",
        "第一条 定义",
        "双方同意。各方  批准。",
    ],
)
def test_a_segment_that_was_translated_before_is_found_whole_however_it_is_spaced(text, tmp_path):
    (tmp_path / "text.txt").write_text(f"本协定用中文写成。\n\n{text}\n\n双方代表签字。\n", "utf-8")
    (tmp_path / "one.csv").write_text(f"zh,ru\n{text},да\n别的　文字,нет\n", "utf-8")
    (tmp_path / "two.csv").write_text(f"zh,ru\n{''.join(text.split())},да\n", "utf-8")
    kits.omegat(tmp_path / "text.txt", tmp_path / "kit", "zh", memories=[tmp_path / "one.csv", tmp_path / "two.csv"])
    paragraphs = (tmp_path / "kit/source/text.txt").read_text("utf-8").strip().split("\n\n")
    assert [paragraphs[0], paragraphs[-1], len(paragraphs)] == ["本协定用中文写成。", "双方代表签字。", 3]
    for name in ("one", "two"):
        assert f"<seg>{paragraphs[1]}</seg>" in (tmp_path / f"kit/tm/duizhao/{name}.tmx").read_text("utf-8")
    assert "<seg>别的　文字</seg>" in (tmp_path / "kit/tm/duizhao/one.tmx").read_text("utf-8")


def test_a_document_of_the_corpus_with_the_memories_of_the_corpus(tmp_path, monkeypatch, alignments):
    chinese_russian = [each for each in alignments if (each.source.language, each.target.language) == ("zh", "ru")]
    monkeypatch.setattr(project, "corpus_alignments", lambda name, progress, languages: chinese_russian)
    monkeypatch.setattr(data, "corpus_ids", lambda: ("treaty",))
    made = kits.omegat("treaty", tmp_path / "kit")
    paragraphs = (tmp_path / "kit/source/treaty.txt").read_text("utf-8").strip().split("\n\n")
    assert len(paragraphs) == made.segments
    memory = (tmp_path / "kit/tm/duizhao/treaty.tmx").read_text("utf-8")
    assert sum(f"<seg>{each}</seg>" in memory for each in paragraphs) == made.units > 40


def test_a_project_made_again_keeps_no_memory_of_the_first_time(inputs, tmp_path):
    text, memory = inputs
    kits.omegat(text, tmp_path / "kit", memories=[memory])
    (tmp_path / "kit/tm/mine.tmx").write_text("mine")
    other = memory.rename(tmp_path / "other.csv")
    kits.omegat(text, tmp_path / "kit", memories=[other])
    names = {path.relative_to(tmp_path / "kit/tm").as_posix() for path in (tmp_path / "kit/tm").rglob("*.tmx")}
    assert names == {"mine.tmx", "duizhao/other.tmx"}


@pytest.mark.parametrize("rows", ["国家发展，国际关系\t1\n國家關係\t2\n", "國家關係\t2\n"])
def test_memories_in_traditional_characters_are_refused_or_converted(rows, inputs, tmp_path):
    text, _ = inputs
    (tmp_path / "trad.tsv").write_text(f"zh\tru\n{rows}", "utf-8")
    with pytest.raises(InputError, match=r"trad\.tsv: .*traditional characters.*--script zh-Hans"):
        kits.omegat(text, tmp_path / "kit", memories=[tmp_path / "trad.tsv"])
    assert not (tmp_path / "kit").exists()
    kits.omegat(text, tmp_path / "kit", memories=[tmp_path / "trad.tsv"], script="zh-Hans")
    memory = (tmp_path / "kit/tm/duizhao/trad.tmx").read_text("utf-8")
    assert "国家关系" in memory
    assert "國" not in memory


def test_a_memory_of_ours_that_was_edited_is_in_one_script(inputs, tmp_path):
    text, memory = inputs
    convert(memory, tmp_path / "ours.tsv")
    edited = (tmp_path / "ours.tsv").read_text("utf-8").replace("中亚各国", "中亞各国")
    (tmp_path / "ours.tsv").write_text(edited, "utf-8")
    with pytest.raises(InputError, match=r"ours\.tsv: .*traditional characters \(亞\).*--script zh-Hans"):
        kits.omegat(text, tmp_path / "kit", memories=[tmp_path / "ours.tsv"])
    assert not (tmp_path / "kit").exists()


def test_a_glossary_is_no_memory(inputs, tmp_path):
    text, _ = inputs
    (tmp_path / "terms.csv").write_text("id,language,term\na,zh,国家\n", "utf-8")
    with pytest.raises(InputError, match="a table of terms, not of aligned texts"):
        kits.omegat(text, tmp_path / "kit", memories=[tmp_path / "terms.csv"])


def test_a_memory_without_one_of_the_languages_is_named(inputs, tmp_path):
    text, memory = inputs
    (tmp_path / "other.csv").write_text("ru,en\nда,yes\n", "utf-8")
    with pytest.raises(InputError, match=r"other\.csv: the table has no language 'zh'"):
        kits.omegat(text, tmp_path / "kit", memories=[memory, tmp_path / "other.csv"])


def test_a_text_in_traditional_characters_is_told(inputs, tmp_path):
    text, memory = inputs
    text.write_text("中華人民共和國與中亞國家的關係。\n", "utf-8")
    made = kits.omegat(text, tmp_path / "kit", source="zh", memories=[memory])
    assert "the text is in zh-Hant, memories and glossary are in zh-Hans: they will not match" in made.report


def test_what_cannot_be_made_is_told_and_nothing_is_written(inputs, tmp_path):
    text, memory = inputs
    for wrong in (
        {"target": "zh"},
        {"target": "de"},
        {"memories": [memory, memory]},
        {"memories": [tmp_path / "no.csv"]},
    ):
        with pytest.raises(InputError):
            kits.omegat(text, tmp_path / "kit", **{"memories": [memory], **wrong})
    with pytest.raises(InputError):
        kits.omegat(tmp_path / "none.txt", tmp_path / "kit")
    assert not (tmp_path / "kit").exists()
