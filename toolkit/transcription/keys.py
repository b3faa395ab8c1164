"""Keys by which a Chinese term is found: pinyin and Palladius as people type them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from toolkit.transcription.syllables import known, palladius, parted


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """The keys of a Chinese term: without spaces, hyphens and apostrophes; ü is v, ё is е and there is no ъ.

    ``plain`` is pinyin without tones, ``numbers`` with a number after each syllable, ``initials`` its first letters;
    ``palladius`` is Cyrillic.
    """

    plain: str
    numbers: str
    palladius: str
    initials: str


@lru_cache(maxsize=65536)
def keys(term: str, pinyin: str = "") -> SearchKeys:
    """Return the search keys of a Chinese term; ``pinyin`` is its reading if the usual one would be wrong.

    Read without a look at who is a person, which takes thirty times as long.
    """
    from pypinyin import Style, lazy_pinyin

    reading = pinyin.split() or lazy_pinyin(term, style=Style.TONE)
    split = [parted(each) for each in reading]
    found = [(plain, tone) for plain, tone in split if known(plain)]
    return SearchKeys(
        plain="".join(plain for plain, _ in found).replace("ü", "v"),
        numbers="".join(f"{plain}{tone}" for plain, tone in found).replace("ü", "v"),
        palladius=folded("".join(palladius(plain) for plain, _ in found)),
        initials="".join(plain[0] for plain, _ in found),
    )


def folded(query: str) -> str:
    """Return a query in pinyin or Palladius in the form of the keys; tone marks go, tone numbers stay."""
    letters = unicodedata.normalize("NFD", query.lower().replace("ü", "v").replace("u:", "v"))
    out = "".join(char for char in letters if char not in "\u0300\u0301\u0304\u030c\u0302")
    out = unicodedata.normalize("NFC", out).replace("ё", "е").replace("ü", "v")
    return re.sub(r"[^a-z0-9а-я]|ъ", "", out)
