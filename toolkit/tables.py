"""The tables that leave the toolkit: what their columns mean, and those that need no alignment.

Tables are pandas DataFrames; what is true of the whole table stands in ``frame.attrs`` (plain JSON values).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError
from toolkit.model import Concept, Document, Occurrence, Term

if TYPE_CHECKING:
    import pandas as pd

_WRONG = ("deprecated", "forbidden")


@dataclass(frozen=True, slots=True)
class Schema:
    """The name of a kind of table and what its columns mean, ``{lang}`` standing for each language's code."""

    name: str
    columns: dict[str, str]


UNITS = Schema(
    "units",
    {
        "unit": "stable id of the row: document, provision, paragraph, segment",
        "document": "document id",
        "provision": "place in the document, such as art.7/p1; the same in every language",
        "place": "the same in words: Article 7, paragraph 1",
        "kind": "title, opening, recital, formula, heading, paragraph, item, testimonium, signature, address, agency, "
        "jump",
        "{lang}": "the text of the segments in this row; empty if the language has none",
        "note": "translator's notes on the row, as language: note",
        "confidence": "probability (0 to 1) that the row's links are right: the least of its pairs",
        "agreement": "yes if all pairs of languages link the same segments, no if they disagree; empty for one pair",
        "links": "link types by pair, such as zh-ru 1-2",
        "origin": "reviewed if a reviser has confirmed all the row's links, else machine, or reviewed and the pairs",
        "{lang}_segments": "ids of the segments",
        "{lang}_lines": "line numbers in the file the text was read from",
        "{lang}_status": "what this language version is",
        "{lang}_complete": "yes if this language version is whole, no if it breaks off; empty if that is not known",
        "authentic": "languages in which the document is authentic, as it says itself; empty if it does not say",
    },
)

TERMS = Schema(
    "terms",
    {
        "id": "stable concept id",
        "category": "file of the glossary",
        "domain": "subject field",
        "zh": "preferred Chinese term",
        "zh_variants": "admitted Chinese terms",
        "ru": "preferred Russian term",
        "ru_variants": "admitted Russian terms",
        "en": "preferred English term",
        "en_variants": "admitted English terms",
        "{lang}_deprecated": "forms that are met but better not written",
        "{lang}_forbidden": "every form not to be written, the deprecated ones among them",
        "reasons": "why each deprecated or forbidden form is not to be written, as form: reason",
        "usage": "who uses a preferred or admitted form, where, and how it is built, as form: usage; note",
        "note": "what a translator must know of the whole concept",
        "related": "ids of nested and confusable concepts",
        "source": "where the preferred forms come from",
        "confidence": "confirmed, established or working, by language",
        "documents": "corpus documents in which the Chinese term stands",
    },
)

OCCURRENCES = Schema(
    "occurrences",
    {
        "unit": "id of the row, if the text is a cell of a UNITS table",
        "provision": "place in the document; empty for a bare string",
        "concept": "concept id",
        "language": "language of the text",
        "start": "first character, counted from 0 in the whole text or in the cell",
        "stop": "character after the last",
        "surface": "the term as it stands",
        "term": "the glossary's form of it",
        "status": "preferred, admitted, deprecated or forbidden",
        "inserted": "words that stand between those of the term",
        "inside": "whether it is a part of a longer term",
        "zh": "preferred Chinese term of the concept",
        "ru": "preferred Russian term",
        "en": "preferred English term",
        "reason": "why a form is to be avoided",
    },
)

COVERAGE = Schema(
    "coverage",
    {
        "kind": "name or term",
        "text": "as it stands in the Chinese",
        "count": "how often",
        "known": "whether the glossary's terms cover it",
    },
)

OUTLINE = Schema(
    "outline",
    {
        "provision": "place in the document, such as art.7/p1",
        "kind": "title, opening, recital, formula, heading, paragraph, item, testimonium, signature, address, agency, "
        "jump",
        "number": "the number the text itself gives it",
        "lines": "line numbers in the file the text was read from",
        "text": "the text",
    },
)

FAULTS = Schema(
    "faults",
    {
        "file": "file with the fault",
        "line": "line, from 1",
        "column": "name of the column, or character position in the line",
        "rule": "name of the rule",
        "message": "what is wrong and what to do",
    },
)

FINDINGS = Schema(
    "findings",
    {
        "file": "the file it is in; empty of the corpus and of tables",
        "document": "document of the row, or the file if the row names none",
        "unit": "id of the row",
        "provision": "place in the document, such as art.7/p1",
        "rule": "name of the check",
        "severity": "error, warning or note",
        "message": "what differs",
        "quoted": "the words it speaks of, as language: words",
        "suggestion": "what could stand there instead, if that can be said",
        "reason": "why the check looks for this, and what to weigh",
        "{lang}": "the text of the row",
        "{lang}_at": "where the quoted words stand in it, as start-stop: characters from 0, half-open",
    },
)

DISPOSITIONS = (  # what a reviser may decide on a candidate; other words are kept, too
    "no divergence",
    "divergence of meaning, to be reconciled (art. 33)",
    "lack of concordance, to be corrected (art. 79)",
    "for the parties to decide",
)

# what a concordance report says of itself
PURPOSE = (
    "Candidates of divergence between equally authentic texts, for a reviser to decide; neither text is the measure of "
    "the other. Terms are presumed to have the same meaning in each text (Vienna Convention on the Law of Treaties, "
    "art. 33); a lack of concordance is corrected by the States concerned or the depositary (art. 79)."
)

CONCORDANCE = Schema(
    "concordance",
    {
        "candidate": "stable id, by which a later report knows it again",
        "place": "the provision, in words",
        "{lang}": "the authentic text of the row",
        "kind": "kind of difference, such as number, negation, modality",
        "weight": "high, medium or low: how much may hang on it",
        "difference": "what seems to differ",
        "suggestion": "what could stand there, if that can be said",
        "disposition": "the reviser's: no divergence; to be reconciled (art. 33); to be corrected (art. 79) …",
        "correction": "the reviser's proposal of a correction",
        "comment": "the reviser's",
        "state": "against an earlier report: new, known, moved, changed (read it again), gone, added; or empty",
        "quoted": "the words it speaks of, as language: words",
        "reason": "why it is looked for, and what to weigh",
        "document": "document id",
        "unit": "id of the row in the table of aligned texts",
        "provision": "place in the document, such as art.7/p1",
        "{lang}_at": "where the quoted words stand in the text, as start-stop: characters from 0, half-open",
    },
)


def columns(schema: Schema, languages: Sequence[str]) -> list[str]:
    """Return the column names of a table for the given languages, in order."""
    out = []
    for name in schema.columns:
        out += [name.replace("{lang}", code) for code in languages] if "{lang}" in name else [name]
    return out


class Place(NamedTuple):
    """Where a text stands: the row of a table, the provision, and how far from the beginning of the whole text."""

    unit: str = ""
    provision: str = ""
    offset: int = 0


Seen = tuple[Place, Sequence[Occurrence], Sequence[tuple[Occurrence, str]]]


def occurrences(found: Iterable[Seen], concepts: Mapping[str, Concept]) -> pd.DataFrame:
    """Return the OCCURRENCES table of the terms found in texts.

    Args:
        found: where each text stands, its terms, and what only looks like a term, with how the words are read instead.
            The latter goes to ``frame.attrs["vetoed"]``, a list of ``unit provision concept start stop surface read``.
        concepts: the concepts by id.
    """
    import pandas as pd

    preferred = {name: [each.preferred(code) for code in ("zh", "ru", "en")] for name, each in concepts.items()}
    reasons = {(each.id, t.language, t.text): t.note for each in concepts.values() for t in each.terms if t.wrong}
    rows, vetoed = [], []
    for place, terms, against in found:
        for each in terms:
            span = (place.offset + each.start, place.offset + each.stop)
            row = (each.concept, each.language, *span, each.surface, each.term, each.status, each.inserted, each.inside)
            why = reasons.get((each.concept, each.language, each.term), "")
            rows.append((*place[:2], *row, *preferred[each.concept], why))
        for each, read in against:
            start = place.offset + each.start
            facts = {"concept": each.concept, "start": start, "stop": place.offset + each.stop}
            vetoed.append({**place._asdict(), **facts, "surface": each.surface, "read": read})
            del vetoed[-1]["offset"]
    frame = pd.DataFrame(rows, columns=list(OCCURRENCES.columns))
    frame.attrs = {"table": "occurrences", "languages": [], "vetoed": vetoed}
    return frame


def outline(document: Document) -> pd.DataFrame:
    """Return the OUTLINE table of a document: one row a block of its structure."""
    import pandas as pd

    rows = [
        (b.path, b.kind, b.number, ranges(document.raw_lines(b.start, b.stop)), document.text[b.start : b.stop])
        for b in document.blocks
    ]
    frame = pd.DataFrame(rows, columns=list(OUTLINE.columns)).astype({"number": "Int64"})
    frame.attrs = {"table": "outline", "languages": [document.language]}
    return frame


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers in a short form: ``669 671-675`` (raw lines; blank ones between count as inside)."""
    out: list[list[int]] = []
    for number in sorted(numbers):
        if out and number - out[-1][1] <= 2:
            out[-1][1] = number
        else:
            out.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


def terms(concepts: Iterable[Concept], languages: Sequence[str] = ("zh", "ru", "en")) -> pd.DataFrame:
    """Return the TERMS table: one row a concept, several forms in one cell separated by `` | ``.

    Formats with units (TMX) write the terms in ``languages`` only; the columns are always those of all three.

    Raises:
        InputError: a language the glossary doesn't have, or fewer than two.
    """
    import pandas as pd

    if len(set(languages)) < 2 or set(languages) - {"zh", "ru", "en"}:
        raise InputError(f"name two or three of zh, ru and en, not {','.join(languages)}")

    names = columns(TERMS, ("zh", "ru", "en"))
    frame = pd.DataFrame([concept_row(concept) for concept in concepts], columns=names)
    frame.attrs = {"table": "terms", "languages": list(languages)}
    return frame


def concept_row(concept: Concept) -> dict[str, str]:
    """Return the row of a concept in a TERMS table."""
    row = {
        "id": concept.id,
        "category": concept.category,
        "domain": concept.domain,
        "note": concept.note,
        "related": " | ".join(concept.related),
        "documents": " | ".join(sorted({d for t in concept.of("zh") for d in t.documents})),
    }
    heads = [term for code in ("zh", "ru", "en") for term in concept.of(code, "preferred")]
    for code in ("zh", "ru", "en"):
        row[code] = concept.preferred(code)
        row[f"{code}_variants"] = " | ".join(term.text for term in concept.of(code, "admitted"))
        for column, statuses in (("deprecated", _WRONG[:1]), ("forbidden", _WRONG)):
            row[f"{code}_{column}"] = " | ".join(term.text for term in concept.of(code, *statuses))
    row["reasons"] = _said(term for term in concept.terms if term.status in _WRONG)
    named = (term for term in concept.terms if term.status in ("preferred", "admitted"))
    # the note of the preferred Chinese term is that of the concept, which has a column of its own
    row["usage"] = _said(replace(t, note="") if (t.language, t.status) == ("zh", "preferred") else t for t in named)
    row["source"] = " | ".join(f"{t.language}: {'; '.join(t.sources)}" for t in heads if t.sources)
    row["confidence"] = " | ".join(f"{t.language}: {t.confidence}" for t in heads if t.confidence)
    return row


def _said(terms: Iterable[Term]) -> str:
    """Return what the usage and note cells say of terms: ``form: usage; note | form: note``."""
    said = ((term.text, "; ".join(filter(None, (term.usage, term.note)))) for term in terms)
    return " | ".join(f"{text}: {words}" for text, words in said if words)
