"""UTX 1.11 (AAMT): the terms of a pair in lines parted by tabs, with part of speech, status, comment and concept.

Each target term stands beside the preferred source term with its own status, each further source term beside the
preferred target term. There is no quoting: tabs and ends of lines become spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import BinaryIO

from toolkit.errors import InputError
from toolkit.formats import Format, whole
from toolkit.formats import facts as shared
from toolkit.formats.cells import shown
from toolkit.formats.facts import STATUSES, Holds, flat, own_note
from toolkit.formats.header import NAMELESS
from toolkit.formats.stream import Losses, Reading, Stream, Writing
from toolkit.model import Concept, Term

_COLUMNS = ("src", "tgt", "src:pos", "tgt:pos", "term status", "src:comment", "tgt:comment", "concept ID")
_STATUS = dict(zip(STATUSES, ("approved", "provisional", "non-standard", "forbidden"), strict=True))
_OURS_BY_STATUS = {theirs: mine for mine, theirs in _STATUS.items()}
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
    for each in holds.kept(shared.uncommented(found, source, losses), losses):
        sources, targets = each.of(source), each.of(target)
        for other in targets:
            yield _line(each, sources[0], other, other)
        for one in sources[1:]:
            yield _line(each, one, targets[0], one)
        for term in each.terms:
            if term.part_of_speech and _part(term) == "-":
                losses.drop("part of speech of terms")


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
    heads = list(takewhile(lambda line: line.startswith("#"), lines))
    if not heads or not heads[0].upper().startswith("#UTX") or len(heads) == len(lines):
        raise InputError("this is no UTX file with terms: it begins with #UTX and has a line of column names")
    codes = _languages(heads[0])
    columns_line = next((line for line in reversed(heads) if "\t" in line), heads[-1])
    named = [cell.strip() for cell in columns_line.lstrip("#").split("\t")]
    columns = [_plain(cell, heads[0]) for cell in named]
    grouped: dict[str, list[dict[str, str]]] = {}
    how.losses.drop("comment lines", sum(line.startswith("#") for line in lines) - 2)
    for line in lines:
        if line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        row = dict(zip(columns, cells, strict=False))
        if row.get("src") and row.get("tgt"):
            grouped.setdefault(row.get("concept id") or row["src"], []).append(row)
            _tell(named, columns, cells, how.losses)
        else:
            how.losses.drop("lines without a term in both languages")
    return shared.found([_concept(found, codes, how.losses) for found in grouped.values()], "the UTX file")


def _tell(named: Sequence[str], columns: Sequence[str], cells: Sequence[str], losses: Losses) -> None:
    """Note the cells of a line that no fact is made of; ``named`` are the columns as the file calls them."""
    known = {name.lower() for name in _COLUMNS}
    for at, cell in enumerate(cells):
        if cell and (at >= len(columns) or columns[at] not in known):
            losses.drop(f"column {shown(named[at])}" if at < len(named) else NAMELESS)
        elif cell and columns[at].endswith(":pos") and cell != "-" and cell.lower() not in _OURS:
            losses.drop(f"part of speech {shown(cell)}")


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


def _concept(rows: list[dict[str, str]], codes: tuple[str, str], losses: Losses) -> Concept:
    """Return a concept of its lines; a term that stands in several is what the best of them says of it."""
    order = list(STATUSES)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        status = shared.status(row.get("term status", ""), losses, _OURS_BY_STATUS)
        for code, side in zip(codes, ("src", "tgt"), strict=True):
            facts = found.setdefault((code, row[side]), {"status": status, "note": "", "part": ""})
            if status in order and order.index(status) < order.index(facts["status"] or "forbidden"):
                facts["status"] = status
            note = row.get(f"{side}:comment", "")
            facts["note"] = "; ".join(dict.fromkeys(filter(None, (facts["note"], note))))
            facts["part"] = facts["part"] or _OURS.get(row.get(f"{side}:pos", "").lower(), "")
    terms = [
        Term(code, text, facts["status"], facts["part"], note=facts["note"])  # type: ignore[arg-type]
        for code in codes
        for (language, text), facts in found.items()
        if language == code
    ]
    return shared.concept({"id": rows[0].get("concept id", ""), "note": _shared_note(terms)}, terms, losses)


def _shared_note(terms: list[Term]) -> str:
    return next((t.note for t in terms if (t.language, t.status) == ("zh", "preferred")), "")


_TAKES = ("encoding", "source", "tags")
FORMAT = Format((".utx",), ("concepts",), write, ("concepts",), read, title="UTX 1.11", takes=_TAKES)
