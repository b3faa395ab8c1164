import pytest
from click.testing import CliRunner

import toolkit
from toolkit import data
from toolkit.cli import cli
from toolkit.errors import InputError
from toolkit.terminology import TermIndex, coverage


@pytest.mark.parametrize("name", data.corpus_ids())
def test_every_name_and_term_of_the_corpus_is_in_the_glossary(name):
    (table,) = toolkit.coverage(name)
    assert table[~table["known"]]["text"].tolist() == []
    assert table.attrs["names"] == table.attrs["terms"] == 1
    assert {each.text for each in data.names(name)} <= set(table["text"])


NAMED = ("persons", "states", "places", "organizations", "documents", "events", "offices", "projects")


def _good(concept, name):
    """The Chinese terms of a concept that stand in a document and may be written."""
    return {t.text for t in concept.of("zh") if t.status in ("preferred", "admitted") and name in t.documents}


@pytest.mark.parametrize("name", data.corpus_ids())
def test_each_concept_that_is_taken_out_is_missed(name):
    """Every named entity of a document, and every nominal term that the reader listed: none hides behind another."""
    concepts, read = data.glossary(), data.names(name)
    listed = {each.text for each in read}
    tried = 0
    for concept in concepts:
        terms = _good(concept, name)
        proper = any(t.part_of_speech == "proper-noun" for t in concept.of("zh"))
        if terms and (concept.category in NAMED or proper or terms & listed):
            missed = coverage.unknown_of(read, (each for each in concepts if each is not concept))
            assert terms & {each.text for each in missed}, concept.id
            tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    ("concept", "document", "missed"),
    [
        ("global-mountain-dialogue-2025", "declaration", "全球山地可持续发展对话"),
        ("shymkent", "outcomes", "奇姆肯特"),
        ("ga-resolution-sustainable-mountain-development", "declaration", "“山地可持续发展”决议"),
        ("ministry-of-healthcare-of-the-republic-of-kazakhstan", "outcomes", "哈萨克斯坦共和国卫生部"),
        ("trained-personnel", "declaration", "人才"),
    ],
)
def test_what_shorter_terms_could_hide_is_missed(monkeypatch, concept, document, missed):
    index = TermIndex([each for each in data.glossary() if each.id != concept])
    monkeypatch.setattr(toolkit.recognition, "index", lambda: index)
    (table,) = toolkit.coverage(document)
    assert missed in set(table[~table["known"]]["text"])
    (table,) = toolkit.coverage(data.documents(document)["zh"])
    assert missed in set(table[~table["known"]]["text"])


def test_the_names_found_by_reading_are_those_of_the_very_text(tmp_path):
    path = tmp_path / "treaty.txt"
    path.write_text("各方欢迎举办全球山地可持续发展对话。", "utf-8")
    (table,) = toolkit.coverage(path)
    assert "本条约" not in set(table["text"])


def test_a_name_alone_after_a_verb_of_holding_is_found():
    (document,) = toolkit.parse("双方欢迎成功举办全球河谷可持续发展对话，并愿开展合作。", "zh")
    table = coverage.coverage(document, TermIndex(data.glossary()), coverage.general_words())
    assert "全球河谷可持续发展对话" in set(table[(table["kind"] == "name") & ~table["known"]]["text"])


def test_names_are_found_without_the_glossary():
    table = coverage.coverage(data.documents("outcomes")["zh"], TermIndex([]), coverage.general_words())
    names = set(table[table["kind"] == "name"]["text"])
    assert "中华人民共和国海关总署与吉尔吉斯共和国卫生部卫生检疫合作协议" in names
    assert table.attrs["names"] == table.attrs["terms"] == 0
    table = coverage.coverage(data.documents("declaration")["zh"], TermIndex([]), coverage.general_words())
    names = " ".join(table[table["kind"] == "name"]["text"])
    for name in ("习近平", "阿斯塔纳", "联合国气候变化框架公约", "中国—中亚精神", "台湾", "撒马尔罕", "孙炜东", "鲁班"):
        assert name in names


@pytest.mark.parametrize(
    ("concept", "document", "missed"),
    [
        ("shanghai-cooperation-organization", "declaration", {"上海合作组织"}),
        ("ministry-of-industry-and-information-technology-of-the-prc", "outcomes", {"中华人民共和国工业和信息化部"}),
        ("national-health-commission-of-the-prc", "outcomes", {"中华人民共和国国家卫生健康委员会"}),
        ("ministry-of-culture-and-tourism-of-the-prc", "outcomes", {"中华人民共和国文化和旅游部"}),
        ("turkistan-region", "outcomes", {"哈萨克斯坦共和国图尔克斯坦州"}),
        ("mountain-youth-arts-festival", "declaration", {"山地青年国际艺术节"}),
        ("chinese-side", "declaration", {"中方"}),
        ("president-of-the-republic-of-kazakhstan", "treaty", set()),  # State and office are terms of their own
    ],
)
def test_a_name_that_is_taken_out_is_missed(concept, document, missed):
    def unknown(concepts):
        table = coverage.coverage(data.documents(document)["zh"], TermIndex(concepts), coverage.general_words())
        return set(table[(table["kind"] == "name") & ~table["known"]]["text"])

    left = [each for each in data.glossary() if each.id != concept]
    assert len(left) == len(data.glossary()) - 1
    assert unknown(left) - unknown(data.glossary()) == missed


UNSEEN = (
    "双方商定尽快召开中塔政府间经贸合作委员会第十三次会议，推动彭吉肯特至撒马尔罕铁路等项目建设。\n"
    "双方支持国家移民管理局、紫金矿业集团股份有限公司和亚洲相互协作与信任措施会议参与合作，深化新时代全面战略合作伙伴关系。\n"
    "双方支持中方提出的全球文明倡议，支持西安陆港发展。"
)


def test_names_of_a_text_not_seen_before_are_whole():
    table = coverage.coverage(toolkit.parse(UNSEEN, "zh")[0], TermIndex([]), coverage.general_words())
    names = set(table[table["kind"] == "name"]["text"])
    whole = {
        "中塔政府间经贸合作委员会第十三次会议",
        "彭吉肯特至撒马尔罕铁路",
        "国家移民管理局",
        "紫金矿业集团股份有限公司",
        "亚洲相互协作与信任措施会议",
        "新时代全面战略合作伙伴关系",
        "全球文明倡议",
        "西安陆港",
    }
    assert whole <= names
    cut = {
        "安陆港",
        "移民管理局",
        "信任措施会议",
        "时代全面战略合作伙伴关系",
        "文明",
        "中塔政府",
        "紫金矿业集团",
        "撒马尔罕铁路",
    }
    assert not cut & names


def test_general_words_count_in_neither():
    document = toolkit.parse("各方指出合作的重要性。", "zh")[0]
    table = coverage.coverage(document, TermIndex([]), coverage.general_words())
    assert "重要性" not in set(table["text"])
    assert "重要性" in set(coverage.coverage(document, TermIndex([]), frozenset())["text"])


def test_an_unknown_name_is_listed_and_told_by_the_exit_code(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("双方欢迎《长江水文数据交换办法》。", "utf-8")
    result = CliRunner().invoke(cli, ["coverage", str(path)])
    assert result.exit_code == 1
    assert "unknown name  长江水文数据交换办法  1" in result.stdout
    result = CliRunner().invoke(cli, ["coverage", "outcomes"])
    assert result.exit_code == 0
    assert "outcomes: names 100.0%" in result.stdout


def test_only_chinese_is_measured():
    with pytest.raises(InputError, match="Chinese"):
        coverage.coverage(data.documents("treaty")["ru"], TermIndex([]), frozenset())
