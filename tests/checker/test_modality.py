"""Modality: words in context."""

import pytest

from tests.checker.linguistic import row, rules
from toolkit.checker.modality import said

NONE = [
    "应对", "供应", "适应", "相应", "响应", "反应", "应用", "可持续", "可再生", "可能", "可靠", "不可分割", "许可",
    "意愿", "自愿", "愿望", "即将到来", "将来", "将军", "必要", "需求", "各方将其决定通报其他各方", "将该中心作为平台",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_characters_that_mean_something_else(text):
    found = said(text, "zh")
    assert [kind for kind in ("must", "may", "ready", "will") if found.all(kind)] == []


@pytest.mark.parametrize(
    ("zh", "kind"),
    [("应通知各方", "must"), ("必须通知", "must"), ("须经同意", "must"), ("可以修改", "may"), 
     ("可就此签订条约", "may"), ("均有权退出", "may"), ("各方愿开展合作", "ready"), 
     ("各方将通过协商解决", "will"), ("各方将继续加强合作", "will")],
)  # fmt: skip
def test_words_of_modality(zh, kind):
    assert said(zh, "zh").all(kind)


@pytest.mark.parametrize(
    ("zh", "ru", "en"),
    [
        ("各方开展合作。", "Стороны осуществляют сотрудничество.", "The Parties shall cooperate."),
        ("保存机关应通知各方。", "Депозитарий должен уведомить Стороны.", "The depositary shall notify the Parties."),
        (
            "各国应恪守原则。",
            "Все страны обязуются соблюдать принципы.",
            "All countries should adhere to the principles.",
        ),
        (
            "各方不得参加联盟。",
            "Стороны не вправе участвовать в союзах.",
            "The Parties shall not participate in alliances.",
        ),
        ("各方可签订条约。", "Стороны могут заключать договоры.", "The Parties may conclude treaties."),
        ("各方愿开展合作。", "Стороны готовы осуществлять сотрудничество.", "The Parties are ready to cooperate."),
        ("愿深化友好，", "желая углублять дружбу,", "Desiring to deepen the friendship,"),
        ("各方将解决争端。", "Стороны будут разрешать споры.", "The Parties shall settle disputes."),
        ("各方将加强合作。", "Стороны укрепят сотрудничество.", "The Parties will strengthen cooperation."),
    ],
)
def test_agreement(zh, ru, en):
    assert rules([row(zh=zh, ru=ru, en=en)], "modality") == set()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("各方可签订条约。", "The Parties shall conclude treaties."),
        ("各方应签订条约。", "The Parties may conclude treaties."),
        ("各方签订条约。", "The Parties may conclude treaties."),
        ("各方愿签订条约。", "The Parties shall conclude treaties."),
    ],
)
def test_disagreement(zh, en):
    assert rules([row(zh=zh, en=en)], "modality")


def test_headings_are_passed_over():
    assert rules([row("heading", zh="可行措施", ru="Стороны могут")], "modality") == set()
