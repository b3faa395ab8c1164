"""TMX 1.4b (LISA OSCAR): plain text, one unit a row or concept, ``srclang="*all*"`` unless a direction is asked for.

A TMX of ours holds every cell (properties of the unit or its variants, ``x-`` and the column) and, in its header, what
is true of the whole table; reading gives them back. Rows with text in one language are units of one variant, of which
CAT tools make nothing. It does not hold rows without any text, characters that XML cannot carry (they become U+FFFD)
and a direction that was asked for. Several notes of a unit are read as one. The TMX of other programs is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.sax.saxutils import escape, quoteattr

from toolkit import __version__, charset, safe_xml
from toolkit.errors import InputError
from toolkit.formats import Format, Job
from toolkit.formats.table import CODE, records, restored, share, shown

if TYPE_CHECKING:
    import pandas as pd

TAGS = {"zh": "zh-Hans", "ru": "ru", "en": "en"}
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot carry
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNIT_PROPS = ("document", "provision", "place", "kind", "note", "confidence", "agreement", "links", "origin",
               "authentic")  # fmt: skip
_VARIANT_PROPS = ("segments", "lines", "status", "complete")
_TERM_PROPS = ("category", "domain", "status", "source", "confidence")


def write(job: Job) -> bytes:
    """Return the table as TMX; rows without text are left out, and concepts with terms in fewer than two languages."""
    out = StringIO()
    attrs = job.table.attrs
    languages = list(attrs["languages"])
    tagged = TAGS | attrs.get("tags", {})
    source = tagged.get(job.source or "", job.source) or "*all*"
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n')
    out.write(
        f'<header creationtool="duizhao" creationtoolversion={quoteattr(__version__)} segtype='
        f'{quoteattr("sentence" if attrs["table"] == "units" else "phrase")} o-tmf="duizhao" adminlang="en" '
        f'srclang={quoteattr(source)} datatype="plaintext">\n'
    )
    for note in _notes(attrs, job.source):
        out.write(f"<note>{_text(note)}</note>\n")
    for name, value in _facts(attrs):
        out.write(_prop(name, value))
    out.write("</header>\n<body>\n")
    for unit in _units(job, languages, tagged):
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


def _facts(attrs: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield what reading wants to know of the whole table, as names and values of properties."""
    for code, label in attrs.get("labels", {}).items():
        yield f"status-{code}", label
    for code, title in attrs.get("titles", {}).items():
        yield f"title-{code}", title
    for remark in attrs.get("remarks", ()):
        yield "remark", remark
    for name in ("document", "signature"):
        if attrs.get(name):
            yield name, attrs[name]
    for pair, each in attrs.get("not one to one", {}).items():
        yield f"not-one-to-one-{pair}", repr(float(each))


def _prop(name: str, value: object) -> str:
    return f"<prop type={quoteattr(f'x-{name}')}>{_text(str(value))}</prop>\n"


def _units(job: Job, languages: list[str], tagged: Mapping[str, str]) -> Iterator[str]:
    terms = job.table.attrs["table"] == "terms"
    for record in records(job.table):
        texts = {code: _forms(record, code, terms and job.variants) for code in languages}
        if sum(any(forms) for forms in texts.values()) < (2 if terms else 1):
            continue
        props = {"status": "preferred", **record} if terms else record
        yield f"<tu tuid={quoteattr(_clean(str(record['id' if terms else 'unit'])))}>\n"
        if not terms and props.get("note"):
            yield f"<note>{_text(str(props['note']))}</note>\n"
        for name in _TERM_PROPS if terms else _UNIT_PROPS:
            if str(props.get(name, "")):
                yield _prop(name, props[name])
        for name in (f"{code}_{name}" for code in languages if not texts[code] for name in _VARIANT_PROPS):
            if str(props.get(name, "")) and not terms:
                yield _prop(name, props[name])
        for code in languages:
            for form, status in texts[code]:
                yield _variant(record, code, tagged.get(code, code), form, status if terms else "")
        yield "</tu>\n"


def _forms(record: dict[Any, Any], code: str, variants: bool) -> list[tuple[str, str]]:
    forms = [(str(record[code]), "preferred")] if record[code] else []
    if variants:
        forms += [(each, "admitted") for each in str(record[f"{code}_variants"]).split(" | ") if each]
    return forms


def _variant(record: dict[Any, Any], code: str, tag: str, text: str, status: str) -> str:
    props = ""
    for name in _VARIANT_PROPS:
        value = (name == "status" and status) or record.get(f"{code}_{name}")
        if value:
            props += _prop(name, value).rstrip("\n")
    return f'<tuv xml:lang="{tag}">{props}<seg>{_text(text)}</seg></tuv>\n'


def _clean(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text), {"\r": "&#13;"})  # as it stands, a parser would take it for the end of a line


class _Units(TreeBuilder):
    """Takes the header and, one by one, the units of a TMX file of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.header: Element | None = None
        self.units: list[tuple[str, dict[str, str]]] = []
        self.languages: dict[str, None] = {}

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        if not self.root:
            self.root = tag
            if tag != "tmx":
                raise InputError(f"this is no TMX file: its root element is {shown(tag)!r}")
        if tag == "tu" and self.header is None:
            raise InputError("the TMX file has no header")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        element = super().end(tag)
        if tag == "header":
            _check_ours(element)
            self.header = element
        elif tag == "tu":
            row = self._unit(element)
            self.units.append((f"unit {shown(row['unit'])!r}", row))
            element.clear()
        return element

    def _unit(self, unit: Element) -> dict[str, str]:
        row = {"unit": unit.get("tuid", ""), "note": " | ".join(_inside(note) for note in unit.findall("note"))}
        row |= _props(unit)
        for variant in unit.findall("tuv"):
            tag = variant.get(_LANG, "") or variant.get("lang", "")
            code = tag.partition("-")[0].lower()
            if not CODE.fullmatch(code) or code in row:
                raise InputError(
                    f"unit {shown(row['unit'])!r} has two texts in {shown(tag)!r}, or one without language"
                )
            self.languages[code] = None
            row[code] = "".join(_inside(segment) for segment in variant.findall("seg"))
            row |= {f"{code}_{name}": value for name, value in _props(variant).items() if name in _VARIANT_PROPS}
        return row


def _inside(element: Element) -> str:
    return "".join(element.itertext())


def _props(element: Element) -> dict[str, str]:
    return {p.get("type", "").removeprefix("x-"): _inside(p) for p in element.findall("prop")}


def _check_ours(header: Element) -> None:
    tool = header.get("creationtool", "")
    if tool != "duizhao":
        made = f"made by {shown(tool)!r}" if tool else "made by another program"
        raise InputError(f"this TMX is {made}; only those that duizhao wrote are read")
    if header.get("segtype") == "phrase":
        raise InputError("this is a TMX of terms, not of aligned texts")


def read(data: bytes, encoding: str | None = None) -> pd.DataFrame:
    """Return the UNITS table in a TMX file that ``write`` made. A DTD that it names is not opened.

    Raises:
        InputError: it is no sound TMX, declares entities, or was made by another program.
    """
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InputError("the file is empty")
    if encoding:
        data, encoding = charset.decoded(data, encoding).encode("utf-8", "replace"), "utf-8"
    found = _Units()
    advice = "write it again, or fetch it again"
    safe_xml.parse(data, found, "the TMX file", advice=advice, doctype=True, encoding=encoding)
    if found.header is None:
        raise InputError("the TMX file has no header")
    facts = _read_facts(found.header)
    languages = list(dict.fromkeys([*filter(CODE.fullmatch, facts["labels"]), *found.languages]))
    if not languages:
        raise InputError("the TMX file holds no text")
    return restored(found.units, languages, facts)


def _read_facts(header: Element) -> dict[str, Any]:
    facts: dict[str, Any] = {"labels": {}, "titles": {}, "remarks": [], "not one to one": {}}
    for prop in header.findall("prop"):
        name, value = prop.get("type", "").removeprefix("x-"), _inside(prop)
        for start, key in (("status-", "labels"), ("title-", "titles"), ("not-one-to-one-", "not one to one")):
            if name.startswith(start):
                facts[key][name.removeprefix(start)] = share(value) if key == "not one to one" else value
        if name == "remark":
            facts["remarks"].append(value)
        elif name in ("document", "signature"):
            facts[name] = value
    return facts


FORMAT = Format(suffixes=(".tmx",), holds=("units", "terms"), write=write, read=read)
