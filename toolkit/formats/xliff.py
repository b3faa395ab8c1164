"""XLIFF 1.2 and 2.1 (OASIS): two languages, one unit a row, plain text; written and read as a stream.

XLIFF forces a direction: the user names the source, and a note in the file says that this is technical. A row that a
reviser has confirmed is approved (``approved="yes"``, state ``final``); any other that has both texts wants review
(``needs-review-translation``, ``translated``). A file of ours holds every cell, in contexts (1.2) or metadata (2.1),
and what is true of the whole table; reading gives them back, ``origin`` as the state now says. Version 2.1 has ids of
its own, since ours do not fit; ours stand as names. Characters that XML cannot carry become U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from toolkit import __version__
from toolkit.errors import InputError
from toolkit.formats import Format, Stream, Writing
from toolkit.formats.about import facts
from toolkit.formats.ids import distinct
from toolkit.formats.markup import attribute, text
from toolkit.formats.table import told
from toolkit.formats.tags import OURS
from toolkit.formats.xliff_reading import CATEGORY, METADATA, SPACES, read
from toolkit.formats.xliff_states import is_reviewed

_AT_ONCE = 500  # units
_TECHNICAL = "the direction from {} to {} is technical; it says nothing of how the texts stand to each other"


class _Sides(NamedTuple):
    """The two languages, the columns that are no text, and the tags."""

    source: str
    target: str
    columns: tuple[str, ...]
    tags: Mapping[str, str]


def write(stream: Stream, file: BinaryIO, how: Writing, version: str = "1.2") -> None:
    """Write units of two languages.

    Raises:
        InputError: there are not two languages, or the source is not named.
    """
    sides = _sides(stream, how)
    stream = told(stream)
    known = [("languages", " ".join(stream.languages)), *facts(stream.facts)]
    known.append(("direction", _TECHNICAL.format(sides.source, sides.target)))
    head, unit, foot = (_head_1, _unit_1, _FOOT_1) if version == "1.2" else (_head_2, _unit_2, _FOOT_2)
    file.write(head(sides, [(name, str(value)) for name, value in known], str(stream.facts["document"])).encode())
    rows = enumerate(distinct(stream, how.losses), start=1)
    while chunk := [unit(sides, number, row) for number, row in islice(rows, _AT_ONCE)]:
        file.write("".join(chunk).encode())
    file.write(foot)


def _sides(stream: Stream, how: Writing) -> _Sides:
    codes = stream.languages
    if len(codes) != 2:
        raise InputError(f"XLIFF holds two languages, not {', '.join(codes)}; choose with --languages {codes[0]},…")
    if how.source is None:
        raise InputError(
            f"XLIFF wants a source: name {' or '.join(codes)} (--source {codes[0]}); a note in the file will say that "
            "this is technical"
        )
    target = next(code for code in codes if code != how.source)
    # what a program shows stands nowhere else, so that what is changed there is what is read
    columns = tuple(name for name in stream.columns if name not in (*codes, "unit", "note"))
    return _Sides(how.source, target, columns, OURS | stream.facts.get("tags", {}) | dict(how.tags))


def _said(sides: _Sides, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row that are no texts and hold something."""
    for name in sides.columns:
        if (value := row[name]) or value == 0:
            yield name, str(value)


def _tag(sides: _Sides, code: str) -> str:
    return attribute(sides.tags.get(code, code))


def _head_1(sides: _Sides, known: list[tuple[str, str]], document: str) -> str:
    notes = "".join(f"<note from={attribute(name)}>{text(value)}</note>\n" for name, value in known)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="{SPACES["1.2"]}">\n'
        f"<file original={attribute(document or 'table')} source-language={_tag(sides, sides.source)} "
        f'target-language={_tag(sides, sides.target)} datatype="plaintext" tool-id="duizhao" xml:space="preserve">\n'
        f'<header>\n<tool tool-id="duizhao" tool-name="duizhao" tool-version={attribute(__version__)}/>\n'
        f"{notes}</header>\n<body>\n"
    )


_FOOT_1 = b"</body>\n</file>\n</xliff>\n"


def _unit_1(sides: _Sides, _: int, row: Mapping[str, Any]) -> str:
    said = "".join(
        f'<context context-type="x-{CATEGORY}-{name}">{text(value)}</context>' for name, value in _said(sides, row)
    )
    said = f'<context-group purpose="information">{said}</context-group>\n' if said else ""
    note = f"<note>{text(row['note'])}</note>\n" if row["note"] else ""
    approved = is_reviewed(row["origin"], sides.source, sides.target)
    state = "final" if approved else "needs-review-translation" if row[sides.source] else ""
    said_of = f' state="{state}"' if state else ""
    target = f"<target{said_of}>{text(row[sides.target])}</target>\n" if row[sides.target] else ""
    return (
        f'<trans-unit id={attribute(row["unit"])} approved="{"yes" if approved else "no"}">\n'
        f"<source>{text(row[sides.source])}</source>\n{target}{said}{note}</trans-unit>\n"
    )


def _head_2(sides: _Sides, known: list[tuple[str, str]], document: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" xmlns="{SPACES["2.1"]}" '
        f'xmlns:mda="{METADATA}" srcLang={_tag(sides, sides.source)} trgLang={_tag(sides, sides.target)}>\n'
        f'<file id="f1" original={attribute(document or "table")} xml:space="preserve">\n'
        f"{_metadata(known)}<notes>\n<note>{text(known[-1][1])}</note>\n</notes>\n"
    )


_FOOT_2 = b"</file>\n</xliff>\n"


def _metadata(found: list[tuple[str, str]]) -> str:
    if not found:
        return ""
    said = "".join(f"<mda:meta type={attribute(name)}>{text(value)}</mda:meta>" for name, value in found)
    return f'<mda:metadata><mda:metaGroup category="{CATEGORY}">{said}</mda:metaGroup></mda:metadata>\n'


def _unit_2(sides: _Sides, number: int, row: Mapping[str, Any]) -> str:
    note = f"<notes><note>{text(row['note'])}</note></notes>\n" if row["note"] else ""
    approved = is_reviewed(row["origin"], sides.source, sides.target)
    target = f"<target>{text(row[sides.target])}</target>\n" if row[sides.target] else ""
    state = "final" if approved and target else "translated" if target and row[sides.source] else "initial"
    return (
        f'<unit id="u{number}" name={attribute(row["unit"])}>\n{_metadata(list(_said(sides, row)))}{note}'
        f'<segment state="{state}">\n<source>{text(row[sides.source])}</source>\n{target}</segment>\n</unit>\n'
    )


def _format(title: str, version: str, suffixes: tuple[str, ...], others: tuple[str, ...] = ()) -> Format:
    writer, takes = partial(write, version=version), ("encoding", "source", "tags")
    return Format(suffixes, ("units",), writer, ("units",), read, True, title, takes=takes, others=others)


_OTHERS = (".sdlxliff", ".mqxliff", ".mxliff")  # of Trados, memoQ and Phrase; they are XLIFF 1.2
FORMATS = (
    _format("XLIFF 1.2", "1.2", (".xlf", ".v1.xlf"), _OTHERS),
    _format("XLIFF 2.1", "2.1", (".xliff", ".v2.xlf")),
)
