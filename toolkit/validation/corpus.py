"""Faults in the corpus: changed sources, unlabelled texts, breaches of house style, gold that no longer fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, groupby, product
from pathlib import Path

from toolkit import data, review
from toolkit.errors import DataError, TableError, ToolkitError
from toolkit.languages import ru
from toolkit.model import Document, Term
from toolkit.segmenter import segment
from toolkit.terminology import TermIndex
from toolkit.validation import names
from toolkit.validation.style import MIXED, Fault, prose, rules

_PLACE = re.compile(r"at line (\d+), column (\d+)")  # what tomllib says
_FUTURE = {"zh": re.compile("将"), "en": re.compile(r"\bwill\b")}
_VERB = re.compile(r"\b[а-яё]+(?:ут|ют|ат|ят|ет|ёт|ит)(?:ся)?\b")
_SHALL = re.compile(r"\b(?:shall|may|(?:is|are) ready)\b")
_SENTENCE = re.compile(r"(?s)\s\S+\s.*[.;:]\s*$")
_GOES_ON = re.compile(r"[:;,](?:\s+(?:and|or))?\s*$")  # in the paragraphs that follow, as a list does
_TITLED = ("documents", "events", "organizations", "projects")  # files of the glossary with official titles and names
_OPERATIVE = {"ru": "the present, the future only for 将", "en": "shall, not will"}


def faults(corpus: Path, glossary: Path) -> Iterator[Fault]:
    """Yield every fault of a corpus folder, whose files are named ``corpus/…``, with the forms of a glossary."""
    yield from _sums(corpus / "raw")
    terms = _terms(glossary)
    for name in (path.parent.name for path in sorted(corpus.glob("[!.]*/meta.toml"))):
        try:
            facts, documents = data.meta(name, corpus), data.documents(name, corpus)
        except ToolkitError as error:
            place = _PLACE.search(str(error))
            line, column = (int(place[1]), place[2]) if place else (1, "")
            message = f"{type(error).__name__}: {error}"
            yield Fault(f"corpus/{name}/meta.toml", line, column, "corpus.document", message)
            continue
        yield from _meta(name, documents)
        for code, document in documents.items():
            if code in ("ru", "en") and document.identity.status == "working":
                yield from _text_style(data.text_file(name, code, corpus), code, f"corpus/{name}/{code}.txt")
        yield from _register(name, documents)
        yield from _forbidden(name, documents, terms) if terms else ()
        yield from _gold(corpus / name / "gold.csv", documents)
        yield from names.faults(corpus / name / "names.csv", facts.get("gold", {}).get("zh", ""), documents.get("zh"))
        yield from _notes(corpus / name / "notes.csv", documents)
        yield from _unconfirmed(corpus / name / "notes.csv", documents, terms) if terms else ()
        yield from _review(corpus / name / "review.csv", documents)


def _sums(raw: Path) -> Iterator[Fault]:
    listed: dict[str, str] = {}
    sums = raw / "SHA256SUMS"
    for number, line in enumerate(sums.read_text("utf-8").splitlines() if sums.exists() else [], start=1):
        digest, _, name = line.partition("  ")
        listed[name] = digest
        if not (raw / name).exists():
            yield Fault("corpus/raw/SHA256SUMS", number, "", "corpus.raw", f"{name} is missing")
        elif data.digest(raw / name) != digest:
            yield Fault(
                f"corpus/raw/{name}",
                1,
                "",
                "corpus.raw",
                "the file is not the one that was received: its SHA-256 differs",
            )
    for path in sorted(raw.glob("*.txt")):
        if path.name not in listed:
            yield Fault(f"corpus/raw/{path.name}", 1, "", "corpus.raw", "its SHA-256 is not in SHA256SUMS")


def _meta(name: str, documents: dict[str, Document]) -> Iterator[Fault]:
    for code, document in documents.items():
        identity = document.identity
        if identity.status == "unknown":
            known = ", ".join(each for each in data.STATUS_LABELS if each != "unknown")
            message = f"it is not said what the text is; write status = one of {known}"
            yield Fault(f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", message)
        if not identity.source or identity.complete is None:
            yield Fault(
                f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", "source and completeness must be said"
            )


def _text_style(file: Path, code: str, name: str) -> Iterator[Fault]:
    for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
        for match in MIXED.finditer(line):
            yield Fault(
                name,
                number,
                str(match.start() + 1),
                "corpus.alphabet",
                f"letters of two alphabets in one word: {match.group()}",
            )
        for pattern, message in (*rules(code), *rules("any")):
            for match in pattern.finditer(line):
                if "    " not in match.group():  # the gap between State and name in the signature block
                    yield Fault(name, number, str(match.start() + 1), "style", f"{match.group()!r}: {message}")


def _future(text: str, code: str) -> str:
    """Return the first verb of a text that is in the future, or the empty string."""
    if code == "ru":
        return next((word for word in _VERB.findall(text) if ru.is_future(word)), "")
    return match.group() if (match := _FUTURE[code].search(text)) else ""


def _register(name: str, documents: dict[str, Document]) -> Iterator[Fault]:
    """Yield operative articles of our treaty translations whose verbs are not in treaty register.

    English has *shall*, not *will*; Russian the present, the future only where the Chinese article has 将.
    """
    futures = _articles(documents["zh"], _FUTURE["zh"]) if "zh" in documents else set()
    for code, document in documents.items():
        if code == "zh" or document.kind != "treaty" or document.identity.status != "working":
            continue
        for block in document.blocks:
            text = document.text[block.start : block.stop]
            found = _future(text, code) if block.division.startswith("art.") else None
            if found and not (code == "ru" and block.division in futures):
                line = document.raw_lines(block.start, block.stop)[0]
                message = f"{found!r}: operative articles have {_OPERATIVE[code]}"
                yield Fault(f"corpus/{name}/{code}.txt", line, str(text.index(found) + 1), "style", message)
        yield from _without_shall(name, document) if code == "en" else ()


def _without_shall(name: str, document: Document) -> Iterator[Fault]:
    """Yield the operative paragraphs in which no verb is in treaty register."""
    for start, text in _operative(document):
        if _SENTENCE.search(text) and not _SHALL.search(text):  # a table's cell is no sentence
            line = document.raw_lines(start, start + 1)[0]
            yield Fault(f"corpus/{name}/en.txt", line, "1", "style", "an operative paragraph without shall or may")


def _operative(document: Document) -> Iterator[tuple[int, str]]:
    """Yield where each paragraph of an article starts, and its words with those of the list in which it goes on."""
    blocks = (each for each in document.blocks if each.division.startswith("art.") and each.kind != "heading")
    for _, own in groupby(blocks, lambda each: each.division):
        start, text = 0, ""
        for block in own:
            start = start if text else block.start
            text += document.text[block.start : block.stop] + "\n"
            if not _GOES_ON.search(text):
                yield start, text
                text = ""
        if text:
            yield start, text


def _articles(document: Document, pattern: re.Pattern[str]) -> set[str]:
    """Return the divisions in whose text a pattern stands."""
    return {b.division for b in document.blocks if pattern.search(document.text[b.start : b.stop])}


def _terms(glossary: Path) -> TermIndex | None:
    """Return the index of a glossary, or none if it is broken: the glossary check names the fault."""
    try:
        return TermIndex(data.glossary(glossary))
    except DataError:
        return None


def _forbidden(name: str, documents: dict[str, Document], terms: TermIndex) -> Iterator[Fault]:
    """Yield forms in our translations that the glossary forbids."""
    for code, document in documents.items():
        if code == "zh" or document.identity.status != "working":
            continue
        file = f"corpus/{name}/{code}.txt"
        for block in document.blocks:
            for each in terms.recognise(document.text[block.start : block.stop], code):
                if each.status == "forbidden":
                    line = document.raw_lines(block.start + each.start, block.start + each.stop)[0]
                    better = terms.concepts_by_id[each.concept].preferred(code)
                    message = f"{each.surface!r} is forbidden; use {better}"
                    yield Fault(file, line, str(each.start + 1), "corpus.forbidden", message)


def _notes(file: Path, documents: dict[str, Document]) -> Iterator[Fault]:
    """Yield translator's notes that stand nowhere, on no text, or say nothing."""
    name = f"corpus/{file.parent.name}/notes.csv"
    first = next(iter(documents.values()))
    ids = {each.id for each in segment(first).segments}
    seen: set[tuple[str, ...]] = set()
    for row in data.table(file, data.NOTE_COLUMNS) if file.exists() else ():
        if isinstance(row, TableError):
            yield Fault(name, row.line, row.column, "corpus.notes", row.reason)
            continue
        cells = row.cells
        if cells["segment"] not in ids:
            message = f"there is no {first.language} segment {cells['segment']}"
            yield Fault(name, row.line, "segment", "corpus.notes", message)
        if cells["language"] not in set(documents) - {first.language}:
            message = f"{cells['language']!r} is no language into which the document is translated"
            yield Fault(name, row.line, "language", "corpus.notes", message)
        if not cells["note"].strip() or tuple(cells.values()) in seen:
            yield Fault(name, row.line, "note", "corpus.notes", "the note is empty, or stands twice")
        seen.add(tuple(cells.values()))
        for rule, message in prose(cells["note"]):
            yield Fault(name, row.line, "note", rule, message)


def _unconfirmed(file: Path, documents: dict[str, Document], terms: TermIndex) -> Iterator[Fault]:
    """Yield titles and names for which we have our own wording only, where no note stands that could say so."""
    rows = [row.cells for row in data.table(file, data.NOTE_COLUMNS) if not isinstance(row, TableError)]
    noted = {(cells["segment"], cells["language"]) for cells in rows}
    ours = [code for code, each in documents.items() if each.identity.status == "working"]
    for each in segment(documents["zh"]).segments if "zh" in documents else ():
        named = [found for found in terms.recognise(each.text, "zh") if not found.inside]
        for found, code in product(named, ours):
            concept = terms.concepts_by_id[found.concept]
            heads = concept.of(code, "preferred") if concept.category in _TITLED else ()
            if any(_is_working_name(head) for head in heads) and (each.id, code) not in noted:
                message = f"{each.id}: the glossary has a working {code} form of {found.surface}; say so in a note"
                yield Fault(f"corpus/{file.parent.name}/notes.csv", 1, code, "corpus.unconfirmed", message)


def _is_working_name(term: Term) -> bool:
    return term.confidence == "working" and term.part_of_speech == "proper-noun"


def _review(file: Path, documents: dict[str, Document]) -> Iterator[Fault]:
    """Yield confirmed links whose texts have changed since."""
    name = f"corpus/{file.parent.name}/review.csv"
    texts = [segment(document) for document in documents.values()]
    for one, other in combinations(texts, 2):
        pair = f"{one.language}-{other.language}"
        try:
            stale = review.confirmed(file, one, other).stale
        except TableError as error:
            yield Fault(name, error.line, error.column, "corpus.review", error.reason)
            return
        except DataError as error:
            yield Fault(name, 1, "", "corpus.review", str(error).partition(": ")[2])
            continue
        lines = _lines(file, pair) if stale else {}
        for left, right in stale:
            message = f"{pair}: {' '.join(left or right)} was confirmed with other words; read it again"
            yield Fault(name, lines[left, right], "check", "corpus.review", message)


def _lines(file: Path, pair: str) -> dict[tuple[tuple[str, ...], ...], int]:
    """Return the line of each link of a pair in ``review.csv``, by the ids on either side."""
    found = ((row.line, row.cells) for row in data.rows(file, review.COLUMNS) if row.cells["pair"] == pair)
    return {(tuple(cells["left"].split()), tuple(cells["right"].split())): line for line, cells in found}


def _gold(file: Path, documents: dict[str, Document]) -> Iterator[Fault]:
    """Yield what is wrong with a gold alignment: texts it was not read against, or links that do not fit them."""
    if not file.exists():
        return
    name = f"corpus/{file.parent.name}/gold.csv"
    stale = data.stale_gold(file.parent.name, documents, file.parent.parent)
    for code in stale:
        yield Fault(
            name, 1, code, "corpus.gold", f"the {code} text is not the one this gold was read against; read it again"
        )
    if stale:
        return
    yield from _coverage(file, name, {code: [each.id for each in segment(d).segments] for code, d in documents.items()})


def _coverage(file: Path, name: str, ids: dict[str, list[str]]) -> Iterator[Fault]:
    """Yield segments that a gold alignment does not know, links twice or leaves out."""
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, row in enumerate(data.gold_rows(file), start=2):
        for side, code in zip(("left", "right"), row["pair"].split("-"), strict=False):
            seen = used[row["pair"], code]
            for each in row[side].split():
                if each not in ids.get(code, ()):
                    yield Fault(name, number, side, "corpus.gold", f"there is no {code} segment {each}")
                elif each in seen:
                    yield Fault(name, number, side, "corpus.gold", f"{code} segment {each} is linked twice")
                seen.add(each)
    for (pair, code), seen in used.items():
        for each in ids.get(code, ()):
            if each not in seen:
                yield Fault(name, 1, pair, "corpus.gold", f"{code} segment {each} is in no link")
