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
from toolkit.languages import zh
from toolkit.model import Document, Segment
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
        whole = CUT.join(pieces)
        expected[path.lstrip("+")] = (
            " ".join(whole.replace("/", " ").split()) if "sign" in path or "title" in path else whole
        )
    return Sample(language, tuple(paragraphs), expected)


def wrap(line: str, language: str, columns: int) -> list[str]:
    """Return the line cut at the width, as a typesetter does: no Chinese line begins with a closing mark.

    Columns stay in one line.
    """
    if "\t" in line:
        return [line]
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
                out.extend(
                    wrap(indent + line, sample.language, WIDTH)
                    if sample.language == "zh" or "\t" in line
                    else textwrap.wrap(line, WIDTH, initial_indent=indent, break_on_hyphens=False)
                )
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


@pytest.mark.parametrize(
    "layout", [lines, blank_lines, wrapped_groups, indented, newspaper], ids=lambda each: each.__name__
)
def test_the_treaty_reads_alike_in_every_layout(layout, page) -> None:  # type: ignore[no-untyped-def]
    paragraphs = tuple((line.replace("代表 ", "代表\u3000"),) for line in page[2].text.split("\n"))
    (document,) = reading.parse(layout(Sample("zh", paragraphs, {})))
    assert shown(document) == shown(page[2])
    assert document.signatures == page[2].signatures


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: re.sub(r"(?<=[,.]) ", "  ", text),
        lambda text: f"\n\n{text}\n\n\n",
        lambda text: text.replace("\n", " \u3000\n"),
    ],
    ids=["windows", "old-mac", "nbsp", "double", "blank-ends", "trailing"],
)
def test_spaces_and_line_ends_do_not_matter(name: str, change) -> None:  # type: ignore[no-untyped-def]
    sample = load(name)
    (document,) = reading.parse(change(lines(sample)))
    assert shown(document) == sample.expected


def test_columns_of_signatures_in_russian() -> None:
    (document,) = reading.read(HERE / "samples" / "ru-columns.page.txt")
    assert [(each.state, each.name) for each in document.signatures] == [
        ("Правительство Российской Федерации", "И.И.Иванов"),
        ("Правительство Республики Казахстан", "А.Б.Ахметов"),
    ]
    assert shown(document) == {
        "title/p1": "ПРОТОКОЛ о внесении изменений в Соглашение о торговле",
        "pre/p1": "Правительство Российской Федерации и Правительство Республики Казахстан, "
        "именуемые в дальнейшем Сторонами,",
        "pre/formula": "согласились о нижеследующем:",
        "art.1/h": "Статья 1",
        "art.1/p1": "Внести в Соглашение следующие изменения, предложенные Сторонами в соответствии со статьей 7.| |"
        "Слова «таможенный союз» заменить словами «единая таможенная территория».",
        "art.1/p2": "Пункт 2 исключить.",
        "art.2/h": "Статья 2",
        "art.2/p1": "Настоящий Протокол вступает в силу с даты подписания.",
        "end/p1": "Совершено в г. Астане 5 мая 2010 года в двух экземплярах.",
        "sign/1": "За Правительство",
        "sign/2": "За Правительство",
        "sign/1/row2": "Российской Федерации",
        "sign/2/row2": "Республики Казахстан",
        "sign/1/row3": "И.И.Иванов",
        "sign/2/row3": "А.Б.Ахметов",
    }


def test_signatures_side_by_side_over_several_lines() -> None:
    (document,) = reading.read(HERE / "samples" / "en-columns.page.txt")
    assert [(each.state, each.name) for each in document.signatures] == [
        ("the Government of the Republic of Arcadia", "John Smith"),
        ("the Government of the Kingdom of Illyria and its isles", "Mary O'Neill"),
    ]
    assert [each.block.path for each in segment(document).segments if each.block.division == "sign"] == [
        "sign/1", "sign/1/row2", "sign/1/row3", "sign/2", "sign/2/row2", "sign/2/row3",
    ]  # fmt: skip
    assert [block.path for block in document.blocks if block.kind == "heading"] == ["art.1/h", "art.1.2/h", "art.2/h"]
    assert document.remarks == ()


def test_a_page_without_blank_lines_is_measured_without_its_columns() -> None:
    (document,) = reading.read(HERE / "samples" / "ru-full.page.txt")
    read = shown(document)
    assert [text for path, text in read.items() if path.startswith("pre/r")] == [
        "руководствуясь Договором о дружбе между Республикой Великая Аркадия и Королевством Иллирия "
        "от 3 марта 1999 года,",
        "отмечая важность рек и озер для двух дружественных соседних государств и их народов,",
    ]
    assert read["art.2/p1"] == "Стороны создают Совместную рыбную комиссию, которая решает все споры между ними."
    assert read["art.2.1/h"] == "Статья 2-1 Расходы"
    assert [(each.state, each.name) for each in document.signatures] == [
        ("Правительство Республики Аркадия", "Н. Петров"),
        ("Правительство Соединенного Королевства Иллирия", "Дж. Смит"),
    ]


@pytest.mark.parametrize(
    ("language", "block", "expected"),
    [
        ("zh", "甲国代表 乙国代表\n江一民 伊·伊·伊万诺夫\n（签字） （签字）", ["甲国/江一民", "乙国/伊·伊·伊万诺夫"]),
        ("zh", "甲国代表\n国家主席\n张三\n（签字）\n乙国代表\n伊万诺夫", ["甲国/张三", "乙国/伊万诺夫"]),
        ("zh", "甲国政府          乙国政府\n代表            代表\n江一民           伊·伊·伊万诺夫",
         ["甲国/江一民", "乙国/伊·伊·伊万诺夫"]),
        ("zh", "　甲国政府　　　乙国政府\n　代　表　　　　代　表\n（签字）　　　　（签字）\n　江　民　　　　伊万诺夫",
         ["甲国/江民", "乙国/伊万诺夫"]),
        ("zh", "甲国      乙国      丙国\n国家主席    总统      总统\n江一民     伊万诺夫    彼得罗夫",
         ["甲国/江一民", "乙国/伊万诺夫", "丙国/彼得罗夫"]),
        ("zh", "甲国政府\n全权代表\n张三\n乙国政府\n代表\n伊万诺夫", ["甲国/张三", "乙国/伊万诺夫"]),
        ("zh", "甲国代表（签字）：____张三\n乙国代表：伊万诺夫", ["甲国/张三", "乙国/伊万诺夫"]),
        ("zh", "甲共和国主席      乙共和国总统\n张三      伊万诺夫", ["甲共和国/张三", "乙共和国/伊万诺夫"]),
        ("ru", "За Аркадию\nПрезидент\nИван Иванов\nЗа Иллирию\n(подпись)\nП. Петров",
         ["Аркадию/Иван Иванов", "Иллирию/П. Петров"]),
        ("ru", "За Аркадию: ______ Иван Иванов\nЗа Иллирию:\n____ П. Петров",
         ["Аркадию/Иван Иванов", "Иллирию/П. Петров"]),
        ("ru", "Президент Республики Аркадия\nИ. Иванов\nКороль Иллирии\nП. Петров",
         ["Республики Аркадия/И. Иванов", "Иллирии/П. Петров"]),
        ("ru", "Президент           Председатель\nРеспублики Аркадия     Народной Иллирии\nВ. Иванов      П. Петров",
         ["Республики Аркадия/В. Иванов", "Народной Иллирии/П. Петров"]),
        ("ru", "За Аркадию\nИ. Иванов\nПрезидент Аркадии\nЗа Иллирию\nП. Петров\nКороль Иллирии",
         ["Аркадию/И. Иванов", "Иллирию/П. Петров"]),
        ("ru", "За Аркадию           За Иллирию\nИ. Иванов            П. Петров\nПрезидент            Король",
         ["Аркадию/И. Иванов", "Иллирию/П. Петров"]),
        ("ru", "За\nАркадию:\nИван Иванов\nЗа\nИллирию:\nП. Петров", ["Аркадию/Иван Иванов", "Иллирию/П. Петров"]),
        ("en", "For Arcadia:\nJohn Smith\nMinister for Foreign Affairs\nFor Illyria:\nV. O'Neill\nMinister of Trade",
         ["Arcadia/John Smith", "Illyria/V. O'Neill"]),
        ("ru", "Ли Мин\nЗа Аркадию\nЖ. Батэр\nЗа Иллирию", ["Аркадию/Ли Мин", "Иллирию/Ж. Батэр"]),
        ("en", "Li Ming\nFor Arcadia,\nV. O'Neill\nFor Illyria,", ["Arcadia/Li Ming", "Illyria/V. O'Neill"]),
        ("en", "For the Republic of Arcadia:\nPresident\nJohn Smith\nFor Illyria:\n(signed)\nV. O'Neill",
         ["the Republic of Arcadia/John Smith", "Illyria/V. O'Neill"]),
        ("en", "For Arcadia   For Illyria\nPresident   Minister of\n   Trade\n", ["Arcadia/", "Illyria/"]),
        ("en", "President of Arcadia ____ John Smith\nKing of Illyria ____ V. O'Neill",
         ["Arcadia/John Smith", "Illyria/V. O'Neill"]),
    ],
)  # fmt: skip
def test_states_and_names_of_signatures(language: str, block: str, expected: list[str]) -> None:
    title, heading, text, testimonium = BODIES[language]
    articles = [line for each in "123" for line in (heading.format(each), text)]
    (document,) = reading.parse("\n\n".join([title, *articles, testimonium, *block.split("\n")]))
    assert [f"{each.state}/{each.name}" for each in document.signatures] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联合声明\n\n声明如下：\n\n一、友好。\n\n甲共和国主席    乙国总统\n\n张三    伊万诺夫\n\n2024年1月24日于丙市",
         ["甲共和国/张三", "乙国/伊万诺夫"]),
        ("ЗАЯВЛЕНИЕ\n\nГлавы государств встретились.\n\nПрезидент Аркадии    Король Иллирии\n\nИ. Иванов    П. Петров",
         ["Аркадии/И. Иванов", "Иллирии/П. Петров"]),
        ("ЗАЯВЛЕНИЕ\n\nСтороны заявляют.\n\nПрезидент Аркадии\n\nпосетил музей\n\nСтороны будут дружить.", []),
        ("The king came\n\nHe said a lot.\n\nPresident of Arcadia\n\nJohn Smith", []),
    ],
)  # fmt: skip
def test_a_declaration_signed_by_office(text: str, expected: list[str]) -> None:
    (document,) = reading.parse(text)
    assert [f"{each.state}/{each.name}" for each in document.signatures] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs"])
def test_the_page_in_traditional_characters(encoding: str, page: tuple[Document, ...], tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = zh.traditional(raw()).replace("爲", "為")  # as Taiwan and Hong Kong write it; Big5 has no 爲
    path.write_bytes(text.encode(encoding))
    found = reading.read(path)
    assert {each.encoding for each in found} == {encoding}
    assert "".join(bare(each.text) for each in found) == bare(text)
    for ours, theirs in zip(page, found, strict=True):
        assert [block.path for block in theirs.blocks] == [block.path for block in ours.blocks]
        signed = [(zh.simplified(each.state), zh.simplified(each.name)) for each in theirs.signatures]
        assert signed == [(each.state, each.name) for each in ours.signatures]
    assert found[2].signatures[0].state == "中華人民共和國"
    assert found[2].signatures[0].name == "習近平"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("第一条　定义", "第一条 定义"), ("张三　　李四", "张三 李四"), ("第一条\t定义", "第一条 定义"),
        ("第一条  定义", "第一条 定义"), ("第一条 定义", "第一条定义"), ("公　报", "公报"), ("第　一　条", "第一条"),
        ("联 合 公 报", "联合公报"), ("各方，　　重申", "各方，重申"), ("张三（签字）　　李四", "张三（签字） 李四"),
        ("2024  年", "2024年"), ("第2条  2024年", "第2条 2024年"), ("中国 WTO 组织", "中国WTO组织"),
    ],
)  # fmt: skip
def test_a_gap_in_a_chinese_line(line: str, text: str) -> None:
    assert close_up(line, "zh") == text


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("zh", ["第三条", "第三条之一", "第三条之二　费用", "第四条"]),
        ("ru", ["Статья 3", "Статья 3-1", "Статья 3². Расходы", "Статья 4"]),
        ("ru", ["Статья 3", "Статья 3.1", "Статья 3.2 Расходы", "Статья 4"]),
        ("en", ["Article 3", "Article 3a", "Article 3 bis. Costs", "Article 4"]),
        ("en", ["ARTICLE III", "ARTICLE III-1", "ARTICLE III bis: Costs", "ARTICLE IV"]),
        ("ru", ["СТАТЬЯ 3", "СТАТЬЯ 3а", "СТАТЬЯ 3 БИС", "СТАТЬЯ 4"]),
    ],
)
def test_inserted_articles(language: str, headings: list[str]) -> None:
    title, heading, text, testimonium = BODIES[language]
    all_of_them = [*(heading.format(each) for each in "12"), *headings]
    (document,) = reading.parse("\n\n".join([title, *(f"{each}\n\n{text}" for each in all_of_them), testimonium]))
    found = [block.path for block in document.blocks if block.kind == "heading"]
    assert found == ["art.1/h", "art.2/h", "art.3/h", "art.3.1/h", "art.3.2/h", "art.4/h"]
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("zh", ["第三条", "第三条之二", "第三条之三", "第四条"]),
        ("ru", ["Статья 3", "Статья 3 бис", "Статья 3 тер. Расходы", "Статья 4"]),
        ("ru", ["Статья 3", "Статья 3 bis", "Статья 3 ter", "Статья 4"]),
        ("en", ["Article 3", "Article 3 bis", "Article 3 ter. Costs", "Article 4"]),
    ],
)
def test_bis_is_the_second_in_every_language(language: str, headings: list[str]) -> None:
    title, heading, text, testimonium = BODIES[language]
    all_of_them = [*(heading.format(each) for each in "12"), *headings]
    (document,) = reading.parse("\n\n".join([title, *(f"{each}\n\n{text}" for each in all_of_them), testimonium]))
    found = [block.path for block in document.blocks if block.kind == "heading"]
    assert found == ["art.1/h", "art.2/h", "art.3/h", "art.3.2/h", "art.3.3/h", "art.4/h"]
    assert document.remarks == ()


def test_cut_numbers_and_open_brackets_go_on() -> None:
    lines = [
        "甲国和乙国关于共同保护和利用边界河流水资源的双边合作协定",
        "",
        "遵循双方2002年12月23日签署的《甲国和乙国",
        "睦邻友好合作条约》的精神，双方达成协议如下，并且约定在2",
        "4小时内通报对方可能影响边界河流水质的一切突发事件，并立",
        "即采取必要措施消除后果。",
        "",
        "双方同意共同成立边界河流委员会，委员会由双方各派六名代表",
        "组成，每年举行一次会议，轮流在两国境内召开会议，会议的日",
        "期由双方商定。",
    ]
    (document,) = reading.parse("\n".join(lines))
    read = list(shown(document).values())
    assert read[1].startswith("遵循双方2002年12月23日签署的《甲国和乙国睦邻友好合作条约》的精神，双方达成协议如下，")
    assert "并且约定在24小时内" in read[1]


def test_a_lost_closing_quote_swallows_nothing() -> None:
    text = "TREATY\n\nArticle 1\n\nThe “Parties agree.\n\nArticle 2\n\nThe Parties” agree."
    (document,) = reading.parse(text)
    assert [block.path for block in document.blocks if block.kind == "heading"] == ["art.1/h", "art.2/h"]


def test_languages_that_share_a_script() -> None:
    with pytest.raises(LanguageError, match=r"^the text is not Chinese: it looks Japanese$"):
        reading.parse("これは日本語のテキストです。条約を締結する。締約国は協力する。")
    with pytest.raises(LanguageError, match="it looks Japanese"):
        reading.parse("これは日本語のテキストです。条約を締結する。", language="zh")
    assert reading.parse("各方签署了《さくら》合作备忘录，并将加强在各个领域的合作，促进共同发展。")[0].remarks == ()
    (kazakh,) = reading.parse("Қазақстан Республикасы мен Қытай Халық Республикасы ынтымақтастықты дамытады.")
    assert kazakh.remarks == ("it looks Kazakh, read with the rules of Russian",)
    assert reading.parse("Глава ХІІ. Стороны сотрудничают в области науки и в городе Қостанай.")[0].remarks == ()
    (mixed,) = reading.parse("Стороны сотрудничают в области науки. They agree on this.")
    assert mixed.remarks == ("32% of the letters are English, read with the rules of Russian",)


def test_references_at_the_start_of_a_cut_line_are_no_headings() -> None:
    (document,) = reading.read(HERE / "samples" / "en-wrapped.page.txt")
    read = shown(document)
    assert [path for path in read if path.endswith("/h")] == ["art.1/h", "art.2/h", "art.3/h"]
    assert read["art.1/p1"] == (
        "Nationals of either Party holding diplomatic passports shall be exempted from visas in accordance with the "
        "conditions laid down in Article 3.| |The exemption shall not extend to members of the family of the persons "
        "concerned, unless otherwise agreed under paragraph 2.| |Neither Party shall charge fees."
    )
    assert read["art.2/p1"].startswith("For the purposes of this Agreement, passports")
    assert read["art.3/p2"].startswith("(a) no more than 90 days in any period of 180 days, counted from the first day")
    assert read["art.3/p3"] == "(b) no paid employment."
    assert [(each.state, each.name) for each in document.signatures] == [
        ("the Republic of Arcadia", "John Smith"),
        ("the Kingdom of Illyria", "Mary O'Neill"),
    ]


def test_spaced_headings_and_columns_in_chinese() -> None:
    (document,) = reading.read(HERE / "samples" / "zh-columns.page.txt")
    read = shown(document)
    assert [path for path in read if path.endswith("/h")] == ["art.1/h", "art.2/h", "art.5/h"]
    assert read["art.2/h"] == "第２条 职务"
    assert read["art.2/p1"] == "领事官员可依照接受国的法律执行派遣国委托的、不为接受国法律所禁止的职务。"
    assert [(each.state, each.name) for each in document.signatures] == [
        ("某国", "伊万诺夫"),
        ("中华人民共和国", "李四"),
    ]
    assert document.remarks == (
        "art.3 is missing: art.5 follows art.2",
        "art.4 is missing: art.5 follows art.2",
    )


def test_indents_part_the_paragraphs_of_a_plain_article() -> None:
    (document,) = reading.read(HERE / "samples" / "zh-news.page.txt")
    assert shown(document) == {
        "title/p1": "两国会谈时隔三年恢复",
        "body/p1": "双方代表周一举行了三年来的首次会谈。| |"
        "会谈曾因渔业争端于二〇二一年中断，此后双方只通过书面方式保持联系。",
        "body/p2": "“我们很高兴重新坐到一起。”某国代表说。| |"
        "他补充道，旧条约第五条依然有效，无论批评者对此有何看法。| |双方将继续努力。",
        "body/p3": "下一轮会谈定于六月三日在日内瓦举行。",
    }


def test_a_margin_set_by_counting_characters() -> None:
    """Lines of 25 characters, digits counted like others, are not short though they look so."""
    text = (
        "里波夫。李强表示，中方愿同乌方一道，落实好两国元首\n\n重要共识，推动双方各领域合作取得更多成果。\n\n"
        "　　阿里波夫表示，乌方坚定奉行一个中国政策，愿同中\n\n方加强贸易、投资、交通等领域合作，共同应对挑战。2\n\n"
        "025 年，双边贸易额达到 138 亿美元，同比增\n\n长 12.5％。\n"
    )
    (document,) = reading.parse(text, "zh")
    assert "2025年，双边贸易额达到138亿美元，同比增长12.5％。" in document.text


def test_english_recitals_in_capitals_and_a_dash_after_bis() -> None:
    text = (
        "Agreement on Air Services\n\nArcadia and Illyria,\nDESIRING to promote air services;\nRECOGNIZING their use;\n"
        "HAVE AGREED as follows:\n\nArticle 1. Definitions\nTerms are clear.\n\nArticle 2\nRights are granted.\n\n"
        "Article 2 bis - Grant of Rights\nMore rights are granted.\n"
    )
    (document,) = reading.parse(text)
    paths = [block.path for block in document.blocks]
    assert [path for path in paths if path.startswith("pre")] == ["pre/p1", "pre/r1", "pre/r2", "pre/formula"]
    assert "art.2.2/h" in paths or "art.2.1/h" in paths


def test_russian_parts_with_continued_items() -> None:
    front = ["ЗАЯВЛЕНИЕ", "Стороны заявляют:"]
    text = [*front, "I. Политика", "1. Первое.", "2. Второе.", "II. Торговля", "3. Третье.", "4. Четвертое."]
    (document,) = reading.parse("\n\n".join(text))
    assert [block.path for block in document.blocks[2:]] == [
        "sec.1/h", "item.1/p1", "item.2/p1", "sec.2/h", "item.3/p1", "item.4/p1",
    ]  # fmt: skip
    assert document.remarks == ()


def test_a_memorandum_in_sections() -> None:
    text = [
        "关于电子商务合作的谅解备忘录", "某部和另一部（以下称“双方”），", "在相互尊重的基础上，", "达成谅解如下：",
        "一、合作目标", "双方将促进发展。", "二、合作方式", "（一）互访；", "（二）培训。", "三、双方将保密。",
        "本谅解备忘录于2024年5月1日在重庆签署，一式两份。", "某部代表　　另一部代表", "张三　　　　李四",
    ]  # fmt: skip
    (document,) = reading.parse("\n".join(text))
    assert [block.path for block in document.blocks] == [
        "title/p1", "pre/p1", "pre/r1", "pre/formula", "sec.1/h", "sec.1/p1", "sec.2/h", "sec.2/p1", "sec.2/p2",
        "sec.3/p1", "end/p1", "sign/1", "sign/2", "sign/1/row2", "sign/2/row2",
    ]  # fmt: skip
    assert [(each.state, each.name) for each in document.signatures] == [("某部", "张三"), ("另一部", "李四")]


def test_numbered_paragraphs_of_chinese_articles_are_items() -> None:
    text = "引渡条约\n甲国和乙国，\n第一条　义务\n一、双方应引渡。\n二、不应考虑：\n（一）罪名；\n1. 类别。"
    (document,) = reading.parse(text)
    assert [(block.kind, block.path, block.number) for block in document.blocks[2:]] == [
        ("heading", "art.1/h", 1), ("item", "art.1/p1", 1), ("item", "art.1/p2", 2), ("item", "art.1/p3", 1),
        ("item", "art.1/p4", 1),
    ]  # fmt: skip


def test_an_annex_starts_its_articles_anew() -> None:
    articles = "\n\n".join(f"Article {each}\n\nThe Parties shall cooperate in field {each}." for each in range(1, 4))
    text = (
        "TREATY\n\nThe Parties,\n\nHave agreed as follows:\n\n"
        + articles
        + "\n\nDONE at Paris on 1 May 2000.\n\nFor Arcadia: John Smith\n\nFor Illyria: Mary Jones\n\n"
        + "Article 1\n\nThis annex is a part of the Treaty."
    )
    (document,) = reading.parse(text)
    assert [each.name for each in document.signatures] == ["John Smith", "Mary Jones"]
    assert document.blocks[-1].path == "art.1-2/p1"
    assert any("stands twice" in remark for remark in document.remarks)


def test_articles_restart_in_chapters() -> None:
    chapter = "Глава {}\n\nСтатья 1\n\nСтороны сотрудничают.\n\nСтатья 2\n\nСтороны торгуют."
    (document,) = reading.parse("КОНВЕНЦИЯ\n\nСтороны,\n\n" + chapter.format("I") + "\n\n" + chapter.format("II"))
    assert [block.path for block in document.blocks if block.kind == "heading"] == [
        "ch.1/h", "art.1/h", "art.2/h", "ch.2/h", "ch.2.art.1/h", "ch.2.art.2/h",
    ]  # fmt: skip
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Joint Statement on the Treaty of 2001\n\nText.", "declaration"),
        ("Совместное заявление о Договоре 2001 года\n\nТекст.", "declaration"),
        ("关于《条约》签署二十周年的联合声明\n\n双方声明。", "declaration"),
        ("中华人民共和国和某国联合公报（2001年7月16日）\n\n双方会谈。", "declaration"),
        ("Меморандум о взаимопонимании\n\nТекст.", "treaty"),
        ("List of Documents Signed under the Treaty\n\nText.", "list"),
        ("The fish came back\n\nText about it.", "text"),
    ],
)
def test_the_title_tells_the_kind(text: str, kind: str) -> None:
    assert reading.parse(text)[0].kind == kind


@pytest.mark.parametrize(
    ("language", "heading", "value"),
    [
        ("zh", "第一百二十三条", 123), ("zh", "第二十条", 20), ("zh", "第 7 条", 7), ("zh", "第１２条", 12),
        ("ru", "Статья 7", 7), ("ru", "СТАТЬЯ XIV", 14), ("ru", "Статья ХII", 12), ("ru", "Статья 5.", 5),
        ("ru", "Статья 3 Общие положения", 3), ("en", "ARTICLE IX", 9), ("en", "Article 4 – Scope", 4),
    ],
)  # fmt: skip
def test_headings_and_their_numbers(language: str, heading: str, value: int) -> None:
    match = patterns(language).article.match(heading)
    assert match
    assert number(match["n"]) == value


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "第二条所述各方"), ("zh", "第77届联合国大会"), ("ru", "Статья 5 настоящего Договора применяется."),
        ("ru", "Статьями 7 и 8 предусмотрено"), ("en", "Article 7 of this Treaty"), ("en", "Articles 7 and 8"),
    ],
)  # fmt: skip
def test_references_are_no_headings(language: str, line: str) -> None:
    assert not patterns(language).article.match(line)


def test_no_heading_in_a_chapter_word() -> None:
    (document,) = reading.parse("TREATY\n\nArticle 1\n\nPart V of the Charter applies.\n\nPart Cooperation is dear.")
    assert [block.path for block in document.blocks] == ["title/p1", "art.1/h", "art.1/p1", "art.1/p2"]


def test_same_ids_are_told_apart() -> None:
    text = "标题\n\n正文。（下转第四版）\n\n标题\n\n正文。（下转第五版）\n\n正文。"
    found = reading.parse(text, name="astana-2025-06-17")
    assert [each.id for each in found] == ["astana-2025-06-17", "astana-2025-06-17-2", "astana-2025-06-17-3"]


def test_a_page_that_goes_on_from_another() -> None:
    (document,) = reading.parse("（上接第一版）\n\n各方将继续合作。\n\n各方感谢东道国。")
    assert [block.kind for block in document.blocks] == ["jump", "paragraph", "paragraph"]
    assert document.identity.complete is False


# ---------------------------------------------------------------- what must hold for any text

PIECES = {
    language: (HERE / "samples" / f"pieces.{language}.txt").read_text("utf-8").splitlines()
    for language in ("en", "ru", "zh")
}
SPACES = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\n", "\r\n", "\t", "\u00a0", "\u3000", " \n \n", "", "\x85", "\u2028"],
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    """Return a language and a page made from what treaties are made of, in any order, and from anything else."""
    language = draw(st.sampled_from(sorted(PIECES)))
    words = st.sampled_from(PIECES[language]) | st.text(max_size=40) | st.text("абв abc各方，. ", max_size=200)
    pieces = draw(st.lists(st.tuples(words, SPACES), max_size=40))
    return language, "".join(piece + space for piece, space in pieces)


def check(raw_text: str, documents: tuple[Document, ...], semicolons: bool) -> None:
    """Check what must hold for the documents of a page."""
    read, left_out = "".join(bare(each.text) for each in documents), hyphens_left_out(documents)
    assert read.replace("-", "") == bare(raw_text).replace("-", "")
    assert bare(raw_text).count("-") - read.count("-") == left_out
    assert left_out or read == bare(raw_text)
    assert len({each.id for each in documents}) == len(documents)
    raw_lines = [bare(line) for line in raw_text.split("\n")]
    if left_out:
        raw_lines = [line.replace("-", "") for line in raw_lines]
    for document in documents:
        found = segment(document, SegmentSettings(semicolons)).segments
        # only side by side do signatures stand in another order: party by party
        assert in_order(found)
        segments = sorted(found, key=lambda each: each.start)
        assert "".join(bare(each.text) for each in segments) == bare(document.text)
        assert len({each.id for each in segments}) == len(segments)
        assert len({block.path for block in document.blocks}) == len(document.blocks)
        assert all(one.stop <= other.start for one, other in pairwise(document.blocks))
        assert all(one.stop <= other.start for one, other in pairwise(segments))
        assert {each.block for each in document.signatures} <= {block.path for block in document.blocks}
        for each in segments:
            assert document.text[each.start : each.stop] == each.text == each.text.strip() != ""
            assert each.block.start <= each.start < each.stop <= each.block.stop
            numbers = document.raw_lines(each.start, each.stop)
            assert numbers
            assert list(numbers) == sorted(numbers)
            text = bare(each.text).replace("-", "") if left_out else bare(each.text)
            assert text in "".join(raw_lines[at - 1] for at in numbers)


def hyphens_left_out(documents: tuple[Document, ...]) -> int:
    """Return how many hyphens at line ends the documents say they leave out."""
    told = (re.match(r"(\d+) hyphens at line ends are left out", each) for one in documents for each in one.remarks)
    return sum(int(match[1]) for match in told if match)


def in_order(segments: tuple[Segment, ...]) -> bool:
    """Return whether the segments stand in text order, and each party's signature lines in one range."""
    others = [each for each in segments if each.block.kind != "signature"]
    signing = [int(each.block.path.split("/")[1].partition("-")[0]) for each in segments if each not in others]
    order = all(one.stop <= other.start for one, other in pairwise(others))
    return order and signing == sorted(signing)


@given(pages(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_whatever_the_text(page: tuple[str, str], semicolons: bool) -> None:
    language, text = page
    check(text, structure.documents(text, language), semicolons)  # type: ignore[arg-type]


BODIES = {
    "en": ("TREATY", "Article {}", "The Parties shall cooperate.", "Done at Paris on 1 May 2000 in duplicate."),
    "ru": ("ДОГОВОР", "Статья {}", "Стороны сотрудничают.", "Совершено в г. Париже 1 мая 2000 г. в двух экземплярах."),
    "zh": ("友好条约", "第{}条", "各方进行合作。", "本条约于二〇〇〇年五月一日在巴黎签订，一式两份。"),
}
CELLS = {
    "en": [
        "For the Government of the",
        "For Arcadia",
        "President of Illyria",
        "Republic of",
        "John Smith",
        "(signature)",
    ],
    "ru": [
        "За Правительство",
        "За Аркадию:",
        "Президент Иллирии",
        "Республики Аркадия",
        "И. Иванов",
        "(подпись)",
        "____",
    ],
    "zh": ["甲国政府代表", "乙国代表（签字）", "丙国总统", "张三", "伊万·伊万诺夫", "（签字）", "外交部长"],
}


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Return a treaty with a signature block in columns, in any language and layout."""
    language = draw(st.sampled_from(sorted(BODIES)))
    title, heading, text, testimonium = BODIES[language]
    paragraphs = [title, *(line for each in "123" for line in (heading.format(each), text * 3)), testimonium * 2]
    columns, gap = draw(st.integers(2, 3)), draw(st.sampled_from(["    ", "\t", " " * 20, "\u3000\u3000", " "]))
    cells = st.sampled_from(CELLS[language]) | st.text("абв各方A.：(）, ", min_size=1, max_size=30)
    rows = draw(st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=4))
    block = tuple(gap.join(row) for row in rows)
    together = draw(st.booleans())
    signing = (block,) if together else tuple((row,) for row in block)
    sample = Sample(language, (*((each,) for each in paragraphs), *signing), {})
    laid = draw(st.sampled_from(LAYOUTS))(sample)
    # a block whose lines stand together though blank lines part the paragraphs
    return laid + "\n\n" + "\n".join(block) if draw(st.booleans()) else laid


@given(blocks())
@settings(max_examples=600, deadline=None)
def test_nothing_is_lost_of_signatures_side_by_side(text: str) -> None:
    check(text, reading.parse(text), False)


@given(st.text(), st.sampled_from(["zh", "ru", "en"]))
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_of_random_text(text: str, language: str) -> None:
    check(text, structure.documents(text, language), False)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_the_samples_hold_too(name: str, layout) -> None:  # type: ignore[no-untyped-def]
    text = layout(load(name))
    check(text, reading.parse(text), True)


def test_the_page_holds_too(page: tuple[Document, ...]) -> None:
    check(raw(), page, False)
    check(raw(), page, True)


# ---------------------------------------------------------------- what can't be read


@pytest.mark.parametrize("text", ["", " \n\u3000\n"])
def test_no_text(text: str) -> None:
    with pytest.raises(InputError, match=r"^the text is empty$"):
        reading.parse(text)


def test_no_language() -> None:
    with pytest.raises(LanguageError, match="no Chinese, Russian or English letters"):
        reading.parse("12345 67")


def test_the_wrong_language() -> None:
    with pytest.raises(LanguageError, match="the text is not Russian: it looks English"):
        reading.parse("The Parties agree.", language="ru")
    with pytest.raises(LanguageError, match="no rules for language 'fr'; there are rules for en, ru, zh"):
        reading.parse("Les Parties", language="fr")


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        reading.read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        reading.read(tmp_path)
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(InputError, match=r"scan\.jpg.*'\.jpg'"):
        reading.read(tmp_path / "scan.jpg")
    (tmp_path / "empty.txt").write_bytes(b"\n \n")
    with pytest.raises(InputError, match=r"empty\.txt: the file is empty$"):
        reading.read(tmp_path / "empty.txt")


def test_where_a_text_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Стороны согласились. Договор вступил в силу. Обмен нотами состоялся.".encode("cp1251"))
    (document,) = reading.read(path)
    assert (document.id, document.encoding, document.identity.source) == ("note", "cp1251", "note.txt")
    assert 0.5 < document.certainty <= 1
    assert len(document.identity.sha256) == 64
