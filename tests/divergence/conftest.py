"""A stand-in for the deposited Russian text of the Treaty, as it is and with divergences seeded, and their reports."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from tests.conftest import ROOT

STANDIN = ROOT / "tests" / "samples" / "treaty-standin.ru.txt"
_SEEDED = Path(__file__).with_name("seeded.tsv")


def seeds() -> list[dict[str, str]]:
    """Return the divergences made by hand: provision, words that stand in the stand-in, words instead, kind."""
    with _SEEDED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def changed(pairs: list[tuple[str, str]]) -> str:
    """Return the stand-in with words changed, each of which stands there once."""
    text = STANDIN.read_text("utf-8")
    for stands, instead in pairs:
        assert text.count(stands) == 1, stands
        text = text.replace(stands, instead)
    return text


def report(text: str, folder: Path, previous: Path | None = None) -> pd.DataFrame:
    """Return the concordance report of the Treaty with a Russian text put in place as the deposited one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "deposited.ru.txt"
    path.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIZHAO_DATA", str(toolkit.copy_data(folder / "data")))
        toolkit.deposit("treaty", "ru", path, status="authentic", source="a stand-in written for tests")
        return toolkit.concordance("treaty", previous=previous)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return report(STANDIN.read_text("utf-8"), tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    text = changed([(each["stands"], each["instead"]) for each in seeds()])
    return report(text, tmp_path_factory.mktemp("seeded"))
