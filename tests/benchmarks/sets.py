"""Development sets in Vecalign's notation: ``manifest.json`` and, per document, ``.src``, ``.tgt`` and ``.gold``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from toolkit.aligner import lines, notation

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
    return [
        Pair(name, *(lines.read(folder / f"{name}.{side}") for side in ("src", "tgt")), links(folder / f"{name}.gold"))
        for name in _manifest(folder)["docs"]
    ]


def languages(folder: Path) -> tuple[str, str]:
    """Return the languages of a set."""
    said = _manifest(folder)
    return said["src"], said["tgt"]


def _manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def links(path: Path) -> Links:
    """Return the links of a gold or prediction file."""
    return [(each.source, each.target) for each in notation.read(path)]
