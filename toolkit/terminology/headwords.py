"""What a concept stands under in a dictionary, besides its terms: readings of the Chinese, cases of the Russian."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.languages import zh
from toolkit.model import Concept, Term
from toolkit.terminology import keys
from toolkit.terminology.inflection import CASES, term_in
from toolkit.transcription import syllables

_GOOD = ("preferred", "admitted")


def headwords(concept: Concept) -> Iterator[str]:
    """Yield the keys of a concept's good terms.

    Of a Chinese term the other script, and the reading in pinyin without tones, in pinyin with numbers and in
    Palladius, each in syllables and in one word; of a Russian term its cases, as far as they are sure, with small
    letters, too.
    """
    for term in concept.of("zh", *_GOOD):
        yield zh.traditional(term.text)
        yield zh.simplified(term.text)
        yield from _readings(term)
    for term in concept.of("ru", *_GOOD):
        for case in CASES:
            found = term_in(term, case, concept.category == "persons")
            if found.sure:
                # programs fold the capitals of ASCII only, and ё is seldom typed
                yield from (found.text, found.text.lower(), found.text.lower().replace("ё", "е"))


def _readings(term: Term) -> Iterator[str]:
    read = keys.reading(term.text, term.pinyin)
    plain = keys.toneless(read)
    cyrillic = " ".join(syllables.palladius(each.replace("v", "ü")) for each in plain.split())
    for each in (plain, read, cyrillic):
        yield each
        yield each.replace(" ", "")
    # as rightly written, with what parts syllables: чжунъя, chang'an; and above as often typed, without
    yield syllables.join(plain.split(), "palladius")
    yield syllables.join(plain.split(), "pinyin-plain").replace("ü", "v")
