"""How much of a Chinese text the glossary knows: of its names, which must all be there, and of its nominal terms.

Names are found without the glossary's help: titles in 《》, quoted designations, words that jieba's dictionary tags as
persons, places or bodies, and noun runs that end like a body, document or event (the endings are a data file). Nominal
terms are the nouns that are left, but for the general words of ``glossary/general-words.txt``.

A name counts as known where terms cover all its characters, so a missing name that shorter terms make up together is
not seen, nor one inside a longer known name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import data, tables
from toolkit.errors import InputError
from toolkit.languages import zh
from toolkit.model import Document
from toolkit.terminology.index import TermIndex

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[int, int]
_QUOTED = re.compile(r"《([^《》]+)》|〈([^〈〉]+)〉|“([^“”、，]{4,})”")
_NAME_TAGS = ("nr", "ns", "nt")
_NOUN_TAGS = ("n", "vn", "an", "j", "l")
_RUN_TAGS = ("n", "vn", "an", "j", "b", "eng", "s", "k", "g")


def coverage(document: Document, terms: TermIndex, general: frozenset[str]) -> pd.DataFrame:
    """Return the COVERAGE table of a Chinese document: names and nominal terms, how often, and whether they are known.

    ``frame.attrs`` has the shares known (0 to 1, by occurrence): ``names`` and ``terms``.

    Raises:
        InputError: the document is not Chinese.
    """
    import pandas as pd

    if document.language != "zh":
        raise InputError(f"coverage is measured on Chinese text; {document.id} is {document.language}")
    counts: Counter[tuple[str, str, bool]] = Counter()
    for block in document.blocks:
        text = document.text[block.start : block.stop]
        known = _union([(each.start, each.stop) for each in terms.recognise(text, "zh")])
        tagged = zh.tagged(text)
        names = _outermost([*_quoted(text), *_names(text, tagged, general)])
        for kind, spans in (("name", names), ("term", _nominal(text, tagged, names, general))):
            for start, stop in spans:
                counts[kind, text[start:stop], _inside(text, (start, stop), known)] += 1
    rows = [(kind, text, number, known) for (kind, text, known), number in counts.items()]
    rows.sort(key=lambda row: (row[0], row[3], -row[2], row[1]))
    frame = pd.DataFrame(rows, columns=list(tables.COVERAGE.columns))
    frame.attrs = {"table": "coverage", "document": document.id, "languages": ["zh"]}
    for kind in ("name", "term"):
        found = [(row[2], row[3]) for row in rows if row[0] == kind]
        frame.attrs[f"{kind}s"] = sum(n for n, known in found if known) / max(sum(n for n, _ in found), 1)
    return frame


def general_words(folder: Path | None = None) -> frozenset[str]:
    """Return the words that are no terms, from ``glossary/general-words.txt``."""
    text = ((folder or data.home() / "glossary") / "general-words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


def _quoted(text: str) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        yield match.span(match.lastindex or 0)


def _names(text: str, tagged: list[tuple[Span, str]], general: frozenset[str]) -> Iterator[Span]:
    """Yield words tagged as names, and noun runs that end like a body, document or event."""
    run: list[Span] = []
    for span, tag in [*tagged, ((len(text), len(text)), "x")]:
        word = text[slice(*span)]
        if tag[:2] in _NAME_TAGS and word not in general and len(word) > 1:
            yield span
        if tag.startswith(_RUN_TAGS) and (word not in general or _ending().fullmatch(word)):
            run.append(span)
            continue
        if len(run) > 1 and _ending().search(text[run[0][0] : run[-1][1]]):
            yield run[0][0], run[-1][1]
        run = []


@cache
def _ending() -> re.Pattern[str]:
    """Return a pattern for the ends of names of bodies, documents and events."""
    lines = files("toolkit.languages").joinpath("zh.names.txt").read_text("utf-8").splitlines()
    return re.compile(f"(?:{'|'.join(line for line in lines if line and not line.startswith('#'))})$")


def _nominal(text: str, tagged: list[tuple[Span, str]], names: list[Span], general: frozenset[str]) -> Iterator[Span]:
    for span, tag in tagged:
        word = text[slice(*span)]
        noun = tag.startswith(_NOUN_TAGS) and len(word) > 1 and word not in general
        if noun and not any(a <= span[0] and span[1] <= b for a, b in names):
            yield span


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda each: (each[0] - each[1], each)):
        if not any(a <= span[0] and span[1] <= b for a, b in kept):
            kept.append(span)
    return sorted(kept)


def _union(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, stop in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((start, stop))
    return out


def _inside(text: str, span: Span, known: list[Span]) -> bool:
    """Whether known terms cover the span but for punctuation and the particle 的."""
    covered = {at for start, stop in known for at in range(start, stop)}
    return all(at in covered or not text[at].isalnum() or text[at] in "的和与同及" for at in range(*span))
