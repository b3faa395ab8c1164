"""Russian: sentences, words, lemmas (pymorphy3)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from toolkit.languages import LanguageRules, Span, alphabetic

_KEPT = 1 << 14  # words that are remembered
_PREDICATES = {"VERB", "PRTS", "ADJS", "PRED", "COMP"}


def sentences(text: str, semicolons: bool = False) -> list[Span]:
    """Return the spans of the sentences; «г. Астана», «К.К.Токаев», «т. д.» do not end one."""
    return alphabetic.sentences(text, semicolons, "ru", _goes_on, _verbless)


def _goes_on(left: str, right: str) -> bool:
    """Whether a sentence goes on though a capital follows a year: it has no predicate yet, or names who acts.

    «Согласно резолюции от 28 сентября 2001 г. Стороны …», «Подписан 16 июля 2001 г. Председателем КНР …».
    """
    before, after = (_likeliest(each) for each in (left, right))
    if not any(tag.POS in _PREDICATES for tag in before) and " — " not in left:
        return True
    passive = any(tag.POS == "PRTS" for tag in before) and not any(tag.POS == "PRTS" for tag in after)
    return passive and bool(after) and after[0].case == "ablt"


def _verbless(text: str) -> bool:
    """Whether a text has no predicate before its first mark, as «ВВП» and «НДС, что …» have none."""
    return not any(tag.POS in _PREDICATES for tag in _likeliest(re.split(r"[,;.]", text, maxsplit=1)[0]))


def _likeliest(text: str) -> list[Any]:
    """Return what each word of a text likeliest is; names with initials are left out."""
    return [parses(word)[0].tag for word in re.findall(r"(?<![\w.])[^\W\d_]{2,}(?:-[^\W\d_]+)*", text)]


@cache
def _morphology() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def parses(word: str) -> Any:
    """Return what a word can be, by pymorphy3, the likeliest first: each has a normal form, a tag and a score."""
    # pymorphy3 asks for the names of letters, and some letters of rare scripts have none
    return _morphology().parse("".join(char if unicodedata.name(char, "") else "?" for char in word))


def known(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_morphology().word_is_known(word.lower().replace("ё", "е")))


@lru_cache(maxsize=_KEPT)
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms the word can be a form of, in lower case with е for ё."""
    return frozenset(each.normal_form.replace("ё", "е") for each in parses(word.lower())) | {alphabetic.fold(word)}


def nominal(phrase: str) -> bool:
    """Whether a phrase is headed by a noun: «согласие Сторон», not «с согласия Сторон», «иметь силу» or a sentence."""
    phrase = re.sub("(?<=.)«.*»", "", phrase)  # a name in the phrase
    found = [parses(text) for text in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", phrase)]
    best = [each[0].tag.POS for each in found]
    if not best or best[0] == "PREP" or " — " in phrase or {"VERB", "INFN", "PRTS"} & set(best):
        return False
    return any(each.tag.POS in ("NOUN", "ADJF") and each.tag.case == "nomn" for each in found[0])


@lru_cache(maxsize=1 << 16)
def is_future(word: str) -> bool:
    """Whether a word can only be a verb in the future: «укрепят», «будут»; not «стороны», «осуществляют»."""
    return all(each.tag.POS == "VERB" and each.tag.tense == "futr" for each in parses(word.lower()))


def genders(phrase: str) -> frozenset[str]:
    """Return the genders (``m``, ``f``, ``n``) that the noun heading a phrase can have, if the dictionary knows it.

    The head is the first noun in the nominative, after adjectives only: «постоянный нейтралитет», not «рабочие места»,
    whose first word may be either.
    """
    names = {"masc": "m", "femn": "f", "neut": "n"}
    for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|\W", phrase.lower()):
        parses = _morphology().parse(word) if _morphology().word_is_known(word) else []
        kinds = {each.tag.POS for each in parses}
        if kinds and kinds <= {"ADJF", "PRTF"}:
            continue
        nouns = [each for each in parses if each.tag.POS == "NOUN" and each.tag.case == "nomn"]
        if word.isalpha() or word.strip():
            known = kinds <= {"NOUN"} and nouns
            return frozenset(names[each.tag.gender] for each in nouns if each.tag.gender) if known else frozenset()
    return frozenset()


LANGUAGE = LanguageRules(
    code="ru",
    tag="ru",
    name="Russian",
    letters=re.compile(r"[\u0400-\u04ff]"),
    sentences=sentences,
    words=alphabetic.words,
    fold=alphabetic.fold,
    lemmas=lemmas,
    known=known,
)
