"""TAB completion: answers a shell's request, and shows or installs its script."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from b12cli import terminal
from b12cli.cli.candidates import VARIABLE
from b12cli.cli.shells import SHELLS, Shell, single_quoted
from b12cli.cli.typer_parts import UsageError, detected_shell


def answer(app: typer.Typer, asked: str) -> str:
    """The answer to a shell: candidates for ``complete_bash`` and so on, the script that asks for
    them for ``source_bash``. Raises UsageError for anything else.
    """
    instruction, _, shell = asked.partition("_")
    if shell not in SHELLS or instruction not in ("complete", "source"):
        raise UsageError(f"completion: {asked!r} can't be answered")
    completing = SHELLS[shell](typer.main.get_command(app), {}, "b12", VARIABLE)
    return completing.source().strip() if instruction == "source" else completing.complete()


def script(app: typer.Typer) -> str:
    """The script for the shell in use. Raises UsageError if there is none."""
    return answer(app, f"source_{_in_use().name}")


def install(app: typer.Typer) -> str:
    """Install the script for the shell in use, and return a message about it.

    Raises UsageError if the shell has none, OutputLost if the home can't be written to.
    """
    shell = _in_use()
    try:
        home = Path.home()
    except RuntimeError as error:
        raise terminal.OutputLost(f"completion can't be installed: {error}") from None
    file = home / shell.script
    with terminal.writing(str(file)):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script(app) + "\n", encoding="utf-8")
    if shell.start:
        _add_line(shell.takes_in.format(script=single_quoted(str(file))), home / shell.start)
    return f"{terminal.printable(str(file))}: created; open a new terminal to use completion"


def _add_line(line: str, file: Path) -> None:
    """Add the line to one of the user's files, unless it is there. Raises OutputLost."""
    with terminal.writing(str(file)):
        known = file.read_bytes() if file.is_file() else b""
        if os.fsencode(line) not in known:
            # Appended, not rewritten: on a full disk, a rewrite would lose the file.
            with file.open("ab") as stream:
                stream.write(os.fsencode(f"\n{line}\n"))


def _in_use() -> type[Shell]:
    """The shell that b12 was started from. Raises UsageError if it isn't one of ours."""
    try:
        name = detected_shell()
    except OSError:  # a system that hides parent processes
        name = None
    if name not in SHELLS:
        *others, last = SHELLS
        expected = f"{', '.join(others)} or {last}"
        raise UsageError(f"no completion for {name or 'an unknown shell'}, expected {expected}")
    return SHELLS[name]
