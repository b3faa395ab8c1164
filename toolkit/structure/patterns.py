"""The layout patterns of a language, read from the data file beside this module, and the numbers in headings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from toolkit.languages import zh

_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100} | {"І": 1, "Х": 10}  # the last two: Cyrillic look-alikes
# in Russian texts in Cyrillic letters too
_LATIN = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6}
_LATIN |= {"бис": 2, "тер": 3, "кватер": 4, "квинквиес": 5, "сексиес": 6}


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns; their meaning stands in the data files."""

    language: str
    terminal: re.Pattern[str]
    joining: re.Pattern[str]
    listing: re.Pattern[str]
    refers: re.Pattern[str]
    article: re.Pattern[str]
    chapter: re.Pattern[str]
    clause: re.Pattern[str]
    section: re.Pattern[str]
    item: re.Pattern[str]
    subitem: re.Pattern[str]
    annex: re.Pattern[str]
    attached: re.Pattern[str]
    preamble: re.Pattern[str]
    dateline: re.Pattern[str]
    parties_open: re.Pattern[str]
    formula: re.Pattern[str]
    recital: re.Pattern[str]
    recital_verb: re.Pattern[str]
    force: re.Pattern[str]
    testimonium: re.Pattern[str]
    equal: re.Pattern[str]
    signatory: re.Pattern[str]
    forward: re.Pattern[str]
    state_goes_on: re.Pattern[str]
    state_only: re.Pattern[str]
    officer: re.Pattern[str]
    titled: re.Pattern[str]
    role: re.Pattern[str]
    office: re.Pattern[str]
    patronymic: re.Pattern[str]
    unsigned: re.Pattern[str]
    greeting: re.Pattern[str]
    compliments: re.Pattern[str]
    valediction: re.Pattern[str]
    jump: re.Pattern[str]
    agency: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    languages: dict[str, re.Pattern[str]]

    def kind_of(self, title: str) -> str:
        """Return what the title says a text is: ``treaty``, ``declaration``, ``list`` or ``text``.

        Where it names several kinds (a Statement on a Treaty), the first counts; Chinese names its kind at the end.
        """
        found = [(match.start(), kind) for kind, pattern in self.kinds.items() if (match := pattern.search(title))]
        return min(found)[1] if found else "text"

    def opens(self, text: str) -> bool:
        """Whether a paragraph begins here by its marker: an article, chapter, section, item, sub-item or annex."""
        text = text.lstrip('«“"')  # an article that is quoted whole
        openings = (self.article, self.clause, self.section, self.item, self.subitem, self.annex)
        return any(pattern.match(text) for pattern in openings)


@cache
def patterns(language: str) -> Patterns:
    """Return the patterns of a language."""
    raw = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))
    widen = zh.in_both_scripts if language == "zh" else str
    kinds, languages = (
        {name: re.compile(widen(pattern)) for name, pattern in raw.pop(table).items()}
        for table in ("kinds", "languages")
    )
    words = f"(?i:{'|'.join(raw.pop('words')) or '(?!)'})\\b"
    notes = tomllib.loads(files(__package__).joinpath("levels.toml").read_text("utf-8"))["notes"]
    marks = {"<words>": words, "<note>": notes["reference"], "<mark>": notes["heading"]}
    for mark, meaning in marks.items():
        raw = {name: pattern.replace(mark, meaning) for name, pattern in raw.items()}
    compiled = {name: re.compile(widen(pattern)) for name, pattern in raw.items()}
    return Patterns(language=language, kinds=kinds, languages=languages, **compiled)


@cache
def _words() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return the numbers in words of each language, with their values."""
    found = []
    for path in sorted(files(__package__).iterdir(), key=lambda each: each.name):
        if path.name.endswith(".toml"):
            words = tomllib.loads(path.read_text("utf-8")).get("words", [])
            found += [(re.compile(word, re.I), value) for value, word in enumerate(words, start=1)]
    return tuple(found)


def is_roman(text: str) -> bool:
    """Whether a heading's number is a Roman one."""
    return bool(text) and all(char in _ROMAN for char in text.upper())


def number(text: str | None) -> int | None:
    """Return the value of a heading's number (``12``, ``十二``, ``XII``, ``second``), or None if it is none."""
    text = re.sub(r"\s", "", text or "")
    if text.isdecimal():
        return int(text)
    if is_roman(text):
        values = [_ROMAN[char] for char in text.upper()]
        return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
    if text.isalpha() and text[0] < "\u3000":
        return next((value for word, value in _words() if word.fullmatch(text)), None)
    return _chinese(text) if text else None


def inserted(match: re.Match[str]) -> int:
    """Return the second number of an article inserted later (3-1, 3¹, 3a; 3 bis is 第三条之二), or 0."""
    groups = match.groupdict()
    if groups.get("bis"):
        return _LATIN[groups["bis"].lower()]
    if groups.get("letter"):
        letter = groups["letter"].lower()
        return ord(letter) - ord("a" if letter.isascii() else "а") + 1
    return number(groups.get("sub")) or int(unicodedata.normalize("NFKC", groups.get("sup") or "0"))


def _chinese(text: str) -> int | None:
    total = digit = 0
    for char in text:
        if char in _CHINESE:
            digit = digit * 10 + _CHINESE[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit
