"""Which States two texts are about, by their names in three languages."""

import pytest

from toolkit import data, pipeline
from toolkit.aligner import states

ZH = "中华人民共和国政府和尼日尔共和国政府，尼日利亚与印度尼西亚；尼日尔。"
RU = "Правительство Китайской Народной Республики и Правительство Республики Нигер, Нигерией и Индонезией; Нигера."
EN = "The People's Republic of China and the Republic of the Niger, Nigeria and Indonesia; the Niger."


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (RU, "ru"), (EN, "en")])
def test_a_name_is_not_taken_out_of_a_longer_one(text, language):
    assert states.named([text], language) == {"China": 1, "Niger": 2, "Nigeria": 1, "Indonesia": 1}


def test_common_words_are_no_states():
    assert not states.named(["Мало кто пьет омаров чай из кубка, а перуанцы в чаде не танцуют."], "ru")


def test_two_texts_about_other_states():
    niger, mali = "Нигер и Нигер, Китай.", "Mali and Mali, China."
    assert states.others([niger], [mali], ("ru", "en")) == ("Niger", "Mali")
    assert states.others([mali], [niger], ("en", "ru")) == ("Mali", "Niger")


def test_a_state_that_one_text_alone_names_says_nothing():
    assert states.others([ZH], [EN.replace("Niger,", "N.,").replace("the Niger.", "it.")], ("zh", "en")) is None
    assert states.others(["Нигер и Нигер."], ["Mali and Mali."], ("ru", "de")) is None


@pytest.mark.parametrize("name", data.corpus_ids())
def test_the_corpus_is_about_the_same_states(name):
    for made in pipeline.corpus_alignments(name):
        sides = (made.source, made.target)
        texts = [[segment.text for segment in side.segments] for side in sides]
        assert states.others(*texts, (made.source.language, made.target.language)) is None
