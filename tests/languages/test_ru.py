"""Russian: where sentences end and where they don't; words; dictionary forms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.languages import joined
from toolkit.languages import ru

SENTENCES = [
    "Они перечислены в приложении I.| |Стороны охраняют их.| |См. разд. V.| |Стороны согласны с приложением А.| |Всё.",
    "Цена — 5 тыс. руб.| |Стороны заплатили.| |Это 10 млрд.| |Стороны знают о 5 млн. долл. США и 3 тыс. т груза.",
    "Составлено в 2 экз.| |Стороны пишут на англ. яз.| |Так было при Екатерине II.| |Стороны помнят.",
    "Группа А. Петрова и глава В. Иванов согласны.| |Статья А. Ли вышла 5 янв. 2020.| |Она о п. 2.1.| |Всё.",
    "Встреча состоялась в г. Астана.| |Президент К.К.Токаев и К. К. Токаев приехали, и т. д.| |Стороны согласились.",
    "См. ст. 5, п. 2 и т. п. настоящего Договора.| |Он вступил в силу.",
    "В 2025 г. Стороны подписали Договор.| |Он бессрочный.",
    "Договор заключен в 2001 г.| |Стороны довольны.",
    "17 июня 2025 г. Стороны договорились.| |До 2001 г. Стороны молчали.",
    "Подписан 17 июня 2025 г. в г. Астане.",
    "Статья вступает в силу с 1 янв. 2026 г.| |В 2027 г. Китай и Россия продолжат переговоры.",
    "Встреча прошла 5 сент. 2013 г. в Астане.| |Она завершилась в нояб.| |Стороны довольны.",
    "Договор подписан в г. Москве 16 июля 2001 г. Председателем КНР Цзян Цзэминем и Президентом РФ В.В.Путиным.",
    "Договор подписан в г. Москве 16 июля 2001 г.| |Председатель КНР Цзян Цзэминь поздравил народы двух стран.",
    "Протокол подписан 5 мая 2010 г.| |Сторонами согласованы сроки.",
    "Согласно резолюции 1373 (2001) Совета Безопасности от 28 сентября 2001 г. Стороны принимают меры.",
    "Стороны соблюдают резолюцию от 28 сентября 2001 г.| |Меры принимаются безотлагательно.",
    "На сумму 5 млн. руб. и 3 тыс. долл. США.| |Это много.",
    "Об этом сообщил В. В. Путин.| |Он прибыл утром.",
    "Об этом сообщил В.В.Путин.| |Он прибыл утром.",
    "Страны: Китай, Россия и др.| |Они сотрудничают.",
    "Китай, Россия и др. страны сотрудничают.",
    "Совершено в г. Алма-Ате в 2 экз. на рус. яз. каждый.",
    "Стороны сотрудничают, в т. ч. в области науки, т. е. вместе.",
    "Протокол № 5 от 1 мая 2000 г.; далее по тексту.",
    "Они заявили: «Мы рады. Очень рады», — и уехали.| |Их проводили.",
    "Стороны (см. ст. 5. Она важна.) согласны.| |Третьи лица нет.",
    "Он спросил: «Когда?»| |Ответа не было.",
    'Он сказал: "Мы согласны. Мы рады!" и ушел.| |Точка.',
    "Что это?!| |Это… договор.",
    "Одно предложение без точки",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("| |", " ")
    assert joined(ru.sentences(text), text) == marked


def test_semicolons_by_setting() -> None:
    text = "Стороны уважают суверенитет; они сотрудничают (в мире; в согласии)."
    assert joined(ru.sentences(text), text) == text
    assert joined(ru.sentences(text, True), text) == (
        "Стороны уважают суверенитет;| |они сотрудничают (в мире; в согласии)."
    )


def test_words() -> None:
    text = "Казахстанско-китайский договор № 5, 2,5 млн."
    assert joined(ru.LANGUAGE.words(text), text).split("| |") == [
        "Казахстанско-китайский", "договор", "№", "5", ",", "2,5", "млн", ".",
    ]  # fmt: skip


def test_lemmas_and_keys() -> None:
    assert "договор" in ru.lemmas("Договорами")
    assert "вступить" in ru.lemmas("вступил")
    assert ru.LANGUAGE.fold("«Ещё»  один—раз") == ru.LANGUAGE.fold('"еще" один-раз')


@given(st.text("АБаб .,;:«»()“”„г0129!?…\n", max_size=80), st.booleans())
def test_sentences_tile_the_text_and_split_no_pair(text: str, semicolons: bool) -> None:
    spans = ru.sentences(text, semicolons)
    assert "".join("".join(text[start:stop].split()) for start, stop in spans) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    flat = text.replace("“", "").replace("„", "").replace("”", "")
    if flat == text and text.count("«") == text.count("»") == 1 and "(" not in text and ")" not in text:
        opening, closing = text.index("«"), text.index("»")
        assert opening > closing or not any(opening < start <= closing for start, _ in spans)


@pytest.mark.parametrize(
    ("phrase", "nominal"),
    [
        ("согласие Сторон, достигнутое путем консультаций", True),
        ("мирное разрешение споров", True),
        ("встреча в формате «Центральная Азия — Китай»", True),
        ("с согласия всех Сторон", False),
        ("под эгидой ООН", False),
        ("иметь одинаковую силу", False),
        ("договорились о нижеследующем", False),
        ("Тайвань — неотъемлемая часть территории Китая", False),
    ],
)
def test_a_phrase_headed_by_a_noun_is_known(phrase, nominal):
    assert ru.nominal(phrase) is nominal


def test_letters_without_a_name_are_no_russian() -> None:
    assert "\U00017000" in ru.lemmas("\U00017000")
    assert ru.parses("\U00017000слово")


def test_the_parts_of_a_sentence_and_the_mark_of_a_note() -> None:
    text = "Стороны обсудили вопросы: 1) торговли; 2) инвестиций. Они довольны.² Далее текст."
    parts = ["Стороны обсудили вопросы: 1) торговли; 2) инвестиций.", "Они довольны.²", "Далее текст."]
    assert [text[start:stop] for start, stop in ru.sentences(text, False)] == parts
    cut = [text[start:stop] for start, stop in ru.sentences(text, True)]
    assert cut[:2] == ["Стороны обсудили вопросы: 1) торговли;", "2) инвестиций."]
