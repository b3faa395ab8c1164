"""The verb ``validate``: every fault in `glossary/` and `corpus/`, with file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import data
from toolkit.errors import InputError
from toolkit.tables import FAULTS
from toolkit.validation import corpus as texts
from toolkit.validation import glossary
from toolkit.validation.style import Fault

if TYPE_CHECKING:
    import pandas as pd


def validate(folder: Path | None = None, corpus: Path | None = None) -> pd.DataFrame:
    """Return the FAULTS table of the curated data under a folder, the bundled one by default.

    ``corpus`` is a folder of documents, such as `add` makes: it alone is checked then, with the glossary of that data.

    Raises:
        InputError: there are no documents in ``corpus``.
    """
    import pandas as pd

    home = folder or data.home()
    if corpus is None:
        found = sorted({*glossary.faults(home), *texts.faults(home / "corpus", home / "glossary")})
    else:
        found = sorted(_of_folder(corpus, home / "glossary"))
    frame = pd.DataFrame(found, columns=list(FAULTS.columns))
    frame.attrs = {"table": "faults", "languages": []}
    return frame


def _of_folder(corpus: Path, terms: Path) -> set[Fault]:
    """Return the faults of a corpus folder, its files named as they are found from here."""
    if not any(corpus.glob("[!.]*/meta.toml")):
        raise InputError(f"there are no documents in {corpus}; name a corpus folder, such as `duizhao add` makes")
    found = texts.faults(corpus, terms)
    return {each._replace(file=str(corpus / each.file.removeprefix("corpus/"))) for each in found}
