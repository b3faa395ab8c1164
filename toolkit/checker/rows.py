"""The rows that checks look at: texts side by side, with what is found in them, once and only when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from toolkit import languages, recognition, values
from toolkit.checker.model import Span
from toolkit.model import Occurrence
from toolkit.values import Value

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class TableRow:
    """A row of a UNITS table; see ``model.Row``. ``number`` is its place in the table, from 1.

    ``places`` tells by language where the text stands in its own document, as numbers that can be put in order.
    """

    number: int
    unit: str
    document: str
    texts: Mapping[str, str]
    languages: tuple[str, ...]
    provision: str = ""
    kind: str = ""
    confidence: float | None = None
    agreement: str = ""
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    _values: dict[str, Sequence[Value]] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let what is found in the texts stay where it was found."""
        facts = (self.provision, self.kind, self.confidence, self.agreement, self.places)
        return TableRow, (self.number, self.unit, self.document, dict(self.texts), self.languages, *facts)

    def terms(self, language: str) -> Sequence[Occurrence]:
        """Return the terms of the glossary in use in one text; none where there are no rules for its language."""
        return self._terms.get(language, ())

    @cached_property
    def _terms(self) -> dict[str, list[Occurrence]]:
        known = {code: text for code, text in self.texts.items() if code in languages.codes()}
        return {code: found.terms for code, found in recognition.in_row(known).items()}

    def values(self, language: str) -> Sequence[Value]:
        """Return the numbers, dates and quantities in one text; none where there are no rules for its language."""
        if language not in self._values:
            known = language in self.texts and language in languages.codes()
            self._values[language] = values.values(self.texts[language], language) if known else ()
        return self._values[language]

    def whole(self, language: str) -> Span:
        """Return the whole text of a language as a span; an empty one where it has none."""
        text = self.texts.get(language, "")
        return Span(language, 0, len(text), text)

    def span(self, language: str, start: int, stop: int) -> Span:
        """Return a part of a text as a span."""
        return Span(language, start, stop, self.texts[language][start:stop])


def rows(cells: Iterable[Mapping[str, Any]], codes: Sequence[str], file: str = "") -> Iterator[TableRow]:
    """Yield the rows of a UNITS table; of a row that names no document, that is the file."""
    for number, row in enumerate(cells, start=1):
        texts = {code: row[code] for code in codes if row[code].strip()}
        yield TableRow(
            number,
            str(row["unit"]) or str(number),
            str(row["document"]) or file,
            texts,
            tuple(codes),
            str(row["provision"]),
            str(row["kind"]),
            row["confidence"],
            str(row["agreement"]),
            {code: place for code in texts if row["kind"] == "signature" and (place := _place(row, code))},
        )


def _place(row: Mapping[str, Any], code: str) -> tuple[int, ...]:
    """Return the first line of a text in its file and the numbers of its segments; nothing if the table has none."""
    lines, segments = (str(row.get(f"{code}_{what}") or "") for what in ("lines", "segments"))
    found = [int(each) for each in _NUMBER.findall(lines)[:1] + _NUMBER.findall(segments)]
    return tuple(found) if lines and segments else ()
