"""The tables that leave the toolkit, and how pair alignments become rows of several languages.

Tables are pandas DataFrames; what is true of the whole table stands in ``frame.attrs`` (plain JSON values).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit import __version__
from toolkit.errors import InputError
from toolkit.model import Alignment, Concept, Document, Occurrence, Segment, SegmentedDocument, Term

if TYPE_CHECKING:
    import pandas as pd

Node = tuple[str, int]
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
        "kind": "title, opening, recital, formula, heading, paragraph, item, testimonium, signature, agency, jump",
        "{lang}": "the text of the segments in this row; empty if the language has none",
        "note": "translator's notes on the row, as language: note",
        "confidence": "probability (0 to 1) that the row's links are right: the least of its pairs",
        "agreement": "yes if all pairs of languages link the same segments, no if they disagree; empty for one pair",
        "links": "link types by pair, such as zh-ru 1-2",
        "origin": "machine or reviewed: whether a reviser has confirmed all the row's links",
        "{lang}_segments": "ids of the segments",
        "{lang}_lines": "line numbers in the file the text was read from",
        "{lang}_status": "what this language version is",
        "{lang}_complete": "yes if this language version is whole, no if it breaks off; empty if that is not known",
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
        "provision": "place in the document; empty for a bare string",
        "concept": "concept id",
        "language": "language of the text",
        "start": "first character, counted from 0 in the whole text",
        "stop": "character after the last",
        "surface": "the term as it stands",
        "term": "the glossary's form of it",
        "status": "preferred, admitted, deprecated or forbidden",
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
        "kind": "title, opening, recital, formula, heading, paragraph, item, testimonium, signature, agency, jump",
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


def columns(schema: Schema, languages: Sequence[str]) -> list[str]:
    """Return the column names of a table for the given languages, in order."""
    out = []
    for name in schema.columns:
        out += [name.replace("{lang}", code) for code in languages] if "{lang}" in name else [name]
    return out


def units(
    *alignments: Alignment, labels: dict[str, str] | None = None, notes: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Return the UNITS table of one pair, or of the three pairs of three texts: one row a group of linked segments.

    Rows stand in the order of the first text. ``labels`` says by language what each version is; by default the
    documents' own identity. ``notes`` gives translator's notes by segment id of the first text. ``frame.attrs`` holds
    languages, titles, labels, remarks and the signature.

    Raises:
        InputError: no alignment, or pairs that do not fit together.
    """
    import pandas as pd

    texts = _texts(alignments)
    order = list(texts)
    rows = [_row(group, texts, alignments, labels or {}, notes or {}) for group in _groups(alignments, texts)]
    frame = pd.DataFrame(rows, columns=columns(UNITS, order))
    first = next(iter(texts.values())).document
    frame.attrs = {
        "table": "units",
        "document": first.id,
        "languages": order,
        "titles": {code: text.document.title for code, text in texts.items()},
        "labels": {code: (labels or {}).get(code) or text.document.identity.status for code, text in texts.items()},
        "remarks": list(
            dict.fromkeys(
                [r for a in alignments for r in a.remarks] + [r for t in texts.values() for r in t.document.remarks]
            )
        ),
        "signature": alignments[0].signature,
        "not one to one": {
            f"{a.source.language}-{a.target.language}": round(a.share_not_one_to_one, 4) for a in alignments
        },
    }
    return frame


def occurrences(found: Iterable[tuple[str, int, Iterable[Occurrence]]]) -> pd.DataFrame:
    """Return the OCCURRENCES table of terms found in blocks, given as provision, offset of the block, and the terms."""
    import pandas as pd

    rows = [
        (path, o.concept, o.language, offset + o.start, offset + o.stop, o.surface, o.term, o.status)
        for path, offset, each in found
        for o in each
    ]
    frame = pd.DataFrame(rows, columns=list(OCCURRENCES.columns))
    frame.attrs = {"table": "occurrences", "languages": []}
    return frame


def outline(document: Document) -> pd.DataFrame:
    """Return the OUTLINE table of a document: one row a block of its structure."""
    import pandas as pd

    rows = [
        (b.path, b.kind, b.number, _ranges(document.raw_lines(b.start, b.stop)), document.text[b.start : b.stop])
        for b in document.blocks
    ]
    frame = pd.DataFrame(rows, columns=list(OUTLINE.columns)).astype({"number": "Int64"})
    frame.attrs = {"table": "outline", "languages": [document.language]}
    return frame


def monolingual(text: SegmentedDocument, label: str = "") -> pd.DataFrame:
    """Return the UNITS table of a text that has no other language version yet."""
    import pandas as pd

    lone: list[Node] = [(text.language, at) for at in range(len(text.segments))]
    rows = [_row([node], {text.language: text}, (), {text.language: label}, {}) for node in lone]
    frame = pd.DataFrame(rows, columns=columns(UNITS, [text.language]))
    frame.attrs = {
        "table": "units",
        "document": text.document.id,
        "languages": [text.language],
        "titles": {text.language: text.document.title},
        "labels": {text.language: label or text.document.identity.status},
        "remarks": list(text.document.remarks),
        "signature": f"duizhao {__version__}; not aligned",
        "not one to one": {},
    }
    return frame


def doubtful(table: pd.DataFrame) -> dict[str, str]:
    """Return the units of a UNITS table that a reviser should look at first, each with the reason, in text order."""
    reasons: dict[str, str] = {}
    for row in table[table["origin"] != "reviewed"].to_dict("records"):
        missing = [code for code in table.attrs["languages"] if not row[code]]
        if row["agreement"] == "no":
            reasons[row["unit"]] = "the language pairs disagree"
        elif row["confidence"] is not None and row["confidence"] < 0.5:
            reasons[row["unit"]] = f"confidence {row['confidence']:.2f}"
        elif missing and row["kind"] not in ("jump", "agency"):
            reasons[row["unit"]] = f"nothing in {' and '.join(missing)}"
    return reasons


def _texts(alignments: Sequence[Alignment]) -> dict[str, SegmentedDocument]:
    if not alignments:
        raise InputError("there is no alignment to make a table of")
    texts: dict[str, SegmentedDocument] = {}
    for alignment in alignments:
        for text in (alignment.source, alignment.target):
            if texts.setdefault(text.language, text).segments != text.segments:
                raise InputError(f"the alignments hold two different {text.language} texts")
    if len(alignments) != len(texts) * (len(texts) - 1) // 2:
        raise InputError(f"{len(texts)} texts want each pair of them aligned once, not {len(alignments)} alignments")
    return texts


def _groups(alignments: Sequence[Alignment], texts: dict[str, SegmentedDocument]) -> list[list[Node]]:
    """Return the connected segments (the connected components over all pairs), in reading order."""
    parent: dict[Node, Node] = {
        (code, at): (code, at) for code, text in texts.items() for at in range(len(text.segments))
    }

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for alignment in alignments:
        for bead in alignment.beads:
            nodes: list[Node] = [(alignment.source.language, i) for i in range(*bead.source)]
            nodes += [(alignment.target.language, j) for j in range(*bead.target)]
            for node in nodes[1:]:
                parent[root(node)] = root(nodes[0])
    groups: dict[Node, list[Node]] = {}
    for node in parent:
        groups.setdefault(root(node), []).append(node)
    return sorted(groups.values(), key=_reading_order(groups.values(), texts))


def _reading_order(groups: Iterable[list[Node]], texts: dict[str, SegmentedDocument]) -> Any:
    """Return a sort key: the place in the first text, or for rows without it, after what precedes them."""
    first = next(iter(texts))
    place: dict[Node, float] = {}
    for group in groups:
        at = [i for code, i in group if code == first]
        if at:
            place.update(dict.fromkeys(group, float(min(at))))
    for step, code in enumerate(texts, start=1):
        last = -1.0
        for i in range(len(texts[code].segments)):
            if (code, i) in place:
                last = place[code, i]
            else:
                place[code, i] = last + step * 0.1
    return lambda group: (min(place[node] for node in group), *min(group, key=lambda node: node[1])[1:], min(group)[0])


def _row(
    group: list[Node],
    texts: dict[str, SegmentedDocument],
    alignments: Sequence[Alignment],
    labels: dict[str, str],
    notes: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    members = {code: [texts[code].segments[i] for c, i in sorted(group) if c == code] for code in texts}
    lead = next(code for code in texts if members[code])
    head = members[lead][0]
    scores, kinds, agree, reviewed = _links(group, alignments)
    said = [note for segment in members[next(iter(texts))] for note in notes.get(segment.id, ())]
    row: dict[str, Any] = {
        "unit": head.id if lead == next(iter(texts)) else f"{head.id}+{lead}",
        "document": texts[lead].document.id,
        "provision": head.block.path,
        "place": head.block.place,
        "kind": head.block.kind,
        "note": " | ".join(said),
        "confidence": round(min(scores), 3) if scores else None,
        "agreement": "" if len(alignments) < 2 else "yes" if agree else "no",
        "links": "; ".join(kinds),
        "origin": ("reviewed" if reviewed else "machine") if alignments else "",
    }
    for code, segments in members.items():
        document = texts[code].document
        row[code] = _joined(segments, code)
        row[f"{code}_segments"] = " ".join(segment.id for segment in segments)
        lines = [line for segment in segments for line in document.raw_lines(segment.start, segment.stop)]
        row[f"{code}_lines"] = _ranges(dict.fromkeys(lines))
        row[f"{code}_status"] = labels.get(code) or document.identity.status
        row[f"{code}_complete"] = {True: "yes", False: "no", None: ""}[document.identity.complete]
    return row


def _joined(segments: Sequence[Segment], language: str) -> str:
    """Return the segments as one text: Chinese sentences of a paragraph without a space, all else with one."""
    text = ""
    for before, segment in zip((None, *segments), segments, strict=False):
        prose = before and before.block == segment.block and language == "zh"
        text += segment.text if prose or not before else f" {segment.text}"
    return text


def _links(group: list[Node], alignments: Sequence[Alignment]) -> tuple[list[float], list[str], bool, bool]:
    """Return the scores and types of a row's links, whether the pairs agree on them, and whether all are reviewed."""
    scores, kinds, origins = [], [], set()
    direct: dict[tuple[str, str], set[tuple[Node, Node]]] = {}
    for alignment in alignments:
        one, other = str(alignment.source.language), str(alignment.target.language)
        left = {i for code, i in group if code == one}
        right = {j for code, j in group if code == other}
        beads = [b for b in alignment.beads if left & set(range(*b.source)) or right & set(range(*b.target))]
        links = {((one, i), (other, j)) for b in beads for i in range(*b.source) for j in range(*b.target)}
        direct[one, other], direct[other, one] = links, {(b, a) for a, b in links}
        if beads:
            scores.append(min(bead.score for bead in beads))
            origins |= {bead.origin for bead in beads}
            kinds.append(f"{one}-{other} {'+'.join(bead.kind for bead in beads)}")
    return scores, kinds, _agree(direct, {code for code, _ in group}), origins == {"reviewed"}


def _agree(direct: dict[tuple[str, str], set[tuple[Node, Node]]], present: set[str]) -> bool:
    """Whether each pair links nothing that the way over the third language does not, and leaves out nothing it links.

    Finer links of one pair (two sentences one by one, where the third language has them in one) are agreement.
    """
    for (one, other), links in direct.items():
        for third in present - {one, other}:
            over = {(a, c) for a, b in direct[one, third] for b2, c in direct[third, other] if b == b2}
            if not links <= over or {a for a, _ in links} != {a for a, _ in over}:
                return False
    return True


def _ranges(numbers: Iterable[int]) -> str:
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
    frame = pd.DataFrame([_concept_row(concept) for concept in concepts], columns=names)
    frame.attrs = {"table": "terms", "languages": list(languages)}
    return frame


def _concept_row(concept: Concept) -> dict[str, str]:
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
    row["source"] = " | ".join(f"{t.language}: {'; '.join(t.sources)}" for t in heads)
    row["confidence"] = " | ".join(f"{t.language}: {t.confidence}" for t in heads)
    return row


def _said(terms: Iterable[Term]) -> str:
    """Return what the usage and note cells say of terms: ``form: usage; note | form: note``."""
    said = ((term.text, "; ".join(filter(None, (term.usage, term.note)))) for term in terms)
    return " | ".join(f"{text}: {words}" for text, words in said if words)
