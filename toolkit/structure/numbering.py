"""The numbers of provisions: which paragraphs open one, what it is called, which number is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.structure.levels import SKIPPED, TITLE, container, is_title, levels, mark_of, runs_on
from toolkit.structure.lines import close_up
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns, inserted, number

_MISSING = 10  # a wider gap is another numbering, not lost headings
_ABOVE = ("ch", "sec", "sub")  # what is above articles, by depth
_BELOW = ("sec", "item")  # provisions of a text without articles, by depth


@dataclass(frozen=True, slots=True)
class Heading:
    """An opened provision: ``art``, ``ch``, ``sec``, ``sub`` or ``item``, its number, and where its heading stops.

    ``stop`` is 0 if the paragraph is all text. ``title_follows``: the next paragraph is its title. ``inserted`` is the
    second number of an article inserted later (Article 3-1).
    """

    label: str
    value: int
    stop: int
    title_follows: bool = False
    inserted: int = 0


class Numbering:
    """Keeps count of the provisions of a text or, with a ``prefix`` (``annex.1.``), of an annex to it."""

    def __init__(self, found: Sequence[Paragraph], kind: str, rules: Patterns, prefix: str = "") -> None:
        self.articles = sum(bool(rules.article.match(each.first)) for each in found)
        self.rules = rules = rules if self.articles else replace(rules, chapter=rules.clause)
        self.prefix = prefix
        self.labels = _labels(found, rules, bool(self.articles), kind == "list")
        self.any = bool(self.articles or self.labels)
        self.remarks: list[str] = []
        self._last: dict[str, int] = {}
        self._inserted: dict[str, int] = {}
        self._open: dict[str, str] = {}
        self._divisions: set[str] = set()

    def label(self, paragraph: Paragraph) -> str:
        """Return what a chapter or numbered paragraph opens: ``ch``, ``sec``, ``item``, or nothing."""
        mark = mark_of(paragraph.text)
        word = container(paragraph, self.rules)
        if mark and self.articles and not is_title(mark.rest, self.rules):  # a paragraph of an article
            mark = None
        return self.labels.get(word) or (self.labels.get(mark.style, "") if mark else "")

    def opens_provision(self, paragraph: Paragraph) -> bool:
        """Whether an article, a chapter or, in a text without articles, a section begins here."""
        return bool(self.rules.article.match(paragraph.first) or self.label(paragraph))

    def goes_on(self, following: Sequence[Paragraph]) -> bool:
        """Whether the row of articles or sections goes on among the paragraphs; an annex starts it anew."""
        label = "art" if self.articles else next(iter(self.labels.values()), "")
        last = (self._last.get(label, 0), self._inserted.get(label, 0))
        for paragraph in following:
            match = self.rules.article.match(paragraph.first) if self.articles else None
            if match:
                return (number(match["n"]) or 0, inserted(match)) > last
            if not self.articles and self.label(paragraph) == label:
                return self._value(paragraph) > last[0]
        return False

    def _value(self, paragraph: Paragraph) -> int:
        mark, match = mark_of(paragraph.text), self.rules.chapter.match(paragraph.first)
        return mark.value if mark else (number(match["n"]) or 0) if match else 0

    def open(self, heading: Heading) -> str:
        """Return the name of the division that a heading opens, and note gaps and repeated numbers."""
        label, value = heading.label, heading.value
        before = self._last.get(label, 0)
        name = f"{value}.{heading.inserted}" if heading.inserted else str(value)
        here = f"{self.prefix}{label}"
        after = f"{here}.{name} follows {here}.{before}" if before else f"{here}.{name} is the first"
        for missing in range(before + 1, value + bool(heading.inserted)) if 0 < value - before < _MISSING else ():
            self.remarks.append(f"{here}.{missing} is missing: {after}")
        self._last[label], self._inserted[label] = value, heading.inserted
        division = self._named(label, name)
        self._divisions.add(division)
        if label in _ABOVE:
            self._open = {each: self._open[each] for each in _ABOVE[: _ABOVE.index(label)] if each in self._open}
            self._open[label] = division
        return self.prefix + division

    def expects(self, label: str, value: int) -> bool:
        """Whether the number is plausible here: the first of a row, or soon after the last."""
        return value == 1 or 0 < value - self._last.get(label, 0) < SKIPPED

    def _named(self, label: str, value: str) -> str:
        plain = f"{label}.{value}"
        if plain not in self._divisions:
            return plain
        above = _ABOVE[: _ABOVE.index(label)] if label in _ABOVE else _ABOVE
        around = next((self._open[each] for each in reversed(above) if each in self._open), "")
        inside = f"{around}.{plain}" if around else plain
        name, same = inside, 1
        while name in self._divisions:
            same += 1
            name = f"{inside}-{same}"
        if same > 1 and label == "art":
            self.remarks.append(f"number {value} stands twice ({self.prefix}{name})")
        return name


def _labels(found: Sequence[Paragraph], rules: Patterns, articles: bool, listing: bool) -> dict[str, str]:
    """Return what each level of numbering opens, outermost first; what lies deeper opens nothing of its own.

    Below sections numbers open items in a list, where words say so, or if they run on through the sections.
    """
    styles = levels(found, rules, articles, listing)
    if articles:
        return dict(zip(styles, _ABOVE, strict=False))
    if listing and len(styles) == 1:
        return {styles[0]: "item"}
    words = {each for paragraph in found if (each := container(paragraph, rules))}
    divided = len(styles) > 1 and (listing or styles[1] in words or runs_on(found, styles[0], styles[1], rules))
    return dict(zip(styles[: 2 if divided else 1], _BELOW, strict=False))


def heading_of(rest: Sequence[Paragraph], numbering: Numbering) -> Heading | None:
    """Return the provision that the first of the paragraphs opens, or None."""
    paragraph, rules = rest[0], numbering.rules
    for label, pattern in (("art", rules.article), (numbering.label(paragraph), rules.chapter)):
        match = pattern.match(paragraph.first) if label else None
        value = number(match["n"]) if match else None
        if match and value is not None:
            return replace(_article(rest, numbering, label, value, match), inserted=inserted(match))
    return _section(rest, numbering)


def _article(rest: Sequence[Paragraph], numbering: Numbering, label: str, value: int, match: re.Match[str]) -> Heading:
    """Return an article or chapter: its heading alone, with a title after it, or before the text in one line."""
    paragraph, rules = rest[0], numbering.rules
    if not match["rest"]:
        return Heading(label, value, len(paragraph.text), title_follows(rest, numbering, label))
    inside = close_up(paragraph.first[: match.start("rest")], rules.language)
    if is_title(paragraph.text[len(inside) :].strip(), rules):
        return Heading(label, value, len(paragraph.text))
    return Heading(label, value, len(inside))


def title_follows(rest: Sequence[Paragraph], numbering: Numbering, label: str = "") -> bool:
    """Whether the paragraph after a heading is its title: short, without marks, before more text."""
    if len(rest) < 3:
        return False
    following, rules = rest[1], numbering.rules
    if rules.opens(following.first) or rules.opens(following.text):
        return False
    if label == "art" and numbering.opens_provision(rest[2]):  # the short line is the whole article
        return False
    first = mark_of(rest[2].text)
    longest = 2 * TITLE if label == "art" and first and first.value == 1 else TITLE  # 1. stands below a title
    return is_title(following.text, rules, longest) and not following.text[0].islower()


def _section(rest: Sequence[Paragraph], numbering: Numbering) -> Heading | None:
    """Return a section, or in a list an item, if its number is plausible."""
    paragraph = rest[0]
    mark, label = mark_of(paragraph.text), numbering.label(paragraph)
    if mark is None or not label or not numbering.expects(label, mark.value):
        return None
    if numbering.articles and not (rest[1:] and numbering.rules.article.match(rest[1].first)):
        return None
    if not mark.rest:
        return Heading(label, mark.value, len(paragraph.text), title_follows(rest, numbering))
    titled = label != "item" and mark.rest[:1] not in '《«“"' and is_title(mark.rest, numbering.rules)
    return Heading(label, mark.value, len(paragraph.text) if titled else 0)
