"""Chinese terms in a text: matched on characters (daachorse) in either script, width, dash and spacing.

The automaton keeps equal and empty patterns without a word and reports the first only; here each surface is one pattern
with all the entries that have it, and an empty one is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.languages import zh
from toolkit.terminology.folding import fold
from toolkit.terminology.hits import Entry, Hit, chosen
from toolkit.terminology.votes import against

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BETWEEN = "\ue000"  # parts texts that are folded together; a private character, in no text
_KEPT = 1 << 16  # surfaces whose inner terms are remembered
Match = tuple[int, int, int]


class Spans(NamedTuple):
    """The outermost matches in a text, in order: start, stop and pattern.

    They are places in ``plain``, the folded text; ``offsets`` are those of its characters in the original.
    """

    plain: str
    offsets: NDArray[np.int64] | None
    matches: NDArray[np.int64]

    def original(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the matches begin and end in the original text."""
        starts, stops = self.matches[:, 0], self.matches[:, 1]
        if self.offsets is None:
            return starts, stops
        return self.offsets[starts], self.offsets[stops - 1] + 1


def compiled(texts: Sequence[str]) -> dict[str, Any]:
    """Return the automaton of terms, as bytes, and the numbers of the terms that each of its patterns stands for."""
    import daachorse
    import numpy as np

    meant: dict[str, dict[int, None]] = {}
    for script in zh.SCRIPTS:
        forms = fold(_BETWEEN.join(zh.converted(_BETWEEN.join(texts), script).split(_BETWEEN))).text.split(_BETWEEN)
        for number, form in enumerate(forms):
            if form:
                meant.setdefault(form, {})[number] = None
    made = daachorse.CharwiseDoubleArrayAhoCorasick(list(meant)).serialize() if meant else b""
    return {
        "automaton": np.frombuffer(made, np.uint8),
        "first": np.cumsum([0, *(len(each) for each in meant.values())], dtype=np.int64),
        "terms": np.fromiter(chain.from_iterable(meant.values()), np.int32),
    }


class Chinese:
    """Finds the Chinese terms of a glossary."""

    def __init__(self, entries: Sequence[Entry], saved: dict[str, Any]) -> None:
        import daachorse

        self._entries = entries
        self._first, self._terms = saved["first"], saved["terms"]
        made = saved["automaton"].tobytes()
        self._automaton: Any = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(made) if made else None
        self._inside = lru_cache(maxsize=_KEPT)(self._found_inside)
        self._meant = lru_cache(maxsize=_KEPT)(self._grouped)

    def __call__(self, text: str) -> Iterator[Hit]:
        """Yield the hits in a text, those inside others, and those that the word segmenter objects to, among them."""
        spans = self.spans(text)
        plain, offsets = spans.plain, spans.offsets
        for start, stop, which in spans.matches.tolist():
            inner = self._inside(plain[start:stop]) if stop - start > 2 else ()
            for match in ((start, stop, which), *((start + a, start + b, each) for a, b, each in inner)):
                for hit in self._voted(plain, match):
                    at = hit.start if offsets is None else int(offsets[hit.start])
                    end = hit.stop if offsets is None else int(offsets[hit.stop - 1]) + 1
                    yield hit._replace(start=at, stop=end)

    def spans(self, text: str) -> Spans:
        """Return the matches in a text that are not inside others; they may cross."""
        import numpy as np

        plain, offsets = fold(text)
        found = self._automaton.find_overlapping_no_suffix(plain) if self._automaton else []
        matches = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
        if len(matches) > 1:
            # they come by their ends, one for each: one is inside another if a later one begins no later
            later = np.minimum.accumulate(matches[::-1, 0])[::-1]
            matches = matches[np.append(matches[:-1, 0] < later[1:], True)]
        return Spans(plain, offsets, matches)

    def _voted(self, plain: str, match: Match) -> Iterator[Hit]:
        """Yield a match as hits: of the entries that may stand there, and of those the segmenter objects to."""
        start, stop, which = match
        for numbers, verbs in self._meant(which):
            yield Hit(start, stop, numbers, against=against(plain, start, stop, verbs))

    def _grouped(self, which: int) -> list[tuple[tuple[int, ...], bool]]:
        """Return the numbers of the terms that a pattern stands for: those that are no verbs, and the verbs."""
        groups: dict[bool, list[int]] = {}
        for number in self._terms[self._first[which] : self._first[which + 1]].tolist():
            groups.setdefault(self._entries[number][1].part_of_speech == "verb", []).append(number)
        return [(tuple(numbers), verbs) for verbs, numbers in groups.items()]

    def _found_inside(self, surface: str) -> tuple[Match, ...]:
        """Return the matches inside a surface that do not cross a longer one in it."""
        found = [each for each in self._automaton.find_overlapping(surface) if each[1] - each[0] < len(surface)]
        which = {each[:2]: each[2] for each in found}
        hits = chosen(Hit(start, stop, ()) for start, stop in which)
        return tuple((*hit[:2], which[hit[:2]]) for hit in hits)
