"""The same text translated in two ways, and one translation for two texts.

Texts are kept in a temporary database on disk and compared by their letters and digits, so memory does not grow.
"""

from __future__ import annotations

import pickle
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import combinations, groupby

from toolkit.checker.model import ANY, Check, Finding, Row

_MARKS = re.compile(r"[\W_]+")
_WIDE = 4  # letters for a Chinese character
_AT_ONCE = 500  # rows that are written together
_SHOWN = 120  # characters of a text in a message
_TABLES = """
CREATE TABLE rows (number INTEGER PRIMARY KEY, row BLOB);
CREATE TABLE texts (pair TEXT, same INTEGER, other INTEGER, number INTEGER);
"""
_DIFFERENT = """
SELECT pair, same, other, MIN(number) AS first FROM texts
WHERE (pair, same) IN (SELECT pair, same FROM texts GROUP BY pair, same HAVING COUNT(DISTINCT other) > 1)
GROUP BY pair, same, other ORDER BY pair, same, first
"""


class _Same:
    """Tells rows in which one language has the text of an earlier row and another language has not."""

    def __init__(self, rule: str, reverse: bool, options: Mapping[str, object]) -> None:
        self._rule, self._reverse = rule, reverse
        self._least = int(str(options["characters"]))
        self._base = sqlite3.connect("")  # a file that goes when it is closed
        self._base.executescript(_TABLES)
        self._rows: list[tuple[int, bytes]] = []
        self._texts: list[tuple[str, int, int, int]] = []

    def see(self, row: Row) -> Iterable[tuple[Row, Finding]]:
        """Take a row."""
        keys = {code: _key(text) for code, text in row.texts.items() if self._is_long(code, text)}
        pairs = [pair[::-1] if self._reverse else pair for pair in combinations(keys, 2)]
        if pairs:
            self._rows.append((row.number, pickle.dumps(row)))
            self._texts += [(f"{one} {other}", keys[one], keys[other], row.number) for one, other in pairs]
        if len(self._rows) == _AT_ONCE:
            self._write()
        return ()

    def end(self) -> Iterator[tuple[Row, Finding]]:
        """Give the rows that differ from the first one with the same text, one of each kind."""
        self._write()
        self._base.execute("CREATE INDEX by_text ON texts (pair, same)")
        found = self._base.execute(_DIFFERENT)
        for (pair, _), different in groupby(found, key=lambda each: each[:2]):
            first, *others = (self._row(number) for *_, number in different)
            for row in others:
                yield row, self._finding(row, first, *pair.split())
        self._base.close()

    def _write(self) -> None:
        self._base.executemany("INSERT INTO rows VALUES (?, ?)", self._rows)
        self._base.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", self._texts)
        self._rows, self._texts = [], []

    def _finding(self, row: Row, first: Row, same: str, other: str) -> Finding:
        text = first.texts[other]
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        message = f"the same {same} text stands in {first.unit} with another {other} text: {shown}"
        return Finding(self._rule, message, (row.whole(same), row.whole(other)), text)

    def _is_long(self, code: str, text: str) -> bool:
        return len(text) * (_WIDE if code == "zh" else 1) >= self._least

    def _row(self, number: int) -> Row:
        (held,) = self._base.execute("SELECT row FROM rows WHERE number = ?", (number,)).fetchone()
        return pickle.loads(held)  # type: ignore[no-any-return]


@lru_cache(maxsize=16)  # both checks ask it of a row
def _key(text: str) -> int:
    """Return a number by which equal texts are known, whatever their case, spaces and punctuation."""
    return hash(_MARKS.sub("", text.casefold()))


def _check(name: str, reverse: bool, title: str, why: str) -> Check:
    watch = partial(_Same, name, reverse)
    return Check(name, title, why, "note", pairs=((ANY, ANY),), watch=watch, options={"characters": 24})


CHECKS = (
    _check(
        "consistency.translation",
        False,
        "the same text translated in two ways",
        "What is said in the same words in one text should be so in the other, unless the place asks for another "
        "wording. Compared is with the first such row; characters is the least length of a text (a Chinese character "
        "counts as four).",
    ),
    _check(
        "consistency.source",
        True,
        "one translation for two texts",
        "Two different texts with the same translation: a difference may have been lost, or the row above was copied. "
        "Compared is with the first such row; characters is the least length of a text.",
    ),
)
