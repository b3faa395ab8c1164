"""Chinese texts as rows of tokens."""

from __future__ import annotations

import re
from functools import cache

from toolkit.values import numerals
from toolkit.values.lexicon import lexicon, simplified
from toolkit.values.tokens import DIGITAL, POINTED, Token, digital, lower, plain, restated, signed

_VAGUE = frozenset("百千万亿多余")  # hundreds, thousands: without a digit they count nothing
_NUMERIC = re.compile(rf"[\d半首双俩{numerals.ZH}]")
# 千瓦 and its like are units; 陆, 伍 and their like are numerals beside others that are written so (贰拾陆万)
_NUMERAL = (
    rf"(?:(?!千[瓦米克伏])[{numerals.PLAIN}]"
    rf"|[{numerals.FORMAL}](?=[拾佰仟零万萬亿億元圆])|(?<=[拾佰仟零万萬])[{numerals.FORMAL}])"
)
_SAID = rf"{_NUMERAL}+(?:点{_NUMERAL}+)?(?:[多余](?=[个万亿]))?[万亿]*"
_ITEM = re.compile(r"^(\s*\d{1,2})(?:．|\.(?=(?:1[89]|20)\d\d ?年))")  # 3．2020年 is item 3
_FEW = frozenset(["一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"])  # 七八个: seven or eight
_MIXED = rf"(?:(?:{POINTED})[ ]?[多余]?(?:(?!千[瓦米克伏])[十百千万亿])+)+(?:(?:{POINTED})(?![年月]))?"


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of tokens: names, numbers, and the words of the lexicon, longest first."""
    unless = lexicon("zh").unless
    every = sorted(lexicon("zh").words, key=lambda word: (word[0], -len(word), word))
    groups: dict[str, list[str]] = {}
    for word in every:
        rest = re.escape(word[1:]) + (f"(?![{unless[word]}])" if word in unless else "")
        groups.setdefault(word[0], []).append(rest)
    words = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    telling = re.escape("".join(groups)) + numerals.ZH
    return re.compile(
        rf"""(?P<other>[^\s\d\x20-\x7e{telling}]+)
          | {DIGITAL}
          | (?P<name>(?!(?:us|usd|rmb|cny|hk)\d)[a-z]+-?\d+(?!\d|\.\d|,\d))
          | (?P<mixed>{_MIXED})
          | (?P<number>{POINTED})
          | (?P<word>{words})
          | (?P<said>{_SAID})
          | (?P<mark>[-,./():;\[\]])
          | (?P<rest>\S)""",
        re.VERBOSE,
    )


def scan(text: str) -> list[Token]:
    """Return the tokens of a text, none where nothing in it can be a value."""
    if not _NUMERIC.search(text):
        return []
    known = lexicon("zh")
    out = [Token("^", "", 0, 0)]
    traditional, table = simplified()
    text = text.translate(table) if traditional.search(text) else text
    text = _ITEM.sub(r"\1、", text)
    for match in _pattern().finditer(lower(plain(text))):
        kind, said = match.lastgroup, match[0]
        made: Token | None = None
        if kind == "word":
            made = Token(*known.words[said], *match.span())
        elif said in _FEW:
            at = match.start()
            out += [Token("b", numerals.chinese(said[0]) or "", at, at + 1), Token("-", "", at + 1, at + 1)]
            made = Token("b", numerals.chinese(said[1]) or "", at + 1, at + 2)
        elif kind in ("said", "mixed"):
            made = _number(said, *match.span(), kind == "mixed")
        elif kind == "mark":
            made = Token(said, "", *match.span())
        elif kind not in ("other", "rest"):
            out += digital(match, known, ".")
            continue
        if made:
            out.append(made)
        elif out[-1].letter != "_":
            out.append(Token("_", "", *match.span()))
    return restated(signed(out, text))


def _number(said: str, start: int, stop: int, mixed: bool) -> Token | None:
    """Return the number that a run with Chinese numerals is, None if it is none."""
    number = numerals.chinese(re.sub("[多余 ]", "", said))
    letter = "n" if mixed else "w" if set(said) - _VAGUE else "b"
    return Token(letter, number, start, stop) if number is not None else None
