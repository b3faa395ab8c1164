"""Word files: what a reader of the printed page would read, and what is refused."""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import model, reading, safe_xml, safe_zip, wordml
from toolkit.errors import InputError
from toolkit.readers import docx, reader, txt

ROOT = Path(__file__).parents[2]
RUSSIAN = (ROOT / "corpus" / "treaty" / "ru.txt").read_text("utf-8")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def part(tag: str, inside: str) -> str:
    return f'{HEAD}<w:{tag} xmlns:w="{W}" xmlns:mc="{MC}" xmlns:r="{OFFICE}">{inside}</w:{tag}>'


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return memory.getvalue()


def raw(body: str, styles: str = "", numbering: str = "", **more: str) -> bytes:
    """Return a Word file without relations, whose parts are found by their usual names."""
    parts: dict[str, str | bytes] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>"), **more}
    if styles:
        parts["word/styles.xml"] = part("styles", styles)
    if numbering:
        parts["word/numbering.xml"] = part("numbering", numbering)
    return packed(parts)


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside if inside.startswith('<') else r(inside) if inside else ''}</w:p>"


def listed(text: str = "", num: int = 1, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def lvl(level: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, more: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def read(data: bytes) -> list[str]:
    return docx.read(data).text.split("\n\n")


def body(*inside: str, styles: str = "", numbering: str = "") -> list[str]:
    return read(raw("".join(inside), styles, numbering))


def saved(document: python_docx.document.Document) -> bytes:
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def with_numbers(document: python_docx.document.Document, numbering: str) -> None:
    """Put list 90 with these levels into a file of python-docx."""
    element = document.part.numbering_part.element
    abstract = f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="90">{numbering}</w:abstractNum>'
    element.insert(0, parse_xml(abstract))
    element.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def numbered(paragraph: python_docx.text.paragraph.Paragraph, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = 90


def outline(documents: tuple[model.Document, ...]) -> list[tuple[str, str, int | None, str]]:
    return [
        (block.path, block.kind, block.number, document.text[block.start : block.stop])
        for document in documents
        for block in document.blocks
    ]


def as_word(text: str, heading: str, levels: str) -> bytes:
    """Return a text as a Word file: headings that match the pattern are numbered by Word."""
    document = python_docx.Document()
    with_numbers(document, levels)
    for line in filter(str.strip, text.split("\n")):
        match = re.match(heading, line)
        paragraph = document.add_paragraph(line[match.end() :].strip() if match else line)
        if match:
            numbered(paragraph)
    return saved(document)


@pytest.mark.parametrize("form", ["chineseCountingThousand", "chineseCounting", "japaneseCounting"])
@pytest.mark.parametrize("inline", [False, True])
def test_a_chinese_treaty_with_automatic_articles(tmp_path: Path, form: str, inline: bool) -> None:
    text = toolkit.documents("treaty")["zh"].text
    if inline:
        text = re.sub(r"(?m)^(第.{1,3}条)\n", "\\1\u3000", text)
    file = tmp_path / "treaty.docx"
    file.write_bytes(as_word(text, r"第.{1,3}条(?=\s|$)", lvl(0, "第%1条", form)))
    found = reading.read(file)
    assert outline(found) == outline(reading.parse(text.replace("\n", "\n\n")))
    assert found[0].kind == "treaty"
    assert [block.path for block in found[0].blocks if block.kind == "heading"] == [f"art.{n}/h" for n in range(1, 16)]
    assert len(found[0].signatures) == 6
    assert (found[0].encoding, found[0].certainty) == ("utf-8", 1.0)


@pytest.mark.parametrize(("pattern", "form"), [("Статья %1.", "decimal"), ("Статья %1", "upperRoman")])
def test_a_russian_treaty_with_automatic_articles(tmp_path: Path, pattern: str, form: str) -> None:
    file = tmp_path / "договор.DOCX"
    file.write_bytes(as_word(RUSSIAN, r"Статья \d+$", lvl(0, pattern, form)))
    found = reading.read(file)
    plain = re.sub(
        r"(?m)^Статья (\d+)$",
        lambda match: pattern.replace("%1", wordml.number(int(match[1]), form)),
        RUSSIAN,
    )
    assert outline(found) == outline(reading.parse(plain))
    assert [block.path for block in found[0].blocks if block.kind == "heading"] == [f"art.{n}/h" for n in range(1, 16)]


# ---- numbers


@pytest.mark.parametrize(
    ("form", "counts", "shown"),
    [
        ("decimal", (1, 10), ("1", "10")),
        ("upperRoman", (4, 1994, 4000), ("IV", "MCMXCIV", "4000")),
        ("lowerRoman", (9, 40), ("ix", "xl")),
        ("upperLetter", (1, 26, 27, 53), ("A", "Z", "AA", "AAA")),
        ("lowerLetter", (2, 999_999), ("b", "999999")),
        ("russianLower", (1, 10, 11, 29, 30), ("а", "к", "л", "я", "аа")),
        ("russianUpper", (3,), ("В",)),
        ("chineseCounting", (1, 10, 11, 20, 99, 101), ("一", "十", "十一", "二十", "九十九", "一〇一")),
        ("chineseCountingThousand", (10, 19, 100, 101, 110, 111, 1001, 1010, 10000, 10010),
         ("十", "十九", "一百", "一百〇一", "一百一十", "一百一十一", "一千〇一", "一千〇一十", "一万", "一万〇一十")),
        ("taiwaneseCountingThousand", (101,), ("一百零一",)),
        ("japaneseCounting", (10, 21, 101, 1111), ("十", "二十一", "百一", "千百十一")),
        ("ideographDigital", (10, 25), ("一〇", "二五")),
        ("decimalFullWidth", (12,), ("１２",)),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        ("ideographTraditional", (2, 11), ("乙", "11")),
        ("decimalZero", (3, 30), ("03", "30")),
        ("ordinal", (1, 2, 3, 4, 11, 21), ("1st", "2nd", "3rd", "4th", "11th", "21st")),
        ("hebrew1", (7,), ("7",)),
        ("chineseCounting", (0,), ("〇",)),
        ("upperRoman", (0,), ("0",)),
    ],
)  # fmt: skip
def test_number_formats(form: str, counts: tuple[int, ...], shown: tuple[str, ...]) -> None:
    assert tuple(wordml.number(count, form) for count in counts) == shown


def test_levels_and_their_restart() -> None:
    numbering = lists(lvl(0, "Article %1"), lvl(1, "%1.%2"), lvl(2, "(%3)", "lowerLetter"))
    inside = [listed("A"), listed("b", level=1), listed("c", level=2), listed("d", level=2), listed("e", level=1),
              listed("f", level=2), p("plain"), listed("G"), listed("h", level=1)]  # fmt: skip
    assert body(*inside, numbering=numbering) == [
        "Article 1 A", "1.1 b", "(a) c", "(b) d", "1.2 e", "(a) f", "plain", "Article 2 G", "2.1 h",
    ]  # fmt: skip


def test_a_level_that_never_restarts_and_one_that_restarts_after_the_first_only() -> None:
    chapters = lists(lvl(0, "第%1章"), lvl(1, "第%2条", more='<w:lvlRestart w:val="0"/>'))
    inside = [listed("总则"), listed("a", level=1), listed("b", level=1), listed("附则"), listed("c", level=1)]
    assert body(*inside, numbering=chapters) == [
        "第1章\u3000总则",
        "第1条\u3000a",
        "第2条\u3000b",
        "第2章\u3000附则",
        "第3条\u3000c",
    ]
    first = lists(lvl(0, "%1."), lvl(1, "%2)"), lvl(2, "[%3]", more='<w:lvlRestart w:val="1"/>'))
    inside = [listed("a"), listed("b", level=1), listed("c", level=2), listed("d", level=1), listed("e", level=2),
              listed("f"), listed("g", level=2)]  # fmt: skip
    assert body(*inside, numbering=first) == ["1. a", "1) b", "[1] c", "2) d", "[2] e", "2. f", "[1] g"]


def test_legal_numbers_and_numbers_without_text() -> None:
    numbering = lists(lvl(0, "%1", "upperRoman"), lvl(1, "%1.%2", "upperLetter", "<w:isLgl/>"))
    assert body(listed(), listed("x", level=1), numbering=numbering) == ["I", "1.1 x"]


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (lvl(0, "%1."), "1. x"),
        (lvl(0, "%1.", more='<w:suff w:val="space"/>'), "1. x"),
        (lvl(0, "（%1）", "chineseCounting", '<w:suff w:val="nothing"/>'), "（一）x"),
        (lvl(0, "第%1条", "decimalFullWidth"), "第１条\u3000x"),
        (lvl(0, "\uf0b7", "bullet"), "x"),
        (lvl(0, "", "none"), "x"),
        (lvl(0, "Annex", "none"), "Annex x"),
        (lvl(0, "%1", start=7), "7 x"),
        (lvl(0, "%1", more="<w:rPr><w:vanish/></w:rPr>"), "x"),
        (lvl(0, "%1%7."), "1. x"),
        (lvl(3, "%1."), "x"),
    ],
)
def test_what_follows_a_number(level: str, shown: str) -> None:
    assert body(listed("x"), numbering=lists(level)) == [shown]


def test_lists_of_one_definition_go_on_unless_they_start_anew() -> None:
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for num, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{lvl(0, "§ %1")}</w:lvlOverride>'),
        )
    )
    inside = [listed(str(num), num) for num in (1, 2, 3, 3, 1, 4)]
    assert body(*inside, numbering=lists(lvl(0, "%1."), more=nums)) == ["1. 1", "2. 2", "5. 3", "6. 3", "7. 1", "§ 8 4"]


def test_numbers_through_styles() -> None:
    styles = """
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
      <w:style w:type="paragraph" w:styleId="H1"><w:basedOn w:val="Normal"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>
        <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H1"/></w:style>
      <w:style w:type="paragraph" w:styleId="None"><w:basedOn w:val="H1"/>
        <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
      <w:style w:type="paragraph" w:styleId="By"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    """
    numbering = lists(lvl(0, "Статья %1."), lvl(1, "%1.%2."), lvl(2, "by %3", more='<w:pStyle w:val="By"/>'))
    inside = [p(each, f'<w:pStyle w:val="{each}"/>') for each in ("H1", "H2", "H2", "Mine", "None", "Loop", "By", "?")]
    off = p("off", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert body(*inside, off, styles=styles, numbering=numbering) == [
        "Статья 1. H1", "1.1. H2", "1.2. H2", "Статья 2. Mine", "None", "Loop", "by 1 By", "?", "off",
    ]  # fmt: skip


def test_a_list_through_a_numbering_style() -> None:
    styles = (
        """<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"""
    )
    linked = """<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>"""
    assert body(listed("x"), styles=styles, numbering=lists(lvl(0, "%1)"), more=linked)) == ["1) x"]


# ---- text


def test_order_of_paragraphs_tables_controls_and_links() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('control')}</w:sdtContent></w:sdt>"
    link = p(f'{r("see ")}<w:hyperlink r:id="rId9">{r("the link")}</w:hyperlink><w:smartTag>{r("!")}</w:smartTag>')
    inline = p(f"<w:sdt><w:sdtContent>{r('in')}</w:sdtContent></w:sdt>{r('side')}")
    nested = table(("a", p("b1") + p("b2") + table(("deep", "deeper")) + p("b3")), ("", "c"))
    assert body(p("first"), nested, control, link, inline, p(), p("last")) == [
        "first", "a", "b1", "b2", "deep", "deeper", "b3", "c", "control", "see the link!", "inside", "last",
    ]  # fmt: skip


def test_signs_in_runs() -> None:
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d\u00ade</w:t><w:br/>"
        '<w:t>next</w:t><w:sym w:font="Symbol" w:char="00A7"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:cr/>'
        '<w:t> trimmed </w:t><w:footnoteReference w:id="2"/><w:br w:type="page"/></w:r>'
    )
    assert body(p(run)) == ["a\tb-cde\nnext§\ntrimmed"]


def test_raised_digits_stay_raised() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert body(p(r("Статья 3") + r("1", raised) + r(", 1") + r("st", raised))) == ["Статья 3¹, 1st"]


def test_ruby_shows_its_base_only() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('tiáo')}</w:rt><w:rubyBase>{r('条')}</w:rubyBase></w:ruby>"
    assert body(p(f"<w:r>{ruby}</w:r>{r('约')}")) == ["条约"]


def test_tracked_changes_count_as_accepted() -> None:
    gone = '<w:rPr><w:del w:id="9"/></w:rPr>'
    inside = [
        p(f"{r('Parties ')}<w:del>{r('may')}<w:r><w:delText>not</w:delText></w:r></w:del><w:ins>{r('shall')}</w:ins>"),
        p(f"<w:moveFrom>{r('moved')}</w:moveFrom><w:moveTo>{r('arrived')}</w:moveTo>"),
        p("one ", gone) + p("paragraph"),
        p(f"<w:del>{r('whole')}</w:del>", gone),
        f"<w:ins>{p('put in')}</w:ins>",
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('row')}</w:tc></w:tr><w:tr><w:tc>{p('kept')}</w:tc></w:tr></w:tbl>",
    ]
    assert body(*inside) == ["Parties shall", "arrived", "one paragraph", "put in", "kept"]


def test_deleted_paragraphs_are_not_numbered() -> None:
    num = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    deleted = p(f"<w:del>{r('x')}</w:del>", f"{num}<w:rPr><w:del/></w:rPr>")
    assert body(listed("a"), deleted, listed("b"), numbering=lists(lvl(0, "%1."))) == ["1. a", "2. b"]


def test_hidden_text() -> None:
    styles = """
      <w:style w:type="paragraph" w:default="1" w:styleId="N"/>
      <w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="character" w:styleId="Ghost2"><w:basedOn w:val="Ghost"/></w:style>
      <w:style w:type="character" w:styleId="Back"><w:basedOn w:val="Ghost"/>
        <w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>
    """
    inside = [
        p(r("a") + r("hidden", "<w:vanish/>") + r("b", '<w:vanish w:val="false"/>')),
        p(r("x", '<w:rStyle w:val="Ghost2"/>') + r("y", '<w:rStyle w:val="Back"/>')),
        p("note", '<w:pStyle w:val="Note"/>'),
        listed("1"),
        p(r("all", "<w:vanish/>"), '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'),
        listed("2"),
    ]
    assert body(*inside, styles=styles, numbering=lists(lvl(0, "%1."))) == ["ab", "y", "1. 1", "2. 2"]


def test_a_style_separator_keeps_heading_and_text_in_one_paragraph() -> None:
    heading = p("总则", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/><w:specVanish/></w:rPr>')
    assert body(heading, p("。正文"), numbering=lists(lvl(0, "第%1条"))) == ["第1条\u3000总则。正文"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_fields_show_their_result() -> None:
    instruction = "<w:r><w:instrText> REF x </w:instrText></w:r>"
    inner = field("begin") + r("6") + field("separate") + r("7") + field("end")
    nested = field("begin") + instruction + inner + field("separate") + r("shown") + field("end")
    simple = f'<w:fldSimple w:instr="PAGE">{r("12")}</w:fldSimple>'
    over = [p(field("begin") + instruction + field("separate") + r("one")), p(r("two") + field("end") + r("!"))]
    assert body(p(r("a ") + nested + r(" ") + simple), *over) == ["a shown 12", "one", "two!"]


def test_a_field_without_end_loses_no_text() -> None:
    assert body(p(field("begin") + r("kept")), p("too")) == ["kept", "too"]
    assert body(p(field("end") + field("separate") + r("kept"))) == ["kept"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('boxed')}{listed('item')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><mc:AlternateContent><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    found = body(p(r("anchor") + both + r(" goes on")), p(old), numbering=lists(lvl(0, "%1.")))
    assert found == ["anchor goes on", "boxed", "1. item", "boxed", "2. item"]


def test_headers_notes_and_comments_are_left_out() -> None:
    document = python_docx.Document()
    document.add_paragraph("body")
    document.sections[0].header.paragraphs[0].text = "header"
    document.sections[0].footer.paragraphs[0].text = "footer"
    if hasattr(document, "add_comment"):
        document.add_comment(document.paragraphs[0].runs, "comment")
    assert read(saved(document)) == ["body"]


def test_the_strict_edition_other_names_and_utf_16() -> None:
    text = part("document", f"<w:body>{listed('各方')}</w:body>").replace(W, STRICT)
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    rels = (
        f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{kind}/{{}}" Target="{{}}"/></Relationships>'
    )
    data = packed({
        "_rels/.rels": rels.format("officeDocument", "/main/doc2.xml"),
        "main/doc2.xml": text.replace("UTF-8", "UTF-16").encode("utf-16"),
        "main/_rels/doc2.xml.rels": rels.format("numbering", "../lists.xml"),
        "lists.xml": part("numbering", lists(lvl(0, "%1、"))).replace(W, STRICT),
    })  # fmt: skip
    assert read(data) == ["1、 各方"]


# ---- signature tables


def signatures(text: str, *inside: str) -> list[tuple[str, str]]:
    lines = body(*inside)
    (document,) = reading.parse("\n\n".join([text, *lines]))
    assert "".join("".join(lines).split()) in "".join(document.text.split())
    return [(each.state, each.name) for each in document.signatures]


def treaty(language: str) -> str:
    """Return the treaty without signatures and agency line."""
    document = toolkit.documents("treaty")[language]
    start = next(block.start for block in document.blocks if block.kind == "signature")
    return document.text[:start].strip().replace("\n", "\n\n")


CELLS = {
    "ru": (("За Китайскую Народную Республику", "Си Цзиньпин"), ("За Республику Казахстан", "К.-Ж.К.Токаев")),
    "zh": (("中华人民共和国代表", "习近平"), ("哈萨克斯坦共和国代表", "卡瑟姆若马尔特·托卡耶夫")),
    "en": (("For the People's Republic of China", "Xi Jinping"), ("For the Republic of Kazakhstan", "K.-J. Tokayev")),
}


@pytest.mark.parametrize("language", CELLS)
@pytest.mark.parametrize(
    "shape",
    [
        lambda a, b: table((p(a[0]) + p(a[1]), p(b[0]) + p(b[1]))),
        lambda a, b: table((a[0], b[0]), (a[1], b[1])),
        lambda a, b: table((a[0], "", b[0]), ("", "", ""), (a[1], "", b[1])),
        lambda a, b: table((p(r(a[0]) + "<w:r><w:br/></w:r>" + r(a[1])), p(b[0]) + p() + p(b[1]))),
        lambda a, b: table(a, b),
        lambda a, b: table((a[0],), (a[1],), (b[0],), (b[1],)),
    ],
    ids=["a row", "two rows", "an empty column", "line breaks", "a party a row", "one column"],
)
def test_signature_tables(language: str, shape: Callable[[tuple[str, ...], tuple[str, ...]], str]) -> None:
    first, second = CELLS[language]
    plain = signatures(treaty(language), p(first[0]), p(first[1]), p(second[0]), p(second[1]))
    assert len(plain) == 2
    assert signatures(treaty(language), shape(first, second)) == plain


def test_rows_of_a_signature_table() -> None:
    a, b = CELLS["ru"]
    assert body(table((a[0], b[0]), (a[1], b[1]))) == [f"{a[0]}\t{b[0]}", f"{a[1]}\t{b[1]}"]
    uneven = table((p("За Китайскую Народную") + p("Республику"), b[0]), (a[1], b[1]))
    assert body(uneven) == [f"{a[0]}\t{b[0]}", f"{a[1]}\t{b[1]}"]
    alone = table((p("За Китайскую Народную") + p("Республику") + p(a[1]), p(b[0]) + p(b[1])))
    assert body(alone) == ["За Китайскую Народную", "Республику", a[1], b[0], b[1]]
    assert body(table(("代 表", "代\u3000表"), ("李 强", "王 五"))) == ["代 表\t代\u3000表", "李 强\t王 五"]


def test_other_tables_are_read_cell_by_cell() -> None:
    assert body(table(("№", "Заявка"), ("1", "Форма"))) == ["№", "Заявка", "1", "Форма"]
    long = "For the purposes of this Treaty " + "the term means what it says " * 5
    assert body(table((long, long))) == [long.strip()] * 2


# ---- what is refused


@pytest.fixture(scope="module")
def real() -> bytes:
    document = python_docx.Document()
    document.add_heading("Treaty", 0)
    for number in range(20):
        document.add_paragraph(f"Article text {number}", style="List Number")
    return saved(document)


def refused(data: bytes, match: str) -> None:
    with pytest.raises(InputError, match=match) as error:
        docx.read(data)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "^the file is empty$"),
        (b" \r\n\0", "^the file is empty$"),
        ("Договор".encode(), r"name it \.txt if it is plain text"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"{\\rtf1}", "this is an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file or one protected by a password"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password; .* without one"),
        (b"PK\x03\x04", "damaged or cut short"),
        (packed({"xl/workbook.xml": "<a/>"}), r"a spreadsheet \(XLSX\)"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            "an OpenDocument file",
        ),
        (packed({"a.txt": "text"}), "holds no Word document"),
        (packed({"word/document.xml": "<a/>"}), "holds no Word document"),
        (packed({"word/document.xml": part("document", "")}), "holds no Word document"),
        (packed({"word/document.xml": b"<a"}), r"word/document\.xml in the DOCX file is no sound XML"),
        (packed({"word/document.xml": b""}), "no sound XML"),
        (packed({"word/document.xml": b'<?xml version="1.0" encoding="klingon"?><a/>'}), "no sound XML"),
        (packed({"word/document.xml": b'<?xml version="1.0" encoding="gb18030"?><a/>'}), "no sound XML"),
        (packed({"../word/document.xml": part("document", "<w:body/>")}), "a part that leads out of it"),
        (packed({"word/document.xml": "<a/>"}, zipfile.ZIP_BZIP2), "packed in a way that Office does not know"),
        (raw(""), "holds no text; if its pages are pictures"),
        (raw(p(r("hidden", "<w:vanish/>"))), "holds no text"),
        (raw(p("x"), styles="<w:style>"), "no sound XML"),
    ],
)
def test_what_is_no_readable_word_file(data: bytes, match: str) -> None:
    refused(data, match)


BILLION = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/comments.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_may_declare_entities(name: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{BILLION}<x>&b;</x>'
    sound = {"word/document.xml": part("document", f"<w:body>{p('x')}</w:body>")}
    refused(packed({**sound, name: text.encode(encoding)}), "declares a DOCTYPE or entities")


@pytest.mark.parametrize("outside", ["SYSTEM 'file:///etc/passwd'", "PUBLIC '-//x' 'http://127.0.0.1:9/x.dtd'", "[]"])
def test_the_parser_itself_takes_no_doctype(outside: str) -> None:
    with pytest.raises(InputError, match="declares a DOCTYPE"):
        safe_xml.tree(f"<!DOCTYPE x {outside}><x/>".encode(), "the part")


def test_a_doctype_in_a_rare_encoding() -> None:
    text = f"<?xml version='1.0' encoding='cp037'?>{BILLION}<x/>"
    refused(packed({"word/document.xml": text.encode("cp037")}), "declares a DOCTYPE|no sound XML")


def test_outside_relations_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "numbering.xml").write_text(part("numbering", lists(lvl(0, "%1."))), "utf-8")
    rels = "".join(
        f'<Relationship Id="a" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for kind, target, mode in (
            ("numbering", (tmp_path / "numbering.xml").as_uri(), "External"),
            ("numbering", f"{tmp_path}/numbering.xml", "Internal"),
            ("styles", "http://127.0.0.1:9/styles.xml", "External"),
            ("attachedTemplate", "http://127.0.0.1:9/x.dotm", "External"),
        )
    )
    data = raw(listed("x"), **{"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{rels}</Relationships>'})
    assert read(data) == ["x"]


def test_a_bomb_is_not_unpacked() -> None:
    refused(packed({"word/document.xml": bytes(safe_zip.SMALL * 2)}), "unpack to far more than a text needs")
    refused(
        packed({f"word/media/{n}.bin": bytes(n * 10) for n in range(safe_zip.ENTRIES + 1)}), "more than 10000 parts"
    )


def test_a_bomb_that_lies_about_its_size() -> None:
    data = packed({"word/document.xml": part("document", " " * (64 << 20))})
    at = data.index(b"PK\x01\x02")
    refused(data[: at + 24] + struct.pack("<I", 1000) + data[at + 28 :], "damaged or cut short")


def test_limits(monkeypatch: pytest.MonkeyPatch, real: bytes) -> None:
    assert read(real)[0] == "Treaty"
    for name, match in (
        ("TOTAL", "far more than a text needs"),
        ("PART", "MiB; split the text"),
        ("ENTRIES", "more than 5 parts"),
        ("ELEMENTS", "too large or too deeply nested"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(safe_xml if name == "ELEMENTS" else safe_zip, name, 5)
            refused(real, match)


@pytest.mark.parametrize("tag", ["w:p", "w:sdt", "w:r", "x"])
def test_deep_nesting_ends_well(tag: str) -> None:
    refused(raw(f"<{tag}>" * 20_000 + f"</{tag}>" * 20_000), "too deeply nested")


def test_as_deep_as_allowed_no_recursion_error() -> None:
    inside = p("deep")
    for _ in range((safe_xml.DEPTH - 8) // 3):
        inside = table((inside,))
    assert body(inside) == ["deep"]
    wrapped = "<w:smartTag>" * (safe_xml.DEPTH - 6) + r("deep") + "</w:smartTag>" * (safe_xml.DEPTH - 6)
    assert body(p(wrapped)) == ["deep"]
    assert sys.getrecursionlimit() >= 1000


def test_long_chains_and_long_labels_cost_nothing() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(5000)
    )
    numbering = lists(lvl(0, "%1" * 100_000, "lowerLetter", start=999_999_999))
    inside = "".join(p("x", f'<w:pStyle w:val="s{n}"/><w:numPr><w:numId w:val="1"/></w:numPr>') for n in range(500))
    found = body(inside, styles=styles, numbering=numbering)
    assert max(map(len, found)) < 2000


def test_a_password_on_the_container() -> None:
    data = bytearray(raw(p("x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    refused(bytes(data), "packed with a password")


def test_every_truncation_is_told(real: bytes) -> None:
    for length in range(4, len(real), 997):
        refused(real[:length], "damaged or cut short|holds no Word document")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_bytes_are_read_or_told(real: bytes, data: st.DataObject) -> None:
    changed = bytearray(real)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(4, len(real) - 1))] = data.draw(st.integers(0, 255))
    message, text = "", ""
    try:
        text = docx.read(bytes(changed)).text
    except InputError as error:
        message = str(error)
    assert bool(message) != bool(text)
    assert "\n" not in message


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u00ad\ufffe\uffff")),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_paragraphs_are_written_come_back(texts: list[str]) -> None:
    document = python_docx.Document()
    for text in texts:
        document.add_paragraph(text)
    expected = [text.strip() for text in texts if text.strip()]
    if expected:
        assert docx.read(saved(document)).text == "\n\n".join(expected)
    else:
        refused(saved(document), "holds no text")


# ---- the registry, other readers


def test_the_suffixes() -> None:
    assert {reader(each) for each in (".docx", ".DOCX", ".docm", ".dotx")} == {docx.READER}
    with pytest.raises(InputError, match=r"'\.doc' are not read; save it as DOCX or plain text \(\.docm, \.docx, "):
        reader(".doc")


def test_a_word_file_called_txt_is_told_its_name(real: bytes) -> None:
    with pytest.raises(InputError, match=r"^this is a ZIP container such as DOCX, .* name it \.docx$"):
        txt.read(real)


def test_the_file_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"text")
    with pytest.raises(InputError, match=r"x\.docx: this is no DOCX file"):
        reading.read(tmp_path / "x.docx")


def test_an_encoding_that_is_named_does_not_matter(real: bytes) -> None:
    assert docx.read(real, "gb18030") == docx.read(real)


# ---- the same document numbered by Word in each language's own way

PARTS = {
    "zh": ("谅解备忘录", "双方达成谅解如下：", ("宗旨", "领域", "经费"), "双方开展合作。"),
    "ru": ("МЕМОРАНДУМ", "Стороны договорились о нижеследующем:", ("Цель", "Области", "Расходы"), "Они сотрудничают."),
    "en": ("MEMORANDUM", "The Parties have agreed as follows:", ("Purpose", "Areas", "Costs"), "They cooperate."),
}
WAYS = {
    "zh": [("%1、", "chineseCountingThousand", "（%2）", "chineseCountingThousand"),
           ("%1.", "decimal", "%1.%2", "decimal"),
           ("%1", "decimal", "%1.%2", "decimal"), ("第%1章", "chineseCounting", "%2.", "decimal"),
           ("%1.", "upperRoman", "（%2）", "decimal"), ("%1.", "upperLetter", "%2)", "lowerLetter")],
    "ru": [("%1.", "decimal", "%1.%2.", "decimal"), ("%1", "decimal", "%1.%2", "decimal"),
           ("Раздел %1.", "upperRoman", "%2.", "decimal"), ("Глава %1", "decimal", "%2)", "decimal"),
           ("%1.", "upperRoman", "%2)", "russianLower")],
    "en": [("%1.", "decimal", "%1.%2", "decimal"), ("%1", "decimal", "%1.%2", "decimal"),
           ("Section %1", "decimal", "(%2)", "lowerLetter"), ("%1.", "upperLetter", "%2.", "decimal"),
           ("%1)", "upperRoman", "%2)", "decimal")],
}  # fmt: skip


@pytest.mark.parametrize("styled", [False, True])
@pytest.mark.parametrize(("language", "way"), [(code, way) for code, ways in WAYS.items() for way in ways])
def test_divisions_do_not_depend_on_numerals(language: str, way: tuple[str, ...], styled: bool, tmp_path: Path) -> None:
    title, opening, headings, text = PARTS[language]
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    linked = '<w:pStyle w:val="Heading1"/>' if styled else ""
    numbering = lists(lvl(0, way[0], way[1], linked), lvl(1, way[2], way[3]))
    inside = [p(title), p(opening)]
    for each in headings:
        inside.append(p(each, linked) if styled else listed(each))
        inside += [listed(text, level=1), listed(text, level=1)]
    (tmp_path / "text.docx").write_bytes(raw("".join(inside), styles, numbering))
    (document,) = reading.read(tmp_path / "text.docx", language)
    assert [block.path for block in document.blocks] == [
        "title/p1", "pre/formula",
        *(f"sec.{at}/{each}" for at in (1, 2, 3) for each in ("h", "p1", "p2")),
    ]  # fmt: skip
    assert document.remarks == ()
