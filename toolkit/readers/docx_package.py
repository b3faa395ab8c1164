"""The container of a Word file, and its switches and values."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from toolkit import safe_zip

SAVE = "open it in Word or LibreOffice and save it as DOCX"
_KIND = safe_zip.Kind(
    name="DOCX",
    content="text as DOCX or plain text",
    save=SAVE,
    old="an old Word file",
    plain="name it .txt if it is plain text",
    others={
        "xl/workbook.xml": "a spreadsheet (XLSX)",
        "xl/workbook.bin": "a spreadsheet (XLSB)",
        "ppt/presentation.xml": "a presentation (PPTX)",
        "content.xml": "an OpenDocument file such as ODT",
    },
)


class Package(safe_zip.Package):
    """The parts of a DOCX file.

    Raises:
        InputError: the bytes are none, or a limit is passed.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data, _KIND)


def value(parent: Element | None, path: str) -> str:
    """Return the ``w:val`` of what stands at the path, or nothing."""
    node = None if parent is None else parent.find(path)
    return "" if node is None else node.get("val", "")


def switch(parent: Element | None, path: str) -> bool | None:
    """Return whether a property is switched on or off, or None if it is not there."""
    node = None if parent is None else parent.find(path)
    return None if node is None else node.get("val") not in ("0", "false", "off")
