"""What to write in place of a wrong form: the preferred one, in the case and number in which that one stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from toolkit.checker import wording
from toolkit.languages import ru
from toolkit.model import Concept, Occurrence, Term
from toolkit.terminology.inflection import CASES, term_in

_LAST = re.compile(r"([^\W\d_]+)\W*$")
_PREPOSITION = re.compile(r"(?= (?:of|for|on|in|to|with|between|against|from) )")


def spared(texts: Mapping[str, str], found: Occurrence) -> bool:
    """Return whether the Chinese says what a wrong form is right for: safety of flights is no security of States."""
    right = wording.data_file("terms.toml")["spared"].get(found.concept, {}).get("zh")
    return bool(right and re.search(right, texts.get("zh", "")))


def instead(text: str, found: Occurrence, concept: Concept) -> str:
    """Return the preferred term of a concept as it would stand in the place of a wrong form, or the empty string.

    Where the form may be in several cases, and what stands before it does not tell, all are given: «а / б».
    """
    good = next(iter(concept.of(found.language, "preferred")), None)
    if good is None:
        return ""
    made = [good.text]
    if good.text[1:-1] == found.term:  # it lacks its quotation marks only
        made = [good.text[0] + found.surface + good.text[-1]]
    elif found.language == "ru":
        wrong = next(term for term in concept.of("ru") if term.text == found.term)
        person = concept.category == "persons"
        cases = _cases(wrong, found.surface, person)
        likely = [case for case in cases if case in _asked(text[: found.start])] or cases
        made = [term_in(good, case, person).text for case in likely] or made
    elif found.language == "en" and _plural(found):
        made = [_in_plural(good.text)]
    return " / ".join(dict.fromkeys(_as_begun(each, found) for each in made))


def _plural(found: Occurrence) -> bool:
    return found.surface.endswith("s") and not found.term.endswith("s")


def _in_plural(text: str) -> str:
    """Return an English term in the plural, which its first noun before a preposition bears: ports of entry."""
    known: dict[str, str] = wording.data_file("terms.toml")["plurals"]
    head, *rest = _PREPOSITION.split(text, maxsplit=1)
    if text in known:
        return known[text]
    if head.endswith("s"):
        return text
    head = re.sub(r"(?<=[^aeiou])y$", "ie", re.sub(r"(x|z|ch|sh)$", r"\1e", head))
    return "".join([head, "s", *rest])


def _as_begun(text: str, found: Occurrence) -> str:
    """Return a term with the first letter large if the form in the text has one that the term itself has not."""
    large = found.surface[:1].isupper() and found.term[:1].islower()
    return text[:1].upper() + text[1:] if large else text


@cache
def _cases(wrong: Term, surface: str, person: bool) -> tuple[str, ...]:
    """Return the cases in which a term looks as it stands in the text."""
    plain = _folded(surface)
    return tuple(case for case in CASES if _folded(term_in(wrong, case, person).text) == plain)


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())


def _asked(before: str) -> frozenset[str]:
    """Return the cases that what stands before a term asks for: a preposition's, or the genitive after a noun."""
    word = _LAST.search(before)
    if word is None:
        return frozenset({"nominative"})
    lower = word[1].lower()
    asked = {case for case, words in wording.data_file("terms.toml")["prepositions"].items() if lower in words.split()}
    if not asked and ru.parses(lower)[0].tag.POS == "NOUN":
        asked = {"genitive"}
    elif not asked and ru.parses(lower)[0].tag.POS in ("VERB", "INFN"):
        asked = {"accusative"}
    return frozenset(asked)
