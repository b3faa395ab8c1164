"""What a reviser wrote in an earlier report, carried into a new one, whatever has become of the texts meanwhile.

A candidate whose words still stand in the same texts is known again, also in another provision, since an article put in
gives all that follow another number. One of the same kind in the same provision or in much the same texts that quotes
much the same words takes over what was written, to be read again; one that quotes others is another difference, which
nobody has decided. What was written on a candidate that is there no more stays at the end of the report, and so do rows
that the reviser added; what stands in a column of the reviser's own becomes part of the comment. Nothing that somebody
wrote is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from toolkit import tables
from toolkit.checker.telling import BETWEEN
from toolkit.divergence.candidates import WRITTEN
from toolkit.divergence.candidates import name as name_of

_Row = dict[str, Any]
_Find = Callable[[_Row], _Row | None]
_ADDED = "added"  # the state of a row that the reviser wrote
_ALIKE = 80  # of 100: from here on two texts are one, reworded
_WORDS_ALIKE = 50  # of 100: the same of the few words that are quoted


def carried(now: Sequence[_Row], before: Sequence[Mapping[str, str]], languages: Sequence[str]) -> list[_Row]:
    """Return the rows of a new report with what was written in the old one; ``state`` says how each stands to that.

    ``known`` is one that was there, ``moved`` one that stood in another provision, ``changed`` one that was there with
    other words or texts, ``new`` one that was not, ``gone`` one that is no more, and ``added`` a row of the reviser's
    own.
    """
    left, added = _read(before, languages)
    out = {row["candidate"]: {**row, "state": "new"} for row in now}
    ways: tuple[tuple[str, _Find], ...] = (
        ("known", lambda row: _same(row, left.get(row["candidate"]), languages)),
        ("moved", lambda row: next((old for old in left.values() if _moved(row, old, languages)), None)),
        ("changed", lambda row: left.get(row["candidate"])),
        ("changed", lambda row: _nearest(row, left, languages)),
    )
    for state, find in ways:
        for row in out.values():
            if row["state"] == "new" and (old := find(row)):
                del left[old["candidate"]]
                _take(row, old, state)
    kept = (old for old in left.values() if any(old[name].strip() for name in WRITTEN))
    return [*out.values(), *_last(kept, "gone", languages), *_last(added, _ADDED, languages)]


def _same(row: _Row, old: _Row | None, languages: Sequence[str]) -> _Row | None:
    """Return an old row if its texts are those of a new one."""
    return old if old and all(old.get(code, "") == row[code] for code in languages) else None


def _moved(row: _Row, old: _Row, languages: Sequence[str]) -> bool:
    """Whether a new row says of the same texts the same as an old one did."""
    said = all(old.get(each, "") == row[each] for each in ("document", "kind", "quoted"))
    return said and _same(row, old, languages) is not None


def _read(before: Iterable[Mapping[str, str]], languages: Sequence[str]) -> tuple[dict[str, _Row], list[_Row]]:
    """Return the rows of an old report by candidate, and those that the reviser added."""
    found: dict[str, _Row] = {}
    added: dict[str, _Row] = {}
    for row in (_with_own_columns(each, languages) for each in before):
        candidate, state = row.get("candidate", "").strip(), row.get("state", "").strip()
        if state == _ADDED or not candidate:
            if any(cell.strip() for cell in row.values()):
                said = "\t".join(row.get(each, "") for each in ("place", "difference", *WRITTEN))
                candidate = candidate or name_of(_ADDED, row.get("document", ""), row.get("provision", ""), said)
                added[candidate] = {**row, "candidate": candidate}
        elif first := found.get(candidate):
            _join(first, row)  # a row that was copied
        else:
            found[candidate] = {**row, "candidate": candidate}
    return found, list(added.values())


def _with_own_columns(row: Mapping[str, str], languages: Sequence[str]) -> _Row:
    """Return a row of which what stands in columns that no report has is in the comment."""
    schema = {*tables.columns(tables.CONCORDANCE, languages)}
    own = {
        each: cell
        for each, cell in row.items()
        if cell.strip() and each not in schema and f"{each}_at" not in row and not each.endswith("_at")
    }
    written = {each: row.get(each, "") for each in WRITTEN}
    written["comment"] = "\n".join(filter(None, (written["comment"], *(f"{each}: {own[each]}" for each in own))))
    return {**{each: cell for each, cell in row.items() if each not in own}, **written}


def _join(first: _Row, row: Mapping[str, str]) -> None:
    """Add to what is written on a candidate what another row has of it."""
    for each in WRITTEN:
        if row[each].strip() and row[each] not in first[each].split("\n"):
            first[each] = "\n".join(filter(None, (first[each], row[each])))


def _take(row: _Row, old: Mapping[str, str], state: str) -> None:
    row.update({name: old.get(name, "") for name in WRITTEN}, state=state)


def _nearest(row: _Row, left: Mapping[str, _Row], languages: Sequence[str]) -> _Row | None:
    """Return the old candidate of the same kind whose words are most like a new one's, of those that can be meant."""
    likely = [
        old
        for old in left.values()
        if old.get("kind", "") == row["kind"]
        and old.get("document") in (row["document"], "", None)  # unknown where a program drops what is not shown
        and (old.get("provision", "") == row["provision"] or _alike(row, old, languages))
    ]
    return max(
        (old for old in likely if _likeness(row, old, languages) >= _WORDS_ALIKE),
        key=lambda old: (_alike(row, old, languages), _likeness(row, old, languages)),
        default=None,
    )


def _likeness(row: _Row, old: _Row, languages: Sequence[str]) -> float:
    """Return how like the words that two rows quote are, of 100, in the language in which they are most so."""
    if not old.get("quoted"):
        return 100.0 * (old.get("difference") == row.get("difference"))
    ours, theirs = _words(row, languages), _words(old, languages)
    return max((fuzz.ratio(ours[code], theirs[code]) for code in ours.keys() & theirs.keys()), default=0.0)


def _words(row: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Return the words that a row quotes by language, but for a whole text, which stands for words that it lacks."""
    parts = [part.partition(": ") for part in row.get("quoted", "").split(BETWEEN)]
    pairs = [(code, words) for code, _, words in parts if code in languages and words != row.get(code, "").strip()]
    return {code: " ".join(words for other, words in pairs if other == code) for code, _ in pairs}


def _alike(row: _Row, old: _Row, languages: Sequence[str]) -> bool:
    """Whether the texts of two rows are much the same."""
    return all(fuzz.ratio(old.get(code, ""), row[code]) >= _ALIKE for code in languages)


def _last(rows: Iterable[Mapping[str, str]], state: str, languages: Sequence[str]) -> Iterator[_Row]:
    """Yield old rows as rows of a new report, for its end."""
    columns = tables.columns(tables.CONCORDANCE, languages)
    return ({**{each: old.get(each, "") for each in columns}, "state": state} for old in rows)
