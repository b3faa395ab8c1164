"""The command convert: a file in one format written in another."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.group import cli, comma_list, progress_bar


@cli.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="File to write; its suffix names the format."
)
@click.option(
    "--from", "read_as", default="", help="Format of IN, as a suffix such as tmx, if its name does not say it."
)
@click.option("--to", "write_as", default="", help="Format to write, as a suffix, if the name does not say it.")
@click.option("--languages", callback=comma_list, help="Languages to write in order, such as zh,ru; all by default.")
@click.option("--source", "direction", help="Language to take as source where a format forces a direction (XLIFF).")
@click.option("--tags", callback=comma_list, help="Language tags that a client wants, such as zh=zh-CN,ru=ru-RU.")
@click.option("--script", type=click.Choice(["zh-Hans", "zh-Hant"]), help="Convert the Chinese into this script.")
@click.option("--sheet", default="", help="Sheet of a workbook to read; by default all that are like the first.")
@click.option("--encoding", help="Encoding of IN if it names none and is not UTF-8, such as cp1251.")
@click.option("--highlights", is_flag=True, help="For TMX: the glossary's terms in inline elements.")
@click.option("--variants", is_flag=True, help="Of concepts: admitted terms too, where a format leaves the choice.")
@click.option(
    "--by", type=click.Choice(["term", "concept"]), help="What a row of a glossary table is; a term by default."
)
@click.option("--dialect", default="", help="Of formats that have several, such as min for TBX.")
@click.option("--limit", type=click.IntRange(1), default=64, show_default=True, help="MiB of a file read as a whole.")
def convert(
    source: Path,
    output: Path,
    read_as: str,
    write_as: str,
    languages: tuple[str, ...],
    direction: str | None,
    tags: tuple[str, ...],
    script: str | None,
    sheet: str,
    encoding: str | None,
    highlights: bool,
    variants: bool,
    by: str | None,
    dialect: str,
    limit: int,
) -> None:
    """Write IN, aligned texts or a glossary in any format, in another format.

    Example: duizhao convert memory.tmx -o memory.xlsx

    Example: duizhao convert treaty.xlsx -o treaty.xlf --languages zh,ru --source zh

    Prints the file; what the format could not hold, and what was understood otherwise than it stands, is told on
    stderr.
    """
    from toolkit import conversion

    unclear = next((each for each in tags if "=" not in each), None)
    if unclear:
        raise click.UsageError(f"--tags {unclear}: write the language and its tag, such as zh=zh-CN")
    settings = conversion.ConvertSettings(
        read_as=read_as,
        write_as=write_as,
        encoding=encoding,
        languages=languages,
        source=direction,
        tags=dict(each.partition("=")[::2] for each in tags),
        script=script or "",
        highlights=highlights,
        variants=variants,
        by=by or "",
        dialect=dialect,
        sheet=sheet,
        limit=limit << 20,
    )
    with progress_bar() as progress:
        made = conversion.convert(source, output, settings, progress)
    click.echo(str(made.path))
    what = {"units": "rows", "concepts": "concepts"}[made.kind]
    for line in (f"{made.rows} {what}", *made.report):
        click.echo(line, err=True)
