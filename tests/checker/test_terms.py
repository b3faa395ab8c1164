"""Terms: what answers a term, and what is written for a wrong form."""

import pytest

from tests.checker.linguistic import found, row


@pytest.mark.parametrize(
    ("ru", "instead"),
    [
        ("Стороны приветствуют инициативу Киргизии.", "Кыргызстана"),
        ("Стороны помогли Киргизии.", "Кыргызстана / Кыргызстану / Кыргызстане"),
        ("Встреча прошла в Киргизии.", "Кыргызстане"),
        ("Соглашение с Киргизией вступило в силу.", "Кыргызстаном"),
        ("Киргизия присоединилась к Договору.", "Кыргызстан"),
    ],
)
def test_a_wrong_form_is_replaced_in_its_case(ru, instead):
    told = [finding for _, finding in found([row(zh="吉尔吉斯斯坦", ru=ru)], "terms")]
    assert [(finding.rule, finding.suggestion) for finding in told] == [("terms.forbidden", instead)]


def test_a_wrong_form_in_english_keeps_its_number():
    told = found([row(zh="保护迁徙动物物种。", en="the protection of migrating animal species")], "terms")
    assert all(finding.suggestion for _, finding in told if finding.rule != "terms.missing")


@pytest.mark.parametrize(
    ("zh", "en", "instead"),
    [
        ("加强口岸建设。", "build up harbours", "ports of entry"),
        ("友好城市", "brother cities", "sister cities"),
        ("缔约国应予合作。", "Signatory countries shall cooperate.", "States parties"),
    ],
)
def test_what_is_written_instead_is_in_the_plural_too(zh, en, instead):
    told = found([row(zh=zh, en=en)], "terms")
    assert [finding.suggestion for _, finding in told if finding.rule == "terms.deprecated"] == [instead]


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": "六国人民的根本利益", "ru": "коренным интересам шести государств и их народов"},
        {"zh": "各方坚定支持发展。", "ru": "Стороны решительно поддерживают развитие."},
        {"zh": "解决这些问题", "ru": "решить эти задачи"},
        {"zh": "深化合作", "en": "deepen cooperation"},
    ],
)
def test_akin_words_and_broad_ones_are_no_omission(texts):
    assert found([row(**texts)], "terms") == []


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": "加强人文合作", "en": "to strengthen cultural and humanitarian cooperation"},
        {"zh": "流失文物返还", "en": "return of lost cultural relics"},
        {"zh": "落实《巴黎协定》", "en": "implementing the Paris Agreement on climate change"},
        {"zh": "能力建设", "ru": "создание потенциала"},
        {"zh": "签署谅解备忘录", "ru": "подписать меморандум о договоренности"},
        {"zh": "本条约生效", "en": "This Treaty shall come into force"},
        {"zh": "双方致力于合作共赢。", "ru": "Стороны стремятся к взаимному выигрышу и сотрудничеству."},
        {"zh": "加强互信", "ru": "укреплять взаимодоверие"},
        {"zh": "全球供应链", "ru": "глобальные цепочки снабжения"},
        {"zh": "病虫害防治", "en": "disease and insect pest control"},
        {"zh": "睦邻友好", "en": "good-neighborly friendship"},
        {"zh": "世界多极化", "en": "world multi-polarization"},
        {"zh": "共同但有区别的责任", "ru": "общая, но различная ответственность"},
        {"zh": "国际合作", "en": "international co-operation"},
        {"ru": "построение сообщества единой судьбы человечества"},
        {"zh": "台湾是中国不可分割的一部分。", "en": "Taiwan is an inalienable part of China."},
        {"zh": "打击“三股势力”", "ru": "борьба с «тремя силами зла»"},
        {"zh": "加强口岸建设", "en": "the development of border ports"},
        {"zh": "吉尔吉斯共和国总统扎帕罗夫", "en": "Kyrgyz President Sadyr Japarov"},
        {"ru": "Оба текста являются одинаково аутентичными."},
        {"ru": "В 1996 году Президент Республики Казакстан посетил Китай."},
    ],
)
def test_what_official_texts_write_is_no_wrong_form(texts):
    wrong = {"terms.deprecated", "terms.forbidden"}
    assert not [finding for _, finding in found([row(**texts)], "terms") if finding.rule in wrong]


def test_a_short_word_in_neither_translation_was_another_word():
    texts = {"zh": "他在交通堵塞中。", "ru": "Он стоял в пробке.", "en": "He was stuck in a jam."}
    assert found([row(**texts)], "terms") == []


def test_the_finding_quotes_all_sides_and_says_what_is_wanted():
    texts = {"zh": "本条约的保存机关", "ru": "Владелец настоящего Договора", "en": "The depositary of this Treaty"}
    ((_, finding),) = found([row(**texts)], "terms")
    assert [(span.language, span.text) for span in finding.spans] == [
        ("zh", "保存机关"), ("en", "depositary"), ("ru", "Владелец настоящего Договора"),
    ]  # fmt: skip
    assert finding.suggestion == "депозитарий"


def test_a_pronoun_may_stand_for_a_repeated_term():
    texts = {
        "zh": "中方欢迎中亚国家推广中亚国家产品。",
        "ru": "Китайская сторона приветствует продвижение странами Центральной Азии своей продукции.",
    }
    assert [finding.rule for _, finding in found([row(**texts)], "terms")] == []


def test_a_term_that_is_missing_several_times_is_told_once():
    texts = {
        "zh": "保存机关通知各方，保存机关保存正本。",
        "ru": "Владелец уведомляет Стороны, владелец хранит подлинник.",
    }
    assert [finding.rule for _, finding in found([row(**texts)], "terms") if "депозитарий" in finding.message] == [
        "terms.missing"
    ]


def test_a_form_that_lacks_its_quotation_marks_gets_them():
    ru, en = "выступают против независимости Тайваня", "oppose Taiwan independence in any form"
    told = [finding for _, finding in found([row(zh="反对任何形式的“台湾独立”", ru=ru, en=en)], "terms")]
    assert [(finding.rule, finding.suggestion) for finding in told] == [
        ("terms.forbidden", "«независимости Тайваня»"),
        ("terms.forbidden", "“Taiwan independence”"),
    ]
    ru, en = "выступают против «независимости Тайваня»", "oppose “Taiwan independence” in any form"
    assert found([row(zh="反对任何形式的“台湾独立”", ru=ru, en=en)], "terms") == []


def test_of_two_wrong_forms_that_differ_in_a_hyphen_the_one_that_stands_there_is_told():
    (told,) = [finding for _, finding in found([row(zh="一个中国原则", en="the one-China policy")], "terms")]
    assert "without the hyphen" not in told.message


def test_a_name_without_its_hyphen_is_no_other_persons():
    texts = {"zh": "卡瑟姆若马尔特·托卡耶夫在场。", "ru": "Присутствовал Касым Жомарт Токаев."}
    assert [finding.rule for _, finding in found([row(**texts)], "names")] == []
    assert [finding.suggestion for _, finding in found([row(**texts)], "terms")] == ["Касым-Жомарт Токаев"]
