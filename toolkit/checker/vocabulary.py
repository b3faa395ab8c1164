"""Sets of words in data files: what each member says, how it is said in each language, and which sets a text has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from toolkit.checker import wording

_GROUP = re.compile(r"\([^()]*\)")  # of a Chinese word, what must or must not stand beside it


class Member(NamedTuple):
    """One of a set: by language, the words that mean it for sure, and all that may."""

    asks: Mapping[str, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]


class _Gate(NamedTuple):
    """A pattern that finds, at each place of a Chinese text, a word that asks, and the sets that have that word."""

    pattern: re.Pattern[str]
    sets: Mapping[str, Sequence[int]]


class Set(NamedTuple):
    """Words that belong together: members by what they say, and a pattern of all that ask, in groups ``m0``, ``m1``."""

    members: Mapping[str, Member]
    asks: Mapping[str, re.Pattern[str]]

    def asked(self, text: str, code: str) -> dict[str, list[re.Match[str]]]:
        """Return where a text has words that ask, by what they say."""
        found: dict[str, list[re.Match[str]]] = {}
        names = list(self.members)
        for match in self.asks[code].finditer(text):
            found.setdefault(names[int(str(match.lastgroup)[1:])], []).append(match)
        return found


@cache
def sets(name: str) -> tuple[Set, ...]:
    """Return the sets of a data file."""
    return tuple(
        Set(
            {
                said: Member(
                    {code: _pattern(words[code].partition("/")[0], code) for code in wording.LANGUAGES},
                    {code: _pattern(words[code].replace("/", ""), code) for code in wording.LANGUAGES},
                )
                for said, words in each.items()
            },
            {
                code: re.compile(
                    "|".join(
                        f"(?P<m{at}>{_pattern(words[code].partition('/')[0], code).pattern})"
                        for at, words in enumerate(each.values())
                    )
                )
                for code in wording.LANGUAGES
            },
        )
        for each in wording.data_file(name)["set"]
    )


def _pattern(words: str, code: str) -> re.Pattern[str]:
    several = [word.replace("_", " ").replace("*", r"\w*") for word in words.split()]
    return re.compile("|".join(several if code == "zh" else (rf"\b{word}\b" for word in several)) or "(?!)")


def looked_for(name: str, text: str, code: str) -> list[Set]:
    """Return the sets of a data file of which a text may have a word; of a text that is not Chinese, all."""
    if code != "zh":
        return list(sets(name))
    gate = _gate(name)
    return [
        sets(name)[at] for at in sorted({at for match in gate.pattern.finditer(text) for at in gate.sets[match[1]]})
    ]


@cache
def _gate(name: str) -> _Gate:
    found: dict[str, list[int]] = {}
    for at, each in enumerate(wording.data_file(name)["set"]):
        for word in " ".join(words["zh"].partition("/")[0] for words in each.values()).split():
            found.setdefault(_GROUP.sub("", word), []).append(at)
    several = sorted(found, key=len, reverse=True)
    first = re.escape("".join(sorted({word[0] for word in found})))  # most characters begin no word
    return _Gate(re.compile(f"(?=[{first}])(?=({'|'.join(map(re.escape, several))}))"), found)
