"""Lines that end inside a title, a bracket or a reference: no paragraph ends there."""

from __future__ import annotations

import pytest

from toolkit import reading

PLAN = "2、批准《中国和海合会战略对话2023年至2027年行动计划》；"
LEAD = (
    "2022年12月9日，中华人民共和国主席习近平同海湾阿拉伯国家合作委员会成员国领导人在沙特阿拉伯王国首都利雅得举行"
    "首届中国—海湾阿拉伯国家合作委员会峰会。"
)


@pytest.mark.parametrize("columns", range(12, 30))
def test_a_title_goes_on_over_lines_with_blank_lines_between(columns: int) -> None:
    paragraphs = [LEAD, "领导人们一致同意：", "1、加强战略伙伴关系，在政治、经济、安全等领域推动合作；", PLAN]
    paragraphs += ["3、继续开展各级别战略对话。", LEAD]
    lines = [one[at : at + columns] for one in paragraphs for at in range(0, len(one), columns)]
    raw = "\n\n".join(["中 国 — 海 湾 阿 拉 伯 国 家 合 作 委 员 会 峰 会 联 合 公 报\n" + lines[0], *lines[1:]])
    (document,) = reading.parse(raw, "zh")
    assert PLAN in [document.text[block.start : block.stop] for block in document.blocks]


def test_a_space_before_a_year_does_not_part_a_title() -> None:
    raw = (
        "中 国 — 海 湾 阿 拉 伯 国 家 合 作 委 员 会 峰 会 联 合 公 报\n"
        " 2022 年 12 月 9 日，中华人民共\n\n和国主席习近平同海湾阿拉伯国家合作委员会成员\n\n"
        "国领导人在沙特阿拉伯王国首都利雅得举行首届中\n\n国—海湾阿拉伯国家合作委员会峰会。\n\n"
        "领导人们一致同意：\n\n 1 、加强战略伙伴关系，在政治、经济、安全\n\n等领域推动合作；\n\n"
        " 2 、批准《中国和海合会战略对话 2023\n\n 年至 2027 年行动计划》；\n\n 3 、继续开展各级别战略对话。\n"
    )
    (document,) = reading.parse(raw, "zh")
    texts = {block.path: document.text[block.start : block.stop] for block in document.blocks}
    assert texts["sec.2/p1"] == PLAN
    assert "sec.2/h" not in texts


def test_a_reference_goes_on_in_the_next_line() -> None:
    raw = """联合国国际货物联运公约
    本公约缔约国，
    兹协议如下：
    第一条  定义
    除文义另有所指外，为本公约的目的，货物包括集
装箱、货盘或类似的装运工具。
    第二条  适用范围
    本公约的各项规定适用于两国各地之间的所有合同。
    第三条  责任期间
    1.经营人的责任期间自其接管货物之时起至交付货
物时止，但以不可抗力为限。灭失的情况见第二条第
（1）项。
    2.任何索赔均不得超过每公斤8.33特别提款权，按联
合国汇率计算。
"""
    (document,) = reading.parse(raw, "zh")
    last = [document.text[each.start : each.stop] for each in document.blocks if each.path.startswith("art.3/p")]
    assert len(last) == 2
    assert last[0].endswith("灭失的情况见第二条第（1）项。")
    assert last[1].startswith("2.任何索赔")
