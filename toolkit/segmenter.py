"""Documents into segments: the units that are aligned."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit import languages
from toolkit.model import Block, Document, Segment, SegmentedDocument

_WHOLE = frozenset({"title", "heading", "recital", "formula", "signature", "agency", "jump"})


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """How texts are cut: ``semicolons`` cuts after semicolons too."""

    semicolons: bool = False


def segment(document: Document, settings: SegmentSettings = SegmentSettings()) -> SegmentedDocument:
    """Return the document's segments, in order: sentences; titles, headings, recitals and signature lines whole.

    Segments cover the text but for white space, and each lies in one block.
    """
    rules = languages.get(document.language)
    segments: list[Segment] = []
    for block in document.blocks:
        text = document.text[block.start : block.stop]
        spans = [(0, len(text))] if block.kind in _WHOLE else rules.sentences(text, settings.semicolons)
        segments.extend(_segment(document, block, number, span) for number, span in enumerate(spans, start=1))
    return SegmentedDocument(document, tuple(segments))


def _segment(document: Document, block: Block, number: int, span: tuple[int, int]) -> Segment:
    start, stop = block.start + span[0], block.start + span[1]
    return Segment(f"{document.id}/{block.path}/s{number}", start, stop, document.text[start:stop], block)
