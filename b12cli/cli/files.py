"""The commands on monograph files: validate, init and schema."""

# No "from __future__ import annotations": Typer would evaluate each of them again at start.

import shlex
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from b12cli import terminal
from b12cli.cli import candidates
from b12cli.cli.exits import ExitCode
from b12cli.cli.help import HelpCommand
from b12cli.cli.options import FormatOption
from b12cli.cli.state import Answer, Run
from b12cli.cli.typer_parts import UsageError
from b12cli.monograph.errors import MonographError
from b12cli.render import Format, renderer

PANEL = "Files and help"

commands = typer.Typer()
command = partial(commands.command, cls=HelpCommand, rich_help_panel=PANEL)


@command(epilog="b12 validate\nb12 validate my-drug.yaml other-drug.yaml")
def validate(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[FILE...]",
            autocompletion=candidates.of_files,
            help="Files to check (default: the monograph in use).",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    format: FormatOption = Format.text,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 if there is a warning, too.")
    ] = False,
) -> Answer:
    """Find mistakes and likely mistakes in monograph files.

    A likely mistake is a warning and leaves the exit code 0, unless --strict is given. The
    examples in a file are tested too.
    """
    from b12cli.monograph.loader import MONOGRAPH_FILE
    from b12cli.results import Problem, Validated

    run: Run = ctx.obj
    results = []
    for file in files or [run.file or str(MONOGRAPH_FILE)]:
        errors, warnings = _faults(file)
        if not format.is_for_programs:
            for error in errors:
                terminal.complain(str(error))
            for warning in warnings:
                terminal.complain(f"warning: {warning}")
        problems = (
            *(Problem(each.line, each.column, each.path, each.message) for each in errors),
            *(Problem(e.line, e.column, e.path, e.message, "warning") for e in warnings),
        )
        results.append(Validated(terminal.printable(file), problems))
    is_fine = all(not each.problems if strict else each.is_valid for each in results)
    code = ExitCode.DONE if is_fine else ExitCode.BAD_MONOGRAPH
    text = renderer(format).validation(results, run.screen)
    return Answer(text, code, format.is_for_programs)


def _faults(file: str) -> tuple[Sequence[MonographError], Sequence[MonographError]]:
    """The mistakes in a file, and the likely mistakes, in the order of its lines."""
    from b12cli.lint import failed_examples, lint
    from b12cli.monograph.loader import read

    try:
        monograph, document = read(file)
    except MonographError as error:
        return error.faults, ()
    errors = [document.fault(message, path) for path, message in failed_examples(monograph)]
    warnings = [document.fault(message, path) for path, message in lint(monograph)]
    return errors, sorted(warnings, key=lambda fault: (fault.line, fault.column))


@command("init", epilog="b12 init my-drug.yaml")
def init(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", autocompletion=candidates.of_files, help="File to create."),
    ],
) -> Answer:
    """Start a monograph for another drug.

    The file is a template that explains everything a monograph can hold.
    """
    from b12cli.monograph.loader import skeleton

    text = skeleton()
    try:
        terminal.create(file, text)
    except ValueError as error:
        raise UsageError(str(error), ctx) from None
    return Answer(f"{terminal.printable(file)}: created; next: b12 validate {shlex.quote(file)}")


@command("schema", epilog="b12 schema > m.schema.json")
def _schema() -> Answer:
    """Print the JSON Schema of monograph files, for editors."""
    from b12cli.monograph.loader import schema

    return Answer(schema(), is_for_programs=True)
