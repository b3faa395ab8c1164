"""Letters and notes of an exchange: whom they address, and what stands below the words they close with.

Date, addressee and office of a letter stand at its head in one language and at its foot in another.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.structure.lines import width
from toolkit.structure.numbering import Numbering, heading_of
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns
from toolkit.structure.signatures import INITIAL, ended

_HEAD = 8  # paragraphs: no address is longer
_LINE = 120  # columns: nor is a line of it
_NO_LETTER = ("declaration", "list")  # whose parties may take this opportunity too, without signing below it


def closes(paragraph: Paragraph, kind: str, rules: Patterns) -> bool:
    """Return whether a letter ends here: 顺致最崇高的敬意, Accept, Excellency, …, Примите, …."""
    return kind not in _NO_LETTER and bool(rules.valediction.match(paragraph.text))


def greets(paragraph: Paragraph, rules: Patterns) -> bool:
    """Return whether a letter begins here: 阁下：, Excellency, Уважаемый господин Министр!"""
    return bool(rules.greeting.match(paragraph.text))


def head(found: Sequence[Paragraph], kind: str, numbering: Numbering) -> int:
    """Return how many paragraphs of a letter stand above its text: date, addressee, greeting; 0 of another text."""
    rules = numbering.rules
    if kind != "text" or not any(closes(each, kind, rules) for each in found):
        return 0
    for at, paragraph in enumerate(found[:_HEAD]):
        if greets(paragraph, rules):
            return at + 1
        if rules.compliments.match(paragraph.text):  # a note has no greeting, but its number or date, or a title
            return at if any(char.isdigit() for char in found[0].text) else 0
        if paragraph.apart or not _is_line(paragraph, rules) or heading_of(found[at : at + 3], numbering):
            return 0
    return 0


def below(paragraph: Paragraph, rules: Patterns) -> bool:
    """Return whether a line after the closing words goes with them: name, office, date, addressee."""
    opened = rules.opens(paragraph.text) and not INITIAL.match(paragraph.text)
    return not opened and not greets(paragraph, rules) and _is_line(paragraph, rules)


def _is_line(paragraph: Paragraph, rules: Patterns) -> bool:
    """Whether a paragraph is a line, not a sentence; a date may end in «г.»."""
    if rules.dateline.fullmatch(paragraph.text):
        return True
    sentence = ended(paragraph, rules) or paragraph.text.endswith((":", "："))
    return not sentence and width(paragraph.text, "zh") <= _LINE
