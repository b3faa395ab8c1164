"""What a form can be and what a term wants of its words: the values that languages with inflection share."""

from __future__ import annotations

from typing import NamedTuple

FIXED, FREE, LOOSE, NUMBERED, VERB, OWNED = range(6)  # see Need
CASED = (1 << 24) - 1  # four bits a case: masculine, feminine, neuter, plural
UNCASED = 1 << 24  # a short form, a verb, an adverb
RARE = 1 << 25  # the form is hardly ever of this word: стали of сталь
ANY = CASED | UNCASED


class Reading(NamedTuple):
    """What a form can be: the key of a word, its part of speech, and its cases and numbers as bits."""

    key: str
    kind: str
    bits: int


class Need(NamedTuple):
    """What a term wants of one of its words.

    ``kind``: FIXED, as the term has it; FREE, in any case that the words of its ``group`` share, and all groups;
    LOOSE, one or the other; NUMBERED, in the genitive after a numeral or in its case; VERB, in any form;
    OWNED, as the term has it or, with a head in the plural, in the plural (главы государств).
    """

    kind: int = FIXED
    bits: int = ANY
    group: int = 0


class Step(NamedTuple):
    """One word of a term: the keys of the words that can stand for it, and in which forms."""

    keys: tuple[str, ...]
    need: Need
