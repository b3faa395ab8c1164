"""Russian verbs in pairs, imperfective and perfective: a term in one is found in the other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import permutations

_REFLEXIVE = ("ся", "сь")


@cache
def partners() -> dict[str, tuple[str, ...]]:
    """Return the verbs of the other aspect by verb."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files(__package__).joinpath("russian_verbs.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            for verb, other in permutations(line.split("\t")):
                found[verb] = (*found.get(verb, ()), other)
    return found


def of_either(verb: str) -> tuple[str, ...]:
    """Return the verbs for which a verb may stand: itself, of the other aspect, of its passive (принимаются)."""
    active = verb[:-2] if verb.endswith(_REFLEXIVE) and verb[:-2] in partners() else verb
    return (verb, *([active] if active != verb else []), *partners().get(active, ()))
