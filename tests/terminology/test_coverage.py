import pytest
from click.testing import CliRunner

import toolkit
from toolkit import data
from toolkit.cli import cli
from toolkit.errors import InputError
from toolkit.terminology import TermIndex, coverage


@pytest.mark.parametrize("name", data.corpus_ids())
def test_every_name_of_the_corpus_is_in_the_glossary(name):
    (table,) = toolkit.coverage(name)
    assert table[(table["kind"] == "name") & ~table["known"]]["text"].tolist() == []
    assert table.attrs["names"] == 1
    assert table.attrs["terms"] > 0.95


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
        ("ministry-of-industry-and-information-technology-of-the-prc", "outcomes", {"信息化部"}),
        ("national-health-commission-of-the-prc", "outcomes", {"中华人民共和国国家卫生健康委员会"}),
        ("ministry-of-culture-and-tourism-of-the-prc", "outcomes", {"旅游部"}),
        ("turkistan-region", "outcomes", {"哈萨克斯坦共和国图尔克斯坦州", "斯坦州"}),
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
