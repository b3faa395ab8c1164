"""What recognition says of each term, what it keeps for the next time, and the command ``terms``."""

import csv
import io
import json
import re
from html import escape

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import data, pipeline
from toolkit.cli import cli
from toolkit.errors import InputError
from toolkit.languages import zh
from toolkit.model import Concept, Term
from toolkit.recognition import index
from toolkit.terminology import TermIndex, store
from toolkit.terminology.folding import fold


def _index(*terms, category="test"):
    """Return an index of terms given as language, text and, if it matters, part of speech and status."""
    concepts = []
    for number, (code, text, *rest) in enumerate(terms):
        kind, status = (*rest, *("noun", "preferred")[len(rest) :])
        concepts.append(Concept(f"c{number}", category, (Term(code, text, status, part_of_speech=kind),)))
    return TermIndex(concepts)


def _surfaces(terms, text, code):
    return [each.surface for each in terms.recognise(text, code)]


# ---------------------------------------------------------------- Chinese


def test_the_segmenter_votes_and_its_veto_is_recorded():
    found = index().find("集中亚洲力量，支持中亚国家。", "zh")
    assert [(o.surface, o.start) for o in found.terms if o.concept == "central-asia"] == [("中亚", 9)]
    assert [(o.surface, o.start, read) for o, read in found.vetoed] == [("中亚", 1, "集中|亚洲")]
    table = toolkit.recognise("集中亚洲力量", "zh")
    place = {"unit": "", "provision": "", "concept": "central-asia", "start": 1, "stop": 3}
    assert table.attrs["vetoed"] == [{**place, "surface": "中亚", "read": "集中|亚洲"}]


@pytest.mark.parametrize(
    ("text", "terms", "vetoed"),
    [
        ("国际关系民主化", [], [("民主", "民主化")]),
        ("讲民主", ["民主"], []),
        ("民主化工厂", ["民主"], []),  # 化工
    ],
)
def test_what_becomes_such_is_another_word(text, terms, vetoed):
    found = _index(("zh", "民主")).find(text, "zh")
    assert [each.surface for each in found.terms] == terms
    assert [(each.surface, read) for each, read in found.vetoed] == vetoed


def test_a_vetoed_term_does_not_hide_one_that_crosses_it():
    terms = _index(("zh", "委员会"), ("zh", "会议"))
    assert _surfaces(terms, "委员会议开幕", "zh") == ["会议"]


def test_the_longest_wins_and_inner_terms_say_that_they_are_inside():
    found = index().recognise("第二届中国—中亚峰会", "zh")
    assert not found[0].inside
    assert {o.surface for o in found if o.inside} >= {"中国—中亚", "中亚", "峰会"}
    terms = _index(("zh", "甲乙丙"), ("zh", "丙丁戊己"))
    assert _surfaces(terms, "甲乙丙丁戊己", "zh") == ["丙丁戊己"]


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\t", "。", "x"])
def test_no_chinese_term_goes_across_a_blank_line_a_tab_or_another_sign(between):
    assert _surfaces(_index(("zh", "上海合作组织")), f"上海{between}合作组织", "zh") == []


@given(
    st.lists(
        st.sampled_from(["中国—中亚峰会", "中亞", "，", " ", "\n", "\n\n", "——", "Ａb", "聯合國", "x", "😀", "\u200b"])
    )
)
def test_folding_keeps_places(parts):
    text = "".join(parts)
    plain, offsets = fold(text)
    places = range(len(text)) if offsets is None else offsets.tolist()
    assert len(plain) == len(places)
    assert list(places) == sorted(set(places))
    for char, at in zip(plain, places, strict=True):
        assert fold(text[at]).text in (char, "")  # a line break stands for a blank line


@given(
    st.lists(
        st.sampled_from(["中国", "—", "中亚", "峰会", "联合国", "大会", "各方", "面", "\n", "所", "有权", "和平"]),
        max_size=30,
    )
)
@settings(deadline=None)
def test_occurrences_stand_where_they_say_and_do_not_cross(parts):
    text = "".join(parts)
    found = index().recognise(text, "zh")
    for one in found:
        assert text[one.start : one.stop] == one.surface != ""
        assert not [o for o in found if one.start < o.start < one.stop < o.stop]
        longer = [o for o in found if o.start <= one.start and one.stop <= o.stop and len(o.surface) > len(one.surface)]
        assert one.inside == bool(longer)


def test_half_a_character_does_not_end_the_search():
    assert _surfaces(_index(("zh", "中亚")), "\ud800中亚\udfff", "zh") == ["中亚"]


def test_equal_and_empty_surfaces():
    terms = TermIndex(
        [Concept(name, "test", (Term("zh", text, "preferred"),)) for name, text in
         (("a", "合作"), ("b", "合 作"), ("c", " 　"), ("d", "國際"), ("e", "国际"))]
    )  # fmt: skip
    assert [(o.concept, o.surface) for o in terms.recognise("国际合作", "zh")] == [
        ("d", "国际"), ("e", "国际"), ("a", "合作"), ("b", "合作"),
    ]  # fmt: skip


# ---------------------------------------------------------------- Russian and English


@pytest.mark.parametrize(
    ("text", "inserted"),
    [
        ("в интересах устойчивого развития", ""),
        ("в интересах устойчивого экономического развития", "экономического"),
        ("в интересах устойчивого и инклюзивного развития", "и инклюзивного"),
        ("устойчивое и весьма быстрое инклюзивное развитие", None),
        ("устойчивое министерство развития", None),
        ("устойчивый развитию", None),
        ("устойчивое, развитие", None),
        ("устойчивое\n\nразвитие", None),
        ("устойчивое\nразвитие", ""),
    ],
)
def test_words_agree_and_what_is_put_in_is_reported(text, inserted):
    found = _index(("ru", "устойчивое развитие")).recognise(text, "ru")
    assert [o.inserted for o in found] == ([] if inserted is None else [inserted])


def test_a_split_term_yields_to_one_whose_words_stand_together():
    terms = _index(("ru", "международное право"), ("ru", "международное гуманитарное право"))
    assert [(o.concept, o.inserted) for o in terms.recognise("международного гуманитарного права", "ru")] == [
        ("c1", "")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("главы государств", True),
        ("главами государства", True),
        ("главой государств", False),
        ("глава государством", False),
    ],
)
def test_a_dependent_noun_goes_into_the_plural_with_its_head(text, found):
    assert bool(_surfaces(_index(("ru", "глава государства")), text, "ru")) == found


def test_initials_belong_to_the_person():
    person = Concept("p", "persons", (Term("ru", "Касым-Жомарт Токаев", "preferred"), Term("ru", "Токаев", "admitted")))
    terms = TermIndex([person])
    for text in ("К.К.Токаев", "К. К. Токаевым", "К.-Ж. Токаева", "Токаев К.К.", "Токаеву К."):
        assert _surfaces(terms, f"сказал {text} и ушел", "ru") == [text]
    assert _surfaces(terms, "сказал А. Токаев", "ru") == []
    assert _surfaces(terms, "В США. Токаев сказал", "ru") == ["Токаев"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("С. В. Лаврову", True),
        ("Лаврова С.В.", True),
        ("Сергеем Викторовичем Лавровым", True),
        ("А. В. Лаврову", False),
        ("Лаврова А.В.", False),
        ("Лавровым", False),
    ],
)
def test_a_full_name_is_found_with_initials_and_with_the_name_of_the_father(text, found):
    person = _index(("ru", "Сергей Лавров"), category="persons")
    assert _surfaces(person, f"с {text}, затем", "ru") == ([text] if found else [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Г. М. Бердымухамедову вручен", "ru"),
        ("Бердымухамедов Г.М., глава", "ru"),
        ("Гурбангулы Мяликгулыевичем Бердымухамедовым", "ru"),
        ("库尔班古力．别尔德穆哈梅多夫", "zh"),
        ("库尔班古力.别尔德穆哈梅多夫", "zh"),
    ],
)
def test_the_father_of_a_president_is_not_the_president(text, language):
    assert "serdar-berdimuhamedov" not in index().concepts(text, language)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("узбекской и китайской сторонам", ["китайской сторонам"]),
        ("узбекским и китайской сторонам", []),
        ("узбекской, китайской сторонам", []),
        ("на русском и китайском языках", ["китайском языках"]),
        ("на китайском и русском языках", ["китайском и русском языках"]),
    ],
)
def test_a_noun_that_adjectives_share_is_in_the_plural(text, found):
    terms = _index(("ru", "китайская сторона"), ("ru", "китайский язык"))
    assert _surfaces(terms, text, "ru") == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Озоде Рахмон вручен орден", "ru", False),
        ("С Озодой Рахмон встретился посол", "ru", False),
        ("Кемель Токаев писал повести", "ru", False),
        ("Токаев Кемель Токаевич", "ru", False),
        ("Рустам Эмомали", "ru", False),
        ("Аркадаг Бердымухамедов", "ru", False),
        ("Kemel Tokayev wrote thrillers", "en", False),
        ("Ozoda Rahmon", "en", False),
        ("Akylbek Japarov", "en", False),
        ("凯末尔·托卡耶夫", "zh", False),
        ("В Акорде Токаев", "ru", True),
        ("В Сиане Рахмон", "ru", True),
        ("Президент Казахстана Токаев", "ru", True),
        ("ПРЕЗИДЕНТ ТОКАЕВ", "ru", True),
        ("Касымом-Жомартом Токаевым", "ru", True),
        ("Елбасы Касым-Жомарт Токаев", "ru", True),
        ("Токаев Касым-Жомарт Кемелевич", "ru", True),
        ("Рахмон Рустам Эмомали, председатель", "ru", False),
        ("Рахмон Озода, руководитель", "ru", False),
        ("Жапарова Айгуль, директор", "ru", False),
        ("Токаев Касым-Жомарт, президент", "ru", True),
        ("Токаев Владимиру Путину вручил орден", "ru", True),
        ("Рахмон Мирзиёеву вручил орден", "ru", True),
        ("卡瑟姆若马尔特·克梅列维奇·托卡耶夫", "zh", True),
        ("总统谢尔达尔·古尔班古力耶维奇·别尔德穆哈梅多夫", "zh", True),
        ("库尔班古力·米亚利克古雷耶维奇·别尔德穆哈梅多夫", "zh", False),
        ("Yesterday Tokayev said", "en", True),
        ("At Akorda Tokayev said", "en", True),
        ("Kazakhstan’s Tokayev", "en", True),
    ],
)
def test_another_given_name_makes_it_another_person(text, language, found):
    persons = {"serdar-berdimuhamedov", "kassym-jomart-tokayev", "emomali-rahmon", "sadyr-zhaparov"}
    assert persons.isdisjoint(index().concepts(text, language)) != found


@pytest.mark.parametrize(
    ("text", "language", "concept", "found"),
    [
        ("в рамках Экономического пояса Шёлкового пути", "ru", "belt-and-road", False),
        ("инициатива Пояса-пути", "ru", "belt-and-road", True),
        ("С другой стороны, это дорого.", "ru", "other-parties", False),
        ("с согласия другой Стороны", "ru", "other-parties", True),
        ("в Ошской и Баткенской областях", "ru", "field", False),
        ("в экономической области", "ru", "field", True),
        ("the Communist Party of China", "en", "parties", False),
        ("foreign exchange and stock exchanges", "en", "exchanges", False),
        ("two MoUs were signed", "en", "memorandum-of-understanding", True),
        ("the General Assembly’s resolutions", "en", "un-general-assembly-resolution", True),
        ("China's Central Asia policy", "en", "china-central-asia-pair", False),
    ],
)
def test_words_of_other_meanings_and_other_ways_to_write(text, language, concept, found):
    assert (concept in index().concepts(text, language)) == found


@pytest.mark.parametrize(
    ("code", "term", "text", "found"),
    [
        ("ru", "экономическая зона (ЭЗ)", "В экономической зоне, в ЭЗ", ["экономической зоне", "ЭЗ"]),
        ("en", "economic zone (EEZ)", "economic zones, the EEZ", ["economic zones", "EEZ"]),
        ("zh", "专属经济区（EEZ）", "专属经济区和EEZ", ["专属经济区", "EEZ"]),
    ],
)
def test_a_term_with_its_abbreviation_in_brackets_stands_for_both(code, term, text, found):
    assert _surfaces(_index((code, term, "noun")), text, code) == found


@pytest.mark.parametrize(("text", "found"), [("G20峰会", True), ("G200", False), ("AG20", False), ("Ｇ２０峰会", True)])
def test_letters_and_figures_in_chinese_are_whole_words(text, found):
    assert bool(_surfaces(_index(("zh", "G20")), text, "zh")) == found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("лицо, ищущее убежище", "лиц, ищущих убежище", True),
        ("лицо, ищущее убежище", "лиц, ищущим убежище", False),
        ("трудящийся-мигрант", "трудящихся-мигрантов", True),
        ("Ближний Восток", "Ближнем и Среднем Востоке", True),
        ("помощь по уголовным делам", "помощи по гражданским и уголовным делам", True),
        ("помощь по уголовным делам", "помощи по гражданским и уголовные дела", False),
        ("Министерство культуры", "Министерства образования и культуры", False),
        ("виды животных, находящиеся под угрозой", "видами животных, находящимися под угрозой", True),
        ("виды животных, находящиеся под угрозой", "видами животных, находящихся под угрозой", False),
        ("китайская сторона", "китайской и узбекской сторонами", True),
        ("китайская сторона", "китайской или узбекской сторон", True),
        ("китайская сторона", "китайской узбекской сторонами", False),
        ("китайская сторона", "китайской и Узбекистана сторонами", False),
        ("китайская сторона", "китайской и узбекских сторон", False),
        ("китайская сторона", "китайской сторонами", False),
    ],
)
def test_clauses_compounds_and_adjectives_joined_by_and(term, text, found):
    assert _surfaces(_index(("ru", term)), text, "ru") == ([text] if found else [])


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("сдавать на хранение", "сданы на хранение"),
        ("возместить ущерб", "возмещает причиненный ущерб"),
        ("воздерживаться от угрозы силой", "воздержались от угрозы силой"),
        ("нести ответственность", "понесет полную ответственность"),
    ],
)
def test_a_verb_is_found_in_the_other_aspect(term, text):
    assert _surfaces(_index(("ru", term, "verb")), text, "ru") == [text]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("take measures", "takes all necessary measures", True),
        ("take measures", "takes part in measures", False),
        ("take measures", "takes place; measures", False),
        ("cease to have effect", "ceased to have any legal effect", True),
        ("work to", "works hard to", False),
        ("point out", "pointed this out", False),
    ],
)
def test_what_is_put_into_an_english_verbal_phrase(term, text, found):
    assert _surfaces(_index(("en", term, "verb")), text, "en") == ([text] if found else [])


@pytest.mark.parametrize(
    ("text", "surface", "concept"),
    [
        ("China attaches great importance to it.", "attaches great importance to", "attach-great-importance"),
        ("The Ministers exchanged views.", "exchanged views", "exchange-of-views"),
        ("He firmly supported it.", "firmly supported", "firm-support"),
    ],
)
def test_english_phrases_that_begin_with_a_verb(text, surface, concept):
    assert (surface, concept) in {(each.surface, each.concept) for each in index().recognise(text, "en")}


@pytest.mark.parametrize("dot", "·．.・")
def test_a_dot_in_a_chinese_name_may_be_any(dot):
    name = f"谢尔达尔{dot}别尔德穆哈梅多夫"
    assert index().recognise(f"总统{name}。", "zh")[1].surface == name


def test_an_abbreviation_wants_capitals_and_may_be_declined():
    terms = _index(("ru", "МИД", "abbreviation"), ("ru", "КНР", "abbreviation"), ("en", "UN", "abbreviation"))
    assert _surfaces(terms, "МИДом КНР-Китая, мид, кнр", "ru") == ["МИДом", "КНР"]
    assert _surfaces(terms, "UN’s un Un", "en") == ["UN"]


@pytest.mark.parametrize("text", ["Центра\u00adльной Азии", "Центра\u0301льной А\u0301зии", "Центральной\u00a0Азии"])
def test_soft_hyphens_and_stress_marks_make_no_difference(text):
    assert _surfaces(_index(("ru", "Центральная Азия")), f"в {text}.", "ru") == [text]


def test_a_form_to_avoid_yields_to_a_good_one_in_the_same_place():
    terms = _index(("en", "Republic of China", "noun", "forbidden"), ("en", "People’s Republic of China"))
    assert [o.status for o in terms.recognise("People's Republic of China; Republic of China", "en")] == [
        "preferred", "forbidden",
    ]  # fmt: skip


@given(
    st.text(alphabet="КНР Центральная Азии-–«»\n.,Токаева устйчивогразвю", max_size=60), st.sampled_from(["ru", "en"])
)
@settings(deadline=None)
def test_any_text_is_read(text, code):
    for each in index().recognise(text, code):
        assert text[each.start : each.stop] == each.surface


# ---------------------------------------------------------------- what is kept for the next time


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path / "duizhao"))
    monkeypatch.setattr(store, "_WORTH", 1)
    return tmp_path / "duizhao"


TEXTS = {"zh": "中亞國家", "ru": "странам Центральной Азии", "en": "Central Asian country"}


def _all(terms):
    return [each for code, text in TEXTS.items() for each in terms.recognise(text, code)]


def test_what_was_made_is_read_the_next_time(cache, monkeypatch):
    concepts = data.glossary()
    first = _all(TermIndex(concepts))
    assert len(first) >= 6
    assert len(list(cache.glob("terms-*.npz"))) == 3
    monkeypatch.setattr(store, "_compiled", None)  # nothing is made again
    assert _all(TermIndex(concepts)) == first


def test_a_spoilt_file_is_made_again(cache):
    concepts = data.glossary()[:20]
    first = _all(TermIndex(concepts))
    for path in cache.glob("terms-*.npz"):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    assert _all(TermIndex(concepts)) == first


def test_other_terms_are_other_files_and_old_ones_go(cache):
    for number in range(20):
        _index(("ru", f"слово {number}")).recognise("слово", "ru")
    assert len(list(cache.glob("*"))) == 12


# ---------------------------------------------------------------- the verb and the command


def test_terms_of_a_table_by_row_and_language():
    table = pipeline.corpus_units("outcomes").head(12)
    found = toolkit.recognise(table)
    assert set(found["language"]) == {"zh", "ru", "en"}
    cells = {(row["unit"], code): row[code] for row in table.to_dict("records") for code in ("zh", "ru", "en")}
    for row in found.itertuples():
        assert cells[row.unit, row.language][row.start : row.stop] == row.surface
    summit = found[found["concept"] == "china-central-asia-summit"].iloc[0]
    assert (summit["ru"], summit["status"]) == ("саммит «Китай — Центральная Азия»", "preferred")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("chargé d’affaires", "chargés d’affaires"),
        ("persona non grata", "personae non gratae"),
        ("note verbale", "notes verbales"),
        ("annex", "Annexes"),
        ("oblast", "oblasts"),
    ],
)
def test_english_plurals_that_the_dictionary_does_not_have(term, text):
    assert _surfaces(_index(("en", term)), f"see {text}, then", "en") == [text]


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Граждане Киргизии и <Казахстана> приветствуют устойчивое экономическое развитие.", "utf-8")
    return path


def test_the_command_tells_each_term(page):
    result = CliRunner().invoke(cli, ["terms", str(page)])
    assert result.exit_code == 0
    assert re.search(
        r"Казахстана\tbody/p1 \d+-\d+\tkazakhstan\tpreferred\tzh 哈萨克斯坦 \| en Kazakhstan", result.stdout
    )
    assert "forbidden! write Кыргызстан" in result.stdout
    assert "preferred; with экономическое" in result.stdout
    assert "Киргизии is forbidden; write Кыргызстан" in result.stderr


def test_the_command_writes_tables_and_pages(page, tmp_path):
    run = CliRunner().invoke
    rows = json.loads(run(cli, ["terms", str(page), "--format", "json"]).stdout)[0]["terms"]
    table = list(csv.DictReader(io.StringIO(run(cli, ["terms", str(page), "--format", "csv"]).stdout)))
    assert [row["concept"] for row in rows] == [row["concept"] for row in table]
    assert {"kyrgyzstan", "kazakhstan", "sustainable-development"} <= {row["concept"] for row in rows}
    html = tmp_path / "marked.html"
    assert run(cli, ["terms", str(page), "-o", str(html)]).exit_code == 0
    shown = html.read_text("utf-8")
    assert "&lt;<mark" in shown
    reason = next(t.note for t in index().concepts_by_id["kyrgyzstan"].of("ru") if t.text == "Киргизия")
    title = f"kyrgyzstan, forbidden: 吉尔吉斯斯坦 · Кыргызстан · Kyrgyzstan\n{escape(reason)}"
    assert f'<mark class="avoided" title="{title}">Киргизии</mark>' in shown
    for suffix in (".csv", ".json", ".txt", ".xlsx"):
        path = tmp_path / f"terms{suffix}"
        assert run(cli, ["terms", str(page), "-o", str(path)]).exit_code == 0
        assert path.stat().st_size > 100


def test_the_command_reads_a_table_of_the_toolkit(tmp_path):
    path = tmp_path / "rows.csv"
    pipeline.export(pipeline.corpus_units("outcomes").head(5), path)
    result = CliRunner().invoke(cli, ["terms", str(path)])
    assert result.exit_code == 0
    assert "second-china-central-asia-summit" in result.stdout


def test_the_command_marks_the_terms_of_a_termbase(tmp_path):
    own = tmp_path / "own.csv"
    rows = "id,category,zh,ru,ru.forbidden,en\nexequatur,law,领事证书,экзекватура,экзекутура,exequatur\n"
    own.write_text(rows, "utf-8")
    note = tmp_path / "note.txt"
    note.write_text("Правительство КНР лишило консула экзекватуры.", "utf-8")
    base = ["--base", str(tmp_path / "own.termbase")]
    run = CliRunner().invoke
    assert run(cli, ["termbase", "create", base[1]]).exit_code == 0
    assert run(cli, ["termbase", "import", str(own), *base]).exit_code == 0
    result = run(cli, ["terms", str(note), *base])
    assert result.stdout.split("\t")[2:] == ["exequatur", "preferred", "zh 领事证书 | en exequatur\n"]
    note.write_text("Без экзекутуры консула нет.", "utf-8")
    told = run(cli, ["terms", str(note), *base]).stderr  # no reason is given, and none is shown
    assert "экзекутуры is forbidden; write экзекватура\n" in told


@pytest.mark.parametrize(
    "arguments",
    [["none.txt"], ["note.txt", "-o", "x.pdf"], ["note.txt", "-l", "fr"], ["note.txt", "--base", "no.termbase"]],
)
def test_the_command_says_what_it_can_not_do(arguments, page, monkeypatch):
    monkeypatch.chdir(page.parent)
    result = CliRunner().invoke(cli, ["terms", *arguments])
    assert result.exit_code == 2
    assert result.stderr.startswith("duizhao: ")
    assert result.stderr.count("\n") == 1


def test_a_string_wants_a_language():
    with pytest.raises(InputError, match="name the language"):
        toolkit.recognise("text")


def test_scripts_convert_both_ways():
    assert {zh.converted("中亚机制", script) for script in zh.SCRIPTS} == {"中亚机制", "中亞機制"}


def test_a_form_that_is_right_elsewhere_is_told_only_beside_its_concept():
    """«договор» is right for 条约 and wrong for 协定: a text alone does not say which is meant, a row does."""
    text = "Стороны заключили договор о транзите."
    assert "agreement-xieding" not in set(toolkit.recognise(text, "ru")["concept"])
    columns = {"unit": ["1", "2"], "provision": ["", ""], "zh": ["双方签署过境运输协定。", "双方签署过境运输条约。"]}
    table = pd.DataFrame({**columns, "ru": [text, text]})
    table.attrs = {"table": "units", "languages": ["zh", "ru"]}
    found = toolkit.recognise(table)
    told = found[(found["concept"] == "agreement-xieding") & (found["language"] == "ru")]
    assert [(each.unit, each.surface, each.status) for each in told.itertuples()] == [("1", "договор", "deprecated")]
    assert text[told["start"].iloc[0] : told["stop"].iloc[0]] == "договор"
    why = next(t.note for t in index().concepts_by_id["agreement-xieding"].of("ru") if t.text == "договор")
    assert told["reason"].tolist() == [why]


def test_a_mistake_that_two_translations_share_is_told_in_both():
    cells = {"zh": "共建一带一路。", "ru": "Совместно строить «Шелковый путь».", "en": "Build the Silk Road together."}
    table = pd.DataFrame({"unit": ["1"], "provision": [""], **{code: [text] for code, text in cells.items()}})
    table.attrs = {"table": "units", "languages": list(cells)}
    found = toolkit.recognise(table)
    wrong = found[(found["concept"] == "belt-and-road") & found["reason"].ne("")]
    assert set(wrong["language"]) == {"ru", "en"}
