"""Values for property tests: concepts with anything in them that a file may hold."""

from hypothesis import strategies as st

from toolkit.formats import facts
from toolkit.formats.stream import Losses
from toolkit.model import Term

_ODD = [
    "=1+1",
    "007",
    "NA",
    "null",
    '"',
    "Usage:",
    "Note:",
    "#",
    "<b>&",
    "]]>",
    "«ёлка»",
    "中亚",
    "🀄",
    "\\",
    "{{x}}",
    "[b]",
    "~",
    "a;b",
    "_x0041_",
    "'=x",
]
_ODD += ["a\tb", "a\nb", " a", "a ", "a|b", "Usage: of it", "Note: Usage: x", "\u202e", "a\rb"]
_UNFIT = [chr(number) for number in range(32) if number not in (9, 10, 13)] + ["\ufffe", "\uffff"]
_LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters=_UNFIT)  # what XML 1.0 can carry
_PARTS = ["", "noun", "verb", "adjective", "adverb", "phrase", "proper-noun", "abbreviation", "conjunction"]
_STATUSES = [("preferred",), ("preferred", "admitted", "forbidden"), ("preferred", "deprecated")]
words = st.one_of(st.sampled_from(_ODD), st.text(_LETTERS, min_size=1, max_size=9).filter(str.strip))
said = st.one_of(st.just(""), words)
lists = st.lists(words, max_size=2, unique=True).map(tuple)


def _term(code, status):
    return st.builds(
        Term,
        st.just(code),
        words,
        st.just(status),
        part_of_speech=st.sampled_from(_PARTS),
        gender=st.sampled_from(["", "m", "f", "n", "c"]),
        number=st.sampled_from(["", "pl"]),
        documents=lists,
        usage=said,
        note=said,
        sources=lists,
        confidence=said,
        pinyin=said,
    )


@st.composite
def concepts(draw):
    """Concepts in canonical form: one preferred term in each of their languages."""
    codes = draw(st.sampled_from([("zh", "ru", "en"), ("zh", "ru"), ("ru",)]))
    terms = [draw(_term(code, status)) for code in codes for status in draw(st.sampled_from(_STATUSES))]
    found = {
        "id": draw(words),
        "category": draw(said),
        "domain": draw(said),
        "related": draw(lists),
        "note": draw(said),
    }
    return facts.concept(found, terms, Losses())


glossaries = st.lists(concepts(), min_size=1, max_size=2, unique_by=lambda each: each.id)
