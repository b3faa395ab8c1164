"""Numbers of a workbook that are shown as something else: dates, times and per cents, as a spreadsheet stores them.

Whoever types 17.06.2025 or 5 % into a sheet gets a number with a style. It is read as the style shows it where that is
the same everywhere; what depends on the language of the reader's computer, such as names of months, is read as
2025-06-17 and 10:30. A per cent has all its digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

from toolkit import safe_zip

_LOCAL = "mmmm"  # what is shown otherwise on another computer
_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), *range(34, 37), *range(50, 59)), _LOCAL),
    9: "%", 10: "%", 18: "h:mm @", 19: "h:mm:ss @", 20: "h:mm", 21: "h:mm:ss", 22: f"{_LOCAL} h:mm", 32: "h:mm",
    33: "h:mm:ss", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_HALF = re.compile("am/pm|a/p")
_NO_LETTERS = re.compile(r'\[[^\]]*\]|["\\]|[_*].|;.*')  # what a format has besides places and text
_NUMERIC = re.compile(r"(?!.*(?:mmm|ddd|yyyyy))(?:y{4}|yy|dd?|mm?|hh?|ss?|[^a-z@])+")  # @ for a half of the day
_MINUTES = re.compile("(?<=h)([^a-z]*)(mm?)|(mm?)(?=[^a-z]*s)")
_PLACES = {
    "yyyy": "%Y", "yy": "%y", "dd": "%d", "d": "{0.day}", "mm": "%m", "m": "{0.month}", "hh": "%H", "h": "{0.hour}",
    "ss": "%S", "s": "{0.second}", "MM": "%M", "M": "{0.minute}",
}  # fmt: skip
_PLACE = re.compile("yyyy|yy|dd?|mm?|hh?|ss?|MM?")
_LAST = 2_958_466  # days: the end of the year 9999


@dataclass(frozen=True)
class Styles:
    """The number formats of a workbook's styles, in their order, and the day from which it counts."""

    codes: Sequence[str] = ()
    start: datetime = datetime(1899, 12, 30)

    def shown(self, style: int, number: float) -> str:
        """Return a date, time or per cent as text; the empty string if the number is a number."""
        code = _HALF.sub("@", _NO_LETTERS.sub("", self.codes[style].lower())) if 0 <= style < len(self.codes) else ""
        if "%" in code:
            return f"{number * 100:.12g}%"
        marked = _MINUTES.sub(lambda found: (found[1] or "") + (found[2] or found[3]).upper(), code)
        if not _PLACE.search(marked) or code in ("general", "standard") or not 0 <= number < _LAST:
            return ""
        when = self.start + timedelta(seconds=round(number * 86400))
        return _written(when, marked) if _NUMERIC.fullmatch(code) else _neutral(when, marked)


def _written(when: datetime, marked: str) -> str:
    return _PLACE.sub(lambda place: when.strftime(_PLACES[place[0]].format(when)), marked)


def _neutral(when: datetime, marked: str) -> str:
    """Return a time in the order of ISO 8601, as far as its format shows it."""
    date = f"{when:%Y-%m-%d}" if re.search("[ydm]", marked) else ""
    clock = f"{when:%H:%M:%S}".removesuffix(":00") if re.search("[hsM]", marked) else ""
    return f"{date} {clock}".strip()


def styles(package: safe_zip.Package, workbook: str) -> Styles:
    """Return the styles of a workbook."""
    book = package.tree(workbook)
    settings = book.find("workbookPr") if book is not None else None
    late = settings is not None and settings.get("date1904") in ("1", "true")
    start = datetime(1904, 1, 1) if late else Styles.start
    sheet = package.tree(package.related(workbook, "styles", "styles.xml"))
    return Styles(_codes(sheet) if sheet is not None else (), start)


def _codes(sheet: Element) -> list[str]:
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in sheet.iterfind("numFmts/numFmt")}
    named = [each.get("numFmtId", "0") for each in sheet.iterfind("cellXfs/xf")]
    return [own.get(each) or _BUILT_IN.get(int(each) if each.isdecimal() else 0, "") for each in named]
