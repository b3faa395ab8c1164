"""TBX files read: both versions, all dialects, categories as tags or as attributes, of any program.

Languages that the toolkit does not have are left out, and so are facts that a concept of ours has no place for; the
remarks say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder

from toolkit import safe_xml
from toolkit.errors import InputError
from toolkit.formats import Format, whole, xmlfile
from toolkit.formats import facts as shared
from toolkit.formats.cells import shown
from toolkit.formats.stream import Losses, Reading, Stream
from toolkit.formats.tbx import Kind, decoded, known, part_of_speech, write
from toolkit.model import Concept, Term

_ENTRIES, _SECTIONS, _TERMS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOTS = ("tbx", "martif")
_WHAT = "the TBX file"


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the concepts of a TBX file. A DTD that it names is not opened.

    Raises:
        InputError: it is no sound TBX, declares entities, or names two concepts alike.
    """
    plain, encoding = xmlfile.opened(BytesIO(whole(file, how)), _WHAT, how.encoding)
    entries = _Entries(how.losses)
    for _ in safe_xml.pieces(plain, entries, _WHAT, doctype=True, encoding=encoding):
        pass
    return shared.found(entries.concepts, _WHAT)


class _Entries(TreeBuilder):
    """Takes the concepts of a TBX file one by one."""

    def __init__(self, losses: Losses) -> None:
        super().__init__()
        self.losses = losses
        self.depth = 0
        self.concepts: list[Concept] = []
        self.ids: set[str] = set()

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        name = tag.rpartition("}")[2]
        if not self.depth and name not in _ROOTS:
            raise InputError(f"this is no TBX file: its root element is {shown(name)!r}")
        self.depth += 1
        plain = {key: value for key, value in attrs.items() if "}" not in key}
        return super().start(name, plain | {"language": attrs.get(_LANG, attrs.get("lang", ""))})

    def end(self, tag: str, /) -> Element:
        element = super().end(tag.rpartition("}")[2])
        if element.tag in _ENTRIES:
            made = self._concept(element)
            if made.terms:
                self.concepts.append(made)
            element.clear()
        return element

    def _concept(self, entry: Element) -> Concept:
        name = decoded(entry.get("id", ""))
        if name and name in self.ids:
            raise InputError(f"two concepts have the id {shown(name)!r}")
        self.ids.add(name)
        terms = []
        for section in (each for each in entry if each.tag in _SECTIONS):
            tag = section.get("language", "")
            code = shared.language(tag)
            for each in (child for child in section if child.tag in _TERMS):
                if code:
                    terms.append(self._term(each, code))
                else:
                    self.losses.drop(f"terms in {tag}")
        facts = self._facts(entry)
        facts["domain"] = facts.pop("subjectField", facts.get("domain", ""))
        facts["related"] = (*facts.pop("crossReference", ()), *facts.get("related", ()))
        return shared.concept(facts | {"id": name}, terms)

    def _term(self, section: Element, code: str) -> Term:
        facts = self._facts(section)
        text = next((_inside(each) for each in section.iter("term")), "")
        if not text.strip():
            raise InputError("the TBX file has a term without text")
        said = facts.pop("administrativeStatus", "")
        status = _status(said)
        if said and not status:
            self.losses.say(f"the status {shown(said)!r} is not known and taken as admitted")
            status = "admitted"
        gender = facts.pop("grammaticalGender", "")
        part = part_of_speech(facts.pop("partOfSpeech", ""), facts.pop("termType", ""))
        ours = {theirs: mine for mine, theirs in known()["gender"].items()}
        facts["sources"] = (*facts.pop("source", ()), *facts.get("sources", ()))
        facts = {"part_of_speech": part, "gender": ours.get(gender, "")} | facts
        mine = {name: value for name, value in facts.items() if name in shared.OF_TERM}
        return Term(code, text, status, **mine)  # type: ignore[arg-type]

    def _facts(self, section: Element) -> dict[str, Any]:
        """Return the facts that stand in a section itself: categories by their names, and what its notes say."""
        found: dict[str, Any] = {}
        notes = []
        for each in _own(section):
            name = each.get("type") or str(each.tag)
            value = _inside(each)
            if each.tag == "note":
                notes.append(value)
            elif name in ("source", "crossReference"):
                target = decoded(each.get("target", "")) if name == "crossReference" else ""
                found[name] = (*found.get(name, ()), target or value)
            elif name in known()["categories"]:
                found[name] = value.strip() if "values" in known()["categories"][name] else value
            elif each.tag != "term" and value.strip():
                self.losses.drop(name)
        return found | shared.facts(notes)


def _own(section: Element) -> Iterator[Element]:
    """Yield the elements that say something of a section itself, out of the groups in it."""
    for each in section:
        if each.tag in _GROUPS:
            yield from _own(each)
        elif each.tag not in (*_SECTIONS, *_TERMS, "transacGrp"):
            yield each


def _inside(element: Element) -> str:
    return "".join(element.itertext())


def _status(value: str) -> str:
    """Return our status; the empty string for none, or one that is not known."""
    ours = {theirs: mine for mine, theirs in known()["status"].items()} | known()["read"]["administrativeStatus"]
    return ours.get(value, "")  # type: ignore[no-any-return]


def _format(title: str, kind: Kind, *suffixes: str) -> Format:
    return Format(suffixes, ("concepts",), partial(write, kind=kind), ("concepts",), read, title=title)


FORMATS = (
    _format("TBX 3 Basic", Kind(), ".tbx", ".v3.tbx", ".basic.tbx"),
    _format("TBX 3 Min", Kind("TBX-Min"), ".min.tbx"),
    _format("TBX 3 Core", Kind("TBX-Core"), ".core.tbx"),
    _format("TBX 2", Kind(version=2), ".v2.tbx"),
)
