"""An OmegaT project of a text: the source, a translation memory a document, the glossary, the languages.

The source is cut as the memories are, a segment a paragraph, and the project has no segmentation of its own, so that
what stands in a memory is found whole; where the two differ in white space only, the memory has that of the source.
OmegaT takes single ends of lines for white space; paragraphs stand apart.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from toolkit import conversion, data, formats, rows
from toolkit.conversion import ConvertSettings
from toolkit.errors import InputError
from toolkit.formats import Losses, Stream, Writing
from toolkit.formats.facts import flat
from toolkit.formats.table import stream_of
from toolkit.formats.tags import OURS
from toolkit.pipeline import corpus_alignments, labels
from toolkit.reading import read
from toolkit.segmenter import segment
from toolkit.structure.lines import glue

Progress = Callable[[str, int, int], None]
_TAGS = {"zh": "zh-CN", "ru": "ru", "en": "en"}  # for the memories; every version of OmegaT understands them
_MEMORIES = Path("tm/duizhao")  # in a project, where a translator may put memories of others into tm
_MOST = 12  # neighbouring segments that may be one in a memory
_EMPTY = ("omegat", "target", "dictionary")


class Memory(NamedTuple):
    """Aligned texts of a pair: what is true of the whole, and its rows."""

    facts: dict[str, Any]
    rows: list[dict[str, Any]]

    def stream(self, pair: tuple[str, str]) -> Stream:
        """Return the rows that have both texts, for a format to write."""
        return Stream("units", self.both(pair), self.facts)

    def both(self, pair: tuple[str, str]) -> list[dict[str, Any]]:
        """Return the rows that have both texts: OmegaT would show another language for one that is missing."""
        return [row for row in self.rows if row[pair[0]] and row[pair[1]]]


class Kit(NamedTuple):
    """What was made: the folder or ZIP, how many segments and units of memories, and a report of what was left out."""

    path: Path
    segments: int
    units: int
    report: list[str]


def omegat(
    text: str | Path,
    output: str | Path,
    source: str = "",
    target: str = "",
    memories: Sequence[str | Path] = (),
    progress: Progress = lambda stage, done, whole: None,
    script: str = "",
) -> Kit:
    """Make an OmegaT project of a text, or for an output in .zip its parts for other programs; return what was made.

    Args:
        text: a document of the corpus by name, or a file.
        output: the folder; what else is in it stays, such as translations. Or a file in .zip.
        source: the language of the text; Chinese for a document of the corpus, else found out.
        target: the language to translate into; by default Russian, of a Russian text Chinese.
        memories: files of aligned texts in any format; by default the documents of the corpus.
        progress: called with a stage, the work done and the whole.
        script: ``zh-Hans`` to convert the Chinese of memories that are in traditional characters.

    Raises:
        InputError: a file can't be used, a memory is in traditional characters, or the languages are one.
        OutputError: the output can't be written.
    """
    output, losses = Path(output), Losses()
    packed = output.suffix.lower() == ".zip"
    formats.check_writable(output.parent if packed else output)
    own = str(text) if str(text) in data.corpus_ids() else ""
    documents = data.documents(own).values() if own else read(text, source or None)
    versions = [each for each in documents if not own or each.language == (source or "zh")]
    if not versions:
        raise InputError(f"{text} has no text in {source}")
    pair = _pair(versions[0].language, target)
    if versions[0].tag:
        losses.say(f"the text is in {versions[0].tag}, memories and glossary are in {OURS['zh']}: they will not match")
    found = _of_files(memories, pair, script, losses) if memories else _of_corpus(pair, progress)
    if own in found and not memories:
        paragraphs = [flat(row[pair[0]]) for row in found[own].rows]
    else:
        segments = [flat(each) for version in versions for each in segment(version).texts]
        paragraphs = _cut(list(filter(None, segments)), found, pair)
    found = _respaced(found, paragraphs, pair)
    with TemporaryDirectory() as place:
        _parts(Path(place), own or Path(text).stem, list(filter(None, paragraphs)), found, pair, losses)
        report = _glossaries(Path(place), pair, (".utf8", ".tbx", ".v2.tbx") if packed else (".utf8",))
        if packed:
            formats.save(output, _zip(Path(place)))
        else:
            _project(Path(place), output, pair)
    units = sum(len(each.both(pair)) for each in found.values())
    return Kit(output, len(paragraphs), units, [*losses.lines(), *report])


def _pair(source: str, target: str) -> tuple[str, str]:
    target = target or ("zh" if source == "ru" else "ru")
    if source == target or target not in data.LANGUAGES:
        raise InputError(f"a text in {source} is not translated into {target!r}; name another of the three languages")
    return source, target


def _of_corpus(pair: tuple[str, str], progress: Progress) -> dict[str, Memory]:
    """Return the documents of the corpus that have both languages."""
    found: dict[str, Memory] = {}
    for name in data.corpus_ids():
        for made in corpus_alignments(name, progress, languages=pair):
            stream = stream_of(rows.units(made, labels=labels([made])))
            found[name] = Memory(stream.facts, list(stream.rows))
    return found


def _of_files(paths: Sequence[str | Path], pair: tuple[str, str], script: str, losses: Losses) -> dict[str, Memory]:
    """Return files of aligned texts, by their names; their Chinese is in simplified characters, as the glossary's."""
    settings = ConvertSettings(languages=pair, script=script)
    found: dict[str, Memory] = {}
    for path in map(Path, paths):
        if path.stem in found:
            raise InputError(f"two memories are called {path.stem}; rename one")
        with conversion.units(path, settings, losses) as stream:
            if "zh" in stream.facts.get("tags", {}):
                raise InputError(
                    f"{path}: the Chinese is in traditional characters; convert it (--script {OURS['zh']})"
                )
            found[path.stem] = Memory(stream.facts, list(stream.rows))
    return found


def _cut(segments: Sequence[str], found: Mapping[str, Memory], pair: tuple[str, str]) -> list[str]:
    """Return segments as memories cut them: neighbours that are one text there are one."""
    known = {_bare(row[pair[0]]) for memory in found.values() for row in memory.both(pair)}
    out, at = list[str](), 0
    while at < len(segments):
        ends = range(min(at + _MOST, len(segments)), at + 1, -1)
        stop = next((end for end in ends if _bare("".join(segments[at:end])) in known), at + 1)
        out.append(reduce(lambda one, other: one + glue(one, other, pair[0]) + other, segments[at:stop]))
        at = stop
    return out


def _respaced(found: Mapping[str, Memory], paragraphs: Sequence[str], pair: tuple[str, str]) -> dict[str, Memory]:
    """Return memories in which what is a paragraph but for white space has that of the paragraph."""
    ours, code = {_bare(each): each for each in paragraphs}, pair[0]
    return {
        name: memory._replace(rows=[{**row, code: ours.get(_bare(row[code]), row[code])} for row in memory.rows])
        for name, memory in found.items()
    }


def _bare(text: str) -> str:
    return "".join(text.split())


def _parts(
    place: Path,
    name: str,
    paragraphs: Sequence[str],
    found: Mapping[str, Memory],
    pair: tuple[str, str],
    losses: Losses,
) -> None:
    """Write the source and the memories."""
    formats.save(place / "source" / f"{name}.txt", ("\n\n".join(paragraphs) + "\n").encode("utf-8"))
    how = Writing(source=pair[0], tags={code: _TAGS[code] for code in pair}, losses=losses)
    for stem, memory in found.items():
        formats.write(place / "tm" / f"{stem}.tmx", memory.stream(pair), how)


def _glossaries(place: Path, pair: tuple[str, str], suffixes: Sequence[str]) -> list[str]:
    """Write the glossary in some formats; return what the first of them leaves out."""
    tags = {code: _TAGS[code] for code in pair}
    settings = ConvertSettings(languages=pair, source=pair[0], tags=tags)
    made = [
        conversion.export_concepts(data.glossary(), place / "glossary" / f"glossary{suffix}", settings)
        for suffix in suffixes
    ]
    return [f"glossary{suffixes[0]}: {line}" for line in made[0].report]


def _project(place: Path, folder: Path, pair: tuple[str, str]) -> None:
    """Move the parts to a project folder, with its settings; memories have a folder there, which holds no others."""
    template = files(__package__).joinpath("omegat.project").read_text("utf-8")
    source, target = (_TAGS[code].upper() for code in pair)
    formats.save(place / "omegat.project", template.format(source=source, target=target).encode("utf-8"))
    with formats.staged(folder) as staging:
        for path in _all(place):
            part = path.relative_to(place)
            formats.save(staging / (_MEMORIES / part.name if part.parts[0] == "tm" else part), path.read_bytes())
    made = {path.name for path in (place / "tm").iterdir()}
    for old in (folder / _MEMORIES).glob("*.tmx"):
        if old.name not in made:
            old.unlink()
    for name in _EMPTY:  # OmegaT asks for folders that are missing
        (folder / name).mkdir(exist_ok=True)


def _zip(place: Path) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in _all(place):
            packed.write(path, path.relative_to(place).as_posix())
    return file.getvalue()


def _all(place: Path) -> Iterator[Path]:
    return (path for path in sorted(place.rglob("*")) if path.is_file())
