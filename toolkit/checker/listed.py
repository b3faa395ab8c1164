"""Things that one text names beside others and another text does not: landslides among disasters, gold among metals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.checker import vocabulary, wording
from toolkit.checker.model import Check, Finding, Row


def _unanswered(row: Row) -> Iterator[Finding]:
    codes = list(wording.texts(row))
    if len(codes) < 2:
        return
    texts = {code: wording.lowered(row.texts[code]) for code in codes}
    for each in vocabulary.looked_for("listed.toml", texts[codes[0]], codes[0]):
        ask = codes if len(each) > 1 and _names(each, texts[codes[0]], codes[0]) else codes[:1]
        for said, member in each.items():
            yield from _one(row, texts, ask, said, member)


def _names(words: vocabulary.Set, text: str, code: str) -> bool:
    return any(member.asks[code].search(text) for member in words.values())


def _one(row: Row, texts: Mapping[str, str], ask: list[str], said: str, member: vocabulary.Member) -> Iterator[Finding]:
    """Yield what one member of a list is in some texts and not in others."""
    without = [code for code, text in texts.items() if not member.answers[code].search(text)]
    asking = {code: found for code in ask if without and (found := list(member.asks[code].finditer(texts[code])))}
    if asking and without:
        quoted = [part for code, found in asking.items() for part in wording.spans(row, code, found)]
        message = f"«{quoted[0].text}» ({said}) in {wording.among(asking)}, no such word in {wording.among(without)}"
        yield Finding("scope.listed", message, (*quoted, *(row.whole(code) for code in without)))


CHECKS = (
    Check(
        "scope.listed",
        "a thing or quality named on one side only",
        "What texts name one beside another (minerals, disasters, crops, sciences, crimes), and words that are easily "
        "lost (prior, urgent, sustainable), as listed.toml has them. Of other words the concordance report tells.",
        "warning",
        pairs=wording.PAIRS,
        row=_unanswered,
    ),
)
