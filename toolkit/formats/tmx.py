"""TMX 1.4b (LISA OSCAR): plain text, one unit a row or concept, ``srclang="*all*"`` unless a direction is asked for.

A TMX of ours holds every cell (properties of the unit or its variants, ``x-`` and the column) and, in its header, what
is true of the whole table; reading gives them back. Rows with text in one language are units of one variant, of which
CAT tools make nothing. It does not hold rows without any text, characters that XML cannot carry (they become U+FFFD)
and a direction that was asked for. Several notes of a unit are read as one. Terms are written in inline elements
(``hi``) only on request. Of concepts it holds the preferred terms and, on request, the admitted ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from typing import Any, BinaryIO

from toolkit import __version__
from toolkit.formats import Format, Reading, Stream, Writing, about, tmx_reading, tmx_terms
from toolkit.formats.ids import distinct
from toolkit.formats.markup import attribute, text
from toolkit.formats.table import told
from toolkit.formats.tags import OURS
from toolkit.formats.tmx_reading import UNIT_PROPS, VARIANT_PROPS

_TERM_PROPS = ("category", "domain", "status", "source", "confidence")
_AT_ONCE = 500  # units


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a table; rows without text are left out, and concepts with terms in fewer than two languages."""
    if stream.kind == "units":
        stream = told(stream)
    languages = stream.languages
    tagged = OURS | stream.facts.get("tags", {}) | dict(how.tags)
    file.write(_head(stream, tagged, how).encode())
    if stream.kind == "concepts":
        tags = {code: tagged[code] for code in languages}
        units = tmx_terms.units(stream.rows, tags, how.variants, how.losses)
    else:
        units = _units(stream, languages, tagged, how) if stream.kind == "units" else _terms(stream, tagged, how)
    while chunk := list(islice(units, _AT_ONCE)):
        file.write("".join(chunk).encode())
    file.write(b"</body>\n</tmx>\n")


def _head(stream: Stream, tagged: Mapping[str, str], how: Writing) -> str:
    source = tagged.get(how.source or "", how.source) or "*all*"
    segments = "sentence" if stream.kind == "units" else "phrase"
    notes = "".join(f"<note>{text(note)}</note>\n" for note in about.notes(stream.facts, how.source))
    facts = "".join(_prop(name, value) for name, value in _facts(stream.facts))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="duizhao" creationtoolversion={attribute(__version__)} segtype="{segments}" '
        f'o-tmf="duizhao" adminlang="en" srclang={attribute(source)} datatype="plaintext">\n'
        f"{notes}{facts}</header>\n<body>\n"
    )


def _facts(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what reading wants to know of the whole table, as names and values of properties."""
    for code, label in facts.get("labels", {}).items():
        yield f"status-{code}", label
    for code, title in facts.get("titles", {}).items():
        yield f"title-{code}", title
    for remark in facts.get("remarks", ()):
        yield "remark", remark
    for name in ("document", "signature"):
        if facts.get(name):
            yield name, facts[name]
    for pair, each in facts.get("not one to one", {}).items():
        yield f"not-one-to-one-{pair}", repr(float(each))


def _prop(name: str, value: object) -> str:
    return f"<prop type={attribute(f'x-{name}')}>{text(str(value))}</prop>\n"


def _units(stream: Stream, languages: list[str], tagged: Mapping[str, str], how: Writing) -> Iterator[str]:
    sides = [_Side(code, tagged.get(code, code)) for code in languages]
    cells = itemgetter(*UNIT_PROPS)
    heads = [f'<prop type="x-{name}">' for name in UNIT_PROPS]
    marked = how.highlights
    for row in distinct(stream, how.losses):
        variants = out = ""
        for side in sides:
            whole, said = row[side.code], side.cells(row)
            if whole:
                props = _props(side.heads, said) if any(said) else ""
                seg = _marked(whole, how.terms(whole, side.code)) if marked else text(whole)
                variants += f"{side.opening}{props}<seg>{seg}</seg></tuv>\n"
            elif any(said):
                out += _props(side.heads_out, said)
        if variants:
            note = f"<note>{text(row['note'])}</note>" if row["note"] else ""
            values = cells(row)
            facts = _props(heads, values) if any(values) else ""
            yield f"<tu tuid={attribute(row['unit'])}>{note}{facts}{out}\n{variants}</tu>\n"
        else:
            how.losses.drop("rows without text")


class _Side:
    """What is the same in every variant of a language."""

    def __init__(self, code: str, tag: str) -> None:
        self.code = code
        self.opening = f"<tuv xml:lang={attribute(tag)}>"
        self.cells = itemgetter(*(f"{code}_{name}" for name in VARIANT_PROPS))
        self.heads = [f'<prop type="x-{name}">' for name in VARIANT_PROPS]
        self.heads_out = [f'<prop type="x-{code}_{name}">' for name in VARIANT_PROPS]


def _props(heads: Iterable[str], values: Iterable[object]) -> str:
    """Return properties for the values that there are."""
    return "".join(
        [f"{head}{text(str(value))}</prop>" for head, value in zip(heads, values, strict=True) if value or value == 0]
    )


def _marked(whole: str, marks: Iterable[tuple[int, int, str]]) -> str:
    out, end = "", 0
    for start, stop, concept in marks:
        out += f"{text(whole[end:start])}<hi type={attribute(concept)}>{text(whole[start:stop])}</hi>"
        end = stop
    return out + text(whole[end:])


def _terms(stream: Stream, tagged: Mapping[str, str], how: Writing) -> Iterator[str]:
    """Yield the units of the rows of a TERMS table."""
    for row in stream.rows:
        forms = {code: _forms(row, code, how.variants) for code in stream.languages}
        if sum(any(found) for found in forms.values()) < 2:
            how.losses.drop("concepts with terms in one language")
            continue
        props = {"status": "preferred", **row}
        yield f"<tu tuid={attribute(row['id'])}>\n"
        yield from (_prop(name, props[name]) for name in _TERM_PROPS if props[name])
        for code, found in forms.items():
            for form, status in found:
                prop = _prop("status", status).rstrip("\n")
                yield f'<tuv xml:lang="{tagged.get(code, code)}">{prop}<seg>{text(form)}</seg></tuv>\n'
        yield "</tu>\n"


def _forms(row: Mapping[str, Any], code: str, variants: bool) -> list[tuple[str, str]]:
    forms = [(str(row[code]), "preferred")] if row[code] else []
    if variants:
        forms += [(each, "admitted") for each in str(row[f"{code}_variants"]).split(" | ") if each]
    return forms


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the table in a TMX file: units, or the concepts of a file of terms that we wrote.

    Raises:
        InputError: it is no sound TMX or declares entities; at once or as the rows come.
    """
    return tmx_terms.read(file, how) if tmx_terms.holds_terms(file, how) else tmx_reading.read(file, how)


_HOLDS = ("units", "concepts", "terms")
_TAKES = ("encoding", "source", "tags", "highlights", "variants")
FORMAT = Format((".tmx",), _HOLDS, write, ("units", "concepts"), read, streams=True, title="TMX 1.4b", takes=_TAKES)
