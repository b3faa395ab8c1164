"""Faults in the corpus: changed sources, unlabelled texts, breaches of house style, gold that no longer fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from toolkit import data
from toolkit.errors import ToolkitError
from toolkit.model import Document
from toolkit.segmenter import segment
from toolkit.validation.style import MIXED, Fault, rules


def faults(corpus: Path) -> Iterator[Fault]:
    """Yield every fault of a corpus folder."""
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


def _meta(name: str, documents: dict[str, Document], authentic: list[str]) -> Iterator[Fault]:
    for code, document in documents.items():
        identity = document.identity
        if identity.status not in data.STATUS_LABELS or identity.status == "unknown":
            yield Fault(
                f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", f"unknown status {identity.status!r}"
            )
        if identity.status == "authentic" and code not in authentic:
            yield Fault(
                f"corpus/{name}/meta.toml", 1, f"texts.{code}", "corpus.meta", f"{name} is not authentic in {code}"
            )
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
                f"Latin and Cyrillic letters in one word: {match.group()}",
            )
        for pattern, message in rules(code):
            for match in pattern.finditer(line):
                if "    " not in match.group():  # the gap between State and name in the signature block
                    yield Fault(name, number, str(match.start() + 1), "style", f"{match.group()!r}: {message}")


def _gold(file: Path, digests: dict[str, str], documents: dict[str, Document]) -> Iterator[Fault]:
    """Yield what is wrong with a gold alignment: texts it was not read against, or links that do not fit them."""
    if not file.exists():
        return
    name = f"corpus/{file.parent.name}/gold.csv"
    stale = sorted(code for code, document in documents.items() if digests.get(code) != document.identity.sha256)
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
