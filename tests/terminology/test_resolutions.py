"""Resolutions of the General Assembly are known by their number, those of other bodies are not."""

import pytest

import toolkit
from toolkit.model import Concept, Term
from toolkit.terminology.index import TermIndex

PEACE = "resolution-78-266"


def outermost(text: str, language: str) -> set[tuple[str, str, str]]:
    found = toolkit.recognise(text, language)
    found = found[~found["inside"].astype(bool)]
    return set(zip(found["surface"], found["concept"], found["status"], strict=True))


@pytest.mark.parametrize(
    ("before", "named", "after", "language"),
    [
        ("by ", "United Nations General Assembly resolution 78/266", " of 21 March 2024", "en"),
        ("in ", "resolution 78/266 of the United Nations General Assembly", ", the Parties", "en"),
        ("In ", "UN General Assembly Resolution 78/266", "", "en"),
        ("see ", "resolution 78/266", ".", "en"),
        ("document ", "A/RES/78/266", ", annex", "en"),
        ("", "резолюция Генеральной Ассамблеи ООН 78/266", " гласит", "ru"),
        ("в ", "резолюции Генеральной Ассамблеи Организации Объединенных Наций от 21 марта 2024 года 78/266", "", "ru"),
        ("провозглашен ", "резолюцией 78/266 Генеральной Ассамблеи", ".", "ru"),
        ("согласно ", "резолюции 78/266", "", "ru"),
        ("根据", "联大第78/266号决议", "，", "zh"),
        ("", "联合国大会通过的第78/266号决议", "宣布", "zh"),
    ],
)
def test_a_resolution_in_any_order_of_words(before, named, after, language):
    found = outermost(f"{before}{named}{after}", language)
    assert (named, PEACE) in {(surface, concept) for surface, concept, status in found if status != "deprecated"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("United Nations General Assembly resolution No. 78/266", "en"),
        ("резолюцией ГА ООН № 78/266", "ru"),
        ("联大78/266号决议", "zh"),
    ],
)
def test_a_number_written_wrongly_is_told(text, language):
    assert outermost(text, language) == {(text, PEACE, "deprecated")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Human Rights Council resolution 78/266", "en"),
        ("resolution 78/266 of the Human Rights Council", "en"),
        ("resolution 78/2661", "en"),
        ("resolution 78/266 A", "en"),
        ("General Assembly resolution 70/1", "en"),
        ("резолюция 78/266 Совета по правам человека", "ru"),
        ("в резолюции 178/266", "ru"),
    ],
)
def test_other_resolutions_are_not_meant(text, language):
    assert PEACE not in {concept for _, concept, _ in outermost(text, language)}


def test_what_one_language_says_of_the_number_holds_for_all():
    terms = (
        Term("zh", "第50/80A号决议", "preferred", "proper-noun"),
        Term("en", "Permanent Neutrality", "preferred", "proper-noun"),
    )
    index = TermIndex([Concept("neutrality", "documents", terms)])
    found = index.recognise("adopted resolution 50/80 A of the General Assembly.", "en")
    assert [(each.surface, each.concept) for each in found] == [
        ("resolution 50/80 A of the General Assembly", "neutrality")
    ]
    assert not index.recognise("adopted resolution 50/80 B.", "en")
