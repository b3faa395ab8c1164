"""What is read from a text, where it stands, and what is no value."""

import re
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.errors import LanguageError
from toolkit.values import values
from toolkit.values.lexicon import lexicon, units
from toolkit.values.numerals import chinese, roman

ALPHABETS = {
    "zh": "第二〇○零一十百千万亿两半年月日内条款届号决议，。、（）0123456789１２%％.,:/—- 元吨百分之个国",
    "ru": "0123456789 .,:/()-–№%абвгдежилнорстуямё I\u00a0V",
    "en": "0123456789 .,:/()-–$£%abdehilmnorstuvy 'MJ",
}


def _said(text, language):
    return [(value.kind, *value.key, value.surface) for value in values(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("zh", "二〇二五年六月十七日", [("date", 2025, 6, 17, "二〇二五年六月十七日")]),
        ("zh", "于２０２５年６月１７日签署", [("date", 2025, 6, 17, "２０２５年６月１７日")]),
        ("zh", "2025 年 6 月 17 日", [("date", 2025, 6, 17, "2025 年 6 月 17 日")]),
        ("ru", "17 июня 2025\u00a0года", [("date", 2025, 6, 17, "17 июня 2025\u00a0года")]),
        ("en", "on June 17, 2025, at", [("date", 2025, 6, 17, "June 17, 2025")]),
        ("en", "it may be so in May", [("date", "", 5, "", "May")]),
        ("zh", "第三条第二款", [("provision", "article", 3, "第三条"), ("provision", "paragraph", 2, "第二款")]),
        ("ru", "резолюцией № 78/266", [("resolution", "78/266", "78/266")]),
        ("en", "RMB1.5 billion", [("money", 1_500_000_000, "CNY", "RMB1.5 billion")]),
        ("zh", "十五日内", [("quantity", 15, "day", "十五日内")]),
        ("zh", "百分之二十", [("percent", 20, "百分之二十")]),
        ("ru", "на три процентных пункта", [("percent", 3, "points", "три процентных пункта")]),
        ("en", "the 1990s", [("period", "decade", 1990, "1990s")]),
        ("ru", "в XXI веке", [("period", "century", 21, "XXI веке")]),
        ("ru", "не более 20 (двадцати) дней", [("quantity", 20, "day", "20 (двадцати) дней")]),
        ("en", "ten (10) per cent", [("percent", 10, "ten (10) per cent")]),
        (
            "ru",
            "от 5 до 10 млн тонн",
            [("quantity", 5 * 10**12, "g", "5"), ("quantity", 10 * 10**12, "g", "10 млн тонн")],
        ),
        ("ru", "с 2026 по 2030 год", [("period", 2026, 2030, "2026 по 2030 год")]),
        ("en", "two hundred and fifty-six thousand", [("number", 256_000, "two hundred and fifty-six thousand")]),
        ("ru", "две с половиной тысячи", [("number", 2500, "две с половиной тысячи")]),
        ("ru", "2 млн 500 тыс. рублей", [("money", 2_500_000, "RUB", "2 млн 500 тыс. рублей")]),
        ("zh", "三四个月", [("quantity", 3, "month", "三"), ("quantity", 4, "month", "四个月")]),
        ("zh", "3．2020年", [("provision", "item", 3, "3．"), ("date", 2020, "", "", "2020年")]),
        ("en", "2.10 The Parties", [("provision", "item", "2.10", "2.10")]),
        ("en", "2.5 per year", [("number", Fraction(5, 2), "2.5")]),
        ("ru", "2.1.1. обмен", [("provision", "item", "2.1.1", "2.1.1")]),
        ("ru", "трое суток", [("quantity", 259_200, "second", "трое суток")]),
        ("zh", "第三方", [("ordinal", 3, "第三方")]),
        ("zh", "增长近两倍", [("number", 2, "增长近两倍")]),
        ("en", "twenty-fifth", [("ordinal", 25, "twenty-fifth")]),
        (
            "en",
            "1 April and 15 October, twice",
            [("date", "", 4, 1, "1"), ("date", "", 10, 15, "15 October"), ("number", 2, "twice")],
        ),
        ("zh", "“十四五”规划", [("ordinal", 14, "“十四五”")]),
    ],
)
def test_a_value_is_read_with_its_kind_key_and_place(language, text, wanted):
    assert _said(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "共建“一带一路”，各方一致认为，恪守一个中国原则，采取一系列措施，一道推动国家统一，第一时间通报"),
        ("zh", "双边和多边条约，四川省、九江市、万象，十分重要，百姓，三思，千方百计，再三"),
        ("zh", "数十家企业、几千人、上百万人"),
        ("zh", "二十国集团、七国集团，零售，进一步，唯一合法政府"),
        ("ru", "одна из Сторон, один из принципов, друг друга, ни одна Сторона, одного Китая, «Один пояс, один путь»"),
        ("ru", "семью и детей, сторона, часть, столица, стоит"),
        ("ru", "десятки и сотни предприятий, в том числе во-первых, в первую очередь, «Группа двадцати»"),
        ("en", "one another, one of the Parties, no one, the one-China principle, first of all, for the first time"),
        ("en", "they may march on, a second-hand car, the Group of Seven, in part"),
    ],
)
def test_phrases_with_numerals_that_count_nothing_are_no_values(language, text):
    assert [value for value in values(text, language) if value.firm] == []


@pytest.mark.parametrize("language", sorted(ALPHABETS))
def test_offsets_hold_in_any_text(language):
    @given(st.one_of(st.text(max_size=60), st.text(ALPHABETS[language], max_size=60)))
    @example("İ 15 İstanbul 2025-06-17")
    def check(text):
        end = 0
        for value in values(text, language):
            assert end <= value.start < value.stop <= len(text)
            assert text[value.start : value.stop] == value.surface
            end = value.stop

    check()


def test_a_language_without_rules_is_refused():
    with pytest.raises(LanguageError, match="no rules for language 'xx'"):
        values("15", "xx")


def test_a_tag_is_as_good_as_a_code():
    assert _said("第十二條，15日內，1200萬噸", "zh-Hant") == [
        ("provision", "article", 12, "第十二條"),
        ("quantity", 15, "day", "15日內"),
        ("quantity", 12 * 10**12, "g", "1200萬噸"),
    ]
    assert values("15 дней", "ru-RU") == values("15 дней", "ru")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("十", 10),
        ("二十五", 25),
        ("一百零二", 102),
        ("三千五", 3500),
        ("两万", 20_000),
        ("一亿二千万", 120_000_000),
        ("十二亿三千四百五十六万七千八百九十", 1_234_567_890),
        ("1200万", 12_000_000),
        ("3亿2000万", 320_000_000),
        ("1.5亿", 150_000_000),
        ("二〇二五", 2025),
        ("壹佰贰拾叁", 123),
        ("二点五", Fraction(5, 2)),
        ("二点五万", 25_000),
        ("万亿", 10**12),
        ("三四", None),
    ],
)
def test_chinese_numerals(text, wanted):
    assert chinese(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [("XXI", 21), ("XIV", 14), ("IIII", None), ("", None), ("MCM", 1900)])
def test_roman_numerals(text, wanted):
    assert roman(text) == wanted


@cache
def _pymorphy():
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _forms(word, tags):
    """Return the forms that the dictionary has of a numeral, ё as е; without those that it marks as unusual."""
    parse = next(p for p in _pymorphy().parse(word) if tags & {str(p.tag.POS), *map(str, p.tag.grammemes)})
    return {
        form.word.replace("ё", "е")
        for form in parse.lexeme
        if not {"V-be", "Arch", "Infr", "Supr"} & form.tag.grammemes
    }


CARDINALS = re.findall(
    r"\w+",
    "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят "
    "шестьдесят семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот "
    "восемьсот девятьсот полтора оба",
)
ORDINALS = re.findall(
    r"\w+",
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый "
    "тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый "
    "тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый сотый двухсотый "
    "тысячный",
)


@pytest.mark.parametrize("word", CARDINALS + ORDINALS)
def test_numerals_are_known_in_every_form_of_the_dictionary(word):
    entry = lexicon("ru").words[word]
    found = {form: lexicon("ru").words.get(form) for form in _forms(word, {"NUMR", "Anum"})}
    # семью is the accusative of a family, too
    assert {form for form, known in found.items() if known != entry} <= {"семью"}


def test_names_of_units_lead_to_units_in_every_language():
    for code in ("zh", "ru", "en"):
        known = lexicon(code)
        entries = [
            *known.words.values(),
            *(entry for by_second in known.phrases.values() for forms in by_second.values() for _, entry in forms),
        ]
        assert {str(entry.value) for entry in entries if entry.letter == "u"} <= set(units())
