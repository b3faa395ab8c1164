"""Language tags: ours are BCP 47 (``zh-Hans``, ``ru``, ``en``); other programs write them in many ways."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

OURS = {"zh": "zh-Hans", "ru": "ru", "en": "en"}
_TAG = re.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
_BRACKETED = re.compile(r"(?P<name>[^()（）]*[^()（）\s])\s*[(（](?P<tag>[^()（）]+)[)）]")
_ANY = "text"  # a column of texts or terms, whose language a tag says
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo", "cht"})
_SIMPLIFIED = frozenset({"hans", "cn", "sg", "my", "chs"})


class Tag(NamedTuple):
    """What a tag says: the language's code (``zh``) and, of Chinese, its script (``Hans``, ``Hant`` or nothing)."""

    code: str
    script: str = ""


@cache
def understood(tag: str) -> Tag | None:
    """Return what a tag says, such as ``ZH_cn``, ``cmn-Hans``, ``chi`` or ``rus``; None if it is none."""
    tag = tag.strip()
    if not _TAG.fullmatch(tag):
        return None
    first, *rest = re.split("[-_]", tag.lower())
    code = _three().get(first, first)
    if code != "zh":
        return Tag(code)
    traditional, simplified = _TRADITIONAL.intersection(rest), _SIMPLIFIED.intersection(rest)
    if "hans" in rest or (simplified and "hant" not in rest):
        return Tag(code, "Hans")
    return Tag(code, "Hant" if traditional else "")


@cache
def codes() -> frozenset[str]:
    """Return the codes of the languages that a column can be called by."""
    return frozenset({*OURS, *_three().values()})


@cache
def column(name: str) -> str:
    """Return what a column of other programs holds: a language, ``unit``, ``note``, ``document``, or nothing."""
    named = _columns().get(name.strip().lower(), "")
    tag = of_column(name)
    return ("" if named == _ANY else named) or (tag.code if tag and tag.code in codes() else "")


@cache
def of_column(name: str) -> Tag | None:
    """Return what the tag says by which a column is called, alone or as in ``Term (zh-CN)``; None if there is none."""
    match = _BRACKETED.fullmatch(name.strip())
    if not match:
        return understood(name)
    tag, holds = understood(match["tag"]), _columns().get(match["name"].lower(), "")
    return tag if tag and holds in (_ANY, tag.code) else None


@cache
def _columns() -> dict[str, str]:
    rows = files(__package__).joinpath("columns.tsv").read_text("utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)


@cache
def _three() -> dict[str, str]:
    """Return the two-letter codes of languages by their three-letter codes (ISO 639-2, both kinds)."""
    rows = files(__package__).joinpath("tags.tsv").read_text("utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)
