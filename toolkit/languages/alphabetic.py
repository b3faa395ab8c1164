"""What Russian and English share: razdel's sentences mended by abbreviations, and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from toolkit.languages import Span, abbreviations, trimmed
from toolkit.languages.quotes import curled, pairs

_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]"}
_WORD = re.compile(r"[^\W\d_]+(?:[-‑’'][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_LAST = re.compile(r"((?:\w[\w.‑-]*\s)?\w[\w.‑-]*|№)\.?$")
_INITIALS = re.compile(r"(?:^|[\s«“(])(?:[A-ZА-ЯЁ]\.\s?-?\s?){1,3}$")
_SEMICOLON = re.compile(r"(?<=;)\s+")
# where razdel never cuts and yet a sentence may end: «… в 2001 г. Стороны …», “… in the U.S. They …”
_MAYBE = re.compile(r"(?:(?<=\d{4}\sг\.)|(?<=[IVX]\sв\.)|(?<=[A-Z]\.[A-Z]\.)|(?<=\b[ap]\.m\.))\s+(?=[«“(]?[A-ZА-ЯЁ])")
# the mark of a note after the end of a sentence: “… yearly.² They …”
_NOTED = re.compile(r"[.!?…][”»\")]*(?:[¹²³⁰⁴-⁹]{1,3}|\[\d{1,3}\])\s+(?=[«“(\"]?[A-ZА-ЯЁ])")
# a number before which razdel cuts, or that it takes for an initial: “… in para. 3. The …”, “… in Annex I. The …”
_NUMBERED = re.compile(
    r"(?<!\w)(?P<word>\w[\w.‑-]*?)(?P<dot>\.?)\s(?P<n>\d{1,4}(?:\.\d{1,2})*|[IVXLC]{1,5}|[A-ZА-ЯЁ])\.\s+(?=[«“(\"]?(?P<next>[A-ZА-ЯЁ]\w*))"
)
# after an hour a capital begins a sentence, unless it says whose time or which day it is: 5 p.m. Beijing time
_CLOCK = re.compile(r"[ap]\.m$")
_OF_THE_HOUR = re.compile(
    r"\W*(?:(?:[\w-]+\s){1,3}[Tt]ime\b|[A-Z]{2,}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d)"
)
_ABBREVIATED = re.compile(r"(\w+)\.")
_START = re.compile(r"(?:^|[.!?]\s)[\s«“(\"]*$")
_HEADLINE = 4  # letters: fewer in capitals are an abbreviation
_MOSTLY = 0.8  # of the letters
_LONG = re.compile(r"[A-ZА-ЯЁ]{6}")  # no abbreviation has so many
_CAPITALS = re.compile(r"[^\W\d_]+")
_WORD_IN_CAPITALS = re.compile(r"(?<!\w)[A-ZА-ЯЁ]{4,}(?!\w)")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)[A-ZА-ЯЁ]{4,}\s$")
_CAPITAL_AFTER = re.compile(r"\s[A-ZА-ЯЁ]{4,}(?!\w)")
_ABBREVIATION = re.compile("[IVXLC]+|[BCDFGHJKLMNPQRSTVWXZБВГДЖЗЙКЛМНПРСТФХЦЧШЩ]{2,}")  # a number, or without vowels
_LETTER = re.compile(r"[A-ZА-ЯЁ][.,;)]")
_COUNT = re.compile(r"\d|[IVXLC]{1,5}[.,;)]")
_AMOUNT = re.compile(r"(?i)(?:\d|\b(?:тыс|млн|млрд|трлн|кв|куб|sq|cu|hundred|thousand|million|billion)\.?)\W*$")
_INITIALISM = re.compile(r"[«“(]?[A-ZА-ЯЁ]{2,}(?![^\W\d_])")
GoesOn = Callable[[str, str], bool]
Verbless = Callable[[str], bool]
_YEAR = re.compile(r"\d{4}\sг\.$")
_DATE = re.compile(r"^(?:[А-ЯЁ]\w{0,6}\s)?(?:«?\d{1,2}»?\s\w+\s)?\d{4}\sг\.$")


def _hidden(text: str, code: str) -> list[int]:
    """Return where sentences begin after the number of something that is abbreviated or named."""
    return [match.end() for match in _NUMBERED.finditer(text) if _is_number(match, code)]


def _is_number(match: re.Match[str], code: str) -> bool:
    """Whether a number or letter with a dot ends a sentence: it counts what stands before it and is no initial."""
    rules, word, following = abbreviations(code), match["word"].lower(), match["next"]
    if match["n"][0].isdigit():  # alone it may be a heading
        return bool(match["dot"]) and match.start() > 0 and word in rules.never | rules.may
    foreign = match["n"].isascii() and not following.isascii()  # Annex I in Cyrillic text
    starts = len(following) > 2 and following.lower() in rules.starters and word not in rules.starters
    return bool(rules.numbered.fullmatch(word)) or foreign or (not match["dot"] and starts)


def _cut_wrongly(left: str, right: str, code: str, goes_on: GoesOn, verbless: Verbless) -> bool:
    """Whether no sentence ends between the two texts."""
    rules = abbreviations(code)
    never, may, starters = rules.never, rules.may, rules.starters
    if _YEAR.search(left):  # a capital begins a sentence, unless all before it is the date
        return right[:1].islower() or bool(_DATE.match(left)) or goes_on(left, right)
    last = _LAST.search(left) if left.endswith((".", "№")) else None
    kept = last.group(1).rstrip(".") if last else ""
    if kept.lower() not in never | may | rules.titles:
        kept = kept.rpartition(" ")[2]
    tail = kept.lower()
    first = re.match(r"\W*(\w*)", right)
    if tail in never or (first and f"{tail}. {first.group(1).lower()}" in rules.pairs):
        return True
    following = _ABBREVIATED.match(right)  # Co. Ltd.
    if kept in rules.titles or tail in rules.titles:
        return bool(following) or first is None or first.group(1).lower() not in starters
    if tail in rules.units and not _AMOUNT.search(left[: left.rfind(kept)]):
        return True
    if _CLOCK.search(tail):
        return right[:1].islower() or bool(_OF_THE_HOUR.match(right))
    if starters and "." in tail and tail in may:
        return first is None or first.group(1).lower() not in starters or right[:1].islower()
    if _INITIALS.search(left):
        return True
    abbreviated = following is not None and following.group(1).lower() in may
    counted = _COUNT.match(right) or (rules.numbered.fullmatch(tail) and _LETTER.match(right))
    named = bool(_INITIALISM.match(right)) and verbless(right)  # 3,5 проц. ВВП
    return tail in may and (right[:1].islower() or bool(counted) or abbreviated or named)


def sentences(
    text: str,
    semicolons: bool,
    code: str,
    goes_on: GoesOn = lambda left, right: False,
    verbless: Verbless = lambda text: False,
) -> list[Span]:
    """Return the sentence spans by razdel, mended by the abbreviations of ``code``; no quotes or brackets are split.

    ``goes_on(left, right)`` says whether a sentence goes on after a year («2001 г.») though a capital follows;
    ``verbless(text)`` whether what follows a unit («проц.») has no predicate, so that it is no sentence.
    """
    import razdel

    # cutting before one of these offsets would part a pair
    numbered = frozenset(_hidden(text, code))
    held = {at for start, stop in pairs(curled(text), _PAIRS) for at in range(start + 1, stop + 1)}

    def wrong(left: Span, right: Span) -> bool:
        before = text[slice(*left)].rstrip()
        wrongly = right[0] not in numbered and _cut_wrongly(before, text[slice(*right)], code, goes_on, verbless)
        return right[0] in held or wrongly or before.endswith(";")  # razdel cuts before 2)

    found = [(each.start, each.stop) for each in razdel.sentenize(text)]
    found = _cut_at(sorted(each.end() for mark in (_MAYBE, _NOTED) for each in mark.finditer(text)), found)
    found = _joined(_cut_at(sorted(numbered), found), wrong)
    if semicolons:
        ends = [each.end() for each in _SEMICOLON.finditer(text)]
        found = _joined(_cut_at(ends, found), lambda _, right: right[0] in held)
    return trimmed(text, found)


def _joined(spans: list[Span], wrong: Callable[[Span, Span], bool]) -> list[Span]:
    """Return the spans joined wherever the cut between two is wrong."""
    out = spans[:1]
    for span in spans[1:]:
        if wrong(out[-1], span):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return out


def _cut_at(places: list[int], spans: list[Span]) -> list[Span]:
    """Return the spans cut at each of the places."""
    return [
        cut for start, stop in spans for cut in pairwise([start, *(at for at in places if start < at < stop), stop])
    ]


def words(text: str) -> list[Span]:
    """Return the spans of words, numbers and punctuation marks; a hyphenated word is one."""
    return [match.span() for match in _WORD.finditer(text)]


def fold(text: str) -> str:
    """Return a search key: NFKC, lower case, е for ё, plain quotes and hyphens, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower().translate(FOLDS)).strip()


def ordinary(text: str, known: Callable[[str], bool] | None) -> str:
    """Return a text with what is printed in capitals in ordinary letters, so that it means what it else does.

    A text mostly in capitals is a title or heading; in other texts words in capitals are changed that the dictionary
    has (DESIRING, HAVE AGREED), not abbreviations. Nothing changes its length.
    """
    great = sum(map(str.isupper, text))
    if great < _HEADLINE or len(text.lower()) != len(text):
        return text
    every = great > _MOSTLY * sum(map(str.isalpha, text)) and bool(_LONG.search(text))

    def lowered(match: re.Match[str]) -> str:
        word, before = match.group(), text[: match.start()]
        starts = _START.search(before)
        # alone in the midst of a sentence it is an abbreviation (UNESCO), which dictionaries have too
        phrase = starts or _CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(text, match.end())
        if _ABBREVIATION.fullmatch(word) or not (every or (phrase and known and known(word.lower()))):
            return word
        return word.capitalize() if starts else word.lower()

    return (_CAPITALS if every else _WORD_IN_CAPITALS).sub(lowered, text)


FOLDS = str.maketrans(dict.fromkeys("„“”«»", '"') | dict.fromkeys("’‘", "'") | dict.fromkeys("‐‑–—", "-") | {"ё": "е"})
