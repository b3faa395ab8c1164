"""Values for property tests: concepts with anything in them that a table may hold."""

from hypothesis import strategies as st

from toolkit.formats import facts
from toolkit.model import Term

_ODD = ["=1+1", "007", "NA", "null", '"', "a\tb", "a\nb", " a", "a ", "a|b", "Usage: of it", "Note: Usage: x", "#", "<b>&",
        "]]>", "«ёлка»", "中亚", "\u202e", "🀄", "\\", "{{x}}", "[b]", "~", "a;b", "_x0041_", "'=x"]  # fmt: skip
# anything that XML 1.0 can carry
_LETTERS = st.characters(
    exclude_categories=("Cs",), exclude_characters=[chr(n) for n in range(32) if n not in (9, 10, 13)] + ["\ufffe", "\uffff"]
)
texts = st.one_of(st.sampled_from(_ODD), st.text(_LETTERS, max_size=12))
said = st.one_of(st.just(""), texts)
words = texts.filter(str.strip)
lists = st.lists(words, max_size=2, unique=True).map(tuple)


@st.composite
def concepts(draw, ids=words):
    terms = [
        draw(
            st.builds(
                Term, st.just(code), words, st.just(status),
                part_of_speech=st.sampled_from(["", "noun", "verb", "adjective", "adverb", "phrase", "proper-noun", "abbreviation", "conjunction"]),
                gender=st.sampled_from(["", "m", "f", "n", "c"]), number=st.sampled_from(["", "pl"]),
                documents=lists, usage=said, note=said, sources=lists,
                confidence=st.sampled_from(["", "confirmed", "working"]), pinyin=said,
            )
        )
        for code in draw(st.lists(st.sampled_from(["zh", "ru", "en"]), min_size=1, max_size=3, unique=True))
        for status in draw(st.sampled_from([("preferred",), ("preferred", "admitted", "forbidden"), ("preferred", "deprecated")]))
    ]  # fmt: skip
    found = {"id": draw(ids), "category": draw(said), "domain": draw(said), "related": draw(lists), "note": draw(said)}
    return facts.concept(found, terms)


glossaries = st.lists(concepts(), min_size=1, max_size=3, unique_by=lambda each: each.id)
