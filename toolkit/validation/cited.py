"""The places that the glossary cites in the documents of the corpus, such as ``art. 15`` or ``sections 4, 6``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.model import Document

Passages = dict[str, str]  # the text of each division of a document, without white space

_KINDS = {"art": "art", "arts": "art", "sect": "sec", "section": "sec", "sections": "sec", "heading": "sec",
          "item": "item", "items": "item"}  # fmt: skip
_NAMED = {"title": "title", "opening": "pre", "opening sentence": "pre", "preamble": "pre", "testimonium": "end",
          "signature block": "sign", "agency line": "agency"}  # fmt: skip
_PART = re.compile(r"(?:(?P<kind>[a-z]+)\.? )?(?P<first>\d+)(?:–(?P<last>\d+))?")
_ASIDE = re.compile(r"\([^()]*\)")  # items 34, 36 (in 图尔克斯坦州)


def passages(document: Document) -> Passages:
    """Return the text of each division of a document, without white space."""
    found: Passages = {}
    for block in document.blocks:
        text = "".join(document.text[block.start : block.stop].split())
        found[block.division] = found.get(block.division, "") + text
    return found


def divisions(place: str) -> Iterator[str]:
    """Yield the divisions that a place names (``arts. 4–5``: art.4, art.5); a part not understood as it is."""
    kind = ""
    for part in re.split(r", | and ", _ASIDE.sub("", place).strip()):
        if part in _NAMED:
            yield _NAMED[part]
            continue
        match = _PART.fullmatch(part)
        kind = _KINDS.get(match["kind"], "") if match and match["kind"] else kind
        if not match or not kind:
            yield part
            continue
        for number in range(int(match["first"]), int(match["last"] or match["first"]) + 1):
            yield f"{kind}.{number}"


def wrong(term: str, place: str, held: Passages) -> Iterator[str]:
    """Yield what is wrong with a place: there is none such in the document, or the term does not stand there.

    Args:
        term: the Chinese term without white space, or the empty string if only the place is asked for.
        place: what stands after the colon in the source.
        held: the passages of the document.
    """
    for name in divisions(place) if place else ():
        if name not in held:
            yield f"there is no {name} in the document"
        elif term not in held[name]:
            yield f"{term} does not stand in {name}"
