"""Programs that we did not write, reading what we write: for development only.

A judge that is not installed is listed by name at the end of the run (``conftest.py``).
"""
