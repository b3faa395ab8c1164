"""Modality: what must, may, is ready to or will be done, as words in context and not as characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row, Span
from toolkit.languages import ru

_ASKED = ("must", "may", "ready", "will")
_WORD = re.compile(r"[а-яё]{5,}")
Said = Mapping[str, Sequence[re.Match[str]]]


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    data = wording.data_file("modality.toml")
    return {
        code: {kind: re.compile("|".join(each), re.IGNORECASE) for kind, each in data[code].items()}
        for code in wording.LANGUAGES
    }


@lru_cache(maxsize=64)  # the rows that checks look at one after another
def said(text: str, language: str) -> Said:
    """Return the modal words of a text by what they say, without words that only look like them."""
    rules = _patterns()[language]
    plain = rules["apart"].sub(lambda match: "·" * len(match[0]), text)
    return {kind: list(each.finditer(plain)) for kind, each in rules.items() if kind != "apart"}


def _findings(row: Row) -> Iterator[Finding]:
    data = wording.data_file("modality.toml")
    codes = list(wording.texts(row))
    if row.kind in data["skip"] or len(codes) < 2:
        return
    found = {code: said(row.texts[code], code) for code in codes}
    alone: dict[str, list[str]] = {}  # what texts say that others do not answer
    lost: dict[str, list[str]] = {}
    for kind in _ASKED:
        asking = [code for code in codes if kind in data["asked"][code] and found[code].get(kind)]
        without = [code for code in codes if asking and not _answers(row, code, found[code], data["answered"][kind])]
        if without:
            alone[kind], lost[kind] = asking, without
    yield from _told(row, found, alone, lost)


def _answers(row: Row, code: str, found: Said, kinds: Sequence[str]) -> bool:
    if any(found.get(kind) for kind in kinds):
        return True
    future = code == "ru" and "will" in kinds
    return future and any(ru.is_future(word) for word in _WORD.findall(row.texts[code].lower()))


def _told(
    row: Row, found: Mapping[str, Said], alone: Mapping[str, Sequence[str]], lost: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """Yield what was lost, together with what stands in its place where that is nowhere else."""
    used: set[str] = set()
    for kind, without in lost.items():
        if kind in used:
            continue
        instead = [other for other in lost if other != kind and set(alone[other]) == set(without)]
        quoted = [part for code in alone[kind] for part in wording.spans(row, code, found[code][kind])]
        said_by, not_by = wording.among(alone[kind]), wording.among(without)
        if instead:
            used.add(instead[0])
            theirs: list[Span] = [p for c in without for p in wording.spans(row, c, found[c][instead[0]])]
            message = f"{said_by} text has «{quoted[0].text}» ({kind}), {not_by} «{theirs[0].text}» ({instead[0]})"
            yield Finding("modality.changed", message, (*quoted, *theirs))
        else:
            message = f"{said_by} text has «{quoted[0].text}» ({kind}), {not_by} no such word"
            rule = "modality.future" if kind == "will" else "modality.missing"
            yield Finding(rule, message, (*quoted, *(row.whole(code) for code in without)))


def _only(rule: str) -> Callable[[Row], Iterator[Finding]]:
    """Return a check that gives the findings of one rule."""
    return lambda row: (each for each in _findings(row) if each.rule == rule)


_RULE = (
    "应, 须 are должны, обязуются and shall, must, should; 不得 не вправе and shall not; 可, 可以 могут and may; 愿 готовы and "
    "are ready to (in a recital желая, desiring); 将 of the future будут and will, shall. A bare verb of a Chinese article "
    "is the Russian present and the English shall. "
)
CHECKS = (
    Check(
        "modality.changed",
        "another modality: may for shall, ready for must",
        _RULE + "One text says one of these where another says a different one.",
        "error",
        pairs=wording.PAIRS,
        row=_only("modality.changed"),
    ),
    Check(
        "modality.missing",
        "an obligation, permission or readiness on one side only",
        _RULE + "One text has such a word, and another has a bare verb.",
        "warning",
        pairs=wording.PAIRS,
        row=_only("modality.missing"),
    ),
    Check(
        "modality.future",
        "a future on one side only",
        _RULE + "The Chinese announces with 将 what another text says in the present.",
        "note",
        pairs=wording.PAIRS,
        row=_only("modality.future"),
    ),
)
