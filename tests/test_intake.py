"""A new document from a user's files, as plain text and DOCX, and what a reviser confirms in a table."""

import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

import toolkit
from toolkit import data
from toolkit.cli import cli
from toolkit.errors import DataError, InputError, MismatchError, OutputError

from .conftest import ROOT

ZH = """甲国政府和乙国政府关于旅游合作的协定

甲国政府和乙国政府（以下简称“双方”），

为发展两国旅游合作，增进两国人民的相互了解，

达成协议如下：

第一条

双方鼓励两国公民互访。双方为旅游团体提供便利。

第二条

双方主管部门每两年举行一次会晤，交换旅游统计资料，并商定下一阶段的合作计划。

第三条

本协定自签字之日起生效，有效期五年。

本协定于2020年5月6日在丙市签订，一式两份，每份均用中文和俄文写成，两种文本同等作准。

甲国政府代表    张三

乙国政府代表    伊万诺夫
"""
RU = """Соглашение между Правительством Аркадии и Правительством Иллирии о сотрудничестве в области туризма

Правительство Аркадии и Правительство Иллирии, именуемые в дальнейшем Сторонами,

в целях развития сотрудничества двух стран в области туризма и углубления взаимопонимания между их народами

согласились о нижеследующем:

Статья 1

Стороны поощряют взаимные поездки граждан и создают благоприятные условия для туристских групп.

Статья 2

Компетентные органы Сторон раз в два года проводят встречи. На них они обмениваются туристской статистикой и \
согласовывают план сотрудничества на следующий период.

Статья 3

Настоящее Соглашение вступает в силу со дня подписания и действует пять лет.

Совершено в г. Цен 6 мая 2020 года в двух экземплярах, каждый на китайском и русском языках.

За Правительство Аркадии    Чжан Сань

За Правительство Иллирии    П. Иванов
"""


def _word(path: Path, text: str, heading: str) -> Path:
    """A Word file whose article headings are numbered by Word itself."""
    document = docx.Document()
    for line in filter(None, text.split("\n")):
        document.add_heading(line, 2) if line.startswith(heading) else document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture(params=["txt", "docx", "gb18030"])
def files(request, tmp_path):
    if request.param == "docx":
        return _word(tmp_path / "中文.docx", ZH, "第"), _word(tmp_path / "по-русски.docx", RU, "Статья")
    encodings = ("gb18030", "cp1251") if request.param == "gb18030" else ("utf-8", "utf-8")
    paths = tmp_path / "zh.txt", tmp_path / "ru.txt"
    for path, text, encoding in zip(paths, (ZH, RU), encodings, strict=True):
        path.write_bytes(text.encode(encoding))
    return paths


def test_a_new_document_joins_by_one_call(files, tmp_path):
    corpus = tmp_path / "corpus"
    made = toolkit.add("tourism", *files, statuses={"zh": "official"}, source="a treaty series", folder=corpus)
    assert made.folder == corpus / "tourism"
    assert sorted(path.name for path in made.folder.iterdir()) == ["meta.toml", "original", "ru.txt", "zh.txt"]
    for path in files:
        assert (made.folder / "original" / path.name).read_bytes() == path.read_bytes()
    rows = made.table.set_index("provision")
    assert rows.loc["art.1/p1", "ru"].startswith("Стороны поощряют взаимные поездки")
    assert rows.loc["art.1/p1", "links"] == "zh-ru 2-1"
    assert rows.loc["art.2/p1", "links"] == "zh-ru 1-2"
    assert set(made.table["zh_status"]) == {"official text"}
    assert set(made.table["ru_status"]) == {"status unknown"}
    assert toolkit.documents("tourism", corpus)["ru"].identity.source == "a treaty series"
    built = toolkit.build(tmp_path / "out", corpus=corpus)
    assert {path.name for path in built.files} >= {"tourism.csv", "tourism.xlsx", "tourism.tmx", "tourism.html"}


def test_a_corpus_of_ones_own_is_validated_alone(files, tmp_path):
    corpus = tmp_path / "corpus"
    toolkit.add("one", *files, statuses={"zh": "official", "ru": "working"}, folder=corpus)
    assert toolkit.validate(corpus=corpus).empty
    toolkit.add("two", *files, incomplete=["ru"], folder=corpus)
    table = toolkit.corpus_units("two", folder=corpus)
    assert (set(table["zh_complete"]), set(table["ru_complete"])) == ({"yes"}, {"no"})
    text = corpus / "one" / "ru.txt"
    text.write_text(text.read_text("utf-8").replace("Статья 3", "Статья 3\n\nГосударства — члены - стороны."), "utf-8")
    call = CliRunner().invoke(cli, ["validate", "--corpus", str(corpus)])
    assert call.exit_code == 1
    lines = call.stdout.splitlines()
    assert [each for each in lines if each.startswith(f"{corpus / 'two' / 'meta.toml'}:1:texts.ru: corpus.meta: it is")]
    assert [each for each in lines if each.startswith(f"{text}:")]
    assert not [each for each in lines if "glossary" in each]


def test_a_folder_without_documents_is_not_validated(tmp_path):
    call = CliRunner().invoke(cli, ["validate", "--corpus", str(tmp_path)])
    assert (call.exit_code, call.stdout) == (2, "")
    assert f"there are no documents in {tmp_path}" in call.stderr


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('status = "unknown"\n', "", "texts.zh.status is missing"),
        ('file = "ru.txt"', "file = 5", "texts.ru.file must be words in quotes"),
        ("complete = true", 'complete = "yes"', "texts.zh.complete must be true or false"),
        ("order = 1\n", "", "order is missing"),
        ("order = 1", "order = true", "order must be a whole number"),
        ('kind = "treaty"\n', "", "kind is missing"),
        ("[texts.ru]", "[texts.de]", "texts.de: there are texts in zh, ru, en only"),
        ("[texts.", "[text.", "texts is missing"),
        ("[title]", 'authentic = "zh"\n[title]', "authentic must be a list"),
        ("order = 1", "order = 1 # \udcff", "this is not UTF-8; save the file as UTF-8"),
    ],
)
def test_what_is_wrong_in_a_meta_file_is_told_in_one_line(corpus, tmp_path, old, new, wrong):
    meta = corpus / "tourism" / "meta.toml"
    text = meta.read_text("utf-8")
    assert old in text
    meta.write_bytes(text.replace(old, new).encode("utf-8", "surrogateescape"))
    for call in (["build", "-o", str(tmp_path / "out")], ["review", "tourism"]):
        result = CliRunner().invoke(cli, [*call, "--corpus", str(corpus)])
        assert result.exit_code == 2, result.exception
        assert result.stderr == f"duizhao: {meta}: {wrong}\n"
    assert not (tmp_path / "out").exists()
    result = CliRunner().invoke(cli, ["validate", "--corpus", str(corpus)])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{meta}:1::")
    assert wrong in result.stdout


def test_a_language_that_is_not_there_is_not_incomplete(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "ru.txt").write_text(RU, "utf-8")
    with pytest.raises(InputError, match="there is no text in 'en' to be incomplete; the texts are in zh, ru"):
        toolkit.add("x", tmp_path / "zh.txt", tmp_path / "ru.txt", incomplete=["en"], folder=tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()


def test_rows_to_look_at_are_named_with_the_reason(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    left_out = RU.replace("Настоящее Соглашение вступает в силу со дня подписания и действует пять лет.\n\n", "")
    (tmp_path / "ru.txt").write_text(left_out, "utf-8")
    made = toolkit.add("tourism", tmp_path / "zh.txt", tmp_path / "ru.txt", folder=tmp_path / "corpus")
    assert made.look_at["tourism/art.3/p1/s1"] == "nothing in ru"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Tourism!", "small Latin letters"),
        ("../x", "small Latin letters"),
        ("treaty", "already"),
        ("raw", "folder of pages"),
    ],
)
def test_names_that_can_not_be_taken(name, wanted, tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "ru.txt").write_text(RU, "utf-8")
    (tmp_path / "corpus" / "treaty").mkdir(parents=True)
    with pytest.raises(InputError, match=wanted):
        toolkit.add(name, tmp_path / "zh.txt", tmp_path / "ru.txt", folder=tmp_path / "corpus")
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["treaty"]


def test_texts_that_do_not_belong_together_make_nothing(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    shutil.copy(ROOT / "corpus" / "outcomes" / "ru.txt", tmp_path / "ru.txt")
    with pytest.raises(MismatchError):
        toolkit.add("tourism", tmp_path / "zh.txt", tmp_path / "ru.txt", folder=tmp_path / "corpus")
    assert not list(tmp_path.glob("corpus/*"))


@pytest.fixture
def corpus(tmp_path):
    """A corpus folder of one document, added by a user."""
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "ru.txt").write_text(RU, "utf-8")
    toolkit.add("tourism", tmp_path / "zh.txt", tmp_path / "ru.txt", folder=tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".tmx"])
def test_rows_set_to_reviewed_stay_so(corpus, tmp_path, suffix):
    table = toolkit.corpus_units("tourism", folder=corpus)
    assert set(table["origin"]) == {"machine"}
    table.loc[table["provision"].isin(["art.1/p1", "art.2/p1"]), "origin"] = "reviewed"
    path = toolkit.export(table, tmp_path / f"t{suffix}")
    assert toolkit.confirm("tourism", path, by="A. Reviser", folder=corpus)[:3] == (2, 0, ())
    again = toolkit.corpus_units("tourism", folder=corpus)
    reviewed = again[again["origin"] == "reviewed"]
    assert reviewed["provision"].tolist() == ["art.1/p1", "art.2/p1"]
    assert reviewed["confidence"].tolist() == [1.0, 1.0]
    assert "A. Reviser" in (corpus / "tourism" / "review.csv").read_text("utf-8")


def test_a_correction_is_never_moved(corpus, tmp_path):
    """A reviser joins what the aligner parted: articles 1 and 2 of the Russian answer article 1 of the Chinese."""
    table = toolkit.corpus_units("tourism", folder=corpus)
    one, two = (table.index[table["provision"] == f"art.{n}/p1"][0] for n in (1, 2))
    heading = table.index[table["provision"] == "art.2/h"][0]
    for column in ("ru", "ru_segments"):
        table.loc[one, column] = " ".join(table.loc[[one, heading, two], column])
        table.loc[[heading, two], column] = ""
    table.loc[one, "origin"] = "reviewed"
    toolkit.confirm("tourism", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    row = toolkit.corpus_units("tourism", folder=corpus).set_index("provision").loc["art.1/p1"]
    assert row["ru_segments"] == table.loc[one, "ru_segments"]
    assert row["origin"] == "reviewed"


def test_a_changed_text_wants_reading_again(corpus, tmp_path):
    table = toolkit.corpus_units("tourism", folder=corpus)
    table["origin"] = "reviewed"
    toolkit.confirm("tourism", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    assert set(toolkit.corpus_units("tourism", folder=corpus)["origin"]) == {"reviewed"}
    text = corpus / "tourism" / "ru.txt"
    text.write_text(text.read_text("utf-8").replace("действует пять лет", "действует десять лет"), "utf-8")
    left = toolkit.corpus_units("tourism", folder=corpus)
    assert left[left["origin"] != "reviewed"]["provision"].tolist() == ["art.3/p1"]


def test_texts_are_not_changed_in_a_table(corpus, tmp_path):
    table = toolkit.corpus_units("tourism", folder=corpus)
    table["origin"] = "reviewed"
    table.loc[0, "ru"] = "Договор"
    with pytest.raises(InputError, match=r"row tourism/title/p1/s1: the ru words are not those of segments"):
        toolkit.confirm("tourism", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    assert not (corpus / "tourism" / "review.csv").exists()


def test_a_deposited_word_file_is_kept_and_read(tmp_path, monkeypatch):
    for name in ("glossary", "corpus"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    text = (ROOT / "corpus/treaty/ru.txt").read_text("utf-8")
    changed = text.replace("в одном подлинном экземпляре", "в единственном подлинном экземпляре")
    path = _word(tmp_path / "deposited.docx", changed, "Статья")
    found = toolkit.deposit("treaty", "ru", path, status="working", source="a stand-in")
    folder = tmp_path / "corpus" / "treaty"
    assert (folder / "ru.docx").read_bytes() == path.read_bytes()
    assert "в единственном подлинном экземпляре" in (folder / "ru.txt").read_text("utf-8")
    table = toolkit.corpus_units("treaty").set_index("unit")
    assert len(found.read_again) == 1
    assert "единственном" in table.loc[found.read_again[0], "ru"]
    mark = data.digest(ROOT / "corpus/treaty/ru.txt")[:12]
    assert (folder / f"gold.{mark}.csv").read_bytes() == (ROOT / "corpus/treaty/gold.csv").read_bytes()


def test_contradictory_corrections_are_refused_and_change_nothing(corpus, tmp_path):
    table = toolkit.corpus_units("tourism", folder=corpus)
    one, two = (table.index[table["provision"] == f"art.{n}/p1"][0] for n in (1, 3))
    for column in ("ru", "ru_segments"):
        table.loc[[one, two], column] = table.loc[[two, one], column].to_numpy()
    table.loc[[one, two], "origin"] = "reviewed"
    path = toolkit.export(table, tmp_path / "t.xlsx")
    with pytest.raises(InputError, match=r"contradict each other: tourism/art.1/p1/s1 = tourism/art.3/p1/s1"):
        toolkit.confirm("tourism", path, folder=corpus)
    assert not (corpus / "tourism" / "review.csv").exists()


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        ("проверено", "write reviewed, machine, or reviewed and the pairs, such as"),
        ("machine", "no row's origin"),
    ],
)
def test_what_origin_may_say(corpus, tmp_path, origin, wanted):
    table = toolkit.corpus_units("tourism", folder=corpus)
    table.loc[3, "origin"] = origin
    with pytest.raises(InputError, match=wanted):
        toolkit.confirm("tourism", toolkit.export(table, tmp_path / "t.csv"), folder=corpus)
    table.loc[3, "origin"] = " Reviewed "
    assert toolkit.confirm("tourism", toolkit.export(table, tmp_path / "t.csv"), folder=corpus).links == 1


def test_a_faulty_review_is_named_and_can_be_replaced(corpus, tmp_path):
    table = toolkit.corpus_units("tourism", folder=corpus)
    table["origin"] = "reviewed"
    path = toolkit.export(table, tmp_path / "t.csv")
    toolkit.confirm("tourism", path, folder=corpus)
    file = corpus / "tourism" / "review.csv"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[3]]), "utf-8")
    with pytest.raises(DataError, match="two zh-ru links contradict each other"):
        toolkit.corpus_units("tourism", folder=corpus)
    toolkit.confirm("tourism", path, folder=corpus)
    assert set(toolkit.corpus_units("tourism", folder=corpus)["origin"]) == {"reviewed"}


def test_a_language_that_the_closing_clause_does_not_name_is_not_authentic(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "ru.txt").write_text(RU, "utf-8")
    english = (
        "Agreement on Tourism\n\nThe Parties\n\nhave agreed as follows:\n\nArticle 1\n\nThey shall visit each other."
    )
    (tmp_path / "en.txt").write_text(english, "utf-8")
    with pytest.raises(DataError, match="of zh, ru, en its closing clause names zh and ru only"):
        toolkit.add(
            "tourism",
            *(tmp_path / f"{code}.txt" for code in ("zh", "ru", "en")),
            statuses=dict.fromkeys(("zh", "ru", "en"), "authentic"),
            folder=tmp_path / "corpus",
            force=True,
        )
    assert not list(tmp_path.glob("corpus/*"))


def test_segments_of_a_row_adjoin(corpus, tmp_path):
    table = toolkit.corpus_units("tourism", folder=corpus)
    one, far = (table.index[table["provision"] == f"art.{n}/p1"][0] for n in (1, 3))
    apart = table.copy()
    apart.attrs = table.attrs
    for column in ("ru", "ru_segments"):
        apart.loc[one, column] = " ".join(table.loc[[one, far], column])
        apart.loc[far, column] = ""
    apart.loc[[one, far], "origin"] = "reviewed"
    with pytest.raises(InputError, match="its ru segments do not adjoin"):
        toolkit.confirm("tourism", toolkit.export(apart, tmp_path / "t.csv"), folder=corpus)
    assert not (corpus / "tourism" / "review.csv").exists()


def test_a_folder_without_documents_is_no_corpus(tmp_path):
    with pytest.raises(InputError, match="there are no documents in"):
        toolkit.build(tmp_path / "out", corpus=tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())


def test_files_of_one_name_in_two_folders_are_both_kept(tmp_path):
    for code, text in (("中文", ZH), ("ru", RU)):
        (tmp_path / code).mkdir()
        (tmp_path / code / "text.txt").write_text(text, "utf-8")
    paths = [tmp_path / code / "text.txt" for code in ("ru", "中文")]
    made = toolkit.add("tourism", *paths, folder=tmp_path / "corpus")
    kept = {path.name: path.read_text("utf-8") for path in (made.folder / "original").iterdir()}
    assert kept == {"zh.text.txt": ZH, "ru.text.txt": RU}
    assert made.table.attrs["languages"] == ["zh", "ru"]


def test_what_was_interrupted_is_no_document(corpus, tmp_path):
    (corpus / ".other.x1").mkdir()
    shutil.copy(corpus / "tourism" / "meta.toml", corpus / ".other.x1")
    assert data.corpus_ids(corpus) == ("tourism",)


def test_texts_taken_by_force_are_built_and_deposited_on(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "ru.txt").write_text("Вчера прошла встреча. Говорили о торговле.\n\nПогода была хорошая.\n", "utf-8")
    made = toolkit.add("odd", tmp_path / "zh.txt", tmp_path / "ru.txt", folder=tmp_path / "corpus", force=True)
    assert len(made.look_at) == len(made.table)
    assert toolkit.build(tmp_path / "out", corpus=tmp_path / "corpus").facts["odd"]["languages"] == ["zh", "ru"]
    (tmp_path / "other.txt").write_text("Сегодня снова встреча. Говорили о погоде.\n", "utf-8")
    again = toolkit.deposit("odd", "ru", tmp_path / "other.txt", folder=tmp_path / "corpus", force=True)
    assert again.read_again


def test_a_deposit_that_can_not_be_whole_changes_nothing(corpus, tmp_path, monkeypatch):
    before = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    (tmp_path / "new.txt").write_text(RU.replace("пять лет", "десять лет"), "utf-8")
    (corpus / "tourism" / f"meta.{data.digest(corpus / 'tourism' / 'ru.txt')[:12]}.toml").mkdir()
    with pytest.raises(OutputError, match="there is a folder of that name"):
        toolkit.deposit("tourism", "ru", tmp_path / "new.txt", folder=corpus)
    assert {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()} == before


def test_an_encoding_that_is_named_is_believed(corpus, tmp_path):
    text = RU.replace("пять лет", "десять лет")
    (tmp_path / "new.txt").write_bytes(text.encode("koi8-r"))
    toolkit.deposit("tourism", "ru", tmp_path / "new.txt", folder=corpus, encoding="koi8-r")
    assert (corpus / "tourism" / "ru.txt").read_text("utf-8") == text


def test_a_language_unknown_to_the_toolkit_is_not_denied(tmp_path):
    """The clause says Chinese and Tajik: that the latter is authentic is not ours to say, nor to deny."""
    tajik = ZH.replace("用中文和俄文写成", "用中文和塔吉克文写成")
    (tmp_path / "zh.txt").write_text(tajik, "utf-8")
    (tmp_path / "ru.txt").write_text(RU.replace("китайском и русском", "китайском и таджикском"), "utf-8")
    paths = tmp_path / "zh.txt", tmp_path / "ru.txt"
    why = "the ru text can't be called authentic: of zh, ru, en its closing clause names zh only; call it official or"
    with pytest.raises(DataError, match=why):
        toolkit.add("tourism", *paths, statuses={"zh": "authentic", "ru": "authentic"}, folder=tmp_path / "corpus")
    made = toolkit.add("tourism", *paths, statuses={"zh": "authentic"}, folder=tmp_path / "corpus")
    assert set(made.table["zh_status"]) == {"authentic text"}
    assert toolkit.load(toolkit.export(made.table, tmp_path / "x.tmx"))["authentic"].unique().tolist() == ["zh"]
