"""The parties of an instrument: all of them in title, opening and signature, by their full names, in one order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.checker import definitions, names, wording
from toolkit.checker.model import Check, Finding, Row, Span
from toolkit.structure.names import parted
from toolkit.structure.patterns import patterns

_PLACES = ("title", "opening", "signature")
_TWO = 2  # parties: fewer are none, and for two alone there is the alternat
Told = tuple[Row, Finding]


class Party(NamedTuple):
    """A party where a text first names it: its key, the row and place, and whether by the full name of a State."""

    key: str
    row: Row
    start: int
    stop: int
    formal: bool


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(wording.data_file("parties.toml")[name][language])


@lru_cache(maxsize=16)  # each check of this family asks it of a row
def _says_single(text: str, code: str) -> bool:
    return bool(_pattern("single", code).search(text))


def _states(row: Row, code: str) -> dict[str, Party]:
    """Return the States that a text names, in its order."""
    found: dict[str, Party] = {}
    known = names.states()
    for each in row.terms(code):
        state = known.get(each.concept)
        if state and state.words[code].search(each.surface):
            abbreviated = each.surface.isupper() and " " not in each.surface
            formal = each.concept != state.short or state.short == state.full
            found.setdefault(state.key, Party(state.key, row, each.start, each.stop, formal and not abbreviated))
    return found


@dataclass
class Instrument:
    """The rows of a document that name its parties, and whether it has a single original."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {place: [] for place in _PLACES})
    single: bool = False

    def add(self, row: Row) -> None:
        """Take a row of the document."""
        if row.kind in _PLACES:
            self.rows[row.kind].append(row)
        self.single = self.single or any(_says_single(row.texts[code], code) for code in wording.texts(row))

    def languages(self) -> list[str]:
        """Return the languages of its texts."""
        return [
            code
            for code in wording.LANGUAGES
            if any(row.texts.get(code) for row in self.rows["title"] + self.rows["opening"])
        ]

    def parties(self) -> dict[tuple[str, str], list[Party]]:
        """Return the parties by place and language, in order, of the places where a text names two at least in full."""
        codes = self.languages()
        signed = {code: self._signed(code) for code in codes}
        found = {(place, code): self._named(place, code, signed[code]) for place in _PLACES[:-1] for code in codes}
        found |= {("signature", code): list(signed[code].values()) for code in codes}
        named = {place for (place, _), each in found.items() if sum(party.formal for party in each) >= _TWO}
        return {at: each for at, each in found.items() if at[0] in named}

    def _signed(self, code: str) -> dict[str, Party]:
        """Return those who sign, by State or, where the glossary does not know it, by the place in the block."""
        known = "\n".join(row.texts.get(code, "") for place in _PLACES[:-1] for row in self.rows[place])
        found: dict[str, Party] = {}
        for row in self._signatures(code):
            states = _states(row, code)
            match = None if states else _pattern("signs", code).match(row.texts[code])
            if match:
                state = parted(match["party"], patterns(code), known, True)[0]
                start = match.start("party")
                at = str(row.number)
                states = {at: Party(at, row, start, start + len(state), True)}
            for key, party in states.items():
                found.setdefault(key, party)
        return found

    def in_order(self, code: str) -> bool:
        """Whether it is known in what order a text is signed: rows stand in that of the first text."""
        return code == self.languages()[0] or all(code in row.places for row in self._signatures(code))

    def _signatures(self, code: str) -> list[Row]:
        """Return the rows that sign in a text, in its own order if that is known."""
        signed = [row for row in self.rows["signature"] if row.texts.get(code)]
        return sorted(signed, key=lambda row: row.places[code]) if all(code in row.places for row in signed) else signed

    def _named(self, place: str, code: str, signed: Mapping[str, Party]) -> list[Party]:
        found: dict[str, Party] = {}
        for row in self.rows[place]:
            if not row.texts.get(code):
                continue
            here = _states(row, code)
            for key, party in signed.items():
                name = party.row.texts[code][party.start : party.stop]
                at = definitions.place(row.texts[code], name, code) if key.isdigit() else None
                if at:
                    here[key] = Party(key, row, *at, True)
            for each in sorted(here.values(), key=lambda party: party.start):
                found.setdefault(each.key, each)
        return list(found.values())


@dataclass
class _Watch:
    """Sees the rows that name parties, and says at the end of the document what a rule finds in them."""

    rule: Callable[[Instrument, dict[tuple[str, str], list[Party]]], Iterator[Told]]
    instrument: Instrument = field(default_factory=Instrument)

    def see(self, row: Row) -> Iterator[Told]:
        """Take a row; nothing can be said yet."""
        self.instrument.add(row)
        return iter(())

    def end(self) -> Iterator[Told]:
        """Give what the rule finds."""
        yield from self.rule(self.instrument, self.instrument.parties())


def _quoted(party: Party, code: str) -> Span:
    return party.row.span(code, party.start, party.stop)


def _missing(instrument: Instrument, found: dict[tuple[str, str], list[Party]]) -> Iterator[Told]:
    often = Counter(party.key for each in found.values() for party in each)
    for (place, code), each in found.items():
        here = {party.key for party in each}
        for key in (key for key, times in often.items() if times >= _TWO and key not in here):
            elsewhere = [party.key for at in _PLACES[:-1] for party in found.get((at, code), ())]
            if key.isdigit() and key not in elsewhere:
                continue  # its name was not found out, for it stands nowhere as it was signed
            there = {other: p for (at, other), all_ in found.items() if at == place for p in all_ if p.key == key}
            row = next((p.row for p in there.values() if p.row.texts.get(code)), None) or _row(instrument, place, code)
            name = next(_quoted(p, c).text for (_, c), all_ in found.items() for p in all_ if p.key == key)
            quoted = [_quoted(p, c) for c, p in there.items() if p.row is row]
            message = f"«{name}» is a party, and {wording.among([code])} does not name it in the {place}"
            yield row, Finding("parties.missing", message, (*quoted, row.whole(code)))


def _row(instrument: Instrument, place: str, code: str) -> Row:
    """Return the row of a place in which most stands."""
    return max((row for row in instrument.rows[place] if row.texts.get(code)), key=lambda row: len(row.texts[code]))


def _order(instrument: Instrument, found: dict[tuple[str, str], list[Party]]) -> Iterator[Told]:
    codes = instrument.languages()
    for code in codes:
        ordered = _PLACES if instrument.in_order(code) else _PLACES[:-1]
        places = [place for place in ordered if (place, code) in found]
        lists = {place: _keys(found[place, code]) for place in places}
        model = _usual(list(lists.values()), _keys(found.get((places[0], codes[0]), [])) if places else [])
        for place in places:
            swapped = _swapped(lists[place], model)
            if swapped:
                parties = [party for party in found[place, code] if party.key in swapped]
                row = parties[0].row
                quoted = [_quoted(party, code) for party in parties if party.row is row]
                others = [other for other in codes if other != code and row.texts.get(other)]
                message = f"the order of the parties in the {place} of {wording.among([code])} is not the one elsewhere"
                yield row, Finding("parties.order", message, (*quoted, *(row.whole(other) for other in others)))


def _keys(parties: Sequence[Party]) -> list[str]:
    return [party.key for party in parties]


def _usual(lists: Sequence[Sequence[str]], first: Sequence[str]) -> Sequence[str]:
    """Return the order that most places of a text have; of two that differ, or of a single one, the first text's."""
    times = Counter(tuple(each) for each in lists).most_common()
    return times[0][0] if times and times[0][1] >= _TWO else first


def _swapped(keys: Sequence[str], model: Sequence[str]) -> set[str]:
    """Return the parties that do not stand where the model has them, of those in both."""
    ours, theirs = [key for key in keys if key in model], [key for key in model if key in keys]
    return {one for one, other in zip(ours, theirs, strict=True) if one != other}


def _alternat(instrument: Instrument, found: dict[tuple[str, str], list[Party]]) -> Iterator[Told]:
    codes = instrument.languages()
    every = {party.key for each in found.values() for party in each}
    for place in _PLACES[:-1] if instrument.single and len(every) == _TWO else ():
        orders = {code: found[place, code] for code in codes if len(found.get((place, code), ())) == _TWO}
        differing = [code for code in orders if _keys(orders[code]) != _keys(next(iter(orders.values())))]
        if differing:
            row = orders[differing[0]][0].row
            quoted = [_quoted(party, code) for code in orders for party in orders[code] if party.row is row]
            message = (
                f"the parties stand in another order in {wording.among(differing)}, though there is one original only"
            )
            yield row, Finding("parties.alternat", message, tuple(quoted))


def _form(instrument: Instrument, found: dict[tuple[str, str], list[Party]]) -> Iterator[Told]:
    formal = {party.key for each in found.values() for party in each if party.formal}
    for (place, code), each in found.items():
        for party in each:
            if not party.formal and party.key in formal:
                state = next(s for s in names.states().values() if s.key == party.key)
                full = wording.concepts()[state.full].preferred(code)
                others = [o for o in instrument.languages() if o != code and party.row.texts.get(o)]
                message = f"the {place} names a party by «{_quoted(party, code).text}»; its full name is «{full}»"
                yield (
                    party.row,
                    Finding(
                        "parties.form", message, (_quoted(party, code), *(party.row.whole(o) for o in others)), full
                    ),
                )


def _listed(row: Row) -> Iterator[Finding]:
    """Yield rows apart from title, opening and signature in which texts list the same States in another order."""
    codes = [] if row.kind in _PLACES else wording.texts(row)
    found = {code: list(_states(row, code).values()) for code in codes}
    lead = next((code for code in codes if len(found[code]) >= _TWO), "")
    for code in codes if lead else ():
        same = sorted(_keys(found[code])) == sorted(_keys(found[lead]))
        if same and _keys(found[code]) != _keys(found[lead]):
            quoted = [_quoted(party, each) for each in (lead, code) for party in found[each]]
            message = f"the States stand in another order in {wording.among([code])} than in {wording.among([lead])}"
            yield Finding("parties.list", message, tuple(quoted))


def _check(name: str, title: str, why: str, severity: str, rule: Callable[..., Iterator[Told]]) -> Check:
    return Check(name, title, why, severity, pairs=wording.PAIRS, watch=lambda settings: _Watch(rule))  # type: ignore[arg-type]


CHECKS = (
    _check(
        "parties.missing",
        "a party that is not named everywhere",
        "Title, opening and signature name the same parties, in every language version.",
        "error",
        _missing,
    ),
    _check(
        "parties.order",
        "the parties in another order",
        "A language version keeps one order of the parties in title, opening and signature. A deposited text may "
        "have its own, in all these places; a working translation keeps that of the text it translates.",
        "error",
        _order,
    ),
    _check(
        "parties.alternat",
        "the alternat in an instrument with one original",
        "Each party's own copy of a bilateral instrument may name it first. A single original, such as a depositary "
        "holds, has one order for all.",
        "warning",
        _alternat,
    ),
    _check(
        "parties.form",
        "a party by its short name",
        "Title, opening and signature name the States by their full names: Китайская Народная Республика, not КНР or "
        "Китай.",
        "warning",
        _form,
    ),
    Check(
        "parties.list",
        "the same States in another order",
        "The States that a row lists stand in another order on the other side. The order of States is chosen; in the "
        "title of a bilateral instrument each side's copy may name its own State first.",
        "warning",
        pairs=wording.PAIRS,
        row=_listed,
    ),
)
