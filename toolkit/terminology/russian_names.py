"""Names of persons and places in the Russian cases, by their endings."""

from __future__ import annotations

import re

from toolkit.languages import ru
from toolkit.terminology import wordforms

_WOMAN = re.compile("(?:[оеё]ва|[иы]на|[сц]кая)$")


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


def gender(name: str) -> tuple[str, bool]:
    """Return the gender of a person, ``m`` or ``f``, by the name, and whether it is sure."""
    words = name.split()
    woman = bool(_WOMAN.search(name))
    if len(words) < 2 or _is_chinese(words):
        return "f" if woman else "m", True
    tags = [each.tag for each in ru.parses(words[0].lower())] if ru.known(words[0]) else []
    given = {each.gender for each in tags if "Name" in each and each.case == "nomn"}
    if given == {"masc"}:  # Никита
        return "m", True
    if woman or given == {"femn"}:
        return "f", True
    return ("f", False) if words[0].endswith(("а", "я")) else ("m", True)


def _is_chinese(words: list[str]) -> bool:
    from toolkit.transcription.syllables import cut_palladius

    cut = [cut_palladius(word) for word in words if len(word) <= 20]
    return len(words) == len(cut) == 2 and all(cut) and min(len(each.syllables) for each in cut[0]) <= 2


def _inflected(word: str, case: str, gender: str, last: bool) -> str:
    cases, paradigms = (wordforms.endings()[name] for name in ("cases", "paradigms"))
    if re.search(r"\.|\d", word) or case not in cases:
        return word
    stem, paradigm = _paradigm(word, gender, last)
    return stem + paradigms[paradigm][cases.index(case)] if paradigm else word


def _paradigm(word: str, gender: str, last: bool) -> tuple[str, str]:
    """Return the stem of a name and how it changes; the empty string for one that does not."""
    low = word.lower()
    for name in wordforms.endings()["names"]:
        fits = name["of"] in ("", gender) and (last or "surname" not in name["like"])
        if fits and re.search(name["ends"], low):
            return word[: len(word) - name["drop"]], name["like"]
    return word, ""


def place(name: str, case: str, gender: str) -> str:
    """Return the name of a place that no dictionary knows in a case; ``gender`` is ``masc``, ``femn`` or ``neut``."""
    made = _inflected(name, case, "f" if gender == "femn" else "m", False)
    return name if case == "accs" and gender == "masc" else made


def is_indeclinable_place(name: str, known: bool) -> bool:
    """Whether the name of a place does not change: Алматы, Актау, Баку."""
    return not known and bool(re.search("[еёиоуыэю]$", name.lower()))
