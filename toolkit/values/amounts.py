"""Numbers, shares, sums and quantities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from toolkit.values.found import Found
from toolkit.values.lexicon import fractions, units
from toolkit.values.model import Key, Kind, Value
from toolkit.values.tokens import Token

_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})  # один час is час, 1 hour an hour
_SOLE = ("decade", "century", "half-year", "day-and-night")  # полгода is six months, сутки are 24 hours
_SIZES = {"times": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def percent(found: Found) -> list[Value]:
    """Return percentages, or percentage points."""
    share = found.groups["share"]
    if share.letter == "j":
        return _each(found, "percent", "points", lambda n, _: (n, "points"))
    if share.letter == "T" and any(token.letter == "n" for token in found.tokens):
        return []
    factor = Fraction(1)
    if type(share.value) is Fraction:
        factor = 100 / share.value if share.letter == "P" else share.value
    return _each(found, "percent", "", lambda n, _: (n * factor,))


def fraction(found: Found) -> list[Value]:
    """Return a fraction: two thirds."""
    above, below = found.number("above", "one"), found.number("below", "below2", "below3")
    if not below or ("below2" in found.groups and above != 1) or (found.code == "ru" and not _is_part(found)):
        return []
    part = (above or 1) / below if below > 1 else (above or 1) * below
    return [found.value("number", (part,), firm=above is not None)] if part < 1 else []


def _is_part(found: Found) -> bool:
    """Whether Russian words stand in the forms of a fraction: две третьих, одна пятая, not одного третьего лица."""
    above, below = found.groups["above"], found.groups["below"]
    if below.letter != "o":
        return True
    number = "one" if above.value == 1 else "several"
    said = found.text[below.start : below.stop].lower()
    return said.endswith(fractions()[number]) and not (above.value == 1 and below.value in (3, 4))


def money(found: Found) -> list[Value]:
    """Return sums of money."""
    tokens = [t for t in found.tokens if t.letter in "k$"]
    name = str(found.groups["currency"].value)
    if len(tokens) == 2 and tokens[0].stop == tokens[1].start:
        name = next((str(t.value) for t in tokens if t.value not in ("CNY", name)), name)  # 元 人民币
    if name == "USD-cent":
        return _each(found, "money", "USD", lambda n, _: (n / 100, "USD"))
    return _each(found, "money", name, lambda n, unit: (n, unit), own="k")


def quantity(found: Found) -> list[Value]:
    """Return quantities with a unit."""
    name = "day" if "day" in found.groups else str(found.groups["unit"].value)
    half = Fraction(1, 2) if "half" in found.groups or "only" in found.groups else Fraction(0)
    per = f"/{found.groups['per'].value}" if "per" in found.groups else ""
    per = "/day" if per == "/day-and-night" else per

    def say(number: Fraction, unit: str) -> Key:
        plain, _, time = unit.partition("/")
        known = units()[plain]
        return ((number + half) * known.factor + known.offset, known.base + (time and f"/{time}"))

    if "only" in found.groups:
        return [found.value("quantity", say(Fraction(0), name + per), name + per, firm=False)]
    said = _each(found, "quantity", name + per, say, own="uyYC")
    return [replace(each, firm=True) for each in said] if half else said


def sole(found: Found) -> list[Value]:
    """Return one decade or century, which other languages say as ten or a hundred years; of others one says nothing."""
    name = str(found.groups["unit"].value)
    if name not in _SOLE:
        return []
    return [found.value("quantity", (units()[name].factor, units()[name].base), name, firm=False)]


def compound(found: Found) -> list[Value]:
    """Return what a number within a word counts: пятнадцатидневный."""
    number, _, name = str(found.groups["n"].value).partition(" ")
    amount = Fraction(number)
    if name == "percent":
        return [found.value("percent", (amount,))]
    if name in _SIZES:
        return [found.value("number", (amount * _SIZES[name],))]
    unit = units()[name]
    return [found.value("quantity", (amount * unit.factor, unit.base), name)]


def grown(found: Found) -> list[Value]:
    """Return by how many times something has grown: 增长两倍 is threefold, and said so or, loosely, as twofold."""
    number = found.number("n")
    return [] if number is None else [found.value("number", (number,), "grown")]


def number(found: Found) -> list[Value]:
    """Return plain numbers; four digits alone are a year."""
    if "free" in found.groups:
        number = found.number("free")
        return [found.value("number", (number,), firm=False)] if number is not None else []
    if "pair" in found.groups:  # the two sides are the Parties, both, or nothing at all
        two = found.number("pair")
        return [found.value("number", (two,), firm=two != 2)] if two is not None else []
    counted = "counted" in found.groups
    if found.code == "zh" and not counted:
        only = found.groups["n"]
        # a lone numeral in a Chinese word counts nothing: 四川, 三思
        if only.letter == "w" and not _counts(only):
            return []
    only = found.tokens[0]
    if len(found.tokens) == 1 and _is_alone(only):
        return [found.value("date", (only.value, "", ""))]
    return _each(found, "number", "", lambda n, _: (n,))


def _each(found: Found, kind: Kind, unit: str, say: Callable[[Fraction, str], Key], own: str = "") -> list[Value]:
    """Return one value for each number of a range or list that shares what follows it: от 5 до 10 млн тонн.

    A number that has a unit of its own, of the letters ``own``, keeps it: два года или пять месяцев.
    """
    places = [at for at, t in enumerate(found.tokens) if t.letter in "nwb" and type(t.value) is Fraction]
    last, name, out = found.tokens[places[-1]], unit, []
    links = [t for t in found.tokens if t.letter == ","]
    listed = not links or any(t.value for t in links)  # by and, or; commas alone part clauses as well
    for at in reversed(places):
        token = found.tokens[at]
        after = found.tokens[at + 1] if token is not last else None
        name = str(after.value) if after and after.letter in own else name
        start = found.tokens[0].start if at == places[0] else token.start
        stop = found.tokens[-1].stop if after is None else after.stop if after.letter in "%ukxyY$" else token.stop
        assert isinstance(token.value, Fraction)
        if after and after.letter not in own and kind != "number" and (_is_alone(token) or not listed):
            year = _is_alone(token)  # in 2013, 75 per cent; of 79 million, 60 per cent
            key: Key = (token.value, "", "") if year else (token.value,)
            out.append(found.value("date" if year else "number", key, span=(start, token.stop)))
            continue
        shared = last.scale if after and token.scale == 1 and token.value < 1000 else 1
        free = token.value in (0, 1) and (token.letter == "w" or name in _TIMES)
        firm = token.letter != "b" and not free
        out.append(found.value(kind, say(token.value * shared, name), name, firm, (start, stop)))
    return out[::-1]


def _counts(numeral: Token) -> bool:
    """Whether a Chinese numeral that nothing follows is a number all the same: 二十, 十万, 一百二十."""
    value = numeral.value
    return type(value) is Fraction and (numeral.stop - numeral.start > 2 or (value >= 20 and not value % 10))


def _is_alone(token: Token) -> bool:
    """Whether four digits that nothing follows are most likely a year."""
    year = type(token.value) is Fraction and 1800 <= token.value < 2100
    return year and token.letter == "n" and token.stop - token.start == 4
