"""Annexes: where they begin, what their provisions are called, and what only names them."""

from __future__ import annotations

import pytest

from tests.test_structure import BODIES, check
from toolkit import reading
from toolkit.aligner.anchors import regions
from toolkit.aligner.provisions import remarks
from toolkit.model import Document
from toolkit.segmenter import segment

SIGNED = {
    "zh": "甲国代表\n张三\n乙国代表\n李四",
    "ru": "За Аркадию\n(подпись)\nИ. Иванов\nЗа Иллирию\n(подпись)\nП. Петров",
    "en": "For Arcadia\n(Signed) John Smith\nFor Illyria\n(Signed) Mary Jones",
}
NUMBERS = {"zh": "一二三四五六", "ru": "123456", "en": "123456"}


def treaty(language: str, *rest: str, articles: int = 3, signed: bool = True) -> Document:
    """Return a treaty of so many articles with more lines after its signatures."""
    title, heading, text, testimonium = BODIES[language]
    front = [line for each in NUMBERS[language][:articles] for line in (heading.format(each), text)]
    end = [testimonium, SIGNED[language]] if signed else []
    raw = "\n".join([title, *front, *end, *rest])
    documents = reading.parse(raw, language)
    check(raw, documents, False)
    (document,) = documents
    return document


def divisions(document: Document) -> list[str]:
    return list(dict.fromkeys(block.division for block in document.blocks))


@pytest.mark.parametrize(
    ("language", "heading", "name"),
    [
        ("zh", "附件", "annex.1"), ("zh", "附件：", "annex.1"), ("zh", "附件二", "annex.2"), ("zh", "附件3", "annex.3"),
        ("zh", "附　件　一", "annex.1"), ("zh", "附件一：委员会章程", "annex.1"), ("zh", "（附件一）", "annex.1"),
        ("zh", "附录", "annex.1"), ("zh", "附件二《委员会章程》", "annex.2"), ("zh", "议定书", "annex.1"),
        ("ru", "Приложение", "annex.1"), ("ru", "ПРИЛОЖЕНИЕ", "annex.1"), ("ru", "Приложение № 1", "annex.1"),
        ("ru", "Приложение 2", "annex.2"), ("ru", "Приложение III", "annex.3"), ("ru", "Приложение Б", "annex.2"),
        ("ru", "Приложение к Договору между Аркадией и Иллирией от 5 мая 2020 года", "annex.1"),
        ("ru", "Приложение № 2. Положение о Комиссии", "annex.2"), ("ru", "ПРОТОКОЛ", "annex.1"),
        ("ru", "Дополнительный протокол", "annex.1"), ("ru", "Протокол о привилегиях", "annex.1"),
        ("en", "Annex", "annex.1"), ("en", "ANNEX", "annex.1"), ("en", "Annex I", "annex.1"),
        ("en", "Annex B", "annex.2"),
        ("en", "Annex 2: Rules of the Commission", "annex.2"), ("en", "Appendix 1 – Rules", "annex.1"),
        ("en", "Schedule 3", "annex.3"), ("en", "Annex I to the Treaty between Arcadia and Illyria", "annex.1"),
        ("en", "PROTOCOL", "annex.1"), ("en", "Protocol on Privileges", "annex.1"), ("en", "Annex I Rules", "annex.1"),
    ],
)  # fmt: skip
def test_a_heading_opens_an_annex_with_articles_of_its_own(language: str, heading: str, name: str) -> None:
    _, article, text, _ = BODIES[language]
    more = [line for each in NUMBERS[language][:5] for line in (article.format(each), text)]
    document = treaty(language, heading, *more)
    own = [f"{name}.art.{each}" for each in range(1, 6)]
    assert divisions(document) == ["title", "art.1", "art.2", "art.3", "end", "sign", name, *own]
    assert document.remarks == ()
    assert len(document.signatures) == 2


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "附件一是本条约不可分割的组成部分。"), ("zh", "附件一、附件二，"),
        ("ru", "Приложение № 1 является неотъемлемой частью настоящего Договора."), ("ru", "Приложения"),
        ("ru", "Приложение № 1 к настоящему Договору содержит перечень товаров."),
        ("en", "Annex I shall form an integral part of this Treaty."), ("en", "Annex I contains the list"),
        ("en", "Annexes"),
    ],
)  # fmt: skip
def test_what_speaks_of_an_annex_is_none(language: str, line: str) -> None:
    document = treaty(language, line, BODIES[language][2])
    assert not any(each.startswith("annex") for each in divisions(document))


@pytest.mark.parametrize(("language", "line"), [("zh", "附件一"), ("ru", "Приложение № 1"), ("en", "Annex I")])
def test_an_annex_named_among_the_articles_is_none(language: str, line: str) -> None:
    title, heading, text, testimonium = BODIES[language]
    numbers = NUMBERS[language]
    one, two, three = (heading.format(each) for each in numbers[:3])
    for lines in (
        [title, one, text, line, two, text, three, text, testimonium],
        [title, one, text, two, text, three, line, text, testimonium],  # the title of the article on annexes
        [title, one, text, two, text, three, text, line, testimonium, SIGNED[language]],
    ):
        (document,) = reading.parse("\n".join(lines), language)
        assert not any(each.startswith("annex") for each in divisions(document))


def test_annexes_without_numbers_and_a_second_signature() -> None:
    document = treaty(
        "en", "Annex", "1. Scope", "Text.", "2. Costs", "Text.", "Annex", "The list.",
        "Protocol", "Article 1", "Text.", "Done at Paris on 2 May 2000.",
        "For Arcadia: Ann Gray", "For Illyria: Bob Hall",
    )  # fmt: skip
    assert divisions(document) == [
        "title", "art.1", "art.2", "art.3", "end", "sign", "annex.1", "annex.1.sec.1", "annex.1.sec.2", "annex.2",
        "annex.3", "annex.3.art.1", "annex.3.end",
    ]  # fmt: skip
    assert document.blocks[-1].path == "sign/4"
    assert [each.name for each in document.signatures] == ["John Smith", "Mary Jones", "Ann Gray", "Bob Hall"]
    assert (
        next(each.place for each in document.blocks if each.path == "annex.3.art.1/h") == "Annex 3, Article 1, heading"
    )


def test_an_unsigned_text_may_have_annexes_too() -> None:
    document = treaty("ru", "Приложение № 1", "Статья 1", "Текст.", "Статья 4", "Текст.", signed=False)
    assert divisions(document)[-3:] == ["annex.1", "annex.1.art.1", "annex.1.art.4"]
    assert [each.split(":")[0] for each in document.remarks] == ["annex.1.art.2 is missing", "annex.1.art.3 is missing"]


def test_what_the_annex_belongs_to_is_a_part_of_its_heading() -> None:
    document = treaty("ru", "Приложение № 1", "к Договору между Аркадией", "и Иллирией", "ПЕРЕЧЕНЬ ТОВАРОВ", "Зерно.")
    blocks = {block.path: document.text[block.start : block.stop] for block in document.blocks}
    assert blocks["annex.1/h"] == "Приложение № 1 к Договору между Аркадией и Иллирией ПЕРЕЧЕНЬ ТОВАРОВ"
    assert blocks["annex.1/p1"] == "Зерно."


def test_a_text_that_is_an_annex_itself() -> None:
    (document,) = reading.parse("Приложение № 1\nк Соглашению\nСтатья 1\nТекст.\nСтатья 2\nТекст.\nСтатья 3\nТекст.")
    assert document.title == "Приложение № 1 к Соглашению"
    assert divisions(document) == ["title", "art.1", "art.2", "art.3"]


def test_an_article_of_an_annex_is_no_article_of_the_treaty() -> None:
    """The Russian text has lost its third article; the annex has one of that number."""
    more = [line for each in "123" for line in (f"Статья {each}", "Комиссия собирается ежегодно.")]
    ours = treaty(
        "en", "Annex I", *(x for each in "123" for x in (f"Article {each}", "The Commission meets annually."))
    )
    theirs = treaty("ru", "Приложение I", *more, articles=2)
    texts = segment(ours), segment(theirs)
    found, matched = regions(*texts)
    names = [each.division for each in found]
    assert [each for each in names if "art.3" in each] == ["annex.1.art.3"]
    assert [each.split(" stands")[0] for each in remarks(texts, matched, [])] == ["art.3"]


def test_rows_of_a_table_in_wrapped_text_are_not_joined() -> None:
    """The third row is nearly as wide as the page, and a number goes on counting in the next."""
    clause = "В случае возникновения споров Стороны разрешают их на дружеской основе\nпутем переговоров и консультаций."
    rows = ["№    Преступление    Срок", "1    Отмывание денег    3 года"]
    rows += ["2    Незаконный оборот наркотических средств и прекурсоров    5 лет", "3    Торговля людьми    4 года"]
    text = ["Договор о выдаче", *(f"Статья {n}\n\n{clause}" for n in (1, 2, 3)), "\n".join(["Приложение", *rows])]
    (document,) = reading.parse("\n\n".join(text))
    annex = [document.text[b.start : b.stop] for b in document.blocks if b.division == "annex.1"]
    assert annex[-3:] == [" ".join(row.split()) for row in rows[1:]]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_title_of_an_annex_over_two_lines(gap: str) -> None:
    text = [
        "Соглашение о пунктах пропуска", "Статья 1", "Стороны открывают пункты пропуска.", "Статья 2",
        "Перечень пунктов пропуска содержится в приложении.", "Статья 3", "Соглашение вступает в силу.",
        "Совершено в г. Улан-Баторе 5 мая 2010 года в двух экземплярах.", "За Аркадию", "За Иллирию", "Приложение",
        "ПЕРЕЧЕНЬ", "пограничных пунктов пропуска", "1. Эрэн-Хото — Замын-Ууд, автомобильный;",
        "2. Цэкэ — Шивээ-Хурэн, автомобильный.",
    ]  # fmt: skip
    (document,) = reading.parse(gap.join(text))
    heading = next(block for block in document.blocks if block.path == "annex.1/h")
    assert document.text[heading.start : heading.stop] == "Приложение ПЕРЕЧЕНЬ пограничных пунктов пропуска"
    assert [block.path for block in document.blocks if block.path.startswith("annex.1.")] == [
        "annex.1.sec.1/p1",
        "annex.1.sec.2/p1",
    ]


def test_the_space_between_an_annex_and_its_title_stays() -> None:
    document = treaty("zh", "附件一 许可证样式", "许可证应当载明承运人的名称。")
    (block,) = [each for each in document.blocks if each.path == "annex.1/h"]
    assert document.text[block.start : block.stop] == "附件一 许可证样式"
