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
_MAYBE = re.compile(r"(?:(?<=\d{4}\sг\.)|(?<=[A-Z]\.[A-Z]\.)|(?<=\b[ap]\.m\.))\s+(?=[«“(]?[A-ZА-ЯЁ])")
_ABBREVIATED = re.compile(r"(\w+)\.")
_YEAR = re.compile(r"\d{4}\sг\.$")
_DATE = re.compile(r"^(?:[А-ЯЁ]\w{0,6}\s)?(?:«?\d{1,2}»?\s\w+\s)?\d{4}\sг\.$")


def _cut_wrongly(left: str, right: str, code: str, goes_on: Callable[[str, str], bool]) -> bool:
    """Whether no sentence ends between the two texts."""
    never, may, starters = abbreviations(code)
    if _YEAR.search(left):  # a capital begins a sentence, unless all before it is the date
        return right[:1].islower() or bool(_DATE.match(left)) or goes_on(left, right)
    last = _LAST.search(left) if left.endswith((".", "№")) else None
    tail = last.group(1).lower().rstrip(".") if last else ""
    if tail not in never | may:
        tail = tail.rpartition(" ")[2]
    if tail in never:
        return True
    if starters and "." in tail and tail in may:
        first = re.match(r"\W*(\w*)", right)
        return first is None or first.group(1).lower() not in starters or right[:1].islower()
    if _INITIALS.search(left):
        return True
    following = _ABBREVIATED.match(right)  # Co. Ltd.
    abbreviated = following is not None and following.group(1).lower() in may
    return tail in may and (right[:1].islower() or right[:1].isdigit() or abbreviated)


def sentences(
    text: str, semicolons: bool, code: str, goes_on: Callable[[str, str], bool] = lambda left, right: False
) -> list[Span]:
    """Return the sentence spans by razdel, mended by the abbreviations of ``code``; no quotes or brackets are split.

    ``goes_on(left, right)`` says whether a sentence goes on after a year («2001 г.») though a capital follows.
    """
    import razdel

    # cutting before one of these offsets would part a pair
    held = {at for start, stop in pairs(curled(text), _PAIRS) for at in range(start + 1, stop + 1)}

    def wrong(left: Span, right: Span) -> bool:
        before = text[slice(*left)].rstrip()
        return right[0] in held or _cut_wrongly(before, text[slice(*right)], code, goes_on)

    found = [(each.start, each.stop) for each in razdel.sentenize(text)]
    found = _joined(_cut_at(_MAYBE, text, found), wrong)
    if semicolons:
        found = _joined(_cut_at(_SEMICOLON, text, found), lambda _, right: right[0] in held)
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


def _cut_at(pattern: re.Pattern[str], text: str, spans: list[Span]) -> list[Span]:
    """Return the spans cut after each match of the pattern."""
    out: list[Span] = []
    for start, stop in spans:
        cuts = [start, *(each.end() for each in pattern.finditer(text, start, stop)), stop]
        out += pairwise(cuts)
    return out


def words(text: str) -> list[Span]:
    """Return the spans of words, numbers and punctuation marks; a hyphenated word is one."""
    return [match.span() for match in _WORD.finditer(text)]


def fold(text: str) -> str:
    """Return a search key: NFKC, lower case, е for ё, plain quotes and hyphens, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower().translate(FOLDS)).strip()


FOLDS = str.maketrans(dict.fromkeys("„“”«»", '"') | dict.fromkeys("’‘", "'") | dict.fromkeys("‐‑–—", "-") | {"ё": "е"})
