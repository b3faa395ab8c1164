"""How a reviser's decisions come back from a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from toolkit import data, formats, intake, pipeline, review
from toolkit.errors import InputError


def confirm(name: str, path: str | Path, by: str = "", folder: Path | None = None) -> int:
    """Take over from a table the rows that a reviser has set to ``reviewed``, and return how many links they hold.

    They are kept in the document's ``review.csv``, instead of those confirmed before; the aligner leaves them as they
    are. Segments may have been put in other rows by their ids; texts are not changed here.

    Args:
        name: the corpus document.
        path: a UNITS table of it, as `build` writes it: .xlsx, .csv or the .tmx of all its languages.
        by: who confirms.
        folder: the corpus folder; that of the data in use by default.

    Raises:
        InputError: the table is not of this document, or its texts are not those of the corpus.
        OutputError: the corpus folder can't be written to.
    """
    folder = folder or intake.editable()
    table = pipeline.load(path)
    alignments = pipeline.corpus_alignments(name, folder=folder)
    texts = {text.language: text for each in alignments for text in (each.source, each.target)}
    known = {str(code): {one.id: one.text for one in text.segments} for code, text in texts.items()}
    today = date.today().isoformat()
    rows = []
    for row in table[table["origin"] == "reviewed"].to_dict("records"):
        members = {str(code): tuple(row[f"{code}_segments"].split()) for code in known if f"{code}_segments" in row}
        for code, ids in members.items():
            for each in ids:
                if each not in known[code]:
                    raise InputError(f"{path}: row {row['unit']}: there is no {code} segment {each} in {name}")
            if _bare(row[code]) != _bare("".join(known[code][each] for each in ids)):
                raise InputError(
                    f"{path}: row {row['unit']}: the {code} text is not that of its segments; "
                    f"texts are changed in {data.text_file(name, code, folder).name}, not in a table"
                )
        rows.append((members, by, today))
    content = review.table(alignments, rows)
    formats.save(folder / name / "review.csv", content)
    return content.count(b"\n") - 1


def _bare(text: str) -> str:
    return "".join(text.split())
