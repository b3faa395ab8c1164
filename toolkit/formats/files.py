"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import InputError, OutputError


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Give a file to read.

    Raises:
        InputError: it can't be read.
    """
    try:
        if path.is_dir():
            raise InputError("this is a folder; name a file in it")
        file = path.open("rb")
    except FileNotFoundError:
        raise InputError("there is no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"the file can't be read: {getattr(error, 'strerror', None) or error}") from None
    with file:
        yield file


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it takes the place of an older one of that name only when it is whole.

    Raises:
        OutputError: it can't be written; an older file of that name is left as it was.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}."[:80], suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"{path} can't be written: {error.strerror or error}") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, making its folder.

    Raises:
        OutputError: it can't be written; an older file of that name is left as it was.
    """
    with replacing(path) as file:
        file.write(data)


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
