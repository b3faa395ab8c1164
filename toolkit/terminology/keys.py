"""What a term is found by: the keys under which it is stored, and those that a query asks for.

A text is stored between an opening and a closing mark, its words between spaces, Chinese characters between bars. So
one index of three characters finds a beginning, a whole word, two Chinese characters (中|亚) and even one (|法|).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice, pairwise, product
from typing import Any

from toolkit import languages
from toolkit.languages import zh
from toolkit.terminology.aspects import of_either

OPEN, CLOSE, BAR = "\x02", "\x03", "|"
STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
LONGEST = 4095  # characters that count in the order of terms
PLACES = 256  # terms of a concept at most
_HAN = zh.LANGUAGE.letters
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
# of regular English words, and what stands in their place in the dictionary
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_MOST_FORMS, _MOST_ASKED = 32, 256
# with which dictionary forms end, and others do not
_DICTIONARY_ENDINGS = {
    "ru": re.compile("(?<=...)(?:[ыио]й|[ое]к|ец|ь|ия|ие|[аяоей])$"),
    "en": re.compile("(?<=...)[ey]$"),
}


def printable(text: str) -> str:
    """Return the text without control characters, marks of direction and broken characters; white space is a space."""
    if text.isprintable():
        return text
    return "".join(
        " " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C"
    )


def bare(text: str, language: str) -> str:
    """Return a text folded: simplified, lower case, е for ё, letters and digits; spaces part words, not Chinese."""
    text = unicodedata.normalize("NFKC", printable(text)).lower().replace("ё", "е").translate(_APOSTROPHES)
    if language == "zh":
        return re.sub(r"[\W_]+", "", zh.simplified(text) if _HAN.search(text) else text)
    return re.sub(r"[\W_]+", " ", text).strip()


def edged(folded: str, language: str) -> str:
    """Return a folded text as it is stored, with its marks."""
    return OPEN + inner(folded, language) + CLOSE


def inner(folded: str, language: str) -> str:
    """Return a folded text as it stands between the marks; it is found so as whole words."""
    parts, by = (folded, BAR) if language == "zh" else (folded.split(), " ")
    return by + by.join(parts) + by if folded else ""


def number(concept: int, place: int, status: str, folded: str) -> int:
    """Return the number of a term: preferred terms come before others by it, short ones before long."""
    rank = STATUSES.index(status) if status in STATUSES else len(STATUSES) - 1
    return ((rank << 12 | min(len(folded), LONGEST)) << 44) | concept << 8 | place


def numbers(rank: int, least: int, most: int) -> tuple[int, int]:
    """Return the first and last number of terms of a status (by its place in ``STATUSES``) and of such lengths."""
    least, most = (min(max(each, 0), LONGEST) for each in (least, most))
    return (rank << 12 | least) << 44, ((rank << 12 | most) + 1 << 44) - 1


def words(text: str) -> list[str]:
    """Return the words of a folded text."""
    return text.split()


def forms(folded: str, language: str) -> frozenset[str]:
    """Return the keys by which a term of words is found in any form; see ``asked_forms``."""
    return _form_keys(folded, _MOST_FORMS, lambda word: _lemmas(word, language, True))


def asked_forms(folded: str, language: str, thorough: bool = False) -> frozenset[str]:
    """Return the keys of all dictionary forms that a query can be of; irregular English ones if ``thorough``.

    A key holds the dictionary forms of the first two words and the last, and how many words there are: what lies
    between is compared afterwards (``same_words``). Russian verbs of the other aspect count as forms.
    """
    return _form_keys(folded, _MOST_ASKED, lambda word: _meant(word, language, thorough))


def _form_keys(folded: str, most: int, lemmas: Callable[[str], frozenset[str]]) -> frozenset[str]:
    found = words(folded)
    telling = [*found[:2], *found[2:][-1:]]
    choices = [sorted(lemmas(word)) for word in telling]
    return frozenset(f"{len(found)} {' '.join(each)}" for each in islice(product(*choices), most) if each)


def same_words(one: str, other: str, language: str, thorough: bool = False) -> bool:
    """Whether a folded query, ``other``, can be a form of the words of a term."""
    pairs = list(zip(words(one), words(other), strict=False))
    return len(words(one)) == len(words(other)) and all(
        a == b or _lemmas(a, language, thorough) & _meant(b, language, thorough) for a, b in pairs
    )


def holds_words(text: str, part: str, language: str) -> bool:
    """Whether the words of ``part`` stand one after another in ``text``, in any form; both are folded."""
    have, want = words(text), words(part)
    return any(
        same_words(" ".join(have[at : at + len(want)]), part, language)
        for at in range(len(have) - len(want) + 1)
        if have[at][0] == want[0][0]  # looking for dictionary forms takes time
    )


def stems(folded: str, language: str) -> list[str]:
    """Return the beginning of each word that its forms share: шанхайск for шанхайский, part for party."""
    return [_stem(word, language) for word in words(folded)]


def _stem(word: str, language: str) -> str:
    stem = word
    for lemma in sorted(_lemmas(word, language, False)):
        while not lemma.startswith(stem):
            stem = stem[:-1]
    ended = _DICTIONARY_ENDINGS.get(language)
    return (ended.sub("", stem) or stem) if ended else stem


@cache
def _lemmas(word: str, language: str, thorough: bool) -> frozenset[str]:
    """Return the dictionary forms of a word; for English by its ending alone, unless ``thorough``."""
    rules = languages.get(language).lemmas
    if language != "en":
        return rules(word) if rules else frozenset({word})
    regular = {word} | {word[: -len(end)] + new for end, new in _ENDINGS if word.endswith(end) and len(word) > 4}
    # to load the dictionary takes longer than all the rest of a look-up
    return frozenset(regular | rules(word)) if thorough and rules else frozenset(regular)


def _meant(word: str, language: str, thorough: bool) -> frozenset[str]:
    """Return the dictionary forms for which a word of a query can stand."""
    found = _lemmas(word, language, thorough)
    return frozenset(verb for each in found for verb in of_either(each)) if language == "ru" else found


def reading(term: str, pinyin: str = "") -> str:
    """Return how a Chinese term is read, syllable by syllable with numbers for the tones: ``ling3 tu3``; ü is v."""
    if pinyin.strip():
        return " ".join(filter(None, map(_numbered, pinyin.split())))
    return " ".join(filter(None, map(_read, _reader().seg(term))))


@cache
def _reader() -> Any:
    from pypinyin.core import Pinyin

    return Pinyin()


@lru_cache(maxsize=1 << 16)
def _read(word: str) -> str:
    """Return how a word is read: of a term, word by word, as the library reads it whole, but each word only once."""
    from pypinyin import Style

    return " ".join(filter(None, map(_numbered, _reader().lazy_pinyin(word, style=Style.TONE))))


@cache
def _numbered(syllable: str) -> str:
    """Return a syllable with a number for its tone; the empty string for what is none."""
    from toolkit.transcription.syllables import known, parted

    plain, tone = parted(syllable)
    return f"{plain}{tone}".replace("ü", "v") if known(plain) else ""


def toneless(syllables: str) -> str:
    """Return a reading without tones."""
    return re.sub(r"\d", "", syllables)


def initials(syllables: str) -> str:
    """Return the first letters of a reading."""
    return "".join(each[0] for each in syllables.split())


def pieces(stored: str, edits: int) -> list[str]:
    """Return a stored text cut in ``edits`` + 1 pieces: so many slips leave one of them as it is."""
    size, more = divmod(len(stored), edits + 1)
    cuts = [at * size + min(at, more) for at in range(edits + 2)]
    return [stored[a:b] for a, b in pairwise(cuts)]
