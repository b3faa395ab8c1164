import pytest

import toolkit
from toolkit import tables
from toolkit.errors import InputError
from toolkit.model import Alignment, Bead, Concept, Term


def test_every_segment_stands_in_exactly_one_row(treaty, documents):
    for code, document in documents.items():
        ids = [each.id for each in toolkit.segment(document).segments]
        placed = " ".join(treaty[f"{code}_segments"]).split()
        assert placed == ids


def test_rows_say_what_each_version_is(treaty):
    assert set(treaty["zh_status"]) == {
        "authentic text (as printed in a newspaper; the authentic original is the deposited one)"
    }
    assert set(treaty["ru_status"]) == {"working translation (the authentic Russian text is the deposited one)"}
    assert set(treaty["en_status"]) == {"working translation (English is not authentic)"}


def test_rows_read_as_translations_of_each_other(treaty):
    rows = treaty.set_index("unit")
    assert list(rows.loc["treaty/art.11/p1/s1", ["zh", "ru", "en"]]) == [
        "本条约不针对任何第三国，不影响各方作为其他双边和多边国际条约缔约国的权利和义务。",
        "Настоящий Договор не направлен против какого-либо третьего государства. Он не затрагивает прав и обязательств "
        "Сторон как участников других двусторонних и многосторонних международных договоров.",
        "This Treaty is not directed against any third State and shall not affect the rights and obligations of the "
        "Parties as parties to other bilateral and multilateral international treaties.",
    ]
    assert rows.loc["treaty/art.11/p1/s1", "links"] == "zh-ru 1-2; zh-en 1-1; ru-en 2-1"
    assert rows.loc["treaty/sign/2/s1", "ru"] == "За Республику Казахстан Касым-Жомарт Токаев"
    assert rows.loc["treaty/sign/2/s1", "zh_lines"] == "790-792"


def test_no_row_of_the_treaty_is_empty_in_a_language(treaty):
    assert (treaty[["zh", "ru", "en"]] != "").all(axis=None)


def test_share_of_links_that_are_not_one_to_one_is_reported(treaty):
    shares = treaty.attrs["not one to one"]
    assert set(shares) == {"zh-ru", "zh-en", "ru-en"}
    assert all(0.03 < share < 0.3 for share in shares.values())


def _pair(one, other, *links):
    beads = tuple(Bead(source, target, 0.9) for source, target in links)
    return Alignment(one, other, beads, "test")


@pytest.fixture
def trio():
    """Three texts of two sentences each."""
    texts = {
        "zh": "甲方同意。\n乙方反对。",
        "ru": "Сторона А согласна.\nСторона Б против.",
        "en": "Party A agrees.\nParty B objects.",
    }
    return {code: toolkit.segment(toolkit.parse(text, code)[0]) for code, text in texts.items()}


def test_pairs_that_contradict_each_other_are_marked(trio):
    straight = [((0, 1), (0, 1)), ((1, 2), (1, 2))]
    table = toolkit.units(
        _pair(trio["zh"], trio["ru"], *straight),
        _pair(trio["zh"], trio["en"], *straight),
        _pair(trio["ru"], trio["en"], ((0, 1), (0, 2)), ((1, 2), (2, 2))),
    )
    assert list(table["agreement"]) == ["no"]
    table = toolkit.units(*(_pair(trio[a], trio[b], *straight) for a, b in (("zh", "ru"), ("zh", "en"), ("ru", "en"))))
    assert list(table["agreement"]) == ["yes", "yes"]


def test_finer_links_of_one_pair_are_no_contradiction(trio):
    table = toolkit.units(
        _pair(trio["zh"], trio["ru"], ((0, 2), (0, 2))),
        _pair(trio["zh"], trio["en"], ((0, 2), (0, 2))),
        _pair(trio["ru"], trio["en"], ((0, 1), (0, 1)), ((1, 2), (1, 2))),
    )
    assert list(table["agreement"]) == ["yes"]


def test_a_segment_without_partner_keeps_its_place(trio):
    table = toolkit.units(_pair(trio["zh"], trio["ru"], ((0, 1), (0, 0)), ((1, 2), (0, 1)), ((2, 2), (1, 2))))
    assert table[["zh", "ru"]].values.tolist() == [
        ["甲方同意。", ""],
        ["乙方反对。", "Сторона А согласна."],
        ["", "Сторона Б против."],
    ]
    assert table["unit"].is_unique


def test_two_pairs_of_three_texts_are_refused(trio):
    with pytest.raises(InputError, match="each pair of them aligned once"):
        toolkit.units(_pair(trio["zh"], trio["ru"]), _pair(trio["zh"], trio["en"]))


def test_terms_table_has_one_row_a_concept():
    concepts = toolkit.glossary()
    table = tables.terms(concepts)
    assert len(table) == len(concepts) == table["id"].nunique()
    row = table.set_index("id").loc["kyrgyz-republic"]
    assert row["zh"] == "吉尔吉斯共和国"
    assert row["ru"] == "Кыргызская Республика"
    assert "Киргизская Республика" in row["ru_forbidden"].split(" | ")
    assert row["source"].startswith("zh: ")


def test_terms_table_says_why_a_form_is_wrong_and_who_uses_a_variant():
    concept = Concept(
        id="kyrgyzstan",
        category="states",
        note="Short form.",
        terms=(
            Term("zh", "吉尔吉斯斯坦", "preferred", note="Short form.", usage="joint texts"),
            Term("ru", "Кыргызстан", "preferred"),
            Term("ru", "КР", "admitted", usage="domestic texts", note="In Russia the Komi Republic."),
            Term("ru", "Киргизия", "forbidden", note="Soviet-era name."),
            Term("en", "Kyrgyzstan", "preferred"),
            Term("en", "Kirgizia", "deprecated", usage="press", note="Soviet period."),
            Term("en", "Kirghizia", "forbidden", note="Soviet-era name."),
        ),
    )
    row = tables.terms([concept]).iloc[0]
    assert row[["ru_variants", "ru_deprecated", "ru_forbidden"]].tolist() == ["КР", "", "Киргизия"]
    assert row[["en_variants", "en_deprecated", "en_forbidden"]].tolist() == ["", "Kirgizia", "Kirgizia | Kirghizia"]
    assert row[["zh_deprecated", "zh_forbidden"]].tolist() == ["", ""]
    assert row["reasons"].split(" | ") == [
        "Киргизия: Soviet-era name.",
        "Kirgizia: press; Soviet period.",
        "Kirghizia: Soviet-era name.",
    ]
    assert row["usage"] == "吉尔吉斯斯坦: joint texts | КР: domestic texts; In Russia the Komi Republic."
    assert row["note"] == "Short form."


def test_traditional_characters_are_tagged_so(tmp_path) -> None:
    from toolkit import reading, rows
    from toolkit.segmenter import segment

    written = {"zh-Hant": "友好條約\n\n締約雙方發展兩國關係。", "zh-Hans": "友好条约\n\n缔约双方发展两国关系。"}
    for tag, text in written.items():
        (document,) = reading.parse(text)
        table = rows.monolingual(segment(document))
        for suffix in (".tmx", ".html"):
            path = toolkit.export(table, tmp_path / f"text{suffix}")
            assert f'lang="{tag}"'.encode() in path.read_bytes()
