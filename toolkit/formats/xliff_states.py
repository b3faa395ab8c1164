"""What the state of a unit of XLIFF says of the link of its texts, and the other way round."""

from __future__ import annotations

from collections.abc import Mapping

FINAL = ("final", "signed-off")
OTHERS = ("initial", "translated", "needs-review-translation")  # that we write


def is_reviewed(origin: str, one: str, other: str) -> bool:
    """Return whether an origin says that the link of two languages was confirmed."""
    first, *pairs = origin.replace(",", " ").split() or [""]
    return first == "reviewed" and (not pairs or any(set(pair.split("-")) == {one, other} for pair in pairs))


def origin(row: Mapping[str, str], before: str, pair: tuple[str, str], own: bool) -> str:
    """Return what a unit now says of its link, in the words it had ``before`` if it is the same.

    ``row`` may hold ``approved``, ``state`` and ``target``. A file of ours says it in up to two places: what differs
    from the words in one of them was changed by a program. In other files ``approved`` counts before the state.
    """
    said = [row["approved"] == "yes"] if "approved" in row else []
    said += [row["state"] in FINAL] if "state" in row and (own or not said) else []
    was = is_reviewed(before, *pair)
    approved = any(said) if own and not was else all(said or [False])
    if approved == was or (not row.get("target") and not approved):
        return before
    return "reviewed" if approved else "machine"
