"""Text as XML: escaped quickly, with what XML 1.0 cannot carry replaced."""

from __future__ import annotations

import re

_PLAIN = re.compile("[\\w./:-]*").fullmatch
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def carried(whole: str) -> str:
    """Return a text with U+FFFD for each character that XML 1.0 cannot carry."""
    return whole if whole.isprintable() else _UNFIT.sub("\ufffd", whole)


def text(whole: str) -> str:
    """Return a text as the content of an element."""
    if "&" in whole:
        whole = whole.replace("&", "&amp;")
    if "<" in whole:
        whole = whole.replace("<", "&lt;")
    if ">" in whole:
        whole = whole.replace(">", "&gt;")
    if whole.isprintable():
        return whole
    # as it stands, a parser would take a carriage return for the end of a line
    return _UNFIT.sub("\ufffd", whole).replace("\r", "&#13;")


def attribute(whole: str) -> str:
    """Return a text as the value of an attribute, in quotation marks."""
    if _PLAIN(whole):
        return f'"{whole}"'
    escaped = text(whole).replace('"', "&quot;")
    if not escaped.isprintable():
        escaped = escaped.replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{escaped}"'
