"""Files for dictionary programs: StarDict's index as its readers want it, DSL escaped, and the keys of a concept."""

import io
import struct
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings

from tests.formats.glossaries import written
from tests.strategies import glossaries
from toolkit import data
from toolkit.model import Concept, Term
from toolkit.terminology.headwords import headwords

LUDA = Concept(
    "luda",
    "places",
    (
        Term("zh", "旅大", "preferred"),
        Term("zh", "女方", "forbidden"),
        Term("ru", "Приёмная сторона", "preferred", "noun", "f", usage="a [b] {c} ~ @ # \\ <d>"),
        Term("en", "Lüda (the former name)", "preferred"),
    ),
    note="One [note].",
)


def dictionary(concepts, **how):
    """Return the files in the ZIP that is written, by suffix, and the loss report."""
    made, report = written(".stardict.zip", concepts, **how)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name.partition(".")[2]: packed.read(name) for name in packed.namelist()}, report


def entries(files):
    """Return the words of an index with their articles, read as the format says."""
    index, at, found = files["idx"], 0, []
    while at < len(index):
        stop = index.index(b"\0", at)
        place, size = struct.unpack(">II", index[stop + 1 : stop + 9])
        found.append((index[at:stop], files["dict"][place : place + size].decode("utf-8")))
        at = stop + 9
    return found


def sound(files):
    """Check sizes and order."""
    found = entries(files)
    said = dict(line.split("=", 1) for line in files["ifo"].decode().splitlines()[1:])
    assert files["ifo"].startswith(b"StarDict's dict ifo file\nversion=2.4.2\n")
    assert int(said["wordcount"]) == len(found)
    assert int(said["idxfilesize"]) == len(files["idx"])
    words = [word for word, _ in found]
    folded = [bytes(each + 32 if 65 <= each <= 90 else each for each in word) for word in words]
    ordered = list(zip(folded, words, strict=True))
    assert all(one <= other for one, other in pairwise(ordered))
    assert all(0 < len(word) < 256 for word in words)
    return found


def test_the_glossary_as_stardict():
    files, report = dictionary(data.glossary())
    found = sound(files)
    everything = "".join(text for _, text in found)
    for each in data.glossary():
        for term in each.of("ru", "forbidden"):
            assert f"\n{term.text} —" not in everything
    assert "keys of more than 255 bytes" in report[0]


@settings(max_examples=40, deadline=None)
@given(concepts=glossaries)
def test_any_concepts_make_a_sound_index(concepts):
    sound(dictionary(concepts, keys=lambda each: [each.id, each.id.upper(), "x" * 300])[0])


def test_the_same_glossary_gives_the_same_bytes():
    assert written(".stardict.zip", [LUDA])[0] == written(".stardict.zip", [LUDA])[0]


def test_an_article():
    files, _ = dictionary([LUDA], keys=headwords)
    texts = dict(entries(files))
    assert texts["旅大".encode()] == (
        "旅大\nПриёмная сторона — f; a [b] {c} ~ @ # \\ <d>\nLüda (the former name)\nOne [note]."
    )
    assert len(set(texts.values())) == 1
    assert "女方".encode() not in texts


@pytest.mark.parametrize(
    "key",
    ["旅大", "lü da".replace("ü", "v"), "lvda", "lv3 da4", "lv3da4", "люй да", "люйда", "Приёмную сторону",
     "приёмную сторону", "приемную сторону", "Приёмной стороной", "Lüda (the former name)"],
)  # fmt: skip
def test_what_a_concept_is_found_by(key):
    assert key in {*headwords(LUDA), *(term.text for term in LUDA.terms)}


@pytest.mark.parametrize(
    ("term", "key"),
    [("中亚", "чжунъя"), ("中亚", "чжуня"), ("中央", "чжунъян"), ("平安", "пинъань"), ("平安", "ping'an"),
     ("平安", "pingan"), ("女儿", "nv'er"), ("西安", "сиань")],
)  # fmt: skip
def test_readings_are_keys_as_rightly_written_and_as_typed(term, key):
    assert key in set(headwords(Concept("x", "", (Term("zh", term, "preferred"),))))


def test_the_other_script():
    treaty = Concept("x", "", (Term("zh", "条约", "preferred"),))
    assert "條約" in set(headwords(treaty))


def test_dsl_is_utf_16_with_a_mark_and_escaped():
    made, _ = written(".dsl", [LUDA])
    assert made[:2] == b"\xff\xfe"
    assert made[2:].decode("utf-16-le") == (
        '#NAME "对照"\r\n#INDEX_LANGUAGE "Chinese"\r\n#CONTENTS_LANGUAGE "Russian"\r\n\r\n'
        "旅大\r\nПриёмная сторона\r\nLüda \\(the former name\\)\r\n"
        "\t[m1][b]旅大[/b][/m]\r\n"
        "\t[m1][b]Приёмная сторона[/b] [com]f; a \\[b\\] \\{c\\} \\~ \\@ \\# \\\\ \\<d\\>[/com][/m]\r\n"
        "\t[m1][b]Lüda \\(the former name\\)[/b][/m]\r\n"
        "\t[m1][com]One \\[note\\].[/com][/m]\r\n"
    )


@settings(max_examples=40, deadline=None)
@given(concepts=glossaries)
def test_any_concept_is_a_card_of_lines_that_programs_take_apart_rightly(concepts):
    text = written(".dsl", concepts)[0][2:].decode("utf-16-le")
    cards = text.split("\r\n\r\n")[1:]
    assert len(cards) == len(concepts)
    for card, each in zip(cards, concepts, strict=True):
        lines = card.strip("\r\n").split("\r\n")
        heads = [line for line in lines if not line.startswith("\t")]
        good = each.of("zh", "preferred", "admitted") + each.of("ru", "preferred", "admitted")
        assert len(heads) >= len({" ".join(term.text.split()) for term in good if term.language == "ru"})
        assert lines[: len(heads)] == heads
