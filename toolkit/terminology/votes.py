"""Whether a short Chinese term is one where it was found: 中亚 is none in 集中|亚洲.

Terms are found on characters; only where an edge cuts through a word of the segmenter's dictionary are the words around
it weighed: the likeliest ones that leave the term whole against the likeliest that part it. Characters that would be
left over alone speak against a reading, since in such texts few are words (与|会议|员, but 与会|议员).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from toolkit.languages import zh

LONGEST = 3  # characters of a term in doubt
_AROUND = 8  # characters on either side that are read with it
_WORD = 6  # characters of a word at most
_MADE = "化"  # after a word: what becomes such
_ALONE = 2.0  # what a character alone costs more than its frequency says


def against(plain: str, start: int, stop: int, verb: bool = False) -> str:
    """Return the words that are read where a term would cut through them, joined by ``|``; else nothing.

    A word that only begins or ends with the term is no objection (中国人), unless the term is a verb of two
    characters (有权 in 所有权), or 化 makes another word of it (民主 in 民主化).
    """
    if stop - start > (2 if verb else LONGEST):
        return ""
    strict = (verb and stop - start == 2) or plain[stop : stop + 1] == _MADE
    if not strict and not (_cut(plain, start) or _cut(plain, stop)):
        return ""
    first = max(start - _AROUND, 0)
    return _objection(plain[first : stop + _AROUND], start - first, stop - first, strict)


def _cut(plain: str, at: int) -> bool:
    return 0 < at < len(plain) and bool(zh.quick().has_word(plain[at - 1 : at + 1]))


@lru_cache(maxsize=1 << 15)
def _objection(window: str, start: int, stop: int, strict: bool) -> str:
    read = [span for span in _spans(zh.quick().cut(window)) if span[0] < stop and start < span[1]]
    left, right = read[0][0] < start, read[-1][1] > stop
    if len(read) > 1 or not (left or right if strict else left and right):
        read = [span for span in _likeliest(window, start, stop) if span[0] < stop and start < span[1]]
        if len(read) == 1 or not (read[0][0] < start or read[-1][1] > stop):
            return ""
    return "|".join(window[at:end] for at, end in read)


def _spans(words: list[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)


class _Path(NamedTuple):
    cost: float
    spans: tuple[tuple[int, int], ...]


def _likeliest(window: str, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the likeliest words of a text, none of which goes beyond the term and holds it."""
    paths = [_Path(0.0, ())]
    for end in range(1, len(window) + 1):
        ways = (
            _Path(paths[at].cost + _cost(window[at:end], (at, end) == (start, stop)), (*paths[at].spans, (at, end)))
            for at in range(max(end - _WORD, 0), end)
            if (at, end) == (start, stop) or not (at <= start and stop <= end)
        )
        paths.append(min(ways))
    return paths[-1].spans


@lru_cache(maxsize=1 << 14)
def _cost(word: str, term: bool) -> float:
    """Return how unlikely a word is, past all bounds if it is none; a term is one even if no dictionary has it."""
    if not term and len(zh.quick().cut(word, False)) > 1:
        return float("inf")
    # what the engine suggests is a word's frequency in its dictionary, or what those of its parts make likely
    return log(_ALL / zh.quick().suggest_freq(word)) + (_ALONE if len(word) == 1 else 0)


_ALL = 6e7  # all words together, as the dictionary counts them
