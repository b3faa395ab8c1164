"""What tables of cells have in common: which columns a header names, and rows of texts as rows of a ``Stream``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit import tables
from toolkit.errors import InputError
from toolkit.formats import concepts
from toolkit.formats.stream import Losses, Stream
from toolkit.formats.tags import codes, understood
from toolkit.formats.tags import column as holds
from toolkit.model import Concept
from toolkit.tables import UNITS

if TYPE_CHECKING:
    import pandas as pd

_LANGUAGE = re.compile("([a-z]{2,3})_(?:segments|lines|status|complete)")
CODE = re.compile("[a-z]{2,3}")  # of a language
_KNOWN = ("zh", "ru", "en")
FACTS = ("document", "languages", "titles", "labels", "remarks", "signature", "not one to one", "tags")
_LATER = ("authentic",)  # columns that tables written before have not
_LARGEST_NAME = 40  # of a cell shown in an error
_FIXED = frozenset(name for name in UNITS.columns if "{" not in name)
_OWN = frozenset({"provision", "confidence", "agreement", "links", "origin"})  # other programs have no such columns
_ORIGIN = re.compile(r"(?:machine|reviewed(?:[\s,;]+[a-z]{2,3}[-–—][a-z]{2,3})*)?")
_AHEAD = 1000  # rows that are looked at to say what is true of a whole table that does not say it itself
Cells = tuple[str, Mapping[str, str]]  # a word on where a row stands, and its cells by column


class Header(NamedTuple):
    """What the first row of a table says: the kind of table, its languages, and where its columns stand.

    ``own`` says that it is a table of ours, ``script`` which one a column of Chinese is called by (``zh-Hans``).
    """

    kind: str
    languages: list[str]
    at: dict[str, int]
    own: bool = True
    script: str = ""


def records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, with empty texts where there is no value and None where there is no number."""
    names = [str(name) for name in table.columns]
    for row in table.itertuples(index=False, name=None):
        yield {
            name: (None if name == "confidence" else "") if value is None or value != value else value
            for name, value in zip(names, row, strict=True)
        }


def check_values(row: Mapping[str, Any], languages: Sequence[str]) -> None:
    """Raise InputError if a row says of its links or its texts what is none of the words for it."""
    if not _ORIGIN.fullmatch(_plain(row.get("origin"))):
        why = "write reviewed, machine, or reviewed and the pairs, such as reviewed zh-ru"
        raise InputError(f"row {shown(str(row['unit']))}: origin is {shown(str(row['origin']))!r}; {why}")
    for name in ("agreement", *(f"{code}_complete" for code in languages)):
        if _plain(row.get(name)) not in ("", "yes", "no"):
            raise InputError(f"row {shown(str(row['unit']))}: {name} is {shown(str(row[name]))!r}; write yes or no")


def _plain(cell: object) -> str:
    return str(cell or "").strip().lower()


def stream_of(table: pd.DataFrame) -> Stream:
    """Return a table as a stream; its ``attrs`` say what it is."""
    columns = tuple(str(name) for name in table.columns)
    facts = {"languages": [], **{str(name): fact for name, fact in table.attrs.items()}}
    return Stream(str(table.attrs.get("table", "table")), records(table), facts, columns)


def frame(stream: Stream) -> pd.DataFrame:
    """Return a stream of units as a UNITS table.

    Raises:
        InputError: it holds something else, a row says what none of the words for it is, or as its rows come.
    """
    import pandas as pd

    if stream.kind != "units":
        raise InputError("this is a table of terms, not of aligned texts")
    rows = list(stream.rows)
    for row in rows if stream.own else ():
        check_values(row, stream.languages)
    names = tables.columns(UNITS, stream.languages)
    table = pd.DataFrame(rows, columns=names)
    if len(stream.languages) > 1 and rows:
        table["confidence"] = table["confidence"].astype(float)
    table.attrs = _attrs(rows, stream.languages, stream.facts)
    return table


def completed(table: pd.DataFrame) -> pd.DataFrame:
    """Return a UNITS table whose ``attrs`` were lost on the way (as `pandas.concat` does) with what its cells say.

    Raises:
        InputError: it is no such table.
    """
    if "languages" in table.attrs:
        return table
    found = header([str(name) for name in table.columns])
    out = table.copy()
    out.attrs = _attrs(list(records(table)), found.languages, {})
    return out


def told(stream: Stream) -> Stream:
    """Return a stream of units whose facts are whole: what it does not say itself is what its first rows say."""
    rows = iter(stream.rows)
    first = list(islice(rows, _AHEAD))
    facts = {**stream.facts, **_attrs(first, stream.languages, stream.facts)}
    return replace(stream, rows=chain(first, rows), facts=facts)


def only(stream: Stream, languages: Sequence[str], losses: Losses) -> Stream:
    """Return a stream with some of its languages, in the given order; rows without text in them are left out.

    Raises:
        InputError: it has no such language, or one is named twice.
    """
    missing = next((code for code in languages if code not in stream.languages), None)
    if missing or len(set(languages)) < len(languages):
        what = f"the table has no language {missing!r}" if missing else "a language is named twice"
        raise InputError(f"{what}; it has {', '.join(stream.languages)}")
    facts = {**stream.facts, "languages": list(languages)}
    if stream.kind == "concepts":
        return replace(stream, rows=_concepts_in(stream.rows, languages), facts=facts)
    if stream.kind != "units":
        return replace(stream, facts=facts)
    for name in ("titles", "labels", "tags"):
        if name in facts:
            facts[name] = {code: facts[name][code] for code in languages if code in facts[name]}
    pairs = facts.get("not one to one", {}).items()
    facts["not one to one"] = {pair: each for pair, each in pairs if set(pair.split("-")) <= set(languages)}
    names = tables.columns(UNITS, languages)
    return replace(stream, rows=_of(stream.rows, names, languages, losses), facts=facts, columns=tuple(names))


def _concepts_in(rows: Iterable[Concept], languages: Sequence[str]) -> Iterator[Concept]:
    """Yield concepts with their terms in some languages; those without any are left out."""
    for each in rows:
        terms = tuple(term for term in each.terms if term.language in languages)
        if terms:
            yield replace(each, terms=terms)


def _of(
    rows: Iterable[dict[str, Any]], names: Sequence[str], languages: Sequence[str], losses: Losses
) -> Iterator[dict[str, Any]]:
    """Yield the columns of rows that have text in some language, and of their notes those on no other language."""
    for row in rows:
        if any(row[code] for code in languages):
            said = [each for each in row["note"].split(" | ") if not _on_other(each, languages)]
            yield {**{name: row[name] for name in names}, "note": " | ".join(said)}
        else:
            losses.drop("rows without text in these languages")


def _on_other(note: str, languages: Sequence[str]) -> bool:
    code, found, _ = note.partition(": ")
    return bool(found) and code in _KNOWN and code not in languages


def flat(stream: Stream) -> tuple[tuple[str, ...], Iterable[Mapping[str, Any]]]:
    """Return the columns and rows that a table has as cells; of concepts there is one row a term."""
    if stream.kind == "concepts":
        return concepts.COLUMNS, concepts.rows(stream.rows)
    return stream.columns, stream.rows


def facts(attrs: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return what is true of a whole table as names and values, such as ``title (ru)``."""
    found: list[tuple[str, Any]] = [(f"title ({code})", title) for code, title in attrs.get("titles", {}).items()]
    found += [(f"status ({code})", label) for code, label in attrs.get("labels", {}).items()]
    found += [(f"tag ({code})", tag) for code, tag in attrs.get("tags", {}).items()]
    found += [("document", attrs.get("document", ""))]
    found += [("remark", remark) for remark in attrs.get("remarks", ())]
    found += [(f"not 1-1, {pair}", each) for pair, each in attrs.get("not one to one", {}).items()]
    return [*found, ("made by", attrs.get("signature", ""))]


def facts_of(found: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what names and values as of ``facts`` say of the whole table; others are left out."""
    out: dict[str, Any] = {"titles": {}, "labels": {}, "remarks": [], "not one to one": {}}
    keys = {"title": "titles", "status": "labels", "tag": "tags"}
    for name, value in found:
        match = re.fullmatch(r"(title|status|tag) \(([a-z]+)\)|not 1-1, ([a-z]+-[a-z]+)", name)
        if match and match[1]:
            out.setdefault(keys[match[1]], {})[match[2]] = value
        elif match and share(value) == share(value):
            out["not one to one"][match[3]] = share(value)
        elif name == "remark":
            out["remarks"].append(value)
        elif name in ("document", "made by"):
            out["signature" if name == "made by" else name] = value
    return out


def checked_facts(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file says in JSON of the whole table, as far as it is of the right kind.

    Raises:
        InputError: a text is something else.
    """
    kinds = {"document": str, "signature": str, "languages": list, "remarks": list}
    facts = {name: about[name] for name in FACTS if isinstance(about.get(name), kinds.get(name, dict))}
    for name, value in facts.items():
        inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        wanted = (int, float) if name == "not one to one" else str
        if not all(isinstance(each, wanted) for each in inner):
            raise InputError(f"{name!r}, which is said of the whole table, holds something else than it should")
    return facts


def share_of_header(cells: Iterable[str]) -> int:
    """Return how many of these cells are names of a UNITS table's fixed columns."""
    return len({cell.strip() for cell in cells} & _FIXED)


def header(cells: Sequence[str], losses: Losses | None = None) -> Header:
    """Return what a header says; columns that are no part of such a table are left out.

    A table of another program has at least two columns called by languages (``zh-CN``, Russian, 英文), and may have ids
    and notes; what is left out of it is noted in ``losses``.

    Raises:
        InputError: it is no header of such a table; the message names what is missing.
    """
    names = [name.strip() for name in cells]
    if {"id", "language", "term"} <= set(names):
        return Header("concepts", [], {name: names.index(name) for name in concepts.COLUMNS if name in names})
    if foreign := _foreign(names, losses or Losses()):
        return foreign
    languages = [name for name in names if name in _KNOWN or (CODE.fullmatch(name) and f"{name}_segments" in names)]
    languages = list(dict.fromkeys(languages))
    for name in names:
        found = _LANGUAGE.fullmatch(name)
        if found and found[1] not in languages:
            languages.append(found[1])
    wanted = tables.columns(UNITS, languages)
    _check(names, wanted, languages)
    return Header("units", languages, {name: names.index(name) for name in wanted if name in names})


def _foreign(names: list[str], losses: Losses) -> Header | None:
    """Return what the header of another program says, or None if it is one of ours or no header of aligned texts."""
    if _OWN.intersection(names) or any(_LANGUAGE.fullmatch(name) for name in names) or _of_terms(names):
        return None
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        field = holds(name)
        if field in found and field in codes():
            raise InputError(f"columns {names[found[field]]!r} and {name!r} are both {field}; delete one")
        if field:
            found.setdefault(field, at)
    languages = [name for name in found if name in codes()]
    if len(languages) < 2:
        return None
    gone = [shown(name) for at, name in enumerate(names) if name and at not in found.values()]
    if gone:
        losses.say(f"columns left out: {', '.join(gone)}")
    tag = understood(names[found["zh"]]) if "zh" in found else None
    return Header("units", languages, found, own=False, script=f"zh-{tag.script}" if tag and tag.script else "")


def _of_terms(names: list[str]) -> bool:
    return any(name in names for name in tables.columns(tables.TERMS, _KNOWN) if name not in _KNOWN and "_" in name)


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


def stream(found: Iterable[Cells], known: Header, facts: Mapping[str, Any]) -> Stream:
    """Return the table of rows, each with a word on where it stands in the file; empty ones are left out.

    ``facts`` is what the file says of the whole table.

    Raises:
        InputError: as the rows come, if a confidence is no number from 0 to 1.
    """
    filled = (each for each in found if any(each[1].values()))
    if known.kind == "concepts":
        return Stream("concepts", concepts.concepts(filled), {"languages": list(_KNOWN)})
    names = tables.columns(UNITS, known.languages)
    rows = _units(filled, names) if known.own else _numbered(_units(filled, names))
    tags = {"tags": {"zh": known.script}} if known.script else {}
    return Stream("units", rows, {**facts, "languages": list(known.languages), **tags}, tuple(names), known.own)


def _units(found: Iterable[Cells], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for where, row in found:
        yield {**{name: row.get(name, "") for name in names}, "confidence": confidence(where, row)}


def _numbered(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield rows, those without id with their number as id."""
    for number, row in enumerate(rows, start=1):
        yield row if row["unit"] else {**row, "unit": str(number)}


def _attrs(rows: Sequence[Mapping[str, Any]], languages: Sequence[str], facts: Mapping[str, Any]) -> dict[Any, Any]:
    """Return what is true of a whole table: what a file says of it, else what its rows say."""
    titles = {code: " ".join(c[code] for c in rows if c["kind"] == "title" and c[code]) for code in languages}
    labels = {code: next((c[f"{code}_status"] for c in rows if c[f"{code}_status"]), "") for code in languages}
    return {
        "table": "units",
        "document": facts.get("document") or next((c["document"] for c in rows), ""),
        "languages": list(languages),
        "titles": {code: facts.get("titles", {}).get(code, titles[code]) for code in languages},
        "labels": {code: facts.get("labels", {}).get(code, labels[code]) for code in languages},
        "remarks": list(facts.get("remarks", ())),
        "signature": facts.get("signature", ""),
        "not one to one": dict(facts.get("not one to one", {})),
        **({"tags": dict(facts["tags"])} if facts.get("tags") else {}),
    }


def confidence(where: str, row: Mapping[str, str]) -> float | None:
    """Return the confidence that a row states, or None.

    Raises:
        InputError: it is no number from 0 to 1.
    """
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
