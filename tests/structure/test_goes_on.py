"""Chinese columns: a line that fills the column and ends no sentence goes on, whatever the next one begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.structure.test_lost_indents import MARKS
from tests.test_structure import raw
from toolkit import reading
from toolkit.model import Document
from toolkit.structure.lines import width
from toolkit.structure.patterns import patterns

LETTERS = Path(__file__).parents[1] / "samples" / "letters"
WHOLE = {"title", "heading", "signature", "jump", "agency", "address"}  # stand in lines of their own


def column(document: Document, cells: int) -> str:
    """Return a document as a narrow column, each paragraph with an indent and a blank line after nearly each line."""
    out = ""
    for block in document.blocks:
        text = document.text[block.start : block.stop]
        lines, room = [""], 2 * cells - (0 if block.kind in WHOLE else 4)
        for char in text if block.kind not in {"heading", "jump", "agency"} else ():
            if width(lines[-1] + char, "zh") > room + 2 * (char in MARKS):
                lines, room = [*lines, ""], 2 * cells
            lines[-1] += char
        lines = lines if lines[0] else [text]
        indent = "" if block.kind in WHOLE else "　　"
        gap = "\n" if block.kind == "title" else "\n\n"
        out += indent + gap.join(lines) + gap
    return out


def paragraphs(document: Document) -> list[str]:
    return ["".join(document.text[b.start : b.stop].split()) for b in document.blocks]


@pytest.mark.parametrize("cells", range(18, 41, 2))
def test_our_documents_in_any_column(cells: int) -> None:
    for whole in reading.parse(raw(), "zh"):
        (again,) = reading.parse(column(whole, cells), "zh")
        assert paragraphs(again) == paragraphs(whole)


@pytest.mark.parametrize("cells", [27, 29, 30, 36, 39, 40])
@pytest.mark.parametrize("name", ["answer", "reply", "verbale"])
def test_a_letter_of_which_few_lines_are_cut(name: str, cells: int) -> None:
    (whole,) = reading.read(LETTERS / f"{name}.zh.txt")
    (again,) = reading.parse(column(whole, cells), "zh")
    assert paragraphs(again) == paragraphs(whole)


PAGE = """第二届中国—中亚峰会阿斯塔纳宣言
　　中国—中亚机制秘书处参与方国家元首一致欢迎孙炜东秘书长于

{}

　　各方高度评价秘书处为落实各国元首提出的倡议和任务所作的各

项努力，愿继续支持秘书处的工作。
"""


@pytest.mark.parametrize(
    "rest", ["2025 年 5 月 1 日履职。", "二〇二五年五月一日履职。", "2025 年 5 月 1 日在北京就任。", "5 月 1 日履职。"]
)
def test_a_sentence_goes_on_with_a_date(rest: str) -> None:
    (document,) = reading.parse(PAGE.format(rest), "zh")
    assert [block.path for block in document.blocks] == ["title/p1", "pre/p1", "pre/p2"]
    assert document.text.splitlines()[1].endswith("秘书长于" + rest.replace(" ", ""))


def test_the_first_line_of_a_notice_is_no_second_title() -> None:
    notice = (
        "商务部关于进口商品目录的公告\n\n　　根据有关法律规定，现公布 《 2024 年进口商品目录 》 ，自\n\n"
        "2024 年 8 月 1 日起施行。\n\n　　特此公告。\n\n　　　　　　　　商 务 部\n\n　　　　　　　　2024 年 7 月 3 日\n"
    )
    (document,) = reading.parse(notice, "zh")
    assert [block.kind for block in document.blocks] == ["title", *["paragraph"] * 4]
    assert paragraphs(document)[1:] == [
        "根据有关法律规定，现公布《2024年进口商品目录》，自2024年8月1日起施行。",
        "特此公告。", "商务部", "2024年7月3日",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("（2001年7月16日，莫斯科）", True),
        ("2025年6月17日于阿斯塔纳", True),
        ("二〇二五年六月十七日", True),
        ("莫斯科，2001年7月16日", True),
        ("2023年5月9日于的黎波里", True),
        ("2025年5月1日履职。", False),
        ("2024年8月1日起施行", False),
        ("2024年7月4日至6日", False),
        ("2025年5月1日履职的秘书长", False),
        ("2025年6月17日，各方商定：", False),
    ],
)
def test_what_says_when_and_where(line: str, says: bool) -> None:
    assert bool(patterns("zh").dateline.match(line)) is says


def test_a_heading_with_one_space_follows_a_full_line() -> None:
    text = (
        "水域协定\n　　甲国政府和乙国政府达成协议如下：\n第一条 用语\n"
        "　　一、“水域”系指位于两国边界或者穿越两国边界的\n"
        "任何地表水和地下水。\n　　二、“污染”系指水域的物理性质或化学性质的改变。\n第二条 适用范围\n"
        "　　本协定适用于附件所列的一切河流以及流入这些河流\n的支流。\n"
    )
    (document,) = reading.parse(text, "zh")
    assert [block.path for block in document.blocks if block.path.endswith("/h")] == ["art.1/h", "art.2/h"]


def test_a_title_may_be_cut_after_a_mark_or_in_its_last_word() -> None:
    text = (
        "甲共和国、乙共和国、丙共和国、\n丁共和国关于在边境地区加强军事领域信任的联合声\n明\n"
        "　　甲共和国、乙共和国、丙共和国和丁共和国，以下简称\n\n“各方”，声明如下：\n\n　　一、各方将继续加强边境地区的"
        "相互信任与合作，并\n\n定期通报情况。\n"
    )
    (document,) = reading.parse(text, "zh")
    assert document.title == "甲共和国、乙共和国、丙共和国、丁共和国关于在边境地区加强军事领域信任的联合声明"
    assert document.kind == "declaration"


def test_no_paragraph_begins_with_a_closing_mark() -> None:
    lines = [
        "某国政府提出愿与邻国一道“尽快开放边境口岸。简化手续。",
        "”双方同意继续就上述问题保持经常性的沟通和协调，并于明",
        "年在边境地区举行下一轮会谈，由双方外交部门负责筹备各",
        "项具体工作。",
    ]
    (document,) = reading.parse("\n".join(["边境口岸会谈", *lines, "双方对会谈表示满意。"]), "zh")
    assert paragraphs(document)[1] == "".join(lines)
