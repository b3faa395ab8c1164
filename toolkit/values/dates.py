"""Days, years and what is told by them: periods, decades, centuries, anniversaries, hours."""

from __future__ import annotations

import re
from fractions import Fraction

from toolkit.values.found import Found, is_year
from toolkit.values.model import Value
from toolkit.values.numerals import whole


def date(found: Found) -> list[Value]:
    """Return the dates of a day, a month or a year, or of two days that share a month."""
    if "full" in found.groups:
        return _full(found)
    if "years" in found.groups:
        return _years(found)
    year, month = found.number("year2", "year"), found.number("month", "month2", "sure")
    day, second = found.number("day"), found.number("day2")
    if ("year" in found.groups and not is_year(year)) or (
        "days" in found.groups and found.groups["days"].value != "day"
    ):
        return []
    if any(each is not None and not 1 <= each <= 31 for each in (day, second)) or (month and not 1 <= month <= 12):
        return []
    if second is None:
        firm = day is not None or year is not None
        if found.code == "zh" and day == 1 and year is month is None:
            firm = False  # 逾期一日 is a day
        return [found.value("date", (_or(year), _or(month), _or(day)), firm=firm)]
    last = found.number("month2", "month")
    cut, begins = found.groups["day"].stop, found.groups["day2"].start
    if found.code != "ru" and "month2" in found.groups:
        begins = min(begins, found.groups["month2"].start)
    return [
        found.value("date", (_or(year), _or(month), _or(day)), span=(found.tokens[0].start, cut)),
        found.value("date", (_or(year), _or(last), second), span=(begins, found.tokens[-1].stop)),
    ]


def months(found: Found) -> list[Value]:
    """Return two months of one year: 2025年1月至5月, январь — май 2025 года."""
    year, numbers = found.number("year"), [found.number("month"), found.number("month2")]
    if not is_year(year) or any(number is None or not 1 <= number <= 12 for number in numbers):
        return []
    first, last = (found.groups[name] for name in ("month", "month2"))
    start = found.tokens[0].start if found.code == "zh" else first.start
    spans = [(start, first.stop), (last.start, found.tokens[-1].stop)]
    return [
        found.value("date", (_or(year), _or(number), ""), span=span)
        for number, span in zip(numbers, spans, strict=True)
    ]


def _years(found: Found) -> list[Value]:
    """Return years that share the word for them: в 2018 и 2019 годах."""
    numbers = [token for token in found.tokens if token.letter in "noO"]
    out = []
    for token in numbers:
        if type(token.value) is not Fraction or not is_year(token.value):
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


def period(found: Found) -> list[Value]:
    """Return a period of years."""
    first, last = found.number("first"), found.number("last")
    if first is None or last is None or not is_year(first):
        return []
    if last < 100 and found.groups["last"].stop - found.groups["last"].start == 2:
        last = first - first % 100 + last  # 2024–25
    return [found.value("period", (first, last))] if is_year(last) and first < last else []


def decade(found: Found) -> list[Value]:
    """Return a decade: the nineties, of whatever century, or the 1990s."""
    decade = found.number("decade")
    if decade is None or decade % 10 or not (20 <= decade < 100 or is_year(decade)):
        return []
    century = found.number("century") if decade < 100 else None
    return [found.value("period", ("decade", decade if century is None else (century - 1) * 100 + decade))]


def century(found: Found) -> list[Value]:
    """Return centuries, one or two: XX–XXI вв."""
    places = [found.groups[name] for name in ("n", "n2") if name in found.groups]
    numbers = [place.value for place in places]
    if any(type(n) is not Fraction or n > 40 for n in numbers):
        return []
    if found.code == "ru" and places[0].letter == "n" and numbers[0] in (1, 2, 3, 4):
        return []  # 2 века are two hundred years
    spans = [(place.start, place.stop) for place in places[:-1]] + [(places[-1].start, found.tokens[-1].stop)]
    return [found.value("period", ("century", n), span=span) for n, span in zip(numbers, spans, strict=True)]


def anniversary(found: Found) -> list[Value]:
    """Return an anniversary."""
    token = found.groups.get("n3")
    number = Fraction(str(token.value).partition(" ")[0]) if token else found.number("n", "n2")
    if number is None:
        return []
    return [found.value("ordinal", ("anniversary", number), "anniversary", firm=number != 1)]


def clock(found: Found) -> list[Value]:
    """Return an hour of the day; which half of it is left open, since texts say it in other ways."""
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


def hours(found: Found) -> list[Value]:
    """Return the two hours from and to which something lasts: с 15 до 17 часов, 3 to 5 p.m."""
    numbers = [found.number("hour"), found.number("hour2")]
    if "hours" in found.groups and found.groups["hours"].value != "hour":
        return []
    if any(number is None or number > 24 for number in numbers):
        return []
    cuts = (found.tokens[0].start, found.groups["hour"].stop), (found.groups["hour2"].start, found.tokens[-1].stop)
    return [
        found.value("date", ("clock", number % 12 * 60), span=span)
        for number, span in zip(numbers, cuts, strict=True)
        if number is not None
    ]
