import csv
import hashlib
import shutil

import pytest

import toolkit
from toolkit import data
from toolkit.errors import DataError

from .conftest import RAW, ROOT


def test_the_source_is_kept_byte_for_byte():
    digest = hashlib.sha256(RAW.read_bytes()).hexdigest()
    assert digest == "f8b3be6c4acbe08e436358287f0cec6dc3d974e8acfa4408a7530c4d1b884faa"
    assert f"{digest}  {RAW.name}\n" in (RAW.parent / "SHA256SUMS").read_text()


def test_the_bundled_data_has_no_fault():
    assert toolkit.validate().values.tolist() == []


def test_glossary_covers_the_treaty():
    concepts = toolkit.glossary()
    ours = [c for c in concepts if any("treaty" in t.documents for t in c.of("zh"))]
    names = [c for c in ours if c.category in ("persons", "states", "places", "organizations", "documents")]
    assert len(ours) - len(names) >= 120
    chinese = {t.text for c in concepts if c.category == "states" for t in c.of("zh")}
    chinese |= {t.text for c in names for t in c.of("zh")}
    wanted = """
        习近平 卡瑟姆若马尔特·托卡耶夫 萨德尔·扎帕罗夫 埃莫马利·拉赫蒙 谢尔达尔·别尔德穆哈梅多夫 沙夫卡特·米尔济约耶夫
        中华人民共和国 中国 哈萨克斯坦共和国 哈萨克斯坦 吉尔吉斯共和国 吉尔吉斯斯坦 塔吉克斯坦共和国 塔吉克斯坦
        土库曼斯坦 乌兹别克斯坦共和国 乌兹别克斯坦 阿斯塔纳 中亚 亚洲 联合国 中华人民共和国外交部 新华社 联合国宪章
    """
    assert chinese >= set(wanted.split())
    for concept in ours:
        assert all(concept.preferred(code) for code in data.LANGUAGES)
        assert all(term.sources for term in concept.terms)


@pytest.fixture
def copy(tmp_path):
    """A copy of the curated data to spoil."""
    for name in ("glossary", "corpus"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def _rules(folder):
    return {(fault.file, fault.rule) for fault in toolkit.validate(folder).itertuples()}


def _edit(path, edit):
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    columns = {name: at for at, name in enumerate(rows[0])}
    edit(rows, columns)
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def _row(rows, columns, language, status="preferred"):
    return next(row for row in rows[1:] if (row[columns["language"]], row[columns["status"]]) == (language, status))


def _set(language, column, value, status="preferred"):
    def edit(rows, columns):
        _row(rows, columns, language, status)[columns[column]] = value

    return edit


def _drop(language):
    def edit(rows, columns):
        rows.remove(_row(rows, columns, language))

    return edit


def _unexplained_pinyin(rows, columns):
    row = _row(rows, columns, "zh")
    row[columns["pinyin"]], row[columns["note"]] = "bù duì", ""


def _swap(rows, columns):
    rows[1], rows[-1] = rows[-1], rows[1]


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (_set("ru", "status", "best"), "glossary.value"),
        (_set("ru", "status", "admitted"), "glossary.preferred"),
        (_drop("en"), "glossary.preferred"),
        (_set("ru", "term", ""), "glossary.empty"),
        (_set("zh", "term", "聯合國"), "glossary.script"),
        (_set("ru", "term", "Oрганизация"), "glossary.alphabet"),
        (_set("ru", "term", "договор o мире"), "glossary.alphabet"),
        (_set("ru", "term", "CCCP"), "glossary.alphabet"),
        (_set("en", "term", "а treaty"), "glossary.alphabet"),
        (_set("en", "source", ""), "glossary.source"),
        (_set("en", "source", "no-such-key"), "glossary.source"),
        (_set("zh", "term", "不在文中"), "glossary.documents"),
        (_unexplained_pinyin, "glossary.pinyin"),
        (_set("zh", "related", "no-such-concept"), "glossary.related"),
        (_set("en", "term", " United Nations"), "glossary.spaces"),
        (_set("en", "term", "Organisation"), "style"),
        (_set("ru", "term", 'Организация "Объединенных" Наций'), "style"),
        (_set("ru", "term", "самолёт"), "style"),
        (_set("en", "id", "United Nations"), "glossary.id"),
        (_swap, "glossary.order"),
    ],
)
def test_a_spoilt_glossary_is_caught(copy, edit, rule):
    _edit(copy / "glossary" / "organizations.csv", edit)
    assert ("glossary/organizations.csv", rule) in _rules(copy)


def test_an_unknown_category_is_caught(copy):
    (copy / "glossary" / "places.csv").rename(copy / "glossary" / "cities.csv")
    assert ("glossary/cities.csv", "glossary.category") in _rules(copy)


def test_a_surface_of_two_concepts_wants_a_note(copy):
    def edit(rows, columns):
        for name in ("note", "usage", "related"):
            for row in rows[1:]:
                row[columns[name]] = ""
        first, other = [r for r in rows[1:] if (r[columns["language"]], r[columns["status"]]) == ("en", "preferred")][
            :2
        ]
        other[columns["term"]] = first[columns["term"]]

    _edit(copy / "glossary" / "places.csv", edit)
    assert ("glossary/places.csv", "glossary.duplicate") in _rules(copy)


def test_a_header_or_encoding_that_is_off_is_caught(copy):
    file = copy / "glossary" / "places.csv"
    file.write_bytes(file.read_text("utf-8").encode("cp1251", "replace"))
    assert any(rule == "glossary.file" for _, rule in _rules(copy))
    file.write_text("id;term\n", "utf-8")
    with pytest.raises(DataError, match="header"):
        list(data.rows(file, data.TERM_COLUMNS))


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("ru.txt", "Кыргызская Республика,", "Киргизская Республика,", "style"),
        ("ru.txt", "Туркменистан и", "Республика Туркменистан и", "style"),
        ("ru.txt", "партнерства", "партнёрства", "style"),
        ("ru.txt", "Статья 7", "Статья  7", "style"),
        ("ru.txt", "Стороны уважают", "Cтороны уважают", "corpus.alphabet"),
        ("en.txt", "“the Parties”", '"the Parties"', "style"),
        ("en.txt", "recognized", "recognised", "style"),
        ("en.txt", "defence, the", "defense, the", "style"),
        ("en.txt", "the Parties shall settle", "the Parties will settle", "style"),
        ("en.txt", "The Parties shall take the necessary", "The Parties take the necessary", "style"),
        ("en.txt", "on 17 June 2025", "on June 17, 2025", "style"),
        ("ru.txt", "Стороны укрепляют контакты", "Стороны будут укреплять контакты", "style"),
        ("ru.txt", "получения депозитарием уведомления", "получения Депозитарием уведомления", "style"),
        ("en.txt", "the depositary shall transmit", "the depository shall transmit", "corpus.forbidden"),
    ],
)
def test_a_breach_of_house_style_is_caught_with_its_place(copy, file, old, new, rule):
    path = copy / "corpus" / "treaty" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = [f for f in toolkit.validate(copy).itertuples() if (f.file, f.rule) == (f"corpus/treaty/{file}", rule)]
    assert found
    assert new in text.replace(old, new, 1).split("\n")[found[0].line - 1]


def test_shall_before_a_list_counts_for_the_whole_list(copy):
    path = copy / "corpus" / "treaty" / "en.txt"
    text = path.read_text("utf-8")
    place = text.index("The Parties shall take the necessary")
    rest = text[text.index("\n", place) :]
    duty = "Citizens of the Parties {} in the territory of the other Party:\n\n1. not overstay;\n\n2. report any loss."
    found = {}
    for verb in ("shall", "agree to"):
        path.write_text(text[:place] + duty.format(verb) + rest, "utf-8", newline="")
        faults = toolkit.validate(copy, copy / "corpus").itertuples()
        found[verb] = [each.line for each in faults if "without shall" in each.message]
    assert found == {"shall": [], "agree to": [text.count("\n", 0, place) + 1]}


def test_gold_that_no_longer_fits_is_named(copy):
    path = copy / "corpus" / "treaty" / "ru.txt"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    faults = [(f.file, f.column, f.rule) for f in toolkit.validate(copy).itertuples() if f.file.startswith("corpus/")]
    assert faults == [("corpus/treaty/gold.csv", "ru", "corpus.gold")]


def test_a_title_in_our_own_wording_without_a_note_is_caught(copy):
    """The glossary has a working form of it; a note on the row in the other language is not enough."""

    def edit(rows, columns):
        gone = [("outcomes/item.12/p1/s1", "en"), ("outcomes/item.20/p1/s1", "ru"), ("outcomes/item.20/p1/s1", "en")]
        rows[1:] = [row for row in rows[1:] if (row[columns["segment"]], row[columns["language"]]) not in gone]

    _edit(copy / "corpus" / "outcomes" / "notes.csv", edit)
    faults = [f for f in toolkit.validate(copy).itertuples() if f.file.startswith("corpus/")]
    assert {(f.file, f.rule) for f in faults} == {("corpus/outcomes/notes.csv", "corpus.unconfirmed")}
    assert sorted((f.message.split(":")[0], f.column) for f in faults) == [
        ("outcomes/item.12/p1/s1", "en"),
        ("outcomes/item.20/p1/s1", "en"),
        ("outcomes/item.20/p1/s1", "ru"),
    ]
    meta = copy / "corpus" / "outcomes" / "meta.toml"  # an official text is not our wording
    meta.write_text(
        meta.read_text("utf-8").replace('"en.txt"\nstatus = "working"', '"en.txt"\nstatus = "official"'), "utf-8"
    )
    named = {f.column for f in toolkit.validate(copy).itertuples() if f.rule == "corpus.unconfirmed"}
    assert named == {"ru"}


def test_gold_with_a_lost_or_doubled_segment_is_caught(copy):
    def edit(rows, columns):
        rows[5], rows[9] = rows[6], ["zh-ru", "treaty/art.99/p1/s1", "", ""]

    _edit(copy / "corpus" / "treaty" / "gold.csv", edit)
    messages = " ".join(toolkit.validate(copy)["message"])
    assert "linked twice" in messages
    assert "is in no link" in messages
    assert "there is no zh segment treaty/art.99/p1/s1" in messages


def test_a_name_that_does_not_stand_where_it_says_is_caught(copy):
    def edit(rows, columns):
        rows[1][columns["text"]] = "不在文中"
        rows[2][columns["kind"]] = "verb"
        rows[3][columns["segment"]] = "treaty/art.99/p1/s1"
        rows[5] = rows[4]

    _edit(copy / "corpus" / "treaty" / "names.csv", edit)
    faults = [(f.line, f.column, f.rule) for f in toolkit.validate(copy).itertuples() if "names.csv" in f.file]
    assert faults == [
        (2, "text", "corpus.names"),
        (3, "kind", "corpus.names"),
        (4, "segment", "corpus.names"),
        (6, "text", "corpus.names"),
    ]


def test_names_found_in_another_text_are_named(copy):
    meta = copy / "corpus" / "treaty" / "meta.toml"
    meta.write_text(meta.read_text("utf-8").replace('[gold]\nzh = "f8', '[gold]\nzh = "00'), "utf-8")
    assert {("corpus/treaty/names.csv", "corpus.names"), ("corpus/treaty/gold.csv", "corpus.gold")} == _rules(copy)


def test_a_changed_source_is_caught(copy):
    raw = copy / "corpus" / "raw" / RAW.name
    raw.write_bytes(raw.read_bytes().replace("15 日".encode(), "16 日".encode()))
    assert ("corpus/raw/astana-2025-06-17.zh.txt", "corpus.raw") in _rules(copy)


def test_no_translation_of_ours_is_called_authentic(copy, monkeypatch):
    for name in data.corpus_ids():
        for code, document in data.documents(name).items():
            if document.identity.status == "authentic":
                assert (name, code) == ("treaty", "zh")
    meta = copy / "corpus" / "treaty" / "meta.toml"
    meta.write_text(
        meta.read_text("utf-8").replace('file = "en.txt"\nstatus = "working"', 'file = "en.txt"\nstatus = "authentic"'),
        "utf-8",
    )
    assert any("its closing clause names zh and ru only" in f.message for f in toolkit.validate(copy).itertuples())
    monkeypatch.setenv("DUIZHAO_DATA", str(copy))
    with pytest.raises(DataError, match="its closing clause names zh and ru only"):
        toolkit.build(copy / "out")
