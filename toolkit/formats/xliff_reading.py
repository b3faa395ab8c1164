"""Reading XLIFF 1.2 and 2.x: ours give back every cell; those of other programs texts, notes, ids and approval.

Proposals (``alt-trans``, matches) are no texts. What a file names (``original``, a skeleton) is never opened. A unit of
several segments makes as many rows; text between these (``ignorable``) is left out. What a program may show and change
stands in one place only in a file of ours, and is read from there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from toolkit import safe_xml, tables
from toolkit.errors import InputError
from toolkit.formats import xmlfile
from toolkit.formats.about import facts_of, names_fact
from toolkit.formats.cells import confidence, shown
from toolkit.formats.ids import Ids
from toolkit.formats.stream import Losses, Reading, Stream
from toolkit.formats.tags import Tag, understood
from toolkit.formats.xliff_segments import Marks, paired
from toolkit.formats.xliff_states import FINAL, OTHERS, origin
from toolkit.formats.xliff_text import Text

SPACES = {"1.2": "urn:oasis:names:tc:xliff:document:1.2", "2.1": "urn:oasis:names:tc:xliff:document:2.0"}
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY = "duizhao"
_WHAT, _ADVICE = "the XLIFF file", "write it again, or fetch it again"
_APART = frozenset({"alt-trans", "matches", "bin-unit", "originalData", "skl", "skeleton", "glossary"})
_NAMED = frozenset({"alt-trans", "matches", "bin-unit", "glossary"})  # what of it is named as left out
_TEXTS = frozenset({"source", "seg-source", "target", "note", "context"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_KEPT = {  # attributes that are understood, or say nothing of a text
    "unit": frozenset({"id", "name", "approved"}),
    "trans-unit": frozenset({"id", "approved"}),
    "group": frozenset({"id"}),
    "segment": frozenset({"id", "state"}),
    "target": frozenset({"state"}),
    "note": frozenset({"id"}),
}
_OWN = f"x-{CATEGORY}-"


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the units of an XLIFF file, as a table.

    Raises:
        InputError: it is no sound XLIFF; at once or as the rows come.
    """
    plain, encoding = xmlfile.opened(file, _WHAT, how)
    units = _Units(how.losses)
    pieces = safe_xml.pieces(plain, units, _WHAT, advice=_ADVICE, doctype=True, encoding=encoding)
    rows = units.drained(pieces)
    first = next(rows, None)
    languages = units.languages()
    facts = facts_of(units.known.items())
    facts["remarks"] = units.remarks
    names = tables.columns(tables.UNITS, languages)
    blank = dict.fromkeys(names, "")
    usual = "Hans" if units.own else ""
    tags = {each.code: f"zh-{each.script}" for each in units.tags if each and each.script not in ("", usual)}
    whole = (_whole(row, blank, how.losses) for row in chain([first] if first else [], rows))
    facts |= {"languages": languages, **({"tags": tags} if tags else {})}
    return Stream("units", whole, facts, tuple(names), own=units.own)


def _whole(row: dict[str, Any], blank: dict[str, Any], losses: Losses) -> dict[str, Any]:
    """Return a row with the columns of the table; others are noted."""
    for name in row.keys() - blank:
        losses.drop(f"context {shown(name)}")
    return {name: row.get(name, "") for name in blank}


class _Units:
    """Takes the languages and, one by one, the units of an XLIFF file."""

    def __init__(self, losses: Losses) -> None:
        self.tags: list[Tag | None] = [None, None]
        self.known: dict[str, str] = {}
        self.remarks: list[str] = []
        self.own = False
        self._losses, self._ids = losses, Ids()
        self._rows: deque[dict[str, Any]] = deque()
        self._space = self._document = ""
        self._stack: list[str] = []
        self._apart = 0  # the depth at which something begins that is no text of a unit
        self._text = Text(losses)
        self._row: dict[str, Any] = {}
        self._unit: dict[str, Any] | None = None
        self._segments: list[dict[str, str]] = []
        self._marks: dict[str, Marks] = {}
        self._ours = False

    def languages(self) -> list[str]:
        """Return the codes of the two languages.

        Raises:
            InputError: the file does not name two.
        """
        codes = list(self._codes())
        said = self.known.get("languages", "").split()
        return said if sorted(said) == sorted(codes) else codes

    def _codes(self) -> tuple[str, str]:
        """Return the codes of source and target."""
        source, target = self.tags
        if source is None or target is None or source.code == target.code:
            what = "source" if source is None else "target" if target is None else "second"
            raise InputError(f"the XLIFF file names no {what} language")
        return source.code, target.code

    def drained(self, pieces: Iterator[None]) -> Iterator[dict[str, Any]]:
        """Yield the rows that each piece of the file completes."""
        for _ in pieces:
            while self._rows:
                yield self._rows.popleft()

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        """An element begins."""
        space, _, name = tag.rpartition("}")
        self._stack.append(name)
        if len(self._stack) == 1:
            self._root(name, space, attrs)
        elif self._apart:
            return
        elif self._text.field:
            self._text.enter(name, attrs, len(self._stack))
        elif name in _APART and not space.endswith(METADATA):
            self._apart = len(self._stack)
            self._losses.drop(f"element {name}", name in _NAMED)
        elif space == f"{{{METADATA}":
            if name == "metaGroup":
                self._ours = attrs.get("category") == CATEGORY
                self.own = self.own or (self._ours and self._unit is None)
            elif name == "meta":
                self._listen(f"x-{attrs.get('type', '')}" if self._ours else f"metadata {attrs.get('type', '')}")
        elif space != self._space:
            self._apart = len(self._stack)
            self._losses.drop(f"element {shown(name)}", self._unit is not None)
        else:
            self._open(name, attrs)

    def end(self, tag: str, /) -> None:
        """An element ends."""
        depth, name = len(self._stack), self._stack.pop()
        if self._apart:
            self._apart = 0 if depth == self._apart else self._apart
        elif self._text.field:
            if self._text.leave(depth):
                self._close_text()
        elif name == "trans-unit" and self._unit is not None:
            self._segments += self._parted(self._row)
            self._row = {}
        elif name == "segment" and self._unit is not None:
            self._segments.append(self._row)
            self._row = {}
        if name in ("trans-unit", "unit") and self._unit is not None and not self._apart:
            for number, row in enumerate(self._segments, start=1):
                self._close_row(self._unit, row, f"/{number}" if len(self._segments) > 1 else "")
            self._unit = None

    def data(self, text: str, /) -> None:
        """Text, whole or in pieces."""
        if self._text.field:
            self._text.data(text)

    def _root(self, name: str, space: str, attrs: Mapping[str, str]) -> None:
        if name != "xliff":
            raise InputError(f"this is no XLIFF file: its root element is {shown(name)!r}")
        self._space = space
        if "srcLang" in attrs or attrs.get("version", "").startswith("2"):
            self._take_languages(attrs.get("srcLang", ""), attrs.get("trgLang", ""))

    def _take_languages(self, source: str, target: str) -> None:
        tags = [understood(source), understood(target)]
        before = [each.code if each else None for each in self.tags]
        if self.tags != [None, None] and before != [each.code if each else None for each in tags]:
            raise InputError("the parts of the XLIFF file are in other languages; convert them one by one")
        self.tags = tags

    def _open(self, name: str, attrs: Mapping[str, str]) -> None:
        if name == "file":
            if "source-language" in attrs:
                self._take_languages(attrs["source-language"], attrs.get("target-language", ""))
            self.own = attrs.get("tool-id") == "duizhao"
            self._document = attrs.get("original", "")
            self._ids = Ids()
        elif name in ("trans-unit", "unit"):
            self._open_unit(attrs, attrs.get("name", "") if name == "unit" and self.own else "")
        elif name in _TEXTS:
            self._open_text(name, attrs)
        if name in ("segment", "target"):
            self._state(attrs.get("state", ""))
        self._left_out(name, attrs)

    def _open_text(self, name: str, attrs: Mapping[str, str]) -> None:
        """An element of which the text is wanted begins; what it is called says what becomes of that."""
        field = name
        if "ignorable" in self._stack:
            field = "text between segments"
        elif name == "context":
            kind = attrs.get("context-type", "")
            field = f"x-{kind.removeprefix(_OWN)}" if kind.startswith(_OWN) else f"context {kind}"
        elif name == "note" and self._unit is None:
            field = f"note {attrs.get('from', '')}"
        self._listen(field)

    def _left_out(self, name: str, attrs: Mapping[str, str]) -> None:
        """Note the attributes of an element that are not kept."""
        known = _KEPT.get(name)
        if known is None or (name == "note" and self._unit is None):
            return
        for key in sorted(attrs.keys() - known):
            silent = key.startswith(_XML) or not attrs[key] or (key == "name" and self.own)
            self._losses.drop(f"attribute {shown(key.rpartition('}')[2])}", not silent)

    def _state(self, state: str) -> None:
        """Take the state of a row, of which it is kept only whether it is final."""
        if state:
            self._row.setdefault("state", state)
        known = state in FINAL or (self.own and state in OTHERS)
        self._losses.drop(f"state {shown(state)}", bool(state) and not known)

    def _open_unit(self, attrs: Mapping[str, str], called: str) -> None:
        name = attrs.get("id", "")
        if not name:
            raise InputError("a unit of the XLIFF file has no id")
        if self._ids.unique(name) != name:
            raise InputError(f"the id {shown(name)!r} stands twice in the XLIFF file")
        self._unit = {"unit": called or name}
        self._row = {"approved": attrs["approved"]} if "approved" in attrs else {}
        self._segments, self._marks = [], {}

    def _listen(self, field: str) -> None:
        self._text.open(field, len(self._stack))

    def _parted(self, row: dict[str, str]) -> list[dict[str, str]]:
        """Return a row for each segment that is marked in a unit of XLIFF 1.2."""
        marked, target = (self._marks.get(name, Marks()) for name in ("seg-source", "target"))
        target.whole = row.get("target", "")
        pairs = paired(row.get("source", ""), marked, target)
        if pairs is None:
            self._losses.drop("marks of segments that do not pair")
            return [row]
        return [row | {"source": one, "target": other} for one, other in pairs]

    def _close_text(self) -> None:
        field, found = self._text.field, self._text.close()
        whole = found.whole
        if field == "text between segments":
            self._losses.drop(field, bool(whole.strip()))
        elif self._unit is None:
            self._take_fact(field, whole)
        elif field == "seg-source":
            self._marks[field] = found
        elif field in ("source", "target"):
            self._row[field] = self._row.get(field, "") + whole
            self._marks[field] = found
        elif field == "note":
            self._unit.setdefault("notes", []).append(whole)
        elif field.startswith("x-"):
            self._unit[field.removeprefix("x-")] = whole
        else:
            self._losses.drop(shown(field))

    def _take_fact(self, field: str, whole: str) -> None:
        """Take what is said outside the units: of the whole table, if the file is ours, or a note on it."""
        kind, _, name = field.partition("-" if field.startswith("x-") else " ")
        if self.own and kind in ("x", "note") and (names_fact(name) or name in ("languages", "direction")):
            if name == "remark":
                self.remarks.append(whole)
            self.known[name] = whole
        elif kind != "note":
            self._losses.drop(shown(field))
        elif whole.strip() and whole != self.known.get("direction"):
            self._losses.drop("notes of groups" if "group" in self._stack else "notes of the file")

    def _close_row(self, unit: Mapping[str, Any], row: Mapping[str, str], part: str) -> None:
        source, target = self._codes()
        found = {name: value for name, value in unit.items() if name not in ("note", "notes", "unit")}
        name = f"{unit['unit']}{part}"
        found |= {"unit": name, source: row.get("source", ""), target: row.get("target", "")}
        found["document"] = found.get("document") or ("" if self.own else self._document)
        found["note"] = " | ".join(filter(None, unit.get("notes", ())))
        found["origin"] = origin(row, found.get("origin", ""), (source, target), self.own)
        found["confidence"] = confidence(f"unit {shown(name)!r}", found)
        self._rows.append(found)
