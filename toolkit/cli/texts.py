"""Commands on texts: read, segment."""

from __future__ import annotations

import json
from typing import Any

import click

from toolkit.cli.group import cli


@cli.command()
@click.argument("file", type=click.Path())
@click.option("-l", "--language", help="zh, ru or en; found out if not given.")
@click.option("--encoding", help="Encoding of the file; found out if not given.")
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read(file: str, language: str | None, encoding: str | None, how: str) -> None:
    """Show the documents and structure found in a text FILE.

    With --format json each document is one JSON object in a line of its own.
    """
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
    from toolkit import reading, recognition, segmenter
    from toolkit.languages import alphabetic, zh

    for document in reading.read(file, language, encoding):
        for each in segmenter.segment(document, segmenter.SegmentSettings(semicolons)).segments:
            text = each.text
            if script and document.language == "zh":
                text = zh.traditional(text) if script == "traditional" else zh.simplified(text)
            if words and document.language == "zh":
                text = " ".join(
                    word if word == sound else f"{word}({sound})" for word, sound in recognition.words(text, engine)
                )
            elif words:
                text = " | ".join(text[slice(*span)] for span in alphabetic.words(text))
            click.echo(f"{each.id}\t{text}")
