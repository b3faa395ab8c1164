"""Interchange formats: one module a format, each with one ``FORMAT``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FormatError, InputError, OutputError, ToolkitError
from toolkit.registry import discover

if TYPE_CHECKING:
    import pandas as pd

LIMIT = 64 << 20  # bytes of a file that is read
Marks = Mapping[tuple[int, str], tuple[tuple[int, int, str], ...]]


@dataclass(frozen=True)
class Job:
    """What a format writes.

    ``marks`` gives for a row number and language the terms to highlight as ``(start, stop, concept id)``, not
    overlapping; ``source`` the language that a format which forces a direction takes as source, None for no direction;
    ``variants`` whether admitted terms go out with the preferred ones.
    """

    table: pd.DataFrame
    marks: Marks = field(default_factory=dict)
    source: str | None = None
    variants: bool = False


@dataclass(frozen=True)
class Format:
    """One format: its suffixes, the tables it can hold, its writer, and the reader of UNITS tables if there is one.

    The reader takes the bytes and, where the user names one, the encoding.
    """

    suffixes: tuple[str, ...]
    holds: tuple[str, ...]
    write: Callable[[Job], bytes]
    read: Callable[[bytes, str | None], pd.DataFrame] | None = None


def suffixes(table: str = "units") -> tuple[str, ...]:
    """Return the suffixes of the formats that can hold a kind of table."""
    return tuple(
        sorted(
            s for each in discover("toolkit.formats", "FORMAT").values() if table in each.holds for s in each.suffixes
        )
    )


def readable() -> tuple[str, ...]:
    """Return the suffixes of the formats from which a UNITS table is read."""
    known = discover("toolkit.formats", "FORMAT").values()
    return tuple(sorted(suffix for each in known if each.read for suffix in each.suffixes))


def named(path: Path, table: str) -> Format:
    """Return the format that a file's suffix names.

    Raises:
        FormatError: there is none that can hold this kind of table.
    """
    for each in discover("toolkit.formats", "FORMAT").values():
        if path.suffix.lower() in each.suffixes and table in each.holds:
            return each  # type: ignore[no-any-return]
    suffix = path.suffix or "a file without suffix"
    raise FormatError(f"{path}: {table} can't be written as {suffix}; use one of {', '.join(suffixes(table))}")


def load(path: Path, encoding: str | None = None) -> pd.DataFrame:
    """Return the UNITS table in a file, whose suffix names the format.

    Raises:
        FormatError: files of this suffix are not read; InputError: the file can't be used.
    """
    known = discover("toolkit.formats", "FORMAT").values()
    read = next((each.read for each in known if path.suffix.lower() in each.suffixes and each.read), None)
    if read is None:
        suffix = path.suffix or "a file without suffix"
        raise FormatError(f"{path}: no table can be read from {suffix}; use one of {', '.join(readable())}")
    try:
        table: pd.DataFrame = read(_bytes(path), encoding)
    except ToolkitError as error:
        raise type(error)(f"{path}: {error}") from None
    return table


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError("this is a folder; name a file in it")
        with path.open("rb") as file:
            data = file.read(min(os.fstat(file.fileno()).st_size, LIMIT) + 1)
    except FileNotFoundError:
        raise InputError("there is no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"the file can't be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > LIMIT:
        raise InputError(f"the file has more than {LIMIT >> 20} MiB; split it")
    return data


def completed(table: pd.DataFrame) -> pd.DataFrame:
    """Return a UNITS table whose ``attrs`` were lost on the way with what its cells say.

    Raises:
        InputError: it is no such table.
    """
    from toolkit.formats.table import completed as whole

    return whole(table)


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, making its folder.

    Raises:
        OutputError: it can't be written; an older file of that name is left as it was.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path} can't be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a folder to write files in; only when all are written do they take their places in ``folder``.

    Raises:
        OutputError: a file can't take its place; then none has.
    """
    check_writable(folder)
    base = folder.absolute()
    while not base.exists():
        base = base.parent
    with tempfile.TemporaryDirectory(dir=base, prefix=".duizhao.", ignore_cleanup_errors=True) as name:
        place = Path(name)
        yield place
        files = [path.relative_to(place) for path in sorted(place.rglob("*")) if path.is_file()]
        try:
            for path in files:
                if (folder / path).is_dir():
                    raise IsADirectoryError(0, "there is a folder of that name")
            for path in files:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(place / path, folder / path)
        except OSError as error:
            raise OutputError(f"{folder / path} can't be written: {error.strerror or error}") from None


def check_writable(folder: Path) -> None:
    """Raise OutputError now if files can't be written to a folder, before long work is done in vain; make nothing."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    try:
        handle, probe = tempfile.mkstemp(dir=place, prefix=".duizhao.", suffix=".tmp")
    except OSError as error:
        raise OutputError(f"{folder} can't be written to: {error.strerror or error}") from None
    os.close(handle)
    Path(probe).unlink(missing_ok=True)
