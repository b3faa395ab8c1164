"""Chinese text to words of a transcription: what is a name and of which kind, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from toolkit.languages import zh
from toolkit.transcription import names
from toolkit.transcription.names import DOTS, Established
from toolkit.transcription.syllables import join, known, parted
from toolkit.transcription.values import Kind, Rule, Target, Word

_HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇]"
_PIECE = re.compile(rf"{_HAN}+(?:[{DOTS}\-]{_HAN}+)*|(?:(?!{_HAN}).)+", re.S)
_MOST_TO_NATURE = 3  # characters
_FOREIGN = "the sound of a foreign name; its own spelling is to be found by hand"
_NATION = "the name of a nationality is an adjective here (Яньбянь-Корейский автономный округ): to be found by hand"


class _Token(NamedTuple):
    start: int
    stop: int
    tag: str


def words(text: str, target: Target, known_names: Mapping[str, Established], kind: Kind) -> list[Word]:
    """Return the words of a text with Chinese characters; what is not Chinese is kept."""
    found: list[Word] = []
    for piece in _PIECE.findall(text):
        if not re.match(_HAN, piece):
            found.append(Word(piece, piece, "kept"))
        else:
            found += _Run(piece, target, known_names).words(kind, piece == text.strip())
    return found


def _words_inside(text: str) -> list[int]:
    """Return where a long word is cut into words of two and three characters (中国|银行), as few as can be."""
    if len(text) < 4:
        return []
    best: dict[int, list[int]] = {0: []}
    for stop in range(2, len(text) + 1):
        ways = [[*best[at], at] for at in (stop - 3, stop - 2) if at in best and zh.frequency(text[at:stop])]
        if ways:
            best[stop] = min(ways, key=len)
    return best.get(len(text), [])[1:]


def _is_tagged(tag: str, surname: names.Surname, name: str) -> bool:
    """Whether jieba takes a word for a person's name; it has names such as 周恩来 among words of time."""
    tagged = tag.startswith("nr") or (tag == "t" and surname.word == "never" and len(name) == 3)
    return tagged and names.may_be_a_person(name, surname)


class _Run:
    """A run of Chinese characters (middle dots inside), with a simplified copy of the same length."""

    def __init__(self, text: str, target: Target, known_names: Mapping[str, Established]) -> None:
        self.text = text
        self.plain = zh.plain(text).translate(dict.fromkeys(map(ord, DOTS), DOTS[0]))
        self.target = target
        self.names = known_names

    def words(self, kind: Kind, alone: bool) -> list[Word]:
        """Return the words of the run; ``alone``: it is the whole text."""
        whole = (0, len(self.plain))
        established = self.names.get(self.plain)
        fits = alone or (established and established.kind != "word")
        if established and fits and kind in ("auto", "person" if established.kind == "person" else "place"):
            return [self.established(*whole, established)]
        if kind == "person":
            return self.person(*whole)
        if kind == "place":
            return [self.place(*whole)]
        tokens = [_Token(*span, tag) for span, tag in zh.tagged(self.plain)]
        if kind == "word":
            return [self.word(token.start, token.stop, False) for token in tokens]
        out: list[Word] = []
        at = 0
        for start, stop, name in self._names_in(tokens):
            out += self.rest(at, start, tokens, False)
            out.append(self.established(start, stop, name) if name else self.place(start, stop))
            at = stop
        return out + self.rest(at, len(self.plain), tokens, alone and not at)

    def _names_in(self, tokens: Sequence[_Token]) -> list[tuple[int, int, Established | None]]:
        """Return the known names in the run, the longest from each place; None for those with an administrative end."""
        starts, stops = {token.start: token for token in tokens}, {token.stop for token in tokens}
        longest = max(map(len, self.names), default=0)
        found: list[tuple[int, int, Established | None]] = []
        at = 0
        while at < len(self.plain):
            for stop in range(min(len(self.plain), at + longest), at, -1):
                name = self.names.get(self.plain[at:stop])
                unit = name and name.kind not in ("person", "name", "word", "translated")
                end = self._unit_end(stop, stops) if unit else 0
                if name and name.concept and self.plain[stop:end] == "地区":
                    end = 0  # a region, as in 中亚地区, no prefecture
                if name and end and at in starts:
                    found.append((at, end, self.names.get(self.plain[at:end])))
                    at = end
                    break
                if name and self._fits(at, stop, name, starts.get(at), stop in stops):
                    found.append((at, stop, name))
                    at = stop
                    break
            else:
                at += 1
        return found

    def _unit_end(self, start: int, stops: set[int]) -> int:
        """Return where an administrative end that begins at ``start`` ends, 0 if there is none."""
        ends = (start + len(each.zh) for each in names.generics() if self.plain.startswith(each.zh, start))
        return next((end for end in ends if end in stops), 0)

    def _fits(self, start: int, stop: int, name: Established, token: _Token | None, ends: bool) -> bool:
        if name.kind == "word":
            return False  # only alone
        if name.kind == "translated":
            return token is not None and stop == token.stop
        if stop - start >= 3 and name.kind != "reading":
            return True
        if token is None:
            return False
        if name.kind == "spelling" or (name.kind in ("place", "name") and not token.tag.startswith("nr")):
            return True
        if name.kind == "person" and token.stop - stop >= 2:
            return True  # in a name made of it: 鲁迅故居
        return ends and (name.kind != "reading" or token.tag == "ns")

    def established(self, start: int, stop: int, name: Established) -> Word:
        """Return a name with an established form; with the rules where the table has none, and for pinyin."""
        source, plain = self.text[start:stop], self.plain[start:stop]
        if self.target.startswith("pinyin") and name.kind not in ("person", "listed") and names.generic_of(plain):
            return replace(self.place(start, stop), note=name.reason, concept=name.concept)
        reading = name.pinyin or zh.pinyin([source])[0]
        written = {"palladius": name.ru, "english": name.en}.get(self.target) or self._name(plain, reading, name.kind)
        rule: Rule = "glossary" if name.concept else "exception" if name.reason else "syllables"
        reading = " ".join(each for each in reading.split() if each not in DOTS + "-")
        return Word(source, written, rule, reading, name.reason, name.concept)

    def _name(self, plain: str, reading: str, kind: str) -> str:
        """Return a name by the rules, with a capital letter; a person's surname stands apart, as do parted names."""
        parts = [part.split() for part in re.split(f" *[{DOTS}-] *", reading)]
        surname = names.surname_of(plain)
        if kind == "person" and surname and len(surname.zh) < len(plain):
            parts = [parts[0][: len(surname.zh)], parts[0][len(surname.zh) :]]
        elif len(parts) == 1 and kind != "word":
            return self._words(plain, parts[0])
        return " ".join(self.written(part, kind != "word") for part in parts)

    def _words(self, plain: str, syllables: Sequence[str]) -> str:
        """Return a name with the words it is made of apart, where it is a long one (中华 人民 共和国)."""
        cuts = [0, *_words_inside(plain), len(plain)] if len(plain) == len(syllables) else [0, len(syllables)]
        return " ".join(self.written(syllables[a:b]) for a, b in pairwise(cuts))

    def written(self, syllables: Sequence[str], capital: bool = True) -> str:
        """Return syllables as one word of the target."""
        word = join(syllables, self.target)
        return word[:1].upper() + word[1:] if capital else word

    def rest(self, start: int, stop: int, tokens: Sequence[_Token], alone: bool) -> list[Word]:
        """Return the words of a part of the run that has no known names."""
        if start == stop:
            return []
        inside = [
            _Token(max(t.start, start), min(t.stop, stop), t.tag if start <= t.start and t.stop <= stop else "")
            for t in tokens
            if t.stop > start and t.start < stop
        ]
        if alone and self._is_person(inside):
            return self.person(start, stop)
        if alone and DOTS[0] in self.plain[start:stop] and any(self._foreign(inside, at) for at in range(len(inside))):
            return [self.foreign(start, stop)]
        given = self._given_before(inside)
        if given < len(inside):
            words = self.rest(start, inside[given].start, tokens, False)
            dot = self.text[stop - 1]
            return [*words, self.foreign(inside[given].start, stop - 1), Word(dot, dot, "kept")]
        out: list[Word] = []
        at = 0
        while at < len(inside):
            used, found = self._next(inside, at)
            out += found
            at += used
        return out

    def _given_before(self, tokens: Sequence[_Token]) -> int:
        """Return the token with which a given name begins whose surname is known and follows after a middle dot.

        It is foreign whatever its characters (库尔班古力·别尔德穆哈梅多夫); the number of all tokens if there is none.
        """
        at = last = len(tokens) - 1
        if not at or self.plain[tokens[last].start : tokens[last].stop] != DOTS[0]:
            return len(tokens)
        while at and (at == last or names.sounds_only(self.plain[tokens[at - 1].start : tokens[at - 1].stop])):
            at -= 1
        return at

    def _is_person(self, tokens: Sequence[_Token]) -> bool:
        """Whether a text of its own is a Chinese name, though the word segmenter has not found it whole."""
        name = self.plain[tokens[0].start : tokens[-1].stop]
        surname = names.surname_of(name)
        if surname is None or DOTS[0] in name or names.is_foreign(name):
            return False
        given = name[len(surname.zh) :]
        if given in names.titles():
            return False
        if len(given) == 3 and len(tokens) == 1 and given[0] in names.surnames():
            return tokens[0].tag.startswith("nr")  # two surnames
        if len(given) not in (1, 2):
            return not given and len(surname.zh) > 1 and surname.word == "never"
        first = self.plain[tokens[0].start : tokens[0].stop]
        if len(tokens) == 1:
            return _is_tagged(tokens[0].tag, surname, name) or not zh.frequency(name)
        if len(first) == len(surname.zh):
            words = surname.word == "often" and zh.frequency(given) and not names.is_common(surname.zh)
            return not words and (surname.word == "never" or not zh.frequency(name))
        # the segmenter has joined the surname to the first character of the given name
        unknown = tokens[0].tag.startswith("nr") or not zh.frequency(first)
        return unknown and len(first) == len(surname.zh) + 1 and not tokens[-1].tag.startswith("v")

    def _next(self, tokens: Sequence[_Token], at: int) -> tuple[int, list[Word]]:
        """Return how many tokens from ``at`` make the next words, and these."""
        count = self._foreign(tokens, at)
        start = tokens[at].start
        if count:
            return count, [self.foreign(start, tokens[at + count - 1].stop)]
        token = tokens[at]
        text = self.plain[start : token.stop]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        surname = names.surname_of(text)
        if surname and text[len(surname.zh) :] in names.titles():
            cut = start + len(surname.zh)
            return 1, [*self.person(start, cut), self.word(cut, token.stop, False)]
        if surname and _is_tagged(token.tag, surname, text) and 0 < len(text) - len(surname.zh) <= 2:
            return 1, self.person(start, token.stop)
        if surname and after and surname.zh == text:
            following = self.plain[after.start : after.stop]
            if following in names.titles():
                return 1, self.person(start, token.stop)
            two = len(following) == 2 and after.tag.startswith("nr") and surname.word != "often"
            if two and names.may_be_a_person(text + following, surname):
                return 2, self.person(start, after.stop)
        return self._place_or_word(token, after)

    def _place_or_word(self, token: _Token, after: _Token | None) -> tuple[int, list[Word]]:
        start, text = token.start, self.plain[token.start : token.stop]
        if (
            after
            and token.tag == "ns"
            and any(self.plain[after.start : after.stop] == each.zh for each in names.generics())
        ):
            return 2, [self.place(start, after.stop)]
        if token.tag == "ns" and names.generic_of(text):
            return 1, [self.place(start, token.stop)]
        cuts = [start + at for at in _words_inside(text)]
        capital = token.tag in ("ns", "nt")
        small = self.target == "palladius"  # Russian capitalises the first word only
        return 1, [
            self.word(a, b, capital and not (small and at))
            for at, (a, b) in enumerate(pairwise([start, *cuts, token.stop]))
        ]

    def _foreign(self, tokens: Sequence[_Token], at: int) -> int:
        """Return of how many tokens a foreign name from ``at`` on is made, 0 if there is none."""
        best = 0
        for count in range(1, len(tokens) - at + 1):
            name = self.plain[tokens[at].start : tokens[at + count - 1].stop]
            parts = name.replace("-", DOTS[0]).split(DOTS[0])
            if count > 1 and not names.sounds_only(name):
                break
            dotted = len(parts) > 1 and all(parts)
            listed = count == 1 and tokens[at].tag == "nrt" and not names.surname_of(name)
            if dotted or listed or names.is_foreign(name):
                best = count
        best += self._to_nature(tokens, at + best) if best else 0
        # the part after a middle dot belongs to the name, whatever its characters
        stop = at + best
        while best and stop < len(tokens) and self.plain[tokens[stop].start] == DOTS[0] and stop + 1 < len(tokens):
            stop += 2
            best = stop - at
        if not best and at + 2 < len(tokens) and self.plain[tokens[at + 1].start] == DOTS[0]:
            best = 3
        return best

    def _to_nature(self, tokens: Sequence[_Token], at: int) -> int:
        """Return how many tokens complete a name of nature that begins as a foreign one: 尚河 in 泽拉夫尚河."""
        for count in (1, 2):
            rest = self.plain[tokens[at].start : tokens[at + count - 1].stop] if at + count <= len(tokens) else ""
            if 0 < len(rest) <= _MOST_TO_NATURE and names.is_nature(rest[-1]):
                return count
        return 0

    def foreign(self, start: int, stop: int) -> Word:
        """Return a foreign name: left as it is, or, for pinyin, read."""
        source = self.text[start:stop]
        parts = [zh.pinyin([part])[0] for part in re.split(f"[{DOTS}-]", source) if part]
        if self.target.startswith("pinyin"):
            text = " ".join(self.written(part.split()) for part in parts)
            return Word(source, text, "foreign", " ".join(parts), "the sound of a foreign name")
        return Word(source, source, "foreign", " ".join(parts), _FOREIGN, flagged=True)

    def person(self, start: int, stop: int) -> list[Word]:
        """Return surname and given name, each one word (习近平 Си Цзиньпин); two surnames have a hyphen."""
        plain, text = self.plain[start:stop], self.text[start:stop]
        if names.is_foreign(plain) or DOTS[0] in plain:
            return [self.foreign(start, stop)]
        first = names.surname_of(plain)
        if first is None:
            return [self._unnamed(start, stop)]
        surnames = [first]
        if len(plain) == 4 and len(first.zh) == 1 and plain[1] in names.surnames():
            surnames.append(names.surnames()[plain[1]])
        length = sum(len(each.zh) for each in surnames)
        found = [self._surname(text[:length], surnames)]
        if text[length:]:
            whole = zh.pinyin([text])[0].split()
            known_name = len(whole) == len(plain) and whole[:length] == found[0].reading.split()
            reading = whole[length:] if known_name else zh.pinyin([text[length:]])[0].split()
            found.append(self._given(text[length:], plain[length:], reading))
        return found

    def _given(self, source: str, plain: str, reading: list[str]) -> Word:
        """Return a given name; characters with two readings have the one usual in names, and both as candidates."""
        doubtful = [at for at, char in enumerate(plain) if char in names.given() and len(reading) == len(plain)]
        other = list(reading)
        for at in doubtful:
            reading[at], other[at] = names.given()[plain[at]]
        word = self._read(source, " ".join(reading), "given name", True)
        if not doubtful or word.flagged:
            return word
        note = "; ".join(f"{plain[at]} is taken as {reading[at]}, some bearers say {other[at]}" for at in doubtful)
        return replace(word, note=note, candidates=tuple(dict.fromkeys([word.text, self.written(other)])))

    def _surname(self, source: str, surnames: Sequence[names.Surname]) -> Word:
        written = "-".join(self.written(each.pinyin.split()) for each in surnames)
        notes = [f"surname {each.zh}: {each.pinyin.replace(' ', '')}" for each in surnames if each.remark or each.other]
        notes += [f"some bearers say {each.other}" for each in surnames if each.other]
        notes += [each.remark for each in surnames if each.remark]
        notes += ["two surnames"] if len(surnames) > 1 else []
        others = [self.written([each.other]) for each in surnames if each.other and len(surnames) == 1]
        reading = " ".join(each.pinyin for each in surnames)
        candidates = tuple(dict.fromkeys([written, *others])) if others else ()
        return Word(source, written, "surname", reading, "; ".join(notes), candidates=candidates)

    def _unnamed(self, start: int, stop: int) -> Word:
        word = self.word(start, stop, True)
        return word if word.flagged else replace(word, note="no surname is known here")

    def place(self, start: int, stop: int) -> Word:
        """Return a place's name; an administrative end is translated (陕西省 провинция Шэньси, Shaanxi Province)."""
        source, plain = self.text[start:stop], self.plain[start:stop]
        generic = names.generic_of(plain)
        bare = plain.removesuffix(generic.zh) if generic else plain
        if bare not in self.names and names.is_foreign(bare):
            return self.foreign(start, stop)
        if generic is None:
            return self.word(start, stop, True)
        cut = len(plain) - len(generic.zh)
        name = self.names.get(plain[:cut])
        whole = self.names.get(plain)
        reading = (whole.pinyin if whole and whole.pinyin else zh.pinyin([source])[0]).split()
        head = name.pinyin.split() if name and name.pinyin else reading[:cut]
        tail = reading[cut:] if len(reading) == len(plain) else zh.pinyin([source[cut:]])[0].split()
        if any(not known(parted(each)[0]) for each in head + tail):
            return Word(source, source, "unread", flagged=True, note="a character without reading")
        known_form = {"palladius": name.ru, "english": name.en}.get(self.target, "") if name else ""
        # the end of a name of one character is part of it in Russian (单县 уезд Шаньсянь)
        alone = cut == 1 and self.target == "palladius"
        proper = known_form or (self.written(head + tail) if alone else self._words(plain[:cut], head))
        if self.target == "palladius":
            written = f"{generic.ru} {proper}"
        elif self.target == "english":
            written = f"{proper} {generic.en}"
        else:
            written = f"{proper} {self.written(tail)}"
        note = f"{generic.zh} {generic.ru}, {generic.en}" + (f"; {name.reason}" if name and name.reason else "")
        nation = "族" in plain[:cut] and not self.target.startswith("pinyin")
        return Word(source, written, "place", " ".join(head + tail), _NATION if nation else note, flagged=nation)

    def word(self, start: int, stop: int, capital: bool) -> Word:
        """Return a word of its own, or a name by the rules."""
        source = self.text[start:stop]
        if not re.search(_HAN, source):
            return Word(source, source, "kept")
        return self._read(source, zh.pinyin([source])[0], "syllables", capital)

    def _read(self, source: str, reading: str, rule: Rule, capital: bool) -> Word:
        syllables = reading.split()
        if not all(known(parted(each)[0]) for each in syllables):
            return Word(source, source, "unread", note="a character without reading", flagged=True)
        return Word(source, self.written(syllables, capital), rule, reading)
