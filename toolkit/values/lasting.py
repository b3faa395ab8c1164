"""Hours of the day beside hours that something lasts: в 2 часа 30 минут may say when, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from toolkit.values.lexicon import units
from toolkit.values.model import Value

_PARTS = frozenset({"hour", "minute"})


def lasts(value: Value, others: Sequence[Value]) -> bool:
    """Whether an hour of the day is said by hours and minutes of others, or such a part by an hour of the day."""
    if value.key[0] == "clock":
        return {each.unit for each in others if _is_part(each, value)} == _PARTS
    return any(other.key[0] == "clock" and _is_part(value, other) for other in others)


def _is_part(part: Value, clock: Value) -> bool:
    """Whether a quantity is the hours or the minutes of an hour of the day, of whichever half of it."""
    minutes, amount = clock.key[1], part.key[0]
    if part.unit not in _PARTS or not isinstance(minutes, Fraction) or not isinstance(amount, Fraction):
        return False
    written = amount / units()[part.unit].factor
    return written % 12 == minutes // 60 if part.unit == "hour" else written == minutes % 60
