"""XLSX: frozen header, wrapped cells, doubtful rows tinted, terms highlighted; a sheet that says what the texts are."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pandas as pd

from toolkit.formats import Format, Job

_WIDTHS = {"unit": 22, "provision": 12, "place": 18, "kind": 11, "confidence": 11, "agreement": 11, "links": 16,
           "origin": 9, "id": 26, "reasons": 50, "usage": 50, "note": 50, "source": 50, "related": 30}  # fmt: skip
_TEXT = 52
_DOUBT = 0.5
_LARGEST_CELL = 32767


def write(job: Job) -> bytes:
    """Return the table as a workbook."""
    import xlsxwriter

    memory = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(memory, options)
    book.set_properties(
        {"created": datetime(2025, 6, 17, tzinfo=UTC), "comments": str(job.table.attrs.get("signature", ""))}
    )
    _table(book, job)
    if job.table.attrs.get("labels"):
        _about(book, job.table.attrs)
    book.close()
    return memory.getvalue()


def _table(book: Any, job: Job) -> None:
    plain = {"valign": "top", "text_wrap": True}
    styles = {
        "header": book.add_format({**plain, "bold": True, "bg_color": "#DDE6ED", "bottom": 1}),
        "cell": book.add_format(plain),
        "doubt": book.add_format({**plain, "bg_color": "#FFF2CC"}),
        "term": book.add_format({"font_color": "#0B5394", "bold": True}),
        "text": book.add_format({}),
    }
    sheet = book.add_worksheet(str(job.table.attrs.get("document") or job.table.attrs.get("table") or "table")[:31])
    languages = set(job.table.attrs.get("languages", ()))
    names = list(job.table.columns)
    for column, name in enumerate(names):
        wide = _TEXT if name in languages else _WIDTHS.get(name, 18)
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, name, styles["header"])
    for row, record in enumerate(job.table.itertuples(index=False)):
        doubtful = _doubtful(dict(zip(names, record, strict=True)))
        style = styles["doubt" if doubtful else "cell"]
        for column, (name, value) in enumerate(zip(names, record, strict=True)):
            _cell(sheet, (row + 1, column), value, style, styles, job.marks.get((row, name), ()))
    sheet.freeze_panes(1, 1)
    if len(job.table):
        sheet.autofilter(0, 0, len(job.table), len(names) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _doubtful(record: dict[str, Any]) -> bool:
    confidence = record.get("confidence")
    unsure = isinstance(confidence, float) and not pd.isna(confidence) and confidence < _DOUBT
    return unsure or record.get("agreement") == "no"


def _cell(sheet: Any, at: tuple[int, int], value: Any, style: Any, styles: dict[str, Any], marks: Any) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not pd.isna(value):
            sheet.write_number(*at, value, style)
        else:
            sheet.write_blank(*at, None, style)
        return
    text = "" if value is None or (not isinstance(value, str) and pd.isna(value)) else str(value)[:_LARGEST_CELL]
    parts: list[Any] = []
    end = 0
    for start, stop, _ in marks:
        if start > end:
            parts += [styles["text"], text[end:start]]
        parts += [styles["term"], text[start:stop]]
        end = stop
    if end < len(text):
        parts += [styles["text"], text[end:]]
    if marks and len(parts) > 2:
        sheet.write_rich_string(*at, *parts, style)
    else:
        sheet.write_string(*at, text, style)


def _about(book: Any, facts: dict[Any, Any]) -> None:
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    rows = [(f"title ({code})", title) for code, title in facts["titles"].items()]
    rows += [(f"status ({code})", label) for code, label in facts["labels"].items()]
    rows += [("remark", remark) for remark in facts["remarks"]]
    rows += [(f"not 1-1, {pair}", f"{share:.1%}") for pair, share in facts["not one to one"].items()]
    rows += [("made by", facts["signature"])]
    rows += [("shading", "a row with a yellow ground has a confidence under 0.5, or its language pairs disagree")]
    for row, (name, value) in enumerate(rows):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)


FORMAT = Format(suffixes=(".xlsx",), holds=("units", "terms", "faults"), write=write)
