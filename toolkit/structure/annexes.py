"""Where a text's annexes begin: Annex I, Приложение № 2, 附件三, a protocol below the signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.structure.levels import is_title
from toolkit.structure.lines import glue
from toolkit.structure.numbering import Numbering, title_follows
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns, number

_HEADING = 400  # characters: «Приложение к Соглашению между …» may be long


@dataclass(frozen=True, slots=True)
class Annex:
    """The heading of an annex: its number, or 0 if it has none, and whether it says nothing but that."""

    value: int
    bare: bool


def annexes(found: Sequence[Paragraph], rules: Patterns) -> dict[int, Annex]:
    """Return, by the place of its heading among the paragraphs, each annex of a text."""
    closed = next((at for at, each in enumerate(found) if rules.testimonium.search(each.text)), len(found))
    out: dict[int, Annex] = {}
    articles = 0
    for at, paragraph in enumerate(found):
        match = rules.article.match(paragraph.first)
        articles = (number(match["n"]) or 0) if match else articles
        heading = _heading(paragraph, rules, at > closed)
        before = found[at - 1] if at else None
        if heading is None or before is None or at < closed < len(found) or at + 1 == len(found):
            continue
        opened = rules.article.match(before.first)  # 第十二条 | 附件 is the article on annexes
        if not (opened and not opened["rest"]) and (at > closed or not _goes_on(found[at + 1 :], articles, rules)):
            out[at] = heading
            articles = 0
    return out


def annex_heading(rest: Sequence[Paragraph], annex: Annex, numbering: Numbering) -> tuple[Paragraph, int]:
    """Return the heading of an annex with what it belongs to or its title, and how many paragraphs that takes."""
    heading, used = rest[0], 1
    while annex.bare and rest[used : used + 1] and rest[used].text[0].islower():  # к Соглашению от 5 мая 2020 года
        heading, used = heading.joined(rest[used]), used + 1
    if annex.bare and title_follows(rest[used - 1 :], numbering):
        between = glue(heading.text, rest[used].text, numbering.rules.language) or " "
        heading, used = heading.joined(rest[used], between), used + 1
        while rest[used : used + 1] and _title_goes_on(rest[used].text, numbering.rules):  # ПЕРЕЧЕНЬ | пунктов пропуска
            heading, used = heading.joined(rest[used]), used + 1
    return heading, used


def _title_goes_on(text: str, rules: Patterns) -> bool:
    return text[0].islower() and is_title(text, rules) and not rules.opens(text)


def _heading(paragraph: Paragraph, rules: Patterns, closed: bool) -> Annex | None:
    """Return the annex that a paragraph opens; only after the closing clause may it be a protocol."""
    text = paragraph.text
    if len(text) > _HEADING or rules.terminal.search(text) or rules.listing.search(text):
        return None
    match = rules.annex.match(paragraph.first) or (rules.attached.match(paragraph.first) if closed else None)
    return Annex(_value(match["n"]), not match["rest"]) if match else None


def _value(text: str | None) -> int:
    if text and len(text) == 1 and text not in "IVXІХ" and re.match("[A-ZА-Я]", text):
        return ord(text) - ord("A" if text < "А" else "А") + 1
    return number(text) or 0


def _goes_on(following: Sequence[Paragraph], last: int, rules: Patterns) -> bool:
    """Whether the row of articles goes on: then the line only names an annex."""
    return next((value > last > 0 for value in _articles(following, rules)), False)


def _articles(found: Sequence[Paragraph], rules: Patterns) -> Iterator[int]:
    for paragraph in found:
        match = rules.article.match(paragraph.first)
        if match:
            yield number(match["n"]) or 0
