"""Choices of a conversion that a format can't follow, or that make no difference in it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.errors import InputError
from toolkit.formats import Format, Losses, Reading, Stream

_CALLED = {"units": "aligned texts", "concepts": "glossaries"}
_FOR = {  # of what kind of table a choice is, and in which format
    "highlights": ("units", "TMX"),
    "variants": ("concepts", "TMX"),
    "dialect": ("concepts", "TBX"),
}
_IDLE = {"source": "has no direction", "tags": "has no language tags"}  # why a choice makes no difference


def check_reading(reader: Format, how: Reading) -> None:
    """Tell what makes no difference in reading a file.

    Raises:
        InputError: it can't be read as was asked for.
    """
    if how.sheet and "sheet" not in reader.takes:
        raise InputError(f"--sheet is for workbooks (XLSX), not for {reader.title}")
    if how.encoding and "encoding" not in reader.takes:
        how.losses.say(f"--encoding makes no difference: {reader.title} has its own")


def check_writing(writer: Format, stream: Stream, chosen: Mapping[str, object], losses: Losses) -> None:
    """Tell which of the choices, by name, make no difference in writing a table.

    Raises:
        InputError: it can't be written as was asked for.
    """
    for name, (kind, format) in _FOR.items():
        if chosen[name] and (name not in writer.takes or stream.kind != kind):
            right, wrong = _CALLED[kind], _CALLED[stream.kind]
            raise InputError(f"--{name} is for {right} as {format}, not for {wrong} as {writer.title}")
    for name, why in _IDLE.items():
        if chosen[name] and name not in writer.takes:
            losses.say(f"--{name} makes no difference: {writer.title} {why}")
    if chosen["script"] and "zh" not in stream.languages:
        losses.say("--script makes no difference: there is no Chinese")
