"""The same values in two texts, arranged otherwise: exchanged with one another, or said more often in one of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from toolkit.values.model import Difference, Value, alike
from toolkit.values.pairing import same

_SMALL = 12  # numbers up to here are said again or not as the language likes: 六国和六国人民
_FULL = 3  # parts of a date
_SEVERAL = 2  # of fewer values none can be in another's place, or said again


def arrangement(ours: Sequence[Value], theirs: Sequence[Value]) -> tuple[Difference, ...]:
    """Return what two texts both say, but in another order (``order``) or not as often (``count``).

    Of values that stand in another order, each is paired with the one that stands in its place on the other side.
    """
    if max(len(ours), len(theirs)) < _SEVERAL:
        return ()
    exchanged = _exchanged(ours, theirs)
    if alike(ours, theirs):
        return tuple(exchanged)
    return (*exchanged, *_repeated(ours, theirs), *map(_turned, _repeated(theirs, ours)))


def _exchanged(ours: Sequence[Value], theirs: Sequence[Value]) -> list[Difference]:
    """Return the values of one sort that stand in another order: 15 and 12, two shares, two dates."""
    if min(len(ours), len(theirs)) < _SEVERAL:
        return []
    left, right = _once(ours), _once(theirs)
    if min(len(left), len(right)) < _SEVERAL:
        return []
    shared = [(value, right[name]) for name, value in left.items() if name in right]
    out = []
    for sort in dict.fromkeys(_sort(value) for value, _ in shared):
        here = [value for value, _ in shared if _sort(value) == sort]
        there = sorted((value for _, value in shared if _sort(value) == sort), key=lambda value: value.start)
        out += [
            Difference(one, other, "order")
            for one, other in zip(here, there, strict=True)
            if _name(one) != _name(other)
        ]
    return out


def _once(values: Sequence[Value]) -> dict[Hashable, Value]:
    """Return the firm values that stand once in a text, by what they say."""
    found: dict[Hashable, list[Value]] = {}
    for value in values:
        found.setdefault(_name(value), []).append(value)
    alone = ((name, several[0]) for name, several in found.items() if len(several) == 1)
    return {name: value for name, value in alone if value.firm and value.key[0] != "item"}


def _name(value: Value) -> Hashable:
    return value.kind, value.key


def _sort(value: Value) -> Hashable:
    """Return what values must share to be taken for one another: a unit, a currency, a level, the parts of a date."""
    if value.kind == "date" and len(value.key) == _FULL:
        return value.kind, tuple(part == "" for part in value.key)
    return value.kind, value.key[0] if isinstance(value.key[0], str) else value.key[1:]


def _repeated(ours: Sequence[Value], theirs: Sequence[Value]) -> list[Difference]:
    """Return the values that stand more often in the first text, the last of each beside one of the second."""
    if len(ours) < _SEVERAL or not theirs:
        return []
    last = {_name(value): value for value in ours if value.firm and value.key[0] != "item" and not _is_small(value)}
    out = []
    for value in last.values():
        often = sum(same(value, each) for each in ours if each.firm)  # 双方 are not two years once more
        if often < _SEVERAL:
            continue
        answers = [other for other in theirs if other.kind == value.kind and same(value, other)]
        if answers and often > sum(same(value, other) for other in theirs):
            out.append(Difference(value, answers[-1], "count"))
    return out


def _is_small(value: Value) -> bool:
    """Whether a value is said again or not as the language likes."""
    return value.kind in ("number", "ordinal") and type(value.key[0]) is Fraction and value.key[0] <= _SMALL


def _turned(difference: Difference) -> Difference:
    return Difference(difference.theirs, difference.ours, difference.sort)
