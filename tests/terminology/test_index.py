import pytest

from toolkit.model import Concept, Term
from toolkit.recognition import index
from toolkit.terminology import TermIndex, words


def _concept(name, **terms):
    return Concept(name, "test", tuple(Term(code, text, "preferred") for code, text in terms.items()))


SMALL = TermIndex(
    [
        _concept("central-asia", zh="中亚", ru="Центральная Азия", en="Central Asia"),
        _concept("summit", zh="中国—中亚峰会", ru="саммит", en="summit"),
        _concept("un", zh="联合国", ru="ООН", en="UN"),
        _concept("treaty", zh="条约", ru="договор", en="treaty"),
    ]
)


def _found(text, language, terms=SMALL):
    return [(each.surface, each.concept) for each in terms.recognise(text, language)]


def test_a_chinese_verb_of_two_characters_must_be_a_word():
    assert "have-the-right" in index().concepts("任何一方有权退出本条约。", "zh")
    assert "have-the-right" not in index().concepts("土地所有权属于国家。", "zh")


def test_nested_terms_are_kept_as_nested():
    assert _found("第二届中国—中亚峰会", "zh") == [("中国—中亚峰会", "summit"), ("中亚", "central-asia")]


@pytest.mark.parametrize("text", ["中国-中亚峰会", "中國－中亞峰會", "中国 — 中亚 峰会", "中国—中亚\n峰会"])
def test_chinese_is_found_in_any_script_width_and_dash_with_offsets_into_the_original(text):
    assert _found(f"（{text}）", "zh")[0] == (text, "summit")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("в странах Центральной Азии", "Центральной Азии"),
        ("с Центральною Азией", "Центральною Азией"),
        ("о договорах", "договорах"),
        ("заседание ООН.", "ООН"),
    ],
)
def test_russian_is_found_in_any_case(text, surface):
    assert surface in [each for each, _ in _found(text, "ru")]


@pytest.mark.parametrize(
    ("text", "language"), [("оон", "ru"), ("un homme", "en"), ("Центральная, Азия", "ru"), ("Азия", "ru")]
)
def test_what_is_no_term_is_not_found(text, language):
    assert _found(text, language) == []


def test_english_plural_and_possessive():
    assert _found("the treaties’ and Central Asia’s summits", "en") == [
        ("treaties", "treaty"),
        ("Central Asia", "central-asia"),
        ("summits", "summit"),
    ]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Shanghai Co-operation Organization", "shanghai-cooperation-organization"),
        ("peaceful co-existence", "peaceful-coexistence"),
        ("mutual noninterference in internal affairs", "mutual-non-interference"),
    ],
)
def test_english_prefixes_with_and_without_hyphen(text, concept):
    found = [o.surface for o in index().recognise(f"on {text}.", "en") if o.concept == concept]
    assert text in found


def test_initials_of_others_make_another_person():
    text = "С. Жапаров, С.Н. Жапаров, Н.А. Жапаров, Ж. Жапаров"
    found = [o.surface for o in index().recognise(text, "ru")]
    assert found == ["С. Жапаров", "С.Н. Жапаров"]


def test_a_surface_of_two_concepts_gives_both():
    both = TermIndex([_concept("a", zh="合作"), _concept("b", zh="合作"), _concept("empty", zh="")])
    assert _found("合作", "zh", both) == [("合作", "a"), ("合作", "b")]


def test_a_split_term_of_two_concepts_gives_both():
    both = TermIndex([_concept("a", ru="сотрудничество государств"), _concept("b", ru="сотрудничество государств")])
    found = both.recognise("о сотрудничестве дружественных государств", "ru")
    assert [(each.concept, each.inserted) for each in found] == [("a", "дружественных"), ("b", "дружественных")]


def test_what_is_remembered_of_other_texts_makes_no_difference(documents, monkeypatch):
    for code in ("ru", "en"):
        parts = documents[code].text.split("\n")
        alone = [TermIndex(index().concepts_by_id.values()).recognise(part, code) for part in parts[:4]]
        used = TermIndex(index().concepts_by_id.values())
        once, again = ([used.recognise(part, code) for part in parts] for _ in range(2))
        monkeypatch.setattr(words, "_REMEMBERED", 50)  # it begins anew between any two
        assert once == again == [used.recognise(part, code) for part in parts]
        assert once[:4] == alone
        monkeypatch.undo()


def test_bundled_terms_are_found_in_the_treaty(documents):
    found = {o.concept for o in index().recognise(documents["zh"].text, "zh")}
    assert {"territorial-integrity", "depositary", "peoples-republic-of-china", "un-charter"} <= found
    for code in ("ru", "en"):
        other = {o.concept for o in index().recognise(documents[code].text, code)}
        assert len(found & other) / len(found) > 0.8, sorted(found - other)


def test_names_of_states_and_persons_stand_in_all_three_languages(documents):
    wanted = [
        c
        for c in index().concepts_by_id.values()
        if c.category in ("persons", "states", "organizations", "documents")
        and any("treaty" in t.documents for t in c.of("zh"))
    ]
    assert len(wanted) >= 15
    for code in ("ru", "en"):
        found = index().concepts(documents[code].text, code)
        assert not [c.id for c in wanted if c.id not in found and c.preferred("zh") in documents["zh"].text], code
