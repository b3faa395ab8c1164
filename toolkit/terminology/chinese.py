"""Chinese terms in a text: matched on characters (daachorse) in either script, width, dash and spacing.

The automaton keeps equal and empty patterns without a word and reports the first only; here each surface is one pattern
with all the entries that have it, and an empty one is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.languages import zh
from toolkit.terminology.folding import fold
from toolkit.terminology.hits import Entry, Hit, chosen, made
from toolkit.terminology.votes import against

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BETWEEN = "\ue000"  # parts texts that are folded together; a private character, in no text
_RUN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]{2}|[0-9０-９]{2}")
_KEPT = 1 << 14  # surfaces whose inner terms are remembered
Inner = tuple[int, int, tuple[int, ...], str]  # start, stop, terms and objection


def _goes_on(text: str, at: int) -> bool:
    """Whether a place is inside a word in letters or a number: G20 in G200, 5G in 15G."""
    return at > 0 and _RUN.fullmatch(text, at - 1, at + 1) is not None


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
        plain, offsets, matches = self.spans(text)
        for start, stop, which in matches.tolist():
            whole = [(0, stop - start, *each) for each in self._voted(plain, start, stop, which)]
            for at, end, numbers, objection in (*whole, *self._inside(plain[start:stop])):
                first, last = start + at, start + end
                if offsets is not None:
                    first, last = int(offsets[first]), int(offsets[last - 1]) + 1
                if not _goes_on(text, first) and not _goes_on(text, last):
                    yield made((first, last, numbers, "", objection))

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

    def _voted(self, plain: str, start: int, stop: int, which: int) -> Iterator[tuple[tuple[int, ...], str]]:
        """Yield the numbers of the terms at a match, and how the segmenter reads it instead, if it objects to them."""
        for numbers, verbs in self._meant(which):
            yield numbers, against(plain, start, stop, verbs)

    def _grouped(self, which: int) -> list[tuple[tuple[int, ...], bool]]:
        """Return the numbers of the terms that a pattern stands for: those that are no verbs, and the verbs."""
        groups: dict[bool, list[int]] = {}
        for number in self._terms[self._first[which] : self._first[which + 1]].tolist():
            groups.setdefault(self._entries[number][1].part_of_speech == "verb", []).append(number)
        return [(tuple(numbers), verbs) for verbs, numbers in groups.items()]

    def _found_inside(self, surface: str) -> tuple[Inner, ...]:
        """Return the matches inside a surface that do not cross a longer one in it; they are voted on in it."""
        if len(surface) < 3:
            return ()
        found = self._automaton.find_overlapping(surface)
        which = {each[:2]: each[2] for each in found if each[1] - each[0] < len(surface)}
        places = [hit[:2] for hit in chosen(Hit(start, stop, ()) for start, stop in which)]
        return tuple((*place, *each) for place in places for each in self._voted(surface, *place, which[place]))
