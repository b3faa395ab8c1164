"""From paragraphs to the skeleton of a document: title, preamble, provisions, testimonium, signatures.

Paths name the provisions alike in every language, so that texts can be anchored on each other:
``title/p1``, ``pre/p1`` (opening), ``pre/r3`` (recital), ``pre/formula``, ``ch.2/h``, ``art.7/h``, ``art.7/p1``,
``sec.4/p2``, ``item.12/p1``, ``end/p1`` (testimonium), ``sign/2``, ``agency/p1``, ``jump/p1``, ``body/p5``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from toolkit.model import Block, Document, Identity, Language, Signature
from toolkit.structure.layout import Paragraph, close_up, paragraphs
from toolkit.structure.patterns import Patterns, number, patterns

_HEADING = 60  # characters: a longer line after a number is text, not a heading


def documents(text: str, language: Language, name: str = "text") -> tuple[Document, ...]:
    """Return the documents that stand in a page's text, in order; ``name`` is the id of one without a known kind."""
    rules = patterns(language)
    found: list[Document] = []
    for group in _split(paragraphs(text, rules), rules):
        document = _Skeleton(group, rules).document(name)
        same = sum(re.sub(r"-\d+$", "", each.id) == document.id for each in found)
        found.append(replace(document, id=f"{document.id}-{same + 1}") if same else document)
    return tuple(found)


def _split(found: list[Paragraph], rules: Patterns) -> list[list[Paragraph]]:
    """Return the paragraphs of each document: one ends at a page jump or agency line, or where a headline begins."""
    groups: list[list[Paragraph]] = []
    ended = True
    for paragraph in found:
        if ended or (paragraph.headline and not groups[-1][-1].headline):
            groups.append([])
        groups[-1].append(paragraph)
        ended = any(pattern.fullmatch(paragraph.text) for pattern in (rules.jump, rules.agency))
    return groups


@dataclass
class _Skeleton:
    """Walks the paragraphs of one document and gives each its place."""

    found: list[Paragraph]
    rules: Patterns
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    division: str = "pre"
    counts: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    container: str = ""

    def document(self, name: str) -> Document:
        """Return the document."""
        titles = self._titles()
        title = " ".join(each.text for each in titles)
        articles = sum(bool(self.rules.article.match(each.raw)) for each in self.found)
        self.kind = "treaty" if articles >= 3 else self.rules.kind_of(title)
        if self.kind == "text" and not any(self._numbered(each) for each in self.found):
            self.division = "body"
        for paragraph in titles:
            self._add(paragraph, "title", self._next("title"))
        rest = self.found[len(titles) :]
        while rest:
            used = self._place(rest)
            rest = rest[used:]
        cut = any(block.kind == "jump" for block in self.blocks)
        if cut:
            jump = next(block for block in self.blocks if block.kind == "jump")
            self.remarks.append(f"incomplete: the text goes on elsewhere, {self.text[jump.start : jump.stop]}")
        return Document(
            id=name if self.kind == "text" else self.kind,
            language=self.rules.language,  # type: ignore[arg-type]
            text=self.text,
            blocks=tuple(self.blocks),
            kind=self.kind,
            identity=Identity(complete=False if cut else None),
            lines=tuple(self.lines),
            signatures=tuple(self.signatures),
            remarks=tuple(self.remarks),
        )

    def _titles(self) -> list[Paragraph]:
        """Return the leading paragraphs that read like a title: no closing punctuation, no number."""
        run: list[Paragraph] = []
        for paragraph in self.found:
            ends = self.rules.terminal.search(paragraph.text) or self.rules.joining.search(paragraph.text)
            if ends or self.rules.opens(paragraph.raw) or len(paragraph.text) > 400 or len(run) == 6:
                break
            run.append(paragraph)
        return run[: 1 if len(run) == len(self.found) and len(run) > 1 else len(run)]

    def _numbered(self, paragraph: Paragraph) -> bool:
        patterns_ = (self.rules.article, self.rules.chapter, self.rules.section)
        return any(pattern.match(each) for pattern in patterns_ for each in (paragraph.raw, paragraph.text))

    def _next(self, division: str, letter: str = "p") -> str:
        key = f"{division}/{letter}"
        self.counts[key] = self.counts.get(key, 0) + 1
        return f"{key}{self.counts[key]}"

    def _add(self, paragraph: Paragraph, kind: str, path: str, value: int | None = None, head: int = 0) -> None:
        """Append a paragraph; with ``head``, its first characters become a heading and the rest a paragraph."""
        self.text += "\n" if self.text else ""
        start = len(self.text)
        self.text += paragraph.text
        self.lines += [(start + at, line) for at, line in paragraph.lines]
        if head and head < len(paragraph.text):
            self.blocks.append(Block("heading", path, start, start + head, value))
            start += head + len(paragraph.text[head:]) - len(paragraph.text[head:].lstrip())
            kind, path = "paragraph", self._next(self.division)
        self.blocks.append(Block(kind, path, start, len(self.text), value))

    def _place(self, rest: list[Paragraph]) -> int:
        """Place the first of the paragraphs, and return how many were used (two for a signature on two lines)."""
        paragraph = rest[0]
        for kind in ("jump", "agency"):
            if getattr(self.rules, kind).fullmatch(paragraph.text):
                self._add(paragraph, kind, self._next(kind))
                return 1
        if (
            self._provision(paragraph, "art", self.rules.article.match(paragraph.raw), heading=True)
            or self._provision(paragraph, "ch", self.rules.chapter.match(paragraph.raw), heading=True)
            or self._section_or_item(paragraph)
        ):
            return 1
        if self.kind == "treaty" and self.division in ("end", "sign") or self._late_signature(paragraph):
            used = self._signature(rest)
            if used:
                return used
        if self.division in ("pre", "body"):
            self._front(paragraph)
        elif self.kind == "treaty" and self.rules.testimonium.search(paragraph.text):
            self.division = "end"
            self._add(paragraph, "testimonium", self._next("end"))
        else:
            marker = self.rules.item.match(paragraph.text) or self.rules.subitem.match(paragraph.text)
            value = number(marker["n"]) if marker else None
            kind = "testimonium" if self.division == "end" else "item" if marker else "paragraph"
            self._add(paragraph, kind, self._next(self.division), value)
        return 1

    def _front(self, paragraph: Paragraph) -> None:
        treaty = self.kind == "treaty"
        if treaty and self.rules.formula.search(paragraph.text) and len(paragraph.text) < _HEADING:
            self._add(paragraph, "formula", "pre/formula")
        elif treaty and self.counts.get("pre/p") and self._is_recital(paragraph):
            self._add(paragraph, "recital", self._next("pre", "r"))
        else:
            self._add(paragraph, "opening" if self.division == "pre" else "paragraph", self._next(self.division))

    def _is_recital(self, paragraph: Paragraph) -> bool:
        in_recitals = bool(self.counts.get("pre/r")) and bool(self.rules.joining.search(paragraph.text))
        return in_recitals or bool(self.rules.recital.match(paragraph.text))

    def _provision(self, paragraph: Paragraph, label: str, match: re.Match[str] | None, heading: bool) -> bool:
        """Open the numbered provision that ``match`` found; False if it found none."""
        value = number(match["n"]) if match else None
        if match is None or value is None:
            return False
        self._remark_on_gap(label, value)
        division = f"{label}.{value}"
        if f"{division}/" in {block.path[: len(division) + 1] for block in self.blocks}:
            division = f"{self.container}.{division}" if self.container and label != "ch" else f"{division}.bis"
            if label == "art" and not self.container:
                self.remarks.append(f"number {value} stands twice ({division})")
            while any(block.division == division for block in self.blocks):
                division += "s"
        self.division = division
        if label in ("ch", "sec"):
            self.container = division
        rest = match["rest"] or ""
        titled = bool(rest) and len(rest) < _HEADING and not self.rules.terminal.search(rest)
        if heading and (not rest or titled):
            self._add(paragraph, "heading", f"{division}/h", value)
        elif heading:
            head = len(close_up(match.string[: match.start("rest")], self.rules.language).rstrip())
            self._add(paragraph, "heading", f"{division}/h", value, head=head)
        else:
            self._add(paragraph, "item" if label == "item" else "paragraph", self._next(division), value)
        return True

    def _remark_on_gap(self, label: str, value: int) -> None:
        before = self.last.get(label, 0)
        self.last[label] = value
        for missing in range(before + 1, value) if 0 < value - before < 10 else ():
            self.remarks.append(f"{label}.{missing} is missing: {label}.{value} follows {label}.{before}")

    def _section_or_item(self, paragraph: Paragraph) -> bool:
        """Open a numbered section or item, where the kind of document has such, in plausible order."""
        if self.kind == "treaty" or self.division in ("end", "sign"):
            return False
        trials = [("sec", self.rules.section), ("item", self.rules.item)]
        if self.kind == "list" and self.rules.language != "zh":
            trials.reverse()
        for label, pattern in trials:
            match = pattern.match(paragraph.text)
            value = number(match["n"]) if match else None
            if match is None or value is None:
                continue
            if label == "item" and self.kind != "list":
                return False
            if value == 1 or 0 < value - self.last.get(label, 0) < 5:
                rest = match["rest"]
                quoted = rest[:1] in "《«“\""
                head = label == "sec" and len(rest) < _HEADING and not quoted and not self.rules.terminal.search(rest)
                return self._provision(paragraph, label, match, heading=head)
        return False

    def _late_signature(self, paragraph: Paragraph) -> bool:
        """Whether a treaty without a testimonium comes to its signatures here."""
        signed = self.rules.signatory.match(paragraph.raw) if len(paragraph.text) < 120 else None
        return self.kind == "treaty" and self.division.startswith("art.") and bool(signed and signed["name"])

    def _signature(self, rest: list[Paragraph]) -> int:
        """Place a line of the signature block; return how many paragraphs it took, 0 if it is none."""
        paragraph = rest[0]
        first, _, more = paragraph.raw.partition("\n")
        match = self.rules.signatory.match(first)
        if match is None or len(paragraph.text) > 200 or self.rules.terminal.search(paragraph.text):
            return 0
        name, used = match["name"] or "", 1
        if name and more:
            name = close_up(name, self.rules.language) + close_up(more, self.rules.language)
        elif not name and len(rest) > 1 and not self._ends_signatures(rest[1]):
            name, used = rest[1].text, 2
        self.division = "sign"
        order = len(self.signatures) + 1
        block = f"sign/{order}"
        if used == 2:
            paragraph = _together(paragraph, rest[1])
        self._add(paragraph, "signature", block, order)
        self.signatures.append(Signature(close_up(match["state"], self.rules.language), name.strip(), order, block))
        return used

    def _ends_signatures(self, paragraph: Paragraph) -> bool:
        return len(paragraph.text) > 80 or any(
            pattern.match(paragraph.raw) for pattern in (self.rules.signatory, self.rules.agency, self.rules.jump)
        )


def _together(first: Paragraph, second: Paragraph) -> Paragraph:
    at = len(first.text) + 1
    return Paragraph(
        text=f"{first.text} {second.text}",
        lines=first.lines + tuple((start + at, line) for start, line in second.lines),
        raw=f"{first.raw}\n{second.raw}",
    )
