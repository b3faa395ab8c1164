"""From tokens to values: the rules of a language say what is written, the makers here what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.values.lexicon import lexicon, units
from toolkit.values.model import Key, Kind, Value
from toolkit.values.numerals import whole
from toolkit.values.scanning import Token, scan

_NUMBERS = "nwoORb"
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})  # один час is час, 1 hour an hour
_SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_CHUNK = re.compile(r"[^_]*[nwoORtcqDAZNBmbEhPuC][^_]*")


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


def read(text: str, code: str) -> Iterator[Value]:
    """Yield the values in a text in order."""
    tokens = scan(text, code)
    row = "".join([token.letter for token in tokens])
    rules = lexicon(code).rules
    for chunk in _CHUNK.finditer(row):
        at, stop = chunk.span()
        while at < stop:
            for rule in rules:
                match = rule.pattern.match(row, at)
                if match and match.end() > at:
                    groups = {name: tokens[span[0]] for name in match.groupdict() if (span := match.span(name))[0] >= 0}
                    made = MAKERS[rule.make](Found(text, code, tokens[at : match.end()], groups))
                    if made:
                        yield from made
                        at = match.end()
                        break
            else:
                at += 1


def is_year(number: Fraction | None) -> bool:
    """Whether a number can be a year as documents name them."""
    return number is not None and number.denominator == 1 and 1000 <= number < 3000


def _date(found: Found) -> list[Value]:
    if "full" in found.groups:
        return _full(found)
    if "years" in found.groups:
        years = [t for t in found.tokens if t.letter in "noO"]
        if not all(isinstance(t.value, Fraction) and is_year(t.value) for t in years):
            return []
        spans = [(t.start, t.stop if t is not years[-1] else found.tokens[-1].stop) for t in years]
        return [
            found.value("date", (t.value, "", ""), span=span)  # type: ignore[arg-type]
            for t, span in zip(years, spans, strict=True)
            if isinstance(t.value, Fraction)
        ]
    year = found.number("year2", "year")
    day, month = found.number("day"), found.number("month", "month2", "sure")
    second = found.number("day2")
    if "year" in found.groups and not is_year(year):
        return []
    if any(each is not None and not 1 <= each <= 31 for each in (day, second)) or (month and not 1 <= month <= 12):
        return []
    tail = found.groups.get("day2")
    firm = not (day is None and year is None)
    if tail is None or second is None:
        return [found.value("date", (_or(year), _or(month), _or(day)), firm=firm)]
    middle = found.groups["day"].stop
    return [
        found.value("date", (_or(year), _or(month), _or(day)), span=(found.tokens[0].start, middle)),
        found.value(
            "date",
            (_or(year), _or(found.number("month2", "month")), second),
            span=(found.groups.get("month2", tail).start if found.code != "ru" else tail.start, found.tokens[-1].stop)
            if found.code != "zh"
            else (min(tail.start, found.groups.get("month2", tail).start), found.tokens[-1].stop),
        ),
    ]


def _or(number: Fraction | None) -> Fraction | str:
    return "" if number is None else number


def _full(found: Found) -> list[Value]:
    parts = [int(each) for each in re.findall(r"\d+", str(found.groups["full"].value))]
    year, month, day = parts if parts[0] > 31 else (parts[2], parts[1], parts[0])
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
    return [found.value("period", ("decade", decade % 100))]


def _century(found: Found) -> list[Value]:
    numbers = [n for n in (found.number("n"), found.number("n2")) if n is not None]
    return [found.value("period", ("century", n)) for n in numbers[-1:] if n < 40]


def _each(found: Found, kind: Kind, unit: str, say: Callable[[Fraction], Key], letters: str = "nwb") -> list[Value]:
    """Return one value for each number of a range or list that shares what follows it: от 5 до 10 млн тонн."""
    numbers = [t for t in found.tokens if t.letter in letters and isinstance(t.value, Fraction)]
    last = numbers[-1]
    out = []
    for at, token in enumerate(numbers):
        assert isinstance(token.value, Fraction)
        shared = last.scale if token.scale == 1 and last.scale > 1 and token.value < 1000 and token is not last else 1
        start = found.tokens[0].start if not at else token.start
        after = found.tokens[min(found.tokens.index(token) + 1, len(found.tokens) - 1)]
        stop = found.tokens[-1].stop if token is last else after.stop if after.letter in "%ukxyY$" else token.stop
        firm = token.letter != "b" and not (token.value == 1 and (token.letter == "w" or unit in _TIMES))
        out.append(found.value(kind, say(token.value * shared), unit, firm, (start, stop)))
    return out


def _percent(found: Found) -> list[Value]:
    share = found.groups["share"]
    points = "points" if share.letter == "j" else ""
    factor = {"T": Fraction(10), "P": Fraction(100) / share.value if share.letter == "P" else Fraction(1)}.get(  # type: ignore[operator]
        share.letter, Fraction(1)
    )
    if share.letter == "T" and any(t.letter == "n" for t in found.tokens):
        return []
    return _each(found, "percent", points, lambda n: (n * factor, points) if points else (n * factor,))


def _fraction(found: Found) -> list[Value]:
    above, below = found.number("above", "one"), found.number("below", "below2")
    if above is None or below is None or below < 2 or above >= below + 1:
        return []
    if "below2" in found.groups and above != 1:
        return []
    return [found.value("number", (above / below if below >= 1 else above * below,), firm=False)]


def _money(found: Found) -> list[Value]:
    tokens = [t for t in found.tokens if t.letter in "k$"]
    name = str(found.groups["currency"].value)
    # 元人民币 says twice what it is
    name = next((str(t.value) for t in tokens if t.value not in ("CNY", name)), name)
    if name == "USD-cent":
        return _each(found, "money", "USD", lambda n: (n / 100, "USD"))
    return _each(found, "money", name, lambda n: (n, name))


def _quantity(found: Found) -> list[Value]:
    if "day" in found.groups:
        name = "day"
    else:
        name = str(found.groups["unit"].value)
    unit = units()[name]
    half = found.groups.get("half")
    per = f"/{found.groups['per'].value}" if "per" in found.groups else ""

    def say(number: Fraction) -> Key:
        number = number + (Fraction(1, 2) if half else 0)
        return (number * unit.factor, unit.base + per)

    if "only" in found.groups:
        return [found.value("quantity", (unit.factor / 2, unit.base + per), name + per, firm=False)]
    return _each(found, "quantity", name + per, say)


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
    return [found.value("ordinal", ("anniversary", number), "anniversary")] if number is not None else []


def _clock(found: Found) -> list[Value]:
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
        if len(parts) == 2 and 0 < int(parts[0]) < int(parts[1]) <= 10:
            return [found.value("number", (Fraction(int(parts[0]), int(parts[1])),))]
        return [found.value("resolution", (str(token.value),))]
    out = []
    for token in found.tokens:
        if token.letter in "qB" or (token.letter in "nw" and token is not found.groups.get("year")):
            if token.letter == "n" and is_year(token.value if isinstance(token.value, Fraction) else None) and out:
                continue  # resolution 2254 (2015): the year
            out.append(found.value("resolution", (str(token.value),), span=(token.start, token.stop)))
    return out


def _provision(found: Found) -> list[Value]:
    noun = found.groups.get("noun2") or found.groups["noun"]
    family = str(noun.value)
    numbers = [t for t in found.tokens if t.letter in _NUMBERS and isinstance(t.value, Fraction)]
    out = []
    for at, token in enumerate(numbers):
        start = found.tokens[0].start if at == 0 else token.start
        stop = found.tokens[-1].stop if token is numbers[-1] else token.stop
        inner = token is found.groups.get("inner")
        assert isinstance(token.value, Fraction)
        out.append(found.value("provision", ("paragraph" if inner else family, token.value), family, span=(start, stop)))
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
    return _each(found, "number", "", lambda n: (n,))


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
