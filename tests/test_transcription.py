"""Transcription: the table of syllables, names in use, the way back, errors, the command."""

import csv
import json
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import transcription
from toolkit.cli import cli, terms
from toolkit.errors import InputError
from toolkit.languages import zh
from toolkit.transcription import TARGETS, keys, names, transcribe
from toolkit.transcription.syllables import cut_palladius, cut_pinyin, join, marked, palladius, parted, table

from .conftest import ROOT

SAMPLE = ROOT / "tests" / "samples" / "transcription.tsv"
SYLLABLES = sorted(table())
STANDARD = [name for name, each in table().items() if each.kind == "standard"]


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [(row + [""] * 4)[:4] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


# -- the table


def test_the_table_is_complete():
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    read = {syllable for cell in pinyin_dict.values() for syllable in cell.split(",")}
    read |= {each[0] for phrase in phrases_dict.values() for each in phrase}
    assert {parted(each)[0] for each in read} <= set(table())
    assert len(STANDARD) > 400
    assert {"lüe", "nüe", "o", "yo", "ei", "er", "hm", "hng", "m", "n", "ng", "ê"} <= set(table())


def test_the_table_agrees_with_another_implementation():
    from pypinyin import Style
    from pypinyin.style import convert

    # pypinyin writes уо after д т с ш ч, and interjections letter by letter
    known = {
        "chuo": "чо",
        "duo": "до",
        "shuo": "шо",
        "suo": "со",
        "tuo": "то",
        "ê": "э",
        "hng": "хн",
        "n": "нь",
        "ng": "н",
    }
    for name, row in table().items():
        other = convert(name.replace("ü", "v"), Style.CYRILLIC, strict=False)
        assert row.palladius == known.get(name, other), name


@pytest.mark.parametrize(
    ("pinyin", "cyrillic"),
    [
        ("hui", "хуэй"), ("er", "эр"), ("yu", "юй"), ("lü", "люй"), ("nü", "нюй"), ("lu", "лу"), ("lüe", "люэ"),
        ("nüe", "нюэ"), ("xian", "сянь"), ("xiang", "сян"), ("zi", "цзы"), ("ci", "цы"), ("si", "сы"), ("zhi", "чжи"),
        ("ri", "жи"), ("ju", "цзюй"), ("jiu", "цзю"), ("jun", "цзюнь"), ("jiong", "цзюн"), ("yong", "юн"), ("you", "ю"),
        ("ye", "е"), ("yi", "и"), ("wu", "у"), ("wei", "вэй"), ("weng", "вэн"), ("dong", "дун"), ("bo", "бо"),
        ("huo", "хо"), ("feng", "фэн"), ("fen", "фэнь"), ("men", "мэнь"), ("o", "о"), ("yo", "ё"), ("ei", "эй"),
        ("m", "м"), ("n", "нь"), ("ng", "н"), ("hm", "хм"), ("huar", "хуар"), ("dianr", "дяньр"),
    ],
)  # fmt: skip
def test_syllables(pinyin, cyrillic):
    assert palladius(pinyin) == cyrillic


def test_no_syllable_is_written_in_an_improper_way():
    assert not [row for row in table().values() if row.palladius == "хуй"]
    assert all(re.fullmatch("[а-яё]+", row.palladius) for row in table().values())
    for row in table().values():  # -n is -нь and -ng is -н
        if row.pinyin.endswith("ng"):
            assert row.palladius.endswith("н"), row
        elif row.pinyin.endswith("n"):
            assert row.palladius.endswith("нь"), row


@pytest.mark.parametrize("name", SYLLABLES)
def test_the_whole_table_goes_there_and_back(name):
    assert name in [cut.syllables[0] for cut in cut_palladius(table()[name].palladius) if len(cut.syllables) == 1]
    for variant in table()[name].variants:
        assert (name,) in [cut.syllables for cut in cut_palladius(variant)]
    for tone in range(1, 6):
        assert parted(marked(name, tone)) == (name, tone)
        assert parted(f"{name}{tone}") == (name, tone)


def test_tones_stand_where_they_should():
    assert [marked(*each) for each in [("xiao", 3), ("jiu", 4), ("gui", 1), ("lüe", 4), ("dou", 2), ("nü", 3)]] == [
        "xiǎo", "jiù", "guī", "lüè", "dóu", "nǚ",
    ]  # fmt: skip
    assert [parted(each) for each in ("nv3", "nu:3", "LÜE4", "lue4", "ma", "ma0", "m̀")] == [
        ("nü", 3), ("nü", 3), ("lüe", 4), ("lüe", 4), ("ma", 5), ("ma", 5), ("m", 4),
    ]  # fmt: skip


# -- there and back


words = st.lists(st.sampled_from(STANDARD), min_size=1, max_size=4)


@given(words)
@settings(deadline=None)
def test_the_way_back_contains_the_original(syllables):
    assert tuple(syllables) in [cut.syllables for cut in cut_palladius(join(syllables, "palladius"))]
    assert tuple(syllables) in [cut.syllables for cut in cut_pinyin(join(syllables, "pinyin-plain"))]


@given(words, st.lists(st.integers(1, 5), min_size=4, max_size=4))
@settings(deadline=None)
def test_pinyin_with_tones_is_read_back(syllables, tones):
    toned = tuple(marked(*each) for each in zip(syllables, tones, strict=False))
    assert toned in [cut.syllables for cut in cut_pinyin(join(toned, "pinyin"))]
    assert cut_pinyin(join(toned, "pinyin-numbers"))[0].syllables == toned


@given(words)
@settings(deadline=None)
def test_every_cut_is_a_way_to_write_the_word(syllables):
    written = join(syllables, "palladius").replace("ъ", "")
    for cut in cut_palladius(join(syllables, "palladius")):
        spellings = [
            {table()[each.removesuffix("r") if each not in table() else each].palladius} for each in cut.syllables
        ]
        if not any(table()[each].variants for each in cut.syllables if each in table()):
            ends = ["р" if each not in table() else "" for each in cut.syllables]
            assert "".join(min(s) + e for s, e in zip(spellings, ends, strict=True)).replace(
                "ё", "йо"
            ) == written.replace("ё", "йо")


def test_costs_rise():
    for word in ("чанань", "ляонин", "хуэйчжоу", "тяньаньмэнь"):
        assert all(a.cost <= b.cost for a, b in pairwise(cut_palladius(word)))


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("юнцзю мулинь", ["yongjiu mulin"]), ("Чанъань", ["Chang'an"]), ("Сиань", ["Xi'an"]), ("Яньань", ["Yan'an"]),
        ("Чанань", ["Chanan", "Chang'an"]), ("Шэньси", ["Shaanxi", "Shenxi"]), ("Хойчжоу", ["Huizhou"]),
        ("Пекин", ["Beijing"]), ("Гонконг", ["Hong Kong"]), ("Сунь Ятсен", ["Sun Yat-sen"]), ("пэнъю", ["pengyou"]),
        ("Янь-ань", ["Yan'an"]), ("Си Цзинь-пин", ["Xi Jinping"]), ("ё", ["yo"]), ("йо", ["yo"]),
    ],
)  # fmt: skip
def test_palladius_to_english(text, candidates):
    found = transcribe(text, "english").candidates
    assert [each.replace("’", "'") for each in found[: len(candidates)]] == candidates


def test_what_is_no_palladius_is_flagged():
    found = transcribe("Токаев и Си Цзиньпин", "pinyin-plain")
    assert [word.source for word in found.flagged] == ["Токаев"]
    assert found.text == "Токаев yi Xi Jinping"


@pytest.mark.parametrize(
    ("text", "cyrillic"),
    [
        ("Xi Jinping", "Си Цзиньпин"), ("Xi'an", "Сиань"), ("Xi’an", "Сиань"), ("Xian", "Сянь"), ("xi1an1", "сиань"),
        ("xian1", "сянь"), ("Chang'an", "Чанъань"), ("Er'ya", "Эръя"), ("Eryuan", "Эръюань"),
        ("Erhai", "Эрхай"), ("Beijing", "Пекин"), ("Běijīng", "Пекин"), ("Shaanxi", "Шэньси"),
        ("Shǎnxī", "Шэньси"), ("Shānxī", "Шаньси"), ("Shanxi", "Шаньси"), ("lüe4", "люэ"), ("lve", "люэ"),
        ("nu:3", "нюй"), ("Lü Bu", "Люй Бу"), ("huar", "хуар"), ("Hong Kong", "Гонконг"), ("fangan", "фаньгань"),
        ("fang'an", "фанъань"), ("péngyou", "пэнъю"),
    ],
)  # fmt: skip
def test_pinyin_to_palladius(text, cyrillic):
    assert transcribe(text).text == cyrillic


# -- Chinese


@pytest.mark.parametrize("row", _rows(SAMPLE), ids=lambda row: row[0])
def test_names_in_use(row):
    chinese, russian, english, kind = row
    if english or russian:
        assert toolkit.transcribe(chinese, "palladius", kind or "auto").text == russian
    if english:
        assert toolkit.transcribe(chinese, "english", kind or "auto").text == english


def test_the_sample_is_large_and_written_once():
    found = [row[0] for row in _rows(SAMPLE)]
    assert len(found) >= 400
    assert len(found) - len(set(found)) <= 3


@pytest.mark.parametrize(
    ("traditional", "russian"),
    [
        ("習近平", "Си Цзиньпин"), ("烏魯木齊", "Урумчи"), ("陝西省", "провинция Шэньси"), ("單田芳", "Шань Тяньфан"),
        ("長安", "Чанъань"), ("歐陽修", "Оуян Сю"), ("諸葛亮", "Чжугэ Лян"), ("孫中山", "Сунь Ятсен"),
        ("葉劍英", "Е Цзяньин"), ("萬俟卨", "Моци Се"),
    ],
)  # fmt: skip
def test_traditional_characters(traditional, russian):
    assert transcribe(traditional).text == russian


@pytest.mark.parametrize(
    ("text", "to", "written"),
    [
        ("习近平", "pinyin", "Xí Jìnpíng"),
        ("习近平", "pinyin-numbers", "Xi2 Jin4ping2"),
        ("习近平", "pinyin-plain", "Xi Jinping"),
        ("西安", "pinyin", "Xī'ān"),
        ("西安", "english", "Xi’an"),
        ("吕布", "pinyin-plain", "Lü Bu"),
        ("陕西省", "pinyin", "Shǎnxī Shěng"),
        ("中华人民共和国", "pinyin", "Zhōnghuá Rénmín Gònghéguó"),
        ("永久睦邻", "palladius", "юнцзю мулинь"),
        ("永久睦邻", "pinyin", "yǒngjiǔ mùlín"),
        ("香港", "pinyin", "Xiānggǎng"),
        ("新华社", "palladius", "Синьхуа"),
        ("新华社", "english", "Xinhua News Agency"),
        ("朋友", "palladius", "пэнъю"),
        ("公安", "palladius", "гунъань"),
    ],
)
def test_targets(text, to, written):
    assert toolkit.transcribe(text, to).text == written


@pytest.mark.parametrize(
    ("name", "russian"),
    [
        ("单", "Шань"), ("仇", "Цю"), ("曾", "Цзэн"), ("解", "Се"), ("华", "Хуа"), ("任", "Жэнь"), ("查", "Чжа"),
        ("朴", "Пяо"), ("盖", "Гэ"), ("区", "Оу"), ("尉迟", "Юйчи"), ("万俟", "Моци"), ("令狐", "Линху"),
        ("翟", "Чжай"), ("缪", "Мяо"),
        ("冼", "Сянь"), ("乐", "Юэ"), ("逄", "Пан"), ("员", "Юнь"), ("种", "Чун"), ("黑", "Хэ"),
        ("欧阳", "Оуян"), ("司马", "Сыма"),
        ("单于", "Чаньюй"), ("澹台", "Таньтай"), ("范徐丽泰", "Фань-Сюй Литай"),
        ("高峰", "Гао Фэн"), ("华为", "Хуа Вэй"),
    ],
)  # fmt: skip
def test_surnames(name, russian):
    assert transcribe(name, kind="person").text == russian


def test_a_surname_with_two_readings_says_so():
    (surname,) = transcribe("覃", kind="person").words
    assert (surname.rule, surname.reading, surname.candidates) == ("surname", "qín", ("Цинь", "Тань"))
    assert "Guangxi" in surname.note
    assert transcribe("任部长").words[0].rule == "surname"
    assert transcribe("任务").text == "жэньу"
    assert transcribe("王先生和李女士").text == "Ван сяньшэн хэ Ли нюйши"
    assert transcribe("毛主席").text == "Мао чжуси"


def test_surnames_agree_with_those_of_the_language():
    for name, reading in zh._surnames()[0].items():
        assert names.surnames()[name].pinyin == reading


@pytest.mark.parametrize("word", ["查清楚", "高铁站", "解放军", "和平", "任务", "单位", "万一"])
def test_words_are_no_persons(word):
    assert not [each for each in transcribe(word).words if each.rule in ("surname", "given name")]


def test_mixed_text_is_kept():
    found = toolkit.transcribe("王毅2025年访问Astana，并会见ABC公司。")
    assert found.text == "Ван И 2025 нянь фанвэнь Astana，бин хуэйцзянь ABC гунсы。"
    assert "".join(word.source for word in found.words) == found.source


def test_units_of_administration():
    assert transcribe("陕西省西安市").text == "провинция Шэньси, город Сиань"
    assert transcribe("陕西省西安市", "english").text == "Shaanxi Province, Xi’an City"
    assert transcribe("北京市").text == "город Пекин"
    assert transcribe("单县").text == "уезд Шаньсянь"
    assert transcribe("六安市").text == "город Луань"
    nation = transcribe("延边朝鲜族自治州")
    assert nation.flagged
    assert "nationality" in nation.notes[0]


# -- established and foreign names


def test_every_exception_is_sound():
    for key, each in names.exceptions().items():
        assert each.reason, key
        assert each.kind in ("place", "name", "person", "spelling", "reading", "translated", "word"), key
        assert re.search("[А-Яа-я]", each.ru), key
        assert all(parted(syllable)[0] in table() for syllable in each.pinyin.split()), key
        assert len(each.pinyin.split()) == len(each.zh), key
        if each.reason == "by the rules" or each.kind == "reading":
            # then the rules give the same, or the end of the name is translated
            plain = join(each.pinyin.split(), "palladius").lower()
            assert plain in each.ru.lower().replace(" ", ""), key


def test_established_names_say_why():
    (word,) = transcribe("北京").words
    assert (word.rule, word.text, word.reading) == ("exception", "Пекин", "běi jīng")
    assert "Бэйцзин" in word.note
    assert transcribe("中国").text == "Китай"
    assert transcribe("中国银行").text == "Чжунго иньхан"  # translated names only where they stand alone
    assert transcribe("南海").text == "Южно-Китайское море"
    assert transcribe("黄海", "english").text == "Yellow Sea"
    assert transcribe("佛山市南海区").text == "город Фошань, район Наньхай"


def test_foreign_names_are_looked_up():
    found = toolkit.transcribe("托卡耶夫")
    assert (found.text, found.words[0].rule, found.words[0].concept) == ("Токаев", "glossary", "kassym-jomart-tokayev")
    assert toolkit.transcribe("托卡耶夫", "english").text == "Tokayev"
    assert toolkit.transcribe("卡瑟姆若马尔特·托卡耶夫").text == "Касым-Жомарт Токаев"
    found = toolkit.transcribe("哈萨克斯坦总统托卡耶夫在北京会见习近平主席")
    assert found.text == "Казахстан цзунтун Токаев цзай Пекин хуэйцзянь Си Цзиньпин чжуси"


@pytest.mark.parametrize(
    "name",
    [
        "托洛茨基", "卡瑟姆若马尔特", "普罗科菲耶夫", "莫斯科", "普京", "奥巴马", "马克思", "莎士比亚",
        "努尔·白克力", "肖斯塔科维奇",
        "契诃夫", "陀思妥耶夫斯基", "布宜诺斯艾利斯", "托卡耶夫",
        "赛义多夫", "梅列多夫", "阿里波夫", "苏莱缅诺夫", "热依扎", "安东尼", "艾尔肯·吐尼亚孜", "雪克来提·扎克尔",
        "奥通巴耶娃", "买买提", "阿布都拉", "尼格买提", "古力娜扎",
    ],
)  # fmt: skip
def test_unknown_foreign_names_are_not_guessed(name):
    found = transcribe(name)
    assert found.text == name
    assert [word.rule for word in found.flagged] == ["foreign"]
    assert found.words[0].reading
    assert not transcribe(name, "pinyin").flagged


@pytest.mark.parametrize(
    ("name", "russian"),
    [
        ("锡尔河", "Сырдарья"),
        ("咸海", "Аральское море"),
        ("费尔干纳盆地", "Фергана пэньди"),
        ("阿里山", "Алишань"),
        ("泽拉夫尚河", ""),
        ("阿拉套山", ""),
        ("阿拉湖", ""),
    ],
)
def test_rivers_lakes_and_mountains(name, russian):
    found = transcribe(name, "palladius")
    assert found.text == (russian or name)
    assert bool(found.flagged) == (not russian)


def test_a_foreign_name_in_a_sentence():
    found = toolkit.transcribe("外长拉夫罗夫访问上海")
    assert [word.source for word in found.flagged] == ["拉夫罗夫"]
    assert found.text == "вайчжан 拉夫罗夫 фанвэнь Шанхай"


@pytest.mark.parametrize("given", ["库尔班古力", "古尔班古力", "谢尔达尔·古尔班古力耶维奇"])
def test_an_unknown_given_name_before_a_known_surname_is_not_guessed(given):
    found = toolkit.transcribe(f"总统{given}·别尔德穆哈梅多夫")
    assert found.text == f"цзунтун {given}·Бердымухамедов"
    assert [word.source for word in found.flagged] == [given]


# -- keys


def test_keys():
    found = keys("永久睦邻")
    assert (found.plain, found.numbers) == ("yongjiumulin", "yong3jiu3mu4lin2")
    assert (found.palladius, found.initials) == ("юнцзюмулинь", "yjml")
    assert keys("女子").plain == "nvzi"
    assert keys("长安").palladius == "чанань"
    assert keys("单", "shàn").plain == "shan"


# -- errors and the command


@pytest.mark.parametrize(
    ("text", "to", "kind", "message"),
    [
        ("", "palladius", "auto", "empty"),
        (" \n", "palladius", "auto", "empty"),
        ("中" * 100_000, "palladius", "auto", "at most"),
        ("123 …", "palladius", "auto", "no Chinese"),
        ("中国", "french", "auto", "palladius, pinyin"),
        ("中国", "palladius", "river", "no kind"),
        ("Чанъань", "palladius", "auto", "Cyrillic already"),
        ("а" * 1000, "pinyin", "auto", "too long"),
        ("а-" * 1000 + "а", "pinyin", "auto", "too long"),
        ("a" * 1000, "palladius", "auto", "too long"),
    ],
)
def test_errors(text, to, kind, message):
    with pytest.raises(InputError, match=message):
        transcribe(text, to, kind=kind)


@given(st.text("习近平长安西省·-' 1aǎüж北京托斯\x00\n。𠀀〇卨", min_size=1, max_size=12), st.sampled_from(TARGETS))
@settings(deadline=None, max_examples=150)
def test_odd_text_ends_well(text, to):
    try:
        found = transcribe(text, to)
    except InputError:
        return
    assert "".join(word.source for word in found.words) == text
    assert found.candidates[0] == found.text
    assert all(word.text == word.source for word in found.flagged if word.rule != "place")


def run(*args, code=0):
    result = CliRunner().invoke(cli, ["transcribe", *args])
    assert result.exit_code == code, result.output
    return result


def test_the_command():
    assert run("西安").stdout == "Сиань\n"
    assert run("西安", "--to", "english").stdout == "Xi’an\n"
    assert run("Чанань", "--to", "pinyin-plain").stdout == "Chanan\nChang'an\n"
    assert "by the rules Бэйцзин" in run("北京").stderr
    assert "Тань" in run("覃", "--as", "person").stderr
    unknown = run("托洛茨基", code=1)
    assert unknown.stdout == "托洛茨基\n"
    assert "foreign name" in unknown.stderr
    facts = json.loads(run("北京", "--format", "json").stdout)
    assert (facts["text"], facts["words"][0]["rule"]) == ("Пекин", "exception")
    run("123", code=2)


def test_the_command_offers_every_target():
    assert terms._TARGETS == TARGETS
    assert terms._KINDS == transcription.KINDS
