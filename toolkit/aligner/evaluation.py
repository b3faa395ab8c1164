"""Scores of alignments against links made by reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit import __version__
from toolkit.aligner import notation
from toolkit.errors import InputError
from toolkit.model import Alignment

Link = tuple[tuple[str, ...], tuple[str, ...]]
_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Links of about the same confidence: how many, the mean confidence, and the share that is right, 0 to 1."""

    links: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1, counted strictly and laxly, with what they were measured on.

    Strict: the very same link is in the gold. Lax: the link shares a pair of segments, one of each side, with a gold
    link. Precision is over all links found, those of one side included; recall over gold links with both sides
    (as Thompson and Koehn 2019 count). Several documents are counted together.

    ``calibration`` is the expected calibration error, how far confidence and share of right links lie apart, in the
    ten bins of ``curve``; None where the links have no scores.
    """

    precision: float
    recall: float
    f1: float
    lax_precision: float
    lax_recall: float
    lax_f1: float
    links: int
    gold: int
    signature: str
    documents: int = 1
    calibration: float | None = None
    curve: tuple[Bin, ...] = ()


def links(alignment: Alignment) -> list[Link]:
    """Return the alignment's links as pairs of segment ids."""
    ours, theirs = alignment.source.segments, alignment.target.segments
    return [
        (tuple(s.id for s in ours[slice(*bead.source)]), tuple(s.id for s in theirs[slice(*bead.target)]))
        for bead in alignment.beads
    ]


def evaluate(found: Alignment | str | Path, gold: Iterable[Link] | str | Path) -> Score:
    """Return how well links agree with gold links.

    Args:
        found: an alignment, or a file of links in Vecalign's notation, or a folder of such files.
        gold: for an alignment, links as pairs of segment ids; else a file or a folder. Of two folders, each file
            ``NAME.gold`` (or, if there are none, each file) is compared with the file ``NAME`` of any suffix.

    Raises:
        InputError: a file can't be used, is missing, or holds no links where the other does.
    """
    if isinstance(found, Alignment):
        if isinstance(gold, (str, Path)):
            raise InputError("the gold of an alignment is a list of pairs of segment ids, such as data.gold returns")
        confidence = [bead.score for bead in found.beads]
        return score(links(found), list(gold), found.signature, confidence)
    if not isinstance(gold, (str, Path)):
        raise InputError(f"{found} is compared with a file or folder of links")
    pairs = _files(Path(found), Path(gold))
    ours: list[Link] = []
    truth: list[Link] = []
    scores: list[float | None] = []
    for name, (predicted, right) in enumerate(pairs):
        read, wanted = notation.read(predicted), notation.read(right)
        if wanted and not read:
            raise InputError(f"{predicted} holds no links, where {right} has {len(wanted)}")
        ours += [_named(each, name) for each in read]
        scores += [each.score for each in read]
        truth += [_named(each, name) for each in wanted]
    if not any(source and target for source, target in truth):
        raise InputError(f"{gold} holds no links with both sides to score against")
    sure = [each for each in scores if each is not None and 0 <= each <= 1]
    signature = f"duizhao {__version__}; strict and lax F1 after Vecalign; {Path(found).name} against {Path(gold).name}"
    return score(ours, truth, signature, sure if len(sure) == len(scores) else None, len(pairs))


def _files(found: Path, gold: Path) -> list[tuple[Path, Path]]:
    """Return the files of links and of gold that belong together."""
    for path in (found, gold):
        if not path.exists():
            raise InputError(f"there is no file or folder {path}")
    if found.is_dir() != gold.is_dir():
        raise InputError(f"{found} and {gold} must be two files or two folders")
    if not gold.is_dir():
        return [(found, gold)]
    every = sorted(path for path in gold.iterdir() if path.is_file() and not path.name.startswith("."))
    right = [path for path in every if path.suffix == ".gold"] or every
    if not right:
        raise InputError(f"{gold} holds no files")
    return [(_prediction(found, path.stem), path) for path in right]


def _prediction(folder: Path, name: str) -> Path:
    fitting = sorted(path for path in folder.iterdir() if path.stem == name and path.suffix not in (".src", ".tgt"))
    other = [path for path in fitting if path.suffix != ".gold"] or fitting
    if len(other) != 1:
        which = " and ".join(path.name for path in other) or "there is none"
        raise InputError(f"{folder}: one file of links called {name} is wanted, but {which}")
    return other[0]


def _named(link: notation.ScoredLink, document: int) -> Link:
    return tuple(f"{document}s{i}" for i in link.source), tuple(f"{document}t{j}" for j in link.target)


def score(
    found: Sequence[Link],
    gold: Sequence[Link],
    signature: str = "",
    confidence: Sequence[float] | None = None,
    documents: int = 1,
) -> Score:
    """Return the score of links against gold links; ``confidence`` is that of each link found."""
    sure = set(gold)
    two_sided = [link for link in gold if link[0] and link[1]]
    strict = [link for link in found if link in sure]
    precision = len(strict) / max(len(found), 1)
    recall = len({link for link in strict if link[0] and link[1]}) / max(len(set(two_sided)), 1)
    pairs = {(a, b) for left, right in two_sided for a in left for b in right}
    ours = {(a, b) for left, right in found for a in left for b in right}
    lax = sum(link in sure or any((a, b) in pairs for a in link[0] for b in link[1]) for link in found)
    lax_precision = lax / max(len(found), 1)
    lax_recall = sum(any((a, b) in ours for a in left for b in right) for left, right in two_sided) / max(
        len(two_sided), 1
    )
    curve = reliability([(each, link in sure) for each, link in zip(confidence or (), found, strict=False)])
    apart = sum(each.links * abs(each.said - each.right) for each in curve) / max(len(found), 1)
    return Score(
        precision, recall, _f1(precision, recall), lax_precision, lax_recall, _f1(lax_precision, lax_recall),
        len(found), len(gold), signature, documents, apart if curve else None, curve,
    )  # fmt: skip


def reliability(sure: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return the links, as confidence and whether they are right, in ten bins of confidence, without the empty ones."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for said, right in sure:
        bins[min(int(said * _BINS), _BINS - 1)].append((said, right))
    return tuple(
        Bin(len(each), sum(said for said, _ in each) / len(each), sum(right for _, right in each) / len(each))
        for each in bins
        if each
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
