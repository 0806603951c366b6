"""How help is laid out: plain, as quick as the rest, commands before options."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    # Typer keeps Click's types in there; the upper bound on Typer holds them in place.
    from typer._click import Context, HelpFormatter


class Help(TyperGroup):
    """Lists the commands before the options, under the headings of their ``rich_help_panel``."""

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
