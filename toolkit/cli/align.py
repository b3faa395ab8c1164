"""The command align: texts or lists of sentences to tables or links, one pair or many."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.group import cli, comma_list, progress_bar
from toolkit.cli.options import FormatsOption
from toolkit.errors import InputError, ToolkitError

if TYPE_CHECKING:
    from toolkit.aligner import AlignSettings
    from toolkit.aligner.encoders import Encoder
    from toolkit.model import Alignment

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class _How:
    """What holds for every pair of texts of a call."""

    beads: bool
    sentences: bool
    languages: tuple[str, ...]
    encodings: tuple[str, ...]
    document: str
    source: str | None
    semicolons: bool
    anchors: Path | None
    settings: AlignSettings
    encoder: Encoder


@cli.command()
@click.argument("texts", nargs=-1, type=click.Path())
@click.option(
    "-o",
    "--output",
    cls=FormatsOption,
    help="File to write; its suffix names the format ({formats}). With --to beads, or -.",
)
@click.option("--sentences", is_flag=True, help="The texts have one sentence a line; any languages will do.")
@click.option("--to", type=click.Choice(["beads"]), help="Write links as lines [0,1]:[2]:score, line numbers from 0.")
@click.option("--jobs", type=click.Path(path_type=Path), help="Do many: a file of lines text, text, output (tabs).")
@click.option("--languages", callback=comma_list, help="Of the texts in order, such as zh,ru,en; found out by default.")
@click.option("--encoding", "encodings", callback=comma_list, help="Of the texts in order, such as gb18030,cp1251.")
@click.option(
    "--document", default="", help="Document to take from a file that holds several; else that like the others."
)
@click.option("--source", help="For TMX: a language to name as source; none by default.")
@click.option("--semicolons", is_flag=True, help="Cut after semicolons too.")
@click.option("--free", is_flag=True, help="Take no notice of headings and numbers of articles.")
@click.option(
    "--anchors", type=click.Path(path_type=Path), help="File of places that correspond: a line number (or id) a text."
)
@click.option(
    "--encoder", default="use", show_default=True, help="use, lexical (no model), or a model's folder on disk."
)
@click.option("--no-cache", is_flag=True, help="Keep no vectors of sentences on disk.")
@click.option("--fast", is_flag=True, help="Quicker, less careful.")
@click.option("--force", is_flag=True, help="Align even texts that do not seem to belong together.")
def align(
    texts: tuple[str, ...],
    output: str | None,
    sentences: bool,
    to: str | None,
    jobs: Path | None,
    languages: tuple[str, ...],
    encodings: tuple[str, ...],
    document: str,
    source: str | None,
    semicolons: bool,
    free: bool,
    anchors: Path | None,
    encoder: str,
    no_cache: bool,
    fast: bool,
    force: bool,
) -> None:
    """Align two or three language versions of a text (TEXTS) and write the table, or the links of two.

    Example: duizhao align zh.txt ru.txt en.txt -o treaty.xlsx

    Example: duizhao align zh.txt ru.txt --languages zh,ru --sentences --to beads -o links.txt
    """
    from toolkit import pipeline
    from toolkit.aligner import AlignSettings, encoders

    if jobs and (texts or output):
        raise click.UsageError("--jobs names the texts and outputs itself")
    if not jobs and not texts:
        raise click.UsageError("name the texts to align, or --jobs")
    if not (jobs or to or output):
        raise click.UsageError("name the file to write with -o")
    settings = AlignSettings(anchored=not free, fast=fast)
    if force:
        settings = replace(settings, belonging=pipeline.FORCED)
    if not jobs:
        _check(texts, output, bool(to))
    chosen = (
        encoders.named(encoder, cached=not no_cache) if (encoder, no_cache) != ("use", False) else encoders.default()
    )
    how = _How(
        bool(to), sentences, languages, encodings, document, source, semicolons, anchors, settings, chosen
    )  # fmt: skip
    if jobs:
        sys.exit(_many(how, jobs))
    with progress_bar() as progress:
        written, remarks = _one(how, texts, output, progress)
    click.echo(written, nl=not written.endswith("\n"))
    for remark in remarks:
        click.echo(remark, err=True)


def _check(texts: Sequence[str], output: str | None, beads: bool) -> None:
    """Raise a ToolkitError now if the output can't be written, before long work is done in vain."""
    from toolkit import formats

    if beads and len(texts) != 2:
        raise InputError(f"links are between two texts, not {len(texts)}; for three, take a table")
    if output in (None, "-") and beads:
        return
    path = Path(str(output))
    if not beads:
        formats.named(path, "units")
    if any(path.exists() and Path(each).exists() and path.samefile(each) for each in texts):
        raise InputError(f"{output} is one of the texts; name another file to write")
    formats.check_writable(path.parent)


def _one(how: _How, texts: Sequence[str], output: str | None, progress: Progress) -> tuple[str, list[str]]:
    """Align a pair or three texts, write the result, and return what to print: the file or the links, and remarks."""
    from toolkit import formats, pipeline, rows
    from toolkit.aligner import notation

    made = _alignments(how, texts, progress)
    if how.beads:
        (alignment,) = made
        links = notation.write(alignment.beads)
        remarks = [*alignment.remarks, alignment.signature]
        if output in (None, "-"):
            return links, remarks
        formats.save(Path(str(output)), links.encode())
        return str(output), remarks
    table = rows.units(*made, labels=pipeline.labels(made))
    losses = formats.Losses()
    pipeline.export(table, str(output), source=how.source, losses=losses)
    remarks = [*losses.lines(), *table.attrs["remarks"]]
    remarks += [
        f"{pair}: {share:.1%} of the links are not 1-1" for pair, share in table.attrs["not one to one"].items()
    ]
    doubtful = table[(table["confidence"] < 0.5) | (table["agreement"] == "no")]
    if len(doubtful):
        remarks.append(f"look at {len(doubtful)} of {len(table)} rows: {', '.join(doubtful['unit'][:8])}")
    return str(output), remarks


def _alignments(how: _How, texts: Sequence[str], progress: Progress) -> list[Alignment]:
    from toolkit import languages, pipeline
    from toolkit.aligner import lines
    from toolkit.segmenter import SegmentSettings

    anchors = lines.read_anchors(how.anchors, len(texts)) if how.anchors else []
    if not how.sentences:
        found = pipeline.versions(*texts, languages=how.languages, encodings=how.encodings, name=how.document)
        chosen, cut = [each.document for each in found], SegmentSettings(how.semicolons)
        return pipeline.align_documents(chosen, how.settings, cut, progress, None, how.encoder, anchors)
    if how.encodings and len(how.encodings) != len(texts):
        raise InputError(f"{len(texts)} texts want {len(texts)} encodings, not {len(how.encodings)}")
    if not how.beads:
        for code in how.languages:
            languages.get(code)  # tables are for languages with rules
    encodings = how.encodings or (None,) * len(texts)
    read = [lines.read(each, encoding) for each, encoding in zip(texts, encodings, strict=True)]
    return pipeline.align_sentences(read, how.languages, how.settings, progress, how.encoder, anchors)


def _many(how: _How, file: Path) -> int:
    """Do the jobs in a file, each on its own; return the exit code."""
    from toolkit.aligner import lines

    jobs = [(at, row) for at, row in enumerate(lines.read(file), start=1) if row.strip() and not row.startswith("#")]
    if not jobs:
        raise InputError(f"{file} holds no jobs")
    failed, taken = 0, set[str]()
    with progress_bar() as progress:
        for done, (at, row) in enumerate(jobs):
            progress("jobs", done, len(jobs))
            try:
                source, target, output = _job(row, taken)
                _check((source, target), output, how.beads)
                written, remarks = _one(how, (source, target), output, lambda stage, part, whole: None)
            except (ToolkitError, OSError) as error:
                failed += 1
                click.echo(f"duizhao: {file}:{at}: {' '.join(str(error).split())}", err=True)
                continue
            click.echo(written)
            for remark in remarks[:-1] if how.beads else remarks:
                click.echo(f"{file}:{at}: {remark}", err=True)
        progress("jobs", len(jobs), len(jobs))
    if failed:
        click.echo(f"duizhao: {failed} of {len(jobs)} jobs failed", err=True)
    return 2 if failed else 0


def _job(row: str, taken: set[str]) -> tuple[str, str, str]:
    """Return source, target and output of a line of a file of jobs.

    Raises:
        InputError: it has other cells, or its output is that of a job before it.
    """
    cells = [cell.strip() for cell in row.split("\t")]
    if len(cells) != 3 or not all(cells):
        raise InputError("source, target and output, separated by tabs, are wanted")
    if cells[2] == "-" or str(Path(cells[2]).absolute()) in taken:
        raise InputError(f"each job wants a file of its own to write, not {cells[2]}")
    taken.add(str(Path(cells[2]).absolute()))
    return cells[0], cells[1], cells[2]
