"""Side by side: alignment and terminology for Chinese–Russian–English diplomatic and legal texts.

The public names below load when first used, so that ``import toolkit`` is quick.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

try:
    __version__ = version("duizhao")
except PackageNotFoundError:  # a source tree that is not installed
    __version__ = "0"

_PUBLIC = {
    "read": "toolkit.reading",
    "parse": "toolkit.reading",
    "segment": "toolkit.segmenter",
    "SegmentSettings": "toolkit.segmenter",
    "align": "toolkit.aligner",
    "AlignSettings": "toolkit.aligner",
    "evaluate": "toolkit.aligner.evaluation",
    "units": "toolkit.rows",
    "terms": "toolkit.tables",
    "outline": "toolkit.tables",
    "glossary": "toolkit.data",
    "documents": "toolkit.data",
    "corpus_ids": "toolkit.data",
    "validate": "toolkit.validation",
    "TermIndex": "toolkit.terminology.index",
    "lookup": "toolkit.terminology.lookup",
    "sentences": "toolkit.pipeline",
    "inflect": "toolkit.terminology.inflection",
    "recognise": "toolkit.recognition",
    "words": "toolkit.recognition",
    "coverage": "toolkit.recognition",
    "align_texts": "toolkit.pipeline",
    "corpus_units": "toolkit.pipeline",
    "export": "toolkit.pipeline",
    "load": "toolkit.pipeline",
    "build": "toolkit.pipeline",
    "concordance": "toolkit.divergence",
    "convert": "toolkit.conversion",
    "ConvertSettings": "toolkit.conversion",
    "check": "toolkit.checking",
    "CheckSettings": "toolkit.checker.settings",
    "deposit": "toolkit.replacement",
    "add": "toolkit.intake",
    "confirm": "toolkit.revision",
    "copy_data": "toolkit.intake",
    "transcribe": "toolkit.recognition",
    "Transcription": "toolkit.transcription",
    "ToolkitError": "toolkit.errors",
}

__all__ = ["__version__", *_PUBLIC]

if TYPE_CHECKING:
    from toolkit.aligner import AlignSettings, align
    from toolkit.aligner.evaluation import evaluate
    from toolkit.checker.settings import CheckSettings
    from toolkit.checking import check
    from toolkit.conversion import ConvertSettings, convert
    from toolkit.data import corpus_ids, documents, glossary
    from toolkit.divergence import concordance
    from toolkit.errors import ToolkitError
    from toolkit.intake import add, copy_data
    from toolkit.pipeline import align_texts, build, corpus_units, export, load, sentences
    from toolkit.reading import parse, read
    from toolkit.recognition import coverage, recognise, transcribe, words
    from toolkit.replacement import deposit
    from toolkit.revision import confirm
    from toolkit.rows import units
    from toolkit.segmenter import SegmentSettings, segment
    from toolkit.tables import outline, terms
    from toolkit.terminology.index import TermIndex
    from toolkit.terminology.inflection import inflect
    from toolkit.terminology.lookup import lookup
    from toolkit.validation import validate


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        # find the value once and keep it, so that the next use costs nothing
        value = globals()[name] = getattr(import_module(_PUBLIC[name]), name)
        return value
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
