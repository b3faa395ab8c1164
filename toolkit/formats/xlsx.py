"""XLSX: frozen header, wrapped cells, doubtful rows tinted, terms highlighted; a sheet that says what the texts are.

A reviser sets ``origin`` to reviewed from a list. In a very long table terms are highlighted in the first rows only.
Reading gives back every cell and, from the sheet ``about``, what is true of the whole table. A cell holds 32,767
characters (an emoji is two) and no more: the rest of a longer text is cut off, and its row named. A cell with control
characters shows no terms; if it has what looks like markup (``<r>…</r>``) or escapes (``_x0041_x0042_``) too, they
become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations, pairwise
from typing import Any, BinaryIO

from toolkit.formats import Format, Losses, Stream, Writing
from toolkit.formats.about import facts
from toolkit.formats.findings import marks, places
from toolkit.formats.table import flat, told
from toolkit.formats.xlsx_cells import ESCAPE
from toolkit.formats.xlsx_reading import read
from toolkit.tables import DISPOSITIONS, PURPOSE

_WIDTHS = {"unit": 22, "provision": 12, "place": 18, "kind": 11, "confidence": 11, "agreement": 11, "links": 16,
           "origin": 9, "id": 26, "reasons": 50, "usage": 50, "note": 50, "source": 50, "related": 30,
           "message": 50, "quoted": 50, "suggestion": 30, "reason": 50, "difference": 44, "disposition": 26,
           "correction": 36, "comment": 36}  # fmt: skip
_REPORT = {"candidate": 11, "place": 14, "kind": 13, "weight": 8, "difference": 32, "suggestion": 18, "state": 9,
           "disposition": 18, "correction": 24, "comment": 24}  # fmt: skip
_REPORT_TEXT = 44
_LINE, _HIGHEST = 15.5, 409  # points: of a line, and of a row
_FOLDED = ("quoted", "reason", "document", "unit", "provision")
_BEHIND = {"level": 1, "hidden": True}
_TEXT = 52
_DOUBT = 0.5
_MARKED = 10_000  # rows in which terms are sought; in more it would take minutes
_LARGEST_CELL = 32767  # UTF-16 units
_NAMED = 8  # rows in a report
_NO_NAME = re.compile(r"[\[\]:*?/\\']|[^\x20-\ud7ff\ue000-\ufffd]")  # what a sheet's name may not hold
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # written as _xHHHH_
_TANGLED = re.compile(
    "_x[0-9A-Fa-f]{4}(?:_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff])"
)  # xlsxwriter escapes this wrongly
_LOOKALIKE = re.compile("(?<=_)(?=x[0-9A-Fa-f]{4}_)")

_SAID = {  # what a workbook says of itself, by the kind of table
    "units": (
        ("shading", "a row with a yellow ground has a confidence under 0.5, or its language pairs disagree"),
        ("review", "set origin to reviewed in the rows whose links you have checked; a row may be split"),
    ),
    "concordance": (("purpose", PURPOSE),),
}


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a table as a workbook."""
    import xlsxwriter

    stream = told(stream) if stream.kind == "units" else stream
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties(
        {"created": datetime(2025, 6, 17, tzinfo=UTC), "comments": str(stream.facts.get("signature", ""))}
    )
    _table(book, stream, how)
    if stream.facts.get("labels"):
        _about(book, [*facts(stream.facts), *_SAID.get(stream.kind, ())])
    book.close()


def _name(stream: Stream) -> str:
    name = _NO_NAME.sub("-", str(stream.facts.get("document") or stream.kind))[:31]
    return f"{name} table" if name.lower() in ("about", "history") else name


def _table(book: Any, stream: Stream, how: Writing) -> None:
    plain = {"valign": "top", "text_wrap": True}
    styles = {
        "header": book.add_format({**plain, "bold": True, "bg_color": "#DDE6ED", "bottom": 1}),
        "cell": book.add_format(plain),
        "doubt": book.add_format({**plain, "bg_color": "#FFF2CC"}),
        "term": book.add_format({"font_color": "#0B5394", "bold": True}),
        "text": book.add_format({}),
    }
    sheet = book.add_worksheet(_name(stream))
    names, rows = flat(stream)
    languages = stream.languages if stream.kind != "concepts" else ["term"]
    for column, name in enumerate(names):
        wide = _TEXT if name in languages else _WIDTHS.get(name, 18)
        wide = _REPORT.get(name, min(wide, _REPORT_TEXT)) if stream.kind == "concordance" else wide
        sheet.set_column(column, column, wide, None, _BEHIND if _is_behind(stream, name) else {})
        sheet.write_string(0, column, name, styles["header"])
    last, aligned, marked = 0, False, False
    cut: list[str] = []
    for last, row in enumerate(rows, start=1):
        style = styles["doubt" if _doubtful(row) else "cell"]
        aligned = aligned or bool(row.get("origin"))
        for column, name in enumerate(names):
            sought = name in languages and (stream.kind != "units" or last <= _MARKED)
            marks = _marks(row, name, stream.kind, how) if sought else ()
            marked = marked or bool(marks)
            _cell(sheet, (last, column), row[name], style, styles, marks)
        cut += _too_long(row, names, last + 1)
        if stream.kind == "concordance":
            sheet.set_row(last, _height(row))
    if marked and stream.kind == "units" and last > _MARKED:
        how.losses.say(f"terms are highlighted in the first {_MARKED} rows")
    _tell_cut(cut, how.losses)
    sheet.freeze_panes(1, 1)
    if last:
        sheet.autofilter(0, 0, last, len(names) - 1)
    if aligned:
        wanted = "machine, or reviewed once you have checked; a pair after it if that is all you have read"
        choice: dict[str, Any] = {"validate": "list", "source": _origins(stream.languages), "error_message": wanted}
        _choose(sheet, names.index("origin"), last, choice)
    if last and "disposition" in names:
        # other words are taken, too
        choice = {"validate": "list", "source": list(DISPOSITIONS), "show_error": False}
        _choose(sheet, names.index("disposition"), last, choice)
    if stream.kind == "concordance":
        shown = [column for column, name in enumerate(names) if not _is_behind(stream, name)]
        sheet.print_area(0, 0, last, max(shown))
        sheet.set_paper(9)  # A4
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _height(row: Mapping[str, Any]) -> float:
    """Return the height of a row in which all of it can be read; not every program works that out itself."""
    texts = {each.removesuffix("_at"): _REPORT_TEXT for each in row if each.endswith("_at")}
    wide = {**_REPORT, **texts}
    said = ((str(row[name]), wide[name]) for name in wide if name in row)
    lines = max(
        sum(1 + sum(1 + (char > "\u2e7f") for char in line) // (0.86 * width) for line in text.split("\n"))
        for text, width in said
    )
    return min(_LINE * lines, _HIGHEST)


def _is_behind(stream: Stream, name: str) -> bool:
    """Whether a column is for the next report and not for the reviser: it is folded away, and not printed."""
    return stream.kind == "concordance" and (name in _FOLDED or name.endswith("_at"))


def _choose(sheet: Any, column: int, last: int, choice: dict[str, Any]) -> None:
    """Offer a list of words in a column."""
    sheet.data_validation(1, column, last, column, choice)


def _marks(row: Mapping[str, Any], language: str, kind: str, how: Writing) -> Sequence[tuple[int, int, str]]:
    """Return what is highlighted in a text: terms, or the words that a finding speaks of."""
    if kind == "concordance":
        return [(*place, "") for place in marks(row, language, [each for each in row if f"{each}_at" in row])]
    if kind == "findings":
        return [(start, stop, "") for start, stop in places(row, language)]
    return how.terms(row[language], language) if kind == "units" else ()


def _origins(languages: Sequence[str]) -> list[str]:
    """Return what a reviser may say of a row: of three languages also of one or two of their pairs."""
    pairs = ["-".join(each) for each in combinations(languages, 2)] if len(languages) > 2 else []
    some = [" ".join(each) for count in (1, 2) for each in combinations(pairs, count)]
    return ["machine", "reviewed", *(f"reviewed {each}" for each in some)]


def _doubtful(row: Mapping[str, Any]) -> bool:
    confidence = row.get("confidence")
    return (isinstance(confidence, float) and confidence < _DOUBT) or row.get("agreement") == "no"


def _cell(sheet: Any, at: tuple[int, int], value: Any, style: Any, styles: dict[str, Any], marks: Any) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(*at, value, style)
    elif value is None:
        sheet.write_blank(*at, None, style)
    else:
        _text(sheet, at, str(value), style, styles, marks)


def _too_long(row: Mapping[str, Any], names: Sequence[str], number: int) -> Iterator[str]:
    """Yield the cells of a row that hold more than can be written, by id or number."""
    for name in names:
        if isinstance(row[name], str) and _fitting(row[name]) != row[name]:
            yield f"{row.get('unit') or row.get('id') or f'row {number}'} ({name})"


def _tell_cut(cut: Sequence[str], losses: Losses) -> None:
    if cut:
        where = ", ".join(cut[:_NAMED]) + (" …" if len(cut) > _NAMED else "")
        losses.say(f"{len(cut)} texts are cut at {_LARGEST_CELL:,} characters, all that a cell holds: {where}")


def _fitting(text: str) -> str:
    """Return as much of a text as a cell holds."""
    if len(text) <= _LARGEST_CELL // 2:
        return text
    return text.encode("utf-16-le", "replace")[: 2 * _LARGEST_CELL].decode("utf-16-le", "ignore")


def _text(sheet: Any, at: tuple[int, int], text: str, style: Any, styles: dict[str, Any], marks: Any = ()) -> None:
    """Write a text so that what is read is what was written: xlsxwriter takes some texts for markup or for escapes."""
    text = _fitting(text)
    markup = text.startswith("<r>") and text.endswith("</r>")
    if not (markup or _TANGLED.search(text)) and (_CONTROL.search(text) or not (marks or ESCAPE.search(text))):
        sheet.write_string(*at, text, style)
        return
    text = _CONTROL.sub("\ufffd", text)
    bold = {place for start, stop, _ in marks for place in range(start, stop)}
    cuts = {edge for start, stop, _ in marks for edge in (start, stop)}
    cuts |= {match.start() for match in _LOOKALIKE.finditer(text)} | ({1} if markup else set())
    edges = sorted({0, len(text)} | {cut for cut in cuts if cut < len(text)})
    parts: list[Any] = []
    for start, stop in pairwise(edges):
        parts += [styles["term" if start in bold else "text"], text[start:stop]]
    if len(parts) > 2:
        sheet.write_rich_string(*at, *parts, style)
    else:
        sheet.write_string(*at, text, style)


def _about(book: Any, rows: Sequence[tuple[str, Any]]) -> None:
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    styles = {"text": book.add_format({}), "term": book.add_format({})}
    cell, percent = book.add_format({}), book.add_format({"num_format": "0.0%", "align": "left"})
    for row, (name, value) in enumerate(rows):
        sheet.write_string(row, 0, name)
        if isinstance(value, float):
            sheet.write_number(row, 1, value, percent)
        else:
            _text(sheet, (row, 1), str(value), cell, styles)


_HOLDS = ("units", "concepts", "terms", "faults", "occurrences", "findings", "concordance")
FORMAT = Format((".xlsx",), _HOLDS, write, ("units", "concepts"), read, title="XLSX", shows=True, takes=("sheet",))
