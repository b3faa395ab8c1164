"""Words that exclude one another: a text says the one (in accordance with, import), another text the other."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checker import negation, vocabulary, wording
from toolkit.checker.model import Check, Finding, Row


def _opposed(row: Row) -> Iterator[Finding]:
    codes = list(wording.texts(row))
    if len(codes) < 2:
        return
    lead = codes[0]
    texts = {code: wording.lowered(row.texts[code]) for code in codes}
    for each in vocabulary.looked_for("opposites.toml", texts[lead], lead):
        ours = _only(each, texts[lead], lead)
        theirs = {code: _only(each, texts[code], code) for code in codes[1:] if ours}
        differing = [code for code, said in theirs.items() if said and said != ours]
        differing = [code for code in differing if _denies(row, lead) == _denies(row, code)]
        if differing:
            other = theirs[differing[0]]
            here = wording.spans(row, lead, each[ours].asks[lead].finditer(texts[lead]))
            there = [
                part
                for code in differing
                for part in wording.spans(row, code, each[theirs[code]].asks[code].finditer(texts[code]))
            ]
            message = (
                f"«{here[0].text}» ({ours}) in {wording.among([lead])}, «{there[0].text}» ({other}) in "
                f"{wording.among(differing)}"
            )
            yield Finding("scope.opposite", message, (*here, *there))


def _only(words: vocabulary.Set, text: str, code: str) -> str:
    """Return the one member of a set that a text says, and for sure; nothing if it may say several."""
    said = [name for name, member in words.items() if member.answers[code].search(text)]
    return said[0] if len(said) == 1 and words[said[0]].asks[code].search(text) else ""


def _denies(row: Row, code: str) -> bool:
    """Whether a text denies anything: what denies one word of a set may say the other."""
    found = negation.said(row.texts[code], code)
    return bool(found.denies or found.opposes)


CHECKS = (
    Check(
        "scope.opposite",
        "one word in one text, its opposite in another",
        "In accordance with and contrary to, import and export, the consignor and the consignee: the words of "
        "opposites.toml exclude one another. Not told where one text has both, or one of them denies what it says.",
        "warning",
        pairs=wording.PAIRS,
        row=_opposed,
    ),
)
