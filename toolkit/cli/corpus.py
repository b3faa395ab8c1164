"""Commands on the curated data: build, validate, deposit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.group import cli, progress_bar


@cli.command()
@click.option("-o", "--output", default="duizhao-out", show_default=True, help="Folder for the files.")
@click.option("--source", help="For the TMX of pairs: a language to name as source; none by default.")
def build(output: str, source: str | None) -> None:
    """Build the aligned tables and exports of the bundled corpus, and the glossary's.

    Writes NAME/NAME.csv, .xlsx, .html, .tmx and one .tmx a pair for each document, as far as its texts exist,
    and glossary/glossary.csv, .xlsx and .tmx. Prints the files written.
    """
    from toolkit import pipeline

    with progress_bar() as progress:
        built = pipeline.build(output, source, progress)
    for path in built.files:
        click.echo(str(path))
    for name, facts in built.facts.items():
        for code, label in facts["labels"].items():
            click.echo(f"{name} ({code}): {label}", err=True)
        for pair, share in facts["not one to one"].items():
            click.echo(f"{name} {pair}: {share:.1%} of the links are not 1-1", err=True)


@cli.command()
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder with glossary/ and corpus/; the bundled one if not given.",
)
def validate(folder: Path | None) -> None:
    """Check the glossary and corpus; print every fault with file, line and column. Exit code 1 if there are any."""
    from toolkit import validation
    from toolkit.errors import InputError

    if folder and not (folder / "glossary").is_dir():
        raise InputError(f"there is no folder {folder / 'glossary'}")
    faults = validation.validate(folder)
    for fault in faults.itertuples(index=False):
        click.echo(f"{fault.file}:{fault.line}:{fault.column}: {fault.rule}: {fault.message}")
    click.echo(f"{len(faults)} faults" if len(faults) != 1 else "1 fault", err=True)
    sys.exit(1 if len(faults) else 0)


@cli.command()
@click.argument("document")
@click.argument("language")
@click.argument("file", type=click.Path())
@click.option(
    "--status", type=click.Choice(["authentic", "official", "working"]), default="authentic", show_default=True
)
@click.option("--source", default="", help="Where the text comes from, in words.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder; the bundled one if not given.")
def deposit(document: str, language: str, file: str, status: str, source: str, corpus: Path | None) -> None:
    """Put FILE in place as the text of a corpus DOCUMENT in LANGUAGE, such as the deposited Russian text.

    Example: duizhao deposit treaty ru deposited.txt --source "depositary's certified copy"

    The text it replaces is kept beside it. Build again to align it.
    """
    from toolkit.intake import deposit as place

    found = place(document, language, file, status, source, corpus)
    click.echo(f"{document} ({language}): {found.title}")
    click.echo("run `duizhao build` to make the tables, `duizhao validate` to see what must be read again", err=True)
