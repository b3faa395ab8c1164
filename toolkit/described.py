"""What ``meta.toml`` must and may say of a document: a file that people edit is checked before it is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_WORDS, _NUMBER, _YES, _LIST, _TABLE = "words in quotes", "a whole number", "true or false", "a list", "a table"
_TYPES: dict[str, type] = {_WORDS: str, _NUMBER: int, _YES: bool, _LIST: list, _TABLE: dict}
_MUST = {"order": _NUMBER, "kind": _WORDS, "texts": _TABLE}
_MAY = {"title": _TABLE, "gold": _TABLE, "authentic": _LIST, "forced": _YES}
_TEXT_MUST = {"file": _WORDS, "status": _WORDS}
_TEXT_MAY = {"part": _NUMBER, "complete": _YES, "source": _WORDS, "remark": _WORDS, "issuer": _WORDS}


def faults(facts: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with the keys and values of a ``meta.toml``: what is missing, or is of another kind."""
    yield from _wrong(facts, _MUST, _MAY, "")
    texts = facts.get("texts")
    for code, text in texts.items() if isinstance(texts, dict) else ():
        if code not in languages:
            yield f"texts.{code}: there are texts in {', '.join(languages)} only"
        elif not isinstance(text, dict):
            yield f"texts.{code} must be {_TABLE}"
        else:
            yield from _wrong(text, _TEXT_MUST, _TEXT_MAY, f"texts.{code}.")
    if texts == {}:
        yield "it names no texts"


def _wrong(facts: Mapping[str, Any], must: Mapping[str, str], may: Mapping[str, str], before: str) -> Iterator[str]:
    for key, kind in {**must, **may}.items():
        if key not in facts:
            if key in must:
                yield f"{before}{key} is missing"
        elif not isinstance(facts[key], _TYPES[kind]) or isinstance(facts[key], bool) != (kind is _YES):
            yield f"{before}{key} must be {kind}"
        elif kind is _NUMBER and facts[key] < 1:
            yield f"{before}{key} must be 1 or more"
