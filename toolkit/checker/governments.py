"""Governments as parties: an agreement between Governments names them in title, opening and signature of every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row

_PLACES = ("title", "opening", "signature")


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(wording.data_file("governments.toml")[name][language])


def _governments(row: Row) -> Iterator[Finding]:
    """Yield title, opening or signature of which one text names Governments where another names States."""
    codes = wording.texts(row) if row.kind in _PLACES else []
    found = {code: list(_pattern("governments", code).finditer(row.texts[code])) for code in codes}
    fewer = [code for code in codes if len(found[code]) < max(map(len, found.values()))]
    if fewer and not any(_pattern("several", code).search(row.texts[code]) for code in codes):
        quoted = [part for code in codes if code not in fewer for part in wording.spans(row, code, found[code])]
        message = f"a Government acts in {wording.among(c for c in codes if c not in fewer)}, fewer of them in "
        spans = (*quoted, *(row.whole(code) for code in fewer))
        yield Finding("parties.government", message + wording.among(fewer), spans)


CHECKS = (
    Check(
        "parties.government",
        "a Government in one text, the State in another",
        "An agreement between Governments binds the States, but is not one between States: title, opening and "
        "signature name the same in every text.",
        "error",
        pairs=wording.PAIRS,
        row=_governments,
    ),
)
