"""Plain text in UTF-8, UTF-16, GB18030, Big5, windows-1251, KOI8-R and cp866."""

from __future__ import annotations

import codecs
from functools import cache
from importlib.resources import files

from toolkit.errors import EncodingError, InputError
from toolkit.readers import Page, Reader

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TRIALS = ("utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp1251", "koi8-r", "cp866")
_SAMPLE = 65536
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP container such as DOCX", b"\xd0\xcf\x11\xe0": "an old Office file"}


@cache
def _weights() -> dict[str, float]:
    """Return how common each listed character is, from 0 to 1; the weight stands before each row of the data file."""
    rows = files(__package__).joinpath("common-characters.txt").read_text("utf-8").splitlines()
    pairs = (row.split(maxsplit=1) for row in rows if row and not row.startswith("#"))
    return {char: float(weight) for weight, row in pairs for char in row if not char.isspace()}


def _plausibility(text: str) -> float:
    """Return how much a decoded text looks like language, from 0 to 1."""
    letters = [char for char in text if ord(char) > 127 or char.isalpha()]
    if not letters:
        return 0.0
    strange = sum(not char.isprintable() or "\ue000" <= char <= "\uf8ff" or "\u2500" <= char <= "\u25ff" for char in letters)
    # a lower-case letter followed by an upper-case one is the mark of the wrong Cyrillic code page
    broken = sum(a.islower() and b.isupper() for a, b in zip(text, text[1:], strict=False))
    common = sum(_weights().get(char, 0.0) for char in letters)
    return max(common - 2 * strange - broken, 0) / len(letters)


def _sample(data: bytes) -> bytes:
    """Return the start of the file; it may cut a character in two, so it is decoded leniently at its end."""
    return data[:_SAMPLE]


def _decode_sample(data: bytes, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(_sample(data), final=len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return None


def guess(data: bytes) -> tuple[str, float]:
    """Return the encoding of the bytes and how sure that is, from 0 to 1.

    A byte-order mark or valid UTF-8 decides; otherwise each supported encoding is tried strictly and judged by how
    common its characters are.

    Raises:
        EncodingError: no supported encoding gives readable text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, 1.0
    text = _decode_sample(data, "utf-8")
    if text is not None and "\0" not in text:
        return "utf-8", 1.0
    scores = {}
    for encoding in _TRIALS:
        if encoding.startswith("utf-16") != (b"\0" in _sample(data)) and not (
            encoding.startswith("utf-16") and len(data) % 2 == 0
        ):
            continue
        tried = _decode_sample(data, encoding)
        if tried is not None:
            scores[encoding] = _plausibility(tried)
    best = sorted(scores, key=lambda name: -scores[name])
    if not best or scores[best[0]] < 0.3:
        raise EncodingError("no supported encoding gives readable text; save it as UTF-8, or name it with --encoding")
    second = scores[best[1]] if len(best) > 1 else 0.0
    return best[0], round(scores[best[0]] ** 2 / (scores[best[0]] ** 2 + second**2), 2)


def read(data: bytes, encoding: str | None = None) -> Page:
    """Return the text of the bytes.

    Raises:
        InputError: the file is empty or no text.
        EncodingError: the bytes are not in ``encoding``, or in none that is supported.
    """
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise InputError("the file is empty")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {what}, not plain text; save it as plain text first")
    certainty = 1.0
    if encoding is None:
        if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _is_binary(data):
            raise InputError("this is a binary file, not a text")
        encoding, certainty = guess(data)
    try:
        text = data.decode(encoding)
    except LookupError:
        raise EncodingError(f"no encoding is called {encoding!r}") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise EncodingError(f"byte {error.start} (line {line}) is not {encoding}; name another with --encoding") from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Page(text, encoding.removesuffix("-sig"), certainty)


def _is_binary(data: bytes) -> bool:
    """Whether the bytes hold control characters that no text has (UTF-16 has NULs at every other place only)."""
    sample = _sample(data)
    if len(data) % 2 == 0 and any(
        sample[at::2].count(0) > 0.05 * len(sample) / 2 and not sample[1 - at :: 2].count(0) for at in (0, 1)
    ):
        return False
    if (sample.count(b"\n\0") or sample.count(b"\0\n")) and len(data) % 2 == 0:
        return False
    control = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return control > 0


READER = Reader(suffixes=(".txt", ".text", ""), read=read)
