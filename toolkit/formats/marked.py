"""HTML of texts with their terms: each marked, and under the pointer its concept, status and terms elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from toolkit.formats.html import style
from toolkit.formats.tags import OURS
from toolkit.tables import Place

if TYPE_CHECKING:
    import pandas as pd

_AVOIDED = ("deprecated", "forbidden")
_LEGEND = "Terms are underlined, forms to avoid struck through; point at one to see its concept."


def page(name: str, texts: Iterable[tuple[Place, str, str]], found: pd.DataFrame) -> str:
    """Return the page of texts, given with place and language, and the terms in them, an OCCURRENCES table."""
    terms: dict[tuple[str, str, str], list[Any]] = {}
    outer: Iterable[Any] = found[~found["inside"]].itertuples(index=False)
    for each in outer:
        terms.setdefault((each.unit, each.provision, each.language), []).append(each)
    rows = "\n".join(
        f'<tr><td class="place">{escape(place.provision)}</td><td lang="{OURS[code]}">'
        f"{_marked(text, terms.get((place.unit, place.provision, code), ()), place.offset)}</td></tr>"
        for place, text, code in texts
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(name)}</title>
<style>{style()}</style>
</head>
<body>
<h1>{escape(name)}</h1>
<p class="remark">{_LEGEND}</p>
<table>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _marked(text: str, terms: Iterable[Any], offset: int) -> str:
    """Return a text with its outermost terms marked; what several terms stand for is said together."""
    said: dict[tuple[int, int], list[Any]] = {}
    for each in terms:
        said.setdefault((each.start - offset, each.stop - offset), []).append(each)
    out, end = "", 0
    for (start, stop), group in said.items():
        if start >= end:
            title = escape("\n".join(map(_said, group)))
            avoided = ' class="avoided"' if all(each.status in _AVOIDED for each in group) else ""
            out += f'{escape(text[end:start])}<mark{avoided} title="{title}">{escape(text[start:stop])}</mark>'
            end = stop
    return out + escape(text[end:])


def _said(term: Any) -> str:
    """Return what is said of a term: ``central-asia, preferred: 中亚 · Центральная Азия · Central Asia``."""
    inserted = f" (with {term.inserted})" if term.inserted else ""
    reason = f"\n{term.reason}" if term.reason else ""
    return f"{term.concept}, {term.status}{inserted}: {' · '.join((term.zh, term.ru, term.en))}{reason}"
