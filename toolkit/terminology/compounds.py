"""Compounds of two nouns: both decline (государства-участника), or the second alone (бизнес-форума).

The dictionary has few of them. Of the others the morphology offers both ways; which is right hangs on the first half:
a prefix or a noun that never declines before another (``ru.prefixes.txt``) stays, any other noun declines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from toolkit.languages import prefixes, ru

_TWO = re.compile(r"([^\W_]+)[-‑]([^\W_]+)")


def first_stays(first: str) -> bool:
    """Return whether the first half of a compound does not decline: бизнес, вице, no noun or adjective."""
    nouns = (each for each in ru.parses(first) if each.tag.POS == "NOUN" and "nomn" in each.tag)
    if first.lower() in prefixes("ru") or not ru.known(first):
        return True
    return all("Fixd" in each.tag for each in nouns) and not _is_adjective(first)


def begins_with_adjective(text: str) -> bool:
    """Return whether the first half of a compound is an adjective or participle that declines: трудящийся-мигрант."""
    halves = _TWO.fullmatch(text)
    return halves is not None and not ru.known(text) and not first_stays(halves[1]) and _is_adjective(halves[1])


def _is_adjective(word: str) -> bool:
    kinds = [each.tag for each in ru.parses(word) if each.tag.POS in ("ADJF", "PRTF", "NOUN")]
    nominative = any("nomn" in each for each in kinds) and not word.endswith("о")  # одно-китайский
    return nominative and all(each.POS != "NOUN" for each in kinds)


def fitting(text: str, parses: Sequence[Any]) -> list[Any]:
    """Return the parses of a word; of a compound of nouns only those that decline as its first half asks for."""
    halves = _TWO.fullmatch(text)
    if halves is None or ru.known(text) or halves[2][0].isupper():
        return list(parses)
    both = not first_stays(halves[1])
    return [each for each in parses if each.tag.POS != "NOUN" or _both_decline(each) == both] or list(parses)


def _both_decline(parse: Any) -> bool:
    return len({_TWO.sub(r"\1", each.word) for each in parse.lexeme}) > 1


def accusative(parse: Any, made: str) -> str:
    """Return the accusative of a compound, of which ``made`` is the one by its second half.

    Its first half says whether it is a living being: государство-участник is none, so that the masculine or plural
    second half stays, too (институты-партнеры). Beside a feminine first half it declines (сторону-участника).
    """
    before, after = (_TWO.fullmatch(each) for each in (parse.word, made))
    if before is None or after is None or not _both_decline(parse) or parse.tag.animacy == "anim":
        return made
    second = {each.tag.gender for each in ru.parses(before[2]) if "nomn" in each.tag and each.tag.number == "sing"}
    return made if after[1] != before[1] or second == {"femn"} else str(parse.word)
