"""The verb ``read``: a file to documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from toolkit import languages, readers, structure
from toolkit.errors import InputError, LanguageError, ToolkitError
from toolkit.model import Document

LIMIT = 64 * 1024 * 1024  # bytes; a text is never larger, a mistaken file may be


def read(path: str | Path, language: str | None = None, encoding: str | None = None) -> tuple[Document, ...]:
    """Return the documents that stand in a file, in order: one, or several where a page holds several.

    The layout (newspaper lines, one paragraph a line, blank lines between) and, unless named, the language and the
    encoding are found out. ``document.remarks`` say what the reader noticed, ``document.encoding`` and
    ``document.certainty`` which encoding it took and how sure it is.

    Raises:
        InputError: the file can't be used; the message says why, and what to do.
    """
    path = Path(path)
    data = _bytes(path)
    try:
        page = readers.reader(path.suffix).read(data, encoding)
        code = _language(page.text, language)
    except ToolkitError as error:
        raise type(error)(f"{path}: {error}") from None
    digest = hashlib.sha256(data).hexdigest()
    return tuple(
        replace(
            document,
            encoding=page.encoding,
            certainty=page.certainty,
            identity=replace(document.identity, sha256=digest, source=path.name),
        )
        for document in _documents(page.text, code, path.stem)
    )


def parse(text: str, language: str | None = None, name: str = "text") -> tuple[Document, ...]:
    """Return the documents that stand in a string, as ``read`` does for a file.

    Raises:
        InputError: there is no text, or not in that language.
    """
    if not text.strip():
        raise InputError("the text is empty")
    code = _language(text, language)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(_documents(text, code, name))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file in it")
        if path.stat().st_size > LIMIT:
            raise InputError(f"{path} has more than {LIMIT >> 20} MiB; split it")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"there is no file {path}") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from None


def _documents(text: str, code: str, name: str) -> Iterator[Document]:
    """Yield the documents of a text, with remarks on other languages in them."""
    for document in structure.documents(text, code, name):  # type: ignore[arg-type]
        authentic = tuple(sorted(structure.done_in(document), reverse=True))  # zh ru en
        tag = languages.tag_of(document.text, code)
        yield replace(
            document,
            tag="" if tag == languages.get(code).tag else tag,
            identity=replace(document.identity, authentic=authentic),
            remarks=(*languages.remarks(document.text, code), *document.remarks),
        )


def _language(text: str, named: str | None) -> str:
    code = languages.get(named).code if named else languages.guess(text)
    like = languages.lookalike(text, code)
    if like and like.refused:
        raise LanguageError(f"the text is not {languages.get(code).name}: it looks {like.name}")
    if named is None:
        return code
    shares = languages.shares(text)
    if shares[code] < 0.2:
        other = max(shares, key=lambda each: shares[each])
        looks = f"it looks {languages.get(other).name}" if shares[other] else "it has no letters of any known script"
        raise LanguageError(f"the text is not {languages.get(code).name}: {looks}")
    return code
