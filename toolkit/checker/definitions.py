"""Defined terms: what a text calls something from then on (以下简称“各方”, далее — Комиссия) it keeps to the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import repeat

from toolkit import languages
from toolkit.checker import wording
from toolkit.checker.model import Check, Finding, Row, Span

_NO_PARTY = re.compile("第[三四]方")  # 三方 are three parties
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TERMS = 500  # that a document defines and that are looked for, at most
_RARE = 5  # times as often does a text use one word: then the other is out of place
_FEW = 200  # rows in which translations begin with one word, at most: the usual one is not told
_HELD = 2_000  # rows in which a document calls itself by one word, at most
Terms = Mapping[str, str]  # a short term by language, as it was defined


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(wording.data_file("definitions.toml")[name][language])


def defined(text: str, language: str) -> list[tuple[str, int, int]]:
    """Return the short terms that a text defines, each with its place."""
    found = []
    for match in _pattern("defines", language).finditer(text):
        group = match.lastgroup or "term"
        plain = match[group].rstrip()
        found.append((plain, match.start(group), match.start(group) + len(plain)))
    return found


@lru_cache(maxsize=1 << 14)
def _forms(word: str, language: str) -> frozenset[str]:
    lemmas = languages.get(language).lemmas
    return lemmas(word) if lemmas else frozenset({word})


def place(text: str, term: str, language: str) -> tuple[int, int] | None:
    """Return where a text first has a term, in any form and with the term's capitals."""
    if not _may_stand(text, term, language):
        return None
    if language == "zh":
        found = re.search(f"{re.escape(term)}(?!面|位|式)", text)
        return found.span() if found else None
    words, there = _term(term), _words(text)
    for at in range(len(there) - len(words) + 1):
        part = there[at : at + len(words)]
        if (words[0].islower() or part[0][0][0].isupper()) and all(
            _same(match[0], word, language) for match, word in zip(part, words, strict=True)
        ):
            return part[0].start(), part[-1].end()
    return None


def _may_stand(text: str, term: str, language: str) -> bool:
    """Whether a text has all words of a term, wherever they stand: soon seen, and most texts have not."""
    if language == "zh":
        return term in text
    words = _term(term)
    wanted = [_forms(word.lower(), language) for word in words]
    if not words or wanted[0].isdisjoint(_all_forms(text, language, not words[0].islower())):
        return False
    return not any(map(_all_forms(text, language, False).isdisjoint, wanted[1:]))


@lru_cache(maxsize=16)  # a text is asked for one term after another
def _all_forms(text: str, language: str, capital: bool) -> frozenset[str]:
    """Return what the words of a text can be forms of, or those with a capital alone."""
    words = set(_WORD.findall(text))
    meant = {each.lower() for each in words if each[0].isupper()} if capital else set(map(str.lower, words))
    return frozenset().union(*map(_forms, meant, repeat(language)))


@lru_cache(maxsize=16)
def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


@lru_cache(maxsize=4096)
def _term(term: str) -> list[str]:
    return _WORD.findall(term)


@lru_cache(maxsize=1 << 14)
def _same(word: str, other: str, language: str) -> bool:
    return bool(_forms(word.lower(), language) & _forms(other.lower(), language))


def _one_sided(row: Row) -> Iterator[Finding]:
    found = {code: defined(row.texts[code], code) for code in wording.texts(row)}
    there, without = [code for code in found if found[code]], [code for code in found if not found[code]]
    if there and without:
        quoted = [row.span(code, *each[1:]) for code in there for each in found[code][:1]]
        message = f"«{quoted[0].text}» is defined in {wording.among(there)}, no short term in {wording.among(without)}"
        yield Finding("definitions.missing", message, (*quoted, *(row.whole(code) for code in without)))


@dataclass
class _Kept:
    """Sees whether the short terms defined in a document are the ones that stand in its further rows."""

    terms: list[Terms] = field(default_factory=list)  # no two the same, since each is looked for in every row
    called: dict[str, list[tuple[Row, Finding]]] = field(default_factory=lambda: {"long": [], "short": []})
    often: Counter[str] = field(default_factory=Counter)
    openings: _Openings = field(default_factory=lambda: _Openings())

    def see(self, row: Row) -> Iterator[tuple[Row, Finding]]:
        """Give the rows in which one text has a defined term and another a rival of its own."""
        codes = wording.texts(row)
        self._call(row, codes)
        self.openings.see(row, codes)
        new = {code: [each[0] for each in defined(row.texts[code], code)] for code in codes}
        for terms in self.terms:
            own = [code for code in codes if code in terms]
            if not _may_matter(row, terms, own):
                continue
            here = {code: place(row.texts[code], terms[code], code) for code in own}
            for code, at in here.items():
                others = [other for other in here if other != code and here[other]]
                rival = None if at or not _asks(code, others, here) else _rival(row.texts[code], terms[code], code)
                if rival:
                    self.openings.told.add(row.unit)
                    yield row, _changed(row, code, rival, terms[code], others, here)
        sizes = {len(each) for each in new.values()}
        if len(sizes) == 1:
            more = (dict(zip(codes, each, strict=True)) for each in zip(*new.values(), strict=True))
            self.terms += [each for each in more if each not in self.terms][: _TERMS - len(self.terms)]

    def end(self) -> Iterator[tuple[Row, Finding]]:
        """Give the rows in which the Chinese calls the parties otherwise than nearly everywhere else."""
        for word, other in (("long", "short"), ("short", "long")):
            if self.often[word] * _RARE < self.often[other]:
                yield from self.called[word]
        yield from self.openings.end()

    def _call(self, row: Row, codes: Sequence[str]) -> None:
        """Take what a row of a text, not of a memory, calls the parties, where they are Стороны or Parties."""
        found = {
            word: match
            for word in self.called
            if row.provision and "zh" in codes and (match := _called(word).search(row.texts["zh"]))
        }
        answers = [(code, at) for code in codes if code != "zh" and (at := _called(code).search(row.texts[code]))]
        if len(found) == 1 and answers:
            ((word, match),) = found.items()
            self.often[word] += 1
            if len(self.called[word]) < _HELD:
                quoted = (row.span("zh", *match.span()), *(row.span(code, *at.span()) for code, at in answers))
                message = f"the Chinese text calls the parties otherwise elsewhere, «{match[0]}» here"
                self.called[word].append((row, Finding("definitions.changed", message, quoted)))


@dataclass
class _Openings:
    """Sees what the translations of rows that begin with 各方 begin with: Стороны throughout, not also Участники."""

    often: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)  # by language and Chinese word
    held: list[tuple[Row, str, str, re.Match[str]]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # rows of which it was said that a term is not the defined one

    def see(self, row: Row, codes: Sequence[str]) -> None:
        """Take how a row of a text, not of a memory, begins."""
        here = row.provision and "zh" in codes and _pattern("opens", "zh").match(row.texts["zh"])
        for code in codes if here else ():
            found = _pattern("opens", code).match(row.texts[code]) if code != "zh" else None
            if here and found:
                words = self.often.setdefault((code, here["word"]), Counter())
                words[found["word"]] += 1
                if words[found["word"]] <= _FEW:
                    self.held.append((row, code, here["word"], found))

    def end(self) -> Iterator[tuple[Row, Finding]]:
        """Give the rows that begin with another word than nearly all of their like."""
        for row, code, word, found in self.held:
            (usual, many), *_ = self.often[code, word].most_common(1)
            if self.often[code, word][found["word"]] * _RARE < many and row.unit not in self.told:
                message = f"{wording.among([code])} has «{usual}» elsewhere where the Chinese has «{word}»"
                there = row.span(code, *found.span("word"))
                at = row.texts["zh"].index(word)
                yield row, Finding("definitions.changed", message, (there, row.span("zh", at, at + len(word))), usual)


@cache
def _called(name: str) -> re.Pattern[str]:
    return re.compile(wording.data_file("definitions.toml")["called"][name])


def _may_matter(row: Row, terms: Terms, codes: Sequence[str]) -> bool:
    """Whether a term may stand in texts of a row that ask for it in another; see ``_asks``."""
    # backwards, since English words are looked up sooner than Russian ones
    stands = (_may_stand(row.texts[code], terms[code], code) for code in reversed(codes) if code != "zh")
    if "zh" not in codes:
        return any(stands)
    return _may_stand(row.texts["zh"], terms["zh"], "zh") or all(stands)


def _asks(code: str, others: Sequence[str], here: Mapping[str, object]) -> bool:
    """Whether others show that a term is meant: the Chinese, or all the others."""
    return "zh" in others or (bool(others) and len(others) == len(here) - 1)


def _rival(text: str, term: str, language: str) -> tuple[int, int] | None:
    """Return where a text has another short term of the same kind, or the term itself without its capital."""
    text = _NO_PARTY.sub(lambda match: "·" * len(match[0]), text)
    for kind in wording.data_file("definitions.toml")["kinds"]:
        if any(place(each, term, language) == (0, len(each)) for each in kind[language]):
            rivals = [*(each for each in kind[language] if place(each, term, language) is None), term.lower()]
            return next((at for rival in rivals if (at := place(text, rival, language))), None)
    return place(text, term.lower(), language) if term != term.lower() else None


def _changed(
    row: Row,
    code: str,
    rival: tuple[int, int],
    term: str,
    others: Sequence[str],
    here: Mapping[str, tuple[int, int] | None],
) -> Finding:
    there: Span = row.span(code, *rival)
    quoted = [row.span(other, *at) for other in others if (at := here[other])]
    kinds = (each for kind in wording.data_file("definitions.toml")["kinds"] for each in kind[code])
    plain = next((each for each in kinds if place(each, term, code) == (0, len(each))), term)
    message = f"{wording.among([code])} has defined «{plain}», and here stands «{there.text}»"
    return Finding("definitions.changed", message, (there, *quoted), plain)


@dataclass
class _Self:
    """Sees whether a document calls itself by one word: настоящий Договор, not also настоящее Соглашение."""

    seen: dict[str, Counter[str]] = field(default_factory=dict)
    first: dict[tuple[str, str], list[tuple[Row, Span, dict[str, Span]]]] = field(default_factory=dict)

    def see(self, row: Row) -> Iterator[tuple[Row, Finding]]:
        """Give nothing yet: which word is the usual one shows at the end."""
        found = {code: list(_pattern("self", code).finditer(row.texts[code])) for code in wording.texts(row)}
        for code, matches in found.items():
            for match in matches:
                self.seen.setdefault(code, Counter())[match["word"]] += 1
                others = {c: wording.spans(row, c, each[:1])[0] for c, each in found.items() if c != code and each}
                held = self.first.setdefault((code, match["word"]), [])
                if len(held) < _HELD:
                    held.append((row, row.span(code, *match.span()), others))
        return iter(())

    def end(self) -> Iterator[tuple[Row, Finding]]:
        """Give the rows where a text calls itself by another word, and the other texts do not."""
        usual = {code: words.most_common(1)[0][0] for code, words in self.seen.items()}
        for (code, word), places in self.first.items():
            for row, there, others in places if word != usual[code] else ():
                same = {c: s for c, s in others.items() if usual[c] in s.text}
                if same or len(row.texts) == 1:
                    message = f"{wording.among([code])} calls itself «{usual[code]}…» elsewhere, «{there.text}» here"
                    yield row, Finding("definitions.self", message, (there, *same.values()))


CHECKS = (
    Check(
        "definitions.missing",
        "a short term defined on one side only",
        "One text says how it will call something from then on (以下简称, далее —, hereinafter referred to as), and "
        "another does not.",
        "error",
        pairs=wording.PAIRS,
        row=_one_sided,
    ),
    Check(
        "definitions.changed",
        "another term than the one defined",
        "A text has defined a short term (Стороны), and where the others have it writes another of its kind "
        "(Участники), or the same without its capital: one may read them as two.",
        "error",
        pairs=wording.PAIRS,
        watch=lambda settings: _Kept(),
    ),
    Check(
        "definitions.self",
        "a text that calls itself by two words",
        "A treaty calls itself by one word: настоящий Договор, this Treaty, 本条约. Here stands another, and in the "
        "other texts the usual one.",
        "error",
        pairs=wording.PAIRS,
        watch=lambda settings: _Self(),
    ),
)
