"""HTML of findings: each with its texts side by side and the quoted words marked; one page that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, BinaryIO

from toolkit.formats import Format, Stream, Writing
from toolkit.formats.findings import LEVELS, places, rules, where
from toolkit.formats.html import style
from toolkit.formats.tags import OURS

_NAMES = {"zh": "中文", "ru": "Русский", "en": "English"}


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write findings as an HTML page."""
    rows, codes = list(stream.rows), stream.languages
    tags = {code: code for code in codes} | OURS | dict(how.tags)
    heads = "".join(f'<th lang="{tags[code]}">{_NAMES.get(code, escape(code))}</th>' for code in codes)
    body = "\n".join(_finding(row, codes, tags, where(row, stream.facts)) for row in rows)
    levels = Counter(row["severity"] for row in rows)
    counts = ", ".join(f"{levels[level]} {level}{'s' * (levels[level] != 1)}" for level in LEVELS if levels[level])
    known = "\n".join(_rule(each, rows) for each in rules(stream.facts, rows))
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Findings</title>
<style>{style()}</style>
</head>
<body>
<h1>Findings</h1>
<p class="remark">{counts or "Nothing was found."}</p>
<table>
<thead><tr><th>finding</th>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table>
<h2>What was looked for</h2>
<dl>
{known}
</dl>
</body>
</html>
"""
    file.write(page.encode("utf-8"))


def _finding(row: Mapping[str, Any], codes: Sequence[str], tags: Mapping[str, str], place: str) -> str:
    suggested = f"<small>suggested: {escape(row['suggestion'])}</small>" if row["suggestion"] else ""
    said = (
        f'<td><span class="{escape(row["severity"])}">{escape(row["rule"])}</span> {escape(row["message"])}'
        f'{suggested}<small class="remark">{escape(place)}</small></td>'
    )
    texts = "".join(f'<td lang="{tags[code]}">{marked(row[code], places(row, code))}</td>' for code in codes)
    return f"<tr>{said}{texts}</tr>"


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text as HTML with places in it marked; where nothing stands, a mark stands between."""
    out, end = "", 0
    for start, stop in spans:
        start = max(start, end)
        if stop >= start:
            out += f'{escape(text[end:start])}<mark class="found">{escape(text[start:stop])}</mark>'
            end = stop
    return out + escape(text[end:])


def _rule(each: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> str:
    count = sum(row["rule"] == each["name"] for row in rows)
    return f"<dt>{escape(each['name'])} ({count}): {escape(each['title'])}</dt><dd>{escape(each['why'])}</dd>"


FORMAT = Format((".html", ".htm"), ("findings",), write, title="HTML", shows=True)
