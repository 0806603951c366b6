"""What the commands of one run share, and what they return."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from b12cli import terminal
from b12cli.cli.exits import ExitCode

if TYPE_CHECKING:
    from b12cli.monograph.model import Monograph


class Answer(NamedTuple):
    """What a command returns: the text for standard output, if any, and the exit code.

    A text may come in pieces, each a line or more; the code is then known after the last one.
    What is for programs is escaped, not replaced, where the output's encoding lacks it.
    """

    text: str | Iterator[str] = ""
    code: ExitCode | Callable[[], ExitCode] = ExitCode.DONE
    is_for_programs: bool = False


class Run:
    """What the commands of one run share."""

    def __init__(self) -> None:
        self.screen = terminal.screen()
        self.file = os.environ.get("B12_MONOGRAPH", "")
        self.is_paged = True

    def use(self, file: str) -> None:
        """Read this monograph from now on, and name it in hints to other commands."""
        self.file = file
        self.screen = self.screen._replace(program=f"b12 --monograph {shlex.quote(file)}")

    def monograph(self) -> Monograph:
        """The monograph in use: b12's own, or another one. Raises MonographError."""
        from b12cli.monograph.loader import MONOGRAPH_FILE, load

        return load(self.file or MONOGRAPH_FILE)
