"""JSON Lines (UTF-8, one object a row): every cell by its column, ``confidence`` a number or null.

The first row of aligned texts has what is true of the whole table under ``about``. Of concepts there is one row a term.
Read are also the files of other programs, if their objects name languages; a key that stands twice in an object and
numbers that JSON does not have (NaN) are errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from toolkit.errors import InputError
from toolkit.formats import Format, Losses, Reading, Stream, Writing, encodings
from toolkit.formats.about import FACTS, checked_facts
from toolkit.formats.cells import checked, shown
from toolkit.formats.header import Header, header
from toolkit.formats.table import Cells, flat, stream
from toolkit.formats.tags import codes

_LONGEST = 64 << 20  # bytes of a line
_AHEAD = 100  # rows whose keys are looked at


def write(found: Stream, file: BinaryIO, _: Writing) -> None:
    """Write a table."""
    columns, rows = flat(found)
    about = {name: found.facts[name] for name in FACTS if name in found.facts} if found.kind == "units" else {}
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    first = True
    for row in rows:
        cells = {name: row[name] for name in columns}
        file.write(encode({**cells, "about": about} if first and about else cells).encode() + b"\n")
        first = False
    if first and about:
        file.write(encode({"about": about}).encode() + b"\n")


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the table in a JSON Lines file.

    Raises:
        InputError: it is no sound JSON, or holds no such table; at once or as the rows come.
    """
    rows = objects(file, encodings.asked_for(file, how) or "utf-8")
    start, first = next(rows, ("", None))
    if first is None:
        raise InputError("the file is empty")
    about = first.pop("about", None)
    facts = checked_facts(about) if isinstance(about, dict) else {}
    if not first and "languages" in facts:
        return stream((), Header("units", facts["languages"], {}), facts, how.losses)
    ahead = [(start, first)]
    while len(ahead) < _AHEAD and (row := next(rows, None)):
        ahead.append(row)
    names = list(dict.fromkeys(name for _, row in ahead for name in row))
    known = header(names, how.losses)
    known = known._replace(languages=facts.get("languages") or known.languages)
    return stream(_cells(chain(ahead, rows), names, known, how.losses), known, facts, how.losses)


def _cells(
    rows: Iterable[tuple[str, dict[str, Any]]], names: list[str], known: Header, losses: Losses
) -> Iterator[Cells]:
    """Yield the cells of rows by column; of a key that first comes late a note is still taken, a language is not."""
    columns, met = {names[at]: name for name, at in known.at.items()}, set(names)
    for where, row in rows:
        if not row.keys() <= met:
            late = [name for name in row if name not in met]
            met.update(late)
            names = [*names, *late]
            at = {name: at for name, at in header(names).at.items() if name in known.at or name not in codes()}
            columns = {names[place]: name for name, place in at.items()}
            if gone := [shown(name) for name in late if name not in columns]:
                losses.say(f"columns left out: {', '.join(gone)}")
        yield where, {columns[name]: _cell(where, name, value) for name, value in row.items() if name in columns}


def _cell(where: str, name: str, value: object) -> str:
    if isinstance(value, str):
        return checked(where, value)
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value)
    raise InputError(f"{where}: {shown(name)!r} holds no text")


def objects(file: BinaryIO, encoding: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object of each line that has one, with its place."""
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
    file.seek(0)
    number = 0
    while line := file.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise InputError(f"line {number} has more than {_LONGEST >> 20} MiB")
        try:
            text = line.decode("utf-8-sig" if number == 1 and encoding == "utf-8" else encoding).strip("\r\n\t ")
            found = decoder.decode(text) if text else None
            if "\\u" in text:
                json.dumps(found, ensure_ascii=False).encode()  # half a character is none
        except UnicodeError:
            raise InputError(
                f"line {number} is not {encoding}, or has half a character; JSON Lines are UTF-8"
            ) from None
        except LookupError:
            raise InputError(f"no encoding is called {encoding!r}") from None
        except (ValueError, RecursionError) as error:
            why = "too deeply nested" if isinstance(error, RecursionError) else str(error).partition(": line")[0]
            raise InputError(f"line {number} is no sound JSON: {why}") from None
        if isinstance(found, dict):
            yield f"line {number}", found
        elif text:
            raise InputError(f"line {number} holds no JSON object")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r} stands twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


FORMAT = Format(
    (".jsonl", ".ndjson"),
    ("units", "concepts", "terms", "faults", "occurrences", "concordance"),
    write,
    ("units", "concepts"),
    read,
    streams=True,
    title="JSON Lines",
    takes=("encoding",),
)
