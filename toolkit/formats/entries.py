"""The frame of reading concepts from XML: a root that is checked, and entries taken one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder

from toolkit import safe_xml
from toolkit.errors import InputError
from toolkit.formats import facts as shared
from toolkit.formats import xmlfile
from toolkit.formats.cells import shown
from toolkit.formats.stream import Losses, Reading, Stream
from toolkit.model import Concept

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Entries(TreeBuilder):
    """Takes the concepts of a file; names come without namespaces, ``xml:lang`` or ``lang`` as ``language``.

    A format says what it is called, its root and entries, and makes a concept of an entry.
    """

    what: str
    roots: tuple[str, ...]
    tags: tuple[str, ...]

    def __init__(self, losses: Losses) -> None:
        super().__init__()
        self.losses = losses
        self.concepts: list[Concept] = []
        self._begun = False

    def concept(self, entry: Element) -> Concept:
        """Return the concept of an entry."""
        raise NotImplementedError

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if not self._begun and name not in self.roots:
            raise InputError(f"this is no {self.what} file: its root element is {shown(name)!r}")
        self._begun = True
        plain = {key: value for key, value in attrs.items() if "}" not in key}
        return super().start(name, plain | {"language": attrs.get(_LANG, attrs.get("lang", ""))})

    def end(self, tag: str, /) -> Element:
        """An element ends."""
        element = super().end(tag.rpartition("}")[2])
        if element.tag in self.tags:
            made = self.concept(element)
            if made.terms:
                self.concepts.append(made)
            element.clear()
        return element

    def text(self, element: Element) -> str:
        """Return the words of a term.

        Raises:
            InputError: there are none.
        """
        words = inside(element)
        if not words.strip():
            raise InputError(f"the {self.what} file has a term without text")
        return words

    def tell(self, facts: Mapping[str, Any], kept: Iterable[str], of: str) -> None:
        """Note the facts that have no place where they stand."""
        for name in facts.keys() - set(kept):
            if facts[name]:
                self.losses.drop(f"{name} of {of}")


def inside(element: Element) -> str:
    """Return the text of an element and all in it."""
    return "".join(element.itertext())


def read(file: BinaryIO, how: Reading, entries: Entries) -> Stream:
    """Return the concepts of a file. A DTD that it names is not opened.

    Raises:
        InputError: it is no sound XML of the format, declares entities, or holds no terms.
    """
    what = f"the {entries.what} file"
    plain, encoding = xmlfile.opened(file, what, how)
    for _ in safe_xml.pieces(plain, entries, what, doctype=True, encoding=encoding):
        pass
    return shared.found(entries.concepts, what)
