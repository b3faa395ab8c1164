"""The command concordance: where the authentic texts of a document seem to differ."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.group import cli, comma_list, progress_bar
from toolkit.errors import InputError


@cli.command()
@click.argument("what", nargs=-1, metavar="DOCUMENT | TABLE | TEXTS...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Report to write; its suffix names the format (.xlsx .docx .html .csv .tsv .jsonl).",
)
@click.option(
    "--previous", type=click.Path(path_type=Path), help="An earlier report, also edited; what was decided is kept."
)
@click.option("--authentic", "claimed", is_flag=True, help="Of plain texts: these are the authentic texts themselves.")
@click.option("--languages", callback=comma_list, help="Of plain texts, in their order; found out by default.")
@click.option("--encoding", "encodings", callback=comma_list, help="Of plain texts, in their order, such as cp1251.")
@click.option("--document", default="", help="Of plain texts: document to take from a file that holds several.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder; that of the data in use if not given.")
def concordance(
    what: tuple[str, ...],
    output: Path,
    previous: Path | None,
    claimed: bool,
    languages: tuple[str, ...],
    encodings: tuple[str, ...],
    document: str,
    corpus: Path | None,
) -> None:
    """List where equally authentic texts seem to differ, as candidates for a reviser to decide.

    WHAT is a document of the corpus, a table of aligned texts, or two or three plain texts. Translations are left out;
    for a document of the corpus whose authentic text is missing, put it in place with `duizhao deposit` first.

    Write what you decide into the columns disposition, correction and comment of the report; a later run with
    --previous takes it over. The exit code is 0 if nothing is listed, 1 if something is.

    Example: duizhao concordance treaty -o treaty.concordance.xlsx

    Example: duizhao concordance treaty -o new.docx --previous treaty.concordance.xlsx
    """
    from toolkit import divergence as verb
    from toolkit import formats

    if output.exists() and any(Path(each).exists() and output.samefile(each) for each in what):
        raise InputError(f"{output} is one of the texts; name another file for the report")
    formats.named(output, "concordance")
    formats.check_writable(output.parent)
    with progress_bar() as progress:
        table = verb.concordance(
            *what,
            languages=languages,
            previous=previous,
            claimed=claimed,
            encodings=encodings,
            document=document,
            corpus=corpus,
            progress=progress,
        )
    click.echo(str(verb.save(table, output)))
    counts = ", ".join(f"{count} {weight}" for weight, count in verb.weighed(table).items() if count)
    gone = int((table["state"] == "gone").sum())
    added = int((table["state"] == "added").sum())
    there = len(table) - gone - added
    click.echo(f"{there} candidate{'' if there == 1 else 's'}{f' ({counts})' if counts else ''}", err=True)
    if there:
        click.echo(f"{len(verb.open_ones(table))} to be decided", err=True)
    if changed := int(((table["state"] == "changed") & (table["disposition"].str.strip() != "")).sum()):
        click.echo(f"{changed} decided on other words or texts, to be read again", err=True)
    if gone:
        click.echo(f"{gone} that were decided are no more; they stand at the end", err=True)
    if added:
        click.echo(f"{added} of the reviser’s own; they stand at the end", err=True)
    for remark in table.attrs["remarks"]:
        click.echo(remark, err=True)
    sys.exit(1 if there else 0)
