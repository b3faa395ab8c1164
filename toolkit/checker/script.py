"""Letters of the wrong alphabet inside a word, and traditional characters in a simplified text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checker.model import ANY, Check, Finding, Row
from toolkit.languages import en, ru, zh
from toolkit.languages.alphabets import ALPHABETS, BESIDE, MIXED, cyrillic, lookalike, mended

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff]+")
_MICRO = re.compile("μ(?=[A-Za-z])")  # of units: μm
_HAN = re.compile(r"[\u3400-\u9fff]+")
_BESIDE = re.compile(r"[а-яё,] $"), re.compile(r" [«а-яё]")  # what stands around a lone letter that is a Russian word
_SHORT = 2  # letters: such a word is looked at by what stands around it, a longer one by the dictionary


def _alphabets(row: Row) -> Iterator[Finding]:
    for code, text in row.texts.items():
        several = sum(letters.search(text) is not None for letters in ALPHABETS) > 1
        for match in _WORD.finditer(text) if several and BESIDE.search(text) else ():
            if MIXED.search(_MICRO.sub("", match.group())):
                message = f"letters of two alphabets in one word: {match.group()}"
                yield Finding("script.alphabets", message, (row.span(code, *match.span()),), mended(match.group()))


def _lookalikes(row: Row) -> Iterator[Finding]:
    text = row.texts["ru"]
    others = " ".join(other for code, other in row.texts.items() if code != "ru")
    for match in lookalike().finditer(text):
        word, meant = match.group(), cyrillic(match.group())
        alone = _BESIDE[0].search(text[: match.start()]) and _BESIDE[1].match(text[match.end() :])
        known = ru.known(meant) and not en.known(word) and word not in others
        if (alone and word.islower()) if len(word) <= _SHORT else known:
            span = row.span("ru", *match.span())
            yield Finding("script.lookalikes", f"{word} is written in Latin letters", (span,), meant)


def _traditional(row: Row) -> Iterator[Finding]:
    if zh.plain(row.texts["zh"]) == row.texts["zh"] or zh.script(row.texts["zh"]) != "zh-Hans":
        return
    for run in _HAN.finditer(row.texts["zh"]):
        meant = zh.simplified(run.group())
        if len(meant) != len(run.group()):
            continue
        for at, (stands, simple) in enumerate(zip(run.group(), meant, strict=True), start=run.start()):
            if stands != simple:
                message = f"the traditional character {stands} in a simplified text"
                yield Finding("script.traditional", message, (row.span("zh", at, at + 1),), simple)


CHECKS = (
    Check(
        "script.alphabets",
        "letters of two alphabets in one word",
        "A Latin letter in a Russian word, or a Cyrillic one in an English word, can't be seen, but no search, "
        "glossary or translation memory finds the word.",
        "error",
        languages=(ANY,),
        row=_alphabets,
    ),
    Check(
        "script.lookalikes",
        "Russian words in Latin letters",
        "A Russian preposition or abbreviation can be typed in Latin letters that look the same (o, c, CCCP); no "
        "search finds it then.",
        "warning",
        languages=("ru",),
        row=_lookalikes,
    ),
    Check(
        "script.traditional",
        "traditional characters in a simplified text",
        "A text is in simplified or in traditional characters. Single ones of the other script come from another "
        "source or input method; a name may be kept as its bearer writes it.",
        "error",
        languages=("zh",),
        row=_traditional,
    ),
)
