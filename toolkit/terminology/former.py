"""The years that a text names: a former name is no fault beside one of its own time."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

_ONE, _TWO = "1一", "2二"
_DIGITS = r"\d〇○零一二三四五六七八九"
# what begins a year is looked for first: few characters do
_YEAR = re.compile(
    rf"[{_ONE}{_TWO}](?<![{_DIGITS}./-].)(?:(?<=[{_ONE}])[5-9五六七八九]|(?<=[{_TWO}])[0〇○零])"
    rf"[{_DIGITS}]{{2}}(?![{_DIGITS}/])"
)
_ENDS = re.compile(r"[.!?…]\s+(?=[A-ZА-ЯЁ«“\"])|[。！？\n]")
_CHARACTER = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def years(text: str) -> list[tuple[int, int]]:
    """Return the years that a text names, each with its place."""
    return [(match.start(), int(match[0].translate(_CHARACTER))) for match in _YEAR.finditer(text)]


def year_of(text: str) -> int:
    """Return the last year that a text names, as the time in which it was written; 0 if it names none."""
    return max((year for _, year in years(text)), default=0)


class Times:
    """The years and sentences of a text, which are looked for once, when a former name stands in it.

    ``written`` is the year in which the text was written, 0 if that is not known.
    """

    def __init__(self, text: str, written: int = 0) -> None:
        self.text = text
        self.written = written

    @cached_property
    def _years(self) -> list[tuple[int, int]]:
        return years(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _ENDS.finditer(self.text)]

    def allow(self, start: int, last: int) -> bool:
        """Return whether a name that was right until the year ``last`` stands beside a year of that time.

        The year is the nearest one in its sentence, else in the text; if the text names none, the one in which it was
        written.
        """
        sentence = bisect_right(self._ends, start)
        first = self._ends[sentence - 1] if sentence else 0
        stop = self._ends[sentence] if sentence < len(self._ends) else len(self.text)
        low, high = (bisect_right(self._years, (place,)) for place in (first, stop))
        beside = self._years[low:high] or self._around(start)
        near = min(beside, key=lambda each: abs(each[0] - start), default=(0, self.written))
        return 0 < near[1] <= last

    def _around(self, place: int) -> list[tuple[int, int]]:
        """Return the last year before a place, and the first one after it."""
        at = bisect_right(self._years, (place,))
        return self._years[max(at - 1, 0) : at + 1]
