"""Chinese characters with several readings: words, names and neighbours that tell which one is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LONGEST = 4  # words of a text that together may be a word of the list
_SHORT = 3  # words: after 以 and 为, what is longer up to the next mark is no predicate
_NAME = 3  # characters: a shorter word is no transcribed name by its characters alone
_STOP = re.compile(r"[，。；：！？,.;:!?]")
_QUOTE = re.compile(r"[“‘「『《（(\s]+")
_AMOUNT = re.compile(r"[一二两三四五六七八九十百千万几数\d]+[年个月日天名位项条款期份人种级层元倍]?")


@dataclass(frozen=True)
class Readings:
    """What the data file tells: readings of ``words``, of ``sounds`` in transcribed names, and of ``ends`` of words.

    ``open`` are words that are read as their parts would be (应为).
    """

    words: dict[str, str]
    sounds: dict[str, str]
    ends: dict[str, str]
    open: frozenset[str]


@cache
def readings() -> Readings:
    """Return the readings that the data file beside this module lists."""
    found: dict[str, dict[str, str]] = {"": {}, "·": {}, "*": {}}
    parted: set[str] = set()
    for row in files(__package__).joinpath("zh.readings.tsv").read_text("utf-8").splitlines():
        word, _, reading = row.partition("\t")
        if row.startswith("="):
            parted.add(row[1:])
        elif reading and not row.startswith("#"):
            mark = word[0] if word[0] in found else ""
            found[mark][word.removeprefix(mark)] = reading
    return Readings(found[""], found["·"], found["*"], frozenset(parted))


def across(cut: Sequence[str]) -> dict[int, str]:
    """Return, by the place of a word, its reading as part of a listed word that several words of the text make up."""
    known, out = readings().words, {}
    at = 0
    while at < len(cut):
        sizes = range(min(_LONGEST, len(cut) - at), 1, -1)
        size = next((each for each in sizes if "".join(cut[at : at + each]) in known), 1)
        if size > 1:
            syllables = known["".join(cut[at : at + size])].split()
            for place in range(at, at + size):
                out[place] = " ".join(syllables[: len(cut[place])])
                del syllables[: len(cut[place])]
        at += size
    return out


def becomes(cut: Sequence[str], at: int) -> bool:
    """Whether the word 为 at a place is the verb (wéi), not for or by (wèi).

    It is at the end of a clause, before an amount, and in 以……为…… where little follows.
    """
    following = [each for each in cut[at + 1 : at + 8] if not _QUOTE.fullmatch(each)]
    if not following or _STOP.match(following[0]) or _AMOUNT.fullmatch(following[0]):
        return True
    clause = next((place for place in range(at, 0, -1) if _STOP.match(cut[place - 1])), 0)
    ends = next((place for place, each in enumerate(following) if _STOP.match(each)), len(following))
    return "以" in cut[clause:at] and ends <= _SHORT


def in_name(word: str, syllables: list[str], transcribed: frozenset[str]) -> list[str]:
    """Return the syllables of a word with those of a transcribed name, if it is written as they are."""
    sounds = readings().sounds
    foreign = len(word) >= _NAME and all(each in transcribed or each in sounds for each in word)
    if not foreign or len(syllables) != len(word):
        return syllables
    return [sounds.get(char, syllable) for char, syllable in zip(word, syllables, strict=True)]
