"""Numbers, dates, quantities and the like in running text: what each says, whatever the language and the writing."""

from toolkit.values.model import Value

__all__ = ["Value"]
