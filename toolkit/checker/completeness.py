"""What was left out or added: rows without a text, texts too short for their other side, links in doubt."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import permutations

from toolkit.checker.model import ANY, Check, Finding, Row

# kinds of rows that a newspaper has and a translation has not, or a letter has elsewhere
_BESIDE = ("jump", "agency", "page", "address")
_HELD = 2_000  # rows without a text in a language that are told one by one, at most
_FIRST = 100  # rows after which it is known what is usual
_BEFORE = 8  # rows that what is known beforehand is worth
_USUAL = {"zh": -1.35}  # logarithm of a text's length beside one in an alphabet
_SPREAD = 0.2
_TOGETHER = 0.5  # how much the deviations from two texts have in common
_WIDE = 4  # letters for a Chinese character
_NARROW = re.compile("[!-~ ]")
_DOUBT = 0.5  # a confidence below


class _Missing:
    """Tells rows without a text in one of the languages; a language that most rows lack is told once."""

    def __init__(self, _: Mapping[str, object]) -> None:
        self._rows = 0
        self._lacking: dict[str, list[Row]] = {}
        self._counts: dict[str, int] = {}

    def see(self, row: Row) -> Iterable[tuple[Row, Finding]]:
        self._rows += 1
        for code in row.languages if row.texts and row.kind not in _BESIDE else ():
            if code not in row.texts:
                self._counts[code] = self._counts.get(code, 0) + 1
                held = self._lacking.setdefault(code, [])
                if len(held) < _HELD:
                    held.append(row)
        return ()

    def end(self) -> Iterable[tuple[Row, Finding]]:
        for code, rows in self._lacking.items():
            count = self._counts[code]
            if count > self._rows / 2 and self._rows > 1:
                yield rows[0], self._finding(rows[0], code, f"{count} of {self._rows} rows have no {code} text")
                continue
            for row in rows:
                yield row, self._finding(row, code, f"no {code} text stands beside this")
            if count > len(rows):
                more = f"{count - len(rows)} further rows have no {code} text"
                yield rows[-1], self._finding(rows[-1], code, more)

    def _finding(self, row: Row, code: str, message: str) -> Finding:
        return Finding("completeness.missing", message, (*(row.whole(each) for each in row.texts), row.whole(code)))


class _Usual:
    """What is usual for the lengths of two texts: mean and spread of the logarithm of their ratio, row by row.

    It begins with what holds of most texts, as if so many rows had been seen; odd rows count as less odd.
    """

    def __init__(self, pair: tuple[str, str]) -> None:
        self._count, self.mean = _BEFORE, _USUAL.get(pair[1], 0.0) - _USUAL.get(pair[0], 0.0)
        self._squares = _BEFORE * _SPREAD**2

    @property
    def spread(self) -> float:
        return math.sqrt(self._squares / self._count)

    def add(self, found: float) -> None:
        found = min(max(found, self.mean - 3 * self.spread), self.mean + 3 * self.spread)
        self._count += 1
        before, self.mean = self.mean, self.mean + (found - self.mean) / self._count
        self._squares += (found - before) * (found - self.mean)


_Ratios = Mapping[tuple[str, str], float]  # of the lengths of two texts, as logarithms


class _Lengths:
    """Tells texts that are much shorter or longer than the other texts of the row make one expect.

    What is usual is learnt from the document's rows; the first ones wait until enough have been seen.
    """

    def __init__(self, options: Mapping[str, object]) -> None:
        self._limit = float(str(options["deviations"]))
        self._least = int(str(options["characters"]))
        self._usual: dict[tuple[str, str], _Usual] = {}
        self._waiting: list[tuple[Row, _Ratios]] = []
        self._seen = 0

    def see(self, row: Row) -> Iterable[tuple[Row, Finding]]:
        self._seen += 1
        if len(row.texts) > 1 and all(map(len, row.texts.values())):
            ratios = {pair: _ratio(row, pair) for pair in permutations(row.texts, 2)}
            for pair, ratio in ratios.items():
                self._of(pair).add(ratio)
            self._waiting.append((row, ratios))
        return self.end() if self._seen >= _FIRST else ()

    def end(self) -> Iterable[tuple[Row, Finding]]:
        for row, ratios in self._waiting:
            deviations = {code: abs(self._deviation(ratios, code)) for code in row.texts}
            odd = max(deviations, key=deviations.__getitem__)
            if deviations[odd] > self._limit:
                yield from ((row, finding) for finding in self._told(row, odd))
        self._waiting = []

    def _of(self, pair: tuple[str, str]) -> _Usual:
        if pair not in self._usual:
            self._usual[pair] = _Usual(pair)
        return self._usual[pair]

    def _deviation(self, ratios: _Ratios, code: str) -> float:
        """Return by how many spreads a text is longer than the others make one expect."""
        usual = ((ratio, self._of(pair)) for pair, ratio in ratios.items() if pair[1] == code)
        steps = [(ratio - each.mean) / each.spread for ratio, each in usual]
        count = len(steps)
        return sum(steps) / math.sqrt(count * (1 + (count - 1) * _TOGETHER))

    def _told(self, row: Row, odd: str) -> Iterator[Finding]:
        others = [code for code in row.texts if code != odd]
        expected = sum(_length(row.texts[o], o) * math.exp(self._of((o, odd)).mean) for o in others) / len(others)
        found = _length(row.texts[odd], odd)
        if abs(found - expected) * (_WIDE if odd == "zh" else 1) < self._least:
            return
        sure = f"; the aligner is sure of the row to {row.confidence:.2f}" if row.confidence is not None else ""
        long = "longer" if found > expected else "shorter"
        message = (
            f"the {odd} text is {long} than usual beside the others: {found:.0f} characters, not some {expected:.0f}"
        )
        yield Finding("completeness.length", message + sure, tuple(row.whole(code) for code in row.texts))


def _ratio(row: Row, pair: tuple[str, str]) -> float:
    one, other = (_length(row.texts[code], code) for code in pair)
    return math.log(other / one)


@lru_cache(maxsize=16)  # a text is held against each of the others
def _length(text: str, code: str) -> float:
    """Return the length of a text in characters; in Chinese, several Latin letters and digits are worth one."""
    return len(text) - (1 - 1 / _WIDE) * len(_NARROW.findall(text)) if code == "zh" else len(text)


def _doubtful(row: Row) -> Iterator[Finding]:
    if row.kind in _BESIDE or len(row.texts) < 2:
        return
    doubts = [f"the aligner is sure to {row.confidence:.2f} only"] if (row.confidence or 1) < _DOUBT else []
    doubts += ["the pairs of languages link different sentences"] if row.agreement == "no" else []
    if doubts:
        yield Finding("completeness.doubtful", "; ".join(doubts), tuple(row.whole(code) for code in row.texts))


CHECKS = (
    Check(
        "completeness.missing",
        "rows without a text in one of the languages",
        "A sentence was left out of one version or added to another, or its translation stands in the next row. If "
        "most rows of a document lack a language, that is said once.",
        "error",
        pairs=((ANY, ANY),),
        watch=_Missing,
    ),
    Check(
        "completeness.length",
        "texts that are too short or too long for their other side",
        "A clause left out makes a text shorter than the other ones let expect. Expected is what the other rows of the "
        "document show; deviations says by how many times its usual spread a length must differ, characters how much "
        "must be missing at least.",
        "warning",
        pairs=((ANY, ANY),),
        watch=_Lengths,
        options={"deviations": 3.2, "characters": 40},
    ),
    Check(
        "completeness.doubtful",
        "rows whose texts may not belong together",
        "The aligner has linked them with little confidence, or the pairs of languages disagree: the texts may differ "
        "in content here, or the row be wrong.",
        "note",
        pairs=((ANY, ANY),),
        row=_doubtful,
    ),
)
