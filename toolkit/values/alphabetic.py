"""Russian and English texts as rows of tokens."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache

from toolkit.values import numerals
from toolkit.values.lexicon import Entry, Lexicon, compounds, lexicon
from toolkit.values.tokens import DIGITAL, POINTED, Token, digital, lower, plain, restated, signed

_DIGITS = {
    "en": POINTED,
    "ru": r"\d{1,3}(?:[ ]\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[,.]\d+)?",
}
# what most texts are made of comes first, and no more is tried at spaces
_TOKENS = rf"""(?=\S)(?:
    (?P<plain>[^\W\d_]++(?![-/\d²³]))
  | (?P<mark>[-,./():;\[\]])
  | {DIGITAL}
  | (?P<name>(?=[^\W\d_]++-?\d)(?!(?:HEADS)\d)[^\W\d_]++-?\d+[^\W_]*)
  | (?P<suffixed>(?:DIGITS)(?:-[а-я]+|(?:st|nd|rd|th|'?s)\b))
  | (?P<number>DIGITS)
  | (?P<word>[^\W\d_]+[²³]?|°[cfс]\b|[$€£¥￥₽₸₹№%‰#°℃℉])
  | (?P<other>\S))
"""
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"[0-9]")
_ROMAN = re.compile(r"\b[IVXLC]+\b")
_SHORT = 6  # letters of an abbreviation with its dot, at most
_REMEMBERED = 1 << 14  # words
_BETWEEN = "-.·,"  # what may stand between the words of a phrase, the comma only in long ones
_ABBREVIATED = frozenset("pmyYukS#r%ja")


def scan(text: str, code: str) -> list[Token]:
    """Return the tokens of a text, none where nothing in it can be a value; numbers of several words are one."""
    as_is = plain(text)
    folded = lower(as_is)
    if not (_DIGIT.search(as_is) or _ROMAN.search(as_is) or _may_tell(as_is, folded, code)):
        return []
    return restated(signed(_joined(_Scanner(as_is, folded, code).tokens()), text))


def _may_tell(as_is: str, folded: str, code: str) -> bool:
    """Whether one of the words of a text may be a value."""
    words = {*_WORD.findall(as_is), *_WORD.findall(folded)}
    return not lexicon(code).seeds.isdisjoint(words) or (code == "ru" and bool(compounds()[3].search(folded)))


@cache
def _pattern(code: str) -> re.Pattern[str]:
    # RMB15 and №15 are a sum and a number, not a name such as COVID-19
    words = lexicon(code).words.items()
    heads = "|".join(word.lower() for word, entry in words if entry.letter in "k#" and word.isalpha())
    return re.compile(_TOKENS.replace("DIGITS", _DIGITS[code]).replace("HEADS", heads), re.VERBOSE)


class _Scanner:
    """One pass over a text, which is ``plain`` and, in lower case, ``folded``."""

    def __init__(self, as_is: str, folded: str, code: str) -> None:
        self._plain, self._folded, self._code = as_is, folded, code
        self._known: Lexicon = lexicon(code)
        self._matches = list(_pattern(code).finditer(folded))

    def tokens(self) -> list[Token]:
        """Return the tokens, each run of what says nothing as one."""
        out = [Token("^", "", 0, 0)]
        decimal = "," if self._code == "ru" else "."
        plain, code, matches, at = self._plain, self._code, self._matches, 0
        while at < len(matches):
            match = matches[at]
            kind = match.lastgroup
            at += 1
            if kind == "plain" or kind == "word":
                start, stop = match.span()
                if _says(plain[start:stop], code) or out[-1].stop == start:
                    at = self._word(out, at)
                    continue
            elif kind == "mark":
                out.append(Token(match[0], "", *match.span()))
                continue
            elif kind != "other":
                out += digital(match, self._known, decimal)
                continue
            if out[-1].letter != "_":
                out.append(Token("_", "", *match.span()))
        return out

    def _word(self, out: list[Token], at: int) -> int:
        """Add the token of the word before ``at``, or of the phrase that it begins; return where it ends."""
        start, stop = self._matches[at - 1].span()
        word, original = self._folded[start:stop], self._plain[start:stop]
        entry, after, end = self._phrase(word, original, at)
        if entry is None:
            words = self._known.words
            entry = words.get(original) or words.get(word) or _formed(word, original, self._code)
            if out[-1].letter == "n" and out[-1].stop == start and (out[-2].letter == "k" or word == "k"):
                entry = words.get("¤" + word, entry)  # £5m, 50k
        else:
            at, stop = after, end
        if entry is None:
            if out[-1].letter != "_":
                out.append(Token("_", "", start, stop))
            return at
        out.append(Token(entry.letter, entry.value, start, stop))
        dotted = stop - start < _SHORT and entry.letter in _ABBREVIATED and self._folded[stop : stop + 1] == "."
        return at + (dotted and at < len(self._matches) and self._matches[at].start() == stop)

    def _phrase(self, word: str, original: str, at: int) -> tuple[Entry | None, int, int]:
        """Return what a phrase that begins with the word before ``at`` says, and where it ends; None if none does."""
        phrases = self._known.phrases
        if word not in phrases and original not in phrases:
            return None, at, 0
        following = at
        while following < len(self._matches) and self._matches[following][0] in _BETWEEN:
            following += 1
        if following == len(self._matches):
            return None, at, 0
        second = slice(*self._matches[following].span())
        for text, first in ((self._folded, word), (self._plain, original)):
            for parts, entry in phrases.get(first, {}).get(text[second], ()):
                after, stop = at, self._matches[at - 1].end()
                for part in parts[1:]:
                    # U.S. dollars, киловатт-час
                    between = _BETWEEN if len(parts) > 3 else _BETWEEN[:-1]
                    while after < len(self._matches) and self._matches[after][0] in between:
                        after += 1
                    if after == len(self._matches) or text[slice(*self._matches[after].span())] != part:
                        break
                    stop, after = self._matches[after].end(), after + 1
                else:
                    return entry, after, stop
        return None, at, 0


@lru_cache(maxsize=_REMEMBERED)
def _says(original: str, code: str) -> bool:
    """Whether a word may be a value by itself or begin a phrase that is one."""
    known, word = lexicon(code), lower(original)
    if any(each in known.words or each in known.phrases for each in (word, original)):
        return True
    long = code == "ru" and len(word) > _SHORT
    return (original.isupper() or long) and _formed(word, original, code) is not None


def _formed(word: str, original: str, code: str) -> Entry | None:
    """Return what a word that is in no list says by its form: a Roman numeral, a number in a compound."""
    if original.isupper():
        number = numerals.roman(original)
        return Entry("R", number) if number is not None else None
    first, second, pattern, _ = compounds()
    match = pattern.fullmatch(word) if code == "ru" else None
    part = second.get(match[2]) if match else None
    if match is None or part is None:
        return None
    rest, number = match[1], Fraction(0)
    while rest:
        head = next(each for each in first if rest.startswith(each))
        number, rest = number + first[head], rest[len(head) :]
    return Entry(part.letter, f"{number} {part.unit}")


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
            more = step + 1 < len(tokens) and tokens[step + 1].letter == "S"
            total, group = (total, group + value) if more else (total + value * scale, group)
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
