"""MultiTerm XML (``.mtf.xml``), as its schema is published: a concept with groups of languages, terms and fields.

Fields stand under the names of our facts (``Status``, ``Usage``, ``Source`` …); the termbase that takes the file in
must have them, which MultiTerm Convert sees to. Entry numbers run from 1; our id is the field ``Id``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from toolkit.formats import Format, entries, whole
from toolkit.formats import facts as shared
from toolkit.formats.entries import Entries, inside
from toolkit.formats.facts import LABELS, OF_CONCEPT, OF_TERM, STATUSES, Holds, own_note
from toolkit.formats.markup import attribute, text
from toolkit.formats.stream import Losses, Reading, Stream, Writing
from toolkit.model import Concept, Term

_NAMES = {"zh": "Chinese", "ru": "Russian", "en": "English"}
_FIELDS = {"Id": "id", "Status": "status"} | {label: name for name, label in LABELS.items()}
_PARTS = ("concept", "language", "term", "languageGrp", "termGrp", "descripGrp")
_LABELS = {name: label for label, name in _FIELDS.items()}


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write concepts."""
    for piece in pieces(stream.rows, shared.tags(stream, how), how.losses):
        file.write(piece.encode("utf-8", "replace"))


def pieces(found: Iterable[Concept], tags: Mapping[str, str], losses: Losses) -> Iterator[str]:
    """Yield a MultiTerm file in pieces, with the terms in the languages of ``tags``."""
    holds = Holds(frozenset({"id", "status", *OF_CONCEPT, *OF_TERM}), STATUSES, tuple(tags))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<mtf>\n'
    for number, each in enumerate(holds.kept(found, losses), 1):
        yield f"<conceptGrp>\n<concept>{number}</concept>\n"
        yield from _fields({name: getattr(each, name) for name in ("id", *OF_CONCEPT)})
        for code in dict.fromkeys(term.language for term in each.terms):
            yield f"<languageGrp>\n<language type={attribute(_NAMES[code])} lang={attribute(_locale(tags[code]))}/>\n"
            for term in each.of(code):
                facts = {name: getattr(term, name) for name in ("status", *OF_TERM)} | {"note": own_note(each, term)}
                yield f"<termGrp>\n<term>{text(term.text)}</term>\n"
                yield from _fields(facts)
                yield "</termGrp>\n"
            yield "</languageGrp>\n"
        yield "</conceptGrp>\n"
    yield "</mtf>\n"


def _locale(tag: str) -> str:
    """Return a tag as MultiTerm has it: in capitals, and a country instead of a script."""
    return tag.replace("-Hans", "-CN").replace("-Hant", "-TW").upper()


def _fields(facts: Mapping[str, Any]) -> Iterator[str]:
    for name, value in facts.items():
        for each in (value,) if isinstance(value, str) else value:
            if each:
                yield f'<descripGrp><descrip type="{_LABELS[name]}">{text(each)}</descrip></descripGrp>\n'


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the concepts of a MultiTerm file; fields of other names are left out and told.

    Raises:
        InputError: it is no sound MultiTerm XML, or has no terms in a language of the toolkit.
    """
    return entries.read(BytesIO(whole(file, how)), how, _Entries(how.losses))


def _tag(section: Element) -> str:
    named = section.find("language")
    return named.get("lang", "") if named is not None else ""


class _Entries(Entries):
    """Takes the concepts of a MultiTerm file one by one."""

    what, roots, tags = "MultiTerm", ("mtf",), ("conceptGrp",)

    def concept(self, entry: Element) -> Concept:
        """Return the concept of a conceptGrp."""
        terms = []
        sections = [(_tag(each), each) for each in entry.findall("languageGrp")]
        for (tag, section), code in zip(sections, shared.languages(tag for tag, _ in sections), strict=True):
            self.tell(self._facts(section), (), "languages")
            for each in section.findall("termGrp"):
                if code:
                    terms.append(self._term(each, code))
                else:
                    self.losses.drop(f"terms in {tag}")
        facts = self._facts(entry)
        self.tell(facts, ("id", *OF_CONCEPT), "concepts")
        return shared.concept({"id": entry.findtext("concept", "")} | facts, terms, self.losses)

    def _term(self, group: Element, code: str) -> Term:
        facts = self._facts(group)
        named = group.find("term")
        words = self.text(named if named is not None else Element("term"))
        status = shared.status(str(facts.pop("status", "")), self.losses)
        self.tell(facts, OF_TERM, "terms")
        mine = {name: value for name, value in facts.items() if name in OF_TERM}
        return Term(code, words, status, **mine)  # type: ignore[arg-type]

    def _facts(self, group: Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in group:
            for each in part if part.tag == "descripGrp" else ():
                name = _FIELDS.get(each.get("type", ""), "") if each.tag == "descrip" else ""
                if name:
                    shared.add(found, name, inside(each))
                else:
                    self.losses.drop(each.get("type", "") or each.tag)
            self.losses.drop(part.tag, part.tag not in _PARTS)
        return found


_TAKES = ("encoding", "tags")
FORMAT = Format((".mtf.xml",), ("concepts",), write, ("concepts",), read, title="MultiTerm XML", takes=_TAKES)
