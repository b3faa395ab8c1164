"""Russian words one by one: what each may be, and its form in a case."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.languages import ru
from toolkit.terminology import compounds

ADJECTIVES = ("ADJF", "PRTF")
_FEW = ("два", "оба", "полтора", "три", "четыре")
_LIKELIER = 2  # times


@dataclass(slots=True)
class Word:
    """A piece of a phrase, with what it may be; nothing for what never changes."""

    text: str
    start: int
    parses: list[Any]

    def nominative(self, *kinds: str) -> list[Any]:
        """Return what it may be as one of these parts of speech in the nominative."""
        return [each for each in self.parses if each.tag.POS in kinds and "nomn" in each.tag]

    def may_be(self, *cases: str) -> bool:
        """Whether it may be in one of the cases."""
        return any(each.tag.case in cases for each in self.parses)


@cache
def endings() -> Mapping[str, Any]:
    """Return how names and ordinals change: ``russian_endings.toml``."""
    return tomllib.loads(files(__package__).joinpath("russian_endings.toml").read_text("utf-8"))


def kind(head: Any) -> str:
    """Return the gender of a word, or that it is in the plural."""
    return "plur" if head.tag.number == "plur" else str(head.tag.gender or "masc")


def ordinal(text: str) -> str:
    """Return the number of a numeral such as 77-я; the empty string for other words."""
    found = re.fullmatch(r"(\d+)-[йяе]", text)
    return found[1] if found else ""


def words(found: Iterable[re.Match[str]]) -> Iterator[Word]:
    """Yield the words of matches; of one that begins with an adjective, both halves (трудящийся-мигрант)."""
    for match in found:
        text, start = match[0], match.start()
        while compounds.begins_with_adjective(text):
            first, hyphen, text = re.split("([-‑])", text, maxsplit=1)
            yield Word(first, start, parses(first))
            start += len(first + hyphen)
        yield Word(text, start, parses(text))


@cache
def parses(text: str) -> list[Any]:
    """Return what a piece may be; nothing if it never changes: titles, abbreviations, figures, Latin letters."""
    if not re.fullmatch(r"(?:\d+-)?[А-Яа-яЁё]+(?:[-‑'’][А-Яа-яЁё]+)*", text) or (len(text) > 1 and text.isupper()):
        return []
    if ordinal(text):
        return []
    return [each for each in compounds.fitting(text, ru.parses(text)) if "Abbr" not in each.tag]


def unchanging(words: Sequence[Word]) -> str:
    """Return why the phrase has no cases, if it has none."""
    first = words[0] if words else None
    if first is None or not any(each.parses for each in words):
        quoted = first is not None and first.text[0] in "«“"
        return "a title in quotation marks stays as it is" if quoted else "an abbreviation stays as it is"
    best = first.parses[0].tag.POS if first.parses else ""
    if best == "INFN":
        return "a verb has no cases"
    caseless = best in ("PREP", "VERB", "ADVB", "CONJ", "GRND", "PRTS", "ADJS") and not first.nominative("NOUN")
    if caseless and not words[1:2]:
        return "it has no cases"
    if any(word.parses and all(each.tag.POS == "VERB" for each in word.parses) for word in words):
        return "it is a sentence"
    return "it begins with a preposition and has no cases" if best == "PREP" else ""


def fitting(
    parses: list[Any], agreement: set[tuple[str | None, str | None]], gender: str, number: str, word: str
) -> list[Any]:
    """Return the parses that agree with the modifiers and with what is known of the phrase."""
    found = [
        each
        for each in parses
        if not agreement or {(each.tag.number, each.tag.gender), (each.tag.number, None)} & agreement
    ]
    for wanted, name in ((number or "sing", "number"), (gender, "gender")):
        chosen = [each for each in found if not wanted or wanted == getattr(each.tag, name)]
        found = chosen or found
    living = _are_likelier_persons(found)
    return sorted(found, key=lambda each: (each.tag.animacy == "anim") != living)


def _are_likelier_persons(found: list[Any]) -> bool:
    """Whether a word is rather of a person: посол and член; but the дух of a treaty is not one that is seen."""
    persons = [each.score for each in found if each.tag.animacy == "anim" and each.is_known]
    things = [each.score for each in found if each.tag.animacy == "inan"]
    listed = any(each.normal_form in endings()["persons"] for each in found)
    return bool(persons) and (listed or max(persons) > _LIKELIER * max(things, default=0.0))


def is_living(parse: Any) -> bool:
    """Whether a word is of a living being, as its accusative shows; so is a participle that stands for a noun."""
    return parse.tag.animacy == "anim" or "Subx" in parse.tag or parse.normal_form in endings()["persons"]


def form(parse: Any, grammemes: set[str]) -> str:
    """Return the form of a word with the grammemes, of several the one most like it (высших, not высочайших)."""
    found = [each for each in parse.lexeme if grammemes <= set(each.tag.grammemes)]
    found = [each for each in found if "Arch" not in each.tag] or found  # любви, not любови
    found.sort(key=lambda each: "Infr" in each.tag)  # of two as like, Нидерландов, not Нидерланд
    return max((each.word for each in found), key=lambda each: _shared(each, parse.word), default="")


def is_few(numeral: str) -> bool:
    """Whether after a numeral nouns stand in the genitive singular: два, обе, 24."""
    few = any(each.normal_form in _FEW for each in parses(numeral.lower()))
    return few or bool(re.search(r"(?<!1)[234]$", numeral))


def counted(word: Word, few: bool) -> list[Any]:
    """Return what a word after a numeral may be: what describes a noun, or the noun."""
    number = "sing" if few else "plur"
    nouns = [each for each in word.parses if each.tag.POS == "NOUN" and {"gent", number} <= set(each.tag.grammemes)]
    modifiers = [each for each in word.parses if each.tag.POS in ADJECTIVES and "plur" in each.tag]
    return [*(each for each in modifiers if each.tag.case == "gent" or (few and each.tag.case == "nomn")), *nouns]


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with that are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def like(model: str, word: str) -> str:
    """Return a word with the capitals of another, and ё only if that has it."""
    if "-" in model and model.count("-") == word.count("-"):
        return "-".join(map(like, model.split("-"), word.split("-")))
    if "ё" not in model.lower():
        word = word.replace("ё", "е")
    same = _shared(model.lower(), word)
    return model[:same] + word[same:]
