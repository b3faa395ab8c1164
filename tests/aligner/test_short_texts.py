"""Short texts: versions of one communiqué are aligned, texts of one frame about other States or matters are refused."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks import sets
from toolkit import aligner, data, reading, recognition
from toolkit.aligner import likeness, states
from toolkit.errors import MismatchError
from toolkit.model import Alignment, Bead, SegmentedDocument
from toolkit.segmenter import segment

SHORT = Path(__file__).parents[1] / "samples" / "short"
LITERARY = Path(__file__).parents[1] / "benchmarks" / "literary" / "literary-test"
PAIRS = [("zh", "ru"), ("zh", "en"), ("ru", "en")]


def parts(name: str) -> list[tuple[str, str]]:
    found = [part.partition("\n") for part in (SHORT / name).read_text("utf-8").split("## ")[1:]]
    return [(head.strip(), body.strip()) for head, _, body in found]


VERSIONS = {
    head: dict(zip(("zh", "ru", "en"), body.split("\n--\n"), strict=True)) for head, body in parts("versions.txt")
}
OTHERS = [(*head.split(), body) for head, body in parts("others.txt")]


def read(text: str, language: str) -> SegmentedDocument:
    (document,) = reading.parse(text.strip() + "\n", language)
    return segment(document)


def align(left: str, right: str, languages: tuple[str, str]) -> Alignment:
    one, other = (read(text, code) for text, code in zip((left, right), languages, strict=True))
    return aligner.align(one, other, terms=recognition.index().concepts)


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_no_versions_are_refused(languages: tuple[str, str]) -> None:
    for texts in VERSIONS.values():
        made = align(texts[languages[0]], texts[languages[1]], languages)
        assert not made.remarks
        assert any("0" not in bead.kind.split("-") for bead in made.beads)


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_texts_of_one_frame_about_other_matters_are_refused(languages: tuple[str, str]) -> None:
    """The hardest there are: the same parties, mostly the same title and verbs; of 64 pairs four pass."""
    taken = set()
    for number, code, body in OTHERS:
        if code not in languages:
            continue
        texts = VERSIONS[number] | {code: body}
        try:
            align(texts[languages[0]], texts[languages[1]], languages)
        except MismatchError:
            continue
        taken.add((number, code))
    assert taken <= {("10", "ru"), ("27", "en"), ("18", "ru")}


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_versions_of_the_next_text_are_refused(languages: tuple[str, str]) -> None:
    numbers = list(VERSIONS)
    for one, other in zip(numbers, numbers[1:] + numbers[:1], strict=True):
        with pytest.raises(MismatchError, match="do not seem to belong together"):
            align(VERSIONS[one][languages[0]], VERSIONS[other][languages[1]], languages)


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_a_story_freely_translated_is_not_refused_nor_are_pieces_of_it(languages: tuple[str, str]) -> None:
    """It was written after the limit for such texts was set."""
    texts = (SHORT / "story.txt").read_text("utf-8").split("\n--\n")
    one, other = (texts[("zh", "ru", "en").index(code)].strip().splitlines() for code in languages)
    for size in (3, 5, 8, len(one)):
        for at in range(0, len(one) - size + 1, size):
            pieces = ("\n\n".join(side[at : at + size]) for side in (one, other))
            assert not align(*pieces, languages).remarks


@pytest.mark.parametrize("terms", [True, False])
def test_no_chapter_of_literature_is_refused(terms: bool) -> None:
    for pair in sets.load(LITERARY):
        one, other = (read("\n\n".join(side), code) for side, code in ((pair.source, "zh"), (pair.target, "en")))
        made = aligner.align(one, other, terms=recognition.index().concepts if terms else None)
        assert not any("belong" in remark for remark in made.remarks)


def test_the_message_says_how_little_alike_and_where() -> None:
    (body,) = [body for number, code, body in OTHERS if (number, code) == ("02", "ru")]
    with pytest.raises(
        MismatchError, match=r"confidence is too low, what is linked is little alike \(0\.\d\d where"
    ) as e:
        align(VERSIONS["02"]["zh"], body, ("zh", "ru"))
    assert " terms " in str(e.value)
    assert "lowest at zh line" in str(e.value)


def test_a_reviser_or_the_user_may_say_that_they_belong_together() -> None:
    (body,) = [body for number, code, body in OTHERS if (number, code) == ("02", "ru")]
    one, other = read(VERSIONS["02"]["zh"], "zh"), read(body, "ru")
    forced = aligner.align(one, other, settings=aligner.AlignSettings(belonging=0))
    assert not any("belong" in remark for remark in forced.remarks)
    fixed = [Bead((at, at + 1), (at, at + 1), 1.0, "reviewed") for at in range(3)]
    assert aligner.align(one, other, fixed=fixed).beads[:3] == tuple(fixed)


def test_fewer_links_and_more_shared_terms_want_less() -> None:
    codes = frozenset({"zh", "ru"})
    few, many, missed = (likeness.Likeness(0.5, *counts).least(codes) for counts in ((2, 0, 0), (9, 9, 9), (9, 1, 30)))
    assert few < many < missed
    assert np.isclose(many, likeness.Likeness(0.1, 50, 40, 40).least(codes))


def test_less_is_wanted_where_no_terms_are_named_and_of_long_texts_whose_terms_are_not_known() -> None:
    codes = frozenset({"zh", "ru"})
    dense, none = (likeness.Likeness(0.5, 8, named, named).least(codes) for named in (4, 0))
    assert np.isclose(dense - none, 0.12)
    short, long = (likeness.Likeness(0.5, links, 0, 0, known=False).least(codes) for links in (8, 80))
    assert np.isclose(short, dense)
    assert none < long < short


CHINA = "Joint Statement of the People's Republic of China and the {}"


def test_titles_that_name_other_parties() -> None:
    zh = ["中华人民共和国和吉尔吉斯共和国联合公报"]
    assert states.other_parties(zh, ["Совместное коммюнике КНР и Туркменистана"], ("zh", "ru")) == (
        "China and Kyrgyzstan",
        "China and Turkmenistan",
    )
    for title in (CHINA.format("Kyrgyz Republic"), "Joint Statement", "China and Central Asia", "Kazakhstan"):
        assert states.other_parties(zh, [title], ("zh", "en")) is None
    assert states.other_parties(zh, ["Déclaration du Canada et du Pérou"], ("zh", "fr")) is None


def test_a_state_named_once_counts_at_the_front() -> None:
    ours, theirs = ["中国同秘鲁外长会谈。", "双方商定。"], ["Переговоры с главой МИД Канады.", "Стороны условились."]
    codes = ("zh", "ru")
    assert states.others(ours, theirs, codes) is None
    assert states.others_in_front((ours[:1], theirs[:1]), (ours, theirs), codes) == ("China", "Canada")
    named = [*theirs, "В Китае и Перу это приветствуют."]
    assert states.others_in_front((ours[:1], theirs[:1]), (ours, named), codes) is None


@pytest.mark.parametrize("language", ["zh", "ru"])
@pytest.mark.parametrize("share", [0.15, 0.25])
def test_a_part_of_a_text_belongs_to_it_and_is_called_a_part(language: str, share: float) -> None:
    texts = {code: (SHORT.parent / "three" / f"waters.{code}.txt").read_text("utf-8") for code in ("zh", "ru")}
    lines = texts[language].splitlines()
    texts[language] = "\n".join(lines[: int(share * len(lines))])
    whole = "ru" if language == "zh" else "zh"
    made = align(texts["zh"], texts["ru"], ("zh", "ru"))
    assert f"the {language} text is only a part of the {whole} text" in made.remarks


def test_a_page_that_breaks_off_belongs_to_the_whole_list() -> None:
    page = data.documents("outcomes")
    cut = re.split(r"(?m)^13、", page["zh"].text)[0] + "（下转第四版）"
    made = align(cut, page["ru"].text, ("zh", "ru"))
    assert "the zh text is only a part of the ru text" in made.remarks
    assert not [bead for bead in made.beads if bead.kind == "1-0" and bead.source[0] < len(made.source.segments) - 1]
