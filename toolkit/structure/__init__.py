"""How treaties, declarations and lists are laid out: lines to paragraphs to the skeleton of a document."""

from toolkit.structure.skeleton import documents

__all__ = ["documents"]
