"""Plain text: which encoding is taken, how sure that is, and what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import EncodingError, InputError
from toolkit.languages import zh
from toolkit.readers import reader, txt

ROOT = Path(__file__).parents[2]
CHINESE = (ROOT / "corpus" / "raw" / "astana-2025-06-17.zh.txt").read_text("utf-8")
RUSSIAN = (ROOT / "corpus" / "treaty" / "ru.txt").read_text("utf-8")
ENGLISH = (ROOT / "tests" / "samples" / "en-treaty.txt").read_text("utf-8")
# Big5 lacks a few characters of the page; they are left out
TAIWANESE = zh.traditional(CHINESE).encode("big5", "ignore").decode("big5")

CASES = [
    (CHINESE, "utf-8"), (CHINESE, "gb18030"), (CHINESE, "utf-16-le"), (CHINESE, "utf-16-be"),
    (zh.traditional(CHINESE), "gb18030"),
    (RUSSIAN, "utf-8"), (RUSSIAN, "utf-16-le"), (RUSSIAN, "utf-16-be"), (RUSSIAN, "cp1251"),
    (ENGLISH, "utf-8"), (ENGLISH, "utf-16-le"),
    (RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), "koi8-r"),
    (RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), "cp866"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), CASES)
@pytest.mark.parametrize("length", [20, 200, 100_000])
def test_the_encoding_is_found_out(text: str, encoding: str, length: int) -> None:
    text = text[:length]
    page = txt.read(text.encode(encoding))
    assert page.text == text
    assert page.encoding == encoding
    assert 0.5 < page.certainty <= 1


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("line", [line for line in RUSSIAN.split("\n") if len(line) > 8][::6])
def test_russian_in_capitals(line: str, encoding: str) -> None:
    for text in (line, line.upper()):
        plain = text.translate(str.maketrans("«»“”„—–", '"""""--'))
        assert txt.read(plain.encode(encoding)).text == plain


@pytest.mark.parametrize("length", [20, 200, 100_000])
def test_big5(length: int) -> None:
    page = txt.read(TAIWANESE[:length].encode("big5"))
    assert page.text == TAIWANESE[:length]
    assert page.encoding.startswith("big5")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    page = txt.read(CHINESE.encode(encoding))
    assert (page.text, page.certainty) == (CHINESE, 1.0)
    assert not page.text.startswith("\ufeff")


def test_big_endian_with_a_mark() -> None:
    assert txt.read(codecs.BOM_UTF16_BE + "各方".encode("utf-16-be")).text == "各方"


@pytest.mark.parametrize("text", ["各方", "Стороны", "条约", "Договор", "Статья 7"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_or_two(text: str, encoding: str) -> None:
    assert txt.read(text.encode(encoding)).text == text


def test_a_named_encoding_is_taken() -> None:
    page = txt.read("Статья".encode("cp866"), "cp866")
    assert (page.text, page.encoding, page.certainty) == ("Статья", "cp866", 1.0)


def test_line_ends() -> None:
    assert txt.read(b"a\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_a_text_longer_than_the_sample() -> None:
    text = CHINESE * 12
    assert txt.read(text.encode("gb18030")).text == text  # a character may be cut in two where the sample ends


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\n"])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^the file is empty$"):
        txt.read(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a ZIP container such as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "a binary file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "a binary file"),
        (bytes(range(256)), "a binary file"),
        (b"text\x01\x02text", "a binary file"),
    ],
)
def test_what_is_no_text(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=rf"^this is {what}, not ") as error:
        txt.read(data)
    assert "\n" not in str(error.value)


def test_bytes_that_no_encoding_explains() -> None:
    with pytest.raises(EncodingError, match="no supported encoding gives readable text"):
        txt.read(b"\xff\x80\xff\x81\xff\x90\xff" * 9)


@pytest.mark.parametrize("text", [CHINESE, RUSSIAN])
@pytest.mark.parametrize("part", [0.1, 1.0])
def test_damaged_utf_8_is_told_and_not_misread(text: str, part: float) -> None:
    data = text.encode()
    at = data.index(b"\n", int(len(data) * part) - 200)
    line = data[:at].count(b"\n") + 1
    with pytest.raises(EncodingError, match=rf"byte {at} \(line {line}\) is not utf-8"):
        txt.read(data[:at] + b"\xff" + data[at:])


def test_a_wrong_name() -> None:
    with pytest.raises(EncodingError, match=r"byte 0 \(line 1\) is not utf-8; name another"):
        txt.read("Статья".encode("cp1251"), "utf-8")
    with pytest.raises(EncodingError, match="no encoding is called 'klingon'"):
        txt.read(b"text", "klingon")
    with pytest.raises(EncodingError, match="no encoding is called 'rot13'"):
        txt.read(b"text", "rot13")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    message, text = "", ""
    try:
        text = txt.read(data).text
    except InputError as error:
        message = str(error)
    assert bool(message) != bool(text)
    assert "\n" not in message
    assert "\r" not in text


def test_the_registry_of_readers() -> None:
    assert reader(".TXT") is txt.READER
    with pytest.raises(InputError, match=r"texts ending in '\.xyz' are not read"):
        reader(".xyz")
