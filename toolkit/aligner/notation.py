"""Links in Vecalign's notation: one a line, ``[0,1]:[2]:0.98``, with numbers of lines from 0; an empty list is nothing.

A third field is the link's score, here the probability that it is right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.model import Bead

_LINK = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(\S+)\s*)?")


class ScoredLink(NamedTuple):
    """Line numbers of both sides, from 0, and the score if one is given."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float | None = None


def write(beads: Iterable[Bead]) -> str:
    """Return beads as lines in Vecalign's notation."""
    return "".join(
        f"[{','.join(map(str, range(*bead.source)))}]:[{','.join(map(str, range(*bead.target)))}]:{bead.score:.4f}\n"
        for bead in beads
    )


def read(path: Path) -> list[ScoredLink]:
    """Return the links in a file; empty lines are passed over.

    Raises:
        InputError: the file can't be read, or a line is no link.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} holds no links: it is not UTF-8 text") from None
    return [_link(path, number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _link(path: Path, number: int, line: str) -> ScoredLink:
    match = _LINK.fullmatch(line)
    try:
        if not match:
            raise ValueError
        source, target = (tuple(sorted(int(n) for n in side.split(",") if n.strip())) for side in match.groups()[:2])
        score = float(match[3]) if match[3] else None
    except ValueError:
        raise InputError(f"{path}:{number}: this is no link such as [0,1]:[2]: {line[:40]!r}") from None
    if score is not None and not math.isfinite(score):
        raise InputError(f"{path}:{number}: the score of a link must be a number, not {match[3]}")
    return ScoredLink(source, target, score)
