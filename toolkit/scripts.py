"""In which characters the Chinese of a table is written: one script, never mixed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.stream import Losses, Stream
from toolkit.languages.zh_scripts import SCRIPTS, converted, fits, strangers
from toolkit.model import Concept

_AHEAD = 1000  # rows that say in which script a table of another program is that does not say it itself
_SHOWN = 10  # characters of the other script
_OTHER = {"zh-Hans": "traditional", "zh-Hant": "simplified"}


def checked(stream: Stream, wanted: str, losses: Losses) -> Stream:
    """Return units whose Chinese is in one script: the wanted one, or the one that the table says it is in.

    A table that says nothing is in simplified characters, one of another program in those that most of its rows have.

    Raises:
        InputError: there is no such script; or, as the rows come, a text has characters of the other one.
    """
    _check(wanted)
    if "zh" not in stream.languages:
        return stream
    rows = iter(stream.rows)
    tag = wanted or stream.facts.get("tags", {}).get("zh", "") or (SCRIPTS[0] if stream.own else "")
    if not tag:
        first = list(islice(rows, _AHEAD))
        rows, tag = chain(first, rows), _script("".join(row["zh"] for row in first))
    others = {code: each for code, each in stream.facts.get("tags", {}).items() if code != "zh"}
    tags = {**others, **({"zh": tag} if tag != SCRIPTS[0] else {})}
    facts = {
        **{name: fact for name, fact in stream.facts.items() if name != "tags"},
        **({"tags": tags} if tags else {}),
    }
    return replace(stream, rows=_converted(rows, tag, losses) if wanted else _same(rows, tag), facts=facts)


def concepts_checked(stream: Stream, wanted: str, losses: Losses) -> Stream:
    """Return concepts whose Chinese terms are in one script: the wanted one, or else simplified characters.

    Raises:
        InputError: there is no such script; or, as the concepts come, a term has traditional characters.
    """
    _check(wanted)
    if "zh" not in stream.languages or not (wanted or not stream.own):
        return stream
    if not wanted:
        return replace(stream, rows=_same_terms(stream.rows))
    tags = {"tags": {"zh": wanted}} if wanted != SCRIPTS[0] else {}
    return replace(stream, rows=_converted_terms(stream.rows, wanted, losses), facts={**stream.facts, **tags})


def _check(wanted: str) -> None:
    if wanted and wanted not in SCRIPTS:
        raise InputError(f"no script {wanted!r}; there are {' and '.join(SCRIPTS)}")


def _same_terms(rows: Iterable[Concept]) -> Iterator[Concept]:
    for each in rows:
        for term in each.of("zh", "preferred", "admitted"):
            _refuse(f"concept {(each.id or term.text)[:40]!r}: {term.text[:40]}", term.text, SCRIPTS[0])
        yield each


def _refuse(what: str, text: str, tag: str) -> None:
    """Raise InputError if a text has characters of another script than its table."""
    found = strangers(text, tag)
    if found:
        raise InputError(
            f"{what} is in {_OTHER[tag]} characters ({found[:_SHOWN]}), and the table is in {tag}; convert it "
            f"(duizhao convert IN -o OUT --script {tag})"
        )


def _converted_terms(rows: Iterable[Concept], tag: str, losses: Losses) -> Iterator[Concept]:
    changed = 0
    for each in rows:
        terms = tuple(replace(t, text=converted(t.text, tag)) if t.language == "zh" else t for t in each.terms)
        changed += sum(old != new for old, new in zip(each.terms, terms, strict=True))
        yield replace(each, terms=terms) if terms != each.terms else each
    if changed:
        losses.say(f"{changed} Chinese terms were converted to {tag}")


def _script(text: str) -> str:
    if fits(text, SCRIPTS[0]):
        return SCRIPTS[0]
    from toolkit.languages import zh

    return zh.script(text)


def _same(rows: Iterator[dict[str, Any]], tag: str) -> Iterator[dict[str, Any]]:
    """Yield rows as they are.

    Raises:
        InputError: one has characters of another script.
    """
    for row in rows:
        if row["zh"] and strangers(row["zh"], tag):
            # a fault of the file itself is told first: what is read in a wrong encoding looks like the other script
            deque(rows, maxlen=0)
            _refuse(f"unit {row['unit'][:40]!r}: the zh text", row["zh"], tag)
        yield row


def _converted(rows: Iterator[dict[str, Any]], tag: str, losses: Losses) -> Iterator[dict[str, Any]]:
    changed = 0
    for row in rows:
        text = converted(row["zh"], tag)
        changed += text != row["zh"]
        yield {**row, "zh": text} if text != row["zh"] else row
    if changed:
        losses.say(f"{changed} Chinese texts were converted to {tag}")
