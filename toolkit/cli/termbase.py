"""Commands on termbases of one's own as a whole: create, info, import, export, sentences."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.group import cli, comma_list, progress_bar

if TYPE_CHECKING:
    pass

_STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
_LANGUAGES = click.Choice(("zh", "ru", "en"))


def _by() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def base_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option that names the termbase."""
    return click.option("--base", required=True, metavar="FILE|URL", help="The termbase: a file or postgresql://…")(
        command
    )


def who_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option that says who makes a change."""
    return click.option("--by", default=_by, show_default="your user name", help="Who makes the change.")(command)


@cli.group()
def termbase() -> None:
    """Keep terms of your own: in a file, or for a team in a PostgreSQL database.

    Every change is kept with who, when, before and after, and can be undone. Look terms up in it with
    `duizhao lookup QUERY --base FILE`, mark them in a text with `duizhao terms TEXT --base FILE`.
    """


@termbase.command()
@click.argument("base", metavar="FILE|URL")
@click.option("--glossary", is_flag=True, help="Put the bundled glossary in.")
@who_option
def create(base: str, glossary: bool, by: str) -> None:
    """Make an empty termbase in a new FILE, or in the PostgreSQL database that a URL names."""
    from toolkit import data
    from toolkit.terminology import bundled
    from toolkit.terminology.termbase import create as make

    with closing(make(base)) as made:
        if glossary:
            bundled.fill(made, data.home() / "glossary", by)
        concepts, terms, _ = made.counts()
    click.echo(f"{concepts} concepts, {terms} terms", err=True)


@termbase.command()
@base_option
def info(base: str) -> None:
    """Say how many concepts, terms and sentences a termbase holds, and who changed it last."""
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        for name, count in zip(("concepts", "terms", "sentences"), opened.counts(), strict=True):
            click.echo(f"{name}\t{count}")
        for act in opened.acts(1):
            click.echo(f"last change\t{act.what}, by {act.who}, {act.at}")


@termbase.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@base_option
@who_option
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="What a column holds, as in ru=Термин.")
@click.option("--merge", default="add", show_default=True, type=click.Choice(["add", "replace", "skip"]))
@click.option("--dry-run", is_flag=True, help="Show what would become of each concept; write nothing.")
@click.option("--skip-conflicts", is_flag=True, help="Write what does not conflict.")
@click.option("--encoding", help="Encoding of a CSV that is not UTF-8, such as cp1251.")
@click.option("-n", "--limit", default=50, show_default=True, type=click.IntRange(0), help="Concepts to list at most.")
def import_terms(
    file: Path,
    base: str,
    by: str,
    columns: tuple[str, ...],
    merge: Any,
    dry_run: bool,
    skip_conflicts: bool,
    encoding: str | None,
    limit: int,
) -> None:
    """Put the terms of FILE (.csv, .xlsx, .tbx, .utf8 …, or a folder of glossary files) into a termbase, all or none.

    A file with the columns of a glossary file has one term in a row. Of any other file a row is a concept, with several
    terms in a cell separated by |. Columns are known by their names (id, category, domain, note, related, source,
    confidence; zh, ru, en for preferred terms; ru_variants or ru.admitted, ru.deprecated, ru.forbidden; ru.note,
    zh.pinyin and so on) or by --map, as in --map zh=中文 --map ru.admitted=Синонимы; columns of which nothing is taken
    are named. A table of `duizhao export glossary` comes in with all it holds; it has no part of speech, gender,
    number, pinyin, and sources of preferred terms only.

    A concept is the one in the termbase that has its id or, if the file has no ids, its preferred terms. --merge says
    what becomes of it: add puts in terms that are new and fills empty cells, but overwrites nothing; replace makes it
    what the file says; skip leaves it. A conflict is: another preferred term or status than in the termbase (add),
    terms that fit several concepts, a concept twice in the file, or one that was changed since the file was exported
    (column version). If there are conflicts nothing is written, unless --skip-conflicts is given.

    The exit code is 2 if conflicts keep everything out, and 1 if they are only shown (--dry-run) or passed over.
    """
    from toolkit.errors import InputError
    from toolkit.formats import Losses
    from toolkit.terminology import incoming
    from toolkit.terminology.merging import merge as put
    from toolkit.terminology.termbase import connect

    for each in columns:
        if "=" not in each:
            raise InputError(f"--map wants FIELD=COLUMN, not {each!r}")
    mapping, losses = dict(each.split("=", 1) for each in columns), Losses()
    with closing(connect(base)) as opened, progress_bar() as progress:
        found = incoming.read(file, mapping, encoding, progress, losses)
        sources = incoming.sources(file, encoding)
        what = f"import {file.name}"
        report = put(opened, found, by, what, merge, sources, dry_run, skip_conflicts, progress, os.cpu_count() or 1)
    for line in losses.lines():
        click.echo(line, err=True)
    for plan in report.plans[:limit]:
        click.echo(f"{plan.kind}\t{plan.id}\t{plan.reason}\t{plan.place}")
    click.echo(", ".join(f"{count} {kind}" for kind, count in report.counts.items()), err=True)
    click.echo("nothing was written" if report.act is None else f"written as act {report.act}", err=True)
    sys.exit(1 if report.counts["conflict"] else 0)


@termbase.command("export")
@base_option
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder, or a file.")
@click.option("--languages", callback=comma_list, help="Languages, such as zh,ru; all three by default.")
def export_terms(base: str, output: Path, languages: tuple[str, ...]) -> None:
    """Write a termbase: to a folder as glossary files, to .csv as one table; both hold all there is.

    The table can be edited and imported again: its column version tells if somebody else has changed a concept
    meanwhile. Other files are written as by `duizhao export glossary`: .xlsx .tmx .tbx .utf8 …; what a format can't
    hold is told on stderr.
    """
    from toolkit import conversion
    from toolkit.errors import InputError
    from toolkit.terminology import outgoing
    from toolkit.terminology.termbase import connect

    suffix, report = output.suffix.lower(), list[str]()
    if languages and suffix in ("", ".csv"):
        raise InputError("--languages is for other formats: a folder and .csv hold all there is")
    with closing(connect(base)) as opened:
        if suffix in ("", ".csv"):
            files = outgoing.export(opened, output)
        else:
            how = conversion.ConvertSettings(languages=languages, by="concept" if suffix == ".xlsx" else "")
            made = conversion.export_concepts(opened.concepts(outgoing.ordered(opened)), output, how)
            files, report = [made.path], made.report
    for path in files:
        click.echo(str(path))
    for line in report:
        click.echo(line, err=True)


@termbase.command()
@click.argument("table", type=click.Path(path_type=Path))
@base_option
@click.option("--document", default="", help="Name of the document; that of the file if not given.")
def sentences(table: Path, base: str, document: str) -> None:
    """Put an aligned TABLE (.csv .xlsx .tmx of `duizhao align`) in, to be shown by `lookup --sentences`.

    The terms in it are found now: do it again when terms have changed.
    """
    from toolkit import formats, pipeline
    from toolkit.terminology import TermIndex
    from toolkit.terminology import sentences as examples
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        index, losses = TermIndex(opened.concepts(opened.all())), formats.Losses()
        count = examples.add(opened, document or table.stem, pipeline.load(table, losses=losses), index.recognise)
    for line in (f"{count} rows", *losses.lines()):
        click.echo(line, err=True)
