"""Tests of what each language knows."""


def joined(spans: list[tuple[int, int]], text: str) -> str:
    """Return the pieces of the text with ``| |`` between them, as a linguist reads them."""
    return "| |".join(text[start:stop] for start, stop in spans)
