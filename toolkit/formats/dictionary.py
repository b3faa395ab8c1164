"""An article of a dictionary program: what a concept's good terms are, and what is to be known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from toolkit.formats.facts import GOOD, Holds, flat, own_note
from toolkit.formats.stream import Losses
from toolkit.model import Concept, Term

Keys = Callable[[Concept], Iterable[str]]
NAME = "对照"


class Line(NamedTuple):
    """A line of an article: a term with what is said of it, or (without term) a remark on the concept."""

    term: str
    said: str
    admitted: bool = False


class Article(NamedTuple):
    """An article: the words under which it is found, the first its headword, and its lines."""

    keys: tuple[str, ...]
    lines: tuple[Line, ...]


def articles(found: Iterable[Concept], languages: tuple[str, ...], keys: Keys, losses: Losses) -> Iterator[Article]:
    """Yield the articles of concepts: good terms only, found under themselves and under ``keys``."""
    holds = Holds(frozenset({"usage", "note", "gender", "number"}), GOOD, languages)
    for each in holds.kept(found, losses):
        terms = [term for code in languages for term in each.of(code)]
        words = (*(term.text for term in terms), *keys(each))
        lines = [Line(flat(t.text), flat(_said(each, t)), t.status == "admitted") for t in terms]
        if each.note:
            lines.append(Line("", flat(each.note)))
        yield Article(tuple(dict.fromkeys(filter(None, map(flat, words)))), tuple(lines))


def _said(each: Concept, term: Term) -> str:
    grammar = ", ".join(filter(None, (term.gender, term.number)))
    return "; ".join(filter(None, (grammar, term.usage, own_note(each, term))))
