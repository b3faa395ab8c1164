"""Options that say in their help what is known only once the formats are loaded, which every other command spares."""

from __future__ import annotations

import click


class FormatsOption(click.Option):
    """An option whose help names the suffixes of the formats of aligned texts in place of ``{formats}``."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help."""
        from toolkit import formats

        named = super().get_help_record(ctx)
        return named and (named[0], named[1].replace("{formats}", " ".join(formats.suffixes())))
