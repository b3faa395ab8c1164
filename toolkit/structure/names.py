"""State and name that stand in one line of a signature without a gap: «Президент Туркменистана С. Бердымухамедов»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit import languages
from toolkit.structure.patterns import Patterns

_WORD = re.compile(r"[^\W\d_][\w’'.‑-]*")
_MOST = 4  # words of a name
_FEWEST = 2  # words of a name where only its look tells it


def parted(text: str, rules: Patterns, known: str, alone: bool) -> tuple[str, str]:
    """Return the State and the name that a line joins; the name is empty if there is none.

    The State is one that ``known``, the title and opening of the text, names too, in any case. Where it names none the
    name is the last two words, or three with a patronymic, if they look like one; ``alone`` says that no line below
    may be the name.
    """
    words = text.split()
    if rules.language == "zh" or len(words) < _FEWEST:
        return text, ""
    size = _known(words, known, rules)
    if not size and alone:
        size = len(words) - (_FEWEST + bool(len(words) > _FEWEST and rules.patronymic.search(words[-_FEWEST])))
        state = " ".join(words[: max(size, 0)])
        size = size if size > 0 and rules.state_only.search(state) and not rules.state_goes_on.search(state) else 0
    name = words[size:]
    if not size or not _is_name(name, rules):
        return text, ""
    return " ".join(words[:size]), " ".join(name)


def _is_name(words: Sequence[str], rules: Patterns) -> bool:
    """Whether words may be a person's name: few, with capitals, none of them of States or offices."""
    if not 0 < len(words) <= _MOST:
        return False
    plain = " ".join(words)
    capital = all(word[0].isupper() for word in (words[0], words[-1])) and not any(map(str.isdigit, plain))
    return capital and not (rules.state_only.search(plain) or rules.office.match(plain))


def _known(words: Sequence[str], known: str, rules: Patterns) -> int:
    """Return how many of the words are a State that a text names, all if there is no name after it, 0 if none are.

    Where the text has a word in capitals after it too, it may be a person that is named there.
    """
    forms = [_forms(word, rules) for word in words]
    found = [(match, _forms(match.group(), rules)) for match in _WORD.finditer(known)]
    sizes: set[int] = set()
    for at in range(len(found)):
        size = 0
        while size < len(forms) and at + size < len(found) and forms[size] & found[at + size][1]:
            size += 1
        following = known[found[at + size - 1][0].end() :] if size else ""
        if size and not re.match(r"[^\S\n]+[^\W\d_a-zа-яё]", following):
            sizes.add(size)
    shorter = max((size for size in sizes if size < len(words) and words[size - 1].lower() != "the"), default=0)
    # a State that is named whole has no name after it; but so may be a State with its head
    return len(words) if len(words) in sizes and len(words) - shorter < _FEWEST else shorter or max(sizes, default=0)


def _forms(word: str, rules: Patterns) -> frozenset[str]:
    lemmas = languages.get(rules.language).lemmas
    plain = word.strip(".").lower()
    return lemmas(plain) if lemmas and plain else frozenset({word})
