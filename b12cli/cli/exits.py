"""Exit codes, for the process, the help, the manual and the README."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of a run; ``meaning`` explains it in a few words."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitCode:
        code = int.__new__(cls, value)
        code._value_ = value
        code.meaning = meaning
        return code

    DONE = 0, "done"
    NOTHING_FOUND = 1, "nothing found, or no such section"
    WRONG_USAGE = 2, "wrong usage, or check could not read a term"
    BAD_MONOGRAPH = 3, "the monograph is unreadable, invalid, or --strict warns"
    CONTRAINDICATED = 4, "check found a contraindication, or a possible one"
    OUTPUT_LOST = 5, "the output could not be written"
    INTERRUPTED = 130, "interrupted by Ctrl-C"
