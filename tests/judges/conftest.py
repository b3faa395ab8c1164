"""The judges: a package, a program or a file of a package, or the test is skipped, and the judge named at the end."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path

import pytest

MISSING = "judge not installed: "


def missing(name: str) -> None:
    """Skip a test for want of its judge."""
    pytest.skip(f"{MISSING}{name}")


def package(module: str, name: str = ""):
    """Return a module of a judge."""
    try:
        return importlib.import_module(module)
    except ImportError:
        missing(name or module.partition(".")[0])


def program(*names: str) -> str:
    """Return the path of a program that goes by one of some names."""
    found = next(filter(None, map(shutil.which, names)), "")
    if not found:
        missing(names[0])
    return found


def file(path: str, name: str) -> Path:
    """Return a file of a Debian package: installed, or unpacked in the folder that JUDGES names."""
    for root in filter(None, (os.environ.get("JUDGES"), "build/judges", "/")):
        if (found := Path(root, path.lstrip("/"))).exists():
            return found
    missing(name)
    raise AssertionError


def pytest_terminal_summary(terminalreporter) -> None:
    """List the judges that are not installed."""
    reasons = (str(each.longrepr) for each in terminalreporter.stats.get("skipped", []))
    names = {each.partition(MISSING)[2].rstrip("')") for each in reasons if MISSING in each}
    if names:
        terminalreporter.write_line(f"judges not installed: {', '.join(sorted(names))}", yellow=True)
