"""The commands: options in, one call, one result to one renderer.

What only some commands need is imported in them.
"""

# No "from __future__ import annotations": Typer would evaluate each of them again at start.

import os
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated

import typer

# Typer keeps Click's errors in there; the upper bound on Typer holds them in place.
from typer._click.exceptions import UsageError

from b12cli import __version__, arguments, terminal
from b12cli.help import Help, example
from b12cli.monograph.errors import MonographError
from b12cli.render import Format, Screen, renderer

if TYPE_CHECKING:
    from b12cli.monograph.model import Monograph, SectionName


class ExitCode(IntEnum):
    """What a run ends with."""

    DONE = 0
    NOTHING_FOUND = 1
    WRONG_USAGE = 2
    BAD_MONOGRAPH = 3
    CONTRAINDICATED = 4
    OUTPUT_LOST = 5


class Run:
    """What the commands of one run share."""

    def __init__(self) -> None:
        self.screen: Screen = terminal.screen()
        self.file = os.environ.get("B12_MONOGRAPH", "")
        self.paged = False

    def monograph(self) -> "Monograph":
        """The monograph that is asked for: b12's own, or another one. Raises MonographError."""
        from b12cli.monograph.loader import MONOGRAPH_FILE, load

        return load(self.file or MONOGRAPH_FILE)


READ, FIND, FILES = "Read the monograph", "Look things up", "Monograph files"

app = typer.Typer(
    cls=Help,
    rich_markup_mode=None,  # plain help: as quick as the rest, and readable in a pipe
    pretty_exceptions_enable=False,  # a bug shows as Python shows it
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("b12 uses", "b12 side-effects --serious", "b12 search sciatica"),
)

FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="How to print it: for people, scripts or notes.")
]


def _complete(ctx: typer.Context, incomplete: str) -> list[str]:
    try:
        monograph = _in_use(ctx)
    except MonographError:
        return []
    return arguments.completions(monograph, ctx.params.get("terms") or (), incomplete)


def _complete_section(ctx: typer.Context, incomplete: str) -> list[str]:
    try:
        sections = _in_use(ctx).sections
    except MonographError:
        return []
    return [each.section for each in sections if each.section.startswith(incomplete)]


def _in_use(ctx: typer.Context) -> "Monograph":
    """The monograph of the command line that is being completed. Raises MonographError."""
    run = Run()
    run.file = ctx.find_root().params.get("monograph") or run.file
    return run.monograph()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"b12 {__version__}")
        raise typer.Exit()


@app.callback(invoke_without_command=True)
def b12(
    ctx: typer.Context,
    monograph: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            # Not by Typer's envvar, which 0.26.0 passes over.
            help="Read this monograph, not b12's own (environment: B12_MONOGRAPH).",
        ),
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The vitamin B12 (cyanocobalamin) injection: uses, administration, side effects and
    contraindications, from one published article. Reference only, not medical advice.
    """
    if monograph:
        ctx.obj.file = monograph
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def _add_section(name: "SectionName", help: str) -> None:
    """Add the command that shows the section of this name."""

    @app.command(name, help=help, epilog=example(f"b12 {name}"), rich_help_panel=READ)
    def show(ctx: typer.Context, format: FormatOption = Format.text) -> None:
        run: Run = ctx.obj
        monograph = run.monograph()
        _print(renderer(format).section(monograph, monograph.section(name), run.screen))


_add_section("overview", "What it is, what B12 does, why levels fall, how it is obtained.")
_add_section("uses", "What it is prescribed for.")
_add_section("administration", "Route, site, who gives it, doses by condition, monitoring.")


@app.command(
    "side-effects",
    epilog=example("b12 side-effects", "b12 side-effects --serious"),
    rich_help_panel=READ,
)
def side_effects(
    ctx: typer.Context,
    common: Annotated[bool, typer.Option("--common", help="Show the common ones.")] = False,
    serious: Annotated[
        bool, typer.Option("--serious", help="Show the serious ones and the allergic reaction.")
    ] = False,
    allergic: Annotated[
        bool, typer.Option("--allergic", help="Show the allergic reaction.")
    ] = False,
    format: FormatOption = Format.text,
) -> None:
    """Side effects: common, serious, allergic reaction.

    The options combine; without any, all are shown.
    """
    from b12cli.monograph.model import ALLERGIC, COMMON, SERIOUS, SIDE_EFFECTS

    run: Run = ctx.obj
    monograph = run.monograph()
    section = monograph.section(SIDE_EFFECTS)
    # Whoever asks for the serious ones must not miss the one that kills.
    wanted = {COMMON: common, SERIOUS: serious, ALLERGIC: serious or allergic}
    if any(wanted.values()):
        section = section.only([group for group, shown in wanted.items() if shown])
    _print(renderer(format).section(monograph, section, run.screen))


_add_section("contraindications", "Who must not have it.")
_add_section("references", "The cited works, the article's author and reviewer, its date.")


@app.command("all", epilog=example("b12 all", "b12 all -f markdown > b12.md"), rich_help_panel=READ)
def show_all(
    ctx: typer.Context,
    format: FormatOption = Format.text,
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="Page it where it is longer than the screen.")
    ] = True,
) -> None:
    """The whole monograph."""
    run: Run = ctx.obj
    run.paged = pager and format is Format.text
    _print(renderer(format).monograph(run.monograph(), run.screen))


@app.command(
    epilog=example("b12 search sciatica", "b12 search can I give it to my child"),
    rich_help_panel=FIND,
)
def search(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(metavar="TERMS...", autocompletion=_complete, help="What to look for."),
    ],
    section: Annotated[
        list[str],
        typer.Option(
            "--section",
            "-s",
            metavar="NAME",
            autocompletion=_complete_section,
            help="Look in this section only; may be repeated.",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    format: FormatOption = Format.text,
) -> int:
    """Search all sections, in your words or the doctor's; best hit first."""
    from b12cli.render.wording import nothing_found
    from b12cli.search.find import Searcher

    run: Run = ctx.obj
    query = _checked(" ".join(terms), ctx)
    monograph = run.monograph()
    known = [each.section for each in monograph.sections]
    for name in section:
        if name not in known:
            raise UsageError(f"No such section {name!r}, expected {', '.join(known)}.", ctx)
    found = Searcher(monograph, section).find(query)
    if found.hits or format is Format.json:
        _print(renderer(format).search(monograph, found, run.screen))
    else:
        terminal.complain(nothing_found(found))
    return ExitCode.DONE if found.hits else ExitCode.NOTHING_FOUND


@app.command(
    epilog=example('b12 check sciatica "kidney failure" asthma', "b12 check - < terms.txt"),
    rich_help_panel=FIND,
)
def check(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="TERM...",
            autocompletion=_complete,
            help="Conditions, symptoms, patient groups; - reads them from stdin, one a line.",
        ),
    ],
    format: FormatOption = Format.text,
) -> int:
    """For each TERM of a patient's list, what the monograph says of having it.

    Contraindicated, possibly so, a serious or another side effect, a listed use, mentioned or
    not mentioned. Not mentioned is no clearance: the monograph is one article. The exit code is
    4 if a term is contraindicated, or possibly so.
    """
    from b12cli.search.check import Checker
    from b12cli.search.results import counts

    run: Run = ctx.obj
    wanted = [_checked(term, ctx, arguments.TERM_LIMIT) for term in arguments.expanded(terms)]
    if not wanted:
        raise UsageError("Nothing to check, expected at least one term.", ctx)
    monograph = run.monograph()
    checker = Checker(monograph)
    results = [checker.check(term) for term in terminal.progress(wanted)]
    for together in (each for words in arguments.typed(terms) for each in checker.together(words)):
        terminal.complain(f"read “{together.term}” as one term too, as if it had quotes around it")
        results.append(together)
    _print(renderer(format).check(monograph, results, run.screen))
    grave = counts(results).keys() & {"contraindicated", "possible_contraindication"}
    return ExitCode.CONTRAINDICATED if grave else ExitCode.DONE


@app.command(epilog=example("b12 validate", "b12 validate my-drug.yaml"), rich_help_panel=FILES)
def validate(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The file to check; the one in use if left out.")
    ] = "",
    format: FormatOption = Format.text,
) -> int:
    """Check a monograph file; say what is wrong, and where."""
    from b12cli.monograph.loader import MONOGRAPH_FILE
    from b12cli.search.results import Problem, Validated

    run: Run = ctx.obj
    run.file = file or run.file or str(MONOGRAPH_FILE)
    problem = None
    try:
        run.monograph()
    except MonographError as error:
        if format is not Format.json:
            raise
        problem = Problem(error.line, error.column, error.path, error.message)
    result = Validated(terminal.printable(run.file), problem)
    _print(renderer(format).validation(result, run.screen))
    return ExitCode.BAD_MONOGRAPH if problem else ExitCode.DONE


@app.command("schema", epilog=example("b12 schema > monograph.schema.json"), rich_help_panel=FILES)
def _schema() -> None:
    """JSON Schema of the monograph file, for editors."""
    from b12cli.monograph.loader import schema

    _print(schema())


def _print(text: str) -> None:
    print(text)  # typer.echo would take the colour out


def _checked(query: str, ctx: typer.Context, limit: int = arguments.QUERY_LIMIT) -> str:
    """The query as it is looked up. Raises UsageError if that can't be done."""
    try:
        return arguments.query(query, limit)
    except ValueError as error:
        raise UsageError(str(error), ctx) from None
