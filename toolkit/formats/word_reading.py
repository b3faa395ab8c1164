"""Tables in Word files as rows of texts: as they stand with tracked changes accepted, automatic numbers written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from toolkit.wordml import Numbering, children, raised, symbol

_LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "rPr", "pPr", "rt", "txbxContent"))
_LEAVES = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# what says no more than is so without stands for the ends of lines of other systems
_ENDS = {'clear="none"': "\r\n", 'type="textWrapping"': "\r"}
_BESIDE = {
    "comments": ("commentReference",),
    "footnotes": ("footnoteReference", "endnoteReference"),
    "phonetic guides": ("ruby",),
    "pictures": ("drawing", "pict", "object"),
}


def beside(root: Element) -> Iterator[tuple[str, int]]:
    """Yield what the texts of tables do not hold, and how much there is: comments, footnotes, pictures and so on."""
    twice = {each for other in root.iter("Fallback") for each in other.iter()}  # what stands in another form as well
    for name, tags in _BESIDE.items():
        found = (each for tag in tags for each in root.iter(tag) if each not in twice)
        yield name, sum(each.find(".//txbxContent") is None for each in found)
    yield "signs that only their font explains", sum(not symbol(each) for each in root.iter("sym") if each not in twice)


class Tables:
    """The tables of a document, by its automatic numbers, which are counted through all of it."""

    def __init__(self, root: Element, numbering: Numbering) -> None:
        self._root = root
        there = (each for each in _paragraphs(root) if not _gone(each))
        self._labels = {each: label for each in there if (label := numbering.label(each.find("pPr")))}

    def rows(self, wanted: Callable[[Sequence[str]], bool]) -> Iterator[list[list[str]]]:
        """Yield each table as its rows.

        A table in a cell of another is text of that cell; but if the header of the other is none that is ``wanted``,
        it is for layout, and the one in it a table by itself.
        """
        return self._tables(self._root, wanted)

    def outside(self) -> Iterator[str]:
        """Yield the texts of the paragraphs outside the tables."""
        return ("".join(_pieces(each)) for each in _within(self._root, "p", "tbl"))

    def _tables(self, element: Element, wanted: Callable[[Sequence[str]], bool]) -> Iterator[list[list[str]]]:
        for table in _within(element, "tbl"):
            cells = [list(_within(row, "tc")) for row in _within(table, "tr")]
            rows = [list(map(self._text, row)) for row in cells]
            every = [cell for row in cells for cell in row]
            if rows and not wanted(rows[0]) and any(cell.find(".//tbl") is not None for cell in every):
                for cell in every:
                    yield [["\n".join("".join(_pieces(each)) for each in _within(cell, "p", "tbl")).strip()]]
                    yield from self._tables(cell, wanted)
            else:
                yield rows

    def _text(self, cell: Element) -> str:
        """Return the text of a cell, a line a paragraph; one whose mark was deleted goes on in the next."""
        lines: list[str] = []
        begun = ""
        for paragraph in _paragraphs(cell):
            begun += "".join(_pieces(paragraph))
            if not _gone(paragraph):
                label = self._labels.get(paragraph, "")
                lines.append(label + begun if begun else label.rstrip())
                begun = ""
        return "\n".join([*lines, begun] if begun else lines)


def _gone(paragraph: Element) -> bool:
    """Whether the mark of a paragraph was deleted or moved, so that it goes on in the next one."""
    return any(paragraph.find(f"pPr/rPr/{each}") is not None for each in ("del", "moveFrom"))


def _there(element: Element) -> Iterator[Element]:
    """Yield what stands in an element, but for rows and cells that were deleted."""
    for child in children(element):
        if not (
            child.tag in ("tr", "tc") and any(child.find(each) is not None for each in ("trPr/del", "tcPr/cellDel"))
        ):
            yield child


def _within(element: Element, tag: str, *others: str) -> Iterator[Element]:
    """Yield the elements of a name in another, but none in one of these, nor in those of ``others``."""
    for child in _there(element):
        if child.tag == tag:
            yield child
        elif child.tag not in others:
            yield from _within(child, tag, *others)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs in an element, each before those in the text boxes that hang on it."""
    for child in _there(element):
        if child.tag != "p":
            yield from _paragraphs(child)
            continue
        yield child
        if child.find(".//txbxContent") is not None:
            for box in _within(child, "txbxContent"):
                yield from _paragraphs(box)


def _pieces(element: Element) -> Iterator[str]:
    for child in children(element):
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == "t":
            yield child.text or ""
        elif child.tag == "r":
            yield raised(child, "".join(_pieces(child)))
        elif child.tag == "br":
            yield _ENDS.get(" ".join(f'{name}="{value}"' for name, value in child.items()), "\n")
        elif child.tag == "sym":
            yield symbol(child)
        elif child.tag in _LEAVES:
            yield _LEAVES[child.tag]
        else:
            yield from _pieces(child)
