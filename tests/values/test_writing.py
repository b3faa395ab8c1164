"""A value that is written in a language is read there as the same value."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.values import Value, values
from toolkit.values.lexicon import units
from toolkit.values.writing import write

LANGUAGES = ("zh", "ru", "en")


def _value(kind, key, unit=""):
    return Value(kind, tuple(Fraction(part) if isinstance(part, int) else part for part in key), 0, 0, "", unit)


def _amounts():
    whole = st.integers(2, 10**7)
    large = st.integers(1, 99).map(lambda n: Fraction(n) * 10**8)
    return st.one_of(whole.map(Fraction), whole.map(lambda n: Fraction(n, 10)), large)


def _quantity(name, amount):
    unit = units()[name]
    return Value("quantity", (amount * unit.factor, unit.base), 0, 0, "", name)


VALUES = st.one_of(
    st.dates().filter(lambda d: 1800 < d.year < 3000).map(lambda d: _value("date", (d.year, d.month, d.day))),
    st.tuples(st.integers(1, 12), st.integers(1, 31)).map(lambda p: _value("date", ("", *p))),
    st.integers(1800, 2099).map(lambda n: _value("date", (n, "", ""))),
    st.integers(1800, 2090).map(lambda n: _value("period", (n, n + 5))),
    st.integers(2, 21).map(lambda n: _value("period", ("century", n))),
    st.integers(2, 90).map(lambda n: _value("ordinal", (n,))),
    st.integers(2, 90).map(lambda n: _value("ordinal", ("anniversary", n), "anniversary")),
    st.integers(1, 300).map(lambda n: _value("provision", ("article", n), "article")),
    st.integers(1, 40).map(lambda n: _value("provision", ("paragraph", n), "paragraph")),
    st.tuples(st.integers(30, 90), st.integers(1, 300)).map(lambda p: _value("resolution", (f"{p[0]}/{p[1]}",))),
    _amounts().filter(lambda n: not 1800 <= n < 2100).map(lambda n: Value("number", (n,), 0, 0, "")),
    st.integers(1, 999).map(lambda n: Value("percent", (Fraction(n, 10),), 0, 0, "")),
    st.integers(1, 99).map(lambda n: Value("percent", (Fraction(n), "points"), 0, 0, "", "points")),
    st.tuples(_amounts(), st.sampled_from(["CNY", "USD", "RUB", "EUR", "KZT"])).map(
        lambda p: Value("money", p, 0, 0, "", p[1])
    ),
    st.tuples(st.sampled_from(["day", "month", "week", "t", "km", "ha", "MW", "m3"]), _amounts()).map(
        lambda p: _quantity(*p)
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_back(language):
    @given(VALUES)
    def check(value):
        text = write(value, language)
        assert [(found.kind, found.key) for found in values(text, language)] == [(value.kind, value.key)], text

    check()


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (_quantity("day", Fraction(15)), {"zh": "15天", "ru": "15 дней", "en": "15 days"}),
        (_quantity("month", Fraction(2)), {"zh": "2个月", "ru": "2 месяца", "en": "2 months"}),
        (_value("date", (2025, 6, 17)), {"zh": "2025年6月17日", "ru": "17 июня 2025 года", "en": "17 June 2025"}),
        (
            _value("money", (1_500_000_000, "CNY"), "CNY"),
            {"zh": "15亿元人民币", "ru": "1,5 млрд юаней", "en": "RMB 1.5 billion"},
        ),
        (_value("provision", ("article", 12), "article"), {"zh": "第12条", "ru": "статья 12", "en": "Article 12"}),
        (_value("ordinal", (22,)), {"zh": "第22", "ru": "22-й", "en": "22nd"}),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(value, wanted):
    assert {language: write(value, language) for language in LANGUAGES} == wanted
