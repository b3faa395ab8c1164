"""The numbers that digits and number words write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")
}  # fmt: skip
_DIGITS |= {"○": 0, "两": 2, "兩": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "幺": 1}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
FORMAL = "壹贰叁肆伍陆柒捌玖貳參叄陸"
ZH = "".join([*_DIGITS, *_TENS, *_SCALES])
PLAIN = "".join(char for char in ZH if char not in FORMAL)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PIECES = re.compile(r"\d[\d,. ]*|\D")


@lru_cache(maxsize=4096)
def whole(number: int) -> Fraction:
    """Return a whole number as a fraction, the same one each time."""
    return Fraction(number)


@lru_cache(maxsize=4096)
def digits(text: str, decimal: str) -> Fraction:
    """Return the number that digits write, with ``decimal`` before its decimals; all else in it sets thousands off."""
    before, _, after = text.partition(decimal)
    before = "".join(char for char in before if char.isdigit())
    after = "".join(char for char in after if char.isdigit())
    return Fraction(int(before + after), 10 ** len(after)) if after else whole(int(before))


@lru_cache(maxsize=4096)
def chinese(text: str) -> Fraction | None:
    """Return the number that a run of Chinese numerals and digits writes (二〇二五, 1200万, 三亿二千万) or None."""
    before, point, after = text.partition("点")
    if point:
        said = after.rstrip("".join(_SCALES))
        start = chinese(before)
        if start is None or not said or any(char not in _DIGITS for char in said):
            return None
        scale = 1
        for char in after[len(said) :]:
            scale *= _SCALES[char]
        return (start + digits("0." + "".join(str(_DIGITS[char]) for char in said), ".")) * scale
    if len(text) > 1 and all(char in _DIGITS for char in text):
        # two or more digits in a row are said one by one, as years are; 三四个 is three or four
        plain = len(text) > 2 or any(not _DIGITS[char] for char in text)
        return whole(int("".join(str(_DIGITS[char]) for char in text))) if plain else None
    return _added(_PIECES.findall(text))


def _added(pieces: Sequence[str]) -> Fraction | None:
    """Return the sum of digits, tens and scales in Chinese order."""
    total = group = Fraction(0)
    digit: Fraction | None = None
    last = 0
    for piece in pieces:
        if piece[0].isascii() and piece[0].isdigit():
            digit = digits(piece, ".")
            last = 0
        elif piece in _DIGITS:
            if digit:
                return None
            digit = whole(_DIGITS[piece])
        elif piece in _TENS:
            last = _TENS[piece]
            group += last * (digit if digit is not None else 1)
            digit = None
        elif piece in _SCALES:
            last = _SCALES[piece]
            group += digit or 0
            if last == 10**4:
                total += (group or 1) * last
            else:
                total = (total + group or whole(1)) * last
            group, digit = Fraction(0), None
    if digit and last >= 100 and pieces[-2] != "零" and pieces[-1] in _DIGITS:
        digit = digit * (last // 10)  # 三千五 is 3500
    result = total + group + (digit or 0)
    return whole(int(result)) if result.denominator == 1 else result


def roman(text: str) -> Fraction | None:
    """Return the number that Roman numerals write, None if they write none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_LETTERS[char] for char in text]
    return whole(sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)))


def room(number: Fraction) -> int:
    """Return how large a number said after another one must not be to be part of it: twenty | five, hundred | one."""
    for size in (1000, 100):
        if number and not number % size:
            return size
    return 10 if number >= 20 and not number % 10 else 1


def in_roman(number: int) -> str:
    """Return a number below 40 in Roman numerals."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
