import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit import data
from toolkit.errors import ConflictError, InputError, MissingExtraError, TermbaseError
from toolkit.terminology import bundled, editing, outgoing
from toolkit.terminology.editing import Changes
from toolkit.terminology.entries import Entry, Wanted, made
from toolkit.terminology.lookup import lookup
from toolkit.terminology.termbase import connect, create, is_url

from ..conftest import ROOT

GLOSSARY = data.home() / "glossary"


def concept(id="treaty", category="law", **terms):
    """A concept with preferred terms by language."""
    rows = [{"language": code, "term": text, "status": "preferred"} for code, text in terms.items()]
    return made(id, category, rows)


TREATY = concept(zh="条约", ru="договор", en="treaty")
PACT = concept("pact", zh="公约", ru="пакт", en="pact")


@pytest.fixture
def base(place):
    with create(place) as opened:
        yield opened


def test_look_up_is_the_same_in_every_database(base):
    bundled.fill(base, GLOSSARY)
    asked = (
        "право", "領土完整", "合作", "法", "линту ваньчжэн", "zgzy", "терриориальная целостность", "Токаеву", "part",
        "lǐngtǔ wánzhěng", "целостнось", "领土完正", "50%", "a_b", "United Nations", "юнцзю мулинь",
    )  # fmt: skip
    for query in asked:
        here, there = (
            [(match.concept.id, match.why, match.term.text) for match in lookup(query, 20, where)]
            for where in (base, None)
        )
        assert here == there, query


def test_the_glossary_goes_in_and_out_without_loss(base, tmp_path):
    bundled.fill(base, GLOSSARY)
    files = outgoing.export(base, tmp_path / "out")
    assert {path.name for path in files} == {path.name for path in GLOSSARY.glob("*.csv")}
    for path in files:
        assert path.read_bytes() == (GLOSSARY / path.name).read_bytes(), path.name
    assert base.concepts(base.all()) == list(data.glossary())


def test_every_change_has_who_when_before_and_after(base):
    base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
    after = editing.edit(base, "treaty", Changes(add=[("ru", "admitted", "соглашение")]), "Boris")
    assert after.version == 2
    editing.delete(base, "treaty", "Anna")
    story = base.story("treaty")
    assert [(each.who, each.what) for each in story] == [
        ("Anna", "new"), ("Boris", "edit treaty"), ("Anna", "delete treaty"),
    ]  # fmt: skip
    assert [each.before and len(each.before.rows) for each in story] == [None, 3, 4]
    assert [each.after and len(each.after.rows) for each in story] == [3, 4, None]
    assert all(each.at.endswith("+00:00") for each in story)
    with pytest.raises(InputError, match="no concept 'nothing'"):
        base.story("nothing")


def test_undo_brings_back_and_undoing_can_be_undone(base):
    base.write([Wanted("treaty", TREATY, 0), Wanted("pact", PACT, 0)], "Anna", "new")
    editing.edit(base, "treaty", Changes(cells=[("ru", "договор", "note", "Межгосударственный.")]), "Anna")
    assert base.undo("Boris") == (2, 3)
    assert base.entries(["treaty"])["treaty"].same(TREATY)
    assert base.undo("Boris") == (1, 4)
    assert base.counts()[0] == 0
    assert lookup("договор", base=base) == []
    with pytest.raises(InputError, match="nothing to undo"):
        base.undo("Boris")
    with pytest.raises(InputError, match="undone already"):
        base.undo("Boris", 1)
    assert base.undo("Boris", 4) == (4, 5)
    assert base.counts()[0] == 2
    assert [match.concept.id for match in lookup("договор", base=base)] == ["treaty"]
    with pytest.raises(InputError, match="no act 99"):
        base.undo("Boris", 99)


def test_what_others_changed_is_not_undone(base):
    base.write([Wanted("treaty", TREATY, 0), Wanted("pact", PACT, 0)], "Anna", "new")
    editing.edit(base, "pact", Changes(add=[("en", "admitted", "compact")]), "Boris")
    with pytest.raises(ConflictError, match="pact was changed by Boris"):
        base.undo("Anna", 1)
    assert base.counts()[0] == 2


def _indexes(base):
    if base.base.kind == "sqlite":
        return set(base.base.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
    return set(base.base.rows("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'duizhao'"))


def test_many_concepts_come_into_an_empty_termbase_and_are_found(base):
    before = _indexes(base)
    rows = [[{"language": "ru", "term": f"слово {n}"}, {"language": "zh", "term": f"词{n}语"}] for n in range(5001)]
    many = [
        Wanted(f"c{n}", made(f"c{n}", "terms", [each | {"status": "preferred"} for each in pair]), 0)
        for n, pair in enumerate(rows)
    ]
    base.write(iter(many), "Anna", "import")
    assert _indexes(base) == before
    assert base.counts()[:2] == (5001, 10002)
    assert lookup("словами 4711", base=base)[0].concept.id == "c4711"
    assert lookup("词4711", base=base)[0].concept.id == "c4711"
    editing.delete(base, "c4711", "Boris")
    assert "c4711" not in {match.concept.id for match in lookup("слово 4711", base=base)}
    base.undo("Boris")
    assert base.counts()[0] == 5001


def test_a_load_that_fails_leaves_the_termbase_empty_and_whole(base):
    before = _indexes(base)
    row = {"language": "ru", "status": "preferred"}
    many = [Wanted(f"c{n}", made(f"c{n}", "terms", [row | {"term": f"слово {n}"}]), 0) for n in range(5001)]
    with pytest.raises(InputError, match="changed twice"):
        base.write([*many, many[0]], "Anna", "import")
    assert base.counts() == (0, 0, 0)
    assert _indexes(base) == before
    base.write([many[1]], "Anna", "new")
    assert lookup("словом 1", base=base)[0].concept.id == "c1"


def test_a_mistyped_id_makes_no_concept(base):
    base.write([Wanted("treaty", TREATY, 0), Wanted("pact", PACT, 0)], "Anna", "new")
    more = Changes(add=[("ru", "admitted", "соглашение")])
    with pytest.raises(InputError, match=r"no concept 'traety' in the termbase; the nearest id is 'treaty'; .* --new"):
        editing.edit(base, "traety", more, "Anna")
    with pytest.raises(InputError, match="no concept 'xyz' in the termbase; to make"):
        editing.edit(base, "xyz", more, "Anna")
    with pytest.raises(InputError, match=r"no concept 'pakt' in the termbase; the nearest id is 'pact'$"):
        editing.delete(base, "pakt", "Anna")
    with pytest.raises(InputError, match="a concept 'treaty' in the termbase already"):
        editing.edit(base, "treaty", more, "Anna", is_new=True)
    assert base.counts()[0] == 2
    assert editing.edit(base, "agreement", more, "Anna", is_new=True).version == 1
    assert sorted(base.ids()) == ["agreement", "pact", "treaty"]


def test_of_two_who_edit_one_concept_the_second_is_told(base, place):
    base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
    with connect(place) as other:
        seen = base.entries(["treaty"])["treaty"].version
        assert other.entries(["treaty"])["treaty"].version == seen
        editing.edit(base, "treaty", Changes(add=[("ru", "admitted", "соглашение")]), "Anna", seen)
        with pytest.raises(ConflictError, match=r"treaty was changed by Anna at 20.*termbase show treaty"):
            editing.edit(other, "treaty", Changes(add=[("ru", "admitted", "пакт")]), "Boris", seen)
        terms = [row[1] for row in other.entries(["treaty"])["treaty"].rows if row[0] == "ru"]
        assert terms == ["договор", "соглашение"]
        with pytest.raises(ConflictError, match="treaty was changed by Anna"):
            other.write([Wanted("treaty", TREATY, 0)], "Boris", "new")


def test_an_act_is_whole_or_not_at_all(base):
    base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
    bad = Entry("bad", "law", (("ru", "", *[""] * 12),))
    with pytest.raises(InputError):
        base.write([Wanted("pact", PACT, 0), Wanted("bad", bad, 0)], "Anna", "two")
    with pytest.raises(InputError, match="twice"):
        base.write([Wanted("pact", PACT, 0), Wanted("pact", PACT, 1)], "Anna", "two")
    assert base.counts()[0] == 1
    assert len(base.acts()) == 1
    assert lookup("пакт", base=base) == []


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (concept("", zh="条约"), "id of a concept"),
        (concept("a\x00b", zh="条约"), "id of a concept"),
        (concept(de="Vertrag"), "no language 'de'"),
        (made("x", "law", [{"language": "ru", "term": "право", "status": "good"}]), "no status 'good'"),
        (concept(ru="а" * 501), "500 characters"),
        (concept(ru="a\x00"), "characters that are none"),
        (concept(ru="a\ud800"), "characters that are none"),
        (Entry("x", "law", ()), "has 0 terms"),
        (made("x", "law", [{"language": "ru", "term": f"a{n}", "status": "admitted"} for n in range(257)]), "257"),
    ],
)
def test_what_cannot_be_kept_is_refused(base, entry, why):
    with pytest.raises(InputError, match=why):
        base.write([Wanted(entry.id, entry, 0)], "Anna", "new")
    with pytest.raises(InputError, match="say who"):
        base.write([Wanted("treaty", TREATY, 0)], " ", "new")
    assert base.counts() == (0, 0, 0)


_WORDS = st.text(st.sampled_from("абвгд 中亚国家xyz'\"%_|\\-ё"), min_size=1, max_size=12).filter(str.strip)
_TERMS = st.dictionaries(st.sampled_from(["zh", "ru", "en"]), _WORDS, min_size=1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.one_of(st.none(), _TERMS)), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_can_be_undone_one_after_another(tmp_path, acts):
    path = tmp_path / "property.termbase"
    path.unlink(missing_ok=True)
    with create(path) as base:
        states = [{}]
        for id, terms in acts:
            here = {entry.id: entry for entry in base.all()}
            if terms is None and id not in here:
                continue
            entry = concept(id, **terms) if terms else None
            base.write([Wanted(id, entry, here[id].version if id in here else 0)], "x", "change")
            states.append({each.id: each.rows for each in base.all()})
        for each in base.all():
            for row in each.rows:
                found = lookup(row[1], 50, base) if any(char.isalnum() for char in row[1]) else None
                assert found is None or each.id in [match.concept.id for match in found]
        for state in reversed(states[:-1]):
            base.undo("x")
            assert {each.id: each.rows for each in base.all()} == state


def test_sentences_of_a_termbase(base):
    base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
    rows = [("u1", "Article 1", "本条约。", "Настоящий договор.", ""), ("u2", "Article 2", "无。", "Нет.", "")]
    found = [("treaty", "u1", "zh", 1, 3), ("treaty", "u1", "ru", 10, 17)]
    for _ in range(2):  # putting a document in again replaces it
        assert base.add_sentences("my", ["authentic text", "working translation", ""], rows, found) == 2
    assert base.counts()[2] == 2
    from toolkit import pipeline

    (sentence,) = pipeline.sentences("treaty", base=base)
    assert sentence.spans == {"zh": ((1, 3),), "ru": ((10, 17),)}
    assert sentence.labels == {"zh": "authentic text", "ru": "working translation"}
    assert (sentence.place, set(sentence.texts)) == ("Article 1", {"zh", "ru"})


def test_there_is_one_termbase_in_a_place(place):
    with pytest.raises(TermbaseError):
        connect(place)
    create(place).close()
    with pytest.raises(TermbaseError, match="holds a termbase already"):
        create(place)


def test_a_newer_schema_is_refused_with_advice(place):
    with create(place) as base:
        base.base.changed("INSERT INTO migration (name, at) VALUES ('9999-later', 'x')")
    with pytest.raises(TermbaseError, match=r"newer version of duizhao .*9999-later.*update duizhao"):
        connect(place)


def test_an_older_schema_is_brought_up_to_date(tmp_path):
    path = tmp_path / "old.termbase"
    with create(path) as base:
        base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
        base.base.rows("DROP TABLE search")
        for name in ("term_concept", "term_sought", "term_plain", "form_term", "change_act"):
            base.base.rows(f"DROP INDEX {name}")
        base.base.changed("DELETE FROM migration WHERE name = '0003-search'")
    with connect(path) as base:
        assert lookup("договором", base=base)[0].concept.id == "treaty"


def test_files_of_others_are_refused(tmp_path):
    text, other, folder = tmp_path / "a.txt", tmp_path / "other.sqlite", tmp_path / "folder"
    text.write_text("not a database " * 100)
    folder.mkdir()
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = other.read_bytes(), text.read_bytes()
    for path, why in (
        (text, "not an SQLite file"),
        (other, "no termbase of duizhao"),
        (folder, "is a folder"),
        (tmp_path / "none", "no termbase .*create"),
        ("mysql://x/y", "postgresql://"),
    ):
        with pytest.raises((TermbaseError, InputError), match=why):
            connect(path)
    with pytest.raises(TermbaseError, match="something of another program"):
        create(other)
    with pytest.raises(TermbaseError, match="not an SQLite file"):
        create(text)
    with pytest.raises(TermbaseError, match="no folder"):
        create(tmp_path / "none" / "x.termbase")
    assert (other.read_bytes(), text.read_bytes()) == before


READ_ONLY = """
import os, sys
from toolkit.terminology import editing
from toolkit.terminology.lookup import lookup
from toolkit.terminology.termbase import connect

def use(path):
    base = connect(path)
    print([match.concept.id for match in lookup('договора', base=base)])
    try:
        editing.delete(base, 'treaty', 'x')
    except Exception as error:
        print(type(error).__name__, error)

use(sys.argv[1])  # loads what is loaded when first used, which nobody could not
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
use(sys.argv[2])
"""


def test_a_read_only_file_is_read_and_not_written():
    with tempfile.TemporaryDirectory() as name:  # in the system's own folder, which everybody may read
        folder = Path(name)
        with create(folder / "own.termbase") as base:
            base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
        fixed = folder / "fixed"
        fixed.mkdir()
        shutil.copy(folder / "own.termbase", fixed / "base.termbase")
        (fixed / "base.termbase").chmod(0o444)
        fixed.chmod(0o555)
        folder.chmod(0o755)
        command = [sys.executable, "-c", READ_ONLY, str(folder / "own.termbase"), str(fixed / "base.termbase")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        fixed.chmod(0o755)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["['treaty']", "['treaty']"], done.stderr
    assert lines[2].startswith("TermbaseError")
    assert "read-only" in lines[2]


def test_a_locked_database_is_told(place, monkeypatch):
    from toolkit.terminology import sqlite

    monkeypatch.setattr(sqlite, "WAIT", 0.2)
    with create(place) as base, connect(place) as other:
        if is_url(place):
            other.base.rows("SET lock_timeout TO '200ms'")
        why = "another (program|user) is"
        with base.base.transaction(), pytest.raises(TermbaseError, match=why):
            other.write([Wanted("treaty", TREATY, 0)], "Boris", "new")
        other.write([Wanted("treaty", TREATY, 0)], "Boris", "new")
        assert base.counts()[0] == 1


def test_a_server_that_goes_away_is_told_and_nothing_is_half_written(remote):
    with create(remote) as base, connect(remote) as other:

        def entries():
            yield Wanted("treaty", TREATY, 0)
            (pid,) = base.base.rows("SELECT pg_backend_pid()")[0]
            other.base.rows("SELECT pg_terminate_backend(?)", pid)
            for number in range(6000):
                yield Wanted(f"c{number}", concept(f"c{number}", ru=f"слово {number}"), 0)

        with pytest.raises(TermbaseError, match=r"does not answer .*not written"):
            base.write(entries(), "Anna", "new")
        assert other.counts()[0] == 0
        assert other.acts() == []
    with pytest.raises(TermbaseError, match="does not answer"):
        connect("postgresql://nobody@/none?host=/nowhere")
    for url in ("postgresql://user:secret@127.0.0.1:1/none", "mysql://user:secret@host/none"):
        with pytest.raises((TermbaseError, InputError)) as told:
            connect(url)
        assert "secret" not in str(told.value)


def test_without_psycopg_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "toolkit.terminology.postgresql", raising=False)
    with pytest.raises(MissingExtraError, match=r"pip install 'duizhao\[server\]'"):
        connect("postgresql://user@host/none")


def test_the_longest_terms_are_kept_and_found(base):
    chinese = "".join(chr(0x4E00 + 7 * at) for at in range(500))
    russian = " ".join("щёлочь" for _ in range(71))
    base.write([Wanted("long", concept("long", zh=chinese, ru=russian), 0)], "Anna", "new")
    for text in (chinese, russian):
        assert [(match.concept.id, match.why) for match in lookup(text, base=base)] == [("long", "exact")]


def _table(path, count):
    """A CSV of many concepts."""
    lines = ["id,ru,zh,en"] + [f"c{n},слово {n},词{n},word {n}" for n in range(count)]
    path.write_text("\n".join(lines), "utf-8")


def _settled(base, place):
    """Wait until a server has ended what a killed client had told it to do."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    while is_url(place) and base.base.rows(others) != [(0,)]:
        time.sleep(0.05)


def test_a_process_that_is_killed_leaves_the_old_or_the_new_state(place, tmp_path):
    count = 3000
    _table(tmp_path / "many.csv", count)
    with create(place) as base:
        base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
    command = [sys.executable, "-m", "toolkit.cli", "termbase", "import", str(tmp_path / "many.csv"), "--base", place]
    start = time.monotonic()
    untouched = tmp_path / "copy.termbase"
    if not is_url(place):  # how long does it take undisturbed?
        shutil.copy(place, untouched)
        subprocess.run([*command[:-1], str(untouched)], check=True, capture_output=True, cwd=ROOT)
    whole = time.monotonic() - start if not is_url(place) else 3.0
    seen = set()
    for share in (0.35, 0.5, 0.65, 0.75, 0.85, 0.95):
        running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * share)
        running.send_signal(signal.SIGKILL)
        running.wait()
        with connect(place) as base:
            _settled(base, place)
            number = base.counts()[0]
            assert number in (1, count + 1)
            # An import that found everything there already is an act without concepts.
            assert [act.concepts for act in reversed(base.acts()) if act.concepts] == [1, count][: 1 + (number > 1)]
            assert [match.concept.id for match in lookup("договор", base=base)] == ["treaty"]
            if not is_url(place):
                assert base.base.rows("PRAGMA integrity_check") == [("ok",)]
            seen.add(number)
        if number > 1:
            break
    assert 1 in seen


def test_history_is_kept_as_text_that_others_can_read(tmp_path):
    path = tmp_path / "base.termbase"
    with create(path) as base:
        base.write([Wanted("treaty", TREATY, 0)], "Anna", "new")
        editing.delete(base, "treaty", "Anna")
    with sqlite3.connect(path) as plain:
        (before,) = plain.execute("SELECT before FROM change WHERE version = 2").fetchone()
    plain.close()
    category, rows = json.loads(before)
    assert (category, [row[1] for row in rows]) == ("law", ["条约", "договор", "treaty"])
