"""How pages become documents: the newspaper page, self-written treaties in every layout, and what must always hold."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toolkit import reading, structure
from toolkit.errors import InputError, LanguageError
from toolkit.model import Document
from toolkit.segmenter import SegmentSettings, segment
from toolkit.structure.lines import close_up, width
from toolkit.structure.patterns import number, patterns

HERE = Path(__file__).parent
RAW = HERE.parent / "corpus" / "raw" / "astana-2025-06-17.zh.txt"
CUT = "| |"
WIDTH = 72


def bare(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def shown(document: Document) -> dict[str, str]:
    """Return, by path, the text of each block with ``| |`` between its segments."""
    out: dict[str, list[str]] = {}
    for each in segment(document).segments:
        out.setdefault(each.block.path, []).append(each.text)
    return {path: CUT.join(texts) for path, texts in out.items()}


def raw() -> str:
    return RAW.read_text("utf-8")


@pytest.fixture(scope="module")
def page() -> tuple[Document, ...]:
    return reading.read(RAW)


# ---------------------------------------------------------------- the newspaper page


def test_the_page_holds_three_documents(page: tuple[Document, ...]) -> None:
    assert [(each.id, each.kind, each.identity.complete) for each in page] == [
        ("declaration", "declaration", False),
        ("list", "list", False),
        ("treaty", "treaty", None),
    ]
    assert {each.language for each in page} == {"zh"}


def test_the_declaration(page: tuple[Document, ...]) -> None:
    declaration = page[0]
    assert declaration.title == "第二届中国—中亚峰会阿斯塔纳宣言"
    divisions = list(dict.fromkeys(block.division for block in declaration.blocks))
    assert divisions == ["title", "pre", *(f"sec.{each}" for each in range(1, 13)), "jump"]
    read = shown(declaration)
    assert read["pre/p1"].startswith("2025年6月17日，中华人民共和国主席习近平、哈萨克斯坦共和国总统托卡耶夫、")
    assert read["pre/p3"].endswith("并声明如下：")
    assert read["sec.2/p2"] == (
        "中方坚定支持中亚国家选择的发展道路，支持各国维护国家独立、主权和领土完整以及采取的各项独立自主的内外政策。| |"
        "中亚国家重申恪守一个中国原则，承认世界上只有一个中国，台湾是中国领土不可分割的一部分，"
        "中华人民共和国政府是代表全中国的唯一合法政府。| |"
        "中亚国家反对任何形式的“台湾独立”，坚定支持中国政府实现国家统一。"
    )
    assert read["jump/p1"] == "（下转第四版）"
    assert any("（下转第四版）" in remark for remark in declaration.remarks)


def test_the_list_of_outcomes(page: tuple[Document, ...]) -> None:
    outcomes = page[1]
    assert outcomes.title == "第二届中国—中亚峰会成果清单"
    assert [block.number for block in outcomes.blocks if block.kind == "item"] == list(range(1, 45))
    read = shown(outcomes)
    assert read["sec.1/h"] == "一、合作文件"
    assert read["item.22/p1"] == (
        "22、《中华人民共和国国家卫生健康委员会与哈萨克斯坦共和国卫生部关于卫生和医学科学领域合作2025—2027年执行计划》"
    )
    assert outcomes.blocks[-1].kind == "jump"


def test_the_preamble_of_the_treaty(page: tuple[Document, ...]) -> None:
    treaty = page[2]
    assert treaty.title == (
        "中华人民共和国同哈萨克斯坦共和国、吉尔吉斯共和国、塔吉克斯坦共和国、土库曼斯坦、乌兹别克斯坦共和国"
        "永久睦邻友好合作条约"
    )
    read = shown(treaty)
    assert read["pre/p1"].endswith("乌兹别克斯坦共和国，以下简称“各方”，")
    recitals = [text for path, text in read.items() if path.startswith("pre/r")]
    openings = ["认为", "指出", "重申", "基于", "重申", "致力于", "愿", "重申"]
    assert len(recitals) == len(openings)
    assert all(text.startswith(opening) for text, opening in zip(recitals, openings, strict=True))
    assert not any(CUT in text for text in recitals)
    assert read["pre/formula"] == "兹达成协议如下："


def test_the_articles_of_the_treaty(page: tuple[Document, ...]) -> None:
    treaty = page[2]
    headings = [block for block in treaty.blocks if block.kind == "heading"]
    assert [block.path for block in headings] == [f"art.{each}/h" for each in range(1, 16)]
    counts = [sum(block.division == f"art.{each}" for block in treaty.blocks) - 1 for each in range(1, 16)]
    assert counts == [2, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 5]
    read = shown(treaty)
    assert read["art.14/p2"] == "保存机关在本条约签署后15日内将核证无误的条约副本送交各签署方。"
    assert read["art.15/p4"] == (
        "本条约自保存机关收到退出方通知之日起12个月后对其失效。| |保存机关应将退出方相关决定通报其他各方。"
    )
    assert read["end/p1"] == (
        "本条约于二〇二五年六月十七日在阿斯塔纳签署，正本一份，用中文和俄文写成。| |两种文本同等作准。"
    )
    assert treaty.remarks == ()


def test_the_signatures_of_the_treaty(page: tuple[Document, ...]) -> None:
    assert [(each.state, each.name, each.order) for each in page[2].signatures] == [
        ("中华人民共和国", "习近平", 1),
        ("哈萨克斯坦共和国", "卡瑟姆若马尔特·托卡耶夫", 2),
        ("吉尔吉斯共和国", "萨德尔·扎帕罗夫", 3),
        ("塔吉克斯坦共和国", "埃莫马利·拉赫蒙", 4),
        ("土库曼斯坦", "谢尔达尔·别尔德穆哈梅多夫", 5),
        ("乌兹别克斯坦共和国", "沙夫卡特·米尔济约耶夫", 6),
    ]
    read = shown(page[2])
    assert read["sign/5"] == "土库曼斯坦代表 谢尔达尔·别尔德穆哈梅多夫"
    assert read["agency/p1"] == "（新华社阿斯塔纳6月17日电）"


def test_nothing_of_the_page_is_lost(page: tuple[Document, ...]) -> None:
    assert "".join(bare(each.text) for each in page) == bare(raw())
    assert not any(" 年" in each.text for each in page)


@pytest.mark.parametrize("missing", range(1, 16))
def test_a_lost_heading_is_named(missing: int, page: tuple[Document, ...]) -> None:
    heading = re.compile(r"^第[一二三四五六七八九十]+条\n\n", re.M)
    place = list(heading.finditer(raw()))[missing - 1]
    *others, treaty = reading.parse(raw()[: place.start()] + raw()[place.end() :])
    assert [each.text for each in others] == [each.text for each in page[:2]]
    assert len(treaty.remarks) == 1
    assert f"art.{missing} " in treaty.remarks[0]
    whole = shown(page[2])
    read = shown(treaty)
    kept = [path for path in whole if not path.startswith((f"art.{missing}/", f"art.{missing - 1}/"))]
    assert {path: read.get(path) for path in kept} == {path: whole[path] for path in kept}
    assert [path for path in read if path.startswith("pre/")] == [path for path in whole if path.startswith("pre/")]


# ---------------------------------------------------------------- self-written texts in every layout


@dataclass(frozen=True)
class Sample:
    """A sample: its language, its raw paragraphs (each a list of raw lines), and its expected reading by path."""

    language: str
    paragraphs: tuple[tuple[str, ...], ...]
    expected: dict[str, str]


def load(name: str) -> Sample:
    language = name[:2]
    paragraphs: list[tuple[str, ...]] = []
    expected: dict[str, str] = {}
    for row in (HERE / "samples" / f"{name}.txt").read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        path, text = row.split(maxsplit=1)
        between = "" if language == "zh" else " "
        line = text.replace(CUT, between)
        if path.startswith("+"):
            paragraphs[-1] = (f"{paragraphs[-1][0]}\u3000{line}",)
        else:
            paragraphs.append(tuple(re.split(r" [~/] ", line)))
        pieces = [close_up(each, language) for each in text.replace(" ~ ", between).split(CUT)]
        expected[path.lstrip("+")] = " ".join(CUT.join(pieces).replace("/", " ").split()) if "sign" in path else CUT.join(pieces)
    return Sample(language, tuple(paragraphs), expected)


def wrap(line: str, language: str, columns: int) -> list[str]:
    """Return the line cut at the width, as a typesetter does: no Chinese line begins with a closing mark."""
    if language != "zh":
        return textwrap.wrap(line, columns, break_on_hyphens=False, break_long_words=False)
    out = [""]
    for char in line:
        if width(out[-1] + char, language) > columns and char not in "，。；：、！？”’」』）》":
            out.append("")
        out[-1] += char
    return out


def lines(sample: Sample) -> str:
    return "\n".join("\n".join(each) for each in sample.paragraphs)


def blank_lines(sample: Sample) -> str:
    return "\n\n".join("\n\n".join(each) for each in sample.paragraphs)


def wrapped_groups(sample: Sample) -> str:
    pieces = ["\n".join(wrap(line, sample.language, WIDTH)) for each in sample.paragraphs for line in each]
    return "\n\n".join(pieces)


def wrapped(sample: Sample) -> str:
    pieces = ["\n".join(wrap(line, sample.language, WIDTH)) for each in sample.paragraphs for line in each]
    return "\n".join(pieces)


def indented(sample: Sample) -> str:
    indent = "\u3000\u3000" if sample.language == "zh" else "    "
    out: list[str] = []
    for each in sample.paragraphs:
        for line in each:
            if len(line) < 20:
                out.append(line)
            else:
                out.extend(wrap(indent + line, sample.language, WIDTH) if sample.language == "zh" else
                           textwrap.wrap(line, WIDTH, initial_indent=indent, break_on_hyphens=False))
    return "\n".join(out)


def newspaper(sample: Sample) -> str:
    pieces = [cut for each in sample.paragraphs for line in each for cut in wrap(line, sample.language, 62)]
    return "\n\n".join(pieces) + "\n"


SAMPLES = ("ru-treaty", "ru-declaration", "en-treaty", "en-news", "zh-treaty", "zh-declaration")
LAYOUTS = (lines, blank_lines, wrapped_groups, wrapped, indented, newspaper)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_a_sample_reads_alike_in_every_layout(name: str, layout) -> None:  # type: ignore[no-untyped-def]
    sample = load(name)
    (document,) = reading.parse(layout(sample))
    assert document.title == " ".join(text for path, text in sample.expected.items() if path.startswith("title"))
    # where lines are cut, two lines of a title may become one
    body = {path: text for path, text in shown(document).items() if not path.startswith("title")}
    assert body == {path: text for path, text in sample.expected.items() if not path.startswith("title")}
