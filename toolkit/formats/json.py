"""JSON of findings: one object with the languages, the checks that were run, and the findings with their places."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from toolkit.formats import Format, Stream, Writing
from toolkit.formats.findings import spans

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(stream: Stream, file: BinaryIO, _: Writing) -> None:
    """Write findings, one a line."""
    codes = stream.languages
    about: dict[str, Any] = {"languages": codes, "checks": list(stream.facts.get("rules", ()))}
    file.write((_ENCODE(about)[:-1] + ', "findings": [').encode())
    names = [name for name in stream.columns if name not in codes and not name.endswith("_at")]
    before = "\n"
    for row in stream.rows:
        texts = {code: row[code] for code in codes if row[code]}
        found = {**{name: row[name] for name in names}, "texts": texts, "spans": spans(row, codes)}
        file.write((before + _ENCODE(found)).encode())
        before = ",\n"
    file.write(b"\n]}\n")


FORMAT = Format((".json",), ("findings",), write, streams=True, title="JSON")
