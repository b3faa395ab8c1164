"""Plain text in UTF-8, UTF-16, UTF-32, GB18030, Big5, windows-1251, KOI8-R and cp866."""

from __future__ import annotations

from toolkit.charset import CONTROL, decoded, guess
from toolkit.errors import InputError
from toolkit.readers import Page, Reader

_MAGIC = {
    b"%PDF": ("a PDF", "save it as DOCX or plain text first"),
    b"PK\x03\x04": ("a ZIP container such as DOCX", "if it is a Word file, name it .docx"),
    b"\xd0\xcf\x11\xe0": ("an old Office file", "save it as DOCX or plain text first"),
}


def read(data: bytes, encoding: str | None = None) -> Page:
    """Return the text of the bytes.

    Raises:
        InputError: the file is empty or no text.
        EncodingError: the bytes are not in ``encoding``, or in none that is supported.
    """
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InputError("the file is empty")
    for magic, (what, remedy) in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {what}, not plain text; {remedy}")
    encoding, certainty = (encoding, 1.0) if encoding else guess(data)
    text = decoded(data, encoding)
    if CONTROL.search(text):
        raise InputError("this is a binary file, not a text")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Page(text, encoding.removesuffix("-sig"), certainty)


READER = Reader(suffixes=(".txt", ".text", ""), read=read)
