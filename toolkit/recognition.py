"""Terms and words of running text, by the glossary in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit import data, formats, tables
from toolkit.errors import InputError
from toolkit.model import Document, Occurrence
from toolkit.reading import read
from toolkit.terminology import TermIndex
from toolkit.terminology import coverage as measure
from toolkit.terminology.former import year_of
from toolkit.terminology.index import Found
from toolkit.transcription import Kind, Target, Transcription
from toolkit.transcription import transcribe as write

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.terminology.termbase import Termbase

_GOOD = ("preferred", "admitted")
_LONGEST_WORD = 16  # characters


def index(elsewhere: bool = False) -> TermIndex:
    """Return the glossary in use ready for recognition, built once; see ``TermIndex``."""
    return _index(data.home(), elsewhere)


@cache
def _index(home: Path, elsewhere: bool) -> TermIndex:
    return TermIndex(data.glossary(home / "glossary"), elsewhere)


def transcribe(text: str, to: Target = "palladius", kind: Kind = "auto") -> Transcription:
    """Return a text transcribed; foreign names are looked up in the bundled glossary, see ``transcription.transcribe``.

    Raises:
        InputError: the text is empty, too long or in none of the scripts, or ``to`` or ``kind`` is unknown.
    """
    return write(text, to, data.glossary(), kind)


class _Glossary(NamedTuple):
    """Finders of a glossary's terms: of those that are told in any text, and of what is wrong in rows only."""

    terms: TermIndex
    elsewhere: TermIndex


def _glossary(base: Termbase | None) -> _Glossary:
    """Return the finders of a termbase; of the bundled glossary if none is given."""
    if base is None:
        return _Glossary(index(), index(elsewhere=True))
    concepts = base.concepts(base.all())
    return _Glossary(TermIndex(concepts), TermIndex(concepts, elsewhere=True))


def recognise(
    text: str | Document | pd.DataFrame, language: str | None = None, base: Termbase | None = None
) -> pd.DataFrame:
    """Return the OCCURRENCES table: the terms of a glossary that stand in a text, in text order.

    Offsets are characters, half-open. Terms inside longer ones are listed too; those that only overlap one are not.
    ``frame.attrs["vetoed"]`` lists what only looks like a Chinese term, with the words that are read there.

    Forms to avoid come with the reason. Those that are right for something else («порт» is a port, but no 口岸) are
    told in tables only, and there in rows in which another language has the concept.

    Args:
        text: a string, a document (whose provisions are then named), or a UNITS table (each text cell, by row).
        language: the language of a string.
        base: the termbase whose terms are found; the bundled glossary if none is given.

    Raises:
        InputError: the language of a string is not given; LanguageError: there are no rules for it.
    """
    return _recognised(text, language, _glossary(base))


def _recognised(text: str | Document | pd.DataFrame, language: str | None, glossary: _Glossary) -> pd.DataFrame:
    seen: list[tables.Seen]
    if isinstance(text, str | Document):
        written = _year(text)
        seen = [(place, *glossary.terms.find(cell, code, written)) for place, cell, code in _texts(text, language)]
    else:
        seen = []
        for row in text.to_dict("records"):
            found = _found_in_row({code: row[code] for code in text.attrs["languages"]}, glossary)
            seen += [(tables.Place(row["unit"], row["provision"]), *each) for each in found.values()]
    return tables.occurrences(seen, glossary.terms.concepts_by_id)


def _year(text: str | Document) -> int:
    """Return the year in which a text was written, as it says itself, or the last that it names; 0 if there is none."""
    return year_of(text) if isinstance(text, str) else year_of(text.identity.date) or year_of(text.text)


def in_row(texts: Mapping[str, str]) -> dict[str, Found]:
    """Return by language the terms in the texts of a row, with the forms that are wrong beside what the others say."""
    return _found_in_row(texts, _glossary(None))


def _found_in_row(texts: Mapping[str, str], glossary: _Glossary) -> dict[str, Found]:
    terms_of, elsewhere = glossary
    found = {code: terms_of.find(text, code) for code, text in texts.items()}
    right = {code: {each.concept for each in found[code].terms if each.status in _GOOD} for code in texts}
    out = {}
    for code, (terms, against) in found.items():
        # two translations may share a mistake: what is meant is what the Chinese says, if there is any
        others = ["zh"] if code != "zh" and texts.get("zh") else [other for other in texts if other != code]
        said = set().union(*(right[other] for other in others))
        meant = said - right[code]
        may_be = not elsewhere.has(code).isdisjoint(meant)  # most rows need not be searched again
        wrong = [each for each in elsewhere.recognise(texts[code], code) if each.concept in meant] if may_be else []
        free = [each for each in wrong if not any(_better(term, each, said) for term in terms)]
        out[code] = Found(sorted([*terms, *free], key=_place), against)
    return out


def _better(term: Occurrence, wrong: Occurrence, said: set[str]) -> bool:
    """Whether the words of a wrong form are read as a term: a longer one, or one that the other cells have, too."""
    longer = (term.start, term.stop) != (wrong.start, wrong.stop)
    return term.start <= wrong.start and wrong.stop <= term.stop and (longer or term.concept in said)


def _place(term: Occurrence) -> tuple[int, int]:
    return term.start, -term.stop


def _texts(text: str | Document | pd.DataFrame, language: str | None) -> Iterator[tuple[tables.Place, str, str]]:
    """Yield each text in which terms are to be found, with its place and language."""
    if isinstance(text, Document):
        for block in text.blocks:
            yield tables.Place("", block.path, block.start), text.text[block.start : block.stop], text.language
    elif isinstance(text, str):
        if language is None:
            raise InputError("name the language of the text: zh, ru or en")
        yield tables.Place(), text, language
    else:
        for row in text.to_dict("records"):
            for code in text.attrs["languages"]:
                yield tables.Place(row["unit"], row["provision"]), row[code], code


class Marked(NamedTuple):
    """A document or table, its texts with place and language, and the OCCURRENCES table of their terms."""

    name: str
    texts: list[tuple[tables.Place, str, str]]
    found: pd.DataFrame


def terms_in(
    path: str | Path, language: str | None = None, encoding: str | None = None, base: Termbase | None = None
) -> list[Marked]:
    """Return the terms in a file: for each document of a text, or for a table that the toolkit wrote.

    They are those of a termbase, or of the bundled glossary if none is given.

    Raises:
        InputError: the file can't be used.
    """
    path = Path(path)
    if path.suffix.lower() in formats.readable():
        table = formats.load(path, encoding)
        given: list[tuple[str, Document | pd.DataFrame]] = [(str(table.attrs["document"]), table)]
    else:
        given = [(document.id, document) for document in read(path, language, encoding)]
    glossary = _glossary(base)
    return [Marked(name, list(_texts(each, None)), _recognised(each, None, glossary)) for name, each in given]


def coverage(text: str | Path | Document) -> list[pd.DataFrame]:
    """Return a COVERAGE table for each document of a Chinese text: what the glossary knows of its names and terms.

    A corpus document is measured by the names and terms that were found in it by reading, too (``names.csv``).

    ``frame.attrs`` has the shares known, from 0 to 1: ``names`` and ``terms``.

    Args:
        text: the name of a corpus document, a file, or a document.

    Raises:
        InputError: the file can't be used, or the text is not Chinese.
    """
    if isinstance(text, Document):
        found: Sequence[Document] = (text,)
    elif str(text) in data.corpus_ids():
        found = (data.documents(str(text))["zh"],)
    else:
        found = read(text, "zh")
    return [measure.coverage(each, index(), measure.general_words(), _read_names(each)) for each in found]


def _read_names(document: Document) -> tuple[data.Named, ...]:
    """Return the names that were found by reading if this is the Chinese text of a corpus document."""
    known = data.documents(document.id).get("zh") if document.id in data.corpus_ids() else None
    return data.names(document.id) if known and known.text == document.text else ()


def words(text: str, engine: str = "jieba") -> list[tuple[str, str]]:
    """Return the words of a Chinese text with their pinyin; words of the glossary are kept whole, long titles not."""
    from toolkit.languages import zh

    own = [term for concept in data.glossary() for term in concept.of("zh")]
    spans = zh.words(text, engine, frozenset(term.text for term in own if len(term.text) <= _LONGEST_WORD))  # type: ignore[arg-type]
    cut = [text[slice(*span)] for span in spans]
    return list(zip(cut, zh.pinyin(cut, {term.text: term.pinyin for term in own if term.pinyin}), strict=True))
