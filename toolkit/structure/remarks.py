"""What the reader wants its user to know of a text: page numbers in it, words cut at line ends, what may be lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.model import Block
from toolkit.structure.lines import width
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns

_SHOWN = 12  # line numbers in a remark
_GAP = re.compile(r"\s{3,}|\t\s*|\u3000{2,}")
_SIDE_BY_SIDE = 6  # lines: signatures and their names take fewer
_ASKEW = 2  # columns
_MANY = 3  # words: fewer may have been cut at a hyphen of their own


def on_lines(found: Sequence[Paragraph]) -> list[str]:
    """Return remarks on what stays in the text though it belongs to its lines: page numbers, hyphens."""
    remarks = []
    pages = sum(each.apart == "page" for each in found)
    inside = [str(line) for each in found if not each.apart for line in each.pages]
    if pages or inside:
        where = f", in mid-sentence in lines {_shown(inside)}" if inside else ""
        remarks.append(f"{pages + len(inside)} lines are page numbers or running heads{where}")
    cut = [str(line) for line in _noted(found)]
    if cut:
        remarks.append(f"footnotes part a sentence after lines {_shown(cut)}")
    hyphened = [word for each in found for word in each.hyphened]
    if hyphened:
        remarks.append(f"{len(hyphened)} hyphens at line ends are left out: {_shown(hyphened)}")
    unsure = [str(line) for each in found for line in each.unsure]
    if unsure:
        remarks.append(
            f"paragraphs may end unseen at lines {_shown(unsure)}, which are full: no blank lines or indents"
        )
    full = [str(line) for each in found for line in each.full]
    if full:
        remarks.append(f"full lines that end a sentence are taken for ends of paragraphs: {_shown(full)}")
    words = list(_cut_words(found))
    if len(words) >= _MANY:
        remarks.append(f"{len(words)} words keep the hyphen with which a line ends: {_shown(words)}")
    return remarks


def _noted(found: Sequence[Paragraph]) -> Iterator[int]:
    """Yield the last lines of paragraphs that go on, in small letters, after the notes at a page's foot."""
    text = [each for each in found if each.apart in ("", "note")]
    for at, note in enumerate(text):
        after = next((each for each in text[at + 1 :] if not each.apart), None)
        if note.apart and at and not text[at - 1].apart and after and after.text[0].islower():
            yield text[at - 1].lines[-1][1]


def on_columns(text: str, rules: Patterns) -> list[str]:
    """Return a remark if most lines of a page have a wide gap at the same place, as between two columns of text."""
    lines = [line for line in text.split("\n") if line.strip()]
    cells = [[cell for cell in _GAP.split(line.strip()) if cell] for line in lines]
    starts = Counter(width(line[: line.rindex(two[1])], rules.language) for line, two in _pairs(lines, cells))
    start, _ = starts.most_common(1)[0] if starts else (0, 0)
    beside = sum(count for at, count in starts.items() if abs(at - start) <= _ASKEW)
    if beside < _SIDE_BY_SIDE or beside < len(lines) / 2:
        return []
    told = f"the page seems to stand in two columns side by side ({beside} of {len(lines)} lines)"
    return [f"{told}, which are read line by line: put one below the other first"]


def _pairs(lines: Sequence[str], cells: Sequence[list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((line, two) for line, two in zip(lines, cells, strict=True) if len(two) == 2)


def _shown(items: Sequence[str]) -> str:
    return ", ".join(items[:_SHOWN]) + (" …" if len(items) > _SHOWN else "")


def _cut_words(found: Sequence[Paragraph]) -> Iterator[str]:
    """Yield the words that a line end cuts, with their lines."""
    for paragraph in found:
        for at, line in paragraph.lines[1:]:
            before, after = paragraph.text[:at].split()[-1:], paragraph.text[at:].split()[:1]
            if before and after and before[0][-1] == "-" and before[0][-2:-1].isalpha() and after[0][0].islower():
                yield f"{before[0]}{after[0]} ({line})"


def late_force(kind: str, blocks: Sequence[Block], text: str, rules: Patterns) -> list[str]:
    """Return a remark if the last article turns late to entry into force, which usually opens its own article."""
    last = next((block for block in reversed(blocks) if block.path.startswith("art.") and block.number), None)
    if last is None or last.kind != "heading" or kind != "treaty":
        return []
    inside = [block for block in blocks if block.division == last.division]
    turns = [bool(rules.force.search(text[block.start : block.stop])) for block in inside]
    if True not in turns or turns.index(True) < 2 or any(block.kind == "item" for block in inside):
        return []
    at = inside[turns.index(True)].path
    return [f"art.{(last.number or 0) + 1} may be missing: {at} turns to entry into force"]
