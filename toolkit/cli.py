"""The command line ``duizhao``: parse, call one verb, render. What is data goes to stdout, talk to stderr."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from toolkit import __version__
from toolkit.errors import MissingExtraError, ToolkitError

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """A group that tells errors of the toolkit in one line, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ToolkitError as error:
            click.echo(f"duizhao: {' '.join(str(error).split())}", err=True)
            ctx.exit(2)
        except ModuleNotFoundError as error:
            click.echo(f"duizhao: {MissingExtraError(f'the package {error.name} is not installed')}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="duizhao")
def cli() -> None:
    """对照 — side by side: Chinese–Russian–English diplomatic and legal texts, aligned, with their terms.

    Start with `duizhao build`: it makes the aligned tables and CAT-tool files of the bundled corpus.
    """


def main() -> None:
    """Run the command line; consoles that can't show a character show a question mark, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        cli.main(standalone_mode=True)
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a progress callback: a bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda stage, done, whole: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, whole: int) -> None:
            task = tasks.setdefault(stage, None) or bar.add_task(stage, total=whole)
            tasks[stage] = task
            bar.update(task, completed=done, total=whole, visible=done < whole)

        yield show


def _languages(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else ()


@cli.command()
@click.option("-o", "--output", default="duizhao-out", show_default=True, help="Folder for the files.")
@click.option("--source", help="For the TMX of pairs: a language to name as source; none by default.")
def build(output: str, source: str | None) -> None:
    """Build the aligned tables and exports of the bundled corpus, and the glossary's.

    Writes NAME/NAME.csv, .xlsx, .html, .tmx and one .tmx a pair for each document, as far as its texts exist,
    and glossary/glossary.csv, .xlsx and .tmx. Prints the files written.
    """
    from toolkit import pipeline

    with _progress() as progress:
        built = pipeline.build(output, source, progress)
    for path in built.files:
        click.echo(str(path))
    for name, facts in built.facts.items():
        for code, label in facts["labels"].items():
            click.echo(f"{name} ({code}): {label}", err=True)
        for pair, share in facts["not one to one"].items():
            click.echo(f"{name} {pair}: {share:.1%} of the links are not 1-1", err=True)


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
    callback=_languages,
    help="Languages of the texts in order, such as zh,ru,en; found out if not given.",
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
    with _progress() as progress:
        table = pipeline.align_texts(
            *texts,
            languages=languages,
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


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "-n", "--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Concepts to show at most."
)
def lookup(query: tuple[str, ...], how: str, limit: int) -> None:
    """Look a term up: Chinese in either script, pinyin, Russian in any form, English.

    The exit code is 1 if nothing is found.
    """
    from toolkit import pipeline

    found = pipeline.lookup(" ".join(query), limit)
    if how == "json":
        click.echo(json.dumps([_match(each) for each in found], ensure_ascii=False, indent=1))
    for each in found if how == "text" else ():
        concept = each.concept
        click.echo(f"{concept.id} [{concept.category}] — {each.why}: {each.term.text}")
        if each.term.status in ("deprecated", "forbidden"):
            click.echo(f"  ! {each.term.text} is {each.term.status}; use {concept.preferred(each.term.language)}")
        for code in ("zh", "ru", "en"):
            rest = [
                f"{t.text} ({t.status})" if t.status != "admitted" else t.text
                for t in concept.of(code)
                if t.status != "preferred"
            ]
            click.echo(f"  {code}  {concept.preferred(code)}{' | ' + ' | '.join(rest) if rest else ''}")
        if concept.note:
            click.echo(f"  note  {concept.note}")
        for source in dict.fromkeys(
            s for code in ("zh", "ru", "en") for t in concept.of(code, "preferred") for s in t.sources
        ):
            click.echo(f"  source  {source}")
    if not found:
        click.echo(f"nothing found for {' '.join(query)!r}", err=True)
        sys.exit(1)


def _match(match: Any) -> dict[str, Any]:
    concept = match.concept
    return {
        "id": concept.id,
        "category": concept.category,
        "why": match.why,
        "matched": match.term.text,
        "status": match.term.status,
        "note": concept.note,
        "related": list(concept.related),
        "terms": [
            {"language": t.language, "term": t.text, "status": t.status, "usage": t.usage, "note": t.note,
             "confidence": t.confidence, "sources": list(t.sources)}
            for t in concept.terms
        ],
    }  # fmt: skip


@cli.group()
def export() -> None:
    """Write curated data to a file whose suffix names the format."""


@export.command("glossary")
@click.option("-o", "--output", required=True, type=click.Path(), help="File to write (.csv .xlsx .tmx).")
@click.option("--variants", is_flag=True, help="For TMX: admitted terms too, beside the preferred ones.")
@click.option("--source", help="For TMX: a language to name as source; none by default.")
def export_glossary(output: str, variants: bool, source: str | None) -> None:
    """Write the glossary, one row or unit a concept."""
    from toolkit import data, pipeline, tables

    click.echo(str(pipeline.export(tables.terms(data.glossary()), output, source=source, variants=variants)))


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


if __name__ == "__main__":
    main()
