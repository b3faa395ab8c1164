"""Files of ours that a CAT tool changed: what it changed is what is read, and what cannot be kept is told."""

import re

import pytest

from toolkit import convert, export, load
from toolkit.conversion import ConvertSettings
from toolkit.errors import FormatError

TABLE = "id,zh,ru,note\n1,条约,Договор,старое\n2,条,Статья,\n"
NOTE = "<note>старое</note>"
SUFFIXES = (".tmx", ".xlf", ".xliff")


def made(tmp_path, suffix, table=TABLE):
    (tmp_path / "x.csv").write_text(table, "utf-8")
    return convert(tmp_path / "x.csv", tmp_path / f"x{suffix}", ConvertSettings(source="zh")).path


def edited(path, *changes):
    """Return the table of a file after changes by patterns, and the report of reading it."""
    text = path.read_text("utf-8")
    for pattern, new in changes:
        text, count = re.subn(pattern, lambda match, new=new: match.expand(new), text)
        assert count
    path.write_text(text, "utf-8")
    out = convert(path, path.with_name("out.jsonl"))
    return load(out.path), "\n".join(out.report)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ([(NOTE, "<note>новое</note>")], "новое"),
        ([(NOTE, "")], ""),
        ([(NOTE, "<note/>")], ""),
        ([(NOTE, NOTE + '<note from="translator">второе</note>')], "старое | второе"),
        ([(NOTE, "<note>  две\n строки </note>")], "  две\n строки "),
    ],
    ids=["changed", "deleted", "emptied", "added", "lines"],
)
def test_a_note_that_was_edited_is_the_note(tmp_path, suffix, changes, note):
    table, report = edited(made(tmp_path, suffix), *changes)
    assert list(table["note"]) == [note, ""]
    assert ("attribute from" in report) == ("второе" in note)


@pytest.mark.parametrize(
    ("suffix", "hidden"),
    [
        (".tmx", '<prop type="x-note">старое</prop>'),
        (".xlf", '<context-group><context context-type="x-duizhao-note">старое</context></context-group>'),
    ],
)
def test_a_second_note_that_was_written_before_counts_for_nothing(tmp_path, suffix, hidden):
    table, _ = edited(made(tmp_path, suffix), (NOTE, hidden))
    assert list(table["note"]) == ["", ""]


@pytest.mark.parametrize(
    ("suffix", "changes", "origin"),
    [
        (".xlf", [('approved="no"', 'approved="yes"')], ["reviewed", "reviewed"]),
        (".xlf", [('state="needs-review-translation"', 'state="final"')], ["reviewed", "reviewed"]),
        (".xlf", [('approved="yes"', 'approved="no"')], ["machine", "machine"]),
        (".xlf", [('state="final"', 'state="needs-translation"')], ["machine", "machine"]),
        (".xlf", [(' approved="(yes|no)"', ""), (' state="[a-z-]+"', "")], ["machine", "machine"]),
        (".xliff", [('state="translated"', 'state="final"')], ["reviewed", "reviewed"]),
        (".xliff", [('state="final"', 'state="initial"')], ["machine", "machine"]),
    ],
)
def test_an_approval_that_was_given_or_taken_back_in_one_place_is_read(tmp_path, suffix, changes, origin):
    whole = convert(made(tmp_path, ".jsonl"), tmp_path / "whole.jsonl").path
    text = (
        whole.read_text("utf-8")
        .replace('"origin":""', '"origin":"reviewed"', 1)
        .replace('"origin":""', '"origin":"machine"', 1)
    )
    whole.write_text(text, "utf-8")
    path = convert(whole, tmp_path / f"x{suffix}", ConvertSettings(source="zh")).path
    assert list(load(path)["origin"]) == ["reviewed", "machine"]
    assert list(edited(path, *changes)[0]["origin"]) == origin


def test_a_state_that_we_do_not_write_is_told_in_a_file_of_ours(tmp_path):
    _, report = edited(made(tmp_path, ".xliff"), ('state="translated"', 'state="reviewed"'))
    assert "state reviewed (2)" in report


@pytest.mark.parametrize(
    ("suffix", "change", "words"),
    [
        (".tmx", ("<prop", r"<note>Срочно</note>\g<0>"), "notes of the file"),
        (".tmx", ('<tu tuid="2"', r'\g<0> changeid="me"'), "attribute changeid (1)"),
        (".xlf", ("</header>", r"<note>Срочно</note>\g<0>"), "notes of the file (1)"),
        (
            ".xlf",
            ("<body>", r"\g<0><context-group><context context-type='x'>да</context></context-group>"),
            "context x",
        ),
        (".xliff", ("<notes>\n", r"\g<0><note>Срочно</note>"), "notes of the file (1)"),
    ],
)
def test_what_a_program_adds_to_a_file_of_ours_is_told(tmp_path, suffix, change, words):
    assert words not in "\n".join(convert(made(tmp_path, suffix), tmp_path / "y.csv").report)
    _, report = edited(made(tmp_path, suffix), change)
    assert words in report


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".csv", ".docx", ".jsonl"])
def test_a_title_that_was_changed_in_its_row_is_the_title(tmp_path, suffix):
    table = load(made(tmp_path, ".jsonl"))
    table.loc[0, "kind"] = "title"
    table.attrs["titles"] = {"zh": "条约", "ru": "Договор"}
    path = export(table, tmp_path / f"y{suffix}", source="zh")
    assert load(path).attrs["titles"] == table.attrs["titles"]
    table.loc[0, "ru"] = "Соглашение"
    found = load(export(table, path, source="zh"))
    assert found.attrs["titles"] == {"zh": "条约", "ru": "Соглашение"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_cell_stands_twice_in_a_file_so_that_a_change_is_seen(tmp_path, suffix):
    table = load(made(tmp_path, ".jsonl")).head(1).copy()
    free = [name for name in table.columns if name not in ("confidence", "agreement", "origin", "authentic")]
    words = {name: f"слово-{at:02}" for at, name in enumerate(free) if not name.endswith(("_complete", "_status"))}
    for name, word in words.items():
        table.loc[0, name] = word
    text = export(table, tmp_path / f"y{suffix}", source="zh").read_text("utf-8")
    body = text.partition("<tu")[2] or text.partition("<trans-unit")[2] or text.partition("<unit")[2]
    assert {name: body.count(word) for name, word in words.items()} == dict.fromkeys(words, 1)


# ---- XLIFF of others

OLD = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="zh" target-language="ru" datatype="plaintext"><header><note>Срочно</note></header>
<body><group id="g" resname="Глава"><note>Для суда</note><trans-unit id="1"><source>条约</source>
<target state-qualifier="mt-suggestion">договор</target></trans-unit></group></body></file></xliff>"""
NEW = """<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh" trgLang="ru"><file id="f">
<notes><note>Срочно</note></notes><group id="g"><notes><note>Для суда</note></notes><unit id="1">
<segment id="s1"><source>条约<cp hex="2028"/>一</source><target order="3">договор<cp hex="0008"/></target></segment>
<ignorable><source>，</source><target>, </target></ignorable><ignorable><source> </source></ignorable>
<segment><source>法<cp hex="x"/></source><target>право</target></segment></unit></group></file></xliff>"""


def test_notes_on_files_and_groups_of_xliff_are_told(tmp_path):
    for text in (OLD, NEW):
        (tmp_path / "x.xlf").write_text(text, "utf-8")
        report = "\n".join(convert(tmp_path / "x.xlf", tmp_path / "x.csv").report)
        assert "notes of the file (1)" in report
        assert "notes of groups (1)" in report
        assert ("attribute resname (1)" in report, "attribute state-qualifier (1)" in report) == (text == OLD,) * 2


def test_text_between_segments_and_characters_by_number(tmp_path):
    (tmp_path / "x.xliff").write_text(NEW, "utf-8")
    made = convert(tmp_path / "x.xliff", tmp_path / "x.csv")
    table, report = load(made.path), "\n".join(made.report)
    assert table[["unit", "zh", "ru"]].to_numpy().tolist() == [
        ["1/1", "条约\u2028一", "договор"],
        ["1/2", "法", "право"],
    ]
    for words in ("text between segments (2)", "control characters (cp) (2)", "attribute order (1)"):
        assert words in report


@pytest.mark.parametrize("suffix", [".sdlxliff", ".mqxliff", ".mxliff"])
def test_xliff_of_cat_tools_is_known_by_its_name_and_not_written(tmp_path, suffix):
    (tmp_path / f"x{suffix}").write_text(OLD, "utf-8")
    assert list(load(tmp_path / f"x{suffix}")["ru"]) == ["договор"]
    with pytest.raises(FormatError, match="no format is called so"):
        convert(tmp_path / f"x{suffix}", tmp_path / f"y{suffix}")


def test_properties_of_other_programs_that_are_called_as_ours_are_left_out(tmp_path):
    text = (
        '<tmx version="1.4"><header creationtool="x" segtype="sentence"/><body><tu tuid="1">'
        '<prop type="x-origin">MT</prop>'
        '<prop type="confidence">85</prop><prop type="x-document">акт.docx</prop><prop type="x-note">да</prop>'
        '<tuv xml:lang="zh"><seg>一</seg></tuv><tuv xml:lang="ru"><seg>один</seg></tuv></tu></body></tmx>'
    )
    (tmp_path / "x.tmx").write_text(text, "utf-8")
    made = convert(tmp_path / "x.tmx", tmp_path / "x.csv")
    table = load(made.path)
    assert table[["document", "note", "origin"]].to_numpy().tolist() == [["акт.docx", "да", ""]]
    assert "property x-origin (1)" in made.report[0]
    assert "property confidence (1)" in made.report[0]
