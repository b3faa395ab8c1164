"""CSV (RFC 4180; UTF-8 with a byte-order mark, so that spreadsheet programs open it rightly)."""

from __future__ import annotations

from toolkit.formats import Format, Job

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(value: object) -> object:
    """Return a cell that no spreadsheet program takes for a formula: one that could be is put behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write(job: Job) -> bytes:
    """Return the table as CSV."""
    text: str = job.table.map(inert).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


FORMAT = Format(suffixes=(".csv",), holds=("units", "terms", "faults"), write=write)
