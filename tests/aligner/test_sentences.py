"""Plain lists of sentences through the public API, odd ones too."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from tests.benchmarks import sets
from toolkit.errors import InputError
from toolkit.model import Bead

LITERARY = Path(__file__).parents[1] / "benchmarks" / "literary" / "literary-dev"
ZH = [
    "昨天，两国水利部长在边境城市会面。",
    "他们签署了一项为期十年的协定。",
    "协定规定，双方每月交换水文数据。",
    "如果水位超过5米，双方应在24小时内相互通知。",
    "下一次会议将于明年3月举行。",
]
RU = [
    "Вчера в приграничном городе встретились министры водного хозяйства двух стран.",
    "Они подписали соглашение сроком на десять лет.",
    "Согласно соглашению, стороны ежемесячно обмениваются гидрологическими данными.",
    "Если уровень воды превысит 5 метров, стороны должны уведомить друг друга в течение 24 часов.",
    "Следующая встреча состоится в марте будущего года.",
]
DE = ["Gestern trafen sich die Minister.", "Sie unterzeichneten ein Abkommen über 10 Jahre.", "Das Wetter war schön."]
FR = ["Hier, les ministres se sont rencontrés.", "Ils ont signé un accord de 10 ans.", "Il faisait beau."]


def _spans(made):
    return [(bead.source, bead.target) for bead in made.beads]


def _one_to_one(count):
    return [((i, i + 1), (i, i + 1)) for i in range(count)]


def _covers(made):
    """Whether the links cover both sides in order without crossing."""
    for side, text in (("source", made.source), ("target", made.target)):
        places = [at for bead in made.beads for at in range(*getattr(bead, side))]
        assert places == list(range(len(text.segments)))
    assert all(0 <= bead.score <= 1 for bead in made.beads)


def test_lists_of_sentences_are_aligned():
    made = toolkit.align(ZH, RU, languages=("zh", "ru"))
    assert _spans(made) == _one_to_one(5)
    assert made.remarks == ()
    assert (made.source.language, made.target.language) == ("zh", "ru")
    assert toolkit.units(made)["ru"].tolist() == RU


def test_languages_without_rules_are_aligned():
    made = toolkit.align(DE, FR, languages=("de", "fr"))
    assert _spans(made) == _one_to_one(3)
    assert _spans(toolkit.align(DE, FR)) == _one_to_one(3)


def test_swapping_the_sides_swaps_the_links():
    left, right = [*ZH[:2], "".join(ZH[2:4]), ZH[4]], [RU[0], "Это строка без пары, о погоде на море.", *RU[1:]]
    there, back = toolkit.align(left, right, languages=("zh", "ru")), toolkit.align(right, left, languages=("ru", "zh"))
    assert [(b.target, b.source) for b in back.beads] == _spans(there)
    assert [b.score for b in back.beads] == pytest.approx([b.score for b in there.beads], abs=1e-6)


@pytest.mark.parametrize("text", [ZH, RU, DE])
def test_a_list_with_itself_is_all_one_to_one(text):
    assert _spans(toolkit.align(text, text)) == _one_to_one(len(text))


def test_blank_sentences_count_and_are_linked_with_nothing():
    left = ["", *ZH[:2], " ", *ZH[2:], "\t"]
    made = toolkit.align(left, [*RU[:1], "", "", *RU[1:]], languages=("zh", "ru"))
    _covers(made)
    both = [(left[b.source[0]], b.target[0]) for b in made.beads if "0" not in b.kind]
    assert both == list(zip(ZH, [0, 3, 4, 5, 6], strict=True))


@pytest.mark.parametrize(("left", "right"), [([], RU), (ZH, []), ([], []), (["", " "], RU)])
def test_an_empty_side_is_no_link(left, right):
    made = toolkit.align(left, right, languages=("zh", "ru"))
    _covers(made)
    assert all("0" in bead.kind for bead in made.beads)
    assert made.remarks


def test_one_sentence_against_fifty():
    made = toolkit.align([ZH[1]], [f"{each} {n}" for n in range(10) for each in RU], languages=("zh", "ru"))
    _covers(made)
    assert any("do not seem to belong together" in remark for remark in made.remarks)


def test_identical_sentences():
    made = toolkit.align(["各方一致同意。"] * 40, ["Стороны согласны."] * 40, languages=("zh", "ru"))
    assert _spans(made) == _one_to_one(40)
    _covers(toolkit.align(["各方一致同意。"] * 40, ["Стороны согласны."] * 35, languages=("zh", "ru")))


def test_sentences_of_five_thousand_characters():
    left = [ZH[0], "，".join(ZH[1:4]) * 90, ZH[4]]
    right = [RU[0], " ".join(RU[1:4]) * 25, RU[4]]
    assert min(len(left[1]), len(right[1])) > 4500
    made = toolkit.align(left, right, languages=("zh", "ru"))
    _covers(made)
    assert [b for b in made.beads if b.source[0] <= 1 < b.source[1] and b.target[0] <= 1 < b.target[1]]


@settings(max_examples=30, deadline=None)
@given(
    left=st.lists(st.text(max_size=30), max_size=7),
    right=st.lists(
        st.one_of(st.text(max_size=30), st.sampled_from(["🙂🏳️‍🌈", "\x00\x07", "\u2028", "a\nb"])), max_size=7
    ),
)
def test_any_strings_end_well(left, right):
    _covers(toolkit.align(left, right, languages=("zh", "ru")))


def test_texts_that_do_not_belong_together_are_told_with_the_place():
    news = ["Футбольный клуб купил вратаря.", "Курс рубля вырос на бирже.", "Врачи советуют больше спать."] * 4
    made = toolkit.align(ZH * 3, news, languages=("zh", "ru"))
    assert "the zh and ru texts do not seem to belong together" in made.remarks[0]
    assert "zh lines" in made.remarks[0]
    assert toolkit.align(ZH * 3, news, settings=toolkit.AlignSettings(belonging=0)).beads == made.beads


def test_the_place_is_told_of_a_single_sentence_too():
    made = toolkit.align(ZH[:1], ["Ничего общего."], languages=("zh", "ru"))
    assert made.remarks[0].endswith("lowest at zh line 1 / ru line 1")


def test_the_place_of_a_gap_is_named(documents):
    texts = [toolkit.segment(documents[code]).segments for code in ("zh", "ru")]
    zh, ru = ([segment.text for segment in each if segment.block.kind == "paragraph"] for each in texts)
    gap = [f"Команда номер {n} проиграла матч на стадионе в пригороде." for n in range(12)]
    made = toolkit.align(zh, [*ru[:15], *gap, *ru[15:]], languages=("zh", "ru"))
    (remark,) = made.remarks
    first, last = map(int, re.search(r"ru lines (\d+)–(\d+)", remark).groups())
    assert (first, last) == (pytest.approx(16, abs=2), pytest.approx(27, abs=2))


@pytest.mark.parametrize(("fast", "least"), [(False, 0.95), (True, 0.85)])
def test_chapters_missing_in_one_text_cost_little_in_the_others(fast, least):
    chapters = {pair.name: pair for pair in sets.load(LITERARY)}
    source, target, gold = [], [], set()
    for name in ("ferry", "types", "kiln", "night"):
        pair, i, j = chapters[name], len(source), len(target)
        target += pair.target
        if name in ("ferry", "kiln"):
            source += pair.source
            gold |= {(tuple(i + k for k in a), tuple(j + k for k in b)) for a, b in pair.gold if a and b}
    made = toolkit.align(source, target, languages=("zh", "en"), settings=toolkit.AlignSettings(fast=fast))
    found = {(tuple(range(*bead.source)), tuple(range(*bead.target))) for bead in made.beads}
    assert len(found & gold) > least * len(gold)
    assert not [remark for remark in made.remarks if "belong" in remark]


def test_articles_of_a_list_are_anchored(documents):
    lists = {code: list(toolkit.segment(documents[code]).texts) for code in ("zh", "ru")}
    made = toolkit.align(lists["zh"], lists["ru"], languages=("zh", "ru"))
    assert {"art.1", "art.15"} <= {segment.block.division for segment in made.source.segments}
    for bead in made.beads:
        divisions = {s.block.division for s in made.source.segments[slice(*bead.source)]}
        divisions |= {s.block.division for s in made.target.segments[slice(*bead.target)]}
        assert len(divisions) <= 1 or bead.score < 0.5, bead


def test_confirmed_links_of_lists_stay():
    fixed = [Bead((2, 4), (2, 3), 1.0, "reviewed")]
    left = ["", *ZH]
    made = toolkit.align(left, RU, languages=("zh", "ru"), fixed=[Bead((3, 5), (2, 3), 1.0, "reviewed")])
    assert Bead((3, 5), (2, 3), 1.0, "reviewed") in made.beads
    assert fixed[0] in toolkit.align(ZH, RU, languages=("zh", "ru"), fixed=fixed).beads


@pytest.mark.parametrize("wrong", ["one string", [1, 2], [None]])
def test_what_is_no_list_of_strings_is_refused(wrong):
    with pytest.raises(InputError, match="a list of sentences is wanted"):
        toolkit.align(wrong, RU)


def test_half_a_character_is_refused():
    with pytest.raises(InputError, match="sentence 2 holds half a character"):
        toolkit.align(["a", "b\ud800"], ["c"])


def test_a_confirmed_link_must_be_in_the_texts():
    with pytest.raises(InputError, match="segments 0 to 6; the zh text has 5"):
        toolkit.align(ZH, RU, fixed=[Bead((0, 6), (0, 1), 1.0, "reviewed")])


def test_languages_must_be_two():
    with pytest.raises(InputError, match="two texts want two languages"):
        toolkit.align(ZH, RU, languages=("zh",))
