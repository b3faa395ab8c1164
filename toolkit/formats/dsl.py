"""Lingvo's DSL, for ABBYY Lingvo and GoldenDict: UTF-16 with a mark, cards of headwords and lines with tags.

Written only. A card stands under every key of its concept: both scripts, pinyin, Palladius, Russian cases, English.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from toolkit.formats import Format
from toolkit.formats.dictionary import NAME, Keys, Line, articles
from toolkit.formats.stream import Losses, Stream, Writing
from toolkit.model import Concept

_NAMES = {"zh": "Chinese", "ru": "Russian", "en": "English"}
_MEANS = re.compile(r"[\\\[\]{}()~@#^<>]")  # what has a meaning of its own in headwords or text


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a dictionary."""
    file.write(codecs.BOM_UTF16_LE)
    for piece in pieces(stream.rows, tuple(stream.languages), how.keys, how.losses):
        file.write(piece.encode("utf-16-le", "replace"))


def pieces(found: Iterable[Concept], languages: tuple[str, ...], keys: Keys, losses: Losses) -> Iterator[str]:
    """Yield a dictionary in pieces; ``keys`` gives what a concept is found by besides its terms."""
    contents = next((code for code in languages if code != languages[0]), languages[0])
    yield f'#NAME "{NAME}"\r\n#INDEX_LANGUAGE "{_NAMES[languages[0]]}"\r\n'
    yield f'#CONTENTS_LANGUAGE "{_NAMES[contents]}"\r\n'
    for article in articles(found, languages, keys, losses):
        yield "\r\n" + "".join(f"{_plain(key)}\r\n" for key in article.keys)
        yield "".join(f"\t{_line(line)}\r\n" for line in article.lines)


def _line(line: Line) -> str:
    if not line.term:
        return f"[m1][com]{_plain(line.said)}[/com][/m]"
    term = _plain(line.term) if line.admitted else f"[b]{_plain(line.term)}[/b]"
    return f"[m{1 + line.admitted}]{term}{f' [com]{_plain(line.said)}[/com]' if line.said else ''}[/m]"


def _plain(text: str) -> str:
    return _MEANS.sub(lambda found: f"\\{found[0]}", text)


FORMAT = Format((".dsl",), ("concepts",), write, title="Lingvo DSL")
