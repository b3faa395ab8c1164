"""The container of a Word file: its parts, checked before they are unpacked, and their XML, checked while it is read.

Nothing is written to disk, no entity is expanded and no relation leads out of the file.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from toolkit.errors import InputError

ENTRIES = 10_000  # parts of a file
TOTAL = 256 << 20  # bytes of all parts, unpacked
PART = 48 << 20  # bytes of a part that is read
RATIO = 200  # how many times larger than packed a part may be,
SMALL = 16 << 20  # bytes: if it is larger than this
ELEMENTS = 2_000_000  # of a part
DEPTH = 200  # elements in each other

SAVE = "open it in Word or LibreOffice and save it as DOCX"
_DAMAGED = "the DOCX file is damaged or cut short; open it in Word or LibreOffice and save it again, or fetch it again"
_DOCTYPE = "a part of the DOCX file declares a DOCTYPE or entities, which Word never does; it is not read"
_MAGIC = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file or one protected by a password",
}
_OTHERS = {
    "xl/workbook.xml": "a spreadsheet (XLSX)",
    "xl/workbook.bin": "a spreadsheet (XLSB)",
    "ppt/presentation.xml": "a presentation (PPTX)",
    "content.xml": "an OpenDocument file such as ODT",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CENTRAL = b"PK\x01\x02"  # before each entry of a ZIP file's directory
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, IndexError)
# namespaces whose names are used without them: Word's and its neighbours', in both editions of the standard
_SPACE = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/"
    r"(?:wordprocessingml(?:/2006)?/main|officeDocument(?:/2006)?/math|markup-compatibility/2006"
    r"|package/2006/relationships)\}"
)


@lru_cache(4096)
def _plain(name: str) -> str:
    return _SPACE.sub("", name)


class _Tree(TreeBuilder):
    """Builds a part's tree: Word's names without namespace, no DOCTYPE, limited in size and depth."""

    count = depth = 0

    def doctype(self, *_: object) -> None:
        raise InputError(_DOCTYPE)

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.count, self.depth = self.count + 1, self.depth + 1
        if self.count > ELEMENTS or self.depth > DEPTH:
            raise InputError("the DOCX file is too large or too deeply nested; save its text alone, or split it")
        return super().start(_plain(tag), {_plain(key): value for key, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(_plain(tag))


class Package:
    """The parts of a DOCX file.

    Raises:
        InputError: the bytes are none, or a limit is passed.
    """

    def __init__(self, data: bytes) -> None:
        if not data.strip(b"\0\r\n\t "):
            raise InputError("the file is empty")
        if not data.startswith(b"PK\x03\x04"):
            raise InputError(_no_zip(data))
        if data.count(_CENTRAL) > ENTRIES:
            raise InputError(f"the DOCX file has more than {ENTRIES} parts; {SAVE} again")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _FAULTS:
            raise InputError(_DAMAGED) from None
        names = ((info.filename.replace("\\", "/").removeprefix("/"), info) for info in self._zip.infolist())
        self.parts = {name: info for name, info in names if ".." not in name.split("/")}
        self._check()

    def _check(self) -> None:
        infos = self.parts.values()
        swollen = any(each.file_size > max(SMALL, RATIO * each.compress_size) for each in infos)
        if swollen or sum(each.file_size for each in infos) > TOTAL:
            raise InputError("the DOCX file would unpack to far more than a text needs; save its text alone")
        for name, what in _OTHERS.items():
            if name in self.parts:
                raise InputError(f"this is {what}, not a DOCX file; save its text as DOCX or plain text")
        for name in self.parts:
            if name.endswith((".xml", ".rels")):
                data = self._bytes(name).replace(b"\0", b"")  # UTF-16 has NUL bytes
                if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                    raise InputError(_DOCTYPE)

    def _bytes(self, name: str) -> bytes:
        info = self.parts[name]
        if info.file_size > PART:
            raise InputError(f"{name} in the DOCX file has more than {PART >> 20} MiB; split the text")
        if info.flag_bits & 1:
            raise InputError(f"the DOCX file is packed with a password; {SAVE} without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise InputError(f"the DOCX file is packed in a way that Word does not know; {SAVE} again")
        try:
            with self._zip.open(info) as part:
                return part.read(info.file_size + 1)  # bounded: what the directory says may be a lie
        except _FAULTS:
            raise InputError(_DAMAGED) from None

    def tree(self, name: str) -> Element | None:
        """Return the root of a part, or None if there is no such part."""
        if name not in self.parts:
            return None
        parser = XMLParser(target=_Tree())
        try:
            parser.feed(self._bytes(name))
            root: Element = parser.close()
        except (ParseError, ValueError, LookupError):
            raise InputError(f"{name} in the DOCX file is no sound XML; {SAVE} again") from None
        return root

    def related(self, part: str, kind: str, default: str) -> str:
        """Return the part that ``part`` names as its ``kind``, or the ``default`` beside it.

        What lies outside the file is never followed.
        """
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for each in () if root is None else root:
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
                found = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
                if found in self.parts:
                    return found
        return posixpath.join(folder, default)


def _no_zip(data: bytes) -> str:
    """Return what to say of bytes that are no ZIP container."""
    if _ENCRYPTED in data:
        return f"the DOCX file is protected by a password; {SAVE} without one"
    what = next((what for magic, what in _MAGIC.items() if data.startswith(magic)), "")
    if what:
        return f"this is {what}, not a DOCX file; {SAVE}"
    return f"this is no DOCX file; name it .txt if it is plain text, or {SAVE}"


def value(parent: Element | None, path: str) -> str:
    """Return the ``w:val`` of what stands at the path, or nothing."""
    node = None if parent is None else parent.find(path)
    return "" if node is None else node.get("val", "")


def switch(parent: Element | None, path: str) -> bool | None:
    """Return whether a property is switched on or off, or None if it is not there."""
    node = None if parent is None else parent.find(path)
    return None if node is None else node.get("val") not in ("0", "false", "off")
