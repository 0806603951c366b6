"""One run: runs the command, turns errors into one line and an exit code, writes the output."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from b12cli import terminal
from b12cli.cli.app import app
from b12cli.cli.candidates import VARIABLE
from b12cli.cli.exits import ExitCode
from b12cli.cli.help import Shown
from b12cli.cli.state import Answer, Run
from b12cli.cli.typer_parts import UsageError
from b12cli.monograph.errors import MonographError


def run(args: Sequence[str] | None = None) -> int:
    """Run b12 with these arguments, or the process's own, and return the exit code.

    An error that a user can cause becomes one line on standard error; a bug stays a traceback.
    """
    typed = list(sys.argv[1:] if args is None else args)
    shared = Run()
    try:
        answer = _answer(typed, shared)
        terminal.deliver(answer.text, shared.is_paged, answer.is_for_programs)
    except MonographError as error:
        terminal.complain(str(error))
        return ExitCode.BAD_MONOGRAPH
    except UsageError as error:
        from b12cli.cli import usage

        terminal.complain(usage.wrong(error, typed, typer.main.get_command(app)))
        return ExitCode.WRONG_USAGE
    except terminal.OutputLost as error:
        terminal.complain(str(error))
        return ExitCode.OUTPUT_LOST
    return answer.code() if callable(answer.code) else answer.code


def _answer(args: Sequence[str], shared: Run) -> Answer:
    """The answer to the arguments, or to a shell that completes them."""
    if asked := os.environ.get(VARIABLE):
        from b12cli.cli import completion

        return Answer(completion.answer(app, asked))
    try:
        answer = app(
            args,
            prog_name="b12",
            standalone_mode=False,
            obj=shared,
            terminal_width=min(shared.screen.width or 80, 80),
        )
    except Shown as shown:
        return Answer(shown.text)
    if isinstance(answer, int):  # Typer's code for Ctrl-C
        raise KeyboardInterrupt
    if not isinstance(answer, Answer):
        raise TypeError(f"a command has to return an Answer, not {answer!r}")
    return answer
