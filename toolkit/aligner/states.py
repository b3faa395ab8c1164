"""Which States two texts name: agreements in the words of one model differ in little else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from toolkit.languages import zh
from toolkit.model import SegmentedDocument

_LANGUAGES = ("zh", "ru", "en")
_TIMES = 2  # a State that a text is about is named again
_PARTIES = 2  # in a title
_SHARE = 0.2  # of all that a text names
_BOOK = 4000  # sentences of both texts
_SHORT_TEXT = 60  # sentences: the first one of so short a text says what it is about
_FRONT = ("title", "opening", "signature")
_ENDING = r"(?:[аяуюыиеоьй]|ом|ем|ой|ей|ою|ею|ью|ая|ую|ое|ые|ие|ых|их|ым|им|ыми|ими|ого|ому|ами?|ах)?"
_PLURAL = re.compile(r"[аы]$")  # Нидерланды may end in -ов; of Китай that would be a surname
_ENDS = re.compile(r"(?:ая|ое|ые|ие|[аяыиеоьй])$")
_SHORT = 4  # letters of a Russian stem that may take an ending: Мали is not мало


def others(source: Sequence[str], target: Sequence[str], languages: tuple[str, str]) -> tuple[str, str] | None:
    """Return the State that each of two texts is about and the other does not name, in English, or None.

    One alone says nothing, since a name may be written in a way that the list has not. Books are not asked: they are
    written after no model.
    """
    if not set(languages) <= set(_LANGUAGES) or len(source) + len(target) > _BOOK:
        return None
    ours, theirs = (named(texts, code) for texts, code in zip((source, target), languages, strict=True))
    mine, yours = _about(ours, theirs), _about(theirs, ours)
    return (mine, yours) if mine and yours else None


def title(text: SegmentedDocument) -> list[str]:
    """Return the title of a text."""
    return [segment.text for segment in text.segments if segment.block.kind == "title"]


def front(text: SegmentedDocument) -> list[str]:
    """Return where a text names its parties: title, opening and signatures, in a short one its first sentence too."""
    found = [segment.text for segment in text.segments if segment.block.kind in _FRONT]
    body = [segment.text for segment in text.segments if segment.block.kind not in _FRONT]
    return found + body[: 1 if len(text.segments) <= _SHORT_TEXT else 0]


def other_parties(one: Sequence[str], other: Sequence[str], languages: tuple[str, str]) -> tuple[str, str] | None:
    """Return the States that two titles name if these are several in each, and each names one more than the other."""
    if not set(languages) <= set(_LANGUAGES):
        return None
    ours, theirs = (set(named(texts, code)) for texts, code in zip((one, other), languages, strict=True))
    if min(len(ours), len(theirs)) < _PARTIES or ours <= theirs or theirs <= ours:
        return None
    return " and ".join(sorted(ours)), " and ".join(sorted(theirs))


def others_in_front(
    fronts: Sequence[Sequence[str]], texts: Sequence[Sequence[str]], languages: tuple[str, str]
) -> tuple[str, str] | None:
    """Return a State that each of two texts names at its front, though once only, and the other does not name at all.

    One alone says nothing, as with ``others``.
    """
    if not set(languages) <= set(_LANGUAGES) or sum(map(len, texts)) > _BOOK:
        return None
    whole = [named(each, code) for each, code in zip(texts, languages, strict=True)]
    first = [named(each, code) for each, code in zip(fronts, languages, strict=True)]
    mine = [state for state in first[0] if not whole[1][state]]
    yours = [state for state in first[1] if not whole[0][state]]
    return (mine[0], yours[0]) if mine and yours else None


def named(texts: Iterable[str], language: str) -> Counter[str]:
    """Return how often a text in Chinese, Russian or English names each State, by its English name.

    Traditional characters count as simplified ones: 印度尼西亞 would else name India.
    """
    pattern, names = _patterns()[language]
    found: Counter[str] = Counter()
    for text in texts:
        plain = zh.simplified(text) if language == "zh" else text.replace("ё", "е").replace("’", "'")
        found.update(names[match.lastgroup or ""] for match in pattern.finditer(plain))
    del found[""]  # what only looks as if it named one
    return found


def _about(here: Counter[str], there: Counter[str]) -> str:
    """Return the State that one text names most and the other never, if it is one that the text is about."""
    times, state = max(((times, state) for state, times in here.items() if not there[state]), default=(0, ""))
    return state if times >= max(_TIMES, _SHARE * here.total()) else ""


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """Return for each language a pattern whose groups are names, the longest first, and the State of each group."""
    raw = files(__package__).joinpath("states.tsv").read_text("utf-8").splitlines()
    rows = [[names.split("|") for names in line.split("\t")] for line in raw if not line.startswith("#")]
    made = {}
    for at, language in enumerate(_LANGUAGES):
        named_so = ((name, row[2][0]) for row in rows for name in row[at] if name)
        written = sorted(named_so, key=lambda each: -len(each[0]))
        groups = [f"(?P<s{number}>{_written(name, language)})" for number, (name, _) in enumerate(written)]
        edge = "" if language == "zh" else r"\b"
        first = "".join(sorted({name[0] for name, _ in written}))  # looked at before three hundred names are
        pattern = re.compile(f"{edge}(?=[{first}])(?:{'|'.join(groups)}){edge}")
        made[language] = pattern, {f"s{number}": state for number, (_, state) in enumerate(written)}
    return made


def _written(name: str, language: str) -> str:
    """Return a pattern of a name: in Russian in any case, in the others as it is; 中国 is not in 发展中国家."""
    words = name.split()
    alone = len(words) == 1
    if language == "zh":
        return re.escape(name) + ("(?![家际])" if name.endswith("国") else "")
    return r"\s+".join(_declined(word, alone) if language == "ru" else re.escape(word) for word in words)


def _declined(word: str, alone: bool) -> str:
    stem = _ENDS.sub("", word)
    fixed = not word[-1].isalpha() or word.isupper() or (alone and len(stem) < _SHORT)
    ending = _ENDING.replace("(?:", "(?:ов|", 1) if _PLURAL.search(word) else _ENDING
    return re.escape(word) if fixed else re.escape(stem) + ending
