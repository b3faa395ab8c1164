"""The command check: what differs between the language versions of a text, and what is accepted."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.group import cli, comma_list, progress_bar
from toolkit.errors import InputError, OutputError

if TYPE_CHECKING:
    from toolkit.checker.settings import CheckSettings
    from toolkit.checking import Checked
    from toolkit.formats import Format

_FORMATS = ("table", "json", "csv", "tsv", "xlsx", "html", "sarif", "junit")
_SUFFIXES = {"junit": ".xml"}
_ALL = "*"


@cli.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--format", "how", type=click.Choice(_FORMATS), help="table if neither this nor -o is given.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; its suffix names the format too.")
@click.option(
    "--explain", is_flag=False, flag_value=_ALL, metavar="[CHECK]", help="Say with each finding why it is looked for."
)
@click.option("--settings", type=click.Path(path_type=Path), help="TOML file: how grave what is, what is off, options.")
@click.option("--only", callback=comma_list, help="Checks or families to run, such as values,terms.")
@click.option("--skip", callback=comma_list, help="Checks or families not to run.")
@click.option("--languages", callback=comma_list, help="Languages to look at; of plain texts theirs in order.")
@click.option("--encoding", "encodings", callback=comma_list, help="Of the files in order, or of all, such as cp1251.")
@click.option("--document", default="", help="Of plain texts: document to take from a file that holds several.")
@click.option("--unit", "units", multiple=True, help="Tell what is found in this row only; may stand several times.")
@click.option("--baseline", type=click.Path(path_type=Path), help="CSV file of accepted findings, left out.")
@click.option("--accept", metavar="WHY", help="Put what is found into the baseline, for this reason.")
@click.option("--by", default="", help="Who accepts it.")
@click.option("--processes", type=click.IntRange(1), help="How many to use where there are many rows; one a core.")
def check(
    files: tuple[str, ...],
    how: str | None,
    output: Path | None,
    explain: str | None,
    settings: Path | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    languages: tuple[str, ...],
    encodings: tuple[str, ...],
    document: str,
    units: tuple[str, ...],
    baseline: Path | None,
    accept: str | None,
    by: str,
    processes: int | None,
) -> None:
    """Check FILES: tables of aligned texts, or two or three language versions of a text, which are aligned first.

    Without FILES the bundled corpus is checked, without what its editors have accepted. The exit code is 0 if nothing
    is found, 1 if something is, and 2 if the files can't be checked.

    Example: duizhao check treaty.tmx

    Example: duizhao check zh.txt ru.txt -o findings.xlsx

    Example: duizhao check --explain values.date
    """
    if explain and explain != _ALL and Path(explain).exists():
        files, explain = (explain, *files), _ALL  # the file stands where the name of a check could
    if explain and not files and (explain != _ALL or not (output or baseline)):
        click.echo("\n\n".join(_explained(explain)))
        return
    from toolkit import checking
    from toolkit.checker.baseline import Baseline, load

    chosen = _settings(settings, only, skip, languages, explain)
    writer, name = _writer(how, output, files)
    _check_accepting(accept, by, baseline, bool(how or output))
    if baseline:
        known = load(baseline) if baseline.exists() or accept is None else Baseline()
    else:
        known = Baseline() if files else checking.of_corpus()
    with progress_bar() as progress, checking.sources(files, languages, encodings, progress, document) as found:
        checked = checking.checking(
            found,
            chosen,
            known,
            progress,
            processes or checking.cores(),
            lambda each: not units or each["unit"] in units,
        )
        if accept is not None and baseline:
            _accept(checked, baseline, by, accept)
            return
        _tell(checked, writer, name, output, bool(explain))
    _summarize(checked)
    sys.exit(1 if checked.severities else 0)


def _settings(
    file: Path | None, only: tuple[str, ...], skip: tuple[str, ...], languages: tuple[str, ...], explain: str | None
) -> CheckSettings:
    """Return the settings of a file with those of the command line, which go before them."""
    from toolkit.checker import settings

    found = settings.load(file) if file else settings.CheckSettings()
    return replace(
        found,
        only=only or found.only or ((explain,) if explain and explain != _ALL else ()),
        skip=(*found.skip, *skip),
        languages=languages or found.languages,
    )


def _writer(how: str | None, output: Path | None, files: Iterable[str]) -> tuple[Format | None, str]:
    """Return the format to write, None for a table to read, and its name.

    Raises:
        InputError: it is none, or can't be written to the terminal; OutputError: the file can't be written.
    """
    from toolkit import formats

    if output:
        if output.is_dir():
            raise OutputError(f"{output} can't be written: there is a folder of that name")
        if any(output.exists() and Path(each).exists() and output.samefile(each) for each in files):
            raise InputError(f"{output} is one of the files to check; name another to write")
        formats.check_writable(output.parent)
    if how == "table" or not (how or output):
        return None, "table"
    path = Path(f"x{_SUFFIXES.get(how, f'.{how}')}") if how else output
    assert path
    if how == "xlsx" and not output:
        raise InputError("name the file to write with -o; a workbook can't be shown here")
    return formats.named(path, "findings"), how or path.suffix


def _check_accepting(accept: str | None, by: str, baseline: Path | None, report: bool) -> None:
    from toolkit import formats

    if accept is None:
        if by:
            raise InputError("--by says who accepts what is found; say why with --accept")
        return
    if report:
        raise InputError("--accept writes to the baseline and no report; leave out --format and -o")
    if not baseline:
        raise InputError("--accept writes to a baseline; name it with --baseline")
    if not accept.strip() or not by.strip():
        raise InputError("say why with --accept and who accepts it with --by")
    formats.check_writable(baseline.parent)


def _accept(checked: Checked, file: Path, by: str, why: str) -> None:
    """Put what is found into a baseline."""
    from toolkit.checker import baseline

    entries = baseline.accepted(checked.stream.rows, by.strip(), why.strip(), date.today().isoformat())
    if entries:
        baseline.save(file, [*checked.baseline.entries, *entries])
        click.echo(str(file))
    click.echo(f"{_count(len(entries), 'finding')} accepted", err=True)
    _tell_stale(checked)


def _tell(checked: Checked, writer: Format | None, name: str, output: Path | None, explain: bool) -> None:
    """Write what is found to a file or to the terminal."""
    from toolkit import formats
    from toolkit.cli import findings

    if writer and output:
        formats.write(output, checked.stream, formats.Writing(), writer)
        click.echo(str(output))
    elif writer:
        held = BytesIO()
        writer.write(checked.stream, held, formats.Writing())
        click.echo(held.getvalue(), nl=False)
    elif output:
        lines = "".join(f"{line}\n" for line in findings.lines(checked.stream, explain))
        formats.save(output, lines.encode())
        click.echo(str(output))
    else:
        findings.show(checked.stream, explain)


def _summarize(checked: Checked) -> None:
    """Say on stderr how many findings there are, what was left out, and what is accepted and no more there."""
    levels = ", ".join(_count(checked.severities[level], level) for level in checked.severities)
    total = sum(checked.severities.values())
    said = f"{_count(total, 'finding')} in {_count(checked.count, 'row')}"
    accepted = f"; {checked.accepted} accepted" if checked.accepted else ""
    click.echo(f"{said}{f' ({levels})' if levels else ''}{accepted}", err=True)
    for remark in checked.remarks:
        click.echo(remark, err=True)
    _tell_stale(checked)


def _tell_stale(checked: Checked) -> None:
    for entry in checked.stale():
        click.echo(
            f"accepted by {entry.who}, but no more there: {entry.rule} in {entry.unit}: {entry.quoted}", err=True
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _explained(name: str) -> list[str]:
    """Return what is to be said of a check or of a family, or in a line each of all checks.

    Raises:
        InputError: there is none of this name.
    """
    from toolkit.checker import checks, samples
    from toolkit.checker.settings import CheckSettings
    from toolkit.cli import findings

    if name == _ALL:
        return ["\n".join(f"{each.name}: {each.title} ({each.severity})" for each in checks().values())]
    return [findings.said(each, samples.of(each.name)) for each in CheckSettings(only=(name,)).chosen()]
