"""What tests of glossary formats share: concepts through a format and back."""

from io import BytesIO

from toolkit import formats
from toolkit.formats import Reading, Stream, Writing

LANGUAGES = ["zh", "ru", "en"]
FORMATS = {each.suffixes[0]: each for each in formats.known() if "concepts" in each.holds}


def written(suffix, concepts, languages=LANGUAGES, **how):
    """Return what a format makes of concepts, as bytes, and its loss report."""
    file, chosen = BytesIO(), Writing(**how)
    FORMATS[suffix].write(Stream("concepts", iter(concepts), {"languages": list(languages)}), file, chosen)
    return file.getvalue(), chosen.losses.lines()


def read(suffix, data, **how):
    """Return the concepts in a file's bytes, and what is told of them."""
    chosen = Reading(**how)
    return list(FORMATS[suffix].read(BytesIO(data), chosen).rows), chosen.losses.lines()
