"""The look-up box: ``duizhao lookup``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.group import cli, progress_bar

if TYPE_CHECKING:
    from toolkit.terminology.lookup import Match
    from toolkit.terminology.sentences import Sentence
    from toolkit.terminology.termbase import Termbase

# as in ``toolkit.terminology.inflection``, which is too slow to load for the help
_CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
_LANGUAGES = ("zh", "ru", "en")


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--format", "how", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "-n", "--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Concepts to show at most."
)
@click.option("--case", type=click.Choice(_CASES), help="Show the good Russian terms in this case too.")
@click.option(
    "--sentences", default=0, metavar="N", type=click.IntRange(0, 100), help="Show N sentences with each concept."
)
@click.option("--base", metavar="FILE|URL", help="Termbase to look in; the bundled glossary if not given.")
def lookup(query: tuple[str, ...], how: str, limit: int, case: str | None, sentences: int, base: str | None) -> None:
    """Look a term up: Chinese in either script, pinyin, its initials, Palladius, Russian in any form, English.

    Each concept comes with the reason why it answers. Forms not to be written lead to the right ones (lines with !).
    The first look-up with --sentences aligns the corpus, which takes some seconds. The exit code is 1 if nothing is
    found.
    """
    from contextlib import closing, nullcontext

    from toolkit.terminology.lookup import lookup as find
    from toolkit.terminology.termbase import connect

    asked = " ".join(query)
    with closing(connect(base)) if base else nullcontext() as termbase:
        found = find(asked, limit, termbase)
        shown = [(each, _sentences(each, sentences, termbase)) for each in found]
    if how == "json":
        click.echo(json.dumps([_facts(*each, case) for each in shown], ensure_ascii=False, indent=1))
    for each in shown if how == "text" else ():
        for line in _lines(*each, case):
            click.echo(line)
    if not found:
        click.echo(f"nothing found for {asked!r}", err=True)
        sys.exit(1)


def _sentences(match: Match, most: int, base: Termbase | None) -> list[Sentence]:
    if not most:
        return []
    from toolkit import pipeline

    with progress_bar() as progress:
        return pipeline.sentences(match.concept.id, most, base, progress)


def _cases(match: Match, case: str | None) -> dict[str, Any]:
    """Return the good Russian terms in a case, by term."""
    if not case:
        return {}
    from toolkit.terminology.inflection import term_in

    person = match.concept.category == "persons"
    terms = match.concept.of("ru", "preferred", "admitted")
    return {term.text: term_in(term, case, person) for term in terms}


def _lines(match: Match, sentences: Sequence[Sentence], case: str | None) -> Iterator[str]:
    """Yield what is shown of an answer."""
    from toolkit.terminology.lookup import REASONS

    concept = match.concept
    yield f"{concept.id} [{concept.category}] — {match.why}: {match.term.text} ({REASONS[match.why]})"
    if match.advice:
        yield f"  ! {match.advice}"
    for code in _LANGUAGES:
        rest = [
            f"{term.text} ({term.status})" if term.status != "admitted" else term.text
            for term in concept.of(code)
            if term.status != "preferred"
        ]
        yield f"  {code}  {' | '.join([concept.preferred(code), *rest])}"
        if code == "zh" and match.reading:
            yield f"      {match.pinyin} · {match.palladius}"
        yield from _inflected(match, case) if code == "ru" else ()
    if concept.note:
        yield f"  note  {concept.note}"
    preferred = (term for code in _LANGUAGES for term in concept.of(code, "preferred"))
    for source in dict.fromkeys(source for term in preferred for source in term.sources):
        yield f"  source  {source}"
    yield from _shown(sentences)


def _inflected(match: Match, case: str | None) -> Iterator[str]:
    for text, made in _cases(match, case).items():
        of = "" if text == match.concept.preferred("ru") else f" [{text}]"
        doubt = "" if made.sure else " (?)"
        yield f"      {made.case}{doubt}: {made.text}{of}{f' — {made.note}' if made.note else ''}"


def _shown(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield sentences with the concept in brackets, and what their texts are."""
    for sentence in sentences:
        yield f"  {sentence.document}, {sentence.place}"
        for code, text in sentence.texts.items():
            yield f"    {code}  {_marked(text, sentence.spans.get(code, ()))}"
    for document, labels in {each.document: each.labels for each in sentences}.items():
        for code, label in labels.items():
            yield f"  {document} ({code}): {label}"


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with brackets around the spans."""
    out, done = "", 0
    for start, stop in spans:
        if start >= done:
            out += f"{text[done:start]}[{text[start:stop]}]"
            done = stop
    return out + text[done:]


def _facts(match: Match, sentences: Sequence[Sentence], case: str | None) -> dict[str, Any]:
    """Return an answer for JSON."""
    from dataclasses import asdict

    concept = match.concept
    return {
        "id": concept.id,
        "category": concept.category,
        "why": match.why,
        "matched": match.term.text,
        "status": match.term.status,
        "advice": match.advice,
        "note": concept.note,
        "related": list(concept.related),
        "pinyin": match.pinyin,
        "palladius": match.palladius,
        "terms": [
            {"language": t.language, "term": t.text, "status": t.status, "usage": t.usage, "note": t.note,
             "confidence": t.confidence, "sources": list(t.sources)}
            for t in concept.terms
        ],
        "cases": {text: asdict(made) for text, made in _cases(match, case).items()},
        "sentences": [asdict(each) for each in sentences],
    }  # fmt: skip
