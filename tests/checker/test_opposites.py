"""Words that exclude one another, and things that are listed: each member of a set is known in every language."""

import re
from itertools import permutations

import pytest

from tests.checker.linguistic import row
from toolkit.checker import wording
from toolkit.checker.listed import CHECKS as LISTED
from toolkit.checker.opposites import CHECKS

SETS = wording.data_file("opposites.toml")["set"]
LISTS = wording.data_file("listed.toml")["set"]
_GROUP = re.compile(r"\(([^()]*)\)")
_NO_SIGNS = dict.fromkeys(map(ord, "*?[]"))


def told(**texts):
    return [each.message for each in CHECKS[0].row(row(**texts))]


def word(words):
    several = words.partition("/")[0].split()
    plain = min(several, key=lambda each: "(" in each)
    while "(" in plain:
        plain = _GROUP.sub(lambda match: "" if match[1].startswith("?") else match[1].partition("|")[0], plain)
    return plain.replace("[шс]", "с").replace("_", " ").translate(_NO_SIGNS)


@pytest.mark.parametrize("members", SETS, ids=" | ".join)
def test_members_of_a_set_are_told_apart(members):
    asks = {said: {c: word(words[c]) for c in wording.LANGUAGES if words[c].partition("/")[0].split()}
            for said, words in members.items()}  # fmt: skip
    for one, other in permutations(asks, 2):
        for code in asks[other].keys() - {"zh"}:
            assert len(told(zh=f"在{asks[one]['zh']}中", **{code: f"a {asks[other][code]} b"})) == 1
    for said in asks.values():
        assert told(**said) == []


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": "双方不得违反本协定", "ru": "Стороны действуют в соответствии с Соглашением"},
        {"zh": "一方公民在另一方境内", "ru": "граждане одной из Сторон на территории другой Стороны"},
        {"zh": "双方均不承担费用", "ru": "ни одна из Сторон не несет расходов"},
        {"zh": "进出口货物", "ru": "экспортируемые и импортируемые грузы", "en": "imports and exports"},
        {"zh": "被请求方", "ru": "запрашиваемая Сторона", "en": "the requested Party"},
    ],
    ids=lambda each: each["zh"],
)
def test_what_excludes_nothing_is_not_told(texts):
    assert told(**texts) == []


@pytest.mark.parametrize("members", LISTS, ids=lambda each: next(iter(each)))
def test_what_is_listed_is_asked_for_and_known(members):
    lists = {code: "、".join(word(words[code]) for words in members.values()) for code in wording.LANGUAGES}
    assert list(LISTED[0].row(row(**lists))) == []
    for said, words in members.items():
        (found,) = LISTED[0].row(row(zh=f"在{word(words['zh'])}方面", ru="и в иных делах"))
        assert f"({said})" in found.message
