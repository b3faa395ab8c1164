"""Modality: what must, may, is ready to or will be done, as words in context and not as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from toolkit.checker import wording
from toolkit.checker.family import Family
from toolkit.checker.model import Check, Finding, Row
from toolkit.languages import ru

_ASKED = ("must", "may", "ready", "will")
_SAID = {"must": "an obligation", "may": "a permission", "ready": "readiness", "will": "the future"}
_WORD = re.compile(r"[а-яё]{5,}")


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    data = wording.data_file("modality.toml")
    return {
        code: {kind: re.compile(wording.either(each)) for kind, each in data[code].items()}
        for code in wording.LANGUAGES
    }


class Said:
    """The modal words of a text, without words that only look like them (应对, 可持续)."""

    def __init__(self, text: str, language: str) -> None:
        self._rules = _patterns()[language]
        self._language = language
        self._plain = self._rules["apart"].sub(_dots, wording.lowered(text))
        # of no reservations may be made, nothing may be done
        self._allows = self._rules["mustnot"].sub(_dots, self._plain)

    def all(self, kind: str) -> list[re.Match[str]]:
        """Return the words that say a kind: ``must``, ``may``."""
        return list(self._rules[kind].finditer(self._text(kind))) if kind in self._rules else []

    def _text(self, kind: str) -> str:
        return self._allows if kind == "may" else self._plain

    def says(self, kinds: Sequence[str]) -> bool:
        """Whether one of some kinds is said; what will be done, by a Russian verb in the future, too."""
        if any(kind in self._rules and self._rules[kind].search(self._text(kind)) for kind in kinds):
            return True
        future = self._language == "ru" and "will" in kinds
        return future and any(ru.is_future(word) for word in _WORD.findall(self._plain))


def _dots(match: re.Match[str]) -> str:
    return "·" * len(match[0])


@lru_cache(maxsize=8)  # the checks of this family look at a row one after another
def said(text: str, language: str) -> Said:
    """Return the modal words of a text."""
    return Said(text, language)


def _findings(row: Row) -> Iterator[Finding]:
    data = wording.data_file("modality.toml")
    codes = wording.texts(row)
    if row.kind in data["skip"] or len(codes) < 2:
        return
    found = {code: said(row.texts[code], code) for code in codes}
    words: dict[str, dict[str, list[re.Match[str]]]] = {}  # what texts say that others do not answer, by language
    lost: dict[str, list[str]] = {}
    for kind in _ASKED:
        asking = {code: each for code in codes if kind in data["asked"][code] and (each := found[code].all(kind))}
        without = [
            code for code in codes if asking and code not in asking and not found[code].says(data["answered"][kind])
        ]
        if kind == "must" and "ru" in without and "zh" in asking and _is_present(found, asking["zh"]):
            without.remove("ru")
        if without:
            words[kind], lost[kind] = asking, without
    yield from _told(row, words, lost)


def _is_present(found: Mapping[str, Said], obligations: Sequence[re.Match[str]]) -> bool:
    """Whether a plain 应, which the English has as shall, may be the present in Russian, as a bare verb may."""
    plain = all(match[0] in ("应", "应当") for match in obligations)
    permitted = len(found["zh"].all("may")) + len(found["zh"].all("can"))
    plain = plain and len(found["ru"].all("may")) <= permitted
    return plain and "en" in found and bool(found["en"].all("shall") or found["en"].all("mustnot"))


def _told(
    row: Row, words: Mapping[str, Mapping[str, Sequence[re.Match[str]]]], lost: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """Yield what was lost, together with what stands in its place where that is nowhere else."""
    used: set[str] = set()
    for kind, without in lost.items():
        if kind in used:
            continue
        quoted = [part for code in words[kind] for part in wording.spans(row, code, words[kind][code])]
        start = f"«{quoted[0].text}» ({_SAID[kind]}) in {wording.among(words[kind])},"
        others = [other for other in lost if other not in (kind, *used)]
        instead = next((other for other in others if _stands(words, lost, kind, other)), "")
        if instead:
            used.add(instead)
            there = [code for code in words[instead] if code in without]
            theirs = [part for code in there for part in wording.spans(row, code, words[instead][code])]
            message = f"{start} «{theirs[0].text}» ({_SAID[instead]}) in {wording.among(there)}"
            yield Finding("modality.changed", message, (*quoted, *theirs))
        else:
            rule = "modality.future" if kind == "will" else "modality.missing"
            yield Finding(
                rule,
                f"{start} no such word in {wording.among(without)}",
                (*quoted, *(row.whole(code) for code in without)),
            )


def _stands(
    words: Mapping[str, Mapping[str, Sequence[re.Match[str]]]], lost: Mapping[str, Sequence[str]], one: str, other: str
) -> bool:
    """Whether a text says another thing in the place of one: it lacks the one, and those that say it lack the other."""
    return bool(set(words[other]) & set(lost[one])) and bool(set(words[one]) & set(lost[other]))


_FAMILY = Family(_findings)
_RULE = (
    "应, 须 are должны, обязуются and shall, must, should; 不得 не вправе and shall not; 可, 可以 могут and may; 愿 "
    "готовы and are ready to (in a recital желая, desiring); 将 of the future будут and will, shall. A bare verb of "
    "a Chinese article is the Russian present and the English shall. "
)
CHECKS = (
    Check(
        "modality.changed",
        "another modality: may for shall, ready for must",
        _RULE + "One text says one of these where another says a different one.",
        "error",
        pairs=wording.PAIRS,
        row=_FAMILY.rule("modality.changed"),
    ),
    Check(
        "modality.missing",
        "an obligation, permission or readiness on one side only",
        _RULE + "One text has such a word, and another has a bare verb.",
        "warning",
        pairs=wording.PAIRS,
        row=_FAMILY.rule("modality.missing"),
    ),
    Check(
        "modality.future",
        "a future on one side only",
        _RULE + "The Chinese announces with 将 what another text says in the present.",
        "note",
        pairs=wording.PAIRS,
        row=_FAMILY.rule("modality.future"),
    ),
)
