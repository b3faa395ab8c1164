"""What the first row of a table of cells names: the kind of table, its languages, and where its columns stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit import tables
from toolkit.errors import InputError
from toolkit.formats import concepts, joined
from toolkit.formats.about import BESIDE
from toolkit.formats.cells import shown
from toolkit.formats.stream import Losses
from toolkit.formats.tags import codes, of_column
from toolkit.formats.tags import column as holds
from toolkit.tables import UNITS

CODE = re.compile("[a-z]{2,3}")  # of a language
_LANGUAGE = re.compile("([a-z]{2,3})_(?:segments|lines|status|complete)")
_KNOWN = ("zh", "ru", "en")
_LATER = ("authentic",)  # columns that tables written before have not
_FIXED = frozenset(name for name in UNITS.columns if "{" not in name)
_OWN = frozenset({"unit", "confidence", "agreement", "links", "origin"})  # of which other programs may have some
_ENOUGH = 3  # names of our columns make a header ours
NAMELESS = "cells in columns without a name"  # of what is left out
_LONGEST_NAME = 40  # of a column that is called by a language


class Header(NamedTuple):
    """What the first row of a table says: the kind of table, its languages, and where its columns stand.

    ``own`` says that it is a table of ours, ``script`` which one a column of Chinese is called by (``zh-Hans``).
    """

    kind: str
    languages: list[str]
    at: dict[str, int]
    own: bool = True
    script: str = ""

    def like(self, other: Header) -> bool:
        """Return whether rows under both headers are rows of one table."""
        mine, theirs = ((each.kind, each.own, set(each.languages), "term" in each.at) for each in (self, other))
        return mine == theirs


def is_header(cells: Sequence[str]) -> bool:
    """Return whether cells are the header of a table that is read, ours or one of another program."""
    named = {holds(name) for name in cells if len(name) <= _LONGEST_NAME}
    return share_of_header(cells) >= _ENOUGH or _of_concepts(cells) or len(named & codes()) > 1


def share_of_header(cells: Iterable[str]) -> int:
    """Return how many of these cells are names of a UNITS table's fixed columns."""
    return len({cell.strip() for cell in cells} & _FIXED)


def header(cells: Sequence[str], losses: Losses | None = None) -> Header:
    """Return what a header says; columns that are no part of such a table are left out, and noted in ``losses``.

    A table of another program has at least two columns called by languages (``zh-CN``, Russian, 英文), and may have ids
    and notes.

    Raises:
        InputError: it is no header of such a table; the message names what is missing.
    """
    names = [name.strip() for name in cells]
    found = _header(names)
    beside = BESIDE if set(BESIDE) <= set(names) else ()
    gone = [shown(name) for at, name in enumerate(names) if name and at not in found.at.values() and name not in beside]
    if gone and losses is not None:
        losses.say(f"columns left out: {', '.join(gone)}")
    return found


def told_nameless(
    rows: Iterable[tuple[int, Sequence[str]]], names: Sequence[str], losses: Losses
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield rows with their numbers as they are, noting cells in columns that have no name."""
    nameless = [at for at, name in enumerate(names) if not name.strip()]
    for number, row in rows:
        for at in nameless:
            losses.drop(NAMELESS, bool(row[at].strip()))
        yield number, row


def _header(names: list[str]) -> Header:
    if _of_concepts(names):
        known = concepts.COLUMNS if "term" in names else joined.COLUMNS
        return Header("concepts", [], {name: names.index(name) for name in known if name in names}, own=False)
    if foreign := _foreign(names):
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


def _foreign(names: list[str]) -> Header | None:
    """Return what the header of another program says, or None if it is one of ours or no header of aligned texts."""
    own = share_of_header(names) >= _ENOUGH and "provision" in names
    if own or len(_OWN.intersection(names)) >= _ENOUGH or any(map(_LANGUAGE.fullmatch, names)):
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
    tag = of_column(names[found["zh"]]) if "zh" in found else None
    return Header("units", languages, found, own=False, script=f"zh-{tag.script}" if tag and tag.script else "")


def _of_concepts(names: Iterable[str]) -> bool:
    """Return whether columns are those of terms, one a row, or of concepts with their terms."""
    there = {name.strip() for name in names}
    return {"id", "language", "term"} <= there or bool(there.intersection(joined.FORMS))


def _check(names: list[str], wanted: list[str], languages: list[str]) -> None:
    there = ", ".join(shown(name) for name in names[:6] if name) or "none"
    if share_of_header(names) < _ENOUGH:
        raise InputError(
            "this is no table of aligned texts: two columns called by languages are wanted, such as zh and ru "
            f"(found: {there} …)"
        )
    missing = [name for name in wanted if name not in names and name not in _LATER]
    missing += [] if languages else ["zh, ru or en"]
    if missing:
        rest = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise InputError(
            f"this is no table of aligned texts: column {missing[0]!r}{rest} is missing (found: {there} …)"
        )
    twice = next((name for name in wanted if names.count(name) > 1), None)
    if twice:
        raise InputError(f"column {twice!r} stands twice in the table; delete one")
