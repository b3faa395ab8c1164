"""Terms as a tree of the keys of their words, in sorted arrays, so that one that was saved is loaded at once."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import Any

from toolkit.terminology.grammars import WORD, grammar, hard
from toolkit.terminology.hits import Entry
from toolkit.terminology.needs import Need, Step

_WIDTH = 24  # bits of a key in an edge
_PATHS = 12  # of one term, whose words may be forms of several
_REMEMBERED = 1 << 18


class Tree:
    """The tree of ``compiled``: nodes are numbers, the root 0."""

    def __init__(self, saved: dict[str, Any]) -> None:
        names = saved["keys"].tobytes().decode()
        self.keys = {key: at for at, key in enumerate(names.split("\n"))} if names else {}
        self._edges, self._nodes, self._ends, self._ended, self._terms, self._first = (
            array("q", saved[name].tobytes()) for name in ("edges", "nodes", "ends", "ended", "terms", "first")
        )
        self._needs = saved["needs"]
        self.node = lru_cache(maxsize=_REMEMBERED)(self._node)
        self.wants = lru_cache(maxsize=_REMEMBERED)(self._wants)

    def _node(self, node: int) -> tuple[dict[int, int], tuple[int, ...]]:
        """Return the nodes that come after a node, by key, and the numbers of the terms that end there."""
        at = bisect_left(self._edges, node << _WIDTH)
        stop = bisect_left(self._edges, (node + 1) << _WIDTH, at)
        mask = (1 << _WIDTH) - 1
        after = {self._edges[each] & mask: self._nodes[each] for each in range(at, stop)}
        end = bisect_left(self._ends, node)
        if end < len(self._ends) and self._ends[end] == node:
            return after, tuple(self._terms[self._ended[end] : self._ended[end + 1]])
        return after, ()

    def _wants(self, number: int) -> tuple[tuple[Need, ...], tuple[bool, ...]]:
        """Return what a term wants of its words, and before which of them hard punctuation stands."""
        rows = self._needs[self._first[number] : self._first[number + 1]].tolist()
        return tuple(Need(kind & 7, bits, group) for kind, bits, group in rows), tuple(row[0] > 7 for row in rows)


def compiled(entries: Sequence[Entry], code: str) -> dict[str, Any]:
    """Return the tree of terms in arrays: its keys, edges, and by node the terms that end there with their needs."""
    import numpy as np

    keys: dict[str, int] = {}
    edges: dict[int, int] = {}
    ends: dict[int, list[int]] = {}
    needs: list[tuple[int, int, int]] = []
    first = [0]
    for number, (concept, term) in enumerate(entries):
        kind = "person" if concept.category == "persons" else term.part_of_speech
        steps, parted = _pattern(term.text, kind, code)
        for keyed in _paths(steps):
            node = 0
            for key in keyed:
                edge = node << _WIDTH | keys.setdefault(key, len(keys))
                node = edges.setdefault(edge, len(edges) + 1)
            if node and number not in ends.setdefault(node, []):
                ends[node].append(number)
        wanted = zip((step.need for step in steps), parted, strict=True)
        needs += [(need.kind | far << 3, need.bits, need.group) for need, far in wanted]
        first.append(len(needs))
    order = sorted(edges)
    nodes = sorted(ends)
    return {
        "keys": np.frombuffer("\n".join(keys).encode(), np.uint8),
        "edges": np.array(order, np.int64),
        "nodes": np.array([edges[edge] for edge in order], np.int64),
        "ends": np.array(nodes, np.int64),
        "ended": np.cumsum([0, *(len(ends[node]) for node in nodes)], dtype=np.int64),
        "terms": np.array([number for node in nodes for number in ends[node]], np.int64),
        "needs": np.array(needs, np.int64).reshape(-1, 3),
        "first": np.array(first, np.int64),
    }


def _pattern(text: str, part_of_speech: str, code: str) -> tuple[list[Step], list[bool]]:
    """Return the steps of a term, and whether hard punctuation stands before each."""
    spans = [match.span() for match in WORD.finditer(text)]
    if code == "en" and len(spans) > 1 and text[slice(*spans[0])].lower() == "the":
        del spans[0]
    if not spans:
        return [], []
    parted = [False, *(hard(text[a[1] : b[0]]) for a, b in pairwise(spans))]
    return grammar(code).steps(text, spans, part_of_speech), parted


def _paths(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """Return the ways in which a term can be keyed."""
    return [path for path in islice(product(*(step.keys for step in steps)), _PATHS) if path]
