"""The command line ``duizhao``: parse, call one verb, render. What is data goes to stdout, talk to stderr."""

from toolkit.cli import corpus, lookup, termbase, terms, texts
from toolkit.cli.group import cli, main

__all__ = ["cli", "corpus", "lookup", "main", "termbase", "terms", "texts"]
