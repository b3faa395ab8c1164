"""StarDict 2.4.2, for GoldenDict, KOReader, sdcv and others: a ZIP of ``.ifo``, ``.idx`` and ``.dict``.

Written only; the text of an article is plain. The index has every key of a concept, ordered by its bytes with the
capitals of ASCII folded, then by its bytes as they are: programs refuse another order. A key has 255 bytes at most, and
stands once: the articles of several concepts are one text under it.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from toolkit.formats import Format
from toolkit.formats.dictionary import NAME, Article, articles
from toolkit.formats.stream import Losses, Stream, Writing

_NAME = "duizhao"
_LONGEST = 255  # bytes of a key
_DATE = (1980, 1, 1, 0, 0, 0)  # so that the same glossary gives the same bytes


def write(stream: Stream, file: BinaryIO, how: Writing) -> None:
    """Write a dictionary as a ZIP of a folder."""
    found = articles(stream.rows, tuple(stream.languages), how.keys, how.losses)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for suffix, data in dictionary(found, how.losses).items():
            packed.writestr(zipfile.ZipInfo(f"{_NAME}/{_NAME}{suffix}", _DATE), data, zipfile.ZIP_DEFLATED)


def dictionary(found: Iterable[Article], losses: Losses) -> dict[str, bytes]:
    """Return the files of a dictionary by suffix."""
    texts: list[bytes] = []
    named: dict[bytes, list[int]] = {}  # the articles of a key, of which programs would show one only
    for article in found:
        for key in article.keys:
            word = key.replace("\0", " ").encode("utf-8", "replace")
            if len(word) <= _LONGEST:
                named.setdefault(word, []).append(len(texts))
            else:
                losses.drop("keys of more than 255 bytes")
        texts.append(_text(article).encode("utf-8", "replace"))
    blocks: dict[bytes, int] = {}
    entries, place = list[tuple[bytes, int, int]](), 0
    for word, numbers in named.items():
        text = b"\n\n".join(texts[each] for each in dict.fromkeys(numbers))
        if text not in blocks:
            blocks[text] = place
            place += len(text)
        entries.append((word, blocks[text], len(text)))
    entries.sort(key=lambda each: (each[0].lower(), each))
    index = b"".join(word + b"\0" + struct.pack(">II", at, size) for word, at, size in entries)
    facts = {
        "version": "2.4.2", "bookname": NAME, "wordcount": len(entries), "idxfilesize": len(index),
        "sametypesequence": "m",
    }  # fmt: skip
    info = "StarDict's dict ifo file\n" + "".join(f"{name}={value}\n" for name, value in facts.items())
    return {".ifo": info.encode("utf-8"), ".idx": index, ".dict": b"".join(blocks)}


def _text(article: Article) -> str:
    """Return an article as lines: preferred terms, under them the admitted ones, at the end what is to be known."""
    lines = []
    for line in article.lines:
        said = f" — {line.said}" if line.term and line.said else line.said
        lines.append(f"{'  ' * line.admitted}{line.term}{said}")
    return "\n".join(lines)


FORMAT = Format((".stardict.zip",), ("concepts",), write, title="StarDict")
