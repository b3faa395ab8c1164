"""What reading has in common: from the header and rows of a file to a UNITS table."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit import tables
from toolkit.errors import InputError
from toolkit.tables import UNITS

if TYPE_CHECKING:
    import pandas as pd

_LANGUAGE = re.compile("([a-z]{2,3})_(?:segments|lines|status|complete)")
CODE = re.compile("[a-z]{2,3}")  # of a language
_KNOWN = ("zh", "ru", "en")
_LATER = ("authentic",)  # columns that tables written before have not
_LARGEST_NAME = 40  # of a cell shown in an error


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, with empty texts where there is no value."""
    rows = table.to_dict("records")
    return [{str(k): "" if v is None or v != v else v for k, v in row.items()} for row in rows]


def facts(attrs: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return what is true of a whole table as names and values, such as ``title (ru)``."""
    found: list[tuple[str, Any]] = [(f"title ({code})", title) for code, title in attrs["titles"].items()]
    found += [(f"status ({code})", label) for code, label in attrs["labels"].items()]
    found += [("document", attrs.get("document", ""))]
    found += [("remark", remark) for remark in attrs["remarks"]]
    found += [(f"not 1-1, {pair}", each) for pair, each in attrs["not one to one"].items()]
    return [*found, ("made by", attrs["signature"])]


def facts_of(found: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what names and values as of ``facts`` say of the whole table; others are left out."""
    out: dict[str, Any] = {"titles": {}, "labels": {}, "remarks": [], "not one to one": {}}
    for name, value in found:
        match = re.fullmatch(r"(title|status) \(([a-z]+)\)|not 1-1, ([a-z]+-[a-z]+)", name)
        if match and match[1]:
            out["titles" if match[1] == "title" else "labels"][match[2]] = value
        elif match and share(value) == share(value):
            out["not one to one"][match[3]] = share(value)
        elif name == "remark":
            out["remarks"].append(value)
        elif name in ("document", "made by"):
            out["signature" if name == "made by" else name] = value
    return out


def share_of_header(cells: Iterable[str]) -> int:
    """Return how many of these cells are names of a UNITS table's fixed columns."""
    return len({cell.strip() for cell in cells} & {name for name in UNITS.columns if "{" not in name})


def places(header: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """Return the languages that a header names, and where each column of their UNITS table stands; others are left out.

    Raises:
        InputError: it is no header of such a table; the message names what is missing.
    """
    names = [name.strip() for name in header]
    languages = [name for name in names if name in _KNOWN or (CODE.fullmatch(name) and f"{name}_segments" in names)]
    languages = list(dict.fromkeys(languages))
    for name in names:
        found = _LANGUAGE.fullmatch(name)
        if found and found[1] not in languages:
            languages.append(found[1])
    wanted = tables.columns(UNITS, languages)
    _check(names, wanted, languages)
    return languages, {name: names.index(name) for name in wanted if name in names}


def _check(names: list[str], wanted: list[str], languages: list[str]) -> None:
    if len(set(names) & set(tables.columns(tables.TERMS, _KNOWN))) > len(set(names) & set(wanted)):
        raise InputError("this is a table of terms, not of aligned texts")
    missing = [name for name in wanted if name not in names and name not in _LATER]
    missing += [] if languages else ["zh, ru or en"]
    if missing:
        rest = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        there = ", ".join(shown(name) for name in names[:6] if name) or "none"
        raise InputError(
            f"this is no table of aligned texts: column {missing[0]!r}{rest} is missing (found: {there} …)"
        )
    twice = next((name for name in wanted if names.count(name) > 1), None)
    if twice:
        raise InputError(f"column {twice!r} stands twice in the table; delete one")


def shown(text: str) -> str:
    """Return a text fit for an error: one line, not long."""
    text = " ".join(text.split())
    return text if len(text) <= _LARGEST_NAME else f"{text[:_LARGEST_NAME]}…"


def restored(
    rows: Iterable[tuple[str, Mapping[str, str]]], languages: Sequence[str], facts: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the UNITS table of rows, each with a word on where it stands in the file.

    ``facts`` is what the file says of the whole table (``frame.attrs``). What it doesn't say is taken from the rows
    (document, titles, labels) or empty (remarks, signature, shares of links not 1-1).

    Raises:
        InputError: a confidence is no number from 0 to 1.
    """
    import pandas as pd

    names = tables.columns(UNITS, languages)
    cells: list[dict[str, Any]] = []
    for where, row in rows:
        if any(row.values()):
            cells.append({**{name: row.get(name, "") for name in names}, "confidence": _confidence(where, row)})
    frame = pd.DataFrame(cells, columns=names)
    if len(languages) > 1 and cells:
        frame["confidence"] = frame["confidence"].astype(float)
    frame.attrs = _attrs(cells, languages, facts)
    return frame


def completed(table: pd.DataFrame) -> pd.DataFrame:
    """Return a UNITS table whose ``attrs`` were lost on the way (as `pandas.concat` does) with what its cells say.

    Raises:
        InputError: it is no such table.
    """
    if "languages" in table.attrs:
        return table
    languages, _ = places([str(name) for name in table.columns])
    out = table.copy()
    out.attrs = _attrs(records(table), languages, {})
    return out


def _attrs(cells: Sequence[Mapping[str, Any]], languages: Sequence[str], facts: Mapping[str, Any]) -> dict[Any, Any]:
    """Return what is true of a whole table: what a file says of it, else what its cells say."""
    titles = {code: " ".join(c[code] for c in cells if c["kind"] == "title" and c[code]) for code in languages}
    labels = {code: next((c[f"{code}_status"] for c in cells if c[f"{code}_status"]), "") for code in languages}
    return {
        "table": "units",
        "document": facts.get("document") or next((c["document"] for c in cells), ""),
        "languages": list(languages),
        "titles": {code: facts.get("titles", {}).get(code, titles[code]) for code in languages},
        "labels": {code: facts.get("labels", {}).get(code, labels[code]) for code in languages},
        "remarks": list(facts.get("remarks", ())),
        "signature": facts.get("signature", ""),
        "not one to one": dict(facts.get("not one to one", {})),
    }


def _confidence(where: str, row: Mapping[str, str]) -> float | None:
    text = row.get("confidence", "").strip()
    if not text:
        return None
    number = share(text)
    if not 0 <= number <= 1:  # nor is what is no number
        raise InputError(f"{where}: confidence {shown(text)!r} is no number from 0 to 1")
    return number


def share(text: str) -> float:
    """Return a number as spreadsheet programs write it, with point or comma, or as per cent; NaN for anything else."""
    whole = text.strip().replace(",", ".")
    try:
        return float(whole[:-1]) / 100 if whole.endswith("%") else float(whole)
    except ValueError:
        return math.nan
