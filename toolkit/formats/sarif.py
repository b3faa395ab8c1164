"""SARIF 2.1.0 of findings, which code hosts and editors show; its places are units, since a table has no lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO
from urllib.parse import quote

from toolkit import __version__
from toolkit.formats import Format, Stream, Writing
from toolkit.formats.findings import rules, spans

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(stream: Stream, file: BinaryIO, _: Writing) -> None:
    """Write findings as the results of one run."""
    rows = list(stream.rows)
    known = rules(stream.facts, rows)
    at = {each["name"]: number for number, each in enumerate(known)}
    run = {
        "tool": {"driver": {"name": "duizhao", "version": __version__, "rules": [_rule(each) for each in known]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, at[row["rule"]], stream.languages) for row in rows],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    file.write((json.dumps(log, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode())


def _rule(each: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": each["name"], "defaultConfiguration": {"level": each["severity"]}}
    if each["title"]:
        found["shortDescription"] = {"text": each["title"]}
    if each["why"]:
        found["fullDescription"] = {"text": each["why"]}
        found["help"] = {"text": each["why"]}  # code hosts show this one
    return found


def _result(row: Mapping[str, Any], at: int, codes: Sequence[str]) -> dict[str, Any]:
    suggested = f" Suggested: {row['suggestion']}" if row["suggestion"] else ""
    return {
        "ruleId": row["rule"],
        "ruleIndex": at,
        "level": row["severity"],
        "message": {"text": f"{row['message']} ({row['quoted']}){suggested}"},
        "locations": [_location(row)],
        "partialFingerprints": {"duizhao/v1": "\t".join((row["rule"], row["unit"], row["quoted"]))},
        "properties": {"spans": spans(row, codes), "texts": {code: row[code] for code in codes if row[code]}},
    }


def _location(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a row is: its file as an artifact (of the corpus the document), the unit as a logical location."""
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(row["file"] or row["document"] or "table")}},
        "logicalLocations": [
            {
                "name": row["unit"],
                "fullyQualifiedName": f"{row['document']}/{row['unit']}".strip("/"),
                "kind": "element",
            }
        ],
    }


FORMAT = Format((".sarif", ".sarif.json"), ("findings",), write, title="SARIF")
