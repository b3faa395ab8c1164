import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import data, pipeline
from toolkit.aligner import AlignSettings, align
from toolkit.errors import InputError, MismatchError

FREE = AlignSettings(belonging=0.0)


def _segmented(text, language):
    return toolkit.segment(toolkit.parse(text, language)[0])


def _lines(alignment):
    """The links as lines a person can read."""
    one, other = alignment.source.segments, alignment.target.segments
    return [
        " + ".join(s.text for s in one[slice(*b.source)]) + " = " + " + ".join(s.text for s in other[slice(*b.target)])
        for b in alignment.beads
    ]


@pytest.mark.parametrize("name", data.corpus_ids())
def test_the_corpus_is_aligned_as_a_reader_aligns_it(name):
    for alignment in pipeline.corpus_alignments(name):
        pair = f"{alignment.source.language}-{alignment.target.language}"
        score = toolkit.evaluate(alignment, data.gold(name, pair))
        assert (pair, score.f1, score.links) == (pair, 1.0, score.gold)


def test_texts_done_in_other_years_are_refused(documents):
    other = documents["ru"].text.replace("2025", "2022")
    changed = toolkit.parse(other, "ru")[0]
    with pytest.raises(MismatchError, match="their closing clauses name other years: 2025 and 2022"):
        align(toolkit.segment(documents["zh"]), toolkit.segment(changed))


def test_build_does_not_read_the_gold(tmp_path, monkeypatch):
    def forbidden(*_):
        raise AssertionError("the gold alignment was read")

    monkeypatch.setattr(data, "gold_rows", forbidden)
    assert len(toolkit.build(tmp_path).files) >= 14


def _covers(alignment):
    for side, count in (("source", len(alignment.source.segments)), ("target", len(alignment.target.segments))):
        spans = sorted(getattr(bead, side) for bead in alignment.beads)
        assert [i for a, b in spans for i in range(a, b)] == list(range(count))


def _never_crosses(alignment):
    plain = [
        b
        for b in alignment.beads
        if not any(s.block.kind == "signature" for s in alignment.source.segments[slice(*b.source)])
    ]
    for one, two in combinations(plain, 2):
        assert one.source[1] <= two.source[0]
        assert one.target[1] <= two.target[0]


def test_beads_cover_both_texts_and_never_cross(alignments):
    for alignment in alignments:
        _covers(alignment)
        _never_crosses(alignment)
        assert all(0 <= bead.score <= 1 for bead in alignment.beads)


def test_no_link_crosses_an_article(alignments):
    for alignment in alignments:
        for bead in alignment.beads:
            divisions = {s.block.division for s in alignment.source.segments[slice(*bead.source)]}
            divisions |= {s.block.division for s in alignment.target.segments[slice(*bead.target)]}
            assert len(divisions) == 1


def test_a_text_aligned_with_itself_is_all_one_to_one(documents):
    text = toolkit.segment(documents["ru"])
    assert {bead.kind for bead in align(text, text).beads} == {"1-1"}


def test_swapping_the_sides_swaps_the_links(alignments):
    alignment = alignments[0]
    swapped = align(alignment.target, alignment.source, terms=pipeline.index().concepts)
    assert sorted((b.target, b.source) for b in swapped.beads) == sorted((b.source, b.target) for b in alignment.beads)


def test_signatures_are_paired_by_state_not_by_place(documents):
    text = documents["ru"].text
    head, tail = text[: text.index("За Китайскую")], text[text.index("За Китайскую") :]
    lines, agency = tail.split("\n")[:6], tail.split("\n")[6:]
    turned = head + "\n".join([line.replace(" Касым", "  Касым") for line in [*lines[1:], lines[0]]] + agency)
    turned = re.sub(
        r"(За (?:Республику \w+|Кыргызскую Республику|Китайскую Народную Республику|Туркменистан)) +", r"\1    ", turned
    )
    other = _segmented(turned, "ru")
    assert [each.name for each in other.document.signatures][-1] == "Си Цзиньпин"
    alignment = align(toolkit.segment(documents["zh"]), other, terms=pipeline.index().concepts)
    paired = [line for line in _lines(alignment) if " = За " in line]
    assert paired[0] == "中华人民共和国代表 习近平 = За Китайскую Народную Республику Си Цзиньпин"
    assert paired[2] == "吉尔吉斯共和国代表 萨德尔·扎帕罗夫 = За Кыргызскую Республику Садыр Жапаров"
    assert len(paired) == 6


@pytest.mark.parametrize("article", range(1, 16))
def test_a_lost_heading_costs_nothing_around_it(documents, alignments, article):
    ru = documents["ru"].text.split("\n")
    lost = _segmented("\n".join(line for line in ru if line != f"Статья {article}"), "ru")
    alignment = align(toolkit.segment(documents["zh"]), lost, terms=pipeline.index().concepts)
    whole = [line for line in _lines(alignments[0]) if f"= Статья {article}" != line[-len(f"= Статья {article}") :]]
    ours = [line for line in _lines(alignment) if not line.endswith(" = ")]
    assert [line for line in ours if " = За " not in line] == [line for line in whole if " = За " not in line]
    assert any(f"art.{article} " in remark for remark in (*alignment.remarks, *lost.document.remarks))


def test_texts_that_do_not_belong_together_are_refused(documents):
    declaration = toolkit.documents("declaration")["zh"]
    with pytest.raises(MismatchError, match=r"do not seem to belong together: confidence is too low, .* lowest at"):
        align(toolkit.segment(declaration), toolkit.segment(documents["ru"]))
    assert align(toolkit.segment(declaration), toolkit.segment(documents["ru"]), settings=FREE).beads


def test_two_texts_in_one_language_are_refused(documents):
    with pytest.raises(InputError, match="another language"):
        pipeline.align_documents([documents["ru"], documents["ru"]])


NEWS_ZH = """两国签署跨境水资源协定
昨天，两国水利部长在边境城市会面。他们签署了一项为期十年的协定。
协定规定，双方每月交换水文数据。如果水位超过5米，双方应在24小时内相互通知。
专家认为这是一个重要的步骤。不过，他们也指出，资金问题仍未解决。
下一次会议将于明年3月举行。"""

NEWS_RU = "\n".join(
    [
        "Две страны подписали соглашение о трансграничных водах",
        "Вчера в приграничном городе встретились министры водного хозяйства двух стран, "
        "которые подписали соглашение сроком на десять лет.",
        "Согласно соглашению, стороны ежемесячно обмениваются гидрологическими данными. Если уровень воды превысит "
        "5 метров, стороны должны уведомить друг друга в течение 24 часов.",
        "Эксперты считают это важным шагом. Однако они отмечают и то, что вопрос финансирования до сих пор не решен.",
        "Местные жители пока не комментируют новость.",
        "Следующая встреча состоится в марте будущего года.",
    ]
)


def test_a_pair_that_is_not_in_the_corpus():
    alignment = align(_segmented(NEWS_ZH, "zh"), _segmented(NEWS_RU, "ru"))
    assert [(b.source, b.target) for b in alignment.beads] == [
        ((0, 1), (0, 1)),
        ((1, 3), (1, 2)),  # two Chinese sentences in one Russian
        ((3, 4), (2, 3)),
        ((4, 5), (3, 4)),
        ((5, 6), (4, 5)),
        ((6, 7), (5, 6)),
        ((7, 7), (6, 7)),  # nothing corresponds to the Russian sentence
        ((7, 8), (7, 8)),
    ]


WORDS = st.lists(
    st.sampled_from(["各方同意", "条约生效", "12月", "和平", "🙂", "a" * 12, "x\x07y"]), min_size=1, max_size=8
)


@settings(max_examples=25, deadline=None)
@given(left=WORDS, right=WORDS)
def test_any_two_texts_end_well(left, right):
    one = _segmented("\n".join(f"各方一致同意{each}。" for each in left), "zh")
    other = _segmented("\n".join(f"Стороны согласны {each}." for each in right), "ru")
    alignment = align(one, other, settings=FREE)
    _covers(alignment)
    _never_crosses(alignment)


def test_very_unequal_and_repetitive_texts_end_well():
    many = _segmented("\n".join(["各方重申和平。"] * 60), "zh")
    single = _segmented("Стороны подтверждают мир.", "ru")
    alignment = align(many, single, settings=FREE)
    _covers(alignment)
    long = _segmented("和平" * 2500 + "。", "zh")
    _covers(align(long, single, settings=FREE))


def _without_agency(document):
    return "\n".join(
        document.text[b.start : b.stop] for b in document.blocks if b.kind not in ("agency", "signature")
    ), [document.text[b.start : b.stop] for b in document.blocks if b.kind == "signature"]


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (1, 2, 0, 5, 4, 3)])
def test_signatures_are_paired_by_state_in_a_text_without_agency_line(documents, order):
    text, _ = _without_agency(documents["ru"])
    states = {each.state: each for each in documents["ru"].signatures}
    lines = [f"За {each.state}    {each.name}" for each in states.values()]
    other = _segmented(text + "\n" + "\n".join(lines[at] for at in order), "ru")
    alignment = align(toolkit.segment(documents["zh"]), other, terms=pipeline.index().concepts)
    paired = [line for line in _lines(alignment) if "代表 " in line]
    assert paired == [
        "中华人民共和国代表 习近平 = За Китайскую Народную Республику Си Цзиньпин",
        "哈萨克斯坦共和国代表 卡瑟姆若马尔特·托卡耶夫 = За Республику Казахстан Касым-Жомарт Токаев",
        "吉尔吉斯共和国代表 萨德尔·扎帕罗夫 = За Кыргызскую Республику Садыр Жапаров",
        "塔吉克斯坦共和国代表 埃莫马利·拉赫蒙 = За Республику Таджикистан Эмомали Рахмон",
        "土库曼斯坦代表 谢尔达尔·别尔德穆哈梅多夫 = За Туркменистан Сердар Бердымухамедов",
        "乌兹别克斯坦共和国代表 沙夫卡特·米尔济约耶夫 = За Республику Узбекистан Шавкат Мирзиёев",
    ]
    assert _lines(alignment)[-1] == "（新华社阿斯塔纳6月17日电） = "
    _covers(alignment)


def test_articles_whose_contents_were_exchanged_are_named_as_doubtful(documents):
    parts = re.split(r"(?m)^(Статья \d+)$", documents["ru"].text)
    parts[2 * 6], parts[2 * 9] = parts[2 * 9], parts[2 * 6]
    alignment = align(
        toolkit.segment(documents["zh"]), _segmented("".join(parts), "ru"), terms=pipeline.index().concepts
    )
    doubtful = [remark for remark in alignment.remarks if "low confidence" in remark]
    assert [remark.split(":")[0] for remark in doubtful] == ["low confidence at art.6", "low confidence at art.9"]
    for bead in alignment.beads:
        block = alignment.source.segments[min(bead.source[0], len(alignment.source.segments) - 1)].block
        if block.kind == "paragraph":
            assert (bead.score < 0.3) == (block.division in ("art.6", "art.9")), block


def test_parties_side_by_side_are_one_row_each():
    zh = "\n".join(
        [
            "协定",
            *("第一条", "双方合作。", "第二条", "双方协商。", "第三条", "本协定自签署之日起生效。"),
            "本协定于2020年1月2日在北京签订，一式两份。\n",
        ]
    )
    ru = "\n".join(
        [
            "Соглашение",
            *("Статья 1", "Стороны сотрудничают.", "Статья 2", "Стороны консультируются.", "Статья 3"),
            "Настоящее Соглашение вступает в силу со дня подписания.",
            "Совершено в Пекине 2 января 2020 года в двух экземплярах.\n",
        ]
    )
    zh += "中华人民共和国代表      哈萨克斯坦共和国代表\n李国英      努尔然\n"
    ru += "За Республику Казахстан      За Китайскую Народную Республику\nНуржан      Ли Гоин\n"
    alignment = align(_segmented(zh, "zh"), _segmented(ru, "ru"), terms=pipeline.index().concepts)
    table = toolkit.units(alignment)
    signed = table[table["kind"] == "signature"]
    assert signed[["zh", "ru"]].values.tolist() == [
        ["中华人民共和国代表 李国英", "За Китайскую Народную Республику Ли Гоин"],
        ["哈萨克斯坦共和国代表 努尔然", "За Республику Казахстан Нуржан"],
    ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_title_in_capitals_is_the_title(documents, language):
    text = documents[language].text
    title = documents[language].title
    shouted = toolkit.parse(text.replace(title, title.upper()), language)[0]
    assert shouted.title == title.upper()
    alignment = align(toolkit.segment(documents["zh"]), toolkit.segment(shouted))
    first = alignment.beads[0]
    assert (first.source, first.target) == ((0, 1), (0, 1))
    assert first.score > 0.9


def test_titles_that_say_other_things_are_linked_and_doubted():
    zh = "会议纪要目录\n第一条\n双方发展文化合作。\n第二条\n双方发展农业合作。\n第三条\n本协定自签署之日起生效。"
    en = (
        "AGREEMENT No. 7 OF THE FISHERIES BOARD\nArticle 1\n"
        "The Parties shall develop cultural cooperation.\nArticle 2\n"
        "The Parties shall develop agricultural cooperation.\nArticle 3\n"
        "This Agreement shall enter into force on signature."
    )
    alignment = align(_segmented(zh, "zh"), _segmented(en, "en"), settings=FREE)
    assert (alignment.beads[0].source, alignment.beads[0].target) == ((0, 1), (0, 1))
    assert alignment.beads[0].score < 0.9
    _covers(alignment)
