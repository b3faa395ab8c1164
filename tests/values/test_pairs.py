"""Pairs of clauses written by hand: what says the same, and what does not."""

import csv
from pathlib import Path

import pytest

from toolkit.values import differences, values

with Path(__file__).with_name("pairs.tsv").open(encoding="utf-8", newline="") as _file:
    PAIRS = list(csv.DictReader(_file, ["language", "text", "other", "otherwise", "verdict"], dialect="excel-tab"))[1:]
SAME = [row for row in PAIRS if row["verdict"] == "same"]
DIFFERENT = [row for row in PAIRS if row["verdict"] == "different"]


def _told(row):
    return differences(values(row["text"], row["language"]), values(row["otherwise"], row["other"]))


def test_there_are_enough_pairs_and_none_twice():
    assert len(SAME) >= 300
    assert len(DIFFERENT) >= 100
    assert len({(row["text"], row["otherwise"]) for row in PAIRS}) == len(PAIRS) == len(SAME) + len(DIFFERENT)


@pytest.mark.parametrize("row", SAME, ids=lambda row: f"{row['text'][:24]}-{row['other']}")
def test_nothing_is_told_of_true_pairs(row):
    assert _told(row) == ()


@pytest.mark.parametrize("row", DIFFERENT, ids=lambda row: f"{row['text'][:24]}-{row['other']}")
def test_what_differs_is_told(row):
    assert [each for each in _told(row) if each.sort == "value"]
