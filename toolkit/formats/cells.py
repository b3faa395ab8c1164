"""One cell of a table: whether it is text, what it says as a number, and how it is shown in an error."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from toolkit.errors import InputError

_LARGEST_NAME = 40  # of a cell shown in an error
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML and most programs refuse


def checked(where: str, cell: str) -> str:
    """Return a cell of a plain file as it is.

    Raises:
        InputError: it holds a control character.
    """
    if not cell.isprintable() and (found := _CONTROL.search(cell)):
        raise InputError(f"{where}: a cell holds the control character U+{ord(found[0]):04X}; delete it")
    return cell


def controls(text: str) -> bool:
    """Return whether a text holds control characters."""
    return not text.isprintable() and bool(_CONTROL.search(text))


def shown(text: str) -> str:
    """Return a text fit for an error: one line, not long."""
    text = " ".join(text.split())
    return text if len(text) <= _LARGEST_NAME else f"{text[:_LARGEST_NAME]}…"


def confidence(where: str, row: Mapping[str, str]) -> float | None:
    """Return the confidence that a row states, or None.

    Raises:
        InputError: it is no number from 0 to 1.
    """
    text = row.get("confidence", "").strip()
    if not text:
        return None
    number = share(text)
    if not 0 <= number <= 1:  # nor is what is no number
        raise InputError(f"{where}: confidence {shown(text)!r} is no number from 0 to 1")
    return number


def share(text: str) -> float:
    """Return a number as spreadsheet programs write it, with point or comma, or as per cent; NaN for anything else."""
    whole = text.strip().replace(",", ".")
    try:
        return float(whole[:-1]) / 100 if whole.endswith("%") else float(whole)
    except ValueError:
        return math.nan
