"""HTML of a concordance report: the authentic texts side by side, what seems to differ marked; one page, printable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, BinaryIO

from toolkit.formats import Format, Stream, Writing
from toolkit.formats.findings import marks
from toolkit.formats.html import style
from toolkit.formats.report import marked
from toolkit.formats.tags import OURS
from toolkit.tables import PURPOSE

_NAMES = {"zh": "中文", "ru": "Русский", "en": "English"}
_PRINT = "@page { size: A4 landscape; margin: 12mm; }"
_WRITTEN = (("disposition", "Disposition"), ("correction", "Proposed correction"), ("comment", "Comment"))


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a report as an HTML page."""
    facts, codes = stream.facts, stream.languages
    tags = {code: code for code in codes} | OURS | dict(how.tags)
    titles = "".join(f'<span lang="{tags[code]}">{escape(facts["titles"].get(code, ""))}</span>' for code in codes)
    heads = "".join(
        f'<th lang="{tags[code]}">{_NAMES.get(code, escape(code))}'
        f'<small lang="en">{escape(facts["labels"].get(code, ""))}</small></th>'
        for code in codes
    )
    said = "".join(f'<p class="remark">{escape(each)}</p>' for each in (PURPOSE, *facts["remarks"]))
    rows = list(stream.rows)
    body = "\n".join(_row(row, codes, tags) for row in rows)
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Concordance: {escape(str(facts["document"]))}</title>
<style>{style()}{_PRINT}</style>
</head>
<body>
<h1>{titles}</h1>
{said}
<p>{len(rows)} candidate{"" if len(rows) == 1 else "s"} of divergence</p>
<table>
<thead><tr><th class="place">place</th>{heads}<th>difference</th></tr></thead>
<tbody>
{body}
</tbody>
</table>
<footer><p>{escape(str(facts["signature"]))}</p></footer>
</body>
</html>
"""
    file.write(page.encode("utf-8"))


def _row(row: Mapping[str, Any], codes: Sequence[str], tags: Mapping[str, str]) -> str:
    place = f'<td class="place">{escape(row["place"])}<br>{escape(row["candidate"])}</td>'
    texts = "".join(f'<td lang="{tags[code]}">{marked(row[code], marks(row, code, codes))}</td>' for code in codes)
    state = f' <small class="remark">{escape(row["state"])}</small>' if row["state"] else ""
    suggested = f"<small>could stand there: {escape(row['suggestion'])}</small>" if row["suggestion"] else ""
    written = "".join(
        f'<small class="note"><b>{title}:</b> {escape(row[name])}</small>' for name, title in _WRITTEN if row[name]
    )
    said = (
        f"<td><b>{escape(row['kind'])}</b>, {escape(row['weight'])}{state}<br>{escape(row['difference'])}"
        f"{suggested}{written}</td>"
    )
    return f'<tr id="{escape(row["candidate"])}" class="{escape(row["state"])}">{place}{texts}{said}</tr>'


FORMAT = Format((".html", ".htm"), ("concordance",), write, title="HTML", shows=True)
