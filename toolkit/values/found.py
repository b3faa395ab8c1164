"""A rule that holds at a place, as the makers of values see it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from toolkit.values.model import Key, Kind, Value
from toolkit.values.tokens import Token


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
            if token and type(token.value) is Fraction:
                return token.value
        return None

    def value(
        self, kind: Kind, key: Key, unit: str = "", firm: bool = True, span: tuple[int, int] | None = None
    ) -> Value:
        """Return a value that stands in the whole of it, or in a span."""
        start, stop = span or (self.tokens[0].start, self.tokens[-1].stop)
        return Value(kind, key, start, stop, self.text[start:stop], unit, firm)


def is_year(number: Fraction | None) -> bool:
    """Whether a number can be a year as documents name them."""
    return number is not None and number.denominator == 1 and 1000 <= number < 3000
