"""Documents into segments: what stays whole, what is cut, what the ids say."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import reading
from toolkit.model import SegmentedDocument
from toolkit.segmenter import SegmentSettings, segment

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def treaty() -> SegmentedDocument:
    return segment(reading.read(ROOT / "corpus" / "raw" / "astana-2025-06-17.zh.txt")[2])


def test_ids_name_the_place(treaty: SegmentedDocument) -> None:
    texts = {each.id: each.text for each in treaty.segments}
    assert texts["treaty/art.15/p4/s2"] == "保存机关应将退出方相关决定通报其他各方。"
    assert texts["treaty/pre/r4/s1"] == "基于各自国家法律，"
    assert texts["treaty/sign/6/s1"] == "乌兹别克斯坦共和国代表 沙夫卡特·米尔济约耶夫"


def test_recitals_headings_and_signatures_stay_whole(treaty: SegmentedDocument) -> None:
    for kind, count in {"title": 1, "recital": 8, "formula": 1, "heading": 15, "signature": 6, "agency": 1}.items():
        assert sum(each.block.kind == kind for each in treaty.segments) == count


def test_every_segment_leads_back_to_its_raw_lines(treaty: SegmentedDocument) -> None:
    raw = (ROOT / "corpus" / "raw" / "astana-2025-06-17.zh.txt").read_text("utf-8").split("\n")
    for each in treaty.segments:
        numbers = treaty.document.raw_lines(each.start, each.stop)
        source = "".join("".join(raw[at - 1].split()) for at in numbers)
        assert "".join(each.text.split()) in source
        assert all(set(raw[at - 1].split()) for at in numbers)


def test_the_raw_lines_of_a_sentence_inside_a_paragraph() -> None:
    lines = [
        "题目",
        "各方一致认为，这是一件对地区各国人民非常重要的大事情，",
        "并将继续努力推动各项合作取得新的成果，愿保持沟通。第二",
        "句话从上一行的末尾开始，一直到这一行的中间才算是真正的",
        "结束。",
        "第三句在这里，它单独占了一行。",
    ]
    (document,) = reading.parse("\n\n".join(lines))
    segments = segment(document).segments
    places = [(document.raw_lines(each.start, each.stop), each.text[:3]) for each in segments]
    assert places == [((1,), "题目"), ((3, 5), "各方一"), ((5, 7, 9), "第二句"), ((11,), "第三句")]


def test_semicolons_are_a_setting() -> None:
    (document,) = reading.parse("标题\n\n各方尊重主权；各方促进合作。")
    assert segment(document).texts == ("标题", "各方尊重主权；各方促进合作。")
    assert segment(document, SegmentSettings(semicolons=True)).texts == ("标题", "各方尊重主权；", "各方促进合作。")


def test_signatures_side_by_side_come_party_by_party() -> None:
    (document,) = reading.read(ROOT / "tests" / "samples" / "ru-columns.page.txt")
    segments = segment(document).segments
    paths = [each.block.path for each in segments]
    assert paths[-6:] == ["sign/1", "sign/1/row2", "sign/1/row3", "sign/2", "sign/2/row2", "sign/2/row3"]
    assert [each.start for each in segments[:-6]] == sorted(each.start for each in segments[:-6])
    tiled = sorted(segments, key=lambda each: each.start)
    assert "".join("".join(each.text.split()) for each in tiled) == "".join(document.text.split())
    assert {each.block.division for each in segments[-6:]} == {"sign"}
