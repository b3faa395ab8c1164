"""Where a paragraph ends: a walk down the lines of a page, with what each one says of the place."""

from __future__ import annotations

import re

from toolkit.languages.quotes import pairs
from toolkit.structure.layout import GOES_ON, Layout, Page
from toolkit.structure.lines import Line, cells, close_up, in_columns
from toolkit.structure.parties import parties, party, roles
from toolkit.structure.patterns import Patterns, number

_SIGNATURE = 100  # columns: no line of a signature block is wider
_MUCH = 0.6  # of the full width: a line shorter than this was ended on purpose
_ALONE = 60  # characters: a shorter line that ends in the formula is a paragraph of its own
_HELD = {"《": "》", "〈": "〉", "（": "）", "“": "”", "「": "」"}  # of Chinese; a Russian “ closes
_NUMBER = re.compile(r"[（(]?(?:\d|[ivxIVX]+\b|[一二三四五六七八九十])|[（(]?[a-zа-я][)）]")
_PART = re.compile(r"[（(]([^\W\d_]|\d{1,2}|[ivx]{2,5})[)）]")  # of a sentence
_CLOSING = re.compile(r"[”’」』）》〉】，。；：、！？]")  # no Chinese paragraph begins so
_FINISHED = re.compile(r"[;:；：》」』）)»”\"]$")


class Place:
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
        if set_apart(before, rules) or before.spaced:
            self.preamble, self.closing, self.signing = True, False, False
        elif rules.opens(before.text) or rules.formula.search(close_up(before.text, rules.language)):
            self.preamble = False
        ends = before.text, "".join(line.text for line in group)  # its words may be cut by a line end
        self.closing = self.closing or any(rules.testimonium.search(close_up(each, rules.language)) for each in ends)
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
        if set_apart(before, rules) or set_apart(line, rules):
            return True
        last, text = (close_up(each.text, rules.language) for each in (before, line))
        if line.spaced:
            return not (before.spaced or rules.joining.search(last))
        if page.layout is Layout.LINES or before.spaced or self.signing:
            return True
        if self._rows(before, line):
            return True
        if page.layout is Layout.NEWSPAPER and not line.after_gap:  # a headline stands close to what follows
            return not last.endswith("、")
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
        apart = any(each.spaced or set_apart(each, rules) for each in (before, line))
        if apart or self.signing or page.layout is Layout.LINES:
            return False
        last, text = (close_up(each.text, rules.language) for each in (before, line))
        if rules.language == "zh" and _CLOSING.match(text):
            return True
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
        alone = any(each.spaced or set_apart(each, rules) for each in (before, line))
        return not (apart or new or ended or alone)

    def _rows(self, before: Line, line: Line) -> bool:
        """Whether two lines are rows of a table, or of a signature block: State and name of each in one line."""
        signed = all(party(each.text, self.patterns) for each in (before, line))
        return signed or 1 < cells(before.text) == cells(line.text)

    def _says_when(self, text: str, short: bool) -> bool:
        """Whether a paragraph that says when and where begins here; Chinese goes on after a line that is not short."""
        whole = short or self.patterns.language != "zh" or text.endswith(("）", ")"))
        return whole and bool(self.patterns.dateline.match(text))

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
            opens = opens or bool(rules.article.match(line.text) or rules.chapter.match(line.text))  # 第二条 用语
            # only in Chinese newspapers is a full line that ends in 。 taken for the end of its paragraph, unless the
            # next one is wider than those that begin one
            by_habit = rules.language == "zh" and not grouped and not page.indents
            by_habit = by_habit and not (page.lost and page.lost.goes_on(line))
            by_habit = by_habit and not (self.closing and rules.equal.search(text))
            alone = len(text) < _ALONE and rules.formula.search(text)
            return short or opens or by_habit or bool(rules.testimonium.match(text) or alone)
        if opens and (short or _FINISHED.search(last) or self._opens_early(last)):
            return True
        if self._under_heading(group, line, last):
            return True
        if self._says_when(text, short) or (self._dated(last) and not text[0].islower()):
            return True
        if rules.joining.search(last):
            formula = rules.formula.search(text)
            starts = (
                (formula and formula.start() == 0)
                or page.recites(before, line)
                or (rules.recital.match(text) and not text[0].islower() and not (grouped and page.parted))
            )
            recites = self.preamble and last.endswith(("，", "；", ",", ";")) and starts
            return short or bool(recites) or self._announced(group, last)
        if rules.formula.search(last):
            return True
        return short and (rules.language == "zh" or not text[0].islower() or before.width < _MUCH * page.full)

    def _under_heading(self, group: list[Line], line: Line, last: str) -> bool:
        """Whether the text of an article begins below its title, in whose line there was room for a word more."""
        rules = self.patterns
        headed = rules.language != "zh" and (rules.article.match(group[0].text) or rules.chapter.match(group[0].text))
        new = line.text[0].isupper() and not rules.joining.search(last) and not GOES_ON.search(last)
        return bool(headed) and new and self.page.short(group[-1], line)

    def _announced(self, group: list[Line], last: str) -> bool:
        """Whether a Chinese line ends in a colon and with it the paragraph: it greets, agrees, or has room for more."""
        if self.patterns.language != "zh" or not last.endswith("："):
            return False
        greeted = len(group) == 1 and self.patterns.greeting.match(last)
        return bool(greeted or self.patterns.formula.search(last)) or self.page.has_room(group[-1])

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


def set_apart(line: Line, patterns: Patterns) -> bool:
    """Return whether a line is a page jump or agency line, which is a paragraph of its own."""
    return any(pattern.fullmatch(line.text) for pattern in (patterns.jump, patterns.agency))
