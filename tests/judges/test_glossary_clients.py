"""What other programs make of our glossary files: OmegaT, sdcv, translate-toolkit and pyglossary."""

import warnings
import zipfile
from pathlib import Path

import pytest

from toolkit import conversion, data, kits
from toolkit.conversion import ConvertSettings

HERE = Path(__file__).parent
MEMORY = """zh,ru,en
中亚各国一致同意。,Государства согласны.,The countries agree.
各方重申永久睦邻友好。,Стороны подтверждают вечное добрососедство и дружбу.,
只有英文。,,English only.
"""
TEXT = "中亚各国一致同意。各方再次重申永久睦邻友好。只有英文。\n"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A folder with the glossary in each format of the judges."""
    folder = tmp_path_factory.mktemp("glossary")
    for name in ("g.v2.tbx", "g.utx", "g.utf8", "g.stardict.zip", "g.dsl"):
        conversion.export_concepts(data.glossary(), folder / name, ConvertSettings(source="zh"))
    zipfile.ZipFile(folder / "g.stardict.zip").extractall(folder)
    return folder


def good(concept, code):
    return [term.text for term in concept.of(code, "preferred", "admitted")]


@pytest.mark.client("omegat")
def test_an_omegat_project_opens_and_shows_matches_and_terms(client, tmp_path, exported):
    (tmp_path / "memory.csv").write_text(MEMORY, "utf-8")
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    made = kits.omegat(tmp_path / "text.txt", tmp_path / "kit", memories=[tmp_path / "memory.csv"])
    assert (made.segments, made.units) == (3, 2)
    said = _shown(client, tmp_path / "kit", tmp_path)
    terms = [line[1:3] for line in said if line[0] == "TERM"]
    assert terms == [[zh, ru] for each in data.glossary() for zh in good(each, "zh") for ru in good(each, "ru")]
    matches = [line for line in said if line[0] in ("SEGMENT", "MATCH")]
    assert matches[:2] == [["SEGMENT", "中亚各国一致同意。"], ["MATCH", "100", "Государства согласны."]]
    assert matches[2] == ["SEGMENT", "各方再次重申永久睦邻友好。"]
    assert matches[3][2] == "Стороны подтверждают вечное добрососедство и дружбу."
    assert 60 < int(matches[3][1]) < 100
    assert matches[4:] == [["SEGMENT", "只有英文。"]]


@pytest.mark.client("omegat")
def test_omegat_reads_martif(client, tmp_path, exported):
    (tmp_path / "memory.csv").write_text(MEMORY, "utf-8")
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    kits.omegat(tmp_path / "text.txt", tmp_path / "kit", memories=[tmp_path / "memory.csv"])
    (tmp_path / "kit/glossary/glossary.utf8").unlink()
    (tmp_path / "kit/glossary/glossary.tbx").write_bytes((exported / "g.v2.tbx").read_bytes())
    terms = {tuple(line[1:3]) for line in _shown(client, tmp_path / "kit", tmp_path) if line[0] == "TERM"}
    assert terms == {(z.text, r.text) for each in data.glossary() for z in each.of("zh") for r in each.of("ru")}


def _shown(client, project, folder):
    """Return what OmegaT says of a project: the lines that our script prints, in their columns."""
    said = client(
        "omegat", project, "--mode=console-translate", f"--config-dir={folder / 'config'}",
        f"--script={HERE / 'shows.groovy'}",
    )  # fmt: skip
    lines = [line.split("\t") for line in said.splitlines()]
    return [line for line in lines if line[0] in ("TERM", "SEGMENT", "MATCH")]


@pytest.mark.client("sdcv")
@pytest.mark.parametrize(
    "word",
    ["永久睦邻友好合作条约", "永久睦鄰友好合作條約", "yong jiu mu lin you hao he zuo tiao yue",
     "yong3jiu3mu4lin2you3hao3he2zuo4tiao2yue1", "юнцзюмулиньюхаохэцзотяоюэ",
     "Договором о вечном добрососедстве, дружбе и сотрудничестве"],
)  # fmt: skip
def test_sdcv_finds_a_concept_under_each_of_its_keys(client, exported, word):
    found = client("sdcv", "-n", "-e", "--data-dir", exported / "duizhao", word)
    assert "Found 1 items" in found
    assert "Договор о вечном добрососедстве, дружбе и сотрудничестве" in found


def test_translate_toolkit_reads_martif(exported):
    from translate.storage.tbx import tbxfile

    found = tbxfile.parsefile(str(exported / "g.v2.tbx"))
    found.setsourcelanguage("zh-Hans")
    for code, tag in (("ru", "ru"), ("en", "en")):
        found.settargetlanguage(tag)
        got = [(unit.getid(), unit.source, unit.target) for unit in found.units]
        assert got == [(each.id, each.preferred("zh"), each.preferred(code)) for each in data.glossary()]


def test_translate_toolkit_reads_utx(exported):
    from translate.storage.utx import UtxFile

    found = UtxFile.parsefile(str(exported / "g.utx"))
    got = {(unit.source, unit.target) for unit in found.units}
    assert {(each.preferred("zh"), each.preferred("ru")) for each in data.glossary()} <= got


@pytest.fixture(scope="module")
def pyglossary():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyglossary.glossary_v2 import Glossary

        Glossary.init()
        yield Glossary


def test_pyglossary_reads_stardict(pyglossary, exported):
    found = pyglossary()
    assert found.directRead(str(exported / "duizhao/duizhao.ifo"), formatName="Stardict")
    texts = {}
    for entry in found:
        texts.setdefault(entry.l_term[0], []).append(entry.defi)
    for each in data.glossary():
        for word in (*good(each, "zh"), *good(each, "ru"), *good(each, "en")):
            if len(word.encode()) < 256:
                assert any(each.preferred("zh") in text for text in texts[word]), word
    everything = "\n".join(text for found in texts.values() for text in found)
    assert "Ак-Тау" not in everything


def test_pyglossary_reads_dsl(pyglossary, exported):
    found = pyglossary()
    assert found.directRead(str(exported / "g.dsl"), formatName="ABBYYLingvoDSL")
    entries = list(found)
    assert [entry.l_term[0] for entry in entries] == [each.preferred("zh") for each in data.glossary()]
    treaty = next(entry for entry in entries if entry.l_term[0] == "永久睦邻友好合作条约")
    assert "юнцзюмулиньюхаохэцзотяоюэ" in treaty.l_term
    assert "<b>永久睦邻友好合作条约</b>" in treaty.defi
