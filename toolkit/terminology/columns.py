"""What the columns of a table of terms from another program hold, by their names or by a mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit import data
from toolkit.errors import InputError
from toolkit.formats.tags import of_column
from toolkit.terminology import joined, keys

_COMMON = ("id", "category", "version", "domain", "note", "related", "source", "confidence", *joined.SAID)
OF_TERM = ("part_of_speech", "gender", "number", "documents", "usage", "note", "source", "confidence", "pinyin")
_SHORT = {"": "preferred", "variants": "admitted"}
_SAME = {
    "chinese": "zh", "китайский": "zh", "中文": "zh", "russian": "ru", "русский": "ru", "俄文": "ru", "english": "en",
    "английский": "en", "英文": "en",
}  # fmt: skip


def fields() -> list[str]:
    """Return what columns can be mapped to."""
    return [*_COMMON, *(f"{code}.{each}" for code in data.LANGUAGES for each in (*keys.STATUSES, *OF_TERM))]


def is_header(names: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Return whether cells are all the names that a mapping wants, or name the terms of two languages."""
    if mapping:
        return set(mapping.values()) <= set(names)
    terms = {field for field in map(_field, names) if field.endswith(".preferred") and field in fields()}
    return {"id", "language", "term"} <= set(names) or len(terms) > 1


def placed(header: Sequence[str], mapping: Mapping[str, str], path: Path) -> dict[str, list[int]]:
    """Return the columns by what they hold."""
    for field, name in mapping.items():
        if _field(field) not in fields():
            raise InputError(f"no field {field!r}; a column can hold {', '.join(_COMMON)}, zh, zh.admitted, zh.note …")
        if name not in header:
            raise InputError(f"{path} has no column {name!r}; it has {', '.join(filter(None, header))}")
    named = {name: _field(field) for field, name in mapping.items()}
    found: dict[str, list[int]] = {}
    for at, name in enumerate(header):
        field = named.get(name) or _field(name)
        if field in fields() and (name in named or field not in named.values()):
            found.setdefault(field, []).append(at)
    if not any(f"{code}.preferred" in found for code in data.LANGUAGES):
        raise InputError(
            f"{path}: no column holds terms; say which does, as in --map ru=COLUMN (it has {', '.join(header)})"
        )
    return found


def _field(name: str) -> str:
    """Return the field that a name means: ``ru`` and ``Term (ru-RU)`` ru.preferred, ``ru_variants`` ru.admitted."""
    plain = _SAME.get(name.strip().lower(), name.strip().lower())
    code, _, rest = plain.replace("_", ".", 1).partition(".")
    tag = of_column(name)
    if tag and tag.code in data.LANGUAGES and tag.script != "Hant" and (code not in data.LANGUAGES or len(rest) == 2):
        return f"{tag.code}.preferred"
    return f"{code}.{_SHORT.get(rest, rest)}" if code in data.LANGUAGES else plain
