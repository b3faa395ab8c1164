"""What texts are cut into before values are read from them, and the tokens that digits make in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from toolkit.values import numerals
from toolkit.values.lexicon import Lexicon, compounds


class Token(NamedTuple):
    """A token: its letter (see rules.toml), its value or name, and its place; ``scale`` is that of 5 млн."""

    letter: str
    value: Fraction | str
    start: int
    stop: int
    scale: int = 1


# one code point for one, so that offsets stay; a full-width comma separates clauses, never thousands
_RARE = str.maketrans(
    {chr(0xFF01 + at): chr(0x21 + at) for at in range(94) if chr(0x21 + at) != ","}
    | dict.fromkeys("\u2007\u2009\u202f\u3000\t\n\r", " ")
    | dict.fromkeys("−‒~～〜‑", "-")
    | {"Ё": "Е", "〔": "(", "〕": ")", "【": "(", "】": ")"}
)
_QUOTED = re.compile(r'[«“„"](\d{1,2})[»”“"](?=\s*[а-яa-z])')  # «17» июня
_SEEN = re.compile(f"[{re.escape(''.join(map(chr, _RARE)))}]")
_COMMON = (("\u00a0", " "), ("–", "-"), ("—", "-"), ("ё", "е"))

POINTED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)|\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
DIGITAL = r"""
    (?P<symbol>\b[a-z]{1,4}(?:/[a-z0-9.]+)*/\d+(?:/\d+)*(?:[ ]?\(\d+\))?)
  | (?P<date>(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d\d\.\d\d\.\d\d)(?!\d|\.\d))
  | (?P<phone>(?<!\d)(?:\+\d+|0\d{2,})(?:[ -]?\(\d+\)[ -]?\d{2,}(?:[ -]\d{2,})*|(?:[ -]\d{2,})+))
  | (?P<act>(?<![\da-z.-])\d+-(?:[ivx]{2,}|[iv]|[ⅰ-ⅻ])(?![a-z]))
  | (?P<clock>(?<!\d)\d{1,2}:\d\d(?!\d)|(?<!\d)\d{1,2}\.\d\d(?=[ ]?[ap]\.?m\b)
      |(?:(?<=\b[свк][ ])|(?<=\bдо[ ]))(?:[01]?\d|2[0-4])\.(?:00|1[3-9]|[2-5]\d)
       (?!\d|\.\d|[ ]?[%°]|[ ](?!час|до|по|и)[а-я]))
  | (?P<slash>(?<!\d)\d+/\d+(?:/\d+)*)
  | (?P<levels>(?<!\d)\d+(?:\.\d+){2,})
"""
_SYMBOL = re.compile(r"(?:^|/)res/(\d+)(?:/(\d+))?")
_NAMED = re.compile(r"\d+")
_SUFFIXED = re.compile(r"([\d., ]*\d)('?-?)(.*)")
_APART = frozenset("_^(,:;@i/m")  # what may stand before a sign; after anything else a dash joins
_TH = frozenset({"st", "nd", "rd", "th"})
_ORDINAL = frozenset(re.findall("[а-я]+", "й я е го му м ю ой ая ое ый ого ому ом ым ую ые ых ий ья ье х ыми ей"))
_CARDINAL = frozenset({"ти", "ми", "и", "мя", "ть", "стам", "ста", "тью"})
_MANY = frozenset({"е", "х", "м", "ми", "ые", "ых", "ым", "ыми"})


def plain(text: str) -> str:
    """Return a text of the same length in which digits, spaces and dashes are written in one way."""
    for one, other in _COMMON:
        text = text.replace(one, other)
    text = text.translate(_RARE) if _SEEN.search(text) else text
    return _QUOTED.sub(r" \1 ", text)


def lower(text: str) -> str:
    """Return a text in lower case, of the same length."""
    made = text.lower()
    return made if len(made) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def digital(match: re.Match[str], known: Lexicon, decimal: str) -> Iterator[Token]:
    """Yield the tokens of something with digits in it, as one of the groups of ``DIGITAL`` or those beside it found it.

    ``decimal`` stands before decimals.
    """
    kind, text, start, stop = match.lastgroup, match[0], match.start(), match.end()
    if kind == "number":
        yield Token("n", numerals.digits(text, _point(text, decimal)), start, stop)
    elif kind == "suffixed":
        yield from _suffixed(text, start, _point(text, decimal), known)
    elif kind == "name":
        number = _NAMED.search(text)
        assert number is not None
        yield Token("N", numerals.digits(number[0], "."), start, stop)
    elif kind == "phone":
        yield Token("q", "".join(char for char in text if char.isdigit()), start, stop)
    elif kind == "act":
        # № 15-Ⅲ: the Roman number in letters, as in other languages
        yield Token("q", unicodedata.normalize("NFKC", text).upper(), start, stop)
    elif kind == "symbol":
        found = _SYMBOL.search(text)
        name = "/".join(each for each in found.groups() if each) if found else text
        yield Token("B", name, start, stop)
    else:
        yield Token({"date": "t", "clock": "c"}.get(kind or "", "q"), text, start, stop)


def _point(text: str, decimal: str) -> str:
    return decimal if decimal in text else "."


def _suffixed(text: str, start: int, decimal: str, known: Lexicon) -> Iterator[Token]:
    """Yield the tokens of digits with an ending: 2nd, 1990s, 30-летие, 15-дневный, 10-ти."""
    match = _SUFFIXED.match(text)
    assert match is not None
    number, ending, stop = numerals.digits(match[1], decimal), match[3], start + len(text)
    part = compounds()[1].get(ending)
    tens = number < 3000 and not number % 10 and (20 <= number < 100 or number > 1000)
    if ending in _TH:
        yield Token("O", number, start, stop)
    elif tens and (ending == "s" or ending in _MANY):
        yield Token("D", number, start, stop)
    elif ending in _ORDINAL:
        yield Token("O", number, start, stop)
    elif part:
        yield Token(part.letter, f"{number} {part.unit}", start, stop)
    elif ending in _CARDINAL:
        yield Token("n", number, start, stop)
    else:
        middle = start + match.end(1)
        entry = known.words.get(ending)
        yield Token("n", number, start, middle)
        yield Token(entry.letter if entry else "_", entry.value if entry else "", middle, stop)


def restated(tokens: list[Token]) -> list[Token]:
    """Return tokens in which a number that is said again in brackets stands once: 20 (двадцать) дней."""
    if not any(token.letter == "(" for token in tokens):
        return tokens
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token, rest = tokens[at], tokens[at + 1 : at + 4]
        if token.letter in "nw" and len(rest) == 3 and rest[0].letter == "(" and rest[2].letter == ")":
            again = rest[1]
            if again.letter in "nw" and again.value == token.value:
                out.append(token._replace(stop=rest[2].stop))
                at += 4
                continue
        out.append(token)
        at += 1
    return out


def signed(tokens: list[Token], text: str) -> list[Token]:
    """Return tokens with the sign of each negative number in it: минус 20, 零下20, –20 °C, -3.5 alone in a cell."""
    if not any(token.letter in "-V" for token in tokens):
        return tokens
    out: list[Token] = []
    for at, token in enumerate(tokens):
        value = token.value
        if token.letter in "nw" and type(value) is Fraction and _negates(tokens[max(at - 2, 0) : at + 2], token, text):
            token = token._replace(value=-value, start=out.pop().start)
        out.append(token)
    return out


def _negates(around: list[Token], number: Token, text: str) -> bool:
    """Whether the token before a number makes it negative: a word, or a dash that joins it to no number before it."""
    at = around.index(number)
    sign = around[at - 1]
    if at == 0 or sign.letter == "V":
        return at > 0
    joined = at > 1 and around[at - 2].letter not in _APART
    after = around[at + 1] if at + 1 < len(around) else None
    measured = after is not None and (after.letter in "%j" or after.value in ("degree", "celsius", "fahrenheit"))
    alone = not text[number.stop :].strip() and not text[: sign.start].strip()
    dash = text[sign.start : number.start] in tuple("-–—−‒‑－")
    return dash and not joined and (measured or alone)
