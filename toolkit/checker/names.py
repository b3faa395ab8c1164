"""Names and titles of office: the same person, State, body and place on all sides, in a form that answers the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from toolkit.checker import terms, wording
from toolkit.checker.model import Check, Finding, Row
from toolkit.model import Occurrence

_NEAR = 8  # characters between a State or office and its person: «共和国总统 », «代表 », ", "


class State(NamedTuple):
    """A State in the glossary: the concepts of its full and short name, all that name it, and words that show it."""

    key: str
    full: str
    short: str
    concepts: frozenset[str]
    words: Mapping[str, re.Pattern[str]]


_Asked = Mapping[str, Sequence[re.Match[str]]]  # where a title stands, by language


class Title(NamedTuple):
    """A title of office: what asks for it in each language, and what answers it."""

    asks: Mapping[str, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]


@cache
def states() -> Mapping[str, State]:
    """Return the States by each of the concepts that name them."""
    found: dict[str, State] = {}
    for key, each in wording.data_file("names.toml")["states"].items():
        words = {code: re.compile(each[code]) for code in wording.LANGUAGES}
        names = frozenset({each["full"], each["short"], *each["others"]})
        found.update(dict.fromkeys(names, State(key, each["full"], each["short"], names, words)))
    return found


@cache
def _titles() -> tuple[Title, ...]:
    return tuple(
        Title(
            {code: re.compile(each[code]) for code in wording.LANGUAGES},
            {code: re.compile(f"{each[code]}|{each[f'also_{code}']}") for code in wording.LANGUAGES},
        )
        for each in wording.data_file("names.toml")["titles"]
    )


def _mentions(row: Row, code: str, concepts: Mapping[str, object]) -> dict[str, list[Occurrence]]:
    """Return the places of a text that name something, by its key or concept."""
    found: dict[str, list[Occurrence]] = {}
    for each in row.terms(code):
        if each.concept in concepts:
            about = concepts[each.concept]
            if not isinstance(about, State):
                found.setdefault(each.concept, []).append(each)
            elif about.words[code].search(each.surface):  # not 主席 alone
                found.setdefault(about.key, []).append(each)
    return found


def _state(row: Row) -> Iterator[Finding]:
    codes = wording.texts(row)
    named = {code: _mentions(row, code, states()) for code in codes}
    by_key = {each.key: each for each in states().values()}
    for key in dict.fromkeys(key for code in codes for key in named[code]):
        shown = [code for code in codes if key in named[code] or by_key[key].words[code].search(row.texts[code])]
        without = [code for code in codes if code not in shown]
        if without:
            yield _another(row, "names.state", {code: named[code].get(key, []) for code in shown}, without, named)


def _another(
    row: Row,
    rule: str,
    there: Mapping[str, Sequence[Occurrence]],
    without: Sequence[str],
    named: Mapping[str, Mapping[str, Sequence[Occurrence]]],
) -> Finding:
    """Return the finding that a name is missing in texts, with what stands there that the others have not."""
    lead = next(code for code in there if there[code])
    name = there[lead][0]
    known = {key for code in there for key in named[code]}
    instead = [(code, found[0]) for code in without for key, found in named[code].items() if key not in known]
    wanted = wording.concepts()[name.concept].preferred(without[0])
    message = f"«{name.surface}» is not named in {wording.among(without)}"
    if instead:
        message = f"«{name.surface}» is answered by another name in {wording.among(without)}: «{instead[0][1].surface}»"
    quoted = [part for code in there for part in wording.spans(row, code, there[code][:1])]
    quoted += [part for code, found in instead for part in wording.spans(row, code, [found])]
    quoted += [row.whole(code) for code in without if code not in dict(instead)]
    return Finding(rule, message, tuple(quoted), wanted)


@cache
def _persons() -> Mapping[str, object]:
    return {name: name for name in wording.concepts() if wording.kind_of_name(name) == "person"}


def _person(row: Row) -> Iterator[Finding]:
    codes = wording.texts(row)
    named = {code: _mentions(row, code, _persons()) for code in codes}
    for key in dict.fromkeys(key for code in codes for key in named[code]):
        there = {code: named[code][key] for code in codes if key in named[code]}
        without = [code for code in codes if code not in there]
        if without:
            yield _another(row, "names.person", there, without, named)


def _form(row: Row) -> Iterator[Finding]:
    """Yield the full names of States that a short one answers."""
    codes = wording.texts(row)
    counted = {code: _forms(row, code) for code in codes}
    for lead in codes[:1] if codes[:1] == ["zh"] else codes:
        for name, (full, short) in counted[lead].items():
            for code in codes:
                there = counted[code].get(name, ([], []))
                if len(there[0]) < len(full) and len(there[1]) > len(short):
                    wanted = wording.concepts()[name].preferred(code)
                    message = f"the full name «{full[-1].surface}» is answered by the short «{there[1][-1].surface}»"
                    quoted = wording.spans(row, lead, full[-1:]) + wording.spans(row, code, there[1])
                    yield Finding("names.form", message, quoted, wanted)


def _forms(row: Row, code: str) -> dict[str, tuple[list[Occurrence], list[Occurrence]]]:
    """Return, by the concept of each State's full name, where that stands, and where the short one stands alone.

    The Chinese shows what was chosen; in the other languages a body may have the full name in its own.
    """
    found: dict[str, tuple[list[Occurrence], list[Occurrence]]] = {}
    known = states()
    for each in row.terms(code):
        state = known.get(each.concept)
        if state and state.full != state.short and each.concept in (state.full, state.short):
            full, short = found.setdefault(state.full, ([], []))
            if each.concept == state.full:
                full.append(each)
            elif not any(other.start <= each.start and each.stop <= other.stop for other in full):
                short.append(each)
    return found


def _proper(row: Row) -> Iterator[Finding]:
    return terms.missing(row, _is_proper, "names.proper")


def _is_proper(unit: terms.Unit) -> bool:
    return all(wording.kind_of_name(name) == "proper" for name in unit.concepts)


def _bearer(row: Row) -> Iterator[Finding]:
    """Yield the persons that stand with one State in one text and with another in another."""
    codes = wording.texts(row)
    held = {code: _held(row, code) for code in codes}
    for at, code in enumerate(codes):
        for person, (name, state) in held[code].items():
            for other in codes[at + 1 :]:
                if (
                    person in held[other]
                    and states()[held[other][person][1].concept].key != states()[state.concept].key
                ):
                    theirs = held[other][person]
                    message = (
                        f"«{name.surface}» stands with «{state.surface}» in {wording.among([code])}, "
                        f"with «{theirs[1].surface}» in {wording.among([other])}"
                    )
                    quoted = wording.spans(row, code, [state, name]) + wording.spans(row, other, [theirs[1], theirs[0]])
                    yield Finding("names.office.person", message, quoted)


def _held(row: Row, code: str) -> dict[str, tuple[Occurrence, Occurrence]]:
    """Return the persons of a text that a State or its office stands right before, with that, by concept."""
    found: dict[str, tuple[Occurrence, Occurrence]] = {}
    before: Occurrence | None = None
    named, persons = states(), _persons()
    for each in row.terms(code):
        if each.concept in named and not (before and each.stop <= before.stop):
            before = each
        elif each.concept in persons and before and 0 <= each.start - before.stop <= _NEAR:
            found.setdefault(each.concept, (each, before))
    return found


def _title(row: Row) -> Iterator[Finding]:
    codes = wording.texts(row)
    if not any(_any_title()[code].search(row.texts[code]) for code in codes):
        return
    plain = {code: _apart()[code].sub(lambda match: "·" * len(match[0]), row.texts[code]) for code in codes}
    there = [code for code in codes if _any_title()[code].search(plain[code])]
    nowhere: dict[str, list[re.Match[str]]] = {code: [] for code in codes}
    asked = [nowhere | {code: list(title.asks[code].finditer(plain[code])) for code in there} for title in _titles()]
    for title, found in zip(_titles(), asked, strict=True):
        asking = [code for code in codes if found[code]]
        without = [code for code in codes if asking and not title.answers[code].search(row.texts[code])]
        if without and (
            "zh" in asking or len(asking) > len(codes) - len(asking) or len(codes) < len(wording.LANGUAGES)
        ):
            quoted = [part for code in asking for part in wording.spans(row, code, found[code])]
            message = f"the title «{quoted[0].text}» has no counterpart in {wording.among(without)}"
            yield Finding("names.office.title", message, (*quoted, *(row.whole(code) for code in without)))
        elif len(without) == len(codes) - 1 and _instead(asking[0], asked):
            quoted = [*wording.spans(row, asking[0], found[asking[0]]), *(row.whole(code) for code in without)]
            message = f"«{quoted[0].text}» in {wording.among(asking)}, and another title in {wording.among(without)}"
            yield Finding("names.office.title", message, tuple(quoted))
        elif asking:
            yield from _exchanged(row, title, found, asked)


def _instead(code: str, asked: Sequence[_Asked]) -> bool:
    """Whether a text has as many titles as the Chinese, several: one that is alone stands for another."""
    pairs = [(len(found[code]), len(found.get("zh", ()))) for found in asked]
    fewer = any(0 < here < there for here, there in pairs)  # that is told by itself
    return not fewer and sum(here for here, _ in pairs) == sum(there for _, there in pairs) > 1


def _exchanged(row: Row, title: Title, found: _Asked, asked: Sequence[_Asked]) -> Iterator[Finding]:
    """Yield where a title stands less often in a text than in the Chinese, and another one more often."""
    for code in found if "zh" in found else ():
        few = found[code] and len(found[code]) < len(found["zh"])
        more = [each[code][-1] for each in asked if few and len(each[code]) > len(each["zh"])]
        wrong = [match for match in more if not title.answers[code].search(match[0])]
        if wrong:
            message = f"«{found['zh'][0][0]}» stands {len(found['zh'])} times, and once «{wrong[0][0]}» for it"
            quoted = wording.spans(row, "zh", found["zh"]) + wording.spans(row, code, wrong[:1])
            yield Finding("names.office.title", message, quoted)


@cache
def _any_title() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile("|".join(title.asks[code].pattern for title in _titles())) for code in wording.LANGUAGES}


@cache
def _apart() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(each) for code, each in wording.data_file("names.toml")["apart"].items()}


CHECKS = (
    Check(
        "names.person",
        "another person, or one not named",
        "A person of the glossary is named in one text and not in another: left out, misspelt, or put in place of "
        "another.",
        "error",
        pairs=wording.PAIRS,
        row=_person,
    ),
    Check(
        "names.state",
        "another State, or one not named",
        "A State is named in one text, and in another neither its name, full or short, nor a word made from it stands.",
        "error",
        pairs=wording.PAIRS,
        row=_state,
    ),
    Check(
        "names.form",
        "a short name of a State for its full one",
        "In treaties and titles the form of a State's name is chosen: 哈萨克斯坦共和国 is Республика Казахстан, "
        "哈萨克斯坦 Казахстан. A translation keeps it.",
        "warning",
        pairs=wording.PAIRS,
        row=_form,
    ),
    Check(
        "names.proper",
        "a name of a body or place without its counterpart",
        "An organization, body or place that the glossary names stands in one text, and in another neither it, in any "
        "accepted form, nor all the words of its name.",
        "error",
        pairs=wording.PAIRS,
        row=_proper,
    ),
    Check(
        "names.office.person",
        "an office given to another person",
        "A person stands right after the name or office of one State in one text and of another State in another.",
        "error",
        pairs=wording.PAIRS,
        row=_bearer,
    ),
    Check(
        "names.office.title",
        "a title of office without its counterpart",
        "总统 is президент and president, 主席 of the Chinese State is Председатель and President, 总理 "
        "премьер-министр and prime minister or premier, 部长 министр and minister. A title has no such counterpart "
        "on the other side.",
        "error",
        pairs=wording.PAIRS,
        row=_title,
    ),
)
