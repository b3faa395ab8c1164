"""TBX: version 3 (ISO 30042:2019; dialects Core, Min and Basic, styles DCA and DCT) and version 2 (``martif``).

What a dialect has no data category for stands in notes that begin with the name of the fact; reading knows them. Core
has no place for the status of a term, so that only good terms go out in it. Reading takes all dialects and styles of
both versions, of other programs too, in the languages of the toolkit.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from toolkit import __version__
from toolkit.errors import InputError
from toolkit.formats import facts as shared
from toolkit.formats.facts import GOOD, OF_CONCEPT, OF_TERM, STATUSES, Holds, own_note
from toolkit.formats.markup import attribute, carried, text
from toolkit.formats.stream import Losses, Stream, Writing
from toolkit.model import Concept, Term

_ODD = re.compile(r"[^A-Za-z0-9._-]|_(?=x[0-9A-F]{4,6}_)|^[^A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of TBX file: its dialect, whether categories are tags (DCT) or attributes (DCA), and the version."""

    dialect: str = "TBX-Basic"
    tags: bool = False
    version: int = 3

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules whose data categories it has."""
        return tuple(known()["dialects"][self.dialect])

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of the terms that go out."""
        return STATUSES if self.modules else GOOD

    def holds(self, languages: tuple[str, ...] = shared.LANGUAGES) -> Holds:
        """Return what it has a place for."""
        facts = {"id", *OF_CONCEPT, *OF_TERM, *(("status",) if self.modules else ())}
        return Holds(frozenset(facts), self.statuses, languages)


@cache
def known() -> Mapping[str, Any]:
    """Return the data categories, and what our values are in them."""
    return tomllib.loads(files(__package__).joinpath("tbx.toml").read_text("utf-8"))


def write(stream: Stream, file: BinaryIO, how: Writing, kind: Kind) -> None:
    """Write concepts; ``how.dialect`` (core, min or basic, with -dct for categories as tags) goes before ``kind``.

    Raises:
        InputError: there is no such dialect.
    """
    for piece in pieces(stream.rows, _asked(how.dialect, kind), shared.tags(stream, how), how.losses):
        file.write(piece.encode("utf-8", "replace"))


def _asked(dialect: str, kind: Kind) -> Kind:
    name, _, style = dialect.lower().removeprefix("tbx-").partition("-")
    names = {each.removeprefix("TBX-").lower(): each for each in known()["dialects"]}
    if not dialect:
        return kind
    if kind.version == 2 or name not in names or style not in ("", "dca", "dct"):
        named = ", ".join(f"{each}, {each}-dct" for each in names)
        raise InputError(f"there is no dialect {dialect!r} of TBX {kind.version}; of version 3 there are {named}")
    return Kind(names[name], style == "dct")


def pieces(found: Iterable[Concept], kind: Kind, tags: Mapping[str, str], losses: Losses) -> Iterator[str]:
    """Yield a TBX file in pieces.

    Args:
        found: the concepts; those without a term that goes out are left out.
        kind: dialect, style and version.
        tags: the BCP 47 tags of the languages whose terms go out.
        losses: where what does not go out is noted.
    """
    kept = tuple(kind.holds(tuple(tags)).kept(found, losses))
    ids = frozenset(each.id for each in kept)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield from _head(kind)
    for each in kept:
        yield "".join(_entry(each, ids, kind, tags))
    yield f"</body>\n</text>\n</{'tbx' if kind.version == 3 else 'martif'}>\n"


def _head(kind: Kind) -> Iterator[str]:
    said = f"<fileDesc>\n<sourceDesc>\n<p>Written by duizhao {text(__version__)}</p>\n</sourceDesc>\n</fileDesc>"
    if kind.version == 2:
        yield '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n'
        yield f'<martif type="{kind.dialect}" xml:lang="en">\n<martifHeader>\n{said}\n'
        yield '<encodingDesc>\n<p type="XCSURI">TBXBasicXCSV02.xcs</p>\n</encodingDesc>\n</martifHeader>\n'
    else:
        spaces = "".join(f' xmlns:{name}="{known()["namespaces"][name]}"' for name in kind.modules if kind.tags)
        style = "dct" if kind.tags else "dca"
        yield f'<tbx type="{kind.dialect}" style="{style}" xml:lang="en" '
        yield f'xmlns="{known()["namespaces"]["core"]}"{spaces}>\n<tbxHeader>\n{said}\n</tbxHeader>\n'
    yield "<text>\n<body>\n"


def _entry(each: Concept, ids: frozenset[str], kind: Kind, tags: Mapping[str, str]) -> Iterator[str]:
    entry, section = ("conceptEntry", "langSec") if kind.version == 3 else ("termEntry", "langSet")
    name = f" id={attribute(coded(each.id))}" if each.id else ""
    yield f"<{entry}{name}>\n"
    facts = {name: getattr(each, name) for name in OF_CONCEPT}
    if "min" in kind.modules:
        yield _category("subjectField", facts.pop("domain"), kind)
    if "basic" in kind.modules and ids.issuperset(each.related):  # a reference out of the file would be no sound XML
        for other in facts.pop("related"):
            yield _category("crossReference", other, kind, coded(other))
    yield from _notes(facts)
    for code in dict.fromkeys(term.language for term in each.terms):
        yield f'<{section} xml:lang="{tags[code]}">\n'
        for term in each.of(code):
            yield from _term(each, term, kind)
        yield f"</{section}>\n"
    yield f"</{entry}>\n"


def _term(each: Concept, term: Term, kind: Kind) -> Iterator[str]:
    section = "termSec" if kind.version == 3 else "tig"
    facts = {name: getattr(term, name) for name in OF_TERM} | {"note": own_note(each, term)}
    yield f"<{section}>\n<term>{text(term.text)}</term>\n"
    if "min" in kind.modules:
        written = known()["part_of_speech"] | (known()["part_of_speech_v2"] if kind.version == 2 else {})
        part = written.get(term.part_of_speech, "")
        sort = known()["term_type"].get(term.part_of_speech, "") if "basic" in kind.modules else ""
        yield _category("administrativeStatus", known()["status"][term.status], kind)
        yield _category("partOfSpeech", part, kind)
        yield _category("termType", sort, kind)
        if part_of_speech(part, sort) == term.part_of_speech:
            del facts["part_of_speech"]
    if "basic" in kind.modules:
        yield _category("grammaticalGender", known()["gender"].get(term.gender, ""), kind)
        if term.gender in known()["gender"]:
            del facts["gender"]
        for source in facts.pop("sources"):
            yield _category("source", source, kind)
    yield from _notes(facts)
    yield f"</{section}>\n"


def part_of_speech(part: str, sort: str) -> str:
    """Return our name for a ``partOfSpeech`` and ``termType``; the empty string if they do not say."""
    sorts = {theirs: ours for ours, theirs in known()["term_type"].items()} | known()["read"]["termType"]
    parts = {each: each for each in known()["part_of_speech"]} | known()["read"]["partOfSpeech"]
    lowered = {name.lower(): ours for name, ours in parts.items()}
    return sorts.get(sort) or lowered.get(part.lower(), "")  # type: ignore[no-any-return]


def _category(name: str, value: str, kind: Kind, target: str = "") -> str:
    """Return a data category as an element; nothing for no value."""
    if not value:
        return ""
    facts = known()["categories"][name]
    to = f" target={attribute(target)}" if target else ""
    if kind.tags:
        return f"<{facts['module']}:{name}{to}>{text(value)}</{facts['module']}:{name}>\n"
    return f'<{facts["element"]} type="{name}"{to}>{text(value)}</{facts["element"]}>\n'


def _notes(facts: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"<note>{text(note)}</note>\n" for note in shared.notes(facts))


def coded(id: str) -> str:
    """Return a concept's id as an XML name: what cannot stand in one is written as ``_x0020_``."""
    return _ODD.sub(lambda found: f"_x{ord(found[0]):04X}_", carried(id))


def decoded(name: str) -> str:
    """Return the id that ``coded`` made a name of."""
    return re.sub(r"_x([0-9A-F]{4,6})_", lambda found: chr(int(found[1], 16)), name)
