"""Texts that show little of their layout: statements of one paragraph, treaties without blank lines or indents."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.test_structure import check, shown
from toolkit import reading

RU = (
    "Стороны подчеркивают, что нерушимая дружба, выдержавшая испытание временем, является ценным достоянием народов.",
    "Они будут и впредь твердо поддерживать друг друга по вопросам, затрагивающим главные озабоченности Сторон.",
)
EN = (
    "The two sides emphasized that the ironclad friendship between China and Serbia is an asset of both peoples.",
    "They will go on to support each other firmly on matters of their core interests and major concerns.",
)
TREATY = Path(__file__).parents[2] / "corpus" / "treaty" / "ru.txt"


@pytest.mark.parametrize("columns", [56, 66, 76])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("title", "paragraphs", "date"),
    [
        ("Совместное заявление глав государств", RU, "г. Белград, 8 мая 2024 года"),
        ("Joint Statement of the People's Republic of China and the Republic of Serbia", EN, "Belgrade, 8 May 2024"),
    ],
)
def test_a_statement_of_one_or_two_wrapped_paragraphs(
    title: str, paragraphs: tuple[str, ...], date: str, count: int, columns: int
) -> None:
    body = ["\n".join(textwrap.wrap(each, columns)) for each in paragraphs[:count]]
    for end in ([], [date]):
        raw = "\n\n".join([title, *body, *end])
        (document,) = reading.parse(raw)
        check(raw, (document,), False)
        assert document.title == title
        assert [document.text[b.start : b.stop] for b in document.blocks[1:]] == [*paragraphs[:count], *end]


def test_lines_of_a_preamble_are_no_wrapped_paragraph() -> None:
    text = (
        "Соглашение о сотрудничестве\n\nПравительство Аркадии и Правительство Иллирии (далее — Стороны)\n"
        "желая углублять взаимовыгодное сотрудничество,\nдоговорились о нижеследующем:\n\n"
        "Статья 1\n\nСтороны сотрудничают."
    )
    (document,) = reading.parse(text)
    assert [block.path for block in document.blocks] == [
        "title/p1", "pre/p1", "pre/r1", "pre/formula", "art.1/h", "art.1/p1",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [60, 66, 72, 80])
def test_our_treaty_wrapped_without_blank_lines(columns: int) -> None:
    (whole,) = reading.read(TREATY)
    paragraphs = [each for each in TREATY.read_text("utf-8").splitlines() if each.strip()]
    raw = "\n".join("\n".join(textwrap.wrap(each, columns, break_on_hyphens=False)) for each in paragraphs)
    (document,) = reading.parse(raw)
    expected, read = shown(whole), shown(document)
    assert {path for path in expected if path.startswith(("title", "pre", "end", "sign"))} <= set(read)
    assert [path for path in read if path.endswith("/h")] == [path for path in expected if path.endswith("/h")]
    wrong = [path for path, text in expected.items() if read.get(path) != text]
    unsure = [remark for remark in document.remarks if remark.startswith("paragraphs may end unseen at lines ")]
    assert not wrong or unsure
    assert all(path.startswith("art.") for path in wrong)
    assert document.title == whole.title


@pytest.mark.parametrize(
    ("opening", "recital", "formula"),
    [
        ("The People's Republic of China and the Republic of Azerbaijan,",
         "Desiring to promote effective cooperation in combating crime,",
         "Have decided to conclude this Treaty and have agreed as follows:"),
        ("Китайская Народная Республика и Азербайджанская Республика,",
         "желая содействовать эффективному сотрудничеству в борьбе с преступностью,",
         "решили заключить настоящий Договор и договорились о нижеследующем:"),
        ("中华人民共和国和阿塞拜疆共和国，", "为促进两国在打击犯罪方面的合作，", "决定缔结本条约，并议定下列各条："),
    ],
)  # fmt: skip
def test_a_formula_that_decides_first(opening: str, recital: str, formula: str) -> None:
    title, heading, text = {
        "T": ("TREATY ON EXTRADITION", "Article 1", "The Parties shall extradite."),
        "К": ("ДОГОВОР о выдаче", "Статья 1", "Стороны выдают лиц."),
        "中": ("引渡条约", "第一条", "双方应引渡。"),
    }[opening[0]]
    (document,) = reading.parse("\n".join([title, opening, recital, formula, heading, text]))
    assert shown(document) == {
        "title/p1": title, "pre/p1": opening, "pre/r1": recital, "pre/formula": formula, "art.1/h": heading,
        "art.1/p1": text,
    }  # fmt: skip


@pytest.mark.parametrize("gap", [" ", "\n", "\u3000"])
def test_the_space_between_a_number_and_its_title_stays(gap: str) -> None:
    articles = "第 一 章{0}总则\n第一条{0}定义\n双方合作。\n第二条{0}语言\n双方使用中文。\n第 3 条{0}生效\n生效。"
    raw = "友好条约\n甲国和乙国，\n" + articles.format(gap)
    (document,) = reading.parse(raw)
    check(raw, (document,), False)
    headings = [document.text[block.start : block.stop] for block in document.blocks if block.kind == "heading"]
    assert headings == ["第一章 总则", "第一条 定义", "第二条 语言", "第3条 生效"]


def test_the_space_between_a_state_and_its_name() -> None:
    text = (
        "职业教育谅解备忘录\n\n甲国教育部与乙国教育部达成如下谅解：\n\n1. 双方鼓励两国院校建立直接联系。\n\n"
        "本备忘录于2023年4月11日在北京签署。\n\n甲国教育部代表\n孙尧\n\n乙国教育部代表\n伊布拉希莫夫\n"
    )
    (document,) = reading.parse(text)
    check(text, (document,), False)
    assert [shown(document)[f"sign/{order}"] for order in (1, 2)] == [
        "甲国教育部代表 孙尧",
        "乙国教育部代表 伊布拉希莫夫",
    ]
