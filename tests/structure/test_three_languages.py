"""The same document in three languages: the same divisions, whatever the layout, the numerals and the encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_structure import LAYOUTS, Sample, check, shown
from toolkit import reading
from toolkit.languages import zh
from toolkit.model import Document

THREE = Path(__file__).parents[1] / "samples" / "three"
DIVISIONS = {
    "waters": (
        "title pre ch.1 sec.1 art.1 art.2 sec.2 art.3 ch.2 ch.2.sec.1 art.4 art.5 ch.2.sec.2 art.6 art.7 end sign "
        "annex.1 annex.1.sec.1 annex.1.sec.2 annex.1.sec.3 annex.2 annex.2.art.1 annex.2.art.2 annex.2.art.3"
    ),
    "statement": "title pre sec.1 item.1 item.2 sec.2 item.3 item.4 item.5 sec.3 item.6 sign",
    "memorandum": "title pre sec.1 sec.2 sec.3 sec.4 end sign",
}


def sample(name: str, language: str) -> Sample:
    text = (THREE / f"{name}.{language}.txt").read_text("utf-8")
    return Sample(language, tuple((line,) for line in text.splitlines()), {})


def plain(one: Sample) -> str:
    return "\n".join(line for each in one.paragraphs for line in each)


def divisions(document: Document) -> list[str]:
    return list(dict.fromkeys(block.division for block in document.blocks))


@pytest.mark.parametrize("language", ["zh", "ru", "en"])
@pytest.mark.parametrize("name", DIVISIONS)
def test_the_divisions_are_the_same_in_each_language(name: str, language: str) -> None:
    (document,) = reading.parse(plain(sample(name, language)))
    assert divisions(document) == DIVISIONS[name].split()
    assert document.remarks == ()
    assert len(document.signatures) == 2


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("language", ["zh", "ru", "en"])
@pytest.mark.parametrize("name", DIVISIONS)
def test_they_are_so_in_every_layout(name: str, language: str, layout) -> None:  # type: ignore[no-untyped-def]
    one = sample(name, language)
    text = layout(one)
    found = reading.parse(text, language)
    assert [shown(each) for each in found] == [shown(each) for each in reading.parse(plain(one))]
    check(text, found, False)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("zh", "gb18030"), ("zh", "utf-16"), ("zh", "big5hkscs"), ("ru", "cp1251"), ("ru", "utf-16-le"), ("en", "utf-16")],
)
@pytest.mark.parametrize("name", DIVISIONS)
def test_they_are_so_in_every_encoding(name: str, language: str, encoding: str, tmp_path: Path) -> None:
    text = plain(sample(name, language))
    if encoding.startswith("big5"):
        text = zh.traditional(text).replace("爲", "為")
    (tmp_path / "text.txt").write_bytes(text.encode(encoding))
    (document,) = reading.read(tmp_path / "text.txt")
    assert document.encoding == encoding
    assert divisions(document) == DIVISIONS[name].split()


@pytest.mark.parametrize("columns", [30, 36, 44])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("capitals", [False, True])
def test_a_title_wider_than_the_columns_of_a_newspaper(columns: int, gap: str, capitals: bool) -> None:
    from tests.test_structure import wrap

    front, *rest = (line for each in sample("waters", "ru").paragraphs for line in each)
    second, *rest = rest
    title = [front, *wrap(second.upper() if capitals else second, "ru", 70)]
    body = [cut for line in rest for cut in wrap(line, "ru", columns)]
    (document,) = reading.parse(gap.join([*title, *body]))
    (whole,) = reading.parse("\n".join([front, second, *rest]))
    assert document.title.lower() == whole.title.lower()
    expected, read = shown(whole), shown(document)
    assert {path: text for path, text in read.items() if path != "title/p1"} == {
        path: text for path, text in expected.items() if path != "title/p1"
    }
