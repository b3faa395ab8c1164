"""Pairs of quotes and brackets, which no sentence boundary may part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import accumulate

from toolkit.languages import Span

MARKS = {
    "«": "»", "“": "”", "„": "“", "《": "》", "〈": "〉", "（": "）", "(": ")", "[": "]",
    "【": "】", "「": "」", "『": "』",
}  # fmt: skip


@cache
def _any(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


def pairs(text: str, marks: Mapping[str, str]) -> list[Span]:
    """Return the offsets of each opening mark and the closing mark that belongs to it, inner pairs first.

    A mark without its partner pairs with nothing, so that a lost closing quote can't swallow a text. ``marks`` maps
    opening to closing marks; one mark may be both (“ closes „ and opens ”).
    """
    closing = set(marks.values())
    found: list[Span] = []
    open_: list[tuple[str, int]] = []
    for match in _any("".join([*marks, *marks.values()])).finditer(text):
        at, char = match.start(), match[0]
        awaited = char in closing and any(closer == char for closer, _ in open_)
        if char in marks and not (awaited and open_[-1][0] == char):
            open_.append((marks[char], at))
        elif awaited:
            while open_:
                closer, start = open_.pop()
                if closer == char:
                    found.append((start, at))
                    break
    return found


def curled(text: str) -> str:
    """Return the text with straight double quotes as “ and ” in turn, if they are even in number; offsets stay."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return text
    return "".join(piece + mark for piece, mark in zip(pieces, [*"“”" * (len(pieces) // 2), ""], strict=True))


def depths(length: int, found: list[Span]) -> list[int]:
    """Return for each of ``length`` characters in how many of the pairs it stands, marks included."""
    steps = [0] * (length + 1)
    for start, stop in found:
        steps[start] += 1
        steps[stop + 1] -= 1
    return list(accumulate(steps[:length]))
