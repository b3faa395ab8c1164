"""Short names of a State's bodies, former names, short names that need the full one: where they hold."""

import pytest

from toolkit.recognition import index, recognise
from toolkit.terminology import former


def _concepts(text, language):
    return {each.concept for each in index().recognise(text, language)}


COMMERCE = "ministry-of-commerce-of-the-prc"


@pytest.mark.parametrize(
    "text", ["商务部发言人表示", "中国商务部", "中华人民共和国商务部", "5月17日商务部发布", "近日商务部发布"]
)
def test_a_short_name_is_its_states_own(text):
    assert COMMERCE in _concepts(text, "zh")


@pytest.mark.parametrize(
    "text", ["美国商务部", "俄罗斯联邦商务部", "俄商务部", "白俄罗斯的商务部", "泰王国和越南商务部"]
)
def test_beside_another_states_name_it_is_not(text):
    assert COMMERCE not in _concepts(text, "zh")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("塔吉克斯坦外交部发言人", "ministry-of-foreign-affairs"),
        ("日本内阁", "cabinet-of-ministers"),
        ("俄罗斯司法部", "ministry-of-justice"),
        ("上海合作组织成员国", "member-state"),
        ("越南国家主席", "chairperson"),
    ],
)
def test_bodies_of_any_state_are_of_none(text, concept):
    found = _concepts(text, "zh")
    assert concept in found
    assert not any("-of-the-prc" in each or "kyrgyz" in each or "kazakhstan" in each for each in found)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The Ministry of Culture and Tourism announced", True),
        ("The Chinese Ministry of Culture and Tourism", True),
        ("the Ministry of Culture and Tourism of China", True),
        ("the Turkish Ministry of Culture and Tourism", False),
        ("Ministry of Culture and Tourism of the Republic of Türkiye", False),
    ],
)
def test_english_bodies(text, holds):
    assert ("ministry-of-culture-and-tourism-of-the-prc" in _concepts(text, "en")) == holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Министерство торговли и интеграции сообщило", True),
        ("в Министерстве торговли и интеграции Республики Казахстан", True),
        ("Министерство торговли и интеграции РК", True),
        ("Министерство торговли и интеграции Узбекистана", False),
        ("в Министерстве торговли и интеграции Республики Беларусь", False),
    ],
)
def test_russian_bodies(text, holds):
    assert ("ministry-of-trade-and-integration-of-the-republic-of-kazakhstan" in _concepts(text, "ru")) == holds


def test_russian_of_the_federation_is_no_language():
    assert "russian-language" not in _concepts("the Russian Federation and the Russian side", "en")
    assert "russian-language" in _concepts("drawn up in Russian", "en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Соглашение подписано в Алма-Ате 21 декабря 1991 года.", False),
        ("Договор 1992 года подписан в Алма-Ате.", False),
        ("Встреча состоится в Алма-Ате 3 мая 2025 года.", True),
        ("Встреча в Алма-Ате.", True),
        ("26 апреля 2025 года министры собрались в Алма-Ате. В 1991 году здесь подписали соглашение.", True),
        ("В 2025 году отмечали годовщину. Соглашение подписано в г. Алма-Ате 21 декабря 1991 года.", False),
    ],
)
def test_a_former_name_is_told_in_later_texts_only(text, told):
    found = recognise(text, "ru")
    assert ("Алма-Ата" in set(found["term"])) == told


def test_the_year_of_a_whole_text_counts_where_a_paragraph_names_none():
    assert index().find("Встреча в Алма-Ате.", "ru", 1991).terms[-1].status != "deprecated"
    assert index().find("Встреча в Алма-Ате.", "ru", 2025).terms[-1].status == "deprecated"


def test_a_short_name_needs_the_full_one_before_it():
    full = "联合国教科文组织举办第43届大会。大会将促进对话。"
    assert "unesco-general-conference" in _concepts(full, "zh")
    assert "unesco-general-conference" not in _concepts("大会将促进对话。", "zh")


def test_years_of_a_text_are_looked_for_once(monkeypatch):
    asked = []
    monkeypatch.setattr(former, "years", lambda text: asked.append(text) or [])
    found = index().find("Встреча в Алма-Ате. " * 50, "ru")
    assert len([each for each in found.terms if each.term == "Алма-Ата"]) == 50
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("В 1991 году, 2025年, 一九九二年, 二○○三年, 二〇二五年", [1991, 2025, 1992, 2003, 2025]),
        ("A/RES/78/1991, 12/1999, № 22025, 20251, 2025/26, 1.1991, 3025, 1499", []),
        ("1991", [1991]),
        ("1991-1995, 2020–2025", [1991, 2020, 2025]),
    ],
)
def test_years_in_either_figures(text, named):
    assert [year for _, year in former.years(text)] == named
    assert all(text[at] in "12一二" for at, _ in former.years(text))
