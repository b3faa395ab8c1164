"""What the formats of findings share: the quoted places of a row of a FINDINGS table, and a table as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LEVELS = ("error", "warning", "note")


def where(row: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """Return where a finding is: its unit, after its file if several were checked."""
    return f"{row['file']}: {row['unit']}" if len(facts.get("files", ())) > 1 else str(row["unit"])


def places(row: Mapping[str, Any], language: str) -> list[tuple[int, int]]:
    """Return where the quoted words stand in the text of a language, from the first."""
    found = (part.partition("-") for part in row[f"{language}_at"].split())
    return sorted((int(start), int(stop)) for start, _, stop in found)


def marks(row: Mapping[str, Any], language: str, languages: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places to show as marked: a whole text only if nothing narrower is quoted in any language."""
    narrow = any(stop - start < len(row[code]) for code in languages for start, stop in places(row, code))
    found = places(row, language)
    return [(start, stop) for start, stop in found if stop - start < len(row[language])] if narrow else found


def spans(row: Mapping[str, Any], languages: Sequence[str]) -> list[dict[str, Any]]:
    """Return the quoted places of all languages as plain values."""
    return [
        {"language": code, "start": start, "stop": stop, "text": row[code][start:stop]}
        for code in languages
        for start, stop in places(row, code)
    ]


def rules(facts: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return the checks that were run, as the table says, or else those that found something."""
    said = list(facts.get("rules", ()))
    names = {each["name"] for each in said}
    for row in rows:
        if row["rule"] not in names:
            names.add(row["rule"])
            said.append({"name": row["rule"], "title": "", "why": row["reason"], "severity": row["severity"]})
    return said
