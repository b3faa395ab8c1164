"""What Russian and English share: razdel's sentences mended by abbreviations, and words."""

from __future__ import annotations

import re
import unicodedata

from toolkit.languages import Span, abbreviations, trimmed

_WORD = re.compile(r"[^\W\d_]+(?:[-‑’'][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_LAST = re.compile(r"((?:\w[\w.‑-]*\s)?\w[\w.‑-]*|№)\.?$")
_INITIALS = re.compile(r"(?:^|[\s«“(])(?:[A-ZА-ЯЁ]\.\s?-?\s?){1,3}$")
_SEMICOLON = re.compile(r"(?<=;)\s+")


def _cut_wrongly(left: str, right: str, code: str) -> bool:
    """Whether no sentence ends between the two texts."""
    never, may = abbreviations(code)
    if _INITIALS.search(left):
        return True
    if not left.endswith((".", "№")):
        return False
    last = _LAST.search(left)
    if last is None:
        return False
    tail = last.group(1).lower().rstrip(".")
    candidates = {tail, tail.rpartition(" ")[2]}
    return bool(candidates & never) or (bool(candidates & may) and (right[:1].islower() or right[:1].isdigit()))


def sentences(text: str, semicolons: bool, code: str) -> list[Span]:
    """Return the sentence spans by razdel, joined where an abbreviation or initials of ``code`` had cut them."""
    import razdel

    joined: list[Span] = []
    for each in razdel.sentenize(text):
        if joined and _cut_wrongly(text[slice(*joined[-1])], each.text, code):
            joined[-1] = (joined[-1][0], each.stop)
        else:
            joined.append((each.start, each.stop))
    if semicolons:
        joined = [part for span in joined for part in _at_semicolons(text, span)]
    return trimmed(text, joined)


def _at_semicolons(text: str, span: Span) -> list[Span]:
    cuts = [span[0], *(span[0] + each.end() for each in _SEMICOLON.finditer(text[slice(*span)])), span[1]]
    return list(zip(cuts, cuts[1:], strict=False))


def words(text: str) -> list[Span]:
    """Return the spans of words, numbers and punctuation marks; a hyphenated word is one."""
    return [match.span() for match in _WORD.finditer(text)]


def fold(text: str) -> str:
    """Return a search key: NFKC, lower case, е for ё, plain quotes and hyphens, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower().translate(FOLDS)).strip()


FOLDS = str.maketrans(dict.fromkeys("„“”«»", '"') | dict.fromkeys("’‘", "'") | dict.fromkeys("‑–—", "-") | {"ё": "е"})
