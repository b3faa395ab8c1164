"""Negation: what denies, and what only looks like it."""

import pytest

from tests.checker.linguistic import row, rules
from toolkit.checker.negation import Said

NONE = {
    "zh": [
        "不断加强",
        "不仅如此",
        "无论何时",
        "非洲国家",
        "面向未来",
        "不可分割的部分",
        "百年未有之大变局",
        "反映意见",
        "核证无误的副本",
    ],
    "ru": [
        "не только",
        "не позднее 15 дней",
        "неоднократно",
        "неотъемлемая часть",
        "тем не менее",
        "друг против друга",
    ],
    "en": ["no later than 15 days", "not only", "nothing less than", "an integral part", "directed against any State"],
}
DENIES = {
    "zh": ["不得参加", "不支持", "尚未生效", "无权退出", "没有异议", "禁止活动", "反对独立", "避免冲突", "防止扩散"],
    "ru": ["не вправе", "нет возражений", "запрещается", "выступает против", "предотвращать", "воздерживаться"],
    "en": ["shall not", "no objection", "may never", "prohibits", "opposes", "to prevent", "refrain from"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NONE.items() for text in texts])
def test_what_denies_nothing(code, text):
    said = Said(text, code)
    assert not said.denies
    assert not said.opposes


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in DENIES.items() for text in texts])
def test_what_denies(code, text):
    said = Said(text, code)
    assert len(said.denies + said.opposes) == 1


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": "互不干涉内政", "ru": "взаимное невмешательство во внутренние дела", "en": "mutual non-interference"},
        {
            "zh": "各方不使用武力",
            "ru": "Стороны воздерживаются от применения силы",
            "en": "refrain from the use of force",
        },
        {"zh": "不可抗力", "ru": "непреодолимая сила", "en": "force majeure"},
        {"zh": "无限期有效", "ru": "является бессрочным", "en": "shall be of unlimited duration"},
        {"zh": "无出海口国家", "ru": "страны, не имеющие выхода к морю", "en": "landlocked countries"},
    ],
)
def test_words_that_answer_a_negation(texts):
    assert rules([row(**texts)], "negation") == set()
