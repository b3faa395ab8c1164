"""An encoder without any model: what two languages write alike, as hashed features.

Numbers by value, terms and names of the glossary, words in Latin letters, the sound of names (Cyrillic and pinyin by
their consonants), sentence marks, and runs of letters of words that two languages share. Chinese and Russian have
little of this in common, so it finds less than an encoder that knows meaning; lengths, which the aligner weighs too,
help.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np

from toolkit.aligner.encoders import Vectors
from toolkit.aligner.numbers import numbers

_SIZE = 1024
_GRAM = 4  # letters
_COMMON = 7.0  # what every vector shares, so that few features are no great difference; set on the development sets
_WORD = re.compile(r"[^\W\d_]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
Concepts = Callable[[str, str], frozenset[str]]


@cache
def _tables() -> Mapping[str, Any]:
    raw = tomllib.loads(files(__package__).joinpath("lexical.toml").read_text("utf-8"))
    return {
        "weights": raw["weights"],
        "latin": str.maketrans(raw["latin"]),
        "marks": {char: mark for mark, chars in raw["marks"].items() for char in chars},
        "sounds": {letter: sound for sound, letters in raw["sounds"].items() for letter in letters},
    }


@cache
def _glossary() -> Concepts:
    from toolkit import data
    from toolkit.terminology import TermIndex

    return TermIndex(data.glossary()).concepts


class LexicalEncoder:
    """Hashed features as vectors; ``remark`` says why it was taken, if it was not chosen."""

    name = "lexical-1"

    def __init__(self, terms: Concepts | None = None, remark: str = "") -> None:
        self._terms = terms
        self.remark = remark

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        vectors = np.zeros((len(texts), _SIZE), dtype=np.float32)
        weights = _tables()["weights"]
        for row, text in enumerate(texts):
            vectors[row, 0] = _COMMON
            for (kind, value), count in Counter(_features(text, self._terms or _glossary())).items():
                place = crc32(f"{kind} {value}".encode("utf-8", "surrogatepass"))
                sign = 1 if place & 1 else -1
                vectors[row, 1 + (place >> 1) % (_SIZE - 1)] += sign * weights[kind] * min(count, 3) ** 0.5
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _features(text: str, terms: Concepts) -> Iterator[tuple[str, str]]:
    """Yield kind and value of each feature of a text."""
    plain = unicodedata.normalize("NFKC", text)
    for value in numbers(text):
        yield "number", str(value)
    for char in plain:
        if char in _tables()["marks"]:
            yield "mark", _tables()["marks"][char]
    language = "zh" if _CHINESE.search(plain) else "ru" if _CYRILLIC.search(plain) else "en"
    for concept in terms(text, language):
        yield "term", concept
    for name in (name for run in _CHINESE.findall(plain) for name in _foreign(run)):
        yield from _sounds(name)
    yield from _words(plain, language)


def _words(plain: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield what words in alphabets share: themselves, runs of their letters, and the sound of names."""
    for at, word in enumerate(_WORD.findall(_CHINESE.sub(" ", plain))):
        latin = (
            unicodedata.normalize("NFD", word.lower().translate(_tables()["latin"])).encode("ascii", "ignore").decode()
        )
        if word.isascii() and language != "en":
            yield "word", word.lower()
        elif len(latin) >= _GRAM:
            yield from (("gram", latin[i : i + _GRAM]) for i in range(len(latin) - _GRAM + 1))
        if at and word[:1].isupper():
            yield from _sounds(latin)


def _foreign(run: str) -> Iterator[str]:
    """Yield the stretches of Chinese characters that write the sound of a foreign name, in Latin letters."""
    from pypinyin import lazy_pinyin

    from toolkit.transcription.names import is_foreign, sounds_only

    start = 0
    while start < len(run):
        stop = start
        while stop < len(run) and sounds_only(run[start : stop + 1]):
            stop += 1
        if is_foreign(run[start:stop]):
            yield " ".join("l" if each == "er" else each for each in lazy_pinyin(run[start:stop]))
        start = max(stop, start + 1)


def _sounds(name: str) -> Iterator[tuple[str, str]]:
    """Yield the consonants of a name, by two, as classes of sounds."""
    letters = re.sub(r"zh|ch|sh|ts", "s", name.replace("ng", "n"))
    classes = re.sub(r"(.)\1+", r"\1", "".join(_tables()["sounds"].get(each, "") for each in letters))
    if len(classes) > 1:
        yield from (("name", f"^{classes}"[at : at + 2]) for at in range(len(classes)))
        yield "name", classes
