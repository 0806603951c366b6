"""How help is laid out: plain, as quick as the rest, commands before options."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

# Typer keeps Click's types in there; the upper bound on Typer holds them in place.
from typer._click import Command, Context, HelpFormatter
from typer.core import TyperCommand, TyperGroup


class _Formatter(HelpFormatter):
    """Leaves the meanings two thirds of the line, on a narrow terminal too."""

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl(rows, min(col_max, self.width // 3), col_spacing)


class _Context(Context):
    formatter_class = _Formatter


class Help(TyperGroup):
    """Lists the commands before the options, under the headings of their ``rich_help_panel``."""

    context_class = _Context

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        command = super().get_command(ctx, cmd_name)
        if command:
            command.context_class = _Context
        return command

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        with formatter.section("Options"):
            records = [option.get_help_record(ctx) for option in self.get_params(ctx)]
            formatter.write_dl([record for record in records if record])

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        commands = [each for each in self.commands.values() if isinstance(each, TyperCommand)]
        for panel, members in groupby(commands, lambda command: command.rich_help_panel):
            with formatter.section(panel or "Commands"):
                formatter.write_dl([(each.name or "", summary(each)) for each in members])


def summary(command: TyperCommand) -> str:
    """The first paragraph of a command's help."""
    return (command.help or "").partition("\n\n")[0]


def example(*lines: str) -> str:
    """An epilog that Click leaves as it stands: that is what its ``\\b`` is for."""
    title = "Examples:" if len(lines) > 1 else "Example:"
    return "\n".join(["\b", title, *(f"  {line}" for line in lines)])
