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
from toolkit.structure.layout import GOES_ON, Layout, Page, page_of
from toolkit.structure.lines import Line, close_up, glue, in_columns, read_lines
from toolkit.structure.parties import parties, party, roles
from toolkit.structure.patterns import Patterns, number

_SIGNATURE = 100  # columns: no line of a signature block is wider
_MUCH = 0.6  # of the full width: a line shorter than this was ended on purpose
_ALONE = 60  # characters: a shorter line that ends in the formula is a paragraph of its own
_FEW = 4  # lines: a pair of quotes or brackets that is further apart may have lost its partners
_PAIRS = {"《": "》", "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "（": "）", "(": ")", "[": "]", "【": "】"}
_HELD = {"《": "》", "〈": "〉", "（": "）", "“": "”", "「": "」"}  # of Chinese; a Russian “ closes
_FRONT = re.compile(r"([^\W\d_]+)-$")  # what a line end leaves of a word
_BACK = re.compile(r"[^\W\d_A-ZА-ЯЁ][^\W\d_]*")
_PART = re.compile(r"[（(]([^\W\d_]|\d{1,2}|[ivx]{2,5})[)）]")  # of a sentence
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER = re.compile(r"[（(]?(?:\d|[ivxIVX]+\b|[一二三四五六七八九十])|[（(]?[a-zа-я][)）]")
_FINISHED = re.compile(r"[;:；：》」』）)»”\"]$")


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

    In Chinese cut at a margin, without indents and blank lines, it is taken for the end of the paragraph.
    """
    rules = page.patterns
    if rules.language != "zh" or page.indents or page.layout is not Layout.WRAPPED:
        return {}
    by_number = {line.number: line for line in lines}
    text = [(at, each) for at, each in enumerate(found) if not each.apart]
    out: dict[int, tuple[int, ...]] = {}
    for (at, one), (_, two) in pairwise(text):
        last, line = by_number.get(one.lines[-1][1]), by_number.get(two.lines[0][1])
        new = rules.opens(two.text) or rules.testimonium.match(two.text) or rules.formula.search(two.text)
        if last and line and rules.terminal.search(one.text) and not (new or two.headline or page.short(last, line)):
            out[at] = (last.number,)
    return out


def _unsure(paragraph: Paragraph, page: Page) -> tuple[int, ...]:
    """Return the raw lines that fill the page's width and end a sentence, where nothing tells if a paragraph ends.

    So do those that end in a comma before a recital's verb, in small letters.
    """
    if not page.close and (page.indent or page.parted or page.layout in (Layout.LINES, Layout.NEWSPAPER)):
        return ()
    text, rules = paragraph.text, page.patterns
    stops = [(at, line) for (_, line), (at, _) in pairwise(paragraph.lines)]
    listed = rules.joining.search(text) or rules.formula.search(text)
    return tuple(
        line
        for at, line in stops
        if (page.close and rules.terminal.search(text[:at].rstrip()[-4:]))
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
    for match in (pattern.match(text) for pattern in (patterns.article, patterns.clause)):
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
    place = _Place(page, lines[0])
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


class _Place:
    """Where on the page the reader is: in the preamble, whose recitals end in commas, or among the signatures."""

    def __init__(self, page: Page, first: Line) -> None:
        self.page = page
        self.first = first
        self.patterns = page.patterns
        self.titled = self.preamble = True
        self.closing = self.signing = False

    def pass_(self, group: list[Line], line: Line) -> None:
        """Take note of the last line of ``group`` and of ``line``, which comes next."""
        before, rules = group[-1], self.patterns
        self.titled = self.titled and self._in_title(group)
        if _set_apart(before, rules) or before.spaced:
            self.preamble, self.closing, self.signing = True, False, False
        elif rules.opens(before.text) or rules.formula.search(close_up(before.text, rules.language)):
            self.preamble = False
        self.closing = self.closing or bool(rules.testimonium.search(close_up(before.text, rules.language)))
        if rules.article.match(before.text) or rules.annex.match(before.text):
            self.closing = self.signing = False
        if self.closing and (in_columns(line.text) or roles(line.text, rules) or rules.forward.match(line.text)):
            self.signing = True
        columns = parties(line.text, rules)
        signed = party(line.text, rules) if line.width < _SIGNATURE or columns else None
        if signed:
            # without a testimonium only State and name after a full stop, or parties side by side
            named = signed["name"] and (signed.re is rules.signatory or in_columns(line.text))
            alone = named and rules.terminal.search(before.text)
            self.signing = self.signing or self.closing or bool(alone or columns)
        elif line.width > 0.85 * self.page.full and not in_columns(line.text):
            self.signing = self.signing and bool(rules.state_goes_on.search(before.text))

    def breaks(self, group: list[Line], line: Line) -> bool:
        """Whether a new paragraph begins at ``line``, after the lines of ``group``."""
        before, page, rules = group[-1], self.page, self.patterns
        if _set_apart(before, rules) or _set_apart(line, rules):
            return True
        last, text = (close_up(each.text, rules.language) for each in (before, line))
        if line.spaced:
            return not (before.spaced or rules.joining.search(last))
        if page.layout is Layout.LINES or before.spaced or self.signing:
            return True
        if party(before.text, rules) and party(line.text, rules):  # State and name of each in one line
            return True
        if page.layout is Layout.NEWSPAPER and not line.after_gap:  # a headline stands close to what follows
            return True
        if (page.layout is Layout.GROUPS and line.after_gap) or page.indented(line) or self._heading(before):
            return True
        if self._heading(line) and line.text[-1].isalnum() and not GOES_ON.search(last):
            return True  # nothing else stands in its line
        if group[0] is self.first and self._whole_title(group):
            return True
        if self.titled and self._below_title(group, last, text):
            return True
        return self._after(group, line, last, text)

    def unfinished(self, before: Line, line: Line) -> bool:
        """Whether no paragraph can end at ``before``: what it opens ``line`` closes, or it wants a number."""
        page, rules = self.page, self.patterns
        apart = any(each.spaced or _set_apart(each, rules) for each in (before, line))
        if apart or self.signing or page.layout is Layout.LINES:
            return False
        last, text = (close_up(each.text, rules.language) for each in (before, line))
        opened = next((start for start, stop in pairs(last + text, _HELD) if start < len(last) <= stop), None)
        if opened is not None:  # an article may be quoted whole
            return not (rules.terminal.search(last) or rules.opens(text) or rules.opens(last[opened:]))
        gap = line.after_gap and page.layout is Layout.GROUPS
        return not gap and bool(rules.refers.search(last) and _NUMBER.match(text))

    def may_hold(self, before: Line, line: Line) -> bool:
        """Whether a paragraph may go on at ``line`` since a quote or bracket is open: no sentence or marker says no."""
        page, rules = self.page, self.patterns
        last, text = (close_up(each.text, rules.language) for each in (before, line))
        # a blank line parts the paragraphs of GROUPS, and the missing blank line a headline from NEWSPAPER lines
        apart = page.layout is not Layout.WRAPPED and line.after_gap is (page.layout is Layout.GROUPS)
        new = rules.opens(text) or rules.recital.match(text) or rules.formula.match(text) or page.indented(line)
        ended = rules.terminal.search(last) or self._heading(before) or self.signing
        alone = any(each.spaced or _set_apart(each, rules) for each in (before, line))
        return not (apart or new or ended or alone)

    def _dated(self, last: str) -> bool:
        """Whether a line says no more than when and where; in Chinese, in brackets, as dates begin sentences too."""
        alone = last.endswith(("）", ")")) or (self.preamble and self.patterns.language != "zh")
        return alone and bool(self.patterns.dateline.fullmatch(last))

    def _whole_title(self, group: list[Line]) -> bool:
        """Whether the lines end in the kind of document, as a Chinese title does."""
        text = "".join(line.text for line in group)
        return self.patterns.language == "zh" and self.patterns.kind_of(text) != "text"

    def _below_title(self, group: list[Line], last: str, text: str) -> bool:
        """Whether the title ends here: the parties open the text, or its first provision."""
        rules = self.patterns
        if GOES_ON.search(last) or rules.joining.search(last):
            return False
        return bool(rules.parties_open.match(text) or (self._named(group) and rules.opens(text)))

    def _in_title(self, group: list[Line]) -> bool:
        """Whether the title may still go on after the lines of ``group``."""
        rules, last = self.patterns, group[-1].text
        if rules.terminal.search(last) or rules.parties_open.match(group[0].text):
            return False
        return not rules.joining.search(last) or self._named(group)

    def _named(self, group: list[Line]) -> bool:
        return self.patterns.kind_of(" ".join(line.text for line in group)) != "text"

    def _heading(self, line: Line) -> bool:
        rules = self.patterns
        matches = (pattern.match(line.text) for pattern in (rules.article, rules.clause, rules.section, rules.preamble))
        return any(match and not match.groupdict().get("rest") for match in matches)

    def _after(self, group: list[Line], line: Line, last: str, text: str) -> bool:
        """Whether cut lines end a paragraph between ``group`` and ``line``: judged by punctuation and width."""
        before, page, rules = group[-1], self.page, self.patterns
        grouped = page.layout is Layout.GROUPS
        short = before.width < _MUCH * page.full if grouped else page.short(before, line)
        opens = rules.opens(text) and not _counted("".join(each.text for each in group), text)
        if rules.terminal.search(last):
            # only in Chinese newspapers is a full line that ends in 。 taken for the end of its paragraph
            by_habit = rules.language == "zh" and not grouped and not page.indents
            alone = len(text) < _ALONE and rules.formula.search(text)
            return short or opens or by_habit or bool(rules.testimonium.match(text) or alone)
        if opens and (short or _FINISHED.search(last) or self._opens_early(last)):
            return True
        if rules.dateline.match(text) or (self._dated(last) and not text[0].islower()):
            return True
        if rules.joining.search(last):
            formula = rules.formula.search(text)
            starts = (
                (formula and formula.start() == 0)
                or page.recites(before, line)
                or (rules.recital.match(text) and not text[0].islower() and not (grouped and page.parted))
            )
            return short or bool(self.preamble and last.endswith(("，", "；", ",", ";")) and starts)
        if rules.formula.search(last):
            return True
        return short and (rules.language == "zh" or not text[0].islower() or before.width < _MUCH * page.full)

    def _opens_early(self, last: str) -> bool:
        """Whether a Chinese numbered line opens a paragraph though the one before has no closing mark."""
        return self.patterns.language == "zh" and not last.endswith(("，", "、", ","))


def _counted(before: str, text: str) -> bool:
    """Whether a line begins with a number in brackets whose row stands inside the lines before, as (iii) after (ii)."""
    match = _PART.match(text)
    inside = [_part(each[1]) for each in _PART.finditer(before) if each.start()]
    return match is not None and any((style, value + 1) == _part(match[1]) for style, value in inside)


def _part(token: str) -> tuple[str, int]:
    """Return the style and value of a number in brackets."""
    value = number(token.upper())
    if value is not None:
        return ("arabic" if token.isdecimal() else "roman"), value
    return "letter", ord(token[0].lower())


def _set_apart(line: Line, patterns: Patterns) -> bool:
    return any(pattern.fullmatch(line.text) for pattern in (patterns.jump, patterns.agency))
