"""Hostile and broken files, each attack on each format that it can be made in: one clear line, and nothing written."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import ConvertSettings, formats, tables
from toolkit.cli import cli
from toolkit.errors import InputError
from toolkit.formats import Stream, Writing

XML = [".tmx", ".xlf", ".xliff"]
ZIP = [".xlsx", ".docx"]
TEXT = [".csv", ".tsv", ".jsonl"]
ALL = [*XML, *ZIP, *TEXT, ".parquet"]


@cache
def good(suffix: str) -> bytes:
    """A sound file with two rows."""
    codes = ["zh", "ru"]
    blank = dict.fromkeys(tables.columns(tables.UNITS, codes), "") | {"confidence": None}
    rows = [{**blank, "unit": f"u{n}", "zh": "条约文本", "ru": "текст договора"} for n in (1, 2)]
    file = io.BytesIO()
    stream = Stream("units", rows, {"languages": codes}, tuple(tables.columns(tables.UNITS, codes)))
    formats.named(Path(f"x{suffix}"), "units").write(stream, file, Writing(source="zh"))
    return file.getvalue()


def text(suffix: str) -> str:
    return good(suffix).decode("utf-8-sig")


def refused(folder: Path, suffix: str, data: bytes, match: str, *options: str) -> None:
    """The command tells the fault in one line that names the file, with exit code 2, and writes nothing."""
    path = folder / f"in{suffix}"
    path.write_bytes(data)
    target = folder / "out.jsonl"
    result = CliRunner().invoke(cli, ["convert", str(path), "-o", str(target), *options])
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith(f"duizhao: {path}: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert sorted(folder.iterdir()) == [path]
    with pytest.raises(InputError, match=match):
        toolkit.load(path)


def head(suffix: str, doctype: str) -> bytes:
    """The file with a DOCTYPE in place of its own."""
    kept = [line for line in text(suffix).splitlines() if not line.startswith("<!DOCTYPE")]
    return "\n".join([kept[0], doctype, *kept[1:]]).encode()


ENTITIES = {
    "local file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    "bomb": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 9999}">]>',
    "inner subset": "<!DOCTYPE x [<!ATTLIST seg a CDATA 'b'>]>",
}


@pytest.mark.parametrize("suffix", XML)
@pytest.mark.parametrize("attack", ENTITIES)
def test_entities(tmp_path, suffix, attack):
    data = head(suffix, ENTITIES[attack]).replace("条约".encode(), b"&e;", 1)
    refused(tmp_path, suffix, data, "declares a DOCTYPE or entities")


@pytest.mark.parametrize("suffix", XML)
def test_a_doctype_that_names_a_dtd_is_never_opened(tmp_path, suffix):
    for name in ('SYSTEM "http://127.0.0.1:9/x.dtd"', 'PUBLIC "-//X//Y" "file:///etc/passwd"', 'SYSTEM "x.dtd"'):
        (tmp_path / "x.dtd").write_text('<!ENTITY e "no">', "utf-8")
        data = head(suffix, f"<!DOCTYPE x {name}>")
        (tmp_path / f"y{suffix}").write_bytes(data)
        assert len(toolkit.load(tmp_path / f"y{suffix}")) == 2
        (tmp_path / f"y{suffix}").write_bytes(data.replace("条约".encode(), b"&e;", 1))
        with pytest.raises(InputError, match="uses an entity"):
            toolkit.load(tmp_path / f"y{suffix}")


INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
SURROGATE = b"\xed\xa0\x80"


@pytest.mark.parametrize("suffix", XML)
@pytest.mark.parametrize(
    ("put", "match"),
    [
        (INCLUDE.encode(), "XInclude"),
        (b"<x>" * 5000 + b"</x>" * 5000, "too deeply nested"),
        (b"\xff\xfe", "no sound XML"),
        (SURROGATE, "no sound XML"),
        (b"&#xD800;", "no sound XML"),
        (b"\x00", "no sound XML"),
        (b"\x01", "no sound XML"),
        (b"&#0;", "no sound XML"),
        (b"&nbsp;", "entity|no sound XML"),
        (b"<unclosed>", "no sound XML"),
    ],
    ids=["xinclude", "deep", "utf-8", "surrogate", "surrogate reference", "nul", "control", "nul reference", "entity",
         "unclosed"],
)  # fmt: skip
def test_broken_xml(tmp_path, suffix, put, match):
    refused(tmp_path, suffix, good(suffix).replace("条约".encode(), put, 1), match)


@pytest.mark.parametrize("suffix", XML)
def test_encodings_of_xml(tmp_path, suffix):
    said = text(suffix)
    refused(tmp_path, suffix, said.encode("utf-16-le"), "UTF-16 without a byte-order mark")
    refused(tmp_path, suffix, said.encode("utf-16"), "is UTF-16 and says that it is UTF-8")
    refused(tmp_path, suffix, said.replace("UTF-8", "UTF-16").encode(), "no sound XML")
    refused(tmp_path, suffix, said.replace("UTF-8", "klingon").encode(), "no sound XML")
    refused(tmp_path, suffix, said.replace("UTF-8", "gb18030").encode() + b"\xff", "is not gb18030")
    for encoding in ("utf-16", "gb18030"):
        (tmp_path / f"y{suffix}").write_bytes(said.replace("UTF-8", encoding).encode(encoding))
        assert list(toolkit.load(tmp_path / f"y{suffix}")["ru"]) == ["текст договора"] * 2
    ansi = said.replace("UTF-8", "windows-1251").replace("条约文本", "").encode("cp1251")
    (tmp_path / f"y{suffix}").write_bytes(ansi)
    assert list(toolkit.load(tmp_path / f"y{suffix}")["ru"]) == ["текст договора"] * 2


@pytest.mark.parametrize("suffix", XML)
@pytest.mark.parametrize(
    ("says", "is_in", "asked", "right", "told"),
    [
        ("UTF-8", "utf-8", "cp1251", True, "--encoding makes no difference: the .* says that it is UTF-8, and is"),
        ("UTF-8", "utf-8-sig", "gb18030", True, "--encoding makes no difference: .* UTF-8"),
        ("UTF-16", "utf-16", "cp1251", True, "--encoding makes no difference: .* UTF-16"),
        ("UTF-8", "cp1251", "cp1251", True, "says that it is UTF-8; it is read as cp1251, as was asked for"),
        ("windows-1251", "cp1251", "koi8-r", False, "says that it is WINDOWS-1251; it is read as koi8-r"),
        ("windows-1251", "cp1251", "cp1251", True, ""),
        ("UTF-8", "utf-8", "utf8", True, ""),
    ],
)
def test_an_encoding_that_is_asked_for_beside_that_of_a_file(tmp_path, suffix, says, is_in, asked, right, told):
    data = text(suffix).replace("UTF-8", says).replace("条约文本", "").encode(is_in)
    (tmp_path / f"x{suffix}").write_bytes(data)
    made = toolkit.convert(tmp_path / f"x{suffix}", tmp_path / "y.csv", ConvertSettings(encoding=asked))
    assert (list(toolkit.load(made.path)["ru"]) == ["текст договора"] * 2) == right
    assert re.search(told, "\n".join(made.report))
    assert bool(told) == ("encoding" in "".join(made.report) or "it is read as" in "".join(made.report))


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_a_mark_counts_before_an_encoding_that_is_asked_for(tmp_path, suffix):
    data = "zh,ru\n条约,договор\n".replace(",", "\t" if suffix == ".tsv" else ",")
    for encoding, said in (("utf-8-sig", "is marked as UTF-8"), ("utf-16", "is marked as UTF-16")):
        (tmp_path / f"x{suffix}").write_bytes(data.encode(encoding))
        made = toolkit.convert(tmp_path / f"x{suffix}", tmp_path / "y.jsonl", ConvertSettings(encoding="cp1251"))
        assert list(toolkit.load(made.path)["ru"]) == ["договор"]
        assert f"--encoding makes no difference: the file {said}" in made.report
    (tmp_path / f"x{suffix}").write_text(data, "utf-8")
    made = toolkit.convert(tmp_path / f"x{suffix}", tmp_path / "y.jsonl", ConvertSettings(encoding="gb18030"))
    assert "the file could be UTF-8, too; it is read as gb18030, as was asked for" in made.report


@pytest.mark.parametrize("suffix", [*XML, *ZIP, ".parquet"])
def test_cut_short(tmp_path, suffix):
    whole = good(suffix)
    for share in (0.1, 0.5, 0.9, 0.99):
        refused(tmp_path, suffix, whole[: int(share * len(whole))], "sound|damaged|cut short|no header|names no")


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n \n", b"\0" * 300, b"%PDF-1.7\n", b"GIF89a\x01\x00\x01"])
def test_what_is_something_else(tmp_path, suffix, data):
    refused(tmp_path, suffix, data, ".")


@pytest.mark.parametrize("suffix", ALL)
def test_a_file_of_another_format(tmp_path, suffix):
    for other in ALL:
        if other != suffix and not {other, suffix} <= {".csv", ".tsv"} and not {other, suffix} <= {".xlf", ".xliff"}:
            refused(tmp_path, suffix, good(other), ".")


@pytest.mark.parametrize("suffix", [".xlf", ".xliff"])
def test_ids_that_stand_twice(tmp_path, suffix):
    data = good(suffix).replace(b'id="u2"', b'id="u1"')
    refused(tmp_path, suffix, data, "the id 'u1' stands twice")


@pytest.mark.parametrize(
    ("suffix", "source", "target"), [(".xlf", "source-language", "target-language"), (".xliff", "srcLang", "trgLang")]
)
def test_languages_of_xliff(tmp_path, suffix, source, target):
    said = text(suffix)
    refused(tmp_path, suffix, said.replace(f'{target}="ru"', "").encode(), "names no target language")
    refused(tmp_path, suffix, said.replace(f'{source}="zh-Hans"', "").encode(), "names no source language")
    refused(tmp_path, suffix, said.replace('"ru"', '"zh-TW"').encode(), "names no second language")


def test_tmx_with_a_language_twice(tmp_path):
    data = good(".tmx").replace(b'xml:lang="ru"', b'xml:lang="zh-Hans"', 1)
    refused(tmp_path, ".tmx", data, "two texts in 'zh-Hans'")
    refused(tmp_path, ".tmx", good(".tmx").replace(b'"duizhao"', b'"x"').replace(b'"ru"', b'"zh-Hans"', 1), "two texts")


# ---- Office files


def repacked(suffix: str, change) -> bytes:
    """The file with its parts changed: ``change`` gets and returns a dictionary."""
    with zipfile.ZipFile(io.BytesIO(good(suffix))) as old:
        parts = change({name: old.read(name) for name in old.namelist()})
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return memory.getvalue()


@pytest.mark.parametrize("suffix", ZIP)
@pytest.mark.parametrize("attack", ENTITIES)
def test_entities_in_every_part(tmp_path, suffix, attack):
    with zipfile.ZipFile(io.BytesIO(good(suffix))) as file:
        names = [name for name in file.namelist() if name.endswith((".xml", ".rels"))]

    def change(parts, name):
        start, close, rest = parts[name].partition(b"?>")
        return {**parts, name: start + close + ENTITIES[attack].encode() + rest}

    for name in names:
        refused(tmp_path, suffix, repacked(suffix, lambda parts, name=name: change(parts, name)), "DOCTYPE or entities")


@pytest.mark.parametrize("suffix", ZIP)
@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"../../evil.xml": b"<a/>"}, "leads out of it"),
        ({"x\\..\\..\\evil.xml": b"<a/>"}, "leads out of it"),
        ({"media/bomb.bin": bytes(40 << 20)}, "unpack to far more"),
    ],
)
def test_parts(tmp_path, suffix, more, match):
    refused(tmp_path, suffix, repacked(suffix, lambda parts: {**parts, **more}), match)


def test_deep_parts(tmp_path):
    deep = b"<w:p>" * 5000 + b"</w:p>" * 5000

    def change(parts):
        return {**parts, "word/document.xml": parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep)}

    refused(tmp_path, ".docx", repacked(".docx", change), "too deeply nested")


def test_the_hidden_part_of_a_docx_may_be_anything(tmp_path):
    name = "customXml/duizhao.xml"
    for put in (b"{", b'{"facts": {"languages": [1]}, "rows": []}', b'{"facts": {}, "rows": [1]}', b"[" * 9000):
        part = b'<units xmlns="urn:duizhao:units">%s</units>' % put
        data = repacked(".docx", lambda parts, part=part: {**parts, name: part})
        refused(tmp_path, ".docx", data, "damaged|holds something else")


# ---- text


@pytest.mark.parametrize(
    ("line", "match"),
    [
        (b'{"zh": NaN}', "NaN is no number"),
        (b'{"zh": Infinity}', "Infinity is no number"),
        (b'{"zh": "a", "ru": "b", "zh": "c"}', "the key 'zh' stands twice"),
        (b'{"zh": "\\ud800", "ru": "a"}', "half a character"),
        (b'{"zh": ["a"], "ru": "a"}', "'zh' holds no text"),
        (b"[" * 100_000, "too deeply nested|no sound JSON"),
        (b'{"zh": "\xff", "ru": "a"}', "line 2 is not utf-8"),
        (b'{"zh": "a', "no sound JSON"),
        (b'["zh"]', "holds no JSON object"),
        (b'{"zh": "a\x00", "ru": "b"}', "no sound JSON"),
    ],
)
def test_json(tmp_path, line, match):
    refused(tmp_path, ".jsonl", b'{"zh": "a", "ru": "b"}\n' + line + b"\n", match)


def test_csv_of_russian_windows(tmp_path):
    data = "id;Русский;English\r\n1;Договаривающиеся Стороны;The Parties\r\n2;=1+1;'\r\n".encode("cp1251")
    refused(tmp_path, ".csv", data, r"seems to be cp1251: name it \(--encoding cp1251\)")
    made = toolkit.convert(tmp_path / "in.csv", tmp_path / "y.xlsx", ConvertSettings(encoding="cp1251"))
    assert list(toolkit.load(made.path)["ru"]) == ["Договаривающиеся Стороны", "=1+1"]
    with pytest.raises(InputError, match="no encoding is called 'base64'"):
        toolkit.convert(tmp_path / "in.csv", tmp_path / "z.xlsx", ConvertSettings(encoding="base64"))
    with pytest.raises(InputError, match="no encoding is called 'klingon'"):
        toolkit.load(tmp_path / "in.csv", "klingon")


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_broken_csv(tmp_path, suffix):
    refused(tmp_path, suffix, good(suffix) + b'"', "no sound CSV")
    refused(tmp_path, suffix, good(suffix) + "договор".encode("cp1251"), "not UTF-8")
    refused(tmp_path, suffix, b"zh,ru\na,b,c,d\n", "4 cells under a header of 2")
    refused(tmp_path, suffix, b"zh,ru\n" + SURROGATE + b",b\n", "not UTF-8|encoding")


# ---- limits, and what is legal


@pytest.mark.parametrize("suffix", ZIP)
def test_limits_can_be_set(tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(repacked(suffix, lambda parts: {**parts, "x.bin": bytes(range(256)) * 8000}) + bytes(1 << 20))
    with pytest.raises(InputError, match="more than 1 MiB"):
        toolkit.convert(path, tmp_path / "y.csv", ConvertSettings(limit=1 << 20))
    path.write_bytes(good(suffix))
    assert toolkit.convert(path, tmp_path / "y.csv", ConvertSettings(limit=1 << 20)).rows == 2


MARKUP = "<b>x</b> & <script>alert(1)</script> \u202eabc\u202c " + "长" * 40_000


@pytest.mark.parametrize("suffix", [each for each in [*ALL, ".html"] if each != ".xlsx"])
def test_markup_bidi_and_long_texts_are_data(tmp_path, suffix):
    source = tmp_path / "x.jsonl"
    source.write_text(json.dumps({"id": 'a"<&>' * 2000, "zh": MARKUP, "ru": "да"}) + "\n", "utf-8")
    directed = "source" in formats.named(Path(f"y{suffix}"), "units").takes
    made = toolkit.convert(source, tmp_path / f"y{suffix}", ConvertSettings(source="zh" if directed else None))
    assert made.report == ["1 texts hold characters that turn the direction of writing (bidi); they are kept"]
    if suffix == ".html":
        assert "<script>" not in made.path.read_text("utf-8")
        return
    table = toolkit.load(made.path)
    assert (table["zh"][0], table["unit"][0]) == (MARKUP, 'a"<&>' * 2000)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("suffix", ALL)
@given(data=st.data())
def test_damaged_bytes_are_read_or_told(tmp_path_factory, suffix, data):
    whole = bytearray(good(suffix))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("x") / f"x{suffix}"
    path.write_bytes(bytes(whole))
    try:
        table = toolkit.load(path)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert set(tables.columns(tables.UNITS, table.attrs["languages"])) == set(table.columns)
