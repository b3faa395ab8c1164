"""Texts that show little of their layout: statements of one paragraph, treaties without blank lines or indents."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.test_structure import check, shown
from toolkit import reading

RU = (
    "Стороны подчеркивают, что нерушимая дружба, выдержавшая испытание временем, является ценным достоянием народов.",
    "Они будут и впредь твердо поддерживать друг друга по вопросам, затрагивающим главные озабоченности Сторон.",
)
EN = (
    "The two sides emphasized that the ironclad friendship between China and Serbia is an asset of both peoples.",
    "They will go on to support each other firmly on matters of their core interests and major concerns.",
)
TREATY = Path(__file__).parents[2] / "corpus" / "treaty" / "ru.txt"


@pytest.mark.parametrize("columns", [56, 66, 76])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("title", "paragraphs", "date"),
    [
        ("Совместное заявление глав государств", RU, "г. Белград, 8 мая 2024 года"),
        ("Joint Statement of the People's Republic of China and the Republic of Serbia", EN, "Belgrade, 8 May 2024"),
    ],
)
def test_a_statement_of_one_or_two_wrapped_paragraphs(
    title: str, paragraphs: tuple[str, ...], date: str, count: int, columns: int
) -> None:
    body = ["\n".join(textwrap.wrap(each, columns)) for each in paragraphs[:count]]
    for end in ([], [date]):
        raw = "\n\n".join([title, *body, *end])
        (document,) = reading.parse(raw)
        check(raw, (document,), False)
        assert document.title == title
        assert [document.text[b.start : b.stop] for b in document.blocks[1:]] == [*paragraphs[:count], *end]


def test_lines_of_a_preamble_are_no_wrapped_paragraph() -> None:
    text = (
        "Соглашение о сотрудничестве\n\nПравительство Аркадии и Правительство Иллирии (далее — Стороны)\n"
        "желая углублять взаимовыгодное сотрудничество,\nдоговорились о нижеследующем:\n\n"
        "Статья 1\n\nСтороны сотрудничают."
    )
    (document,) = reading.parse(text)
    assert [block.path for block in document.blocks] == [
        "title/p1", "pre/p1", "pre/r1", "pre/formula", "art.1/h", "art.1/p1",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [60, 66, 72, 80])
def test_our_treaty_wrapped_without_blank_lines(columns: int) -> None:
    (whole,) = reading.read(TREATY)
    paragraphs = [each for each in TREATY.read_text("utf-8").splitlines() if each.strip()]
    raw = "\n".join("\n".join(textwrap.wrap(each, columns, break_on_hyphens=False)) for each in paragraphs)
    (document,) = reading.parse(raw)
    expected, read = shown(whole), shown(document)
    assert {path for path in expected if path.startswith(("title", "pre", "end", "sign"))} <= set(read)
    assert [path for path in read if path.endswith("/h")] == [path for path in expected if path.endswith("/h")]
    wrong = [path for path, text in expected.items() if read.get(path) != text]
    unsure = [remark for remark in document.remarks if remark.startswith("paragraphs may end unseen at lines ")]
    assert not wrong or unsure
    assert all(path.startswith("art.") for path in wrong)
    assert document.title == whole.title
