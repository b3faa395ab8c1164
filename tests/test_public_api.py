import pytest

import toolkit
from toolkit.errors import ToolkitError


def test_every_public_name_exists_and_says_what_it_returns():
    for name in toolkit.__all__:
        value = getattr(toolkit, name)
        if name != "__version__":
            assert (value.__doc__ or "").strip(), name
    with pytest.raises(AttributeError):
        toolkit.nothing  # noqa: B018


def test_recognise_names_provision_term_and_offsets(documents):
    found = toolkit.recognise(documents["ru"])
    text = documents["ru"].text
    assert all(text[row.start : row.stop] == row.surface for row in found.itertuples())
    row = found[found["surface"] == "Уставa Организации Объединенных Наций".replace("a", "а")].iloc[0]
    assert (row["concept"], row["provision"], row["status"]) == ("un-charter", "pre/r3", "preferred")
    with pytest.raises(ToolkitError, match="name the language"):
        toolkit.recognise("text")


def test_outline_lists_the_structure(documents):
    found = toolkit.outline(documents["zh"]).set_index("provision")
    assert found.loc["art.12/h", "number"] == 12
    assert found.loc["sign/2", "lines"] == "790-792"
    assert list(found.loc[[f"pre/r{n}" for n in range(1, 9)], "text"].str[:2]) == [
        "认为",
        "指出",
        "重申",
        "基于",
        "重申",
        "致力",
        "愿深",
        "重申",
    ]


def test_words_come_with_pinyin():
    assert toolkit.words("重庆市长出席峰会")[0] == ("重庆市", "chóng qìng shì")
    words = [word for word, _ in toolkit.words("中华人民共和国外交部", engine="rjieba")]
    assert words == ["中华人民共和国外交部"]
