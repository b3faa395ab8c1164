"""Names: the person, State and title of office on the other side."""

import pytest

from tests.checker.linguistic import found, row, rules


@pytest.mark.parametrize(
    ("zh", "ru", "en"),
    [
        ("总统", "президент", "president"),
        ("国务院总理", "Премьер Государственного совета", "Premier of the State Council"),
        ("首相", "премьер-министр", "Prime Minister"),
        ("外交部长", "министр иностранных дел", "Minister for Foreign Affairs"),
        ("副总理", "вице-премьер", "Vice Premier"),
        ("驻华大使", "посол в Китае", "ambassador to China"),
    ],
)
def test_titles_answer_each_other(zh, ru, en):
    assert "names.office.title" not in rules([row(zh=zh, ru=ru, en=en)], "names")


@pytest.mark.parametrize(("zh", "ru"), [("总统", "премьер-министр"), ("部长", "посол"), ("总理", "министр")])
def test_other_titles_do_not(zh, ru):
    assert "names.office.title" in rules([row(zh=zh, ru=ru)], "names")


@pytest.mark.parametrize("ru", ["после подписания", "на уровне министерств", "председательство в ШОС"])
def test_what_only_looks_like_a_title(ru):
    assert "names.office.title" not in rules([row(zh="签署", ru=ru)], "names")


def test_another_state_is_named_with_the_one_that_stands_there():
    ((_, finding),) = found([row(zh="哈萨克斯坦的倡议", ru="инициатива Таджикистана")], "names")[:1]
    assert finding.rule == "names.state"
    assert [(span.language, span.text) for span in finding.spans] == [("zh", "哈萨克斯坦"), ("ru", "Таджикистана")]
    assert finding.suggestion == "Казахстан"


def test_a_body_inside_whose_name_a_state_stands_in_full_is_no_other_form():
    assert rules([row(zh="哈萨克斯坦能源部", ru="Министерство энергетики Республики Казахстан")], "names") == set()
