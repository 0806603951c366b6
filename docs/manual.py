"""Writes the manual page from the commands: python docs/manual.py"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import typer
from typer.core import TyperCommand, TyperGroup

from b12cli import __version__
from b12cli.cli.app import app
from b12cli.cli.exits import ExitCode
from b12cli.cli.help import HelpCommand, options
from b12cli.cli.options import FormatOption

PAGE = Path(__file__).parent / "b12.1"

FORMAT = {"-f, --format FORMAT": get_args(FormatOption)[1].help}
OFTEN = ("--help", "-h, --help")
"""The first names of options that every command has; like the formats, they are listed once."""

ENVIRONMENT = {
    "B12_MONOGRAPH": "Read this monograph, as with --monograph.",
    "NO_COLOR, FORCE_COLOR": "Never or always use colour.",
    "SOURCE_DATE_EPOCH": "The time to take as now, so that output stays the same.",
    "PAGER, LESS": "The pager for output longer than the screen (less if unset), and its options.",
}


def page() -> str:
    """The whole page, in the macros of man."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    lines = [
        f'.TH B12 1 "" "b12 {__version__}" "User Commands"',
        ".SH NAME",
        r"b12 \- the monograph of the vitamin B12 injection, at the terminal",
        ".SH SYNOPSIS",
        r".B b12\fR [\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]...",
        ".SH DESCRIPTION",
        roff(group.help or ""),
        ".SH OPTIONS",
        *own_options(group),
        ".SS After any command",
        *terms({"-h, --help": "Show help for the command."}),
        ".SS After commands that print content",
        *terms(FORMAT),
        ".SH COMMANDS",
    ]
    for command in group.commands.values():
        assert isinstance(command, TyperCommand)
        lines += [f".SS b12 {roff(command.name or '')}", *paragraphs(command.help or "")]
        lines += [*own_options(command), *tables(command), *examples(command.epilog or "")]
    lines += [".SH EXIT STATUS", *terms({str(code.value): code.meaning for code in ExitCode})]
    lines += [".SH ENVIRONMENT", *terms(ENVIRONMENT), ".SH EXAMPLES", *examples(group.epilog or "")]
    return "\n".join(lines) + "\n"


def own_options(command: TyperCommand | TyperGroup) -> list[str]:
    """The arguments and options that only this command has, as --help lists them."""
    known = options(command, typer.Context(command, info_name=command.name))
    return terms(
        {
            name: meaning
            for name, meaning in known
            if not name.startswith(OFTEN) and FORMAT.get(name) != meaning.split("  [")[0]
        }
    )


def tables(command: TyperCommand) -> list[str]:
    """Other things the command explains, as in --help."""
    found = command.tables() if isinstance(command, HelpCommand) else {}
    return [
        line
        for heading, rows in found.items()
        for line in (".PP", f"{roff(heading)}:", *terms(dict(rows)))
    ]


def terms(meanings: dict[str, str]) -> list[str]:
    return [
        line
        for term, meaning in meanings.items()
        for line in (".TP", f".B {roff(term)}", roff(meaning))
    ]


def paragraphs(text: str) -> list[str]:
    return "\n.PP\n".join(roff(each) for each in text.split("\n\n")).split("\n")


def examples(epilog: str) -> list[str]:
    """The lines of an epilog."""
    return [".PP", ".nf", *(f".RS\n{roff(line)}\n.RE" for line in epilog.splitlines()), ".fi"]


def roff(text: str) -> str:
    """The text on one line, with everything escaped that roff would interpret."""
    line = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", line)


if __name__ == "__main__":
    PAGE.write_text(page())
