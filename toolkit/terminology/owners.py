"""Short names of one State's bodies and offices beside another State: 商务部 of China is not in 美国商务部."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.model import Concept
from toolkit.terminology.former import Times

_CATEGORIES = ("organizations", "offices")
_LAST = re.compile(r"[A-Z]\w+$")  # … of the Republic of Kazakhstan
_NOT_OWN = {"Republic"}
_STYLE = r"(?:共和国|联邦|王国|酋长国|国)?的?"  # goes on after the short name of a State: 俄罗斯联邦
_REACH = 24  # characters that the name of a State can take
_OF = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-Z])")


class _State(NamedTuple):
    zh: tuple[str, ...]
    en: tuple[str, ...]
    ru: tuple[str, ...]


class Owner(NamedTuple):
    """The State to which a body or office belongs: its names, and the words that its English names have."""

    names: frozenset[str]
    words: frozenset[str]


def owner(concept: Concept) -> Owner | None:
    """Return the State whose body or office a concept is, which its Chinese terms name; None if there is none."""
    if concept.category not in _CATEGORIES:
        return None
    terms = [term.text for term in concept.of("zh", "preferred", "admitted")]
    found = [each for each in _states() if any(len(n) > 1 and n in term for n in each.zh for term in terms)]
    if len(found) != 1:
        return None
    last = {word for term in concept.of("en") for word in _LAST.findall(term.text)} - _NOT_OWN
    return Owner(frozenset((*found[0].zh, *found[0].en, *found[0].ru)), frozenset((*last, *found[0].en)))


def holds(state: Owner, language: str, text: str, start: int, stop: int, times: Times) -> bool:
    """Return whether words can name this State's body there: no other State's name goes with them."""
    if language == "ru":  # the State comes after: Министерство торговли и интеграции Узбекистана
        named = _pattern(language).match(text, stop)
        return not named or named[1] in state.names
    before = _pattern(language).search(text, max(start - _REACH, 0), start)
    if before and before[1] not in state.names:
        return False
    after = _OF.match(text, stop) if language == "en" else None
    return not after or any(word in text[after.end() : after.end() + 2 * _REACH] for word in state.words)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of a State's name at the end of what stands before a body; in Russian, of what comes after."""
    if language == "ru":
        names = sorted((name for each in _states() for name in each.ru), key=len, reverse=True)
        return re.compile(rf"\s+({'|'.join(map(re.escape, names))})(?!\w)")
    if language == "en":
        names = sorted((name for each in _states() for name in each.en), key=len, reverse=True)
        return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})\s+$")
    names = sorted((name for each in _states() for name in each.zh), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, names))}){_STYLE}$")


@cache
def _states() -> tuple[_State, ...]:
    return tuple(_read())


def _read() -> Iterator[_State]:
    lines = files(__package__).joinpath("states.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            zh, en, ru = (tuple(cell.split("|")) for cell in f"{line}\t".split("\t")[:3])
            yield _State(zh, en, tuple(filter(None, ru)))
