"""Samples of each check: texts in which it finds something, and texts like them in which it does not; TOML files.

A sample is a row by language, or several under ``rows``; ``quoted`` stands in what the finding quotes, ``languages``
are those of the table where a row has no text in one of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.checker.rows import TableRow, rows

_CODE = re.compile("[a-z]{2}")
_FACTS = ("unit", "document", "provision", "kind", "confidence", "agreement")


@dataclass(frozen=True)
class Sample:
    """Rows, and what the finding in them quotes if it is said."""

    rows: tuple[TableRow, ...]
    quoted: str = ""


@dataclass(frozen=True)
class Samples:
    """The samples of a check: those in which it finds something, and those in which it does not."""

    fails: tuple[Sample, ...] = ()
    passes: tuple[Sample, ...] = ()


def of(name: str) -> Samples:
    """Return the samples of a check."""
    return known().get(name, Samples())


@cache
def known() -> dict[str, Samples]:
    """Return all samples by the names of checks."""
    found: dict[str, Samples] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            for name, kinds in tomllib.loads(file.read_text("utf-8")).items():
                fails, passes = (tuple(map(_sample, kinds.get(kind, ()))) for kind in ("fails", "passes"))
                found[name] = Samples(fails, passes)
    return found


def _sample(raw: Mapping[str, Any]) -> Sample:
    given = raw.get("rows", [raw])
    codes = raw.get("languages") or list(dict.fromkeys(key for row in given for key in row if _CODE.fullmatch(key)))
    blank = {**dict.fromkeys((*_FACTS, *codes), ""), "confidence": None, "document": "sample"}
    cells = ({**blank, **{key: row[key] for key in row if key in blank}} for row in given)
    return Sample(tuple(rows(cells, codes)), raw.get("quoted", ""))
