"""Checks of aligned texts: each module holds a family of checks as ``CHECKS``."""
