"""Input formats: one module a format, each with one ``READER`` that turns a file's bytes into a page of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.errors import InputError
from toolkit.registry import discover


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a file, with line feeds between lines; the encoding taken and how sure that is (0 to 1)."""

    text: str
    encoding: str
    certainty: float


@dataclass(frozen=True)
class Reader:
    """One input format: its suffixes and its way from bytes to a page; ``encoding`` overrides the guess."""

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str | None], Page]


def reader(suffix: str) -> Reader:
    """Return the reader for a file suffix such as ``.txt``.

    Raises:
        InputError: there is none.
    """
    known = discover("toolkit.readers", "READER").values()
    for each in known:
        if suffix.lower() in each.suffixes:
            return each  # type: ignore[no-any-return]
    suffixes = ", ".join(sorted(s for each in known for s in each.suffixes if s))
    raise InputError(f"texts ending in {suffix!r} are not read; save it as DOCX or plain text ({suffixes})")
