"""What an import makes of a termbase: which concepts are new, which change and how, which conflict."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal, get_args

from toolkit import data
from toolkit.errors import ConflictError, InputError
from toolkit.terminology import entries, keys
from toolkit.terminology.database import ask_in
from toolkit.terminology.entries import CELLS, Entry, Wanted
from toolkit.terminology.incoming import Incoming
from toolkit.terminology.termbase import Termbase
from toolkit.terminology.writing import Progress

Rule = Literal["add", "replace", "skip"]
Kind = Literal["new", "changed", "same", "skipped", "conflict"]
KINDS: tuple[Kind, ...] = get_args(Kind)
RULES: tuple[Rule, ...] = ("add", "replace", "skip")
_CHUNK = 2000
_SHOWN = 1000  # plans kept to be shown


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a concept of a file, and why; ``place`` is where it stands there."""

    kind: Kind
    id: str
    place: str
    reason: str = ""


@dataclass(slots=True)
class Report:
    """What an import did or would do: how many concepts of each kind, and the plans that are worth a look."""

    counts: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    plans: list[Plan] = field(default_factory=list)
    act: int | None = None

    def add(self, plan: Plan) -> None:
        """Count a plan, and keep it if it is to be shown."""
        self.counts[plan.kind] += 1
        if plan.kind == "conflict" or (plan.kind in ("new", "changed") and len(self.plans) < _SHOWN):
            self.plans.append(plan)


class _DryRun(Exception):
    """Leaves the transaction of a dry run."""


def merge(
    base: Termbase,
    found: Iterable[Incoming],
    who: str,
    what: str,
    rule: Rule = "add",
    sources: Sequence[dict[str, str]] = (),
    dry_run: bool = False,
    skip_conflicts: bool = False,
    progress: Progress | None = None,
    workers: int = 1,
) -> Report:
    """Put the concepts of a file in a termbase, all or none, and return what was done.

    A concept of the file is the one of the termbase that has its id or, if the file has no ids, the one that has its
    preferred terms. With the rule ``add`` its terms and what fills empty cells are added, and nothing is overwritten;
    with ``replace`` it becomes what the file says; with ``skip`` it stays. A conflict is a concept that others have
    changed since the version in the file, two concepts that the terms would fit, another preferred term in a language,
    or a concept twice in the file.

    Raises:
        ConflictError: there are conflicts, and ``skip_conflicts`` is not set; nothing was written.
        InputError: the file can't be used; TermbaseError: the termbase can't be written to.
    """
    report = Report()
    known = {row["key"] for row in base.sources()} if sources else set()
    new_sources = [each for each in sources if each["key"] not in known or rule == "replace"]

    def wanted() -> Iterator[Wanted]:
        planner = _Planner(base, rule)
        every = iter(found)
        while chunk := list(islice(every, _CHUNK)):
            for plan, change in planner.plans(chunk):
                report.add(plan)
                if change:
                    yield change
        if dry_run:
            raise _DryRun
        if report.counts["conflict"] and not skip_conflicts:
            number = report.counts["conflict"]
            first = next(plan for plan in report.plans if plan.kind == "conflict")
            said = f"{number} concept{'s conflict' if number > 1 else ' conflicts'}"
            raise ConflictError(
                f"{said}, the first at {first.place}: {first.reason}; "
                "nothing was written: see --dry-run, or write the others with --skip-conflicts"
            )

    with suppress(_DryRun):
        report.act = base.write(wanted(), who, what, new_sources, progress=progress, workers=workers)
    return report


class _Planner:
    """Compares concepts of a file with those of a termbase."""

    def __init__(self, base: Termbase, rule: Rule) -> None:
        self._base, self._rule = base, rule
        self._had_any = base.counts()[0] > 0
        self._seen: dict[str, str] = {}  # ids, and where in the file
        self._made: set[str] = set()  # ids of concepts that were not there
        # terms of concepts without ids, where, and all that is said there
        self._heads: dict[tuple[tuple[str, str], ...], tuple[str, int]] = {}
        self._taken: set[str] = set()  # of the ids that new concepts would get, those that the termbase has

    def plans(self, chunk: Sequence[Incoming]) -> Iterator[tuple[Plan, Wanted | None]]:
        """Yield what is to become of each concept."""
        # what this file has made is not what its later rows mean
        nameless = [each for each in chunk if not each.entry.id]
        matches = self._matches(nameless) if self._had_any else {}
        slugs = {_slug(each.entry) for each in nameless}
        self._taken = {id for _, id, *_ in ask_in(self._base.base, "concepts named", slugs)}
        ids = {each.entry.id for each in chunk} | {id for found in matches.values() for id in found}
        old = self._base.entries(id for id in ids if id)
        for each in chunk:
            fitting = [id for id in matches.get(each.place, []) if id not in self._made]
            if len(fitting) > 1:
                yield Plan("conflict", "", each.place, f"its terms are those of {' and '.join(fitting)}"), None
                continue
            id = each.entry.id or (fitting[0] if fitting else "")
            mine = (each.place, _content(each.entry))
            before = mine if each.entry.id else self._heads.setdefault(_heads(each.entry), mine)
            if before != mine:
                again = f"the same terms stand in the file before, at {before[0]}"
                yield Plan("same" if before[1] == mine[1] else "conflict", id, each.place, again), None
                continue
            yield self._plan(each, id, old.get(id))

    def _plan(self, each: Incoming, id: str, old: Entry | None) -> tuple[Plan, Wanted | None]:
        id = id or self._new_id(each.entry)
        entry = replace(each.entry, id=id, category=old.category if old and not each.filed else each.entry.category)
        try:
            entries.check(entry)
        except InputError as error:
            raise InputError(f"{each.place}: {error}") from None
        before = self._seen.setdefault(id, each.place)
        if before != each.place:
            return Plan("conflict", id, each.place, f"{id} stands in the file before, at {before}"), None
        if old is None:
            if each.version:
                return Plan("conflict", id, each.place, f"{id} was deleted since the file was written"), None
            self._made.add(id)
            return Plan("new", id, each.place, _named(entry)), Wanted(id, entry, 0)
        if each.version is not None and each.version != old.version and not entry.same(old):
            said = f"{id} was changed since the file was written (version {each.version}, now {old.version})"
            return Plan("conflict", id, each.place, said), None
        if self._rule == "skip" and not entry.same(old):
            return Plan("skipped", id, each.place), None
        whole = self._rule == "replace" or each.version is not None
        merged = entry if whole else _joined(old, entry)
        if isinstance(merged, str):
            return Plan("conflict", id, each.place, merged), None
        if merged.same(old):
            return Plan("same", id, each.place), None
        return Plan("changed", id, each.place, differences(old, merged)), Wanted(id, merged, old.version)

    def _matches(self, chunk: Sequence[Incoming]) -> dict[str, list[str]]:
        """Return the ids of the concepts whose preferred terms are those of concepts without id, by place."""
        sought: dict[tuple[str, str], list[str]] = {}
        for each in chunk:
            for language, term, status, *_ in each.entry.rows:
                if status == "preferred":
                    key = (language, keys.edged(keys.bare(term, language), language))
                    sought.setdefault(key, []).append(each.place)
        hits: dict[str, dict[int, int]] = {}
        for concept, language, text in ask_in(self._base.base, "terms sought", {text for _, text in sought}):
            for place in sought.get((language, text), ()):
                hits.setdefault(place, {}).setdefault(concept, 0)
                hits[place][concept] += 1
        names = {n: e.id for n, e in self._base.by_number({n for each in hits.values() for n in each}).items()}
        return {
            place: sorted(names[number] for number, count in found.items() if count == max(found.values()))
            for place, found in hits.items()
        }

    def _new_id(self, entry: Entry) -> str:
        """Return an id for a new concept that is free in the file and the termbase."""
        number, name = 1, _slug(entry)
        while name in self._seen or name in self._taken or (number > 1 and self._base.entries([name])):
            number += 1
            name = f"{_slug(entry)}-{number}"
        return name


def _heads(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return the preferred terms of a concept, folded."""
    return tuple((row[0], keys.bare(row[1], row[0])) for row in entry.rows if row[2] == "preferred")


def _content(entry: Entry) -> int:
    """Return what stands for all that is said of a concept, its terms folded."""
    return hash(tuple((row[0], keys.bare(row[1], row[0]), *row[2:]) for row in entry.rows))


def _slug(entry: Entry) -> str:
    """Return an id made from the English term of a concept."""
    term = next((row[1] for code in ("en", "zh", "ru") for row in entry.rows if row[0] == code), "")
    letters = "".join(char for char in unicodedata.normalize("NFD", term) if not unicodedata.combining(char))
    plain = re.sub(r"[^a-z0-9]+", "-", letters.lower().replace("’", "")).strip("-")[:80].strip("-")
    return plain or f"c-{hashlib.sha256(term.encode(errors='replace')).hexdigest()[:10]}"


def _named(entry: Entry) -> str:
    return " | ".join(row[1] for row in entry.rows if row[2] == "preferred")


def _joined(old: Entry, new: Entry) -> Entry | str:
    """Return the concept with what is new added, nothing overwritten; or what stands against it, in words."""
    rows = [dict(zip(CELLS, row, strict=True)) for row in old.rows]
    # the very term first; «умное» село and умное село may both be there
    have = {(row["language"], keys.bare(row["term"], row["language"])): row for row in rows}
    have |= {(row["language"], row["term"]): row for row in rows}
    preferred = {row["language"]: row["term"] for row in rows if row["status"] == "preferred"}
    for row in new.cells():
        language, folded = row["language"], keys.bare(row["term"], row["language"])
        known = have.get((language, row["term"])) or have.get((language, folded))
        if known is None:
            if row["status"] == "preferred" and language in preferred:
                return f"{old.id} has {preferred[language]} as its {language} term, the file {row['term']}"
            rows.append(row)
            have[language, row["term"]] = row
            continue
        if known["status"] != row["status"]:
            return f"{old.id}: {row['term']} is {known['status']} here, {row['status']} in the file"
        known.update({name: row[name] for name in CELLS if not known[name]})
    order = {code: at for at, code in enumerate(data.LANGUAGES)}
    rows.sort(key=lambda row: (order[row["language"]], keys.STATUSES.index(row["status"])))
    return entries.made(old.id, old.category, rows)


def differences(old: Entry, new: Entry) -> str:
    """Return in words what changes."""
    before, after = ({(row[0], row[1]): row for row in entry.rows} for entry in (old, new))
    said = [f"+ {code} {term}" for code, term in after.keys() - before.keys()]
    said += [f"- {code} {term}" for code, term in before.keys() - after.keys()]
    for key in before.keys() & after.keys():
        changed = [name for name, a, b in zip(CELLS, before[key], after[key], strict=True) if a != b]
        said += [f"~ {key[0]} {key[1]}: {', '.join(changed)}"] if changed else []
    if old.category != new.category:
        said.append(f"category {old.category} → {new.category}")
    return "; ".join(sorted(said)) or "the order of its terms"
