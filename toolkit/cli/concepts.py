"""Commands on the concepts of a termbase, and on what was done to them: edit, show, history, undo."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.termbase import base_option, termbase, who_option

if TYPE_CHECKING:
    from toolkit.terminology.entries import Entry


@termbase.command()
@click.argument("concept")
@base_option
@who_option
@click.option("--add", nargs=3, multiple=True, metavar="LANGUAGE STATUS TERM", help="Add a term.")
@click.option("--remove", nargs=2, multiple=True, metavar="LANGUAGE TERM", help="Take a term out.")
@click.option(
    "--set", "cells", nargs=4, multiple=True, metavar="LANGUAGE TERM COLUMN VALUE", help="Change a cell of a term."
)
@click.option("--category", default="", help="Move the concept to a category.")
@click.option("--new", "is_new", is_flag=True, help="Make a new concept of this id; without it the id must be there.")
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
    is_new: bool,
    delete: bool,
    version: int | None,
) -> None:
    """Change a CONCEPT, named by its id, or make a new one with --new.

    Example: duizhao termbase edit treaty --base my.termbase --add ru admitted соглашение
    --set ru договор note "Межгосударственный."
    """
    from toolkit.errors import InputError
    from toolkit.terminology import editing
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        if delete and is_new:
            raise InputError("--new and --delete do not go together")
        if delete:
            editing.delete(opened, concept, by, version)
            click.echo(f"{concept} is taken out; `duizhao termbase undo` brings it back", err=True)
            return
        changes = editing.Changes(add, remove, cells, category)
        _show(editing.edit(opened, concept, changes, by, version, is_new))


@termbase.command()
@click.argument("concept")
@base_option
def show(concept: str, base: str) -> None:
    """Show a CONCEPT as it is kept, with its version."""
    from toolkit.errors import InputError
    from toolkit.terminology import editing
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        found = opened.entries([concept]).get(concept)
        if found is None:
            raise InputError(editing.missing(opened, concept))
    _show(found)


def _show(entry: Entry) -> None:
    click.echo(f"{entry.id} [{entry.category}], version {entry.version}")
    for row in entry.cells():
        more = "; ".join(f"{name} {value}" for name, value in row.items() if value and name not in _HEAD)
        click.echo(f"  {row['language']}  {row['status']}  {row['term']}{f'  ({more})' if more else ''}")


_HEAD = ("language", "term", "status")


@termbase.command()
@click.argument("concept", required=False)
@base_option
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
@base_option
@who_option
def undo(act: int | None, base: str, by: str) -> None:
    """Undo an ACT, by its number in `termbase history`; without it, the last that was not undone.

    It is refused if somebody has changed one of the concepts since. An undoing is an act too and can be undone.
    """
    from toolkit.terminology.termbase import connect

    with closing(connect(base)) as opened:
        undone, number = opened.undo(by, act)
        (done,) = (each for each in opened.acts(2**31) if each.number == undone)
    concepts = f"{done.concepts} concept{'' if done.concepts == 1 else 's'}"
    click.echo(f"act {undone} is undone (as act {number}): {done.what} by {done.who}, {concepts}", err=True)
