"""The error for a monograph file, in its own module so that catching it doesn't import YAML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""The place of a value in a monograph file: mapping keys and list positions."""


class MonographError(Exception):
    """A monograph file that can't be used: one line for people, and its parts for programs.

    ``line`` and ``column`` count from 1, and are None if no part of the file is at fault.
    ``path`` names the value, such as ``sections[0].groups[2].title``. ``faults`` are all that
    could be found at once, this one first.
    """

    def __init__(
        self, file: str, message: str, at: tuple[int, int] | None = None, path: KeyPath = ()
    ) -> None:
        super().__init__(file, message, at, path)
        self.file = file
        self.message = message
        self.line: int | None
        self.column: int | None
        self.line, self.column = at or (None, None)
        self.key_path = path
        steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        self.path = steps.removeprefix(".") or "monograph"
        self.faults: Sequence[MonographError] = (self,)

    def __str__(self) -> str:
        if self.line is None:
            return f"{self.file}: {self.message}"
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.message}"


def raise_first(faults: Sequence[MonographError]) -> None:
    """Raise the first fault, if there is one, with all of them in its ``faults``."""
    if faults:
        faults[0].faults = tuple(faults)
        raise faults[0]
