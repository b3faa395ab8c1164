"""Concepts in TMX: a unit each, with their good terms as variants and what is known of them as notes and properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from toolkit.errors import InputError
from toolkit.formats import entries, xmlfile
from toolkit.formats import facts as shared
from toolkit.formats.cells import shown
from toolkit.formats.entries import Entries
from toolkit.formats.facts import GOOD, OF_CONCEPT, OF_TERM, Holds, own_note
from toolkit.formats.markup import attribute, text
from toolkit.formats.stream import Losses, Reading, Stream
from toolkit.model import Concept, Term

_HEAD = 1 << 16  # bytes in which the header stands
_TERMS = re.compile(rb"""<header\s(?=[^>]*creationtool\s*=\s*["']duizhao["'])[^>]*segtype\s*=\s*["']phrase["']""")


def units(found: Iterable[Concept], tags: Mapping[str, str], variants: bool, losses: Losses) -> Iterator[str]:
    """Yield the unit of each concept that has good terms in two languages: preferred ones, with ``variants`` all."""
    facts = frozenset({"id", "status", *OF_CONCEPT, *OF_TERM})
    holds = Holds(facts, GOOD if variants else GOOD[:1], tuple(tags))
    for each in holds.kept(_in_several(found, tags, losses), losses):
        yield f"<tu tuid={attribute(each.id)}>\n" if each.id else "<tu>\n"
        yield from _said({name: getattr(each, name) for name in OF_CONCEPT})
        for term in each.terms:
            said = {name: getattr(term, name) for name in ("status", *OF_TERM)} | {"note": own_note(each, term)}
            yield f'<tuv xml:lang="{tags[term.language]}">{"".join(_said(said))}<seg>{text(term.text)}</seg></tuv>\n'
        yield "</tu>\n"


def _in_several(found: Iterable[Concept], tags: Mapping[str, str], losses: Losses) -> Iterator[Concept]:
    for each in found:
        if len({term.language for term in each.terms if term.status == "preferred"} & set(tags)) > 1:
            yield each
        else:
            losses.drop("concepts with terms in one language")


def _said(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield facts as a note and properties; notes come first, so that programs show them."""
    if facts["note"]:
        yield f"<note>{text(facts['note'])}</note>"
    for name, value in facts.items():
        for each in (value,) if isinstance(value, str) else value:
            if each and name != "note":
                yield f'<prop type="x-{name.replace("_", "-")}">{text(each)}</prop>'


def holds_terms(file: BinaryIO, how: Reading) -> bool:
    """Whether a file is a TMX of terms that we wrote, in whatever encoding it was saved since.

    Raises:
        EncodingError: it is in another encoding than it says; InputError: it is empty.
    """
    plain, _ = xmlfile.opened(file, "the TMX file", how)
    found = _TERMS.search(plain.read(_HEAD))
    file.seek(0)
    return bool(found)


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the concepts in a TMX file of ours.

    Raises:
        InputError: it is no sound TMX or declares entities.
    """
    return entries.read(file, how, _Units(how.losses))


class _Units(Entries):
    """Takes the concepts of a TMX file one by one."""

    what, roots, tags = "TMX", ("tmx",), ("tu",)

    def concept(self, entry: Element) -> Concept:
        """Return the concept of a unit."""
        tags = {each: each.get("language", "") for each in entry.findall("tuv")}
        terms = []
        for (variant, tag), code in zip(tags.items(), shared.languages(tags.values()), strict=True):
            if code:
                terms.append(self._term(variant, code))
            else:
                self.losses.drop(f"terms in {tag}")
        return shared.concept({"id": entry.get("tuid", "")} | self._facts(entry), terms, self.losses)

    def _term(self, variant: Element, code: str) -> Term:
        facts = self._facts(variant)
        found = variant.find("seg")
        words = self.text(found if found is not None else Element("seg"))
        if facts.get("status", "") not in ("", *GOOD):
            raise InputError(f"the TMX file has a term of status {shown(facts['status'])!r}")
        mine = {name: value for name, value in facts.items() if name in OF_TERM}
        return Term(code, words, facts.get("status", ""), **mine)  # type: ignore[arg-type]

    def _facts(self, element: Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in element:
            name = "note" if each.tag == "note" else _names().get(each.get("type", ""), "")
            if name:
                shared.add(found, name, entries.inside(each))
            elif each.tag == "prop":
                self.losses.drop(f"property {shown(each.get('type', ''))}")
        return found


@cache
def _names() -> dict[str, str]:
    return {f"x-{name.replace('_', '-')}": name for name in ("status", *OF_CONCEPT, *OF_TERM)}
