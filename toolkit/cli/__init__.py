"""The command line ``duizhao``: parse, call one verb, render. What is data goes to stdout, talk to stderr."""

from toolkit.cli import (
    align,
    check,
    concepts,
    concordance,
    convert,
    corpus,
    evaluate,
    kit,
    lookup,
    recognition,
    termbase,
    terms,
    texts,
)
from toolkit.cli.group import cli, main

__all__ = [
    "align", "check", "cli", "concepts", "concordance", "convert", "corpus", "evaluate", "kit", "lookup", "main",
    "recognition", "termbase", "terms", "texts",
]  # fmt: skip
