"""Numbers, dates, quantities and the like in running text: what each says, whatever the language and the writing."""

from functools import lru_cache

from toolkit import languages
from toolkit.values.arrangement import arrangement
from toolkit.values.model import Difference, Kind, Value
from toolkit.values.pairing import differences

__all__ = ["Difference", "Kind", "Value", "arrangement", "differences", "values"]


@lru_cache(maxsize=4096)
def values(text: str, language: str) -> tuple[Value, ...]:
    """Return the values in a text (Chinese, Russian or English) in the order in which they stand; none overlap.

    Raises:
        LanguageError: there are no rules for the language.
    """
    from toolkit.values.grammar import read

    return tuple(read(text, languages.get(language).code))
