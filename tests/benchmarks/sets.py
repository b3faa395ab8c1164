"""Development sets in Vecalign's notation: ``manifest.json`` and, per document, ``.src``, ``.tgt`` and ``.gold``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

_LINK = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\]")
Links = list[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Pair:
    """One document of a set: its sentences on both sides and the gold links."""

    name: str
    source: list[str]
    target: list[str]
    gold: Links


def load(folder: Path) -> list[Pair]:
    """Return the documents of a set."""
    names = json.loads((folder / "manifest.json").read_text("utf-8"))["docs"]
    return [
        Pair(name, *(_lines(folder / f"{name}.{side}") for side in ("src", "tgt")), links(folder / f"{name}.gold"))
        for name in names
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def links(path: Path) -> Links:
    """Return the links of a gold or prediction file."""
    found = (_LINK.match(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [(_numbers(each[1]), _numbers(each[2])) for each in found if each]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())
