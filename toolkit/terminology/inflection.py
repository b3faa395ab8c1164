"""Russian terms in a case: the head and what agrees with it change, attributes, titles and abbreviations stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.errors import InputError
from toolkit.languages import ru
from toolkit.model import Term
from toolkit.terminology import compounds, russian_names, wordforms
from toolkit.terminology.wordforms import ADJECTIVES, Word

CASES: Mapping[str, str] = {
    "nominative": "nomn", "genitive": "gent", "dative": "datv", "accusative": "accs", "instrumental": "ablt",
    "prepositional": "loct",
}  # fmt: skip
_GENDERS = {"m": "masc", "f": "femn", "n": "neut"}
_TOKEN = re.compile(r"«[^»]*»|“[^”]*”|\([^)]*\)|№|[^\W_]+(?:[-‑.+'’][^\W_]+)*|[^\s\w]")
_JOINS = {"и", "или", "а", "также", ",", "/"}
# a name after one of these changes with it; after others (Республика Казахстан, озеро Балхаш) it stays
_NAMED = {"город", "столица"}


@dataclass(frozen=True, slots=True)
class Inflected:
    """A phrase in a case. If it is not ``sure``, the note says why; a note may stand by a sure one too."""

    text: str
    case: str
    sure: bool = True
    note: str = ""


def inflect(phrase: str, case: str, gender: str = "", number: str = "", person: bool = False) -> Inflected:
    """Return a Russian phrase in a case, its first letter and everything that does not change as they are.

    Args:
        phrase: the phrase in the nominative: a noun with what belongs to it, a name, or nouns joined by «и».
        case: ``nominative``, ``genitive``, ``dative``, ``accusative``, ``instrumental`` or ``prepositional``.
        gender: of its main word, ``m``, ``f`` or ``n``, if known.
        number: ``pl`` if the phrase is in the plural, if known.
        person: the phrase is the name of a person.

    Raises:
        InputError: there is no such case, or no phrase.
    """
    if case not in CASES:
        raise InputError(f"no case {case!r}; there are {', '.join(CASES)}")
    if not phrase.strip():
        raise InputError("there is nothing to put in a case")
    if case == "nominative":
        return Inflected(phrase, case)
    if person:
        guessed, sure = (gender, True) if gender else russian_names.gender(phrase)
        why = "" if sure else "it may be the name of a man or of a woman"
        return Inflected(russian_names.inflect(phrase, CASES[case], guessed), case, sure, why)
    return _Phrase(phrase, case, gender, number).inflected()


def term_in(term: Term, case: str, person: bool = False) -> Inflected:
    """Return a Russian term of a glossary in a case."""
    if "not decline" in term.note and " " not in term.text:
        return Inflected(term.text, case, note="it does not decline")
    return inflect(term.text, case, term.gender, term.number, person)


class _Phrase:
    """A phrase on the way to another case: pieces that change are collected by their places."""

    def __init__(self, phrase: str, case: str, gender: str, number: str) -> None:
        self._phrase, self._name, self._case = phrase, case, CASES[case]
        self._gender, self._number = _GENDERS.get(gender, ""), "plur" if number == "pl" else ""
        self._words = [*wordforms.words(_TOKEN.finditer(phrase))]
        self._changed: dict[int, str] = {}
        self._doubts: list[str] = []

    def inflected(self) -> Inflected:
        """Return the phrase in the case."""
        why = wordforms.unchanging(self._words)
        if why:
            return Inflected(self._phrase, self._name, why.startswith("a title") or why.startswith("an abb"), why)
        if (self._words[0].nominative("NUMR") or self._words[0].text.isdigit()) and self._counted():
            return Inflected(self._text(), self._name)
        at, head = self._group(0, self._gender, self._number)
        if head is None and len(self._words) == 1 and self._phrase[0].isupper() and self._gender:
            return Inflected(russian_names.place(self._phrase, self._case, self._gender), self._name)
        if head is None:
            return Inflected(self._phrase, self._name, False, "its main word was not found; put it in the case by hand")
        self._rest(at, head)
        return Inflected(self._text(), self._name, not self._doubts, "; ".join(dict.fromkeys(self._doubts)))

    def _counted(self) -> bool:
        """Put a numeral and what it counts in the case (пяти принципов, обеих Сторон); whether it is such a phrase."""
        first = next((at for at, word in enumerate(self._words) if at and not word.nominative("NUMR")), 1)
        few = wordforms.is_few(self._words[first - 1].text)
        counted: list[Any] = []
        for word in self._words[first:]:
            found = wordforms.counted(word, few)
            counted += found[:1]
            if not found or found[0].tag.POS == "NOUN":
                break
        if not counted or counted[-1].tag.POS != "NOUN":
            return False
        noun, case = counted[-1], self._case
        if case == "accs" and not (few and wordforms.is_living(noun)):
            return True
        case = "gent" if case == "accs" else case  # видеть двух послов
        for place in range(first):
            for numeral in self._words[place].nominative("NUMR")[:1]:
                both = {case, noun.tag.gender or "neut"}
                self._put(place, numeral, both if wordforms.form(numeral, both) else {case})
        for place, parse in enumerate(counted, first):
            years = parse.normal_form == "год"
            counts = wordforms.parses("лет" if case == "gent" else "год")[0] if years else parse
            self._put(place, counts, {case, "plur"})
        return True

    def _group(self, at: int, gender: str = "", number: str = "") -> tuple[int, Any]:
        """Put modifiers and the noun that follows in the case; return the place after it, and the noun's parse."""
        modifiers: list[int] = []
        while at < len(self._words):
            word = self._words[at]
            nouns = word.nominative("NOUN", "NPRO")
            nouns = wordforms.fitting(nouns, self._agreement(modifiers), gender, number, word.text)
            adjectives = word.nominative(*ADJECTIVES)
            is_noun = nouns and self._is_noun(at, adjectives, modifiers)
            if wordforms.ordinal(word.text) or (adjectives and not is_noun):
                modifiers.append(at)
            elif nouns:
                if modifiers and self._words[at - 1].nominative("NUMR"):  # каждые два дня
                    self._doubts.append("put what the numeral counts in the case by hand")
                self._decline(at, nouns[0])
                self._modify(modifiers, nouns[0])
                return at + 1, nouns[0]
            elif not self._passed(word, bool(modifiers)):
                break
            at += 1
        return self._adjective(modifiers, gender, number)

    def _passed(self, word: Word, inside: bool) -> bool:
        """Whether a word before the noun stays as it is: взаимно, седьмой after семьдесят, «и» between modifiers."""
        if word.text in (",", "и", "или", "но"):
            return inside
        return any(each.tag.POS in ("ADVB", "NUMR", "PRCL") for each in word.parses[:2])

    def _is_noun(self, at: int, adjectives: list[Any], modifiers: list[int]) -> bool:
        """Whether a word that may be a noun or an adjective (данные, рабочие) is the noun here."""
        after = self._words[at + 1] if at + 1 < len(self._words) else None
        if after is None:
            return True
        agreeing = {(each.tag.number, each.tag.gender) for each in adjectives}
        nouns = {(each.tag.number, each.tag.gender) for each in after.nominative("NOUN")}
        wide = {(number, None) for number, _ in nouns if number == "plur"} | nouns
        return not (agreeing & wide) and not after.nominative(*ADJECTIVES)

    def _adjective(self, modifiers: list[int], gender: str, number: str) -> tuple[int, Any]:
        """Put in the case an adjective that stands for a noun (уполномоченный, данные)."""
        if not modifiers or wordforms.ordinal(self._words[modifiers[-1]].text):
            return 0, None
        word = self._words[modifiers[-1]]
        chosen = wordforms.fitting(word.nominative(*ADJECTIVES), set(), gender, number, word.text)
        if not chosen:
            return 0, None
        self._modify(modifiers, chosen[0])
        if "Poss" in chosen[0].tag and not ru.known(word.text):
            self._doubts.append(f"{word.text} is not in the dictionary, and may be a noun")  # пограничье
        return modifiers[-1] + 1, chosen[0]

    def _agreement(self, modifiers: list[int]) -> set[tuple[str | None, str | None]]:
        """Return the numbers and genders that the modifiers allow; empty if there are none."""
        allowed: set[tuple[str | None, str | None]] = set()
        for at in modifiers:
            word = self._words[at]
            kinds = {(each.tag.number, each.tag.gender) for each in word.nominative(*ADJECTIVES)}
            allowed = (allowed & kinds or allowed) if allowed else kinds
        return allowed

    def _modify(self, modifiers: Iterable[int], head: Any) -> None:
        for at in modifiers:
            word = self._words[at]
            ending = wordforms.ordinal(word.text)
            if ending:
                forms = wordforms.endings()["ordinals"][wordforms.kind(head)]
                self._changed[at] = f"{ending}-{forms[self._case_of(head)]}"
                continue
            fitting = [
                each
                for each in word.nominative(*ADJECTIVES)
                if each.tag.number == head.tag.number and each.tag.gender in (None, head.tag.gender)
            ]
            if fitting:
                same = {head.tag.number, head.tag.gender if head.tag.number == "sing" else None} - {None}
                self._put(at, fitting[0], {self._case} | same | self._animacy(head))
            else:
                self._doubts.append(f"{word.text} does not agree with {head.word}")

    def _animacy(self, head: Any) -> set[str]:
        if self._case != "accs" or (head.tag.number == "sing" and head.tag.gender != "masc"):
            return set()
        return {"anim" if wordforms.is_living(head) else "inan"}

    def _case_of(self, head: Any) -> str:
        if self._case == "accs" and wordforms.kind(head) in ("masc", "plur"):
            return "gent" if wordforms.is_living(head) else "nomn"
        return self._case

    def _decline(self, at: int, parse: Any) -> None:
        text = self._words[at].text
        name = text[0].isupper()
        alone = name and len(self._words) == 1
        if name and russian_names.is_indeclinable_place(text, ru.known(text)):
            self._changed[at] = text
        elif re.search("-[А-ЯЁ]", text) and not ru.known(text):
            self._last_part(at)
        elif alone and "Name" in parse.tag and not ru.known(text):
            self._changed[at] = russian_names.place(text, self._case, parse.tag.gender)  # Гуандун
        elif alone and self._gender and parse.tag.gender != self._gender:
            self._changed[at] = russian_names.place(text, self._case, self._gender)
        else:
            self._put(at, parse, {self._case, parse.tag.number or "sing"})

    def _last_part(self, at: int) -> None:
        """Put the last part of a name with hyphens in the case: Иссык-Куля, Нур-Султана."""
        word = self._words[at].text
        before, _, last = word.rpartition("-")
        chosen = [each for each in wordforms.parses(last) if "nomn" in each.tag and each.tag.POS == "NOUN"]
        made = wordforms.form(chosen[0], {self._case, chosen[0].tag.number or "sing"}) if chosen else ""
        if made and self._case == "accs" and chosen[0].tag.gender == "masc" and "Name" in chosen[0].tag:
            made = last  # a place: Джалал-Абад
        if not made:
            self._doubts.append(f"{word} is not known")
        self._changed[at] = f"{before}-{wordforms.like(last, made)}" if made else word

    def _put(self, at: int, parse: Any, grammemes: set[str]) -> None:
        word = self._words[at].text
        made = wordforms.form(parse, grammemes)
        if made:
            made = compounds.accusative(parse, made) if self._case == "accs" else made
            self._changed[at] = wordforms.like(word, made)
        else:
            self._doubts.append(f"{word} could not be put in the case")

    def _rest(self, at: int, head: Any) -> None:
        """Put in the case what is joined to the head or agrees with it; attributes stay."""
        attribute: set[str] = set()  # the cases that an attribute before this place can be in
        while at < len(self._words):
            word = self._words[at]
            if word.text in _JOINS or word.text == "—":
                at = self._joined(at, head, attribute)
                continue
            if word.text == ":":
                self._doubts.append("what stands after the colon is left as it is")
                return
            if not attribute and word.text[0].isupper() and word.nominative("NOUN"):
                if head.normal_form in _NAMED:
                    self._group(at)
            elif not attribute and word.nominative(*ADJECTIVES) and not word.may_be("gent", "ablt", "datv"):
                self._modify([at], head)
            if word.parses and word.parses[0].tag.POS == "PREP":
                attribute = {"gent", "datv", "accs", "ablt", "loct"}
            elif word.parses and not attribute:
                attribute = {each.tag.case for each in word.parses if each.tag.case} - {"nomn", "voct"}
            at += 1

    def _joined(self, at: int, head: Any, attribute: set[str]) -> int:
        """Put the noun after «и», a comma or a dash in the case if it stands beside the head; return the next place."""
        after = at + 1
        while after < len(self._words) and self._words[after].text in _JOINS:
            after += 1
        if after >= len(self._words):
            return after
        first = self._words[after]
        if self._words[at].text == "," and first.nominative("PRTF"):
            self._modify([after], head)
            attribute |= set(CASES.values())
            return after + 1
        group = _Phrase(self._phrase, self._name, "", "")
        stop, noun = group._group(after)
        if noun is None:
            return after + 1
        cases = {each.tag.case for each in first.parses if each.tag.case}
        if attribute and cases & attribute - ({"accs"} if "gent" in attribute else set()):
            return after + 1  # goes on with the attribute: защита прав и интересов
        if self._words[at].text == "—" and first.text[0].isupper():
            self._doubts.append("names joined by a dash are left as they are")
            return after + 1
        living = wordforms.is_living(head)
        if self._words[at].text == "—" and self._case == "accs" and not living and wordforms.is_living(noun):
            return stop  # видеть государства — члены
        self._changed.update(group._changed)
        self._doubts.extend(group._doubts)
        attribute.clear()
        return stop

    def _text(self) -> str:
        out, done = "", 0
        for at, word in enumerate(self._words):
            out += self._phrase[done : word.start] + self._changed.get(at, word.text)
            done = word.start + len(word.text)
        return out + self._phrase[done:]
