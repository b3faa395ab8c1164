"""Transcription: Chinese and pinyin to Palladius, pinyin and English, and Palladius back to pinyin.

Russian follows the Palladius system (Palladius and Popov, Chinese–Russian dictionary, 1888) in the form of the official
Instruction on the Russian rendering of Chinese geographical names (ГКИНП-13-162-82, Moscow 1983) and of Л. Р. Концевич,
«Китайские имена собственные и термины в русском тексте» (2002). Pinyin follows GB/T 16159 (orthography) and GB/T 28039
(personal names), English the usage of the United Nations. Tables, and exceptions with reasons, are the files beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.errors import InputError
from toolkit.languages import zh
from toolkit.model import Concept
from toolkit.transcription import alphabets, chinese, names
from toolkit.transcription.keys import SearchKeys, keys
from toolkit.transcription.values import KINDS, TARGETS, Kind, Rule, Target, Transcription, Word, joined

__all__ = ["KINDS", "TARGETS", "Kind", "Rule", "SearchKeys", "Target", "Transcription", "Word", "keys", "transcribe"]

LONGEST = 10_000  # characters of a text


def transcribe(
    text: str, to: Target = "palladius", concepts: Iterable[Concept] = (), kind: Kind = "auto"
) -> Transcription:
    """Return a text transcribed word by word, each with the reason for its form.

    The text is Chinese in either script, with anything between (which is kept); or else Palladius, which has no tones
    and may be cut in several ways (see ``candidates``); or else pinyin. Names of persons are recognised and joined,
    names with an established form are written so, those of administrative units are translated in part. Foreign names
    are taken from ``concepts`` or flagged, never guessed.

    Args:
        text: the text, or a name.
        to: ``palladius``, ``pinyin`` (tone marks), ``pinyin-numbers``, ``pinyin-plain`` or ``english``.
        concepts: a glossary whose names of persons, places and States are known.
        kind: what each run of Chinese characters is: ``person``, ``place``, ``word``, or found out (``auto``).

    Raises:
        InputError: the text is empty, too long or in none of the scripts, or ``to`` or ``kind`` is unknown.
    """
    if to not in TARGETS:
        raise InputError(f"nothing is transcribed to {to!r}; there are {', '.join(TARGETS)}")
    if kind not in KINDS:
        raise InputError(f"no kind {kind!r}; there are {', '.join(KINDS)}")
    if not text.strip():
        raise InputError("the text is empty")
    if len(text) > LONGEST:
        raise InputError(f"the text has {len(text)} characters; at most {LONGEST} are transcribed")
    if zh.LANGUAGE.letters.search(text) or "〇" in text:
        own = names.from_glossary(tuple(concepts))
        found = chinese.words(text, to, {**names.places(), **own, **names.exceptions()}, kind)
    elif re.search(r"[А-Яа-яЁё]", text):
        if to == "palladius":
            raise InputError("the text is Cyrillic already; transcribe it to pinyin or english")
        found = alphabets.from_palladius(text, to)
    elif re.search(r"[A-Za-zÀ-ɏ]", text):
        found = alphabets.from_pinyin(text, to)
    else:
        raise InputError("the text has no Chinese characters, no pinyin and no Cyrillic")
    words = tuple(found)
    return Transcription(text, to, joined([word.text for word in words], words), words)
