"""JUnit XML of findings, as CI servers read it: a suite a check, a failed case a finding, a passed one for none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from toolkit.formats import Format, Stream, Writing
from toolkit.formats.findings import rules, where
from toolkit.formats.markup import carried


def write(stream: Stream, file: BinaryIO, _: Writing) -> None:
    """Write findings."""
    rows = list(stream.rows)
    found: dict[str, list[Mapping[str, Any]]] = {each["name"]: [] for each in rules(stream.facts, rows)}
    for row in rows:
        found[row["rule"]].append(row)
    cases = sum(len(each) or 1 for each in found.values())
    root = ET.Element("testsuites", name="duizhao check", tests=str(cases), failures=str(len(rows)), errors="0")
    for rule, failed in found.items():
        _suite(root, rule, failed, stream.facts)
    ET.indent(root)
    ET.ElementTree(root).write(file, "utf-8", xml_declaration=True)
    file.write(b"\n")


def _suite(root: ET.Element, rule: str, failed: list[Mapping[str, Any]], facts: Mapping[str, Any]) -> None:
    names: Counter[str] = Counter()
    tests, failures = str(len(failed) or 1), str(len(failed))
    suite = ET.SubElement(root, "testsuite", name=rule, tests=tests, failures=failures, errors="0", skipped="0")
    for row in failed:
        name = where(row, facts) if row["file"] else f"{row['document']}: {row['unit']}"
        names[name] += 1
        numbered = f"{name} ({names[name]})" if names[name] > 1 else name  # of one name servers show but one case
        case = ET.SubElement(suite, "testcase", classname=rule, name=carried(numbered))
        failure = ET.SubElement(case, "failure", type=carried(row["severity"]), message=carried(row["message"]))
        failure.text = carried("\n".join(_said(row)))
    if not failed:
        ET.SubElement(suite, "testcase", classname=rule, name="nothing found")


def _said(row: Mapping[str, Any]) -> Iterable[str]:
    yield row["quoted"]
    if row["suggestion"]:
        yield f"suggested: {row['suggestion']}"
    yield row["reason"]


FORMAT = Format((".xml", ".junit.xml"), ("findings",), write, title="JUnit")
