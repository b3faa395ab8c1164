"""The user's cache folder: what takes long to make and can be made again."""

from __future__ import annotations

import os
from pathlib import Path

_OFF = ("", "0", "off", "no")


def folder() -> Path | None:
    """Return the folder, made if it is missing, or None if nothing is kept or it can't be made.

    The environment's ``DUIZHAO_CACHE`` names another folder, or turns keeping off (``off``).
    """
    named = os.environ.get("DUIZHAO_CACHE")
    if named is None:
        from platformdirs import user_cache_path

        place = user_cache_path("duizhao", appauthor=False)
    elif named.lower() in _OFF:
        return None
    else:
        place = Path(named)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return place
