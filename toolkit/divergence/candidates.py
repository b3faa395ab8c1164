"""Candidates of divergence: what checks find between authentic texts, in the words of the law of treaties."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.checker import checks, wording
from toolkit.checker.telling import BETWEEN
from toolkit.model import Block

WEIGHTS = ("high", "medium", "low")
_BY_SEVERITY = {"error": "high", "warning": "medium", "note": "low"}
_WANTED = re.compile(r": «[^»]*»(?: or its like)? is wanted$")  # by the glossary, which is no text of a treaty
_DOUBT = "completeness.doubtful"
_PLAIN = ("应", "应当")  # obligations that the present tense of a Russian article may answer
WRITTEN = ("disposition", "correction", "comment")  # columns that are the reviser's


@cache
def kinds() -> Mapping[str, Mapping[str, str]]:
    """Return what becomes a candidate, and of which kind and weight, by the names of checks or families."""
    found: dict[str, dict[str, str]] = {}
    raw = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text("utf-8"))

    def take(name: str, table: Mapping[str, Any]) -> None:
        facts = {key: value for key, value in table.items() if isinstance(value, str)}
        if facts:
            found[name] = facts
        for key, value in table.items():
            if isinstance(value, dict):
                take(f"{name}.{key}", value)

    for family, table in raw.items():
        take(family, table)
    return found


def kind(rule: str) -> Mapping[str, str] | None:
    """Return the kind and weight of what a check finds, or None if that is no candidate."""
    parts = rule.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((kinds()[name] for name in names if name in kinds()), None)


def wanted() -> tuple[str, ...]:
    """Return the names of the checks whose findings are candidates."""
    return tuple(name for name in checks() if kind(name))


def candidates(findings: Iterable[Mapping[str, Any]], languages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield rows of a CONCORDANCE table for rows of a FINDINGS table; what quotes the same words is one candidate."""
    seen: dict[tuple[str, frozenset[str]], dict[str, Any]] = {}
    for each in findings:
        facts = kind(each["rule"])
        if facts is None or not enters(each, languages):
            continue
        made = _candidate(each, facts, languages)
        first = seen.setdefault((made["unit"], frozenset(made["quoted"].split(BETWEEN))), made)
        if first is not made:
            _joined(first, made)
    sure = {made["unit"] for made in seen.values() if made["rule"] != _DOUBT}
    for made in seen.values():
        if made.pop("rule") != _DOUBT or made["unit"] not in sure:  # what is in doubt shows in what was found there
            yield made


def enters(finding: Mapping[str, Any], languages: Sequence[str]) -> bool:
    """Whether a row of a FINDINGS table becomes a candidate, if its check is one that is wanted."""
    return any(_quotes(finding, code) for code in languages) and not _is_free(finding, languages)


def _joined(first: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Add to a candidate what another one says of the same words; the graver of them names the kind."""
    said = list(dict.fromkeys((first["difference"], other["difference"])))
    if WEIGHTS.index(other["weight"]) < WEIGHTS.index(first["weight"]):
        first.update({name: other[name] for name in ("candidate", "kind", "weight", "suggestion", "reason")})
        said.reverse()
    first["difference"] = "; ".join(said)


def _is_free(finding: Mapping[str, Any], languages: Sequence[str]) -> bool:
    """Whether this is a set phrase that the other text has in words of its own, most of them those of the glossary."""
    return finding["rule"] == "terms.missing" and finding["suggestion"] in _phrases() and _half(finding, languages)


@cache
def _phrases() -> frozenset[str]:
    """Return the preferred terms of concepts that are phrases in Chinese, in all languages."""
    known = wording.concepts().values()
    phrases = (each for each in known if any(t.part_of_speech == "phrase" for t in each.of("zh", "preferred")))
    return frozenset(each.preferred(code) for each in phrases for code in wording.LANGUAGES)


def _half(finding: Mapping[str, Any], languages: Sequence[str]) -> bool:
    """Whether the text that lacks a term has half of the words of it that carry meaning."""
    words = wording.bearing(finding["suggestion"])
    without = [code for code in languages if finding[f"{code}_at"] == f"0-{len(finding[code])}"]
    there = [sum(bool(wording.times(finding[code], word, code)) for word in words) for code in without if code != "zh"]
    return bool(there) and len(words) > 1 and 2 * min(there) >= len(words)


def _quotes(finding: Mapping[str, Any], code: str) -> bool:
    """Whether a finding quotes words of a text."""
    spans = (part.partition("-") for part in finding[f"{code}_at"].split())
    return any(int(start) < int(stop) for start, _, stop in spans)


def _candidate(each: Mapping[str, Any], facts: Mapping[str, str], languages: Sequence[str]) -> dict[str, Any]:
    provision = each["provision"] or each["unit"]
    return {
        "rule": each["rule"],
        "candidate": name(facts["kind"], each["document"], provision, each["quoted"]),
        "document": each["document"],
        "unit": each["unit"],
        "provision": each["provision"],
        "place": Block("", each["provision"], 0, 0).place if each["provision"] else each["unit"],
        "kind": facts["kind"],
        "weight": _weight(each, facts, languages),
        "difference": _WANTED.sub("", each["message"]),
        "quoted": each["quoted"],
        "suggestion": each["suggestion"],
        "reason": facts["reason"],
        "state": "",
        **dict.fromkeys(WRITTEN, ""),
        **{code: each[code] for code in languages},
        **{f"{code}_at": each[f"{code}_at"] for code in languages},
    }


def _weight(each: Mapping[str, Any], facts: Mapping[str, str], languages: Sequence[str]) -> str:
    weight = facts.get("weight") or _BY_SEVERITY[each["severity"]]
    lighter = (each["rule"] == "terms.missing" and _half(each, languages)) + 2 * _may_be_present(each, languages)
    return WEIGHTS[min(WEIGHTS.index(weight) + lighter, len(WEIGHTS) - 1)]


def _may_be_present(each: Mapping[str, Any], languages: Sequence[str]) -> bool:
    """Whether a plain 应 stands against a Russian text with no such word, whose present tense may oblige as well."""
    if each["rule"] != "modality.missing" or "ru" not in languages:
        return False
    parts = [part.partition(": ") for part in each["quoted"].split(BETWEEN)]
    return each["ru_at"] == f"0-{len(each['ru'])}" and all(
        words in _PLAIN for code, _, words in parts if code == "zh" and words != each["zh"].strip()
    )


def name(sort: str, document: str, provision: str, quoted: str) -> str:
    """Return what a candidate is known by when the texts are compared again."""
    said = "\t".join((sort, document, provision, quoted))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10]
