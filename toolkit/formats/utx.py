"""UTX 1.11 (AAMT): the terms of a pair in lines parted by tabs, with part of speech, status, comment and concept.

Each target term stands beside the preferred source term with its own status, each further source term beside the
preferred target term. There is no quoting: tabs and ends of lines become spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from toolkit.errors import InputError
from toolkit.formats import Format, whole
from toolkit.formats import facts as shared
from toolkit.formats.facts import STATUSES, Holds, flat, own_note
from toolkit.formats.stream import Losses, Reading, Stream, Writing
from toolkit.model import Concept, Term

_COLUMNS = ("src", "tgt", "src:pos", "tgt:pos", "term status", "src:comment", "tgt:comment", "concept ID")
_STATUS = dict(zip(STATUSES, ("approved", "provisional", "non-standard", "forbidden"), strict=True))
_PARTS = ("noun", "verb", "adjective", "adverb")
_OURS = {"propernoun": "proper-noun"} | {each: each for each in _PARTS}


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write the terms of a pair; concepts without good terms in both languages are left out."""
    for line in lines(stream.rows, shared.pair(stream, how), how.losses):
        file.write(line.encode("utf-8", "replace"))


def lines(found: Iterable[Concept], tags: Mapping[str, str], losses: Losses) -> Iterator[str]:
    """Yield the lines of a UTX file from the first language of ``tags`` to the second."""
    source, target = tags
    holds = Holds(frozenset({"id", "status", "note", "part_of_speech"}), STATUSES, (source, target), pair=True)
    yield f"#UTX 1.11; {tags[source]}/{tags[target]}; bidirectional\r\n"
    yield "#" + "\t".join(_COLUMNS) + "\r\n"
    for each in holds.kept(found, losses):
        sources, targets = each.of(source), each.of(target)
        for other in targets:
            yield _line(each, sources[0], other, other)
        for one in sources[1:]:
            yield _line(each, one, targets[0], one)
        for term in each.terms:
            if term.part_of_speech and _part(term) == "-":
                losses.drop("parts of speech that UTX does not have")


def _line(each: Concept, one: Term, other: Term, telling: Term) -> str:
    cells = (
        one.text, other.text, _part(one), _part(other), _STATUS[telling.status],
        own_note(each, one) or (each.note if one.status == "preferred" else ""), own_note(each, other), each.id,
    )  # fmt: skip
    return "\t".join(map(flat, cells)) + "\r\n"


def _part(term: Term) -> str:
    named = "properNoun" if term.part_of_speech == "proper-noun" else term.part_of_speech
    return named if named.lower() in _OURS else "-"


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the concepts of a UTX file; lines without a concept ID are one by their source term.

    Raises:
        InputError: it is no UTX, or of languages that the toolkit doesn't have.
    """
    lines = [line for line in shared.decoded(whole(file, how), how).splitlines() if line.strip()]
    heads = [line for line in lines if line.startswith("#")]
    if not heads or not heads[0].upper().startswith("#UTX") or len(heads) == len(lines):
        raise InputError("this is no UTX file with terms: it begins with #UTX and has a line of column names")
    codes = _languages(heads[0])
    columns = [_plain(cell, heads[0]) for cell in heads[-1].lstrip("#").split("\t")]
    grouped: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        if not line.startswith("#"):
            row = dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False))
            if row.get("src") and row.get("tgt"):
                grouped.setdefault(row.get("concept id") or row["src"], []).append(row)
            else:
                how.losses.drop("lines without a term in both languages")
    return shared.found([_concept(found, codes) for found in grouped.values()], "the UTX file")


def _languages(head: str) -> tuple[str, str]:
    for part in head.replace(":", ";").split(";"):
        codes = shared.languages(tag.strip() for tag in part.split("/"))
        if len(codes) == 2 and all(codes):
            return codes[0], codes[1]
    raise InputError("the first line of the UTX file names no two languages of Chinese, Russian and English")


def _plain(name: str, head: str) -> str:
    """Return the name of a column in lower case; a bidirectional file may call ``src`` ``term:en``."""
    name = name.strip().lower()
    code = shared.languages([name.removeprefix("term:")])[0] if name.startswith("term:") else ""
    return ("src", "tgt")[_languages(head).index(code)] if code else name


def _concept(rows: list[dict[str, str]], codes: tuple[str, str]) -> Concept:
    """Return a concept of its lines; a term that stands in several is what the best of them says of it."""
    order = list(_STATUS.values())
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        status = row.get("term status", "")
        for code, side in zip(codes, ("src", "tgt"), strict=True):
            facts = found.setdefault((code, row[side]), {"status": status, "note": "", "part": ""})
            if status in order and order.index(status) < order.index(facts["status"] or "forbidden"):
                facts["status"] = status
            facts["note"] = facts["note"] or row.get(f"{side}:comment", "")
            facts["part"] = facts["part"] or _OURS.get(row.get(f"{side}:pos", "").lower(), "")
    ours = {theirs: mine for mine, theirs in _STATUS.items()}
    terms = [
        Term(code, text, ours.get(facts["status"], ""), facts["part"], note=facts["note"])  # type: ignore[arg-type]
        for code in codes
        for (language, text), facts in found.items()
        if language == code
    ]
    return shared.concept({"id": rows[0].get("concept id", ""), "note": _shared_note(terms)}, terms)


def _shared_note(terms: list[Term]) -> str:
    return next((t.note for t in terms if (t.language, t.status) == ("zh", "preferred")), "")


FORMAT = Format((".utx",), ("concepts",), write, ("concepts",), read, title="UTX 1.11")
