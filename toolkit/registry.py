"""A folder as a registry: every module of a package that has a given attribute."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any


@cache
def discover(room: str, attribute: str) -> dict[str, Any]:
    """Return ``{module name: its attribute}`` for each module of package ``room`` that has it, by name."""
    package = import_module(room)
    found = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        value = getattr(import_module(f"{room}.{info.name}"), attribute, None)
        if value is not None:
            found[info.name] = value
    return found
