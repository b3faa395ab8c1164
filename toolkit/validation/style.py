"""Faults as values, and the house style, which is a data file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# a Latin word that could be Cyrillic by its looks alone: «договор o мире», «CCCP»
LOOKALIKE = re.compile(r"(?<!\w)[aceopxyABCEHKMOPTX]+(?!\w)")
CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
MIXED = re.compile(r"[^\W\d_]*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])[^\W\d_]*")


class Fault(NamedTuple):
    """A fault: where it is, the rule it breaks, and what to do."""

    file: str
    line: int
    column: str
    rule: str
    message: str


@cache
def rules(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns that our own text in a language must not have, each with what to write instead."""
    raw = tomllib.loads(files(__package__).joinpath("house_style.toml").read_text("utf-8"))
    return tuple((re.compile(each["pattern"]), each["message"]) for each in [*raw[code], *raw["any"]])
