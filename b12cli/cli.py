"""The commands: options in, one call, one answer out.

What only some commands need is imported in them.
"""

# No "from __future__ import annotations": Typer would evaluate each of them again at start.

import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from b12cli import __version__, arguments, completion, terminal
from b12cli.help import CheckHelp, HelpCommand, HelpGroup, Shown, help_of
from b12cli.monograph.errors import MonographError
from b12cli.render import Format, ListFormat, list_renderer, renderer
from b12cli.typer_parts import UsageError

if TYPE_CHECKING:
    from b12cli.check import Checker
    from b12cli.monograph.model import Monograph, Section
    from b12cli.results import Checked, Tally


class ExitCode(IntEnum):
    """What a run ends with."""

    DONE = 0
    NOTHING_FOUND = 1
    WRONG_USAGE = 2
    BAD_MONOGRAPH = 3
    CONTRAINDICATED = 4
    OUTPUT_LOST = 5


class Answer(NamedTuple):
    """What a command ends with: the text for standard output, if any, and the exit code.

    A text may come in pieces, each a line or more; the code is known then when they are over.
    """

    text: str | Iterator[str] = ""
    code: ExitCode | Callable[[], ExitCode] = ExitCode.DONE


class Run:
    """What the commands of one run share."""

    def __init__(self) -> None:
        self.screen = terminal.screen()
        self.file = os.environ.get("B12_MONOGRAPH", "")
        self.is_paged = True

    def use(self, file: str) -> None:
        """Read this monograph from now on, and say so in the hints to other commands."""
        self.file = file
        self.screen = self.screen._replace(program=f"b12 --monograph {shlex.quote(file)}")

    def monograph(self) -> "Monograph":
        """The monograph that is asked for: b12's own, or another one. Raises MonographError."""
        from b12cli.monograph.loader import MONOGRAPH_FILE, load

        return load(self.file or MONOGRAPH_FILE)


STDIN = "-"
"""What stands for standard input where a list is named."""

READ, FIND, FILES = "Read the monograph", "Look things up", "Files and help"

app = typer.Typer(
    cls=HelpGroup,
    add_completion=False,  # b12 has its own
    rich_markup_mode=None,  # plain help: as quick as the rest, and readable in a pipe
    pretty_exceptions_enable=False,  # a bug shows as Python shows it
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="b12 uses\nb12 side-effects --serious\nb12 search sciatica\n"
    'b12 check "kidney failure" itching',
)

FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        case_sensitive=False,
        help="text, json or markdown: for people, scripts, notes.",
    ),
]


def _complete_next(ctx: typer.Context, incomplete: str) -> list[str]:
    """Of search, where all words make one query."""
    return _names(ctx, ctx.params.get("terms") or [], incomplete)


def _complete_term(ctx: typer.Context, incomplete: str) -> list[str]:
    """Of check, where each word is a term."""
    return _names(ctx, [], incomplete)


def _names(ctx: typer.Context, before: list[str], incomplete: str) -> list[str]:
    monograph = _in_use(ctx)
    if monograph is None:
        return []
    from b12cli.thesaurus.names import named

    return completion.names(named(monograph), before, incomplete)


def _complete_section(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    monograph = _in_use(ctx)
    return [(each.section, each.summary) for each in monograph.sections] if monograph else []


def _complete_command(ctx: typer.Context, incomplete: str) -> list[str]:
    return [each.name for each in app.registered_commands if each.name]


def _complete_file(ctx: typer.Context, incomplete: str) -> list[str]:
    return [incomplete + completion.FILES]


def _in_use(ctx: typer.Context) -> "Monograph | None":
    """The monograph of the command line that is being completed, if it can be read."""
    run = Run()
    run.file = ctx.find_root().params.get("monograph") or run.file
    try:
        return run.monograph()
    except MonographError:
        return None


def _version(wanted: bool) -> None:
    if wanted:
        raise Shown(f"b12 {__version__}")


def _install_completion(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # not while the line is being completed
        raise Shown(completion.install(app))


def _show_completion(wanted: bool) -> None:
    if wanted:
        raise Shown(completion.script(app))


@app.callback(invoke_without_command=True)
def b12(
    ctx: typer.Context,
    monograph: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            autocompletion=_complete_file,
            # Not by Typer's envvar, which 0.26.0 passes over.
            help="Read this monograph, not b12's own (environment: B12_MONOGRAPH).",
        ),
    ] = "",
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Never page what is longer than the screen.")
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
            help="Show completion for the current shell, to copy it or customize the installation.",
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
    return Answer(ctx.get_help()) if ctx.invoked_subcommand is None else None


def _section(run: Run, format: Format, name: str, groups: tuple[str, ...] = ()) -> Answer:
    """A section, or some groups of it; a line on standard error if the monograph has none."""
    monograph = _shown(run, format)
    section = monograph.section(name)
    if section and groups:
        section = section.only(groups)
    if not section or not section.groups:
        terminal.complain(_lacking(monograph, section, name))
        return Answer(code=ExitCode.NOTHING_FOUND)
    return Answer(renderer(format).section(monograph, section, run.screen))


def _shown(run: Run, format: Format) -> "Monograph":
    """The monograph; for programs with all the names that its entries are found by."""
    if not format.is_for_programs:
        return run.monograph()
    from b12cli.thesaurus.names import named

    return named(run.monograph())


def _lacking(monograph: "Monograph", section: "Section | None", name: str) -> str:
    if section:
        return f"the monograph of {monograph.title} has no such group in {name}"
    known = ", ".join(each.section for each in monograph.sections)
    return f"the monograph of {monograph.title} has no section “{name}”, but {known}"


def _add_section(name: str, help: str) -> None:
    """Add the command that shows the section of this name."""

    @app.command(name, cls=HelpCommand, help=help, epilog=f"b12 {name}", rich_help_panel=READ)
    def show(ctx: typer.Context, format: FormatOption = Format.text) -> Answer:
        return _section(ctx.obj, format, name)


_add_section("overview", "What it is, what B12 does, why levels fall.")
_add_section("uses", "What it is prescribed for.")
_add_section("administration", "Route, site, who gives it, doses, monitoring.")


@app.command(
    "side-effects",
    cls=HelpCommand,
    epilog="b12 side-effects\nb12 side-effects --serious",
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
) -> Answer:
    """Side effects: common, serious, allergic reaction.

    The options combine; without any, all are shown.
    """
    from b12cli.monograph.model import ALLERGIC, COMMON, SERIOUS, SIDE_EFFECTS

    # Whoever asks for the serious ones must not miss the one that kills.
    wanted = {COMMON: common, SERIOUS: serious, ALLERGIC: serious or allergic}
    groups = tuple(group for group, is_wanted in wanted.items() if is_wanted)
    return _section(ctx.obj, format, SIDE_EFFECTS, groups)


_add_section("contraindications", "Who must not have it.")
_add_section("references", "The cited works, the article's author and reviewer.")


@app.command(
    "show",
    cls=HelpCommand,
    epilog="b12 show uses\nb12 --monograph my-drug.yaml show interactions",
    rich_help_panel=READ,
)
def show_any(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", autocompletion=_complete_section, help="Its name.")
    ],
    format: FormatOption = Format.text,
) -> Answer:
    """Any section, those of another monograph included."""
    return _section(ctx.obj, format, name)


@app.command(
    "all", cls=HelpCommand, epilog="b12 all\nb12 all -f markdown > b12.md", rich_help_panel=READ
)
def show_all(
    ctx: typer.Context,
    format: FormatOption = Format.text,
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="Page it where it is longer than the screen.")
    ] = True,
) -> Answer:
    """The whole monograph."""
    run: Run = ctx.obj
    run.is_paged = run.is_paged and pager
    return Answer(renderer(format).monograph(_shown(run, format), run.screen))


@app.command(
    cls=HelpCommand,
    epilog="b12 search sciatica\nb12 search can I give it to my child\n"
    "b12 search -s uses nerve pain",
    rich_help_panel=FIND,
)
def search(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(metavar="TERMS...", autocompletion=_complete_next, help="What to look for."),
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
) -> Answer:
    """Search in your words or the doctor's; best hit first.

    A contraindication that they mention is shown besides, whatever section it stands in.
    """
    from b12cli.render.answers import nothing_found
    from b12cli.search import Searcher

    run: Run = ctx.obj
    try:
        query = arguments.query(" ".join(terms))
    except ValueError as error:
        raise UsageError(str(error), ctx) from None
    monograph = run.monograph()
    known = [each.section for each in monograph.sections]
    for name in section:
        if name not in known:
            raise UsageError(f"no section “{name}”, expected {', '.join(known)}", ctx)
    found = Searcher(monograph, section).find(query)
    code = ExitCode.DONE if found.hits or found.also else ExitCode.NOTHING_FOUND
    if code and not format.is_for_programs:
        terminal.complain(nothing_found(found))
        return Answer(code=code)
    return Answer(renderer(format).search(monograph, found, run.screen), code)


@app.command(
    cls=CheckHelp,
    epilog='b12 check sciatica "kidney failure" asthma\nb12 check --from list.txt\n'
    "b12 check --from list.csv --column problem -f jsonl\nb12 check - < list.txt",
    rich_help_panel=FIND,
)
def check(
    ctx: typer.Context,
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="[TERM]...",
            autocompletion=_complete_term,
            help="Conditions, symptoms, patient groups; - reads them from stdin, one a line.",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    file: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FILE",
            autocompletion=_complete_file,
            help="Check the lines of this file too.",
        ),
    ] = "",
    column: Annotated[
        str,
        typer.Option(metavar="NAME", help="The list is a CSV with a header: check this column."),
    ] = "",
    format: Annotated[
        ListFormat,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            case_sensitive=False,
            help="text, json or markdown, as elsewhere; jsonl: a line of JSON for each term.",
        ),
    ] = ListFormat.text,
) -> Answer:
    """What the monograph says of each TERM of a patient's list, the gravest first.

    Not mentioned does not mean safe: the monograph is one article. The exit code is 4 if a term is
    contraindicated, or possibly so; else 2 if one could not be read.
    """
    from b12cli.check import Checker
    from b12cli.results import Tally

    run: Run = ctx.obj
    if not terms and not file:
        raise UsageError("missing argument 'TERM...', or --from FILE", ctx)
    if column and not file and STDIN not in terms:
        raise UsageError("--column is of a list, expected --from FILE or - too", ctx)
    for term in filter(os.path.isfile, terms):
        _refuse_file(term, ctx)
    monograph = run.monograph()
    checker = Checker(monograph)
    listed = arguments.listed(file, column) if file else iter(())
    items: Iterator[arguments.Item] = chain(_typed(checker, terms, column), listed)
    first = next(items, None)
    if first is None:
        raise UsageError("nothing to check, expected at least one term", ctx)
    items = chain([first], items)
    if not format.streams(run.screen):
        items = terminal.progress(list(items))
    tally = Tally()
    results = (tally.add(_checked(checker, item)) for item in items)
    shown = list_renderer(format).check(monograph, results, run.screen)
    return Answer(shown, lambda: _code(tally))


def _refuse_file(term: str, ctx: typer.Context) -> None:
    """Raise UsageError for a term that can only be meant as this file; say of another that it is
    one too."""
    line = f"to check its lines, {ctx.obj.screen.program} check --from {shlex.quote(term)}"
    if os.path.dirname(term) or os.path.splitext(term)[1]:
        raise UsageError(f"“{term}” is a file: {line}", ctx)
    terminal.complain(f"“{term}” is a file too: {line}")


def _typed(checker: "Checker", terms: Sequence[str], column: str) -> Iterator[arguments.Item]:
    """The terms that were typed, with a list in place of each ``-``."""
    for is_list, run in groupby(terms, lambda term: term == STDIN):
        if is_list:
            yield from arguments.listed(STDIN, column)
            continue
        for term, is_joined in checker.together(list(arguments.typed(run))):
            if is_joined:
                terminal.complain(f"read “{term}” as one term, as if it had quotes around it")
            yield arguments.Item(term)


def _checked(checker: "Checker", item: arguments.Item) -> "Checked":
    """The verdict on the item, or why there is none."""
    from b12cli.results import Checked

    try:
        term = arguments.term(item)
    except ValueError as error:
        shown = terminal.shortened(item.text)
        return Checked(shown, "not_mentioned", line=item.line, error=str(error))
    return checker.check(term, item.line)


def _code(tally: "Tally") -> ExitCode:
    """What a check ends with: what a contraindication asks for outranks what could not be read."""
    if tally.counts.keys() & {"contraindicated", "possible_contraindication"}:
        return ExitCode.CONTRAINDICATED
    return ExitCode.WRONG_USAGE if tally.errors else ExitCode.DONE


@app.command(
    cls=HelpCommand,
    epilog="b12 validate\nb12 validate my-drug.yaml other-drug.yaml",
    rich_help_panel=FILES,
)
def validate(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[FILE...]",
            autocompletion=_complete_file,
            help="The files to check; the one in use if left out.",
        ),
    ] = [],  # noqa: B006 - Typer copies it
    format: FormatOption = Format.text,
) -> Answer:
    """Check monograph files: all that is wrong or likely wrong, and where.

    What is likely wrong is a warning, which leaves the exit code 0. The examples of a file are
    asked too.
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
    is_valid = all(result.is_valid for result in results)
    code = ExitCode.DONE if is_valid else ExitCode.BAD_MONOGRAPH
    return Answer(renderer(format).validation(results, run.screen), code)


def _faults(file: str) -> tuple[Sequence[MonographError], Sequence[MonographError]]:
    """What is wrong with a file, and what is likely wrong."""
    from b12cli.lint import failed_examples, lint
    from b12cli.monograph.loader import read

    try:
        monograph, document = read(file)
    except MonographError as error:
        return error.faults, ()
    errors = [document.fault(message, path) for path, message in failed_examples(monograph)]
    return errors, [document.fault(message, path) for path, message in lint(monograph)]


@app.command("init", cls=HelpCommand, epilog="b12 init my-drug.yaml", rich_help_panel=FILES)
def init(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", autocompletion=_complete_file, help="A new file.")
    ],
) -> Answer:
    """Begin a monograph of another drug.

    The file has an example of all that a monograph may hold, and explains it.
    """
    from b12cli.monograph.loader import skeleton

    text = skeleton()
    try:
        terminal.create(file, text)
    except ValueError as error:
        raise UsageError(str(error), ctx) from None
    return Answer(f"{terminal.printable(file)}: written; next: b12 validate {shlex.quote(file)}")


@app.command("schema", cls=HelpCommand, epilog="b12 schema > m.schema.json", rich_help_panel=FILES)
def _schema() -> Answer:
    """JSON Schema of the monograph file, for editors."""
    from b12cli.monograph.loader import schema

    return Answer(schema())


@app.command("help", cls=HelpCommand, epilog="b12 help check", rich_help_panel=FILES)
def _help(
    ctx: typer.Context,
    command: Annotated[
        str,
        typer.Argument(
            metavar="[COMMAND]", autocompletion=_complete_command, help="Of this command."
        ),
    ] = "",
) -> Answer:
    """Help on b12, or on a command."""
    root = ctx.find_root()
    return Answer(help_of(root, command) if command else root.get_help())
