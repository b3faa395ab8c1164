"""Documents into segments: the units that are aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from toolkit import languages
from toolkit.model import Block, Document, Segment, SegmentedDocument

_WHOLE = frozenset(
    {"title", "heading", "recital", "formula", "signature", "address", "agency", "jump", "page", "contents"}
)


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """How texts are cut: ``semicolons`` cuts after semicolons too."""

    semicolons: bool = False


def segment(document: Document, settings: SegmentSettings = SegmentSettings()) -> SegmentedDocument:
    """Return the document's segments: sentences; titles, headings, recitals and signature lines whole.

    Segments cover the text but for white space, and each lies in one block. They come in text order; only where
    signatures stand side by side do the rows of one party (``sign/1``, ``sign/1/row2``, …) come before those of the
    next, so that a party is one range of segments.
    """
    rules = languages.get(document.language)
    segments: list[Segment] = []
    for block in document.blocks:
        text = document.text[block.start : block.stop]
        spans = [(0, len(text))] if block.kind in _WHOLE else rules.sentences(text, settings.semicolons)
        segments.extend(_segment(document, block, number, span) for number, span in enumerate(spans, start=1))
    return SegmentedDocument(document, tuple(_by_party(segments)))


def _by_party(segments: list[Segment]) -> Iterator[Segment]:
    """Yield the segments, each run of signature lines sorted by the party's number in ``sign/2/row3``."""
    for signing, run in groupby(segments, key=lambda each: each.block.kind == "signature"):
        found = list(run)
        yield from sorted(found, key=_party) if signing else found


def _party(segment: Segment) -> int:
    return int(re.findall(r"\d+", segment.block.path)[0])


def _segment(document: Document, block: Block, number: int, span: tuple[int, int]) -> Segment:
    start, stop = block.start + span[0], block.start + span[1]
    return Segment(f"{document.id}/{block.path}/s{number}", start, stop, document.text[start:stop], block)
