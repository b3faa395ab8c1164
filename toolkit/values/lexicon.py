"""The words that say values in a language, and the rules by which they do: the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_SEEDS = frozenset("wobSmE")  # numbers, months and nineties say something by themselves
_TELLING = frozenset({"decade", "century", "half-year", "day-and-night"})


class Entry(NamedTuple):
    """What a word is in rows of tokens (``letter``, of those in rules.toml), and its value or name."""

    letter: str
    value: Fraction | str


@dataclass(frozen=True)
class Rule:
    """A writing of a value: a pattern over the letters of tokens, and what is made of it."""

    make: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Lexicon:
    """The words of a language, in lower case but for those that are written with a capital.

    One of ``unless`` says nothing if one of the letters given there follows (一周四天 is not on Thursday).
    ``phrases`` are forms of several words by their first and second one, longest first. ``rules`` are in the order in
    which they are tried. Where none of the ``seeds`` stands, which are words and digits, there is no value in words or
    digits.
    """

    words: Mapping[str, Entry]
    unless: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], Entry]]]]
    rules: tuple[Rule, ...]
    seeds: frozenset[str]


class Unit(NamedTuple):
    """A unit: what it is measured against, how many of it and beside what zero; how Russian, English, Chinese write it.

    A ``foreign`` one is converted, and rounded, where a text is written for readers who do not use it.
    """

    base: str
    factor: Fraction
    offset: Fraction
    foreign: bool
    ru: tuple[str, ...]
    en: tuple[str, ...]
    zh: str


class Part(NamedTuple):
    """What the second part of a Russian compound (тридцати|летний) counts."""

    letter: str
    unit: str


@cache
def lexicon(code: str) -> Lexicon:
    """Return the lexicon of ``zh``, ``ru`` or ``en``."""
    letters = _rules()["classes"]
    words: dict[str, Entry] = {}
    unless: dict[str, str] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = {}
    for role, value, forms in _lines(f"{code}.tsv"):
        entry = Entry(letters[role], _number(value))
        for given in (each for form in forms.split(", ") for each in _written(form)):
            form, _, after = given.partition("!")
            if after:
                unless[form] = after
            parts = tuple(re.split(r"[ -]", form)) if code != "zh" else (form.lower(),)
            if len(parts) == 1:
                words.setdefault(parts[0], entry)
            else:
                phrases.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, entry))
    for several in (each for by_second in phrases.values() for each in by_second.values()):
        several.sort(key=lambda phrase: -len(phrase[0]))
    rules = tuple(Rule(each["make"], re.compile(each["pattern"])) for each in _rules()[code])
    seeds = {word for word, entry in words.items() if entry.letter in _SEEDS or entry.value in _TELLING}
    return Lexicon(words, unless, phrases, rules, frozenset(seeds) | set("0123456789"))


@cache
def units() -> dict[str, Unit]:
    """Return the units by name."""
    return {
        name: Unit(base.lstrip("~"), *_scale(factor), base[0] == "~", tuple(ru.split(", ")), tuple(en.split(", ")), zh)
        for name, base, factor, ru, en, zh in _lines("units.tsv")
    }


def _scale(text: str) -> tuple[Fraction, Fraction]:
    """Return how many of the base a unit is, and what its zero is there: ``5/9 -160/9``."""
    factor, _, offset = text.partition(" ")
    return _ratio(factor), _ratio(offset or "0")


@cache
def fractions() -> Mapping[str, tuple[str, ...]]:
    """Return the endings of Russian ordinals below the line of a fraction: of ``one``, and of ``several``."""
    return {number: tuple(endings.split()) for number, endings in _rules()["fractions"].items()}


@cache
def compounds() -> tuple[dict[str, Fraction], dict[str, Part], re.Pattern[str], re.Pattern[str]]:
    """Return how numbers stand in Russian compounds, longest first, and the second parts in all their forms.

    Beside them a pattern for both parts together, and one that finds where there may be such a word.
    """
    raw = dict(_rules()["compounds"])
    first = {word: _ratio(value) for word, _, value in (each.partition("=") for each in raw.pop("first").split())}
    second = {
        form: Part("A" if unit == "anniversary" else "Z", unit)
        for unit, given in raw.items()
        for stem in given.split()
        for form in _written(stem)
    }
    stems = "|".join(sorted({re.escape(stem.partition("~")[0]) for each in raw.values() for stem in each.split()}))
    heads = "|".join(sorted(first, key=len, reverse=True))
    ordered = {head: first[head] for head in sorted(first, key=len, reverse=True)}
    return ordered, second, re.compile(rf"((?:{heads})+)((?:{stems})[а-я]*)"), re.compile(rf"[аеиухот](?:{stems})")


@cache
def simplified() -> tuple[re.Pattern[str], dict[int, str]]:
    """Return a pattern that finds traditional characters, and the table that makes them simplified, one for one."""
    table = {ord(pair[0]): pair[1] for pair in _rules()["traditional"].split()}
    return re.compile(f"[{''.join(map(chr, table))}]"), table


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("rules.toml").read_text("utf-8"))


def _lines(name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of a data file."""
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _written(form: str) -> Iterator[str]:
    """Yield a form, with each of its endings if it names some (``тонн~f``)."""
    stem, mark, rest = form.partition("~")
    name, space, after = rest.partition(" ")
    endings = re.split(" ", _rules()["endings"][name]) if mark else [""]
    for ending in dict.fromkeys(endings):
        yield stem + ending + space + after


def _number(text: str) -> Fraction | str:
    return _ratio(text) if text[:1].isdigit() else text


def _ratio(text: str) -> Fraction:
    above, _, below = text.partition("/")
    return Fraction(int(above), int(below or 1))


@cache
def writings(code: str) -> dict[str, str]:
    """Return how a language writes values: patterns by kind, unit or provision, and its marks in numbers."""
    table: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("writings.toml").read_text("utf-8"))
    return table[code]
