"""One box for every script: a term as it stands in a text, to its concept."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import InputError
from toolkit.model import Concept, Term
from toolkit.terminology import keys
from toolkit.terminology.bundled import glossary
from toolkit.terminology.database import Hit, ask_in
from toolkit.terminology.searching import Search, toned
from toolkit.terminology.termbase import Termbase

LONGEST = 500  # characters of a query
REASONS = {
    "exact": "the term itself",
    "form": "another form of the term",
    "irregular form": "another form of the term",
    "pinyin": "its pinyin",
    "pinyin, other tones": "its pinyin but for the tones",
    "palladius": "its reading in Palladius",
    "prefix": "the term begins with it",
    "word": "stands in the term",
    "word form": "stands in the term in another form",
    "pinyin prefix": "its pinyin begins with it",
    "palladius prefix": "its reading in Palladius begins with it",
    "part": "the term begins with these letters",
    "initials": "the initials of its pinyin",
    "inside": "these letters stand in the term",
    "initials prefix": "the initials of its pinyin begin with it",
    "pinyin inside": "stands in its pinyin",
    "palladius inside": "stands in its reading in Palladius",
    "fuzzy": "nearly the same letters",
    "fuzzy word": "nearly the same letters stand in the term",
}
_WHOLE = ("exact", "form", "irregular form", "pinyin", "palladius", "fuzzy")  # the term as it stands
_ADMITTED = keys.STATUSES.index("admitted")
_LAST = ("irregular form", "fuzzy", "fuzzy word")  # tried only if nothing firm is found
_FIRM = (
    "exact",
    "form",
    "irregular form",
    "pinyin",
    "palladius",
    "initials",
    "prefix",
    "word",
    "word form",
    "part",
    "inside",
    "fuzzy",
)


@dataclass(frozen=True, slots=True)
class Match:
    """A concept that answers a query, the term that matched, and why (``REASONS`` says it in words).

    ``reading`` is that of the preferred Chinese term, in pinyin with numbers for the tones.
    """

    concept: Concept
    term: Term
    why: str
    reading: str = ""

    @property
    def pinyin(self) -> str:
        """The preferred Chinese term in pinyin, syllable by syllable."""
        from toolkit.transcription.syllables import marked, parted

        return " ".join(marked(*parted(each)) for each in self.reading.split())

    @property
    def palladius(self) -> str:
        """The preferred Chinese term in Palladius, syllable by syllable; how names join, ``transcribe`` tells."""
        from toolkit.transcription.syllables import palladius, parted

        return " ".join(palladius(parted(each)[0]) for each in self.reading.split())

    @property
    def advice(self) -> str:
        """What to write in place of a deprecated or forbidden term, and the reason; the empty string for others."""
        if self.term.status not in ("deprecated", "forbidden"):
            return ""
        right = self.concept.preferred(self.term.language)
        reason = f" ({self.term.note.rstrip('.')})" if self.term.note else ""
        return f"{self.term.text} is {self.term.status}; use {right}{reason}"


def lookup(query: str, limit: int = 10, base: Termbase | None = None) -> list[Match]:
    """Return the concepts that answer a query, best first, each once.

    The query may be Chinese in either script, Russian or English in any form, pinyin with or without tones, its
    initials, or Palladius. Exact answers come before inflected forms, pinyin and Palladius, these before terms that
    begin with the query, hold it as words, begin with its letters, hold its letters, or nearly do; among these,
    preferred terms before others, and short before long. Wrong terms of which the query is only a part come last.

    Args:
        query: what to look up.
        limit: how many concepts to return at most.
        base: the termbase to look in; the bundled glossary by default.

    Raises:
        InputError: the query is empty or far too long; TermbaseError: the termbase can't be read.
    """
    text = keys.printable(query[: LONGEST + 1]).strip()
    if len(query) > LONGEST:
        raise InputError(f"the query has {len(query)} characters; at most {LONGEST} are looked up")
    if not text:
        raise InputError("the query is empty")
    base = base or glossary()
    best: dict[int, tuple[Hit, str]] = {}
    wrong: dict[int, tuple[Hit, str]] = {}  # found by a part of a term that is not to be written: after all others
    for why, hits in Search(base.base, text, 4 * limit + 40).trials():
        if why in _LAST and any(reason in _FIRM for _, reason in [*best.values(), *wrong.values()]):
            break
        for hit in hits():
            found = wrong if hit.rank > _ADMITTED and why not in _WHOLE else best
            found.setdefault(hit.concept, (hit, toned(why, hit, text)))
        if len(best) >= limit:
            break
    order = list(REASONS)
    ranked = sorted(best.values(), key=lambda each: order.index(each[1]))
    last = [each for concept, each in wrong.items() if concept not in best]
    return _matches(base, [*ranked, *sorted(last, key=lambda each: order.index(each[1]))][:limit], text)


def _matches(base: Termbase, found: list[tuple[Hit, str]], text: str) -> list[Match]:
    entries = base.by_number(hit.concept for hit, _ in found)
    read = dict(ask_in(base.base, "readings of", entries))
    kept = [
        (entries[hit.concept], hit.place, why, read.get(hit.concept, ""))
        for hit, why in found
        if hit.concept in entries and hit.place < len(entries[hit.concept].rows)  # others may write meanwhile
    ]
    concepts = base.concepts(entry for entry, _, _, _ in kept)
    return [
        Match(concept, _as_written(concept, place, text) if why == "exact" else concept.terms[place], why, reading)
        for concept, (_, place, why, reading) in zip(concepts, kept, strict=True)
    ]


def _as_written(concept: Concept, place: int, text: str) -> Term:
    """Return the term that reads just as the query, where marks alone tell it from the one found."""
    found = concept.terms[place]
    same = [term for term in concept.terms if term.text.casefold() == text.casefold()]
    return found if found in same or not same else same[0]
