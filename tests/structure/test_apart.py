"""What stands on a page without being its text: contents, footnotes, page feet; and headings of unusual kinds."""

from __future__ import annotations

import pytest

from tests.test_structure import check
from toolkit import reading
from toolkit.model import Document

BODY = {
    "zh": """联合国跨境沙尘公约
{contents}
序言

本公约缔约国，

回顾《联合国宪章》，

兹协议如下：

第一条 用语

本公约所称沙尘是指颗粒。

第二条 目标

本公约的目标是保护健康。

第三条 义务

各缔约国应当采取措施。

二〇〇九年五月一日订于纽约，正本一份。
""",
    "ru": """Конвенция Организации Объединенных Наций о пыли
{contents}
Преамбула

Государства — участники настоящей Конвенции,

ссылаясь на Устав Организации Объединенных Наций,

согласились о нижеследующем:

Статья 1. Термины

Пыль означает твердые частицы.

Статья 2. Цель

Цель состоит в охране здоровья людей.

Статья 3. Обязательства

Каждое государство-участник принимает меры.

Совершено в Нью-Йорке 1 мая 2009 года.
""",
    "en": """United Nations Convention on Dust
{contents}
PREAMBLE

The States Parties to the present Convention,

Recalling the Charter of the United Nations,

Have agreed as follows:

Article 1. Terms

Dust means solid particles.

Article 2. Objective

The objective is to protect human health.

Article 3. Obligations

Each State Party shall take measures.

Done at New York on 1 May 2009.
""",
}
CONTENTS = {
    "dots": {
        "zh": "目 录\n序言………………1\n第一条 用语………………2\n第二条 目标………………2\n第三条 义务………………3\n",
        "ru": "СОДЕРЖАНИЕ\n\nПреамбула ........ 1\nСтатья 1. Термины ........ 2\nСтатья 2. Цель ........ 2\n"
        "Статья 3. Обязательства ........ 3\n",
        "en": "Contents\nPage\nPreamble ......... 1\nArticle 1. Terms ......... 2\nArticle 2. Objective ......... 2\n"
        "Article 3. Obligations ......... 3\n",
    },
    "gaps": {
        "zh": "目录\n序言    1\n第一条 用语    2\n第二条 目标    2\n第三条 义务    3\n",
        "ru": "Оглавление\nПреамбула\t1\nСтатья 1. Термины\t2\nСтатья 2. Цель\t2\nСтатья 3. Обязательства\t3\n",
        "en": "TABLE OF CONTENTS\nPreamble  1\nArticle 1. Terms  2\nArticle 2. Objective  2\n"
        "Article 3. Obligations  3\n",
    },
    "without numbers": {
        "zh": "目录\n\n第一条 用语\n\n第二条 目标\n\n第三条 义务\n",
        "ru": "Содержание\n\nСтатья 1. Термины\n\nСтатья 2. Цель\n\nСтатья 3. Обязательства\n",
        "en": "Contents\n\nArticle 1. Terms\n\nArticle 2. Objective\n\nArticle 3. Obligations\n",
    },
    "without a heading": {
        "zh": "第一条 用语………………2\n第二条 目标………………2\n第三条 义务………………3\n",
        "ru": "Статья 1. Термины ........ 2\nСтатья 2. Цель ........ 2\nСтатья 3. Обязательства ........ 3\n",
        "en": "Article 1. Terms ......... 2\nArticle 2. Objective ......... 2\nArticle 3. Obligations ......... 3\n",
    },
}


def read(text: str, language: str) -> Document:
    """Return the one document of a text, of which nothing is lost."""
    documents = reading.parse(text, language)
    check(text, documents, False)
    (document,) = documents
    return document


def blocks(document: Document) -> dict[str, str]:
    return {block.path: document.text[block.start : block.stop] for block in document.blocks}


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[block.start : block.stop] for block in document.blocks if block.kind == kind]


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("language", ["zh", "ru", "en"])
def test_contents_are_no_articles(language: str, contents: dict[str, str]) -> None:
    document = read(BODY[language].format(contents=f"\n{contents[language]}"), language)
    plain = read(BODY[language].format(contents=""), language)
    lines = len([line for line in contents[language].splitlines() if line])
    assert len(kinds(document, "contents")) == lines
    rest = {path: text for path, text in blocks(document).items() if not path.startswith("contents/")}
    assert rest == blocks(plain)
    assert list(rest)[:3] == ["title/p1", "pre/h", "pre/p1"]


@pytest.mark.parametrize("text", ["1. Термины .... 2", "Статья 1. Термины ........ 2"])
def test_one_line_with_dots_is_no_table_of_contents(text: str) -> None:
    document = read(f"Перечень договоров\n\n{text}\n\nПрочие договоры перечислены ниже.", "ru")
    assert not kinds(document, "contents")


def test_a_list_with_page_numbers_is_no_table_of_contents() -> None:
    items = "".join(f"{at}. Соглашение {at} ........ {at + 2}\n" for at in (1, 2, 3))
    document = read(f"Перечень документов\n\n{items}", "ru")
    assert not kinds(document, "contents")


NOTED = """AGREEMENT ON WATER BETWEEN RUSSIA AND CHINA

Russia and China (hereinafter "the Parties"),

Desiring to save the water of the border rivers, which is the common wealth of
the two peoples,¹

Have agreed as follows:

Article 1

The Parties shall save the water of the border rivers, lakes and canals, in
accordance with the plan² approved by the Commission, and shall do so as soon
as the plan has been published by the Commission in both languages and has been

__________
¹ The peoples are those of the two States, see the Declaration of 1996 on the
joint use of waters.
² The plan is published by the Commission.

3

communicated to the local authorities of the two States.

Article 2

The Parties shall meet yearly.²

Article 3

This Agreement shall be of unlimited duration.[4]

4

Done at Moscow on 1 May 2001.

[4] See the Protocol.
"""


def test_footnotes_are_set_apart() -> None:
    document = read(NOTED, "en")
    assert kinds(document, "note") == [
        "__________",
        "¹ The peoples are those of the two States, see the Declaration of 1996 on the joint use of waters.",
        "² The plan is published by the Commission.",
        "[4] See the Protocol.",
    ]
    assert blocks(document)["art.2/p1"] == "The Parties shall meet yearly.²"
    assert "footnotes part a sentence after lines 14" in document.remarks


def test_chinese_footnotes_and_parts_of_a_sentence() -> None:
    text = """中俄水协定

俄罗斯联邦和中华人民共和国（以下简称“双方”），达成协议如下：

第一条
双方应当保护界河水资源。①
①见1996年声明。
第二条
措施包括：①节水；
②治污；
③监测。
第三条
本协定有效期五年。[1]

[1] 自生效之日起计算。

本协定于2001年5月1日在莫斯科签订，一式两份。
"""
    document = read(text, "zh")
    assert kinds(document, "note") == ["①见1996年声明。", "[1]自生效之日起计算。"]
    assert blocks(document)["art.3/p1"] == "本协定有效期五年。[1]"
    assert blocks(document)["art.2/p2"] == "②治污；"


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [("zh", "第二条", "第二条①"), ("ru", "Статья 2.", "Статья 2[3]."), ("en", "Article 2.", "Article 2*.")],
)
def test_an_article_with_the_mark_of_a_note(language: str, old: str, new: str) -> None:
    document = read(BODY[language].format(contents="").replace(old, new), language)
    assert [block.division for block in document.blocks if block.kind == "heading"][1:] == ["art.1", "art.2", "art.3"]
    assert not document.remarks


def test_an_inserted_article_in_brackets() -> None:
    text = BODY["en"].format(contents="").replace("Article 3.", "Article 2 (bis)\n\nA text.\n\nArticle 3.")
    assert blocks(read(text, "en"))["art.2.2/p1"] == "A text."


def test_an_article_and_a_remark_in_brackets_in_one_line() -> None:
    text = BODY["zh"].format(contents="").replace("第一条 用语", "第一条 双方开展贸易。（注：不包括服务贸易）")
    assert blocks(read(text, "zh"))["art.1/p1"] == "双方开展贸易。（注：不包括服务贸易）"


def test_what_is_bold_is_no_note() -> None:
    document = read(
        "**Перечень документов**\n\n**Торговля**\n\nСоглашение о торговле.\n\n**Вода**\n\nСоглашение.", "ru"
    )
    assert not kinds(document, "note")


def test_a_line_to_sign_on_is_no_rule_above_notes() -> None:
    text = BODY["en"].format(contents="") + "\nFor the Republic of Arcadia:\n____________\n\n1 May 2009\n"
    assert not kinds(read(text, "en"), "note")


def test_page_feet_with_a_document_number() -> None:
    lines = BODY["en"].format(contents="").splitlines()
    feet = {12: ["09-12345          1", "A/RES/99/123"], 22: ["2          09-12345", "A/RES/99/123"]}
    text = "\n".join(
        ["A/RES/99/123", ""] + [each for at, line in enumerate(lines) for each in [*feet.get(at, ()), line]]
    )
    document = read(text, "en")
    assert kinds(document, "page") == ["A/RES/99/123", "09-12345 1", "A/RES/99/123", "2 09-12345", "A/RES/99/123"]
    assert kinds(document, "title") == ["United Nations Convention on Dust"]


def test_a_table_is_no_row_of_page_feet() -> None:
    document = read("List of posts\n\nIli    1\n\nIli    2\n\nIli    3\n", "en")
    assert not kinds(document, "page")


@pytest.mark.parametrize("heading", ["PARAGRAPH {}", "Clause {}", "Paragraph {}."])
def test_clauses_of_a_memorandum(heading: str) -> None:
    clauses = [f"{heading.format(at)}\n{title}\n\n{title} is agreed.\n" for at, title in ((1, "Scope"), (2, "Costs"))]
    text = "Memorandum on Water\n\nThe Ministry A and the Ministry B have agreed as follows:\n\n" + "\n".join(clauses)
    document = read(text, "en")
    assert kinds(document, "heading") == [f"{heading.format(1)} Scope", f"{heading.format(2)} Costs"]
    assert [each for each in blocks(document) if each.startswith("sec")][:2] == ["sec.1/h", "sec.1/p1"]


def test_a_clause_below_an_article_is_none() -> None:
    text = BODY["ru"].format(contents="").replace("Статья 3.", "Пункт 1\n\nТекст пункта.\n\nСтатья 3.")
    assert kinds(read(text, "ru"), "heading") == [
        "Преамбула", "Статья 1. Термины", "Статья 2. Цель", "Статья 3. Обязательства"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "old", "new", "headings"),
    [
        ("en", "Article {}. ", "Art. {}.—", ["Art. 1.—Terms", "Art. 2.—Objective", "Art. 3.—Obligations"]),
        ("ru", "Статья {}. ", "Ст. {}. ", ["Ст. 1. Термины", "Ст. 2. Цель", "Ст. 3. Обязательства"]),
    ],
)
def test_articles_by_their_abbreviation(language: str, old: str, new: str, headings: list[str]) -> None:
    text = BODY[language].format(contents="")
    for at in (1, 2, 3):
        text = text.replace(old.format(at), new.format(at))
    document = read(text, language)
    assert kinds(document, "heading")[1:] == headings


def test_a_name_cut_at_the_end_of_a_line() -> None:
    text = """Joint Statement

At the invitation of the President of the People's Republic of China Xi Jin-
ping, the President of Uzbekistan paid a State visit to China in January of
this year. President Xi Jinping and his guest met Ambassador Kwa-
me of Arcadia.
"""
    document = read(text, "en")
    assert "Xi Jinping, the President" in document.text
    assert "Kwa-me of Arcadia" in document.text


def test_a_row_of_parts_goes_on_in_the_next_line() -> None:
    text = """Joint Statement

I. Trade and economy

The two sides speak highly of the development of their relations, and they will
continue to support each other on issues that concern their core interests.

The two sides will cooperate in the following areas: (i) energy and (ii) trade;
(iii) agriculture, and in other areas on which both of them will agree later.

The two sides will:
(a) build roads; and
(b) build bridges.
"""
    found = [each for each in blocks(read(text, "en")).values() if each.startswith(("The two sides will coop", "("))]
    assert [each[-12:] for each in found] == ["agree later.", "d roads; and", "ild bridges."]


def test_a_chinese_title_ends_in_its_kind() -> None:
    text = """中华人民共和国和俄罗斯联邦
引渡条约

颁布机构：全国人民代表大会常务委员会

（1995年6月26日订于莫斯科，1996年3月1日第八届全国人民代表大会常务委员会第十八次会议批准）

中华人民共和国和俄罗斯联邦（以下简称“缔约双方”），议定下列各条：

第一条
双方有义务引渡。
第二条
可以拒绝。
第三条
须经批准。
"""
    document = read(text, "zh")
    assert document.title == "中华人民共和国和俄罗斯联邦引渡条约"
    assert blocks(document)["pre/p1"] == "颁布机构：全国人民代表大会常务委员会"


def test_names_in_brackets_and_numbers_of_one_sign() -> None:
    text = BODY["ru"].format(contents="").replace("частицы.", "частицы:\n\n1) песок;\n\n2) сажу.")
    text += "\nЗа Правительство          За Правительство\nАркадии                   Иллирии\n"
    text += "   (Ван И)                [Ивица Дачич]\n"
    assert [each.name for each in read(text, "ru").signatures] == ["Ван И", "Ивица Дачич"]
    marked = BODY["zh"].format(contents="").replace("颗粒。", "下列颗粒：\n\n㈠ 沙；\n\n㈡ 尘。")
    assert kinds(read(marked, "zh"), "item") == ["㈠沙；", "㈡尘。"]


def test_the_formula_of_a_memorandum() -> None:
    text = (
        "Меморандум\n\nМинистерства, далее — Стороны,\n\nпришли к взаимопониманию о нижеследующем:\n\n1. Цель\nТекст.\n"
    )
    assert blocks(read(text, "ru"))["pre/formula"] == "пришли к взаимопониманию о нижеследующем:"


def test_full_chinese_lines_without_blank_lines_are_told() -> None:
    text = """中俄水协定
俄罗斯联邦政府和中华人民共和国政府达成协议如下：
第一条
双方应当保护界河水资源，并且应当按照联合委员会批
准的计划采取一切必要的措施防止水污染和水资源浪费。
双方每年举行会晤。
第二条
双方应当每年至少举行一次会晤，并且应当在会晤时讨
论界河水资源的状况以及计划执行的情况和其他的问题。
第三条
本协定有效期五年。
"""
    document = read(text, "zh")
    assert "full lines that end a sentence are taken for ends of paragraphs: 5" in document.remarks
