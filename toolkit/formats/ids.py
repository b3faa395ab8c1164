"""Ids made unique in little memory, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.formats.stream import Losses, Stream

_SIZE = 16 << 20  # bytes of the field
_BLOCKS = (1 << 18) - 1  # of 64 bytes; an id has bits in two, so that memory is sought in two places only
_SHIFTS = (36, 45, 54)  # of the hash, where the bits of an id are
_HINTS = 4096  # ids of which it is remembered where to look for a free number


class Ids:
    """Ids that have been met, as a Bloom filter.

    An id is never taken for new that is not. One that is new is taken for another with a probability of some 1 to 10^7
    where there are a million, far less where there are fewer, and then is only given a number that it need not have.
    A running number begins with ``before``, where numbers may be ids of others.
    """

    def __init__(self, before: str = "") -> None:
        self._before = before
        self._field = bytearray(_SIZE)
        self._next: dict[str, int] = {}
        self._last = 0
        self.renumbered = 0

    def unique(self, name: str) -> str:
        """Return an id, or, if it was met before, a new one that begins with it; a running number for none."""
        if not name:
            return self._numbered()
        if self._see(name):
            return name
        self.renumbered += 1
        number = self._free(name)
        if len(self._next) >= _HINTS:
            self._next.clear()
        self._next[name] = number + 1
        return f"{name}-{number}"

    def _free(self, name: str) -> int:
        """Return a number that is free behind an id, and take it.

        Those that were given stand in a row, but for ids of the file: its end is sought in steps that double.
        """
        number = self._next.get(name, 2)
        taken = number - 1
        while self._has(f"{name}-{number}"):
            taken, number = number, 2 * number
        while number - taken > 1:
            middle = (taken + number) // 2
            taken, number = (middle, number) if self._has(f"{name}-{middle}") else (taken, middle)
        self._see(f"{name}-{number}")
        return number

    def _numbered(self) -> str:
        self._last += 1
        while not self._see(f"{self._before}{self._last}"):
            self._last += 1
        return f"{self._before}{self._last}"

    def _has(self, name: str) -> bool:
        """Return whether an id was met."""
        field, known = self._field, hash(name)
        one, other = (known & _BLOCKS) << 6, (known >> 18 & _BLOCKS) << 6
        places = [known >> shift & 511 for shift in _SHIFTS]
        return all(field[one + (at >> 3)] & field[other + (at >> 3)] & 1 << (at & 7) for at in places)

    def _see(self, name: str) -> bool:
        """Take note of an id, and return whether it is new."""
        field, known, new = self._field, hash(name), False
        one, other = (known & _BLOCKS) << 6, (known >> 18 & _BLOCKS) << 6
        for shift in _SHIFTS:
            place = known >> shift & 511
            byte, bit = place >> 3, 1 << (place & 7)
            if not (field[one + byte] & bit and field[other + byte] & bit):
                field[one + byte] |= bit
                field[other + byte] |= bit
                new = True
        return new

    def told(self, losses: Losses, what: str = "units") -> None:
        """Say how many had an id that was met before."""
        if self.renumbered:
            losses.say(f"{self.renumbered} {what} had the id of another; they have new ones")


def distinct(stream: Stream, losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the rows of units, each with an id of its own."""
    if stream.distinct:
        yield from stream.rows
        return
    ids = Ids()
    for row in stream.rows:
        name = ids.unique(row["unit"])
        yield row if name == row["unit"] else {**row, "unit": name}
    ids.told(losses)
