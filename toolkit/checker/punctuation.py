"""Punctuation and spaces as each language has them, by patterns in a data file; marks that have lost their partner."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

from toolkit.checker.model import ANY, Check, Finding, Row, Severity, Span

_AROUND = 12  # characters quoted on either side of a place that says nothing alone
_HAN = r"\u3400-\u9fff"


class _Rule(NamedTuple):
    """What no text should have; ``instead`` is the template of what could stand there, None if there is none."""

    pattern: re.Pattern[str]
    message: str
    instead: str | None


@cache
def _rules(name: str, language: str) -> tuple[_Rule, ...]:
    """Return the patterns of a check for a language."""
    raw = _data()[name]
    return tuple(
        _Rule(re.compile(_han(each["pattern"])), each["message"], each.get("instead"))
        for each in raw.get(language, raw.get(ANY, ()))
    )


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("punctuation.toml").read_text("utf-8"))


def _han(pattern: str) -> str:
    r"""Return a pattern with Chinese characters for \H, which may stand inside brackets."""
    return re.sub(r"\[[^\]]*\]", lambda match: match[0].replace(r"\H", _HAN), pattern).replace(r"\H", f"[{_HAN}]")


def _matched(name: str, row: Row) -> Iterator[Finding]:
    """Yield what of a kind stands in a text, all places together."""
    for code, text in row.texts.items():
        for rule in _rules(name, code):
            if rule.pattern.search(text):  # most are in no text
                matches = list(rule.pattern.finditer(text))
                spans = tuple(around(row, code, *match.span()) for match in matches)
                better = _better(rule, matches[0], spans[0], text) if len(matches) == 1 else ""
                yield Finding(name, rule.message, spans, better)


def _better(rule: _Rule, match: re.Match[str], quoted: Span, text: str) -> str:
    """Return what could stand instead of the quoted words, or nothing."""
    found = _other_width(match[0], quoted.language) if rule.instead is None else match.expand(rule.instead)
    return "" if found == match[0] else text[quoted.start : match.start()] + found + text[match.end() : quoted.stop]


def _other_width(found: str, code: str) -> str:
    """Return marks, letters and digits as wide as a language has them."""
    marks, wide = _data()["narrow"]["marks"], _data()["narrow"]["wide"]
    if code == "zh":
        return found.translate(str.maketrans(marks[:-1], wide[:-1]))
    return unicodedata.normalize("NFKC", found.translate(str.maketrans(wide, marks)))


def around(row: Row, code: str, start: int, stop: int) -> Span:
    """Return a place with the words beside it, so that one sees which is meant."""
    text = row.texts[code]
    left, right = max(0, start - _AROUND), min(len(text), stop + _AROUND)
    if code != "zh":  # whole words
        while left and text[left - 1].isalnum():
            left -= 1
        while right < len(text) and text[right].isalnum():
            right += 1
    return row.span(code, left, right)


def _check(name: str, title: str, why: str, severity: Severity) -> Check:
    return Check(name, title, why, severity, languages=tuple(_codes(name)), row=partial(_matched, name))


def _codes(name: str) -> list[str]:
    return [ANY] if set(_data()[name]) == {ANY} else list(_data()[name])


CHECKS = (
    _check(
        "punctuation.quotes",
        "quotation marks of another language",
        "Russian has «ёлочки» and inside them „лапки“, English “ ” as the UN writes them, Chinese “ ” and, for "
        "titles, 《 》.",
        "warning",
    ),
    _check(
        "punctuation.dash",
        "hyphens for dashes",
        "A hyphen joins parts of a word. Between words stands a dash: « — » in Russian, — in Chinese and English; "
        "years are joined by a short one, 2026–2030.",
        "note",
    ),
    _check(
        "punctuation.width",
        "punctuation of Chinese width in other texts, and the other way",
        "Chinese has marks as wide as a character （，。；：）, Russian and English have narrow ones.",
        "warning",
    ),
    _check(
        "punctuation.space",
        "spaces at punctuation marks",
        "No space stands before , . ; : and inside brackets, and one after them.",
        "warning",
    ),
    _check(
        "punctuation.doubled",
        "punctuation marks that stand twice",
        "What is left when words between two marks were taken out.",
        "warning",
    ),
    _check(
        "spaces.double",
        "two spaces in a row",
        "They part a term from its entry in a translation memory. After the number of a Chinese article they are "
        "usual.",
        "note",
    ),
    _check(
        "spaces.unseen",
        "characters that nobody sees",
        "Soft hyphens, marks of direction and the like are left by word processors and web pages: searches and "
        "comparisons of texts fail because of them.",
        "warning",
    ),
)
