"""Pinyin and Palladius Cyrillic to words of a transcription, with every way to cut them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from toolkit.transcription import names
from toolkit.transcription.names import Established
from toolkit.transcription.syllables import Cut, cut_palladius, cut_pinyin, join
from toolkit.transcription.values import Target, Word

_MARKS = "\u0300\u0301\u0304\u030c\u0308\u0302"
_LATIN = rf"(?:(?<=[nNlL])[uU]:|[A-Za-zÀ-ɏ][{_MARKS}]*)"
_PINYIN = re.compile(rf"{_LATIN}(?:{_LATIN}|[0-5](?![0-9])|['’‘ʼ](?=[A-Za-zÀ-ɏ])|[-‐‑](?=[A-Za-zÀ-ɏ]))*")
_PALLADIUS = re.compile(r"[А-Яа-яЁё](?:[А-Яа-яЁё]|['’ʼ‐‑-](?=[А-Яа-яЁё]))*")


def from_pinyin(text: str, target: Target) -> list[Word]:
    """Return the words of a text in pinyin; established names are known by their English or pinyin form."""
    return _words(_pieces(text, _PINYIN), cut_pinyin, target, _english(), "pinyin")


def from_palladius(text: str, target: Target) -> list[Word]:
    """Return the words of a text in Palladius; established names are known by their Russian form."""
    return _words(_pieces(text, _PALLADIUS), cut_palladius, target, _russian(), "Palladius")


def _words(
    pieces: list[tuple[str, bool]],
    cut: Callable[[str], list[Cut]],
    target: Target,
    established: Mapping[str, tuple[Established, ...]],
    script: str,
) -> list[Word]:
    """Return the words; an established name may take several pieces, and the longest goes first."""
    longest = 2 * max(len(key.split()) for key in established) - 1
    found: list[Word] = []
    at = 0
    while at < len(pieces):
        piece, is_word = pieces[at]
        stop = at + 1
        named: tuple[Established, ...] = ()
        for end in range(min(len(pieces), at + longest), at, -1):
            source = "".join(each for each, _ in pieces[at:end])
            if source[:1].isupper() and _key(source) in established:
                stop, named = end, established[_key(source)]
                break
        if is_word:
            source = "".join(each for each, _ in pieces[at:stop])
            found.append(_word(source, cut(source) if stop == at + 1 else [], target, named, script))
        else:
            found.append(Word(piece, piece, "kept"))
        at = stop
    return found


def _pieces(text: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is a word of the pattern."""
    found, at = [], 0
    for match in pattern.finditer(text):
        found += [(text[at : match.start()], False)] if match.start() > at else []
        found.append((match[0], True))
        at = match.end()
    return found + ([(text[at:], False)] if at < len(text) else [])


def _word(source: str, cuts: list[Cut], target: Target, named: tuple[Established, ...], script: str) -> Word:
    """Return a word with its candidates: established names first, then every cut."""
    capital = source[:1].isupper()
    readings = [(_established(name, target), name.pinyin, name) for name in named]
    candidates: dict[str, tuple[str, Established | None]] = {text: (pinyin, name) for text, pinyin, name in readings}
    for cut in cuts:
        text = join(cut.syllables, target)
        candidates.setdefault(text[:1].upper() + text[1:] if capital else text, (" ".join(cut.syllables), None))
    if not candidates:
        return Word(source, source, "unread", note=f"this is not {script}", flagged=True)
    first = next(iter(candidates))
    reading, name = candidates[first]
    note = f"{name.zh}: {name.reason}" if name else ""
    return Word(source, first, "exception" if name else "syllables", reading, note, candidates=tuple(candidates))


def _established(name: Established, target: Target) -> str:
    given = {"palladius": name.ru, "english": name.en}.get(target, "")
    syllables = name.pinyin.split()
    if not given and name.kind == "person":
        return " ".join(_capital(join(part, target)) for part in (syllables[:1], syllables[1:]))
    return given or _capital(join(syllables, target))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _key(word: str) -> str:
    return unicodedata.normalize("NFC", word.lower().replace("’", "'"))


@cache
def _english() -> dict[str, tuple[Established, ...]]:
    """Return the established names by English form, or by pinyin without tones where that is their English form."""
    found: dict[str, tuple[Established, ...]] = {}
    for name in names.exceptions().values():
        if name.kind in ("translated", "word"):
            continue
        keys = {_key(name.en or join(name.pinyin.split(), "english")), join(name.pinyin.split(), "pinyin")}
        keys.add(join(name.pinyin.split(), "pinyin-numbers"))
        for key in keys:
            found[key] = (*found.get(key, ()), name)
    return found


@cache
def _russian() -> dict[str, tuple[Established, ...]]:
    """Return the established names by Russian form."""
    found: dict[str, tuple[Established, ...]] = {}
    for name in names.exceptions().values():
        if name.kind not in ("translated", "word"):
            found[_key(name.ru)] = (*found.get(_key(name.ru), ()), name)
    return found
