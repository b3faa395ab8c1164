"""The lines of a signature block: one party a line, a party over several lines, or parties side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.structure.lines import close_up, width
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.patterns import Patterns

_LONGEST = 120  # characters: a longer paragraph is no signature
_NAME = 120  # columns
_REST_OF_NAME = 24  # columns: what a newspaper carries over of a Chinese name
_COLUMN = re.compile(r"\t+|\s{2,}")


@dataclass(frozen=True, slots=True)
class Signed:
    """What was read: the paragraphs used, their rows, the columns' starts in each row, State and name by party."""

    used: int
    rows: tuple[Paragraph, ...]
    columns: tuple[tuple[int, ...], ...]
    parties: tuple[tuple[str, str], ...]


def signed(rest: Sequence[Paragraph], rules: Patterns) -> Signed | None:
    """Return the signature that the paragraphs ``rest`` begin with, or None."""
    first = rest[0]
    if len(first.text) > _LONGEST or rules.terminal.search(first.text) or first.first.count("\n"):
        return None
    columns = _COLUMN.split(first.first)
    if len(columns) > 1 and all(_only_state(column, rules) for column in columns):
        return _side_by_side(rest, len(columns), rules)
    return _one_party(rest, rules)


def _only_state(text: str, rules: Patterns) -> bool:
    match = rules.signatory.match(text)
    return bool(match and not match["name"])


def _one_party(rest: Sequence[Paragraph], rules: Patterns) -> Signed | None:
    """Return a party's signature; its State may go on in the next lines, and its name may stand in them."""
    row = rest[0]
    match = rules.signatory.match(row.first)
    if match is None:
        return None
    state, name = close_up(match["state"], rules.language), close_up(match["name"] or "", rules.language)
    if name:
        head = close_up(row.first[: match.start("name")], rules.language)
        row = Paragraph(f"{head} {name}", row.lines[:1], row.first)
    used = 1
    while not name and rules.state_goes_on.search(state) and _fits(rest[used : used + 1], rules):
        row, state = row.joined(rest[used]), f"{state} {rest[used].text}"
        used += 1
    if not name and _fits(rest[used : used + 1], rules):
        row, name = row.joined(rest[used]), rest[used].text
        used += 1
    elif name and rules.language == "zh" and _fits(rest[used : used + 1], rules, _REST_OF_NAME):
        row, name = row.joined(rest[used], ""), name + rest[used].text
        used += 1
    return Signed(used, (row,), ((0,),), ((state, name),))


def _fits(following: Sequence[Paragraph], rules: Patterns, most: int = _NAME) -> bool:
    """Whether the next paragraph may belong to a signature: a short line that opens nothing of its own."""
    if not following or width(following[0].text, "zh") > most or rules.terminal.search(following[0].text):
        return False
    patterns = (rules.signatory, rules.agency, rules.jump, rules.testimonium, rules.dateline)
    return not any(pattern.match(following[0].first) for pattern in patterns) and not rules.opens(following[0].text)


def _side_by_side(rest: Sequence[Paragraph], count: int, rules: Patterns) -> Signed:
    """Return the signatures of parties side by side, with the rows below that have as many columns."""
    found = [_COLUMN.split(rest[0].first)]
    for following in rest[1:]:
        columns = _COLUMN.split(following.first)
        if len(columns) != count or not _fits([following], rules):
            break
        found.append(columns)
    rows, starts = [], []
    for paragraph, columns in zip(rest, found, strict=False):
        closed = [close_up(column, rules.language) for column in columns]
        rows.append(Paragraph(" ".join(closed), paragraph.lines[:1], paragraph.first))
        starts.append(tuple(sum(len(each) + 1 for each in closed[:at]) for at in range(count)))
    parties = tuple(_party(column, rules) for column in zip(*found, strict=True))
    return Signed(len(rows), tuple(rows), tuple(starts), parties)


def _party(column: Sequence[str], rules: Patterns) -> tuple[str, str]:
    """Return the State and the name that stand in one column."""
    match = rules.signatory.match(column[0])
    state = close_up(match["state"], rules.language) if match else column[0]
    below = [close_up(each, rules.language) for each in column[1:]]
    while len(below) > 1 or (below and rules.state_goes_on.search(state)):
        state = f"{state} {below.pop(0)}"
    return state, below[0] if below else ""
