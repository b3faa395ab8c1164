"""Rows for the benchmark of speed: made with a seed, in all languages alike."""

import re
from itertools import islice

from tests.benchmarks import many
from tests.benchmarks.rows import CODES


def test_the_first_rows_are_the_same_however_many_there_are(tmp_path):
    made = list(many.made(40, tmp_path))
    assert [row["unit"] for row in made] == [f"u{at}" for at in range(1, 41)]
    assert list(islice(many.made(1000, tmp_path), 40)) == made
    assert list(many.made(40, tmp_path, seed=2)) != made
    assert all(row[code].strip() for row in made for code in CODES)


def test_what_is_added_stands_in_all_languages(tmp_path):
    for row in islice(many.made(30, tmp_path), 2, None, 3):
        numbers = {re.search(r"(\d+)号?[)）]$", row[code])[1] for code in CODES}
        assert len(numbers) == 1


def test_a_row_with_a_fault_comes_every_so_often(tmp_path):
    *_, last = many.made(150, tmp_path)
    ends = [bool(re.search(r"\d+号?[)）]$", last[code])) for code in CODES]
    assert sorted(ends) == [False, True, True]
