"""Recitals in small letters, as legal databases print them, and what closes a text."""

from __future__ import annotations

import textwrap

import pytest

from tests.test_structure import check
from toolkit import reading

RU = """Президент Республики Казахстан, Президент Кыргызской Республики и Президент Туркменистана,
принимая во внимание исторически сложившиеся узы дружбы и добрососедства между народами и стремясь к их упрочению;
исходя из общепризнанных норм и принципов международного права, закрепленных в Уставе ООН;
учитывая значение водных ресурсов для устойчивого развития региона, включая сохранение ледников и экосистем,
вновь подтверждая приверженность целям и принципам Устава ООН и Хельсинкского Заключительного акта,
выражая твердую решимость расширять сотрудничество во всех областях, представляющих взаимный интерес,
договорились о нижеследующем:"""
EN = """The Government of the Republic of Kazakhstan and the Government of the Kyrgyz Republic, hereinafter the Parties,
recognizing the importance of the rational use of transboundary rivers, including the Chu and the Talas;
reaffirming their commitment to the purposes and principles of the Charter of the United Nations,
bearing in mind the provisions of the Agreement on cooperation in joint water management, concluded in Almaty,
desirous of further strengthening friendly relations and of promoting economic cooperation,
have agreed as follows:"""
ARTICLE = {
    "ru": "Стороны развивают сотрудничество на основе равенства и взаимной выгоды, уважая независимость друг друга, "
    "учитывая интересы каждой из Сторон и не вмешиваясь во внутренние дела друг друга.",
    "en": "The Parties shall cooperate, respecting the sovereignty of one another, recognizing the interests of both "
    "and acting in good faith.",
}
PATHS = ["pre/p1", *(f"pre/r{n}" for n in range(1, 6)), "pre/formula"]


@pytest.mark.parametrize("columns", range(56, 84, 3))
@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("margin", ["", "   "])
@pytest.mark.parametrize(("language", "preamble"), [("ru", RU), ("en", EN)])
def test_recitals_begin_after_full_lines(language: str, preamble: str, margin: str, indent: str, columns: int) -> None:
    heading, title = ("Статья {}", "ДОГОВОР О ДРУЖБЕ") if language == "ru" else ("Article {}", "TREATY OF FRIENDSHIP")
    lines = [title.center(columns).rstrip() if indent else title, ""]
    for paragraph in preamble.split("\n"):
        lines += textwrap.wrap(paragraph, columns, initial_indent=indent, break_on_hyphens=False)
    for number in (1, 2, 3):
        lines += ["", heading.format(number), ""]
        lines += textwrap.wrap(ARTICLE[language], columns, initial_indent=indent, break_on_hyphens=False)
    raw = "\n".join(margin + line if line else "" for line in lines)
    documents = reading.parse(raw, language)
    check(raw, documents, False)
    (document,) = documents
    front = [block for block in document.blocks if block.division == "pre"]
    assert [block.path for block in front] == [*PATHS[: len(preamble.split("\n")) - 1], "pre/formula"]
    assert [document.text[block.start : block.stop] for block in front] == preamble.split("\n")
    assert [block.path for block in document.blocks if block.division == "art.2"] == ["art.2/h", "art.2/p1"]


def test_a_preamble_of_one_paragraph_stays_one_and_is_told() -> None:
    preamble = (
        "Республика Казахстан и Туркменистан, учитывая исторически сложившиеся узы дружбы народов двух стран, "
        "подтверждая приверженность Уставу ООН, стремясь к укреплению добрососедства и сотрудничества, "
        "договорились о нижеследующем:"
    )
    lines = ["ДОГОВОР", *textwrap.wrap(preamble, 70)]
    for number in (1, 2, 3):
        lines += [f"Статья {number}", *textwrap.wrap(ARTICLE["ru"], 70)]
    (document,) = reading.parse("\n".join(lines), "ru")
    assert [block.path for block in document.blocks if block.division == "pre"] == ["pre/p1"]
    assert lines[3].startswith("стремясь")
    assert "paragraphs may end unseen at lines 3, which are full: no blank lines or indents" in document.remarks


@pytest.mark.parametrize(
    ("language", "clause"),
    [
        ("ru", "Составлено в Пекине 4 мая 2010 года в двух подлинных экземплярах."),
        ("ru", "Договор подписан в городе Астане 17 июня 2025 года в одном экземпляре."),
        ("ru", "Данный Договор подписан 17 июня 2025 года в Астане."),
        ("ru", "В свидетельство чего представители Сторон подписали настоящий Договор."),
        ("ru", "г. Пекин, 4 мая 2010 года"),
        ("en", "Executed at Moscow on 23 April 2002 in two originals."),
        ("en", "The present Treaty is made in duplicate in the Russian and English languages."),
        ("en", "Moscow, 23 April 2002"),
        ("zh", "2010年5月4日于北京"),
        ("zh", "2010年5月4日在北京签订，一式两份，每份都用中文和俄文写成。"),
        ("zh", "双方全权代表在本条约上签字盖章，以昭信守。"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_closing_clauses(language: str, clause: str, gap: str) -> None:
    front, text, signed = {
        "ru": ("Договор о дружбе|Стороны договорились о нижеследующем:|Статья {}", "Договор вступает в силу.",
               "За Российскую Федерацию    В. Путин|За Китайскую Народную Республику    Си Цзиньпин"),
        "en": ("Treaty of Friendship|The Parties have agreed as follows:|Article {}", "This Treaty is concluded in "
               "accordance with law.", "For the Russian Federation    V. Putin|For China    Xi Jinping"),
        "zh": ("友好条约|双方达成协议如下：|第{}条", "本条约自签署之日起生效。",
               "俄罗斯联邦代表　　普京|中华人民共和国代表　　王毅"),
    }[language]  # fmt: skip
    title, formula, heading = front.split("|")
    articles = [each for number in "123" for each in (heading.format(number), text)]
    (document,) = reading.parse(gap.join([title, formula, *articles, clause, *signed.split("|")]), language)
    assert [block.path for block in document.blocks][-4:] == ["art.3/p1", "end/p1", "sign/1", "sign/2"]
    assert [block.kind for block in document.blocks][-3:] == ["testimonium", "signature", "signature"]


def test_russian_recitals_in_capitals() -> None:
    recitals = [
        "ПРИЗНАВАЯ, что смешанные перевозки способствуют упорядоченному расширению мировой торговли,",
        "УЧИТЫВАЯ необходимость стимулировать развитие бесперебойных и эффективных услуг,",
        "СТРЕМЯСЬ к упрощению таможенных процедур,",
        "БУДУЧИ УБЕЖДЕНЫ в пользе единых правил,",
        "В ЦЕЛЯХ облегчения перевозок,",
    ]
    text = "\n\n".join(
        [
            "КОНВЕНЦИЯ\nО МЕЖДУНАРОДНЫХ СМЕШАННЫХ ПЕРЕВОЗКАХ ГРУЗОВ",
            "КИТАЙСКАЯ НАРОДНАЯ РЕСПУБЛИКА и другие участники настоящей Конвенции,",
            *recitals,
            "СОГЛАСИЛИСЬ о нижеследующем:",
            *(f"Статья {number}\n\n{ARTICLE['ru']}" for number in (1, 2, 3)),
        ]
    )
    (document,) = reading.parse(text, "ru")
    front = [block for block in document.blocks if block.division == "pre"]
    assert [document.text[each.start : each.stop] for each in front if each.kind == "recital"] == recitals
    assert [each.path for each in front] == PATHS


def test_recitals_that_open_with_an_adjective_in_capitals() -> None:
    text = "TREATY OF FRIENDSHIP\n\nThe Kyrgyz Republic and Mongolia,\n\nDESIROUS of strengthening ties;\n\nMINDFUL of "
    (document,) = reading.parse(f"{text}the Charter;\n\nAGREE as follows:\n\nArticle 1\n\nThey shall trade.\n", "en")
    assert [block.path for block in document.blocks][2:4] == ["pre/r1", "pre/r2"]


def test_a_full_line_that_ends_in_the_formula_ends_its_paragraph() -> None:
    lines = [
        "联合声明",
        "双方在友好的气氛中回顾两国全面合作的成果，总结",
        "各领域互利合作经验，展望未来合作方向，声明如下：",
    ]
    lines += [
        "双方高度评价两国元首二〇二四年在比什凯克会晤的",
        "成果，将深化各领域的合作，并就地区问题保持密切",
        "沟通，支持彼此。",
    ]
    (document,) = reading.parse("\n\n".join(lines), "zh")
    assert [document.text[each.start : each.stop] for each in document.blocks][1:] == [
        "".join(lines[1:3]),
        "".join(lines[3:]),
    ]
