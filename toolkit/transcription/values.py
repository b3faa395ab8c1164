"""What a transcription is: frozen values that say why each word is written as it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import Literal, get_args

Target = Literal["palladius", "pinyin", "pinyin-numbers", "pinyin-plain", "english"]
Kind = Literal["auto", "person", "place", "word"]
Rule = Literal[
    "syllables",  # written syllable by syllable
    "surname",
    "given name",
    "place",  # a name with the end of an administrative unit
    "exception",  # an established form, from the list of exceptions
    "glossary",  # a name of the glossary, with its concept
    "foreign",  # the sound of a foreign name: to be found by hand
    "unread",  # no pinyin, no Palladius, or a character without reading
    "kept",  # other text, as it stands
]
TARGETS: tuple[Target, ...] = get_args(Target)
KINDS: tuple[Kind, ...] = get_args(Kind)
_UNITS = "省市區区州縣县盟旗鎮镇鄉乡村"
MOST = 200  # candidates of a word


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a transcription.

    ``reading`` is pinyin with tone marks (without tones where the source has none), its syllables parted by spaces.
    ``candidates`` are all ways to write the word, likeliest first; ``text`` is the first of them. ``note`` gives the
    reason in words; ``concept`` is the id of the glossary's concept. A ``flagged`` word is not transcribed: it stands
    in ``text`` as in ``source`` and is to be found by hand.
    """

    source: str
    text: str
    rule: Rule
    reading: str = ""
    note: str = ""
    concept: str = ""
    candidates: tuple[str, ...] = ()
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Transcription:
    """A transcribed text: ``text``, and the ``words`` it was made from, in the order of the source."""

    source: str
    target: Target
    text: str
    words: tuple[Word, ...]

    @property
    def flagged(self) -> tuple[Word, ...]:
        """The words that are not transcribed and are to be found by hand."""
        return tuple(word for word in self.words if word.flagged)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a translator should know, a line a word."""
        return tuple(dict.fromkeys(f"{word.source}: {word.note}" for word in self.words if word.note))

    @property
    def candidates(self) -> tuple[str, ...]:
        """All ways to write the whole text, likeliest first, at most ``MOST``; the first is ``text``.

        Of long texts only the last words vary.
        """
        choices = [word.candidates or (word.text,) for word in self.words]
        # near the front of every list first: what is likely for each word is likely for the text
        tried = 20_000 if len(self.words) < 50 else 500
        ranked = sorted(islice(product(*(list(enumerate(each)) for each in choices)), tried), key=_far)
        return tuple(dict.fromkeys(joined([text for _, text in each], self.words) for each in ranked[:MOST]))


def _far(choice: tuple[tuple[int, str], ...]) -> int:
    return sum(at for at, _ in choice)


def _is_unit(word: Word) -> bool:
    """Whether a word is the name of an administrative unit."""
    return word.rule in ("place", "exception", "glossary") and word.source[-1:] in tuple(_UNITS)


def joined(texts: list[str], words: tuple[Word, ...]) -> str:
    """Return the texts of words as one: a space between words, a comma between places, other text as it stands."""
    out = ""
    for at, (text, word) in enumerate(zip(texts, words, strict=True)):
        before = words[at - 1] if at else None
        if before and out and text:
            if _is_unit(word) and _is_unit(before):
                out += ", "
            elif word.rule == "kept":
                out += " " if text[0].isalnum() else ""
            elif before.rule != "kept" or out[-1].isalnum():
                out += " "
        out += text
    return out
