"""Terms that hold only where what stands around them fits: conditions made from a term's concept and usage.

Bodies and offices of one State need that no other State's name goes with them; former names (usage ``until 1993``) are
faults in later texts only; short names (usage ``after 联合国教科文组织``) need the full one before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from toolkit.model import Concept, Term
from toolkit.terminology.former import Times
from toolkit.terminology.owners import holds, owner

Condition = Callable[[str, int, int, Times], bool]  # text, start and stop, and the times of which the text speaks
_UNTIL = re.compile(r"until (\d{4})(?!\d)")
_AFTER = re.compile(r"after ([\u3400-\u9fff]+)")


def condition(concept: Concept, term: Term) -> Condition | None:
    """Return the condition under which a term holds where it stands; None if it always does."""
    until = _UNTIL.match(term.usage) if term.wrong else None
    if until:
        return partial(_of_later_times, int(until[1]))
    after = _AFTER.match(term.usage)
    if after:
        return partial(_after, after[1])
    state = owner(concept)
    return partial(holds, state, term.language) if state else None


def _of_later_times(last: int, text: str, start: int, stop: int, times: Times) -> bool:
    return not times.allow(start, last)


def _after(full: str, text: str, start: int, stop: int, times: Times) -> bool:
    return text.find(full, 0, start) >= 0
