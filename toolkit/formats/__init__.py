"""Interchange formats: one module a format, each with one ``FORMAT`` (or several in ``FORMATS``).

A format writes a ``Stream`` to a file and, if it can, reads one; ``save`` and the like write files whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from toolkit.errors import FormatError, InputError
from toolkit.formats.files import check_writable, opened, replacing, save, staged
from toolkit.formats.stream import LIMIT, Losses, Reading, Stream, Writing
from toolkit.registry import discover

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LIMIT", "Format", "Losses", "Reading", "Stream", "Writing", "check_writable", "known", "load", "located", "named",
    "opened", "readable", "reader", "reading", "replacing", "save", "staged", "suffixes", "units", "whole", "write",
]  # fmt: skip


@dataclass(frozen=True)
class Format:
    """One format.

    ``suffixes`` may be double (``.v2.tbx``); of those that a file's name ends with, the longest counts. ``holds`` are
    the kinds of table that ``write`` takes, ``gives`` those that come of ``read``: ``Stream`` says which there are.
    ``title`` is what it is called. ``read`` gets a file that can be read again from any place, and rows come of it as
    long as that is open; it raises InputError, at once or while rows are taken. ``write`` notes in ``Writing.losses``
    what the format can't hold. ``streams`` says that neither wants more memory for a larger file, ``shows`` that it
    is for reading: terms are highlighted in it, ``texts`` that texts may have its suffixes, too. ``takes`` are the
    choices of ``Writing`` and ``Reading`` that make a difference in it. ``others`` are suffixes that programs give to
    such files, which are read and not written.
    """

    suffixes: tuple[str, ...]
    holds: tuple[str, ...]
    write: Callable[[Stream, BinaryIO, Writing], None]
    gives: tuple[str, ...] = ()
    read: Callable[[BinaryIO, Reading], Stream] | None = None
    streams: bool = False
    title: str = ""
    shows: bool = False
    texts: bool = False
    takes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def read_as(self) -> tuple[str, ...]:
        """The suffixes of files that it reads."""
        return (*self.suffixes, *self.others)


@cache
def known() -> tuple[Format, ...]:
    """Return all formats, by the names of their modules."""
    several = (each for found in discover("toolkit.formats", "FORMATS").values() for each in found)
    return (*discover("toolkit.formats", "FORMAT").values(), *several)


def suffixes(table: str = "units") -> tuple[str, ...]:
    """Return the suffixes of the formats that can hold a kind of table."""
    return tuple(sorted(suffix for each in known() if table in each.holds for suffix in each.suffixes))


def readable(table: str = "units") -> tuple[str, ...]:
    """Return the suffixes of the formats from which a kind of table is read, without those that texts have too."""
    return tuple(sorted(s for each in known() if table in each.gives and not each.texts for s in each.read_as))


def named(path: Path, table: str) -> Format:
    """Return the format that a file's suffix names.

    Raises:
        FormatError: there is none that can hold this kind of table.
    """
    found = _longest(path, [(each, each.suffixes) for each in known() if table in each.holds])
    if found is None:
        raise FormatError(
            f"{path}: {table} can't be written as {_suffix(path)}; use one of {', '.join(suffixes(table))}"
        )
    return found


def reader(path: Path, *tables: str) -> Format:
    """Return the format, named by a file's suffix, from which some kind of table is read; units if none is named.

    Raises:
        FormatError: there is none.
    """
    wanted = tables or ("units",)
    fitting = [(each, each.read_as) for each in known() if set(wanted) & set(each.gives)]
    found = _longest(path, fitting)
    if found is None:
        there = sorted({suffix for _, suffixes in fitting for suffix in suffixes})
        raise FormatError(f"{path}: no table can be read from {_suffix(path)}; use one of {', '.join(there)}")
    return found


def _suffix(path: Path) -> str:
    return path.suffix or "a file without suffix"


def _longest(path: Path, formats: list[tuple[Format, tuple[str, ...]]]) -> Format | None:
    name = path.name.lower()
    fitting = [(len(suffix), each) for each, suffixes in formats for suffix in suffixes if name.endswith(suffix)]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None


@contextmanager
def reading(path: Path, how: Reading = Reading(), chosen: Format | None = None) -> Iterator[Stream]:
    """Give the table in a file, whose suffix names the format; its rows come while the file is open.

    Raises:
        FormatError: files of this suffix are not read; InputError: the file can't be used; the message begins with it.
    """
    chosen = chosen or reader(path)
    assert chosen.read
    with ExitStack() as stack:
        try:
            file = stack.enter_context(opened(path))
            size = file.seek(0, SEEK_END)
            file.seek(0)
            stream = chosen.read(file, how)
        except InputError as error:
            raise _at(path, error) from None
        yield replace(stream, rows=located(path, stream.rows), done=lambda: (file.tell(), size))


@contextmanager
def units(path: Path, how: Reading = Reading()) -> Iterator[Stream]:
    """Give the table of aligned texts in a file, as ``reading`` does.

    Raises:
        FormatError, InputError: as ``reading``; or it is a table of something else.
    """
    with reading(path, how) as stream:
        if stream.kind != "units":
            raise InputError(f"{path}: this is a table of terms, not of aligned texts")
        yield stream


def load(path: Path, encoding: str | None = None) -> pd.DataFrame:
    """Return the UNITS table in a file, whose suffix names the format.

    Raises:
        FormatError: files of this suffix are not read; InputError: the file can't be used.
    """
    from toolkit.formats.table import frame

    with units(path, Reading(encoding)) as stream:
        return frame(stream)


def located(path: Path, rows: Iterable[Any]) -> Iterator[Any]:
    """Yield rows; an error on the way names the file."""
    try:
        yield from rows
    except InputError as error:
        raise _at(path, error) from None


def _at(path: Path, error: InputError) -> InputError:
    return error if str(error).startswith(f"{path}: ") else type(error)(f"{path}: {error}")


def write(path: Path, stream: Stream, how: Writing = Writing(), chosen: Format | None = None) -> None:
    """Write a table to a file, whole or not at all; its suffix names the format.

    Raises:
        FormatError: there is none for such a table; OutputError: the file can't be written; InputError: as the rows
            come, or the table can't be written so.
    """
    chosen = chosen or named(path, stream.kind)
    try:
        with replacing(path) as file:
            chosen.write(stream, file, how)
    except UnicodeEncodeError:
        raise InputError("the table holds half a character (a lone surrogate), which no file can") from None


def whole(file: BinaryIO, how: Reading) -> bytes:
    """Return all bytes of a file that is not too large.

    Raises:
        InputError: it is, or it can't be read.
    """
    try:
        size = file.seek(0, SEEK_END)
        file.seek(0)
        data = file.read(min(size, how.limit) + 1)
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror or error}") from None
    if len(data) > how.limit:
        raise InputError(f"the file has more than {how.limit >> 20} MiB; split it, or set the limit (--limit)")
    return data
