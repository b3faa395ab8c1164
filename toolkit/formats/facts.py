"""What the formats of concepts share: which facts a concept has, how one becomes a note, and what a format loses.

A format that has no place of its own for a fact of a term or concept can write it as a note that begins with its name,
``Usage: UN documents``; reading such a note gives the fact back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from toolkit import charset
from toolkit.errors import EncodingError, InputError
from toolkit.formats import encodings
from toolkit.formats.cells import checked, shown
from toolkit.formats.stream import Losses, Reading, Stream, Writing
from toolkit.formats.tags import OURS, Tag, understood
from toolkit.model import Concept, Term

LANGUAGES = ("zh", "ru", "en")
STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
GOOD = STATUSES[:2]
OF_CONCEPT = ("category", "domain", "related", "note")
OF_TERM = (
    "part_of_speech", "gender", "number", "documents", "usage", "note", "sources", "confidence", "pinyin",
)  # fmt: skip
_MANY = ("related", "documents", "sources")  # facts of several values, a note each
LABELS = {
    name: {"sources": "Source", "documents": "Document"}.get(name, name.replace("_", " ").capitalize())
    for name in (*OF_CONCEPT, *OF_TERM)
}
_NAMES = {label: name for name, label in LABELS.items()}
_LABELLED = re.compile(rf"({'|'.join(_NAMES)}): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format has a place for: facts (names of fields, ``id`` and ``status`` among them) and statuses of terms.

    ``concept note`` and ``term note`` say which note is meant. ``languages`` are those that go out; a ``pair`` leaves
    out concepts without a good term in both.
    """

    facts: frozenset[str]
    statuses: tuple[str, ...] = STATUSES
    languages: tuple[str, ...] = LANGUAGES
    pair: bool = False

    def kept(self, concepts: Iterable[Concept], losses: Losses) -> Iterator[Concept]:
        """Yield the concepts that go out, with those of their terms that do; what does not is noted."""
        for each in concepts:
            terms = tuple(t for t in each.terms if t.status in self.statuses and t.language in self.languages)
            good = {t.language for t in terms if t.status in GOOD}
            if not terms or (self.pair and set(self.languages) - good):
                in_both = f" in {' and '.join(self.languages)}" if self.pair else ""
                losses.drop(f"concepts without a good term{in_both}")
                continue
            kept = replace(each, terms=terms)
            for name in self._missing(each, kept):
                losses.drop(name)
            yield kept

    def _missing(self, each: Concept, kept: Concept) -> Iterator[str]:
        """Yield what a concept loses, a name for each value."""
        for term in each.terms:
            if term.language not in self.languages:
                yield f"terms in {term.language}"
            elif term.status not in self.statuses:
                yield f"{term.status} terms"
        for name in ("id", *OF_CONCEPT):
            if getattr(each, name) and not self.facts & {name, f"concept {name}"}:
                yield f"{_label(name)} of concepts"
        for term in kept.terms:
            for name in ("status", *OF_TERM):
                value = own_note(each, term) if name == "note" else getattr(term, name)
                if value and not self.facts & {name, f"term {name}"}:
                    yield f"{_label(name)} of terms"


def _label(name: str) -> str:
    return name.replace("_", " ")


def flat(text: str) -> str:
    """Return a text in one line, without tabs and doubled spaces."""
    return " ".join(text.split())


def languages(tags: Iterable[str]) -> list[str]:
    """Return the language of the toolkit that each of the tags of a concept names, the empty string for others.

    Traditional Chinese is one of the others beside Chinese that is not; alone it is Chinese, which is then refused or
    converted.
    """
    found = [understood(tag) or Tag("") for tag in tags]
    both = any(each.code == "zh" and each.script != "Hant" for each in found)
    return [each.code if each.code in LANGUAGES and not (both and each.script == "Hant") else "" for each in found]


def pair(stream: Stream, how: Writing) -> dict[str, str]:
    """Return the tags of two languages of a table, the source first: as was asked for, else the first two."""
    source = how.source or stream.languages[0]
    others = [code for code in stream.languages if code != source]
    if source not in stream.languages or not others:
        raise InputError(f"a pair of languages is wanted; there are {', '.join(stream.languages)}")
    return _tags((source, others[0]), stream, how)


def tags(stream: Stream, how: Writing) -> dict[str, str]:
    """Return the tags of the languages of a table."""
    return _tags(stream.languages, stream, how)


def _tags(codes: Iterable[str], stream: Stream, how: Writing) -> dict[str, str]:
    known = OURS | stream.facts.get("tags", {}) | dict(how.tags)
    return {code: known[code] for code in codes}


def decoded(data: bytes, how: Reading) -> str:
    """Return the text of a file in the encoding that is named or marked, else in UTF-8.

    Raises:
        EncodingError: it is in another; the message says which one it seems to be. InputError: a line holds a control
            character.
    """
    encoding = encodings.asked_for(BytesIO(data), how)
    try:
        text = charset.decoded(data, encoding or "utf-8").removeprefix("\ufeff")
    except EncodingError:
        if encoding:
            raise
        raise EncodingError(f"this is not UTF-8; it seems to be {charset.guess(data)[0]}: name the encoding") from None
    for number, line in enumerate(text.split("\n"), 1):
        checked(f"line {number}", line)
    return text


def found(concepts: list[Concept], what: str) -> Stream:
    """Return concepts that were read as a table.

    Raises:
        InputError: there are none.
    """
    if not concepts:
        raise InputError(f"{what} holds no terms in Chinese, Russian or English")
    codes = {term.language for each in concepts for term in each.terms}
    return Stream("concepts", concepts, {"languages": [code for code in LANGUAGES if code in codes]}, own=False)


def notes(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield facts as notes that begin with their names; a plain note stands first and as it is where it can."""
    plain = facts.get("note")
    if plain:
        yield f"Note: {plain}" if _LABELLED.match(plain) else plain
    for name, value in facts.items():
        if value and name != "note":
            yield from (f"{LABELS[name]}: {each}" for each in ((value,) if isinstance(value, str) else value))


def facts(said: Iterable[str]) -> dict[str, Any]:
    """Return the facts that ``notes`` made notes of; several plain notes become one."""
    out: dict[str, Any] = {}
    for text in said:
        labelled = _LABELLED.fullmatch(text)
        add(out, *((_NAMES[labelled[1]], labelled[2]) if labelled else ("note", text)))
    return out


def uncommented(found: Iterable[Concept], source: str, losses: Losses) -> Iterator[Concept]:
    """Yield concepts without the terms whose line would begin with # and be a comment; these are noted."""
    for each in found:
        kept = tuple(t for t in each.terms if t.language != source or not flat(t.text).startswith("#"))
        if len(kept) < len(each.terms):
            losses.drop("terms that begin with #", len(each.terms) - len(kept))
            each = replace(each, terms=kept)
        yield each


def add(found: dict[str, Any], name: str, value: str) -> None:
    """Put a value of a fact to those that were found."""
    if name in _MANY:
        found[name] = (*found.get(name, ()), value)
    else:
        found[name] = f"{found[name]} {value}" if name in found else value


def status(said: str, losses: Losses, known: Mapping[str, str] = {}) -> str:
    """Return the status that a word means, the empty string for none.

    ``known`` are the words of a format, in small letters, by what they mean. Those of other programs that are
    understood are told, and so is one that is not and is taken as admitted.
    """
    word = said.strip().lower()
    if not word or word in known:
        return known.get(word, "")
    found = word if word in STATUSES else _statuses().get(_letters(word), "")
    if found != word:
        named = f"the status {shown(said)!r}"
        losses.say(f"{named} is taken as {found}" if found else f"{named} is not known and taken as admitted")
    return found or "admitted"


@cache
def _statuses() -> dict[str, str]:
    """Return our statuses by the letters of words for them."""
    rows = files(__package__).joinpath("statuses.tsv").read_text("utf-8").splitlines()[1:]
    return {_letters(word): ours for word, ours in (row.split("\t") for row in rows)}


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word.lower().replace("ё", "е")))


def ranked(terms: Iterable[Term], losses: Losses) -> tuple[Term, ...]:
    """Return terms of a concept with a status each.

    Of several preferred terms in a language the first is, the others are admitted, which is told. A term whose status
    is empty is preferred if its language has no such term yet, else admitted.
    """
    terms, whole = tuple(terms), list[Term]()
    named = {term.language for term in terms if term.status == "preferred"}
    seen: set[str] = set()
    for term in terms:
        if term.status == "preferred" or (not term.status and term.language not in named):
            if term.language in seen and term.status:
                losses.change("second preferred terms of a language, now admitted")
            term = replace(term, status="admitted" if term.language in seen else "preferred")
            seen.add(term.language)
        whole.append(term if term.status else replace(term, status="admitted"))
    return tuple(whole)


def concept(found: Mapping[str, Any], terms: Iterable[Term], losses: Losses) -> Concept:
    """Return a concept of facts and ``ranked`` terms, with the note of all of it in its preferred Chinese term, too."""
    whole = list(ranked(terms, losses))
    note = str(found.get("note", ""))
    at = next((at for at, t in enumerate(whole) if (t.language, t.status) == ("zh", "preferred")), None)
    if at is not None:
        own = whole[at].note
        note = note if own in ("", note) else f"{note} {own}".strip()
        whole[at] = replace(whole[at], note=note)
    return Concept(
        id=str(found.get("id", "")),
        category=str(found.get("category", "")),
        terms=tuple(whole),
        domain=str(found.get("domain", "")),
        related=tuple(found.get("related", ())),
        note=note,
    )


def own_note(each: Concept, term: Term) -> str:
    """Return the note of a term, unless it is that of the whole concept."""
    return "" if (term.language, term.status, term.note) == ("zh", "preferred", each.note) else term.note
