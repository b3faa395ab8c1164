"""English for recognition: plural, possessive and -ise or -ize make no difference; a verb is known in all forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from toolkit.languages import alphabetic, prefixes
from toolkit.terminology.needs import ANY, CASED, UNCASED, Need, Reading, Step

_POSSESSIVE = re.compile("['’]s?$")
_IZE = re.compile("is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")
_SMALL = {"a", "an", "its", "of", "other", "the", "their", "to"}
_JOINED = re.compile(r"\b(co)(?=op(?!y)|ord|ex)", re.IGNORECASE)
_KEPT = 1 << 14  # words whose readings are remembered: the index of wrong forms asks for them later than that of terms
_VERBAL = re.compile("(?:ed|ing|er|est)$")
_MIXED = re.compile("[A-Z][A-Za-z]{0,3}[A-Z]")  # an abbreviation with small letters in it: MoU
_PLURAL = re.compile("(?<=[^isu])s$")  # also of words that no dictionary has: chargés, akimats


def spellings(text: str) -> set[str]:
    """Return the other ways to join a word and its prefix: co-operation for cooperation, noninterference."""
    found = {_JOINED.sub(r"\1-", text), _parted().sub(r"\1", text)}
    return found - {text}


@cache
def _parted() -> re.Pattern[str]:
    return re.compile(rf"\b(co|{'|'.join(sorted(prefixes('en')))})[-‑](?=[a-z]{{3}})", re.IGNORECASE)


@cache
def _plurals() -> frozenset[str]:
    """Return the plurals that mean another thing than their singulars (goods, customs)."""
    return frozenset(files("toolkit.languages").joinpath("en.plurals.txt").read_text("utf-8").split())


@cache
def _particles() -> frozenset[str]:
    lines = files(__package__).joinpath("english_particles.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _forms(name: str) -> dict[str, str]:
    """Return what forms are of, by a table of words that simplemma takes for something else."""
    lines = files(__package__).joinpath(f"english_{name}.tsv").read_text("utf-8").splitlines()
    return {form: word for form, _, word in (line.partition("\t") for line in lines if not line.startswith("#"))}


@lru_cache(maxsize=_KEPT)
def key(word: str) -> str:
    """Return a word without the endings of plural and possessive, and with -ize for -ise."""
    import simplemma

    plain = alphabetic.fold(_POSSESSIVE.sub("", word))
    if plain not in _plurals() and not _VERBAL.search(plain):
        found = _forms("nouns").get(plain) or simplemma.lemmatize(plain, lang="en").lower()
        foreign = found == plain and _PLURAL.search(plain) and not simplemma.is_known(plain, lang="en")
        plain = plain[:-1] if foreign else found
    return _IZE.sub("iz", plain)


@lru_cache(maxsize=_KEPT)
def readings(word: str) -> tuple[Reading, ...]:
    """Return what a word can be: a noun or the like, a verb, an abbreviation."""
    import simplemma

    plain = _POSSESSIVE.sub("", word)
    bits = UNCASED if plain.lower() in _particles() else ANY
    found = [Reading(f"w:{key(word)}", "", bits)]
    verb = _forms("verbs").get(plain.lower()) or simplemma.lemmatize(plain.lower(), lang="en").lower()
    found.append(Reading(f"v:{_IZE.sub('iz', verb)}", "VERB", bits))
    short = plain.removesuffix("s")
    if plain.isupper() or short.isupper() or _MIXED.fullmatch(short):
        found.append(Reading(f"={short.upper()}", "ABBR", ANY))
    return tuple(found)


def steps(text: str, spans: Sequence[tuple[int, int]], part_of_speech: str) -> list[Step]:
    """Return the words of a term, which stand in ``text`` at ``spans``, with what it wants of each."""
    words = [text[start:stop] for start, stop in spans]
    head = int(len(words) > 1 and words[0].endswith("ly"))  # of a phrase that may begin with a verb: firmly support
    found = []
    for at, word in enumerate(words):
        noun, verb = (each.key for each in readings(word)[:2])
        keys: tuple[str, ...] = (verb,) if part_of_speech == "verb" else (noun,)
        if len(word) > 1 and word.isupper():
            keys = (f"={word}",)
        elif part_of_speech == "phrase" and at == head:
            keys = (noun, verb)
        found.append(Step(keys, Need()))
    return found


def agree(needs: Sequence[Need], bits: Sequence[int]) -> bool:
    """Whether the words found for a term go together: in English they always do."""
    return len(needs) == len(bits)


def may_stand_between(words: Sequence[str], following: int, part_of_speech: str) -> bool:
    """Whether words may stand inside a term: in "political and economic cooperation", but in no name.

    In a verbal phrase any that are no particles may (take all necessary measures), but not before one (work hard to).
    """
    if part_of_speech == "verb":
        return bool(following & CASED) and all(word.islower() and word not in _particles() for word in words)
    return part_of_speech == "noun" and len(words) == 2 and words[0] in ("and", "or") and words[1] not in _SMALL


def is_compound(word: str) -> bool:
    """Whether a word before a hyphen only begins a compound: non-, socio-."""
    return word.lower() in prefixes("en") or word.endswith("o")


def share(needs: Sequence[Need], bits: Sequence[int]) -> bool:
    """Whether adjectives could share a noun that differs for it: in English it does not."""
    return False


def joined(between: Sequence[str], before: Sequence[str], bits: Sequence[int]) -> bool:
    """Whether adjectives share a noun that differs for it: in English it does not."""
    return False
