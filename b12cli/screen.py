"""What output is for: decided once, at the edge, and passed in."""

from __future__ import annotations

from typing import NamedTuple


class Screen(NamedTuple):
    """What the output is for. ``width`` is in columns; None, as in a pipe, wraps nothing.

    ``program`` is what to type to run b12 on the monograph in use; ``links``: the terminal knows
    links. ``month`` is the one that it is, such as 2026-11; empty where nobody asks how old the
    source is.
    """

    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"
    program: str = "b12"
    links: bool = False
    month: str = ""
