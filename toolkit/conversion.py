"""A file in one format written in another, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from toolkit import authentic, formats, scripts
from toolkit.errors import FormatError, InputError
from toolkit.formats import Format, Losses, Reading, Stream, Writing, choices, joined
from toolkit.formats.cells import controls
from toolkit.formats.selection import only
from toolkit.formats.table import check_values, frame
from toolkit.formats.tags import OURS, understood
from toolkit.model import Concept

Progress = Callable[[str, int, int], None]
_TELL = 500  # rows between two words on how far it is
_ANY = ("units", "concepts")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class ConvertSettings:
    """How to convert.

    ``read_as`` and ``write_as`` name formats by their suffixes, instead of those of the files; ``encoding`` is that of
    a text that names none; ``languages`` are those to write, in order, all by default; ``source`` is the language that
    a format which forces a direction takes as source, which says nothing of how the texts stand to each other; ``tags``
    are language tags that a client wants instead of ours (``zh-CN``); ``script`` is the one into which Chinese is
    converted (``zh-Hans`` or ``zh-Hant``); ``highlights`` writes terms as inline elements; ``variants`` writes admitted
    terms where a format leaves the choice; ``by`` says whether a row of a table is a term, as by default, or a
    ``concept``; ``dialect`` is which one of a format that has several; ``sheet`` the one to read of a workbook;
    ``limit`` is the most bytes of a file that can only be read as a whole.
    """

    read_as: str = ""
    write_as: str = ""
    encoding: str | None = None
    languages: tuple[str, ...] = ()
    source: str | None = None
    tags: Mapping[str, str] | None = None
    script: str = ""
    highlights: bool = False
    variants: bool = False
    by: str = ""
    dialect: str = ""
    sheet: str = ""
    limit: int = formats.LIMIT


class Converted(NamedTuple):
    """What a conversion made: the file, what is in it and how many rows, and a report of what was left out."""

    path: Path
    kind: str
    rows: int
    report: list[str]


def convert(
    source: str | Path,
    target: str | Path,
    settings: ConvertSettings = ConvertSettings(),
    progress: Progress = lambda stage, done, whole: None,
) -> Converted:
    """Write a file in another format, and return what was made; the suffixes name the formats.

    Rows pass one by one, so that a file may be of any size where both formats allow it.

    Args:
        source: the file to read.
        target: the file to write; an older one is replaced only once the new one is whole.
        settings: how.
        progress: called with a stage, the bytes that are read and all of them.

    Raises:
        FormatError: a format can't be read or can't hold the table; OutputError: the file can't be written.
        InputError: the file can't be used; or the table calls a text authentic that is not, or can't be written so.
    """
    source, target = Path(source), Path(target)
    reader = _named(settings.read_as, source, lambda path: formats.reader(path, *_ANY))
    _named(settings.write_as, target, _writable)
    if target.exists() and source.exists() and target.samefile(source):
        raise InputError(f"{target} is the file to read; name another to write")
    if target.is_dir():
        raise InputError(f"{target} is a folder; name a file in it")
    formats.check_writable(target.parent)
    how = Reading(settings.encoding, settings.limit, sheet=settings.sheet)
    choices.check_reading(reader, how)
    with formats.reading(source, how, reader) as stream:
        writer = _named(settings.write_as, target, lambda path: formats.named(path, stream.kind))
        choices.check_writing(writer, stream, vars(settings), how.losses)
        ready = _prepared(stream, source, reader, how, settings)
        ready = _by(ready, writer, settings, how.losses)
        if stream.kind == "units" and len(settings.languages) == 2 and ".tmx" in writer.suffixes:
            ready = replace(ready, rows=_whole(ready, how.losses))
        counted = _Counted(ready, progress)
        formats.write(target, counted.stream, _writing(settings, how.losses, writer), writer)
    return Converted(target, stream.kind, counted.rows, how.losses.lines())


@contextmanager
def units(source: Path, settings: ConvertSettings, losses: Losses) -> Iterator[Stream]:
    """Give the aligned texts in a file as they are written elsewhere: in some languages and one script.

    Raises:
        FormatError, InputError: as ``convert``; at once or as the rows come.
    """
    how = Reading(settings.encoding, settings.limit, losses)
    with formats.units(source, how) as stream:
        try:
            ready = _prepared(stream, source, formats.reader(source), how, settings)
        except InputError as error:
            raise InputError(f"{source}: {error}") from None
        yield ready


def export_concepts(
    concepts: Iterable[Concept], target: str | Path, settings: ConvertSettings = ConvertSettings()
) -> Converted:
    """Write concepts to a file whose suffix names the format, and return what was made and what was left out.

    Raises:
        FormatError: the suffix names no format of concepts; OutputError: the file can't be written; InputError: the
            languages or dialect that were asked for are none.
    """
    target, losses = Path(target), Losses()
    writer = _named(settings.write_as, target, lambda path: formats.named(path, "concepts"))
    stream = Stream("concepts", concepts, {"languages": list(OURS)}, own=True)
    choices.check_writing(writer, stream, vars(settings), losses)
    stream = _prepared(stream, target, writer, Reading(losses=losses), settings)
    stream = _by(stream, writer, settings, losses)
    counted = _Counted(stream, lambda stage, done, whole: None)
    formats.write(target, counted.stream, _writing(settings, losses, writer), writer)
    return Converted(target, "concepts", counted.rows, losses.lines())


def _named(suffix: str, path: Path, find: Callable[[Path], Format]) -> Format:
    """Return the format of a suffix, if one is named, or of a file."""
    return find(Path(f"*.{suffix.lstrip('.')}") if suffix else path)


def _writable(path: Path) -> Format:
    for kind in _ANY:
        if path.name.lower().endswith(formats.suffixes(kind)):
            return formats.named(path, kind)
    there = sorted({suffix for kind in _ANY for suffix in formats.suffixes(kind)})
    raise FormatError(f"{path}: no format is called so; use one of {', '.join(there)}")


def _writing(settings: ConvertSettings, losses: Losses, writer: Format) -> Writing:
    how = Writing(
        source=settings.source,
        variants=settings.variants,
        highlights=settings.highlights,
        tags=settings.tags or {},
        dialect=settings.dialect,
        keys=_keys,
        losses=losses,
    )
    if not (settings.highlights or writer.shows):
        return how
    from toolkit.pipeline import terms_to_mark

    return replace(how, terms=terms_to_mark)


def _by(stream: Stream, writer: Format, settings: ConvertSettings, losses: Losses) -> Stream:
    """Return concepts as the rows that were asked for.

    Raises:
        InputError: these are no concepts, or the format has no rows.
    """
    if not settings.by:
        return stream
    if stream.kind != "concepts" or "terms" not in writer.holds or ".tmx" in writer.suffixes:
        tables = ", ".join(suffix for suffix in formats.suffixes("terms") if suffix != ".tmx")
        raise InputError(f"a row a {settings.by} is for glossaries in {tables}")
    if settings.by == "term":
        return stream
    return replace(stream, kind="terms", rows=joined.rows(stream.rows, losses), columns=joined.COLUMNS)


def _keys(concept: Concept) -> Iterator[str]:
    """Yield what a concept is found by in a dictionary program; loaded only where one is written."""
    from toolkit.terminology.headwords import headwords

    return headwords(concept)


def _prepared(stream: Stream, path: Path, reader: Format, how: Reading, settings: ConvertSettings) -> Stream:
    """Return a stream as it is to be written: some languages, one script, nothing called authentic that is not."""
    if settings.languages:
        stream = only(stream, settings.languages, how.losses)
    _check_languages(stream, settings)
    by = scripts.concepts_checked if stream.kind == "concepts" else scripts.checked
    stream = by(stream, settings.script, how.losses)
    _check_tags(stream, settings)
    if stream.kind == "concepts":
        return replace(stream, rows=formats.located(path, _seen(stream.rows, how.losses)))
    rows = _watched(stream, how.losses, lambda: _check_authentic(path, reader, how))
    return replace(stream, rows=formats.located(path, rows))


def _check_languages(stream: Stream, settings: ConvertSettings) -> None:
    for code in filter(None, (settings.source, *(settings.tags or {}))):
        if code not in stream.languages:
            raise InputError(f"the table has no language {code!r}; it has {', '.join(stream.languages)}")


def _check_tags(stream: Stream, settings: ConvertSettings) -> None:
    """Raise InputError if a tag is none, names another language, or other characters than the Chinese is in."""
    for code, tag in (settings.tags or {}).items():
        said = understood(tag) if "_" not in tag else None
        if said is None or said.code != code:
            raise InputError(f"{tag!r} is no language tag of {code}; write one such as {OURS.get(code, code)}")
        script = stream.facts.get("tags", {}).get("zh", OURS["zh"])
        if said.script and f"zh-{said.script}" != script:
            raise InputError(
                f"the Chinese is in {script}, not in the characters of {tag}; add --script zh-{said.script}"
            )


def _seen(rows: Iterable[Concept], losses: Losses) -> Iterator[Concept]:
    """Yield concepts; after the last say what odd characters their texts hold."""
    odd = _Odd()
    for each in rows:
        for text in (each.note, *(text for term in each.terms for text in (term.text, term.note, term.usage))):
            odd.look(text)
        yield each
    odd.tell(losses)


class _Odd:
    """Counts texts with characters that are to be known of."""

    def __init__(self) -> None:
        self._turned = self._control = 0

    def look(self, text: str) -> None:
        """Take note of a text."""
        if not text.isprintable():
            self._turned += bool(_TURNED.search(text))
            self._control += controls(text)

    def tell(self, losses: Losses) -> None:
        """Say how many there were."""
        if self._turned:
            losses.say(f"{self._turned} texts hold characters that turn the direction of writing (bidi); they are kept")
        if self._control:
            losses.say(f"{self._control} texts hold control characters; formats of XML get U+FFFD instead")


def _watched(stream: Stream, losses: Losses, check: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """Yield rows of sound values; after the last, look at what their texts are called, with ``check`` if need be."""
    columns = [(code, f"{code}_status") for code in stream.languages]
    said = {code: {stream.facts.get("labels", {}).get(code, "")} for code in stream.languages}
    odd, claimed = _Odd(), False
    for row in stream.rows:
        claimed = claimed or bool(row.get("authentic"))
        if stream.own:
            check_values(row, stream.languages)
        for code, column in columns:
            if row[column] not in said[code]:
                said[code].add(row[column])
            odd.look(row[code])
        yield row
    odd.tell(losses)
    if authentic.check_statuses(said) or claimed:
        check()


def _check_authentic(path: Path, reader: Format, how: Reading) -> None:
    """Raise InputError if a file calls a text authentic that is not; the whole of it is read for this."""
    with formats.reading(path, Reading(how.encoding, how.limit), reader) as stream:
        authentic.check(frame(stream))


def _whole(stream: Stream, losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the rows that have text in each language: of others a CAT tool makes a wrong match, or none."""
    for row in stream.rows:
        if all(row[code] for code in stream.languages):
            yield row
        else:
            losses.drop("rows without text in one of the languages")


class _Counted:
    """A stream whose rows are counted on their way, and told."""

    def __init__(self, stream: Stream, progress: Progress) -> None:
        self.rows, self._progress = 0, progress
        self.stream = replace(stream, rows=self._counted(stream))

    def _counted(self, stream: Stream) -> Iterator[Any]:
        for row in stream.rows:
            self.rows += 1
            if self.rows % _TELL == 0:
                self._progress("converting", *stream.done())
            yield row
        self._progress("converting", 1, 1)
