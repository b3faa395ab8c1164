"""How pair alignments become the UNITS table: one row a group of linked segments, in as many languages as there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit import __version__
from toolkit.errors import InputError
from toolkit.model import Alignment, Bead, Segment, SegmentedDocument, authentic_in
from toolkit.tables import UNITS, columns, ranges

if TYPE_CHECKING:
    import pandas as pd

Node = tuple[str, int]
REVIEWED = "reviewed"


def units(
    *alignments: Alignment, labels: dict[str, str] | None = None, notes: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Return the UNITS table of one pair, or of the three pairs of three texts: one row a group of linked segments.

    Rows stand in the order of the first text. ``labels`` says by language what each version is; by default the
    documents' own identity. ``notes`` gives translator's notes by segment id of the first text. ``frame.attrs`` holds
    languages, titles, labels, remarks and the signature.

    Raises:
        InputError: no alignment, or pairs that do not fit together.
    """
    import pandas as pd

    texts = _texts(alignments)
    order = list(texts)
    links = [_Links(alignment) for alignment in alignments]
    rows = [_row(group, texts, links, labels or {}, notes or {}) for group in _groups(links, texts)]
    frame = pd.DataFrame(rows, columns=columns(UNITS, order))
    first = next(iter(texts.values())).document
    frame.attrs = {
        "table": "units",
        "document": first.id,
        "languages": order,
        "titles": {code: text.document.title for code, text in texts.items()},
        "labels": {code: (labels or {}).get(code) or text.document.identity.status for code, text in texts.items()},
        "remarks": list(
            dict.fromkeys(
                [r for a in alignments for r in a.remarks] + [r for t in texts.values() for r in t.document.remarks]
            )
        ),
        "signature": alignments[0].signature,
        "not one to one": {
            f"{a.source.language}-{a.target.language}": round(a.share_not_one_to_one, 6) for a in alignments
        },
    }
    frame.attrs.update(_tags(texts.values()))
    return frame


def _tags(texts: Iterable[SegmentedDocument]) -> dict[Any, Any]:
    """Return the tags of the texts in another script than is usual in their languages, as attributes of a table."""
    tags = {str(text.language): text.document.tag for text in texts if text.document.tag}
    return {"tags": tags} if tags else {}


def monolingual(text: SegmentedDocument, label: str = "") -> pd.DataFrame:
    """Return the UNITS table of a text that has no other language version yet."""
    import pandas as pd

    lone: list[Node] = [(text.language, at) for at in range(len(text.segments))]
    rows = [_row([node], {text.language: text}, (), {text.language: label}, {}) for node in lone]
    frame = pd.DataFrame(rows, columns=columns(UNITS, [text.language]))
    frame.attrs = {
        "table": "units",
        "document": text.document.id,
        "languages": [text.language],
        "titles": {text.language: text.document.title},
        "labels": {text.language: label or text.document.identity.status},
        "remarks": list(text.document.remarks),
        "signature": f"duizhao {__version__}; not aligned",
        "not one to one": {},
    }
    frame.attrs.update(_tags([text]))
    return frame


def doubtful(table: pd.DataFrame) -> dict[str, str]:
    """Return the units of a UNITS table that a reviser should look at first, each with the reason, in text order."""
    reasons: dict[str, str] = {}
    for row in table[table["origin"] != REVIEWED].to_dict("records"):
        missing = [code for code in table.attrs["languages"] if not row[code]]
        if row["agreement"] == "no":
            reasons[row["unit"]] = "the language pairs disagree"
        elif row["confidence"] is not None and row["confidence"] < 0.5:
            reasons[row["unit"]] = f"confidence {row['confidence']:.2f}"
        elif missing and row["kind"] not in ("jump", "agency", "page", "contents", "note", "address"):
            reasons[row["unit"]] = f"nothing in {' and '.join(missing)}"
    return reasons


def _texts(alignments: Sequence[Alignment]) -> dict[str, SegmentedDocument]:
    if not alignments:
        raise InputError("there is no alignment to make a table of")
    texts: dict[str, SegmentedDocument] = {}
    for alignment in alignments:
        for text in (alignment.source, alignment.target):
            if texts.setdefault(text.language, text).segments != text.segments:
                raise InputError(f"the alignments hold two different {text.language} texts")
    if len(alignments) != len(texts) * (len(texts) - 1) // 2:
        raise InputError(f"{len(texts)} texts want each pair of them aligned once, not {len(alignments)} alignments")
    return texts


class _Links:
    """The links of a pair of texts: the beads with their segments on either side, and the bead of each segment."""

    def __init__(self, alignment: Alignment) -> None:
        self.one, self.other = str(alignment.source.language), str(alignment.target.language)
        self.beads: list[tuple[Bead, list[Node], list[Node]]] = []
        self.at: dict[Node, int] = {}
        for bead in alignment.beads:
            left: list[Node] = [(self.one, i) for i in range(*bead.source)]
            right: list[Node] = [(self.other, j) for j in range(*bead.target)]
            self.at.update(dict.fromkeys([*left, *right], len(self.beads)))
            self.beads.append((bead, left, right))

    def of(self, group: Iterable[Node]) -> list[tuple[Bead, list[Node], list[Node]]]:
        """Return the beads that segments of a row have, in order."""
        return [self.beads[at] for at in sorted({self.at[node] for node in group if node in self.at})]


def _groups(links: Sequence[_Links], texts: dict[str, SegmentedDocument]) -> list[list[Node]]:
    """Return the connected segments (the connected components over all pairs), in reading order.

    What a reviser has parted stays so: a link of another pair that would bring it together again joins nothing.
    """
    parent: dict[Node, Node] = {
        (code, at): (code, at) for code, text in texts.items() for at in range(len(text.segments))
    }

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    groups = {node: [node] for node in parent}
    linked, alone = _direct(links), _alone(links)
    beads = (each for pair in links for each in pair.beads)
    for bead, left, right in sorted(beads, key=lambda each: (each[0].origin != REVIEWED, -each[0].score)):
        heads = dict.fromkeys(map(root, left + right))
        joined = [node for head in heads for node in groups[head]]
        if bead.origin != REVIEWED and _brings_together(joined, alone, linked):
            continue
        first, *others = heads
        for head in others:
            parent[head] = first
            del groups[head]
        groups[first] = joined
    return sorted(groups.values(), key=_reading_order(groups.values(), texts))


def _direct(links: Sequence[_Links]) -> dict[Node, set[Node]]:
    """Return the segments that each one is linked with in its own pairs."""
    found: dict[Node, set[Node]] = {}
    for pair in links:
        for _, left, right in pair.beads:
            for nodes, others in ((left, right), (right, left)):
                for node in nodes:
                    found.setdefault(node, set()).update(others)
    return found


def _alone(links: Sequence[_Links]) -> dict[Node, set[str]]:
    """Return the languages of which a reviser has said that nothing there answers a segment."""
    found: dict[Node, set[str]] = {}
    for pair in links:
        for bead, left, right in pair.beads:
            if bead.origin == REVIEWED and not (left and right):
                for node in left + right:
                    found.setdefault(node, set()).add(pair.other if left else pair.one)
    return found


def _brings_together(group: list[Node], alone: dict[Node, set[str]], linked: dict[Node, set[Node]]) -> bool:
    """Whether a row would show a segment beside texts to which a reviser has said it does not belong.

    It may where other segments of the row link the two languages: then a third one has them all in one sentence.
    """
    members = set(group)
    for node in members & alone.keys():
        for code in alone[node]:
            there = {each for each in members if each[0] == code}
            here = (each for each in members if each[0] == node[0])
            if there and not any(linked.get(each, set()) & there for each in here):
                return True
    return False


def _reading_order(groups: Iterable[list[Node]], texts: dict[str, SegmentedDocument]) -> Any:
    """Return a sort key: the place in the first text, or for rows without it, before what follows them."""
    first = next(iter(texts))
    place: dict[Node, float] = {}
    for group in groups:
        at = [i for code, i in group if code == first]
        if at:
            place.update(dict.fromkeys(group, float(min(at))))
    for step, code in enumerate(texts):
        following = float(len(texts[first].segments))
        for i in reversed(range(len(texts[code].segments))):
            if (code, i) in place:
                following = place[code, i]
            else:
                place[code, i] = following - 0.5 + step * 0.1
    return lambda group: (min(place[node] for node in group), *min(group, key=lambda node: node[1])[1:], min(group)[0])


def _row(
    group: list[Node],
    texts: dict[str, SegmentedDocument],
    links: Sequence[_Links],
    labels: dict[str, str],
    notes: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    members = {code: [texts[code].segments[i] for c, i in sorted(group) if c == code] for code in texts}
    lead = next(code for code in texts if members[code])
    head = members[lead][0]
    scores, kinds, agree, origin = _facts(group, links)
    said = [note for segment in members[next(iter(texts))] for note in notes.get(segment.id, ())]
    row: dict[str, Any] = {
        "unit": head.id if lead == next(iter(texts)) else f"{head.id}+{lead}",
        "document": texts[lead].document.id,
        "provision": head.block.path,
        "place": head.block.place,
        "kind": head.block.kind,
        "note": " | ".join(said),
        "confidence": round(min(scores), 3) if scores else None,
        "agreement": "" if len(links) < 2 else "yes" if agree else "no",
        "links": "; ".join(kinds),
        "origin": origin,
    }
    row["authentic"] = " ".join(authentic_in(text.document for text in texts.values()))
    for code, segments in members.items():
        document = texts[code].document
        row[code] = _joined(segments, code)
        row[f"{code}_segments"] = " ".join(segment.id for segment in segments)
        lines = [line for segment in segments for line in document.raw_lines(segment.start, segment.stop)]
        row[f"{code}_lines"] = ranges(dict.fromkeys(lines))
        row[f"{code}_status"] = labels.get(code) or document.identity.status
        row[f"{code}_complete"] = {True: "yes", False: "no", None: ""}[document.identity.complete]
    return row


def _joined(segments: Sequence[Segment], language: str) -> str:
    """Return the segments as one text: Chinese sentences of a paragraph without a space, all else with one."""
    text = ""
    for before, segment in zip((None, *segments), segments, strict=False):
        prose = before and before.block == segment.block and language == "zh"
        text += segment.text if prose or not before else f" {segment.text}"
    return text


def _facts(group: list[Node], links: Sequence[_Links]) -> tuple[list[float], list[str], bool, str]:
    """Return the scores and types of a row's links, whether the pairs agree on them, and where they come from."""
    scores, kinds, reviewed = [], [], {}
    members, inside = set(group), True  # whether no link leads out of the row, to what a reviser has parted from it
    direct: dict[tuple[str, str], set[tuple[Node, Node]]] = {}
    for pair in links:
        found = pair.of(group)
        linked = {(a, b) for _, left, right in found for a in left for b in right}
        direct[pair.one, pair.other], direct[pair.other, pair.one] = linked, {(b, a) for a, b in linked}
        inside = inside and members.issuperset(node for _, left, right in found for node in left + right)
        if found:
            name = f"{pair.one}-{pair.other}"
            scores.append(min(bead.score for bead, _, _ in found))
            reviewed[name] = all(bead.origin == REVIEWED for bead, _, _ in found)
            kinds.append(f"{name} {'+'.join(bead.kind for bead, _, _ in found)}")
    return scores, kinds, inside and _agree(direct, {code for code, _ in group}), _origin(reviewed)


def _origin(reviewed: Mapping[str, bool]) -> str:
    """Return what the origin cell says of a row's pairs: machine, reviewed, or reviewed in some of them."""
    pairs = [pair for pair, done in reviewed.items() if done]
    if len(pairs) == len(reviewed):
        return REVIEWED if pairs else ""
    return " ".join([REVIEWED, *pairs]) if pairs else "machine"


def _agree(direct: dict[tuple[str, str], set[tuple[Node, Node]]], present: set[str]) -> bool:
    """Whether each pair links nothing that the way over the third language does not, and leaves out nothing it links.

    Finer links of one pair (two sentences one by one, where the third language has them in one) are agreement.
    """
    for (one, other), links in direct.items():
        for third in present - {one, other}:
            over = {(a, c) for a, b in direct[one, third] for b2, c in direct[third, other] if b == b2}
            if not links <= over or {a for a, _ in links} != {a for a, _ in over}:
                return False
    return True
