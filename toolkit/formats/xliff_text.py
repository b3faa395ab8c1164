"""The text of an element of XLIFF, with the inline elements in it.

Of codes (``bpt ept it ph``) the content is left out; marks (comments, terms) and other inline elements leave their text
behind. What a mark of Trados says is deleted is no text. ``cp`` stands for a character that XML cannot carry, which no
text of ours holds, or for one that it can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.formats.cells import shown
from toolkit.formats.markup import carried
from toolkit.formats.stream import Losses
from toolkit.formats.xliff_segments import Marks

_CODES = frozenset({"bpt", "ept", "it", "ph", "sub"})
_INLINE = frozenset({"x", "bx", "ex", "g", "pc", "sc", "ec"})
_MARKS = frozenset({"mrk", "sm"})
_SILENT = frozenset({"", "seg", "generic"})  # marks that say nothing more
_DELETED = "x-sdl-deleted"  # a change of Trados that is read as accepted, as in a DOCX
_HEX = re.compile("[0-9A-Fa-f]{1,6}")


class Text:
    """Takes the text of one element at a time; ``field`` says of which, and is empty where none is open."""

    def __init__(self, losses: Losses) -> None:
        self.field = ""
        self._losses = losses
        self._at = self._muted = 0  # the depths of the element and of one in it that holds no text
        self._parts: list[str] = []
        self._mark, self._mark_at, self._mark_from = "", 0, 0  # the segment that is open: its id, depth and first piece
        self._segments: list[tuple[str, str]] = []

    def open(self, field: str, depth: int) -> None:
        """An element begins whose text is wanted."""
        self.field, self._at, self._parts, self._segments = field, depth, [], []
        self._mark_at = self._muted = 0

    def data(self, text: str, /) -> None:
        """Text, whole or in pieces."""
        if self.field and not self._muted:
            self._parts.append(text)

    def enter(self, name: str, attrs: Mapping[str, str], depth: int) -> None:
        """An element begins inside the text."""
        if name == "mrk" and attrs.get("mtype") == "seg" and not self._mark_at and not self._muted:
            self._mark, self._mark_at, self._mark_from = attrs.get("mid", ""), depth, len(self._parts)
        sort = attrs.get("mtype") or attrs.get("type", "")
        if self.field != "seg-source":  # a copy of the source
            self._losses.drop(f"inline {name}", name in _CODES or name in _INLINE)
            self._losses.drop(f"mark {shown(sort)}", name in _MARKS and sort not in _SILENT)
        if (name in _CODES or sort == _DELETED) and not self._muted:
            self._muted = depth
        elif name == "cp":
            self.data(self._character(attrs.get("hex", "")))

    def leave(self, depth: int) -> bool:
        """An element ends; return whether it was the one whose text is wanted."""
        if depth == self._muted:
            self._muted = 0
        elif depth == self._mark_at:
            self._segments.append((self._mark, "".join(self._parts[self._mark_from :])))
            self._mark_at = 0
        return depth == self._at

    def close(self) -> Marks:
        """Return the text that has ended, and the segments that are marked in it."""
        self.field = ""
        return Marks("".join(self._parts), self._segments)

    def _character(self, code: str) -> str:
        """Return the character that a number in hexadecimal figures stands for, if a text may hold it."""
        number = int(code, 16) if _HEX.fullmatch(code) else 0
        character = chr(number) if 0 < number < 0x110000 else ""
        if character and carried(character) == character:
            return character
        self._losses.drop("control characters (cp)")
        return ""
