"""Chinese: sentences, words in two engines, pinyin, scripts."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.languages import joined
from toolkit.errors import LanguageError, ToolkitError
from toolkit.languages import codes, get, guess, zh, zh_scripts

ROOT = Path(__file__).parents[2]
RAW = (ROOT / "corpus" / "raw" / "astana-2025-06-17.zh.txt").read_text("utf-8")

SENTENCES = [
    "各方重申，在涉及彼此核心利益问题上互予理解、尊重和支持。| |中方坚定支持中亚国家选择的发展道路。",
    "中亚国家反对任何形式的“台湾独立”，坚定支持中国政府实现国家统一。",
    "他说：“好。我来。”| |然后走了。| |她笑了！？| |真的……| |是吗？",
    "“我们来。”他说。| |（见附件。）| |下一句。",
    "“我们来。我们走。”他说。",
    "《你好。再见》是书。| |「他去。」走了。",
    "他问：“为什么？”| |没有回答。",
    "他说：“她说：‘好。’对。”| |走了。",
    "（他说：“好。”走了。）| |是。",
    "双方鼓励企业（包括中小企业。）开展合作。| |完。",
    "他说“好。”，然后走了。",
    "条约（2001年。| |缺了一半括号。",
    "缺了前一半。”| |他说。",
    "世界和平2.5亿。| |第78/266号决议。",
    '他说："我们同意。很好！"| |然后走了。',
    '引号"缺一半。| |完。',
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("| |", "")
    assert joined(zh.sentences(text), text) == marked


def test_semicolons_by_setting() -> None:
    text = "（一）研究问题；（二）提出“合作；发展”建议。"
    assert joined(zh.sentences(text), text) == text
    assert joined(zh.sentences(text, True), text) == "（一）研究问题；| |（二）提出“合作；发展”建议。"


@given(st.text("各方。！？…；，：“”‘’「」（）《》 a.\n", max_size=80), st.booleans())
def test_sentences_tile_the_text(text: str, semicolons: bool) -> None:
    spans = zh.sentences(text, semicolons)
    assert "".join("".join(text[start:stop].split()) for start, stop in spans) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(
    st.lists(st.text("各方。！？…；，： ", max_size=8), min_size=3, max_size=3),
    st.sampled_from(["“”", "‘’", "「」", "『』", "（）", "《》", "〈〉"]),
)
def test_a_pair_is_never_split(parts: list[str], pair: str) -> None:
    text = f"{parts[0]}{pair[0]}{parts[1]}{pair[1]}{parts[2]}"
    opening, closing = len(parts[0]), len(parts[0]) + len(parts[1]) + 1
    assert not any(opening < start <= closing for start, _ in zh.sentences(text, True))


def test_a_sentence_never_begins_with_a_closing_mark() -> None:
    for text in ("好。”他说。", "好！）”他说。", "“好。”）他说。"):
        assert not any(text[start] in "”）" for start, _ in zh.sentences(text))


def test_words() -> None:
    text = "各方重申2025年签署的条约。"
    assert joined(zh.words(text), text) == "各方| |重申| |2025| |年| |签署| |的| |条约| |。"


def test_words_of_a_dictionary_stay_whole() -> None:
    text = "永久睦邻友好合作条约"
    for name in ("jieba", "rjieba"):
        spans = zh.words(text, name, frozenset({"永久睦邻友好合作条约"}))  # type: ignore[arg-type]
        assert joined(spans, text) == text


@pytest.mark.parametrize("name", ["jieba", "rjieba"])
def test_names_with_other_signs_and_years_are_whole(name: str) -> None:
    text = "谢尔达尔·别尔德穆哈梅多夫二〇二五年出席中国—中亚峰会。"
    known = frozenset({"谢尔达尔·别尔德穆哈梅多夫", "中国—中亚峰会"})
    cut = joined(zh.words(text, name, known), text)  # type: ignore[arg-type]
    assert cut == "谢尔达尔·别尔德穆哈梅多夫| |二〇二五年| |出席| |中国—中亚峰会| |。"


@pytest.mark.parametrize("name", ["jieba", "rjieba"])
def test_words_in_traditional_characters(name: str) -> None:
    text = "中華人民共和國同哈薩克斯坦共和國簽署永久睦鄰友好合作條約。"
    for own in ("永久睦邻友好合作条约", "永久睦鄰友好合作條約"):
        spans = zh.words(text, name, frozenset({own}))  # type: ignore[arg-type]
        assert joined(spans, text) == "中華人民共和國| |同| |哈薩克斯坦共和國| |簽署| |永久睦鄰友好合作條約| |。"
    cut = zh.words(zh.traditional(RAW), name)  # type: ignore[arg-type]
    assert cut == zh.words(RAW, name)  # type: ignore[arg-type]


def test_a_pattern_in_both_scripts() -> None:
    pattern = zh.in_both_scripts(r"^第[一二]条(?P<rest>[^（）]*[订签])\[$")
    assert re.match(pattern, "第一條於北京簽[")
    assert re.match(pattern, "第一条于北京订[")


def test_the_quick_engine_agrees_with_the_reference() -> None:
    reference, quick = (set(zh.words(RAW, name)) for name in ("jieba", "rjieba"))  # type: ignore[arg-type]
    same = len(reference & quick)
    assert 2 * same / (len(reference) + len(quick)) >= 0.998


@pytest.mark.parametrize("name", ["jieba", "rjieba"])
@pytest.mark.parametrize(
    "text", ["C-SPAN 1-0 x.com", "１２３年 ＡＢＣ", "第78/266号 “+25”", "", "  \n ", "𠀀𠮷好\u200b各方"]
)
def test_words_cover_the_text(name: str, text: str) -> None:
    spans = zh.words(text, name)  # type: ignore[arg-type]
    assert "".join("".join(text[start:stop].split()) for start, stop in spans) == "".join(text.split())


def test_an_unknown_engine() -> None:
    with pytest.raises(ToolkitError, match="no word engine 'x'; there are jieba, rjieba"):
        zh.engine("x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("重庆", "chóng qìng"), ("重申", "chóng shēn"), ("重要", "zhòng yào"), ("长期", "cháng qī"),
        ("行长", "háng zhǎng"),
        ("西藏", "xī zàng"), ("厦门", "xià mén"), ("乐山", "lè shān"), ("六安", "lù ān"), ("蚌埠", "bèng bù"),
        ("东莞", "dōng guǎn"), ("朝鲜", "cháo xiǎn"), ("朝阳", "cháo yáng"), ("内蒙古", "nèi měng gǔ"),
        ("成都", "chéng dū"),
        ("秘鲁", "bì lǔ"), ("给予", "jǐ yǔ"), ("会计", "kuài jì"), ("习近平", "xí jìn píng"),
        ("曾培炎", "zēng péi yán"),
        ("吉尔吉斯", "jí ěr jí sī"), ("阿斯塔纳", "ā sī tǎ nà"), ("重慶", "chóng qìng"), ("長期", "cháng qī"),
        ("重庆市", "chóng qìng shì"), ("长期性", "cháng qī xìng"), ("银行业", "yín háng yè"),
        ("朝鲜人", "cháo xiǎn rén"),
        ("解振华", "xiè zhèn huá"), ("翟隽", "zhái jùn"), ("查良镛", "zhā liáng yōng"), ("单田芳", "shàn tián fāng"),
        ("华罗庚", "huà luó gēng"), ("朴槿惠", "piáo jǐn huì"), ("仇和", "qiú hé"), ("任建新", "rén jiàn xīn"),
        ("曾荫权", "zēng yīn quán"), ("区桂芝", "ōu guì zhī"), ("尉迟恭", "yù chí gōng"), ("单于", "chán yú"),
        ("解振華", "xiè zhèn huá"), ("解放", "jiě fàng"), ("查明", "chá míng"), ("查理", "chá lǐ"), ("大宛", "dà yuān"),
        ("华为", "huá wéi"), ("朴素", "pǔ sù"), ("单位", "dān wèi"), ("任务", "rèn wù"), ("曾任", "céng rèn"),
        ("〇", "líng"), ("二〇二五", "èr líng èr wǔ"),
        ("2025", "2025"), ("。", "。"), ("C-SPAN 1", "C-SPAN 1"),
    ],
)  # fmt: skip
def test_pinyin(word: str, reading: str) -> None:
    assert zh.pinyin([word]) == [reading]


def test_surnames_in_names_of_two_words() -> None:
    assert zh.pinyin(["解", "振华", "任", "主席"]) == ["xiè", "zhèn huá", "rèn", "zhǔ xí"]
    assert zh.pinyin(["仇", "和"]) == ["qiú", "hé"]


def test_every_word_has_a_reading_and_own_ones_go_first() -> None:
    cut = [RAW[start:stop] for start, stop in zh.words(RAW)]
    readings = zh.pinyin(cut)
    assert len(readings) == len(cut)
    assert not any(zh.LANGUAGE.letters.search(reading) for reading in readings)
    assert zh.pinyin(["单"], {"单": "shàn"}) == ["shàn"]


def test_scripts() -> None:
    pairs = {"头发": "頭髮", "发展": "發展", "以后": "以後", "皇后": "皇后"}
    pairs |= {"干部": "幹部", "干燥": "乾燥", "台湾": "臺灣"}
    for simple, traditional in pairs.items():
        assert zh.traditional(simple) == traditional
        assert zh.simplified(traditional) == simple
    assert zh.simplified(zh.traditional(RAW)) == RAW


def test_keys_agree_across_scripts_and_widths() -> None:
    assert zh.fold("第２條　條約") == zh.fold("第2条条约")
    assert zh.fold("中国—中亚") == zh.fold("中国-中亚")


def test_the_registry_of_languages() -> None:
    assert codes() == ("en", "ru", "zh")
    assert get("zh-Hant") is get("ZH") is zh.LANGUAGE
    with pytest.raises(LanguageError, match="no rules for language 'de'"):
        get("de")
    assert [guess(text) for text in ("各方 WTO", "Стороны ВТО", "The Parties")] == ["zh", "ru", "en"]


def test_every_reading_of_a_character_is_known():
    assert zh.readings("什") == ("shén", "shí")
    assert {"dū", "dōu"} <= set(zh.readings("都"))


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("参加方为：", "cān jiā fāng wéi ："),
        ("本条约有效期为五年。", "běn tiáo yuē yǒu xiào qī wéi wǔ nián 。"),
        ("双方为加强合作签署", "shuāng fāng wèi jiā qiáng hé zuò qiān shǔ"),
        ("应为缔约另一方提供便利", "yīng wèi dì yuē lìng yī fāng tí gōng biàn lì"),
        ("视为无效，因为", "shì wéi wú xiào ， yīn wèi"),
        ("以中文为准", "yǐ zhōng wén wéi zhǔn"),
        ("借款人应还款", "jiè kuǎn rén yīng huán kuǎn"),
        ("还贷款，退牧还草", "huán dài kuǎn ， tuì mù huán cǎo"),
        ("还应当退还", "hái yīng dāng tuì huán"),
        ("藏语和藏文、藏医药、涉藏问题", "zàng yǔ hé zàng wén 、 zàng yī yào 、 shè zàng wèn tí"),
        ("收藏、矿藏", "shōu cáng 、 kuàng cáng"),
        ("重庆市与厦门、朝阳、单县", "chóng qìng shì yǔ xià mén 、 cháo yáng 、 shàn xiàn"),
        ("朝阳在辽宁，旅游是朝阳产业", "cháo yáng zài liáo níng ， lǚ yóu shì zhāo yáng chǎn yè"),
        ("葛优在洪洞、单县、涡阳和荥经", "gě yōu zài hóng tóng 、 shàn xiàn 、 guō yáng hé yíng jīng"),
        ("葛根", "gé gēn"),
        ("比什凯克、阿什哈巴德和塔什干", "bǐ shí kǎi kè 、 ā shí hā bā dé hé tǎ shí gān"),
        ("为什么", "wèi shén me"),
        ("塞尔维亚、阿塞拜疆、尼泊尔", "sài ěr wéi yà 、 ā sài bài jiāng 、 ní bó ěr"),
        ("频数", "pín shù"),
    ],
)
def test_readings_by_words_names_and_neighbours(text: str, pinyin: str) -> None:
    assert " ".join(zh.pinyin([text[start:stop] for start, stop in zh.words(text)])) == pinyin


def test_the_mark_of_a_note_stands_with_the_sentence_before_it() -> None:
    text = "各方反对恐怖主义。[2]第三句。各方说：“好。”²第四句。"
    found = [text[start:stop] for start, stop in zh.sentences(text)]
    assert found == ["各方反对恐怖主义。[2]", "第三句。", "各方说：“好。”²", "第四句。"]


@pytest.mark.parametrize("tag", zh_scripts.SCRIPTS)
def test_what_is_converted_to_a_script_is_in_it(tag):
    """So that what a conversion wrote is never refused; 苧 is a simplified and a traditional character."""
    letters = sorted(frozenset().union(*zh.letters_of_scripts()) - set("薴苧"))
    assert zh_scripts.strangers(zh_scripts.converted("\n".join(letters), tag), tag) == ""


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("根據條约的规定", "zh-Hans", "據條"),
        ("毕昇、朱镕基、陈喆勠力同心，乾隆瞭望", "zh-Hans", ""),
        ("根據条約的規定", "zh-Hant", "条"),
        ("皇后在台灣", "zh-Hant", ""),
    ],
)
def test_characters_of_the_other_script(text, tag, found):
    assert zh_scripts.strangers(text, tag) == found
