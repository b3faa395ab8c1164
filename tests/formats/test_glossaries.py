"""Glossary formats: what each keeps, what each says it loses, and what files of others it takes or refuses."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.formats.glossaries import LANGUAGES, read, written
from tests.strategies import glossaries
from toolkit import data, formats
from toolkit.conversion import ConvertSettings, convert, export_concepts
from toolkit.errors import EncodingError, InputError
from toolkit.formats.facts import GOOD, Holds
from toolkit.formats.stream import Losses
from toolkit.model import Concept, Term

DOCS = Path(__file__).parent.parent.parent / "docs"
WHOLE = [".tbx", ".min.tbx", ".v2.tbx", ".mtf.xml"]  # formats that keep all there is
XML = [*WHOLE, ".core.tbx"]
TREATY = Concept(
    "treaty & more",
    "law",
    (
        Term(
            "zh", "条约", "preferred", "noun", documents=("treaty",), note="A text.", sources=("公约", "Договор, ст. 1")
        ),
        Term("ru", "договор", "preferred", "noun", "m", usage="Russian side", confidence="confirmed"),
        Term("ru", "трактат", "deprecated", "noun", "m", note="Old word."),
        Term("ru", "догавор", "forbidden", "noun", "m", note="Misspelt."),
        Term("en", "treaty", "preferred", "noun"),
        Term("en", "Treaty <on> “all”", "admitted", "proper-noun", number="pl"),
    ),
    "treaty-law",
    ("agreement",),
    "A text.",
)
PAIR = ["zh", "ru"]


@pytest.mark.parametrize("suffix", [*WHOLE, ".csv", ".tsv", ".xlsx", ".jsonl"])
def test_the_whole_glossary_comes_back(suffix):
    concepts = data.glossary()
    made, report = written(suffix, concepts)
    assert report == []
    assert tuple(read(suffix, made)[0]) == concepts


@pytest.mark.parametrize("suffix", WHOLE)
@settings(max_examples=40, deadline=None)
@given(concepts=glossaries)
def test_anything_comes_back(suffix, concepts):
    assert read(suffix, written(suffix, concepts)[0])[0] == concepts


@pytest.mark.parametrize("dialect", ["basic-dct", "min-dct", "min", "basic"])
def test_both_styles_of_tbx_hold_the_same(dialect):
    made, report = written(".tbx", [TREATY], dialect=dialect)
    assert report == []
    assert read(".tbx", made)[0] == [TREATY]
    assert (b'style="dct"' in made) == dialect.endswith("dct")


def test_statuses_in_tbx():
    made = written(".tbx", [TREATY])[0].decode()
    after = {term.text: made.partition(f"<term>{term.text}</term>")[2].splitlines()[1] for term in TREATY.of("ru")}
    assert after == {
        "договор": '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>',
        "трактат": '<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>',
        "догавор": '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>',
    }


def test_tmx_keeps_what_is_known_of_good_terms():
    concepts = data.glossary()
    made, report = written(".tmx", concepts, variants=True)
    count = Counter(term.status for concept in concepts for term in concept.terms)
    assert report == [f"left out: deprecated terms ({count['deprecated']}), forbidden terms ({count['forbidden']})"]
    assert read(".tmx", made)[0] == list(Holds(frozenset(), GOOD).kept(concepts, Losses()))
    assert f"admitted terms ({count['admitted']})" in written(".tmx", concepts)[1][0]


@settings(max_examples=40, deadline=None)
@given(concepts=glossaries)
def test_any_concept_in_two_languages_comes_back_from_tmx(concepts):
    kept = [
        each for each in Holds(frozenset(), GOOD).kept(concepts, Losses()) if len({t.language for t in each.terms}) > 1
    ]
    if kept:
        assert read(".tmx", written(".tmx", concepts, variants=True)[0])[0] == kept


@pytest.mark.parametrize("suffix", [".core.tbx", ".utf8", ".dsl", ".stardict.zip"])
def test_formats_without_a_place_for_status_carry_good_terms_and_say_so(suffix):
    made, report = written(suffix, [TREATY], PAIR)
    assert "догавор".encode() not in made
    assert "догавор".encode("utf-16-le") not in made
    assert "forbidden terms (1)" in report[0]
    assert "deprecated terms (1)" in report[0]
    assert "status of terms (2)" in report[0]


def test_core_tells_preferred_by_order():
    concepts = data.glossary()
    made, _ = written(".core.tbx", concepts)
    good = Holds(frozenset(), GOOD).kept(concepts, Losses())
    assert read(".core.tbx", made)[0] == list(good)


def test_utx_keeps_status_and_id_of_every_term_of_the_pair():
    concepts = data.glossary()
    made, report = written(".utx", concepts, PAIR)
    kept = [replace(each, terms=(*each.of("zh"), *each.of("ru"))) for each in concepts]
    found, _ = read(".utx", made)
    assert [_known(each) for each in found] == [_known(each) for each in kept]
    assert "usage of terms" in report[0]


def _known(concept):
    return concept.id, {(term.language, term.text, term.status) for term in concept.terms}


def test_omegat_lines():
    made, report = written(".utf8", [TREATY], ["zh", "en"], tags={"zh": "zh-CN"})
    assert made.decode() == "# zh-CN\ten\n条约\ttreaty\tA text.\n条约\tTreaty <on> “all”\tA text.\n"
    assert "id of concepts (1)" in report[0]
    found, _ = read(".utf8", made)
    assert [(term.language, term.text, term.status) for term in found[0].terms] == [
        ("zh", "条约", "preferred"), ("en", "treaty", "preferred"), ("en", "Treaty <on> “all”", "admitted"),
    ]  # fmt: skip


def test_omegat_has_no_quoting_and_comments_begin_with_a_hash():
    odd = Concept(
        "odd", "", (Term("zh", "#中\t亚", "preferred"), Term("zh", "中\n亚", "admitted"), Term("ru", '"', "preferred"))
    )
    made, report = written(".utf8", [odd], PAIR)
    assert made.decode().splitlines()[1:] == ['中 亚\t"']
    assert "terms that begin with # (1)" in report[0]


def test_a_pair_leaves_out_what_lacks_the_target():
    alone = Concept("alone", "", (Term("zh", "中亚", "preferred"), Term("ru", "Азия", "forbidden")))
    for suffix in (".utf8", ".utx"):
        made, report = written(suffix, [alone, TREATY], PAIR)
        assert "中亚" not in made.decode()
        assert "concepts without a good term in zh and ru (1)" in report[0]


def test_the_source_of_a_pair_can_be_named():
    assert written(".utf8", [TREATY], source="ru")[0].decode().startswith("# ru\tzh-Hans\nдоговор\t条约")
    with pytest.raises(InputError, match="a pair of languages"):
        written(".utf8", [TREATY], ["zh"])


@pytest.mark.parametrize("suffix", WHOLE)
def test_tags_that_a_client_wants(suffix):
    made = written(suffix, [TREATY], tags={"zh": "zh-CN"})[0].decode()
    assert "zh-cn" in made.lower()
    assert "zh-Hans" not in made
    assert read(suffix, made.encode())[0] == [TREATY]


def test_martif_of_another_program():
    found, told = read(".v2.tbx", MARTIF.encode("utf-16"))
    (concept,) = found
    assert concept.id == "c1"
    assert concept.domain == "Diplomacy"
    assert [(term.language, term.text, term.status) for term in concept.terms] == [
        ("zh", "条约", "preferred"), ("ru", "договор", "preferred"), ("ru", "трактат", "forbidden"),
    ]  # fmt: skip
    assert concept.of("ru")[0].gender == "m"
    assert concept.of("ru")[0].sources == ("Vienna Convention",)
    assert concept.of("ru")[1].part_of_speech == "proper-noun"
    assert told == ["left out: terms in de (1), terms in zh-TW (1), definition (1)"]


MARTIF = """<?xml version="1.0" encoding="UTF-16"?>
<!DOCTYPE martif SYSTEM "file:///etc/passwd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c1"><descripGrp><descrip type="subjectField">Diplomacy</descrip></descripGrp>
<descrip type="definition">What States conclude.</descrip>
<langSet xml:lang="de"><tig><term>Vertrag</term></tig></langSet>
<langSet xml:lang="zh-TW"><tig><term>條約</term></tig></langSet>
<langSet xml:lang="zh_CN"><tig><term>条约</term></tig></langSet>
<langSet xml:lang="rus"><ntig><termGrp><term>дого<hi>вор</hi></term>
<termNote type="grammaticalGender">masculine</termNote></termGrp>
<adminGrp><admin type="source">Vienna Convention</admin></adminGrp></ntig>
<tig><term>трактат</term><termNote type="partOfSpeech">properNoun</termNote>
<termNote type="administrativeStatus">notRecommended</termNote></tig></langSet>
</termEntry></body></text></martif>"""


def test_a_status_that_is_not_known_is_told():
    made = written(".tbx", [TREATY])[0].replace(b"supersededTerm-admn-sts", b"proposed")
    found, told = read(".tbx", made)
    assert [term.status for term in found[0].of("ru")] == ["preferred", "admitted", "forbidden"]
    assert told == ["the status 'proposed' is not known and taken as admitted"]


@pytest.mark.parametrize("suffix", [".tbx", ".utf8", ".utx", ".mtf.xml", ".tmx"])
def test_traditional_characters_are_refused_or_converted_on_request(suffix, tmp_path):
    other = replace(TREATY, terms=(replace(TREATY.terms[0], text="條約法規則"), *TREATY.terms[1:]))
    (tmp_path / f"x{suffix}").write_bytes(written(suffix, [other], PAIR)[0])
    with pytest.raises(InputError, match="條約法規則 is in traditional characters"):
        convert(tmp_path / f"x{suffix}", tmp_path / "y.jsonl")
    assert not (tmp_path / "y.jsonl").exists()
    made = convert(tmp_path / f"x{suffix}", tmp_path / "y.tbx", ConvertSettings(script="zh-Hans"))
    assert "1 Chinese terms were converted to zh-Hans" in made.report
    assert read(".tbx", (tmp_path / "y.tbx").read_bytes())[0][0].preferred("zh") == "条约法规则"


READ_BACK = [each.suffixes[0] for each in formats.known() if {"concepts"} <= {*each.gives} & {*each.holds}]


@pytest.mark.parametrize("suffix", READ_BACK)
def test_a_glossary_in_traditional_characters_loses_no_chinese(suffix, tmp_path):
    """Whatever the format says of its Chinese, it is refused, converted or taken as it is, and never left out."""
    how = ConvertSettings(script="zh-Hant", tags={"zh": "zh-TW"}, languages=("zh", "ru"))
    made = export_concepts([TREATY], tmp_path / f"x{suffix}", how)
    with pytest.raises(InputError, match=r"條約 is in traditional characters \(條約\).*--script zh-Hans"):
        convert(made.path, tmp_path / "y.jsonl")
    for script, term in (("zh-Hans", "条约"), ("zh-Hant", "條約")):
        again = convert(made.path, tmp_path / "y.jsonl", ConvertSettings(script=script))
        assert read(".jsonl", again.path.read_bytes())[0][0].preferred("zh") == term


def test_traditional_chinese_beside_simplified_is_left_out_and_told():
    section = MULTITERM[
        MULTITERM.index('<languageGrp><language type="Chinese"') : MULTITERM.index(
            '<languageGrp><language type="English'
        )
    ]
    other = section.replace("ZH-CN", "ZH-TW").replace("条约", "條約")
    found, told = read(".mtf.xml", MULTITERM.replace(section, other + section).encode("utf-16"))
    assert [term.text for term in found[0].of("zh")] == ["条约"]
    assert "terms in ZH-TW (1)" in told[0]
    rows = '{"id":"a","language":"%s","term":"%s"}\n' * 2 % ("zh-TW", "條約", "zh-CN", "条约")
    assert [term.text for term in read(".jsonl", rows.encode())[0][0].of("zh")] == ["条约"]


def test_other_languages_of_a_tmx_of_terms_are_told():
    made = written(".tmx", [TREATY])[0].replace(b'xml:lang="en"', b'xml:lang="de"')
    assert read(".tmx", made)[1] == ["left out: terms in de (1)"]


def test_terms_in_traditional_characters_are_tagged_so(tmp_path):
    (tmp_path / "x.tbx").write_bytes(written(".tbx", [TREATY])[0])
    convert(tmp_path / "x.tbx", tmp_path / "y.tbx", ConvertSettings(script="zh-Hant"))
    assert '<langSec xml:lang="zh-Hant">' in (tmp_path / "y.tbx").read_text("utf-8")


def test_every_format_is_converted_into_every_other(tmp_path):
    concepts = [TREATY, *data.glossary()[:3]]
    for source in (each for each in formats.known() if "concepts" in each.gives):
        start = tmp_path / f"from{source.suffixes[0]}"
        export_concepts(concepts, start)
        for target in (each for each in formats.known() if "concepts" in each.holds):
            made = convert(start, tmp_path / f"to{target.suffixes[0]}")
            assert made.rows >= 4


def test_each_format_is_described():
    described = "".join(file.read_text("utf-8") for file in DOCS.glob("formats*.md"))
    wanted = {suffix for each in formats.known() if "concepts" in each.holds for suffix in each.suffixes[:1]}
    assert not {suffix for suffix in wanted if f"`{suffix}`" not in described}


def test_multiterm_of_another_program():
    found, told = read(".mtf.xml", MULTITERM.encode("utf-16"))
    assert found == [
        Concept("17", "", (Term("zh", "条约", "preferred"), Term("en", "treaty", "preferred", note="Not deed.")))
    ]
    assert told == ["left out: terms in DE (1), Definition (1)"]


MULTITERM = """<?xml version="1.0" encoding="UTF-16"?><mtf><conceptGrp><concept>17</concept>
<descripGrp><descrip type="Definition">What States conclude.</descrip></descripGrp>
<languageGrp><language type="German" lang="DE"/><termGrp><term>Vertrag</term></termGrp></languageGrp>
<languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>条约</term></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN-US"/><termGrp><term>treaty</term><descripGrp>
<descrip type="Note">Not deed.</descrip></descripGrp></termGrp></languageGrp></conceptGrp></mtf>"""


def test_utx_of_another_program():
    text = (
        "#UTX 1.11; en-US/ru; 2015-10-12; copyright: x\r\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\r\n"
        "treaty\tдоговор\tnoun\tapproved\t7\r\ntreaty\tтрактат\tnoun\tforbidden\t7\r\nhalf\r\ndeed\tакт\tnoun\t\t\r\n"
    )
    found, told = read(".utx", text.encode())
    assert [_known(each) for each in found] == [
        ("7", {("en", "treaty", "preferred"), ("ru", "договор", "preferred"), ("ru", "трактат", "forbidden")}),
        ("", {("en", "deed", "preferred"), ("ru", "акт", "preferred")}),
    ]
    assert told == ["left out: lines without a term in both languages (1)"]


def test_terms_of_an_omegat_glossary_with_and_without_quotation_marks_are_one():
    text = "# zh-CN\tru\n“一带一路”\tпояс\n一带一路\tпояс\n“国”\tстрана\n国\tгосударство\n"
    found, _ = read(".utf8", text.encode())
    assert [[(t.text, t.status) for t in each.terms] for each in found] == [
        [("“一带一路”", "preferred"), ("一带一路", "admitted"), ("пояс", "preferred")],
        [("“国”", "preferred"), ("страна", "preferred")],
        [("国", "preferred"), ("государство", "preferred")],
    ]


def test_omegat_glossary_of_another_program_in_another_encoding():
    text = "договор\ttreaty\tnote\nтрактат\tdeed\nбез перевода\n# примечание\n"
    with pytest.raises(EncodingError, match="cp1251"):
        read(".utf8", text.encode("cp1251"))
    found, told = read(".utf8", text.encode("cp1251"), encoding="cp1251")
    assert [(each.preferred("ru"), each.preferred("en")) for each in found] == [
        ("договор", "treaty"),
        ("трактат", "deed"),
    ]
    assert told == ["left out: lines without a tab (1), comment lines (1)"]


def _hostile(suffix):
    made = written(suffix, [TREATY])[0].decode()
    head, _, rest = made.partition("\n")
    root = "martif" if "<martif" in rest else "mtf" if "<mtf" in rest else "tbx"
    rest = rest.removeprefix('<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n')
    word = "договор"
    yield "local file", f'{head}<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]>{rest.replace(word, "&x;")}'
    yield "parameter entity", f'{head}<!DOCTYPE {root} [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>{rest}'
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    yield "bomb", f'{head}<!DOCTYPE {root} [<!ENTITY a0 "ha">{bomb}]>{rest.replace(word, "&a8;")}'
    yield "unknown entity", f"{head}{rest.replace(word, '&nbsp;')}"
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    yield "inclusion", head + rest.replace(word, include)
    yield "depth", head + rest.replace(word, "<hi>" * 5000 + word + "</hi>" * 5000)
    yield "truncated", made[: len(made) // 2]
    yield "control characters", made.replace(word, "дого\0вор")
    yield "another file", f"{head}\n<html/>"
    yield "no terms", f"{head}\n<{root}></{root}>"
    yield "empty", ""
    yield "a term without text", made.replace(f">{word}<", "> <")


@pytest.mark.parametrize("suffix", XML)
def test_hostile_and_broken_xml_is_refused_with_one_line(suffix):
    for what, text in _hostile(suffix):
        with pytest.raises(InputError) as refused:
            read(suffix, text.encode())
        assert str(refused.value), what
        assert "\n" not in str(refused.value), what
        assert "root:" not in str(refused.value), what


@pytest.mark.parametrize("suffix", XML)
def test_bytes_that_are_not_the_encoding_they_say(suffix):
    made = written(suffix, [TREATY])[0]
    for broken in (made.replace("договор".encode(), b"\xff\xfe\xff"), made.decode().encode("utf-16-le"),
                   made.decode().encode("utf-16")):  # fmt: skip
        with pytest.raises(InputError):
            read(suffix, broken)


@pytest.mark.parametrize("suffix", [each for each in XML if "tbx" in each])
def test_an_id_twice_is_refused(suffix):
    with pytest.raises(InputError, match="two concepts have the id 'treaty & more'"):
        read(suffix, written(suffix, [TREATY, TREATY])[0])


def test_an_unknown_dialect_is_told():
    for suffix, dialect in ((".tbx", "linguist"), (".v2.tbx", "min"), (".tbx", "min-xml")):
        with pytest.raises(InputError, match="there is no dialect"):
            written(suffix, [TREATY], dialect=dialect)


def test_characters_that_xml_cannot_carry_and_half_characters_do_not_break_a_file():
    odd = Concept("odd", "", (Term("zh", "中\0亚", "preferred"), Term("ru", "Азия\udcff", "preferred")))
    for suffix in (*XML, ".tmx", ".utf8", ".utx", ".dsl", ".stardict.zip"):
        assert written(suffix, [odd], LANGUAGES[:2])[0]
    assert read(".tbx", written(".tbx", [odd])[0])[0][0].preferred("zh") == "中\ufffd亚"
