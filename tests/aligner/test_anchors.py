"""The bundled treaty with headings lost, doubled, renumbered, exchanged; and places that a user names."""

import re
from itertools import combinations, permutations
from pathlib import Path

import pytest

import toolkit
from tests.benchmarks import articles
from toolkit import pipeline
from toolkit.aligner import AlignSettings, align, anchors
from toolkit.errors import InputError
from toolkit.model import Bead

MUSEUM = "Стороны создают музей истории почты. Порядок его работы определяется отдельным положением."


@pytest.fixture(scope="module")
def zh(documents):
    return toolkit.segment(documents["zh"])


@pytest.fixture(scope="module")
def parts(documents):
    """What stands before Article 1, then heading and contents of each article in turn."""
    return re.split(r"(?m)^(Статья \d+)$", documents["ru"].text)


def _aligned(zh, text):
    other = toolkit.segment(toolkit.parse(text, "ru")[0])
    return align(zh, other, terms=pipeline.index().concepts, settings=AlignSettings(belonging=0))


def _links(alignment):
    """The links as lines, but for the numbers in Russian headings."""
    one, other = alignment.source.segments, alignment.target.segments
    pairs = (
        (" ".join(s.text for s in one[slice(*b.source)]), " ".join(s.text for s in other[slice(*b.target)]))
        for b in alignment.beads
    )
    return {(left, re.sub(r"^Статья \d+$", "Статья", right)) for left, right in pairs}


def _numbered(parts, first, step):
    """The parts with the numbers from an article on raised by a step."""
    out = list(parts)
    for at in range(2 * first - 1, len(parts), 2):
        out[at] = f"Статья {int(parts[at].split()[1]) + step}"
    return out


def test_a_deleted_heading_is_named(zh, parts, alignments):
    found = _aligned(zh, "".join(parts[:13] + parts[14:]))
    assert _links(alignments[0]) - _links(found) == {("第七条", "Статья")}
    assert [r for r in found.remarks if "numbers" in r or "elsewhere" in r] == []
    assert "art.7 stands in the zh text and not in the ru text: 第七条" in found.remarks


def test_a_number_that_stands_twice_is_survived_and_reported(zh, parts, alignments):
    found = _aligned(zh, "".join([*parts[:15], "Статья 7", *parts[16:]]))
    assert _links(found) == _links(alignments[0])
    assert found.remarks == ("the numbers differ: art.8 of the zh text is art.7-2 of the ru text",)


def test_numbers_that_are_other_ones_from_an_article_on_do_not_mislead(zh, parts, alignments):
    found = _aligned(zh, "".join(_numbered(parts, 8, 1)))
    assert _links(found) == _links(alignments[0])
    assert found.remarks == ("the numbers differ: art.8 to art.15 of the zh text is art.9 to art.16 of the ru text",)


def test_an_article_inserted_in_one_text_is_linked_with_nothing(zh, parts, alignments):
    shifted = _numbered(parts, 8, 1)
    found = _aligned(zh, "".join([*shifted[:15], f"Статья 8\n{MUSEUM}\n", *shifted[15:]]))
    sentences = {("", "Статья"), *(("", f"{each.strip('.')}.") for each in MUSEUM.split(". "))}
    assert _links(found) ^ _links(alignments[0]) == sentences
    assert "art.8 stands in the ru text and not in the zh text: Статья 8" in found.remarks


def test_an_article_left_out_of_one_text_is_linked_with_nothing(zh, parts, alignments):
    shifted = _numbered(parts, 9, -1)
    found = _aligned(zh, "".join(shifted[:15] + shifted[17:]))
    lost = _links(alignments[0]) - _links(found)
    assert len(lost) == 2
    assert _links(found) - _links(alignments[0]) == {(left, "") for left, _ in lost}
    assert "art.8 stands in the zh text and not in the ru text: 第八条" in found.remarks


def test_articles_that_changed_places_are_named_and_nothing_else_is_lost(zh, parts, alignments):
    moved = [*parts[:11], *parts[17:19], *parts[13:17], *parts[11:13], *parts[19:]]
    found = _aligned(zh, "".join(moved))
    lost = _links(alignments[0]) - _links(found)
    assert len(lost) == 4
    assert all("" in link for link in _links(found) - _links(alignments[0]))
    for article in ("art.6", "art.9"):
        assert any(r.startswith(f"{article} of the zh text stands elsewhere in the ru text") for r in found.remarks)


def test_a_text_without_any_heading_keeps_links_within_articles(zh, parts, alignments):
    found = _aligned(zh, "".join(parts[::2]))
    assert {link for link in _links(found) if link[1]} == {
        link for link in _links(alignments[0]) if link[1] != "Статья"
    }


def _waters(code, without=""):
    file = Path(__file__).parents[1] / "samples" / "three" / f"waters.{code}.txt"
    return toolkit.segment(toolkit.parse(file.read_text("utf-8").replace(without, "", 1), code)[0])


@pytest.mark.parametrize("name", ["waters", "memorandum", "statement"])
def test_links_stay_within_their_article_with_headings_and_without(name):
    folder = Path(__file__).parents[1] / "samples" / "three"
    texts = [
        toolkit.segment(toolkit.parse((folder / f"{name}.{code}.txt").read_text("utf-8"), code)[0])
        for code in ("zh", "ru", "en")
    ]
    for one, other in combinations(texts, 2):
        bare = [[each for each in text.segments if each.block.kind != "heading"] for text in (one, other)]
        lists = [[each.text for each in side] for side in bare]
        (without,) = pipeline.align_sentences(lists, (one.language, other.language))
        for made, sides in ((align(one, other), (one.segments, other.segments)), (without, bare)):
            linked = [
                {each.block.division for each in (*sides[0][slice(*b.source)], *sides[1][slice(*b.target)])}
                for b in made.beads
                if b.source[0] < b.source[1] and b.target[0] < b.target[1]
            ]
            assert all(len(divisions) == 1 for divisions in linked)
            assert len(linked) > 0.8 * len(sides[0])


def _statement(code):
    file = Path(__file__).parents[1] / "samples" / "three" / f"statement.{code}.txt"
    return toolkit.segment(toolkit.parse(file.read_text("utf-8"), code)[0])


def test_no_heading_joins_the_article_before_where_the_other_text_has_none(documents):
    texts = [toolkit.segment(each) for each in documents.values()]
    for one, other in permutations(texts, 2):
        whole = one, [each.block.division for each in one.segments]
        without = articles.read_again(other, numbers=True)
        links, away = articles.strays(whole, without, (one.language, other.language), AlignSettings(fast=True))
        assert links > 30
        assert away == []


def test_a_heading_that_the_other_text_has_lost_is_linked_with_no_sentence_like_it():
    en, (zh, _) = _statement("en"), articles.read_again(_statement("zh"), numbers=True)
    made = align(en, zh, terms=pipeline.index().concepts, settings=AlignSettings(fast=True))
    assert ("B. Trade and economic cooperation", "") in _links(made)
    assert "sec.2 stands in the en text and not in the zh text: B. Trade and economic cooperation" in made.remarks
    assert all(bead.score <= 0.999 for bead in made.beads)


@pytest.mark.parametrize(("left", "right"), [("zh", "ru"), ("en", "zh"), ("ru", "en")])
def test_points_that_are_sections_in_a_text_without_headings_are_linked(left, right):
    one, (other, _) = _statement(left), articles.read_again(_statement(right), numbers=True)
    made = align(one, other, terms=pipeline.index().concepts)
    linked = {
        (one.segments[bead.source[0]].block.division, other.segments[bead.target[0]].block.division)
        for bead in made.beads
        if not anchors.lone(bead)
    }
    assert {("item.1", "sec.1"), ("item.3", "sec.3"), ("item.6", "sec.6")} <= linked
    assert not any("numbers differ" in remark for remark in made.remarks)


@pytest.mark.parametrize("confirmed", [False, True])
def test_headings_of_annexes_are_linked_by_number_unless_a_reviser_says_otherwise(confirmed):
    zh, ru = _waters("zh"), _waters("ru")
    heading = next(at for at, each in enumerate(zh.segments) if each.text.startswith("附件一"))
    fixed = [Bead((heading, heading + 1), (0, 0), 1.0, "reviewed")] if confirmed else []
    links = _links(align(zh, ru, fixed=fixed))
    assert (("附件一 河流清单", "") in links) == confirmed
    assert next(right for left, right in links if left == "附件二 委员会章程").startswith("Приложение № 2")


@pytest.mark.parametrize(
    ("language", "lost", "said"),
    [
        ("zh", "第一部分　总则\n", "ch.1 stands in the ru text and not in the zh text: ЧАСТЬ I. ОБЩИЕ ПОЛОЖЕНИЯ"),
        ("ru", "Приложение № 1\n", "annex.1 stands in the zh text and not in the ru text: 附件一 河流清单"),
    ],
)
def test_of_headings_above_others_only_the_lost_one_is_named(language, lost, said):
    zh, ru = (_waters(code, lost if code == language else "") for code in ("zh", "ru"))
    assert align(zh, ru).remarks == (said,)


def test_a_number_that_stands_twice_in_one_text_only_since_a_heading_is_lost_is_not_said_to_differ():
    zh, en = _waters("zh"), _waters("en", "Chapter 1\n")
    found = align(zh, en)
    assert found.remarks == ("sec.1 stands in the zh text and not in the en text: 第一章 宗旨和适用范围",)
    assert ("第一章 宗旨和适用范围", "Subject and Scope") in _links(found)


def test_an_opening_that_only_one_layout_calls_so_is_not_said_to_stand_in_one_text():
    zh = "成员国卫生部长会议新闻公报\n\n2024年5月16日，会议在阿斯塔纳举行。\n\n各方讨论了传染病防治。\n"
    ru = (
        "Пресс-релиз совещания министров здравоохранения\n\n16 мая 2024 года в Астане состоялось совещание.\n\n"
        "Участники обсудили борьбу с инфекционными заболеваниями.\n"
    )
    one, other = (toolkit.segment(toolkit.parse(text, code)[0]) for text, code in ((zh, "zh"), (ru, "ru")))
    assert {each.block.division for each in one.segments} != {each.block.division for each in other.segments}
    assert align(one, other).remarks == ()


class TestPlacesOfAUser:
    ZH = ("他走了。", "她来了。", "天黑了。", "下雨了。", "他们睡了。")
    RU = ("Он ушел.", "Она пришла.", "Стемнело.", "Пошел дождь.", "Они уснули.")

    def _spans(self, anchors):
        made = align(self.ZH, self.RU, languages=("zh", "ru"), anchors=anchors)
        return [(b.source, b.target) for b in made.beads], made.remarks

    def test_no_link_reaches_over_one(self):
        spans, _ = self._spans([(2, 3)])
        assert any(source[0] == 2 and target[0] == 3 for source, target in spans)
        assert all((s[1] <= 2 and t[1] <= 3) or (s[0] >= 2 and t[0] >= 3) for s, t in spans)

    def test_ids_name_segments_too(self):
        assert self._spans([("text/body/p1/s3", "text/body/p1/s4")]) == self._spans([(2, 3)])

    def test_one_that_crosses_others_is_left_out_and_reported(self):
        spans, remarks = self._spans([(1, 1), (2, 4), (3, 3), (4, 4)])
        assert spans == [((i, i + 1), (i, i + 1)) for i in range(5)]
        assert remarks == ("the anchor text/body/p1/s3 = text/body/p1/s5 crosses others and is left out",)

    def test_one_that_meaning_speaks_against_is_followed_and_reported(self, documents):
        ru, zh = (toolkit.segment(documents[code]) for code in ("ru", "zh"))
        found = align(
            zh, ru, anchors=[("treaty/art.7/p1/s1", "treaty/art.9/p1/s1")], settings=AlignSettings(belonging=0)
        )
        assert any("do not seem to correspond at the anchor treaty/art.7/p1/s1" in r for r in found.remarks)

    @pytest.mark.parametrize("anchor", [(9, 0), (0, 5), ("text/body/p1/s9", 0), (True, 0)])
    def test_one_that_is_not_there_is_refused(self, anchor):
        with pytest.raises(InputError, match="an anchor names"):
            self._spans([anchor])

    def test_one_inside_a_confirmed_link_is_left_out(self):
        fixed = [Bead((1, 3), (1, 3), 1.0, "reviewed")]
        made = align(self.ZH, self.RU, languages=("zh", "ru"), anchors=[(2, 2)], fixed=fixed)
        assert fixed[0] in made.beads
        assert "crosses others and is left out" in made.remarks[0]


@pytest.mark.parametrize("exchanged", [False, True])
@pytest.mark.parametrize("stops", [("。", "."), ("", "")])
def test_a_list_below_the_signatures_whose_heading_and_numbers_are_lost_is_linked_in_order(stops, exchanged):
    folder = Path(__file__).parents[1] / "samples" / "three"
    lists = (["斯韦特拉亚河", "贝斯特拉亚河", "焦姆纳亚河"], ["Река Светлая", "Река Быстрая", "Река Темная"])
    texts = []
    for code, annex, names, stop in zip(("zh", "ru"), ("附件一", "Приложение № 1"), lists, stops, strict=True):
        rows = (folder / f"waters.{code}.txt").read_text("utf-8").split(f"\n{annex}\n")[0].split("\n")
        if exchanged and code == "ru":  # the parties sign in another order
            rows = [*rows[:-6], *rows[-3:], *rows[-6:-3]]
        texts.append(toolkit.segment(toolkit.parse("\n".join([*rows, *(name + stop for name in names)]), code)[0]))
    made = [(b.source, b.target) for b in align(*texts).beads[-5:]]
    ours, theirs = (len(text.segments) for text in texts)
    order = (4, 5) if exchanged else (5, 4)
    wanted = zip(range(ours - 5, ours), [theirs - k for k in (*order, 3, 2, 1)], strict=True)
    assert made == [((i, i + 1), (j, j + 1)) for i, j in wanted]


def test_what_one_text_alone_numbers_is_in_both():
    """The Russian communiqué counts its opening as paragraph 1: the numbers differ, and nothing is missing."""
    zh = (
        "甲国和乙国联合公报\n甲国总统于2023年6月访问乙国。\n"
        "一、双方愿扩大贸易。\n二、双方反对单边制裁。\n三、双方重视水资源。"
    )
    ru = (
        "Совместное коммюнике Аркадии и Иллирии\n1. Президент Аркадии посетил Иллирию в июне 2023 года.\n"
        "2. Стороны намерены расширять торговлю.\n3. Стороны выступают против односторонних санкций.\n"
        "4. Стороны придают большое значение водным ресурсам."
    )
    made = align(*(toolkit.segment(toolkit.parse(text, code)[0]) for text, code in ((zh, "zh"), (ru, "ru"))))
    assert made.remarks == ("the numbers differ: sec.1 to sec.3 of the zh text is sec.2 to sec.4 of the ru text",)


@pytest.mark.parametrize("section", ["四", "六"])
def test_a_section_whose_number_is_lost_costs_nothing_around_it(section):
    whole = pipeline.corpus_alignments("declaration", languages=("zh", "ru"))[0]
    texts = [each.document.text for each in (whole.source, whole.target)]
    lost = toolkit.parse(re.sub(rf"(?m)^{section}、", "", texts[0], count=1), "zh")[0]
    found = align(toolkit.segment(lost), whole.target, terms=pipeline.index().concepts)
    number = "四六".index(section) * 2 + 4
    changed = {(one.removeprefix(f"{section}、"), other) for one, other in _links(whole)}
    assert _links(found) == changed
    assert not [remark for remark in found.remarks if f"sec.{number - 1} " in remark]


def test_articles_under_other_numbers_are_named_in_texts_of_one_article():
    one = toolkit.segment(toolkit.parse("第四条\n各方高度重视开展政治磋商，定期交换意见。\n", "zh")[0])
    other = "Статья 9\nСтороны придают большое значение политическим консультациям и регулярно обмениваются мнениями."
    assert "the numbers differ: art.4 of the zh text is art.9 of the ru text" in _aligned(one, other).remarks
