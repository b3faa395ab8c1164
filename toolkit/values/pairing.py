"""Two lists of values held against each other: what one side says and the other does not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from toolkit.values.lasting import lasts
from toolkit.values.lexicon import units
from toolkit.values.model import Difference, Value, alike
from toolkit.values.numerals import whole

# kinds between which languages move one number: the fifth round, round 5; 第三条, the third article
_KIN: dict[str, frozenset[str]] = {
    "number": frozenset({"number", "percent", "ordinal", "quantity", "date", "provision", "period", "resolution"}),
    "ordinal": frozenset({"number", "ordinal", "quantity", "date", "provision", "period"}),
    "quantity": frozenset({"number", "ordinal", "date", "period"}),
    "date": frozenset({"number", "ordinal", "quantity", "date", "period"}),
    "period": frozenset({"number", "ordinal", "date", "period", "quantity"}),
    "percent": frozenset({"number"}),
    "provision": frozenset({"number", "ordinal", "provision"}),
    "resolution": frozenset({"number", "resolution"}),
}
_NEAR = Fraction(93, 100)  # so much of a quantity is left when it is rounded in another unit
_SMALL = 12
_APART = frozenset({"article", "paragraph"})  # пункт 3 статьи 2 is not 第三条第二款
_LOOSE = frozenset({"item", "paragraph"})  # what provisions are called in one text and not in another


def differences(ours: Sequence[Value], theirs: Sequence[Value]) -> tuple[Difference, ...]:
    """Return what two texts that should say the same say differently, in the order of the first text."""
    if alike(ours, theirs):
        return ()
    left = [v for v in ours if not _among(v, theirs)]
    right = [v for v in theirs if not _among(v, ours)]
    out = [
        Difference(one, other, "detail")
        for one in left
        for other in right
        if _partly(one, other) and one.firm and other.firm
    ]
    told = {id(v) for each in out for v in (each.ours, each.theirs)}
    left = [v for v in left if id(v) not in told and not _covered(v, theirs)]
    right = [v for v in right if id(v) not in told and not _covered(v, ours)]
    more = (_surplus(ours, theirs), _surplus(theirs, ours))
    pairs = [pair for pair in _pairs(left + more[0], right + more[1]) if pair[0] in left or pair[1] in right]
    out += [Difference(one, other) for one, other in pairs if _worth(one, other)]
    paired = {id(v) for pair in pairs for v in pair}
    out += [Difference(v, None) for v in left if id(v) not in paired and _alone(v, theirs)]
    out += [Difference(None, v) for v in right if id(v) not in paired and _alone(v, ours)]
    return tuple(sorted(out, key=lambda each: each.ours.start if each.ours else 1 << 30))


def _among(value: Value, others: Sequence[Value]) -> bool:
    """Whether a value is said by one of the others, in whatever kind of writing."""
    return any(same(value, other) for other in others)


def _surplus(values: Sequence[Value], others: Sequence[Value]) -> list[Value]:
    """Return the values that others say less often: two and two against two and one."""
    out = []
    for value in values:
        often = [each for each in values if same(value, each)] if value.firm else []
        first = len(often) > 1 and value is next(each for each in often if each.firm)
        if first and len(often) > sum(same(value, other) for other in others) > 0:
            out.append(value)
    return out


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same, in whatever kind of writing."""
    if one.kind == other.kind and one.key == other.key:
        return True
    if one.kind == other.kind:
        return _same_kind(one, other)
    if other.kind not in _KIN.get(one.kind, ()) or "item" in (one.key[0], other.key[0]):
        return False
    if "percent" in (one.kind, other.kind):
        return _share(one) == _share(other)
    if {one.kind, other.kind} == {"date", "quantity"} and not _same_span(one, other):
        return False
    return any(map(_said(other).__contains__, _said(one)))


def _same_span(one: Value, other: Value) -> bool:
    """Whether a day of the month, which Chinese writes as it writes days (三十日后), stands beside days."""
    date, quantity = (one, other) if one.kind == "date" else (other, one)
    return date.key[0] != "" or quantity.unit in ("day", "working-day")


def _share(value: Value) -> Fraction | None:
    """Return the share that a percentage or a fraction is; of a whole number it is not asked."""
    number = value.key[0]
    if type(number) is not Fraction or value.unit == "points":
        return None
    return number / 100 if value.kind == "percent" else number if number.denominator > 1 else Fraction(-1)


def _same_kind(one: Value, other: Value) -> bool:
    """Whether two values of a kind, with other keys, say the same all the same."""
    if one.kind == "quantity":
        return _same_amount(one, other)
    if one.kind == "number":
        return "grown" in (one.unit, other.unit) and (_grown(one) == other.key[0] or one.key[0] == _grown(other))
    if one.kind == "money":
        return one.key[0] == other.key[0] and bool(set(one.unit.split("|")) & set(other.unit.split("|")))  # ¥
    if one.kind == "provision":
        levels = {one.key[0], other.key[0]}
        if levels == {"item"}:
            return _is_last(one.key[1], other.key[1]) or _is_last(other.key[1], one.key[1])
        return one.key[1] == other.key[1] and bool(_LOOSE & levels) and levels != _APART
    if one.kind == "period" and one.key[0] == other.key[0] == "decade":
        years = [value.key[1] for value in (one, other) if type(value.key[1]) is Fraction]
        return min(years) < 100 and years[0] % 100 == years[1] % 100  # the nineties, of whatever century
    if one.kind in ("ordinal", "resolution"):
        return one.key[-1] == other.key[-1]
    return False


def _is_last(number: Fraction | str, levels: Fraction | str) -> bool:
    """Whether a number is the last of several levels: （三） opens the same item as 2.3."""
    return isinstance(levels, str) and str(number) == levels.rpartition(".")[2]


def _same_amount(one: Value, other: Value) -> bool:
    """Whether two quantities are the same: a year's tonnes are tonnes, not a month's; degrees may be of any scale."""
    if _base(one) != _base(other):
        return _are_days(one, other)
    over = [str(value.key[1]).partition("/")[2] for value in (one, other)]
    if all(over) and over[0] != over[1]:
        return False
    degrees = "degree" in (one.unit, other.unit) and _written(one) == _written(other)
    return one.key[0] == other.key[0] or degrees


def _grown(value: Value) -> Fraction | None:
    """Return how many times as much something is that has grown by some times: 增长两倍, в три раза."""
    number = value.key[0]
    return number + 1 if value.unit == "grown" and type(number) is Fraction else None


def _are_days(one: Value, other: Value) -> bool:
    """Whether one of two quantities counts days of 24 hours, and the other as many days: двое суток, 两天."""
    return {one.unit, other.unit} == {"day-and-night", "day"} and _written(one) == _written(other)


def _converted(one: Value, other: Value) -> bool:
    """Whether a quantity is another one in a foreign unit, rounded: 30 yards, 27 метров."""
    if one.kind != "quantity" or other.kind != "quantity" or _base(one) != _base(other):
        return False
    sizes = [value.key[0] for value in (one, other) if type(value.key[0]) is Fraction]
    foreign = [units()[value.unit.partition("/")[0]].foreign for value in (one, other)]
    return any(foreign) and not all(foreign) and all(sizes) and _NEAR < sizes[0] / sizes[1] < 1 / _NEAR


def _base(value: Value) -> str:
    """Return what a quantity is measured against, but for the time it is reckoned for."""
    return str(value.key[1]).partition("/")[0]


def _said(value: Value) -> tuple[Fraction | str, ...]:
    """Return the plain numbers that a value can be said with."""
    if value.kind == "quantity":
        amount = value.key[0]
        assert isinstance(amount, Fraction)
        return (amount, _written(value))
    if value.kind == "date":
        year, month, day = (*value.key, "", "")[:3]
        if year == "clock":
            assert isinstance(month, Fraction)
            return (month / 60 % 12, month / 60 % 12 + 12) if month else (Fraction(12), Fraction(0))
        filled = [part for part in (year, month, day) if part != ""]
        return tuple(filled) if len(filled) == 1 else ()
    said = value.key[-1]
    if value.kind == "ordinal" and value.key[0] == "anniversary" and isinstance(said, Fraction):
        return (said, said * 12)  # столетие: a hundred years, counted in months
    if isinstance(said, Fraction) or not all(part.isdecimal() for part in said.split("/")):
        return (said,)
    return tuple(whole(int(part)) for part in said.split("/")) if "/" not in said or not value.firm else (said,)


def _written(value: Value) -> Fraction:
    """Return the number that a quantity is written with."""
    unit, amount = units()[value.unit.partition("/")[0]], value.key[0]
    assert isinstance(amount, Fraction)
    return amount if unit.factor == 1 and not unit.offset else (amount - unit.offset) / unit.factor


def _partly(one: Value, other: Value) -> bool:
    """Whether two values are one date, of which one text says less."""
    if one.kind != "date" or other.kind != "date" or "clock" in (one.key[0], other.key[0]):
        return False
    shared = [(a, b) for a, b in zip(one.key, other.key, strict=True) if a != "" and b != ""]
    return bool(shared) and all(a == b for a, b in shared) and one.key != other.key


def _covered(value: Value, others: Sequence[Value]) -> bool:
    """Whether what a value says is said by several others: a span of years by its ends, a full date in parts."""
    if value.kind == "period" and len(value.key) == 2 and type(value.key[0]) is Fraction:
        said = {part for other in others for part in (other.key if other.kind in ("date", "period") else _said(other))}
        return set(value.key) <= said
    if value.key[0] == "clock" or value.kind == "quantity":
        return lasts(value, others)
    if value.kind == "date":
        partial = [other for other in others if _partly(value, other)]
        parts = {at: p for other in partial for at, p in enumerate(other.key) if p != ""}
        if all(part == "" or at in parts for at, part in enumerate(value.key)):
            return bool(partial)
        periods = [other for other in others if other.kind == "period" and value.key[0] in other.key]
        return bool(periods) and value.key[1:] == ("", "")
    return False


def _worth(one: Value, other: Value) -> bool:
    """Whether two values that answer one another are worth telling: firm ones, converted ones, numbers in names."""
    if _converted(one, other):
        return False
    return one.firm or other.firm or _in_digits(one, other) or _are_months(one, other) or _are_shares(one, other)


def _are_shares(one: Value, other: Value) -> bool:
    """Whether both values are less than one: half and a third are small words, and not the same."""
    return all(type(value.key[0]) is Fraction and 0 < value.key[0] < 1 for value in (one, other))


def _in_digits(one: Value, other: Value) -> bool:
    """Whether both values have digits: of free ones, the numbers in names such as C919."""
    return all(any(char.isdecimal() for char in value.surface) for value in (one, other))


def _are_months(one: Value, other: Value) -> bool:
    """Whether both values are a month without day and year: it may be left out, but is not another one."""
    return all(value.kind == "date" and value.key[:1] == value.key[2:] == ("",) for value in (one, other))


def _alone(value: Value, others: Sequence[Value]) -> bool:
    """Whether a value that nothing answers is worth telling."""
    return value.firm and value.key[0] != "item" and not any(_converted(value, other) for other in others)


def _pairs(left: Sequence[Value], right: Sequence[Value]) -> list[tuple[Value, Value]]:
    """Return which values answer one another most likely: of one kind, nearest first."""
    costs = sorted(
        (_distance(one, other, i / len(left), j / len(right)), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if _answer(one, other)
    )
    done: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in costs:
        if i not in done[0] and j not in done[1]:
            done[0].add(i)
            done[1].add(j)
            out.append((left[i], right[j]))
    return out


def _answer(one: Value, other: Value) -> bool:
    """Whether two values may stand for one another; one in free words (one, both) only for a small number."""
    if {one.kind, other.kind} == {"number", "provision"} and not any(v.surface.isdecimal() for v in (one, other)):
        return False  # 两次 is no paragraph
    if not (one.firm and other.firm):
        small = all(type(v.key[0]) is Fraction and v.key[0] <= _SMALL for v in (one, other))
        hours = "day-and-night" in (one.unit, other.unit) and one.kind == "quantity" and _base(one) == _base(other)
        alike = hours or one.unit == other.unit != "" or _in_digits(one, other) or _are_months(one, other)
        return one.kind == other.kind and (small or alike)
    return one.kind == other.kind or other.kind in _KIN.get(one.kind, ()) or one.key[0] == other.key[0]


def _distance(one: Value, other: Value, ours: float, theirs: float) -> float:
    """Return how unlikely it is that two values answer one another."""
    if _converted(one, other):
        return -1.0
    shared = sum(a == b for a, b in zip(one.key, other.key, strict=False))
    return (
        2.0 * (one.kind != other.kind)
        + (one.unit != other.unit)
        - 0.5 * shared
        + abs(ours - theirs)
        + 2.0 * (not one.firm or not other.firm)
    )
