"""Numbers by which texts refer to articles, paragraphs, resolutions and to one of a row."""

from __future__ import annotations

import re
from fractions import Fraction

from toolkit.values.found import Found, is_year
from toolkit.values.model import Value
from toolkit.values.numerals import whole

_NUMBERS = "nwoORb"
_LEVELS = re.compile(r"\d{1,2}(?:\.\d{1,2})+")


def resolution(found: Found) -> list[Value]:
    """Return the numbers of resolutions and other documents."""
    if "document" in found.groups:
        token = found.groups["document"]
        parts = str(token.value).split("/")
        first, second = (int(parts[0]), int(parts[1])) if len(parts) == 2 else (0, 0)
        if is_year(whole(first)) and second == (first + 1) % 100:
            return [found.value("period", (whole(first), whole(first + 1)))]
        if len(parts) == 2 and 0 < int(parts[0]) < int(parts[1]) <= 10:
            return [found.value("number", (Fraction(int(parts[0]), int(parts[1])),))]
        firm = any(len(part) > 2 for part in parts) or found.tokens[0].letter == "#"  # 24/7 is a way of speaking
        return [found.value("resolution", (str(token.value),), firm=firm)]
    out = []
    for before, token in zip([None, *found.tokens], found.tokens, strict=False):
        span = (token.start, token.stop)
        if before is not None and before.letter == "(":  # resolution 2254 (2015): often without the year
            out.append(found.value("date", (token.value, "", ""), firm=False, span=span))
        elif token.letter in "qBnw":
            out.append(found.value("resolution", (str(token.value),), span=span))
    return out


def provision(found: Found) -> list[Value]:
    """Return the articles, paragraphs and the like that are referred to."""
    family = next(str(found.groups[name].value) for name in ("noun3", "noun2", "noun") if name in found.groups)
    numbers = [t for t in found.tokens if t.letter in _NUMBERS and type(t.value) is Fraction]
    out: list[Value] = []
    for at, token in enumerate(numbers):
        last = token is numbers[-1]
        follows = found.tokens[-1] if last else found.tokens[found.tokens.index(token) + 1]
        start = found.tokens[0].start if at == 0 else token.start
        stop = follows.stop if last or follows.letter in "pL" else token.stop
        if found.code == "en" and family == "paragraph" and found.text[token.start : token.stop] == "I":
            return []  # at any point I would face
        name = "paragraph" if token is found.groups.get("inner") else family
        after = found.number("inserted") if token is numbers[-1] else None
        out.append(found.value("provision", (name, _numbered(token.value, after)), name, span=(start, stop)))
    return out


def _numbered(number: Fraction | str, inserted: Fraction | None) -> Fraction | str:
    """Return the number of a provision; of one inserted later (第三条之一, статья 3-1, статья 3.1) with two numbers."""
    assert isinstance(number, Fraction)
    if inserted is None and number.denominator > 1:
        return f"{float(number):g}"
    return number if inserted is None else f"{number}.{inserted}"


def inserted(found: Found) -> list[Value]:
    """Return an article inserted later: статья 3-1."""
    number, inserted = found.number("n"), found.number("inserted", "bis")
    if number is None or inserted is None or inserted > number:
        return []  # Articles 3–5
    family = str(found.groups["noun"].value)
    return [found.value("provision", (family, _numbered(number, inserted)), family)]


def ordinal(found: Found) -> list[Value]:
    """Return an ordinal, or the number after №."""
    first = found.groups["n"]
    places = [found.groups[name] for name in ("n", "n2") if name in found.groups]
    numbers = [place.value for place in places if type(place.value) is Fraction]
    # a Latin letter alone is hardly ever a number
    if first.letter == "R" and len(numbers) == 1 and first.stop - first.start == 1:
        return []
    # first, 首, первый: more often a way of speaking than a number
    ends = [(found.tokens[0].start, places[0].stop), (places[-1].start, found.tokens[-1].stop)]
    spans = ends if len(numbers) > 1 else [(ends[0][0], ends[1][1])]
    return [found.value("ordinal", (n,), firm=n != 1, span=span) for n, span in zip(numbers, spans, strict=True)]


def item(found: Found) -> list[Value]:
    """Return the number that opens an item of a list."""
    token = next(iter(found.groups.values()))
    said, after = found.text[token.start : token.stop], found.text[token.stop : token.stop + 2]
    if ("level" in found.groups and (after[:1] != " " or after[1:].islower())) or said in ("C", "D", "L", "M"):
        return []  # 1.5 million; (A), B, C
    levels = _LEVELS.fullmatch(said)
    if levels:  # 2.10 is not 2.1
        return [found.value("provision", ("item", said), "item")]
    number = found.number("n", "n2", "n3")
    return [] if number is None else [found.value("provision", ("item", number), "item")]
