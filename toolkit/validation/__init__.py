"""The verb ``validate``: every fault in `glossary/` and `corpus/`, with file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import data
from toolkit.tables import FAULTS
from toolkit.validation import corpus, glossary

if TYPE_CHECKING:
    import pandas as pd


def validate(folder: Path | None = None) -> pd.DataFrame:
    """Return the FAULTS table of the curated data under a folder, the bundled one by default."""
    import pandas as pd

    home = folder or data.home()
    found = sorted({*glossary.faults(home), *corpus.faults(home / "corpus")})
    frame = pd.DataFrame(found, columns=list(FAULTS.columns))
    frame.attrs = {"table": "faults", "languages": []}
    return frame
