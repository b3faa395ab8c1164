"""The verb ``validate``: every fault in `glossary/` and `corpus/`, with file, line and column."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import data
from toolkit.errors import DataError, ToolkitError
from toolkit.languages import zh
from toolkit.model import Document
from toolkit.segmenter import segment
from toolkit.tables import FAULTS

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
CONFIDENCES = ("confirmed", "established", "working")
PARTS_OF_SPEECH = ("noun", "verb", "adjective", "phrase", "proper-noun", "abbreviation", "adverb")
_MIXED = re.compile(r"[^\W\d_]*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])[^\W\d_]*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Fault(NamedTuple):
    """A fault: where it is, the rule it breaks, and what to do."""

    file: str
    line: int
    column: str
    rule: str
    message: str


def validate(folder: Path | None = None) -> pd.DataFrame:
    """Return the FAULTS table of the curated data under a folder (the bundled one by default); empty if there is none."""
    import pandas as pd

    home = folder or data.home()
    found = sorted({*_glossary(home), *_corpus(home / "corpus")}, key=lambda each: each[:4])
    frame = pd.DataFrame(found, columns=list(FAULTS.columns))
    frame.attrs = {"table": "faults", "languages": []}
    return frame


def _glossary(home: Path) -> Iterator[Fault]:
    folder = home / "glossary"
    rows: list[data.Row] = []
    for file in data.glossary_files(folder):
        try:
            found = list(data.rows(file, data.TERM_COLUMNS))
        except DataError as error:
            yield Fault(file.name, 1, "", "glossary.file", str(error))
            continue
        yield from _order(file, found)
        rows += found
    try:
        keys = set(data.sources(folder))
    except DataError as error:
        yield Fault("sources.csv", 1, "", "glossary.file", str(error))
        keys = set()
    ids = {row.cells["id"] for row in rows}
    texts = _corpus_texts(home / "corpus")
    for row in rows:
        yield from _cells(row, keys, ids)
        yield from _style(row)
        yield from _attested(row, texts)
        yield from _pinyin(row)
    yield from _concepts(rows)
    yield from _duplicates(rows)


def _at(row: data.Row, column: str, rule: str, message: str) -> Fault:
    return Fault(f"glossary/{row.file.name}", row.line, column, rule, message)


def _order(file: Path, rows: list[data.Row]) -> Iterator[Fault]:
    def key(row: data.Row) -> tuple[str, int, int, str]:
        cells = row.cells
        language = data.LANGUAGES.index(cells["language"]) if cells["language"] in data.LANGUAGES else 9
        status = STATUSES.index(cells["status"]) if cells["status"] in STATUSES else 9
        return cells["id"], language, status, cells["term"]

    for before, row in zip(rows, rows[1:], strict=False):
        if key(row) < key(before):
            yield _at(row, "id", "glossary.order", "rows are sorted by id, language (zh, ru, en), status and term")


def _cells(row: data.Row, keys: set[str], ids: set[str]) -> Iterator[Fault]:
    cells = row.cells
    allowed = {"language": data.LANGUAGES, "status": STATUSES, "confidence": CONFIDENCES, "part_of_speech": ("", *PARTS_OF_SPEECH),
               "gender": ("", "m", "f", "n"), "number": ("", "pl")}  # fmt: skip
    for column, values in allowed.items():
        if cells[column] not in values:
            yield _at(row, column, "glossary.value", f"{cells[column]!r} is none of {', '.join(filter(None, values))}")
    if not _ID.fullmatch(cells["id"]):
        yield _at(row, "id", "glossary.id", f"{cells['id']!r}: small letters, digits and hyphens only")
    if not cells["term"].strip():
        yield _at(row, "term", "glossary.empty", "the term is empty")
    for column, value in cells.items():
        if value != value.strip() or value != unicodedata.normalize("NFC", value):
            yield _at(row, column, "glossary.spaces", "spaces at the edges, or not in Unicode NFC")
    if not cells["source"]:
        yield _at(row, "source", "glossary.source", "the source is missing")
    for each in data.listed(cells["source"]):
        if each.partition(":")[0].strip() not in keys:
            yield _at(row, "source", "glossary.source", f"{each.partition(':')[0]!r} is not in sources.csv")
    for each in data.listed(cells["related"]):
        if each not in ids:
            yield _at(row, "related", "glossary.related", f"there is no concept {each!r}")


def _style(row: data.Row) -> Iterator[Fault]:
    cells, code = row.cells, row.cells["language"]
    if code == "zh" and cells["status"] in ("preferred", "admitted") and zh.simplified(cells["term"]) != cells["term"]:
        yield _at(row, "term", "glossary.script", f"traditional characters; simplified is {zh.simplified(cells['term'])}")
    for match in _MIXED.finditer(cells["term"]):
        yield _at(row, "term", "glossary.alphabet", f"Latin and Cyrillic letters in one word: {match.group()}")
    if cells["status"] == "preferred" and code in ("ru", "en"):
        for pattern, message in _rules(code):
            if (match := pattern.search(cells["term"])) and not ("ё" in match.group() and row.file.stem == "persons"):
                yield _at(row, "term", "style", f"{match.group()!r}: {message}")


def _corpus_texts(corpus: Path) -> dict[str, str]:
    out = {}
    for name in data.corpus_ids(corpus):
        try:
            out[name] = data.documents(name, corpus)["zh"].text
        except (ToolkitError, KeyError):
            continue  # the corpus check names the fault
    return out


def _attested(row: data.Row, texts: dict[str, str]) -> Iterator[Fault]:
    for name in filter(None, row.cells["documents"].split(";")):
        if name not in texts:
            yield _at(row, "documents", "glossary.documents", f"there is no document {name!r} with a Chinese text")
        elif row.cells["term"].replace(" ", "") not in texts[name].replace("\n", "").replace(" ", ""):
            yield _at(row, "documents", "glossary.documents", f"{row.cells['term']} does not stand in {name}")


def _pinyin(row: data.Row) -> Iterator[Fault]:
    written = row.cells["pinyin"]
    if written:
        computed = " ".join(zh.pinyin([row.cells["term"]]))
        if _plain(written) == _plain(computed):
            yield _at(row, "pinyin", "glossary.pinyin", "the same as pypinyin's reading; leave the cell empty")
        elif not row.cells["note"]:
            yield _at(row, "pinyin", "glossary.pinyin", f"pypinyin reads {computed}; say in the note why not")


def _plain(pinyin: str) -> str:
    return re.sub(r"[\s'’]", "", pinyin).lower()


def _concepts(rows: list[data.Row]) -> Iterator[Fault]:
    grouped: dict[str, list[data.Row]] = defaultdict(list)
    for row in rows:
        grouped[row.cells["id"]].append(row)
    for name, found in grouped.items():
        if len({row.file for row in found}) > 1:
            yield _at(found[-1], "id", "glossary.id", f"{name} stands in two files")
        for code in data.LANGUAGES:
            preferred = [row for row in found if (row.cells["language"], row.cells["status"]) == (code, "preferred")]
            if not preferred:
                yield _at(found[0], "status", "glossary.preferred", f"{name} has no preferred {code} term")
            for row in preferred[1:]:
                yield _at(row, "status", "glossary.preferred", f"{name} has two preferred {code} terms")
        for row in found:
            if row.cells["related"] or row.cells["domain"]:
                head = (row.cells["language"], row.cells["status"]) == ("zh", "preferred")
                if not head:
                    yield _at(row, "related", "glossary.head", "domain and related stand in the preferred Chinese row only")


def _duplicates(rows: list[data.Row]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], list[data.Row]] = defaultdict(list)
    for row in rows:
        seen[row.cells["language"], row.cells["term"]].append(row)
    for found in seen.values():
        if len(found) > 1:
            told = {row.cells["id"] for row in found if row.cells["note"] or row.cells["usage"]}
            related = {each for row in rows if row.cells["id"] in {r.cells["id"] for r in found} for each in data.listed(row.cells["related"])}
            ids = {row.cells["id"] for row in found}
            if len(ids) == 1:
                yield _at(found[1], "term", "glossary.duplicate", f"{found[1].cells['term']} stands twice in {found[1].cells['id']}")
            elif not told and not ids & related:
                others = ", ".join(sorted(ids - {found[1].cells["id"]}))
                yield _at(found[1], "term", "glossary.duplicate", f"{found[1].cells['term']} also names {others}; a note must tell them apart")


@cache
def _rules(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    raw = tomllib.loads(files("toolkit").joinpath("house_style.toml").read_text("utf-8"))
    return tuple((re.compile(each["pattern"]), each["message"]) for each in [*raw[code], *raw["any"]])


def _corpus(corpus: Path) -> Iterator[Fault]:
    yield from _sums(corpus / "raw")
    for name in data.corpus_ids(corpus):
        try:
            facts, documents = data.meta(name, corpus), data.documents(name, corpus)
        except (ToolkitError, KeyError) as error:
            yield Fault(f"corpus/{name}/meta.toml", 1, "", "corpus.document", f"{type(error).__name__}: {error}")
            continue
        yield from _meta(name, documents, list(facts.get("authentic", data.LANGUAGES)))
        for code, document in documents.items():
            if code in ("ru", "en") and document.identity.status == "working":
                yield from _text_style(data.text_file(name, code, corpus), code, f"corpus/{name}/{code}.txt")
        yield from _gold(corpus / name / "gold.csv", facts.get("gold", {}), documents)


def _sums(raw: Path) -> Iterator[Fault]:
    listed: dict[str, str] = {}
    sums = raw / "SHA256SUMS"
    for number, line in enumerate(sums.read_text("utf-8").splitlines() if sums.exists() else [], start=1):
        digest, _, name = line.partition("  ")
        listed[name] = digest
        if not (raw / name).exists():
            yield Fault("corpus/raw/SHA256SUMS", number, "", "corpus.raw", f"{name} is missing")
        elif data.digest(raw / name) != digest:
            yield Fault(f"corpus/raw/{name}", 1, "", "corpus.raw", "the file is not the one that was received: its SHA-256 differs")
    for path in sorted(raw.glob("*.txt")):
        if path.name not in listed:
            yield Fault(f"corpus/raw/{path.name}", 1, "", "corpus.raw", "its SHA-256 is not in SHA256SUMS")


def _meta(name: str, documents: dict[str, Document], authentic: list[str]) -> Iterator[Fault]:
    for code, document in documents.items():
        identity = document.identity
        if identity.status not in data.STATUS_LABELS or identity.status == "unknown":
            yield Fault(f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", f"unknown status {identity.status!r}")
        if identity.status == "authentic" and code not in authentic:
            yield Fault(f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", f"{name} is not authentic in {code}")
        if not identity.source or identity.complete is None:
            yield Fault(f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", "source and completeness must be said")


def _text_style(file: Path, code: str, name: str) -> Iterator[Fault]:
    for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
        for match in _MIXED.finditer(line):
            yield Fault(name, number, str(match.start() + 1), "corpus.alphabet", f"Latin and Cyrillic letters in one word: {match.group()}")
        for pattern, message in _rules(code):
            for match in pattern.finditer(line):
                if "    " not in match.group():  # the gap between State and name in the signature block
                    yield Fault(name, number, str(match.start() + 1), "style", f"{match.group()!r}: {message}")


def _gold(file: Path, digests: dict[str, str], documents: dict[str, Document]) -> Iterator[Fault]:
    """Yield what is wrong with a gold alignment: other texts than it was read against, unknown or doubly linked segments."""
    if not file.exists():
        return
    name = f"corpus/{file.parent.name}/gold.csv"
    stale = sorted(code for code, document in documents.items() if digests.get(code) != document.identity.sha256)
    for code in stale:
        yield Fault(name, 1, code, "corpus.gold", f"the {code} text is not the one this gold was read against; read it again")
    if stale:
        return
    ids = {code: [each.id for each in segment(document).segments] for code, document in documents.items()}
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, row in enumerate(_gold_rows(file), start=2):
        one, _, other = row["pair"].partition("-")
        for side, code in (("left", one), ("right", other)):
            for each in row[side].split():
                if each not in ids.get(code, ()):
                    yield Fault(name, number, side, "corpus.gold", f"there is no {code} segment {each}")
                elif each in used[row["pair"], code]:
                    yield Fault(name, number, side, "corpus.gold", f"{code} segment {each} is linked twice")
                used[row["pair"], code].add(each)
    for (pair, code), seen in used.items():
        for each in ids.get(code, ()):
            if each not in seen:
                yield Fault(name, 1, pair, "corpus.gold", f"{code} segment {each} is in no link")


def _gold_rows(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def gold(name: str, pair: str, corpus: Path | None = None) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the links of a document's gold alignment for a pair such as ``zh-ru``, as pairs of segment ids.

    Raises:
        DataError: the document has no gold.
    """
    file = (corpus or data.home() / "corpus") / name / "gold.csv"
    if not file.exists():
        raise DataError(f"{file} is missing: there is no gold alignment of {name!r}")
    return [(tuple(r["left"].split()), tuple(r["right"].split())) for r in _gold_rows(file) if r["pair"] == pair]
