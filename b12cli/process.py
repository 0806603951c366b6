"""One run: the commands are run, errors become a line and an exit code, the output is written."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import redirect_stdout

# Typer keeps Click's errors in there; the upper bound on Typer holds them in place.
from typer._click.exceptions import NoSuchOption, UsageError

from b12cli import terminal
from b12cli.cli import ExitCode, Run, app
from b12cli.monograph.errors import MonographError

COMPLETION = "_B12_COMPLETE"
"""Where shells ask for completion, by Typer's rule for the name."""


def run(args: Sequence[str] | None = None) -> int:
    """Run b12 with these arguments, or the process's own, and return the exit code.

    What a user can cause becomes one line on standard error; a bug stays a traceback.
    """
    # Held back and written at once, so that nothing stands on standard output when a run
    # fails, and one place knows what can go wrong with writing.
    output = io.StringIO()
    shared = Run()
    try:
        with redirect_stdout(output):
            code = app(
                args,
                prog_name="b12",
                standalone_mode=False,
                obj=shared,
                terminal_width=min(shared.screen.width or 80, 80),
            )
    except MonographError as error:
        terminal.complain(str(error))
        return ExitCode.BAD_MONOGRAPH
    except UsageError as error:
        terminal.complain(_usage(error))
        return ExitCode.WRONG_USAGE
    except SystemExit as stop:  # so ends shell completion
        code = stop.code
    except (KeyError, ValueError) as error:
        if COMPLETION not in os.environ:
            raise
        terminal.complain(f"completion: the shell's request can't be read: {error}")
        return ExitCode.WRONG_USAGE
    try:
        terminal.deliver(output.getvalue(), shared.paged)
    except OSError as error:
        terminal.complain(f"the output is lost: {error.strerror}")
        return ExitCode.OUTPUT_LOST
    return code or ExitCode.DONE


def _usage(error: UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "b12"
    message = error.format_message().removesuffix(".")
    if isinstance(error, NoSuchOption):
        message = f"No such option {error.option_name!r}."
        if error.possibilities:
            message += f" Did you mean {' or '.join(map(repr, sorted(error.possibilities)))}?"
    return f"{message} (try '{command} --help')"
