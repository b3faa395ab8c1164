"""From paragraphs to the skeleton of a document: title, preamble, provisions, testimonium, signatures.

Paths name the provisions alike in every language, so that texts can be anchored on each other:
``title/p1``, ``pre/p1`` (opening), ``pre/r3`` (recital), ``pre/formula``, ``ch.2/h``, ``art.7/h``, ``art.7/p1``,
``sec.4/p2``, ``item.12/p1``, ``end/p1`` (testimonium), ``sign/2``, ``head/1`` and ``foot/3`` (of a letter),
``annex.1/h``, ``annex.1.art.3/p1``, ``agency/p1``, ``jump/p1``, ``body/p5``; what is no text: ``contents/p2``,
``art.7/note1``, ``art.7/page1``.
What has no word for it is named by depth, not by its numerals: ``sec.1`` is 一、, I. or 1.

A number that starts again takes its container's name with it (``ch.2.art.1/p1``, ``sec.2.item.1/p1``); one that just
stands twice is counted (``art.7-2/p1``). An article inserted later has two numbers (Article 3-1: ``art.3.1/p1``;
3 bis, which is 第三条之二: ``art.3.2/p1``).
Under signatures side by side the names are ``sign/2/row2``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from toolkit import languages
from toolkit.model import Block, Document, Identity, Language, Signature
from toolkit.structure import letters
from toolkit.structure.annexes import annex_heading, annexes
from toolkit.structure.levels import mark_of
from toolkit.structure.numbering import Heading, Numbering, heading_of
from toolkit.structure.paragraphs import Paragraph, paragraphs
from toolkit.structure.patterns import Patterns, patterns
from toolkit.structure.remarks import late_force, on_columns, on_lines
from toolkit.structure.signatures import Signed, names_first, signed
from toolkit.structure.title import closed_up, kind_of, titles

_AHEAD = 12  # paragraphs: no title or signature takes more
_FORMULA = 60  # characters: a longer paragraph only ends in the formula


def documents(text: str, language: Language, name: str = "text") -> tuple[Document, ...]:
    """Return the documents that stand in a page's text, in order; ``name`` is the id of one without a known kind."""
    rules = patterns(language)
    found: dict[str, Document] = {}
    for group in _split(paragraphs(text, rules), rules):
        document = _Skeleton(group, rules).document(name)
        name_, same = document.id, 1
        while name_ in found:
            same += 1
            name_ = f"{document.id}-{same}"
        beside = on_columns(text, rules) if not found else []
        found[name_] = replace(document, id=name_, remarks=(*beside, *document.remarks))
    return tuple(found.values())


def _split(found: list[Paragraph], rules: Patterns) -> list[list[Paragraph]]:
    """Return the paragraphs of each document: one ends at a page jump or agency line, or where a headline begins."""
    groups: list[list[Paragraph]] = []
    ended = True
    for paragraph in found:
        headline = paragraph.headline and not rules.opens(paragraph.text)
        if ended or (headline and not groups[-1][-1].headline):
            groups.append([])
        groups[-1].append(paragraph)
        # a jump that opens a page says where the text comes from
        ended = len(groups[-1]) > 1 and any(each.fullmatch(paragraph.text) for each in (rules.jump, rules.agency))
    return groups


@dataclass
class _Skeleton:
    """Walks the paragraphs of one document and gives each its place."""

    found: list[Paragraph]
    rules: Patterns
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    lines: list[tuple[int, int]] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    division: str = "pre"
    closed: str = ""  # the division that the closing words of a letter end, as long as what is below them lasts
    at: int = 0

    def document(self, name: str) -> Document:
        """Return the document."""
        self._walk()
        text = "".join(self.parts)
        jumps = [text[block.start : block.stop] for block in self.blocks if block.kind == "jump"]
        remarks = [f"incomplete: the text goes on elsewhere, {jump}" for jump in jumps[:1]]
        return Document(
            id=name if self.kind == "text" else self.kind,
            language=self.rules.language,  # type: ignore[arg-type]
            text=text,
            blocks=tuple(self.blocks),
            kind=self.kind,
            identity=Identity(complete=False if jumps else None),
            lines=tuple(self.lines),
            signatures=tuple(self.signatures),
            remarks=(
                *(each for one in self.numberings for each in one.remarks),
                *late_force(self.kind, self.blocks, text, self.rules),
                *on_lines(self.found),
                *remarks,
            ),
        )

    def _walk(self) -> None:
        """Give each paragraph its place."""
        while self.at < len(self.found) and self.found[self.at].apart:
            self._apart(self.found[self.at], "title")
            self.at += 1
        self.kind = kind_of(self.found[self.at :], self.rules)
        self.annexes = annexes(self.found, self.rules)
        self.stop = min(self.annexes, default=len(self.found))
        self.numbering = Numbering(self.found[: self.stop], self.kind, self.rules)
        self.numberings = [self.numbering]
        self._title()
        if self.kind == "text" and not self.numbering.any and not self.annexes:
            self.division = "body"
        while self.at < len(self.found):
            self.at += self._place(self._rest())

    def _title(self) -> None:
        """Place the title, or of a letter what stands above its text."""
        address = letters.head(self.found[self.at : self.stop], self.kind, self.numbering)
        for paragraph in self.found[self.at : self.at + address]:
            self._line_of_letter(paragraph, "head")
        front = [] if address else titles(self.found[self.at :], self.kind, self.rules)
        for paragraph in closed_up(front, self.kind, self.rules):
            self._add(paragraph, "title", self._next("title"))
        self.at += address or len(front)

    def _rest(self) -> list[Paragraph]:
        """Return this paragraph and what may go together with it: nothing goes on over a page or into an annex."""
        rest = self.found[self.at : self.at + _AHEAD]
        ends = (at for at in range(1, len(rest)) if rest[at].apart or self.at + at == self.stop)
        return rest[: next(ends, len(rest))]

    def _next(self, division: str, letter: str = "p") -> str:
        self.counts[f"{division}/{letter}"] += 1
        return f"{division}/{letter}{self.counts[f'{division}/{letter}']}"

    def _block(self, kind: str, path: str, start: int, stop: int, value: int | None = None) -> None:
        unique, same = path, 1
        while unique in self.paths:
            same += 1
            unique = f"{path}-{same}"
        self.paths.add(unique)
        self.blocks.append(Block(kind, unique, start, stop, value))

    def _append(self, paragraph: Paragraph) -> int:
        """Append the paragraph to the text, and return where it starts."""
        if self.parts:
            self.parts.append("\n")
            self.length += 1
        start = self.length
        self.parts.append(paragraph.text)
        self.length += len(paragraph.text)
        self.lines += [(start + at, line) for at, line in paragraph.lines]
        return start

    def _add(self, paragraph: Paragraph, kind: str, path: str, value: int | None = None) -> None:
        start = self._append(paragraph)
        self._block(kind, path, start, self.length, value)

    def _apart(self, paragraph: Paragraph, division: str) -> None:
        """Place what is no text: the contents in a division of their own, page numbers and notes where they stand."""
        contents = paragraph.apart == "contents"
        self._add(
            paragraph, paragraph.apart, self._next("contents") if contents else self._next(division, paragraph.apart)
        )

    def _place(self, rest: list[Paragraph]) -> int:
        """Place the first of the paragraphs, and return how many were used."""
        paragraph = rest[0]
        if paragraph.apart:
            self._apart(paragraph, self.division)
            return 1
        for kind in ("jump", "agency"):
            if getattr(self.rules, kind).fullmatch(paragraph.text):
                self._add(paragraph, kind, self._next(kind))
                return 1
        if self.at in self.annexes:
            return self._annex(rest)
        if self._below(paragraph):
            return 1
        heading = heading_of(rest, self.numbering)
        if heading:
            return self._provision(rest, heading)
        used = self._signature(rest)
        if used:
            return used
        if self.division == "pre":
            self._front(paragraph)
        elif self.kind in ("treaty", "declaration") and self._closes(paragraph):
            self.division = f"{self.numbering.prefix}end"
            self._add(paragraph, "testimonium", self._next(self.division))
        else:
            self._inside(paragraph)
        return 1

    def _below(self, paragraph: Paragraph) -> bool:
        """Place a line below the closing words of a letter; below them the text goes on where they stood."""
        if self.closed and letters.below(paragraph, self.rules):
            self.division = "foot"
            self._line_of_letter(paragraph, "foot")
            return True
        if self.closed:
            again = letters.greets(paragraph, self.rules)  # another letter
            self.division = "body" if again else self.closed
        self.closed = self.division if letters.closes(paragraph, self.kind, self.rules) else ""
        return False

    def _line_of_letter(self, paragraph: Paragraph, division: str) -> None:
        self.counts[division] += 1
        self._add(paragraph, "address", f"{division}/{self.counts[division]}", self.counts[division])

    def _inside(self, paragraph: Paragraph) -> None:
        mark = mark_of(paragraph.text)
        marked = mark or self.rules.subitem.match(paragraph.text)
        kind = "testimonium" if self._ends else "item" if marked else "paragraph"
        self._add(paragraph, kind, self._next(self.division), mark.value if mark else None)

    @property
    def _front_text(self) -> str:
        """The title and the opening, which name the parties."""
        front = [each for each in self.blocks if each.kind in ("title", "opening")]
        text = "".join(self.parts)
        return "\n".join(languages.ordinary(text[each.start : each.stop], self.rules.language) for each in front)

    def _closes(self, paragraph: Paragraph) -> bool:
        """Whether the testimonium stands here, or date and place above signatures: after it no provision follows."""
        if not self.rules.testimonium.search(paragraph.text):
            following = self.found[self.at + 1 : self.stop]
            dated = self.rules.dateline.fullmatch(paragraph.text) and following
            return bool(dated and self._only_signed(following, named=False))
        return not self.numbering.goes_on(self.found[self.at + 1 : self.stop])

    def _front(self, paragraph: Paragraph) -> None:
        treaty = self.kind == "treaty"
        if self.rules.preamble.match(paragraph.text) and not self.counts["pre/p"]:
            self._add(paragraph, "heading", "pre/h")
            return
        if treaty and "pre/formula" in self.paths:
            # provisions without a heading: the first one is lost, or the treaty has none
            self.division = "body"
            self._inside(paragraph)
        elif treaty and self._is_formula(paragraph.text):
            self._add(paragraph, "formula", "pre/formula")
        elif treaty and self.counts["pre/p"] and self._is_recital(paragraph):
            self._add(paragraph, "recital", self._next("pre", "r"))
        else:
            self._add(paragraph, "opening", self._next("pre"))

    @property
    def _ends(self) -> bool:
        """Whether this is the closing clause, of the text or of an annex."""
        return self.division == f"{self.numbering.prefix}end"

    def _is_formula(self, text: str) -> bool:
        found = self.rules.formula.search(text)
        return found is not None and (found.start() == 0 or len(text) < _FORMULA)

    def _is_recital(self, paragraph: Paragraph) -> bool:
        in_recitals = bool(self.counts["pre/r"]) and bool(self.rules.joining.search(paragraph.text))
        return in_recitals or bool(self.rules.recital.match(paragraph.text))

    def _provision(self, rest: list[Paragraph], heading: Heading) -> int:
        """Open a numbered provision; its title may stand in the line after its number."""
        paragraph = rest[0]
        self.division = division = self.numbering.open(heading)
        kind = "item" if heading.label == "item" else "paragraph"
        if heading.stop == 0:
            self._add(paragraph, kind, self._next(division), heading.value)
        elif heading.stop < len(paragraph.text):
            start = self._append(paragraph)
            self._block("heading", f"{division}/h", start, start + heading.stop, heading.value)
            gap = len(paragraph.text[heading.stop :]) - len(paragraph.text[heading.stop :].lstrip())
            self._block("paragraph", self._next(division), start + heading.stop + gap, self.length)
        elif heading.title_follows:
            self._add(paragraph.joined(rest[1]), "heading", f"{division}/h", heading.value)
            return 2
        else:
            self._add(paragraph, "heading", f"{division}/h", heading.value)
        return 1

    def _annex(self, rest: list[Paragraph]) -> int:
        """Open an annex, whose provisions are counted for themselves and bear its name before their own."""
        annex = self.annexes[self.at]
        name = f"annex.{annex.value or len(self.numberings)}"
        same = sum(each.prefix.startswith((f"{name}.", f"{name}-")) for each in self.numberings)
        self.division = f"{name}-{same + 1}" if same else name
        self.stop = min((at for at in self.annexes if at > self.at), default=len(self.found))
        self.numbering = Numbering(self.found[self.at + 1 : self.stop], "text", self.rules, f"{self.division}.")
        self.numberings.append(self.numbering)
        heading, used = annex_heading(rest, annex, self.numbering)
        self._add(heading, "heading", f"{self.division}/h", annex.value or None)
        return used

    def _signature(self, rest: list[Paragraph]) -> int:
        """Place a line of the signature block; return how many paragraphs it took, 0 if it is none."""
        if self.kind not in ("treaty", "declaration"):
            return 0
        found = names_first(rest, self.rules)
        if found and (self._ends or self._last(found)):
            return self._names_first(found)
        found = signed(rest, self.rules, self._front_text)
        if found is None or not self._is_signed(found):
            return 0
        self.division = "sign"
        first = len(self.signatures) + 1
        for row, (paragraph, columns) in enumerate(zip(found.rows, found.columns, strict=True), start=1):
            start = self._append(paragraph)
            stops = [*(start + each - 1 for each in columns[1:]), self.length]
            left = first + found.alone.get(row, 0)
            for order, (column, stop) in enumerate(zip(columns, stops, strict=True), start=left):
                path = f"sign/{order}" if row == 1 else f"sign/{order}/row{row}"
                self._block("signature", path, start + column, stop, order if row == 1 else None)
        for order, (state, name) in enumerate(found.parties, start=first):
            self.signatures.append(Signature(state, name, order, f"sign/{order}"))
        return found.used

    def _last(self, found: Signed) -> bool:
        """Whether names above offices stand below the text of a declaration, which has no closing clause."""
        below = self.kind == "declaration" and self.division not in ("title", "pre", "sign")
        return below and self._only_signed(self.found[self.at + found.used : self.stop])

    def _names_first(self, found: Signed) -> int:
        """Place a whole signature block in which names stand above States."""
        self.division = "sign"
        for order, (paragraph, (state, name)) in enumerate(zip(found.rows, found.parties, strict=True), start=1):
            self._add(paragraph, "signature", f"sign/{order}", order)
            self.signatures.append(Signature(state, name, order, f"sign/{order}"))
        return found.used

    def _is_signed(self, found: Signed) -> bool:
        """Whether signatures may stand here: after the testimonium, or, with State and name, at the text's end."""
        following = self.found[self.at + found.used : self.stop]
        if not self._ends and self.division != "sign":
            front = self.division in ("pre", "body") and (self.kind == "treaty" or not found.by_office)
            if front or not all(name for _, name in found.parties):
                return False
            if (found.by_office or self.numbering.prefix) and not self._only_signed(following):
                return False
        return not self.numbering.goes_on(following)

    def _only_signed(self, rest: list[Paragraph], named: bool = True) -> bool:
        """Whether nothing but signatures, a date, an agency line or a jump follows.

        All are ``named``, or at least say for whom they stand.
        """
        while rest:
            marks = (self.rules.dateline, self.rules.jump, self.rules.agency)
            used = 1 if any(mark.fullmatch(rest[0].text) for mark in marks) else 0
            if not used:
                found = signed(rest[:_AHEAD], self.rules, self._front_text)
                whole = found and (all(name for _, name in found.parties) or not (named or found.by_office))
                used = found.used if found and whole else 0
            if not used:
                return False
            rest = rest[used:]
        return True
