"""What the DTD of TMX does not catch, in files of other programs: told, and nothing lost."""

import pytest

from toolkit import formats
from toolkit.formats import Losses, Reading

HEAD = (
    '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="*all*" datatype="xml"/><body>'
)


def taken(tmp_path, units):
    (tmp_path / "x.tmx").write_text(f"{HEAD}{units}</body></tmx>", "utf-8")
    losses = Losses()
    with formats.units(tmp_path / "x.tmx", Reading(losses=losses)) as stream:
        return [(row["unit"], row["zh"]) for row in stream.rows], losses.lines()


def unit(start, text="文", more=""):
    return f'<tu{start}><tuv xml:lang="zh"{more}><seg>{text}</seg></tuv><tuv xml:lang="ru"><seg>т</seg></tuv></tu>'


def test_a_running_number_takes_the_id_of_no_other_unit(tmp_path):
    rows, report = taken(tmp_path, unit("", "甲") + unit(' tuid="1"', "乙") + unit(' tuid="1"', "丙") + unit("", "丁"))
    assert rows == [("n1", "甲"), ("1", "乙"), ("1-2", "丙"), ("n2", "丁")]
    assert report == ["1 units had the id of another; they have new ones"]
    assert taken(tmp_path, unit("") * 2) == ([("1", "文"), ("2", "文")], [])


def test_the_languages_stand_in_the_order_of_the_file(tmp_path):
    codes = ["zh", "ru", "en", "fr", "de", "es", "kk", "uz"]  # many, as a set of them would be in order by chance
    texts = "".join(f'<tuv xml:lang="{code}"><seg>文</seg></tuv>' for code in codes)
    (tmp_path / "x.tmx").write_text(f"{HEAD}<tu>{texts}</tu></body></tmx>", "utf-8")
    with formats.units(tmp_path / "x.tmx") as stream:
        assert stream.languages == codes


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('<bpt i="1"/>文<ept i="1"/>', False),
        ('<bpt i="1"/><bpt i="2"/>文<ept i="1"/><ept i="2"/>', False),
        ('<bpt i="1"/>文<ept i="2"/>', True),
        ('<bpt i="1"/>文', True),
        ("文<ept i='1'/>", True),
    ],
)
def test_codes_that_are_no_pairs_are_told(tmp_path, text, wrong):
    rows, report = taken(tmp_path, unit("", text))
    assert rows == [("1", "文")]
    assert ("segments whose bpt and ept are no pairs (1)" in report[0]) == wrong


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("20250617T101500Z", "left out: attribute creationdate (1)"),
        ("2025-06-17", "left out: attribute creationdate that is no date of TMX (1)"),
    ],
)
def test_dates_that_are_none_are_told(tmp_path, date, told):
    assert taken(tmp_path, unit(f' creationdate="{date}"'))[1] == [told]
    assert taken(tmp_path, unit("", more=f' creationdate="{date}"'))[1] == [told]
