"""In which characters the Chinese of a table is written: one script, never mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.stream import Losses, Stream
from toolkit.model import Concept

SCRIPTS = ("zh-Hans", "zh-Hant")
_AHEAD = 1000  # rows that say in which script a table is that does not say it itself
_STANDARDS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
_HAN = re.compile("[\u3400-\u9fff]+")
_OTHER = {"zh-Hans": "traditional", "zh-Hant": "simplified"}


def checked(stream: Stream, wanted: str, losses: Losses) -> Stream:
    """Return units whose Chinese is in one script: the wanted one, or, of other programs' tables, the one it is in.

    Raises:
        InputError: there is no such script; or, as the rows come, a text is in the other one than its table.
    """
    if wanted and wanted not in SCRIPTS:
        raise InputError(f"no script {wanted!r}; there are {' and '.join(SCRIPTS)}")
    if "zh" not in stream.languages or not (wanted or not stream.own):
        return stream
    rows = iter(stream.rows)
    tag = wanted or stream.facts.get("tags", {}).get("zh", "")
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
        InputError: there is no such script; or, as the concepts come, a term is in traditional characters.
    """
    if wanted and wanted not in SCRIPTS:
        raise InputError(f"no script {wanted!r}; there are {' and '.join(SCRIPTS)}")
    if "zh" not in stream.languages or not (wanted or not stream.own):
        return stream
    if not wanted:
        return replace(stream, rows=_same_terms(stream.rows))
    tags = {"tags": {"zh": wanted}} if wanted != SCRIPTS[0] else {}
    return replace(stream, rows=_converted_terms(stream.rows, wanted, losses), facts={**stream.facts, **tags})


def _same_terms(rows: Iterable[Concept]) -> Iterator[Concept]:
    for each in rows:
        for term in each.of("zh", "preferred", "admitted"):
            if _is_other(term.text, SCRIPTS[0]):
                raise InputError(
                    f"concept {(each.id or term.text)[:40]!r}: {term.text[:40]} is in traditional characters, "
                    f"and the table is in {SCRIPTS[0]}; convert it (--script {SCRIPTS[0]})"
                )
        yield each


def _converted_terms(rows: Iterable[Concept], tag: str, losses: Losses) -> Iterator[Concept]:
    from toolkit.languages import zh

    turn = zh.simplified if tag == SCRIPTS[0] else zh.traditional
    changed = 0
    for each in rows:
        terms = tuple(replace(t, text=turn(t.text)) if t.language == "zh" else t for t in each.terms)
        changed += sum(old != new for old, new in zip(each.terms, terms, strict=True))
        yield replace(each, terms=terms) if terms != each.terms else each
    if changed:
        losses.say(f"{changed} Chinese terms were converted to {tag}")


def _script(text: str) -> str:
    if _fits(text, SCRIPTS[0]):
        return SCRIPTS[0]
    from toolkit.languages import zh

    return zh.script(text)


def _fits(text: str, tag: str) -> bool:
    """Return whether all characters of a text are in the national standard of a script, so that none is the other's."""
    try:
        "".join(_HAN.findall(text)).encode(_STANDARDS[tag])
    except UnicodeEncodeError:
        return False
    return True


def _same(rows: Iterator[dict[str, Any]], tag: str) -> Iterator[dict[str, Any]]:
    """Yield rows as they are.

    Raises:
        InputError: one is in another script.
    """
    for row in rows:
        if row["zh"] and _is_other(row["zh"], tag):
            raise InputError(
                f"unit {row['unit'][:40]!r}: the zh text is in {_OTHER[tag]} characters, and the table is in {tag}; "
                f"convert it (--script {tag})"
            )
        yield row


def _is_other(text: str, tag: str) -> bool:
    """Return whether a text has more characters of the other script alone than of its own, and would be changed by it.

    What both standards have, such as 家, tells nothing, though it is simplified for another character, too.
    """
    if _fits(text, tag):
        return False
    from toolkit.languages import zh

    other = next(each for each in SCRIPTS if each != tag)
    traditional, simplified = zh.letters_of_scripts()
    theirs, ours = (traditional, simplified) if tag == SCRIPTS[0] else (simplified, traditional)
    foreign = sum(not _fits(each, tag) for each in theirs.intersection(text))
    own = sum(not _fits(each, other) for each in ours.intersection(text))
    turned = zh.simplified(text) if tag == SCRIPTS[0] else zh.traditional(text)
    return foreign > own and turned != text


def _converted(rows: Iterator[dict[str, Any]], tag: str, losses: Losses) -> Iterator[dict[str, Any]]:
    from toolkit.languages import zh

    turn = zh.simplified if tag == SCRIPTS[0] else zh.traditional
    changed = 0
    for row in rows:
        text = turn(row["zh"])
        changed += text != row["zh"]
        yield {**row, "zh": text} if text != row["zh"] else row
    if changed:
        losses.say(f"{changed} Chinese texts were converted to {tag}")
