"""The program: its own options, its help, and the commands of the other modules."""

# No "from __future__ import annotations": Typer would evaluate each of them again at start.

from typing import Annotated

import typer

from b12cli import __version__
from b12cli.cli import candidates, files, find, read
from b12cli.cli.help import HelpCommand, HelpGroup, Shown, help_of, start
from b12cli.cli.state import Answer, Run

BEGIN = {
    "b12 card": "the bedside page, on one screen",
    "b12 card -f markdown > b12.md": "the same page in a file, to print",
    'b12 check "kidney failure"': "what it means for a patient",
    "b12 check --from list.txt": "the same for a list, one condition per line",
    "b12 search nerve pain": "in your words or the doctor's",
    "b12 doses": "how much, with the warning on the unit",
    "b12 side-effects --serious": "what to watch for",
}
"""Commands to begin with, and what each shows."""

app = typer.Typer(
    cls=HelpGroup,
    add_completion=False,  # b12 has its own
    rich_markup_mode=None,  # plain help: as quick as the rest, and readable in a pipe
    pretty_exceptions_enable=False,  # a bug shows as Python shows it
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\n".join(BEGIN),
)
for module in (read, find, files):
    app.registered_commands += module.commands.registered_commands


def _version(wanted: bool) -> None:
    if wanted:
        raise Shown(f"b12 {__version__}")


def _install_completion(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # not while the line is being completed
        from b12cli.cli import completion

        raise Shown(completion.install(app))


def _show_completion(wanted: bool) -> None:
    if wanted:
        from b12cli.cli import completion

        raise Shown(completion.script(app))


@app.callback(invoke_without_command=True)
def b12(
    ctx: typer.Context,
    monograph: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            autocompletion=candidates.of_files,
            # Not with Typer's envvar, which 0.26.0 ignores.
            help="Read this monograph instead of b12's own (environment: B12_MONOGRAPH).",
        ),
    ] = "",
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Don't page output longer than the screen.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            callback=_install_completion,
            is_eager=True,
            help="Install completion for the current shell.",
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            callback=_show_completion,
            is_eager=True,
            help="Print the completion script of the current shell.",
        ),
    ] = False,
) -> Answer | None:
    """The vitamin B12 (cyanocobalamin) injection: uses, administration, side effects and
    contraindications, from one published article. Reference only, not medical advice.
    """
    run: Run = ctx.obj
    if monograph:
        run.use(monograph)
    run.is_paged = not no_pager
    return Answer(start(ctx, BEGIN)) if ctx.invoked_subcommand is None else None


@app.command(
    "help", cls=HelpCommand, epilog="b12 help check\nb12 help marks", rich_help_panel=files.PANEL
)
def _help(
    ctx: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(
            metavar="[COMMAND]",
            autocompletion=candidates.of_topics,
            help="Command to explain; or marks, for what each mark means.",
        ),
    ] = "",
) -> Answer:
    """Show help for b12, for one command, or for the marks."""
    root = ctx.find_root()
    return Answer(help_of(root, topic) if topic else root.get_help())
