"""Reading TMX: ours give back every cell; those of other programs their texts, notes and ids.

The DTD that a file names is never opened. Language tags are understood in their usual spellings. Of inline elements the
text in ``hi`` is text of the segment; codes (``bpt ept it ph ut``) and what is nested in them are left out and counted.
In a file of another program a ``tuid`` that stands twice is given a new number, and a second text in the same language
under another tag (``en-GB`` beside ``en-US``) is left out; both are told. The same tag twice in a unit is an error.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO
from xml.parsers.expat import XMLParserType

from toolkit import safe_xml, tables
from toolkit.errors import InputError
from toolkit.formats import xmlfile
from toolkit.formats.about import others
from toolkit.formats.cells import confidence, share, shown
from toolkit.formats.header import CODE
from toolkit.formats.ids import Ids
from toolkit.formats.stream import Losses, Reading, Stream
from toolkit.formats.tags import Tag, understood

# a note is none of them: what a program shows stands nowhere else, so that what is changed there is what is read
UNIT_PROPS = ("document", "provision", "place", "kind", "confidence", "agreement", "links", "origin", "authentic")
VARIANT_PROPS = ("segments", "lines", "status", "complete")
_OWN = frozenset({"confidence", "agreement", "links", "origin", "complete"})  # words or numbers that only we write
_WHAT, _ADVICE = "the TMX file", "write it again, or fetch it again"
_LANG = "http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_STRUCTURAL = frozenset({"tuid", _LANG, "lang", "srclang", "datatype", "segtype", "o-encoding"})
_CHUNK = 1 << 20  # bytes
_LONGEST_TAG = 1 << 16
_VARIANTS = re.compile(rb"<tuv\s[^>]*>")
_NAMED = re.compile(rb"<tu\s[^>]*\btuid\s*=")
_UNNAMED = re.compile(rb"<tu(?:>|\s(?![^>]*\btuid\s*=)[^>]*>)")
_DATE = re.compile(r"\d{8}T\d{6}Z")
_OF_TAG = re.compile(rb"""\s(?:xml:)?lang\s*=\s*["']([^"']*)""")
_OURS = re.compile(rb"""<header\s[^>]*creationtool\s*=\s*["']duizhao["']""")


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the units in a TMX file, as a table.

    Raises:
        InputError: it is no sound TMX or declares entities; at once or as the rows come.
    """
    plain, encoding = xmlfile.opened(file, _WHAT, how)
    ours = bool(_OURS.search(plain.read(_LONGEST_TAG)))
    plain.seek(0)
    tags, some_named = _survey(plain)
    ids = None if ours else Ids("n" if some_named else "")
    plain.seek(0)
    units = _Units(ids, list(dict.fromkeys(tag.code for tag in tags)), how.losses)
    parser = safe_xml.guarded(_WHAT, doctype=True, encoding=encoding)
    units.listen(parser)
    rows = units.drained(safe_xml.fed(parser, plain, _WHAT, _ADVICE))
    first = next(rows, None)  # with it the header has been read
    if units.facts is None:
        raise InputError("the TMX file has no header")
    languages = units.languages
    if not languages:
        raise InputError("the TMX file holds no text")
    scripts = {tag.script for tag in tags if tag.code == "zh"} - {""}
    tagged = {"tags": {"zh": f"zh-{scripts.pop()}"}} if len(scripts) == 1 and (ids or scripts == {"Hant"}) else {}
    names = tables.columns(tables.UNITS, languages)
    facts = {"languages": languages, **units.facts, **tagged}
    return Stream(
        "units", chain([first] if first else [], rows), facts, tuple(names), own=ids is None, distinct=ids is not None
    )


def _survey(file: BinaryIO) -> tuple[list[Tag], bool]:
    """Return the languages of a file's texts in the order they are met, and whether only some units have ids."""
    found: dict[bytes, Tag | None] = {}
    named = unnamed = False
    rest = b""
    while piece := file.read(_CHUNK):
        piece = rest + piece
        for tag in dict.fromkeys(_VARIANTS.findall(piece)):
            said = _OF_TAG.search(tag)
            if said and said[1] not in found:
                found[said[1]] = understood(said[1].decode("utf-8", "replace"))
        named = named or bool(_NAMED.search(piece))
        unnamed = unnamed or bool(_UNNAMED.search(piece))
        last = piece.rfind(b"<", -_LONGEST_TAG)
        rest = piece[last:] if last >= 0 and b">" not in piece[last:] else b""
    return list(filter(None, found.values())), named and unnamed


class _Units:
    """Takes the header and, one by one, the units of a TMX file."""

    def __init__(self, ids: Ids | None, languages: list[str], losses: Losses) -> None:
        self.facts: dict[str, Any] | None = None
        self.languages = languages
        self._started = False
        self._ids, self._losses, self._ours = ids, losses, ids is None
        self._blank: dict[str, Any] = {}
        self._rows: deque[dict[str, Any]] = deque()
        self._depth, self._muted, self._count = 0, 0, 0
        self._row: dict[str, Any] | None = None
        self._code, self._tags = "", dict[str, str]()
        self._notes: list[str] = []
        self._paired: Counter[str] = Counter()  # of each number how many bpt more than ept
        self._name, self._type, self._at, self._parts = "", "", 0, list[str]()

    def listen(self, parser: XMLParserType) -> None:
        """Take the events of a parser."""
        self._parser = parser
        parser.buffer_size = 1 << 16
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end

    def drained(self, pieces: Iterator[None]) -> Iterator[dict[str, Any]]:
        """Yield the rows that each piece of the file completes."""
        rows = self._rows
        for _ in pieces:
            while rows:
                yield rows.popleft()
        if self.facts is not None and not self._started:
            self._begin(self.facts)
        if self._ids:
            self._ids.told(self._losses)

    def _start(self, tag: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > safe_xml.DEPTH:
            raise safe_xml.too_deep(_WHAT, _ADVICE)
        if self._name:
            self._enter(tag, attrs)
        elif tag in ("seg", "prop", "note"):
            self._name, self._at, self._type = tag, self._depth, attrs.get("type", "")
            self._listen()
            if tag == "note":
                self._left_out(attrs)
        elif tag == "tuv":
            self._open_variant(attrs)
        elif tag == "tu":
            self._open_unit(attrs)
        elif tag == "header":
            self._open_header(attrs)
        elif "XInclude" in tag:
            raise safe_xml.included(_WHAT)
        elif self._depth == 1 and tag != "tmx":
            raise InputError(f"this is no TMX file: its root element is {shown(tag)!r}")

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._name:
            if self._depth < self._at:
                self._close_text()
            elif self._muted and self._depth < self._muted:
                self._muted = 0
                self._parser.CharacterDataHandler = self._parts.append
        elif tag == "tuv":
            self._code = ""
        elif tag == "tu" and self._row is not None:
            self._close_unit(self._row)
            self._row = None

    def _listen(self) -> None:
        self._parts = []
        self._parser.CharacterDataHandler = self._parts.append

    def _enter(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element begins inside a text."""
        if "XInclude" in tag:
            raise safe_xml.included(_WHAT)
        if tag in _CODES or tag == "sub":
            self._losses.drop(f"inline {tag}")
            if tag in ("bpt", "ept"):
                self._paired[attrs.get("i", "")] += 1 if tag == "bpt" else -1
            if not self._muted:
                self._muted = self._depth
                self._parser.CharacterDataHandler = None

    def _close_text(self) -> None:
        self._parser.CharacterDataHandler = None
        name, whole = self._name, "".join(self._parts)
        self._name, self._muted = "", 0
        row = self._row
        if row is None and name == "note":
            self._notes.append(whole)
        elif row is None:
            if name == "prop" and self.facts is not None:
                self._fact(self._type.removeprefix("x-"), whole)
        elif name == "seg":
            if self._paired and any(self._paired.values()):
                self._losses.drop("segments whose bpt and ept are no pairs")
            self._paired.clear()
            if self._code:
                row[self._code] += whole
        elif name == "note":
            self._notes.append(whole)
        else:
            column = said = self._type.removeprefix("x-")
            column = f"{self._code}_{column}" if self._code else column
            if column in row and column not in self.languages and (self._ours or said not in _OWN):
                row[column] = whole
            else:
                self._losses.drop(f"property {shown(self._type)}")

    def _open_header(self, attrs: Mapping[str, str]) -> None:
        self.facts = {"labels": {}, "titles": {}, "remarks": [], "not one to one": {}}
        if attrs.get("segtype") == "phrase" and self._ours:
            raise InputError("this is a TMX of terms, not of aligned texts")
        source = attrs.get("srclang", "")
        if source not in ("", "*all*"):
            self._losses.say(f"the file names {shown(source)} as its source; that is not kept: it is technical")

    def _fact(self, name: str, value: str) -> None:
        facts = self.facts or {}
        for start, key in (("status-", "labels"), ("title-", "titles"), ("not-one-to-one-", "not one to one")):
            if name.startswith(start):
                facts[key][name.removeprefix(start)] = share(value) if key == "not one to one" else value
        if name == "remark":
            facts["remarks"].append(value)
        elif name in ("document", "signature"):
            facts[name] = value

    def _begin(self, facts: Mapping[str, Any]) -> None:
        """The header has been read: take the languages that it speaks of, too."""
        self.languages = list(dict.fromkeys([*filter(CODE.fullmatch, facts["labels"]), *self.languages]))
        self._blank = dict.fromkeys(tables.columns(tables.UNITS, self.languages), "")
        self._started = True
        self._losses.drop("notes of the file", len(others(self._notes, facts)))

    def _open_unit(self, attrs: Mapping[str, str]) -> None:
        if self.facts is None:
            raise InputError("the TMX file has no header")
        if not self._started:
            self._begin(self.facts)
        self._row = row = self._blank.copy()
        self._notes, self._tags = [], {}
        self._count += 1
        name = attrs.get("tuid", "")
        if self._ids:
            name = self._ids.unique(name)
        if len(attrs) > ("tuid" in attrs):
            self._left_out(attrs)
        row["unit"] = name

    def _open_variant(self, attrs: Mapping[str, str]) -> None:
        row = self._row
        if row is None:
            return
        tag = attrs.get(_LANG) or attrs.get("lang") or ""
        known = understood(tag)
        code = known.code if known else ""
        before = self._tags.setdefault(code, tag)
        if code not in self._blank or (before is not tag and (self._ours or before == tag)):
            raise InputError(f"unit {shown(row['unit'])!r} has two texts in {shown(tag)!r}, or one without language")
        self._code = code
        if before is not tag:
            self._losses.drop(f"text in {shown(tag)} beside one in {shown(before)}")
            self._code = ""
        if len(attrs) > 1:
            self._left_out(attrs)

    def _left_out(self, attrs: Mapping[str, str]) -> None:
        """Note the attributes that are not kept; of dates also whether they are none."""
        for key in sorted(attrs.keys() - _STRUCTURAL):
            wrong = key.endswith("date") and not _DATE.fullmatch(attrs[key])
            self._losses.drop(f"attribute {key}{' that is no date of TMX' if wrong else ''}")

    def _close_unit(self, row: dict[str, Any]) -> None:
        # a property is the note of programs that have no other place for it; files of ours have had it in both
        said = [*self._notes, "" if self._ours else row["note"]]
        row["note"] = " | ".join(dict.fromkeys(filter(None, said)))
        where = f"unit {shown(row['unit'])!r}"
        row["confidence"] = confidence(where, row)
        self._rows.append(row)
