"""Cells of tables as Word keeps them: automatic numbers, signs above the line, deleted paragraphs, text boxes."""

import docx
import pytest
from docx.oxml import parse_xml

import toolkit
from toolkit import conversion

SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{space}"'
    for prefix, space in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
GONE = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{}</w:p>'
DELETED = '<w:p><w:del w:id="2"><w:r><w:delText>лишнее</w:delText></w:r></w:del></w:p>'
BOX = "<w:txbxContent><w:p><w:r><w:t>рамка</w:t></w:r></w:p></w:txbxContent>"
BOXED = (
    f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"
)
SIGN = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'


def run(text, more=""):
    return f'<w:r>{more}<w:t xml:space="preserve">{text}</w:t></w:r>'


def written(document, rows):
    """Put a table into a document, and return it."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return table


def taken(document, tmp_path):
    """Return the table that is read of a document, and what is told."""
    document.save(str(tmp_path / "x.docx"))
    made = conversion.convert(tmp_path / "x.docx", tmp_path / "x.jsonl")
    return toolkit.load(made.path), made.report


def shown(tmp_path, paragraphs):
    """Return how a cell with these paragraphs is read, and what is told."""
    document = docx.Document()
    cell = written(document, [["zh", "ru"], ["条约", ""]]).cell(1, 1)._tc
    cell.remove(cell.p_lst[0])
    for each in list(parse_xml(f"<w:body {SPACES}>{paragraphs}</w:body>")):
        cell.append(each)
    found, report = taken(document, tmp_path)
    return found["ru"].item(), report


def test_automatic_numbers_are_text_and_are_counted_through_the_document(tmp_path):
    document = docx.Document()
    document.add_paragraph("Договор", style="List Number")
    rows = [["№", "zh", "ru"], ["", "第一", "Первый"], ["", "第二", ""], ["", "第三", "Третий"]]
    for row in written(document, rows).rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number 2"
        row.cells[2].paragraphs[0].style = "List Number"
    found, _ = taken(document, tmp_path)
    assert found[["unit", "ru"]].to_numpy().tolist() == [["1.", "2. Первый"], ["2.", "3."], ["3.", "4. Третий"]]


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (f"<w:p>{run('статья 10')}{run('1', RAISED)}</w:p>", "статья 10¹"),
        (f"<w:p>{run('+5 ')}{SIGN.format('Arial', '00B0')}{run('C')}</w:p>", "+5 °C"),
        (GONE.format(run("мир")) + DELETED, "мир"),
        (GONE.format(run("мир ")) + f"<w:p>{run('и дружба')}</w:p><w:p>{run('навек')}</w:p>", "мир и дружба\nнавек"),
        (f"<w:p>{run('мир')}<w:r>{BOXED}</w:r></w:p>", "мир\nрамка"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path, paragraphs, text):
    assert shown(tmp_path, paragraphs) == (text, [])


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        (SIGN.format("Symbol", "F0B0"), "signs that only their font explains (1)"),
        ("<w:r><w:object/></w:r><w:r><w:pict/></w:r>", "pictures (2)"),
        (f"<w:r><w:ruby><w:rt>{run('hé')}</w:rt><w:rubyBase/></w:ruby></w:r>", "phonetic guides (1)"),
    ],
)
def test_what_is_no_text_of_a_cell_is_told(tmp_path, inside, named):
    assert shown(tmp_path, f"<w:p>{run('мир')}{inside}</w:p>") == ("мир", [f"left out: {named}"])


def test_rows_that_were_deleted_with_tracked_changes_are_gone(tmp_path):
    document = docx.Document()
    table = written(document, [["zh", "ru"], ["条约", "договор"], ["国家", "государство"]])
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {SPACES} w:id="1"/>'))
    found, _ = taken(document, tmp_path)
    assert list(found["ru"]) == ["государство"]
