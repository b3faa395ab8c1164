"""Which checks are run and how grave what they find is: a settings file, and what is chosen for one run."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from toolkit.checker import Check, Severity, checks
from toolkit.errors import InputError
from toolkit.formats import opened

_OFF = "off"
_SEVERITIES = (*get_args(Severity), _OFF)
_LARGEST = 1 << 20  # bytes


@dataclass(frozen=True)
class CheckSettings:
    """What is to be checked, and how.

    ``severity`` is error, warning, note or off, by the names of checks or families (``values`` for ``values.date``),
    the longer name counting; ``options`` are those of checks, by their names. ``only`` and ``skip`` are names of checks
    or families; ``languages`` those to look at, all by default.

    Raises:
        InputError: there is no such check, severity or option; the message names the nearest.
    """

    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = _names()
        for name in (*self.severity, *self.only, *self.skip):
            nearest(name, known, "check")
        for name, said in self.severity.items():
            nearest(said, _SEVERITIES, f"severity (of {name})")
        for name, given in self.options.items():
            nearest(name, checks(), "check")
            _fitting(name, given, checks()[name].options)

    def chosen(self) -> list[Check]:
        """Return the checks to run, each with the severity that it is to have."""
        found = []
        for check in checks().values():
            said = next((self.severity[name] for name in _family(check.name) if name in self.severity), "")
            wanted = not self.only or _named(check.name, self.only)
            if wanted and said != _OFF and not _named(check.name, self.skip):
                found.append(replace(check, severity=said) if said else check)  # type: ignore[arg-type]
        return found


def load(path: str | Path) -> CheckSettings:
    """Return the settings in a TOML file: tables ``severity`` and ``options``, and ``only``, ``skip``, ``languages``.

    Raises:
        InputError: it can't be read, is no sound TOML, or holds something else; the message says what.
    """
    path = Path(path)
    try:
        with opened(path) as file:
            raw = tomllib.loads(_text(file.read(_LARGEST)).removeprefix("\ufeff"))
        return _settings(raw)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: this is no sound TOML: {error}") from None
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"line {line}: this is not UTF-8; save the file as UTF-8") from None


def _settings(raw: Mapping[str, Any]) -> CheckSettings:
    for name in raw:
        nearest(name, ("severity", "options", "only", "skip", "languages"), "setting")
    for name in ("severity", "options"):
        if not isinstance(raw.get(name, {}), dict):
            raise InputError(f"{name} is no table; write [{name}] and under it a line a check")
    severity = _flat(raw.get("severity", {}))
    wrong = next((name for name, said in severity.items() if not isinstance(said, str)), None)
    if wrong:
        raise InputError(f"the severity of {wrong} is no text; write one of {', '.join(_SEVERITIES)}")
    lists = {name: _texts(name, raw.get(name, [])) for name in ("only", "skip", "languages")}
    return CheckSettings(severity, _options(raw.get("options", {})), **lists)


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InputError(f'{name} is no list of texts; write it as {name} = ["…", "…"]')
    return tuple(value)


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return a table by dotted names: ``values.date = "off"`` is a table in a table if it stands without quotes."""
    out: dict[str, Any] = {}
    for name, value in table.items():
        out |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return out


def _options(table: Mapping[str, Any]) -> dict[str, dict[str, object]]:
    out: dict[str, dict[str, object]] = {}
    for name, value in _flat(table).items():
        check, _, option = name.rpartition(".")
        if not check:
            raise InputError(
                f'options.{option} names no check; write [options."{option}.…"] and under it a line an option'
            )
        out.setdefault(check, {})[option] = value
    return out


def _fitting(check: str, given: Mapping[str, object], known: Mapping[str, object]) -> None:
    """Raise InputError if an option is none of a check, or of another kind."""
    for name, value in given.items():
        if not known:
            raise InputError(f"the check {check} has no options")
        nearest(name, known, f"option of {check}")
        kind = type(known[name])
        if kind is float and type(value) is int:
            continue
        if type(value) is not kind or (isinstance(value, (int, float)) and not 0 <= value < math.inf):
            words = {int: "a whole number from 0 on", float: "a number from 0 on", str: "a text", bool: "true or false"}
            raise InputError(f"the option {name} of {check} wants {words.get(kind, kind.__name__)}, not {value!r}")


def _names() -> set[str]:
    return {part for name in checks() for part in _family(name)}


def _family(name: str) -> list[str]:
    """Return the name of a check and those of the families it is in, the longest first."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _named(name: str, wanted: Iterable[str]) -> bool:
    return not set(_family(name)).isdisjoint(wanted)


def nearest(name: str, known: Iterable[str], what: str) -> None:
    """Raise InputError, with the nearest known name, if a name is not known."""
    known = sorted(known)
    if name not in known:
        close = get_close_matches(name, known, 1, 0.5)
        meant = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
        raise InputError(f"there is no {what} called {name[:60]!r}{meant}")
