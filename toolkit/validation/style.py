"""Faults as values, and the rules for text: house style (a data file), alphabets, quotation marks, spaces."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from toolkit.languages import zh
from toolkit.languages.alphabets import CYRILLIC, LATIN, MIXED, lookalike
from toolkit.languages.quotes import MARKS, pairs

LOOKALIKE = lookalike()
HAN = re.compile(r"[\u3400-\u9fff]+")
# two spaces, spaces that are not plain, line breaks, marks nobody sees, wide letters, the mark of a lost letter
_ODD = re.compile(
    r"  +|[^\S ]|[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]"
    r"|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_MARK = re.compile(f"[{re.escape(''.join({*MARKS, *MARKS.values()}))}]")


__all__ = [
    "CYRILLIC", "HAN", "LATIN", "LOOKALIKE", "MIXED", "Fault", "blemishes", "breaches", "data_file", "prose", "rules",
    "traditional",
]  # fmt: skip


class Fault(NamedTuple):
    """A fault: where it is, the rule it breaks, and what to do."""

    file: str
    line: int
    column: str
    rule: str
    message: str


@cache
def data_file(name: str) -> dict[str, Any]:
    """Return a TOML file of this room as a mapping."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def rules(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns that our own text of a kind must not have, each with what to write instead.

    ``code`` is a language, ``note`` for prose in English that cites the others, or ``any`` for lines in any language;
    ``ru-names`` and ``en-names`` are the rules of a language that hold for every term, whoever uses it.
    """
    raw = data_file("house_style.toml")
    found = [*raw.get(code, ()), *raw.get(f"{code}-names", ())]
    return tuple((re.compile(each["pattern"]), each["message"]) for each in found)


def breaches(text: str, code: str) -> Iterator[tuple[str, str]]:
    """Yield the rule and message for each rule of the house style that a text breaks."""
    for pattern, message in rules(code):
        if breach := pattern.search(text):
            yield "style", f"{breach.group()!r}: {message}"


def blemishes(text: str) -> Iterator[tuple[str, str]]:
    """Yield the rule and message for each blemish that no text may have, in whatever language."""
    if text != text.strip() or text != unicodedata.normalize("NFC", text) or _ODD.search(text):
        odd = sorted({unicodedata.name(each[0], f"U+{ord(each[0]):04X}") for each in _ODD.findall(text)})
        message = "spaces at the edges or doubled, line breaks or unseen characters, or not in Unicode NFC"
        yield "glossary.spaces", f"{message}: {', '.join(odd)}" if odd else message
    for match in MIXED.finditer(text):
        yield "glossary.alphabet", f"letters of two alphabets in one word: {match.group()}"
    held = {at for pair in pairs(text, MARKS) for at in pair}
    for lone in (match for match in _MARK.finditer(text) if match.start() not in held):
        nearby = text[max(0, lone.start() - 9) : lone.end() + 9]
        yield "glossary.quotes", f"{lone.group()} without its partner: {nearby}"


def traditional(text: str) -> Iterator[tuple[str, str]]:
    """Yield the rule and message for each run of Chinese that is not in simplified characters."""
    for run in HAN.findall(text):
        if zh.simplified(run) != run:
            yield "glossary.script", f"traditional characters in {run}; simplified is {zh.simplified(run)}"


def prose(text: str) -> Iterator[tuple[str, str]]:
    """Yield the rule and message for each fault of a note, or of another text that may cite all three languages."""
    yield from blemishes(text)
    yield from traditional(text)
    yield from breaches(text, "note")
