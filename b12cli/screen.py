"""The properties of the output: found once, at the edge, and passed in."""

from __future__ import annotations

from typing import NamedTuple


class Screen(NamedTuple):
    """The properties of the output. ``width`` is in columns; None, as in a pipe, wraps nothing.

    ``program`` is the command that runs b12 on the monograph in use; ``links``: the terminal shows
    links. ``month`` is the current month, such as 2026-11; if empty, the age of the source is not
    shown.
    """

    width: int | None = None
    color: bool = False
    program: str = "b12"
    links: bool = False
    month: str = ""
