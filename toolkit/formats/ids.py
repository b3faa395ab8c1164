"""Ids made unique in little memory, however many there are."""

from __future__ import annotations

from itertools import count
from zlib import crc32

_BITS = 1 << 27  # of which each id takes one; 16 MiB


class Ids:
    """Ids of a file that is gone through twice: once to see them, once to give each a name of its own.

    Each id is a bit of a large field. Where two share one they are told apart exactly, so that only these must be kept.
    """

    def __init__(self) -> None:
        self._field = bytearray(_BITS >> 3)
        self._shared: set[int] = set()
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        self._last, self._any = 0, False
        self.renumbered = 0

    def see(self, name: str) -> None:
        """Take note of an id."""
        self._any = True
        byte, bit = divmod(_place(name), 8)
        if self._field[byte] >> bit & 1:
            self._shared.add(8 * byte + bit)
        self._field[byte] |= 1 << bit

    def unique(self, name: str) -> str:
        """Return an id, or, if it was returned before, a new one."""
        if _place(name) not in self._shared:
            return name
        if name not in self._taken:
            self._taken.add(name)
            return name
        self.renumbered += 1
        return self.new(name)

    def numbered(self) -> str:
        """Return a running number that is no id of the file."""
        self._last += 1
        while self._any and self._has(str(self._last)):
            self._last += 1
        return str(self._last)

    def new(self, stem: str) -> str:
        """Return an id that is not in the file: the stem and a number."""
        for number in count(self._next.get(stem, 2)):
            name = f"{stem}-{number}"
            if not self._has(name):
                self.see(name)
                self._next[stem] = number + 1
                return name
        raise AssertionError

    def _has(self, name: str) -> bool:
        byte, bit = divmod(_place(name), 8)
        return bool(self._field[byte] >> bit & 1)


def _place(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) % _BITS
