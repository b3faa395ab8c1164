"""Newspaper lines whose indents are gone: where paragraphs end, and what is told where it is not known."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest

from tests.test_structure import raw
from toolkit import reading
from toolkit.model import Document
from toolkit.structure.layout import page_of
from toolkit.structure.lines import read_lines, width
from toolkit.structure.patterns import patterns

RULES = patterns("zh")
MARKS = "，。、；：！？”’」』）》"


def typeset(text: str, cells: int) -> list[str]:
    """Return a paragraph in lines, the first two cells narrower; a mark that has no room is set at half its width."""
    out, room = [""], 2 * cells - 4
    for char in text:
        if width(out[-1] + char, "zh") > room + (char in MARKS):
            carried, room = ("", 2 * cells)
            if char in MARKS:
                out[-1], carried = out[-1][:-1], out[-1][-1]
            out.append(carried)
        out[-1] += char
    return out


def told(document: Document) -> set[int]:
    remarks = [each for each in document.remarks if "full lines that end" in each or "may end unseen" in each]
    return {int(number) for each in remarks for number in re.findall(r"\d+", each)}


def test_the_page_has_lost_its_indents() -> None:
    page = page_of(read_lines(raw(), RULES), RULES)
    assert page.lost is not None
    assert 48 < page.lost.between < page.lost.widest < 52 <= page.full
    assert {"各方", "中方"} <= page.lost.openings
    assert not any(told(document) for document in reading.parse(raw(), "zh"))


@pytest.mark.parametrize("cells", [20, 22, 24, 26])
def test_a_line_that_is_wider_than_first_lines_goes_on(cells: int) -> None:
    declaration = reading.parse(raw(), "zh")[0]
    plain = [declaration.text[b.start : b.stop] for b in declaration.blocks if b.kind == "paragraph"]
    paragraphs = [typeset("".join(plain[at : at + 3]), cells) for at in range(0, len(plain), 3)]
    lines = [line for each in paragraphs for line in each]
    text = "\n\n".join(lines)
    (document,) = reading.parse(text, "zh")
    ends = {2 * count - 1 for count in accumulate(map(len, paragraphs))}
    read = {document.raw_lines(block.start, block.stop)[-1] for block in document.blocks}
    inside = {2 * at - 1 for at, line in enumerate(lines, start=1) if line.endswith("。")} - ends
    full = {at for at in inside if width(lines[at // 2], "zh") > 1.8 * cells}
    assert len(full & read) < len(full) / 2
    lost = page_of(read_lines(text, RULES), RULES).lost
    assert lost is not None
    openings = {at for at in inside if lines[at // 2 + 1][:2] in lost.openings}
    assert len(read - ends - told(document) - openings) <= 2
    assert not ends - read


def test_full_lines_of_a_newspaper_are_told_where_nothing_shows_what_they_are() -> None:
    text = (
        "中俄水协定\n俄罗斯联邦政府和中华人民共和国政府达成协议如下：\n第一条\n"
        "双方应当保护界河水资源，并且应当按照联合委员会批\n准的计划采取一切必要的措施防止水污染和水资源浪费。\n"
        "双方每年举行会晤。\n第二条\n双方应当每年至少举行一次会晤，并且应当在会晤时讨\n"
        "论界河水资源的状况以及计划执行的情况和其他的问题。\n第三条\n本协定有效期五年。"
    )
    (document,) = reading.parse(text.replace("\n", "\n\n"), "zh")
    assert told(document) == {9}
