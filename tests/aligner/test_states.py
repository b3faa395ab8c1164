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


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "zh",
            "印度尼西亞共和國與吉尔吉斯共和国、泰王国",
            "Indonesia|Kyrgyzstan|Thailand",
        ),  # traditional characters too
        ("ru", "Мексиканские Соединенные Штаты и Киргизская Республика", "Mexico|Kyrgyzstan"),
        ("ru", "Объединенных Арабских Эмиратов, Соединенных Штатов Америки", "United Arab Emirates|United States"),
        ("ru", "Азербайджанской Республикой, Королевства Нидерландов, Нидерландами", "Azerbaijan|Netherlands"),
        ("en", "the United Mexican States and the Swiss Confederation", "Mexico|Switzerland"),
    ],
)
def test_official_names(language, text, names):
    assert states.named([text], language).keys() == set(names.split("|"))


def test_what_only_looks_like_a_state():
    assert not states.named(["发展中国家和拉美国家的里海地区、印度洋和湿地的明智利用，增加纳税"], "zh")
    assert states.named(["阿曼苏丹国，大不列颠及北爱尔兰联合王国"], "zh") == {"Oman": 1, "United Kingdom": 1}
    assert not states.named(["Китаев в Северной Ирландии"], "ru")


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
