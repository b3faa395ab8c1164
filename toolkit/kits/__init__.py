"""What a translator needs to begin work on a text in another program, made ready in one go."""

from toolkit.kits.project import Kit, omegat

__all__ = ["Kit", "omegat"]
