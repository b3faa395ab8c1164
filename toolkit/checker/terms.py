"""Terms: each has its counterpart on the other side as often as it stands, and none is in a form to avoid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from toolkit.checker import replacing, wording
from toolkit.checker.model import Check, Finding, Row, Span
from toolkit.model import Occurrence, TermStatus

_CONCEPT = attrgetter("concept")
_WORD, _TERM = 2, 4  # characters of a Chinese word, and of a term of more than one


class Unit(NamedTuple):
    """A longest term of a text with all concepts that it can mean: 指出 is a recital's word and a declaration's."""

    at: Occurrence
    concepts: frozenset[str]


def units(found: Sequence[Occurrence], inside: bool = False) -> list[Unit]:
    """Return the terms of a text, those of one place together: the longest, or all that are not these."""
    places: dict[tuple[int, int], list[Occurrence]] = {}
    for each in found:
        if each.inside == inside and each.status in ("preferred", "admitted"):
            places.setdefault((each.start, each.stop), []).append(each)
    return [Unit(group[0], frozenset(each.concept for each in group)) for group in places.values()]


def told(row: Row, unit: Unit, language: str) -> bool:
    """Whether a text has one of the concepts of a unit, in whatever form, or the words of one of its terms."""
    if not unit.concepts.isdisjoint(map(_CONCEPT, row.terms(language))):
        return True
    good = _good(unit, language)
    text = _apart(row, unit, language)
    if unit.at.language == "zh" and unit.at.status == "admitted" and len(unit.at.surface) <= _WORD:
        good = [word for term in good for word in wording.bearing(term)]  # 法律 alone is законодательство
    if any(pattern.search(text) for name, pattern in _also(language).items() if name in unit.concepts):
        return True
    return not good or any(wording.times(text, term, language) for term in good)


@cache
def _also(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return what answers a concept besides its terms, by concept."""
    also = wording.data_file("terms.toml")["also"]
    return {name: re.compile(each[language]) for name, each in also.items() if language in each}


def _apart(row: Row, unit: Unit, language: str) -> str:
    """Return a text without the terms that answer longer ones elsewhere: that of 主权平等 answers for no 主权."""
    text, at = row.texts[language], unit.at
    if at.language != "zh" or at.inside:
        return text
    longer = {
        each.concept
        for each in row.terms("zh")
        if at.surface in each.surface and not (each.start <= at.start and at.stop <= each.stop)
    }
    for each in row.terms(language):
        if each.concept in longer - unit.concepts and not each.inside:
            text = text[: each.start] + " " * (each.stop - each.start) + text[each.stop :]
    return text


def lacking(row: Row, unit: Unit, lead: str, without: Sequence[str], rule: str) -> Finding:
    """Return the finding that a term of one text is missing in others, quoted wherever it stands."""
    quoted = [*wording.spans(row, lead, [unit.at])]
    for code in wording.texts(row):
        if code not in (lead, *without):
            quoted += wording.spans(row, code, [each for each in row.terms(code) if each.concept in unit.concepts][:1])
    quoted += [row.whole(code) for code in without]
    wanted = " / ".join(dict.fromkeys(_preferred(unit, code) for code in without))
    message = f"«{unit.at.surface}» has no counterpart in {wording.among(without)}: «{wanted}» or its like is wanted"
    return Finding(rule, message, tuple(quoted), wanted)


def _good(unit: Unit, language: str) -> list[str]:
    """Return the accepted terms of a unit in a language."""
    known = wording.concepts()
    terms = (term for name in unit.concepts if name in known for term in known[name].of(language))
    return [term.text for term in terms if not term.wrong]


def _preferred(unit: Unit, language: str) -> str:
    known = (wording.concepts()[name] for name in sorted(unit.concepts) if name in wording.concepts())
    return next((each.preferred(language) for each in known if each.preferred(language)), "")


def missing(row: Row, wanted: Callable[[Unit], bool], rule: str) -> Iterator[Finding]:
    """Yield the units that are wanted on all sides and missing on some."""
    codes = wording.texts(row)
    for lead in codes:
        told_of: set[frozenset[str]] = set()  # what stands in a text several times is told once
        for unit in units(row.terms(lead)):
            new = unit.concepts not in told_of and _is_named(row.texts[lead], unit.at)
            if new and wanted(unit) and _leads(unit, lead, codes):
                without = [code for code in codes if code != lead and not told(row, unit, code)]
                if without and _tells(unit, lead, codes, without):
                    told_of.add(unit.concepts)
                    yield lacking(row, unit, lead, without, rule)


def _is_named(text: str, at: Occurrence) -> bool:
    """Whether a term stands for itself: 本备忘录 is no more than "it", and 外交部 in 外交部长 no ministry."""
    person = at.language == "zh" and re.match(wording.data_file("terms.toml")["persons"], text[at.stop - 1 :])
    return not person and text[at.start - 1 : at.start] != "本"


def _missing(row: Row) -> Iterator[Finding]:
    yield from missing(row, _is_weighty, "terms.missing")
    yield from _within(row)


def _within(row: Row) -> Iterator[Finding]:
    """Yield the terms in longer Chinese ones that the accepted terms of these hold too, and a text does not."""
    found = row.terms("zh") if row.texts.get("zh") else ()
    inner = [each for each in units(found, inside=True) if len(each.at.surface) >= _TERM and _is_weighty(each)]
    outer = units(found) if inner else []
    for unit in inner:
        around = next((each for each in outer if each.at.start <= unit.at.start and unit.at.stop <= each.at.stop), unit)
        without = [
            code
            for code in wording.texts(row)
            if code != "zh" and told(row, around, code) and not told(row, unit, code) and _holds(around, unit, code)
        ]
        if without:
            yield lacking(row, unit, "zh", without, "terms.missing")


def _holds(around: Unit, unit: Unit, code: str) -> bool:
    """Whether every accepted term of a unit has a term of another in it."""
    inner = _good(unit, code)
    return all(any(wording.times(term, each, code) for each in inner) for term in _good(around, code))


def _leads(unit: Unit, lead: str, codes: Sequence[str]) -> bool:
    """Whether a term asks for its counterpart: a Chinese one, which shows what is meant, or one of several words."""
    if lead == "zh":
        return True
    return unit.concepts.isdisjoint(_listed("narrow")) and ("zh" not in codes or len(unit.at.term.split()) > 1)


def _tells(unit: Unit, lead: str, codes: Sequence[str], without: Sequence[str]) -> bool:
    """Whether it tells something that texts lack a term.

    A short Chinese word that neither of two translations has was used in another sense, and what one translation has
    more than the other two texts is its own wording.
    """
    if len(codes) < len(wording.LANGUAGES):
        return True
    long = lead == "zh" and len(unit.at.surface) > _WORD
    return long or (len(without) == 1 and "zh" in (lead, *without))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(wording.data_file("terms.toml")[name].split())


def _is_weighty(unit: Unit, *more: str) -> bool:
    """Whether a term must show on the other side: no verb (nor one of ``more``), no word of broad meaning, no name."""
    return all(_kind(name) not in ("", "verb", *more) for name in unit.concepts)


@cache
def _kind(name: str) -> str:
    """Return the part of speech of a concept that is checked here, or the empty string."""
    concept = wording.concepts().get(name)
    if concept is None or wording.kind_of_name(name) or name in _listed("loose"):
        return ""
    return next((term.part_of_speech for term in concept.of("zh", "preferred")), "") or "noun"


def _counted(row: Row) -> Iterator[Finding]:
    """Yield the Chinese terms that stand more often than their counterparts: one was left out, or is another now."""
    found = units(row.terms("zh")) if row.texts.get("zh") else []
    often = Counter(unit.concepts for unit in found)
    for unit in {
        unit.concepts: unit for unit in found if often[unit.concepts] > 1 and _is_weighty(unit, "phrase")
    }.values():
        for code in wording.texts(row):
            there = [each for each in row.terms(code) if each.concept in unit.concepts]
            if (
                code == "zh"
                or not there
                or _pronouns(code).search(row.texts[code])
                or len({each.start for each in there}) >= often[unit.concepts]
            ):
                continue
            words = max((wording.times(row.texts[code], term, code) for term in _good(unit, code)), default=0)
            if words < often[unit.concepts]:
                here = [each.at for each in found if each.concepts == unit.concepts]
                message = (
                    f"«{unit.at.surface}» stands {len(here)} times, its counterpart in {wording.among([code])} {words}"
                )
                yield Finding("terms.count", message, wording.spans(row, "zh", here) + wording.spans(row, code, there))


@cache
def _pronouns(code: str) -> re.Pattern[str]:
    return re.compile(wording.data_file("terms.toml")["pronouns"][code])


def _wrong(rule: str, status: TermStatus) -> Callable[[Row], Iterator[Finding]]:
    """Return a check of the forms of a status, each told with what the concept's other texts have and what to write."""

    def look(row: Row) -> Iterator[Finding]:
        for code in wording.texts(row):
            terms = row.terms(code)
            for each in terms:
                if each.status != status or _in_longer(each, terms) or replacing.spared(row.texts, each):
                    continue
                if row.provision.startswith("art.") or not _of_statements(each):
                    yield _avoid(row, code, each, rule)

    return look


def _in_longer(found: Occurrence, terms: Sequence[Occurrence]) -> bool:
    """Whether a wrong form is part of a longer one for the same concept: signatory in signatory countries."""
    return found.inside and any(
        each.concept == found.concept
        and each.status in ("deprecated", "forbidden")
        and each.start <= found.start
        and found.stop <= each.stop
        and (each.start, each.stop) != (found.start, found.stop)
        for each in terms
    )


def _of_statements(found: Occurrence) -> bool:
    """Whether a form is wrong in a treaty only: the sides, in a joint statement, are not."""
    terms = wording.concepts()[found.concept].of(found.language)
    usage = next((term.usage for term in terms if term.text == found.term), "")
    return re.match(wording.data_file("terms.toml")["statements"], usage) is not None


def _avoid(row: Row, code: str, found: Occurrence, rule: str) -> Finding:
    concept = wording.concepts()[found.concept]
    term = next(term for term in concept.of(code) if term.text == found.term)
    quoted: list[Span] = [*wording.spans(row, code, [found])]
    for other in wording.texts(row):
        if other != code:
            same = [each for each in row.terms(other) if each.concept == found.concept]
            quoted += wording.spans(row, other, same[:1]) or (row.whole(other),)
    instead = replacing.instead(row.texts[code], found, concept)
    words = "must not be written" if found.status == "forbidden" else "is a form to avoid"
    message = f"«{found.surface}» {words}: {term.note or 'write the preferred form'}"
    return Finding(rule, message, tuple(quoted), instead)


CHECKS = (
    Check(
        "terms.missing",
        "a term without its counterpart",
        "A term of the glossary stands in one text, and in another neither one of its accepted terms, in any form, nor "
        "words akin to theirs. It was left out or rendered by another term. Verbs and words of broad meaning are not "
        "looked at; a term inside a longer one goes with that.",
        "warning",
        pairs=wording.PAIRS,
        row=_missing,
    ),
    Check(
        "terms.count",
        "a term that stands more often in one text",
        "Where the Chinese repeats a term, the translation has it less often, and its words do not stand elsewhere in "
        "the row either. A pronoun may stand for it; else one place was left out or says something else.",
        "note",
        pairs=(("zh", "ru"), ("zh", "en")),
        row=_counted,
    ),
    Check(
        "terms.forbidden",
        "a form that must not be written",
        "The glossary calls the form wrong for the concept in texts of this kind, with its reason. The suggestion is "
        "the preferred form in the case in which the wrong one stands.",
        "error",
        languages=wording.LANGUAGES,
        row=_wrong("terms.forbidden", "forbidden"),
    ),
    Check(
        "terms.deprecated",
        "a form to avoid",
        "The glossary has a better form for the concept: the wrong one is the press's, out of date, word for word, or "
        "right for something else. The suggestion is the preferred form in the case in which the wrong one stands.",
        "warning",
        languages=wording.LANGUAGES,
        row=_wrong("terms.deprecated", "deprecated"),
    ),
)
