"""The layout of help: plain and quick, with examples first and meanings in one column.

A command's epilog has its examples, one per line.
"""

from __future__ import annotations

import inspect
import shlex
import textwrap
from collections.abc import Mapping, Sequence
from itertools import groupby

from typer.core import TyperCommand, TyperGroup, TyperOption

from b12cli.cli.exits import ExitCode
from b12cli.cli.typer_parts import Command, Context, HelpFormatter
from b12cli.sections import SECTIONS

COLUMN = 24
"""The column where meanings begin, if the screen is wide enough."""

TOPICS = ("marks",)
"""What b12 help explains besides commands."""


class Shown(Exception):
    """Ends a run with this text instead of the output of its command."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class _Formatter(HelpFormatter):
    """Bold headings where there is colour, and all meanings in one column."""

    def __init__(self, width: int | None, max_width: int | None, is_bold: bool) -> None:
        super().__init__(width=width, max_width=max_width)
        self._is_bold = is_bold

    def write_heading(self, heading: str) -> None:
        self.write(f"\x1b[1m{heading}\x1b[0m\n" if self._is_bold else f"{heading}\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = COLUMN, col_spacing: int = 2
    ) -> None:
        column = min(col_max, max(6, self.width * 3 // 7))
        for term, meaning in rows:
            lead = f"  {term}".ljust(column)
            if len(lead) > column or not lead.endswith(" "):
                self.write(f"{lead.rstrip()}\n")
                lead = " " * column
            wrapped = textwrap.fill(
                meaning,
                max(self.width, column + 10),
                initial_indent=lead,
                subsequent_indent=" " * column,
                break_on_hyphens=False,
            )
            self.write(f"{wrapped}\n")


class _Context(Context):
    def make_formatter(self) -> HelpFormatter:
        run = self.find_root().obj
        return _Formatter(self.terminal_width, self.max_content_width, run.screen.color)


class _Helpful(Command):
    """What commands and their group share."""

    context_class = _Context

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option = super().get_help_option(ctx)
        if option:
            option.callback = _show_help
            option.help = "Show this help."
        return option

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        # Typer puts required arguments in braces, and marks them again below.
        pieces = [piece.strip("{}") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_text(inspect.cleandoc(self.help or ""))
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"  {line}\n")
        self.format_options(ctx, formatter)


class HelpCommand(_Helpful, TyperCommand):
    """A command with this help."""

    def tables(self) -> dict[str, list[tuple[str, str]]]:
        """Other explanations, by heading."""
        return {}

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        for heading, rows in self.tables().items():
            with formatter.section(heading):
                formatter.write_dl(rows)


class CheckHelp(HelpCommand):
    """Help for the command whose results have marks."""

    def tables(self) -> dict[str, list[tuple[str, str]]]:
        return {"Marks": _marks()}


def _marks() -> list[tuple[str, str]]:
    """Each mark, with its meaning."""
    from b12cli.render.marks import legend

    return list(legend())


class HelpGroup(_Helpful, TyperGroup):
    """The commands, under the headings of their ``rich_help_panel``."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        _write_options(self, ctx, formatter)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), code.meaning) for code in ExitCode])

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        commands = [each for each in self.commands.values() if isinstance(each, TyperCommand)]
        for panel, members in groupby(commands, lambda command: command.rich_help_panel):
            with formatter.section(panel or "Commands"):
                formatter.write_dl([(each.name or "", summary(each)) for each in members])

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """The command of this name. For any other word, raises Hinted with a line that works."""
        name = args[0]
        is_wrong = self.get_command(ctx, name) is None and not name.startswith("-")
        if is_wrong and not ctx.resilient_parsing:  # true while completing
            from b12cli.cli.usage import Hinted, no_command

            file = ctx.params.get("monograph")
            program = f"b12 --monograph {shlex.quote(file)}" if file else "b12"
            raise Hinted(no_command(args, program, self.commands, TOPICS), ctx)
        return super().resolve_command(ctx, args)


def options(command: Command, ctx: Context) -> list[tuple[str, str]]:
    """The arguments and options of a command, each with its meaning."""
    records = [each.get_help_record(ctx) for each in command.get_params(ctx)]
    return [(name, meaning.removesuffix("  [required]")) for name, meaning in filter(None, records)]


def _write_options(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    with formatter.section("Options"):
        formatter.write_dl(options(command, ctx))


def _show_help(ctx: Context, option: object, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        raise Shown(ctx.get_help())


def start(ctx: Context, begin: Mapping[str, str]) -> str:
    """What b12 is and how to begin, on one screen: these commands with their meanings, and the
    sections."""
    formatter = ctx.make_formatter()
    formatter.write_text(inspect.cleandoc(ctx.command.help or ""))
    with formatter.section("Begin with"):
        formatter.write_dl(list(begin.items()), col_max=max(map(len, begin)) + 4)
    with formatter.section("Sections"):
        formatter.write_dl(list(SECTIONS.items()))
    formatter.write_paragraph()
    formatter.write_text(
        "All commands, options and exit codes: b12 help. The marks: b12 help marks."
    )
    return formatter.getvalue().rstrip("\n")


def help_of(root: Context, topic: str) -> str:
    """The help for the command of this name, or for the marks. Raises UsageError if there is no
    such command."""
    if topic.casefold() in TOPICS:
        formatter = root.make_formatter()
        with formatter.section("Marks"):
            formatter.write_dl(_marks())
        return formatter.getvalue().rstrip("\n")
    assert isinstance(root.command, TyperGroup)
    _, command, _ = root.command.resolve_command(root, [topic])
    assert command is not None
    return command.make_context(topic, [], root, resilient_parsing=True).get_help()


def summary(command: TyperCommand) -> str:
    """The first paragraph of a command's help."""
    return " ".join((command.help or "").partition("\n\n")[0].split())
