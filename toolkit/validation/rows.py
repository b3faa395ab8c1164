"""Faults that a row of a category file shows by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit import data
from toolkit.languages import ru, zh
from toolkit.validation import cited, style
from toolkit.validation.style import Fault

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PROSE = ("usage", "note", "source")
_WORDS = re.compile(r"[^\W\d_]{2}")  # a reason has words
_READING = re.compile(r"\b(?:read|reads|reading|pinyin|pronounced|pronunciation)\b", re.I)
_USAGE, _OWN_WORDS = "established-usage", "working-rendering"  # keys of sources.csv for what no text shows
_STOP = re.compile(r"(?<!\.\w)[.。]$")  # but U.N.
_SEVERAL = re.compile("[;；]")
_STRAIGHT = re.compile("[\"']")
_ADJECTIVE = re.compile(r"(?i)[а-яё-]+(?:(ая|яя)|(ое|ее)|(ый|ской)) [а-яё]")  # of a Russian name that no dictionary has
_FOREIGN = {"zh": (style.CYRILLIC,), "ru": (style.LOOKALIKE, style.HAN), "en": (style.CYRILLIC, style.HAN)}
_OWN = {"zh": style.HAN, "en": style.LATIN}  # a Russian term may be a name in Latin letters


def at(row: data.Row, column: str, rule: str, message: str) -> Fault:
    """Return a fault in a cell."""
    return Fault(f"glossary/{row.file.name}", row.line, column, rule, message)


def is_head(row: data.Row) -> bool:
    """Whether it is the preferred Chinese row, in which the facts of the whole concept stand."""
    return (row.cells["language"], row.cells["status"]) == ("zh", "preferred")


def is_wrong(row: data.Row) -> bool:
    """Whether the row holds a form that is not to be written."""
    return row.cells["status"] in ("deprecated", "forbidden")


def faults(row: data.Row, texts: dict[str, cited.Passages], sources: dict[str, str]) -> Iterator[Fault]:
    """Yield the faults of a row.

    Args:
        row: the row.
        texts: the Chinese passages of the corpus, by document; empty for one that can't be read.
        sources: for each key of ``sources.csv`` the corpus document that it stands for, or nothing.
    """
    yield from _values(row)
    yield from _wanted(row)
    yield from _text(row)
    yield from _places(row, texts, sources)
    yield from _attested(row, texts, sources)
    yield from _pinyin(row)


def _allowed() -> dict[str, Any]:
    return style.data_file("glossary.toml")


def _values(row: data.Row) -> Iterator[Fault]:
    cells = row.cells
    allowed = _allowed()
    for column, values in allowed["values"].items():
        if cells[column] not in values:
            yield at(row, column, "glossary.value", f"{cells[column]!r} is none of {', '.join(filter(None, values))}")
    for column, language in allowed["only"].items():
        if cells[column] and cells["language"] != language:
            yield at(row, column, "glossary.value", f"{column} stands in {language} rows only")
    if not ID.fullmatch(cells["id"]):
        yield at(row, "id", "glossary.id", f"{cells['id']!r}: small letters, digits and hyphens only")
    for column in ("domain", "related"):
        if cells[column] and not is_head(row):
            yield at(row, column, "glossary.head", f"{column} stands in the preferred Chinese row only")
    parts = {name: data.listed(cells[name]) for name in ("source", "related")} | {
        "documents": cells["documents"].split(";")
    }
    for column, listed in parts.items():
        for each in dict.fromkeys(part for part in listed if listed.count(part) > 1):
            yield at(row, column, "glossary.twice", f"{each!r} is named twice")


def _wanted(row: data.Row) -> Iterator[Fault]:
    """Yield the cells that are empty and must not be."""
    cells = row.cells
    if not cells["term"].strip():
        yield at(row, "term", "glossary.empty", "the term is empty")
    if "|" in cells["term"]:
        yield at(row, "term", "glossary.value", "a term has no |, which parts several terms in one cell of the exports")
    if _SEVERAL.search(cells["term"]):
        yield at(row, "term", "glossary.value", f"two terms in one cell ({cells['term']}): write a row for each")
    yield from _sourced(row)
    if is_wrong(row) and not _WORDS.search(cells["note"]):
        yield at(row, "note", "glossary.reason", f"say in the note why {cells['term']} is {cells['status']}")
    if is_head(row) and not cells["domain"]:
        yield at(row, "domain", "glossary.domain", "the preferred Chinese row names the domain")
    known = _genders(cells["term"]) if cells["gender"] and row.file.stem != "persons" else frozenset()
    if known and cells["gender"] not in known and not set(cells["term"].split()) & set(_allowed()["either"]):
        yield at(row, "gender", "glossary.gender", f"{cells['term']} is {' or '.join(sorted(known))}")
    if cells["language"] == "ru" and not cells["gender"] and not cells["number"] and _has_gender(cells):
        yield at(row, "gender", "glossary.gender", f"{cells['term']} has no gender: m, f or n")


def _sourced(row: data.Row) -> Iterator[Fault]:
    """Yield what a source does not bear out: settled usage confirms nothing, and our own rendering is no usage."""
    cells, named = row.cells, data.listed(row.cells["source"])
    alone = named[0] if len(named) == 1 else ""
    sure = cells["confidence"]
    if not named:
        yield at(row, "source", "glossary.source", "the source is missing")
    elif alone == _USAGE and sure == "confirmed":
        yield at(row, "confidence", "glossary.source", "what is confirmed names the source in which it stands")
    elif alone == _USAGE and sure == "working":
        yield at(row, "source", "glossary.source", f"a working rendering is no settled usage: write {_OWN_WORDS}")
    elif alone == _USAGE and cells["status"] == "preferred" and cells["language"] != "zh":
        message = f"name a text in which the form stands, or write {_OWN_WORDS} and working"
        yield at(row, "source", "glossary.source", message)
    elif _OWN_WORDS in named and sure != "working":
        yield at(row, "confidence", "glossary.source", f"what has {_OWN_WORDS} as its source is working")


def _genders(term: str) -> frozenset[str]:
    """Return the genders that a Russian term can have: of its noun, or of its adjective if that is a name."""
    ending = _ADJECTIVE.match(term)
    return ru.genders(term) or frozenset("fnm"[(ending.lastindex or 1) - 1] if ending else "")


def _has_gender(cells: dict[str, str]) -> bool:
    """Whether a Russian term in the singular wants a gender; a title in quotation marks alone has none."""
    if cells["part_of_speech"] == "phrase":
        return ru.nominal(cells["term"])
    title = cells["term"].startswith("«") and cells["term"].endswith("»")
    return cells["part_of_speech"] in ("noun", "proper-noun", "abbreviation") and not title


def _text(row: data.Row) -> Iterator[Fault]:
    cells, code = row.cells, row.cells["language"]
    for column, value in cells.items():
        for rule, message in style.prose(value) if column in _PROSE else style.blemishes(value):
            yield at(row, column, rule, message)
    for match in (match for foreign in _FOREIGN.get(code, ()) for match in foreign.finditer(cells["term"])):
        yield at(row, "term", "glossary.alphabet", f"letters of another script: {match.group()}")
    if code in _OWN and cells["term"].strip() and not _OWN[code].search(cells["term"]):
        yield at(row, "term", "glossary.alphabet", f"{cells['term']} is not in the script of {code}")
    yield from _any_status(row)
    if is_wrong(row) or code not in data.LANGUAGES:
        return
    explained = cells["status"] == "admitted" and (cells["usage"] or cells["note"])
    for rule, message in style.breaches(cells["term"], f"{code}-names" if explained else code):
        yield at(row, "term", rule, message)


def _any_status(row: data.Row) -> Iterator[Fault]:
    """Yield what no term may have, be it right or wrong to write."""
    cells = row.cells
    if cells["language"] == "zh":
        for rule, message in style.traditional(cells["term"]):
            yield at(row, "term", rule, message)
        if style.LATIN.search(cells["term"]) and not cells["documents"] and not cells["usage"]:
            message = f"Latin letters in {cells['term']}, which stands in no document; say in usage where it is met"
            yield at(row, "term", "glossary.alphabet", message)
    if _STOP.search(cells["term"]):
        yield at(row, "term", "style", "a term has no full stop at its end")
    for match in _STRAIGHT.finditer(cells["term"]) if is_wrong(row) else ():
        yield at(row, "term", "style", f"{match.group()}: straight quotation mark or apostrophe")


def _places(row: data.Row, texts: dict[str, cited.Passages], sources: dict[str, str]) -> Iterator[Fault]:
    """Yield the places named in the corpus that are not there, or do not hold the Chinese term."""
    term = "".join(row.cells["term"].split()) if row.cells["language"] == "zh" else ""
    for key, _, place in (part.partition(":") for part in data.listed(row.cells["source"])):
        held = texts.get(sources.get(key.strip(), ""))
        for message in cited.wrong(term, place.strip(), held) if held else ():
            yield at(row, "source", "glossary.source", f"{message} ({key.strip()})")


def _attested(row: data.Row, texts: dict[str, cited.Passages], sources: dict[str, str]) -> Iterator[Fault]:
    """Yield where the row says of the corpus what is not so, or leaves out what is."""
    cells = row.cells
    if cells["language"] != "zh":
        return
    term = "".join(cells["term"].split())
    named = [name for name in cells["documents"].split(";") if name]
    for name in named:
        if name not in texts:
            yield at(row, "documents", "glossary.documents", f"there is no document {name!r} with a Chinese text")
        elif texts[name] and not _stands(term, texts[name]):
            yield at(row, "documents", "glossary.documents", f"{cells['term']} does not stand in {name}")
    for name, text in texts.items():
        if term and _stands(term, text) and name not in named and not is_wrong(row):
            yield at(row, "documents", "glossary.documents", f"{cells['term']} stands in {name} too: name it")
    for key in dict.fromkeys(part.partition(":")[0].strip() for part in data.listed(cells["source"])):
        name = sources.get(key, "")
        if texts.get(name) and not _stands(term, texts[name]):
            yield at(row, "source", "glossary.source", f"{cells['term']} does not stand in {name} ({key})")


def _stands(term: str, passages: cited.Passages) -> bool:
    return any(term in text for text in passages.values())


def _pinyin(row: data.Row) -> Iterator[Fault]:
    term, written = row.cells["term"], row.cells["pinyin"].lower()
    if not written or row.cells["language"] != "zh":
        return
    computed = zh.pinyin([term])[0].lower()
    if _letters(written) == _letters(computed):
        yield at(row, "pinyin", "glossary.pinyin", "the same as pypinyin's reading; leave the cell empty")
        return
    characters = zh.LANGUAGE.letters.findall(term)
    syllables = [each for each in _syllables(written) if each not in term.lower()]
    if len(characters) != len(syllables):
        message = f"{len(syllables)} syllables for {len(characters)} characters; part them by spaces"
        yield at(row, "pinyin", "glossary.pinyin", message)
        return
    for character, syllable in zip(characters, syllables, strict=True):
        if syllable not in zh.readings(character):
            message = f"{character} is not read {syllable}, but {' or '.join(zh.readings(character))}, with tone marks"
            yield at(row, "pinyin", "glossary.pinyin", message)
    own = set(syllables) - set(_syllables(computed))
    said = set(_syllables(row.cells["note"].lower()))
    if not (own <= said if own else _READING.search(row.cells["note"])):
        yield at(row, "pinyin", "glossary.pinyin", f"pypinyin reads {computed}; say in the note why not")


def _syllables(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _letters(pinyin: str) -> str:
    return "".join(_syllables(pinyin))
