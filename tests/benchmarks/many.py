"""Many rows of three languages, made with a seed, as in a translation bureau's memory of years.

They are rows of the corpus, of the sample texts and, where there is a folder with parallel lines, of news. The numbers
in digits that all languages share are other ones in each; every third row names besides a Chinese person made of
syllables and two terms of the glossary, so that words are met for the first time all along; in every fiftieth one text
has a fault.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.faults import corpus
from tests.benchmarks.rows import CODES, DEFAULT
from toolkit import data, pipeline, tables
from toolkit.transcription import syllables

SEED = 8
_SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "three"
_ADDED = {"zh": "（{}，{}，{}，第{}号）", "ru": " ({}, {}, {}, № {})", "en": " ({}, {}, {}, No. {})"}
_NAMED, _FAULTY = 3, 50  # one row of so many
_LEFT = 0.7  # of a text with a fault
_DAYS = 28  # numbers of two digits are mostly those of days
Texts = Mapping[str, str]


def made(count: int, lines: Path = DEFAULT, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield so many rows of a UNITS table; the first ones are the same however many there are."""
    chance = random.Random(seed)
    base, terms, characters = _base(lines), _terms(), _characters()
    blank = dict.fromkeys(tables.columns(tables.UNITS, CODES), "") | {"confidence": None}
    for at in range(1, count + 1):
        texts = _renumbered(chance.choice(base), chance)
        if at % _NAMED == 0:
            cells = [*chance.sample(terms, 2), _person(chance.sample(characters, 3)), _number(chance)]
            texts = {code: texts[code] + _ADDED[code].format(*(each[code] for each in cells)) for code in CODES}
        if at % _FAULTY == 0:
            code = chance.choice(CODES)
            texts[code] = texts[code][: int(_LEFT * len(texts[code]))]
        yield {**blank, **texts, "unit": f"u{at}"}


@cache
def _base(lines: Path) -> list[Texts]:
    """Return the rows that others are made of."""
    found: list[Texts] = [row.texts for document in corpus().values() for row in document]
    for name in sorted({path.name.partition(".")[0] for path in _SAMPLES.iterdir()}):
        units = pipeline.align_texts(*(_SAMPLES / f"{name}.{code}.txt" for code in CODES), languages=CODES)
        found += units[list(CODES)].to_dict("records")
    for path in sorted(lines.glob("*.zh")):
        texts = (path.with_suffix(f".{code}").read_text("utf-8").splitlines() for code in CODES)
        found += [dict(zip(CODES, each, strict=True)) for each in zip(*texts, strict=True)]
    return [each for each in found if all(each.get(code, "").strip() for code in CODES)]


def _terms() -> list[Texts]:
    """Return the preferred terms of the glossary's concepts."""
    found = ({code: each.preferred(code) for code in CODES} for each in data.glossary())
    return [each for each in found if all(each.values())]


def _characters() -> list[Texts]:
    """Return characters of names, with their syllables."""
    table = syllables.table()
    found = [(row[0], syllables.parted(row[1])[0]) for row in syllables.rows("surnames.tsv") if len(row[0]) == 1]
    return [{"zh": char, "ru": table[said].palladius, "en": said} for char, said in found]


def _person(three: list[Texts]) -> Texts:
    """Return a name of a surname and two characters."""
    first, *given = three
    return {
        code: "".join(each["zh"] for each in three)
        if code == "zh"
        else f"{first[code].capitalize()} {''.join(each[code] for each in given).capitalize()}"
        for code in CODES
    }


def _number(chance: random.Random) -> Texts:
    return dict.fromkeys(CODES, str(chance.randrange(1, 10_000)))


def _renumbered(texts: Texts, chance: random.Random) -> dict[str, str]:
    """Return texts with other numbers for those in digits that all share."""
    shared = set.intersection(*(set(re.findall(r"\d+", texts[code])) for code in CODES))
    other = {each: _like(each, chance) for each in sorted(shared)}
    return {code: re.sub(r"\d+", lambda match: other.get(match[0], match[0]), texts[code]) for code in CODES}


def _like(number: str, chance: random.Random) -> str:
    """Return another number of as many digits."""
    least = 10 ** (len(number) - 1)
    return str(chance.randint(least, _DAYS if len(number) == 2 else 10 * least - 1))
