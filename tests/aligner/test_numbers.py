import pytest

from toolkit.aligner.numbers import numbers


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本条约于二〇二五年六月十七日在阿斯塔纳签署", {2025, 6, 17}),
        ("подписан 17 июня 2025 года", {17, 6, 2025}),
        ("signed on 17 June 2025", {17, 6, 2025}),
        ("June 17, 2025", {17, 6, 2025}),
        ("第十二条", {12}),
        ("第二届峰会", {2}),
        ("签署后１５日内", {15}),
        ("共建一带一路，一致认为", set()),
        ("may is not a month here", set()),
    ],
)
def test_numbers_are_read_by_value(text, wanted):
    assert numbers(text) == wanted
