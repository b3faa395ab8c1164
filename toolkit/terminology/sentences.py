"""Sentences of a corpus in which a concept stands, aligned in all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.data import LANGUAGES
from toolkit.terminology.database import ask
from toolkit.terminology.termbase import Termbase

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.model import Occurrence

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A row of an aligned table: where it stands, its texts by language, and the spans in them that name the concept.

    ``labels`` say what each text is, such as ``working translation``.
    """

    document: str
    unit: str
    place: str
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    spans: Mapping[str, tuple[Span, ...]]


def sentences(base: Termbase, concept: str, limit: int = 3) -> list[Sentence]:
    """Return sentences in which a concept stands: first those in which it does in most languages, in text order."""
    found: dict[tuple[Any, ...], dict[str, list[Span]]] = {}
    for *row, language, start, stop in ask(base.base, "sentences of", concept, concept, limit):
        found.setdefault(tuple(row), {}).setdefault(language, []).append((start, stop))
    made = [
        Sentence(
            row[0],
            row[1],
            row[2],
            {code: text for code, text in zip(LANGUAGES, row[3:6], strict=True) if text},
            {code: label for code, label in zip(LANGUAGES, row[6:], strict=True) if label},
            {code: tuple(spans) for code, spans in marked.items()},
        )
        for row, marked in found.items()
    ]
    return sorted(made, key=lambda each: -len(each.spans))


def add(
    base: Termbase, document: str, table: pd.DataFrame, recognise: Callable[[str, str], Iterable[Occurrence]]
) -> int:
    """Put the rows of a UNITS table into a termbase as the sentences of a document, and return how many.

    Args:
        base: the termbase; sentences that it has of this document give way.
        document: the name of the document.
        table: the rows.
        recognise: returns the terms that stand in a text of a language.
    """
    codes = [code for code in LANGUAGES if code in table.columns]
    labels = [_label(table, code) for code in LANGUAGES]
    rows, found = [], []
    for row in table.to_dict("records"):
        texts = {code: str(row[code]) for code in codes}
        rows.append(
            (str(row["unit"]), str(row["place"] or row["provision"]), *(texts.get(code, "") for code in LANGUAGES))
        )
        for code, text in texts.items():
            for each in recognise(text, code) if text else ():
                found.append((each.concept, str(row["unit"]), code, each.start, each.stop))
    return base.add_sentences(document, labels, rows, found)


def _label(table: pd.DataFrame, code: str) -> str:
    """Return what the text of a language is, as the first row says."""
    column = f"{code}_status"
    return next((str(each) for each in table[column] if each), "") if column in table.columns else ""
