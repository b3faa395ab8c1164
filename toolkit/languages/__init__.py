"""What each language knows about itself: one module a language, each with one ``LANGUAGE``.

Abbreviations and other facts are data files beside the modules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from toolkit.errors import LanguageError
from toolkit.registry import discover

Span = tuple[int, int]
_MUCH = 0.25  # of the letters: so much of another script is more than names and abbreviations


@dataclass(frozen=True)
class LanguageRules:
    """The rules of one language.

    ``tag`` is its BCP 47 tag; ``letters`` matches one letter of its script; ``sentences(text, semicolons)`` and
    ``words(text)`` return half-open spans; ``fold(text)`` returns a search key in which spelling variants agree;
    ``lemmas(word)`` the dictionary forms a word can be a form of, None where words don't inflect; ``known(word)``
    whether a dictionary has the word, None where no line end hyphenates words; ``script(text)`` the tag of a text's own
    script, None where there is but one.
    """

    code: str
    tag: str
    name: str
    letters: re.Pattern[str]
    sentences: Callable[[str, bool], list[Span]]
    words: Callable[[str], list[Span]]
    fold: Callable[[str], str]
    lemmas: Callable[[str], frozenset[str]] | None = None
    known: Callable[[str], bool] | None = None
    script: Callable[[str], str] | None = None


def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have rules, such as ``("en", "ru", "zh")``."""
    return tuple(discover("toolkit.languages", "LANGUAGE"))


def get(code: str) -> LanguageRules:
    """Return the rules for a language code or tag (``zh``, ``zh-Hans``, ``ru-RU``).

    Raises:
        LanguageError: there are no rules for it.
    """
    rules = discover("toolkit.languages", "LANGUAGE").get(code.replace("_", "-").partition("-")[0].lower())
    if rules is None:
        raise LanguageError(f"no rules for language {code!r}; there are rules for {', '.join(codes())}")
    return rules  # type: ignore[no-any-return]


def tag_of(text: str, code: str) -> str:
    """Return the BCP 47 tag of a text in a language: ``zh-Hant`` if it is written in traditional characters."""
    rules = get(code)
    return rules.script(text) if rules.script else rules.tag


def shares(text: str) -> dict[str, float]:
    """Return, per language code, the share (0 to 1) of the text's letters that its script has.

    A Chinese character weighs as two letters, since it writes more.
    """
    counts = {}
    for code in codes():
        rules = get(code)
        counts[code] = len(rules.letters.findall(text)) * (2 if code == "zh" else 1)
    total = sum(counts.values()) or 1
    return {code: count / total for code, count in counts.items()}


def guess(text: str) -> str:
    """Return the code of the language whose script the text is mostly in.

    Raises:
        LanguageError: the text has no letters of any known script.
    """
    found = shares(text)
    best = max(found, key=lambda code: found[code])
    if not found[best]:
        raise LanguageError("the text has no Chinese, Russian or English letters")
    return best


@dataclass(frozen=True)
class Lookalike:
    """A language without rules that is written in the script of ``like``, and the ``letters`` that only it has.

    A text is in it if ``least`` of the letters of that script are such, of at least so many ``kinds``. ``refused``:
    the rules of ``like`` would not do for it.
    """

    name: str
    like: str
    letters: re.Pattern[str]
    least: float
    kinds: int
    refused: bool


@cache
def _lookalikes() -> tuple[Lookalike, ...]:
    raw = tomllib.loads(files(__package__).joinpath("lookalikes.toml").read_text("utf-8"))
    return tuple(
        Lookalike(name, row["like"], re.compile(row["letters"]), row["least"], row["kinds"], row["refused"])
        for name, row in raw.items()
    )


def lookalike(text: str, code: str) -> Lookalike | None:
    """Return the language without rules that a text in the script of ``code`` is in, or None."""
    for each in _lookalikes():
        own = each.letters.findall(text) if each.like == code else []
        if len(set(own)) >= each.kinds:
            rest = len(get(code).letters.findall(each.letters.sub("", text)))
            if len(own) >= each.least * (len(own) + rest):
                return each
    return None


def remarks(text: str, code: str) -> list[str]:
    """Return what is to be said of a text that is read with the rules of ``code``: other languages in it."""
    name, said = get(code).name, []
    like = lookalike(text, code)
    if like:
        said.append(f"it looks {like.name}, read with the rules of {name}")
    for other, share in shares(text).items():
        if other != code and share > _MUCH:
            said.append(f"{share:.0%} of the letters are {get(other).name}, read with the rules of {name}")
    return said


@dataclass(frozen=True)
class Abbreviations:
    """The abbreviations that ``never`` end a sentence, those that ``may``, and words that begin one after U.S.

    All are in lower case, without the last dot; of ``titles``, after which a name follows, some have a capital (Min.
    Wang, but 5 min.). ``units`` may end a sentence after a number and never else. ``numbered`` matches a word after
    which a letter is a number (Annex I); ``pairs`` are abbreviations with a word that goes on after them (долл. США).
    """

    never: frozenset[str]
    may: frozenset[str]
    titles: frozenset[str]
    units: frozenset[str]
    starters: frozenset[str]
    pairs: frozenset[str]
    numbered: re.Pattern[str]


@cache
def abbreviations(code: str) -> Abbreviations:
    """Return the abbreviations of a language, and what else tells where its sentences end."""
    found: dict[str, set[str]] = {mark: set() for mark in ("", *"?^=!~+")}
    for line in files(__package__).joinpath(f"{code}.abbreviations.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            mark = line[0] if line[0] in found else ""
            word = line.removeprefix(mark)
            found[mark].add(word if mark == "^" else word.lower())
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(found["+"]))
    never, may, titles, units, starters, together = (frozenset(found[mark]) for mark in ("", *"?^=!~"))
    return Abbreviations(never, may | units, titles, units, starters, together, re.compile(words or "(?!)"))


@cache
def prefixes(code: str) -> frozenset[str]:
    """Return the prefixes that a hyphen parts from a word (экс-президент, "vice-president")."""
    return frozenset(files(__package__).joinpath(f"{code}.prefixes.txt").read_text("utf-8").split())


def ordinary(text: str, code: str) -> str:
    """Return a text, in any language, with words in capitals in ordinary letters, as long as it was."""
    from toolkit.languages import alphabetic

    rules = discover("toolkit.languages", "LANGUAGE").get(code)
    return alphabetic.ordinary(text, rules.known if rules else None)


@cache
def senses(code: str) -> tuple[tuple[str, str], ...]:
    """Return words with expressions in which they mean another thing than alone (мир: весь мир)."""
    path = files(__package__).joinpath(f"{code}.senses.tsv")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return tuple((word, phrase) for word, _, phrase in (each.partition("\t") for each in lines if each[:1] != "#"))


def trimmed(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans without the white space at their edges; empty ones are dropped."""
    out = []
    for start, stop in spans:
        part = text[start:stop]
        left = start + len(part) - len(part.lstrip())
        right = stop - (len(part) - len(part.rstrip()))
        if left < right:
            out.append((left, right))
    return out
