"""Words on which a provision of a treaty turns and which stand in one authentic text only: in advance, one of, consent.

They are looked for in texts that bind, and asked more strictly than any text is; what they are is data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from toolkit.checker import scope, wording
from toolkit.checker.model import Row
from toolkit.checker.running import Told

TITLE = "words on which a provision turns, in one text only"


@cache
def _words() -> tuple[scope.Word, ...]:
    data = tomllib.loads(files(__package__).joinpath("particulars.toml").read_text("utf-8"))
    return scope.words_of("particulars", data)


def particulars(rows: Iterable[Row]) -> Iterator[Told]:
    """Yield such words of each row; those of one text of three, too, if the Chinese has none."""
    for row in rows:
        texts = {code: wording.lowered(row.texts[code]) for code in wording.texts(row)}
        told = list(scope.one_sided(row, texts, _words()))
        for code in sorted(texts.keys() - {"zh"}) if len(texts) > 2 else ():
            more = scope.one_sided(row, {"zh": texts["zh"], code: texts[code]}, _words())
            told += [each for each in more if not any(set(each.spans[:-1]) & set(other.spans) for other in told)]
        yield from (Told(row, finding, "warning") for finding in told)
