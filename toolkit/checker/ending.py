"""How texts end: a question on one side is none on the other, a sentence ends as a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row, Span
from toolkit.checker.punctuation import around

_ENDS = {
    "。": "full stop", ".": "full stop", "．": "full stop", "?": "question mark", "？": "question mark",
    "!": "exclamation mark", "！": "exclamation mark", ";": "semicolon", "；": "semicolon", ":": "colon", "：": "colon",
    ",": "comma", "，": "comma", "、": "comma",
}  # fmt: skip
_CLOSERS = "»”“’\"')）》」』】] \t\n*"
_LONGEST = 16  # characters that an abbreviation has at most
_ALIKE = ({"comma", "semicolon"}, {"full stop", "exclamation mark"}, {"comma", "colon"})


def _end(text: str, code: str) -> str:
    bare = text.rstrip(_CLOSERS)
    short = _abbreviation(code) if bare.endswith(".") else None
    return "abbreviation" if short and short.search(bare, len(bare) - _LONGEST) else _ENDS.get(bare[-1:], "")


@cache
def _abbreviation(code: str) -> re.Pattern[str] | None:
    """Return what matches the abbreviations, with their point, that may stand at the end of a text."""
    patterns = wording.data_file("punctuation.toml")["abbreviation"]
    return re.compile(patterns[code]) if code in patterns else None


def _agree(one: str, other: str, kind: str) -> bool:
    if "abbreviation" in (one, other):
        return {one, other} <= {"abbreviation", "", "full stop"}
    # the Chinese preamble may be a sentence, where the other ones lead over to the text with a comma
    recital = kind == "recital" and {one, other} == {"comma", "full stop"}
    return recital or one == other or any({one, other} <= pair for pair in _ALIKE)


def _ending(row: Row) -> Iterator[Finding]:
    ends = {code: _end(text, code) for code, text in row.texts.items()}
    if len(set(ends.values())) == 1:
        return
    most = Counter(ends.values()).most_common(1)[0][0]
    odd = [code for code in ends if not _agree(ends[code], most, row.kind)]
    if odd and (len(odd) < len(ends) - 1 or len(ends) == 2):
        said = ", ".join(f"{code} {ends[code] or 'none'}" for code in ends)
        yield Finding(
            "punctuation.end", f"the texts end with different marks: {said}", tuple(_last(row, code) for code in ends)
        )


def _last(row: Row, code: str) -> Span:
    """Return the last words of a text."""
    length = len(row.texts[code])
    return around(row, code, max(0, length - 1), length)


CHECKS = (
    Check(
        "punctuation.end",
        "texts that end with different marks",
        "A question or a sentence that ends on one side only shows that a part of the text is missing or stands in the "
        "next row. Comma and semicolon between items, full stop and exclamation mark count as the same.",
        "note",
        pairs=(("zh", "ru"), ("zh", "en"), ("ru", "en")),
        row=_ending,
    ),
)
