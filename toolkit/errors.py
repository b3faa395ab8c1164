"""The errors a user can meet, all under one root.

ToolkitError                 one clear line: what, where, what to do
├── InputError               a file or text cannot be used as given
│   ├── EncodingError        bytes that no supported encoding explains
│   ├── LanguageError        the text is not in the language that was named
│   └── MismatchError        two texts that do not belong together
├── OutputError              a result cannot be written
├── FormatError              no format for this suffix, or not for this table
├── DataError                a fault in `glossary/` or `corpus/`
│   └── TableError           a table there cannot be read; knows the line and column
├── TermbaseError            a termbase cannot be used, or not now
│   └── ConflictError        somebody else has changed it meanwhile
└── MissingExtraError        an optional package is not installed
"""


class ToolkitError(Exception):
    """The root: its text is one line fit to show to a user."""


class InputError(ToolkitError):
    """A file or text cannot be used as given."""


class EncodingError(InputError):
    """Bytes that no supported encoding explains."""


class LanguageError(InputError):
    """The text is not in the language that was named."""


class MismatchError(InputError):
    """Two texts that do not belong together."""


class OutputError(ToolkitError):
    """A result cannot be written."""


class FormatError(ToolkitError):
    """No format for this suffix, or not for this kind of table."""


class DataError(ToolkitError):
    """A fault in the curated data."""


class TableError(DataError):
    """A table of the curated data cannot be read at a line (from 1) and, where there is one, a column."""

    def __init__(self, file: object, line: int, column: str, reason: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {reason}" if column else f"{file}:{line}: {reason}")
        self.line, self.column, self.reason = line, column, reason


class TermbaseError(ToolkitError):
    """A termbase cannot be used, or not now; nothing in it was changed."""


class ConflictError(TermbaseError):
    """Somebody else has changed what was to be changed; nothing was."""


class MissingExtraError(ToolkitError):
    """An optional package is not installed; the text names the extra."""
