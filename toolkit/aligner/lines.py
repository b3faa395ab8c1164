"""Plain lists of sentences as texts to align, in any language, with the articles that their headings open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from pathlib import Path

from toolkit import charset, languages
from toolkit.errors import InputError, LanguageError
from toolkit.model import Bead, Block, Document, Segment, SegmentedDocument
from toolkit.structure.numbering import Numbering, heading_of
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import patterns

KIND = "sentences"
UNKNOWN = "und"  # BCP 47: undetermined
_SURE = 0.999
_HALF = re.compile("[\ud800-\udfff]")
_LIMIT = 256 << 20  # bytes


def read(path: str | Path, encoding: str | None = None) -> list[str]:
    """Return the lines of a file, empty ones too; UTF-8 unless the bytes or ``encoding`` say otherwise.

    Raises:
        InputError: the file can't be read, or not in that encoding.
    """
    path = Path(path)
    try:
        if path.stat().st_size > _LIMIT:
            raise InputError(f"{path} has more than {_LIMIT >> 20} MiB; split it")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"there is no file {path}") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None
    try:
        text = charset.decoded(raw, encoding or charset.marked(raw) or "utf-8").removeprefix("\ufeff")
    except InputError as error:
        raise type(error)(f"{path}: {error}") from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def read_anchors(path: str | Path, texts: int) -> list[tuple[int | str, ...]]:
    """Return the rows of a file of anchors: a place a text, parted by tabs, commas or spaces; # begins a remark.

    Raises:
        InputError: the file can't be read, or a row has not a place for each text.
    """
    found: list[tuple[int | str, ...]] = []
    for number, line in enumerate(read(path), start=1):
        cells = line.partition("#")[0].replace(",", " ").split()
        if cells and len(cells) != texts:
            raise InputError(f"{path}:{number}: {texts} line numbers or segment ids are wanted, not {len(cells)}")
        if cells:
            found.append(tuple(int(cell) if cell.isdecimal() else cell for cell in cells))
    return found


def place(text: SegmentedDocument, named: int | str) -> int:
    """Return the index of the segment with an id, or of the first that ends after the beginning of a line, from 1.

    Raises:
        InputError: there is none.
    """
    if isinstance(named, str):
        found = (at for at, segment in enumerate(text.segments) if segment.id == named)
    else:
        start = next((start for start, line in text.document.lines if line == named), len(text.document.text))
        found = (at for at, segment in enumerate(text.segments) if segment.stop > start)
    at = next(found, None)
    if at is None:
        what = f"segment {named!r}" if isinstance(named, str) else f"line {named}"
        raise InputError(f"an anchor names {what}, which is not in the {text.language} text")
    return at


def document(sentences: Sequence[str], language: str = "", name: str = "text") -> SegmentedDocument:
    """Return sentences as a text with a segment each, whose ids end in their numbers from 1.

    Lines that open an article or chapter, in languages with rules, begin a provision; else all is one.

    Raises:
        InputError: one of them is no string, or no text.
    """
    odd = [type(each).__name__ for each in sentences if not isinstance(each, str)]
    if isinstance(sentences, str) or odd:
        raise InputError(f"a list of sentences is wanted, not {odd[0] if odd else 'a string'}")
    half = next((at for at, each in enumerate(sentences, start=1) if _HALF.search(each)), None)
    if half:
        raise InputError(f"sentence {half} holds half a character (a lone surrogate), which no file can")
    code = _code(sentences, language)
    starts = [0, *accumulate(len(each) + 1 for each in sentences)]
    blocks: list[Block] = []
    segments: list[Segment] = []
    for path, group in groupby(enumerate(_places(sentences, code)), key=lambda each: each[1][1]):
        (first, (kind, _, number)), *rest = group
        last = rest[-1][0] if rest else first
        blocks.append(Block(kind, path, starts[first], starts[last] + len(sentences[last]), number))
        for at in range(first, last + 1):
            stop = starts[at] + len(sentences[at])
            segments.append(Segment(f"{name}/{path}/s{at + 1}", starts[at], stop, sentences[at], blocks[-1]))
    lines = tuple((start, at) for at, start in enumerate(starts[:-1], start=1))
    text = Document(name, code, "\n".join(sentences), tuple(blocks), KIND, lines=lines)  # type: ignore[arg-type]
    return SegmentedDocument(text, tuple(segments))


def _code(sentences: Sequence[str], language: str) -> str:
    """Return the code of a language: as named, or the one whose script it is, if it has rules."""
    if language:
        plain = language.replace("_", "-").partition("-")[0].lower()
        return plain if plain in languages.codes() else language.lower()
    sample = "\n".join(sentences[:200])
    try:
        code = languages.guess(sample)
    except LanguageError:
        return UNKNOWN
    return UNKNOWN if languages.lookalike(sample, code) else code


def _places(sentences: Sequence[str], code: str) -> list[tuple[str, str, int | None]]:
    """Return kind, path and number of the block that each line belongs to."""
    plain: list[tuple[str, str, int | None]] = [("paragraph", "body/p1", None)] * len(sentences)
    if code not in languages.codes():
        return plain
    found = [Paragraph(each.strip(), (), each.strip()) for each in sentences]
    numbering = Numbering(found, "treaty", patterns(code))
    if not numbering.articles:
        return plain
    places: list[tuple[str, str, int | None]] = []
    division, titled = "body", False
    for at, paragraph in enumerate(found):
        heading = heading_of(found[at : at + 3], numbering) if paragraph.text else None
        if heading and heading.label in ("art", "ch"):
            division = numbering.open(heading)
            whole = heading.stop == len(paragraph.text)
            titled = heading.title_follows
            places.append(
                ("heading", f"{division}/h", heading.value) if whole else ("paragraph", f"{division}/p1", heading.value)
            )
        else:
            places.append(("heading", f"{division}/h2", None) if titled else ("paragraph", f"{division}/p1", None))
            titled = False
    return places


def without_blank(text: SegmentedDocument) -> tuple[SegmentedDocument, list[int]]:
    """Return a text without its blank segments, and the places of those that are left."""
    kept = [at for at, segment in enumerate(text.segments) if segment.text.strip()]
    if len(kept) == len(text.segments):
        return text, kept
    return SegmentedDocument(text.document, tuple(text.segments[at] for at in kept)), kept


def with_blank(beads: Sequence[Bead], kept: tuple[list[int], list[int]], sizes: tuple[int, int]) -> list[Bead]:
    """Return beads on texts without blank segments as beads on the whole texts; blank segments are linked with nothing.

    Those inside a link belong to it, so that every bead is a range.
    """
    if sizes == (len(kept[0]), len(kept[1])):
        return list(beads)
    found: list[Bead] = []
    done = [0, 0]

    def pass_over(until: tuple[int, int]) -> None:
        found.extend(Bead((i, i + 1), (done[1],) * 2, _SURE) for i in range(done[0], until[0]))
        done[0] = max(done[0], until[0])
        found.extend(Bead((done[0],) * 2, (j, j + 1), _SURE) for j in range(done[1], until[1]))
        done[1] = max(done[1], until[1])

    for bead in beads:
        sides = bead.source, bead.target
        pass_over(tuple(k[a] if b > a else 0 for (a, b), k in zip(sides, kept, strict=True)))  # type: ignore[arg-type]
        spans = [(k[a], k[b - 1] + 1) if b > a else (at, at) for (a, b), k, at in zip(sides, kept, done, strict=True)]
        found.append(replace(bead, source=spans[0], target=spans[1]))
        done = [max(at, span[1]) for at, span in zip(done, spans, strict=True)]
    pass_over(sizes)
    return found
