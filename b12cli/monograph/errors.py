"""The error of a monograph file. In a module of its own, so that catching it imports no YAML."""

from __future__ import annotations

from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a monograph file: mapping keys and list positions."""


class MonographError(Exception):
    """A monograph file that can't be used: one line for people, its parts for programs.

    ``line`` and ``column`` count from 1, and are None where no part of the file is at
    fault. ``path`` names the value, like ``sections[0].groups[2].title``.
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
        steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        self.path = steps.removeprefix(".") or "monograph"

    def __str__(self) -> str:
        if self.line is None:
            return f"{self.file}: {self.message}"
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.message}"
