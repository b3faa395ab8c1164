"""Syllables: pinyin and Palladius, their tones, how they join to words and how words are cut into them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.transcription.values import MOST, Target

LONGEST = 60  # letters of a word without spaces
_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_TONES = {tone: mark for mark, tone in _MARKS.items()}
_VOWELS = "аеёиоуыэюя"
_SOFTENING = "еёюя"
_BREAKS = "'’‘ʼ‐‑-"  # hyphen last: these stand in sets of regular expressions
_ALIASES = {"lue": "lüe", "nue": "nüe"}  # what is written where there is no ü
_COST = {"standard": 1, "rare": 21, "interjection": 31}
_ERHUA, _LOOSE = 10, 100  # costs of a suffixed r, and of a break that should have been marked


class Syllable(NamedTuple):
    """A row of the table: pinyin without tone, Palladius, kind, other Cyrillic spellings that are met."""

    pinyin: str
    palladius: str
    kind: str
    variants: tuple[str, ...]


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table beside this module, as cells."""
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def table() -> Mapping[str, Syllable]:
    """Return all syllables by their pinyin without tone."""
    found = (Syllable(row[0], row[1], row[2], tuple(row[3:])) for row in rows("syllables.tsv"))
    return {each.pinyin: each for each in found}


def parted(syllable: str) -> tuple[str, int]:
    """Return a syllable of pinyin without its tone, and the tone (5 the neutral one): ``xiān`` and ``xian1`` alike.

    ``v`` and ``u:`` stand for ü.
    """
    letters = unicodedata.normalize("NFD", syllable.lower().replace("u:", "ü"))
    tone = next((_MARKS[char] for char in letters if char in _MARKS), 0)
    if letters[-1:].isdigit():
        tone, letters = int(letters[-1]) % 5, letters[:-1]
    plain = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _MARKS)).replace("v", "ü")
    return _ALIASES.get(plain, plain), tone or 5


def marked(plain: str, tone: int) -> str:
    """Return a syllable of pinyin with its tone mark: on a or e, on the o of ou, or else on the last vowel."""
    if tone not in _TONES:
        return plain
    at = next((plain.index(vowel) for vowel in ("a", "e", "ê", "ou") if vowel in plain), None)
    if at is None:
        vowels = [at for at, char in enumerate(plain) if char in "iouü"]
        at = vowels[-1] if vowels else next((at for at, char in enumerate(plain) if char in "mn"), 0)
    return unicodedata.normalize("NFC", plain[: at + 1] + _TONES[tone] + plain[at + 1 :])


def palladius(plain: str) -> str:
    """Return a syllable of pinyin without tone in Palladius; a suffixed r (``huar``) is р.

    Raises:
        InputError: there is no such syllable.
    """
    if plain in table():
        return table()[plain].palladius
    if plain.endswith("r") and plain[:-1] in table():
        return table()[plain[:-1]].palladius + "р"
    raise InputError(f"{plain!r} is not a syllable of pinyin")


def known(plain: str) -> bool:
    """Whether a syllable without tone is in the table, with or without a suffixed r."""
    return plain in table() or (plain.endswith("r") and plain[:-1] in table())


def join(syllables: Iterable[str], target: Target) -> str:
    """Return the syllables of one word, in pinyin with tones, as a word of the target.

    Palladius parts -н (that is -ng) from a vowel with ъ (长安 Чанъань), and -р from я, е, ё, ю, which would soften it
    (尔雅 Эръя); 延安 Яньань and 西安 Сиань need none. Pinyin has an apostrophe before a, e and o inside a word (GB/T
    16159), English the curly one of United Nations texts.
    """
    out = ""
    for syllable in syllables:
        plain, tone = parted(syllable)
        if target == "palladius":
            written = palladius(plain)
            hard = (out[-1:] == "н" and written[0] in _VOWELS) or (out[-1:] == "р" and written[0] in _SOFTENING)
            out += ("ъ" if hard else "") + written
        elif target == "pinyin-numbers":
            out += f"{plain}{tone}"
        else:
            mark = "’" if target == "english" else "'"
            written = marked(plain, tone) if target == "pinyin" else plain
            out += (mark if out and plain[0] in "aeoê" else "") + written
    return out


class Cut(NamedTuple):
    """One way to cut a word: its syllables as pinyin (toned where the word is), and how unlikely that is."""

    syllables: tuple[str, ...]
    cost: int


@cache
def _cyrillic() -> dict[str, list[tuple[str, int]]]:
    """Return the pinyin syllables, with costs, of each Cyrillic one; ё is written йо."""
    found: dict[str, list[tuple[str, int]]] = {}
    for each in table().values():
        for at, written in enumerate((each.palladius, *each.variants)):
            key = written.replace("ё", "йо")
            found.setdefault(key, []).append((each.pinyin, _COST[each.kind] + 2 * bool(at)))
            if each.kind == "standard" and each.pinyin != "er":
                found.setdefault(key + "р", []).append((each.pinyin + "r", _COST[each.kind] + _ERHUA))
    return found


@cache
def _latin() -> dict[str, list[tuple[str, int]]]:
    found = {each.pinyin: [(each.pinyin, _COST[each.kind])] for each in table().values()}
    for each in table().values():
        if each.kind == "standard" and each.pinyin not in ("e", "er"):
            found.setdefault(each.pinyin + "r", []).append((each.pinyin + "r", _COST[each.kind] + _ERHUA))
    return found | {alias: found[plain] for alias, plain in _ALIASES.items()}


def cut_palladius(word: str) -> list[Cut]:
    """Return every way to cut a Cyrillic word into syllables, likeliest first; none if it is not Palladius.

    ъ, hyphens and apostrophes part syllables. A vowel after -н without ъ is believed last of all.

    Raises:
        InputError: the word is too long.
    """
    folded = word.lower().replace("ё", "йо")
    pieces = re.split(f"[ъ{_BREAKS}]", folded)
    return _product(
        [_cuts(piece, _cyrillic(), lambda a, b: a.endswith("н") and b[0] in _VOWELS + "й") for piece in pieces], word
    )


def cut_pinyin(word: str) -> list[Cut]:
    """Return every way to cut a word of pinyin (tones as marks, as numbers or none), likeliest first.

    A syllable that begins with a vowel inside a word, and no apostrophe before it, is believed last of all.

    Raises:
        InputError: the word is too long.
    """
    pieces: list[list[Cut]] = []
    for piece in re.findall(rf"[^\d{_BREAKS}]+[0-5]?|.", word.lower().replace("u:", "ü").replace("v", "ü")):
        if piece not in _BREAKS:
            pieces.append(_toned(piece))
    return _product(pieces, word)


def _toned(piece: str) -> list[Cut]:
    """Return the cuts of a piece of pinyin; a number at its end is the tone of its last syllable."""
    digit = piece[-1] if piece[-1].isdigit() else ""
    plain, tones = "", {}
    for char in unicodedata.normalize("NFD", piece.removesuffix(digit)):
        if char in _MARKS:
            tones[len(plain) - 1] = _MARKS[char]
        elif char == "\u0308" and plain.endswith("u"):
            plain = plain[:-1] + "ü"
        elif char == "\u0302" and plain.endswith("e"):
            plain = plain[:-1] + "ê"
        else:
            plain += char
    found = []
    for cut in _cuts(plain, _latin(), lambda _, b: b[0] in "aeoê"):
        out, at, good = [], 0, True
        for syllable in cut.syllables:  # an alias is as long as what it stands for
            inside = [tone for place, tone in tones.items() if at <= place < at + len(syllable)]
            good = good and len(inside) <= 1
            out.append(marked(syllable, inside[0]) if inside else syllable)
            at += len(syllable)
        if digit and out:
            out[-1] = marked(out[-1], int(digit))
        if good:
            found.append(Cut(tuple(out), cut.cost))
    return found


def _cuts(piece: str, units: Mapping[str, list[tuple[str, int]]], loose: Callable[[str, str], bool]) -> list[Cut]:
    """Return the ways to cut a piece without breaks into ``units``; interjections only stand alone."""
    if len(piece) > LONGEST:
        raise InputError(f"a word of {len(piece)} letters is too long; syllables are at most six letters")
    longest = max(map(len, units))
    # the ways to cut the rest from each place on, with the letters they begin with; from the end to the beginning
    ways: list[list[tuple[int, tuple[str, ...], str]]] = [[] for _ in piece] + [[(0, (), "")]]
    for at in range(len(piece) - 1, -1, -1):
        found = []
        for stop in range(at + 1, min(at + longest, len(piece)) + 1):
            written = piece[at:stop]
            for pinyin, cost in units.get(written, ()):
                if cost >= _COST["interjection"] and written != piece:
                    continue
                for more, rest, after in ways[stop]:
                    extra = _LOOSE if after and loose(written, after) else 0
                    found.append((cost + more + extra, (pinyin, *rest), written))
        ways[at] = sorted(found)[:MOST]
    return [Cut(syllables, cost) for cost, syllables, _ in ways[0]]


def _product(pieces: Sequence[list[Cut]], word: str) -> list[Cut]:
    if len(word) > 2 * LONGEST:
        raise InputError(f"a word of {len(word)} letters is too long; syllables are at most six letters")
    found = [Cut((), 0)]
    for piece in pieces:
        both = [Cut(a.syllables + b.syllables, a.cost + b.cost) for a in found for b in piece]
        found = sorted(both, key=lambda cut: (cut.cost, cut.syllables))[:MOST]
    return found if word and found != [Cut((), 0)] else []
