"""What a reviser wrote stays, whatever becomes of the texts."""

import json

import pandas as pd
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.divergence.conftest import changed, report, seeds
from toolkit import divergence
from toolkit.divergence.candidates import name
from toolkit.divergence.dispositions import carried
from toolkit.formats.sheets import sheet

WROTE = {
    "disposition": "no divergence",
    "correction": "«на их территории»",
    "comment": "см. ст. 3\nи протокол; «да», 对",
}


def edited(path, candidate):
    """Write into the row of a candidate as a reviser would, in the file's own program."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        rows = book.worksheets[0]
        names = [cell.value for cell in rows[1]]
        line = next(row for row in rows.iter_rows(min_row=2) if row[names.index("candidate")].value == candidate)
        for name, words in WROTE.items():
            line[names.index(name)].value = words
        book.save(path)
    elif path.suffix == ".docx":
        document = Document(path)
        rows = document.tables[0].rows
        names = [cell.text for cell in rows[0].cells]
        line = next(row for row in rows if row.cells[names.index("candidate")].text == candidate)
        for name, words in WROTE.items():
            line.cells[names.index(name)].text = words
        document.save(path)
    elif path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        lines = [{**row, **WROTE} if row.get("candidate") == candidate else row for row in lines]
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in lines), "utf-8")
    else:
        tab = "\t" if path.suffix == ".tsv" else ","
        table = pd.read_csv(path, sep=tab, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for name, words in WROTE.items():
            table.loc[table["candidate"] == candidate, name] = words
        table.to_csv(path, sep=tab, index=False, encoding="utf-8")
    return path


def written(table, state):
    rows = table[(table["disposition"] != "") & (table["state"] == state)]
    return [{name: row[name] for name in WROTE} for row in rows.to_dict("records")]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".tsv", ".jsonl"])
def test_what_is_written_in_a_report_is_read_back(seeded, tmp_path, suffix):
    path = divergence.save(seeded, tmp_path / f"x{suffix}")
    candidate = seeded["candidate"][7]
    rows = sheet(edited(path, candidate), ("candidate", "disposition"))
    again = carried(seeded.to_dict("records"), rows, ["zh", "ru"])
    assert {row["state"] for row in again} == {"known"}
    assert [row["candidate"] for row in again] == list(seeded["candidate"])
    assert [{name: row[name] for name in WROTE} for row in again if row["disposition"]] == [WROTE]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_decisions_survive_texts_that_were_changed(seeded, tmp_path, suffix):
    path = divergence.save(seeded, tmp_path / f"x{suffix}")
    at = {(row["provision"], row["kind"]): row["candidate"] for row in seeded.to_dict("records")}
    for place in (("art.14/p2", "quantity or term of time"), ("art.3/p1", "territory"), ("art.6/p1", "term")):
        edited(path, at[place])
    mended = {"50 дней": "14 дней", "за рубежом": "на своей территории"}
    pairs = [(each["stands"], mended.get(each["instead"], each["instead"])) for each in seeds()]
    pairs = [(a, b.replace("50 дней", "14 дней")) for a, b in pairs]
    text = changed([*pairs, ("За Республику Казахстан    ", "За Казахстан    ")])
    table = report(text, tmp_path / "again", path)
    assert written(table, "changed") == [WROTE]  # 14 days now, and not 50: to be read again
    assert written(table, "known") == [WROTE]  # sport is still missing
    assert written(table, "gone") == [WROTE]  # the territory is no more at issue
    assert list(table["state"])[-1] == "gone"
    assert set(table[table["state"] == "new"]["provision"]) == {"sign/2"}
    third = divergence.save(table, tmp_path / f"again{suffix}")
    last = carried(table[table["state"] != "gone"].to_dict("records"), sheet(third), ["zh", "ru"])
    assert [row["state"] for row in last].count("gone") == 1
    assert [{name: row[name] for name in WROTE} for row in last if row["state"] == "gone"] == [WROTE]
    assert last[-1]["place"] == "Article 3, paragraph 1" or last[-1]["place"] == table["place"].iloc[-1]


def test_decisions_go_with_their_articles_when_another_is_put_in(seeded):
    """What stood in article 7 stands in article 8 after that; no decision of one article comes to another."""

    def later(row):
        article, dot, rest = row["provision"].partition("/")
        number = article.removeprefix("art.")
        moves = number.isdigit() and int(number) >= 7
        return {**row, "provision": f"art.{int(number) + 1}{dot}{rest}" if moves else row["provision"]}

    before = [{**row, "disposition": f"on {row['quoted']}"} for row in seeded.to_dict("records")]
    now = [later(row) for row in seeded.to_dict("records")]
    for row in now:
        row["candidate"] = name(row["kind"], row["document"], row["provision"], row["quoted"])
    now = [{**row, "ru": f"{row['ru']} "} if row["provision"] == "art.15/p2" else row for row in now]
    again = carried(now, before, ["zh", "ru"])
    assert len(again) == len(now)
    assert [row["disposition"] for row in again] == [f"on {row['quoted']}" for row in now]
    states = {row["provision"]: row["state"] for row in again}
    assert (states["art.6/p1"], states["art.8/p1"], states["art.15/p2"]) == ("known", "moved", "changed")


def test_what_is_shown_will_do_where_a_program_has_dropped_the_rest(seeded, tmp_path):
    candidate = seeded["candidate"][7]
    shown = Document(edited(divergence.save(seeded, tmp_path / "x.docx"), candidate)).tables[0]
    copy = Document()
    table = copy.add_table(0, len(shown.columns))
    for row in shown.rows:
        for cell, there in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = there.text
    copy.save(tmp_path / "copied.docx")
    rows = sheet(tmp_path / "copied.docx", ("candidate", "disposition"))
    now = seeded.to_dict("records")
    again = carried(now, rows, ["zh", "ru"])
    assert {row["state"] for row in again} == {"known"}
    assert [{name: row[name] for name in WROTE} for row in again if row["comment"]] == [WROTE]
    reworded = [{**row, "candidate": f"x{n}", "ru": row["ru"] and row["ru"] + " "} for n, row in enumerate(now)]
    assert {row["state"] for row in carried(reworded, rows, ["zh", "ru"])} == {"changed"}


def test_a_decision_does_not_go_over_to_another_difference(seeded):
    """Of the same kind, in the same place and texts, but of other words: nobody has decided that."""
    now = next(row for row in seeded.to_dict("records") if row["kind"] == "term" and row["provision"] == "art.6/p1")
    before = {**now, "candidate": "x", "quoted": f"zh: 外交渠道 | ru: {now['ru']}", "disposition": "no divergence"}
    again = carried([now], [before], ["zh", "ru"])
    assert [(row["state"], row["disposition"]) for row in again] == [("new", ""), ("gone", "no divergence")]
    much = {**before, "quoted": f"{now['quoted'].partition(' | ')[0]}书 | ru: {now['ru']}"}
    assert [row["state"] for row in carried([now], [much], ["zh", "ru"])] == ["changed"]


def test_rows_and_columns_of_the_reviser_are_kept(clean):
    rows = [{name: str(cell) for name, cell in row.items()} for row in clean.to_dict("records")]
    rows[0] |= {"Мнение": "спросить МИД"}
    own = {"candidate": "", "place": "Article 9", "difference": "союз «и»", "disposition": "for the parties to decide"}
    twice = {**rows[1], "comment": "второе мнение"}
    rows[1]["comment"] = "первое мнение"
    again = carried(clean.to_dict("records"), [*rows, own, twice, {"candidate": "", "comment": " "}], ["zh", "ru"])
    assert again[0]["comment"] == "Мнение: спросить МИД"
    assert again[1]["comment"] == "первое мнение\nвторое мнение"
    assert [row["state"] for row in again] == ["known"] * len(clean) + ["added"]
    assert (again[-1]["difference"], again[-1]["disposition"]) == ("союз «и»", "for the parties to decide")
    third = carried(clean.to_dict("records"), again, ["zh", "ru"])
    assert third[-1] == again[-1]


CELLS = st.text(st.sampled_from("аб «»\n1"), max_size=6)


@given(st.data())
def test_nothing_that_was_written_is_lost(data):
    def rows(count):
        made = []
        for n in range(count):
            place = data.draw(st.sampled_from(["art.1/p1", "art.2/p1"]))
            made.append(
                {
                    "candidate": data.draw(st.sampled_from("abcdefgh")) if n % 3 else f"x{n}",
                    "document": "d",
                    "provision": place,
                    "kind": "number",
                    "quoted": data.draw(CELLS),
                    "zh": "",
                    "ru": "",
                }
            )
        return made

    now = list({row["candidate"]: row for row in rows(data.draw(st.integers(0, 5)))}.values())
    blank = dict.fromkeys(("disposition", "correction", "comment"), "")
    before = [{**row, **blank, "comment": f"w{n}"} for n, row in enumerate(rows(data.draw(st.integers(0, 5))))]
    again = carried([{**row, **blank} for row in now], before, ["zh", "ru"])
    said = [word for row in again for word in row["comment"].split("\n") if word]
    assert sorted(said) == sorted(f"w{n}" for n in range(len(before)))
    assert [row["candidate"] for row in again][: len(now)] == [row["candidate"] for row in now]
