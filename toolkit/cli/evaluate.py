"""The command evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.group import cli, progress_bar
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.aligner.evaluation import Score


@cli.command()
@click.argument("predicted")
@click.argument("gold", required=False, type=click.Path(path_type=Path))
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder; that of the data in use if not given.")
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
def evaluate(predicted: str, gold: Path | None, corpus: Path | None, how: str) -> None:
    """Score links against links made by reading: strict and lax precision, recall and F1, and the calibration error.

    PREDICTED and GOLD are files of links [0,1]:[2]:score, or folders of such files. PREDICTED may also be a document of
    the corpus: it is aligned anew, and GOLD is its gold.csv if not given.

    Strict: the very same link is in the gold; precision over all links, recall over those with both sides. Lax: a link
    that shares a pair of sentences with one of the other side counts too.
    """
    from dataclasses import asdict

    found = _scores(predicted, gold, corpus)
    if how == "json":
        click.echo(json.dumps({name: asdict(each) for name, each in found.items()}, ensure_ascii=False, indent=1))
        return
    for name, score in found.items():
        click.echo(f"{name}: {score.links} links, {score.gold} in the gold, {score.documents} documents")
        click.echo(f"  strict  P {score.precision:.4f}  R {score.recall:.4f}  F1 {score.f1:.4f}")
        click.echo(f"  lax     P {score.lax_precision:.4f}  R {score.lax_recall:.4f}  F1 {score.lax_f1:.4f}")
        if score.calibration is not None:
            click.echo(f"  calibration error {score.calibration:.4f}  (said: right, links)")
            click.echo("  " + "  ".join(f"{each.said:.2f}: {each.right:.2f}, {each.links}" for each in score.curve))
        click.echo(f"  {score.signature}")


def _scores(predicted: str, gold: Path | None, corpus: Path | None) -> dict[str, Score]:
    """Return the scores by the name of what was scored."""
    from toolkit import data, pipeline
    from toolkit.aligner import AlignSettings, evaluation

    if Path(predicted).exists() and gold:
        return {predicted: evaluation.evaluate(Path(predicted), gold)}
    if predicted not in data.corpus_ids(corpus):
        known = ", ".join(data.corpus_ids(corpus))
        raise InputError(
            f"name the gold of {predicted} too"
            if Path(predicted).exists()
            else f"there is no file, folder or document of the corpus {predicted}; documents are {known}"
        )
    file = gold or (corpus or data.home() / "corpus") / predicted / "gold.csv"
    links: dict[str, list[evaluation.Link]] = {}
    for row in data.rows(file, ("pair", "left", "right", "note")):
        links.setdefault(row.cells["pair"], []).append(
            (tuple(row.cells["left"].split()), tuple(row.cells["right"].split()))
        )
    texts = data.documents(predicted, corpus)
    for code in () if gold else data.stale_gold(predicted, texts, corpus):
        click.echo(f"{predicted}: the {code} text is not the one this gold was read against; read it again", err=True)
    with progress_bar() as progress:
        settings = AlignSettings(belonging=pipeline.FORCED)
        made = pipeline.align_documents(list(texts.values()), settings, progress=progress)  # review is not asked
    named = {f"{each.source.language}-{each.target.language}": each for each in made}
    found = {
        f"{predicted} {pair}": evaluation.evaluate(named[pair], each) for pair, each in links.items() if pair in named
    }
    if not found:
        raise InputError(f"{file} has no links of {', '.join(named) or 'a document in one language'}")
    return found
