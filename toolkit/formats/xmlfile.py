"""An XML file from another program, whatever its encoding, as bytes that can be gone through twice."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, cast

from toolkit import charset
from toolkit.errors import EncodingError, InputError
from toolkit.formats import encodings
from toolkit.formats.stream import Reading

_DECLARED = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_OURS = ("utf-8", "ascii")  # as the parser reads it itself
_FOREIGN = re.compile(
    "(?:cp|windows-|iso-?8859-|koi8-|mac-?|ibm)[a-z0-9-]+|gb[a-z0-9]+|big5[a-z-]*|euc[-_]..|shift_jis"
)
_SAMPLE = 4096


def opened(file: BinaryIO, what: str, how: Reading) -> tuple[BinaryIO, str | None]:
    """Return an XML file as bytes to read, at their start, and the encoding to give to a parser: None for its own.

    The encoding that ``how`` names is taken only where the file is not in the one that it says itself, or where that
    may be any, as those of eight bits; otherwise it is told that it makes no difference.

    Args:
        file: the file.
        what: what to call it in an error.
        how: how to read it.

    Raises:
        EncodingError: it is in another encoding than it says, or in one that is not known; InputError: it is empty.
    """
    file.seek(0)
    start = file.read(_SAMPLE)
    if len(start) < _SAMPLE and not start.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InputError("the file is empty")
    marked = charset.marked(start)
    wide = "utf-16" if marked in ("utf-16", "utf-32") else ""
    bare = not wide and start[:2] in (b"<\0", b"\0<")
    if not how.encoding and bare:
        raise EncodingError(f"{what} is UTF-16 without a byte-order mark; save it as UTF-8, or name it with --encoding")
    declared = _declared(start, marked)
    if wide and not how.encoding and declared and not declared.startswith(("utf-16", "utf-32")):
        raise EncodingError(f"{what} is UTF-16 and says that it is {declared.upper()}; save it as UTF-8")
    own = (marked if wide else "") or declared
    encoding = how.encoding if bare else _wanted(file, own, what, how)
    file.seek(0)
    encoding = encoding or (own if wide or _FOREIGN.fullmatch(own) else "")
    if not encoding or encoding.lower() in _OURS:
        return file, "utf-8" if encoding else None
    if not encodings.is_known(encoding):
        raise EncodingError(f"no encoding is called {encoding!r}")
    return cast(BinaryIO, _Recoded(file, encoding, what)), "utf-8"


def _wanted(file: BinaryIO, own: str, what: str, how: Reading) -> str:
    """Return the encoding that is asked for, unless the file is in its own; tell where the two differ."""
    own = own or "utf-8"  # as XML has it
    if how.encoding and encodings.is_known(how.encoding) and not encodings.same(own, how.encoding):
        if encodings.is_sound(file, own):
            how.losses.say(f"--encoding makes no difference: {what} says that it is {own.upper()}, and is")
            return ""
        how.losses.say(f"{what} says that it is {own.upper()}; it is read as {how.encoding}, as was asked for")
    return how.encoding or ""


def _declared(start: bytes, encoding: str | None) -> str:
    """Return the encoding that an XML file names, in small letters; nothing if it names none."""
    text = codecs.getincrementaldecoder(encoding or "latin-1")("replace").decode(start)
    said = _DECLARED.match(text.lstrip("\ufeff"))
    return said[1].lower() if said else ""


class _Recoded:
    """A file in another encoding, read as UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str, what: str) -> None:
        self._file, self._encoding, self._what = file, encoding, what
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def read(self, size: int) -> bytes:
        """Return the next piece, about as large as asked for; none at the end."""
        try:
            while piece := self._file.read(size):
                found = self._decoder.decode(piece)
                if found:
                    return found.encode("utf-8", "surrogatepass")
            return self._decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
        except UnicodeError:
            raise EncodingError(f"{self._what} is not {self._encoding}; name another with --encoding") from None

    def seek(self, at: int) -> int:
        """Go back to the start."""
        self._decoder.reset()
        return self._file.seek(at)
