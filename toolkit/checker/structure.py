"""Numbers and letters of articles and items: the same in all languages, and none left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from toolkit.checker.model import Check, Finding, Row, Span
from toolkit.structure.levels import mark_of
from toolkit.structure.patterns import inserted, number, patterns

_MANY = 0.2  # of the labels of a document out of their order: then its rows are no running text
_HELD = 2_000  # places out of order that are told, at most
_OPENING = 160  # characters in which a label stands
# 2.1. Стороны, 2.1 The Parties, 2.1.1 exchange
_LEVELS = re.compile(r"\s*(?P<n>\d{1,2}(?:\.\d{1,2})+)(?:\.(?=\s)|(?<=\.\d\.\d)(?=\s)|(?=\s+[^\W\da-zа-яё]))")
# A. Political cooperation, I Политическое сотрудничество: may be a name, too, and asks for nothing
_AFTER = " \u3000.．:：—–-"  # between the number of an article and that of its first paragraph
_HEADING = re.compile(r"(?P<n>(?P<letter>[A-HJ-UW-ZА-Я])[.)]|(?P<roman>[IVX]{1,5})[.)]?)\s+[A-ZА-ЯЁ]")
_STYLES = ("chinese", "bracketed", "arabic", "parenthesis", "roman_letter", "letter", "circle", "roman", "paragraph")


class Label(NamedTuple):
    """What opens a text: its style, the values it can have, whether it was inserted later, and where it stops."""

    style: str
    values: frozenset[int]
    later: bool
    stop: int


def label(text: str, language: str) -> Label | None:
    """Return the number or letter that opens a text, be it of an article or of an item."""
    opening = text[:_OPENING]
    article = patterns(language).article.match(opening)
    if article and (value := number(article["n"])):
        return Label("article", frozenset({value}), bool(inserted(article)), article.end("n") + (language == "zh"))
    levels = _LEVELS.match(opening)
    if levels:
        numbers = levels["n"].split(".")
        return Label(f"level {len(numbers)}", frozenset({int(numbers[-1])}), False, levels.end())
    mark = mark_of(opening)
    if not mark or mark.style not in _STYLES:
        return None
    values = {mark.value}
    stop = len(opening) - len(mark.rest)
    if mark.style == "roman_letter" and len(opening[:stop].strip("（()）. ")) == 1:
        values.add(ord(opening[:stop].strip("（()）. ")) - ord("a") + 1)  # (i) follows (h), or (iv) does (v)
    if mark.style == "letter" and language == "ru":
        values.add(mark.value - 1)  # lists leave out й
    return Label(mark.style, frozenset(values), False, stop)


def labels(text: str, language: str) -> Iterator[Label]:
    """Yield what opens a text, and, after the number of an article, that of its first paragraph: Статья 4. 1."""
    first = label(text, language)
    if first:
        yield first
    if first and first.style == "article":
        start = len(text) - len(text[first.stop :].lstrip(_AFTER))
        second = label(text[start:], language)
        if second and second.style != "article":
            yield second._replace(stop=start + second.stop)


def _division(text: str, language: str) -> Label | None:
    """Return the number of a section or chapter, which 一、 may answer in Chinese."""
    match = patterns(language).clause.match(text[:_OPENING])
    value = match and number(match["n"])
    return Label("division", frozenset({value}), False, match.end("n")) if match and value else None


def _heading(text: str) -> Label | None:
    """Return the capital letter or the bare Roman number that opens a heading."""
    match = _HEADING.match(text)
    if not match:
        return None
    letter = match["letter"] or (match["roman"] if len(match["roman"]) == 1 else "")
    places = {ord(letter) - ord("A" if letter < "А" else "А") + 1} if letter else set()
    return Label("heading", frozenset(places | {number(match["roman"] or "") or 0} - {0}), False, match.end("n"))


def _items(row: Row) -> Iterator[Finding]:
    codes = [code for code in row.texts if code in ("zh", "ru", "en")]
    labels = {code: label(row.texts[code], code) or _division(row.texts[code], code) for code in codes}
    marks = {code: each for code, each in labels.items() if each and each.style != "article"}
    if marks:
        marks |= {code: each for code in labels if code not in marks and (each := _heading(row.texts[code]))}
    articles = any(each and each.style == "article" for each in labels.values())
    if articles or all(each.style == "division" for each in marks.values()):
        return
    spans = tuple(_opening(row, code, marks.get(code)) for code in labels)
    without = [code for code in labels if code not in marks]
    if without and len(labels) > 1:
        said = " and ".join(without)
        yield Finding("structure.item", f"the number or letter of the item is missing in {said}", spans)
    elif not frozenset.intersection(*(each.values for each in marks.values())):
        said = ", ".join(f"{code} {row.texts[code][: each.stop].strip()}" for code, each in marks.items())
        yield Finding("structure.item", f"the items are numbered differently: {said}", spans)


def _opening(row: Row, code: str, found: Label | None) -> Span:
    return row.span(code, 0, found.stop if found else min(len(row.texts[code]), 12))


class _Order:
    """Tells numbers that do not follow the one before: something is missing there, or stands twice."""

    def __init__(self, _: Mapping[str, object]) -> None:
        self._rows: dict[str, dict[str, list[int]]] = {}  # by language and style, the last number of each open list
        self._labels: Counter[str] = Counter()
        self._odd: list[tuple[Row, dict[str, tuple[Label, int]]]] = []

    def see(self, row: Row) -> Iterable[tuple[Row, Finding]]:
        """Take a row."""
        odd = {}
        for code, text in row.texts.items():
            for found in labels(text, code) if code in ("zh", "ru", "en") else ():
                self._labels[code] += 1
                before = self._follows(code, found)
                if before:
                    odd[code] = (found, before)
        if odd and len(self._odd) < _HELD:
            self._odd.append((row, odd))
        return ()

    def end(self) -> Iterator[tuple[Row, Finding]]:
        """Give the places where the order is broken, unless it is so all over the document."""
        broken = Counter(code for _, odd in self._odd for code in odd)
        ordered = {code for code, count in broken.items() if count <= max(2, self._labels[code] * _MANY)}
        for row, odd in self._odd:
            told = {code: each for code, each in odd.items() if code in ordered}
            if told:
                said = ", ".join(
                    f"{code}: {row.texts[code][: each.stop].strip()} after {n}" for code, (each, n) in told.items()
                )
                spans = tuple(row.span(code, 0, each.stop) for code, (each, _) in told.items())
                yield row, Finding("structure.sequence", f"numbers do not follow one another ({said})", spans)

    def _follows(self, code: str, found: Label) -> int:
        """Return 0 if a number follows one of its style, or begins a list; else the number before it."""
        lists = self._rows.setdefault(code, {}).setdefault(found.style, [])
        for at in reversed(range(len(lists))):
            if lists[at] + 1 in found.values or (found.later and lists[at] in found.values):
                lists[at:] = [lists[at] + (not found.later)]
                return 0
        before = lists[-1] if lists else 0
        lists.append(min(found.values))
        if found.style != "article" and 1 not in found.values:
            lists[:] = lists[-1:]
        return 0 if 1 in found.values or not before else before


CHECKS = (
    Check(
        "structure.item",
        "items with another number or letter, or without one",
        "（一）, 1) and (a) open the first item of a list, each in its language's way. Numbers of articles are "
        "looked at by values.provision.",
        "warning",
        pairs=(("zh", "ru"), ("zh", "en"), ("ru", "en")),
        row=_items,
    ),
    Check(
        "structure.sequence",
        "numbers of articles or items that do not follow one another",
        "A number left out, or twice, shows an article or item that is missing, joined to another one or stands in the "
        "wrong place. Not told of tables in which the rows of a document are mixed.",
        "warning",
        languages=("zh", "ru", "en"),
        watch=_Order,
    ),
)
