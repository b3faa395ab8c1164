"""Frozen values that pass between the stages; standard library only.

Offsets are code points, half-open, into the text they belong to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Origin = Literal["machine", "reviewed"]
TextStatus = Literal["authentic", "official", "working", "machine", "unknown"]
TermStatus = Literal["preferred", "admitted", "deprecated", "forbidden"]
Language = Literal["zh", "ru", "en"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a text is: its standing, where it comes from, whether it is whole.

    ``complete`` is None when nothing is known; ``remark`` is said wherever the text is shown. ``authentic`` names the
    languages in which the document is authentic, as it says itself; none if it does not say.
    """

    status: TextStatus = "unknown"
    complete: bool | None = None
    issuer: str = ""
    date: str = ""
    source: str = ""
    sha256: str = ""
    remark: str = ""
    authentic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document's skeleton.

    ``path`` names it inside the document (``art.7/p1``); the part before the first slash is its division, which
    stands for the same provision in every language. ``number`` is the number the text itself gives it, if any.
    """

    kind: str
    path: str
    start: int
    stop: int
    number: int | None = None

    @property
    def division(self) -> str:
        """The provision this block belongs to: ``art.7`` of ``art.7/p1``."""
        return self.path.partition("/")[0]

    @property
    def place(self) -> str:
        """The path in words: ``Article 7, paragraph 1``."""
        return ", ".join(filter(None, (_in_words(part) for part in self.path.split("/"))))


_WORDS = {
    "art": "Article", "ch": "Chapter", "sec": "Section", "sub": "Subsection", "item": "Item", "annex": "Annex",
    "sign": "Signature", "title": "Title", "pre": "Preamble", "end": "Testimonium", "agency": "Agency line",
    "jump": "Page jump", "head": "Head of the letter", "foot": "Foot of the letter", "contents": "Contents", "body": "",
}  # fmt: skip
_PIECES = {"h": "heading", "p": "paragraph", "r": "recital", "row": "row", "formula": "enacting formula"}


def _in_words(part: str) -> str:
    """Return one part of a path in words: ``ch.2.art.1`` Chapter 2, Article 1; ``p3`` paragraph 3."""
    names = re.findall(r"([a-z]+)((?:\.\d+(?:-\d+)?)*)", part)
    if names and names[0][0] in _WORDS:
        return ", ".join(f"{_WORDS.get(name, name)} {number[1:]}".strip() for name, number in names)
    piece = re.fullmatch(r"([a-z]+)(.*)", part)
    return f"{_PIECES.get(piece[1], piece[1])} {piece[2]}".strip() if piece else f"line {part}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of a signature block: the State, who signs, and the place in the order (from 1)."""

    state: str
    name: str
    order: int
    block: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read: never edited afterwards.

    ``lines`` holds ``(start, line)`` pairs: from offset ``start`` the text comes from raw line ``line`` (from 1).
    ``remarks`` are what the reader wants its user to know (incomplete text, a missing heading). ``encoding`` is the
    one taken for the file, ``certainty`` (0 to 1) how sure that is. ``tag`` is the BCP 47 tag with the text's own
    script (``zh-Hant``) where that is not the language's usual one.
    """

    id: str
    language: Language
    text: str
    blocks: tuple[Block, ...]
    kind: str = "text"
    identity: Identity = Identity()
    lines: tuple[tuple[int, int], ...] = ()
    signatures: tuple[Signature, ...] = ()
    remarks: tuple[str, ...] = ()
    encoding: str = "utf-8"
    certainty: float = 1.0
    tag: str = ""

    def raw_lines(self, start: int, stop: int) -> tuple[int, ...]:
        """Return the raw line numbers (from 1) that ``text[start:stop]`` was read from."""
        starts = [at for at, _ in self.lines]
        first = max(bisect_right(starts, start) - 1, 0)
        last = bisect_right(starts, max(stop - 1, start))
        return tuple(dict.fromkeys(line for _, line in self.lines[first:last]))

    @property
    def title(self) -> str:
        """The title as it stands, or the empty string."""
        return " ".join(self.text[b.start : b.stop] for b in self.blocks if b.kind == "title")


def authentic_in(versions: Iterable[Document]) -> tuple[str, ...]:
    """Return the languages in which a document is authentic, as all its versions say that say so; none if none does."""
    said = [each.identity.authentic for each in versions if each.identity.authentic]
    return tuple(code for code in said[0] if all(code in each for each in said)) if said else ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of alignment: a sentence, recital, heading, item or signature line.

    ``document.text[start:stop] == text``; the id reads ``treaty/art.7/p1/s2``.
    """

    id: str
    start: int
    stop: int
    text: str
    block: Block


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document and its segments: in text order, but for signatures side by side, which come party by party."""

    document: Document
    segments: tuple[Segment, ...]

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.document.language

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the segments."""
        return tuple(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Bead:
    """A link between ``source`` and ``target`` segments, as half-open index ranges; either may be empty.

    ``score`` is the probability, from 0 to 1, that just this link is right.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    score: float
    origin: Origin = "machine"

    @property
    def kind(self) -> str:
        """The link type, such as ``1-2``."""
        return f"{self.source[1] - self.source[0]}-{self.target[1] - self.target[0]}"


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links of one pair of texts; "source" and "target" are only the two sides of the pair.

    Beads cover both sides, in source order, never crossing except inside a signature block.
    """

    source: SegmentedDocument
    target: SegmentedDocument
    beads: tuple[Bead, ...]
    signature: str
    remarks: tuple[str, ...] = ()

    @property
    def share_not_one_to_one(self) -> float:
        """The share of links that are not 1-1, from 0 to 1."""
        return sum(bead.kind != "1-1" for bead in self.beads) / max(len(self.beads), 1)


@dataclass(frozen=True, slots=True)
class Term:
    """One designation of a concept in one language, with where the form comes from."""

    language: Language
    text: str
    status: TermStatus
    part_of_speech: str = ""
    gender: str = ""
    number: str = ""
    documents: tuple[str, ...] = ()
    usage: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = ""
    pinyin: str = ""

    @property
    def wrong(self) -> bool:
        """Whether it is a form to avoid."""
        return self.status in ("deprecated", "forbidden")

    @property
    def elsewhere(self) -> bool:
        """Whether it is wrong for its concept only, and right for something else, as its usage says (``right …``)."""
        return self.wrong and self.usage.startswith("right ")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its terms in all languages (ISO 30042)."""

    id: str
    category: str
    terms: tuple[Term, ...] = field(repr=False)
    domain: str = ""
    related: tuple[str, ...] = ()
    note: str = field(default="", repr=False)

    def of(self, language: str, *statuses: str) -> tuple[Term, ...]:
        """Return the terms in ``language``, of the given statuses if any are named, preferred first."""
        return tuple(t for t in self.terms if t.language == language and (not statuses or t.status in statuses))

    def preferred(self, language: str) -> str:
        """Return the preferred term in ``language``, or the empty string."""
        return next((t.text for t in self.of(language, "preferred")), "")


class Occurrence(NamedTuple):
    """A term of a concept found in a text: ``text[start:stop] == surface``.

    ``inserted`` are words in the surface that are not of the term; ``inside`` says that it is part of a longer term.
    """

    concept: str
    language: Language
    start: int
    stop: int
    surface: str
    term: str
    status: TermStatus
    inserted: str = ""
    inside: bool = False
