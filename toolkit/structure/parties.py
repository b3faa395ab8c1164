"""The raw lines in which a signature block names its parties: «For …», or State and office, alone or in columns."""

from __future__ import annotations

import re

from toolkit.structure.patterns import Patterns

COLUMN = re.compile(r"\t\s*|\s{2,}")


def party(text: str, rules: Patterns) -> re.Match[str] | None:
    """Return the match, with the groups ``state`` and ``name``, of a line or column that names a party."""
    return rules.signatory.match(text) or rules.officer.match(text)


def parties(line: str, rules: Patterns) -> list[str]:
    """Return the columns of a line in which each names a party, or nothing; Chinese ones need no wide gap."""
    for cells in (COLUMN.split(line), line.split() if rules.language == "zh" else []):
        matches = [party(cell, rules) for cell in cells]
        if len(cells) > 1 and all(match and not match["name"] for match in matches):
            return cells
    return []
