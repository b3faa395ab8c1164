"""The concordance report: where equally authentic texts seem to differ, for a human to decide.

Shaped after the Vienna Convention on the Law of Treaties (1969). By Article 33 the terms of a treaty are presumed to
have the same meaning in each authentic text, and a difference of meaning that remains is reconciled by the meaning that
best fits object and purpose; by Article 79 a lack of concordance is corrected by the States or the depositary. So the
report lists candidates, never errors, and neither text is the measure of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import authentic, checking, data, formats, pipeline, tables
from toolkit.checker import telling
from toolkit.checker.baseline import Baseline
from toolkit.checker.rows import rows as rows_of
from toolkit.checker.running import Told
from toolkit.checker.settings import CheckSettings, nearest
from toolkit.divergence import items, meanings, particulars, unmatched
from toolkit.divergence.candidates import WEIGHTS, candidates, enters, wanted
from toolkit.divergence.dispositions import carried
from toolkit.errors import InputError
from toolkit.formats.sheets import sheet
from toolkit.formats.table import completed, stream_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["concordance", "open_ones", "save", "weighed"]

Progress = Callable[[str, int, int], None]


def _silent(stage: str, done: int, whole: int) -> None:
    """Show nothing."""


def concordance(
    *what: str | Path | pd.DataFrame,
    languages: Sequence[str] = (),
    previous: str | Path | None = None,
    claimed: bool = False,
    encodings: Sequence[str] = (),
    document: str = "",
    corpus: Path | None = None,
    progress: Progress = _silent,
) -> pd.DataFrame:
    """Return the CONCORDANCE table of a document's authentic texts: one row a candidate of divergence.

    Rows are in the order of the texts, what is no more last. Translations are left out, and named in
    ``frame.attrs["remarks"]``.

    Args:
        what: the name of a document of the corpus, a file or table of aligned texts, or two or three files of plain
            text, which are aligned first.
        languages: of plain texts, in their order; found out if not given.
        previous: an earlier report, whose dispositions are taken over.
        claimed: the plain texts are the authentic ones, as who calls this knows; the closing clause must say so, too.
        encodings: of plain texts, in their order.
        document: of plain texts: the document to take from a file that holds several.
        corpus: the folder that holds the document of the corpus; that of the data in use by default.
        progress: called with a stage, the work done and the whole.

    Raises:
        InputError: fewer than two of the texts are authentic, one is called so that is a translation, or a file can't
            be used; FormatError: it is of no format that is read.
    """
    import pandas as pd

    before = sheet(Path(previous), ("candidate", "disposition")) if previous else []
    if len(what) == 1:
        table = _one(what[0], encodings, corpus, progress)
    else:
        table = _aligned(what, languages, encodings, document, claimed, progress)
    codes, remarks = _authentic(table, corpus)
    rows, more = _compared(table, codes, progress)
    rows = carried(rows, before, codes) if previous else rows
    frame = pd.DataFrame(rows, columns=tables.columns(tables.CONCORDANCE, codes))
    titles = {code: table.attrs["titles"].get(code, "") for code in codes}
    labels = {code: table.attrs["labels"].get(code, "") for code in codes}
    facts: dict[Any, Any] = {
        "table": "concordance",
        "document": table.attrs["document"],
        "languages": codes,
        "titles": titles,
        "labels": labels,
        "remarks": [*remarks, *more],
        "signature": table.attrs["signature"],
    }
    frame.attrs = facts
    return frame


def _compared(table: pd.DataFrame, codes: Sequence[str], progress: Progress) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the candidates that checks and vectors of meaning find, in the order of the texts, and remarks."""
    settings = CheckSettings(only=wanted(), languages=tuple(codes))
    if len(codes) < len(table.attrs["languages"]):
        table = table.assign(agreement="")  # which also speaks of the texts that are left out
    with checking.sources([table]) as found:
        checked = checking.checking(found, settings, Baseline(), progress)
        findings = [each for each in checked.stream.rows if enters(each, codes)]  # or it would hide what is told below
    rows = list(rows_of(stream_of(table).rows, codes))
    remarks = list(checked.remarks)
    if meanings.able():
        _add(findings, unmatched.unmatched(rows, codes), codes, unmatched.TITLE)
        _add(findings, items.items(rows, codes), codes, items.TITLE)
    else:
        remarks.append("meanings were not compared: no sentence encoder")
    _add(findings, particulars.particulars(rows), codes, particulars.TITLE)
    order = {unit: at for at, unit in reversed(list(enumerate(table["unit"])))}
    return list(candidates(sorted(findings, key=lambda each: order[each["unit"]]), codes)), remarks


def _add(findings: list[dict[str, Any]], told: Iterable[Told], codes: Sequence[str], title: str) -> None:
    """Add to findings, as rows of a FINDINGS table, those that quote what none of them does."""
    more = [telling.record(each, codes, title) for each in told]
    findings += [each for each in more if not any(unmatched.same(each, other, codes) for other in findings)]


def save(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a CONCORDANCE table to a file, whose suffix names the format, and return its path.

    Raises:
        FormatError: there is none for it; OutputError: the file can't be written.
    """
    formats.write(Path(path), stream_of(table))
    return Path(path)


def _one(
    what: str | Path | pd.DataFrame, encodings: Sequence[str], corpus: Path | None, progress: Progress
) -> pd.DataFrame:
    """Return the aligned texts of a document of the corpus, or a table of such.

    Raises:
        InputError: there is no such document, or the file can't be used; FormatError: it is of no format that is read.
    """
    if not isinstance(what, (str, Path)):
        return completed(what)
    if corpus and not corpus.is_dir():
        raise InputError(f"there is no folder {corpus}")
    known = data.corpus_ids(corpus)
    if str(what) in known:
        return pipeline.corpus_units(str(what), progress, corpus)
    if corpus or not (Path(what).suffix or Path(what).exists()):
        nearest(str(what), known, "document of the corpus")
    return pipeline.load(what, encodings[0] if encodings else None)


def _aligned(
    what: Sequence[str | Path | pd.DataFrame],
    languages: Sequence[str],
    encodings: Sequence[str],
    document: str,
    claimed: bool,
    progress: Progress,
) -> pd.DataFrame:
    """Return plain texts, called authentic, aligned.

    Raises:
        InputError: nobody says that they are authentic, or a file can't be used.
    """
    if not what:
        raise InputError("name a document of the corpus, a table of aligned texts, or two or three texts")
    paths = [Path(each) for each in what if isinstance(each, (str, Path))]
    if len(paths) < len(what):
        raise InputError("name files, or give one table")
    if not claimed:
        raise InputError(
            "nothing says that these texts are authentic; if they are, and not translations, say so (--authentic)"
        )
    return _called_authentic(
        pipeline.align_texts(*paths, languages=languages, encodings=encodings, document=document, progress=progress)
    )


def _called_authentic(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts are all called authentic, which `authentic.check` then weighs."""
    table = table.copy()
    for code in table.attrs["languages"]:
        table[f"{code}_status"] = data.STATUS_LABELS["authentic"]
    labels = dict.fromkeys(table.attrs["languages"], data.STATUS_LABELS["authentic"])
    table.attrs = {**table.attrs, "labels": labels}
    return table


def _authentic(table: pd.DataFrame, corpus: Path | None) -> tuple[list[str], list[str]]:
    """Return the languages whose texts are authentic, and remarks on the others.

    Raises:
        InputError: fewer than two are, or one is called so that is not.
    """
    authentic.check(table, corpus)
    every = list(table.attrs["languages"])
    codes = [code for code in every if _status(table, code).startswith("authentic")]
    others = [f"{code}: {_status(table, code) or 'status unknown'}" for code in every if code not in codes]
    if len(codes) < 2:
        raise InputError(
            f"{table.attrs['document'] or 'the table'}: a concordance report compares authentic texts, and "
            f"{f'only {codes[0]}' if codes else 'none'} is ({'; '.join(others)}); put the authentic text in place with "
            "duizhao deposit"
        )
    return codes, [f"left out, no authentic text: {each}" for each in others]


def _status(table: pd.DataFrame, code: str) -> str:
    """Return what a text is: what all its rows say."""
    said = {str(each) for each in table.get(f"{code}_status", ()) if isinstance(each, str) and each}
    return said.pop() if len(said) == 1 else table.attrs["labels"].get(code, "") if not said else ""


def weighed(table: pd.DataFrame) -> Mapping[str, int]:
    """Return how many candidates there are of each weight, those that are no more apart."""
    there = table[~table["state"].isin(("gone", "added"))]
    return {weight: int((there["weight"] == weight).sum()) for weight in WEIGHTS}


def open_ones(table: pd.DataFrame) -> list[str]:
    """Return the candidates on which nothing is decided."""
    there = table[~table["state"].isin(("gone", "added")) & (table["disposition"].str.strip() == "")]
    return list(there["candidate"])
