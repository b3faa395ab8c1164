"""The command group ``duizhao``, and what its commands share: errors in one line, progress, safe printing."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from toolkit import __version__
from toolkit.errors import InputError, MissingExtraError, ToolkitError

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
@click.option(
    "--data", "folder", metavar="FOLDER", help="Folder with glossary/ and corpus/ to use instead of the bundled ones."
)
def cli(folder: str | None) -> None:
    """对照 — side by side: Chinese–Russian–English diplomatic and legal texts, aligned, with their terms.

    Start with `duizhao build`: it makes the aligned tables and CAT-tool files of the bundled corpus.
    """
    if folder:
        if not Path(folder, "corpus").is_dir():
            raise InputError(f"there is no corpus/ in {folder}; make a copy of the data with `duizhao data {folder}`")
        os.environ["DUIZHAO_DATA"] = folder


def main() -> None:
    """Run the command line; consoles that can't show a character show a question mark, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        usage = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "duizhao"
        print(f"duizhao: {' '.join(error.format_message().split())} (see {usage} --help)", file=sys.stderr)
        raise SystemExit(2) from None
    except click.Abort:
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        print(f"duizhao: the output can't be written: {error.strerror or error}", file=sys.stderr)
        sys.stdout = None  # what is left in it can't be written either
        raise SystemExit(2) from None
    if isinstance(code, int) and code:
        raise SystemExit(code)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Give a progress callback: a bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda stage, done, whole: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, whole: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=whole)
            bar.update(tasks[stage], completed=done, total=whole, visible=done < whole)

        yield show


def tag_list(ctx: click.Context, parameter: click.Parameter, value: str) -> dict[str, str]:
    """Return the language tags of an option such as ``zh=zh-CN,ru=ru-RU``."""
    parts = [part.strip() for part in (value or "").split(",") if part.strip()]
    unclear = next((part for part in parts if "=" not in part), None)
    if unclear:
        raise InputError(f"--tags {unclear}: write the language and its tag, such as zh=zh-CN")
    return dict(part.partition("=")[::2] for part in parts)


def comma_list(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the parts of an option that commas separate."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else ()
