"""Names of persons and places in the Russian cases, by their endings."""

from __future__ import annotations

import re

_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
_HISSING = "жшчщц"
# endings by the last letters of a name: genitive, dative, accusative, instrumental, prepositional
_ORDER = ("gent", "datv", "accs", "ablt", "loct")
_PARADIGMS = {
    "surname": ("а", "у", "а", "ым", "е"),
    "her surname": ("ой", "ой", "у", "ой", "ой"),
    "adjective": ("ого", "ому", "ого", "им", "ом"),
    "her adjective": ("ой", "ой", "ую", "ой", "ой"),
    "hard": ("а", "у", "а", "ом", "е"),
    "hissing": ("а", "у", "а", "ем", "е"),
    "soft": ("я", "ю", "я", "ем", "е"),
    "ий": ("я", "ю", "я", "ем", "и"),
    "а": ("ы", "е", "у", "ой", "е"),
    "ка": ("и", "е", "у", "ой", "е"),
    "ца": ("ы", "е", "у", "ей", "е"),
    "я": ("и", "е", "ю", "ей", "е"),
    "ия": ("и", "и", "ю", "ей", "и"),
}
# the first that fits: how a name ends, of whom, how many letters go, and how it then changes
_ENDINGS = (
    ("..(ов|ев|ёв|ин|ын)$", "m", 0, "surname"),
    ("..(ов|ев|ёв|ин|ын)а$", "f", 1, "her surname"),
    ("[сц]кий$", "m", 2, "adjective"),
    ("[сц]кая$", "f", 2, "her adjective"),
    ("ий$", "m", 1, "ий"),
    ("[йь]$", "m", 1, "soft"),
    ("ия$", "", 1, "ия"),
    ("я$", "", 1, "я"),
    ("ца$", "", 1, "ца"),
    (f"[гкх{_HISSING}]а$", "", 1, "ка"),
    ("а$", "", 1, "а"),
    (f"[{_HISSING}]$", "m", 0, "hissing"),
    (f"[{_CONSONANTS}]$", "m", 0, "hard"),
)


def inflect(name: str, case: str, gender: str = "m") -> str:
    """Return the name of a person in a case (``gent`` and so on): all its words, but of a Chinese name the given one.

    Of a name with hyphens only the last part changes (Касым-Жомарта); a woman's name changes only if it ends in а or я.
    """
    words = name.split()
    *first, last = words
    if _is_chinese(words):
        return " ".join([*first, _inflected(last, case, gender or "m", False)])
    made = [_inflected(word, case, gender or "m", False) for word in first]
    return " ".join([*made, _inflected(last, case, gender or "m", True)])


def _is_chinese(words: list[str]) -> bool:
    from toolkit.transcription.syllables import cut_palladius

    cut = [cut_palladius(word) for word in words if len(word) <= 20]
    return len(words) == len(cut) == 2 and all(cut) and min(len(each.syllables) for each in cut[0]) <= 2


def _inflected(word: str, case: str, gender: str, last: bool) -> str:
    if re.search(r"\.|\d", word) or case not in _ORDER:
        return word
    stem, paradigm = _paradigm(word, gender, last)
    return stem + _PARADIGMS[paradigm][_ORDER.index(case)] if paradigm else word


def _paradigm(word: str, gender: str, last: bool) -> tuple[str, str]:
    """Return the stem of a name and how it changes; the empty string for one that does not."""
    low = word.lower()
    for pattern, wanted, drop, paradigm in _ENDINGS:
        if wanted in ("", gender) and (last or "surname" not in paradigm) and re.search(pattern, low):
            return word[: len(word) - drop], paradigm
    return word, ""


def place(name: str, case: str, gender: str) -> str:
    """Return the name of a place that no dictionary knows in a case; ``gender`` is ``masc``, ``femn`` or ``neut``."""
    made = _inflected(name, case, "f" if gender == "femn" else "m", False)
    return name if case == "accs" and gender == "masc" else made


def is_indeclinable_place(name: str, known: bool) -> bool:
    """Whether the name of a place does not change: Алматы, Актау, Баку."""
    return not known and bool(re.search("[еёиоуыэю]$", name.lower()))
