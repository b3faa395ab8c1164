"""Faults in the glossary's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit import data
from toolkit.errors import TableError, ToolkitError
from toolkit.validation import cited, concepts, lists
from toolkit.validation.rows import at
from toolkit.validation.rows import faults as row_faults
from toolkit.validation.style import Fault, data_file

_BESIDE = ("README.md", "general-words.txt", "sources.csv")  # beside the files of the categories


def faults(home: Path) -> Iterator[Fault]:
    """Yield every fault of the glossary under a folder that holds `glossary/` and `corpus/`."""
    folder, corpus = home / "glossary", home / "corpus"
    categories = data_file("glossary.toml")["categories"]
    read = {file: list(data.table(file, data.TERM_COLUMNS)) for file in data.glossary_files(folder)}
    listed = list(data.table(folder / "sources.csv", data.SOURCE_COLUMNS))
    for file, found in {**read, folder / "sources.csv": listed}.items():
        for error in (each for each in found if isinstance(each, TableError)):
            yield Fault(f"glossary/{file.name}", error.line, error.column, "glossary.file", error.reason)
    for file in sorted(path for path in folder.glob("*") if path not in read and path.name not in _BESIDE):
        yield Fault(f"glossary/{file.name}", 1, "", "glossary.file", "this is no file of the glossary: take it away")
    for file in (*read, folder / "sources.csv"):
        yield from lists.empty_lines(file)
    missing = [name for name in categories if folder / f"{name}.csv" not in read]
    for name in missing:
        yield Fault(f"glossary/{name}.csv", 1, "", "glossary.category", "the file of this category is missing")
    for file in (file for file in read if file.stem not in categories):
        message = f"unknown category {file.stem!r}; there are {', '.join(categories)}"
        yield Fault(f"glossary/{file.name}", 1, "", "glossary.category", message)

    rows = [each for found in read.values() for each in found if isinstance(each, data.Row)]
    sources = [each for each in listed if isinstance(each, data.Row)]
    complete = not missing and not any(found and isinstance(found[0], TableError) for found in read.values())
    texts, titles = _corpus(corpus)
    keys = {row.cells["key"]: titles.get(row.cells["title"], "") for row in sources}
    used = {key for row in rows for key in _keys(row)}
    for row in rows:
        yield from row_faults(row, texts, keys)
        for key in _keys(row) if keys else ():
            if key not in keys:
                yield at(row, "source", "glossary.source", f"{key!r} is not in sources.csv")
    yield from concepts.faults(rows, complete)
    yield from lists.sources(sources, used if complete else set())
    yield from lists.general_words(folder / "general-words.txt", rows)


def _keys(row: data.Row) -> tuple[str, ...]:
    """Return the keys of the sources that a row names."""
    return tuple(dict.fromkeys(part.partition(":")[0].strip() for part in data.listed(row.cells["source"])))


def _corpus(corpus: Path) -> tuple[dict[str, cited.Passages], dict[str, str]]:
    """Return the Chinese passages by document, and the documents by Chinese title."""
    texts: dict[str, cited.Passages] = {}
    titles: dict[str, str] = {}
    for name in (path.parent.name for path in sorted(corpus.glob("[!.]*/meta.toml"))):
        try:
            titles[data.meta(name, corpus).get("title", {}).get("zh", "")] = name
            texts[name] = cited.passages(data.documents(name, corpus)["zh"])
        except (ToolkitError, KeyError):
            texts[name] = {}  # the corpus check names the fault
    return texts, titles
