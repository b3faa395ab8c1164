"""The title of a document, and the kind of text it names."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.structure.layout import GOES_ON
from toolkit.structure.lines import glue
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns

_LONGEST = 400  # characters of one line of a title
_MOST = 6  # lines: what goes on longer without a mark is no title


def kind_of(found: Sequence[Paragraph], rules: Patterns) -> str:
    """Return what a document is: a ``treaty`` if it has articles, else what its title says."""
    articles = sum(bool(rules.article.match(each.first)) for each in found)
    lines = [each.text for each in _leading(found, rules)]
    named = (rules.kind_of(each) for each in [" ".join(lines), *lines, "".join(lines) * (rules.language == "zh")])
    return "treaty" if articles >= 3 else next((kind for kind in named if kind != "text"), "text")


def titles(found: Sequence[Paragraph], kind: str, rules: Patterns) -> list[Paragraph]:
    """Return the leading paragraphs that read like a title; of a text that seems all title, only the first."""
    run = _leading(found, rules)
    return run[:1] if len(run) == len(found) or (kind == "text" and len(run) >= _MOST) else run


def closed_up(front: list[Paragraph], kind: str, rules: Patterns) -> list[Paragraph]:
    """Return a title over several lines as one paragraph; lines above plain text stay as they are."""
    if kind == "text" or not front:
        return front
    title = front[0]
    for line in front[1:]:
        title = title.joined(line, glue(title.text, line.text, rules.language))
    return [title]


def _opens(paragraph: Paragraph, rules: Patterns, titled: bool) -> bool:
    """Whether a paragraph opens a provision; a text may be an annex itself, and say so in its first line."""
    if not titled and rules.annex.match(paragraph.first):
        return False
    return rules.opens(paragraph.first) or rules.opens(paragraph.text)


def _parties_open(run: Sequence[Paragraph], text: str, rules: Patterns) -> bool:
    """Whether a title that names its kind is over: below it the parties open the text."""
    if GOES_ON.search(run[-1].text):
        return False
    named = rules.kind_of(" ".join(each.text for each in run)) != "text"
    if rules.language == "zh":  # where a title ends in its kind: what follows says who issued the text, and when
        return named and rules.kind_of("".join([*(each.text for each in run), text])) == "text"
    return named and bool(rules.parties_open.match(text))


def _leading(found: Sequence[Paragraph], rules: Patterns) -> list[Paragraph]:
    """Return the leading paragraphs without closing punctuation, number, date line, recital or formula."""
    run: list[Paragraph] = []
    for paragraph in found:
        text = paragraph.text
        marks = (rules.terminal, rules.joining, rules.dateline, rules.formula, rules.preamble, rules.jump, rules.agency)
        if paragraph.apart or any(mark.search(text) for mark in marks) or _opens(paragraph, rules, bool(run)):
            break
        if len(text) > _LONGEST or len(run) == _MOST or (run and _parties_open(run, text, rules)):
            break
        run.append(paragraph)
    return run
