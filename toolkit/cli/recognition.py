"""The command ``terms``: the glossary's terms in a text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.group import cli

if TYPE_CHECKING:
    from toolkit.recognition import Marked

_FORMATS = ("text", "json", "csv", "html")
_AVOIDED = ("deprecated", "forbidden")


@cli.command("terms")
@click.argument("file", type=click.Path())
@click.option("-l", "--language", help="zh, ru or en; found out if not given.")
@click.option("--encoding", help="Encoding of the file; found out if not given.")
@click.option("--format", "how", type=click.Choice(_FORMATS), help="text if neither this nor -o is given.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; its suffix names the format (.xlsx too)."
)
@click.option("--base", metavar="FILE|URL", help="Termbase whose terms to mark; the bundled glossary if not given.")
def terms(
    file: str, language: str | None, encoding: str | None, how: str | None, output: Path | None, base: str | None
) -> None:
    """Mark the glossary's terms in FILE: a text, or a table made by the toolkit.

    Each line is a term as it stands, with its place, concept, status and the preferred terms in the other languages; a
    part of a longer term stands under that. Forms to avoid are told with what to write instead, and why; those that are
    right for something else only in tables, where another language has the concept. Words that only look like a Chinese
    term are named on stderr.
    """
    from contextlib import closing, nullcontext

    from toolkit import formats, pipeline, recognition
    from toolkit.terminology.termbase import connect

    how = how or (_format(output) if output else "text")
    if output:
        formats.check_writable(output.parent)
    with closing(connect(base)) if base else nullcontext() as termbase:
        marked = recognition.terms_in(file, language, encoding, termbase)
    if output and output.suffix.lower() == ".xlsx":
        pipeline.export(_together(marked), output)
    elif output:
        formats.save(output, _rendered(marked, how).encode("utf-8-sig" if how == "csv" else "utf-8"))
    else:
        click.echo(_rendered(marked, how), nl=False)
    if output:
        click.echo(str(output))
    _summarize(marked)


def _format(output: Path) -> str:
    from toolkit.errors import FormatError

    names = {".txt": "text", ".json": "json", ".csv": "csv", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}
    how = names.get(output.suffix.lower())
    if how is None:
        suffix = output.suffix or "a file without suffix"
        raise FormatError(f"{output}: terms can't be written as {suffix}; use one of {', '.join(sorted(names))}")
    return how


def _together(marked: list[Marked]) -> Any:
    import pandas as pd

    whole = pd.concat([each.found for each in marked], ignore_index=True)
    whole.attrs = marked[0].found.attrs
    if len(marked) > 1:
        whole.insert(0, "document", [each.name for each in marked for _ in range(len(each.found))])
    return whole


def _rendered(marked: list[Marked], how: str) -> str:
    from toolkit.formats import Writing, csv
    from toolkit.formats.marked import page
    from toolkit.formats.table import stream_of

    if how == "json":
        found = [
            {"document": each.name, "terms": each.found.to_dict("records"), "vetoed": each.found.attrs["vetoed"]}
            for each in marked
        ]
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if how == "csv":
        file = BytesIO()
        csv.write(stream_of(_together(marked)), file, Writing())
        return file.getvalue().decode("utf-8-sig")
    if how == "html":
        return page(marked[0].name, [text for each in marked for text in each.texts], _together(marked))
    return "".join(f"# {each.name}\n" + "".join(map(_line, each.found.itertuples(index=False))) for each in marked)


def _line(term: Any) -> str:
    others = [f"{code} {getattr(term, code)}" for code in ("zh", "ru", "en") if code != term.language]
    place = f"{term.unit or term.provision} {term.start}-{term.stop}".strip()
    surface = " ".join(term.surface.split())
    facts = [term.status, *([f"with {term.inserted}"] if term.inserted else [])]
    if term.status in _AVOIDED:
        facts = [f"{term.status}! write {getattr(term, term.language)}", *facts[1:]]
    if term.reason:
        facts.append(term.reason)
    indent = "  " if term.inside else ""
    return f"{indent}{surface}\t{place}\t{term.concept}\t{'; '.join(facts)}\t{' | '.join(others)}\n"


def _summarize(marked: list[Marked]) -> None:
    for name, _, found in marked:
        wrong = found[found["status"].isin(_AVOIDED) & ~found["inside"]]
        click.echo(
            f"{name}: {len(found)} terms of {found['concept'].nunique()} concepts, {len(wrong)} forms to avoid",
            err=True,
        )
        avoided: Iterable[Any] = wrong.itertuples(index=False)
        for each in avoided:
            place = f"{each.unit or each.provision} {each.start}".strip()
            better = getattr(each, each.language)
            reason = f" ({each.reason})" if each.reason else ""
            click.echo(f"  {place}: {each.surface} is {each.status}; write {better}{reason}", err=True)
        for veto in found.attrs["vetoed"]:
            place = f"{veto['unit'] or veto['provision']} {veto['start']}".strip()
            click.echo(f"  {place}: no {veto['surface']}, it reads {veto['read']}", err=True)
