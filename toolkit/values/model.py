"""What a number, date or quantity in a text says; standard library only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import Literal

Kind = Literal["number", "ordinal", "date", "period", "percent", "money", "quantity", "provision", "resolution"]
_SAID = attrgetter("kind", "key", "unit", "firm")
Key = tuple[str | Fraction, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that stands in a text: ``text[start:stop] == surface``; offsets are code points, half-open.

    ``key`` is what it says, equal for the same value in every language and writing; ``kind`` is what it is. ``unit``
    is the unit of a quantity or the currency of a sum, as one name for all languages (``t/year``, ``CNY``). One that is
    not ``firm`` stands in words that translators render freely (both, one year, the number in COVID-19): it may answer
    a value of the other side, but alone it says nothing.
    """

    kind: Kind
    key: Key
    start: int
    stop: int
    surface: str
    unit: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that one text says and the other does not say so.

    ``ours`` and ``theirs`` are what seems to stand for one another; None where the other text has nothing of the kind.
    ``sort``: another value, a date of which one text says less (``detail``), or values that both texts say, in another
    ``order`` or not as often (``count``).
    """

    ours: Value | None
    theirs: Value | None
    sort: Literal["value", "detail", "order", "count"] = "value"

    @property
    def kind(self) -> Kind:
        """What kind of value differs."""
        value = self.ours or self.theirs
        assert value is not None
        return value.kind


def alike(ours: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Whether two texts say the same values as often, in whatever order, each in the same kind of writing."""
    if len(ours) != len(theirs):
        return False
    here, there = [*map(_SAID, ours)], [*map(_SAID, theirs)]
    return here == there or (len(here) > 1 and Counter(here) == Counter(there))
