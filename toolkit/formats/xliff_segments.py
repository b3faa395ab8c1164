"""Segments that XLIFF 1.2 marks in a unit, as Trados does: ``mrk mtype="seg"`` in ``seg-source`` and ``target``."""

from __future__ import annotations

from dataclasses import dataclass, field

Pair = tuple[str, str]  # the texts of a segment


@dataclass
class Marks:
    """The segments of a text as they are met: the id of each and its text; and all the text there is."""

    whole: str = ""
    segments: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return [name for name, _ in self.segments]

    @property
    def outside(self) -> bool:
        """Whether there is text between or around the segments."""
        return len(_bare("".join(text for _, text in self.segments))) < len(_bare(self.whole))


def paired(source: str, marked: Marks, target: Marks) -> list[Pair] | None:
    """Return the texts of each segment of a unit, in the order of the source; None if the two do not pair.

    The source as a whole says what its text is; it is ``marked`` in a copy. Without translation the segments are those
    of the source. A unit with one segment is one pair.
    """
    if len(marked.segments) < 2 and len(target.segments) < 2:
        return [(source, target.whole)]
    names, blank = marked.ids, not _bare(target.whole) and not target.segments
    sound = _bare(marked.whole) == _bare(source) and not marked.outside and not target.outside
    if not sound or len({*names, ""}) <= len(names) or not (blank or sorted(names) == sorted(target.ids)):
        return None
    translations = dict(target.segments)
    return [(text, translations.get(name, "")) for name, text in marked.segments]


def _bare(text: str) -> str:
    return "".join(text.split())
