"""Ids made unique: whatever ids a file has, no two rows have one, and their number costs no memory."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from toolkit.formats.ids import Ids

NAMES = st.sampled_from(["x", "x-2", "x-3", "x-2-2", "x-9", "y", "1", "2", ""])


@given(st.lists(NAMES, max_size=60))
def test_no_two_ids_are_alike_and_the_first_of_each_stays(names):
    ids = Ids("n" if "" in names else "")
    found = [ids.unique(name) for name in names]
    assert len(set(found)) == len(found)
    assert all(new.startswith(name) for name, new in zip(names, found, strict=True))
    assert ids.renumbered == sum(new != name for name, new in zip(names, found, strict=True) if name)


def test_ids_that_stand_again_have_running_numbers_though_those_of_many_others_came_between():
    ids = Ids()
    assert [ids.unique("x") for _ in range(4)] == ["x", "x-2", "x-3", "x-4"]
    for number in range(5000):
        ids.unique(f"y{number}"), ids.unique(f"y{number}")
    assert [ids.unique("x") for _ in range(2)] == ["x-5", "x-6"]


def test_ids_that_stand_twice_take_no_more_memory_than_others():
    ids = Ids()
    tracemalloc.start()
    try:
        for _ in range(2):
            for number in range(20_000):
                ids.unique(f"x{number}")
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()
    assert ids.renumbered == 20_000
