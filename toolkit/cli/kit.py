"""The commands kit: what a translator needs to begin work on a text in another program."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.group import cli, progress_bar


@cli.group()
def kit() -> None:
    """Make ready what a translator needs to begin work on a text in another program."""


@kit.command()
@click.argument("text")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder, or a file in .zip.")
@click.option("--from", "source", default="", help="Language of the text; found out if not given.")
@click.option("--to", "target", default="", help="Language to translate into; ru by default, zh of a Russian text.")
@click.option(
    "--memory",
    "memories",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File of aligned texts in any format, instead of the bundled documents; may be given several times.",
)
@click.option("--script", type=click.Choice(["zh-Hans"]), help="Convert memories in traditional characters.")
def omegat(text: str, output: Path, source: str, target: str, memories: tuple[Path, ...], script: str | None) -> None:
    """Make an OmegaT project of TEXT, a file or a document of the corpus: source, memories, glossary, languages.

    The source has a segment a paragraph, so that matches are found whole. In a .zip are the same parts for other
    programs, the glossary as TBX, too. Prints the folder or file; what the formats leave out is told on stderr.

    Example: duizhao kit omegat treaty -o treaty-omegat
    """
    from toolkit import kits

    with progress_bar() as progress:
        made = kits.omegat(text, output, source, target, memories, progress, script or "")
    click.echo(str(made.path))
    for line in (f"{made.segments} segments, {made.units} units in memories", *made.report):
        click.echo(line, err=True)
