"""HTML: the languages side by side on one page that prints well and needs nothing but itself."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from toolkit.formats import Format, Job
from toolkit.formats.table import records
from toolkit.formats.tmx import TAGS

_NAMES = {"zh": "中文", "ru": "Русский", "en": "English"}


def write(job: Job) -> bytes:
    """Return the table as an HTML page."""
    attrs, languages = job.table.attrs, list(job.table.attrs["languages"])
    tags = TAGS | attrs.get("tags", {})
    titles = "".join(f'<span lang="{tags[c]}">{escape(attrs["titles"][c])}</span>' for c in languages)
    heads = "".join(
        f'<th lang="{tags[c]}">{_NAMES[c]}<small lang="en">{escape(attrs["labels"][c])}</small></th>' for c in languages
    )
    remarks = "".join(f'<p class="remark">{escape(each)}</p>' for each in attrs["remarks"])
    body = "\n".join(_row(at, record, languages, job) for at, record in enumerate(records(job.table)))
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(attrs["titles"][languages[0]] or attrs["document"])}</title>
<style>{style()}</style>
</head>
<body>
<h1>{titles}</h1>
{remarks}
<table>
<thead><tr><th class="place">place</th>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table>
<footer><p>{escape(attrs["signature"])}</p></footer>
</body>
</html>
"""
    return page.encode("utf-8")


@cache
def style() -> str:
    """Return the style sheet of the pages."""
    return files(__package__).joinpath("html.css").read_text("utf-8").strip()


def _row(at: int, record: dict[Any, Any], languages: list[str], job: Job) -> str:
    said, tags = str(record["note"]), TAGS | job.table.attrs.get("tags", {})
    cells = "".join(
        f'<td lang="{tags[c]}">{_marked(str(record[c]), job.marks.get((at, c), ()))}{_notes(said, c)}</td>'
        for c in languages
    )
    confidence = record["confidence"]
    doubtful = (confidence != "" and confidence < 0.5) or record["agreement"] == "no"
    kind = escape(str(record["kind"]))
    sure = "" if confidence == "" else f"<br>{int(confidence * 100) / 100:.2f}"  # never rounded up to certainty
    classes = f"{kind} doubt" if doubtful else kind
    place = f'<td class="place">{escape(str(record["provision"]))}{sure}</td>'
    return f'<tr class="{classes}" id="{escape(str(record["unit"]))}">{place}{cells}</tr>'


def _notes(said: str, code: str) -> str:
    """Return the translator's notes on a language, each as a line under its text."""
    notes = (each.removeprefix(f"{code}: ") for each in said.split(" | ") if each.startswith(f"{code}: "))
    return "".join(f'<small class="note" lang="en">{escape(note)}</small>' for note in notes)


def _marked(text: str, marks: Any) -> str:
    out, end = "", 0
    for start, stop, concept in marks:
        out += f'{escape(text[end:start])}<mark title="{escape(concept)}">{escape(text[start:stop])}</mark>'
        end = stop
    return out + escape(text[end:])


FORMAT = Format(suffixes=(".html", ".htm"), holds=("units",), write=write)
