"""Values written as a language writes them in running text."""

from __future__ import annotations

from fractions import Fraction

from toolkit.values.lexicon import units, writings
from toolkit.values.model import Value
from toolkit.values.numerals import in_roman


def write(value: Value, language: str) -> str:
    """Return a value as Chinese, Russian or English writes it (``15 дней``); empty where that is not known."""
    forms = writings(language)
    key = value.key
    if value.kind == "date":
        return _date(value, language)
    if value.kind == "period":
        if isinstance(key[0], str):
            return forms[key[0]].format(n=number(key[1], language), th=_th(key[1]), roman=_roman(key[1]))
        return forms["years"].format(first=key[0], last=key[1])
    if value.kind == "quantity":
        return _quantity(value, language)
    if value.kind == "money":
        currency = forms.get(value.unit, "")
        return currency and currency.format(n=number(key[0], language))
    if value.kind == "provision":
        noun = forms.get(str(key[0]), "")
        return noun and noun.format(n=number(key[1], language))
    if value.kind == "ordinal" and key[0] == "anniversary":
        return forms["anniversary"].format(n=number(key[1], language), th=_th(key[1]))
    name = "points" if value.unit == "points" else value.kind
    return forms[name].format(n=number(key[0], language), th=_th(key[0]))


def number(value: Fraction | str, language: str) -> str:
    """Return a number in digits, large ones with a word for thousands or more: 1,5 млрд, 1.5 billion, 15亿."""
    if isinstance(value, str):
        return value
    forms = writings(language)
    for name in ("12", "9", "8", "6", "4"):
        word = forms.get(f"e{name}")
        scaled = value / 10 ** int(name)
        if word and scaled >= 1 and (scaled * 100).denominator == 1:
            return f"{_plain(scaled, language)}{word}"
    return _plain(value, language)


def _plain(value: Fraction, language: str) -> str:
    forms = writings(language)
    if value.denominator == 1:
        whole = int(value)
        return f"{whole:,}".replace(",", forms["thousands"]) if whole >= 10_000 else str(whole)
    if 10**6 % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    return f"{float(value):.6f}".rstrip("0").replace(".", forms["point"])


def _date(value: Value, language: str) -> str:
    forms = writings(language)
    if value.key[0] == "clock":
        minutes = value.key[1]
        assert isinstance(minutes, Fraction)
        return f"{int(minutes) // 60}:{int(minutes) % 60:02}"
    year, month, day = value.key
    months = forms["months" if day != "" else "months alone"].split()
    name = months[int(month) - 1] if isinstance(month, Fraction) else ""
    shape = "".join(letter for letter, part in zip("ymd", value.key, strict=True) if part != "")
    return forms[f"date {shape}"].format(y=year, m=name, d=day) if f"date {shape}" in forms else ""


def _quantity(value: Value, language: str) -> str:
    name, _, per = value.unit.partition("/")
    unit, amount = units()[name], value.key[0]
    assert isinstance(amount, Fraction)
    amount = (amount - unit.offset) / unit.factor
    said = number(amount, language)
    each = writings(language).get(f"per {per}", "") if per else ""
    if language == "zh":
        return f"{said}{unit.zh}{each}" if unit.zh else ""
    names = unit.ru if language == "ru" else unit.en
    return f"{said} {names[_plural(amount, language)]}{each}" if names[0] else ""


def _plural(amount: Fraction, language: str) -> int:
    """Return which form of a unit goes with a number."""
    if language == "en":
        return int(amount != 1)
    if amount.denominator != 1:
        return 1
    last, two = int(amount) % 10, int(amount) % 100
    if (amount >= 10_000 and not amount % 1000) or 10 < two < 20:
        return 2
    return 0 if last == 1 else 1 if last in (2, 3, 4) else 2


def _roman(value: Fraction | str) -> str:
    return in_roman(int(value)) if isinstance(value, Fraction) and value < 40 else ""


def _th(value: Fraction | str) -> str:
    """Return the ending of an English ordinal."""
    if not isinstance(value, Fraction) or 10 < value % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(int(value % 10), "th")
