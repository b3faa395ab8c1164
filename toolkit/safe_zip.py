"""Office files from others (DOCX, XLSX): their parts, checked before they are unpacked, and the XML in them.

Nothing is written to disk, no entity is expanded and no relation leads out of the file.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import Element

from toolkit import safe_xml
from toolkit.errors import InputError

ENTRIES = 10_000  # parts of a file
TOTAL = 256 << 20  # bytes of all parts, unpacked
PART = 48 << 20  # bytes of a part that is read
RATIO = 200  # how many times larger than packed a part may be,
SMALL = 16 << 20  # bytes: if it is larger than this

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAGIC = {b"%PDF": "a PDF", b"{\\rtf": "an RTF file"}
_OLD = b"\xd0\xcf\x11\xe0"  # Office files before 2007, and protected ones
_CENTRAL = b"PK\x01\x02"  # before each entry of a ZIP file's directory
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, IndexError)
# namespaces whose names are used without them: those of Office files, in both editions of the standard
_SPACE = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/"
    r"(?:(?:wordprocessingml|spreadsheetml)(?:/2006)?/main|officeDocument(?:/2006)?/math|markup-compatibility/2006"
    r"|package/2006/relationships)\}"
)


@dataclass(frozen=True)
class Kind:
    """A kind of Office file.

    ``name`` such as DOCX; ``content`` what it holds; ``save`` how to make one; ``old`` what its forerunner is called;
    ``plain`` what to do if it is plain text; ``others`` parts that tell another kind, with what to call it.
    """

    name: str
    content: str
    save: str
    old: str
    plain: str
    others: Mapping[str, str] = field(default_factory=dict)


@lru_cache(4096)
def plain(name: str) -> str:
    """Return the name of an element or attribute without the namespaces of Office files."""
    return _SPACE.sub("", name)


class Package:
    """The parts of an Office file.

    Raises:
        InputError: the bytes are none, or a limit is passed.
    """

    def __init__(self, data: bytes, kind: Kind) -> None:
        self.kind = kind
        if not data.strip(b"\0\r\n\t "):
            raise InputError("the file is empty")
        if not data.startswith(b"PK\x03\x04"):
            raise InputError(_no_zip(data, kind))
        if data.count(_CENTRAL) > ENTRIES:
            raise InputError(f"the {kind.name} file has more than {ENTRIES} parts; {kind.save} again")
        self._damaged = f"the {kind.name} file is damaged or cut short; {kind.save} again, or fetch it again"
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _FAULTS:
            raise InputError(self._damaged) from None
        names = [(info.filename.replace("\\", "/").removeprefix("/"), info) for info in self._zip.infolist()]
        out = next((name for name, _ in names if ".." in name.split("/")), None)
        if out is not None:
            raise InputError(f"the {kind.name} file has a part that leads out of it, {out[:60]!r}; it is not read")
        self.parts = dict(names)
        self._check()

    def _check(self) -> None:
        name = self.kind.name
        infos = self.parts.values()
        swollen = any(each.file_size > max(SMALL, RATIO * each.compress_size) for each in infos)
        if swollen or sum(each.file_size for each in infos) > TOTAL:
            raise InputError(f"the {name} file would unpack to far more than a text needs; save its text alone")
        for part, what in self.kind.others.items():
            if part in self.parts:
                raise InputError(f"this is {what}, not {_article(name)} {name} file; save its {self.kind.content}")
        for part in self.parts:
            if part.endswith((".xml", ".rels")):
                data = self.unpacked(part).replace(b"\0", b"")  # UTF-16 has NUL bytes
                if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                    raise InputError(f"{part} in the {name} file declares a DOCTYPE or entities; it is not read")

    def unpacked(self, name: str) -> bytes:
        """Return a part, unpacked."""
        info, kind = self.parts[name], self.kind
        if info.file_size > PART:
            raise InputError(f"{name} in the {kind.name} file has more than {PART >> 20} MiB; split the text")
        if info.flag_bits & 1:
            raise InputError(f"the {kind.name} file is packed with a password; {kind.save} without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise InputError(f"the {kind.name} file is packed in a way that Office does not know; {kind.save} again")
        try:
            with self._zip.open(info) as part:
                return part.read(info.file_size + 1)  # bounded: what the directory says may be a lie
        except _FAULTS:
            raise InputError(self._damaged) from None

    def tree(self, name: str) -> Element | None:
        """Return the root of a part, or None if there is no such part; its names without Office's namespaces."""
        if name not in self.parts:
            return None
        return safe_xml.tree(self.unpacked(name), self._called(name), advice=self._again, shorten=plain)

    def parse(self, name: str, target: safe_xml.Target) -> None:
        """Give the events of a part to a target; nothing happens if there is no such part."""
        if name in self.parts:
            safe_xml.parse(self.unpacked(name), target, self._called(name), advice=self._again)

    def _called(self, part: str) -> str:
        return f"{part} in the {self.kind.name} file"

    @property
    def _again(self) -> str:
        return f"{self.kind.save} again"

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the file: ``{id: (last word of the type, part)}``."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for at, each in enumerate(() if root is None else root):
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            if each.get("TargetMode") != "External" and target in self.parts:
                found[each.get("Id", f"#{at}")] = each.get("Type", "").rpartition("/")[2], target
        return found

    def related(self, part: str, kind: str, default: str) -> str:
        """Return the part that ``part`` names as its ``kind``, or the ``default`` beside it.

        What lies outside the file is never followed.
        """
        found = (target for what, target in self.relations(part).values() if what == kind)
        return next(found, posixpath.join(posixpath.dirname(part), default))


def _article(name: str) -> str:
    return "an" if name.startswith("X") else "a"


def _no_zip(data: bytes, kind: Kind) -> str:
    """Return what to say of bytes that are no ZIP container."""
    name = kind.name
    if _ENCRYPTED in data:
        return f"the {name} file is protected by a password; {kind.save} without one"
    what = next((what for magic, what in _MAGIC.items() if data.startswith(magic)), "")
    if data.startswith(_OLD):
        what = f"{kind.old} or one protected by a password"
    if what:
        return f"this is {what}, not {_article(name)} {name} file; {kind.save}"
    return f"this is no {name} file; {kind.plain}, or {kind.save}"
