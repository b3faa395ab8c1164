"""Rows of the corpus with one fault each, made with a seed from a table of faults and by rule."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import toolkit
from tests.benchmarks.rows import CODES
from toolkit import languages
from toolkit.checker.rows import TableRow, rows

_LONG = {"zh": 30, "ru": 100, "en": 100}  # characters of a text that a part may be left out of
_LEAST = 0.25  # of a text that is left out


@dataclass(frozen=True)
class Fault:
    """A row as it should be, and with a fault of some kind; ``more`` is a row that stands in the document besides."""

    kind: str
    clean: TableRow
    faulty: TableRow
    more: TableRow | None = None

    @property
    def language(self) -> str:
        """The language of the text that was changed."""
        return next(code for code in CODES if self.clean.texts.get(code) != self.faulty.texts.get(code))


@cache
def corpus() -> dict[str, list[TableRow]]:
    """Return the rows of each document of the corpus with more than one language."""
    tables = {name: toolkit.corpus_units(name) for name in toolkit.corpus_ids()}
    return {
        name: list(rows(table.to_dict("records"), table.attrs["languages"], name))
        for name, table in tables.items()
        if len(table.attrs["languages"]) > 1
    }


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("faults.toml").read_text("utf-8"))


def made(seed: int, count: int = 200) -> list[Fault]:
    """Return so many faults, as many of each kind as can be, in rows of their own as far as there are enough."""
    chance = random.Random(seed)
    left = {kind: chance.sample(found, len(found)) for kind, found in _by_kind(chance).items()}
    used: set[str] = set()
    out: list[Fault] = []
    while len(out) < count and left:
        for kind in list(left)[: count - len(out)]:
            at = next((i for i, each in enumerate(left[kind]) if each.clean.unit not in used), 0)
            out.append(left[kind].pop(at))
            used.add(out[-1].clean.unit)
            if not left[kind]:
                del left[kind]
    return out


def _by_kind(chance: random.Random) -> dict[str, list[Fault]]:
    """Return all faults that can be made, by kind."""
    found: dict[str, list[Fault]] = {}
    for document in corpus().values():
        for row in document:
            if row.kind in ("jump", "agency"):
                continue
            for each in (*_exchanged(row, chance), *_added(row), *_by_rule(row, document, chance)):
                found.setdefault(each.kind, []).append(each)
    return found


def _with(row: TableRow, code: str, text: str) -> TableRow:
    texts = {**row.texts, code: text}
    return replace(row, texts={each: texts[each] for each in texts if texts[each].strip()}, _values={})


def _exchanged(row: TableRow, chance: random.Random) -> Iterator[Fault]:
    """Yield what the table of faults makes of a row, each at one place."""
    for kind, several in _table()["exchanged"].items():
        for code, pattern, instead in several:
            places = list(re.finditer(pattern, row.texts.get(code, "")))
            if places:
                faulty = _put(row, code, chance.choice(places), instead)
                if faulty.texts != row.texts:
                    yield Fault(kind, row, faulty)


def _put(row: TableRow, code: str, match: re.Match[str], instead: str) -> TableRow:
    text = match.string
    return _with(row, code, text[: match.start()] + match.expand(instead) + text[match.end() :])


def _added(row: TableRow) -> Iterator[Fault]:
    """Yield faults in a sentence that was put behind a row before."""
    if row.kind != "paragraph" or any(len(row.texts.get(code, "")) < _LONG[code] for code in CODES):
        return
    for kind, each in _table()["added"].items():
        clean = replace(row, texts={code: row.texts[code] + each[code] for code in CODES}, _values={})
        for code, pattern, instead in each["wrong"]:
            match = re.search(pattern, clean.texts[code])
            assert match, f"{pattern} is not in the sentence for {kind}"
            yield Fault(kind, clean, _put(clean, code, match, instead))


def _by_rule(row: TableRow, document: Sequence[TableRow], chance: random.Random) -> Iterator[Fault]:
    """Yield faults that can be made of any row."""
    for code in CODES:
        text = row.texts.get(code, "")
        if row.kind == "heading" or len(text) < 8:
            continue
        yield Fault("text omitted", row, _with(row, code, ""))
        if len(text) >= _LONG[code]:
            yield from _parts(row, code, document, chance)
        if row.kind in ("paragraph", "item") and code != "zh" and row.texts.get("zh"):
            yield Fault("untranslated", row, _with(row, code, row.texts["en" if code == "ru" else "zh"]))
            foreign = re.findall(r"[\u4e00-\u9fff]{2,4}", row.texts["zh"])
            words = list(re.finditer(r"(?<= )[^\W\d_]{6,}(?= )", text))
            yield Fault("word untranslated", row, _put(row, code, chance.choice(words), chance.choice(foreign)))
    for code, pattern, instead in _table()["otherwise"]["words"]:
        match = re.search(pattern, row.texts.get(code, ""))
        if match and len(row.texts.get("zh", "")) > _LONG["zh"]:
            # the row stands a second time, after the document, with other words
            second = replace(row, number=len(document) + 1, unit=f"{row.unit}-2", _values={})
            yield Fault("two translations", second, _put(second, code, match, instead), row)


def _parts(row: TableRow, code: str, document: Sequence[TableRow], chance: random.Random) -> Iterator[Fault]:
    """Yield a text without one of its sentences or clauses, and with a sentence of another row."""
    text = row.texts[code]
    ends = [0, *(m.end() for m in re.finditer(r"[，；：。]|[,;:.] ", text[:-1])), len(text)]
    spans = [(a, b) for a in ends for b in ends if _LEAST * len(text) <= b - a <= 0.6 * len(text)]
    if spans:
        start, stop = chance.choice(spans)
        yield Fault("clause omitted", row, _with(row, code, text[:start] + text[stop:]))
    others = [each.texts[code] for each in document if each.kind == "paragraph" and len(each.texts.get(code, "")) > 40]
    other = chance.choice([each for each in others if each != text] or [""])
    sentence = next((other[a:b] for a, b in languages.get(code).sentences(other, False)), "")
    if len(sentence) >= _LEAST * len(text):
        yield Fault("sentence added", row, _with(row, code, text + ("" if code == "zh" else " ") + sentence))
