"""HTML: the languages side by side on one page that prints well and needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, BinaryIO

from toolkit.formats import Format, Stream, Writing
from toolkit.formats.table import told
from toolkit.formats.tags import OURS

_SHOWN = ("unit", "provision", "kind", "note", "confidence")
_NAMES = {"zh": "中文", "ru": "Русский", "en": "English"}


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a table as an HTML page."""
    stream = told(stream)
    attrs, languages = stream.facts, stream.languages
    how.losses.drop("shares of links that are not one to one", len(attrs["not one to one"]))
    statuses = [(f"{code}_status", attrs["labels"][code]) for code in languages]
    kept = (*_SHOWN, *languages, *(name for name, _ in statuses))
    rows = how.losses.beyond(_of_status(stream.rows, statuses, how), kept)
    tags = {code: code for code in languages} | OURS | attrs.get("tags", {}) | dict(how.tags)
    titles = "".join(f'<span lang="{tags[c]}">{escape(attrs["titles"][c])}</span>' for c in languages)
    heads = "".join(
        f'<th lang="{tags[c]}">{_NAMES.get(c, c)}<small lang="en">{escape(attrs["labels"][c])}</small></th>'
        for c in languages
    )
    remarks = "".join(f'<p class="remark">{escape(each)}</p>' for each in attrs["remarks"])
    sides = [(code, tags[code]) for code in languages]
    body = "\n".join(_row(row, sides, how) for row in rows)
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
    file.write(page.encode("utf-8"))


def _of_status(
    rows: Iterable[dict[str, Any]], shown: Sequence[tuple[str, str]], how: Writing
) -> Iterator[dict[str, Any]]:
    """Yield rows, noting what they say of a text that is not what the head of its column says."""
    for row in rows:
        for name, label in shown:
            how.losses.drop(name, row[name] not in ("", label))
        yield row


@cache
def style() -> str:
    """Return the style sheet of the pages."""
    return files(__package__).joinpath("html.css").read_text("utf-8").strip()


def _row(record: dict[str, Any], sides: list[tuple[str, str]], how: Writing) -> str:
    said, codes = record["note"], [code for code, _ in sides]
    cells = "".join(
        f'<td lang="{tag}">{_marked(record[c], how.terms(record[c], c))}{_notes(said, c)}</td>' for c, tag in sides
    )
    confidence = record["confidence"]
    doubtful = (confidence is not None and confidence < 0.5) or record["agreement"] == "no"
    kind = escape(str(record["kind"]))
    sure = "" if confidence is None else f"<br>{int(confidence * 100) / 100:.2f}"  # never rounded up to certainty
    classes = f"{kind} doubt" if doubtful else kind
    place = f'<td class="place">{escape(str(record["provision"]))}{sure}{_plain_notes(said, codes)}</td>'
    return f'<tr class="{classes}" id="{escape(str(record["unit"]))}">{place}{cells}</tr>'


def _notes(said: str, code: str) -> str:
    """Return the translator's notes on a language, each as a line under its text."""
    notes = (each.removeprefix(f"{code}: ") for each in said.split(" | ") if each.startswith(f"{code}: "))
    return "".join(f'<small class="note" lang="en">{escape(note)}</small>' for note in notes)


def _plain_notes(said: str, codes: list[str]) -> str:
    """Return the notes on no language that is shown, each as a line under the place."""
    notes = (each for each in said.split(" | ") if each and not each.startswith(tuple(f"{code}: " for code in codes)))
    return "".join(f'<small class="note">{escape(note)}</small>' for note in notes)


def _marked(text: str, marks: Any) -> str:
    out, end = "", 0
    for start, stop, concept in marks:
        out += f'{escape(text[end:start])}<mark title="{escape(concept)}">{escape(text[start:stop])}</mark>'
        end = stop
    return out + escape(text[end:])


FORMAT = Format((".html", ".htm"), ("units",), write, title="HTML", shows=True, takes=("tags",))
