"""Russian for recognition: what a form can be, and whether the words found for a term agree.

The cases, genders and numbers that a form can have are one set of bits, so that words agree if their sets meet:
устойчивого is a genitive singular of two genders, развития that or a plural, and together the genitive singular.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from toolkit.languages import prefixes, ru
from toolkit.terminology.initials import FATHER
from toolkit.terminology.needs import CASED, FIXED, FREE, OWNED, RARE, UNCASED, VERB, Need, Reading

NOMINATIVE, GENITIVE, ACCUSATIVE = 0xF, 0xF0, 0xF000
PLURAL = 0x888888
EVERY_CASE = 0x111111
_CASES = {"nomn": 0, "voct": 0, "gent": 1, "gen1": 1, "gen2": 1, "datv": 2, "accs": 3, "acc2": 3, "ablt": 4,
          "loct": 5, "loc1": 5, "loc2": 5}  # fmt: skip
_NUMBERS = {"masc": 1, "femn": 2, "neut": 4}
_ANY_NUMBER, _PLURAL = 0xF, 8
_KINDS = {"NOUN": "n", "NPRO": "p", "ADJF": "a", "ADJS": "a", "NUMR": "m", "VERB": "v", "INFN": "v", "PRTF": "v",
          "PRTS": "v", "GRND": "v", "ADVB": "d", "PREP": "d"}  # fmt: skip
_SET_IN = {"ADJF", "PRTF", "ADVB", "CONJ", "PRCL"}
_LINKS = ("и", "или")
_PLAIN = (FIXED, FREE, VERB)
_LEAST = 0.03
_KEPT = 1 << 14  # words whose readings are remembered: the index of wrong forms asks for them later than that of terms
ORDINAL = "o:"  # the key of an ending after a number in figures: 29-я, 29-й
_ORDINALS = re.compile("[яйеюмх]|го|му|ми|[оыи]й|ая|[оы]е|ую|[ыо]м|ых|ого|ому|ыми")
_ABBREVIATION = re.compile(r"([А-ЯЁ]+[БВГДЖЗКЛМНПРСТФХЦЧШЩ])(?:а|у|ом|е|ы|ов|ам|ами|ах)")


def fold(word: str) -> str:
    """Return a word as it is matched: lower case, е for ё."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=_KEPT)
def readings(word: str) -> tuple[Reading, ...]:
    """Return what a word can be, the likeliest first; the bare word last."""
    plain = fold(word)
    bits: dict[tuple[str, str], int] = {}
    scores: dict[tuple[str, str], float] = {}
    for parse in ru.parses(plain):
        kind = str(parse.tag.POS)
        if kind in _KINDS:
            highest = "+" if "Supr" in parse.tag else ""  # высший is another word than высокий
            key = (f"{_KINDS[kind]}:{fold(parse.normal_form)}{highest}", kind)
            bits[key] = bits.get(key, 0) | _bits(parse.tag)
            scores[key] = scores.get(key, 0.0) + float(parse.score)
    best = sorted(bits, key=lambda key: -scores[key])
    found = [Reading(*key, bits[key] | (RARE if scores[key] < _LEAST else 0)) for key in best]
    if word[:1].isupper():
        found += [Reading(f"x:{base}", "NAME", each) for base, each in _as_name(plain).items()]
        declined = _ABBREVIATION.fullmatch(word)
        if word.isupper() or declined:
            found.append(Reading(f"={declined[1] if declined else word}", "ABBR", CASED))
    if _ORDINALS.fullmatch(plain):
        found.append(Reading(ORDINAL, "ORDINAL", UNCASED))
    return (*found, Reading(f"w:{plain}", "", UNCASED))


@lru_cache(maxsize=_KEPT)  # words share tags
def _bits(tag: Any) -> int:
    if tag.case is None:
        return UNCASED
    case = _CASES.get(str(tag.case), 0) * 4
    if tag.number == "plur":
        return _PLURAL << case
    return (_NUMBERS.get(str(tag.gender), 7) if tag.number else _ANY_NUMBER) << case


@cache
def _endings() -> tuple[tuple[str, str, int], ...]:
    """Return the endings of names: of the nominative, of a form, and the bits of its case."""
    found: dict[tuple[str, str], int] = {}
    for line in files("toolkit.languages").joinpath("ru.endings.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            base, *others = line.replace("-", "").split("\t")
            for case, endings in enumerate((base, *others)):
                for ending in endings.split(","):
                    found[base, ending] = found.get((base, ending), 0) | 7 << case * 4
    return tuple((base, ending, bits) for (base, ending), bits in found.items())


def _as_name(plain: str) -> dict[str, int]:
    """Return the nominatives of the names that a form can be of, with the bits of the form."""
    found: dict[str, int] = {plain: CASED & ~PLURAL}  # and one that is not declined
    for base, ending, bits in _endings():
        stem = plain[: len(plain) - len(ending)]
        if plain.endswith(ending) and len(stem) > 1:
            found[stem + base] = found.get(stem + base, 0) | bits
    return found


def cases(bits: int) -> int:
    """Return the cases in a set of bits, one bit for each."""
    return (bits | bits >> 1 | bits >> 2 | bits >> 3) & EVERY_CASE


def agree(needs: Sequence[Need], bits: Sequence[int]) -> bool:
    """Whether the words found for a term are in forms that go together."""
    groups: dict[int, int] = {}
    for need, have in zip(needs, bits, strict=True):
        if need.kind == FREE:
            groups[need.group] = groups.get(need.group, CASED | UNCASED) & have
        elif need.kind == FIXED and not need.bits & have:
            return False
    if len(needs) == 1 and bits[0] & RARE:
        return False
    if not all(groups.values()):
        return False
    common = EVERY_CASE
    for together in groups.values():
        common &= cases(together) if together & CASED else common
    plural = any(together & PLURAL for together in groups.values())
    return bool(common) and all(
        _depends(need, have, common, plural) for need, have in zip(needs, bits, strict=True) if need.kind not in _PLAIN
    )


def _depends(need: Need, have: int, common: int, plural: bool) -> bool:
    """Whether a word is as the term has it, or changes with the head."""
    if need.bits & have:
        return True
    return plural and bool(GENITIVE & PLURAL & have) if need.kind == OWNED else bool(common & cases(have))


@lru_cache(maxsize=_KEPT)
def _role(word: str) -> tuple[str, int]:
    """Return the part of speech that a word most likely is, and its bits as an adjective."""
    bits = 0
    for each in readings(word):
        if each.kind in ("ADJF", "PRTF"):
            bits |= each.bits & CASED
    return str(ru.parses(fold(word))[0].tag.POS), bits


@lru_cache(maxsize=_KEPT)
def may_stand_between(words: tuple[str, ...], following: int, part_of_speech: str) -> bool:
    """Whether words may stand inside a term: adverbs, «и», and adjectives that agree; in a name the father's name.

    Before a preposition or a verb a noun in the genitive may (вступление настоящего Договора в силу).
    """
    if not following & CASED and _is_owner(words):
        return True
    if len(words) == 1 and FATHER.fullmatch(words[0]):
        return True
    roles = [_role(word) for word in words]
    joined = words[0] in _LINKS  # so that what follows is an adjective: Ближний и Средний Восток
    if any(kind not in _SET_IN and not (joined and bits & following) for kind, bits in roles):
        return False
    if roles[-1][0] in ("CONJ", "PRCL") and words[-1] not in _LINKS:  # по гражданским и уголовным делам
        return False
    described = [bits for _, bits in roles if bits]
    return bool(described) and all(bits & following for bits in described)


def share(needs: Sequence[Need], bits: Sequence[int]) -> bool:
    """Whether an adjective in the singular and a noun in the plural are as if another adjective shared the noun."""
    if len(needs) < 2 or not needs[0].kind == needs[1].kind == FREE or needs[0].group != needs[1].group:
        return False
    return bool(_shared(bits)) and agree(needs[1:], bits[1:])


def joined(between: Sequence[str], before: Sequence[str], bits: Sequence[int]) -> bool:
    """Whether another adjective shares the noun of one: китайской (и узбекской) сторонами, (китайской и) узбекской."""
    link, other = (*between, "", "")[:2] if between else (*reversed(before), "", "")[:2]
    single = len(between) in (0, 2) and link in _LINKS
    return single and bool(_shared(bits) & cases(_role(other)[1] & ~PLURAL))


def _shared(bits: Sequence[int]) -> int:
    """Return the cases in which a first word can be in the singular and the second in the plural."""
    return cases(bits[0] & CASED & ~PLURAL) & cases(bits[1] & PLURAL)


def _is_owner(words: Sequence[str]) -> bool:
    """Whether words are a noun in the genitive with what describes it."""
    *described, noun = ([each for each in readings(word) if not each.bits & RARE] for word in words)
    common = _genitives(noun, "NOUN", "ABBR")
    for each in described:
        common &= _genitives(each, "ADJF", "PRTF")
    return bool(common)


def _genitives(found: Sequence[Reading], *kinds: str) -> int:
    bits = 0
    for each in found:
        bits |= each.bits & GENITIVE if each.kind in kinds else 0
    return bits


def is_compound(word: str) -> bool:
    """Whether a word before a hyphen only begins a compound: научно-, вице-; not государство-."""
    return word.lower() in prefixes("ru") or begins_adjective(word)


def begins_adjective(word: str) -> bool:
    """Whether a word is a first part as in научно-технический: it ends so, and is no noun."""
    if not word.endswith(("о", "е")):
        return False
    kinds = {each.kind for each in readings(word) if each.bits & CASED and each.key[0] != "x"}
    return not kinds & {"ADJF", "PRTF"} and not ("NOUN" in kinds and ru.known(word))
