"""OmegaT's glossary (``.utf8``): source, tab, target, tab, comment; a line that begins with # is a comment.

There is no quoting: a tab or an end of line in a term becomes a space, and a term that begins with # has no place. Only
good terms go out, each source term with each target term, the preferred first. Reading makes one concept of the lines
with the same source term; one that is written with and without quotation marks and has the same translations is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from toolkit.errors import InputError
from toolkit.formats import Format, whole
from toolkit.formats import facts as shared
from toolkit.formats.facts import GOOD, Holds, flat, own_note
from toolkit.formats.stream import Losses, Reading, Stream, Writing
from toolkit.model import Concept, Term

_QUOTES = re.compile('[«»„“”"‹›‘’《》〈〉「」『』]')
_SCRIPTS = (("zh", re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")), ("ru", re.compile("[А-Яа-яЁё]")),
            ("en", re.compile("[A-Za-z]")))  # fmt: skip


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a glossary of a pair; concepts without good terms in both languages are left out."""
    for line in lines(stream.rows, shared.pair(stream, how), how.losses):
        file.write(line.encode("utf-8", "replace"))


def lines(found: Iterable[Concept], tags: Mapping[str, str], losses: Losses) -> Iterator[str]:
    """Yield the lines of a glossary from the first language of ``tags`` to the second."""
    source, target = tags
    holds = Holds(frozenset({"usage", "note"}), GOOD, (source, target), pair=True)
    yield f"# {tags[source]}\t{tags[target]}\n"
    for each in holds.kept(shared.uncommented(found, source, losses), losses):
        for one in each.of(source):
            losses.drop("usage of source terms", bool(one.usage))
            losses.drop("note of source terms", bool(own_note(each, one)))
            for other in each.of(target):
                cells = (flat(one.text), flat(other.text), flat(_comment(each, other)))
                yield "\t".join(cells).rstrip("\t") + "\n"


def _comment(each: Concept, term: Term) -> str:
    """Return what a translator wants to see beside a term: who uses it, and what is to be known of it."""
    return "; ".join(dict.fromkeys(filter(None, (term.usage, own_note(each, term), each.note))))


def read(file: BinaryIO, how: Reading) -> Stream:
    """Return the concepts of an OmegaT glossary; the first line or the letters say which languages it has.

    Raises:
        InputError: it holds no terms, or languages that the toolkit doesn't have.
    """
    rows = _rows(shared.decoded(whole(file, how), how), how.losses)
    if not rows:
        raise InputError("the glossary holds no terms: each line is a term, a tab and its translation")
    source, target = (_language([row[column] for row in rows]) for column in (0, 1))
    grouped: dict[str, dict[str, str]] = {}
    for one, other, *rest in rows:
        known, note = grouped.setdefault(one, {}), rest[0] if rest else ""
        known[other] = "; ".join(dict.fromkeys(filter(None, (known.get(other, ""), note))))
        how.losses.drop("cells after the comment", len(list(filter(None, rest[1:]))))
    spelled: dict[tuple[str, str], dict[str, None]] = {}  # the ways to write each source term
    for one, others in grouped.items():
        spelled.setdefault((_QUOTES.sub("", one), str(others)), {})[one] = None
    made = [_concept(source, list(ones), target, grouped[next(iter(ones))], how.losses) for ones in spelled.values()]
    return shared.found(made, "the glossary")


def _concept(source: str, ones: Sequence[str], target: str, others: Mapping[str, str], losses: Losses) -> Concept:
    """Return a concept of the ways to write a source term, its target terms and what is said of each of these."""
    terms = [*(_term(source, one, "") for one in ones), *(_term(target, other, note) for other, note in others.items())]
    return shared.concept({}, terms, losses)


def _rows(text: str, losses: Losses) -> list[list[str]]:
    rows = []
    for number, line in enumerate(text.splitlines()):
        cells = [cell.strip() for cell in line.split("\t")]
        if line.startswith("#"):
            tags = line[1:].split("\t")
            losses.drop("comment lines", number > 0 or not all(shared.languages(tags)))
        elif len(cells) > 1 and cells[0] and cells[1]:
            rows.append(cells)
        elif line.strip():
            losses.drop("lines without a tab")
    return rows


def _term(language: str, text: str, note: str) -> Term:
    return Term(language, text, "", note=note)  # type: ignore[arg-type]


def _language(column: list[str]) -> str:
    """Return the language of a column by its letters: the first whose letters at least half of the terms have."""
    for code, letters in _SCRIPTS:
        if 2 * sum(bool(letters.search(text)) for text in column) >= len(column):
            return code
    raise InputError("the glossary is neither Chinese, Russian nor English")


_TAKES = ("encoding", "source", "tags")
FORMAT = Format((".utf8",), ("concepts",), write, ("concepts",), read, title="OmegaT glossary", takes=_TAKES)
