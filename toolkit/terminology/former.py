"""The years that a text names: a former name is no fault beside one of its own time."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<![\d./-])(?:1[5-9]|20)\d\d(?![\d/])")
_ENDS = re.compile(r"[.!?…]\s+(?=[A-ZА-ЯЁ«“\"])|[。！？\n]")
_CHARACTER = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def years(text: str) -> list[tuple[int, int]]:
    """Return the years that a text names, each with its place."""
    return [(match.start(), int(match[0])) for match in _YEAR.finditer(text.translate(_CHARACTER))]


def year_of(text: str) -> int:
    """Return the last year that a text names, as the time in which it was written; 0 if it names none."""
    return max((year for _, year in years(text)), default=0)


def of_its_time(text: str, start: int, last: int, written: int) -> bool:
    """Return whether a name that was right until the year ``last`` stands beside a year of that time.

    The year is the nearest one in its sentence, else in the text; if the text names none, the one in which it was
    ``written``, if known.
    """
    named = years(text)
    ends = [match.end() for match in _ENDS.finditer(text)]
    first, stop = (
        max([0, *(end for end in ends if end <= start)]),
        min([len(text), *(end for end in ends if end > start)]),
    )
    beside = [each for each in named if first <= each[0] < stop] or named
    near = min(beside, key=lambda each: abs(each[0] - start), default=(0, written))
    return 0 < near[1] <= last
