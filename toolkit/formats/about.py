"""What is true of a whole table, as names and values that stand beside its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.cells import share

BESIDE = ("about", "about_value")  # columns in which it stands in a CSV
_NAMED = re.compile(r"(title|status|tag) \(([a-z]+)\)|not 1-1, ([a-z]+-[a-z]+)")
_TECHNICAL = "the direction from {} is technical; it says nothing of how the texts stand to each other"
_DIRECTION = re.compile(re.escape(_TECHNICAL).replace(r"\{\}", r"\S+"))
_PLAIN = ("document", "remark", "made by")
FACTS = ("document", "languages", "titles", "labels", "remarks", "signature", "not one to one", "tags")


def facts(attrs: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return what is true of a whole table as names and values, such as ``title (ru)``."""
    found: list[tuple[str, Any]] = [(f"title ({code})", title) for code, title in attrs.get("titles", {}).items()]
    found += [(f"status ({code})", label) for code, label in attrs.get("labels", {}).items()]
    found += [(f"tag ({code})", tag) for code, tag in attrs.get("tags", {}).items()]
    found += [("document", attrs.get("document", ""))]
    found += [("remark", remark) for remark in attrs.get("remarks", ())]
    found += [(f"not 1-1, {pair}", each) for pair, each in attrs.get("not one to one", {}).items()]
    return [*found, ("made by", attrs.get("signature", ""))]


def notes(attrs: Mapping[Any, Any], source: str | None = None) -> Iterator[str]:
    """Yield what is true of a whole table as notes that a CAT tool shows, with a ``source`` that was asked for."""
    for code, title in attrs.get("titles", {}).items():
        yield f"{code}: {title}"
    yield from attrs.get("remarks", ())
    if attrs.get("signature"):
        yield f"aligned by {attrs['signature']}"
    if source:
        yield _TECHNICAL.format(source)


def others(found: Iterable[str], attrs: Mapping[Any, Any]) -> list[str]:
    """Return the notes on a table that are none of those of ``notes``."""
    ours = set(notes(attrs))
    return [each for each in found if each.strip() and each not in ours and not _DIRECTION.fullmatch(each)]


def names_fact(name: str) -> bool:
    """Return whether a name is one of those of ``facts``."""
    return name in _PLAIN or bool(_NAMED.fullmatch(name))


def facts_of(found: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what names and values as of ``facts`` say of the whole table; others are left out."""
    out: dict[str, Any] = {"titles": {}, "labels": {}, "remarks": [], "not one to one": {}}
    keys = {"title": "titles", "status": "labels", "tag": "tags"}
    for name, value in found:
        match = _NAMED.fullmatch(name)
        if match and match[1]:
            out.setdefault(keys[match[1]], {})[match[2]] = value
        elif match and share(value) == share(value):
            out["not one to one"][match[3]] = share(value)
        elif name == "remark":
            out["remarks"].append(value)
        elif name in ("document", "made by"):
            out["signature" if name == "made by" else name] = value
    return out


def checked_facts(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file says in JSON of the whole table, as far as it is of the right kind.

    Raises:
        InputError: a text is something else.
    """
    kinds = {"document": str, "signature": str, "languages": list, "remarks": list}
    facts = {name: about[name] for name in FACTS if isinstance(about.get(name), kinds.get(name, dict))}
    for name, value in facts.items():
        inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        wanted = (int, float) if name == "not one to one" else str
        if not all(isinstance(each, wanted) for each in inner):
            raise InputError(f"{name!r}, which is said of the whole table, holds something else than it should")
    return facts
