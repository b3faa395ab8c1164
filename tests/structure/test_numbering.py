"""Numbered headings: named by depth, whatever their numerals."""

from __future__ import annotations

import pytest

from tests.test_structure import check
from toolkit import reading
from toolkit.model import Document
from toolkit.structure.levels import mark_of


def parsed(*lines: str, language: str | None = None) -> Document:
    text = "\n".join(lines)
    documents = reading.parse(text, language)
    check(text, documents, False)
    (document,) = documents
    return document


def paths(document: Document) -> list[str]:
    return [block.path for block in document.blocks if block.division not in ("title", "pre")]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("{a}. ", "{a}.{b} "), ("{a}. ", "{a}.{b}. "), ("{a} ", "{a}.{b} "), ("{a}. ", "{b}) "), ("{a}. ", "({b}) "),
        ("{r}. ", "{b}. "), ("{r} ", "{b}) "), ("{r}) ", "{b}) "), ("{l}. ", "{b}. "), ("{r}. ", "({m}) "),
        ("Section {a}. ", "{b}. "), ("Section {a}\n", "{a}.{b} "), ("Chapter {r}. ", "{b}. "), ("Part {r}\n", "({m}) "),
        ("{r}\n", "{b}. "), ("§ {a}. ", "{b}) "),
    ],
)  # fmt: skip
def test_english_headings_and_paragraphs_below_them(outer: str, inner: str) -> None:
    lines = ["MEMORANDUM", "The Participants,", "Have agreed as follows:"]
    for a, title in enumerate(("Purpose", "Areas", "Costs"), start=1):
        roman = "I" * a
        heading = outer.format(a=a, r=roman, l="ABC"[a - 1])
        lines += [*(heading + title if not heading.endswith("\n") else f"{heading}{title}").split("\n")]
        if outer == "{r} ":  # I Purpose in one line is no heading; the number stands alone
            lines[-1:] = [roman, title]
        lines += [inner.format(a=a, b=b, m="ab"[b - 1]) + "The Participants cooperate." for b in (1, 2)]
    document = parsed(*lines)
    assert paths(document) == [f"sec.{a}/{each}" for a in (1, 2, 3) for each in ("h", "p1", "p2")]
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("一、", "（一）"), ("一、", "1."), ("一、", "1、"), ("一、", "1．"), ("1. ", "1.1 "), ("1.", "（1）"),
        ("I. ", "1. "),
        ("第一章　", "一、"), ("第一节\n", "（一）"), ("（一）", "1."), ("1　", "1.1　"), ("一、", "①"), ("Ⅰ、", "1、"),
    ],
)  # fmt: skip
def test_chinese_headings_and_paragraphs_below_them(outer: str, inner: str) -> None:
    numbers = {"一": "一二三", "1": "123", "I": ("I", "II", "III"), "Ⅰ": "ⅠⅡⅢ", "①": "①②③"}

    def counted(form: str, *values: int) -> str:
        for value in values:
            sign = next(each for each in form if each in numbers)
            form = form.replace(sign, f"<{numbers[sign][value - 1]}>", 1)
        return form.replace("<", "").replace(">", "")

    lines = ["谅解备忘录", "双方达成谅解如下："]
    for a, title in enumerate(("宗旨", "领域", "经费"), start=1):
        lines += counted(outer, a).split("\n") if outer.endswith("\n") else [counted(outer, a)]
        lines = [each for each in lines if each]
        lines[-1:] = [lines[-1], title] if outer.endswith("\n") else [lines[-1] + title]
        for b in (1, 2):
            lines.append((counted(inner, a, b) if inner.startswith("1.1") else counted(inner, b)) + "双方开展合作。")
    document = parsed(*lines)
    assert paths(document) == [f"sec.{a}/{each}" for a in (1, 2, 3) for each in ("h", "p1", "p2")]
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("language", "outer", "inner"),
    [
        ("zh", ("一、政治", "二、经济"), ("1．双方合作。", "2．双方合作。", "3．2025年双方合作。")),
        ("ru", ("I. Политика", "II. Экономика"), ("1. Стороны сотрудничают.", "2. Так.", "3. Так.")),
        ("ru", ("Раздел 1. Политика", "Раздел 2. Экономика"), ("1. Стороны сотрудничают.", "2. Так.", "3. Так.")),
        ("en", ("A. Politics", "B. Economy"), ("1. The sides cooperate.", "2. So.", "3. So.")),
        ("en", ("I", "II"), ("1. The sides cooperate.", "2. So.", "3. So.")),
    ],
)
def test_numbers_that_run_on_through_the_sections_are_items(
    language: str, outer: tuple[str, str], inner: tuple[str, str, str]
) -> None:
    front = {
        "zh": ["联合声明", "双方声明如下："],
        "ru": ["ЗАЯВЛЕНИЕ", "Стороны заявляют:"],
        "en": ["STATEMENT", "They state:"],
    }
    document = parsed(*front[language], outer[0], *inner[:2], outer[1], inner[2])
    assert paths(document) == ["sec.1/h", "item.1/p1", "item.2/p1", "sec.2/h", "item.3/p1"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("ru", ["I. ОБЩИЕ ПОЛОЖЕНИЯ", "Статья 1", "Так.", "Статья 2", "Так.", "II. ПРОЧЕЕ", "Статья 3", "1. Так."]),
        ("en", ["Part I", "Article 1", "So.", "Article 2", "So.", "Part II", "Article 3", "1. So."]),
        ("zh", ["一、总则", "第一条", "双方合作。", "第二条", "双方合作。", "二、其他", "第三条", "一、双方合作。"]),
        (
            "zh",
            [
                "第一编　总则",
                "第一条",
                "双方合作。",
                "第二条",
                "双方合作。",
                "第二编　其他",
                "第三条",
                "一、双方合作。",
            ],
        ),
    ],
)
def test_what_stands_above_articles_is_a_chapter(language: str, lines: list[str]) -> None:
    title = {"ru": "КОНВЕНЦИЯ", "en": "CONVENTION", "zh": "公约"}[language]
    found = parsed(title, *lines, language=language)
    assert paths(found) == ["ch.1/h", "art.1/h", "art.1/p1", "art.2/h", "art.2/p1", "ch.2/h", "art.3/h", "art.3/p1"]


@pytest.mark.parametrize(
    "lines",
    [
        ["ДОГОВОР", "Часть первая", "ОБЩЕЕ", "Статья первая", "Так.", "Статья вторая. Дружба", "Так.",
         "ЧАСТЬ ВТОРАЯ", "ПРОЧЕЕ", "Статья третья", "Так."],
        ["TREATY", "Part One", "GENERAL", "Article One", "So.", "ARTICLE TWO: Friends", "So.",
         "PART TWO", "OTHER", "Article Three", "So."],
    ],
)  # fmt: skip
def test_numbers_in_words(lines: list[str]) -> None:
    document = parsed(*lines)
    headings = [(block.path, block.number) for block in document.blocks if block.kind == "heading"]
    assert headings == [("ch.1/h", 1), ("art.1/h", 1), ("art.2/h", 2), ("ch.2/h", 2), ("art.3/h", 3)]
    assert document.remarks == ()


def test_parts_chapters_and_sections_above_articles() -> None:
    document = parsed(
        "CONVENTION", "Part I. General", "Chapter 1. Terms", "Section 1. Use", "Article 1", "So.", "Section 2. Scope",
        "Article 2", "So.", "Part II. Rules", "Chapter 2. Rights", "Section 1. Of States", "Article 3", "So.",
    )  # fmt: skip
    assert [each for each in paths(document) if each.endswith("/h")] == [
        "ch.1/h", "sec.1/h", "sub.1/h", "art.1/h", "sub.2/h", "art.2/h",
        "ch.2/h", "sec.2/h", "sec.2.sub.1/h", "art.3/h",
    ]  # fmt: skip
    assert document.remarks == ()


@pytest.mark.parametrize(
    "names",
    [["I. Ivanov", "V. Petrov"], ["A. Smith", "B. Jones"], ["C. Brown"], ["Part of the text goes on"]],
)
def test_names_with_initials_are_no_sections(names: list[str]) -> None:
    document = parsed("STATEMENT", "1. First of all, they agree.", "2. They agree again.", "3. They part.", *names)
    divisions = {each.partition("/")[0] for each in paths(document)}
    assert divisions == {"sec.1", "sec.2", "sec.3"}


def test_an_enumeration_in_a_text_without_sections_opens_none() -> None:
    document = parsed(
        "Сообщение", "Стороны договорились:", "1) о встречах;", "2) об обменах;", "3) о торговле.", "Все."
    )
    assert {block.division for block in document.blocks} == {"title", "body"}


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("2.5 million dollars", "", 0), ("1.5 млрд долларов", "", 0), ("2.5亿美元", "", 0), ("3.2个百分点", "", 0),
        ("12 мая 2020 года", "", 0), ("5月1日", "", 0), ("2.1.3. обмен", "decimal", 3), ("2.1 Scope", "decimal", 1),
        ("3．2020年贸易额", "arabic", 3), ("（十二）培训", "bracketed", 12), ("б) обмен", "letter", 2),
        ("(iv) seizure", "roman_letter", 4), ("XIV. Общее", "roman", 14), ("ⅩⅡ、其他", "", 0), ("Ⅻ、其他", "roman", 12),
    ],
)  # fmt: skip
def test_marks(text: str, style: str, value: int) -> None:
    mark = mark_of(text)
    assert (mark.style, mark.value) == (style, value) if mark and style else mark is None


@pytest.mark.parametrize(
    ("language", "word", "title", "text"),
    [
        ("ru", "Статья", "Вступление в силу, внесение изменений и прекращение действия настоящего Соглашения",
         "Настоящее Соглашение подлежит ратификации."),
        ("en", "Article", "Entry into force, amendment, duration and termination of the present Agreement",
         "This Agreement is subject to ratification."),
    ],
)  # fmt: skip
def test_a_long_title_of_an_article_above_its_paragraphs(language: str, word: str, title: str, text: str) -> None:
    name = {"ru": "СОГЛАШЕНИЕ О ТОРГОВЛЕ", "en": "AGREEMENT ON TRADE"}[language]
    blocks = [name]
    for number in (1, 2, 3):
        blocks += [f"{word} {number}\n{title}", f"1. {text}", f"2. {text}"]
    document = parsed("\n\n".join(blocks), language=language)
    assert [each for each in paths(document) if each.startswith("art.3")] == ["art.3/h", "art.3/p1", "art.3/p2"]
    assert f"{word} 3 {title}" in document.text


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_sections_of_a_statement_headed_by_numerals_alone(gap: str) -> None:
    zh = ["甲国和乙国联合声明", "双方声明如下：", "一", "双方高度评价两国关系。", "二", "双方深化合作。"]
    zh += ["双方保持往来。"]
    ru = ["Совместное заявление", "Стороны заявляют о нижеследующем:", "I", "Стороны высоко оценивают отношения.", "II"]
    ru += ["Стороны углубляют сотрудничество.", "Стороны поддерживают контакты."]
    chinese, russian = (paths(parsed(gap.join(lines))) for lines in (zh, ru))
    assert chinese == russian == ["sec.1/h", "sec.1/p1", "sec.2/h", "sec.2/p1", "sec.2/p2"]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_the_text_begins_below_a_title_with_room_in_its_line(gap: str) -> None:
    body = "В случае обнаружения груза, не соответствующего требованиям\nстраны-импортера, он подлежит возврату."
    titles = ["Определения", "Грузы, не отвечающие требованиям", "Обмен информацией о таких грузах"]
    articles = [f"Статья {n}. {title}\n{body}" for n, title in enumerate(titles, start=1)]
    (document,) = reading.parse(gap.join(["Соглашение о карантине грузов\n", *articles]) + "\n", "ru")
    headings = [document.text[each.start : each.stop] for each in document.blocks if each.kind == "heading"]
    assert headings == [f"Статья {n}. {title}" for n, title in enumerate(titles, start=1)]
