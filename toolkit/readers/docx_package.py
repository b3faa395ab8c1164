"""The container of a Word file."""

from __future__ import annotations

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
