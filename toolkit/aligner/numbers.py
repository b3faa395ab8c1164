"""The numbers in a segment, as evidence for a link: digits, and Chinese numerals in dates and headings."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = re.compile(r"\d+")
_CHINESE = re.compile(
    r"[〇○零一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=月|日)|(?<=第)[一二三四五六七八九十百]{1,4}(?=条|届|章|届)"
)
_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            ("января", "january"), ("февраля", "february"), ("марта", "march"), ("апреля", "april"), ("мая", "may"),
            ("июня", "june"), ("июля", "july"), ("августа", "august"), ("сентября", "september"),
            ("октября", "october"), ("ноября", "november"), ("декабря", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_DATED = re.compile(rf"(?<=\d )(?:{'|'.join(_MONTHS)})\b|\b(?:{'|'.join(_MONTHS)})(?= \d)", re.IGNORECASE)


def numbers(text: str) -> frozenset[int]:
    """Return the whole numbers that stand in a text, month names in dates among them."""
    plain = unicodedata.normalize("NFKC", text)
    digits = _DIGITS.findall(plain)
    found = {int(each) for each in digits if len(each) < 12}
    if digits:  # without which there is no date
        found |= {_MONTHS[name.lower()] for name in _DATED.findall(plain)}
    return frozenset(found | {_chinese(each) for each in _CHINESE.findall(text)})


def _chinese(text: str) -> int:
    if len(text) == 4 and not set(text) & set("十百"):
        return int("".join(str(_VALUES[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _VALUES:
            digit = _VALUES[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return total + digit
