"""Files and texts checked: opened or aligned, their rows looked at, and what somebody has accepted taken out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit import data, formats, pipeline, readers
from toolkit.checker import baseline, running, telling
from toolkit.checker.baseline import Baseline, Entry
from toolkit.checker.rows import TableRow, rows
from toolkit.checker.running import Plan
from toolkit.checker.settings import CheckSettings
from toolkit.errors import InputError, ToolkitError
from toolkit.formats import Losses, Reading, Stream
from toolkit.formats.table import stream_of

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
_TELL = 500  # rows between two words on how far it is
_EVIDENCE = ("names.", "terms.missing", "values.", "completeness.missing")  # what rows that belong together share
_FEW, _MOST = 9, 0.5  # rows, and their share, from which on texts that share nothing are not aligned
_UNALIGNED = (
    "in most rows names, terms or numbers stand on one side only: the texts do not seem to be aligned row by row; "
    "give the texts themselves, which are aligned first"
)


def _silent(stage: str, done: int, whole: int) -> None:
    """Show nothing."""


def cores() -> int:
    """Return how many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Source:
    """A table to check: its name, which its documents have that say none, its rows, the file, and what was left out."""

    name: str
    stream: Stream
    file: str = ""
    losses: Losses = field(default_factory=Losses)


@dataclass
class Checked:
    """A check on its way: its findings as rows of a FINDINGS table, which can be taken once, and what it has seen.

    ``count`` says how many rows were looked at, ``severities`` how many findings of each severity there are, and
    ``accepted`` how many of a baseline were left out. ``remarks`` say what was left out for want of rules.
    """

    stream: Stream
    baseline: Baseline
    remarks: list[str]
    count: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    documents: set[str] = field(default_factory=set)

    def stale(self) -> list[Entry]:
        """Return the accepted findings that are no more, once all findings have been taken."""
        rules = [each["name"] for each in self.stream.facts["rules"]]
        return self.baseline.stale(rules, self.documents, self.stream.languages)


def check(
    *what: str | Path | pd.DataFrame,
    settings: CheckSettings = CheckSettings(),
    accepted: str | Path | None = None,
    languages: Sequence[str] = (),
    encodings: Sequence[str] = (),
    progress: Progress = _silent,
    processes: int = 1,
) -> pd.DataFrame:
    """Return the FINDINGS table of aligned texts; ``frame.attrs["remarks"]`` says what was left out and what is stale.

    Args:
        what: tables of aligned texts, as files or UNITS tables, or two or three files of plain text, which are aligned
            first; the bundled corpus if nothing is named.
        settings: which checks to run, and how grave what they find is.
        accepted: a baseline file: the findings in it are left out; of the bundled corpus its own if none is named.
        languages: of plain texts, in their order; found out if not given.
        encodings: of the files, in their order; found out if not given, where that can be.
        progress: called with a stage, the work done and the whole.
        processes: how many to use where there are many rows. With more than one, a script must have its work under
            ``if __name__ == "__main__":``.

    Raises:
        InputError: a file can't be used, or holds texts in one language only; FormatError: it is of no format that is
            read.
    """
    import pandas as pd

    known = baseline.load(Path(accepted)) if accepted else Baseline() if what else of_corpus()
    with sources(what, languages, encodings, progress) as found:
        checked = checking(found, settings, known, progress, processes)
        records = list(checked.stream.rows)
    frame = pd.DataFrame(records, columns=list(checked.stream.columns))
    stale = [f"stale: {each.rule} in {each.unit}: {each.quoted}" for each in checked.stale()]
    frame.attrs = {"table": "findings", "remarks": [*checked.remarks, *stale]}
    frame.attrs.update(checked.stream.facts)
    return frame


def of_corpus() -> Baseline:
    """Return what its editors have accepted in the corpus in use; nothing if it has no such file."""
    file = data.home() / "corpus" / "accepted.csv"
    return baseline.load(file) if file.exists() else Baseline()


@contextmanager
def sources(
    what: Sequence[str | Path | pd.DataFrame],
    languages: Sequence[str] = (),
    encodings: Sequence[str] = (),
    progress: Progress = _silent,
    document: str = "",
) -> Iterator[list[Source]]:
    """Give the tables that are meant, whose rows come while this is open; see ``check``.

    Raises:
        InputError, FormatError: as ``check``.
    """
    if not what:
        yield [_table(name, pipeline.corpus_units(name, progress)) for name in data.corpus_ids()]
        return
    paths = [Path(each) for each in what if isinstance(each, (str, Path))]
    if len(paths) < len(what):
        tables = [each for each in what if not isinstance(each, (str, Path))]
        if paths:
            raise InputError("name files, or give tables, not both")
        yield [_table("table", each) for each in tables]
        return
    folder = next((path for path in paths if path.is_dir()), None)
    if folder:
        raise InputError(f"{folder}: this is a folder; name files")
    texts = [path for path in paths if _is_text(path, len(paths))]
    if texts and len(texts) < len(paths):
        raise InputError(f"{texts[0]} is a text: name its other language versions with it, and no tables")
    if texts:
        table = pipeline.align_texts(
            *paths, languages=languages, encodings=encodings, document=document, progress=progress
        )
        yield [replace(_table(paths[0].name, table), file=paths[0].as_posix())]
        return
    with ExitStack() as stack:
        opened = []
        for path, encoding in zip(paths, _encodings(encodings, len(paths)), strict=True):
            losses = Losses()
            stream = stack.enter_context(formats.units(path, Reading(encoding, losses=losses)))
            opened.append(Source(path.name, stream, path.as_posix(), losses))
        yield opened


def _table(name: str, table: pd.DataFrame) -> Source:
    return Source(name, stream_of(table))


def _encodings(given: Sequence[str], count: int) -> list[str | None]:
    """Return the encoding of each of so many files; one that is given alone is that of all."""
    if len(given) not in (0, 1, count):
        raise InputError(f"{count} files want {count} encodings, or one for all, not {len(given)}")
    return list(given) if len(given) == count else [given[0] if given else None] * count


def _is_text(path: Path, count: int) -> bool:
    """Whether a file of so many is a plain text; a DOCX may be one, if it is not alone and holds no table."""
    suffix = path.suffix.lower()
    if suffix in formats.readable():
        return False
    if suffix in {each for known in formats.known() if known.texts for each in known.suffixes}:
        return count > 1 and not _holds_table(path)
    try:
        readers.reader(suffix)
    except InputError:
        formats.reader(path)  # says which formats are read
    return True


def _holds_table(path: Path) -> bool:
    try:
        with formats.units(path):
            return True
    except ToolkitError:
        return False


def checking(
    found: Sequence[Source],
    settings: CheckSettings,
    known: Baseline,
    progress: Progress = _silent,
    processes: int = 1,
    wanted: Callable[[Mapping[str, Any]], bool] = lambda record: True,
) -> Checked:
    """Return a check on its way.

    Args:
        found: the tables.
        settings: which checks to run, and how grave what they find is.
        known: what is accepted, and left out.
        progress: called with a stage, the bytes that are read and all of them.
        processes: how many to use where there are many rows.
        wanted: which findings to tell, as rows of a FINDINGS table.

    Raises:
        InputError: no table has the languages that are to be looked at, one has but one language, or no check is left.
    """
    if not settings.chosen():
        raise InputError("no check is left to run: all that are named are off or skipped")
    remarks: list[str] = []
    plans: list[_Planned] = []
    for source in found:
        codes = _codes(source, settings)
        if len(codes) < 2 and len(found) > 1 and source.stream.facts.get("document") in data.corpus_ids():
            remarks.append(f"{source.name}: left out, there is but one language version ({', '.join(codes)})")
            continue
        if len(codes) < 2:
            there = f"in {codes[0]} only" if codes else "in no language that was named"
            raise InputError(f"{source.name} holds texts {there}; a check wants texts of two languages, aligned")
        plans.append(_Planned(source, codes, running.plan(codes, settings)))
    for source, _, to_do in plans:
        remarks += [f"{source.name}: {each}" for each in to_do.left_out]
    codes = list(dict.fromkeys(code for each in plans for code in each.codes))
    run = {check.name: check for each in plans for check in each.to_do.checks}
    checked = Checked(Stream("findings", (), {}), known, remarks)
    records = (row for each in plans for row in _records(each, codes, checked, wanted, processes, progress))
    files = [each.source.file for each in plans if each.source.file]
    checked.stream = telling.stream(records, codes, run.values(), files)
    return checked


class _Planned(NamedTuple):
    """A table, the languages to look at, and what to run on it."""

    source: Source
    codes: list[str]
    to_do: Plan


def _records(
    planned: _Planned,
    codes: Sequence[str],
    checked: Checked,
    wanted: Callable[[Mapping[str, Any]], bool],
    processes: int,
    progress: Progress,
) -> Iterator[dict[str, Any]]:
    """Yield what is found in a table and to be told, counting it."""
    source, own, to_do = planned
    before, apart = checked.count, set[str]()
    every = _counted(rows(source.stream.rows, own, source.name), source, checked, progress)
    for each in telling.records(running.run(every, to_do, processes), codes, source.file):
        if each["rule"].startswith(_EVIDENCE):
            apart.add(each["unit"])
        accepted = checked.baseline.fits(each)  # asked of every one, so that none is taken for stale
        if wanted(each) and accepted:
            checked.accepted += 1
        elif wanted(each):
            checked.severities[each["severity"]] += 1
            yield each
    if len(apart) > max(_FEW, _MOST * (checked.count - before)):
        checked.remarks.append(f"{source.name}: {_UNALIGNED}")
    checked.remarks.extend(f"{source.name}: {line}" for line in source.losses.lines())


def _codes(source: Source, settings: CheckSettings) -> list[str]:
    """Return the languages of a table that are to be looked at.

    Raises:
        InputError: one is named that the table has not.
    """
    there = source.stream.languages
    missing = next((code for code in settings.languages if code not in there), None)
    if missing:
        raise InputError(f"{source.name} has no language {missing!r}; it has {', '.join(there)}")
    return [code for code in there if code in settings.languages] if settings.languages else there


def _counted(every: Iterator[TableRow], source: Source, checked: Checked, progress: Progress) -> Iterator[TableRow]:
    """Yield rows, counting them and telling how far it is."""
    for row in every:
        checked.count += 1
        checked.documents.add(row.document)
        if checked.count % _TELL == 0:
            progress(f"checking {source.name}", *source.stream.done())
        yield row
    progress(f"checking {source.name}", 1, 1)
