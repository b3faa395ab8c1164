"""Patterns of many words, put together so that they are looked for quickly."""

import re

import pytest

import toolkit
from toolkit import data
from toolkit.checker import wording

FAMILIES = ("negation.toml", "modality.toml")


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("code", wording.LANGUAGES)
def test_either_finds_what_the_patterns_side_by_side_find(name, code):
    texts = [
        getattr(row, code).lower() for each in data.corpus_ids() for row in toolkit.corpus_units(each).itertuples()
    ]
    for patterns in wording.data_file(name)[code].values():
        one, other = re.compile(wording.either(patterns)), re.compile("|".join(patterns))
        for text in texts:
            assert [match.span() for match in one.finditer(text)] == [match.span() for match in other.finditer(text)]


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        ([r"\bне\b", r"\bни\b"], r"\b(?:не\b|ни\b)"),
        ([r"\bне\b", "без", r"\bни\b"], r"\bне\b|без|\bни\b"),
        ([r"\ba|b", r"\bc"], r"\ba|b|\bc"),
        ([r"\b[|(]a", r"\b(?:b|c)"], r"\b(?:[|(]a|(?:b|c))"),
    ],
)
def test_only_what_begins_a_word_as_a_whole_is_put_together(patterns, said):
    assert wording.either(patterns) == said
