"""States that a text names unevenly: one in full and another in short, where the translations have both in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.checker import names, wording
from toolkit.checker.model import Check, Finding, Row
from toolkit.model import Occurrence

_Found = dict[str, list[Occurrence]]  # where names stand, by the key of their State


@cache
def _heads() -> re.Pattern[str]:
    """Return the titles before which the Chinese names a State in short: 哈萨克斯坦总统."""
    return re.compile(wording.data_file("names.toml")["heads"])


def _forms(row: Row, code: str) -> tuple[_Found, _Found]:
    """Return where a text names States in full, and where in short, those that have both names."""
    known = names.states()
    full: _Found = {}
    short: _Found = {}
    for each in row.terms(code):
        state = known.get(each.concept)
        if state and state.full != state.short and each.concept in (state.full, state.short):
            (full if each.concept == state.full else short).setdefault(state.key, []).append(each)
    return full, short


def _uneven(row: Row) -> Iterator[Finding]:
    if any(not row.texts.get(code) for code in wording.LANGUAGES):
        return
    full, short = _forms(row, "zh")
    wanted = [key for key in short if full and key not in full]
    if not wanted:
        return
    beside = next(iter(full.values()))[0]
    others = {code: _forms(row, code)[0] for code in wording.LANGUAGES[1:]}
    for key in wanted:
        here = [each for each in short[key] if not _heads().match(row.texts["zh"], each.stop)]
        if here and all(key in each for each in others.values()):
            name = next(each for each in names.states().values() if each.key == key)
            message = f"«{here[0].surface}» stands in short beside «{beside.surface}», and in full in the translations"
            quoted = [*wording.spans(row, "zh", [*here, beside])]
            for code, found in others.items():
                quoted += wording.spans(row, code, found[key])
            yield Finding("names.uneven", message, tuple(quoted), wording.concepts()[name.full].preferred("zh"))


CHECKS = (
    Check(
        "names.uneven",
        "a State in short beside another in full",
        "Where the Chinese has one State by its full name (中华人民共和国商务部) and another by its short one "
        "(哈萨克斯坦贸易部), and both translations have both in full, the form was not kept, or the Chinese lost it.",
        "warning",
        pairs=(("zh", "ru"), ("zh", "en")),
        row=_uneven,
    ),
)
