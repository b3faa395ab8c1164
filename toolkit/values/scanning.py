"""Texts as rows of tokens: numbers, and the words and marks that make dates, sums and the like of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from toolkit.values import numerals
from toolkit.values.lexicon import Entry, Lexicon, compounds, lexicon


class Token(NamedTuple):
    """A token: its letter (see rules.toml), its value or name, and its place; ``scale`` is that of 5 млн."""

    letter: str
    value: Fraction | str
    start: int
    stop: int
    scale: int = 1


# one code point for one, so that offsets stay
_FOLD = str.maketrans(
    {chr(0xFF01 + at): chr(0x21 + at) for at in range(94) if chr(0x21 + at) != ","}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t\n", " ")
    | dict.fromkeys("–—−‒~～〜‑", "-")
    | {"ё": "е", "Ё": "Е", "〔": "(", "〕": ")", "【": "(", "】": ")"}
)
_PLAIN = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)|\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+(?:\.\d+)?",
    "ru": r"\d{1,3}(?:[ ]\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[,.]\d+)?",
    "zh": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)|\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+(?:\.\d+)?",
}
_COMMON = r"""
    (?P<symbol>\b[a-z]{1,4}(?:/[a-z0-9.]+)*/\d+(?:/\d+)*(?:\ ?\(\d+\))?)
  | (?P<date>(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?!\d))
  | (?P<phone>(?<!\d)(?:\+\d+|0\d{2,})(?:[ -]\d{2,})+)
  | (?P<clock>(?<!\d)\d{1,2}:\d\d(?!\d)|(?<!\d)\d{1,2}\.\d\d(?=\ ?[ap]\.?m\b))
  | (?P<slash>(?<!\d)\d+/\d+(?:/\d+)*)
  | (?P<levels>(?<!\d)\d+(?:\.\d+){2,})
"""
_WORDS = rf"""{_COMMON}
  | (?P<name>[^\W\d_]+-?\d+[^\W_]*)
  | (?P<suffixed>(?:PLAIN)(?:-[а-я]+|(?:st|nd|rd|th|'?s)\b))
  | (?P<number>PLAIN)
  | (?P<word>[^\W\d_]+[²³]?|[$€£¥₽₸₹№%#°])
  | (?P<mark>[-,./():;\[\]])
  | (?P<other>[^\s\w]|\w)
"""
_ORDINAL = frozenset("й я е го му м ю ой ая ое ый ого ому ом ым ую ые ых ий ья ье х ыми ей".split())
_CARDINAL = frozenset("ти ми и мя ть стам ста тью".split())
_MANY = frozenset("е х м ми ые ых ым ыми".split())
_SYMBOL = re.compile(r"(?:^|/)res/(\d+)(?:/(\d+))?")


def fold(text: str) -> str:
    """Return a text of the same length in which letters, digits and dashes are written in one way."""
    plain = text.translate(_FOLD)
    lower = plain.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def scan(text: str, code: str) -> list[Token]:
    """Return the tokens of a text, numbers of several words joined."""
    folded = fold(text)
    if code == "zh":
        return _chinese(folded)
    return _joined(_alphabetic(text.translate(_FOLD), folded, code))


@cache
def _pattern(code: str) -> re.Pattern[str]:
    return re.compile(_WORDS.replace("PLAIN", _PLAIN[code]), re.VERBOSE)


def _alphabetic(plain: str, folded: str, code: str) -> list[Token]:
    """Return the tokens of a Russian or English text."""
    known = lexicon(code)
    matches = list(_pattern(code).finditer(folded))
    out: list[Token] = [Token("^", "", 0, 0)]
    at = 0
    while at < len(matches):
        match = matches[at]
        kind, start, stop = match.lastgroup, match.start(), match.end()
        at += 1
        if kind == "word":
            word = match[0]
            entry = None
            if word in known.phrases or plain[start:stop] in known.phrases:
                entry, at, stop = _phrase(plain, folded, matches, at, known)
            if entry is None:
                entry = known.words.get(plain[start:stop]) or known.words.get(word) or _formed(plain[start:stop], word, code)
            if len(out) > 2 and out[-1].letter == "n" and out[-2].letter == "k" and out[-1].stop == start:
                entry = known.words.get("¤" + word, entry)
            if entry is None:
                if out[-1].letter != "_":
                    out.append(Token("_", "", start, stop))
                continue
            out.append(Token(entry.letter, entry.value, start, stop))
            # the dot of an abbreviation says nothing
            if stop - start < 6 and folded[stop : stop + 1] == "." and at < len(matches) and entry.letter not in "wo":
                at += matches[at].start() == stop
        elif kind == "mark":
            out.append(Token(match[0], "", start, stop))
        elif kind == "other":
            if out[-1].letter != "_":
                out.append(Token("_", "", start, stop))
        else:
            out += _digital(match, known, code)
    return out


def _phrase(
    plain: str, folded: str, matches: list[re.Match[str]], at: int, known: Lexicon
) -> tuple[Entry | None, int, int]:
    """Return what a phrase that begins with the word before ``at`` says, and where it ends; None if none does."""
    first = matches[at - 1]
    for source in (folded, plain):
        for parts, entry in known.phrases.get(source[first.start() : first.end()], ()):
            stop, after = first.end(), at
            for part in parts[1:]:
                while after < len(matches) and matches[after][0] in ".-" and source[stop : matches[after].start()].strip() == "":
                    stop = matches[after].end()
                    after += 1
                if after >= len(matches) or source[matches[after].start() : matches[after].end()] != part:
                    break
                stop = matches[after].end()
                after += 1
            else:
                return entry, after, stop
    return None, at, first.end()


def _formed(original: str, word: str, code: str) -> Entry | None:
    """Return what a word that is in no list says by its form: a Roman numeral, a number in a compound."""
    if original.isupper() and original.isascii():
        number = numerals.roman(original)
        return Entry("R", number) if number is not None else None
    if code == "ru" and len(word) > 6:
        first, second, pattern = compounds()
        match = pattern.fullmatch(word)
        part = second.get(match[2]) if match else None
        if match and part:
            number = sum((first[each] for each in re.findall("|".join(sorted(first, key=len, reverse=True)), match[1])), Fraction(0))
            return Entry(part.letter, f"{number} {part.unit}")
    return None


def _digital(match: re.Match[str], known: Lexicon, code: str) -> Iterator[Token]:
    """Yield the tokens of something with digits in it."""
    kind, text, start, stop = match.lastgroup, match[0], match.start(), match.end()
    decimal = "," if code == "ru" and "," in text else "."
    if kind == "number":
        yield Token("n", numerals.digits(text, decimal), start, stop)
    elif kind == "date":
        yield Token("t", text, start, stop)
    elif kind == "clock":
        yield Token("c", text, start, stop)
    elif kind in ("slash", "levels"):
        yield Token("q", text, start, stop)
    elif kind == "phone":
        yield Token("q", "".join(re.findall(r"\d", text)), start, stop)
    elif kind == "symbol":
        found = _SYMBOL.search(text)
        name = text if not found else found[1] if not found[2] else f"{found[1]}/{found[2]}"
        yield Token("B", name, start, stop)
    elif kind == "name":
        letters = re.match(r"[^\W\d_]+", text)
        entry = known.words.get(letters[0]) if letters else None
        number = re.search(r"\d+", text)
        assert letters and number
        if entry and entry.letter in "k#p":
            yield Token(entry.letter, entry.value, start, start + letters.end())
            yield Token("n", numerals.digits(number[0], "."), start + number.start(), start + number.end())
        else:
            yield Token("N", numerals.digits(number[0], "."), start, stop)
    else:
        yield from _suffixed(text, start, stop, decimal, known)


def _suffixed(text: str, start: int, stop: int, decimal: str, known: Lexicon) -> Iterator[Token]:
    """Yield the tokens of digits with an ending: 2nd, 1990s, 30-летие, 15-дневный, 10-ти."""
    match = re.match(r"([\d., ]*\d)('?-?)(.*)", text)
    assert match
    number, ending = numerals.digits(match[1], decimal), match[3]
    part = compounds()[1].get(ending)
    plain = number.denominator == 1 and number < 3000
    if ending in ("st", "nd", "rd", "th"):
        yield Token("O", number, start, stop)
    elif plain and not number % 10 and number >= 20 and (ending == "s" or (number < 100 or number > 1000) and ending in _MANY):
        yield Token("D", number, start, stop)
    elif ending in _ORDINAL:
        yield Token("O", number, start, stop)
    elif part:
        yield Token(part.letter, f"{number} {part.unit}", start, stop)
    else:
        middle = start + match.end(1)
        yield Token("n", number, start, stop if ending in _CARDINAL else middle)
        entry = known.words.get(ending)
        if ending not in _CARDINAL:
            yield Token(entry.letter if entry else "_", entry.value if entry else "", middle, stop)


def _joined(tokens: list[Token]) -> list[Token]:
    """Return tokens with each number that is said in several of them as one."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].letter in "nwoS":
            made, at = _number(tokens, at)
            out.append(made)
        else:
            out.append(tokens[at])
            at += 1
    return out


def _number(tokens: list[Token], at: int) -> tuple[Token, int]:
    """Return the number that begins at a token, and the index after it."""
    first, start = tokens[at], at
    total = group = Fraction(0)
    limit = floor = 10**18  # the next part must be less than the limit, the next scale less than the floor
    letter, scale, stop = "n" if first.letter == "n" else "w", 1, first.stop
    while at < len(tokens):
        step = at + _linked(tokens, at, limit) if at > start else at
        token = tokens[step] if step < len(tokens) else first
        value = token.value
        if step >= len(tokens) or not isinstance(value, Fraction):
            break
        if token.letter in "wo" and value < limit and (value or at == start):
            group += value
            limit = numerals.room(value)
        elif token.letter == "n" and (at == start or _goes_on(tokens, step, floor)):
            group, limit = value, 0
        elif token.letter == "S" and value < 1000 and (at == start or 0 < group < value):
            group, limit = (group or 1) * value, int(value)
        elif token.letter == "S" and 1000 <= value < floor and (at == start or group):
            total, group = total + (group or 1) * value, Fraction(0)
            limit = floor = scale = int(value)
        elif token.letter == "h" and at > start:
            total += value * scale
            limit = 0
        else:
            break
        stop, at = token.stop, step + 1
        if token.letter == "o":
            letter = "o"
            break
    if at == start + 1 and first.letter == "S":
        letter = "b"  # millions of people: how many is not said
    number = total + group
    whole = numerals.whole(int(number)) if number.denominator == 1 else number
    return Token(letter, whole, first.start, stop, scale), max(at, start + 1)


def _linked(tokens: list[Token], at: int, limit: int) -> int:
    """Return how many tokens only link the parts of a number: twenty-five, two hundred and five."""
    link = tokens[at]
    if at + 1 >= len(tokens) or tokens[at + 1].letter not in "wo" or tokens[at - 1].letter not in "wS":
        return 0
    hyphen = link.letter == "-" and limit == 10 and tokens[at + 1].start - tokens[at - 1].stop == 1
    return int(hyphen or (link.letter == "," and link.value == "and" and limit in (100, 1000)))


def _goes_on(tokens: list[Token], at: int, floor: int) -> bool:
    """Whether digits after a scale go on with the number: 2 млн 500 тыс."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(after and after.letter == "S" and isinstance(after.value, Fraction) and after.value < floor)


@cache
def _marks() -> re.Pattern[str]:
    """Return the pattern of tokens in Chinese texts: its words longest first, then numbers."""
    words = "|".join(re.escape(word) for word in sorted(lexicon("zh").words, key=lambda w: (-len(w), w)))
    digits = _PLAIN["zh"]
    said = f"[{numerals.ZH}]+(?:点[{numerals.ZH}]+)?"
    mixed = rf"(?:(?:{digits})\ ?[多余]?[十百千万亿兆]+)+(?:(?:{digits})(?![年月]))?"
    return re.compile(
        rf"{_COMMON}|(?P<name>[a-z]+-?\d+(?!\d|\.\d|,\d))|(?P<mixed>{mixed})|(?P<number>{digits})|(?P<word>{words})"
        rf"|(?P<said>{said}(?:[多余](?=[个万亿]))?(?:[万亿]+)?)"
        r"|(?P<mark>[-,./():;\[\]])|(?P<other>[^\s])",
        re.VERBOSE,
    )


_VAGUE = frozenset("百千万亿多余")  # hundreds, thousands: without a digit they count nothing
_NUMERIC = re.compile(rf"[\d半首双俩{numerals.ZH}]")


def _chinese(folded: str) -> list[Token]:
    """Return the tokens of a Chinese text; none where nothing in it can be a value."""
    if not _NUMERIC.search(folded):
        return []
    words = lexicon("zh").words
    out: list[Token] = [Token("^", "", 0, 0)]
    for match in _marks().finditer(folded):
        kind, text, start, stop = match.lastgroup, match[0], match.start(), match.end()
        made: Token | None = None
        if kind == "word":
            entry = words[text]
            made = Token(entry.letter, entry.value, start, stop)
        elif kind in ("said", "mixed"):
            number = numerals.chinese(re.sub("[多余 ]", "", text))
            letter = "n" if kind == "mixed" else "w" if set(text) - _VAGUE else "b"
            made = Token(letter, number, start, stop) if number is not None else None
        elif kind == "number":
            made = Token("n", numerals.digits(text, "."), start, stop)
        elif kind == "mark":
            made = Token(text, "", start, stop)
        elif kind not in ("other", "blocked"):
            out += _digital(match, lexicon("zh"), "zh")
            continue
        if made:
            out.append(made)
        elif out[-1].letter != "_":
            out.append(Token("_", "", start, stop))
    return out
