"""Page numbers, running heads and hyphens at line ends: told, set apart, and never lost."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.structure.test_three_languages import plain, sample
from tests.test_structure import check, load, shown, wrap
from toolkit import reading
from toolkit.structure.lines import width

NUMBERS = {
    "dash": "\n- {} -\n", "bare": "{}", "blank": "\n{}\n", "total": "Page {} of 9", "russian": "Стр. {}",
    "feed": "\f{}",
    "chinese": "第 {} 页 共 9 页", "slash": "{}/9",
}  # fmt: skip


def lines_of(name: str, language: str) -> list[str]:
    one = sample(name, language)
    return [cut for each in one.paragraphs for line in each for cut in wrap(line, language, 70)]


def paged(lines: list[str], number: str, every: int, head: str = "") -> str:
    """Return the lines with a page number, and a running head below it, before every so many of them."""
    out = []
    for at, line in enumerate(lines):
        if at % every == 0:
            out += [number.format(at // every + 1), *([head] if head else [])]
        out.append(line)
    return "\n".join(out)


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("language", ["zh", "ru", "en"])
@pytest.mark.parametrize("head", [False, True])
def test_page_numbers_and_running_heads(language: str, number: str, head: bool) -> None:
    lines = lines_of("waters", language)
    titles = {"zh": "跨界水域合作协定", "ru": "Соглашение о водах", "en": "Agreement on Waters"}
    text = paged(lines, number, 19, titles[language] if head else "")
    (document,) = found = reading.parse(text, language)
    check(text, found, False)
    (whole,) = reading.parse(plain(sample("waters", language)))
    divisions = list(dict.fromkeys(block.division for block in document.blocks))
    assert divisions == list(dict.fromkeys(block.division for block in whole.blocks))
    pages = len(range(0, len(lines), 19)) * (1 + head)
    assert document.remarks[0].startswith(f"{pages} lines are page numbers or running heads")
    expected, read = shown(whole), shown(document)
    same = sum(read.get(path) == text for path, text in expected.items())
    assert same >= 0.85 * len(expected)  # a page may end in the midst of a paragraph, or below a heading
    assert all(block.kind == "page" for block in document.blocks if "/page" in block.path)


def test_a_page_number_above_the_title() -> None:
    lines = [each for each in lines_of("statement", "ru") if each]
    (document,) = reading.parse(paged(lines, "- {} -", 12))
    assert document.kind == "declaration"
    assert document.blocks[0].path == "title/page1"
    assert document.title.startswith("СОВМЕСТНОЕ ЗАЯВЛЕНИЕ")


def test_a_page_number_in_mid_sentence_stays_there_and_is_told() -> None:
    text = (
        "Соглашение о воде\n\nСтатья 1\n\nСтороны сотрудничают в области использования трансграничных вод и\n"
        "- 1 -\nохраны окружающей среды.\nСтороны обмениваются сведениями о состоянии рек и озер на всей\n"
        "протяженности общей государственной границы, включая притоки.\n\nСтатья 2\n\nСтороны торгуют рыбой, в том\n"
        "числе мороженой.\n\n- 2 -\n\nСтатья 3\n\nНастоящее Соглашение вступает в силу с даты подписания.\n"
    )
    (document,) = reading.parse(text)
    read = shown(document)
    assert read["art.1/p1"].startswith(
        "Стороны сотрудничают в области использования трансграничных вод и - 1 - охраны окружающей среды."
    )
    assert read["art.2/page1"] == "- 2 -"
    assert read["art.3/h"] == "Статья 3"
    assert document.remarks == ("2 lines are page numbers or running heads, in mid-sentence in lines 6",)


@pytest.mark.parametrize("language", ["zh", "ru", "en"])
@pytest.mark.parametrize("number", ["1", "2"])
def test_the_only_number_of_a_text_on_two_pages(number: str, language: str) -> None:
    lines = lines_of("waters", language)
    text = "\n".join([*lines[:20], "", f"          {number}", "", *lines[20:]])
    (document,) = found = reading.parse(text, language)
    check(text, found, False)
    assert document.remarks[0].startswith("1 lines are page numbers or running heads")


@pytest.mark.parametrize(
    "text",
    [
        "Товары\n\nЗерно\n1\nРыба\n2\nЛес\n3",
        "Отчет\n\nВсего принято решений за этот год\n5\nи все они выполнены.",
        "报告\n\n2025\n年，贸易额增长。",
    ],
)
def test_numbers_that_count_no_pages(text: str) -> None:
    (document,) = reading.parse(text)
    assert document.remarks == ()
    assert not any(block.kind == "page" for block in document.blocks)


@given(
    st.sampled_from(["waters", "statement", "memorandum"]),
    st.sampled_from(["zh", "ru", "en"]),
    st.lists(st.tuples(st.integers(0, 80), st.sampled_from(sorted(NUMBERS)), st.booleans()), max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_wherever_pages_end(name: str, language: str, breaks: list[tuple[int, str, bool]]) -> None:
    lines = lines_of(name, language)
    for page, (at, number, head) in enumerate(sorted(breaks), start=1):
        lines.insert(min(at, len(lines)), NUMBERS[number].format(page) + ("\nHead 各方" if head else ""))
    text = "\n".join(lines)
    check(text, reading.parse(text, language), False)


def test_hyphens_at_line_ends_are_left_out_and_told() -> None:
    text = (
        "Заявление сторон\n\nСтороны сотрудничают в области использования трансгра-\nничных вод и охраны окружающей "
        "среды на всей протяжен-\nности общей границы.\n\nОни подтверждают приверженность принципам добрососед-\n"
        "ства и взаимного уважения, китайско-\nроссийского партнерства и торгово-\nэкономического сотрудничества.\n"
    )
    (document,) = reading.parse(text)
    check(text, (document,), False)
    read = shown(document)
    assert read["pre/p1"].startswith("Стороны сотрудничают в области использования трансграничных вод")
    assert "китайско-российского партнерства и торгово-экономического" in read["pre/p2"]
    assert document.remarks == (
        "3 hyphens at line ends are left out: трансгра-ничных (4), протяжен-ности (5), добрососед-ства (8)",
    )


def test_english_words_cut_at_line_ends() -> None:
    text = (
        "JOINT STATEMENT\n\nThe Parties shall support direct links between their edu-\ncational institutions and hold "
        "well-\nknown festivals, and their long-standing co-\noperation shall go on for the benefit of all.\n"
    )
    (document,) = reading.parse(text)
    check(text, (document,), False)
    assert shown(document)["pre/p1"] == (
        "The Parties shall support direct links between their educational institutions and hold well-known festivals, "
        "and their long-standing co-operation shall go on for the benefit of all."
    )


def test_words_that_no_dictionary_has_keep_their_hyphens_and_are_told() -> None:
    text = (
        "Заявление сторон\n\nСтороны сотрудничают в области использования аркади-\nйщины и охраны окружающей "
        "среды на всей иллири-\nйщине и в горах.\n\nОни подтверждают приверженность принципам аркадо-\n"
        "иллирийской дружбы и взаимного уважения.\n"
    )
    (document,) = reading.parse(text)
    assert document.remarks == (
        "3 words keep the hyphen with which a line ends: аркади-йщины (4), иллири-йщине (5), аркадо-иллирийской (8)",
    )


@pytest.mark.parametrize(("language", "name"), [("zh", "zh-treaty"), ("ru", "ru-treaty"), ("en", "en-treaty")])
def test_text_in_two_columns_is_told(language: str, name: str) -> None:
    cut = [row for each in load(name).paragraphs for line in each for row in wrap(line, language, 38)]
    half = (len(cut) + 1) // 2
    pairs = zip_longest(cut[:half], cut[half:], fillvalue="")
    rows = [left + " " * (42 - width(left, language)) + right for left, right in pairs]
    for text in ("\n".join(rows), "\n".join(rows).replace("    ", "\u3000\u3000")):
        documents = reading.parse(text)
        check(text, documents, False)
        assert documents[0].remarks[0].startswith("the page seems to stand in two columns side by side (")
    assert not any("side by side" in each for each in reading.parse("\n".join(cut))[0].remarks)


@pytest.mark.parametrize("head", ["人民日报    2024年9月4日    第03版", "《人民日报》（ 2024年09月04日   第 03 版）"])
def test_the_head_of_an_electronic_newspaper_is_no_part_of_the_title(head: str) -> None:
    (document,) = reading.parse(f"{head}\n中华人民共和国和赞比亚共和国\n联合声明\n\n一、双方发展友好关系。\n", "zh")
    assert document.title == "中华人民共和国和赞比亚共和国联合声明"
    assert [block.path for block in document.blocks] == ["title/page1", "title/p1", "sec.1/p1"]
