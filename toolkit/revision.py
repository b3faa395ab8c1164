"""How a reviser's decisions come back from a table."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit import data, formats, intake, pipeline, replacement, review, rows
from toolkit.errors import DataError, InputError, TableError
from toolkit.model import Alignment, SegmentedDocument
from toolkit.reading import read
from toolkit.segmenter import segment

if TYPE_CHECKING:
    import pandas as pd


class Confirmation(NamedTuple):
    """What was taken over from a table: how many links it confirms, and how many it confirms no longer.

    ``remarks`` say where it was understood otherwise than all its cells say; ``units`` is the document's UNITS table
    as it is built now.
    """

    links: int
    withdrawn: int
    remarks: tuple[str, ...]
    units: pd.DataFrame


def confirm(
    name: str,
    path: str | Path,
    by: str = "",
    folder: Path | None = None,
    encoding: str | None = None,
    progress: pipeline.Progress | None = None,
) -> Confirmation:
    """Take over from a table the rows that a reviser has set to ``reviewed``, and return how many links they hold.

    They are kept in the document's ``review.csv``, instead of those confirmed before in the pairs of languages that
    the table has; the aligner leaves them as they are. A row says of two languages that its segments belong together
    or, where one of them is empty, that those of the other stand alone. Rows may be split, joined, inserted and
    reordered, and segments put in other rows with or without their ids; texts are not changed here.

    Args:
        name: the corpus document.
        path: a UNITS table of it in two or more of its languages, as `build` writes it: .xlsx, .csv or .tmx.
        by: who confirms.
        folder: the corpus folder; that of the data in use by default.
        encoding: of a CSV that is not UTF-8.
        progress: called with stage, done and whole; the document is aligned before and after.

    Raises:
        InputError: the table is not of this document, its texts are not those of the corpus, or its rows contradict
            each other.
        OutputError: the corpus folder can't be written to.
    """
    folder = folder or intake.editable()
    file = folder / name / "review.csv"
    data.meta(name, folder)
    losses = formats.Losses()
    table = pipeline.load(path, encoding, losses)
    told = progress or (lambda stage, done, whole: None)
    try:
        alignments = pipeline.corpus_alignments(name, told, folder)
    except DataError:  # what was confirmed before is faulty, and is about to be replaced
        alignments = pipeline.corpus_alignments(name, told, folder, reviewed=file.with_name("none"))
    try:
        said = _pairs(table, alignments, name)
        before = _before(file, said, alignments)
        reading = _Rows(table, alignments, said, name)
        found = reading.decisions(by)
        content = review.table(alignments, found, before, said, _rows_now(alignments, said))
        aligned = _aligned_with(content, name, folder, told)
    except InputError as error:
        raise InputError(f"{path}: {error}; nothing is taken over") from None
    formats.save(file, content)
    now = Counter((row.cells["pair"], row.cells["check"]) for row in data.rows(file, review.COLUMNS))
    gone = Counter((row["pair"], row["check"]) for row in before) - now
    made = rows.units(*aligned, labels=pipeline.labels(aligned), notes=data.notes(name, folder))
    return Confirmation(now.total(), gone.total(), (*losses.lines(), *reading.remarks), made)


def stale(name: str, folder: Path | None = None, table: pd.DataFrame | None = None) -> tuple[str, ...]:
    """Return the units of a document whose confirmed links must be read again, since their texts have changed.

    Args:
        name: the corpus document.
        folder: the corpus folder; that of the data in use by default.
        table: its UNITS table, if it is made already.

    Raises:
        DataError: there is no such document, or its ``review.csv`` is faulty.
    """
    folder = folder or data.home() / "corpus"
    file = folder / name / "review.csv"
    if not file.exists():
        return ()
    texts = [segment(document) for document in data.documents(name, folder).values()]
    at = _units(pipeline.corpus_units(name, folder=folder) if table is None else table)
    found = []
    for one, other in combinations(texts, 2):
        known = review.confirmed(file, one, other)
        sure = {(one.language, each.id) for bead in known.beads for each in one.segments[slice(*bead.source)]}
        sure |= {(other.language, each.id) for bead in known.beads for each in other.segments[slice(*bead.target)]}
        for ids in known.stale:  # an id may be that of other words now, which are confirmed
            sides = [
                {(text.language, each) for each in side} - sure for text, side in zip((one, other), ids, strict=True)
            ]
            left, right = ([at[each] for each in sorted(side) if each in at] for side in sides)
            found += left or right
    return tuple(dict.fromkeys(found))


def _units(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return the unit in which each segment stands, by language and id."""
    return {
        (code, each): unit
        for code in table.attrs["languages"]
        for unit, ids in zip(table["unit"], table[f"{code}_segments"], strict=True)
        for each in ids.split()
    }


def _rows_now(alignments: Sequence[Alignment], said: frozenset[str]) -> dict[tuple[str, str], str]:
    """Return the unit of each segment in the table that is built now of the same languages as the reviser's."""
    return _units(rows.units(*(each for each in alignments if review.pair(each) in said)))


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
            found += replacement.to_read_again(name, folder, read(kept, code)[0], document)
    return tuple(dict.fromkeys(found))


def _pairs(table: pd.DataFrame, alignments: Sequence[Alignment], name: str) -> frozenset[str]:
    """Return the pairs of a document's languages that a table speaks of."""
    codes = set(table.attrs["languages"])
    there = {str(text.language) for text in _texts(alignments)}
    if codes - there:
        raise InputError(f"there is no text in {' or '.join(sorted(codes - there))} in {name}")
    found = frozenset(review.pair(each) for each in alignments if set(review.pair(each).split("-")) <= codes)
    if not found:
        raise InputError(f"a table in {' '.join(codes)} alone has no links to confirm")
    return found


def _before(file: Path, said: frozenset[str], alignments: Sequence[Alignment]) -> list[dict[str, str]]:
    """Return what was confirmed before; nothing of a broken file that is replaced as a whole."""
    try:
        return [row.cells for row in data.rows(file, review.COLUMNS)] if file.exists() else []
    except TableError:
        if said.issuperset(map(review.pair, alignments)):
            return []
        raise


def _aligned_with(content: bytes, name: str, folder: Path, progress: pipeline.Progress) -> list[Alignment]:
    """Return the alignments of a document with what would be confirmed; InputError if this can't be."""
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place, "review.csv")
        trial.write_bytes(content)
        try:
            return pipeline.corpus_alignments(name, progress, folder, reviewed=trial)
        except DataError as error:
            raise InputError(str(error).removeprefix(f"{trial}: ")) from None


def _texts(alignments: Sequence[Alignment]) -> list[SegmentedDocument]:
    """Return the texts that are aligned, each once."""
    return list({text.language: text for each in alignments for text in (each.source, each.target)}.values())


class _Text:
    """A text of the document: the place of each segment, also by what it says."""

    def __init__(self, text: SegmentedDocument) -> None:
        self.ids = [segment.id for segment in text.segments]
        self.places = {each: at for at, each in enumerate(self.ids)}
        self._bare = [_bare(segment.text) for segment in text.segments]
        self._whole = "".join(self._bare)
        self._edges, end = {0: 0}, 0
        for at, words in enumerate(self._bare, start=1):
            end += len(words)
            self._edges[end] = at

    def says(self, ids: Sequence[str]) -> str:
        """Return what segments say, without white space."""
        return "".join(self._bare[self.places[each]] for each in ids)

    def saying(self, words: str) -> list[tuple[str, ...]]:
        """Return the ids of each run of segments that says just this, without white space."""
        found = []
        start = self._whole.find(words)
        while start >= 0:
            edges = self._edges.get(start), self._edges.get(start + len(words))
            if None not in edges:
                found.append(tuple(self.ids[slice(*edges)]))
            start = self._whole.find(words, start + 1)
        return found


class _Rows:
    """The rows of a reviser's table, understood against the texts of the corpus."""

    def __init__(self, table: pd.DataFrame, alignments: Sequence[Alignment], said: frozenset[str], name: str) -> None:
        codes = table.attrs["languages"]
        self._texts = {str(text.language): _Text(text) for text in _texts(alignments) if text.language in codes}
        self._known = frozenset(map(review.pair, alignments))
        self._said, self._name = said, name
        self._rows = table.to_dict("records")
        self.remarks: list[str] = []

    def decisions(self, by: str) -> list[review.Decision]:
        """Return the rows that are set to reviewed.

        Raises:
            InputError: there is none, one can't be understood, or two contradict each other.
        """
        today = date.today().isoformat()
        confirmed = [(row, pairs) for row in self._rows if (pairs := self._confirmed(row))]
        found = [review.Decision(self._members(row), pairs, by, today) for row, pairs in confirmed]
        if not found:
            raise InputError("no row's origin is set to reviewed")
        self._check_once(found)
        self._check_gone([row for row, _ in confirmed], found)
        return found

    def _confirmed(self, row: Mapping[Any, Any]) -> frozenset[str]:
        """Return the pairs in which a row is set to reviewed, as far as the table has them."""
        first, *rest = re.split(r"[\s,;]+", str(row["origin"]).strip().lower())
        named = {pair for each in rest for pair in self._known if set(pair.split("-")) == set(re.split("[-–—]", each))}
        if (first != rows.REVIEWED and (first not in ("", "machine") or rest)) or len(named) < len(rest):
            raise InputError(
                f"{_named(row)}: origin is {row['origin']!r}; write reviewed, machine, or reviewed and the pairs, "
                f"such as reviewed {sorted(self._known)[-1]}"
            )
        return frozenset() if first != rows.REVIEWED else self._said & (named or self._said)

    def _members(self, row: Mapping[Any, Any]) -> dict[str, tuple[str, ...]]:
        """Return the ids of a row's segments by language."""
        return {code: self._ids(row, code, text) for code, text in self._texts.items()}

    def _ids(self, row: Mapping[Any, Any], code: str, text: _Text) -> tuple[str, ...]:
        """Return the ids of a row's segments in a language, in order: those it names, or those its words are of."""
        ids, words = row[f"{code}_segments"].split(), _bare(row[code])
        unknown = next((each for each in ids if each not in text.places), None)
        if unknown:
            raise InputError(f"{_named(row)}: there is no {code} segment {unknown} in {self._name}")
        ids.sort(key=text.places.__getitem__)
        if words and words != text.says(ids):
            runs = text.saying(words)
            if len(runs) != 1:
                why = "are those of several segments; name them" if runs else "are not those of segments of the corpus"
                raise InputError(
                    f"{_named(row)}: the {code} words {why} in {code}_segments (a text is changed in its file, "
                    "not in a table)"
                )
            if ids and tuple(ids) != runs[0]:
                self.remarks.append(
                    f"{_named(row)}: {code}_segments names {' '.join(ids)}, but its {code} words are those of "
                    f"{' '.join(runs[0])}; the words are taken"
                )
            return runs[0]
        if not words:
            return ()
        places = [text.places[each] for each in ids]
        if places != list(range(places[0], places[-1] + 1)):
            raise InputError(f"{_named(row)}: its {code} segments do not adjoin")
        return tuple(ids)

    def _check_once(self, found: Sequence[review.Decision]) -> None:
        for code in self._texts:
            counted = Counter(each for decision in found for each in decision.members[code])
            twice = next((each for each, count in counted.items() if count > 1), None)
            if twice:
                raise InputError(f"the {code} segment {twice} stands in two places set to reviewed")

    def _check_gone(self, confirmed: Sequence[Mapping[Any, Any]], found: Sequence[review.Decision]) -> None:
        """Raise InputError where a row names segments without their words, and no other row has them."""
        for code in self._texts:
            placed = {each for decision in found for each in decision.members[code]}
            for row in confirmed:
                lost = [each for each in row[f"{code}_segments"].split() if each not in placed]
                if lost and not _bare(row[code]):
                    raise InputError(
                        f"{_named(row)}: the {code} words of {lost[0]} are gone; set the row that has them to reviewed "
                        f"too, or empty {code}_segments"
                    )


def _named(row: Mapping[Any, Any]) -> str:
    """Return what a row is called in a message."""
    ids = (each for name, cell in row.items() if str(name).endswith("_segments") for each in str(cell).split())
    return f"row {row['unit'] or next(ids, 'without unit')}"


def _bare(text: str) -> str:
    return "".join(text.split())
