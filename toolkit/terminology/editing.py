"""Changes to one concept as a person makes them: terms added, taken out, given another status or another cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit import data
from toolkit.errors import InputError
from toolkit.terminology import entries, keys
from toolkit.terminology.entries import CELLS, Entry, Wanted
from toolkit.terminology.termbase import Termbase

_ALIKE = 60.0  # rapidfuzz ratio from which an id may be meant by another


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to change: ``add`` (language, status, term), ``remove`` (language, term), ``cells`` (language, term,
    column, value); another category, if one is named.
    """  # noqa: D205

    add: Sequence[tuple[str, str, str]] = ()
    remove: Sequence[tuple[str, str]] = ()
    cells: Sequence[tuple[str, str, str, str]] = ()
    category: str = ""


def edit(
    base: Termbase, id: str, changes: Changes, who: str, version: int | None = None, is_new: bool = False
) -> Entry:
    """Change a concept, or make it if it ``is_new``, and return it as it is then.

    ``version`` is the one that whoever changes it has seen; without it the newest is taken.

    Raises:
        ConflictError: it was changed since that version; InputError: the concept, a term or a column is not there, a
            new one is there already, or something can't be kept.
    """
    old = base.entries([id]).get(id)
    if version is not None and version != (old.version if old else 0):
        raise base.conflict(id)
    if old is None and not is_new:
        raise InputError(f"{missing(base, id)}; to make a new one say --new")
    if old is not None and is_new:
        raise InputError(f"there is a concept {id!r} in the termbase already; leave out --new to change it")
    new = changed(old or Entry(id, changes.category or "terms", ()), changes)
    if new.same(old):
        raise InputError(f"{id} is so already; nothing was changed")
    known = old.version if old else 0
    base.write([Wanted(id, new, known if version is None else version)], who, f"edit {id}")
    return base.entries([id])[id]


def delete(base: Termbase, id: str, who: str, version: int | None = None) -> None:
    """Take a concept out.

    Raises:
        ConflictError: it was changed since the version that was seen; InputError: it is not there.
    """
    old = base.entries([id]).get(id)
    if old is None:
        raise InputError(missing(base, id))
    base.write([Wanted(id, None, old.version if version is None else version)], who, f"delete {id}")


def missing(base: Termbase, id: str) -> str:
    """Return a line saying that there is no concept of an id, with the id there is that looks most like it."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    nearest = extractOne(id, base.ids(), scorer=ratio, score_cutoff=_ALIKE)
    return f"there is no concept {id!r} in the termbase" + (f"; the nearest id is {nearest[0]!r}" if nearest else "")


def changed(entry: Entry, changes: Changes) -> Entry:
    """Return a concept with changes made.

    Raises:
        InputError: a term or column is not there, or a term would stand twice.
    """
    rows = entry.cells()
    for language, term in changes.remove:
        rows.remove(_row(rows, entry.id, language, term))
    for language, status, term in changes.add:
        if any((row["language"], row["term"]) == (language, term) for row in rows):
            raise InputError(f"{entry.id} has the {language} term {term} already")
        rows.append(dict.fromkeys(CELLS, "") | {"language": language, "status": status, "term": term})
    for language, term, column, value in changes.cells:
        if column not in CELLS:
            raise InputError(f"no column {column!r}; there are {', '.join(CELLS)}")
        _row(rows, entry.id, language, term)[column] = value
    order = {name: at for at, name in enumerate((*data.LANGUAGES, *keys.STATUSES))}
    rows.sort(key=lambda row: (order.get(row["language"], 0), order.get(row["status"], 0)))
    for code in data.LANGUAGES:
        if sum((row["language"], row["status"]) == (code, "preferred") for row in rows) > 1:
            raise InputError(f"{entry.id} would have two preferred {code} terms; give the other another status first")
    new = entries.made(entry.id, changes.category or entry.category, rows, entry.version)
    entries.check(new)
    return new


def _row(rows: list[dict[str, str]], id: str, language: str, term: str) -> dict[str, str]:
    found = next((row for row in rows if (row["language"], row["term"]) == (language, term)), None)
    if found is None:
        have = ", ".join(row["term"] for row in rows if row["language"] == language) or "none"
        raise InputError(f"{id} has no {language} term {term!r}; it has {have}")
    return found
