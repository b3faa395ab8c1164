"""TBX files read: both versions, all dialects, categories as tags or as attributes, of any program.

Languages that the toolkit does not have are left out, and so are facts that a concept of ours has no place for; the
remarks say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from toolkit.errors import InputError
from toolkit.formats import Format, entries, whole
from toolkit.formats import facts as shared
from toolkit.formats.cells import shown
from toolkit.formats.entries import Entries, inside
from toolkit.formats.facts import OF_CONCEPT, OF_TERM
from toolkit.formats.stream import Losses, Reading, Stream
from toolkit.formats.tbx import Kind, decoded, known, part_of_speech, write
from toolkit.model import Concept, Term

_SECTIONS, _TERMS = ("langSec", "langSet"), ("termSec", "tig", "ntig")
_BACK = ("refObject",)  # what stands after the terms, such as a list of sources
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp")


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the concepts of a TBX file. A DTD that it names is not opened.

    Raises:
        InputError: it is no sound TBX, declares entities, or names two concepts alike.
    """
    return entries.read(BytesIO(whole(file, how)), how, _Entries(how.losses))


class _Entries(Entries):
    """Takes the concepts of a TBX file one by one."""

    what, roots, tags = "TBX", ("tbx", "martif"), ("conceptEntry", "termEntry")

    def __init__(self, losses: Losses) -> None:
        super().__init__(losses)
        self.ids: set[str] = set()

    def end(self, tag: str, /) -> Element:
        """An element ends."""
        element = super().end(tag)
        self.losses.drop(f"{element.tag} after the terms", element.tag in _BACK)
        return element

    def concept(self, entry: Element) -> Concept:
        """Return the concept of an entry."""
        name = decoded(entry.get("id", ""))
        if name and name in self.ids:
            raise InputError(f"two concepts have the id {shown(name)!r}")
        self.ids.add(name)
        sections = [section for section in entry if section.tag in _SECTIONS]
        codes = shared.languages(section.get("language", "") for section in sections)
        terms = [term for each in zip(sections, codes, strict=True) for term in self._terms(*each)]
        facts = self._facts(entry)
        facts["domain"] = facts.pop("subjectField", facts.get("domain", ""))
        facts["related"] = (*facts.pop("crossReference", ()), *facts.get("related", ()))
        self.tell(facts, OF_CONCEPT, "concepts")
        return shared.concept(facts | {"id": name}, terms, self.losses)

    def _terms(self, section: Element, code: str) -> list[Term]:
        """Return the terms of a language; a note on all of them is one on the first."""
        facts, groups = self._facts(section), [each for each in section if each.tag in _TERMS]
        if not code:
            self.losses.drop(f"terms in {section.get('language', '')}", len(groups))
            return []
        self.tell(facts, ("note",), "languages")
        terms = [self._term(each, code) for each in groups]
        note = facts.get("note", "")
        return [replace(t, note=f"{t.note} {note}".strip()) if note and not at else t for at, t in enumerate(terms)]

    def _term(self, section: Element, code: str) -> Term:
        facts = self._facts(section)
        text = self.text(next(section.iter("term"), Element("term")))
        facts["part_of_speech"] = self._part(facts)
        facts["gender"] = self._gender(facts)
        facts["sources"] = (*facts.pop("source", ()), *facts.get("sources", ()))
        status = self._status(facts)
        self.tell(facts, OF_TERM, "terms")
        return Term(code, text, status, **{name: facts[name] for name in OF_TERM if name in facts})  # type: ignore[arg-type]

    def _status(self, facts: dict[str, Any]) -> str:
        """Return our status; the empty string for none."""
        said, flag = facts.pop("administrativeStatus", ""), facts.pop("forbidden", "")
        if flag.strip().lower() == "true":  # as memoQ has it
            return "forbidden"
        ours = {theirs: mine for mine, theirs in known()["status"].items()} | known()["read"]["administrativeStatus"]
        return shared.status(said, self.losses, _lowered(ours))

    def _part(self, facts: dict[str, Any]) -> str:
        """Return the part of speech; what a note says of it is more exact than the category."""
        part, sort = facts.pop("partOfSpeech", ""), facts.pop("termType", "")
        found = str(facts.get("part_of_speech") or part_of_speech(part, sort))
        if sort and not part_of_speech("", sort):
            self.losses.drop("termType of terms")
        if part and not found:
            self.losses.drop("partOfSpeech of terms")
        return found

    def _gender(self, facts: dict[str, Any]) -> str:
        said = facts.pop("grammaticalGender", "")
        ours = _lowered({theirs: mine for mine, theirs in known()["gender"].items()})
        found = str(facts.get("gender") or ours.get(said.lower(), ""))
        if said and not found:
            self.losses.drop("grammaticalGender of terms")
        return found

    def _facts(self, section: Element) -> dict[str, Any]:
        """Return the facts that stand in a section itself: categories by their names, and what its notes say."""
        found: dict[str, Any] = {}
        notes = []
        for each, of in _own(section):
            name = each.get("type") or str(each.tag)
            value = inside(each)
            if of and name in ("source", "note"):
                self.losses.drop(f"{name} of {of}")
            elif each.tag == "note":
                notes.append(value)
            elif name in ("source", "crossReference"):
                target = decoded(each.get("target", "")) if name == "crossReference" else ""
                found[name] = (*found.get(name, ()), target or value)
            elif name in known()["categories"] or name == "forbidden":
                found[name] = value if name == "subjectField" else value.strip()
            elif each.tag != "term" and value.strip():
                self.losses.drop(name)
        return found | shared.facts(notes)


def _own(section: Element, of: str = "") -> Iterator[tuple[Element, str]]:
    """Yield the elements in a section, out of the groups in it, each with the description that it speaks of, if any."""
    for each in section:
        if each.tag in _GROUPS:
            yield from _own(each, _described(each) if each.tag == "descripGrp" else of)
        elif each.tag not in (*_SECTIONS, *_TERMS):
            yield each, of


def _described(group: Element) -> str:
    """Return what kind of description a group holds, such as a context; what else is in it speaks of that."""
    first = next(iter(group), Element(""))
    return first.get("type") or str(first.tag)


def _lowered(values: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in values.items()}


def _format(title: str, kind: Kind, *suffixes: str) -> Format:
    writer, takes = partial(write, kind=kind), ("encoding", "tags", "dialect")
    return Format(suffixes, ("concepts",), writer, ("concepts",), read, title=title, takes=takes)


FORMATS = (
    _format("TBX 3 Basic", Kind(), ".tbx", ".v3.tbx", ".basic.tbx"),
    _format("TBX 3 Min", Kind("TBX-Min"), ".min.tbx"),
    _format("TBX 3 Core", Kind("TBX-Core"), ".core.tbx"),
    _format("TBX 2", Kind(version=2), ".v2.tbx"),
)
