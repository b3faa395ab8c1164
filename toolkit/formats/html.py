"""HTML: the languages side by side on one page that prints well and needs nothing but itself."""

from __future__ import annotations

from html import escape
from typing import Any

from toolkit.formats import Format, Job
from toolkit.formats.tmx import TAGS

_NAMES = {"zh": "中文", "ru": "Русский", "en": "English"}
_STYLE = """
:root { color-scheme: light dark; --line: #c9d3da; --quiet: #667; --term: #0b5394; --doubt: #fff2cc; }
@media (prefers-color-scheme: dark) { :root { --line: #445; --quiet: #99a; --term: #8fbfe8; --doubt: #4d431f; } }
body { font: 15px/1.55 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; margin: 1.5rem auto; max-width: 90rem; padding: 0 1rem; }
:lang(zh) { font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif; line-height: 1.75; }
h1 { font-size: 1.25rem; } h1 span { display: block; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { position: sticky; top: 0; background: Canvas; } th small { display: block; font-weight: normal; color: var(--quiet); }
.place { width: 7rem; color: var(--quiet); font-size: .8rem; }
.heading td, .title td { font-weight: 600; } .doubt { background: var(--doubt); }
mark { background: none; color: var(--term); border-bottom: 1px dotted var(--term); }
footer, .remark { color: var(--quiet); font-size: .85rem; }
@media print { th { position: static; } thead { display: table-header-group; } tr { break-inside: avoid; } body { max-width: none; margin: 0; font-size: 10pt; } }
""".strip()


def write(job: Job) -> bytes:
    """Return the table as an HTML page."""
    attrs, languages = job.table.attrs, list(job.table.attrs["languages"])
    titles = "".join(f'<span lang="{TAGS[c]}">{escape(attrs["titles"][c])}</span>' for c in languages)
    heads = "".join(
        f'<th lang="{TAGS[c]}">{_NAMES[c]}<small lang="en">{escape(attrs["labels"][c])}</small></th>' for c in languages
    )
    remarks = "".join(f'<p class="remark">{escape(each)}</p>' for each in attrs["remarks"])
    body = "\n".join(_row(at, record, languages, job) for at, record in enumerate(job.table.fillna("").to_dict("records")))
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(attrs["titles"][languages[0]] or attrs["document"])}</title>
<style>{_STYLE}</style>
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


def _row(at: int, record: dict[str, Any], languages: list[str], job: Job) -> str:
    cells = "".join(
        f'<td lang="{TAGS[c]}">{_marked(str(record[c]), job.marks.get((at, c), ()))}</td>' for c in languages
    )
    confidence = record["confidence"]
    doubtful = (confidence != "" and confidence < 0.5) or record["agreement"] == "no"
    kind = escape(str(record["kind"]))
    sure = "" if confidence == "" else f"<br>{confidence:.2f}"
    classes = f"{kind} doubt" if doubtful else kind
    return f'<tr class="{classes}" id="{escape(str(record["unit"]))}"><td class="place">{escape(str(record["provision"]))}{sure}</td>{cells}</tr>'


def _marked(text: str, marks: Any) -> str:
    out, end = "", 0
    for start, stop, concept in marks:
        out += f'{escape(text[end:start])}<mark title="{escape(concept)}">{escape(text[start:stop])}</mark>'
        end = stop
    return out + escape(text[end:])


FORMAT = Format(suffixes=(".html", ".htm"), holds=("units",), write=write)
