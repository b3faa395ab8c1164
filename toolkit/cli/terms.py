"""Commands on terms: transcribe, export, coverage."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from toolkit.cli.group import cli, comma_list, tag_list
from toolkit.errors import InputError

# as in ``toolkit.transcription``, which is too slow to load for the help
_TARGETS = ("palladius", "pinyin", "pinyin-numbers", "pinyin-plain", "english")
_KINDS = ("auto", "person", "place", "word")


@cli.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--to", default="palladius", show_default=True, type=click.Choice(_TARGETS), help="What to write.")
@click.option(
    "--as", "kind", default="auto", show_default=True, type=click.Choice(_KINDS), help="What the Chinese text names."
)
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
def transcribe(text: tuple[str, ...], to: Any, kind: Any, how: str) -> None:
    """Transcribe a name or text: Chinese to Palladius, pinyin or English; pinyin or Palladius Cyrillic to each other.

    Prints one line; for pinyin and Palladius every candidate, the likeliest first. Why a name is written as it is goes
    to stderr. Foreign names are taken from the glossary; others stand as they are and are named, with exit code 1.
    """
    from toolkit import languages, recognition

    found = recognition.transcribe(" ".join(text), to, kind)
    if how == "json":
        facts = {"source": found.source, "to": found.target, "text": found.text, "candidates": found.candidates}
        click.echo(json.dumps(facts | {"words": [asdict(word) for word in found.words]}, ensure_ascii=False, indent=1))
    else:
        chinese = languages.get("zh").letters.search(found.source)
        for line in found.candidates[:1] if chinese else found.candidates:
            click.echo(line)
        for note in found.notes:
            click.echo(f"  {note}", err=True)
        for word in found.words if chinese else ():
            if len(word.candidates) > 1:
                click.echo(f"  {word.source}: or {', '.join(word.candidates[1:])}", err=True)
    sys.exit(1 if found.flagged else 0)


@cli.group()
def export() -> None:
    """Write curated data to a file whose suffix names the format."""


@export.command("glossary")
@click.option(
    "-o", "--output", required=True, type=click.Path(), help="File to write; its suffix names the format, see below."
)
@click.option(
    "--by",
    type=click.Choice(["concept", "term"]),
    help="What a row of a table is; a concept in .csv and .xlsx, else a term.",
)
@click.option("--variants", is_flag=True, help="For .tmx: admitted terms too, beside the preferred ones.")
@click.option("--languages", callback=comma_list, help="Languages, such as zh,ru; all three by default.")
@click.option("--source", help="Language to take as source, for .utf8 and .utx; for .tmx to name as source.")
@click.option("--tags", callback=tag_list, help="Language tags that a client wants, such as zh=zh-CN.")
@click.option("--dialect", default="", help="For .tbx: core, min or basic, with -dct for categories as tags.")
def export_glossary(
    output: str,
    by: str | None,
    variants: bool,
    languages: tuple[str, ...],
    source: str | None,
    tags: dict[str, str],
    dialect: str,
) -> None:
    """Write the glossary; what the format can't hold is told on stderr.

    .csv and .xlsx have a row for each concept, with every term: preferred in `zh ru en`, admitted in `…_variants`,
    wrong ones in `…_forbidden` (the merely deprecated in `…_deprecated` too) with the `reasons`; `usage` says who uses
    a form. With --by term, and in .tsv and .jsonl, a row is a term with all that is known of it.

    .tbx is TBX 3 Basic (.min.tbx and .core.tbx the smaller dialects), .v2.tbx its old version, .mtf.xml for MultiTerm.

    Of two languages, Chinese and Russian by default: .utf8 is OmegaT's glossary, .utx is UTX.

    Good terms only have .utf8, .tmx (with --variants the admitted ones too) and the dictionaries .dsl (Lingvo,
    GoldenDict) and .stardict.zip.
    """
    from toolkit import conversion, data, formats

    suffix = Path(output).suffix.lower()
    by_concept = by == "concept" if by else suffix in (".csv", ".xlsx")
    by_concept = by_concept and suffix != ".tmx" and suffix in formats.suffixes("terms")
    for option, given in (("--variants", variants), ("--languages", languages), ("--source", source)):
        if by_concept and given:
            raise InputError(f"{option} is for .tmx; {suffix} by concepts has every term in every language")
    settings = conversion.ConvertSettings(
        languages=languages,
        source=source,
        tags=tags,
        variants=variants,
        by="concept" if by_concept else "",
        dialect=dialect,
    )
    made = conversion.export_concepts(data.glossary(), output, settings)
    click.echo(str(made.path))
    for line in made.report:
        click.echo(line, err=True)


@cli.command()
@click.argument("texts", nargs=-1)
@click.option(
    "-n", "--limit", default=30, show_default=True, type=click.IntRange(0), help="Unknown terms to list at most."
)
def coverage(texts: tuple[str, ...], limit: int) -> None:
    """Show how much of Chinese TEXTS the glossary knows: corpus documents by name, or files; by default the corpus.

    Prints the shares of names and of nominal terms that are known, every unknown name, and the most frequent unknown
    terms. The exit code is 1 if a name is unknown. A name is known if one term is the whole name; the name of a State,
    place or body before it may be a term of its own.
    """
    from toolkit import data, recognition

    missing = 0
    for table in (each for text in texts or data.corpus_ids() for each in recognition.coverage(text)):
        facts = table.attrs
        click.echo(f"{facts['document']}: names {facts['names']:.1%}, nominal terms {facts['terms']:.1%}")
        unknown = table[~table["known"]]
        names = unknown[unknown["kind"] == "name"]
        missing += len(names)
        for kind, rows in (("name", names), ("term", unknown[unknown["kind"] == "term"].head(limit))):
            for row in rows.itertuples(index=False):
                click.echo(f"  unknown {kind}  {row.text}  {row.count}")
    sys.exit(1 if missing else 0)
