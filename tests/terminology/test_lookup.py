import pytest

import toolkit
from toolkit.errors import InputError


def _first(query):
    found = toolkit.lookup(query)
    return (found[0].concept.id, found[0].why) if found else None


@pytest.mark.parametrize(
    ("query", "concept", "why"),
    [
        ("领土完整", "territorial-integrity", "exact"),
        ("領土完整", "territorial-integrity", "exact"),
        ("территориальной целостности", "territorial-integrity", "form"),
        ("Territorial Integrity", "territorial-integrity", "exact"),
        ("lǐngtǔ wánzhěng", "territorial-integrity", "pinyin"),
        ("lingtuwanzheng", "territorial-integrity", "pinyin"),
        ("линту ваньчжэн", "territorial-integrity", "palladius"),
        ("линтуваньчжэн", "territorial-integrity", "palladius"),
        ("юнцзю мулинь", "permanent-good-neighbourliness", "palladius prefix"),
        ("zgzy", "china-central-asia-pair", "initials"),
        ("терриориальная целостность", "territorial-integrity", "fuzzy"),
        ("Кыргызской Республикой", "kyrgyz-republic", "form"),
        ("Токаеву", "kassym-jomart-tokayev", "form"),
        ("UN", "united-nations", "exact"),
    ],
)
def test_every_script_and_form_leads_to_the_concept(query, concept, why):
    assert _first(query) == (concept, why)


def test_exact_before_prefix_before_inside():
    reasons = [match.why for match in toolkit.lookup("合作", limit=50)]
    order = ["exact", "form", "pinyin", "prefix", "inside", "pinyin prefix", "fuzzy"]
    assert reasons == sorted(reasons, key=order.index)
    assert len({match.concept.id for match in toolkit.lookup("合作", limit=50)}) == len(reasons)


@pytest.mark.parametrize(
    ("form", "right"),
    [
        ("Киргизия", "Кыргызстан"),
        ("Туркмения", "Туркменистан"),
        ("Kirghizia", "Kyrgyzstan"),
        ("Киргизская Республика", "Кыргызская Республика"),
    ],
)
def test_forbidden_forms_lead_to_the_right_one(form, right):
    match = toolkit.lookup(form)[0]
    assert match.term.status in ("forbidden", "deprecated")
    assert match.concept.preferred(match.term.language) == right


@pytest.mark.parametrize("query", ["", "  ", "а" * 501])
def test_empty_and_endless_queries_are_refused(query):
    with pytest.raises(InputError):
        toolkit.lookup(query)


@pytest.mark.parametrize("query", ["\x00", "🙂", "。", "%_", "(((", "中a中я"])
def test_odd_queries_end_well(query):
    assert isinstance(toolkit.lookup(query), list)
