"""XML from others, read safely.

No entity is declared or expanded, nothing outside the bytes is opened, and depth and number of elements are bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO, Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate, XMLParserType

from toolkit.errors import InputError

ELEMENTS = 2_000_000  # of a tree
DEPTH = 200  # elements in each other
_INCLUDE = "http://www.w3.org/2001/XInclude}"
_PIECE = 1 << 18  # bytes


class Target(Protocol):
    """What takes the events of a document as they come; names are ``{namespace}name``."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object:
        """An element begins."""

    def end(self, tag: str, /) -> object:
        """An element ends."""

    def data(self, text: str, /) -> object:
        """Text, whole or in pieces."""


def parse(
    data: bytes,
    target: Target,
    what: str,
    *,
    advice: str = "fetch it again",
    doctype: bool = False,
    encoding: str | None = None,
) -> None:
    """Give the events of an XML document to a target.

    Args:
        data: the document.
        target: what takes the events.
        what: what to call the document in an error.
        advice: what to do if it is no sound XML.
        doctype: whether it may name a DTD outside, which is never opened; one inside is never taken.
        encoding: instead of the one the document names.

    Raises:
        InputError: it declares or uses entities, is nested too deeply, or is no sound XML.
    """
    for _ in pieces(BytesIO(data), target, what, advice=advice, doctype=doctype, encoding=encoding):
        pass


def pieces(
    file: BinaryIO,
    target: Target,
    what: str,
    *,
    advice: str = "fetch it again",
    doctype: bool = False,
    encoding: str | None = None,
) -> Iterator[None]:
    """Give the events of an XML file to a target as ``parse`` does, and yield after each piece of the file."""
    depth = 0
    names: dict[str, str] = {}

    def name(raw: str) -> str:
        known = names.get(raw)
        if known is None:
            if raw.startswith(_INCLUDE):
                raise included(what)
            known = names[raw] = f"{{{raw}" if "}" in raw else raw
        return known

    def start(tag: str, attrs: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise too_deep(what, advice)
        target.start(name(tag), {name(key): value for key, value in attrs.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        target.end(name(tag))

    parser = guarded(what, doctype, encoding)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = target.data
    yield from fed(parser, file, what, advice)


def too_deep(what: str, advice: str) -> InputError:
    """Return the error of a document with too many elements in each other."""
    return InputError(f"{what} is too large or too deeply nested; {advice}")


def included(what: str) -> InputError:
    """Return the error of a document that wants another file in itself (XInclude)."""
    return InputError(f"{what} wants to include another file (XInclude); it is not read")


def guarded(what: str, doctype: bool, encoding: str | None = None) -> XMLParserType:
    """Return a parser that refuses entities and opens nothing; the caller bounds the depth.

    ``doctype`` says whether the document may name a DTD outside.

    Raises:
        InputError: there is no such encoding.
    """

    def declared(_name: str, _system: str | None, _public: str | None, inside: int) -> None:
        if inside or not doctype:
            raise InputError(f"{what} declares a DOCTYPE or entities; it is not read")

    def entity(*_: object) -> None:
        raise InputError(f"{what} declares a DOCTYPE or entities; it is not read")

    def skipped(entity_name: str, *_: object) -> None:
        raise InputError(f"{what} uses an entity that XML does not know, {entity_name!r}; it is not read")

    parser = ParserCreate(encoding, "}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = skipped
    return parser


def fed(parser: XMLParserType, file: BinaryIO, what: str, advice: str) -> Iterator[None]:
    """Give a file to a parser and yield after each piece.

    Raises:
        InputError: it is no sound XML.
    """
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except (ExpatError, ValueError, LookupError) as error:
        where = f" (line {error.lineno}: {ErrorString(error.code)})" if isinstance(error, ExpatError) else ""
        raise InputError(f"{what} is no sound XML{where}; {advice}") from None


class _Tree(TreeBuilder):
    """Builds a tree of bounded size, its names shortened."""

    def __init__(self, what: str, shorten: Callable[[str], str]) -> None:
        super().__init__()
        self.what, self.shorten, self.count = what, shorten, 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.count += 1
        if self.count > ELEMENTS:
            raise InputError(f"{self.what} is too large or too deeply nested; split it")
        return super().start(self.shorten(tag), {self.shorten(key): value for key, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        return super().end(self.shorten(tag))


def tree(data: bytes, what: str, *, advice: str = "fetch it again", shorten: Callable[[str], str] = str) -> Element:
    """Return the root of an XML document without DOCTYPE, ``shorten`` applied to each name.

    Raises:
        InputError: as ``parse``, or there are too many elements.
    """
    target = _Tree(what, shorten)
    parse(data, target, what, advice=advice)
    root: Element = target.close()
    return root
