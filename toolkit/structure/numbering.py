"""The numbers of provisions: which paragraphs open one, what it is called, which number is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.structure.lines import close_up
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns, inserted, is_roman, number

_HEADING = 60  # characters: a longer line after a number is text, not a heading
_SKIPPED = 5  # sections or items: a number further on is none of the row
_MISSING = 10  # a wider gap is another numbering, not lost headings


@dataclass(frozen=True, slots=True)
class Heading:
    """An opened provision: ``art``, ``ch``, ``sec`` or ``item``, its number, and where its heading stops in the text.

    ``stop`` is 0 if the paragraph is all text. ``title_follows``: the next paragraph is its title. ``inserted`` is the
    second number of an article inserted later (Article 3-1).
    """

    label: str
    value: int
    stop: int
    title_follows: bool = False
    inserted: int = 0


class Numbering:
    """Keeps count of a document's provisions."""

    def __init__(self, found: Sequence[Paragraph], kind: str, rules: Patterns) -> None:
        self.rules = rules
        self.kind = kind
        self.articles = sum(bool(rules.article.match(each.first)) for each in found)
        matches = [match for each in found if (match := rules.section.match(each.text))]
        # I. above 1.: the Roman numbers are sections, the Arabic ones items
        self.romans = sum(is_roman(match["n"]) for match in matches) > 1
        self.any = bool(matches) or any(self.opens_provision(each) for each in found)
        self.remarks: list[str] = []
        self._last: dict[str, int] = {}
        self._inserted: dict[str, int] = {}
        self._open: dict[str, str] = {}
        self._divisions: set[str] = set()

    def opens_provision(self, paragraph: Paragraph) -> bool:
        """Whether an article, a chapter or, in a text without articles, a section begins here."""
        return any(pattern.match(paragraph.first) for pattern in (self.rules.article, self.rules.chapter)) or bool(
            not self.articles and self.rules.section.match(paragraph.text)
        )

    def goes_on(self, following: Sequence[Paragraph]) -> bool:
        """Whether the row of articles or sections goes on among the paragraphs; an annex starts it anew."""
        label, pattern = ("art", self.rules.article) if self.articles else ("sec", self.rules.section)
        for paragraph in following:
            match = pattern.match(paragraph.first if self.articles else paragraph.text)
            last = (self._last.get(label, 0), self._inserted.get(label, 0))
            if match and (number(match["n"]) or 0, inserted(match)) > last:
                return True
            if match:
                return False
        return False

    def open(self, heading: Heading) -> str:
        """Return the name of the division that a heading opens, and note gaps and repeated numbers."""
        label, value = heading.label, heading.value
        before = self._last.get(label, 0)
        name = f"{value}.{heading.inserted}" if heading.inserted else str(value)
        after = f"{label}.{name} follows {label}.{before}" if before else f"{label}.{name} is the first"
        for missing in range(before + 1, value + bool(heading.inserted)) if 0 < value - before < _MISSING else ():
            self.remarks.append(f"{label}.{missing} is missing: {after}")
        self._last[label], self._inserted[label] = value, heading.inserted
        division = self._named(label, name)
        self._divisions.add(division)
        if label in ("ch", "sec"):
            self._open[label] = division
        if label == "ch":
            self._open.pop("sec", None)
        return division

    def expects(self, label: str, value: int) -> bool:
        """Whether the number is plausible here: the first of a row, or soon after the last."""
        return value == 1 or 0 < value - self._last.get(label, 0) < _SKIPPED

    def _named(self, label: str, value: str) -> str:
        plain = f"{label}.{value}"
        if plain not in self._divisions:
            return plain
        chapter = self._open.get("ch", "")
        around = self._open.get("sec", chapter) if label == "item" else chapter
        inside = f"{around}.{plain}" if around and label != "ch" else plain
        name, same = inside, 1
        while name in self._divisions:
            same += 1
            name = f"{inside}-{same}"
        if same > 1 and label == "art":
            self.remarks.append(f"number {value} stands twice ({name})")
        return name


def heading_of(rest: Sequence[Paragraph], numbering: Numbering) -> Heading | None:
    """Return the provision that the first of the paragraphs opens, or None."""
    paragraph, rules = rest[0], numbering.rules
    for label, pattern in (("art", rules.article), ("ch", rules.chapter)):
        match = pattern.match(paragraph.first)
        value = number(match["n"]) if match else None
        if match and value is not None:
            return replace(_article(rest, numbering, label, value, match), inserted=inserted(match))
    return None if numbering.articles else _section(paragraph, numbering)


def _article(rest: Sequence[Paragraph], numbering: Numbering, label: str, value: int, match: re.Match[str]) -> Heading:
    """Return an article or chapter: its heading alone, with a title after it, or before the text in one line."""
    paragraph, rules = rest[0], numbering.rules
    if not match["rest"]:
        return Heading(label, value, len(paragraph.text), _title_follows(rest, numbering, label))
    inside = close_up(paragraph.first[: match.start("rest")], rules.language)
    if _is_title(paragraph.text[len(inside) :].strip(), rules):
        return Heading(label, value, len(paragraph.text))
    return Heading(label, value, len(inside))


def _is_title(text: str, rules: Patterns) -> bool:
    return 0 < len(text) < _HEADING and not rules.terminal.search(text) and not rules.joining.search(text)


def _title_follows(rest: Sequence[Paragraph], numbering: Numbering, label: str) -> bool:
    """Whether the paragraph after a heading is its title: short, without marks, before more text."""
    if len(rest) < 3:
        return False
    following, rules = rest[1], numbering.rules
    if rules.opens(following.first) or rules.opens(following.text):
        return False
    if label == "art" and numbering.opens_provision(rest[2]):  # the short line is the whole article
        return False
    return _is_title(following.text, rules) and not following.text[0].islower()


def _section(paragraph: Paragraph, numbering: Numbering) -> Heading | None:
    """Return a section, or in a list an item, if its number is plausible."""
    rules = numbering.rules
    match = rules.section.match(paragraph.text) or rules.item.match(paragraph.text)
    value = number(match["n"]) if match else None
    if match is None or value is None:
        return None
    listed = numbering.kind == "list" or numbering.romans
    latin = rules.language != "zh"
    roman = is_roman(match["n"]) or (not latin and match.re is rules.section)
    label = "sec" if match.re is rules.section and (roman or not listed) else "item"
    if (label == "item" and not listed) or not numbering.expects(label, value):
        return None
    text = match["rest"]
    titled = label == "sec" and text[:1] not in '《«“"' and _is_title(text, rules)
    return Heading(label, value, len(paragraph.text) if titled else 0)
