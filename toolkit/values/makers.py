"""What values the rules find: a maker takes the tokens that a rule spans and says what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from toolkit.values.lexicon import units
from toolkit.values.model import Key, Kind, Value
from toolkit.values.numerals import whole
from toolkit.values.tokens import Token

_NUMBERS = "nwoORb"
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})  # один час is час, 1 hour an hour
_SIZES = {"times": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that holds: the text, the tokens it spans, and its groups as tokens."""

    text: str
    code: str
    tokens: list[Token]
    groups: dict[str, Token]

    def number(self, *names: str) -> Fraction | None:
        """Return the number in the first of some groups that is there."""
        for name in names:
            token = self.groups.get(name)
            if token and isinstance(token.value, Fraction):
                return token.value
        return None

    def value(
        self, kind: Kind, key: Key, unit: str = "", firm: bool = True, span: tuple[int, int] | None = None
    ) -> Value:
        """Return a value that stands in the whole of it, or in a span."""
        start, stop = span or (self.tokens[0].start, self.tokens[-1].stop)
        return Value(kind, key, start, stop, self.text[start:stop], unit, firm)


Maker = Callable[[Found], list[Value]]


def is_year(number: Fraction | None) -> bool:
    """Whether a number can be a year as documents name them."""
    return number is not None and number.denominator == 1 and 1000 <= number < 3000


def _date(found: Found) -> list[Value]:
    if "full" in found.groups:
        return _full(found)
    if "years" in found.groups:
        return _years(found)
    year, month = found.number("year2", "year"), found.number("month", "month2", "sure")
    day, second = found.number("day"), found.number("day2")
    if "year" in found.groups and not is_year(year):
        return []
    if any(each is not None and not 1 <= each <= 31 for each in (day, second)) or (month and not 1 <= month <= 12):
        return []
    if second is None:
        firm = day is not None or year is not None
        return [found.value("date", (_or(year), _or(month), _or(day)), firm=firm)]
    last = found.number("month2", "month")
    cut, begins = found.groups["day"].stop, found.groups["day2"].start
    if found.code != "ru" and "month2" in found.groups:
        begins = min(begins, found.groups["month2"].start)
    return [
        found.value("date", (_or(year), _or(month), _or(day)), span=(found.tokens[0].start, cut)),
        found.value("date", (_or(year), _or(last), second), span=(begins, found.tokens[-1].stop)),
    ]


def _years(found: Found) -> list[Value]:
    """Return years that share the word for them: в 2018 и 2019 годах."""
    numbers = [token for token in found.tokens if token.letter in "noO"]
    out = []
    for token in numbers:
        if not isinstance(token.value, Fraction) or not is_year(token.value):
            return []
        stop = found.tokens[-1].stop if token is numbers[-1] else token.stop
        out.append(found.value("date", (token.value, "", ""), span=(token.start, stop)))
    return out


def _or(number: Fraction | None) -> Fraction | str:
    return "" if number is None else number


def _full(found: Found) -> list[Value]:
    parts = [int(each) for each in re.findall(r"\d+", str(found.groups["full"].value))]
    year, month, day = parts if parts[0] > 31 else (parts[2], parts[1], parts[0])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 3000):
        return []
    return [found.value("date", (whole(year), whole(month), whole(day)))]


def _period(found: Found) -> list[Value]:
    first, last = found.number("first"), found.number("last")
    if first is None or last is None or not is_year(first):
        return []
    if last < 100 and found.groups["last"].stop - found.groups["last"].start == 2:
        last = first - first % 100 + last  # 2024–25
    return [found.value("period", (first, last))] if is_year(last) and first < last else []


def _decade(found: Found) -> list[Value]:
    decade = found.number("decade")
    if decade is None or decade % 10 or not (20 <= decade < 100 or is_year(decade)):
        return []
    century = found.number("century")
    return [found.value("period", ("decade", decade if century is None else (century - 1) * 100 + decade))]


def _century(found: Found) -> list[Value]:
    number = found.number("n2", "n")
    if number is None or number > 40 or (found.code == "ru" and found.tokens[0].letter == "n" and number < 5):
        return []  # 2 века are two hundred years
    return [found.value("period", ("century", number))]


def _each(found: Found, kind: Kind, unit: str, say: Callable[[Fraction, str], Key], own: str = "") -> list[Value]:
    """Return one value for each number of a range or list that shares what follows it: от 5 до 10 млн тонн.

    A number that has a unit of its own, of the letters ``own``, keeps it: два года или пять месяцев.
    """
    places = [at for at, t in enumerate(found.tokens) if t.letter in "nwb" and isinstance(t.value, Fraction)]
    last, name, out = found.tokens[places[-1]], unit, []
    for at in reversed(places):
        token = found.tokens[at]
        after = found.tokens[at + 1] if token is not last else None
        name = str(after.value) if after and after.letter in own else name
        start = found.tokens[0].start if at == places[0] else token.start
        stop = found.tokens[-1].stop if after is None else after.stop if after.letter in "%ukxyY$" else token.stop
        assert isinstance(token.value, Fraction)
        if after and after.letter not in own and kind != "number" and _is_alone(token):
            out.append(found.value("date", (token.value, "", ""), span=(start, token.stop)))  # in 2013, 75 per cent
            continue
        shared = last.scale if after and token.scale == 1 and token.value < 1000 else 1
        free = token.value in (0, 1) and (token.letter == "w" or name in _TIMES)
        firm = token.letter != "b" and not free
        out.append(found.value(kind, say(token.value * shared, name), name, firm, (start, stop)))
    return out[::-1]


def _is_alone(token: Token) -> bool:
    """Whether four digits that nothing follows are most likely a year."""
    year = isinstance(token.value, Fraction) and 1800 <= token.value < 2100
    return year and token.letter == "n" and token.stop - token.start == 4


def _percent(found: Found) -> list[Value]:
    share = found.groups["share"]
    if share.letter == "j":
        return _each(found, "percent", "points", lambda n, _: (n, "points"))
    if share.letter == "T" and any(token.letter == "n" for token in found.tokens):
        return []
    factor = Fraction(1)
    if share.letter in "PT" and isinstance(share.value, Fraction):
        factor = share.value if share.letter == "T" else 100 / share.value
    return _each(found, "percent", "", lambda n, _: (n * factor,))


def _fraction(found: Found) -> list[Value]:
    above, below = found.number("above", "one") or Fraction(1), found.number("below", "below2", "below3")
    if below is None or not below or ("below2" in found.groups and above != 1):
        return []
    part = above / below if below > 1 else above * below
    return [found.value("number", (part,), firm=above > 1)] if part < 1 else []


def _money(found: Found) -> list[Value]:
    tokens = [t for t in found.tokens if t.letter in "k$"]
    name = str(found.groups["currency"].value)
    if len(tokens) == 2 and tokens[0].stop == tokens[1].start:
        name = next((str(t.value) for t in tokens if t.value not in ("CNY", name)), name)  # 元 人民币
    if name == "USD-cent":
        return _each(found, "money", "USD", lambda n, _: (n / 100, "USD"))
    return _each(found, "money", name, lambda n, unit: (n, unit), own="k")


def _quantity(found: Found) -> list[Value]:
    name = "day" if "day" in found.groups else str(found.groups["unit"].value)
    half = Fraction(1, 2) if "half" in found.groups or "only" in found.groups else Fraction(0)
    per = f"/{found.groups['per'].value}" if "per" in found.groups else ""

    def say(number: Fraction, unit: str) -> Key:
        plain, _, time = unit.partition("/")
        return ((number + half) * units()[plain].factor, units()[plain].base + (time and f"/{time}"))

    if "only" in found.groups:
        return [found.value("quantity", say(Fraction(0), name + per), name + per, firm=False)]
    return _each(found, "quantity", name + per, say, own="uyYC")


def _sole(found: Found) -> list[Value]:
    """Return one decade or century, which other languages say as ten or a hundred years; of others one says nothing."""
    name = str(found.groups["unit"].value)
    if name not in ("decade", "century"):
        return []
    return [found.value("quantity", (units()[name].factor, units()[name].base), name, firm=False)]


def _compound(found: Found) -> list[Value]:
    number, _, name = str(found.groups["n"].value).partition(" ")
    amount = Fraction(number)
    if name == "percent":
        return [found.value("percent", (amount,))]
    if name in _SIZES:
        return [found.value("number", (amount * _SIZES[name],))]
    unit = units()[name]
    return [found.value("quantity", (amount * unit.factor, unit.base), name)]


def _anniversary(found: Found) -> list[Value]:
    token = found.groups.get("n3")
    number = Fraction(str(token.value).partition(" ")[0]) if token else found.number("n", "n2")
    if number is None:
        return []
    return [found.value("ordinal", ("anniversary", number), "anniversary", firm=number != 1)]


def _clock(found: Found) -> list[Value]:
    if "hours" in found.groups and found.groups["hours"].value != "hour":
        return []
    if "minutes" in found.groups and found.groups["minutes"].value != "minute":
        return []
    if "clock" in found.groups:
        parts = [int(each) for each in re.findall(r"\d+", str(found.groups["clock"].value))]
        hour, minute = Fraction(parts[0]), Fraction(parts[1])
    else:
        given = found.number("hour")
        if given is None:
            return []
        hour, minute = given, found.number("minute") or Fraction(30 if "thirty" in found.groups else 0)
    if hour > 24 or minute > 59:
        return []
    return [found.value("date", ("clock", hour % 12 * 60 + minute))]


def _resolution(found: Found) -> list[Value]:
    if "document" in found.groups:
        token = found.groups["document"]
        parts = str(token.value).split("/")
        first, second = (int(parts[0]), int(parts[1])) if len(parts) == 2 else (0, 0)
        if is_year(whole(first)) and second == (first + 1) % 100:
            return [found.value("period", (whole(first), whole(first + 1)))]
        if len(parts) == 2 and 0 < int(parts[0]) < int(parts[1]) <= 10:
            return [found.value("number", (Fraction(int(parts[0]), int(parts[1])),))]
        firm = any(len(part) > 2 for part in parts) or found.tokens[0].letter == "#"  # 24/7 is a way of speaking
        return [found.value("resolution", (str(token.value),), firm=firm)]
    out: list[Value] = []
    for token in found.tokens:
        if token.letter in "qB" or (token.letter in "nw" and token is not found.groups.get("year")):
            if token.letter == "n" and is_year(token.value if isinstance(token.value, Fraction) else None) and out:
                continue  # resolution 2254 (2015): the year
            out.append(found.value("resolution", (str(token.value),), span=(token.start, token.stop)))
    return out


def _provision(found: Found) -> list[Value]:
    family = next(str(found.groups[name].value) for name in ("noun3", "noun2", "noun") if name in found.groups)
    numbers = [t for t in found.tokens if t.letter in _NUMBERS and isinstance(t.value, Fraction)]
    out = []
    for at, token in enumerate(numbers):
        start = found.tokens[0].start if at == 0 else token.start
        stop = found.tokens[-1].stop if token is numbers[-1] else token.stop
        inner = token is found.groups.get("inner")
        assert isinstance(token.value, Fraction)
        out.append(
            found.value("provision", ("paragraph" if inner else family, token.value), family, span=(start, stop))
        )
    return out


def _ordinal(found: Found) -> list[Value]:
    first = found.groups["n"]
    numbers = [n for n in (found.number("n"), found.number("n2")) if n is not None]
    # a Latin letter alone is hardly ever a number
    if first.letter == "R" and len(numbers) == 1 and first.stop - first.start == 1:
        return []
    # first, 首, первый: more often a way of speaking than a number
    return [found.value("ordinal", (n,), firm=n != 1) for n in numbers]


def _item(found: Found) -> list[Value]:
    number = found.number("n", "n2")
    return [found.value("provision", ("item", number), "item")] if number is not None else []


def _number(found: Found) -> list[Value]:
    if "free" in found.groups:
        number = found.number("free")
        return [found.value("number", (number,), firm=False)] if number is not None else []
    counted = "counted" in found.groups
    if found.code == "zh" and not counted:
        only = found.groups["n"]
        # a lone numeral in a Chinese word counts nothing: 四川, 三思
        if only.letter == "w" and (only.stop - only.start < 3 or not isinstance(only.value, Fraction)):
            return []
    only = found.tokens[0]
    if len(found.tokens) == 1 and _is_alone(only):
        return [found.value("date", (only.value, "", ""))]
    return _each(found, "number", "", lambda n, _: (n,))


MAKERS: dict[str, Maker] = {
    "date": _date,
    "period": _period,
    "decade": _decade,
    "century": _century,
    "percent": _percent,
    "fraction": _fraction,
    "money": _money,
    "quantity": _quantity,
    "sole": _sole,
    "compound": _compound,
    "anniversary": _anniversary,
    "clock": _clock,
    "resolution": _resolution,
    "provision": _provision,
    "ordinal": _ordinal,
    "item": _item,
    "number": _number,
}
