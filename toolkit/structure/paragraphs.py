"""From raw lines to paragraphs: cut lines rejoined, spaced headlines closed up, page jumps set apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from toolkit import languages
from toolkit.languages.quotes import pairs
from toolkit.structure.apart import without_apart
from toolkit.structure.layout import Layout, Page, page_of
from toolkit.structure.lines import Line, close_up, glue, read_lines
from toolkit.structure.patterns import Patterns
from toolkit.structure.places import Place

_FEW = 4  # lines: a pair of quotes or brackets that is further apart may have lost its partners
_PAIRS = {"《": "》", "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "（": "）", "(": ")", "[": "]", "【": "】"}
_FRONT = re.compile(r"([^\W\d_]+)-$")  # what a line end leaves of a word
_BACK = re.compile(r"[^\W\d_A-ZА-ЯЁ][^\W\d_]*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, ``(offset, raw line)`` pairs, and its first raw line as it stood.

    ``apart``: it is no text but a ``page`` number or running head, a line of the ``contents`` or a ``note``;
    ``pages``: raw lines of page numbers that stand in the midst of it.
    ``hyphened``: words from which the hyphen of a line end was taken, each with its raw line.
    ``unsure``: raw lines at whose end, in a text without blank lines and indents, a paragraph may have ended unseen.
    ``full``: the last raw line, if nothing but the end of a sentence in a full line says that the paragraph ends.
    """

    text: str
    lines: tuple[tuple[int, int], ...]
    first: str
    headline: bool = False
    apart: str = ""
    pages: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    hyphened: tuple[str, ...] = ()
    full: tuple[int, ...] = ()

    def joined(self, other: Paragraph, between: str = " ") -> Paragraph:
        """Return this paragraph with another one after it."""
        at = len(self.text) + len(between)
        lines = self.lines + tuple((at + start, line) for start, line in other.lines)
        text, pages = f"{self.text}{between}{other.text}", self.pages + other.pages
        unsure, hyphened = self.unsure + other.unsure, self.hyphened + other.hyphened
        return replace(self, text=text, lines=lines, pages=pages, unsure=unsure, hyphened=hyphened)

    def spaced(self, at: int) -> Paragraph:
        """Return this paragraph with a space before the offset ``at``, at which a raw line begins."""
        if self.text[at - 1 : at].isspace():
            return self
        lines = tuple((start + (start >= at), line) for start, line in self.lines)
        return replace(self, text=f"{self.text[:at]} {self.text[at:]}", lines=lines)


def paragraphs(text: str, patterns: Patterns) -> list[Paragraph]:
    """Return the paragraphs of a page's text, whatever its layout."""
    lines, apart = without_apart(read_lines(text, patterns), patterns)
    if not lines:
        return [_paragraph(group, patterns) for group in _with_apart((), apart)]
    page = page_of(lines, patterns)
    words = frozenset(_WORD.findall(text))
    found = [_paragraph(group, patterns, words) for group in _with_apart(_groups(lines, page), apart)]
    full = _full(found, lines, page)
    return [replace(each, unsure=_unsure(each, page), full=full.get(at, ())) for at, each in enumerate(found)]


def _full(found: list[Paragraph], lines: list[Line], page: Page) -> dict[int, tuple[int, ...]]:
    """Return, by its place, the last raw line of each paragraph that may go on: a full line that ends a sentence.

    In Chinese cut at a margin, without indents or blank lines between paragraphs, it is taken for the end of one. Where
    lost indents show, or the words, that the next line begins another, there is no doubt.
    """
    rules = page.patterns
    if rules.language != "zh" or page.indents or page.layout not in (Layout.WRAPPED, Layout.NEWSPAPER):
        return {}
    by_number, after = {line.number: line for line in lines}, dict(pairwise(lines))
    text = [(at, each) for at, each in enumerate(found) if not each.apart]
    out: dict[int, tuple[int, ...]] = {}
    for (at, one), (_, two) in pairwise(text):
        last, line = by_number.get(one.lines[-1][1]), by_number.get(two.lines[0][1])
        new = bool(rules.opens(two.text) or rules.testimonium.match(two.text) or rules.formula.search(two.text))
        if page.lost and line:
            new = new or page.lost.begins(line, line not in after or page.short(line, after[line]))
        if last and line and rules.terminal.search(one.text) and not (new or two.headline or page.short(last, line)):
            out[at] = (last.number,)
    return out


def _unsure(paragraph: Paragraph, page: Page) -> tuple[int, ...]:
    """Return the raw lines that fill the page's width and end a sentence, where nothing tells if a paragraph ends.

    So do those that end in a comma before a recital's verb, in small letters.
    """
    close = page.close or page.lost is not None
    if not close and (page.indent or page.parted or page.layout in (Layout.LINES, Layout.NEWSPAPER)):
        return ()
    text, rules = paragraph.text, page.patterns
    stops = [(at, line) for (_, line), (at, _) in pairwise(paragraph.lines)]
    listed = rules.joining.search(text) or rules.formula.search(text)
    return tuple(
        line
        for at, line in stops
        if (close and rules.terminal.search(text[:at].rstrip()[-4:]))
        or (listed and not page.parted and text[:at].rstrip()[-1:] in ",;" and _recites(text[at:], rules))
    )


def _recites(text: str, rules: Patterns) -> bool:
    return text[0].islower() and bool(rules.recital_verb.match(text) or rules.recital.match(text))


def _with_apart(groups: Iterable[list[Line]], apart: Mapping[int, list[list[Line]]]) -> Iterator[list[Line]]:
    """Yield the groups with what stands apart in its place: between two, or page numbers in the midst of one."""
    yield from apart.get(-1, ())
    at = -1
    for group in groups:
        whole: list[Line] = []
        for line in group:
            units = apart.get(at, ()) if whole else ()
            if any(unit[0].apart != "page" for unit in units):
                yield whole
                yield from units
                whole = []
            else:
                whole += [each for unit in units for each in unit]
            whole.append(line)
            at += 1
        yield whole
        yield from apart.get(at, ())


def _paragraph(group: list[Line], patterns: Patterns, words: frozenset[str] = frozenset()) -> Paragraph:
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    hyphened: list[str] = []
    at, paged = 0, False
    for line in group:
        piece = close_up(line.text, patterns.language) if pieces else _first(line.text, patterns)
        between = _between(pieces[-1], piece, patterns.language) if pieces else ""
        between = " " if pieces and (line.apart or paged) else between
        word = _cut_word(pieces[-1], piece, patterns.language, words) if pieces and not between else ""
        if word:
            hyphened.append(f"{word} ({line.number})")
            pieces[-1], at = pieces[-1][:-1], at - 1
        paged = bool(line.apart)
        starts.append((at + len(between), line.number))
        pieces += [between, piece] if between else [piece]
        at += len(between) + len(piece)
    pages = tuple(line.number for line in group if line.apart)
    return Paragraph(
        "".join(pieces), tuple(starts), group[0].text, group[-1].spaced, group[0].apart, pages, hyphened=tuple(hyphened)
    )


def _cut_word(before: str, after: str, language: str, words: frozenset[str]) -> str:
    """Return the word that a line end cuts with a hyphen of its own, or nothing if the word has that hyphen itself.

    The dictionary tells: it has образования and not образо-вания, and no китайскосербская; of names the text itself,
    among whose ``words`` Jinping may stand whole.
    """
    front, back = _FRONT.search(before), _BACK.match(after)
    known = languages.get(language).known
    if not (front and back and known):
        return ""
    left, right = front.group(1), back.group()
    whole, parted = left + right, f"{left}-{right}"
    cut = (known(whole) and not known(parted)) or (whole in words and parted not in words)
    return parted if cut else ""


def _first(text: str, patterns: Patterns) -> str:
    """Return the first line of a paragraph closed up; the space between a number and what it numbers stays."""
    for match in (pattern.match(text) for pattern in (patterns.article, patterns.clause, patterns.annex)):
        if match and match["rest"] and text[match.start("rest") - 1].isspace():
            head, rest = text[: match.start("rest")], match["rest"]
            return f"{close_up(head, patterns.language)} {close_up(rest, patterns.language)}"
    return close_up(text, patterns.language)


def _between(before: str, after: str, language: str) -> str:
    """Return what stands between two cut lines: as ``glue`` says, but Chinese margins cut numbers too."""
    cut = language == "zh" and before[-1].isdecimal() and after[0].isdecimal()
    return "" if cut else glue(before, after, language)


def _groups(lines: list[Line], page: Page) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph."""
    place = Place(page, lines[0])
    group = [lines[0]]
    inside = _inside(lines) if page.layout is not Layout.LINES else frozenset()
    for at, line in enumerate(lines[1:], start=1):
        place.pass_(group, line)
        held = place.unfinished(group[-1], line) or (at in inside and place.may_hold(group[-1], line))
        if place.breaks(group, line) and not held:
            yield group
            group = [line]
        else:
            group.append(line)
    yield group


def _inside(lines: list[Line]) -> frozenset[int]:
    """Return the lines that begin between a quote or bracket and its partner a few lines on."""
    starts = list(accumulate((len(line.text) for line in lines), initial=0))
    found: set[int] = set()
    for start, stop in pairs("".join(line.text for line in lines), _PAIRS):
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, stop) - 1
        found.update(range(first + 1, last + 1) if last - first <= _FEW else ())
    return frozenset(found)
