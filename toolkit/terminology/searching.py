"""The ways to look a query up in a termbase, best first, each with the reason it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import NamedTuple

from toolkit.languages import zh
from toolkit.terminology import keys
from toolkit.terminology.database import ALL, Column, Database, Hit, ask, ask_in
from toolkit.terminology.keys import CLOSE, OPEN

_FUZZY = 75.0  # rapidfuzz ratio from which a slip of the hand is believed
_FUZZY_WORD = 85.0  # of the part of a term that is most like the query
_CANDIDATES = 4000  # for near misses, of each status
_CUTS = 16
_FEW = 300
_LETTERS = 60  # of a word of pinyin
_UNDOTTED = re.compile("[ln][uūúǔù]")  # may be lü, nü
_DOTS = str.maketrans("uūúǔù", "üǖǘǚǜ")


class _Read(NamedTuple):
    """A query as pinyin: without tones as terms are stored, and with them where it has any."""

    plain: str
    toned: str


class Search:
    """The ways to look a query up, best first."""

    def __init__(self, base: Database, query: str, most: int) -> None:
        self._base, self._query, self._most = base, query, most
        self._code = _script(query)
        self._bare = keys.bare(query, self._code)

    def trials(self) -> Iterator[tuple[str, Callable[[], list[Hit]]]]:
        """Yield each reason with what finds its terms."""
        if not self._bare:
            return
        yield "exact", self._exact
        yield from self._chinese() if self._code == "zh" else self._words()
        if self._code == "en":
            yield "irregular form", lambda: self._form(True)
        if len(self._bare) >= 4:
            yield "fuzzy", self._fuzzy
        if len(self._bare) >= 6:
            yield "fuzzy word", self._fuzzy_word

    def _find(self, piece: str, column: Column = "sought") -> Callable[[], list[Hit]]:
        def find() -> list[Hit]:
            if len(piece) < 3:
                return []
            if piece[0] == OPEN and column == "sought":
                few = self._base.starting(piece, _FEW)
                if len(few) < _FEW:  # a quicker way, which does not give them in order
                    return sorted(few)[: self._most]
            return self._base.find(column, [piece], ALL, self._most, False)

        return find

    def _exact(self) -> list[Hit]:
        every = {keys.edged(keys.bare(self._query, code), code) for code in ("en", "zh")}
        return sorted(Hit(*row) for each in every for row in ask(self._base, "exact", each, self._most))

    def _chinese(self) -> Iterator[tuple[str, Callable[[], list[Hit]]]]:
        inner = keys.inner(self._bare, "zh")
        yield "prefix", self._find(OPEN + inner.rstrip(keys.BAR))
        # two characters are one entry of the index, and so is one between its bars
        yield "inside", self._find(inner.strip(keys.BAR) if len(self._bare) > 1 else inner)

    def _words(self) -> Iterator[tuple[str, Callable[[], list[Hit]]]]:
        script = "palladius" if self._code == "ru" else "pinyin"
        read, inner = _readings(self._query, self._code), keys.inner(self._bare, self._code)
        yield "form", self._form
        yield script, lambda: self._read(read, "exact")
        yield "prefix", self._find(OPEN + inner)
        yield "word", self._find(inner)
        yield "word form", self._word_form
        yield f"{script} prefix", lambda: self._read(read, "prefix")
        yield "part", self._find(OPEN + inner.rstrip())
        first = self._bare if self._code == "en" and re.fullmatch("[a-hj-tw-z]{2,12}", self._bare) else ""
        yield "initials", self._find(f"{OPEN}{first}{CLOSE}" if first else "", "initials")
        yield "inside", self._find(inner.rstrip())
        if " " not in self._bare:
            yield "inside", self._find(self._bare)
        if len(self._bare) <= 12:  # a name such as C5+1 in a Chinese term
            yield "inside", self._find(keys.inner(keys.bare(self._query, "zh"), "zh").strip(keys.BAR))
        yield "initials prefix", self._find(f"{OPEN}{first}" if len(first) > 2 else "", "initials")
        yield f"{script} inside", lambda: self._read(read, "inside")

    def _form(self, thorough: bool = False) -> list[Hit]:
        plain = re.sub(r"^\W*(the|an?)\s+|['’]s\b|(?<=s)['’]", "", self._query, flags=re.I)  # the treaty's
        asked = keys.bare(plain, self._code) if self._code == "en" else self._bare
        found = sorted(Hit(*row) for row in ask_in(self._base, "form", keys.asked_forms(asked, self._code, thorough)))
        return [
            hit
            for hit in dict.fromkeys(found)
            if hit.language == self._code and keys.same_words(_inside(hit), asked, self._code, thorough)
        ]

    def _word_form(self) -> list[Hit]:
        stems = [f" {stem}" for stem in keys.stems(self._bare, self._code) if len(stem) > 2]
        if not stems:
            return []
        found = self._base.find("sought", stems, ALL, self._most // 2, False)
        return [hit for hit in found if keys.holds_words(_inside(hit), self._bare, self._code)]

    def _read(self, read: list[_Read], how: str) -> list[Hit]:
        found: list[Hit] = []
        for plain in dict.fromkeys(each.plain for each in read):
            if how == "exact":
                found += (Hit(*row) for row in ask(self._base, "read", f"{OPEN}{plain}{CLOSE}", self._most))
            elif len(plain) > 5 and (how == "prefix" or plain.count(" ") > 2):
                piece = OPEN + plain if how == "prefix" else plain
                found += self._base.find("plain", [piece], ALL, self._most, False)
        toned = {each.toned for each in read if each.toned}
        return sorted(found, key=lambda hit: (bool(toned) and not _has_tones(hit, toned), hit.number))

    def _fuzzy(self) -> list[Hit]:
        from rapidfuzz.fuzz import ratio

        stored = keys.edged(self._bare, self._code)
        edits = 1 if len(stored) <= 12 else 2 if len(stored) < 20 else 3
        cut = keys.pieces(stored, edits)
        scored = []
        for rank in range(len(keys.STATUSES)):
            within = keys.numbers(rank, len(self._bare) - edits, len(self._bare) + edits)
            for hit in self._base.find("sought", cut, within, _CANDIDATES, True):
                score = ratio(self._bare, _inside(hit), score_cutoff=_FUZZY)
                if score and hit.language == self._code:
                    scored.append((-score, hit))
        return [hit for _, hit in sorted(scored)]

    def _fuzzy_word(self) -> list[Hit]:
        from rapidfuzz.fuzz import partial_ratio

        inner = keys.inner(self._bare, self._code)
        found = self._base.find("sought", keys.pieces(inner, 1 if len(inner) < 12 else 2), ALL, _CANDIDATES // 4, True)
        scored = [
            (-partial_ratio(self._bare, _inside(hit), score_cutoff=_FUZZY_WORD), hit)
            for hit in found
            if hit.language == self._code and len(hit.sought) > len(self._bare)
        ]
        return [hit for score, hit in sorted(scored) if score]


def _script(query: str) -> str:
    """Return the language whose script a query is in, as far as looking it up goes."""
    if zh.LANGUAGE.letters.search(query):
        return "zh"
    cyrillic, latin = (len(re.findall(letters, query)) for letters in ("[Ѐ-ӿ]", "[A-Za-zÀ-ɏ]"))
    return "ru" if cyrillic > latin else "en"


def _inside(hit: Hit) -> str:
    """Return the folded text of a term without its marks."""
    text = hit.sought.strip(OPEN + CLOSE)
    return text.replace(keys.BAR, "") if hit.language == "zh" else text.strip()


def _readings(query: str, code: str) -> list[_Read]:
    """Return the ways to read a query as pinyin or Palladius, u also as ü after l and n; none if it is neither."""
    from toolkit.transcription.syllables import cut_palladius, cut_pinyin

    parts = [part for part in re.split(r"[^\w'’ʼ:-]+", query) if part]
    if len(parts) > 12 or any(len(part) > _LETTERS for part in parts):
        return []
    cuts = [(cut_palladius if code == "ru" else cut_pinyin)(part)[:_CUTS] for part in parts]
    found = []
    for choice in islice(product(*cuts), _CUTS):
        syllables = [each.replace("ü", "v") for cut in choice for each in cut.syllables]
        umlauts = [(each, each.translate(_DOTS)) if _UNDOTTED.fullmatch(each) else (each,) for each in syllables]
        found += [_read_as(list(each)) for each in islice(product(*umlauts), _CUTS)]
    return list(dict.fromkeys(found))


def _read_as(syllables: list[str]) -> _Read:
    from toolkit.transcription.syllables import parted

    both = [parted(each) for each in syllables]
    plain = " ".join(each for each, _ in both).replace("ü", "v")
    toned = " ".join(f"{each}{tone}" for each, tone in both).replace("ü", "v")
    return _Read(f" {plain} ", f" {toned} " if any(tone != 5 for _, tone in both) else "")


def _has_tones(hit: Hit, toned: set[str]) -> bool:
    return any(each in f" {hit.reading} " for each in toned)


def toned(why: str, hit: Hit, query: str) -> str:
    """Return the reason, with a word where a query with tones has others than the term."""
    if why != "pinyin":
        return why
    toned = {each.toned for each in _readings(query, "en") if each.toned}
    return why if not toned or _has_tones(hit, toned) else "pinyin, other tones"
