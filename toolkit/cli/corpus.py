"""Commands on the curated data: build, validate, deposit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.group import cli, comma_list, progress_bar
from toolkit.cli.options import FormatsOption
from toolkit.errors import InputError, OutputError


@cli.command()
@click.option("-o", "--output", default="duizhao-out", show_default=True, help="Folder for the files.")
@click.option("--source", help="For the TMX of pairs: a language to name as source, technically; none by default.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of documents, such as `duizhao add` makes.")
def build(output: str, source: str | None, corpus: Path | None) -> None:
    """Build the aligned tables and exports of the corpus, and the glossary's.

    Writes NAME/NAME.csv, .xlsx, .html, .tmx and one .tmx a pair for each document, as far as its texts exist,
    and glossary/glossary.csv, .xlsx and .tmx. Prints the files written.
    """
    from toolkit import pipeline

    with progress_bar() as progress:
        built = pipeline.build(output, source, progress, corpus)
    for path in built.files:
        click.echo(str(path))
    for name, facts in built.facts.items():
        for code, label in facts["labels"].items():
            click.echo(f"{name} ({code}): {label}", err=True)
        for pair, share in facts["not one to one"].items():
            click.echo(f"{name} {pair}: {share:.1%} of the links are not 1-1", err=True)
        for remark in facts["remarks"]:
            if not remark.startswith("incomplete"):  # the label says so
                click.echo(f"{name}: {remark}", err=True)


@cli.command()
@click.option(
    "--corpus", type=click.Path(path_type=Path), help="Check only this folder of documents, as `add` makes it."
)
def validate(corpus: Path | None) -> None:
    """Check the glossary and corpus; print every fault with file, line and column.

    The exit code is 1 if there are any.
    """
    from toolkit import validation

    faults = validation.validate(corpus=corpus)
    for fault in faults.itertuples(index=False):
        click.echo(f"{fault.file}:{fault.line}:{fault.column}: {fault.rule}: {fault.message}")
    click.echo(f"{len(faults)} faults" if len(faults) != 1 else "1 fault", err=True)
    sys.exit(1 if len(faults) else 0)


@cli.command("data")
@click.argument("folder", type=click.Path(path_type=Path))
def copy_data(folder: Path) -> None:
    """Copy the glossary and corpus to a new FOLDER, to be edited there.

    Other commands use it with `duizhao --data FOLDER …`.
    """
    from toolkit import intake

    click.echo(str(intake.copy_data(folder)))


@cli.command()
@click.argument("document")
@click.argument("language")
@click.argument("file", type=click.Path())
@click.option(
    "--status",
    type=click.Choice(["authentic", "official", "working"]),
    help="Authentic by default, where the document says in which languages it is; else official.",
)
@click.option("--source", default="", help="Where the text comes from, in words.")
@click.option("--encoding", help="Encoding of the file; found out if not given.")
@click.option("--force", is_flag=True, help="Take even a text that seems to be another document.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder; that of the data in use if not given.")
def deposit(
    document: str,
    language: str,
    file: str,
    status: str | None,
    source: str,
    encoding: str | None,
    force: bool,
    corpus: Path | None,
) -> None:
    """Put FILE in place as the text of a corpus DOCUMENT in LANGUAGE, such as the deposited Russian text.

    Example: duizhao deposit treaty ru deposited.txt --source "depositary's certified copy"

    What it replaces is kept beside it: the text, its meta.toml, and what was read against it (gold.csv, review.csv,
    notes.csv). Prints the file, then the rows that must be read again. Build again to make the tables.
    """
    from toolkit import data, replacement

    made = replacement.deposit(document, language, file, status, source, corpus, force, encoding)
    found, again = made.document, made.read_again
    click.echo(str(data.text_file(document, language, corpus)))
    click.echo(f"{document} ({language}): {data.label(found)}", err=True)
    if not found.title:
        click.echo(f"no title is found in it; that in meta.toml stays: {made.title_before}", err=True)
    elif found.title != made.title_before:
        click.echo(f"title ({language}): {found.title}", err=True)
        click.echo(f"before: {made.title_before or 'none'}", err=True)
    click.echo(f"{len(again)} rows must be read again: their {language} text is new or gone", err=True)
    for unit in again:
        click.echo(unit)
    where = f" --corpus {corpus}" if corpus else ""
    click.echo(f"run `duizhao build{where}` to make the tables", err=True)


@cli.command()
@click.argument("name")
@click.argument("texts", nargs=-1, required=True, type=click.Path())
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), help="Corpus folder; that of the data in use if not given."
)
@click.option("--languages", callback=comma_list, help="Languages of the texts in order; found out if not given.")
@click.option("--encoding", "encodings", callback=comma_list, help="Encodings of the texts in order.")
@click.option("--status", "statuses", callback=comma_list, help="What each text is, such as zh=authentic,en=working.")
@click.option("--incomplete", callback=comma_list, help="Languages whose text is only a part, such as zh; else whole.")
@click.option("--source", default="", help="Where the texts come from, in words.")
@click.option("--document", default="", help="Document to take from a file that holds several.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), cls=FormatsOption, help="Write the table too ({formats})."
)
@click.option("--force", is_flag=True, help="Take even texts that do not seem to belong together.")
def add(
    name: str,
    texts: tuple[str, ...],
    folder: Path | None,
    languages: tuple[str, ...],
    encodings: tuple[str, ...],
    statuses: tuple[str, ...],
    incomplete: tuple[str, ...],
    source: str,
    document: str,
    output: Path | None,
    force: bool,
) -> None:
    """Make a document called NAME from TEXTS in two or three languages (plain text or DOCX), and align it.

    Example: duizhao add xian zh.docx ru.docx --to my-corpus --status zh=official,ru=official -o xian.xlsx

    Prints the folder, then the rows to look at first, each with the reason. `duizhao build --corpus my-corpus` makes
    the tables and CAT-tool files.
    """
    from toolkit import formats, intake, pipeline

    if output:
        formats.named(output, "units")
        formats.check_writable(output.parent)
        if output.is_dir():
            raise OutputError(f"{output} can't be written: there is a folder of that name")
    unclear = next((each for each in statuses if "=" not in each), None)
    if unclear:
        raise InputError(
            f"--status {unclear}: write the language and what its text is, such as zh=authentic,en=working"
        )
    known = dict(each.partition("=")[::2] for each in statuses)
    with progress_bar() as progress:
        made = intake.add(
            name,
            *texts,
            languages=languages,
            encodings=encodings,
            statuses=known,
            incomplete=incomplete,
            source=source,
            document=document,
            folder=folder,
            force=force,
            progress=progress,
        )
    click.echo(str(made.folder))
    if output:
        losses = formats.Losses()
        click.echo(str(pipeline.export(made.table, output, losses=losses)))
        for line in losses.lines():
            click.echo(line, err=True)
    for remark in made.table.attrs["remarks"]:
        click.echo(remark, err=True)
    _show_doubtful(made.look_at, len(made.table))


def _show_doubtful(look_at: dict[str, str], rows: int) -> None:
    click.echo(f"look at {len(look_at)} of {rows} rows first" if look_at else f"no row of {rows} is in doubt", err=True)
    for unit, reason in look_at.items():
        click.echo(f"{unit}\t{reason}")


@cli.command()
@click.argument("document")
@click.argument("table", required=False, type=click.Path())
@click.option("--by", default="", help="Who confirms the rows.")
@click.option("--encoding", help="Encoding of a CSV that is not UTF-8, such as cp1251.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder; that of the data in use if not given.")
def review(document: str, table: str | None, by: str, encoding: str | None, corpus: Path | None) -> None:
    """Take over what a reviser has confirmed in a TABLE of a corpus DOCUMENT; without TABLE, list the rows in doubt.

    In the table (.xlsx, .csv or .tmx of `duizhao build`) set `origin` to reviewed in each row whose links are right, or
    to reviewed and the pairs you have read, such as reviewed zh-ru. What does not belong together is parted by moving
    the text to a row of its own, both rows set to reviewed; joined by moving it to the row where it belongs: one link
    then. A language that is empty in a reviewed row says that the others stand alone there. Later builds never change
    what is confirmed.
    The table counts as a whole in the pairs of its languages: what is not set to reviewed in it is no longer confirmed.
    """
    from toolkit import pipeline, revision, rows

    with progress_bar() as progress:
        if table:
            links, withdrawn, remarks, made = revision.confirm(document, table, by, corpus, encoding, progress)
        else:
            made = pipeline.corpus_units(document, progress, corpus)
    if table:
        for remark in remarks:
            click.echo(remark, err=True)
        click.echo(f"{document}: {links} links are confirmed", err=True)
        if withdrawn:
            click.echo(f"{document}: {withdrawn} that were confirmed before are so no longer", err=True)
    read = int((made["origin"] == "reviewed").sum())
    click.echo(f"{document}: {read} of {len(made)} rows are reviewed", err=True)
    again = dict.fromkeys(revision.unread(document, corpus), "its text is not the one that was read: read it again")
    again |= dict.fromkeys(revision.stale(document, corpus, made), "confirmed with other words: read it again")
    _show_doubtful(again | rows.doubtful(made), len(made))
