"""Parties: every place of an instrument, its order in each language version, the alternat."""

import pytest

from tests.checker import linguistic
from tests.checker.linguistic import row, rules
from toolkit.checker.rows import rows

STATES = {
    "zh": ["中华人民共和国", "哈萨克斯坦共和国", "土库曼斯坦"],
    "ru": ["Китайская Народная Республика", "Республика Казахстан", "Туркменистан"],
}


def instrument(zh, ru, ending=("", "")):
    """Return the rows of a treaty, whose parties are given by their numbers, for title and opening."""
    rows = []
    for at, kind in enumerate(("title", "opening")):
        names = "、".join(STATES["zh"][each] for each in zh[at]), ", ".join(STATES["ru"][each] for each in ru[at])
        rows.append(row(kind, zh=names[0], ru=names[1]))
    return [*rows, row("testimonium", zh=ending[0] or "签署", ru=ending[1] or "Совершено")]


@pytest.mark.parametrize("own", [(0, 1, 2), (1, 2, 0), (2, 1, 0)])
def test_a_version_may_have_its_own_order(own):
    assert rules(instrument([(0, 1, 2)] * 2, [own] * 2), "parties") == set()


@pytest.mark.parametrize("opening", [(1, 0, 2), (0, 2, 1)])
def test_but_has_it_everywhere(opening):
    assert rules(instrument([(0, 1, 2)] * 2, [(0, 1, 2), opening]), "parties") == {"parties.order"}


@pytest.mark.parametrize(("lines", "told"), [((8, 9), set()), ((9, 8), {"parties.order"}), (("", ""), set())])
def test_each_text_is_signed_in_the_order_of_its_own(lines, told):
    states = zip(STATES["zh"], ("Китайскую Народную Республику", "Республику Казахстан"), lines, strict=False)
    cells = [
        {**dict.fromkeys(("unit", "document", "provision", "agreement"), ""), "confidence": None, "kind": "signature"}
        | {"zh": f"{zh}代表", "ru": f"За {ru}", "ru_lines": str(line), "ru_segments": "sign/1/s1"}
        for zh, ru, line in states
    ]
    assert rules([*instrument([(0, 1)] * 2, [(0, 1)] * 2), *rows(cells, ("zh", "ru"))], "parties") == told


def test_a_party_left_out_in_one_place():
    assert "parties.missing" in rules(instrument([(0, 1, 2)] * 2, [(0, 1, 2), (0, 2)]), "parties")


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (("正本一份", "в одном экземпляре"), {"parties.alternat"}),
        (("保存机关", "депозитарий"), {"parties.alternat"}),
        (("一式两份", "в двух экземплярах"), set()),
    ],
)
def test_the_alternat_is_for_originals_of_each_party(ending, told):
    assert rules(instrument([(0, 1)] * 2, [(1, 0)] * 2, ending), "parties") == told


@pytest.mark.parametrize("kind", ["title", "opening"])
@pytest.mark.parametrize("code", ["zh", "ru", "en"])
def test_each_party_of_the_treaty_dropped_in_each_place(kind, code):
    document = list(linguistic.corpus("treaty"))
    at = next(at for at, each in enumerate(document) if each.kind == kind)
    from toolkit.checker.parties import _states  # the places of the States

    for party in list(_states(document[at], code).values()):
        text = document[at].texts[code]
        without = linguistic.row(kind, **{**document[at].texts, code: text[: party.start] + text[party.stop :]})
        told = rules([*document[:at], without, *document[at + 1 :]], "parties")
        assert "parties.missing" in told, party
