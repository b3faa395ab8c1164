"""What text in Word files is made of: switches and values, signs of fonts, raised digits; and automatic numbers.

These the files do not hold as text, but as styles, lists and their counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element

_PATTERN = 200  # characters at most of a number's pattern
_CHAIN = 50  # styles based on each other
_TWICE = 20  # times at most that a letter is repeated
_ROMAN = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V",
          4: "IV", 1: "I"}  # fmt: skip
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PRIVATE = range(0xE000, 0xF900)  # codes that only a font of symbols explains
_UNITS = ((10000, "万"), (1000, "千"), (100, "百"), (10, "十"))


def value(parent: Element | None, path: str) -> str:
    """Return the ``w:val`` of what stands at the path, or nothing."""
    node = None if parent is None else parent.find(path)
    return "" if node is None else node.get("val", "")


def switch(parent: Element | None, path: str) -> bool | None:
    """Return whether a property is switched on or off, or None if it is not there."""
    node = None if parent is None else parent.find(path)
    return None if node is None else node.get("val") not in ("0", "false", "off")


def children(node: Element) -> Iterator[Element]:
    """Yield what stands in an element; of alternatives the first, so that nothing is read twice."""
    if node.tag != "AlternateContent":
        yield from node
        return
    yield from next((each for tag in ("Choice", "Fallback") for each in node.findall(tag)), ())


def symbol(node: Element) -> str:
    """Return the character of a ``w:sym``, or nothing if its font alone says what it shows."""
    code = int(node.get("char", ""), 16) if re.fullmatch("[0-9A-Fa-f]{4}", node.get("char", "")) else 0
    return chr(code) if code > 31 and code not in _PRIVATE and not 0xD800 <= code < 0xE000 else ""


def raised(run: Element, text: str) -> str:
    """Return the text of a run, digits above the line as such: Article 3¹ is not Article 31."""
    return text.translate(RAISED) if value(run, "rPr/vertAlign") == "superscript" else text


@cache
def _facts() -> dict[str, Any]:
    """Return what the data file beside this module says."""
    return tomllib.loads(files(__package__).joinpath("wordml.toml").read_text("utf-8"))


def number(count: int, form: str) -> str:
    """Return a number in one of Word's formats; Arabic where it is not known or goes no further."""
    table = _facts()
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in table["letters"] and 0 < count <= _TWICE * len(table["letters"][form]):
        times, at = divmod(count - 1, len(table["letters"][form]))
        return str(table["letters"][form][at] * (times + 1))
    if form in table["signs"] and 0 < count <= len(table["signs"][form]):
        return str(table["signs"][form][count - 1])
    if form in table["digits"]:
        return "".join(table["digits"][form][int(digit)] for digit in str(count))
    if form in table["counting"]:
        return _chinese(count, *table["counting"][form])
    if form == "decimalZero":
        return f"{count:02}"
    return f"{count}{_ordinal(count)}" if form == "ordinal" else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN.items():
        text += sign * (count // worth)
        count %= worth
    return text


def _ordinal(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _chinese(count: int, zero: str, most: int) -> str:
    """Return a number in Chinese words, or beyond ``most`` digit by digit."""
    digits = _facts()["digits"]["ideographDigital"]
    if not 0 < count <= most:
        return "".join(digits[int(digit)] for digit in str(count))
    text = ""
    for worth, sign in _UNITS:
        many, count = divmod(count, worth)
        if many:
            bare = many == 1 and (not zero or (worth == 10 and not text)) and worth < 10000
            text += sign if bare else digits[many] + sign
        elif text and count and text[-1:] != zero:
            text += zero
    return text + (digits[count] if count else "")


def _whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else default


class Styles:
    """What paragraphs and runs have from their styles and the styles these are based on."""

    def __init__(self, root: Element | None) -> None:
        self._nodes = {each.get("styleId", ""): each for each in ([] if root is None else root.findall("style"))}
        defaults = [name for name, each in self._nodes.items() if each.get("default") in ("1", "true", "on")]
        self.default = next((each for each in defaults if self._nodes[each].get("type") == "paragraph"), "")
        self._hidden: dict[str, bool] = {}

    def chain(self, name: str) -> list[str]:
        """Return the style and those it is based on, nearest first."""
        found: list[str] = []
        while name in self._nodes and name not in found and len(found) < _CHAIN:
            found.append(name)
            name = value(self._nodes[name], "basedOn")
        return found

    def value(self, name: str, path: str) -> str:
        """Return the value that the nearest style of the chain has at the path, or nothing."""
        return next((found for each in self.chain(name) if (found := value(self._nodes[each], path))), "")

    def hidden(self, name: str) -> bool:
        """Whether text of this style is hidden."""
        if name not in self._hidden:
            found = (switch(self._nodes[each], "rPr/vanish") for each in self.chain(name))
            self._hidden[name] = next((each for each in found if each is not None), False)
        return self._hidden[name]


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list. ``anew``: its first paragraph in this list starts again; ``restart`` is -1 if not said."""

    form: str
    pattern: str
    start: int
    anew: bool
    restart: int
    legal: bool
    joined: bool
    style: str


def _level(node: Element, start: int) -> _Level:
    """Return a level; ``start`` is what the list says instead of the level, or -1."""
    form = value(node, "numFmt") or value(node, "AlternateContent/Fallback/numFmt") or "decimal"
    hidden = switch(node, "rPr/vanish")
    return _Level(
        form="bullet" if hidden else form,
        pattern=value(node, "lvlText")[:_PATTERN],
        start=start if start >= 0 else _whole(value(node, "start"), 0),
        anew=start >= 0,
        restart=_whole(value(node, "lvlRestart"), -1),
        legal=bool(switch(node, "isLgl")),
        joined=value(node, "suff") == "nothing",
        style=value(node, "pStyle"),
    )


class Numbering:
    """Counts the numbered paragraphs as Word does; lists of one abstract definition share their counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        abstracts, nums = ([] if root is None else root.findall(tag) for tag in ("abstractNum", "num"))
        self._abstracts = {each.get("abstractNumId", ""): each for each in abstracts}
        self._nums = {each.get("numId", ""): each for each in nums}
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._known: dict[str, tuple[str, dict[int, _Level]]] = {}

    def label(self, properties: Element | None) -> str:
        """Return the number of the next paragraph, with what parts it from the text; nothing if it has none."""
        style = value(properties, "pStyle") or self._styles.default
        num = value(properties, "numPr/numId") or self._styles.value(style, "pPr/numPr/numId")
        if not num:
            return ""
        name, levels = self._list(num)
        at = self._place(properties, style, levels)
        if at not in levels:
            return ""
        self._count(num, name, levels, at)
        text = self._text(name, levels, at).strip()
        # a single space between Chinese characters would be taken for layout
        between = "\u3000" if re.search(r"[\u3400-\u9fff]$", text) else " "
        return text if levels[at].joined or not text else text + between

    def _list(self, num: str) -> tuple[str, dict[int, _Level]]:
        """Return the abstract definition that a list counts by, and its levels with what the list overrides."""
        if num not in self._known:
            name = value(self._nums.get(num), "abstractNumId")
            link = self._styles.value(value(self._abstracts.get(name), "numStyleLink"), "pPr/numPr/numId")
            name = value(self._nums.get(link), "abstractNumId") or name
            abstract, node = self._abstracts.get(name), self._nums.get(num)
            nodes = {each.get("ilvl", ""): each for each in ([] if abstract is None else abstract.findall("lvl"))}
            starts: dict[str, int] = {}
            for each in [] if node is None else node.findall("lvlOverride"):
                at, instead = each.get("ilvl", ""), each.find("lvl")
                starts[at] = _whole(value(each, "startOverride"), -1)
                if instead is not None:
                    nodes[at] = instead
            levels = {_whole(at, 0): _level(each, starts.get(at, -1)) for at, each in nodes.items()}
            self._known[num] = name, levels
        return self._known[num]

    def _place(self, properties: Element | None, style: str, levels: dict[int, _Level]) -> int:
        """Return the level at which a paragraph is numbered: as it says, or as the level or its style says."""
        named = value(properties, "numPr/ilvl")
        by_style = {level.style: at for at, level in levels.items() if level.style}
        linked = next((by_style[each] for each in self._styles.chain(style) if each in by_style), None)
        if not named and linked is not None:
            return linked
        return _whole(named or self._styles.value(style, "pPr/numPr/ilvl"), 0)

    def _count(self, num: str, name: str, levels: dict[int, _Level], at: int) -> None:
        """Count a paragraph at a level; the levels below begin again, unless they say otherwise."""
        counts, level = self._counts.setdefault(name, {}), levels[at]
        anew = at not in counts or (level.anew and (num, at) not in self._begun)
        counts[at] = level.start if anew else counts[at] + 1
        self._begun.add((num, at))
        for lower in [each for each in counts if each > at]:
            restart = levels[lower].restart if lower in levels else -1
            if restart < 0 or at < restart:
                del counts[lower]

    def _text(self, name: str, levels: dict[int, _Level], at: int) -> str:
        own, counts = levels[at], self._counts[name]

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = levels.get(place)
            if level is None or level.form in ("none", "bullet"):
                return ""
            return number(counts.get(place, level.start), "decimal" if own.legal else level.form)

        return "" if own.form == "bullet" else re.sub("%([1-9])", shown, own.pattern)
