"""What may be called authentic: a text in a language in which the document says that it is, and no translation.

What makes a text authentic is the document's own closing clause. A table carries what it says in its column
``authentic``, and often the clause itself; what the corpus holds as a translation stays that, wherever it stands, whole
or in part. What a status may say besides is closed: the statuses, and the remarks that the corpus makes on its texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import data, structure
from toolkit.errors import InputError
from toolkit.formats.table import check_values, records
from toolkit.model import Document, authentic_in
from toolkit.reading import read
from toolkit.segmenter import segment

if TYPE_CHECKING:
    import pandas as pd

_TRANSLATED = ("working", "machine")
_CLAIMS = ("authentic", "official")  # what no translation of the corpus is
_SHARE = 0.5  # of a text, in sentences that stand in a translation: as much makes it that translation
_ENOUGH = 500  # letters of a text that are not in another by chance, as a title is
_LEAST = 60  # letters: less than that are in any text of the kind, as headings are


def check(table: pd.DataFrame, corpus: Path | None = None) -> None:
    """Raise InputError if a UNITS table has a value that is none, or calls a text authentic or official that is not.

    Not authentic is one in a language that the document does not name so, in the column of that name or in a closing
    clause that stands in the table; neither is one that the corpus holds as a translation. The column may not say
    otherwise than the clause. ``corpus`` is a folder whose remarks on its texts a status may bear, as it may those of
    the one in use.
    """
    for row in records(table):
        check_values(row, table.attrs["languages"])
    labels = table.attrs.get("labels", {})
    statuses = {code: {labels.get(code, ""), *table.get(f"{code}_status", ())} for code in table.attrs["languages"]}
    for code, claims in check_statuses(statuses, corpus).items():
        stated = _stated(table)
        if "authentic" in claims and code not in stated:
            where = f"in {' and '.join(stated)} only" if stated else "in none, as far as its column authentic says"
            raise InputError(f"the {code} text can't be called authentic: the document is authentic {where}")
        for claim in claims:
            _check_text(code, _called(table, code, claim), claim)
    _check_column(table)


def _called(table: pd.DataFrame, code: str, claim: str) -> list[str]:
    """Return the texts in a language that are called so, row by row; all if it is only said of the whole table."""
    rows = [str(each).startswith(claim) for each in table.get(f"{code}_status", ())]
    return [each for each in (table[code][rows] if any(rows) else table[code]) if isinstance(each, str)]


def check_statuses(statuses: Mapping[str, Iterable[object]], corpus: Path | None = None) -> dict[str, list[str]]:
    """Return the languages whose text is called authentic or official, and which, by what is said of the texts in each.

    Raises:
        InputError: a status is none.
    """
    known = {*data.STATUS_LABELS, *data.STATUS_LABELS.values(), *_remarked(data.home() / "corpus")}
    known |= set(_remarked(corpus)) if corpus else set()
    found = {}
    for code, labels in statuses.items():
        said = {each.strip().removesuffix(data.INCOMPLETE) for each in labels if isinstance(each, str)} - {""}
        for each in sorted(said - known):
            raise InputError(f"the {code} status {each!r} is none; write {', '.join(data.STATUS_LABELS.values())}")
        if claims := [claim for claim in _CLAIMS if any(each.startswith(claim) for each in said)]:
            found[code] = claims
    return found


def _check_column(table: pd.DataFrame) -> None:
    """Raise InputError if the column ``authentic`` says otherwise than the document does; an empty cell says nothing.

    What the document says stands in its closing clause, of which ``meta.toml`` may leave out a language that is named
    for something else; and in the corpus, if it holds the text as a translation.
    """
    codes = [each for each in data.LANGUAGES if each in table.attrs["languages"]]
    for _, rows in table.groupby("document", sort=False) if "authentic" in table else ():
        said = {each.strip() for each in rows["authentic"] if isinstance(each, str)} - {""}
        named = _common(_clauses(rows)) if said else []
        origins = [found for code in codes for found in _origin(rows, code)] if said else []
        for cell in sorted(said):
            told, claimed = f"the column authentic says {cell!r}", set(cell.split())
            if named and not claimed <= set(named):
                raise InputError(f"{told}, but its closing clause names {' and '.join(named)} only")
            for name, right in origins:
                if claimed != set(right):
                    where = f"in {' and '.join(right)}" if right else "in no language, as far as it says"
                    raise InputError(f"{told}, but it is {name} of the corpus, which is authentic {where}")
            if claimed - set(data.LANGUAGES):
                raise InputError(f"{told}; write which of {', '.join(data.LANGUAGES)}")


def _origin(rows: pd.DataFrame, code: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each document of the corpus whose translation half of a text is, or more, and where that is authentic."""
    text = _Text(each for each in rows[code] if isinstance(each, str))
    for held in _held(code) if len(text.words) >= _ENOUGH else ():
        if held.status in _TRANSLATED and len(text.shared(held.text(code))) >= _SHARE * len(text.words):
            yield held.name, authentic_in(data.documents(held.name).values())


def check_documents(versions: Iterable[Document]) -> None:
    """Raise DataError or InputError if one of a document's versions is called authentic or official that is not."""
    versions = list(versions)
    for each in versions:
        check_wording(each)
    data.check_authentic(versions)


def check_wording(document: Document) -> None:
    """Raise InputError if a text is called authentic or official, but is one that the corpus holds as a translation."""
    if document.identity.status in _CLAIMS:
        _check_text(document.language, segment(document).texts, document.identity.status)


def _check_text(code: str, sentences: Iterable[str], claim: str) -> None:
    """Raise InputError if a text that is called so is a translation: all of it, or half, sentence by sentence.

    What stands in a text that the corpus holds as authentic (or official) is left out: it says nothing of where the
    rest is from.
    """
    text, held = _Text(sentences), [(each, each.text(code)) for each in _held(code)]
    right = _CLAIMS[: _CLAIMS.index(claim) + 1]
    rest = set(range(len(text.words))).difference(*(text.shared(words) for each, words in held if each.status in right))
    for each, words in ((each, words) for each, words in held if each.status in _TRANSLATED):
        found = text.shared(words)
        ours, whole = len(found & rest), len(found) == len(text.words)
        much = whole or ours >= _SHARE * len(text.words) or (ours >= _ENOUGH and ours >= _SHARE * len(rest))
        if much and rest and len(found) >= _LEAST:
            part = "" if whole else f"{len(found) / len(text.words):.0%} of it "
            raise InputError(
                f"the {code} text can't be called {claim}: it is the {data.STATUS_LABELS[each.status]} of "
                f"{each.name} in the corpus, {part}word for word; call it {each.status}"
            )


class _Text:
    """A text as sentences, or as cells that each hold one or some; white space counts for nothing."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.parts = [bare for each in sentences if (bare := "".join(each.split()))]
        self.words = "".join(self.parts)
        self.edges = [0, *accumulate(map(len, self.parts))]
        self._ends = frozenset(self.edges)

    def whole(self, part: str) -> Iterator[int]:
        """Yield where a part stands that neither begins nor ends within a sentence."""
        at = self.words.find(part)
        while at >= 0:
            if at in self._ends and at + len(part) in self._ends:
                yield at
            at = self.words.find(part, at + 1)

    def shared(self, other: _Text) -> set[int]:
        """Return the places of the letters that stand in another text, too, in whole sentences."""
        found = {at for part in {*other.parts} for start in self.whole(part) for at in range(start, start + len(part))}
        joined = (n for n, part in enumerate(self.parts) if any(True for _ in other.whole(part)))
        return found.union(*(range(self.edges[n], self.edges[n + 1]) for n in joined))


class _Held(NamedTuple):
    """A text that the corpus holds, or held before another was put in its place."""

    name: str
    file: Path
    status: str

    def text(self, code: str) -> _Text:
        """Return what it says."""
        return _Text(sentence for each in read(self.file, code) for sentence in segment(each).texts)


def _held(code: str) -> Iterator[_Held]:
    """Yield the texts of the corpus in a language, and those that were kept when others were put in their places."""
    for file, facts in data.metas(data.home() / "corpus"):
        text = facts["texts"].get(code)
        mark = file.stem.partition(".")[2]
        path = file.parent / (f"{code}.{mark}.txt" if mark or not text else text["file"])
        if text and path.exists():
            yield _Held(file.parent.name, path, text.get("status", "unknown"))


def _remarked(corpus: Path) -> Iterator[str]:
    """Yield what a corpus says that its texts are, or said before others were put in their places."""
    for _, facts in data.metas(corpus):
        for text in (each for each in facts["texts"].values() if each.get("status") in data.STATUS_LABELS):
            yield data.status_in_words(text["status"], text.get("remark", ""))


def _stated(table: pd.DataFrame) -> list[str]:
    """Return the languages in which a table's document is authentic, by all that the table itself says of it."""
    cells = {str(each) for each in table["authentic"] if each} if "authentic" in table else set()
    return _common([*(set(each.split()) for each in cells), *_clauses(table)])


def _clauses(table: pd.DataFrame) -> list[set[str]]:
    """Return the languages that the closing clause in a table names, by the text of each language that has one.

    In a table that others made it may stand in a row of any kind.
    """
    said = []
    for code in (each for each in data.LANGUAGES if each in table.attrs["languages"]):
        named = structure.named_in(" ".join(map(str, table[code][table["kind"] == "testimonium"])), code)
        if not named:
            clauses = (each for text in table[code] for each in structure.closing_clauses(str(text), code))
            named = structure.named_in(" ".join(clauses), code)
        said.append(set(named))
    return [each for each in said if each]


def _common(said: Sequence[set[str]]) -> list[str]:
    """Return the languages that all name, in order; none if nobody names any."""
    return [code for code in data.LANGUAGES if said and all(code in each for each in said)]
