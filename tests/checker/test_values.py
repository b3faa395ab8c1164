"""Each check of values on a row that fails it and on one that passes."""

from dataclasses import dataclass

import pytest

from toolkit.checker.values import CHECKS

BY_NAME = {check.name: check for check in CHECKS}


@dataclass(frozen=True)
class _Row:
    texts: dict


def _all(**texts):
    return [finding for check in CHECKS for finding in check.row(_Row(texts))]


# name: a row that passes, a row that fails, the places quoted, the suggestion
SAMPLES = {
    "values.number": (
        {"zh": "六国人民", "ru": "народов шести государств"},
        {"zh": "六国人民", "ru": "народов пяти государств"},
        ["六国", "пяти"],
        "6",
    ),
    "values.ordinal": (
        {"zh": "中立30周年", "en": "the thirtieth anniversary of the neutrality"},
        {"zh": "中立30周年", "en": "the twentieth anniversary of the neutrality"},
        ["30周年", "twentieth anniversary"],
        "30th anniversary",
    ),
    "values.date": (
        {"zh": "二〇二五年六月十七日签署", "ru": "подписан 17.06.2025"},
        {"zh": "二〇二五年六月十七日签署", "ru": "подписан 17 июля 2025 года"},
        ["二〇二五年六月十七日", "17 июля 2025 года"],
        "17 июня 2025 года",
    ),
    "values.date-detail": (
        {"ru": "17 июня 2025 года", "en": "June 17, 2025"},
        {"ru": "17 июня 2025 года", "en": "on 17 June"},
        ["17 июня 2025 года", "17 June"],
        "17 June 2025",
    ),
    "values.period": (
        {"zh": "2026—2030年规划", "ru": "программа на 2026–2030 годы"},
        {"zh": "2026—2030年规划", "ru": "программа на 2025–2030 годы"},
        ["2026—2030年", "2025–2030 годы"],
        "2026–2030 годы",
    ),
    "values.percent": (
        {"zh": "百分之二十", "en": "20 per cent"},
        {"zh": "百分之二十", "en": "20 percentage points"},
        ["百分之二十", "20 percentage points"],
        "20 per cent",
    ),
    "values.money": (
        {"zh": "15亿元", "ru": "1,5 млрд юаней", "en": "RMB 1.5 billion"},
        {"zh": "15亿元", "ru": "15 млрд юаней", "en": "RMB 1.5 billion"},
        ["15亿元", "15 млрд юаней", "RMB 1.5 billion"],
        "1,5 млрд юаней",
    ),
    "values.quantity": (
        {"zh": "签署后15日内", "ru": "в течение 15 дней", "en": "within fifteen days"},
        {"zh": "签署后15日内", "ru": "в течение 15 дней", "en": "within 15 months"},
        ["15日内", "15 дней", "15 months"],
        "15 days",
    ),
    "values.provision": (
        {"zh": "第三条第二款", "ru": "пункт 2 статьи 3"},
        {"zh": "第三条第二款", "ru": "пункт 2 статьи 4"},
        ["第三条", "статьи 4"],
        "статья 3",
    ),
    "values.order": (
        {"zh": "每180天内停留不超过90天", "ru": "90 дней в течение каждых 180 дней"},
        {"zh": "15个口岸和12个县", "ru": "12 пунктов пропуска и 15 районов"},
        ["15个", "12个", "12", "15"],
        "",
    ),
    "values.repeated": (
        {"zh": "六国和六国人民", "ru": "шесть государств и их народы"},
        {"zh": "甲方1500万元，乙方1500万元", "en": "RMB 15 million"},
        ["1500万元", "RMB 15 million"],
        "",
    ),
    "values.resolution": (
        {"zh": "第78/266号决议", "en": "resolution 78/266"},
        {"zh": "第78/266号决议", "en": "resolution 78/226"},
        ["78/266", "78/226"],
        "resolution 78/266",
    ),
}


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_row_that_passes(name):
    assert _all(**SAMPLES[name][0]) == []


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_row_that_fails_is_told_once_with_both_sides_quoted(name):
    _, texts, quoted, suggestion = SAMPLES[name]
    (finding,) = _all(**texts)
    assert finding.rule == name
    assert sorted(span.text for span in finding.spans) == sorted(quoted)
    assert all(texts[span.language][span.start : span.stop] == span.text for span in finding.spans)
    assert {span.language for span in finding.spans} == set(texts)
    assert finding.suggestion == suggestion
    assert all(text in finding.message for text in quoted)


def test_every_check_says_what_it_is_for():
    assert sorted(BY_NAME) == sorted(SAMPLES)
    assert len(BY_NAME) == len(CHECKS)
    assert all(check.title and check.why and check.pairs and check.row for check in CHECKS)


def test_a_value_that_one_text_leaves_out_is_told_with_that_text_quoted():
    (finding,) = _all(zh="占地面积300公顷", ru="занимает площадь 300 га", en="covers a large area")
    assert finding.rule == "values.quantity"
    assert [(span.language, span.text) for span in finding.spans] == [
        ("zh", "300公顷"),
        ("ru", "300 га"),
        ("en", "covers a large area"),
    ]
    assert finding.suggestion == "300 hectares"


def test_a_text_in_another_language_is_left_alone():
    assert _all(zh="第十二条", de="Artikel 13") == []


def test_a_row_with_one_text_has_nothing_to_be_compared_with():
    assert _all(zh="第十二条") == []


def test_what_counts_nothing_like_a_provision_is_not_paired_with_one():
    told = _all(zh="附件规定的会议每年举行两次", ru="заседания по приложению 1 проводятся ежегодно")
    assert sorted(finding.rule for finding in told) == ["values.number", "values.provision"]
