"""One box for every script: a term as it stands in a text, to its concept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from toolkit import languages
from toolkit.errors import InputError
from toolkit.model import Concept, Term
from toolkit.terminology.index import WORD, tokens_of
from toolkit.transcription import keys
from toolkit.transcription.keys import folded
from toolkit.transcription.syllables import cut_palladius

LONGEST = 500  # characters of a query
_RANKS = (
    "exact", "form", "pinyin", "palladius", "prefix", "inside", "pinyin prefix", "palladius prefix", "initials",
    "fuzzy",
)  # fmt: skip
_FUZZY = 75.0  # rapidfuzz ratio from which a slip of the hand is believed


@dataclass(frozen=True, slots=True)
class Match:
    """A concept that answers a query, the term that matched, and why."""

    concept: Concept
    term: Term
    why: str


def lookup(query: str, concepts: Iterable[Concept], limit: int = 10) -> list[Match]:
    """Return the concepts that answer a query, best first, each once.

    The query may be Chinese in either script, Russian or English in any form, pinyin with or without tones, its
    initials, or Palladius. Exact answers come before inflected forms, pinyin and Palladius, prefixes, parts and near
    misses; preferred terms before others; short before long.

    Raises:
        InputError: the query is empty or far too long.
    """
    if not query.strip():
        raise InputError("the query is empty")
    if len(query) > LONGEST:
        raise InputError(f"the query has {len(query)} characters; at most {LONGEST} are looked up")
    code = _language(query)
    candidates = [(concept, term) for concept in concepts for term in concept.terms if term.text]
    ranked: list[tuple[tuple[int, bool, int, str], Match]] = []
    for why in _trials(query, code):
        for concept, term in candidates:
            reason = why(term)
            if reason:
                key = (_RANKS.index(reason), term.status != "preferred", len(term.text), concept.id)
                ranked.append((key, Match(concept, term, reason)))
    best: dict[str, Match] = {}
    for _, match in sorted(ranked, key=lambda each: each[0]):
        best.setdefault(match.concept.id, match)
    return list(best.values())[:limit]


def _language(query: str) -> str:
    shares = languages.shares(query)
    return max(shares, key=lambda code: shares[code]) if any(shares.values()) else "en"


def _trials(query: str, code: str) -> list[Callable[[Term], str]]:
    rules = languages.get(code)
    key = rules.fold(query)
    trials = [_by_text(key, code, rules.fold)]
    if code != "zh":
        trials.append(_by_form(query, code))
    if code == "en":
        trials += [_by_pinyin(query), _by_initials(query)]
    if code == "ru":
        trials.append(_by_palladius(query))
    if len(key) >= 4:
        trials.append(_fuzzy(key, code, rules.fold))
    return trials


def _by_text(key: str, code: str, fold: Callable[[str], str]) -> Callable[[Term], str]:
    def why(term: Term) -> str:
        if term.language != code:
            return ""
        text = fold(term.text)
        if text == key:
            return "exact"
        if text.startswith(key):
            return "prefix"
        return "inside" if len(key) > 1 and key in text else ""

    return why


def _by_form(query: str, code: str) -> Callable[[Term], str]:
    asked = [token.forms for token in tokens_of(query, code)]
    letters = [{form[0] for form in forms} for forms in asked]

    def why(term: Term) -> str:
        if term.language != code or not asked:
            return ""
        # the forms of a word nearly always begin with the same letter, and asking for them takes time
        plain = [word[0].lower().replace("ё", "е") for word in WORD.findall(term.text)]
        if len(plain) != len(asked) or any(a not in b for a, b in zip(plain, letters, strict=True)):
            return ""
        have = [token.forms for token in tokens_of(term.text, code)]
        same = len(have) == len(asked) and all(a & b for a, b in zip(asked, have, strict=True))
        return "form" if same else ""

    return why


def _by_pinyin(query: str) -> Callable[[Term], str]:
    asked = _syllables(query)

    def why(term: Term) -> str:
        if term.language != "zh" or not asked:
            return ""
        have = _syllables(_pinyin(term))
        if have == asked:
            return "pinyin"
        return "pinyin prefix" if len(asked) > 3 and have.startswith(asked) else ""

    return why


def _by_initials(query: str) -> Callable[[Term], str]:
    asked = query.strip().lower()

    def why(term: Term) -> str:
        # no syllable begins with i, u or v
        if term.language != "zh" or len(term.text) < len(asked) or not re.fullmatch("[a-hj-tw-z]{3,12}", asked):
            return ""
        return "initials" if keys(term.text, term.pinyin).initials == asked else ""

    return why


def _by_palladius(query: str) -> Callable[[Term], str]:
    asked = folded(query)
    words = query.split()
    # a Russian query is seldom Palladius, and the keys of all terms take time
    possible = len(asked) <= 60 and all(cut_palladius(word) for word in words)

    def why(term: Term) -> str:
        if term.language != "zh" or not possible:
            return ""
        have = keys(term.text, term.pinyin).palladius
        if have == asked:
            return "palladius"
        return "palladius prefix" if len(asked) > 3 and have.startswith(asked) else ""

    return why


def _pinyin(term: Term) -> str:
    from pypinyin import lazy_pinyin

    return term.pinyin or "".join(lazy_pinyin(term.text))


def _syllables(text: str) -> str:
    """Return pinyin without tones, spaces, digits and apostrophes; ü as v."""
    import unicodedata

    plain = unicodedata.normalize("NFD", text.lower().replace("ü", "v"))
    return re.sub(r"[^a-z]", "", plain)


def _fuzzy(key: str, code: str, fold: Callable[[str], str]) -> Callable[[Term], str]:
    from rapidfuzz.fuzz import ratio

    def why(term: Term) -> str:
        return "fuzzy" if term.language == code and ratio(key, fold(term.text), score_cutoff=_FUZZY) else ""

    return why
