"""Checks of aligned texts: one module a family of checks, each with ``CHECKS``; what runs them and what is accepted.

``samples/`` holds, for each check, texts in which it finds something and texts in which it does not.
"""

from __future__ import annotations

from functools import cache

from toolkit.checker.model import ANY, Check, Finding, Row, Severity, Span, Watcher
from toolkit.registry import discover

__all__ = ["ANY", "Check", "Finding", "Row", "Severity", "Span", "Watcher", "checks"]


@cache
def checks() -> dict[str, Check]:
    """Return all checks by their names."""
    found = [check for several in discover("toolkit.checker", "CHECKS").values() for check in several]
    return {check.name: check for check in sorted(found, key=lambda each: each.name)}
