"""Commands on texts: read, segment, align."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from toolkit.cli.group import cli, comma_list, progress_bar


@cli.command()
@click.argument("file", type=click.Path())
@click.option("-l", "--language", help="zh, ru or en; found out if not given.")
@click.option("--encoding", help="Encoding of the file; found out if not given.")
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read(file: str, language: str | None, encoding: str | None, how: str) -> None:
    """Show the documents and structure found in a text FILE."""
    from toolkit import reading

    documents = reading.read(file, language, encoding)
    click.echo(f"{file}: {documents[0].encoding}, certainty {documents[0].certainty:.2f}", err=True)
    for document in documents:
        for remark in document.remarks:
            click.echo(f"{document.id}: {remark}", err=True)
        if how == "json":
            click.echo(json.dumps(_as_json(document), ensure_ascii=False))
            continue
        click.echo(f"# {document.id} ({document.kind}, {document.language}): {document.title}")
        for block in document.blocks:
            lines = document.raw_lines(block.start, block.stop)
            click.echo(f"{block.path}\t{block.kind}\t{lines[0]}-{lines[-1]}\t{document.text[block.start : block.stop]}")
        for each in document.signatures:
            click.echo(f"signature {each.order}\t{each.state}\t{each.name}")


def _as_json(document: Any) -> dict[str, Any]:
    from dataclasses import asdict

    found = asdict(document)
    found["title"] = document.title
    for block in found["blocks"]:
        block["text"] = document.text[block["start"] : block["stop"]]
        block["lines"] = document.raw_lines(block["start"], block["stop"])
    return found


@cli.command()
@click.argument("file", type=click.Path())
@click.option("-l", "--language", help="zh, ru or en; found out if not given.")
@click.option("--encoding", help="Encoding of the file; found out if not given.")
@click.option("--semicolons", is_flag=True, help="Cut after semicolons too.")
@click.option("--words", is_flag=True, help="Show the words of each segment, Chinese ones with pinyin.")
@click.option(
    "--engine", type=click.Choice(["jieba", "rjieba"]), default="jieba", show_default=True, help="Chinese word engine."
)
@click.option("--script", type=click.Choice(["simplified", "traditional"]), help="Show Chinese in this script.")
def segment(
    file: str,
    language: str | None,
    encoding: str | None,
    semicolons: bool,
    words: bool,
    engine: str,
    script: str | None,
) -> None:
    """Cut a text FILE into segments: sentences, recitals, headings, signature lines; one a line, with its id."""
    from toolkit import pipeline, reading, segmenter
    from toolkit.languages import alphabetic, zh

    for document in reading.read(file, language, encoding):
        for each in segmenter.segment(document, segmenter.SegmentSettings(semicolons)).segments:
            text = each.text
            if script and document.language == "zh":
                text = zh.traditional(text) if script == "traditional" else zh.simplified(text)
            if words and document.language == "zh":
                text = " ".join(
                    word if word == sound else f"{word}({sound})" for word, sound in pipeline.words(text, engine)
                )
            elif words:
                text = " | ".join(text[slice(*span)] for span in alphabetic.words(text))
            click.echo(f"{each.id}\t{text}")


@cli.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    help="File to write; its suffix names the format (.csv .xlsx .tmx .html).",
)
@click.option(
    "--languages",
    callback=comma_list,
    help="Languages of the texts in order, such as zh,ru,en; found out if not given.",
)
@click.option(
    "--encoding",
    "encodings",
    callback=comma_list,
    help="Encodings of the texts in order, such as gb18030,cp1251; found out if not given.",
)
@click.option(
    "--document",
    default="",
    help="Document to take from a file that holds several; by default the one of the others' kind.",
)
@click.option("--source", help="For TMX: a language to name as source; none by default.")
@click.option("--semicolons", is_flag=True, help="Cut after semicolons too.")
@click.option("--free", is_flag=True, help="Take no notice of headings and numbers of articles.")
@click.option("--force", is_flag=True, help="Align even texts that do not seem to belong together.")
def align(
    texts: tuple[str, ...],
    output: str,
    languages: tuple[str, ...],
    encodings: tuple[str, ...],
    document: str,
    source: str | None,
    semicolons: bool,
    free: bool,
    force: bool,
) -> None:
    """Align two or three language versions of a text (TEXTS) and write the table.

    Example: duizhao align zh.txt ru.txt en.txt -o treaty.xlsx
    """
    from toolkit import formats, pipeline
    from toolkit.aligner import AlignSettings
    from toolkit.segmenter import SegmentSettings

    formats.named(Path(output), "units")
    formats.check_writable(Path(output).parent)
    settings = AlignSettings(anchored=not free, belonging=-1.0) if force else AlignSettings(anchored=not free)
    with progress_bar() as progress:
        table = pipeline.align_texts(
            *texts,
            languages=languages,
            encodings=encodings,
            settings=settings,
            cut=SegmentSettings(semicolons),
            document=document,
            progress=progress,
        )
    pipeline.export(table, output, source=source)
    click.echo(str(output))
    for remark in table.attrs["remarks"]:
        click.echo(remark, err=True)
    for pair, share in table.attrs["not one to one"].items():
        click.echo(f"{pair}: {share:.1%} of the links are not 1-1", err=True)
    doubtful = table[(table["confidence"] < 0.5) | (table["agreement"] == "no")]
    if len(doubtful):
        click.echo(f"look at {len(doubtful)} of {len(table)} rows: {', '.join(doubtful['unit'][:8])}", err=True)
