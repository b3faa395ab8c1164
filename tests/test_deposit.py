import shutil

import pytest
from click.testing import CliRunner

import toolkit
from toolkit import data, revision
from toolkit.cli import cli
from toolkit.errors import DataError, InputError

from .conftest import ROOT

OURS = ROOT / "corpus" / "treaty" / "ru.txt"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A copy of the data that the toolkit takes for the bundled one."""
    for name in ("glossary", "corpus"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def deposited(tmp_path):
    """A stand-in for the deposited text: another party order and wording, cp1251, as it might come."""
    text = OURS.read_text("utf-8").replace(" и ", ", а также ")
    text = text.replace("в одном подлинном экземпляре", "в единственном подлинном экземпляре")
    first, second = (
        "За Китайскую Народную Республику    Си Цзиньпин\n",
        "За Республику Казахстан    Касым-Жомарт Токаев\n",
    )
    text = text.replace(first + second, second + first)
    path = tmp_path / "deposited.txt"
    path.write_bytes(text.encode("cp1251"))
    return path


def test_a_deposited_text_takes_the_place_and_everything_follows(home, deposited, tmp_path):
    old = OURS.read_bytes()
    toolkit.deposit("treaty", "ru", deposited, source="a stand-in")
    folder = home / "corpus" / "treaty"
    assert (folder / "ru.txt").read_bytes() == deposited.read_bytes()
    assert [path.read_bytes() for path in folder.glob("ru.????????????.txt")] == [old]
    assert "# What this document is" in (folder / "meta.toml").read_text("utf-8")
    document = data.documents("treaty")["ru"]
    assert (document.identity.status, document.encoding) == ("authentic", "cp1251")
    toolkit.build(tmp_path / "out")
    assert "в единственном подлинном экземпляре" in (tmp_path / "out/treaty/treaty.csv").read_text("utf-8-sig")
    table = toolkit.corpus_units("treaty").set_index("unit")
    assert table.loc["treaty/sign/1/s1", "ru"] == "За Китайскую Народную Республику Си Цзиньпин"
    assert table.loc["treaty/sign/2/s1", "ru_segments"] == "treaty/sign/1/s1"
    assert set(table["ru_status"]) == {"authentic text"}
    again = revision.unread("treaty")
    there = table["ru"].str.contains(", а также |единственном")
    assert set(again) >= set(table.index[there])
    assert 20 < len(again) < len(table)
    stale = [fault.message for fault in toolkit.validate(home).itertuples()]
    assert stale == ["the ru text is not the one this gold was read against; read it again"]
    told = CliRunner().invoke(cli, ["evaluate", "treaty"]).stderr
    assert "treaty: the ru text is not the one this gold was read against; read it again" in told


def test_english_can_not_be_put_in_as_authentic(home, tmp_path):
    before = (home / "corpus/treaty/meta.toml").read_bytes()
    ours, other = ROOT / "corpus/treaty/en.txt", tmp_path / "x.txt"
    other.write_text(ours.read_text("utf-8").replace(" and ", " as well as "), "utf-8")
    with pytest.raises(DataError, match="its closing clause names zh and ru only; call it official or working"):
        toolkit.deposit("treaty", "en", other, status="authentic")
    for status in ("authentic", "official", None):
        with pytest.raises(InputError, match=r"it is the working translation of treaty .+; call it working$"):
            toolkit.deposit("treaty", "en", ours, status=status)
    assert (home / "corpus/treaty/meta.toml").read_bytes() == before
    toolkit.deposit("treaty", "en", ours, status="working")
    assert data.documents("treaty")["en"].identity.status == "working"
    toolkit.deposit("treaty", "en", other)
    assert data.documents("treaty")["en"].identity.status == "official"


@pytest.mark.parametrize(
    ("name", "language", "text"), [("treaty", "ru", ""), ("treaty", "ru", "条约"), ("nothing", "ru", "Да.")]
)
def test_what_can_not_be_put_in_changes_nothing(home, tmp_path, name, language, text):
    path = tmp_path / "x.txt"
    path.write_text(text, "utf-8")
    before = {p: p.read_bytes() for p in (home / "corpus").rglob("*") if p.is_file()}
    with pytest.raises(toolkit.ToolkitError):
        toolkit.deposit(name, language, path)
    assert {p: p.read_bytes() for p in (home / "corpus").rglob("*") if p.is_file()} == before


def test_a_part_of_the_text_is_not_taken_for_it(home, tmp_path):
    path = tmp_path / "part.txt"
    whole = (ROOT / "tests/samples/treaty-standin.ru.txt").read_text("utf-8")
    path.write_text(whole.partition("Статья 3")[0], "utf-8")
    with pytest.raises(InputError, match=r"is not taken: the ru text is only a part of the zh text; --force"):
        toolkit.deposit("treaty", "ru", path)


@pytest.mark.parametrize(
    ("gone", "unit"),
    [
        ("Депозитарий информирует Стороны о дате вступления настоящего Договора в силу.\n", "treaty/art.15/p2/s1"),
        ("Си Цзиньпин", "treaty/sign/1/s1"),
    ],
)
def test_a_row_whose_words_are_gone_is_named(home, tmp_path, gone, unit):
    text = OURS.read_text("utf-8")
    assert text.count(gone) == 1
    (tmp_path / "x.txt").write_text(text.replace(gone, ""), "utf-8")
    made = toolkit.deposit("treaty", "ru", tmp_path / "x.txt", status="working")
    assert made.read_again == (unit,)
    assert revision.unread("treaty") == (unit,)


def test_a_paragraph_that_is_missing_among_other_changes_is_named(home, tmp_path):
    text = OURS.read_text("utf-8").replace("укрепля", "упроч")
    paragraph = text.partition("Статья 1\n")[2].strip().split("\n\n")[1]
    (tmp_path / "x.txt").write_text(text.replace(f"{paragraph}\n\n", "", 1), "utf-8")
    again = toolkit.deposit("treaty", "ru", tmp_path / "x.txt", status="working").read_again
    assert "treaty/art.1/p2/s1" in again
    assert 1 < len(again) < 20
