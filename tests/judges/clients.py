"""The programs that we did not write and that install with root only, by the command that runs them."""

import shutil

CLIENTS = {"omegat": "OmegaT", "sdcv": "sdcv", "soffice": "LibreOffice"}


def missing() -> list[str]:
    """Return the names of those that are not installed."""
    return [title for command, title in CLIENTS.items() if not shutil.which(command)]
