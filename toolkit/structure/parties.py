"""The raw lines in which a signature block names its parties: «For …», or State and office, alone or in columns."""

from __future__ import annotations

import re

from toolkit.structure.patterns import Patterns

COLUMN = re.compile(r"\t\s*|\s{2,}")


def party(text: str, rules: Patterns) -> re.Match[str] | None:
    """Return the match, with the groups ``state`` and ``name``, of a line or column that names a party."""
    return rules.signatory.match(text) or rules.officer.match(text) or rules.titled.match(text)


def parties(line: str, rules: Patterns) -> list[str]:
    """Return the columns of a line in which each names a party, or nothing; Chinese ones need no wide gap."""
    for cells in (COLUMN.split(line), line.split() if rules.language == "zh" else []):
        matches = [party(cell, rules) for cell in cells]
        if len(cells) > 1 and all(match and not match["name"] for match in matches):
            return cells
    return []


def widest(line: str, count: int) -> list[str]:
    """Return the columns of a line, parted at its widest gaps if there are more gaps than ``count`` columns have.

    A name may be spaced out itself (秦  刚); a tab is wider than any spaces.
    """
    gaps = sorted(COLUMN.finditer(line), key=lambda gap: ("\t" in gap.group(), len(gap.group())), reverse=True)
    cuts = sorted(gaps[: count - 1], key=lambda gap: gap.start())
    edges = [0, *(edge for gap in cuts for edge in gap.span()), len(line)]
    return [line[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def columns(line: str, count: int, rules: Patterns) -> list[str]:
    """Return the columns of a line, or nothing if it has not as many as ``count``; Chinese ones need no wide gap."""
    splits = (widest(line, count), line.split() if rules.language == "zh" else [])
    return next((cells for cells in splits if len(cells) == count), [])


def roles(line: str, rules: Patterns) -> int:
    """Return how many times a line says in what role the parties sign, if it says nothing else: 代 表　　代 表."""
    plain = "".join(line.split())
    found = [match.group() for match in rules.role.finditer(plain)]
    return len(found) if "".join(found) == plain else 0
