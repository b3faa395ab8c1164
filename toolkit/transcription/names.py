"""What is known of names: established forms, surnames, ends of administrative names, what shows a foreign name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.languages import zh
from toolkit.model import Concept, Term
from toolkit.transcription.syllables import rows

_CATEGORIES = ("persons", "places", "states")  # of the glossary: where a name is no transcription of Chinese
_RARE = 250  # occurrences in jieba's dictionary
DOTS = "·•‧・∙"


class Established(NamedTuple):
    """A name that is not, or not only, written by the rules. ``kind`` as in the table, or ``glossary``."""

    zh: str
    kind: str
    pinyin: str
    ru: str
    en: str
    reason: str
    concept: str = ""


class Surname(NamedTuple):
    """A surname: its reading, another one that bearers use, how often it is a word of its own, and a remark."""

    zh: str
    pinyin: str
    other: str
    word: str
    remark: str


class Generic(NamedTuple):
    """The end of an administrative name."""

    zh: str
    ru: str
    en: str


@cache
def exceptions() -> Mapping[str, Established]:
    """Return the established names by their characters, each simplified by itself."""
    return {zh.plain(row[0]): Established(*row) for row in rows("exceptions.tsv")}


@cache
def places() -> Mapping[str, Established]:
    """Return the places whose names are regular."""
    text = files(__package__).joinpath("places.txt").read_text("utf-8")
    listed = (name for line in text.splitlines() if not line.startswith("#") for name in line.split())
    return {name: Established(name, "listed", "", "", "", "") for name in listed}


@cache
def surnames() -> Mapping[str, Surname]:
    """Return the surnames by their simplified characters."""
    return {row[0]: Surname(*(row + [""] * 5)[:5]) for row in rows("surnames.tsv")}


@cache
def generics() -> tuple[Generic, ...]:
    """Return the ends of administrative names, the longest first."""
    return tuple(sorted((Generic(*row) for row in rows("generics.tsv")), key=lambda each: -len(each.zh)))


@cache
def given() -> Mapping[str, tuple[str, str]]:
    """Return characters of given names with the usual reading there, and another."""
    return {row[0]: (row[1], row[2]) for row in rows("given-names.tsv")}


@cache
def titles() -> frozenset[str]:
    """Return the words that show, after a character, that it is a surname."""
    return frozenset(files(__package__).joinpath("titles.txt").read_text("utf-8").split())


@cache
def _not_names() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return words that are no names, and how such words begin."""
    text = files(__package__).joinpath("not-names.txt").read_text("utf-8")
    listed = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return frozenset(listed), tuple(word[:-1] for word in listed if word.endswith("*"))


def may_be_a_person(word: str, surname: Surname) -> bool:
    """Whether a word that jieba takes for a person's name, and that begins with a surname, may be one.

    jieba's dictionary calls many words so. Where the surname is a word itself, a name of two characters is believed if
    it is rare, and one of three if it does not begin with a frequent word.
    """
    words, beginnings = _not_names()
    if word in words or word.startswith(beginnings):
        return False
    if surname.word == "never" or len(surname.zh) > 1:
        return True
    return zh.frequency(word) < _RARE if len(word) == 2 else zh.frequency(word[:2]) < _RARE / 2


@cache
def _foreign() -> dict[str, frozenset[str]]:
    return {kind: frozenset(listed.split()) for kind, listed in rows("foreign.tsv")}


def surname_of(name: str) -> Surname | None:
    """Return the surname with which a name in simplified characters begins, compound ones first."""
    found = (surnames().get(name[:length]) for length in (4, 3, 2, 1))
    return next((each for each in found if each), None)


def generic_of(name: str) -> Generic | None:
    """Return the administrative end of a place's name: after one character only that of a county (not 山区)."""
    for each in generics():
        if name.endswith(each.zh) and len(name) > len(each.zh):
            return each if each.zh == "县" or len(name) > len(each.zh) + 1 else None
    return None


def sounds_only(characters: str) -> bool:
    """Whether all characters may write the sound of a foreign name."""
    known = _foreign()
    return all(char in known["strong"] or char in known["also"] or char in DOTS + "-" for char in characters)


def is_common(surname: str) -> bool:
    """Whether a surname is so common that a name of three characters is Chinese whatever follows."""
    return surname in _foreign()["chinese"]


def is_nature(character: str) -> bool:
    """Whether a character says at the end of a name that it is of a river, lake, mountain or the like."""
    return character in _foreign()["nature"]


def is_foreign(name: str) -> bool:
    """Whether a name of simplified characters only writes the sound of a foreign one.

    So are listed names, and names of three and more characters usual in such spelling, at least two of which are seldom
    met elsewhere, or which end as Slavic surnames do; not a Chinese surname with two more. Of a lake or river
    what stands before this word (喀拉库勒湖).
    """
    known = _foreign()
    if name in known["name"]:
        return True
    if len(name) > 3 and is_nature(name[-1]):
        name = name[:-1]
    if len(name) < 3 or DOTS[0] in name or not sounds_only(name):
        return False
    strong = sum(char in known["strong"] for char in name)
    if len(name) == 3 and is_common(name[0]):
        return False
    return (strong >= 2 and strong * 3 >= len(name)) or (len(name) > 3 and name[-2:] in known["end"])


@cache
def from_glossary(concepts: tuple[Concept, ...]) -> Mapping[str, Established]:
    """Return the proper names of persons, places and States in the glossary, by their simplified characters."""
    found: dict[str, Established] = {}
    for concept in concepts:
        if concept.category not in _CATEGORIES:
            continue
        for term in concept.of("zh"):
            if term.part_of_speech != "proper-noun" or term.text in found:
                continue
            short = term.text != concept.preferred("zh") and DOTS[0] in concept.preferred("zh") + term.text
            ru, en = (_matching(concept, code, short and DOTS[0] not in term.text) for code in ("ru", "en"))
            if ru and en:
                reason, plain = f"name of the glossary: {concept.id}", zh.plain(term.text)
                kind = "glossary" if concept.category != "persons" or _is_of_sounds(plain) else "person"
                found[plain] = Established(term.text, kind, term.pinyin, ru, en, reason, concept.id)
    return found


def _is_of_sounds(plain: str) -> bool:
    return DOTS[0] in plain or is_foreign(plain) or not surname_of(plain)


def _matching(concept: Concept, language: str, short: bool) -> str:
    """Return the preferred term, or, for a surname alone, that part of it which the glossary knows as a term."""
    preferred = concept.preferred(language)
    parts: Iterable[Term] = concept.of(language, "admitted") if short else ()
    return next((term.text for term in parts if " " not in term.text and term.text in preferred), preferred)
