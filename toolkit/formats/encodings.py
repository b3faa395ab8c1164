"""Encodings of files: whether there is such a one, whether a file is in it, and which one counts of two."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from toolkit import charset
from toolkit.errors import EncodingError
from toolkit.formats.stream import Reading

_BYTES = re.compile(r"(?:cp|windows-|iso-?8859-|koi8-|mac-?|ibm)[\w-]+", re.IGNORECASE)  # any bytes are a text in them
_START = 65536  # bytes
_PIECE = 1 << 20  # bytes


def is_known(encoding: str) -> bool:
    """Return whether there is an encoding of that name in which a text can be."""
    try:
        b"    ".decode(encoding, "replace")  # no bytes would be a text in any
    except (LookupError, ValueError):
        return False
    return True


def same(one: str, other: str) -> bool:
    """Return whether two names mean one encoding; a byte-order mark makes no difference."""
    return all(map(is_known, (one, other))) and _name(one) == _name(other)


def _name(encoding: str) -> str:
    return codecs.lookup(encoding).name.removesuffix("-sig")


def is_sound(file: BinaryIO, encoding: str) -> bool:
    """Return whether the whole of a file is in an encoding in which not everything can be."""
    if not is_known(encoding) or _BYTES.fullmatch(encoding):
        return False
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def asked_for(file: BinaryIO, how: Reading) -> str | None:
    """Return the encoding of a plain file that is marked, else the one that is asked for; None if there is neither.

    Where the two differ that is told, and so it is where the file could be UTF-8. The file is left at its start.

    Raises:
        EncodingError: no encoding is called as was asked for.
    """
    file.seek(0)
    marked = charset.marked(file.read(_START))
    if how.encoding and not is_known(how.encoding):
        raise EncodingError(f"no encoding is called {how.encoding!r}")
    if how.encoding and marked and not same(marked, how.encoding):
        how.losses.say(f"--encoding makes no difference: the file is marked as {_name(marked).upper()}")
    elif how.encoding and not marked and not same(how.encoding, "utf-8") and is_sound(file, "utf-8"):
        how.losses.say(f"the file could be UTF-8, too; it is read as {how.encoding}, as was asked for")
    file.seek(0)
    return marked or how.encoding
