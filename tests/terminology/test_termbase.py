from toolkit import data
from toolkit.terminology import bundled
from toolkit.terminology.lookup import lookup
from toolkit.terminology.termbase import connect, create


def test_first(place):
    with create(place) as base:
        bundled.fill(base, data.home() / "glossary")
    with connect(place) as base:
        for q in (
            "право",
            "領土完整",
            "合作",
            "линту ваньчжэн",
            "zgzy",
            "терриориальная целостность",
            "Токаеву",
            "法",
            "lǐngtǔ wánzhěng",
            "part",
            "целостнось",
            "领土完正",
        ):
            assert [(m.concept.id, m.why, m.term.text) for m in lookup(q, 20, base)] == [
                (m.concept.id, m.why, m.term.text) for m in lookup(q, 20)
            ], q
