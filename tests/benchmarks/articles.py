"""Do links stay within their article? ``python -m tests.benchmarks.articles``.

Texts like treaties in three pairs of languages: as they are; read again without any heading; without headings and list
numbers; and as bare sentences without headings. To which article a sentence belongs is known from the whole text.
Printed for both methods: links with both sides, how many of them lie in one article, and the others themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import toolkit
from toolkit import data, pipeline
from toolkit.aligner import AlignSettings, align
from toolkit.model import SegmentedDocument

SAMPLES = Path(__file__).parents[1] / "samples" / "three"
NAMES = ("waters", "memorandum", "statement")
CORPUS = ("treaty", "declaration")
_NUMBER = re.compile(r"^(?:[（(](?:[一二三四五六七八九十]+|\d+|[a-zа-я])[）)]|(?:\d+|[a-zа-я])[.)、．])\s*")
Placed = tuple[SegmentedDocument | list[str], list[str]]  # a text or its sentences, and the division of each sentence


def texts() -> Iterator[tuple[str, list[SegmentedDocument]]]:
    """Yield name and segmented texts of each document."""
    for name in NAMES:
        read = {code: (SAMPLES / f"{name}.{code}.txt").read_text("utf-8") for code in ("zh", "ru", "en")}
        yield name, [toolkit.segment(toolkit.parse(text, code)[0]) for code, text in read.items()]
    for name in CORPUS:
        yield name, [toolkit.segment(each) for each in data.documents(name).values()]


def variants(text: SegmentedDocument) -> Iterator[tuple[str, Placed]]:
    """Yield each variant of a text with the divisions of its segments."""
    yield "as it is", (text, [each.block.division for each in text.segments])
    yield "without headings", read_again(text, numbers=True)
    yield "without headings and list numbers", read_again(text, numbers=False)
    bare = [each for each in text.segments if each.block.kind != "heading"]
    yield "bare sentences", ([each.text for each in bare], [each.block.division for each in bare])


def read_again(text: SegmentedDocument, numbers: bool) -> Placed:
    """Return the text parsed anew without its headings; letters that are no white space tell where a segment was."""
    lines, letters = [], []
    for block in text.document.blocks:
        if block.kind != "heading":
            line = text.document.text[block.start : block.stop]
            lines.append(line if numbers else _NUMBER.sub("", line))
            letters += [block.division] * len("".join(lines[-1].split()))
    made = toolkit.segment(toolkit.parse("\n".join(lines), text.language)[0])
    divisions, at = [], 0
    for each in made.segments:
        divisions.append(letters[min(at, len(letters) - 1)])
        at += len("".join(each.text.split()))
    return made, divisions


def strays(one: Placed, other: Placed, languages: Sequence[str], settings: AlignSettings) -> tuple[int, list[str]]:
    """Return how many links have both sides, and those that leave their division, as text."""
    texts = [one[0], other[0]]
    if isinstance(texts[0], SegmentedDocument) and isinstance(texts[1], SegmentedDocument):
        beads = align(texts[0], texts[1], terms=pipeline.index().concepts, settings=settings).beads
    else:
        beads = pipeline.align_sentences(texts, languages, settings)[0].beads  # type: ignore[arg-type]
    linked = [bead for bead in beads if "0" not in bead.kind.split("-")]
    found = [(set(one[1][slice(*bead.source)]), set(other[1][slice(*bead.target)])) for bead in linked]
    return len(linked), [f"{ours} = {theirs}" for ours, theirs in found if len(ours | theirs) > 1]


def main() -> None:
    """Print the counts of each variant, then the links that leave their article."""
    print("| method | variant | links | within their article |\n|---|---|---|---|")
    out = []
    for method, settings in (("full", AlignSettings()), ("fast", AlignSettings(fast=True))):
        counts: dict[str, list[int]] = {}
        for name, versions in texts():
            for one, other in combinations(versions, 2):
                languages = one.language, other.language
                for (variant, ours), (_, theirs) in zip(variants(one), variants(other), strict=True):
                    count, away = strays(ours, theirs, languages, settings)
                    total = counts.setdefault(variant, [0, 0])
                    total[0] += count
                    total[1] += count - len(away)
                    out += [f"{method}, {name} {'–'.join(languages)}, {variant}: {each}" for each in away]
        for variant, (count, within) in [*counts.items(), ("all", list(map(sum, zip(*counts.values(), strict=True))))]:
            print(f"| {method} | {variant} | {count:,} | {within:,} |", flush=True)
    print("\n".join(out))


if __name__ == "__main__":
    main()
