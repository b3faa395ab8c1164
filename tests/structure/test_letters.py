"""Letters and notes of an exchange: what stands above and below their text, and what goes with what."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_structure import check, shown
from toolkit import aligner, checking, reading, recognition, segmenter
from toolkit.aligner import verdict
from toolkit.errors import MismatchError
from toolkit.model import SegmentedDocument

LETTERS = Path(__file__).parents[1] / "samples" / "letters"
PAIRS = [("visa", "en"), ("reply", "en"), ("verbale", "ru"), ("answer", "ru"), ("exchange", "ru")]
FEET = {
    "visa": (3, 6), "reply": (3, 7), "verbale": (2, 3), "answer": (3, 8), "exchange": (6, 6),
}  # fmt: skip


def letter(name: str, language: str) -> SegmentedDocument:
    (document,) = reading.read(LETTERS / f"{name}.{language}.txt")
    return segmenter.segment(document)


def share(one: SegmentedDocument, other: SegmentedDocument) -> float:
    made = aligner.align(one, other, recognition.index().concepts, settings=aligner.AlignSettings(belonging=0))
    return verdict.belonging(verdict.confidence(one, other, made.beads))


@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_what_stands_below_a_letter_is_its_foot(name: str, language: str) -> None:
    for code, count in zip(("zh", language), FEET[name], strict=True):
        blocks = letter(name, code).document.blocks
        foot = [block for block in blocks if block.division == "foot"]
        assert [block.path for block in foot] == [f"foot/{at}" for at in range(1, count + 1)]
        assert {block.kind for block in foot} == {"address"}
        assert foot[0].place == "Foot of the letter, line 1"


@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_a_letter_and_its_translation_belong_together(name: str, language: str) -> None:
    assert share(letter(name, "zh"), letter(name, language)) > 0.75


def test_letters_on_other_matters_do_not() -> None:
    for name, language in PAIRS[:-1]:
        assert share(letter("exchange", "zh"), letter(name, language)) < 0.5
        if language == "ru":
            assert share(letter(name, "zh"), letter("exchange", "ru")) < 0.5


def test_nor_do_like_letters_of_other_years() -> None:
    with pytest.raises(MismatchError, match=r"their dates name other years: 2025 and 2023"):
        aligner.align(letter("answer", "zh"), letter("visa", "en"), recognition.index().concepts)


def test_nor_does_the_same_letter_to_another_state(tmp_path: Path) -> None:
    english = tmp_path / "visa.en.txt"
    english.write_text((LETTERS / "visa.en.txt").read_text("utf-8").replace("Georgia", "the Maldives"), "utf-8")
    (changed,) = reading.read(english)
    said = (
        "the zh text is about Georgia and never names Maldives, the en text is about Maldives and never names Georgia"
    )
    with pytest.raises(MismatchError, match=said):
        aligner.align(letter("visa", "zh"), segmenter.segment(changed), recognition.index().concepts)


def test_the_date_and_number_of_a_note_are_its_head() -> None:
    read = shown(letter("verbale", "ru").document)
    assert read["head/1"] == "№ 118"
    assert read["body/p1"].startswith("Министерство иностранных дел")
    raw = (
        "Hanoi, 14 March 2022\n\nThe Embassy of Arcadia presents its compliments to the Ministry and has the honour to "
    )
    raw += "propose the following.\n\nThe Embassy avails itself of this opportunity to renew to the Ministry the "
    raw += "assurances of its highest consideration."
    for front, head in (("", "head"), ("Note of the Embassy of Arcadia\n\n", "title")):
        assert reading.parse(front + raw)[0].blocks[0].division == head


def test_an_address_is_no_title() -> None:
    read = shown(letter("visa", "zh").document)
    assert [read[f"head/{at}"] for at in (1, 2, 3)] == ["格鲁吉亚外交部长", "伊利亚·达尔奇阿什维利阁下", "阁下："]
    assert "title/p1" not in read
    assert shown(letter("reply", "en").document)["head/2"] == "Excellency,"
    assert shown(letter("exchange", "zh").document)["title/p1"].endswith("换文")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("name", "language"), [("visa", "en"), ("answer", "ru"), ("answer", "zh"), ("exchange", "zh")])
def test_with_blank_lines_and_without(name: str, language: str, gap: str) -> None:
    raw = (LETTERS / f"{name}.{language}.txt").read_text("utf-8")
    text = gap.join(line for line in raw.splitlines() if line)
    documents = reading.parse(text, language)
    check(text, documents, False)
    assert shown(documents[0]) == shown(letter(name, language).document)


@pytest.mark.parametrize(
    ("language", "closing"),
    [
        ("zh", "顺致崇高的敬意。"),
        ("zh", "顺此向阁下表示最崇高的敬意。"),
        ("zh", "外交部借此机会再次向大使馆致以崇高的敬意。"),
        ("zh", "此致\n敬礼！"),
        ("en", "Please accept, Mr. Ambassador, the assurances of my highest consideration."),
        ("en", "The Embassy avails itself of this opportunity to renew to the Ministry the assurances of its highest "
         "consideration."),
        ("en", "Yours sincerely,"),
        ("ru", "Примите, господин Посол, уверения в моем глубоком уважении."),
        ("ru", "Прошу Вас, господин Министр, принять уверения в моем весьма высоком уважении."),
        ("ru", "Посольство пользуется случаем, чтобы возобновить Министерству уверения в своем глубоком уважении."),
        ("ru", "С уважением,"),
    ],
)  # fmt: skip
def test_the_words_a_letter_closes_with(language: str, closing: str) -> None:
    text, place = {
        "zh": ("我谨确认收到阁下来函。双方同意延长合同。", "北京，2025年6月3日"),
        "en": (
            "I have the honour to confirm receipt of your letter. The contract is extended.",
            "Beijing, 3 June 2025",
        ),
        "ru": ("Имею честь подтвердить получение Вашего письма. Договор продлен.", "г. Пекин, 3 июня 2025 г."),
    }[language]
    raw = "\n\n".join([text, *closing.split("\n"), place])
    documents = reading.parse(raw, language)
    check(raw, documents, False)
    assert shown(documents[0])["foot/1"] == place


def test_a_letter_that_is_quoted_goes_on() -> None:
    raw = (
        "Excellency,\n\nI have received your letter, which reads:\n\n1. The term is extended.\n\n2. It is final.\n\n"
        "Accept, Excellency, the assurances of my highest consideration.\n\nLi Gang\n\n"
        "The above is acceptable to my Government.\n\nAccept, Sir, the assurances of my consideration.\n\nJohn Smith"
    )
    read = shown(reading.parse(raw)[0])
    assert (read["foot/1"], read["foot/2"]) == ("Li Gang", "John Smith")
    assert read["sec.2/p3"] == "The above is acceptable to my Government."


def test_another_letter_is_no_part_of_the_last_section() -> None:
    raw = (
        "Excellency,\n\nI propose:\n\n1. The term is extended.\n\n2. It is final.\n\nYours sincerely,\n\nLi Gang\n\n"
        "Excellency,\n\nI agree.\n\nYours sincerely,\n\nJohn Smith"
    )
    read = shown(reading.parse(raw)[0])
    assert [read[f"body/p{at}"] for at in (1, 2, 3)] == ["Excellency,", "I agree.", "Yours sincerely,"]
    assert read["foot/2"] == "John Smith"


def test_no_line_of_an_address_is_missing() -> None:
    found = checking.check(LETTERS / "visa.zh.txt", LETTERS / "visa.en.txt")
    assert "completeness.missing" not in set(found["rule"])


def test_thanks_in_a_statement_close_no_letter() -> None:
    raw = (
        "联合声明\n\n一、双方讨论了合作。\n\n二、中方借此机会向塔方表示崇高的敬意。\n\n"
        "双方借此机会向两国人民表示崇高的敬意。\n\n2025年6月3日于北京"
    )
    (document,) = reading.parse(raw)
    assert not any(block.division == "foot" for block in document.blocks)
