"""One run: a command is run, errors become a line and an exit code, the output is written."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

import typer

from b12cli import completion, terminal
from b12cli.cli import Answer, ExitCode, Run, app
from b12cli.help import Shown
from b12cli.monograph.errors import MonographError
from b12cli.typer_parts import Command, Context, NoSuchOption, UsageError


def run(args: Sequence[str] | None = None) -> int:
    """Run b12 with these arguments, or the process's own, and return the exit code.

    What a user can cause becomes one line on standard error; a bug stays a traceback.
    """
    typed = list(sys.argv[1:] if args is None else args)
    shared = Run()
    try:
        answer = _answer(typed, shared)
        terminal.deliver(answer.text, shared.is_paged)
    except MonographError as error:
        terminal.complain(str(error))
        return ExitCode.BAD_MONOGRAPH
    except UsageError as error:
        terminal.complain(_usage(error, typed))
        return ExitCode.WRONG_USAGE
    except terminal.OutputLost as error:
        terminal.complain(str(error))
        return ExitCode.OUTPUT_LOST
    return answer.code() if callable(answer.code) else answer.code


def _answer(args: Sequence[str], shared: Run) -> Answer:
    """What the arguments, or a shell that completes them, ask for."""
    if asked := os.environ.get(completion.VARIABLE):
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
    if isinstance(answer, int):  # Typer's for Ctrl-C
        raise KeyboardInterrupt
    if not isinstance(answer, Answer):
        raise TypeError(f"a command has to return an Answer, not {answer!r}")
    return answer


def _usage(error: UsageError, args: Sequence[str]) -> str:
    """One line: what is wrong, and the line that would work or tells how."""
    command = _command(error.ctx, args)
    path = f"b12 {command.name}" if command else "b12"
    message = error.format_message().removesuffix(".")
    if isinstance(error, NoSuchOption):
        message = f"no such option {error.option_name}"
        if line := _misplaced(error.option_name, command, args):
            return f"{message} here: try {line}"
        if error.possibilities:
            message += f", did you mean {' or '.join(sorted(error.possibilities))}?"
    return f"{message[:1].lower()}{message[1:]} (try '{path} --help')"


def _command(ctx: Context | None, args: Sequence[str]) -> Command | None:
    """The command that was used, as far as that can be told."""
    if ctx and ctx.parent:
        return ctx.command
    commands = _commands()
    return None if ctx else next((commands[each] for each in args if each in commands), None)


def _misplaced(option: str, command: Command | None, args: Sequence[str]) -> str | None:
    """The line with the option where it belongs: b12's own before the command, others after."""
    commands = _commands()
    name = command.name if command else next((each for each in args if each in commands), None)
    root = _group()
    place = next((at for at, each in enumerate(args) if each.partition("=")[0] == option), None)
    if name is None or place is None:
        return None
    owner = root if command else commands[name]
    known = next((each for each in owner.params if option in each.opts), None)
    if known is None:
        return None
    takes_value = "=" not in args[place] and not getattr(known, "is_flag", False)
    moved = list(args[place : place + 1 + takes_value])
    rest = [*args[:place], *args[place + len(moved) :]]
    line = [*moved, *rest] if command else [*rest, *moved]
    return shlex.join(["b12", *line])


def _group() -> Command:
    """The group of all commands."""
    return typer.main.get_command(app)


def _commands() -> dict[str, Command]:
    return getattr(_group(), "commands", {})
