"""Which encoding bytes of text are in, found out by what letters come out."""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

from toolkit.errors import EncodingError, InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIALS = ("utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp1251", "koi8-r", "cp866")
_SAMPLE = 65536  # bytes
_READABLE = 0.3  # of 1: a decoded text less plausible than this is nonsense
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")  # no text has these; 0x1a ends DOS files, 0x1b is in printouts


_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_VOWEL = re.compile("[аеёиоуыэюя]", re.IGNORECASE)
_VOWELS = 0.42, 0.08  # the share of vowels in Russian, and how far a text may be from it
_CAPITAL = 0.96  # of a letter's weight: text in capitals is rarer than other text


@cache
def _weights() -> dict[str, float]:
    """Return how common each listed character is, from 0 to 1; the weight stands before each row of the data file."""
    rows = files(__package__).joinpath("charset.txt").read_text("utf-8").splitlines()
    pairs = (row.split(maxsplit=1) for row in rows if row and not row.startswith("#"))
    return {char: float(weight) for weight, row in pairs for char in row if not char.isspace()}


def _plausibility(text: str) -> float:
    """Return how much a decoded text looks like language, from 0 to 1."""
    letters = [char for char in text if ord(char) > 127 or char.isalpha()]
    if not letters:
        return 0.0
    strange = len(CONTROL.findall(text)) + sum(
        not char.isprintable() or "\ue000" <= char <= "\uf8ff" or "\u2500" <= char <= "\u25ff" for char in letters
    )
    # a lower-case letter followed by an upper-case one is the mark of the wrong Cyrillic code page
    broken: float = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    common = sum(_weights().get(char.lower(), 0.0) * (_CAPITAL if char.isupper() else 1.0) for char in letters)
    # a text read in the wrong Cyrillic code page has too few vowels, or too many: договор as днцнбнп
    cyrillic = "".join(_CYRILLIC.findall(text))
    if cyrillic:
        away = abs(len(_VOWEL.findall(cyrillic)) / len(cyrillic) - _VOWELS[0]) - _VOWELS[1]
        broken += 3 * max(away, 0.0) * len(cyrillic)
    return max(common - 2 * strange - broken, 0) / len(letters)


def _decode_sample(data: bytes, encoding: str) -> str | None:
    """Return the start of the file in an encoding, or None; a character cut in two at the sample's end is forgiven."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(data[:_SAMPLE], final=len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return None


def marked(data: bytes) -> str | None:
    """Return the encoding that a byte-order mark names."""
    return next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)


def guess(data: bytes) -> tuple[str, float]:
    """Return the encoding of the bytes and how sure that is, from 0 to 1.

    A byte-order mark or valid UTF-8 decides; otherwise each supported encoding is tried strictly and judged by how
    common its characters are.

    Raises:
        EncodingError: no supported encoding gives readable text.
        InputError: the bytes are no text at all.
    """
    encoding = marked(data)
    if encoding:
        return encoding, 1.0
    text = _decode_sample(data, "utf-8")
    if text is not None and not CONTROL.search(text):
        return "utf-8", 1.0
    _refuse_damaged(data)
    scores = _scores(data)
    best = sorted(scores, key=lambda name: -scores[name])
    if not best or scores[best[0]] < _READABLE:
        if CONTROL.search(data[:_SAMPLE].decode("latin-1")):
            raise InputError("this is a binary file, not a text")
        raise EncodingError("no supported encoding gives readable text; save it as UTF-8, or name it with --encoding")
    second = scores[best[1]] if len(best) > 1 else 0.0
    return best[0], round(scores[best[0]] ** 2 / (scores[best[0]] ** 2 + second**2), 2)


def _scores(data: bytes) -> dict[str, float]:
    """Return how plausible the text is in each encoding that can decode it."""
    scores = {}
    for encoding in _TRIALS:
        # NUL bytes are in UTF-16 only, and UTF-16 has an even number of bytes
        possible = len(data) % 2 == 0 if encoding.startswith("utf-16") else b"\0" not in data[:_SAMPLE]
        tried = _decode_sample(data, encoding) if possible else None
        if tried is not None:
            scores[encoding] = _plausibility(tried)
    return scores


def _refuse_damaged(data: bytes) -> None:
    """Raise EncodingError for UTF-8 with a few wrong bytes, which another encoding would turn into nonsense."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    wrong, right = text.count("\ufffd"), sum(ord(char) > 127 and char != "\ufffd" for char in text)
    if right > max(3, 20 * wrong):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _not(data, "utf-8", error) from None


def decoded(data: bytes, encoding: str) -> str:
    """Return the bytes as text.

    Raises:
        EncodingError: there is no such encoding, or the bytes are not in it.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not(data, encoding, error) from None
    except (LookupError, ValueError):
        raise EncodingError(f"no encoding is called {encoding!r}") from None


def _not(data: bytes, encoding: str, error: UnicodeDecodeError) -> EncodingError:
    line = data[: error.start].count(b"\n") + 1
    return EncodingError(f"byte {error.start} (line {line}) is not {encoding}; name another with --encoding")
