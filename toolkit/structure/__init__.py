"""How treaties, declarations and lists are laid out: lines to paragraphs to the skeleton of a document."""

from toolkit import languages
from toolkit.model import Document
from toolkit.structure.patterns import patterns
from toolkit.structure.skeleton import documents

__all__ = ["closing_clauses", "documents", "done_in", "named_in"]


def done_in(document: Document) -> frozenset[str]:
    """Return the languages in which a treaty says it is done, as far as we know them; none if it does not say."""
    clauses = (document.text[b.start : b.stop] for b in document.blocks if b.kind == "testimonium")
    return named_in(" ".join(clauses), document.language)


def named_in(clause: str, language: str) -> frozenset[str]:
    """Return the languages that a closing clause names, as far as we know them."""
    found = patterns(language).languages
    return frozenset(code for code, pattern in found.items() if pattern.search(clause))


def closing_clauses(text: str, language: str) -> list[str]:
    """Return the sentences of a text, of whatever kind, in which a treaty says in which languages it is done."""
    rules = patterns(language)
    if not named_in(text, language):
        return []
    sentences = (text[slice(*span)] for span in languages.get(language).sentences(text, False))
    said = (each for each in sentences if rules.testimonium.search(each) or rules.equal.search(each))
    return [each for each in said if named_in(each, language)]
