"""Faults in ``names.csv``: names and terms that do not stand where it says, or were read in another text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit import data
from toolkit.errors import TableError
from toolkit.model import Document
from toolkit.segmenter import segment
from toolkit.validation.style import Fault

_KINDS = ("name", "term")


def faults(file: Path, digest: str, document: Document | None) -> Iterator[Fault]:
    """Yield what is wrong with the names and terms found by reading.

    Args:
        file: the ``names.csv``; nothing is wrong if there is none.
        digest: the SHA-256 of the Chinese text that was read.
        document: the Chinese text.
    """
    place = f"corpus/{file.parent.name}/names.csv"
    if not file.exists():
        return
    if document is None:
        yield Fault(place, 1, "", "corpus.names", "there is no Chinese text in which these names could stand")
        return
    if digest != document.identity.sha256:
        yield Fault(place, 1, "", "corpus.names", "the zh text is not the one in which these names were found; read it")
    texts = {each.id: "".join(document.text[each.start : each.stop].split()) for each in segment(document).segments}
    seen: set[tuple[str, str]] = set()
    for row in data.table(file, data.NAME_COLUMNS):
        if isinstance(row, TableError):
            yield Fault(place, row.line, row.column, "corpus.names", row.reason)
            continue
        for column, message in _wrong(row.cells, texts, seen):
            yield Fault(place, row.line, column, "corpus.names", message)
        seen.add((row.cells["segment"], row.cells["text"]))


def _wrong(cells: dict[str, str], texts: dict[str, str], seen: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each column of a row that is wrong, and what is wrong with it."""
    name = cells["text"]
    if cells["segment"] not in texts:
        yield "segment", f"there is no zh segment {cells['segment']}"
    elif not name.strip() or "".join(name.split()) not in texts[cells["segment"]]:
        yield "text", f"{name!r} does not stand in {cells['segment']}"
    if cells["kind"] not in _KINDS:
        yield "kind", f"{cells['kind']!r} is none of {', '.join(_KINDS)}"
    if (cells["segment"], name) in seen:
        yield "text", f"{name} is named twice in {cells['segment']}"
