"""What the checks of wording share: spans, data files, words that are akin, and terms found in all texts of a row."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from toolkit import recognition
from toolkit.checker.model import Row, Span
from toolkit.model import Concept, Occurrence

LANGUAGES = ("zh", "ru", "en")
PAIRS = (("zh", "ru"), ("zh", "en"), ("ru", "en"))
NAMES = {"zh": "the Chinese", "ru": "the Russian", "en": "the English"}
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3  # letters: shorter words (и, в, of) carry no meaning of their own
_ALIKE = 0.55  # share of the shorter word that akin words begin with: развитие, развивать


@cache
def data_file(name: str) -> Mapping[str, Any]:
    """Return a TOML file of this room as a mapping."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def either(patterns: Iterable[str]) -> str:
    """Return a pattern of any of some, in their order; those that begin a word ask only once if one begins there."""
    out: list[str] = []
    for edge, run in groupby(patterns, key=_begins_a_word):
        several = list(run)
        out += [rf"\b(?:{'|'.join(each[2:] for each in several)})"] if edge and len(several) > 1 else several
    return "|".join(out)


def _begins_a_word(pattern: str) -> bool:
    """Whether a pattern is one that begins at the edge of a word, and not several side by side."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "", pattern)
    depth = 0
    for char in plain:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and not depth:
            return False
    return pattern.startswith(r"\b")


def concepts() -> Mapping[str, Concept]:
    """Return the concepts of the glossary in use, by id."""
    return recognition.index().concepts_by_id


@cache
def kind_of_name(concept: str) -> str:
    """Return what a concept names: ``person``, ``state``, ``office`` or ``proper`` for another name, or nothing."""
    known, data = concepts().get(concept), data_file("names.toml")
    if known is None:
        return ""
    if any(concept in (each["full"], each["short"], *each["others"]) for each in data["states"].values()):
        return "state"
    if concept in data["offices"].split():
        return "office"
    proper = any(term.part_of_speech == "proper-noun" for term in known.of("zh", "preferred"))
    return (
        {"persons": "person", "organizations": "proper", "places": "proper"}.get(known.category, "") if proper else ""
    )


def spans(row: Row, language: str, found: Iterable[Occurrence | re.Match[str]]) -> tuple[Span, ...]:
    """Return the places of terms or matches in a text of a row."""
    places = [each.span() if isinstance(each, re.Match) else (each.start, each.stop) for each in found]
    return tuple(row.span(language, *place) for place in places)


def texts(row: Row) -> list[str]:
    """Return the languages that a row has text in, of those with rules."""
    there = row.texts
    return [code for code in LANGUAGES if there.get(code)]


@lru_cache(maxsize=16)  # several checks ask it of the texts of a row
def lowered(text: str) -> str:
    """Return a text in small letters, place for place."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    )


def among(codes: Iterable[str]) -> str:
    """Return texts in words: the Russian and the English texts."""
    named = [NAMES[code] for code in codes]
    return f"{' and '.join(named)} text{'s' if len(named) > 1 else ''}"


def times(text: str, term: str, language: str) -> int:
    """Return how often a text can have a term: how often, at least, words akin to each of its own stand there.

    Chinese has it once if half of its characters are there.
    """
    if language == "zh":
        return int(2 * len(set(term) & set(text)) >= len(set(term)))
    there = _by_beginning(text)
    return min(
        (sum(many for other, many in there.get(word[:_SHORT], ()) if _akin(word, other)) for word, _ in _words(term)),
        default=0,
    )


@lru_cache(maxsize=64)
def _by_beginning(text: str) -> Mapping[str, list[tuple[str, int]]]:
    """Return the words of a text by the letters that akin words share at least."""
    found: dict[str, list[tuple[str, int]]] = {}
    for each in _words(text):
        found.setdefault(each[0][:_SHORT], []).append(each)
    return found


def bearing(text: str) -> list[str]:
    """Return the words of a text that carry meaning."""
    return [word for word, _ in _words(text)]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a text that carry meaning, in lower case, each with how often it stands there."""
    found = Counter(word.lower().replace("ё", "е") for word in _WORD.findall(text))
    return tuple(each for each in found.items() if len(each[0]) >= _SHORT and each[0] not in _empty())


@cache
def _empty() -> frozenset[str]:
    return frozenset(data_file("terms.toml")["empty"].split())


@lru_cache(maxsize=1 << 14)
def _akin(word: str, other: str) -> bool:
    size = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        size += 1
    return size >= min(_SHORT, len(word), len(other)) and size >= _ALIKE * min(len(word), len(other))
