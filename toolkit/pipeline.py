"""The whole line: texts to aligned tables to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit import authentic, data, formats, review, rows, scripts, tables
from toolkit.aligner import AlignSettings, align, lines
from toolkit.aligner.encoders import Encoder
from toolkit.errors import InputError
from toolkit.formats import table as whole
from toolkit.model import Alignment, Document, SegmentedDocument
from toolkit.reading import read
from toolkit.recognition import index
from toolkit.segmenter import SegmentSettings, segment
from toolkit.terminology import bundled
from toolkit.terminology import sentences as examples
from toolkit.terminology.termbase import Termbase

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
FORCED = -1.0  # the least share of two texts that must be linked, where they are taken as they are
_MANY = 10_000  # segments of both texts; of more, looking terms up would take longer than aligning
_UNIT_SUFFIXES = (".csv", ".xlsx", ".tmx", ".html")


def _silent(stage: str, done: int, whole: int) -> None:
    """Show nothing."""


def sentences(
    concept: str, limit: int = 3, base: Termbase | None = None, progress: Progress = _silent
) -> list[examples.Sentence]:
    """Return sentences in which a concept stands, aligned in all languages; first those with it in most languages.

    Args:
        concept: the id of the concept.
        limit: how many to return at most.
        base: the termbase that holds the sentences; by default the corpus in use, which is aligned the first time and
            kept in the user's cache folder.
        progress: called with a stage, the work done and the whole.
    """

    def fill(made: Termbase) -> None:
        for name in data.corpus_ids():
            examples.add(made, name, corpus_units(name, progress), index().recognise)

    return examples.sentences(base or bundled.corpus_sentences(fill), concept, limit)


def align_documents(
    documents: Sequence[Document],
    settings: AlignSettings = AlignSettings(),
    cut: SegmentSettings = SegmentSettings(),
    progress: Progress = _silent,
    reviewed: Path | None = None,
    encoder: Encoder | None = None,
    anchors: Sequence[tuple[int | str, ...]] = (),
) -> list[Alignment]:
    """Return the alignments of every pair of two or three language versions, the glossary's terms as evidence.

    ``reviewed`` is a ``review.csv``: the links confirmed there stay, and others are found between them. ``encoder`` is
    the sentence encoder, the one that installs with the package by default. ``anchors`` are rows of places that begin
    what corresponds, one a document: a line of its file, from 1, or a segment's id.

    Raises:
        InputError: two versions are in the same language, or there is nothing to align.
        MismatchError: two of the texts do not belong together.
    """
    codes = [document.language for document in documents]
    if len(set(codes)) < len(codes):
        raise InputError(f"each text must be in another language, but these are {', '.join(codes)}")
    return _pairs([segment(document, cut) for document in documents], settings, progress, reviewed, encoder, anchors)


def align_sentences(
    texts: Sequence[Sequence[str]],
    languages: Sequence[str],
    settings: AlignSettings = AlignSettings(),
    progress: Progress = _silent,
    encoder: Encoder | None = None,
    anchors: Sequence[tuple[int | str, ...]] = (),
) -> list[Alignment]:
    """Return the alignments of every pair of lists of sentences, the glossary's terms as evidence where it has any.

    ``languages`` are theirs, any; the rest is as for ``align_documents``. That two lists do not seem to belong together
    is among the remarks.

    Raises:
        InputError: the numbers of texts and languages differ, or an anchor is not in the texts.
    """
    if languages and len(languages) != len(texts):
        raise InputError(f"{len(texts)} texts want {len(texts)} languages, not {len(languages)}")
    codes = languages or [""] * len(texts)
    segmented = [lines.document(each, code) for each, code in zip(texts, codes, strict=True)]
    return _pairs(segmented, settings, progress, None, encoder, anchors)


def _pairs(
    texts: Sequence[SegmentedDocument],
    settings: AlignSettings,
    progress: Progress,
    reviewed: Path | None,
    encoder: Encoder | None,
    anchors: Sequence[tuple[int | str, ...]],
) -> list[Alignment]:
    """Return the alignments of every pair of texts."""

    def concepts(text: str, language: str) -> frozenset[str]:
        return index().concepts(text, language)

    rows_ = [[lines.place(text, place) for text, place in zip(texts, row, strict=True)] for row in anchors]
    found = []
    for a, b in combinations(range(len(texts)), 2):
        one, other = texts[a], texts[b]
        known = review.confirmed(reviewed, one, other) if reviewed else review.NOTHING
        shown = _prefixed(progress, one.language, other.language)
        points = [(row[a], row[b]) for row in rows_]
        many = len(one.segments) + len(other.segments) > _MANY
        terms = None if settings.fast or many else concepts
        made = align(one, other, terms, encoder, settings, shown, known.beads, anchors=points)
        found.append(made)
    return found


def _prefixed(progress: Progress, one: str, other: str) -> Progress:
    return lambda stage, done, whole: progress(f"{stage} {one}–{other}", done, whole)


def align_texts(
    *paths: str | Path,
    languages: Sequence[str] = (),
    encodings: Sequence[str] = (),
    settings: AlignSettings = AlignSettings(),
    cut: SegmentSettings = SegmentSettings(),
    document: str = "",
    progress: Progress = _silent,
    encoder: Encoder | None = None,
    anchors: Sequence[tuple[int | str, ...]] = (),
) -> pd.DataFrame:
    """Return the UNITS table of two or three files that are versions of one text.

    Args:
        paths: the files. Of one that holds several documents, the one of the same kind as the other texts is taken.
        languages: their languages in the same order; found out if not given.
        encodings: their encodings in the same order; found out if not given.
        settings: how to align.
        cut: how to cut segments.
        document: the id of the document to take from a file that holds several.
        progress: called with a stage, the work done and the whole.
        encoder: the sentence encoder; the one that installs with the package by default.
        anchors: rows of places that begin what corresponds, one a text: a line of its file, from 1, or a segment's id.

    Raises:
        InputError: a file can't be used, or the texts don't fit together; the message says which and why.
    """
    chosen = [version.document for version in versions(*paths, languages=languages, encodings=encodings, name=document)]
    made = align_documents(chosen, settings, cut, progress, encoder=encoder, anchors=anchors)
    return rows.units(*made, labels=labels(made))


def labels(alignments: Sequence[Alignment]) -> dict[str, str]:
    """Return in words what each language version is, by language."""
    texts = (text for each in alignments for text in (each.source, each.target))
    return {text.language: data.label(text.document) for text in texts}


class Version(NamedTuple):
    """A language version in a file: the document, and which one in the file it is, from 1."""

    document: Document
    part: int


def versions(
    *paths: str | Path, languages: Sequence[str] = (), encodings: Sequence[str] = (), name: str = ""
) -> list[Version]:
    """Return the document that is meant in each of two or three files; see ``align_texts``.

    Raises:
        InputError: a file can't be used, or holds several documents of which none is clearly meant.
    """
    if len(paths) not in (2, 3):
        raise InputError(f"two or three texts can be aligned, not {len(paths)}")
    for what, given in (("languages", languages), ("encodings", encodings)):
        if given and len(given) != len(paths):
            raise InputError(f"{len(paths)} texts want {len(paths)} {what}, not {len(given)}")
    none = (None,) * len(paths)
    found = [read(*each) for each in zip(paths, languages or none, encodings or none, strict=True)]
    kinds = {documents[0].kind for documents in found if len(documents) == 1}
    chosen = [_chosen(Path(path), documents, name, kinds) for path, documents in zip(paths, found, strict=True)]
    return [Version(one, documents.index(one) + 1) for one, documents in zip(chosen, found, strict=True)]


def _chosen(path: Path, documents: Sequence[Document], name: str, kinds: set[str]) -> Document:
    """Return the document of a file that is meant: the only one, the named one, or the only one of the others' kind."""
    if len(documents) == 1:
        return documents[0]
    fitting = [each for each in documents if (each.id == name if name else each.kind in kinds)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(each.id for each in documents)
    raise InputError(f"{path} holds {len(documents)} documents; name the one to take with --document: {names}")


def corpus_units(
    name: str, progress: Progress = _silent, folder: Path | None = None, instead: Document | None = None
) -> pd.DataFrame:
    """Return the UNITS table of a document of the corpus, in as many languages as it has.

    Args:
        name: the document.
        progress: called with a stage, the work done and the whole.
        folder: the corpus folder; the bundled one by default.
        instead: another text to take for the version in its language.

    Raises:
        DataError: there is no such document.
    """
    return _corpus_tables(name, folder, progress, instead)[0]


def corpus_alignments(
    name: str,
    progress: Progress = _silent,
    folder: Path | None = None,
    reviewed: Path | None = None,
    instead: Document | None = None,
    languages: Sequence[str] = data.LANGUAGES,
) -> list[Alignment]:
    """Return the alignments of each pair of a corpus document's languages; none for one language.

    What is confirmed in ``reviewed`` is kept: by default the document's own ``review.csv``. ``instead`` is another text
    to take for the version in its language; ``languages`` are those to align.

    Raises:
        DataError: there is no such document.
    """
    folder = folder or data.home() / "corpus"
    documents = [each for code, each in data.documents(name, folder, instead).items() if code in languages]
    settings = AlignSettings(belonging=FORCED) if data.meta(name, folder).get("forced") else AlignSettings()
    file = reviewed or folder / name / "review.csv"
    return align_documents(documents, settings, progress=progress, reviewed=file)


def _corpus_tables(
    name: str, folder: Path | None, progress: Progress, instead: Document | None = None
) -> list[pd.DataFrame]:
    """Return the table of all languages of a corpus document, then, if there are three, one of each pair."""
    documents = list(data.documents(name, folder, instead).values())
    named = {str(document.language): data.label(document) for document in documents}
    if len(documents) == 1:
        return [rows.monolingual(segment(documents[0]), data.label(documents[0]))]
    alignments = corpus_alignments(name, progress, folder, instead=instead)
    notes = data.notes(name, folder)
    carried = {alignments[0].source.language: notes}
    carried |= {each.target.language: _carried(notes, each) for each in alignments if each.source.language in carried}
    pairs = [
        rows.units(each, labels=named, notes=_concerning(carried[each.source.language], each)) for each in alignments
    ]
    pairs = pairs if len(pairs) > 1 else []
    return [rows.units(*alignments, labels=named, notes=notes), *pairs]


def _concerning(notes: Mapping[str, tuple[str, ...]], pair: Alignment) -> dict[str, tuple[str, ...]]:
    """Return the notes on a pair's first text without those on a language that is not of the pair."""
    other = {code for code in data.LANGUAGES if code not in (pair.source.language, pair.target.language)}
    return {at: tuple(each for each in said if each.partition(":")[0] not in other) for at, said in notes.items()}


def _carried(notes: Mapping[str, tuple[str, ...]], alignment: Alignment) -> dict[str, tuple[str, ...]]:
    """Return the notes on segments of a pair's first text by the segments of the second that they are linked with."""
    found: dict[str, tuple[str, ...]] = {}
    for bead in alignment.beads:
        said = [note for each in alignment.source.segments[slice(*bead.source)] for note in notes.get(each.id, ())]
        if said and bead.target[0] < bead.target[1]:
            first = alignment.target.segments[bead.target[0]].id
            found[first] = (*found.get(first, ()), *said)
    return found


def export(
    table: pd.DataFrame,
    path: str | Path,
    source: str | None = None,
    variants: bool = False,
    losses: formats.Losses | None = None,
) -> Path:
    """Write a table to a file whose suffix names the format, terms highlighted where it can, and return the path.

    Args:
        table: a UNITS or TERMS table.
        path: the file; an older one is replaced only once the new one is whole.
        source: for TMX and XLIFF, a language to name as source; a note in the file says that this is technical.
        variants: for TMX of terms, admitted terms too.
        losses: where what the format could not hold is noted.

    Raises:
        FormatError: the suffix names no format for such a table; OutputError: the file can't be written.
        InputError: this is no such table, or it calls a text authentic that is not.
    """
    return _export(table, path, source, variants, losses=losses)


def _export(
    table: pd.DataFrame,
    path: str | Path,
    source: str | None = None,
    variants: bool = False,
    corpus: Path | None = None,
    losses: formats.Losses | None = None,
) -> Path:
    """Write a table that is made of a corpus folder, whose remarks on its texts may stand in it."""
    path = Path(path)
    kind = str(table.attrs.get("table", "units"))
    chosen = formats.named(path, kind)
    if kind == "units":
        table = whole.completed(table)
        authentic.check(table, corpus)
    if source and source not in table.attrs["languages"]:
        raise InputError(f"the table has no language {source!r}; it has {', '.join(table.attrs['languages'])}")
    how = formats.Writing(terms_to_mark, source, variants, losses=losses or formats.Losses())
    formats.write(path, whole.stream_of(table), how, chosen)
    return path


def load(path: str | Path, encoding: str | None = None, losses: formats.Losses | None = None) -> pd.DataFrame:
    """Return the UNITS table in a file of the toolkit or of another program, in a format of docs/formats.md.

    Of a file that the toolkit wrote every cell comes back, also after work in another program, and with it
    ``frame.attrs`` as far as the format holds it; rows that were changed or deleted are taken as they are.

    Args:
        path: the file; its suffix names the format.
        encoding: the encoding of a text that is not UTF-8 and does not name its own.
        losses: where it is noted what of the file is left out, or taken otherwise than it stands.

    Raises:
        FormatError: no table is read from files of this suffix; InputError: the file can't be used or holds no such
            table; the message says what is missing.
    """
    how = formats.Reading(encoding, losses=losses or formats.Losses())
    with formats.units(Path(path), how) as stream:
        return whole.frame(scripts.checked(stream, "", how.losses))


def terms_to_mark(text: str, code: str) -> tuple[tuple[int, int, str], ...]:
    """Return the outermost terms of the glossary in use in a text, as ``(start, stop, concept id)``."""
    return _outermost(data.home(), text, code) if text and code in data.LANGUAGES else ()


@lru_cache(20_000)
def _outermost(_: Path, text: str, code: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(index().outermost(text, code))


class Built(NamedTuple):
    """What a build made: the files, and per document what its table says of itself (``frame.attrs``)."""

    files: list[Path]
    facts: dict[str, dict[str, Any]]


def build(
    output: str | Path, source: str | None = None, progress: Progress = _silent, corpus: Path | None = None
) -> Built:
    """Build the tables and exports of the corpus and glossary under a folder, and return what was made.

    Each document gets ``NAME/NAME.csv``, ``.xlsx``, ``.html`` and, where it has several languages, ``.tmx`` with all
    of them and one a pair; the glossary goes to ``glossary/glossary.csv``, ``.xlsx`` and ``.tmx``. A ``source`` is
    named in the TMX of pairs that have this language, as a technical direction. ``corpus`` is the folder of documents;
    the bundled one by default.

    Raises:
        OutputError: the folder can't be written to; DataError, InputError: a fault in the data.
    """
    output = Path(output)
    if source and source not in data.LANGUAGES:
        raise InputError(f"no language {source!r}; there are {', '.join(data.LANGUAGES)}")
    if corpus and not data.corpus_ids(corpus):
        raise InputError(f"there are no documents in {corpus}; name a corpus folder, such as `duizhao add` makes")
    formats.check_writable(output)
    with formats.staged(output) as place:
        built = _built(place, source, progress, corpus)
    return Built([output / path.relative_to(place) for path in built.files], built.facts)


def _built(output: Path, source: str | None, progress: Progress, corpus: Path | None) -> Built:
    """Build everything under a folder."""
    built = Built([], {})
    for name in data.corpus_ids(corpus):
        table, *pairs = _corpus_tables(name, corpus, progress)
        built.facts[name] = {str(key): value for key, value in table.attrs.items()}
        codes = table.attrs["languages"]
        for suffix in _UNIT_SUFFIXES:
            if suffix != ".tmx" or len(codes) > 1:
                built.files.append(_export(table, output / name / f"{name}{suffix}", corpus=corpus))
        for each in pairs:
            codes = each.attrs["languages"]
            path = output / name / f"{name}.{'-'.join(codes)}.tmx"
            built.files.append(_export(each, path, source if source in codes else None, corpus=corpus))
    progress("glossary", 0, 1)
    terms = tables.terms(data.glossary())
    for suffix in (".csv", ".xlsx", ".tmx"):
        built.files.append(export(terms, output / "glossary" / f"glossary{suffix}"))
    for codes in combinations(data.LANGUAGES, 2):
        path = output / "glossary" / f"glossary.{'-'.join(codes)}.tmx"
        built.files.append(export(tables.terms(data.glossary(), codes), path, source if source in codes else None))
    progress("glossary", 1, 1)
    return built
