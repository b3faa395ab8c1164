"""The lines of a signature block: one party a line, a party over several lines, or parties side by side.

A row of the block is always a paragraph's whole text, to which a missing space between columns is added at most: what
is not understood stays in its row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from toolkit.structure.lines import close_up, glue, in_columns, width
from toolkit.structure.names import parted
from toolkit.structure.paragraphs import Paragraph
from toolkit.structure.parties import COLUMN, columns, parties, party, roles
from toolkit.structure.patterns import Patterns

_LONGEST = 120  # characters: a longer paragraph is no signature
_NAME = 120  # columns
_REST_OF_NAME = 24  # columns: what a newspaper carries over of a Chinese name
_SPACED_NAME = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]")  # 秦 刚
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]+)[)\]）]")
INITIAL = re.compile(r"[^\W\d_]\.\s?[^\W\d_]")  # V. Putin is no fifth section


@dataclass(frozen=True, slots=True)
class Signed:
    """What was read: the paragraphs used, their rows, the columns' starts in each row, State and name by party.

    ``by_office``: the parties are named by their offices (President of …), not by «For …». ``alone``: the
    column of each row (from 1) that has but one.
    """

    used: int
    rows: tuple[Paragraph, ...]
    columns: tuple[tuple[int, ...], ...]
    parties: tuple[tuple[str, str], ...]
    by_office: bool
    alone: Mapping[int, int] = field(default_factory=dict)


def signed(rest: Sequence[Paragraph], rules: Patterns, known: str = "") -> Signed | None:
    """Return the signature that the paragraphs ``rest`` begin with, or None; ``known`` names the States."""
    first = rest[0]
    if max(len(each) for each in COLUMN.split(first.first)) > _LONGEST or ended(first, rules):
        return None
    if len(first.lines) > 1:
        return _one_party(rest, rules, known)
    below = roles(rest[1].first, rules) if len(rest) > 1 and not party(first.first, rules) else 0
    if below == 1 or (len(rest) > 1 and rules.forward.match(first.first)):  # 甲国政府 | 代表 | 李强; За | Аркадию
        between = glue(first.text, rest[1].text, rules.language)
        whole = replace(first.joined(rest[1], between), first=f"{first.first}{between}{rest[1].text}")
        found = _one_party([whole, *rest[2:]], rules, known)
        return found and replace(found, used=found.used + 1)
    cells = columns(first.first, below, rules) if below else parties(first.first, rules)
    if not cells and len(rest) > 1 and rules.unsigned.match(first.first):
        above = _names_above(rest, rules)
        if above:
            return above
    return _side_by_side(rest, cells, rules) if cells else _one_party(rest, rules, known)


def _names_above(rest: Sequence[Paragraph], rules: Patterns) -> Signed | None:
    """Return signatures side by side in which (Signed) and the name stand above each State."""
    cells = parties(rest[1].first, rules)
    names = columns(rest[0].first, len(cells), rules) if cells else []
    if not names or not all(rules.unsigned.match(name) and _plain(name, rules) for name in names):
        return None
    found = _side_by_side(rest[1:], cells, rules)
    row, starts = _row(rest[0], names)
    signing = tuple((state, _plain(name, rules)) for (state, _), name in zip(found.parties, names, strict=True))
    alone = {at + 1: column for at, column in found.alone.items()}
    return Signed(found.used + 1, (row, *found.rows), (starts, *found.columns), signing, found.by_office, alone)


def names_first(rest: Sequence[Paragraph], rules: Patterns) -> Signed | None:
    """Return a block in which each name stands above its State, if all of ``rest`` is such a block."""
    found: list[tuple[str, str]] = []
    rows: list[Paragraph] = []
    rest, taken = _with_marks(rest, rules)
    for name, below in zip(rest[::2], rest[1::2], strict=False):
        match = party(below.first, rules) if len(below.lines) == 1 else None
        if match is None or match["name"] or party(name.first, rules) or not _fits([name], rules):
            break
        rows.append(name.joined(below, glue(name.text, below.text, rules.language) or " "))
        found.append((_plain(match["state"] or "", rules), _plain(name.text, rules)))
    ends = rest[2 * len(rows) :]
    if len(rows) < 2 or (ends and _fits(ends[:1], rules)):
        return None
    used = sum(taken[: 2 * len(rows)])
    return Signed(used, tuple(rows), ((0,),) * len(rows), tuple(found), by_office=False)


def _with_marks(rest: Sequence[Paragraph], rules: Patterns) -> tuple[list[Paragraph], list[int]]:
    """Return the paragraphs with each lone [Signed] put before what follows it, and how many each one was."""
    out: list[Paragraph] = []
    taken: list[int] = []
    for paragraph in rest:
        if out and rules.unsigned.fullmatch(out[-1].text):
            out[-1], taken[-1] = out[-1].joined(paragraph), 2
        else:
            out.append(paragraph)
            taken.append(1)
    return out, taken


def _one_party(rest: Sequence[Paragraph], rules: Patterns, known: str) -> Signed | None:
    """Return a party's signature; its State may go on in the next lines, and office and name may stand in them."""
    row, used = rest[0], 1
    match = party(row.first, rules)
    if match is None:
        return None
    row, read = _opening(row, match, rules)
    if not read.name and len(row.lines) == 1:
        below = _fits(rest[1:2], rules) and not party(rest[1].first, rules)
        read.state, read.name = parted(read.state, rules, known, not below)
    while _fits(rest[used : used + 1], rules):
        between = read.take(rest[used].text)
        if between is None:
            break
        row, used = row.joined(rest[used], between), used + 1
    return Signed(used, (row,), ((0,),), ((_plain(read.state, rules), read.name),), read.by_office)


@dataclass
class _Party:
    """The State and name of one party, read line by line; ``carried``: the columns that may go on of a broken name."""

    rules: Patterns
    by_office: bool
    state: str
    name: str
    carried: int = 0

    def take(self, text: str) -> str | None:
        """Read a further line; return what stands before it in the row, or None if it belongs to another."""
        plain = _plain(text, self.rules)
        if self.name and not self.by_office and _is_office(plain, self.rules):
            self.carried = 0  # the office stands under the name
        elif self.name and plain:
            if width(text, "zh") > self.carried or self.rules.office.match(text):
                return None
            self.name, self.carried = self.name + plain, 0
            return ""
        elif plain and (not self.state or _continues(self.state, plain, self.rules)):
            self.state = f"{self.state} {_joinable(text, plain)}".strip()
        elif self.by_office and self.rules.office.match(plain):  # the next party
            return None
        elif plain and not self.rules.office.match(plain):
            self.name = plain
        return " "


def _joinable(text: str, plain: str) -> str:
    """Return a piece of a State with the comma after which it goes on in the next line."""
    return f"{plain}," if text.rstrip().endswith(",") else plain


def _continues(state: str, plain: str, rules: Patterns) -> bool:
    """Whether a State goes on in a further line: it wants more, or the line is not one that a name begins."""
    if state.endswith(",") or rules.state_goes_on.search(state):
        return True
    return not rules.office.match(plain) and bool(plain[0].islower() or rules.state_only.search(plain))


def _opening(row: Paragraph, match: re.Match[str], rules: Patterns) -> tuple[Paragraph, _Party]:
    """Return a party's first paragraph, a space before the name in it, with the State and name that stand there."""
    state, name = match["state"] or "", _plain(match["name"] or "", rules)
    read = _Party(rules, match.re is not rules.signatory, _joinable(state, _plain(state, rules)), name)
    opened = len(close_up(row.first, rules.language)) - 1  # a hyphen at its end may be gone
    offsets = [at for at, _ in row.lines if at >= opened]
    if offsets and name:  # the name goes on in the paragraph's further lines
        read.name = f"{name} {row.text[offsets[0] :]}".strip()
    elif offsets:  # the State goes on, or the name stands, in them
        for start, stop in pairwise([*offsets, len(row.text)]):
            read.take(row.text[start:stop])
            if read.name and not name:
                row, name = row.spaced(start), read.name
    elif match["name"] and match.start("name"):
        row, _ = _row(row, [row.first[: match.start("name")], match["name"]])
    read.carried = _REST_OF_NAME if name and rules.language == "zh" else 0
    return row, read


def _is_office(plain: str, rules: Patterns) -> bool:
    return bool(rules.office.match(plain) or rules.officer.match(plain))


def _plain(text: str, rules: Patterns) -> str:
    """Return State or name without (signature), the line to sign on, or a colon at its end."""
    plain = rules.unsigned.sub("", close_up(text, rules.language)).strip(" _:：—–,，")
    if not any(char.isalnum() for char in plain):
        return ""
    whole = _BRACKETED.fullmatch(plain)  # (Ван И), below the line to sign on
    plain = whole[1] if whole else plain
    return plain.replace(" ", "") if _SPACED_NAME.fullmatch(plain) else plain


def _fits(following: Sequence[Paragraph], rules: Patterns) -> bool:
    """Whether the next paragraph may belong to a signature: a short line that opens nothing of its own."""
    if not following or width(following[0].text, "zh") > _NAME or ended(following[0], rules):
        return False
    line = following[0].first
    patterns = (rules.signatory, rules.agency, rules.jump, rules.testimonium, rules.dateline)
    if any(pattern.match(line) for pattern in patterns):
        return False
    return bool(INITIAL.match(line)) or not rules.opens(following[0].text)


def ended(paragraph: Paragraph, rules: Patterns) -> bool:
    """Return whether a paragraph ends in a full stop; the dots to sign on are none."""
    return bool(rules.terminal.search(rules.unsigned.sub("", paragraph.text)))


def _side_by_side(rest: Sequence[Paragraph], cells: list[str], rules: Patterns) -> Signed:
    """Return the signatures of parties side by side, with the rows below that have as many columns."""
    rows, whole = [_row(rest[0], cells)], [[cell] for cell in cells]
    alone: dict[int, int] = {}
    for following in rest[1:]:
        below = _below(following, len(cells), rules)
        only = _goes_on(following, whole, rules)
        if not (below or only is not None) or not _fits([following], rules):
            break
        rows.append(_row(following, below or [following.first]))
        for column, cell in zip(whole, below, strict=False):
            column.append(cell)
        if not below and only is not None:
            alone[len(rows)] = only
            whole[only][-1] = f"{whole[only][-1]} {following.first}"
    heads = [_with_role(tuple(column), rules) for column in whole]
    by_office = all(rules.officer.match(column[0]) for column in heads)
    signing = tuple(_party(column, rules) for column in heads)
    return Signed(len(rows), tuple(each for each, _ in rows), tuple(at for _, at in rows), signing, by_office, alone)


def _goes_on(paragraph: Paragraph, whole: Sequence[Sequence[str]], rules: Patterns) -> int | None:
    """Return the column whose State goes on in a row of one cell, if it is the only one that wants more."""
    wanting = [at for at, column in enumerate(whole) if rules.state_goes_on.search(column[-1].strip())]
    if len(wanting) != 1 or len(paragraph.lines) > 1 or rules.office.match(whole[wanting[0]][-1]):
        return None
    return None if in_columns(paragraph.first) else wanting[0]


def _with_role(column: tuple[str, ...], rules: Patterns) -> tuple[str, ...]:
    """Return a column in which State and role are one cell; 代表 above 外交部部长 is a role already."""
    if len(column) > 1 and roles(column[1], rules) and not rules.signatory.match(column[0]):
        return column[0] + _plain(column[1], rules), *column[2:]
    return column


def _below(paragraph: Paragraph, count: int, rules: Patterns) -> list[str]:
    """Return the columns of a row below the States, or nothing if there are not as many or they name new parties."""
    if len(paragraph.lines) > 1 or any(rules.signatory.match(cell) for cell in parties(paragraph.first, rules)):
        return []
    return columns(paragraph.first, count, rules)


def _row(paragraph: Paragraph, cells: Sequence[str]) -> tuple[Paragraph, tuple[int, ...]]:
    """Return a paragraph of one raw line with a space between its columns, and where these start.

    The columns are counted off in visible characters, so that they share out the whole text.
    """
    text, starts, seen = paragraph.text, [0], 0
    for cell in cells[:-1]:
        seen += len("".join(cell.split()))
        at = [place for place, char in enumerate(text) if not char.isspace()][seen]
        if not text[at - 1].isspace():
            text, at = f"{text[:at]} {text[at:]}", at + 1
        starts.append(at)
    return replace(paragraph, text=text), tuple(starts)


def _party(column: Sequence[str], rules: Patterns) -> tuple[str, str]:
    """Return the State and the name that stand in one column; between them an office may."""
    match = party(column[0], rules)
    state = _plain(match["state"] or "", rules) if match else column[0]
    below = [plain for each in column[1:] if (plain := _plain(each, rules))]
    office = next((at for at, each in enumerate(below) if rules.office.match(each)), len(below))
    wants = bool(below) and bool(rules.state_goes_on.search(state.strip()))
    if office == 1 and wants and office + 1 < len(below):  # the State goes on, the office may too, the name is last
        return f"{state}{glue(state, below[0], rules.language)}{below[0]}", below[-1]
    if 0 < office < len(below):  # under the name
        below = below[:office]
    goes_on = not state or (len(below) == 1 and _continues(state, below[0], rules))
    signed_by = below and not (below[-1][0].islower() or rules.state_only.search(below[-1]))
    name = below.pop() if signed_by and (len(below) > 1 or not goes_on) else ""
    if rules.office.match(name):
        name = ""
    for each in below:
        if rules.office.match(each):  # it may go on to the name: Minister of | Foreign Affairs
            break
        state = f"{state}{glue(state, each, rules.language)}{each}" if state else each
    return state, name
