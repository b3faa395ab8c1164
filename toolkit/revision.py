"""How a reviser's decisions come back from a table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import data, formats, intake, pipeline, review
from toolkit.errors import DataError, InputError
from toolkit.model import Alignment, SegmentedDocument
from toolkit.reading import read
from toolkit.segmenter import segment

if TYPE_CHECKING:
    import pandas as pd


def confirm(name: str, path: str | Path, by: str = "", folder: Path | None = None, encoding: str | None = None) -> int:
    """Take over from a table the rows that a reviser has set to ``reviewed``, and return how many links they hold.

    They are kept in the document's ``review.csv``, instead of those confirmed before; the aligner leaves them as they
    are. Segments may have been put in other rows by their ids; texts are not changed here.

    Args:
        name: the corpus document.
        path: a UNITS table of it, as `build` writes it: .xlsx, .csv or the .tmx of all its languages.
        by: who confirms.
        folder: the corpus folder; that of the data in use by default.
        encoding: of a CSV that is not UTF-8.

    Raises:
        InputError: the table is not of this document, or its texts are not those of the corpus.
        OutputError: the corpus folder can't be written to.
    """
    folder = folder or intake.editable()
    table = pipeline.load(path, encoding)
    try:
        alignments = pipeline.corpus_alignments(name, folder=folder)
    except DataError:  # what was confirmed before is faulty, and is about to be replaced
        alignments = pipeline.corpus_alignments(name, folder=folder, reviewed=False)
    rows = [
        (_members(row, path, alignments, name, folder), by, date.today().isoformat()) for row in _reviewed(table, path)
    ]
    content = review.table(alignments, rows)
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place, "review.csv")
        trial.write_bytes(content)
        for each in alignments:
            try:
                review.confirmed(trial, each.source, each.target)
            except DataError as error:
                raise InputError(f"{path}: {str(error).partition(': ')[2]}; nothing is taken over") from None
        documents = [text.document for text in _texts(alignments)]
        _check_alone(trial, pipeline.align_documents(documents, reviewed=trial), path)
    formats.save(folder / name / "review.csv", content)
    return content.count(b"\n") - 1


def stale(name: str, folder: Path | None = None) -> tuple[str, ...]:
    """Return the segments of a document whose confirmed links must be read again, since their texts have changed.

    Raises:
        DataError: there is no such document, or its ``review.csv`` is faulty.
    """
    folder = folder or data.home() / "corpus"
    texts = [segment(document) for document in data.documents(name, folder).values()]
    file = folder / name / "review.csv"
    found = (review.confirmed(file, one, other).stale for one, other in combinations(texts, 2))
    return tuple(dict.fromkeys(each for ids in found for each in ids))


def unread(name: str, folder: Path | None = None) -> tuple[str, ...]:
    """Return the units whose text is not the one that ``gold.csv`` was read against, as far as that text was kept.

    Raises:
        DataError: there is no such document.
    """
    folder = folder or data.home() / "corpus"
    found: list[str] = []
    for code, document in data.documents(name, folder).items():
        known = str(data.meta(name, folder).get("gold", {}).get(code, ""))
        kept = folder / name / f"{code}.{known[:12]}.txt"
        if known and known != document.identity.sha256 and kept.exists():
            found += intake.to_read_again(name, folder, read(kept, code)[0], document)
    return tuple(dict.fromkeys(found))


def _texts(alignments: Sequence[Alignment]) -> list[SegmentedDocument]:
    """Return the texts that are aligned, each once."""
    return list({text.language: text for each in alignments for text in (each.source, each.target)}.values())


def _check_alone(file: Path, alignments: Sequence[Alignment], path: str | Path) -> None:
    """Raise InputError where a segment is confirmed to stand alone that the aligner would link all the same."""
    for each in alignments:
        alone = review.confirmed(file, each.source, each.target).alone
        for bead in each.beads:
            linked = [(0, i) for i in range(*bead.source)] + [(1, j) for j in range(*bead.target)]
            wrong = next((one for one in linked if one in alone), None) if bead.origin != "reviewed" else None
            if wrong:
                side = each.source if wrong[0] == 0 else each.target
                raise InputError(
                    f"{path}: that {side.language} {side.segments[wrong[1]].id} answers nothing can't be kept, since "
                    "the aligner links it; set its row to machine, and nothing else changes"
                )


def _reviewed(table: pd.DataFrame, path: str | Path) -> list[dict[Any, Any]]:
    """Return the rows that are set to reviewed."""
    found = []
    for row in table.to_dict("records"):
        origin = str(row["origin"]).strip().lower()
        if origin == "reviewed":
            found.append(row)
        elif origin not in ("", "machine"):
            raise InputError(f"{path}: row {row['unit']}: origin is {row['origin']!r}; write reviewed or machine")
    if not found:
        raise InputError(f"{path}: no row's origin is set to reviewed; nothing is taken over")
    for column in (name for name in table.columns if name.endswith("_segments")):
        ids = [each for cell in table[column] for each in str(cell).split()]
        twice = next((each for each in ids if ids.count(each) > 1), None)
        if twice:
            raise InputError(f"{path}: {twice} stands twice in {column}; nothing is taken over")
    return found


def _members(
    row: dict[Any, Any], path: str | Path, alignments: Sequence[Alignment], name: str, folder: Path
) -> dict[str, tuple[str, ...]]:
    """Return the ids of a row's segments by language, if its texts are theirs."""
    members: dict[str, tuple[str, ...]] = {}
    for text in _texts(alignments):
        code, known = str(text.language), {segment.id: segment.text for segment in text.segments}
        if f"{code}_segments" not in row:
            continue
        members[code] = ids = tuple(row[f"{code}_segments"].split())
        for each in ids:
            if each not in known:
                raise InputError(f"{path}: row {row['unit']}: there is no {code} segment {each} in {name}")
        places = sorted(at for at, segment in enumerate(text.segments) if segment.id in ids)
        if places and places != list(range(places[0], places[-1] + 1)):
            raise InputError(f"{path}: row {row['unit']}: its {code} segments do not adjoin; nothing is taken over")
        if _bare(row[code]) != _bare("".join(known[each] for each in ids)):
            raise InputError(
                f"{path}: row {row['unit']}: the {code} text is not that of its segments; "
                f"texts are changed in {data.text_file(name, code, folder).name}, not in a table"
            )
    return members


def _bare(text: str) -> str:
    return "".join(text.split())
