"""TMX 1.4b (LISA OSCAR): plain text, one unit a row or concept, ``srclang="*all*"`` unless a direction is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from toolkit import __version__
from toolkit.formats import Format, Job

TAGS = {"zh": "zh-Hans", "ru": "ru", "en": "en"}
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot carry
_UNIT_PROPS = ("document", "provision", "place", "kind", "confidence", "agreement", "links", "origin")
_TERM_PROPS = ("category", "domain", "status", "source", "confidence")


def write(job: Job) -> bytes:
    """Return the table as TMX; rows with text in fewer than two languages are left out."""
    out = StringIO()
    attrs = job.table.attrs
    languages = list(attrs["languages"])
    source = TAGS.get(job.source or "", job.source) or "*all*"
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n')
    out.write(
        f'<header creationtool="duizhao" creationtoolversion={quoteattr(__version__)} segtype='
        f'{quoteattr("sentence" if attrs["table"] == "units" else "phrase")} o-tmf="duizhao" adminlang="en" '
        f'srclang={quoteattr(source)} datatype="plaintext">\n'
    )
    for note in _notes(attrs, job.source):
        out.write(f"<note>{_text(note)}</note>\n")
    for code, label in attrs.get("labels", {}).items():
        out.write(f'<prop type="x-status-{code}">{_text(label)}</prop>\n')
    out.write("</header>\n<body>\n")
    for unit in _units(job, languages):
        out.write(unit)
    out.write("</body>\n</tmx>\n")
    return out.getvalue().encode("utf-8")


def _notes(attrs: dict[Any, Any], source: str | None) -> Iterator[str]:
    for code, title in attrs.get("titles", {}).items():
        yield f"{code}: {title}"
    yield from attrs.get("remarks", ())
    if attrs.get("signature"):
        yield f"aligned by {attrs['signature']}"
    if source:
        yield f"the direction from {source} is technical; it says nothing of how the texts stand to each other"


def _units(job: Job, languages: list[str]) -> Iterator[str]:
    terms = job.table.attrs["table"] == "terms"
    for record in job.table.fillna("").to_dict("records"):
        texts = {code: _forms(record, code, terms and job.variants) for code in languages}
        if sum(any(forms) for forms in texts.values()) < 2:
            continue
        props = {"status": "preferred", **record} if terms else record
        yield f"<tu tuid={quoteattr(_clean(str(record['id' if terms else 'unit'])))}>\n"
        if not terms and props.get("note"):
            yield f"<note>{_text(str(props['note']))}</note>\n"
        for name in _TERM_PROPS if terms else _UNIT_PROPS:
            if str(props.get(name, "")):
                yield f'<prop type="x-{name}">{_text(str(props[name]))}</prop>\n'
        for code in languages:
            for form, status in texts[code]:
                yield _variant(record, code, form, status if terms else "")
        yield "</tu>\n"


def _forms(record: dict[Any, Any], code: str, variants: bool) -> list[tuple[str, str]]:
    forms = [(str(record[code]), "preferred")] if record[code] else []
    if variants:
        forms += [(each, "admitted") for each in str(record[f"{code}_variants"]).split(" | ") if each]
    return forms


def _variant(record: dict[Any, Any], code: str, text: str, status: str) -> str:
    props = ""
    for name, value in (("segments", record.get(f"{code}_segments")), ("lines", record.get(f"{code}_lines")),
                        ("status", status or record.get(f"{code}_status")),
                        ("complete", record.get(f"{code}_complete"))):  # fmt: skip
        if value:
            props += f'<prop type="x-{name}">{_text(str(value))}</prop>'
    return f'<tuv xml:lang="{TAGS.get(code, code)}">{props}<seg>{_text(text)}</seg></tuv>\n'


def _clean(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text))


FORMAT = Format(suffixes=(".tmx",), holds=("units", "terms"), write=write)
