"""What a reviser wrote in an earlier report, carried into a new one, whatever has become of the texts meanwhile.

A candidate whose words still stand in the same provision is known again. One of the same kind in the same provision
with other words, nearest in wording, takes over what was written, to be read again. What was written on a candidate
that is there no more stays at the end of the report: nothing that somebody wrote is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from toolkit.divergence.candidates import WRITTEN

_Row = dict[str, Any]


def carried(now: Sequence[_Row], before: Sequence[Mapping[str, str]], languages: Sequence[str]) -> list[_Row]:
    """Return the rows of a new report with what was written in the old one; ``state`` says how each stands to that.

    ``known`` is one that was there, ``changed`` one that was there with other words or texts, ``new`` one that was
    not, and ``gone`` one that is no more.
    """
    left = {row["candidate"]: row for row in before if row.get("candidate")}
    out = {row["candidate"]: {**row, "state": "new"} for row in now}
    for name, row in out.items():
        if old := left.pop(name, None):
            same = all(old.get(code, "") == row[code] for code in languages)
            _take(row, old, "known" if same else "changed")
    for row in out.values():
        if row["state"] == "new" and (old := _nearest(row, left)):
            del left[old["candidate"]]
            _take(row, old, "changed")
    return [*out.values(), *_gone(left.values(), languages)]


def _take(row: _Row, old: Mapping[str, str], state: str) -> None:
    row.update({name: old.get(name, "") for name in WRITTEN}, state=state)


def _nearest(row: Mapping[str, Any], left: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """Return the old candidate of the same kind and provision whose words are most like a new one's."""
    key = ("document", "provision", "kind")
    same = [old for old in left.values() if all(old.get(each, "") == row[each] for each in key)]
    return max(same, key=lambda old: fuzz.ratio(old.get("quoted", ""), row["quoted"]), default=None)


def _gone(left: Any, languages: Sequence[str]) -> Iterator[_Row]:
    for old in left:
        if any(old.get(name, "").strip() for name in WRITTEN):
            places = {f"{code}_at": old.get(f"{code}_at", "") for code in languages}
            texts = {code: old.get(code, "") for code in languages}
            named = ("candidate", "document", "unit", "provision", "place", "kind", "weight", "difference", "quoted")
            more = {name: old.get(name, "") for name in (*named, "suggestion", "reason", *WRITTEN)}
            yield {**more, **texts, **places, "state": "gone"}
