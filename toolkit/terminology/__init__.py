"""Concepts and their terms: recognition in running text and look-up."""

from toolkit.terminology.index import TermIndex
from toolkit.terminology.lookup import Match, lookup

__all__ = ["Match", "TermIndex", "lookup"]
