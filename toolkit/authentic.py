"""What may be called authentic: a text in a language in which the document says that it is, and no translation.

What makes a text authentic is the document's own closing clause. A table carries what it says in its column
``authentic``, and often the clause itself; what the corpus holds as a translation stays that, wherever it stands, whole
or in part. What a status may say besides is closed: the statuses, and the remarks that the corpus makes on its texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import data, structure
from toolkit.errors import InputError
from toolkit.model import Document
from toolkit.reading import read
from toolkit.segmenter import segment

if TYPE_CHECKING:
    import pandas as pd

_TRANSLATED = ("working", "machine")
_SHARE = 0.5  # of a text, in sentences that stand in a translation: as much makes it that translation


def check(table: pd.DataFrame, corpus: Path | None = None) -> None:
    """Raise InputError if a UNITS table has a status that is none, or calls a text authentic that is not.

    That is one in a language that the document does not name as authentic, in the column of that name or in a closing
    clause that stands in the table; or one that the corpus holds as a translation. ``corpus`` is a folder whose remarks
    on its texts a status may bear, as it may those of the one in use.
    """
    labels = table.attrs.get("labels", {})
    statuses = {code: {labels.get(code, ""), *table.get(f"{code}_status", ())} for code in table.attrs["languages"]}
    for code in check_statuses(statuses, corpus):
        stated = _stated(table)
        if code not in stated:
            where = f"in {' and '.join(stated)} only" if stated else "in none, as far as its column authentic says"
            raise InputError(f"the {code} text can't be called authentic: the document is authentic {where}")
        _check_text(code, [each for each in table[code] if isinstance(each, str)])


def check_statuses(statuses: Mapping[str, Iterable[object]], corpus: Path | None = None) -> list[str]:
    """Return the languages whose text is called authentic, by what is said of the texts in each language.

    Raises:
        InputError: a status is none.
    """
    known = {*data.STATUS_LABELS, *data.STATUS_LABELS.values(), *_remarked(data.home() / "corpus")}
    known |= set(_remarked(corpus)) if corpus else set()
    found = []
    for code, labels in statuses.items():
        said = {each.strip().removesuffix(data.INCOMPLETE) for each in labels if isinstance(each, str)} - {""}
        for each in sorted(said - known):
            raise InputError(f"the {code} status {each!r} is none; write {', '.join(data.STATUS_LABELS.values())}")
        found += [code] if any(each.startswith("authentic") for each in said) else []
    return found


def check_documents(versions: Iterable[Document]) -> None:
    """Raise DataError or InputError if one of a document's versions is called authentic that is not."""
    versions = list(versions)
    data.check_authentic(versions)
    for each in versions:
        if each.identity.status == "authentic":
            _check_text(each.language, segment(each).texts)


def _check_text(code: str, sentences: Iterable[str]) -> None:
    """Raise InputError if half of a text that is called authentic, or more, stands word for word in a translation."""
    held = list(_held(code))
    own = [each.words(code) for each in held if each.status == "authentic"]
    bare = [_bare(each) for each in sentences]
    whole = sum(map(len, bare))
    for each in (text for text in held if text.status in _TRANSLATED):
        words = each.words(code)
        found = (one for one in bare if one in words and not any(one in text for text in own))
        same = sum(map(len, found)) / max(whole, 1)
        if same >= _SHARE:
            much = "word for word" if same == 1 else f"{same:.0%} of it word for word"
            raise InputError(
                f"the {code} text can't be called authentic: it is the {data.STATUS_LABELS[each.status]} of "
                f"{each.name} in the corpus, {much}; call it official or working"
            )


class _Held(NamedTuple):
    """A text that the corpus holds, or held before another was put in its place."""

    name: str
    file: Path
    status: str

    def words(self, code: str) -> str:
        """Return what it says, without white space."""
        return _bare("".join(each.text for each in read(self.file, code)))


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
    said = [set(each.split()) for each in cells]
    for code in table.attrs["languages"]:
        clauses = table[code][table["kind"] == "testimonium"]
        named = structure.named_in(" ".join(map(str, clauses)), code) if code in data.LANGUAGES else frozenset()
        said += [set(named)] if named else []
    return [code for code in data.LANGUAGES if said and all(code in each for each in said)]


def _bare(text: str) -> str:
    return "".join(text.split())
