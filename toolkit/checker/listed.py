"""Things that one text names beside others and another text does not: landslides among disasters, gold among metals."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checker import vocabulary, wording
from toolkit.checker.model import Check, Finding, Row


def _unanswered(row: Row) -> Iterator[Finding]:
    codes = wording.texts(row)
    if len(codes) < 2:
        return
    texts = {code: wording.lowered(row.texts[code]) for code in codes}
    for each in vocabulary.looked_for("listed.toml", texts[codes[0]], codes[0]):
        first = each.asked(texts[codes[0]], codes[0])
        others = codes[1:] if first and len(each.members) > 1 else []
        asked = {codes[0]: first, **{code: each.asked(texts[code], code) for code in others}}
        for said, member in each.members.items():
            asking = {code: found[said] for code, found in asked.items() if said in found}
            without = [code for code in codes if asking and not member.answers[code].search(texts[code])]
            if without:
                quoted = [part for code, found in asking.items() for part in wording.spans(row, code, found)]
                message = f"«{quoted[0].text}» ({said}) in {wording.among(asking)}, no such word in "
                spans = (*quoted, *(row.whole(code) for code in without))
                yield Finding("scope.listed", message + wording.among(without), spans)


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
