"""Commands on the curated data: build, validate, deposit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.group import cli, progress_bar


@cli.command()
@click.option("-o", "--output", default="duizhao-out", show_default=True, help="Folder for the files.")
@click.option("--source", help="For the TMX of pairs: a language to name as source; none by default.")
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


@cli.command()
def validate() -> None:
    """Check the glossary and corpus; print every fault with file, line and column.

    The exit code is 1 if there are any.
    """
    from toolkit import validation

    faults = validation.validate()
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
    "--status", type=click.Choice(["authentic", "official", "working"]), default="authentic", show_default=True
)
@click.option("--source", default="", help="Where the text comes from, in words.")
@click.option("--force", is_flag=True, help="Take even a text that seems to be another document.")
def deposit(document: str, language: str, file: str, status: str, source: str, force: bool) -> None:
    """Put FILE in place as the text of a corpus DOCUMENT in LANGUAGE, such as the deposited Russian text.

    Example: duizhao deposit treaty ru deposited.txt --source "depositary's certified copy"

    The text it replaces is kept beside it, with its meta.toml. Build again to align the new one.
    """
    from toolkit import data, intake

    found = intake.deposit(document, language, file, status, source, force=force)
    click.echo(str(data.text_file(document, language)))
    click.echo(f"{document} ({language}): {found.title}: {data.label(found)}", err=True)
    click.echo("run `duizhao build` to make the tables, `duizhao validate` to see what must be read again", err=True)
