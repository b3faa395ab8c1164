"""Commands on termbases of one's own: create, import, export, edit, show, undo, history."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.group import cli, comma_list, progress_bar

if TYPE_CHECKING:
    from toolkit.terminology.entries import Entry

_STATUSES = ("preferred", "admitted", "deprecated", "forbidden")
_LANGUAGES = click.Choice(("zh", "ru", "en"))


def _by() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _base(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--base", required=True, metavar="FILE|URL", help="The termbase: a file or postgresql://…")(
        command
    )


def _who(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--by", default=_by, show_default="your user name", help="Who makes the change.")(command)


@cli.group()
def termbase() -> None:
    """Keep terms of your own: in a file, or for a team in a PostgreSQL database.

    Every change is kept with who, when, before and after, and can be undone. Look terms up in it with
    `duizhao lookup QUERY --base FILE`.
    """


@termbase.command()
@click.argument("base", metavar="FILE|URL")
@click.option("--glossary", is_flag=True, help="Put the bundled glossary in.")
@_who
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
@_base
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
@_base
@_who
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
    zh.pinyin and so on) or by --map, as in --map zh=中文 --map ru.admitted=Синонимы.

    A concept is the one in the termbase that has its id or, if the file has no ids, its preferred terms. --merge says
    what becomes of it: add puts in terms that are new and fills empty cells, but overwrites nothing; replace makes it
    what the file says; skip leaves it. A conflict is: another preferred term or status than in the termbase (add),
    terms that fit several concepts, a concept twice in the file, or one that was changed since the file was exported
    (column version). If there are conflicts nothing is written, unless --skip-conflicts is given.

    The exit code is 1 if there are conflicts.
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
@_base
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder, or a file.")
@click.option("--languages", callback=comma_list, help="Languages, such as zh,ru; all three by default.")
def export_terms(base: str, output: Path, languages: tuple[str, ...]) -> None:
    """Write a termbase: to a folder as glossary files, to .csv as one table; both hold all there is.

    The table can be edited and imported again: its column version tells if somebody else has changed a concept
    meanwhile. Other files are written as by `duizhao export glossary`: .xlsx .tmx .tbx .utf8 …; what a format can't
    hold is told on stderr.
    """
    from toolkit.terminology import outgoing
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        if output.suffix.lower() in ("", ".csv"):
            files = outgoing.export(opened, output)
        else:
            from toolkit import conversion, data, formats, pipeline, tables

            concepts = opened.concepts(outgoing.ordered(opened))
            if output.suffix.lower() in formats.suffixes("terms"):
                files = [pipeline.export(tables.terms(concepts, languages or data.LANGUAGES), output)]
            else:
                made = conversion.export_concepts(concepts, output, conversion.ConvertSettings(languages=languages))
                files = [made.path]
                for line in made.report:
                    click.echo(line, err=True)
    for path in files:
        click.echo(str(path))


@termbase.command()
@click.argument("concept")
@_base
@_who
@click.option("--add", nargs=3, multiple=True, metavar="LANGUAGE STATUS TERM", help="Add a term.")
@click.option("--remove", nargs=2, multiple=True, metavar="LANGUAGE TERM", help="Take a term out.")
@click.option(
    "--set", "cells", nargs=4, multiple=True, metavar="LANGUAGE TERM COLUMN VALUE", help="Change a cell of a term."
)
@click.option("--category", default="", help="Move the concept to a category.")
@click.option("--delete", is_flag=True, help="Take the whole concept out.")
@click.option("--version", type=int, help="The version you have seen (`termbase show`); refuse if it is another now.")
def edit(
    concept: str,
    base: str,
    by: str,
    add: tuple[tuple[str, str, str], ...],
    remove: tuple[tuple[str, str], ...],
    cells: tuple[tuple[str, str, str, str], ...],
    category: str,
    delete: bool,
    version: int | None,
) -> None:
    """Change a CONCEPT, named by its id, or make a new one.

    Example: duizhao termbase edit treaty --base my.termbase --add ru admitted соглашение
    --set ru договор note "Межгосударственный."
    """
    from toolkit.terminology import editing
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        if delete:
            editing.delete(opened, concept, by, version)
            click.echo(f"{concept} is taken out; `duizhao termbase undo` brings it back", err=True)
            return
        changes = editing.Changes(add, remove, cells, category)
        _show(editing.edit(opened, concept, changes, by, version))


@termbase.command()
@click.argument("concept")
@_base
def show(concept: str, base: str) -> None:
    """Show a CONCEPT as it is kept, with its version."""
    from toolkit.errors import InputError
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        found = opened.entries([concept]).get(concept)
    if found is None:
        raise InputError(f"there is no concept {concept!r} in the termbase")
    _show(found)


def _show(entry: Entry) -> None:
    click.echo(f"{entry.id} [{entry.category}], version {entry.version}")
    for row in entry.cells():
        more = "; ".join(f"{name} {value}" for name, value in row.items() if value and name not in _HEAD)
        click.echo(f"  {row['language']}  {row['status']}  {row['term']}{f'  ({more})' if more else ''}")


_HEAD = ("language", "term", "status")


@termbase.command()
@click.argument("concept", required=False)
@_base
@click.option("-n", "--limit", default=20, show_default=True, type=click.IntRange(1), help="Acts to show at most.")
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
def history(concept: str | None, base: str, limit: int, how: str) -> None:
    """Show the newest acts on a termbase, or all changes of a CONCEPT with what it was before and after."""
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        if concept is None:
            acts = opened.acts(limit)
            if how == "json":
                click.echo(json.dumps([each._asdict() for each in acts], ensure_ascii=False, indent=1))
            for each in acts if how == "text" else ():
                click.echo(f"{each.number}\t{each.at}\t{each.who}\t{each.what}\t{each.concepts} concepts")
            return
        changes = opened.story(concept)
    if how == "json":
        click.echo(json.dumps([_change(each) for each in changes], ensure_ascii=False, indent=1))
    for change in changes if how == "text" else ():
        click.echo(f"{change.act}\t{change.at}\t{change.who}\t{change.what}\t{_said(change)}")


def _change(change: Any) -> dict[str, Any]:
    both = {name: getattr(change, name) for name in ("before", "after")}
    rows = {name: each and {"category": each.category, "rows": each.cells()} for name, each in both.items()}
    return {"act": change.act, "who": change.who, "at": change.at, "what": change.what, **rows}


def _said(change: Any) -> str:
    from toolkit.terminology.merging import differences

    if change.before and change.after:
        return differences(change.before, change.after)
    return "taken out" if change.before else "new"


@termbase.command()
@click.argument("act", required=False, type=int)
@_base
@_who
def undo(act: int | None, base: str, by: str) -> None:
    """Undo an ACT, by its number in `termbase history`; without it, the last that was not undone.

    It is refused if somebody has changed one of the concepts since. An undoing is an act too and can be undone.
    """
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        undone, number = opened.undo(by, act)
    click.echo(f"act {undone} is undone (as act {number})", err=True)


@termbase.command()
@click.argument("table", type=click.Path(path_type=Path))
@_base
@click.option("--document", default="", help="Name of the document; that of the file if not given.")
def sentences(table: Path, base: str, document: str) -> None:
    """Put an aligned TABLE (.csv .xlsx .tmx of `duizhao align`) in, to be shown by `lookup --sentences`.

    The terms in it are found now: do it again when terms have changed.
    """
    from toolkit import pipeline
    from toolkit.terminology import TermIndex
    from toolkit.terminology import sentences as examples
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        index = TermIndex(opened.concepts(opened.all()))
        count = examples.add(opened, document or table.stem, pipeline.load(table), index.recognise)
    click.echo(f"{count} rows", err=True)
